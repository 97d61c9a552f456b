//! Submitting a review, speaking again later, and taking it back.

use super::super::api::{Attestation, NewReview, NewVersion, Withdrawal};
use super::super::model::{Event, ReviewRow, ReviewState, Role, VersionRow};
use super::super::table::Review;
use super::super::{case, rules, store};
use super::open_as;
use crate::accounts::{self, Member};
use crate::app::Tx;
use crate::cases::{self, By, CaseType as _};
use crate::db::JsonText;
use crate::directory::{self, ClinicId, EntryState, PhysicianId};
use crate::error::{AppError, CONFLICT_OF_INTEREST, NO_SUCH, NOT_ALLOWED_HERE, Refusal};
use crate::ids;
use crate::ledger;
use crate::text::plain;
use crate::web::check_on_site;
use crate::workdays::Month;
use crate::workflow::Workflow as _;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A review that was just submitted.
#[derive(Debug, Clone)]
pub struct Filed {
    pub id: String,
    pub subject_ref: String,
}

/// Submits a review: attested, or by somebody who wrote here before, it is public at once; another waits in the queue,
/// and one of an entry that is only proposed waits with it.
///
/// # Errors
/// 403 `conflict_of_interest` for whoever is tied to the other side; 409 `already_reviewed`; 422 with what is wrong.
pub fn submit(tx: &mut Tx<'_>, member: &Member, new: &NewReview) -> Result<Filed, AppError> {
    accounts::may_write(tx, &member.id)?;
    let new = standing_entries(tx, new)?;
    check_on_site(&new, tx.site)?;
    refuse_insiders(tx, member, (new.physician_id.as_ref(), new.clinic_id.as_ref()))?;
    refuse_interest(tx, &new.interest)?;
    refuse_second(tx, member, &new)?;
    let row = first_row(tx, member, &new);
    let spoken = first_version(tx, &row, &new)?;
    store::insert(tx.conn, &row)?;
    store::parts::add_version(tx.conn, &spoken)?;
    let facts = case::facts(tx.conn, tx.site, row)?;
    let by = By::account(Role::Author, member.id.as_str());
    let content = content_of(tx, &facts.row, &spoken)?;
    cases::found::<Review>(tx, &facts, &by, json!({ "review": content }))?;
    if !facts.waits {
        let filed = Review::load(tx.conn, tx.site, &facts.row.id)?;
        cases::act::<Review>(tx, &filed, Event::Placed, &by, json!({}))?;
    }
    Ok(Filed { id: facts.row.id, subject_ref: facts.row.subject_ref })
}

/// The same review about the entries that stand for merged ones.
fn standing_entries(tx: &mut Tx<'_>, new: &NewReview) -> Result<NewReview, AppError> {
    let mut new = new.clone();
    if let Some(id) = &new.physician_id {
        let entry = named(directory::physician(tx.conn, id), "/physician_id")?;
        new.physician_id = if entry.state == EntryState::Merged { entry.merged_into } else { Some(entry.id) };
    }
    if let Some(id) = &new.clinic_id {
        let entry = named(directory::clinic(tx.conn, id), "/clinic_id")?;
        new.clinic_id = if entry.state == EntryState::Merged { entry.merged_into } else { Some(entry.id) };
    }
    Ok(new)
}

/// Somebody who does not exist is a wrong field, not a wrong address.
fn named<T>(found: Result<T, AppError>, pointer: &str) -> Result<T, AppError> {
    match found {
        Err(error) if error.code() == crate::error::NOT_FOUND => Err(Refusal::field(pointer, NO_SUCH).into()),
        other => other,
    }
}

/// # Errors
/// 403 for accounts tied to the other side.
fn refuse_insiders(
    tx: &mut Tx<'_>,
    member: &Member,
    about: (Option<&PhysicianId>, Option<&ClinicId>),
) -> Result<(), AppError> {
    let is_tied = directory::may_not_review(&mut tx.reader(), &member.id, about)?;
    if is_tied { Err(CONFLICT_OF_INTEREST.into()) } else { Ok(()) }
}

