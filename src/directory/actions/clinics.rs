//! Proposing, confirming, merging and changing clinics.

use super::EntryConfirmed;
use crate::app::{Announcement, Tx};
use crate::db::{Connection, JsonText};
use crate::directory::api::{ClinicChanges, NewClinic};
use crate::directory::lineage;
use crate::directory::model::{ClinicId, ClinicRow, EntryState, PracticeRow, Subject};
use crate::directory::records::{self, Change, EntryEvent};
use crate::directory::rules::{self, Actor, STAFF_ONLY_FIELD};
use crate::directory::store::{claims, clinics, physicians, ties};
use crate::error::{AppError, ILLEGAL_TRANSITION, NO_SUCH, Refusal};
use crate::ledger;
use crate::text::slug::slug;
use crate::workdays::latest_today;

/// A proposed clinic turned out to be one that is listed already: what was said about `from` is about `into`.
#[derive(Debug)]
pub struct ClinicMerged {
    pub from: ClinicId,
    pub into: ClinicId,
}

impl Announcement for ClinicMerged {}

/// Lists a clinic: as a proposal, or at once when an admin does it.
///
/// # Errors
/// 403 for a predecessor that others than staff name; 422 with what is wrong.
pub fn propose_clinic(tx: &mut Tx<'_>, actor: &Actor, new: &NewClinic) -> Result<ClinicRow, AppError> {
    if !actor.is_staff() && new.predecessor_id.is_some() {
        return Err(STAFF_ONLY_FIELD.into());
    }
    let new = rules::clinic(new.clone(), &tx.site.pack, latest_today(tx.now))?;
    lineage::check(tx.conn, None, new.predecessor_id.as_ref())?;
    let row = ClinicRow {
        id: ClinicId::mint(tx.now),
        subject_ref: ledger::new_subject_ref(),
        slug: clinics::free_slug(tx.conn, &new.name)?,
        sort_key: slug(&new.name),
        state: rules::first_state(actor.standing),
        treatments: JsonText::of(&new.treatments)?,
        name: new.name,
        kind: new.kind,
        country: new.country,
        city: new.city,
        address: new.address,
        time_zone: new.time_zone,
        email: new.email,
        merged_into: None,
        proposed_by: actor.account.clone(),
        created_at: tx.now,
        version: 1,
        latitude: new.latitude,
        longitude: new.longitude,
        lower_bound_rank: 0,
        counted: 0,
        offers: JsonText::of(&new.offers)?,
        staff: JsonText::of(&new.staff)?,
        predecessor_id: new.predecessor_id,
    };
    clinics::insert(tx.conn, &row)?;
    let event = if row.state == EntryState::Confirmed { EntryEvent::Confirmed } else { EntryEvent::Proposed };
    let subject = Subject::Clinic(row.id.clone());
    let change =
        Change { subject: &subject, subject_ref: &row.subject_ref, event, was_proposed: false, merged_into_ref: None };
    records::entry(tx, actor, &change)?;
    lineage::announce(tx, &row.id, (None, row.predecessor_id.as_ref()))?;
    Ok(row)
}

/// Changes a clinic's entry; `matches` refuses a version that is not the one the caller has read.
///
/// # Errors
/// 403 for others than staff and the clinic; 412; 422 with what is wrong.
pub fn edit_clinic(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: &ClinicId,
    changes: &ClinicChanges,
    matches: &dyn Fn(i64) -> Result<(), Refusal>,
) -> Result<ClinicRow, AppError> {
    let row = clinics::find(tx.conn, id)?;
    let claims_it = claims::approved_accounts(tx.conn, None, Some(id))?.contains(&actor.account);
    rules::may_edit(actor, claims_it)?;
    if !actor.is_staff() && changes.touches_identity() {
        return Err(STAFF_ONLY_FIELD.into());
    }
    matches(row.version)?;
    if row.state == EntryState::Merged {
        return Err(ILLEGAL_TRANSITION.into());
    }
    let new = rules::clinic(changes.clone().apply_to(as_written(&row)?), &tx.site.pack, latest_today(tx.now))?;
    if new.predecessor_id != row.predecessor_id {
        lineage::check(tx.conn, Some(id), new.predecessor_id.as_ref())?;
    }
    let before = row.predecessor_id.clone();
    let row = ClinicRow {
        sort_key: slug(&new.name),
        treatments: JsonText::of(&new.treatments)?,
        name: new.name,
        kind: new.kind,
        country: new.country,
        city: new.city,
        address: new.address,
        time_zone: new.time_zone,
        email: new.email,
        latitude: new.latitude,
        longitude: new.longitude,
        offers: JsonText::of(&new.offers)?,
        staff: JsonText::of(&new.staff)?,
        predecessor_id: new.predecessor_id,
        version: row.version + 1,
        ..row
    };
    clinics::update(tx.conn, &row)?;
    lineage::announce(tx, id, (before.as_ref(), row.predecessor_id.as_ref()))?;
    Ok(row)
}

