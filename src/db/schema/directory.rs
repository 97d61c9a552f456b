//! Tables of the directory.

diesel::table! {
    physicians (id) {
        id -> Text,
        subject_ref -> Text,
        slug -> Text,
        name -> Text,
        sort_key -> Text,
        kind -> Text,
        state -> Text,
        titles -> Text,
        licences -> Text,
        specialties -> Text,
        languages -> Text,
        practice_since -> Nullable<BigInt>,
        bio -> Nullable<Text>,
        merged_into -> Nullable<Text>,
        proposed_by -> Text,
        created_at -> Timestamp,
        version -> BigInt,
        lower_bound_rank -> BigInt,
        counted -> BigInt,
        standing -> Text,
        standing_ends_at -> Nullable<Timestamp>,
        standing_then -> Nullable<Text>,
    }
}

diesel::table! {
    clinics (id) {
        id -> Text,
        subject_ref -> Text,
        slug -> Text,
        name -> Text,
        sort_key -> Text,
        kind -> Text,
        state -> Text,
        country -> Text,
        city -> Text,
        address -> Nullable<Text>,
        time_zone -> Text,
        email -> Text,
        treatments -> Text,
        merged_into -> Nullable<Text>,
        proposed_by -> Text,
        created_at -> Timestamp,
        version -> BigInt,
        latitude -> Nullable<Double>,
        longitude -> Nullable<Double>,
        lower_bound_rank -> BigInt,
        counted -> BigInt,
        offers -> Text,
        staff -> Text,
        predecessor_id -> Nullable<Text>,
    }
}

diesel::table! {
    physician_clinics (physician_id, clinic_id) {
        physician_id -> Text,
        clinic_id -> Text,
        since_month -> Nullable<Text>,
        until_month -> Nullable<Text>,
    }
}

diesel::table! {
    claims (id) {
        id -> Text,
        subject_ref -> Text,
        physician_id -> Nullable<Text>,
        clinic_id -> Nullable<Text>,
        account_id -> Text,
        evidence -> Text,
        state -> Text,
        created_at -> Timestamp,
        decided_at -> Nullable<Timestamp>,
        decided_by -> Nullable<Text>,
        reason -> Nullable<Text>,
        version -> BigInt,
    }
}

diesel::table! {
    profile_figures (subject_id, name) {
        subject_id -> Text,
        name -> Text,
        value -> Text,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    ties (id) {
        id -> Text,
        account_id -> Text,
        kind -> Text,
        source -> Text,
        source_id -> Nullable<Text>,
        physician_id -> Nullable<Text>,
        clinic_id -> Nullable<Text>,
        since -> Nullable<Text>,
        until -> Nullable<Text>,
        created_at -> Timestamp,
        withdrawn_at -> Nullable<Timestamp>,
    }
}

diesel::joinable!(physician_clinics -> physicians (physician_id));
diesel::joinable!(physician_clinics -> clinics (clinic_id));
diesel::allow_tables_to_appear_in_same_query!(physicians, clinics, physician_clinics, claims, profile_figures);
