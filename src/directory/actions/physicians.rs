//! Proposing, confirming, merging and changing physicians.

use crate::app::{Announcement, Tx};
use crate::db::{Connection, JsonText};
use crate::directory::api::{NewPhysician, PhysicianChanges};
use crate::directory::figures::CoalitionStanding;
use crate::directory::model::{EntryState, PhysicianId, PhysicianRow, PracticeRow, Subject};
use crate::directory::records::{self, Change, EntryEvent};
use crate::directory::rules::{self, Actor, STAFF_ONLY_FIELD};
use crate::directory::store::{claims, clinics, physicians, ties};
use crate::error::{AppError, FieldError, ILLEGAL_TRANSITION, NO_SUCH, Refusal};
use crate::ledger;
use crate::text::slug::slug;
use chrono::Datelike as _;

/// A proposed physician or clinic was confirmed.
#[derive(Debug)]
pub struct EntryConfirmed {
    pub subject: Subject,
}

impl Announcement for EntryConfirmed {}

/// A proposed physician turned out to be one who is listed already: what was said about `from` is about `into`.
#[derive(Debug)]
pub struct PhysicianMerged {
    pub from: PhysicianId,
    pub into: PhysicianId,
}

impl Announcement for PhysicianMerged {}

/// Lists a physician: as a proposal, or at once when an admin does it.
///
/// # Errors
/// 422 with what is wrong.
pub fn propose_physician(tx: &mut Tx<'_>, actor: &Actor, new: &NewPhysician) -> Result<PhysicianRow, AppError> {
    let new = rules::physician(new.clone(), &tx.site.pack, tx.now.date().year().into())?;
    refuse_unknown_clinics(tx.conn, &new)?;
    let blank = PhysicianRow {
        id: PhysicianId::mint(tx.now),
        subject_ref: ledger::new_subject_ref(),
        slug: physicians::free_slug(tx.conn, &new.name)?,
        name: String::new(),
        sort_key: String::new(),
        kind: new.kind,
        state: rules::first_state(actor.standing),
        titles: JsonText::of(&new.titles)?,
        licences: JsonText::of(&new.licences)?,
        specialties: JsonText::of(&new.specialties)?,
        languages: JsonText::of(&new.languages)?,
        practice_since: None,
        bio: None,
        merged_into: None,
        proposed_by: actor.account.clone(),
        created_at: tx.now,
        version: 0,
        lower_bound_rank: 0,
        counted: 0,
        standing: CoalitionStanding::default().state,
        standing_ends_at: None,
        standing_then: None,
    };
    let row = described(blank, &new)?;
    physicians::insert(tx.conn, &row)?;
    set_practices(tx, &row.id, &new)?;
    let event = if row.state == EntryState::Confirmed { EntryEvent::Confirmed } else { EntryEvent::Proposed };
    let subject = Subject::Physician(row.id.clone());
    let change =
        Change { subject: &subject, subject_ref: &row.subject_ref, event, was_proposed: false, merged_into_ref: None };
    records::entry(tx, actor, &change)?;
    Ok(row)
}

/// Changes a physician's entry; `matches` refuses a version that is not the one the caller has read.
///
/// # Errors
/// 403 for others than staff and the physician; 412; 422 with what is wrong.
pub fn edit_physician(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: &PhysicianId,
    changes: &PhysicianChanges,
    matches: &dyn Fn(i64) -> Result<(), Refusal>,
) -> Result<PhysicianRow, AppError> {
    let row = physicians::find(tx.conn, id)?;
    let claims_it = claims::approved_accounts(tx.conn, Some(id), None)?.contains(&actor.account);
    rules::may_edit(actor, claims_it)?;
    if !actor.is_staff() && changes.touches_identity() {
        return Err(STAFF_ONLY_FIELD.into());
    }
    matches(row.version)?;
    if row.state == EntryState::Merged {
        return Err(ILLEGAL_TRANSITION.into());
    }
    let whole = changes.clone().apply_to(as_written(tx.conn, &row)?);
    let new = rules::physician(whole, &tx.site.pack, tx.now.date().year().into())?;
    refuse_unknown_clinics(tx.conn, &new)?;
    let row = described(row, &new)?;
    physicians::update(tx.conn, &row)?;
    set_practices(tx, id, &new)?;
    Ok(row)
}

