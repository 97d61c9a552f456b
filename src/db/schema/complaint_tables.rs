//! Tables of the complaints.

diesel::table! {
    complaints (id) {
        id -> Text,
        subject_ref -> Text,
        complainant_id -> Text,
        physician_id -> Nullable<Text>,
        clinic_id -> Nullable<Text>,
        procedure -> Text,
        procedure_month -> Text,
        category -> Text,
        severity -> Nullable<BigInt>,
        narrative -> Text,
        public_narrative -> Nullable<Text>,
        publish_narrative -> Bool,
        desired_outcome -> Text,
        attempt -> Text,
        attempt_shown -> Bool,
        identity_consent -> Bool,
        state -> Text,
        version -> BigInt,
        proof_needed -> Bool,
        proof_level -> BigInt,
        officer_id -> Nullable<Text>,
        letter_to -> Nullable<Text>,
        clinic_since -> Nullable<Timestamp>,
        acknowledged_at -> Nullable<Timestamp>,
        response_code -> Nullable<Text>,
        responded_at -> Nullable<Timestamp>,
        untimely -> Bool,
        escalated_at -> Nullable<Timestamp>,
        outcome -> Nullable<Text>,
        closed_at -> Nullable<Timestamp>,
        paused_until -> Nullable<Timestamp>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    complaint_statements (id) {
        id -> Text,
        complaint_id -> Text,
        kind -> Text,
        role -> Text,
        account_id -> Nullable<Text>,
        text -> Text,
        detail -> Text,
        at -> Timestamp,
    }
}

diesel::table! {
    complaint_panel_members (complaint_id, account_id) {
        complaint_id -> Text,
        account_id -> Text,
        round -> BigInt,
        seat -> Text,
        seated_at -> Timestamp,
        recused_at -> Nullable<Timestamp>,
        recusal_reason -> Nullable<Text>,
    }
}

diesel::table! {
    complaint_links (token_hash) {
        token_hash -> Text,
        complaint_id -> Text,
        expires_at -> Timestamp,
        created_at -> Timestamp,
    }
}

diesel::table! {
    complaint_evidence (id) {
        id -> Text,
        complaint_id -> Text,
        name -> Text,
        media_type -> Text,
        bytes -> BigInt,
        sha256 -> Text,
        file -> Text,
        level -> Nullable<BigInt>,
        at -> Timestamp,
        role -> Text,
    }
}

diesel::table! {
    complaint_recommendations (complaint_id, number) {
        complaint_id -> Text,
        number -> BigInt,
        text -> Text,
        due_on -> Date,
        made_at -> Timestamp,
        completed_at -> Nullable<Timestamp>,
        lapsed_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    complaint_marks (complaint_id) {
        complaint_id -> Text,
        result_of -> Nullable<Text>,
        undeliverable_at -> Nullable<Timestamp>,
        published_at -> Nullable<Timestamp>,
        changed_at -> Timestamp,
        pause_order -> Nullable<Text>,
        patient_name -> Nullable<Text>,
    }
}

diesel::allow_tables_to_appear_in_same_query!(complaints, complaint_marks);
