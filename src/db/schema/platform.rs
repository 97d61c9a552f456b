//! Tables of the platform: cases, ledger, outbox, the site's own memory.

diesel::table! {
    ledger_leaves (id) {
        id -> Text,
        subject_ref -> Text,
        subject_kind -> Text,
        leaf_type -> Text,
        at -> Timestamp,
        body -> Text,
        hash -> Text,
        sealed_salt -> Nullable<Binary>,
        tree_index -> Nullable<BigInt>,
    }
}

diesel::table! {
    case_events (id) {
        id -> Text,
        case_kind -> Text,
        case_id -> Text,
        ordinal -> BigInt,
        at -> Timestamp,
        event -> Text,
        actor_role -> Text,
        actor_id -> Nullable<Text>,
        from_state -> Text,
        to_state -> Text,
        data -> Text,
        leaf_id -> Text,
    }
}

diesel::table! {
    case_word_salts (case_kind, case_id, field) {
        case_kind -> Text,
        case_id -> Text,
        field -> Text,
        commitment -> Text,
        salt -> Text,
    }
}

diesel::table! {
    case_timers (id) {
        id -> Text,
        case_kind -> Text,
        case_id -> Text,
        timer -> Text,
        ordinal -> BigInt,
        due_at -> Timestamp,
        skip_after -> Nullable<Timestamp>,
        state -> Text,
        held_since -> Nullable<Timestamp>,
        settled_at -> Nullable<Timestamp>,
        failures -> BigInt,
        retry_at -> Nullable<Timestamp>,
        last_error -> Nullable<Text>,
    }
}

diesel::table! {
    outbox_letters (id) {
        id -> Text,
        once_key -> Text,
        thread -> Nullable<Text>,
        kind -> Text,
        recipient -> Text,
        recipient_name -> Nullable<Text>,
        reply_to -> Nullable<Text>,
        locale -> Text,
        subject -> Text,
        text_body -> Text,
        html_body -> Text,
        message_id -> Text,
        refers_to -> Nullable<Text>,
        state -> Text,
        created_at -> Timestamp,
        due_at -> Timestamp,
        attempts -> BigInt,
        leased_until -> Nullable<Timestamp>,
        sent_at -> Nullable<Timestamp>,
        last_error -> Nullable<Text>,
        checkpoint -> Nullable<Text>,
    }
}

diesel::table! {
    incoming_mails (message_key) {
        message_key -> Text,
        received_at -> Timestamp,
        became -> Text,
        case_id -> Nullable<Text>,
    }
}

diesel::table! {
    switched_off_addresses (address) {
        address -> Text,
        since -> Timestamp,
        reason -> Text,
    }
}

diesel::table! {
    site_state (name) {
        name -> Text,
        value -> Text,
    }
}

diesel::table! {
    idempotent_answers (scope, key) {
        scope -> Text,
        key -> Text,
        request_hash -> Text,
        status -> BigInt,
        location -> Nullable<Text>,
        body -> Text,
        created_at -> Timestamp,
    }
}

diesel::allow_tables_to_appear_in_same_query!(case_events, ledger_leaves);
