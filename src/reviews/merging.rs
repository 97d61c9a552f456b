//! Reviews follow the directory: they wait with a proposed entry and move to the one that stands for a merged one.

use super::model::{Event, ReviewRow, ReviewState, Role};
use super::table::Review;
use super::{rate, store};
use crate::app::Tx;
use crate::cases::{self, By, CaseType as _};
use crate::directory::{ClinicId, PhysicianId, Subject};
use crate::error::AppError;
use serde_json::json;

/// A proposed entry was confirmed: what waited with it goes on its way.
pub fn entry_confirmed(tx: &mut Tx<'_>, subject: &Subject) -> Result<(), AppError> {
    for row in store::waiting(tx.conn, subject)? {
        place(tx, &row.id)?;
    }
    Ok(())
}

fn place(tx: &mut Tx<'_>, id: &str) -> Result<(), AppError> {
    let facts = Review::load(tx.conn, tx.site, id)?;
    if facts.waits {
        return Ok(());
    }
    cases::act::<Review>(tx, &facts, Event::Placed, &By::role(Role::Clock), json!({})).map(drop)
}

/// What was said of one physician is about another from now on.
pub fn physician_merged(tx: &mut Tx<'_>, from: &PhysicianId, into: &PhysicianId) -> Result<(), AppError> {
    store::move_physician(tx.conn, from, into)?;
    settle(tx, &Subject::Physician(from.clone()), &Subject::Physician(into.clone()))
}

/// What was said of one clinic is about another from now on.
pub fn clinic_merged(tx: &mut Tx<'_>, from: &ClinicId, into: &ClinicId) -> Result<(), AppError> {
    store::move_clinic(tx.conn, from, into)?;
    settle(tx, &Subject::Clinic(from.clone()), &Subject::Clinic(into.clone()))?;
    rate::write_heirs(tx, into)
}

fn settle(tx: &mut Tx<'_>, from: &Subject, into: &Subject) -> Result<(), AppError> {
    let superseded = keep_one_of_a_surgery(tx, into)?;
    rate::write(tx, from)?;
    rate::write(tx, into)?;
    // They count no more where the other half of their subject stands either.
    let mut others: Vec<Subject> = superseded.iter().flat_map(ReviewRow::subjects).collect();
    others.retain(|other| other != into);
    others.sort_by(|one, other| one.id().cmp(other.id()));
    others.dedup();
    for other in &others {
        match other {
            Subject::Physician(_) => rate::write(tx, other)?,
            Subject::Clinic(clinic) => rate::write_heirs(tx, clinic)?,
        }
    }
    entry_confirmed(tx, into)
}

/// Somebody may have reviewed one surgery under both entries: the newer one counts, both stay readable. Answers those that
/// count no more.
fn keep_one_of_a_surgery(tx: &mut Tx<'_>, subject: &Subject) -> Result<Vec<ReviewRow>, AppError> {
    let mut rows = store::about(tx.conn, subject)?;
    // Those of a predecessor stay what they are where they were written.
    rows.retain(|row| row.subjects().contains(subject));
    let counts = |row: &ReviewRow| row.state != ReviewState::Withdrawn && row.superseded_by.is_none();
    let mut superseded = Vec::new();
    for (place, row) in rows.iter().enumerate().filter(|(_, row)| counts(row)) {
        let same = |later: &&ReviewRow| {
            counts(later)
                && later.author_id == row.author_id
                && later.procedure == row.procedure
                && later.procedure_month == row.procedure_month
                && !names_another(later, row)
        };
        let Some(newer) = rows.iter().skip(place + 1).find(same) else { continue };
        let changed = ReviewRow { superseded_by: Some(newer.id.clone()), version: row.version + 1, ..row.clone() };
        store::update(tx.conn, &changed)?;
        superseded.push(changed);
    }
    Ok(superseded)
}

/// Two physicians are two surgeries, at one clinic too.
fn names_another(one: &ReviewRow, other: &ReviewRow) -> bool {
    one.physician_id.is_some() && other.physician_id.is_some() && one.physician_id != other.physician_id
}
