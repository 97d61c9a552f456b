//! The figures on profiles: rating block, counts and ledger equation, written in the transaction of each change.

use super::RatingChanged;
use super::model::{ReviewRow, ReviewState, Stage};
use super::rules::rating::{self, Outcome, Rated, Uncounted, published};
use super::store;
use crate::accounts::AccountId;
use crate::app::Tx;
use crate::clock::Timestamp;
use crate::directory::figures::{self, Equation, EquationLine, Histogram, NewestReview, Rating, ReviewCounts, names};
use crate::directory::{self, ClinicId, PhysicianId, Subject};
use crate::error::AppError;
use crate::jobs::Left;
use crate::specialty::Pack;
use chrono::{NaiveDate, NaiveTime};
use std::collections::{HashMap, HashSet};

/// Profiles whose figures one transaction writes, when all of them are old.
const BATCH: i64 = 100;
/// How many reviews a profile lists.
const NEWEST: usize = 3;
/// Milliseconds of a day.
const DAY_MILLIS: f64 = 86_400_000.0;

/// Writes the figures of everybody a review is about, and of the clinics as which theirs goes on.
pub fn write_all(tx: &mut Tx<'_>, row: &ReviewRow) -> Result<(), AppError> {
    if let Some(physician) = &row.physician_id {
        write(tx, &Subject::Physician(physician.clone()))?;
    }
    row.clinic_id.as_ref().map_or(Ok(()), |clinic| write_heirs(tx, clinic))
}

/// Writes the figures of a clinic and of those as which it goes on.
pub fn write_heirs(tx: &mut Tx<'_>, clinic: &ClinicId) -> Result<(), AppError> {
    for heir in directory::heirs(tx.conn, clinic)? {
        write(tx, &Subject::Clinic(heir))?;
    }
    Ok(())
}

/// Writes the figures of one physician or clinic, and tells of a physician's rating.
pub fn write(tx: &mut Tx<'_>, subject: &Subject) -> Result<(), AppError> {
    let rows = store::about(tx.conn, subject)?;
    let day = today(tx);
    let again = said_again(&rows);
    let outcome = outcome(&rows, &again, (&tx.site.pack, day));
    figures::set(tx, subject, names::RATING, &block(&outcome, &tx.site.pack, day))?;
    figures::set(tx, subject, names::COUNTS, &counts(&rows, &again, (&tx.site.pack, day)))?;
    figures::set(tx, subject, names::LEDGER_EQUATION, &equation(&rows))?;
    figures::set(tx, subject, names::NEWEST_REVIEWS, &newest(&rows, &again))?;
    if let Subject::Physician(physician) = subject {
        let (score, counted) = (published(outcome.score), outcome.counted);
        tx.announce(&RatingChanged { physician: physician.clone(), score, counted })?;
    }
    Ok(())
}

/// Weights age, so each new day has new numbers: writes those that were last written on an earlier day, so many at once
/// as a transaction may hold up others for. Whoever was written is not stale any more, so a run goes on where another
/// one ended or broke off, and one too many finds nothing.
pub fn write_stale(tx: &mut Tx<'_>) -> Result<Left, AppError> {
    let midnight = midnight_of(today(tx));
    let stale = figures::older_than(tx.conn, names::RATING, midnight, BATCH)?;
    let mut subjects = store::subjects_among(tx.conn, &stale)?;
    // Who goes on as another may have no review of its own.
    for heir in directory::heirs_among(tx.conn, &stale)?.into_iter().map(Subject::Clinic) {
        if !subjects.contains(&heir) {
            subjects.push(heir);
        }
    }
    // Whom nobody has reviewed any more has no new numbers, and must not come first for ever.
    let unchanged = |id: &&String| !subjects.iter().any(|subject| subject.id() == id.as_str());
    let unchanged: Vec<String> = stale.iter().filter(unchanged).cloned().collect();
    figures::keep(tx, names::RATING, &unchanged)?;
    for subject in subjects {
        write(tx, &subject)?;
    }
    let is_full = i64::try_from(stale.len()).is_ok_and(|count| count >= BATCH);
    Ok(if is_full { Left::More } else { Left::Nothing })
}