/// # Errors
/// 409 when this author has a review of this surgery that was not taken back.
fn refuse_second(tx: &mut Tx<'_>, member: &Member, new: &NewReview) -> Result<(), AppError> {
    let month = new.procedure_month.to_string();
    let mut others = store::of_author(tx.conn, &member.id, &new.procedure, &month)?;
    others.retain(|row| row.state != ReviewState::Withdrawn);
    let kin = if others.is_empty() { Vec::new() } else { kin_of(tx, new.clinic_id.as_ref())? };
    let same = |row: &ReviewRow| {
        let physician = row.physician_id.is_some() && row.physician_id == new.physician_id;
        let one_unnamed = row.physician_id.is_none() || new.physician_id.is_none();
        physician || (one_unnamed && row.clinic_id.as_ref().is_some_and(|clinic| kin.contains(clinic)))
    };
    if others.iter().any(same) {
        return Err(rules::ALREADY_REVIEWED.into());
    }
    Ok(())
}

/// A clinic, those that went on as it, and those as which it goes on: their reviews meet in one rating.
fn kin_of(tx: &mut Tx<'_>, clinic: Option<&ClinicId>) -> Result<Vec<ClinicId>, AppError> {
    let Some(clinic) = clinic else { return Ok(Vec::new()) };
    let mut kin = directory::lineage(tx.conn, clinic)?;
    kin.extend(directory::heirs(tx.conn, clinic)?);
    Ok(kin)
}

fn first_row(tx: &Tx<'_>, member: &Member, new: &NewReview) -> ReviewRow {
    let month = new.procedure_month.to_string();
    let months = rules::months_since(&month, Month::of(tx.now.date()));
    let attestation = new.attestation.as_ref().map(|attested| plain::tidy(&attested.detail));
    ReviewRow {
        id: ids::mint(tx.now),
        subject_ref: ledger::new_subject_ref(),
        author_id: member.id.clone(),
        physician_id: new.physician_id.clone(),
        clinic_id: new.clinic_id.clone(),
        stage: rules::stage(&tx.site.pack, &new.procedure, months),
        procedure: new.procedure.clone(),
        procedure_month: month,
        interest: new.interest.clone(),
        state: ReviewState::Submitted,
        version: 0,
        proof_level: i64::from(attestation.is_some()),
        attestation,
        edition: 1,
        overall: i64::from(new.overall),
        choose_again: new.choose_again,
        months,
        spoken_at: tx.now,
        masked: false,
        in_held_surge: false,
        superseded_by: None,
        ground: None,
        statement_id: None,
        held_by: None,
        hold_until: None,
        hold_extended: false,
        proof_due: None,
        clinic_contact_at: None,
        withdrawn_after_contact: false,
        published_at: None,
        created_at: tx.now,
    }
}

fn first_version(tx: &Tx<'_>, row: &ReviewRow, new: &NewReview) -> Result<VersionRow, AppError> {
    version_of(tx, row, &new.text, &new.scores)
}

/// The newest version of `row`, in these words.
fn version_of(
    tx: &Tx<'_>,
    row: &ReviewRow,
    text: &str,
    scores: &BTreeMap<String, Option<i64>>,
) -> Result<VersionRow, AppError> {
    Ok(VersionRow {
        review_id: row.id.clone(),
        number: row.edition,
        overall: row.overall,
        choose_again: row.choose_again,
        months: row.months,
        stage: row.stage,
        text: plain::tidy(text),
        masked_text: None,
        scores: JsonText::of(scores)?,
        at: tx.now,
    })
}

/// What the event of a submission, or of a new version, keeps. Of the words only commitments: they stand in their
/// version and in the row alone, and go when the review is withdrawn.
fn content_of(tx: &mut Tx<'_>, row: &ReviewRow, spoken: &VersionRow) -> Result<Value, AppError> {
    let case = (Review::NAME, row.id.as_str());
    let text = cases::commit_words(tx, case, &format!("text.{}", spoken.number), &spoken.text)?;
    let attested = row.attestation.as_ref();
    let attestation = attested.map(|words| cases::commit_words(tx, case, "attestation", words)).transpose()?;
    Ok(json!({
        "physician_id": row.physician_id,
        "clinic_id": row.clinic_id,
        "procedure": row.procedure,
        "procedure_month": row.procedure_month,
        "interest": row.interest,
        "number": spoken.number,
        "overall": spoken.overall,
        "choose_again": spoken.choose_again,
        "months": spoken.months,
        "stage": spoken.stage,
        "text_commit": text,
        "attestation_commit": attestation,
        "scores": spoken.scores.read::<Value>()?,
    }))
}

