//! What the site itself knows of an applicant that bears on the criteria, told only as far as their anchors ask, so that
//! it fits many and tells nobody's name to those who score blind.

use super::super::facts::ApplicationFacts;
use crate::app::Reader;
use crate::directory::figures::{self, ComplaintFigures, LastInspection, ReviewCounts, names};
use crate::directory::{self, Subject};
use crate::error::AppError;
use chrono::Datelike as _;

/// Reviews with a proof that the anchors of K6 ask for.
const REVIEWS: &[i64] = &[10, 25, 50];
/// Lower bounds of the rating that they ask for.
const BOUNDS: &[f64] = &[3.3, 3.8, 4.2];
/// The share of complaints answered on time that they ask for, per cent.
const ON_TIME_PERCENT: f64 = 90.0;
/// The years that the anchors of K7 ask for.
const YEARS: &[i64] = &[1, 3, 5, 8, 12];
/// The ratings of an inspection that speak for a clinic.
const GOOD: &[&str] = &["good", "outstanding"];

/// How far a figure comes among those that the anchors name.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Reached<T> {
    /// Not even to the first.
    Below(T),
    AtLeast(T),
}

/// Reviews, complaints, inspections and years.
#[derive(Debug, Clone, PartialEq)]
pub struct Known {
    /// Public reviews with a proof.
    pub reviews: Option<Reached<i64>>,
    /// The lower bound of the rating, 1–5.
    pub lower_bound: Option<Reached<f64>>,
    /// Whether enough complaints were answered on time.
    pub is_on_time: Option<bool>,
    pub has_open_recommendations: bool,
    /// Whether the last published inspection came to good, or better.
    pub is_good: Option<bool>,
    /// Whole years since the practice began.
    pub years: Option<Reached<i64>>,
}

/// What is known of the applicant at present.
///
/// # Errors
/// Those of the database.
pub fn known(reader: &mut Reader<'_>, facts: &ApplicationFacts) -> Result<Known, AppError> {
    let id = &facts.row.physician_id;
    let subject = Subject::Physician(id.clone());
    let rating = figures::rating_of(reader, &subject)?;
    let counts: ReviewCounts = figures::one(reader.conn, &subject, names::COUNTS)?;
    let complaints: ComplaintFigures = figures::one(reader.conn, &subject, names::COMPLAINTS)?;
    let inspection: Option<LastInspection> = figures::one(reader.conn, &subject, names::LAST_INSPECTION)?;
    let since = directory::physician(reader.conn, id)?.practice_since;
    Ok(Known {
        reviews: reached(counts.public.saturating_sub(counts.unverified), REVIEWS),
        lower_bound: rating.lower_bound.and_then(|bound| reached(bound + HAIR, BOUNDS)),
        is_on_time: complaints.on_time_percent.map(|share| share + HAIR >= ON_TIME_PERCENT),
        has_open_recommendations: complaints.open_recommendations > 0,
        is_good: inspection.map(|last| GOOD.contains(&last.rating.as_str())),
        years: since.and_then(|since| reached(i64::from(reader.now.date().year()) - since, YEARS)),
    })
}

/// What floating point may take from a figure that is reached.
const HAIR: f64 = 1e-9;

/// The last of `steps`, which ascend, that a figure comes to.
fn reached<T: Copy + PartialOrd>(figure: T, steps: &[T]) -> Option<Reached<T>> {
    let last = steps.iter().rfind(|step| figure >= **step).copied();
    last.map(Reached::AtLeast).or_else(|| steps.first().copied().map(Reached::Below))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_told_as_far_as_the_anchors_ask() {
        use Reached::{AtLeast, Below};
        for (reviews, told) in [
            (0, Below(10)),
            (9, Below(10)),
            (10, AtLeast(10)),
            (24, AtLeast(10)),
            (49, AtLeast(25)),
            (700, AtLeast(50)),
        ] {
            assert_eq!(reached(reviews, REVIEWS), Some(told), "{reviews} reviews");
        }
        for (years, told) in [(0, Below(1)), (2, AtLeast(1)), (3, AtLeast(3)), (11, AtLeast(8)), (40, AtLeast(12))] {
            assert_eq!(reached(years, YEARS), Some(told), "{years} years");
        }
        for (bound, told) in [(3.29, Below(3.3)), (3.3, AtLeast(3.3)), (4.19, AtLeast(3.8)), (5.0, AtLeast(4.2))] {
            assert_eq!(reached(bound, BOUNDS), Some(told), "{bound}");
        }
    }
}
