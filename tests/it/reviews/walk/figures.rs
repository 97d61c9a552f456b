//! What the figures of a profile must be, counted from the rows.

use candor::app::App;
use candor::clock::Timestamp;
use candor::db::schema::reviews as table;
use candor::directory::Subject;
use candor::directory::figures::{self, Equation, EquationLine, Histogram, Rating, ReviewCounts, names};
use candor::reviews::rating::{DAYS_OF_A_MONTH, Rated, rate};
use candor::reviews::{ReviewRow, ReviewState as State, Stage};
use candor::specialty::Pack;
use chrono::{NaiveDate, NaiveTime};
use diesel::prelude::*;
use std::collections::BTreeMap;

/// Compares the figures of these with their rows.
pub async fn check(app: &App, subjects: Vec<Subject>, at: &str) {
    for subject in subjects {
        let about = subject.clone();
        let read = app.read(move |reader| {
            let rows = table::table.order((table::spoken_at.asc(), table::id.asc()));
            let rows: Vec<ReviewRow> = match &about {
                Subject::Physician(id) => rows.filter(table::physician_id.eq(id)).load(reader.conn)?,
                Subject::Clinic(id) => rows.filter(table::clinic_id.eq(id)).load(reader.conn)?,
            };
            let rating: Rating = figures::one(reader.conn, &about, names::RATING)?;
            let counts: ReviewCounts = figures::one(reader.conn, &about, names::COUNTS)?;
            let equation: Equation = figures::one(reader.conn, &about, names::LEDGER_EQUATION)?;
            Ok((rows, rating, counts, equation))
        });
        let (rows, rating, counts, equation) = read.await.unwrap();
        if rows.is_empty() && rating.as_of.is_none() {
            continue;
        }
        let day: NaiveDate = rating.as_of.as_ref().expect("a day").parse().unwrap();
        assert_eq!(rating, block(&rows, &app.site().pack, day), "{at}: {subject:?}");
        assert_eq!((&counts, &equation), (&counted(&rows), &balanced(&rows)), "{at}: {subject:?}");
        for (star, line) in &equation.0 {
            let parts = line.queued + line.held + line.hidden + line.public + line.removed + line.withdrawn;
            assert_eq!(line.submitted, parts, "{at}: {star} stars of {subject:?}");
        }
    }
}

/// The block of the reviews that everybody may read, of a surgery, once for each surgery.
fn block(rows: &[ReviewRow], pack: &Pack, day: NaiveDate) -> Rating {
    let speaks = |row: &&ReviewRow| {
        let is_public = [State::Published, State::Masked, State::Restored].contains(&row.state);
        is_public && row.stage != Stage::ConsultOnly && row.superseded_by.is_none()
    };
    let midnight = Timestamp::from_naive(day.and_time(NaiveTime::MIN));
    let rated = |row: &ReviewRow| Rated {
        score: f64::from(i32::try_from(row.overall).unwrap()),
        proof_level: row.proof_level,
        age_months: midnight.since(row.spoken_at).num_milliseconds().max(0) as f64 / 86_400_000.0 / DAYS_OF_A_MONTH,
        months_post_op: row.months,
        choose_again: row.choose_again,
        in_held_surge: row.in_held_surge,
    };
    let rated: Vec<Rated> = rows.iter().filter(speaks).map(rated).collect();
    let outcome = rate(&rated, pack);
    let shown = |value: f64| outcome.shown.then_some((value * 10_000.0).round() / 10_000.0);
    let star = |star: usize| (star.to_string(), outcome.histogram[star - 1]);
    Rating {
        shown: outcome.shown,
        score: shown(outcome.score),
        lower_bound: shown(outcome.lower_bound),
        choose_again: shown(outcome.choose_again),
        choose_again_lower: outcome.choose_again_lower.and_then(shown),
        counted: outcome.counted,
        sum_w: shown(outcome.sum_w),
        n_eff: shown(outcome.n_eff),
        histogram: Histogram((1..=5).map(star).collect()),
        formula: Some("rating-v1".to_owned()),
        as_of: Some(day.to_string()),
    }
}

fn counted(rows: &[ReviewRow]) -> ReviewCounts {
    let all = line(rows);
    let mut grounds = BTreeMap::new();
    for row in rows.iter().filter(|row| row.state == State::Removed) {
        *grounds.entry(row.ground.clone().unwrap_or_default()).or_insert(0) += 1;
    }
    let unproved = |row: &&ReviewRow| row.state.is_public() && row.proof_level == 0;
    ReviewCounts {
        queued: all.queued,
        held: all.held,
        hidden: all.hidden,
        public: all.public,
        removed: all.removed,
        withdrawn: all.withdrawn,
        unverified: i64::try_from(rows.iter().filter(unproved).count()).unwrap(),
        removed_by_ground: grounds,
        uncounted: uncounted(rows),
    }
}

/// Why public reviews do not count, one reason each.
fn uncounted(rows: &[ReviewRow]) -> BTreeMap<String, i64> {
    let mut reasons = BTreeMap::new();
    for row in rows.iter().filter(|row| row.state.is_public()) {
        let why = match row {
            row if row.proof_level == 0 => "unproved",
            row if row.stage == Stage::ConsultOnly => "consult_only",
            row if row.superseded_by.is_some() => "superseded",
            row if row.months < 6 => "early",
            row if row.in_held_surge => "surge",
            _ => continue,
        };
        *reasons.entry(why.to_owned()).or_insert(0) += 1;
    }
    reasons
}

fn balanced(rows: &[ReviewRow]) -> Equation {
    let mut equation = Equation::default();
    for star in 1..=5_i64 {
        let of_star: Vec<ReviewRow> = rows.iter().filter(|row| row.overall == star).cloned().collect();
        equation.0.insert(star.to_string(), line(&of_star));
    }
    equation
}

fn line(rows: &[ReviewRow]) -> EquationLine {
    let count =
        |states: &[State]| i64::try_from(rows.iter().filter(|row| states.contains(&row.state)).count()).unwrap();
    EquationLine {
        submitted: i64::try_from(rows.len()).unwrap(),
        queued: count(&[State::Submitted, State::Queued]),
        held: count(&[State::Held]),
        hidden: count(&[State::Hidden]),
        public: count(&[State::Published, State::Masked, State::Restored]),
        removed: count(&[State::Removed]),
        withdrawn: count(&[State::Withdrawn]),
    }
}
