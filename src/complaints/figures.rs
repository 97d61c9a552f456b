//! What complaints say on a profile: written in the transaction of the step that changes it.

use super::facts::ComplaintFacts;
use super::load::{self, Loaded};
use super::model::{Outcome, State};
use super::public::{self, days_to_response, responded_on_time};
use super::store::{self, Filter};
use crate::app::Tx;
use crate::directory::Subject;
use crate::directory::figures::{self, ComplaintFigures, names};
use crate::error::AppError;
use crate::stats;

/// Complaints that one profile's figures are made of, at most.
const OF_A_PROFILE: i64 = 10_000;

/// Writes the figures of whomever this complaint is about, once it is public.
pub fn write(tx: &mut Tx<'_>, facts: &ComplaintFacts) -> Result<(), AppError> {
    let row = &facts.row;
    if facts.marks.published_at.is_none() {
        return Ok(());
    }
    if let Some(id) = &row.physician_id {
        let filter = Filter { physician: Some(id.to_string()), ..Filter::default() };
        write_one(tx, &Subject::Physician(id.clone()), &filter)?;
    }
    if let Some(id) = &row.clinic_id {
        let filter = Filter { clinic: Some(id.to_string()), ..Filter::default() };
        write_one(tx, &Subject::Clinic(id.clone()), &filter)?;
    }
    Ok(())
}

fn write_one(tx: &mut Tx<'_>, subject: &Subject, filter: &Filter) -> Result<(), AppError> {
    let rows = store::all_public(tx.conn, filter, OF_A_PROFILE)?;
    let loaded = load::all(tx.conn, tx.site, rows)?;
    figures::set(tx, subject, names::COMPLAINTS, &of(&loaded))
}

fn of(all: &[Loaded]) -> ComplaintFigures {
    let count = |wanted: &dyn Fn(&Loaded) -> bool| all.iter().filter(|one| wanted(one)).count();
    let closed = count(&|one| one.facts.row.state == State::Closed);
    let private = count(&|one| one.facts.row.outcome == Some(Outcome::ResolvedPrivate));
    let timed = count(&|one| responded_on_time(&one.facts.row).is_some());
    let timely = count(&|one| responded_on_time(&one.facts.row) == Some(true));
    let days: Vec<f64> = all.iter().filter_map(|one| number(days_to_response(&one.facts)?)).collect();
    ComplaintFigures {
        total: whole(all.len()),
        open: whole(all.len() - closed),
        per_100_verified_reviews: None,
        on_time_percent: percent(timely, timed),
        median_days_to_respond: stats::median(&days),
        resolved_privately_percent: percent(private, closed),
        open_recommendations: all.iter().map(|one| public::recommendations(one).0).sum(),
    }
}

fn whole(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn number(days: i64) -> Option<f64> {
    i32::try_from(days).ok().map(f64::from)
}

fn percent(part: usize, all: usize) -> Option<f64> {
    let (part, all) = (u32::try_from(part).ok()?, u32::try_from(all).ok()?);
    (all > 0).then(|| 100.0 * f64::from(part) / f64::from(all))
}
