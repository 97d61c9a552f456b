//! The other side's right of reply: one for each version, one update, and the guard before both.

use super::super::api::NewReply;
use super::super::facts::ReviewFacts;
use super::super::model::{BlockedDraftRow, Event, ReplyRow, Role};
use super::super::rules::{self, guard};
use super::super::store;
use super::super::table::Review;
use super::open_as;
use crate::accounts::{self, Member};
use crate::app::Tx;
use crate::cases;
use crate::error::{AppError, FieldError, Refusal};
use crate::ids;
use crate::text::plain;
use crate::workflow::{self, Workflow as _};
use serde_json::json;

/// Of a blocked draft a hash under this key is kept: a plain one would confirm whoever guesses the words.
const DRAFT_PURPOSE: &str = "blocked-draft";

/// What became of a reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Replied {
    Said,
    /// The guard found what would reveal a patient: nothing is public, only the draft's hash is kept.
    Blocked(Refusal),
}

impl Replied {
    /// # Errors
    /// The guard's refusal, with every place in the text.
    pub fn into_result(self) -> Result<(), Refusal> {
        match self {
            Self::Said => Ok(()),
            Self::Blocked(refusal) => Err(refusal),
        }
    }
}

/// Replies to the newest version in public.
///
/// # Errors
/// 404, 403; 409 `already_replied`.
pub fn reply(tx: &mut Tx<'_>, member: &Member, id: &str, new: &NewReply) -> Result<Replied, AppError> {
    accounts::may_write(tx, &member.id)?;
    let (facts, by) = open_as(tx, id, member, Role::Clinic)?;
    workflow::step::<Review>(facts.row.state, Event::Replied, by.role, &facts, tx.now)?;
    let number = facts.row.edition;
    if store::parts::reply(tx.conn, id, number)?.is_some() {
        return Err(rules::ALREADY_REPLIED.into());
    }
    let text = match guarded(tx, member, &facts, &new.text)? {
        Ok(text) => text,
        Err(refusal) => return Ok(Replied::Blocked(refusal)),
    };
    let words = cases::commit_words(tx, (Review::NAME, id), &format!("reply.{number}"), &text)?;
    let data = json!({ "number": number, "text_commit": words });
    let row = ReplyRow {
        review_id: id.to_owned(),
        number,
        account_id: member.id.clone(),
        text,
        at: tx.now,
        update_text: None,
        updated_at: None,
    };
    store::parts::add_reply(tx.conn, &row)?;
    cases::act::<Review>(tx, &facts, Event::Replied, &by, data)?;
    Ok(Replied::Said)
}

/// Adds the one update to the reply to the newest version.
///
/// # Errors
/// 404, 403; 409 `no_reply` or `reply_already_updated`.
pub fn update_reply(tx: &mut Tx<'_>, member: &Member, id: &str, new: &NewReply) -> Result<Replied, AppError> {
    accounts::may_write(tx, &member.id)?;
    let (facts, by) = open_as(tx, id, member, Role::Clinic)?;
    workflow::step::<Review>(facts.row.state, Event::ReplyUpdated, by.role, &facts, tx.now)?;
    let row = store::parts::reply(tx.conn, id, facts.row.edition)?.ok_or(rules::NO_REPLY)?;
    if row.update_text.is_some() {
        return Err(rules::REPLY_ALREADY_UPDATED.into());
    }
    let text = match guarded(tx, member, &facts, &new.text)? {
        Ok(text) => text,
        Err(refusal) => return Ok(Replied::Blocked(refusal)),
    };
    store::parts::update_reply(tx.conn, &row, &text, tx.now)?;
    let words = cases::commit_words(tx, (Review::NAME, id), &format!("update.{}", row.number), &text)?;
    let data = json!({ "number": row.number, "text_commit": words });
    cases::act::<Review>(tx, &facts, Event::ReplyUpdated, &by, data)?;
    Ok(Replied::Said)
}

/// Looks at a draft of an update before it is sent; says nothing.
///
/// # Errors
/// Those of [`update_reply`].
pub fn look_at_draft(tx: &mut Tx<'_>, member: &Member, id: &str, new: &NewReply) -> Result<Replied, AppError> {
    let (facts, _) = open_as(tx, id, member, Role::Clinic)?;
    Ok(guarded(tx, member, &facts, &new.text)?.err().map_or(Replied::Said, Replied::Blocked))
}

/// The tidy text, or the guard's refusal; a blocked draft leaves its hash.
fn guarded(
    tx: &mut Tx<'_>,
    member: &Member,
    facts: &ReviewFacts,
    text: &str,
) -> Result<Result<String, Refusal>, AppError> {
    let author = accounts::person(tx.conn, &facts.row.author_id)?;
    // Looked at as it was sent: the places named are places in that text. A masked name reveals as much as before.
    let found = guard::look(text, &[&author.display_name, &author.name_key]);
    if found.is_empty() {
        return Ok(Ok(plain::tidy(text)));
    }
    store::parts::add_blocked_draft(
        tx.conn,
        &BlockedDraftRow {
            id: ids::mint(tx.now),
            review_id: facts.row.id.clone(),
            account_id: member.id.clone(),
            draft_hash: hex::encode(tx.site.keys.sign(DRAFT_PURPOSE, text.as_bytes())),
            at: tx.now,
        },
    )?;
    let fields = found.into_iter().map(|place| FieldError {
        pointer: "/text".to_owned(),
        code: place.code,
        span: Some((place.start, place.end)),
    });
    Ok(Err(Refusal { code: rules::REPLY_REVEALS_PATIENT, ..Refusal::fields(fields.collect()) }))
}
