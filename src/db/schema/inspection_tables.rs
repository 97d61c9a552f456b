//! Tables of inspections.

diesel::table! {
    inspections (id) {
        id -> Text,
        subject_ref -> Text,
        clinic_id -> Text,
        kind -> Text,
        visit_on -> Text,
        lead_id -> Text,
        quality_reader_id -> Text,
        points_officer_id -> Text,
        conflicts -> Text,
        checklist_version -> BigInt,
        state -> Text,
        version -> BigInt,
        notified_at -> Nullable<Timestamp>,
        visited_at -> Nullable<Timestamp>,
        locked_at -> Nullable<Timestamp>,
        published_at -> Nullable<Timestamp>,
        result -> Nullable<Text>,
        next_due_on -> Nullable<Text>,
        thread_id -> Nullable<Text>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    inspection_inspectors (inspection_id, account_id) {
        inspection_id -> Text,
        account_id -> Text,
        place -> BigInt,
        is_physician -> Bool,
    }
}

diesel::table! {
    inspection_scores (id) {
        id -> Text,
        inspection_id -> Text,
        item -> Text,
        phase -> Text,
        score -> Text,
        evidence_kinds -> Text,
        finding -> Text,
        account_id -> Text,
        at -> Timestamp,
    }
}

diesel::table! {
    inspection_evidence (id) {
        id -> Text,
        inspection_id -> Text,
        item -> Text,
        name -> Text,
        media_type -> Text,
        bytes -> BigInt,
        sha256 -> Text,
        file -> Text,
        is_late -> Bool,
        account_id -> Text,
        at -> Timestamp,
    }
}

diesel::table! {
    inspection_points (inspection_id, number) {
        inspection_id -> Text,
        number -> BigInt,
        item -> Text,
        comment -> Text,
        at -> Timestamp,
        accepted -> Nullable<Bool>,
        reason -> Nullable<Text>,
        score -> Nullable<Text>,
        finding -> Nullable<Text>,
        decided_by -> Nullable<Text>,
        decided_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    inspection_actions (inspection_id, number) {
        inspection_id -> Text,
        number -> BigInt,
        item -> Text,
        finding -> Text,
        is_critical -> Bool,
        due_on -> Text,
        note -> Nullable<Text>,
        completed_by -> Nullable<Text>,
        completed_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    inspection_statements (id) {
        id -> Text,
        inspection_id -> Text,
        kind -> Text,
        item -> Nullable<Text>,
        account_id -> Text,
        text -> Text,
        at -> Timestamp,
    }
}

diesel::allow_tables_to_appear_in_same_query!(inspections, inspection_inspectors);
