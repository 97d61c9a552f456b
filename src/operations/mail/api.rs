//! Wire types of `/dev/mail`.

use crate::config::Mail;
use crate::mail::outbox::{LetterState, OutboxRow};
use crate::mail::{headers, store};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Letters on a page unless asked otherwise, and at most.
const LIMITS: (i64, i64) = (20, 100);

/// What of the outbox is asked for.
#[derive(Debug, Deserialize)]
pub(super) struct ListQuery {
    cursor: Option<String>,
    limit: Option<i64>,
    /// `sent` unless asked otherwise; `dead` shows what was given up.
    state: Option<LetterState>,
}

impl ListQuery {
    pub(super) fn state(&self) -> LetterState {
        self.state.unwrap_or(LetterState::Sent)
    }

    pub(super) fn limit(&self) -> i64 {
        self.limit.unwrap_or(LIMITS.0).clamp(1, LIMITS.1)
    }

    /// `None` when the cursor is not one of ours.
    pub(super) fn from(&self) -> Option<store::From> {
        let Some(cursor) = self.cursor.as_deref() else { return Some(store::From::Newest) };
        match cursor.split_once('.')? {
            ("older", id) => Some(store::From::OlderThan(id.to_owned())),
            ("newer", id) => Some(store::From::NewerThan(id.to_owned())),
            _ => None,
        }
    }
}

/// A page of letters, newest first.
#[derive(Debug, Serialize)]
pub(super) struct LetterList {
    pub(super) items: Vec<LetterView>,
    /// Leads to older letters.
    pub(super) next: Option<String>,
    /// Leads to newer letters.
    pub(super) prev: Option<String>,
    /// What was asked for: the page's links keep it.
    #[serde(skip)]
    pub(super) state: LetterState,
}

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

impl LetterList {
    /// `rows` hold one more than `limit` when there is more in the direction of `from`.
    pub(super) fn of(mut rows: Vec<OutboxRow>, query: &ListQuery, from: &store::From, mail: &Mail) -> Self {
        let limit = usize::try_from(query.limit()).unwrap_or(0);
        let is_more = rows.len() > limit;
        let is_backwards = matches!(from, store::From::NewerThan(_));
        if is_more && is_backwards {
            rows.remove(0);
        }
        rows.truncate(limit);
        let has_older = is_backwards || is_more;
        let has_newer = if is_backwards { is_more } else { *from != store::From::Newest };
        let next = rows.last().filter(|_| has_older).map(|row| format!("older.{}", row.id));
        let prev = rows.first().filter(|_| has_newer).map(|row| format!("newer.{}", row.id));
        let items = rows.into_iter().map(|row| LetterView::of(row, mail)).collect();
        Self { items, next, prev, state: query.state() }
    }
}
