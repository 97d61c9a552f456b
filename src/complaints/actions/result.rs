//! The part of a complaint about a result that cannot be judged yet: a case of its own, which waits.

use super::super::facts::ComplaintFacts;
use super::super::model::{ComplaintRow, Event, MarksRow, Role, State};
use super::super::table::Complaint;
use super::super::{load, store};
use crate::app::Tx;
use crate::cases::{self, By};
use crate::error::AppError;
use crate::ledger;
use chrono::Datelike as _;
use serde_json::json;

/// The next free number of this year.
pub fn next_id(tx: &mut Tx<'_>) -> Result<String, AppError> {
    let year = tx.now.date().year();
    let number = store::last_number(tx.conn, year)? + 1;
    Ok(format!("CMP-{year}-{number:06}"))
}

/// Whether sorting this complaint opens a case for its result: the category judges one, it is not one yet, and no
/// case waits for it already.
pub fn needs_case(tx: &Tx<'_>, facts: &ComplaintFacts) -> bool {
    let category = tx.site.pack.complaints.category(&facts.row.category);
    let is_linked = facts.marks.result_of.is_some() || facts.result_case.is_some();
    !is_linked && category.is_some_and(|category| category.about_result) && facts.is_before_result(tx.now)
}

/// Opens the case about the result beside `facts`; answers its id.
pub fn open_case(tx: &mut Tx<'_>, facts: &ComplaintFacts, by: &By<Role>) -> Result<String, AppError> {
    let of = &facts.row;
    let row = ComplaintRow {
        id: next_id(tx)?,
        subject_ref: ledger::new_subject_ref(),
        state: State::Submitted,
        version: 0,
        created_at: tx.now,
        attempt_shown: false,
        proof_needed: false,
        ..of.clone()
    };
    let patient_name = facts.marks.patient_name.clone();
    let marks = MarksRow { result_of: Some(of.id.clone()), patient_name, ..MarksRow::fresh(&row.id, tx.now) };
    store::insert(tx.conn, &row, &marks)?;
    let id = row.id.clone();
    let data = json!({ "result_of": of.id });
    let opened = load::one(tx.conn, tx.site, row)?.facts;
    cases::found::<Complaint>(tx, &opened, &By::account(Role::Patient, of.complainant_id.as_str()), data.clone())?;
    let opened = cases::open::<Complaint>(tx, &id)?;
    cases::act::<Complaint>(tx, &opened, Event::ResultAwaited, by, data)?;
    Ok(id)
}
