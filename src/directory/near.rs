//! Who stands near a physician: everything that the directory knows and that a judgement must not come from.

use super::model::{ClinicId, ClinicRow, PhysicianId, Subject};
use super::ties::{TieKind, TieRow, TieSource};
use super::{Ties, lineage, store};
use crate::accounts::AccountId;
use crate::app::Reader;
use crate::db::Connection;
use crate::error::AppError;

/// The claims, places and ties of some accounts and of one physician, or of several.
#[derive(Debug, Clone, Default)]
pub struct Surroundings {
    /// Who answers for the physician in question.
    pub answers: Vec<AccountId>,
    /// Approved claims: of those accounts, of whoever answers for the physician, and on every clinic named here.
    pub claims: Vec<(AccountId, Subject)>,
    /// Where physicians work now: those in question, and those who were claimed.
    pub practices: Vec<(PhysicianId, ClinicId)>,
    pub clinics: Vec<ClinicRow>,
    /// What was not withdrawn, whether it counts today or not.
    pub ties: Vec<TieRow>,
}

impl Surroundings {
    /// Whoever answers for this physician, of those who were asked about.
    pub fn who_answers_for(&self, physician: &PhysicianId) -> Vec<AccountId> {
        let is_theirs = |subject: &Subject| matches!(subject, Subject::Physician(id) if id == physician);
        self.claims.iter().filter(|(_, subject)| is_theirs(subject)).map(|(account, _)| account.clone()).collect()
    }
}

/// Reads what there is around a physician for these accounts, in a number of queries that does not depend on how many.
///
/// # Errors
/// Those of the database.
pub fn surroundings(
    conn: &mut Connection,
    physician: &PhysicianId,
    accounts: &[AccountId],
) -> Result<Surroundings, AppError> {
    let answers = store::claims::approved_accounts(conn, Some(physician), None)?;
    around_all(conn, std::slice::from_ref(physician), accounts, answers)
}

/// Reads the same around several physicians; who answers for one of them, [`Surroundings::who_answers_for`] says.
///
/// # Errors
/// Those of the database.
pub fn surroundings_of_all(
    conn: &mut Connection,
    physicians: &[PhysicianId],
    accounts: &[AccountId],
) -> Result<Surroundings, AppError> {
    let answers = store::claims::approved_on_physicians(conn, physicians)?;
    around_all(conn, physicians, accounts, answers)
}

fn around_all(
    conn: &mut Connection,
    asked: &[PhysicianId],
    accounts: &[AccountId],
    answers: Vec<AccountId>,
) -> Result<Surroundings, AppError> {
    let mut people = accounts.to_vec();
    people.extend(answers.iter().cloned());
    people.sort();
    people.dedup();
    let mut claims = store::claims::approved_of_all(conn, &people)?;
    let claimed = claims.iter().filter_map(|(_, subject)| match subject {
        Subject::Physician(id) => Some(id.clone()),
        Subject::Clinic(_) => None,
    });
    let physicians: Vec<PhysicianId> = claimed.chain(asked.iter().cloned()).collect();
    let practices = store::physicians::present_places(conn, &physicians)?;
    let mut ids: Vec<ClinicId> = practices.iter().map(|(_, clinic)| clinic.clone()).collect();
    ids.extend(claims.iter().filter_map(|(_, subject)| match subject {
        Subject::Clinic(id) => Some(id.clone()),
        Subject::Physician(_) => None,
    }));
    ids.sort();
    ids.dedup();
    let on_clinics = store::claims::approved_on_clinics(conn, &ids)?;
    for claim in on_clinics {
        if !claims.contains(&claim) {
            claims.push(claim);
        }
    }
    let clinics = store::clinics::all(conn, &ids)?;
    let ties = store::ties::of_accounts(conn, &people)?;
    Ok(Surroundings { answers, claims, practices, clinics, ties })
}

/// Whether an account may not judge what is about a physician or a clinic: tied by a claim, or by what it declared.
///
/// # Errors
/// Those of the database.
pub fn may_not_judge(
    reader: &mut Reader<'_>,
    account: &AccountId,
    (physician, clinic): (Option<&PhysicianId>, Option<&ClinicId>),
) -> Result<bool, AppError> {
    Ok(conflicts_of(reader, account)?.hold(physician, clinic))
}

/// Whether an account may not review a physician or a clinic: tied by a claim, or by what it declared. Whoever was a
/// patient there, or is in dispute with them, may.
///
/// # Errors
/// Those of the database.
pub fn may_not_review(
    reader: &mut Reader<'_>,
    account: &AccountId,
    (physician, clinic): (Option<&PhysicianId>, Option<&ClinicId>),
) -> Result<bool, AppError> {
    let mut declared = declared(reader, std::slice::from_ref(account))?;
    declared.retain(|row| !matches!(row.kind, TieKind::Patient | TieKind::Dispute));
    Ok(around(reader.conn, account, declared)?.hold(physician, clinic))
}

/// Everybody an account may not judge.
///
/// # Errors
/// Those of the database.
pub fn conflicts_of(reader: &mut Reader<'_>, account: &AccountId) -> Result<Ties, AppError> {
    let declared = declared(reader, std::slice::from_ref(account))?;
    around(reader.conn, account, declared)
}

/// Whom approved claims and these ties lead to: a physician to the clinics where they work now, a clinic to whoever
/// works there; a claimed physician to colleagues as well. What is said of a clinic that goes on as one of these is
/// said of both.
fn around(conn: &mut Connection, account: &AccountId, declared: Vec<TieRow>) -> Result<Ties, AppError> {
    let answered = store::claims::approved_of(conn, account)?;
    let (mut physicians, mut clinics) = answered.clone();
    for row in declared {
        physicians.extend(row.physician_id);
        clinics.extend(row.clinic_id);
    }
    let places = if physicians.is_empty() { Vec::new() } else { store::physicians::present_places(conn, &physicians)? };
    let (own, near): (Vec<_>, Vec<_>) = places.into_iter().partition(|(physician, _)| answered.0.contains(physician));
    clinics.extend(own.into_iter().map(|(_, clinic)| clinic));
    if !clinics.is_empty() {
        physicians.extend(store::physicians::present_at(conn, &clinics)?);
    }
    clinics.extend(near.into_iter().map(|(_, clinic)| clinic));
    let clinics = if clinics.is_empty() { clinics } else { lineage::lineages(conn, clinics)? };
    Ok(Ties { physicians, clinics, answered })
}

/// Those of the accounts who declared a tie to one of these physicians or clinics that counts today.
///
/// # Errors
/// Those of the database.
pub fn declared_to(
    reader: &mut Reader<'_>,
    accounts: &[AccountId],
    (physicians, clinics): (&[PhysicianId], &[ClinicId]),
) -> Result<Vec<AccountId>, AppError> {
    let leads = |row: &TieRow| {
        row.physician_id.as_ref().is_some_and(|id| physicians.contains(id))
            || row.clinic_id.as_ref().is_some_and(|id| clinics.contains(id))
    };
    Ok(declared(reader, accounts)?.into_iter().filter(leads).map(|row| row.account_id).collect())
}

fn declared(reader: &mut Reader<'_>, accounts: &[AccountId]) -> Result<Vec<TieRow>, AppError> {
    let months = reader.site.pack.membership.thresholds.coauthor_months;
    let today = reader.now.date();
    let mut rows = store::ties::of_accounts(reader.conn, accounts)?;
    rows.retain(|row| row.source == TieSource::Declared && row.counts_on(today, months));
    Ok(rows)
}