/// Speaks again: the new version replaces the one before in the score, which stays readable.
///
/// # Errors
/// 404, 403, 409 as the table says; 403 `conflict_of_interest` for whoever is tied to the other side by now; 422 with
/// what is wrong.
pub fn add_version(tx: &mut Tx<'_>, member: &Member, id: &str, new: &NewVersion) -> Result<(), AppError> {
    accounts::may_write(tx, &member.id)?;
    let (mut facts, by) = open_as(tx, id, member, Role::Author)?;
    refuse_insiders(tx, member, (facts.row.physician_id.as_ref(), facts.row.clinic_id.as_ref()))?;
    check_on_site(new, tx.site)?;
    check_repeated(&facts.row, new)?;
    if let Some(interest) = &new.interest {
        refuse_interest(tx, interest)?;
        facts.row.interest.clone_from(interest);
    }
    if let Some(attested) = &new.attestation {
        attest(&mut facts.row, attested);
    }
    let row = &mut facts.row;
    facts.former_star = Some(row.overall);
    row.edition += 1;
    row.overall = i64::from(new.overall);
    row.choose_again = new.choose_again;
    row.months = rules::months_since(&row.procedure_month, Month::of(tx.now.date()));
    row.stage = rules::stage(&tx.site.pack, &row.procedure, row.months);
    row.spoken_at = tx.now;
    let spoken = version_of(tx, &facts.row, &new.text, &new.scores)?;
    let data = json!({ "number": spoken.number, "review": content_of(tx, &facts.row, &spoken)? });
    // Whoever hears of the step may read what was said.
    store::parts::add_version(tx.conn, &spoken)?;
    cases::act::<Review>(tx, &facts, Event::Versioned, &by, data).map(drop)
}

/// A first attestation raises what nothing proved; one that silence or an officer has lowered since stays low.
fn attest(row: &mut ReviewRow, attested: &Attestation) {
    if row.attestation.is_none() {
        row.proof_level = row.proof_level.max(1);
    }
    row.attestation = Some(plain::tidy(&attested.detail));
}

/// What was repeated of the surgery must be what it was: another surgery is another review.
fn check_repeated(row: &ReviewRow, new: &NewVersion) -> Result<(), AppError> {
    let month = new.procedure_month.map(|month| month.to_string());
    let differs = [
        ("/physician_id", new.physician_id.is_some() && new.physician_id != row.physician_id),
        ("/clinic_id", new.clinic_id.is_some() && new.clinic_id != row.clinic_id),
        ("/procedure", new.procedure.as_ref().is_some_and(|procedure| *procedure != row.procedure)),
        ("/procedure_month", month.is_some_and(|month| month != row.procedure_month)),
    ];
    match differs.into_iter().find(|(_, differs)| *differs) {
        Some((pointer, _)) => Err(Refusal::field(pointer, NOT_ALLOWED_HERE).into()),
        None => Ok(()),
    }
}

/// # Errors
/// 403 `conflict_of_interest` at `/interest` for one that the pack refuses.
fn refuse_interest(tx: &Tx<'_>, interest: &str) -> Result<(), AppError> {
    let is_refused = tx.site.pack.reviews.interests.iter().any(|known| known.code == interest && known.refused);
    let refused = || Refusal {
        fields: Refusal::field("/interest", CONFLICT_OF_INTEREST).fields,
        ..Refusal::new(CONFLICT_OF_INTEREST)
    };
    if is_refused { Err(refused().into()) } else { Ok(()) }
}

/// Takes a review back: its text goes, a tombstone and the count stay.
pub fn withdraw(tx: &mut Tx<'_>, member: &Member, id: &str, new: &Withdrawal) -> Result<(), AppError> {
    let (mut facts, by) = open_as(tx, id, member, Role::Author)?;
    let window = tx.site.pack.reviews.clinic_contact;
    let is_within = |contact| tx.now < facts.calendar.missed_from(contact, window);
    facts.row.withdrawn_after_contact = facts.row.clinic_contact_at.is_some_and(is_within);
    cases::act::<Review>(tx, &facts, Event::Withdrawn, &by, json!({ "reason": new.reason })).map(drop)
}
