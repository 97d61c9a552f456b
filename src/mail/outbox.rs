//! The outbox: where letters wait, each exactly once.

use super::{Letter, store};
use crate::app::Tx;
use crate::clock::Timestamp;
use crate::db::schema::outbox_letters;
use crate::error::AppError;
use crate::{ids, text_enum};
use diesel::prelude::*;

text_enum! {
    /// Where a letter is on its way.
    pub enum LetterState {
        Waiting = "waiting",
        Sending = "sending",
        Sent = "sent",
        /// Every attempt failed; an operator sees it.
        Dead = "dead",
    }
}

/// One letter as it lies in the database.
#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = outbox_letters)]
pub struct OutboxRow {
    pub id: String,
    pub once_key: String,
    pub thread: Option<String>,
    pub kind: String,
    pub recipient: String,
    pub recipient_name: Option<String>,
    pub reply_to: Option<String>,
    pub locale: String,
    pub subject: String,
    pub text_body: String,
    pub html_body: String,
    /// With angle brackets.
    pub message_id: String,
    /// The thread's root, with angle brackets; absent on the first letter.
    pub refers_to: Option<String>,
    pub state: LetterState,
    pub created_at: Timestamp,
    pub due_at: Timestamp,
    pub attempts: i64,
    pub leased_until: Option<Timestamp>,
    pub sent_at: Option<Timestamp>,
    pub last_error: Option<String>,
    /// The `X-Ledger-Checkpoint` it left with.
    pub checkpoint: Option<String>,
}

/// Puts `letter` into the outbox, in the transaction of the change it tells of.
///
/// A letter whose `once_key` is there already is not posted again.
pub fn post(tx: &mut Tx<'_>, letter: &Letter) -> Result<(), AppError> {
    let known = outbox_letters::table.filter(outbox_letters::once_key.eq(&letter.once_key)).count();
    if known.get_result::<i64>(tx.conn)? > 0 {
        return Ok(());
    }
    let refers_to = match &letter.thread {
        Some(thread) => root_of(tx, thread)?,
        None => None,
    };
    let due_at = match &letter.thread {
        Some(thread) => store::not_before(tx.conn, thread, &letter.to.address, tx.now)?,
        None => tx.now,
    };
    let id = ids::mint(tx.now);
    let (text_body, html_body) = super::render::bodies(tx.site, letter)?;
    let row = OutboxRow {
        message_id: format!("<{id}@{}>", tx.site.config.mail_domain()),
        id,
        once_key: letter.once_key.clone(),
        thread: letter.thread.clone(),
        kind: letter.kind.to_owned(),
        recipient: letter.to.address.clone(),
        recipient_name: letter.to.name.clone(),
        reply_to: letter.reply_to.clone(),
        locale: letter.to.lang.as_str().to_owned(),
        subject: letter.subject.clone(),
        text_body,
        html_body,
        refers_to,
        state: LetterState::Waiting,
        created_at: tx.now,
        due_at,
        attempts: 0,
        leased_until: None,
        sent_at: None,
        last_error: None,
        checkpoint: None,
    };
    diesel::insert_into(outbox_letters::table).values(&row).execute(tx.conn)?;
    Ok(())
}

/// The `Message-ID` of a thread's first letter, whoever it went to.
fn root_of(tx: &mut Tx<'_>, thread: &str) -> Result<Option<String>, AppError> {
    Ok(outbox_letters::table
        .filter(outbox_letters::thread.eq(thread))
        .order(outbox_letters::id.asc())
        .select(outbox_letters::message_id)
        .first(tx.conn)
        .optional()?)
}
