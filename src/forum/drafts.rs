//! The forms of the forum that keep drafts.

use crate::drafts::Form;

/// A new thread.
pub const THREAD_FORM: Form = Form {
    kind: "thread",
    is_about: false,
    named_by: &["title", "body"],
    place: |_, draft| format!("/threads/new?draft={draft}"),
};

/// A reply, about its thread; the thread's own name in the address is put right on the way.
pub const REPLY_FORM: Form = Form {
    kind: "post",
    is_about: true,
    named_by: &["body"],
    place: |thread, draft| format!("/t/{thread}/-?draft={draft}"),
};