/// Confirms a proposal, or merges it into the entry that was there before.
///
/// # Errors
/// 409 when it is no proposal any more; 422 when the other entry is not a confirmed one.
pub fn confirm_physician(
    tx: &mut Tx<'_>,
    officer: &Actor,
    id: &PhysicianId,
    merge_into: Option<&PhysicianId>,
) -> Result<PhysicianRow, AppError> {
    let mut row = physicians::find(tx.conn, id)?;
    if row.state != EntryState::Proposed {
        return Err(ILLEGAL_TRANSITION.into());
    }
    let subject = Subject::Physician(id.clone());
    row.version += 1;
    let Some(into) = merge_into else {
        row.state = EntryState::Confirmed;
        physicians::update(tx.conn, &row)?;
        let change = Change {
            subject: &subject,
            subject_ref: &row.subject_ref,
            event: EntryEvent::Confirmed,
            was_proposed: true,
            merged_into_ref: None,
        };
        records::entry(tx, officer, &change)?;
        tx.announce(&EntryConfirmed { subject })?;
        return Ok(row);
    };
    if into == id || !physicians::is_confirmed(tx.conn, into)? {
        return Err(Refusal::field("/merge_into", NO_SUCH).into());
    }
    let kept = physicians::find(tx.conn, into)?;
    row.state = EntryState::Merged;
    row.merged_into = Some(into.clone());
    physicians::update(tx.conn, &row)?;
    move_practices(tx.conn, id, into)?;
    move_claims(tx.conn, &subject, into)?;
    ties::move_physician(tx.conn, id, into)?;
    let change = Change {
        subject: &subject,
        subject_ref: &row.subject_ref,
        event: EntryEvent::Merged,
        was_proposed: true,
        merged_into_ref: Some(&kept.subject_ref),
    };
    records::entry(tx, officer, &change)?;
    tx.announce(&PhysicianMerged { from: id.clone(), into: into.clone() })?;
    Ok(row)
}

/// The row with a new description and the next version.
fn described(row: PhysicianRow, new: &NewPhysician) -> Result<PhysicianRow, AppError> {
    Ok(PhysicianRow {
        name: new.name.clone(),
        sort_key: slug(&new.name),
        kind: new.kind,
        titles: JsonText::of(&new.titles)?,
        licences: JsonText::of(&new.licences)?,
        specialties: JsonText::of(&new.specialties)?,
        languages: JsonText::of(&new.languages)?,
        practice_since: new.practice_since,
        bio: new.bio.clone(),
        version: row.version + 1,
        ..row
    })
}

/// The entry as somebody would have sent it.
fn as_written(conn: &mut Connection, row: &PhysicianRow) -> Result<NewPhysician, AppError> {
    let places = physicians::practice_rows(conn, &row.id)?;
    Ok(NewPhysician {
        name: row.name.clone(),
        kind: row.kind,
        titles: row.titles.read()?,
        licences: row.licences.read()?,
        specialties: row.specialties.read()?,
        languages: row.languages.read()?,
        practice_since: row.practice_since,
        bio: row.bio.clone(),
        clinic_ids: places
            .into_iter()
            .filter(|place| place.until_month.is_none())
            .map(|place| place.clinic_id)
            .collect(),
    })
}

fn refuse_unknown_clinics(conn: &mut Connection, new: &NewPhysician) -> Result<(), AppError> {
    let known = clinics::known(conn, &new.clinic_ids)?;
    let unknown = new.clinic_ids.iter().enumerate().filter(|(_, id)| !known.contains(id));
    let wrong: Vec<_> = unknown
        .map(|(index, _)| FieldError { pointer: format!("/clinic_ids/{index}"), code: NO_SUCH, span: None })
        .collect();
    if wrong.is_empty() { Ok(()) } else { Err(Refusal::fields(wrong).into()) }
}

/// Makes the present places those that were named; a place that was left stays as a past one.
fn set_practices(tx: &mut Tx<'_>, id: &PhysicianId, new: &NewPhysician) -> Result<(), AppError> {
    let month = tx.now.date().format("%Y-%m").to_string();
    let places = physicians::practice_rows(tx.conn, id)?;
    for place in &places {
        let stays = new.clinic_ids.contains(&place.clinic_id);
        if stays == place.until_month.is_some() {
            physicians::set_until(tx.conn, place, (!stays).then_some(month.as_str()))?;
        }
    }
    for clinic_id in &new.clinic_ids {
        if !places.iter().any(|place| place.clinic_id == *clinic_id) {
            let place = PracticeRow {
                physician_id: id.clone(),
                clinic_id: clinic_id.clone(),
                since_month: None,
                until_month: None,
            };
            physicians::insert_practice(tx.conn, &place)?;
        }
    }
    Ok(())
}

fn move_practices(conn: &mut Connection, from: &PhysicianId, into: &PhysicianId) -> Result<(), AppError> {
    let there = physicians::practice_rows(conn, into)?;
    for place in physicians::practice_rows(conn, from)? {
        physicians::remove_practice(conn, &place)?;
        if !there.iter().any(|known| known.clinic_id == place.clinic_id) {
            physicians::insert_practice(conn, &PracticeRow { physician_id: into.clone(), ..place })?;
        }
    }
    Ok(())
}

fn move_claims(conn: &mut Connection, from: &Subject, into: &PhysicianId) -> Result<(), AppError> {
    for mut claim in claims::standing(conn, from)? {
        claim.physician_id = Some(into.clone());
        claim.version += 1;
        claims::update(conn, &claim)?;
    }
    Ok(())
}