/// The site's day: a deadline carried out late changes today's numbers, not those of its own day.
fn today(tx: &Tx<'_>) -> NaiveDate {
    tx.now.max(tx.site.clock.now()).date()
}

fn midnight_of(day: NaiveDate) -> Timestamp {
    Timestamp::from_naive(day.and_time(NaiveTime::MIN))
}

/// Whether a review goes into the formula and the export.
pub fn is_rated(row: &ReviewRow) -> bool {
    row.state.is_public() && row.stage != Stage::ConsultOnly && row.superseded_by.is_none()
}

/// The ids of those, of the reviews of one subject from the oldest on, whose surgery has a newer one that counts in
/// their place: a clinic and its predecessor may have one each.
pub fn said_again(rows: &[ReviewRow]) -> HashSet<&str> {
    let mut kept: HashMap<(&AccountId, &str, &str), Vec<Option<&PhysicianId>>> = HashMap::new();
    let mut again = HashSet::new();
    for row in rows.iter().rev().filter(|row| is_rated(row)) {
        let newer = kept.entry((&row.author_id, &row.procedure, &row.procedure_month)).or_default();
        let physician = row.physician_id.as_ref();
        // Two physicians are two surgeries.
        if newer.iter().any(|known| known.is_none() || physician.is_none() || *known == physician) {
            again.insert(row.id.as_str());
        } else {
            newer.push(physician);
        }
    }
    again
}

/// The weight of a public review as of the beginning of `day`, or why it counts in no number.
///
/// # Errors
/// The first reason that holds.
pub fn weighed(row: &ReviewRow, day: NaiveDate, pack: &Pack) -> Result<f64, Uncounted> {
    match rating::weighed(&rated(row, day), &pack.rating, &pack.reviews.proof_levels) {
        Err(Uncounted::Unproved) => Err(Uncounted::Unproved),
        _ if row.stage == Stage::ConsultOnly => Err(Uncounted::ConsultOnly),
        _ if row.superseded_by.is_some() => Err(Uncounted::Superseded),
        other => other,
    }
}

/// What the formula looks at in a review, as of the beginning of `day`.
pub fn rated(row: &ReviewRow, day: NaiveDate) -> Rated {
    Rated {
        score: small(row.overall),
        proof_level: row.proof_level,
        age_months: age_months(row.spoken_at, day),
        months_post_op: row.months,
        choose_again: row.choose_again,
        in_held_surge: row.in_held_surge,
    }
}

/// Days from `at` to the beginning of `day`, in months; never negative.
pub fn age_months(at: Timestamp, day: NaiveDate) -> f64 {
    let millis = midnight_of(day).since(at).num_milliseconds().max(0);
    wide(millis) / DAY_MILLIS / rating::DAYS_OF_A_MONTH
}

fn outcome(rows: &[ReviewRow], again: &HashSet<&str>, (pack, day): (&Pack, NaiveDate)) -> Outcome {
    let once = rows.iter().filter(|row| is_rated(row) && !again.contains(row.id.as_str()));
    rating::rate(&once.map(|row| rated(row, day)).collect::<Vec<_>>(), pack)
}

/// The block as it is published; below the threshold the numbers are null.
pub fn block(outcome: &Outcome, pack: &Pack, day: NaiveDate) -> Rating {
    let shown = |value: f64| outcome.shown.then(|| published(value));
    Rating {
        shown: outcome.shown,
        score: shown(outcome.score),
        lower_bound: shown(outcome.lower_bound),
        choose_again: shown(outcome.choose_again),
        choose_again_lower: outcome.choose_again_lower.and_then(shown),
        counted: outcome.counted,
        sum_w: shown(outcome.sum_w),
        n_eff: shown(outcome.n_eff),
        histogram: Histogram((1..=5_u8).map(|star| star.to_string()).zip(outcome.histogram).collect()),
        formula: Some(pack.rating.formula.clone()),
        as_of: Some(day.to_string()),
    }
}

