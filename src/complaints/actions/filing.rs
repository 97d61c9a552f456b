//! Filing a complaint, and adding evidence to it.

use super::super::api::FileComplaint;
use super::super::model::{ComplaintRow, Event, MarksRow, Role, State};
use super::super::table::Complaint;
use super::super::{load, store};
use super::{open_as, result};
use crate::accounts::Member;
use crate::app::{App, Tx};
use crate::cases::{self, By};
use crate::db::JsonText;
use crate::directory;
use crate::error::{AppError, NO_SUCH, OUT_OF_RANGE, Refusal};
use crate::files::{self, NewFile, Store, StoredFile};
use crate::ledger;
use crate::text::plain;
use crate::web::check_on_site;
use crate::workflow::{self, Workflow as _};
use serde_json::json;

/// A complaint that was just filed.
#[derive(Debug, Clone)]
pub struct Filed {
    pub id: String,
    pub subject_ref: String,
}

/// Files a complaint.
///
/// # Errors
/// 422 for a procedure, category, physician or clinic that does not exist, and a month that lies ahead.
pub fn file(tx: &mut Tx<'_>, member: &Member, new: &FileComplaint) -> Result<Filed, AppError> {
    check(tx, new)?;
    let row = ComplaintRow {
        id: result::next_id(tx)?,
        subject_ref: ledger::new_subject_ref(),
        complainant_id: member.id.clone(),
        physician_id: new.physician_id.clone(),
        clinic_id: new.clinic_id.clone(),
        procedure: new.procedure.clone(),
        procedure_month: new.procedure_month.to_string(),
        category: new.category.clone(),
        severity: None,
        narrative: plain::tidy(&new.narrative),
        public_narrative: new.public_narrative.as_deref().map(plain::tidy),
        publish_narrative: new.publish_narrative,
        desired_outcome: plain::tidy(&new.desired_outcome),
        attempt: JsonText::of(&new.private_attempt)?,
        attempt_shown: false,
        identity_consent: new.identity_consent,
        state: State::Submitted,
        version: 0,
        proof_needed: false,
        proof_level: 0,
        officer_id: None,
        letter_to: None,
        clinic_since: None,
        acknowledged_at: None,
        response_code: None,
        responded_at: None,
        untimely: false,
        escalated_at: None,
        outcome: None,
        closed_at: None,
        paused_until: None,
        created_at: tx.now,
    };
    let patient_name = known_by(new.patient_name.as_deref());
    store::insert(tx.conn, &row, &MarksRow { patient_name, ..MarksRow::fresh(&row.id, tx.now) })?;
    let filed = Filed { id: row.id.clone(), subject_ref: row.subject_ref.clone() };
    let facts = load::one(tx.conn, tx.site, row)?.facts;
    cases::found::<Complaint>(tx, &facts, &By::account(Role::Patient, member.id.as_str()), json!({}))?;
    Ok(filed)
}

/// The name under which the clinic knows the patient, as it is kept.
pub(super) fn known_by(name: Option<&str>) -> Option<String> {
    name.map(plain::tidy_line).filter(|name| !name.is_empty())
}

fn check(tx: &mut Tx<'_>, new: &FileComplaint) -> Result<(), AppError> {
    check_on_site(new, tx.site)?;
    if let Some(id) = &new.physician_id {
        named(directory::physician(tx.conn, id), "/physician_id")?;
    }
    if let Some(id) = &new.clinic_id {
        named(directory::clinic(tx.conn, id), "/clinic_id")?;
    }
    Ok(())
}

/// Somebody who does not exist is a wrong field, not a wrong address.
fn named<T>(found: Result<T, AppError>, pointer: &str) -> Result<T, AppError> {
    match found {
        Err(error) if error.code() == crate::error::NOT_FOUND => Err(Refusal::field(pointer, NO_SUCH).into()),
        other => other,
    }
}

/// Seals and stores a file under the key of its case, which is made, and committed, on first use.
///
/// # Errors
/// Those of [`add_evidence`], before anything is stored.
pub async fn seal_evidence(app: &App, member: &Member, id: &str, file: NewFile) -> Result<StoredFile, AppError> {
    let (member, case) = (member.clone(), id.to_owned());
    let key = app
        .write(move |tx| {
            let (facts, by) = open_as(tx, &case, &member, Role::Patient)?;
            workflow::step::<Complaint>(facts.row.state, Event::EvidenceAdded, by.role, &facts, tx.now)?;
            room_for_evidence(tx, &case)?;
            files::case_key(tx, Complaint::NAME, &case)
        })
        .await?;
    Store::of(app.config()).seal_and_store(&key, file).await
}

/// # Errors
/// 422 `out_of_range` at `/file` once a case holds as many files as it may.
pub(super) fn room_for_evidence(tx: &mut Tx<'_>, id: &str) -> Result<(), AppError> {
    let held = i64::try_from(store::evidence_of(tx.conn, &[id.to_owned()])?.len()).map_err(AppError::internal)?;
    if held < store::EVIDENCE_OF_A_CASE { Ok(()) } else { Err(Refusal::field("/file", OUT_OF_RANGE).into()) }
}

/// Adds a file to the patient's evidence; the file itself is already stored, sealed.
pub fn add_evidence(tx: &mut Tx<'_>, member: &Member, id: &str, file: &StoredFile) -> Result<(), AppError> {
    let (facts, by) = open_as(tx, id, member, Role::Patient)?;
    room_for_evidence(tx, id)?;
    store::add_evidence(tx.conn, id, file, (Role::Patient, tx.now))?;
    let data = json!({ "sha256": file.sha256, "bytes": file.bytes });
    super::step(tx, &facts, Event::EvidenceAdded, &by, data)
}