/// Confirms a proposal, or merges it into the entry that was there before.
///
/// # Errors
/// 409 when it is no proposal any more; 422 when the other entry is not a confirmed one.
pub fn confirm_clinic(
    tx: &mut Tx<'_>,
    officer: &Actor,
    id: &ClinicId,
    merge_into: Option<&ClinicId>,
) -> Result<ClinicRow, AppError> {
    let mut row = clinics::find(tx.conn, id)?;
    if row.state != EntryState::Proposed {
        return Err(ILLEGAL_TRANSITION.into());
    }
    let subject = Subject::Clinic(id.clone());
    row.version += 1;
    let Some(into) = merge_into else {
        row.state = EntryState::Confirmed;
        clinics::update(tx.conn, &row)?;
        let change = Change {
            subject: &subject,
            subject_ref: &row.subject_ref,
            event: EntryEvent::Confirmed,
            was_proposed: true,
            merged_into_ref: None,
        };
        records::entry(tx, officer, &change)?;
        tx.announce(&EntryConfirmed { subject })?;
        // Nothing followed into the proposal.
        lineage::announce(tx, id, (None, row.predecessor_id.as_ref()))?;
        return Ok(row);
    };
    let kept = confirmed(tx.conn, id, into)?;
    let before = row.predecessor_id.take();
    row.state = EntryState::Merged;
    row.merged_into = Some(into.clone());
    clinics::update(tx.conn, &row)?;
    hand_predecessor(tx, &kept, before)?;
    move_practices(tx.conn, id, into)?;
    move_claims(tx.conn, &subject, into)?;
    ties::move_clinic(tx.conn, id, into)?;
    let change = Change {
        subject: &subject,
        subject_ref: &row.subject_ref,
        event: EntryEvent::Merged,
        was_proposed: true,
        merged_into_ref: Some(&kept.subject_ref),
    };
    records::entry(tx, officer, &change)?;
    tx.announce(&ClinicMerged { from: id.clone(), into: into.clone() })?;
    Ok(row)
}

fn confirmed(conn: &mut Connection, from: &ClinicId, into: &ClinicId) -> Result<ClinicRow, AppError> {
    let refused = || AppError::from(Refusal::field("/merge_into", NO_SUCH));
    let known = !clinics::known(conn, std::slice::from_ref(into))?.is_empty();
    if from == into || !known {
        return Err(refused());
    }
    let kept = clinics::find(conn, into)?;
    if kept.state == EntryState::Confirmed { Ok(kept) } else { Err(refused()) }
}

/// The kept entry goes on from whatever the merged one would have gone on from, where it can and goes on from nothing yet.
fn hand_predecessor(tx: &mut Tx<'_>, kept: &ClinicRow, before: Option<ClinicId>) -> Result<(), AppError> {
    let Some(before) = before.filter(|_| kept.predecessor_id.is_none()) else { return Ok(()) };
    if lineage::wrong_with(tx.conn, Some(&kept.id), &before)?.is_some() {
        return Ok(());
    }
    let heir = ClinicRow { predecessor_id: Some(before), version: kept.version + 1, ..kept.clone() };
    clinics::update(tx.conn, &heir)?;
    lineage::announce(tx, &heir.id, (None, heir.predecessor_id.as_ref()))
}

/// The entry as somebody would have sent it.
fn as_written(row: &ClinicRow) -> Result<NewClinic, AppError> {
    Ok(NewClinic {
        name: row.name.clone(),
        country: row.country.clone(),
        city: row.city.clone(),
        time_zone: row.time_zone.clone(),
        kind: row.kind,
        email: row.email.clone(),
        address: row.address.clone(),
        treatments: row.treatments.read()?,
        latitude: row.latitude,
        longitude: row.longitude,
        offers: row.offers.read()?,
        staff: row.staff.read()?,
        predecessor_id: row.predecessor_id.clone(),
    })
}

fn move_practices(conn: &mut Connection, from: &ClinicId, into: &ClinicId) -> Result<(), AppError> {
    let there = physicians::practice_rows_at(conn, into)?;
    for place in physicians::practice_rows_at(conn, from)? {
        physicians::remove_practice(conn, &place)?;
        if !there.iter().any(|known| known.physician_id == place.physician_id) {
            physicians::insert_practice(conn, &PracticeRow { clinic_id: into.clone(), ..place })?;
        }
    }
    Ok(())
}

fn move_claims(conn: &mut Connection, from: &Subject, into: &ClinicId) -> Result<(), AppError> {
    for mut claim in claims::standing(conn, from)? {
        claim.clinic_id = Some(into.clone());
        claim.version += 1;
        claims::update(conn, &claim)?;
    }
    Ok(())
}
