//! Tables of the accounts: people, consents, roles, sessions, the tokens of their letters.

diesel::table! {
    accounts (id) {
        id -> Text,
        email -> Text,
        email_key -> Text,
        display_name -> Text,
        name_key -> Text,
        password_hash -> Text,
        state -> Text,
        locale -> Text,
        time_zone -> Text,
        version -> BigInt,
        created_at -> Timestamp,
        updated_at -> Timestamp,
        verified_at -> Nullable<Timestamp>,
        silenced_until -> Nullable<Timestamp>,
        suspended_until -> Nullable<Timestamp>,
        banned_at -> Nullable<Timestamp>,
        signed_up_in_haste -> Bool,
    }
}

diesel::table! {
    account_consents (id) {
        id -> Text,
        account_id -> Text,
        kind -> Text,
        document_version -> Text,
        given_at -> Timestamp,
        subject_ref -> Nullable<Text>,
    }
}

diesel::table! {
    account_roles (account_id, role) {
        account_id -> Text,
        role -> Text,
        granted_at -> Timestamp,
    }
}

diesel::table! {
    sessions (id) {
        id -> Text,
        account_id -> Text,
        kind -> Text,
        device -> Text,
        cookie_hash -> Nullable<Text>,
        created_at -> Timestamp,
        last_used_at -> Timestamp,
        idle_until -> Timestamp,
        ends_at -> Timestamp,
        revoked_at -> Nullable<Timestamp>,
        second_factor_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    refresh_tokens (hash) {
        hash -> Text,
        session_id -> Text,
        created_at -> Timestamp,
        expires_at -> Timestamp,
        used_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    account_tokens (hash) {
        hash -> Text,
        account_id -> Text,
        purpose -> Text,
        created_at -> Timestamp,
        expires_at -> Timestamp,
        used_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    role_changes (id) {
        id -> Text,
        subject_ref -> Text,
        account_id -> Text,
        role -> Text,
        kind -> Text,
        reason -> Text,
        state -> Text,
        asked_by -> Nullable<Text>,
        asked_at -> Timestamp,
        confirmed_by -> Nullable<Text>,
        confirmed_at -> Nullable<Timestamp>,
        version -> BigInt,
    }
}

diesel::table! {
    account_attempts (subject) {
        subject -> Text,
        tries -> BigInt,
        since -> Timestamp,
        last_at -> Timestamp,
    }
}

diesel::table! {
    second_factors (account_id) {
        account_id -> Text,
        sealed_secret -> Binary,
        state -> Text,
        last_step -> BigInt,
        version -> BigInt,
        created_at -> Timestamp,
        confirmed_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    recovery_codes (hash) {
        hash -> Text,
        account_id -> Text,
        used_at -> Nullable<Timestamp>,
    }
}

diesel::joinable!(sessions -> accounts (account_id));
diesel::joinable!(refresh_tokens -> sessions (session_id));
diesel::joinable!(account_roles -> accounts (account_id));
diesel::joinable!(role_changes -> accounts (account_id));
diesel::allow_tables_to_appear_in_same_query!(
    accounts,
    account_consents,
    account_roles,
    account_tokens,
    refresh_tokens,
    role_changes,
    sessions,
);
