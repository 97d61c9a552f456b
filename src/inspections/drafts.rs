//! The form of inspections that keeps drafts.

use crate::drafts::Form;

/// The clinic's factual check, about its inspection, by the first comment.
pub const FACTS_FORM: Form = Form {
    kind: "factual_check",
    is_about: true,
    named_by: &["comments."],
    place: |inspection, draft| format!("/inspections/{inspection}/factual-check?draft={draft}"),
};
