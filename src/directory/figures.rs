//! What other domains say on a profile: each writes its figure here in the transaction that changes it.
//!
//! A profile reads all of its figures in one query; a figure nobody has written yet has the value of a profile
//! about which nothing has happened.

mod stale;
mod standing;

pub use stale::{keep, older_than};
pub use standing::{Then, stand, standings_now};

use super::model::Subject;
use super::store;
use crate::app::{Reader, Tx};
use crate::clock::Timestamp;
use crate::db::schema::profile_figures;
use crate::db::{Connection, JsonText};
use crate::error::AppError;
use chrono::NaiveDate;
use diesel::prelude::*;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use utoipa::ToSchema;

/// The names under which figures are stored.
pub mod names {
    /// [`Rating`](super::Rating).
    pub const RATING: &str = "rating";
    /// [`ReviewCounts`](super::ReviewCounts).
    pub const COUNTS: &str = "counts";
    /// [`ComplaintFigures`](super::ComplaintFigures).
    pub const COMPLAINTS: &str = "complaints";
    /// [`LastInspection`](super::LastInspection).
    pub const LAST_INSPECTION: &str = "last_inspection";
    /// Several [`NewestReview`](super::NewestReview), the newest first.
    pub const NEWEST_REVIEWS: &str = "newest_reviews";
    /// Several [`LastInspection`](super::LastInspection), the newest first: each last one is put in front.
    pub const INSPECTIONS: &str = "inspections";
    /// [`CoalitionStanding`](super::CoalitionStanding).
    pub const STANDING: &str = "standing";
    /// [`Equation`](super::Equation).
    pub const LEDGER_EQUATION: &str = "ledger_equation";
}

/// The rating block; below the threshold `shown` is false and the numbers are null.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct Rating {
    pub shown: bool,
    /// Weighted average, 1–5.
    pub score: Option<f64>,
    /// What we are sure of at least, 1–5.
    pub lower_bound: Option<f64>,
    /// Share, 0–1.
    pub choose_again: Option<f64>,
    pub choose_again_lower: Option<f64>,
    pub counted: i64,
    pub sum_w: Option<f64>,
    pub n_eff: Option<f64>,
    /// Counted reviews by star.
    pub histogram: Histogram,
    pub formula: Option<String>,
    /// The day for which it was computed.
    pub as_of: Option<String>,
}

/// Reviews by star.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(transparent)]
pub struct Histogram(pub BTreeMap<String, i64>);

impl Default for Histogram {
    fn default() -> Self {
        Self(stars().map(|star| (star, 0)).collect())
    }
}

/// Where every submitted review is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct ReviewCounts {
    pub queued: i64,
    pub held: i64,
    pub hidden: i64,
    pub public: i64,
    pub removed: i64,
    pub withdrawn: i64,
    pub unverified: i64,
    /// The removed ones by their ground; absent where nothing is removed.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub removed_by_ground: BTreeMap<String, i64>,
    /// The public ones that count in no number, by reason: `unproved`, `early`, `consult_only`, `surge`,
    /// `superseded`; absent where all of them count.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub uncounted: BTreeMap<String, i64>,
}

impl ReviewCounts {
    /// All the places that a review can be in.
    pub const fn submitted(&self) -> i64 {
        self.public + self.queued + self.held + self.hidden + self.removed + self.withdrawn
    }
}

/// One of the newest public reviews, without its words: those stay where they can be hidden and taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewestReview {
    pub id: String,
    /// Stars, 1–5.
    pub overall: i64,
    pub procedure: String,
    /// Whole calendar months from the procedure to the newest version.
    pub months: i64,
    pub proof_level: i64,
    pub at: Timestamp,
}

/// The public figures of complaints; what cannot be computed yet is null.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct ComplaintFigures {
    pub total: i64,
    pub open: i64,
    /// Complaints for every 100 verified reviews.
    pub per_100_verified_reviews: Option<f64>,
    /// Per cent, 0–100.
    pub on_time_percent: Option<f64>,
    pub median_days_to_respond: Option<f64>,
    /// Per cent, 0–100.
    pub resolved_privately_percent: Option<f64>,
    pub open_recommendations: i64,
}

/// What stands as the rating of an inspection that the clinic refused.
pub const REFUSED: &str = "refused";

/// The newest published inspection.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct LastInspection {
    pub id: String,
    pub clinic_id: String,
    /// The rating; `refused` where the clinic let nobody in.
    pub rating: String,
    /// Per cent, 0–100; null when not rated.
    pub overall_percent: Option<f64>,
    /// The day of the visit; of a refused one the day it was planned for.
    pub visited_on: String,
}