fn counts(rows: &[ReviewRow], again: &HashSet<&str>, (pack, day): (&Pack, NaiveDate)) -> ReviewCounts {
    let uncounted = |row: &ReviewRow| {
        let is_again = again.contains(row.id.as_str());
        weighed(row, day, pack).err().or_else(|| is_again.then_some(Uncounted::Superseded))
    };
    let mut counts = ReviewCounts::default();
    for row in rows {
        match row.state {
            ReviewState::Submitted | ReviewState::Queued => counts.queued += 1,
            ReviewState::Held => counts.held += 1,
            ReviewState::Hidden => counts.hidden += 1,
            ReviewState::Published | ReviewState::Masked | ReviewState::Restored => counts.public += 1,
            ReviewState::Removed => {
                counts.removed += 1;
                *counts.removed_by_ground.entry(row.ground.clone().unwrap_or_default()).or_insert(0) += 1;
            }
            ReviewState::Withdrawn => counts.withdrawn += 1,
        }
        counts.unverified += i64::from(row.state.is_public() && row.proof_level == 0);
        if let Some(reason) = uncounted(row).filter(|_| row.state.is_public()) {
            *counts.uncounted.entry(reason.as_str().to_owned()).or_insert(0) += 1;
        }
    }
    counts
}

/// The newest public reviews, as a profile lists them.
fn newest(rows: &[ReviewRow], again: &HashSet<&str>) -> Vec<NewestReview> {
    let shows = |row: &&ReviewRow| row.superseded_by.is_none() && !again.contains(row.id.as_str());
    let mut public: Vec<&ReviewRow> = rows.iter().filter(|row| row.state.is_public()).filter(shows).collect();
    public.sort_by(|one, other| (other.spoken_at, &other.id).cmp(&(one.spoken_at, &one.id)));
    let line = |row: &ReviewRow| NewestReview {
        id: row.id.clone(),
        overall: row.overall,
        procedure: row.procedure.clone(),
        months: row.months,
        proof_level: row.proof_level,
        at: row.spoken_at,
    };
    public.into_iter().take(NEWEST).map(line).collect()
}

fn equation(rows: &[ReviewRow]) -> Equation {
    let mut equation = Equation::default();
    for row in rows {
        let line: &mut EquationLine = equation.0.entry(row.overall.to_string()).or_default();
        line.submitted += 1;
        match row.state {
            ReviewState::Submitted | ReviewState::Queued => line.queued += 1,
            ReviewState::Held => line.held += 1,
            ReviewState::Hidden => line.hidden += 1,
            ReviewState::Published | ReviewState::Masked | ReviewState::Restored => line.public += 1,
            ReviewState::Removed => line.removed += 1,
            ReviewState::Withdrawn => line.withdrawn += 1,
        }
    }
    equation
}

/// Stars are 1–5.
fn small(number: i64) -> f64 {
    i32::try_from(number).map_or(0.0, f64::from)
}

/// Milliseconds of any age that people live fit an `f64` without loss.
#[expect(clippy::as_conversions, clippy::cast_precision_loss, reason = "below 2^53 for 285,000 years")]
fn wide(millis: i64) -> f64 {
    millis as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_are_days_at_midnight_in_months() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
        let at = |text| Timestamp::parse(text).unwrap();
        assert!((age_months(at("2026-11-20T12:00:00Z"), day) - 0.5 / 30.4375).abs() < 1e-12);
        assert!(age_months(at("2026-11-21T09:00:00Z"), day).abs() < 1e-12, "written today is new");
        assert!((age_months(at("2025-11-21T00:00:00Z"), day) - 365.0 / 30.4375).abs() < 1e-12);
    }
}
