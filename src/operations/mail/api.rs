//! Wire types of `/dev/mail`.

use crate::config::Mail;
use crate::mail::headers;
use crate::mail::outbox::{LetterState, OutboxRow};
use crate::web::Check;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What of the outbox is asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct LetterFilter {
    /// `sent` unless asked otherwise; `dead` shows what was given up.
    pub(super) state: Option<LetterState>,
}

impl Check for LetterFilter {}

/// One letter as it left.
#[derive(Debug, Serialize)]
pub(super) struct LetterView {
    pub(super) id: String,
    pub(super) kind: String,
    pub(super) to: String,
    pub(super) subject: String,
    pub(super) text: String,
    pub(super) html: String,
    pub(super) message_id: String,
    pub(super) in_reply_to: Option<String>,
    pub(super) references: Vec<String>,
    pub(super) headers: BTreeMap<String, String>,
    pub(super) sent_at: Option<String>,
    pub(super) state: LetterState,
    pub(super) thread: Option<String>,
}

impl LetterView {
    pub(super) fn of(row: OutboxRow, mail: &Mail) -> Self {
        Self {
            headers: headers(&row, mail).into_iter().collect(),
            id: row.id,
            kind: row.kind,
            to: row.recipient,
            subject: row.subject,
            text: row.text_body,
            html: row.html_body,
            message_id: row.message_id,
            references: row.refers_to.iter().cloned().collect(),
            in_reply_to: row.refers_to,
            sent_at: row.sent_at.map(|at| at.to_string()),
            state: row.state,
            thread: row.thread,
        }
    }
}