/// Where the physician stands with the coalition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CoalitionStanding {
    /// `none`, or a state of the coalition's register.
    pub state: String,
    /// The day of admission.
    pub since: Option<String>,
    /// The day since which the state holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state_since: Option<String>,
    /// The last day of a restriction or a suspension.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// The last day of the licence, as the coalition knows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence_until: Option<String>,
    /// While the board's conditions hold and the register tells of them: until when it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub conditions_until: Option<Timestamp>,
}

impl Default for CoalitionStanding {
    fn default() -> Self {
        Self {
            state: String::from("none"),
            since: None,
            state_since: None,
            until: None,
            licence_until: None,
            conditions_until: None,
        }
    }
}

/// One line of the ledger equation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct EquationLine {
    pub submitted: i64,
    pub queued: i64,
    pub held: i64,
    pub hidden: i64,
    pub public: i64,
    pub removed: i64,
    pub withdrawn: i64,
}

/// The ledger equation, star by star: submitted = queued + held + hidden + public + removed + withdrawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(transparent)]
pub struct Equation(pub BTreeMap<String, EquationLine>);

impl Default for Equation {
    fn default() -> Self {
        Self(stars().map(|star| (star, EquationLine::default())).collect())
    }
}

fn stars() -> impl Iterator<Item = String> {
    (1..=5).map(|star: u8| star.to_string())
}

/// How many inspections a profile lists.
const INSPECTIONS: usize = 10;

/// Writes a figure; the last one written counts.
///
/// # Errors
/// Those of the database.
pub fn set(tx: &mut Tx<'_>, subject: &Subject, name: &str, value: &impl Serialize) -> Result<(), AppError> {
    let row = FigureRow {
        subject_id: subject.id().to_owned(),
        name: name.to_owned(),
        value: JsonText::of(value)?,
        updated_at: tx.now,
    };
    let known = profile_figures::table.find((&row.subject_id, &row.name));
    if diesel::update(known).set(&row).execute(tx.conn)? == 0 {
        diesel::insert_into(profile_figures::table).values(&row).execute(tx.conn)?;
    }
    match (name, subject) {
        (names::LAST_INSPECTION, _) => list_inspection(tx, subject, &row.value),
        (names::RATING, Subject::Physician(physician)) => {
            let rating: Rating = row.value.read()?;
            store::physicians::rank(tx.conn, physician, (rank_of(rating.lower_bound.unwrap_or(0.0)), rating.counted))
        }
        (names::RATING, Subject::Clinic(clinic)) => {
            let rating: Rating = row.value.read()?;
            store::clinics::rank(tx.conn, clinic, (rank_of(rating.lower_bound.unwrap_or(0.0)), rating.counted))
        }
        (names::STANDING, Subject::Physician(physician)) => standing::choose_by(tx, physician, &row.value),
        _ => Ok(()),
    }
}

/// Puts the last inspection in front of those that the profile lists.
fn list_inspection(tx: &mut Tx<'_>, subject: &Subject, last: &JsonText) -> Result<(), AppError> {
    let Some(last) = last.read::<Option<LastInspection>>()? else { return Ok(()) };
    let mut all: Vec<LastInspection> = one(tx.conn, subject, names::INSPECTIONS)?;
    all.retain(|known| known.id != last.id);
    all.insert(0, last);
    all.truncate(INSPECTIONS);
    set(tx, subject, names::INSPECTIONS, &all)
}

/// A bound in ten-thousandths, which is as exact as it is published; what is between two counts as the upper one.
pub fn rank_of(bound: f64) -> i64 {
    // Four decimals in binary lie a little beside the whole number that they stand for.
    let whole = (bound * 10_000.0 - 0.001).ceil();
    format!("{whole:.0}").parse().unwrap_or(0)
}

/// One figure of one profile, or its value where nothing has happened yet.
///
/// # Errors
/// Those of the database.
pub fn one<T: DeserializeOwned + Default>(conn: &mut Connection, subject: &Subject, name: &str) -> Result<T, AppError> {
    of(conn, &[subject.id()])?.remove(subject.id()).unwrap_or_default().get(name)
}

/// The rating block of one profile.
///
/// # Errors
/// Those of the database.
pub fn rating_of(reader: &mut Reader<'_>, subject: &Subject) -> Result<Rating, AppError> {
    let figures = of(reader.conn, &[subject.id()])?.remove(subject.id()).unwrap_or_default();
    figures.rating(&reader.site.pack.rating.formula, reader.now.date())
}

/// The figures of one profile, by name.
#[derive(Debug, Clone, Default)]
pub(super) struct Figures(HashMap<String, JsonText>);

