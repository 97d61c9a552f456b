//! The public row of a complaint: an allegation until a panel has decided, and never who complains.

use super::api::PublicComplaint;
use super::facts::ComplaintFacts;
use super::load::{self, Loaded};
use super::model::{ComplaintRow, MarksRow, State};
use super::rules::DECISIONS;
use super::table::Complaint;
use crate::app::Reader;
use crate::directory::{self, ClinicId};
use crate::error::AppError;
use crate::ledger;
use crate::workflow::Workflow as _;
use chrono::Datelike as _;
use std::collections::HashMap;

/// The category of a row that is coarsened.
const COARSE_CATEGORY: &str = "other";

/// The rows of the public register; `coarse` when a filter would single one out.
pub fn for_everybody(
    reader: &mut Reader<'_>,
    rows: Vec<ComplaintRow>,
    coarse: bool,
) -> Result<Vec<PublicComplaint>, AppError> {
    let subjects: Vec<String> = rows.iter().map(|row| row.subject_ref.clone()).collect();
    let places = ledger::places(reader.conn, &subjects, Complaint::OPENING.leaf)?;
    let clinics: Vec<ClinicId> = rows.iter().filter_map(|row| row.clinic_id.clone()).collect();
    let found = directory::clinics(reader.conn, &clinics)?;
    let countries: HashMap<ClinicId, String> = found.into_iter().map(|clinic| (clinic.id, clinic.country)).collect();
    let loaded = load::all(reader.conn, reader.site, rows)?;
    let country = |row: &ComplaintRow| row.clinic_id.as_ref().and_then(|id| countries.get(id)).cloned();
    let public = loaded.iter().map(|loaded| {
        let row = &loaded.facts.row;
        let place = places.iter().find(|(subject, _)| *subject == row.subject_ref).and_then(|(_, index)| *index);
        PublicComplaint { country: country(row), ledger_index: place, ..public(loaded, coarse) }
    });
    Ok(public.collect())
}

/// Whether the row may be shown to everybody: proof level 1, and answered, decided, or its time is over.
pub fn is_public(row: &ComplaintRow, marks: &MarksRow) -> bool {
    is_proved(row) && marks.published_at.is_some()
}

/// Whether an officer has found proof enough for the case to count in public.
pub fn is_proved(row: &ComplaintRow) -> bool {
    row.proof_level >= 1
}

/// The public row, but for what is looked up elsewhere. `coarse` hides what would single it out: month and category.
pub fn public(loaded: &Loaded, coarse: bool) -> PublicComplaint {
    let (facts, row) = (&loaded.facts, &loaded.facts.row);
    let consent = row.publish_narrative;
    let is_decided = row.outcome.is_some_and(|outcome| DECISIONS.contains(&outcome));
    let received = facts.calendar.local_day(row.created_at);
    let day_zero = row.clinic_since.map(|since| facts.calendar.local_day(since));
    let (open, done) = recommendations(loaded);
    PublicComplaint {
        id: row.id.clone(),
        version: row.version,
        label: if is_decided { "decided by a panel" } else { "allegation, not finding" }.to_owned(),
        received: if coarse { received.year().to_string() } else { received.format("%Y-%m").to_string() },
        procedure: (consent && !coarse).then(|| row.procedure.clone()),
        category: if coarse { COARSE_CATEGORY.to_owned() } else { row.category.clone() },
        severity: row.severity.filter(|_| is_decided),
        physician_id: row.physician_id.clone(),
        clinic_id: row.clinic_id.clone(),
        country: None,
        proof_level: row.proof_level,
        sent: day_zero.filter(|_| !coarse).map(|day| day.format("%Y-%m").to_string()),
        response_code: row.response_code.clone().filter(|_| consent),
        acknowledged_on_time: acknowledged_on_time(facts),
        responded_on_time: responded_on_time(row),
        days_to_response: days_to_response(facts),
        escalated: row.escalated_at.is_some(),
        outcome: row.outcome,
        relief_type: row.response_code.clone().filter(|code| consent && RELIEF.contains(&code.as_str())),
        public_narrative: row.public_narrative.clone().filter(|_| consent),
        open_recommendations: open,
        closed_recommendations: done,
        paused_until: row.paused_until,
        pause_order: facts.marks.pause_order.clone(),
        ledger_index: None,
        changed_at: facts.marks.changed_at,
    }
}

/// Answers that give something back.
const RELIEF: &[&str] = &[
    "corrected_free",
    "refund_full",
    "refund_partial",
    "revision_offered",
    "revision_done",
    "records_given",
    "apology",
];

/// How many recommendations are open, and how many are done.
pub fn recommendations(loaded: &Loaded) -> (i64, i64) {
    let of = |wanted: &dyn Fn(&super::model::RecommendationRow) -> bool| {
        i64::try_from(loaded.recommendations.iter().filter(|one| wanted(one)).count()).unwrap_or(i64::MAX)
    };
    (of(&|one| one.is_open()), of(&|one| one.completed_at.is_some()))
}

/// Whole local days from the clinic's letter to its answer.
pub fn days_to_response(facts: &ComplaintFacts) -> Option<i64> {
    let day = |at| facts.calendar.local_day(at);
    facts.row.clinic_since.zip(facts.row.responded_at).map(|(from, to)| (day(to) - day(from)).num_days())
}

/// Nothing while the clinic still has time, or was never reached.
pub fn responded_on_time(row: &ComplaintRow) -> Option<bool> {
    let has_answered = row.responded_at.is_some() && row.clinic_since.is_some();
    let still_has_time = row.state == State::WithClinic && !row.untimely;
    (row.untimely || has_answered || (row.clinic_since.is_some() && !still_has_time)).then_some(!row.untimely)
}

fn acknowledged_on_time(facts: &ComplaintFacts) -> Option<bool> {
    let since = facts.row.clinic_since?;
    let late = facts.calendar.missed_from(since, facts.clocks.acknowledge.due);
    facts.row.acknowledged_at.map(|at| at < late).or(Some(false))
}
