//! The table of drafts.

diesel::table! {
    drafts (id) {
        id -> Text,
        account_id -> Text,
        kind -> Text,
        about -> Nullable<Text>,
        fields -> Text,
        created_at -> Timestamp,
        saved_at -> Timestamp,
        version -> BigInt,
    }
}