impl Figures {
    /// A figure, or its value where nothing has happened yet.
    pub fn get<T: DeserializeOwned + Default>(&self, name: &str) -> Result<T, AppError> {
        self.0.get(name).map_or_else(|| Ok(T::default()), JsonText::read)
    }
}

impl Figures {
    /// The rating block; where nobody has reviewed, what the formula makes of nothing on this day.
    pub fn rating(&self, formula: &str, day: NaiveDate) -> Result<Rating, AppError> {
        match self.0.get(names::RATING) {
            Some(stored) => stored.read(),
            None => Ok(Rating { formula: Some(formula.to_owned()), as_of: Some(day.to_string()), ..Rating::default() }),
        }
    }

    /// The complaints, with how many there are for every 100 verified reviews as both stand now.
    pub fn complaints(&self) -> Result<ComplaintFigures, AppError> {
        let mut complaints: ComplaintFigures = self.get(names::COMPLAINTS)?;
        let counts: ReviewCounts = self.get(names::COUNTS)?;
        let verified = u32::try_from(counts.public - counts.unverified).ok().filter(|count| *count > 0);
        let total = u32::try_from(complaints.total).ok();
        complaints.per_100_verified_reviews =
            total.zip(verified).map(|(total, verified)| f64::from(total) * 100.0 / f64::from(verified));
        Ok(complaints)
    }
}

/// The figures of several profiles in one query.
pub(super) fn of(conn: &mut Connection, subjects: &[&str]) -> Result<HashMap<String, Figures>, AppError> {
    Ok(by_subject(profile_figures::table.filter(profile_figures::subject_id.eq_any(subjects)).load(conn)?))
}

/// The figures of these names of many profiles in one query.
pub(super) fn some(
    conn: &mut Connection,
    subjects: &[&str],
    names: &[&str],
) -> Result<HashMap<String, Figures>, AppError> {
    let of_these = profile_figures::subject_id.eq_any(subjects).and(profile_figures::name.eq_any(names));
    Ok(by_subject(profile_figures::table.filter(of_these).load(conn)?))
}

fn by_subject(rows: Vec<FigureRow>) -> HashMap<String, Figures> {
    let mut found: HashMap<String, Figures> = HashMap::new();
    for row in rows {
        found.entry(row.subject_id).or_default().0.insert(row.name, row.value);
    }
    found
}

/// What complaints and the last inspection say on the profiles of physicians, by id.
///
/// # Errors
/// Those of the database.
pub fn public_of(
    conn: &mut Connection,
    physicians: &[super::model::PhysicianId],
) -> Result<HashMap<String, (ComplaintFigures, Option<LastInspection>)>, AppError> {
    let ids: Vec<&str> = physicians.iter().map(super::model::PhysicianId::as_str).collect();
    let known = of(conn, &ids)?;
    known
        .into_iter()
        .map(|(id, figures)| Ok((id, (figures.complaints()?, figures.get(names::LAST_INSPECTION)?))))
        .collect()
}

#[derive(Queryable, Insertable, AsChangeset)]
#[diesel(table_name = profile_figures)]
struct FigureRow {
    subject_id: String,
    name: String,
    value: JsonText,
    updated_at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_ranked_as_they_are_published() {
        for (bound, rank) in
            [(0.0, 0), (3.8123, 38_123), (3.8, 38_000), (3.812_31, 38_124), (1.0, 10_000), (4.999_9, 49_999)]
        {
            assert_eq!(rank_of(bound), rank, "{bound}");
        }
    }

    #[test]
    fn a_profile_that_nobody_reviewed_has_a_block_of_this_day() {
        let day = "2026-03-02".parse().unwrap();
        let block = Figures::default().rating("rating-v1", day).unwrap();
        assert_eq!((block.shown, block.counted, block.score, block.sum_w), (false, 0, None, None));
        assert_eq!((block.formula.as_deref(), block.as_of.as_deref()), (Some("rating-v1"), Some("2026-03-02")));
    }

    #[test]
    fn a_profile_about_which_nothing_happened_has_empty_figures() {
        let none = Figures::default();
        let rating: Rating = none.get(names::RATING).unwrap();
        assert!(!rating.shown && rating.score.is_none());
        assert_eq!(rating.histogram.0.len(), 5);
        let equation: Equation = none.get(names::LEDGER_EQUATION).unwrap();
        assert_eq!(equation.0.get("5"), Some(&EquationLine::default()));
        assert_eq!(none.get::<Option<LastInspection>>(names::LAST_INSPECTION).unwrap(), None);
    }
}
