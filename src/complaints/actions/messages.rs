//! What is written beside the ladder: to and from the officer, and to a clinic that no letter reached.

use super::super::api::{ClinicAddress, Message};
use super::super::facts::{ComplaintFacts, Wish};
use super::super::model::{Event, Role, Side, State, StatementKind};
use super::{open_as, open_as_one_of, say, step};
use crate::accounts::Member;
use crate::app::Tx;
use crate::cases::By;
use crate::error::{AppError, NOT_ALLOWED_HERE, REQUIRED, Refusal};
use crate::mail;
use serde_json::{Value, json};

/// Writes to the officer, or as the officer to one side.
///
/// # Errors
/// 422 at `/to`: the officer says to whom, the sides cannot; `clinic_not_written` before the clinic knows of it.
pub fn message(tx: &mut Tx<'_>, member: &Member, id: &str, new: &Message) -> Result<(), AppError> {
    let (mut facts, by) = open_as_one_of(tx, id, member, &[Role::Patient, Role::Clinic, Role::Officer])?;
    match (by.role, new.to) {
        (Role::Officer, None) => return Err(Refusal::field("/to", REQUIRED).into()),
        (Role::Officer, Some(Side::Clinic)) => facts.wish = Wish::TellClinic,
        (Role::Officer, Some(Side::Patient)) | (_, None) => {}
        (_, Some(_)) => return Err(Refusal::field("/to", NOT_ALLOWED_HERE).into()),
    }
    write(tx, &facts, &by, (&new.text, new.to), json!({ "to": new.to }))
}

/// Writes a message down and raises its event, whose `data` get the text; `to` is the side it is for, none for the
/// officer.
pub fn write(
    tx: &mut Tx<'_>,
    facts: &ComplaintFacts,
    by: &By<Role>,
    (text, to): (&str, Option<Side>),
    mut data: Value,
) -> Result<(), AppError> {
    let text = say(tx, facts, by, (StatementKind::Message, text), &json!({ "to": to }))?;
    if let Some(fields) = data.as_object_mut() {
        fields.insert("text".to_owned(), json!(text));
    }
    step(tx, facts, Event::Messaged, by, data)
}

/// Names another address of the clinic. Where the clinic was never reached, it is written anew and its time begins;
/// otherwise the letters that came back leave again.
pub fn readdress(tx: &mut Tx<'_>, member: &Member, id: &str, new: &ClinicAddress) -> Result<(), AppError> {
    let (mut facts, by) = open_as(tx, id, member, Role::Officer)?;
    let never_reached = facts.row.state == State::WithClinic && facts.marks.undeliverable_at.is_some();
    facts.row.letter_to = Some(new.letter_to.clone());
    mail::store::switch_on(tx.conn, &new.letter_to)?;
    step(tx, &facts, Event::ClinicReaddressed, &by, json!({ "letter_to": new.letter_to }))?;
    if never_reached {
        return Ok(());
    }
    mail::store::redirect(tx.conn, id, &new.letter_to, tx.now)
}
