//! Tables of the file store: the keys under which evidence is sealed.

diesel::table! {
    case_keys (case_kind, case_id) {
        case_kind -> Text,
        case_id -> Text,
        sealed_key -> Nullable<Binary>,
        created_at -> Timestamp,
        destroyed_at -> Nullable<Timestamp>,
    }
}
