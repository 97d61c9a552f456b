//! Tables of the reviews.

diesel::table! {
    reviews (id) {
        id -> Text,
        subject_ref -> Text,
        author_id -> Text,
        physician_id -> Nullable<Text>,
        clinic_id -> Nullable<Text>,
        procedure -> Text,
        procedure_month -> Text,
        interest -> Text,
        attestation -> Nullable<Text>,
        state -> Text,
        version -> BigInt,
        proof_level -> BigInt,
        edition -> BigInt,
        overall -> BigInt,
        choose_again -> Bool,
        months -> BigInt,
        stage -> Text,
        spoken_at -> Timestamp,
        masked -> Bool,
        in_held_surge -> Bool,
        superseded_by -> Nullable<Text>,
        ground -> Nullable<Text>,
        statement_id -> Nullable<Text>,
        held_by -> Nullable<Text>,
        hold_until -> Nullable<Timestamp>,
        hold_extended -> Bool,
        proof_due -> Nullable<Timestamp>,
        clinic_contact_at -> Nullable<Timestamp>,
        withdrawn_after_contact -> Bool,
        published_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    review_versions (review_id, number) {
        review_id -> Text,
        number -> BigInt,
        overall -> BigInt,
        choose_again -> Bool,
        months -> BigInt,
        stage -> Text,
        text -> Text,
        masked_text -> Nullable<Text>,
        scores -> Text,
        at -> Timestamp,
    }
}

diesel::table! {
    review_proofs (review_id, number) {
        review_id -> Text,
        number -> BigInt,
        name -> Text,
        media_type -> Text,
        bytes -> BigInt,
        sha256 -> Text,
        file -> Text,
        state -> Text,
        level -> Nullable<BigInt>,
        reason -> Nullable<Text>,
        decided_by -> Nullable<Text>,
        decided_at -> Nullable<Timestamp>,
        at -> Timestamp,
    }
}

diesel::table! {
    review_replies (review_id, number) {
        review_id -> Text,
        number -> BigInt,
        account_id -> Text,
        text -> Text,
        at -> Timestamp,
        update_text -> Nullable<Text>,
        updated_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    review_blocked_drafts (id) {
        id -> Text,
        review_id -> Text,
        account_id -> Text,
        draft_hash -> Text,
        at -> Timestamp,
    }
}

diesel::allow_tables_to_appear_in_same_query!(reviews, review_proofs);
