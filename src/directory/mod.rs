//! The directory: physicians and clinics, who proposed them, who answers for them.
//!
//! Members propose an entry that is missing, a case officer confirms it or merges it into another, an admin
//! creates one outright. An account may claim to be a physician or to work for a clinic; a credentialing officer
//! decides, and an approved claim gives the role that goes with it. Profiles show figures that other domains
//! write through [`figures::set`]. Reviews, complaints and inspections ask here whom they are about
//! ([`physician`], [`clinic`]), who may answer ([`who_answers_for`]) and who stands too near ([`conflicts_of`],
//! [`may_not_review`], [`may_not_judge`], [`surroundings`]).

mod actions;
pub mod api;
pub mod countries;
mod currencies;
pub mod figures;
mod files;
pub mod http;
pub mod import;
mod known;
mod letters;
mod likeness;
mod lineage;
mod model;
mod near;
mod offers;
pub mod pages;
mod reads;
mod records;
pub mod rules;
mod standing;
mod store;
pub mod ties;
mod views;
mod waiting;

pub use actions::{
    ClinicMerged, EntryConfirmed, Imported, PhysicianMerged, claim, confirm_clinic, confirm_physician, decide_claim,
    declare_tie, edit_clinic, edit_physician, end_dispute, forget_proof, forget_ties, note_proof, note_tie,
    propose_clinic, propose_physician, take_in, withdraw_tie,
};
pub use known::{KnownPerson, people_known};
pub use letters::previews;
pub use lineage::{LineageChanged, heirs, lineage};
pub use model::{
    ClaimId, ClaimOutcome, ClaimState, ClinicId, ClinicKind, ClinicRow, EntryState, Licence, PhysicianId,
    PhysicianKind, PhysicianRow, Subject,
};
pub use near::{
    Surroundings, conflicts_of, declared_to, may_not_judge, may_not_review, surroundings, surroundings_of_all,
};
pub use offers::{Offer, Performer, PriceRange, Staff};
pub use rules::{Actor, CODES, Standing};
pub use ties::{TieKind, TieNoted, TieRow, TieSource};
pub use views::FIGURE_COLUMNS;
pub use waiting::{WaitingClaim, count_waiting_claims, waiting_claims, waits_to_be};

use crate::accounts::AccountId;
use crate::db::Connection;
use crate::error::AppError;
use std::collections::HashMap;

/// The physician with this id, in whatever state.
///
/// # Errors
/// `not_found` when there is none.
pub fn physician(conn: &mut Connection, id: &PhysicianId) -> Result<PhysicianRow, AppError> {
    store::physicians::find(conn, id)
}

/// The clinic with this id, in whatever state: its name, country, time zone and e-mail address.
///
/// # Errors
/// `not_found` when there is none.
pub fn clinic(conn: &mut Connection, id: &ClinicId) -> Result<ClinicRow, AppError> {
    store::clinics::find(conn, id)
}

/// The clinics with these ids, in no order.
///
/// # Errors
/// Those of the database.
pub fn clinics(conn: &mut Connection, ids: &[ClinicId]) -> Result<Vec<ClinicRow>, AppError> {
    store::clinics::all(conn, ids)
}

/// The physicians with these ids, in no order.
///
/// # Errors
/// Those of the database.
pub fn physicians(conn: &mut Connection, ids: &[PhysicianId]) -> Result<Vec<PhysicianRow>, AppError> {
    store::physicians::all(conn, ids)
}

/// Confirmed physicians and clinics to choose from in a form, by name: those whose name holds `part`, at most
/// `limit` of each.
///
/// # Errors
/// Those of the database.
pub fn to_choose_from(
    conn: &mut Connection,
    part: Option<&str>,
    limit: i64,
) -> Result<(Vec<PhysicianRow>, Vec<ClinicRow>), AppError> {
    Ok((store::physicians::named_like(conn, part, limit)?, store::clinics::named_like(conn, part, limit)?))
}

/// The physician whose page has this name in its address, if there is one.
///
/// # Errors
/// Those of the database.
pub fn physician_at(conn: &mut Connection, slug: &str) -> Result<Option<PhysicianRow>, AppError> {
    store::physicians::find_by_slug(conn, slug).map(Some).or_else(nothing_if_missing)
}

/// The clinic whose page has this name in its address, if there is one.
///
/// # Errors
/// Those of the database.
pub fn clinic_at(conn: &mut Connection, slug: &str) -> Result<Option<ClinicRow>, AppError> {
    store::clinics::find_by_slug(conn, slug).map(Some).or_else(nothing_if_missing)
}

/// The clinics where a physician works and worked, present places first.
///
/// # Errors
/// Those of the database.
pub fn clinics_of(conn: &mut Connection, physician: &PhysicianId) -> Result<Vec<ClinicRow>, AppError> {
    Ok(store::physicians::practices(conn, &[physician])?.into_iter().map(|(_, clinic)| clinic).collect())
}

/// Whether the directory knows that a physician works or worked at a clinic, at one that goes on as it, or at one as which
/// it goes on.
///
/// # Errors
/// Those of the database.
pub fn is_known_at(conn: &mut Connection, physician: &PhysicianId, clinic: &ClinicId) -> Result<bool, AppError> {
    let known = clinics_of(conn, physician)?;
    if known.iter().any(|row| row.id == *clinic) {
        return Ok(true);
    }
    let (before, after) = (lineage(conn, clinic)?, heirs(conn, clinic)?);
    Ok(known.iter().any(|row| before.contains(&row.id) || after.contains(&row.id)))
}

