//! Claiming an entry, and deciding on a claim.

use crate::accounts::{self, Role};
use crate::app::Tx;
use crate::db::Connection;
use crate::directory::model::{ClaimId, ClaimOutcome, ClaimRow, ClaimState, EntryState, Subject};
use crate::directory::rules::{self, ALREADY_CLAIMED, ALREADY_DECIDED, Actor, CLAIM_EXISTS, OWN_CLAIM};
use crate::directory::store::{claims, clinics, physicians};
use crate::directory::{letters, records};
use crate::error::{AppError, ILLEGAL_TRANSITION, Refusal};
use crate::ledger;
use crate::mail::outbox;

/// Says that `actor` is this physician, or works for this clinic.
///
/// # Errors
/// 409 when the account's own claim is there already, the physician answers with another account, or the entry was merged.
pub fn claim(tx: &mut Tx<'_>, actor: &Actor, subject: &Subject, evidence: &str) -> Result<ClaimRow, AppError> {
    if named(tx.conn, subject)?.state == EntryState::Merged {
        return Err(ILLEGAL_TRANSITION.into());
    }
    let evidence = rules::evidence(evidence)?;
    let standing = claims::standing(tx.conn, subject)?;
    if standing.iter().any(|claim| claim.account_id == actor.account) {
        return Err(CLAIM_EXISTS.into());
    }
    refuse_second_physician(subject, &standing)?;
    let (physician_id, clinic_id) = match subject {
        Subject::Physician(id) => (Some(id.clone()), None),
        Subject::Clinic(id) => (None, Some(id.clone())),
    };
    let row = ClaimRow {
        id: ClaimId::mint(tx.now),
        subject_ref: ledger::new_subject_ref(),
        physician_id,
        clinic_id,
        account_id: actor.account.clone(),
        evidence,
        state: ClaimState::Pending,
        created_at: tx.now,
        decided_at: None,
        decided_by: None,
        reason: None,
        version: 1,
    };
    claims::insert(tx.conn, &row)?;
    records::claim(tx, &row, actor, None)?;
    Ok(row)
}

/// Decides on a claim; an approval gives the role that goes with it. The claimant gets a letter.
///
/// # Errors
/// 409 when it is decided already or the physician answers with another account, 403 on one's own claim.
pub fn decide_claim(
    tx: &mut Tx<'_>,
    officer: &Actor,
    id: &ClaimId,
    outcome: ClaimOutcome,
    reason: &str,
) -> Result<ClaimRow, AppError> {
    let mut row = claims::find(tx.conn, id)?;
    if row.account_id == officer.account {
        return Err(OWN_CLAIM.into());
    }
    if row.state != ClaimState::Pending {
        return Err(ALREADY_DECIDED.into());
    }
    row.reason = Some(rules::reason(reason)?);
    let subject = row.subject().ok_or_else(|| AppError::internal("a claim without a subject"))?;
    if outcome == ClaimOutcome::Approved {
        refuse_second_physician(&subject, &claims::standing(tx.conn, &subject)?)?;
        grant(tx, &row, &subject)?;
    }
    row.state = outcome.into();
    row.decided_at = Some(tx.now);
    row.decided_by = Some(officer.account.clone());
    row.version += 1;
    claims::update(tx.conn, &row)?;
    records::claim(tx, &row, officer, Some(ClaimState::Pending.as_str()))?;
    tell_claimant(tx, &row, &subject)?;
    Ok(row)
}

/// A physician answers with one account; a clinic may have several people.
fn refuse_second_physician(subject: &Subject, standing: &[ClaimRow]) -> Result<(), Refusal> {
    let taken = standing.iter().any(|claim| claim.state == ClaimState::Approved);
    if taken && matches!(subject, Subject::Physician(_)) { Err(Refusal::new(ALREADY_CLAIMED)) } else { Ok(()) }
}

fn grant(tx: &mut Tx<'_>, row: &ClaimRow, subject: &Subject) -> Result<(), AppError> {
    let role = match subject {
        Subject::Physician(_) => Role::Physician,
        Subject::Clinic(_) => Role::ClinicStaff,
    };
    accounts::grant_by_act(tx, &row.account_id, role, "claim_approved")
}

fn tell_claimant(tx: &mut Tx<'_>, row: &ClaimRow, subject: &Subject) -> Result<(), AppError> {
    let claimant = accounts::person(tx.conn, &row.account_id)?;
    let named = named(tx.conn, subject)?;
    let letter = letters::claim_decided(tx.site, row, &claimant, &named.name, &named.path);
    outbox::post(tx, &letter)
}

/// What is claimed, as people know it.
struct Named {
    name: String,
    path: String,
    state: EntryState,
}

fn named(conn: &mut Connection, subject: &Subject) -> Result<Named, AppError> {
    Ok(match subject {
        Subject::Physician(id) => {
            let row = physicians::find(conn, id)?;
            Named { name: row.name, path: format!("/physicians/{}", row.slug), state: row.state }
        }
        Subject::Clinic(id) => {
            let row = clinics::find(conn, id)?;
            Named { name: row.name, path: format!("/clinics/{}", row.slug), state: row.state }
        }
    })
}
