//! The clinics and physicians of the demo community, and the claim of one of them.

use super::people::Practice;
use super::{Past, at_instant, cast::Cast, read};
use crate::app::App;
use crate::directory::api::{NewClinic, NewPhysician};
use crate::directory::{self, Actor, ClaimOutcome, ClinicId, PhysicianId, Standing, Subject};
use crate::error::AppError;
use serde::Deserialize;
use std::collections::HashMap;

const CLINICS: &str = include_str!("clinics.toml");
const PHYSICIANS: &str = include_str!("physicians.toml");

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
}

impl Places {
    pub fn clinic(&self, name: &str) -> Result<ClinicId, AppError> {
        self.clinics.get(name).cloned().ok_or_else(|| AppError::internal(format!("no clinic is called {name}")))
    }

    pub fn physician(&self, name: &str) -> Result<PhysicianId, AppError> {
        self.physicians.get(name).cloned().ok_or_else(|| AppError::internal(format!("no physician is called {name}")))
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
            places.physicians.insert(row.name, row.id);
        }
        Ok(places)
    });
    let places = places.await?;
    let claims = known.physicians.into_iter().filter_map(|one| Some((one.account?, one.entry.name)));
    claim(app, cast, &places, past, claims.collect()).await?;
    app.write_at(past.days_ago(2), move |tx| directory::propose_clinic(tx, &member, &proposal).map(drop)).await?;
    Ok(places)
}

async fn claim(
    app: &App,
    cast: &Cast,
    places: &Places,
    past: Past,
    claims: Vec<(String, String)>,
) -> Result<(), AppError> {
    let officer = Actor { account: cast.id("case_desk")?, standing: Standing::CaseOfficer };
    let (cast, places) = (cast.clone(), places.clone());
    let claimed = app.write_at(past.days_ago(543), move |tx| {
        for (days, (account, name)) in (0..).zip(&claims) {
            let claimant = Actor { account: cast.id(account)?, standing: Standing::Member };
            let subject = Subject::Physician(places.physician(name)?);
            let evidence = format!(
                "I am {name}. My licence number is on the authority's public list, with the telephone number of the \
                 practice. Please call back there."
            );
            let asked = &mut at_instant(tx, past.days_ago(543 - days * 3));
            let id = directory::claim(asked, &claimant, &subject, &evidence)?.id;
            let reason = format!("Called back through the practice's published number; the licence of {name} matches.");
            let decided = &mut at_instant(tx, past.days_ago(542 - days * 3));
            directory::decide_claim(decided, &officer, &id, ClaimOutcome::Approved, &reason)?;
        }
        Ok(())
    });
    claimed.await
}
