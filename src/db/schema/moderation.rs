//! Tables of moderation: the queue, reports, decisions, statements of reasons, appeals.

diesel::table! {
    moderation_items (id) {
        id -> Text,
        kind -> Text,
        target_kind -> Text,
        target_id -> Text,
        author_id -> Text,
        physician_id -> Nullable<Text>,
        clinic_id -> Nullable<Text>,
        state -> Text,
        priority -> BigInt,
        title -> Text,
        path -> Text,
        snapshot -> Text,
        claimed_by -> Nullable<Text>,
        claimed_until -> Nullable<Timestamp>,
        appeal_id -> Nullable<Text>,
        decided_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
        version -> BigInt,
        due_at -> Nullable<Timestamp>,
        overdue -> Bool,
    }
}

diesel::table! {
    moderation_voices (id) {
        id -> Text,
        item_id -> Text,
        moderator_id -> Text,
        action -> Text,
        ground -> Nullable<Text>,
        explanation -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    moderation_flags (id) {
        id -> Text,
        item_id -> Text,
        target_kind -> Text,
        target_id -> Text,
        flagger_id -> Text,
        reason -> Text,
        text -> Nullable<Text>,
        take_action -> Bool,
        by_party -> Bool,
        state -> Text,
        arithmetic -> Text,
        target_hash -> Text,
        snapshot -> Text,
        outcome -> Nullable<Text>,
        statement_id -> Nullable<Text>,
        decided_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
        version -> BigInt,
    }
}

diesel::table! {
    moderation_decisions (id) {
        id -> Text,
        item_id -> Text,
        target_kind -> Text,
        target_id -> Text,
        author_id -> Text,
        action -> Text,
        ground -> Nullable<Text>,
        explanation -> Text,
        until_at -> Nullable<Timestamp>,
        decided_by -> Nullable<Text>,
        in_force -> Bool,
        sealed -> Nullable<Binary>,
        statement_id -> Nullable<Text>,
        appeal_outcome -> Nullable<Text>,
        undone_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    moderation_statements (id) {
        id -> Text,
        subject_ref -> Text,
        author_id -> Text,
        target_kind -> Text,
        target_id -> Text,
        action -> Text,
        path -> Text,
        snapshot -> Text,
        state -> Text,
        decision_visibility -> Nullable<Text>,
        decision_account -> Nullable<Text>,
        decision_provision -> Nullable<Text>,
        decision_ground -> Text,
        ground_code -> Text,
        incompatible_content_explanation -> Nullable<Text>,
        illegal_content_explanation -> Nullable<Text>,
        decision_facts -> Text,
        content_type -> Text,
        category -> Text,
        source_type -> Text,
        automated_detection -> Text,
        automated_decision -> Text,
        content_date -> Timestamp,
        application_date -> Timestamp,
        end_date -> Nullable<Timestamp>,
        appeal_until -> Timestamp,
        decided_by -> Nullable<Text>,
        version -> BigInt,
        acknowledged_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    moderation_appeals (id) {
        id -> Text,
        statement_id -> Text,
        appellant_id -> Text,
        side -> Text,
        text -> Text,
        state -> Text,
        overdue -> Bool,
        outcome -> Nullable<Text>,
        reason -> Nullable<Text>,
        decided_by -> Nullable<Text>,
        decided_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
        version -> BigInt,
    }
}

diesel::table! {
    moderation_withdrawals (review_id) {
        review_id -> Text,
        look_at -> Timestamp,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    moderation_items,
    moderation_voices,
    moderation_flags,
    moderation_decisions,
    moderation_statements,
    moderation_appeals,
);
