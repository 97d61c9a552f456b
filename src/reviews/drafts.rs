//! The form of reviews that keeps drafts.

use crate::drafts::Form;

/// A first review.
pub const REVIEW_FORM: Form = Form {
    kind: "review",
    is_about: false,
    named_by: &["text", "detail"],
    place: |_, draft| format!("/reviews/new?draft={draft}"),
};
