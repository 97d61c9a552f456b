//! What the clinic does: with an account, or by the link in its letter.

use super::super::api::Respond;
use super::super::facts::{ComplaintFacts, Wish};
use super::super::model::{ComplaintRow, Event, Role, State, StatementKind};
use super::super::table::Complaint;
use super::super::{rules, store};
use super::{hash_of_token, open_as, say, step};
use crate::accounts::Member;
use crate::app::{Reader, Tx};
use crate::cases::{self, By};
use crate::error::{AppError, NO_SUCH, Refusal};
use serde_json::json;

/// The response code that asks for time until day 45.
pub const IN_PROGRESS: &str = "in_progress";

/// Says that the letter has arrived.
pub fn acknowledge(tx: &mut Tx<'_>, member: &Member, id: &str) -> Result<(), AppError> {
    let (facts, by) = open_as(tx, id, member, Role::Clinic)?;
    step(tx, &facts, Event::Acknowledged, &by, json!({}))
}

/// Answers the complaint.
pub fn respond(tx: &mut Tx<'_>, member: &Member, id: &str, new: &Respond) -> Result<(), AppError> {
    let (facts, by) = open_as(tx, id, member, Role::Clinic)?;
    respond_as(tx, facts, &by, new)
}

/// Says that the letter has arrived, by its link; answers the case's id.
pub fn acknowledge_by_link(tx: &mut Tx<'_>, token: &str) -> Result<String, AppError> {
    let facts = by_link(tx, token)?;
    step(tx, &facts, Event::Acknowledged, &By::role(Role::Clinic), json!({ "by_link": true }))?;
    Ok(facts.row.id)
}

/// Answers the complaint by the letter's link; answers the case's id.
pub fn respond_by_link(tx: &mut Tx<'_>, token: &str, new: &Respond) -> Result<String, AppError> {
    let facts = by_link(tx, token)?;
    let id = facts.row.id.clone();
    respond_as(tx, facts, &By::role(Role::Clinic), new)?;
    Ok(id)
}

/// The case that a letter's link opens.
///
/// # Errors
/// `link_expired` when there is no such link, its time is over, or its case is closed.
pub fn by_link(tx: &mut Tx<'_>, token: &str) -> Result<ComplaintFacts, AppError> {
    let expired = || AppError::from(rules::LINK_EXPIRED);
    let link = store::link(tx.conn, &hash_of_token(token))?.filter(|link| link.expires_at > tx.now);
    let facts = cases::open::<Complaint>(tx, &link.ok_or_else(expired)?.complaint_id)?;
    if facts.row.state == State::Closed { Err(expired()) } else { Ok(facts) }
}

/// The id of the case that a letter's link opens, for reading.
///
/// # Errors
/// As [`by_link`].
pub fn case_of_link(reader: &mut Reader<'_>, token: &str) -> Result<String, AppError> {
    let open = behind_link(reader, token)?.filter(|row| row.state != State::Closed);
    open.map(|row| row.id).ok_or_else(|| rules::LINK_EXPIRED.into())
}

/// The id of the closed case that a letter's link led to, while the link's own time goes on: its holder may read how
/// it ended, as the last letter says.
///
/// # Errors
/// Those of the database.
pub fn closed_case_of_link(reader: &mut Reader<'_>, token: &str) -> Result<Option<String>, AppError> {
    Ok(behind_link(reader, token)?.filter(|row| row.state == State::Closed).map(|row| row.id))
}

fn behind_link(reader: &mut Reader<'_>, token: &str) -> Result<Option<ComplaintRow>, AppError> {
    let link = store::link(reader.conn, &hash_of_token(token))?.filter(|link| link.expires_at > reader.now);
    link.map(|link| store::find(reader.conn, &link.complaint_id)).transpose()
}

fn respond_as(tx: &mut Tx<'_>, mut facts: ComplaintFacts, by: &By<Role>, new: &Respond) -> Result<(), AppError> {
    let Some(code) = tx.site.pack.complaints.response_code(&new.code) else {
        return Err(Refusal::field("/code", NO_SUCH).into());
    };
    if code.case_specific && !facts.row.identity_consent {
        return Err(Refusal::field("/code", rules::CODE_REVEALS_PATIENT).into());
    }
    if new.code == IN_PROGRESS {
        facts.wish = Wish::MoreTime;
    }
    facts.row.response_code = Some(new.code.clone());
    let text = say(tx, &facts, by, (StatementKind::Response, &new.text), &json!({ "code": new.code }))?;
    step(tx, &facts, Event::Responded, by, json!({ "code": new.code, "text": text }))
}
