//! Tables of the coalition.

diesel::table! {
    applications (id) {
        id -> Text,
        subject_ref -> Text,
        physician_id -> Text,
        applicant_id -> Text,
        code -> Text,
        state -> Text,
        version -> BigInt,
        form -> Text,
        listed_gaps -> Text,
        round -> BigInt,
        draw_seeds -> Text,
        redrawn -> Bool,
        founding -> Bool,
        result -> Nullable<Text>,
        outcome -> Nullable<Text>,
        reasons -> Nullable<Text>,
        tally -> Nullable<Text>,
        reapply_from -> Nullable<Timestamp>,
        submitted_at -> Nullable<Timestamp>,
        complete_at -> Nullable<Timestamp>,
        comments_from -> Nullable<Timestamp>,
        vote_from -> Nullable<Timestamp>,
        decided_at -> Nullable<Timestamp>,
        published_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    application_gates (application_id, code) {
        application_id -> Text,
        code -> Text,
        answer -> Text,
        source_url -> Nullable<Text>,
        checked_on -> Nullable<Text>,
        note -> Nullable<Text>,
        officer_id -> Text,
        at -> Timestamp,
        capture_hash -> Nullable<Text>,
    }
}

diesel::table! {
    application_referees (id) {
        id -> Text,
        application_id -> Text,
        kind -> Text,
        name -> Text,
        email -> Text,
        draw -> BigInt,
        consented -> Nullable<Bool>,
        statement -> Nullable<Text>,
        asked_at -> Timestamp,
        answered_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    application_links (token_hash) {
        token_hash -> Text,
        referee_id -> Text,
        expires_at -> Timestamp,
        created_at -> Timestamp,
    }
}

diesel::table! {
    application_seats (application_id, account_id) {
        application_id -> Text,
        account_id -> Text,
        seat -> Text,
        seated_at -> Timestamp,
        left_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    application_recusals (application_id, account_id) {
        application_id -> Text,
        account_id -> Text,
        ground -> Text,
        reason -> Text,
        at -> Timestamp,
    }
}

diesel::table! {
    application_scores (application_id, account_id, round, criterion) {
        application_id -> Text,
        account_id -> Text,
        round -> BigInt,
        criterion -> Text,
        score -> BigInt,
        reason -> Text,
        at -> Timestamp,
    }
}

diesel::table! {
    application_locks (application_id, account_id, round) {
        application_id -> Text,
        account_id -> Text,
        round -> BigInt,
        at -> Timestamp,
    }
}

diesel::table! {
    application_comments (id) {
        id -> Text,
        application_id -> Text,
        account_id -> Text,
        kind -> Text,
        standing -> Text,
        text -> Text,
        interest -> Text,
        at -> Timestamp,
    }
}

diesel::table! {
    application_votes (application_id, account_id) {
        application_id -> Text,
        account_id -> Text,
        vote -> Text,
        dissent -> Nullable<Text>,
        at -> Timestamp,
        counts -> Bool,
    }
}

diesel::table! {
    memberships (id) {
        id -> Text,
        subject_ref -> Text,
        physician_id -> Text,
        application_id -> Text,
        state -> Text,
        version -> BigInt,
        founding -> Bool,
        superseded -> Bool,
        since -> Timestamp,
        probation_ends_at -> Timestamp,
        recredential_at -> Timestamp,
        licence_expires_on -> Nullable<Text>,
        licence_ends_at -> Nullable<Timestamp>,
        measure_until -> Nullable<Timestamp>,
        appeal_until -> Nullable<Timestamp>,
        on_probation -> Bool,
        under_appeal -> Bool,
        state_before -> Nullable<Text>,
        created_at -> Timestamp,
        checked_at -> Nullable<Timestamp>,
        check_due_at -> Nullable<Timestamp>,
        inspect_by -> Nullable<Timestamp>,
        inspected_at -> Nullable<Timestamp>,
        inspection_overdue -> Bool,
        hear_by -> Nullable<Timestamp>,
    }
}

diesel::table! {
    membership_decisions (id) {
        id -> Text,
        membership_id -> Text,
        kind -> Text,
        word -> Text,
        text -> Text,
        until -> Nullable<Timestamp>,
        votes -> Text,
        account_id -> Nullable<Text>,
        at -> Timestamp,
    }
}

diesel::table! {
    membership_concerns (id) {
        id -> Text,
        physician_id -> Text,
        ground -> Text,
        source -> Text,
        at -> Timestamp,
    }
}

diesel::table! {
    membership_proposals (id) {
        id -> Text,
        membership_id -> Text,
        measure -> Text,
        reasons -> Text,
        until_day -> Nullable<Text>,
        proposed_by -> Text,
        proposed_at -> Timestamp,
        ends_at -> Timestamp,
        closed_at -> Nullable<Timestamp>,
        quorate -> Bool,
    }
}

diesel::table! {
    membership_votes (proposal_id, account_id) {
        proposal_id -> Text,
        account_id -> Text,
        vote -> Text,
        dissent -> Nullable<Text>,
        at -> Timestamp,
    }
}

diesel::allow_tables_to_appear_in_same_query!(applications, application_seats);
diesel::allow_tables_to_appear_in_same_query!(applications, application_recusals);
diesel::allow_tables_to_appear_in_same_query!(memberships, membership_proposals);