/// The time zone of the first clinic of each of these physicians, in the order of [`clinics_of`]; nothing of those who
/// have none.
///
/// # Errors
/// Those of the database.
pub fn time_zones_of(
    conn: &mut Connection,
    physicians: &[PhysicianId],
) -> Result<HashMap<PhysicianId, String>, AppError> {
    let mut zones = HashMap::new();
    for (practice, clinic) in store::physicians::practices(conn, &physicians.iter().collect::<Vec<_>>())? {
        zones.entry(practice.physician_id).or_insert(clinic.time_zone);
    }
    Ok(zones)
}

/// Who works at a clinic now.
///
/// # Errors
/// Those of the database.
pub fn physicians_at(conn: &mut Connection, clinic: &ClinicId) -> Result<Vec<PhysicianId>, AppError> {
    let rows = store::physicians::practice_rows_at(conn, clinic)?;
    Ok(rows.into_iter().filter(|row| row.until_month.is_none()).map(|row| row.physician_id).collect())
}

/// The accounts that answer for a physician or a clinic because their claim was approved, oldest first.
///
/// # Errors
/// Those of the database.
pub fn who_answers_for(
    conn: &mut Connection,
    physician: Option<&PhysicianId>,
    clinic: Option<&ClinicId>,
) -> Result<Vec<AccountId>, AppError> {
    store::claims::approved_accounts(conn, physician, clinic)
}

/// Whose patient an account proved to be, by public reviews whose documents an officer saw; a proof about a clinic alone
/// names no physician.
///
/// # Errors
/// Those of the database.
pub fn proofs_of(conn: &mut Connection, account: &AccountId) -> Result<Vec<Option<PhysicianId>>, AppError> {
    store::ties::proofs_of(conn, account)
}

/// Everybody who proved to be this physician's patient, the first one first.
///
/// # Errors
/// Those of the database.
pub fn proved_patients(conn: &mut Connection, physician: &PhysicianId) -> Result<Vec<AccountId>, AppError> {
    store::ties::proved_patients(conn, physician)
}

/// The physicians for whom each of these accounts answers.
///
/// # Errors
/// Those of the database.
pub fn physicians_of(conn: &mut Connection, accounts: &[AccountId]) -> Result<Vec<(AccountId, PhysicianId)>, AppError> {
    let claims = store::claims::approved_of_all(conn, accounts)?;
    let physician = |(account, subject)| match subject {
        Subject::Physician(id) => Some((account, id)),
        Subject::Clinic(_) => None,
    };
    Ok(claims.into_iter().filter_map(physician).collect())
}

/// The clinics for which an account answers.
///
/// # Errors
/// Those of the database.
pub fn clinics_answered_by(conn: &mut Connection, account: &AccountId) -> Result<Vec<ClinicId>, AppError> {
    store::claims::clinics_of(conn, account)
}

/// Everybody an account is tied to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ties {
    pub physicians: Vec<PhysicianId>,
    pub clinics: Vec<ClinicId>,
    /// Of them, those whom the account answers for itself.
    answered: (Vec<PhysicianId>, Vec<ClinicId>),
}

impl Ties {
    /// The physicians and the clinics that the account answers for itself.
    pub const fn answered(&self) -> (&Vec<PhysicianId>, &Vec<ClinicId>) {
        (&self.answered.0, &self.answered.1)
    }

    /// Whether one of the two is among them.
    pub fn hold(&self, physician: Option<&PhysicianId>, clinic: Option<&ClinicId>) -> bool {
        physician.is_some_and(|id| self.physicians.contains(id)) || clinic.is_some_and(|id| self.clinics.contains(id))
    }

    /// Whether the account answers for one of the two: the same as [`who_answers_for`], from its side.
    pub fn answer_for(&self, physician: Option<&PhysicianId>, clinic: Option<&ClinicId>) -> bool {
        let (physicians, clinics) = &self.answered;
        physician.is_some_and(|id| physicians.contains(id)) || clinic.is_some_and(|id| clinics.contains(id))
    }
}

/// Those of the ids that are clinics into which the ratings of others follow.
///
/// # Errors
/// Those of the database.
pub fn heirs_among(conn: &mut Connection, ids: &[String]) -> Result<Vec<ClinicId>, AppError> {
    store::clinics::heirs_among(conn, ids)
}

/// How many confirmed physicians there are, and in how many countries there is a confirmed clinic.
///
/// # Errors
/// Those of the database.
pub fn extent(conn: &mut Connection) -> Result<(i64, i64), AppError> {
    Ok((store::physicians::count(conn)?, store::clinics::count_countries(conn)?))
}

/// The procedures of the pack as a search for physicians offers them.
pub fn procedure_choices(
    pack: &crate::specialty::Pack,
    lang: crate::text::lang::Lang,
) -> Vec<crate::web::parts::Choice> {
    pages::procedure_choices(pack, lang)
}

fn nothing_if_missing<T>(error: AppError) -> Result<Option<T>, AppError> {
    if error.code() == crate::error::NOT_FOUND { Ok(None) } else { Err(error) }
}
