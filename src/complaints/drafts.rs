//! The form of complaints that keeps drafts.

use crate::drafts::Form;

/// A complaint that is not filed yet.
pub const FILING_FORM: Form = Form {
    kind: "complaint",
    is_about: false,
    named_by: &["narrative", "desired_outcome"],
    place: |_, draft| format!("/complaints/new?draft={draft}"),
};
