//! What the clinics of the demo community say of themselves, and which of them has gone on as another.

use super::cast::{Cast, DESK};
use super::places::{OFFICER, Places};
use super::{Past, at_instant, read};
use crate::app::{App, Tx};
use crate::directory::api::{ClinicChanges, NewClinic, PhysicianChanges};
use crate::directory::{self, Actor, Offer, Performer, PriceRange, Staff, Standing};
use crate::error::AppError;
use serde::Deserialize;

const TEXT: &str = include_str!("offers.toml");
/// Minor units of a unit, in each of the currencies that occur.
const MINOR_UNITS: i64 = 100;
/// Days between the officer's entry of a successor and the confirmation.
const CHECKED_AFTER: i64 = 3;

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Told {
    clinics: Vec<Described>,
    successions: Vec<Succession>,
}

/// What whoever answers for a clinic enters about it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Described {
    clinic: String,
    days_ago: i64,
    currency: String,
    staff: Staff,
    offers: Vec<Line>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    treatment: String,
    by: Vec<Performer>,
    /// Whole units, from the least to the most.
    price: [i64; 2],
}

/// A clinic goes on as another one, with those who work there.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Succession {
    clinic: String,
    days_ago: i64,
    physicians: Vec<String>,
    successor: NewClinic,
}

/// Lets each clinic that has somebody here say what it offers, and an officer enter who went on as whom.
pub(super) async fn tell(app: &App, cast: &Cast, places: &Places, past: Past) -> Result<(), AppError> {
    let told: Told = read(TEXT)?;
    let (cast, places) = (cast.clone(), places.clone());
    let first = told.clinics.iter().map(|one| one.days_ago).max().unwrap_or_default();
    let written = app.write_at(past.days_ago(first), move |tx| {
        for one in &told.clinics {
            describe(&mut at_instant(tx, past.days_ago(one.days_ago)), &cast, &places, one)?;
        }
        told.successions.iter().try_for_each(|one| succeed(tx, (&cast, &places, past), one))
    });
    written.await
}

fn describe(tx: &mut Tx<'_>, cast: &Cast, places: &Places, one: &Described) -> Result<(), AppError> {
    let on = tx.now.date();
    let offer = |line: &Line| {
        let [from, to] = line.price.map(|whole| whole * MINOR_UNITS);
        let price = PriceRange { from, to, currency: one.currency.clone(), on };
        Offer { treatment: line.treatment.clone(), performed_by: line.by.clone(), price: Some(price) }
    };
    let changes = ClinicChanges {
        offers: Some(one.offers.iter().map(offer).collect()),
        staff: Some(one.staff),
        ..ClinicChanges::default()
    };
    let answering = places.answers_for(&one.clinic).unwrap_or(DESK);
    let staff = Actor { account: cast.id(answering)?, standing: Standing::Member };
    directory::edit_clinic(tx, &staff, &places.clinic(&one.clinic)?, &changes, &|_| Ok(())).map(drop)
}

fn succeed(tx: &mut Tx<'_>, (cast, places, past): (&Cast, &Places, Past), one: &Succession) -> Result<(), AppError> {
    let officer = Actor { account: cast.id(OFFICER)?, standing: Standing::CaseOfficer };
    let new = NewClinic { predecessor_id: Some(places.clinic(&one.clinic)?), ..one.successor.clone() };
    let entered = &mut at_instant(tx, past.days_ago(one.days_ago));
    let successor = directory::propose_clinic(entered, &officer, &new)?.id;
    let checked = &mut at_instant(tx, past.days_ago(one.days_ago - CHECKED_AFTER));
    directory::confirm_clinic(checked, &officer, &successor, None)?;
    for name in &one.physicians {
        let moved = PhysicianChanges { clinic_ids: Some(vec![successor.clone()]), ..PhysicianChanges::default() };
        directory::edit_physician(checked, &officer, &places.physician(name)?, &moved, &|_| Ok(()))?;
    }
    Ok(())
}
