//! The clinics and physicians of the demo community, and the claim of one of them.

use super::{Past, cast::Cast, read};
use crate::app::App;
use crate::directory::api::{NewClinic, NewPhysician};
use crate::directory::{self, Actor, ClaimOutcome, ClinicId, PhysicianId, Standing, Subject};
use crate::error::AppError;
use serde::Deserialize;
use std::collections::HashMap;

const TEXT: &str = include_str!("places.toml");

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Listed {
    clinics: Vec<NewClinic>,
    physicians: Vec<Practitioner>,
    proposal: NewClinic,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Practitioner {
    clinic: String,
    entry: NewPhysician,
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

/// Lists every clinic and physician, and lets the one with an account claim her entry.
pub(super) async fn open(app: &App, cast: &Cast, past: Past) -> Result<Places, AppError> {
    let listed: Listed = read(TEXT)?;
    let (member, proposal) = (cast.id("open_ledger")?, listed.proposal.clone());
    let member = Actor { account: member, standing: Standing::Member };
    let admin = Actor { account: cast.id("harbour_office")?, standing: Standing::Admin };
    let places = app.write_at(past.days_ago(169), move |tx| {
        let mut places = Places::default();
        for clinic in &listed.clinics {
            let row = directory::propose_clinic(tx, &admin, clinic)?;
            places.clinics.insert(row.name, row.id);
        }
        for physician in &listed.physicians {
            let mut entry = physician.entry.clone();
            entry.clinic_ids = vec![places.clinic(&physician.clinic)?];
            let row = directory::propose_physician(tx, &admin, &entry)?;
            places.physicians.insert(row.name, row.id);
        }
        Ok(places)
    });
    let places = places.await?;
    claim(app, cast, &places, past).await?;
    app.write_at(past.days_ago(2), move |tx| directory::propose_clinic(tx, &member, &proposal).map(drop)).await?;
    Ok(places)
}

async fn claim(app: &App, cast: &Cast, places: &Places, past: Past) -> Result<(), AppError> {
    let subject = Subject::Physician(places.physician("Ilse Brandtner")?);
    let claimant = Actor { account: cast.id("dr_ilse_brandtner")?, standing: Standing::Member };
    let officer = Actor { account: cast.id("case_desk")?, standing: Standing::CaseOfficer };
    let evidence = "My licence number is on the chamber's public list, with the telephone number of the practice. \
                    Please call back there.";
    let claim =
        app.write_at(past.days_ago(168), move |tx| Ok(directory::claim(tx, &claimant, &subject, evidence)?.id)).await?;
    let reason = "Called back through the practice's published number; the licence matches.";
    app.write_at(past.days_ago(167), move |tx| {
        directory::decide_claim(tx, &officer, &claim, ClaimOutcome::Approved, reason).map(drop)
    })
    .await
}
