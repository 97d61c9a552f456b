//! What follows for a complaint when one of its letters cannot be delivered.

use super::facts::Wish;
use super::model::{Event, Role, State};
use super::table::Complaint;
use super::{parties, store};
use crate::app::Tx;
use crate::cases::{self, By};
use crate::directory;
use crate::error::{AppError, NOT_FOUND};
use crate::mail::LetterUndeliverable;
use crate::workflow::{self, Workflow as _};
use serde_json::json;

/// Stops the untimely clock and alerts the officer when no letter reaches the clinic; once, until another way is found.
///
/// A case that stands still with a deadline that failed goes without: the letter is written down as lost all the same,
/// so that those after it leave.
pub fn letter_undeliverable(tx: &mut Tx<'_>, letter: &LetterUndeliverable) -> Result<(), AppError> {
    let Some(case) = &letter.thread else { return Ok(()) };
    if cases::stands_still(tx.conn, Complaint::NAME, case, tx.now)? {
        tracing::error!(%case, letter.id = %letter.id, "a letter was lost, and its case stands still and does not note it");
        return Ok(());
    }
    match store::find(tx.conn, case) {
        Err(error) if error.code() == NOT_FOUND => return Ok(()),
        found => found?,
    };
    let mut facts = cases::open::<Complaint>(tx, case)?;
    if facts.marks.undeliverable_at.is_some() || !parties::is_clinics(tx, &facts, &letter.recipient)? {
        return Ok(());
    }
    let row = &facts.row;
    let claimants = directory::who_answers_for(tx.conn, row.physician_id.as_ref(), row.clinic_id.as_ref())?;
    if claimants.is_empty() && facts.row.state == State::WithClinic {
        facts.wish = Wish::CutOff;
    }
    let by = By::role(Role::Clock);
    if workflow::step::<Complaint>(facts.row.state, Event::MailUndeliverable, by.role, &facts, tx.now).is_err() {
        return Ok(());
    }
    let data = json!({ "letter": letter.kind, "stops_clock": facts.wish == Wish::CutOff });
    cases::act::<Complaint>(tx, &facts, Event::MailUndeliverable, &by, data).map(drop)
}
