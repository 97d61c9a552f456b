//! The clinics and physicians of the demo community, and the claims of those who answer for them.

use super::cast::{Cast, DESK, NEWCOMER};
use super::people::Practice;
use super::{Past, at_instant, read};
use crate::app::App;
use crate::directory::api::{NewClinic, NewPhysician};
use crate::directory::{self, Actor, ClaimOutcome, ClinicId, PhysicianId, Standing, Subject};
use crate::error::AppError;
use serde::Deserialize;
use std::collections::HashMap;

const CLINICS: &str = include_str!("clinics.toml");
const PHYSICIANS: &str = include_str!("physicians.toml");
/// Who confirms entries and decides on claims.
pub(super) const OFFICER: &str = "case_desk";

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Clinics {
    clinics: Vec<NewClinic>,
    proposal: NewClinic,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Physicians {
    physicians: Vec<Practitioner>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Practitioner {
    clinic: String,
    /// Who has claimed the entry.
    account: Option<String>,
    entry: NewPhysician,
}

/// Where people of the forum can have been operated on.
pub(super) fn practices() -> Result<Vec<Practice>, AppError> {
    let listed: Clinics = read(CLINICS)?;
    Ok(listed.clinics.into_iter().map(|clinic| Practice { name: clinic.name, city: clinic.city }).collect())
}

/// The names of the physicians who have accounts.
pub(super) fn experts() -> Result<Vec<String>, AppError> {
    Ok(read::<Physicians>(PHYSICIANS)?.physicians.into_iter().filter_map(|physician| physician.account).collect())
}

/// The entries, by name.
#[derive(Debug, Clone, Default)]
pub(super) struct Places {
    clinics: HashMap<String, ClinicId>,
    physicians: HashMap<String, PhysicianId>,
    /// Who works at each clinic, and who of them has an account.
    staff: HashMap<String, Vec<PhysicianId>>,
    answering: HashMap<String, String>,
}

impl Places {
    pub fn clinic(&self, name: &str) -> Result<ClinicId, AppError> {
        self.clinics.get(name).cloned().ok_or_else(|| AppError::internal(format!("no clinic is called {name}")))
    }

    pub fn physician(&self, name: &str) -> Result<PhysicianId, AppError> {
        self.physicians.get(name).cloned().ok_or_else(|| AppError::internal(format!("no physician is called {name}")))
    }

    /// One of those who work at a clinic; the last one for every number beyond.
    pub fn physician_of(&self, clinic: &str, number: usize) -> Option<PhysicianId> {
        let staff = self.staff.get(clinic)?;
        staff.get(number).or(staff.last()).cloned()
    }

    /// The display name of whoever answers for a clinic.
    pub fn answers_for(&self, clinic: &str) -> Option<&str> {
        self.answering.get(clinic).map(String::as_str)
    }
}

/// Lists every clinic and physician, and lets those with an account claim their entries.
pub(super) async fn open(app: &App, cast: &Cast, past: Past) -> Result<Places, AppError> {
    let (listed, known): (Clinics, Physicians) = (read(CLINICS)?, read(PHYSICIANS)?);
    let (member, proposal) = (cast.id("open_ledger")?, listed.proposal.clone());
    let member = Actor { account: member, standing: Standing::Member };
    let admin = Actor { account: cast.id("harbour_office")?, standing: Standing::Admin };
    let physicians = known.physicians.clone();
    let places = app.write_at(past.days_ago(544), move |tx| {
        let mut places = Places::default();
        for clinic in &listed.clinics {
            let row = directory::propose_clinic(tx, &admin, clinic)?;
            places.clinics.insert(row.name, row.id);
        }
        for physician in &physicians {
            let mut entry = physician.entry.clone();
            entry.clinic_ids = vec![places.clinic(&physician.clinic)?];
            let row = directory::propose_physician(tx, &admin, &entry)?;
            places.staff.entry(physician.clinic.clone()).or_default().push(row.id.clone());
            if let Some(account) = &physician.account {
                places.answering.entry(physician.clinic.clone()).or_insert(account.clone());
            }
            places.physicians.insert(row.name, row.id);
        }
        Ok(places)
    });
    let places = places.await?;
    let own = known.physicians.iter().filter_map(|one| {
        let subject = Subject::Physician(places.physicians.get(&one.entry.name)?.clone());
        Some(Claim::of_physician(one.account.clone()?, &one.entry.name, subject))
    });
    let clinics = known.physicians.iter().filter_map(|one| {
        let subject = Subject::Clinic(places.clinics.get(&one.clinic)?.clone());
        let account = one.account.clone().filter(|account| places.answering.get(&one.clinic) == Some(account))?;
        Some(Claim::of_physician(account, &one.entry.name, subject))
    });
    let mut unanswered = unanswered(&places)?.into_iter();
    let desk = unanswered.next().map(Claim::of_desk);
    claim(app, cast, past, own.chain(clinics).chain(desk).collect()).await?;
    app.write_at(past.days_ago(2), move |tx| directory::propose_clinic(tx, &member, &proposal).map(drop)).await?;
    if let Some(clinic) = unanswered.next() {
        claim_and_wait(app, cast, past, clinic).await?;
    }
    Ok(places)
}

/// The clinics for which none of their physicians answers.
fn unanswered(places: &Places) -> Result<Vec<ClinicId>, AppError> {
    let silent = practices()?.into_iter().filter(|clinic| !places.answering.contains_key(&clinic.name));
    silent.map(|clinic| places.clinic(&clinic.name)).collect()
}

/// Somebody claims a clinic, and no officer has decided yet.
async fn claim_and_wait(app: &App, cast: &Cast, past: Past, clinic: ClinicId) -> Result<(), AppError> {
    let claimant = Actor { account: cast.id(NEWCOMER)?, standing: Standing::Member };
    let subject = Subject::Clinic(clinic);
    let evidence = "I keep the appointment book here. Ask for me under the number on the clinic's own page.";
    app.write_at(past.days_ago(1), move |tx| directory::claim(tx, &claimant, &subject, evidence).map(drop)).await
}

/// Somebody says that an entry is about them, or that they answer for it.
struct Claim {
    account: String,
    subject: Subject,
    evidence: String,
    /// Why the officer believes it.
    reason: String,
}

impl Claim {
    fn of_physician(account: String, name: &str, subject: Subject) -> Self {
        let evidence = format!(
            "I am {name}. My licence number is on the authority's public list, with the telephone number of the \
             practice. Please call back there."
        );
        let reason = format!("Called back through the practice's published number; the licence of {name} matches.");
        Self { account, subject, evidence, reason }
    }

    fn of_desk(clinic: ClinicId) -> Self {
        let evidence = "I run the front desk, and the address of this account is on the clinic's own page.".to_owned();
        let reason = "Called back through the clinic's published number; its owner confirms the desk.".to_owned();
        Self { account: DESK.to_owned(), subject: Subject::Clinic(clinic), evidence, reason }
    }
}

async fn claim(app: &App, cast: &Cast, past: Past, claims: Vec<Claim>) -> Result<(), AppError> {
    let officer = Actor { account: cast.id(OFFICER)?, standing: Standing::CaseOfficer };
    let cast = cast.clone();
    let claimed = app.write_at(past.days_ago(543), move |tx| {
        for (number, Claim { account, subject, evidence, reason }) in (0..).zip(&claims) {
            let claimant = Actor { account: cast.id(account)?, standing: Standing::Member };
            let asked = &mut at_instant(tx, past.hours_ago(543 * 24 - number * 8));
            let id = directory::claim(asked, &claimant, subject, evidence)?.id;
            let decided = &mut at_instant(tx, past.hours_ago(543 * 24 - number * 8 - 30));
            directory::decide_claim(decided, &officer, &id, ClaimOutcome::Approved, reason)?;
        }
        Ok(())
    });
    claimed.await
}
