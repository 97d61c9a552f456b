//! The form of inspections that keeps drafts.

use crate::drafts::Form;

/// The clinic's factual check, about its inspection; no item is known to be named first.
pub const FACTS_FORM: Form = Form {
    kind: "factual_check",
    is_about: true,
    named_by: &[],
    place: |inspection, draft| format!("/inspections/{inspection}/factual-check?draft={draft}"),
};
