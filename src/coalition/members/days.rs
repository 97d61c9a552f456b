//! Between which days the last day of a measure may lie, for whoever proposes one.

use super::case;
use super::measures::longest;
use super::model::Measure;
use super::store;
use crate::app::Reader;
use crate::directory::PhysicianId;
use crate::error::AppError;
use chrono::NaiveDate;

/// The days that a measure which ends on a day may end on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    pub measure: Measure,
    /// Where it holds at once.
    pub today: NaiveDate,
    /// Where it is put to the vote: it outlasts the hours to vote.
    pub voted: NaiveDate,
    pub last: NaiveDate,
}

/// Of each measure that ends on a day, by the clocks of the member's clinic.
///
/// # Errors
/// `not_found` where the register has no entry.
pub fn days(reader: &mut Reader<'_>, physician: &PhysicianId) -> Result<Vec<Days>, AppError> {
    let row = store::current(reader.conn, physician)?.ok_or_else(AppError::not_found)?;
    let facts = case::facts_with(reader.conn, reader.site, row, None)?;
    let now = reader.now;
    let (calendar, hours) = (&facts.calendar, facts.rules.clocks.interim_vote);
    let of = |measure: &Measure| {
        Some(Days {
            measure: *measure,
            today: calendar.local_day(now),
            voted: calendar.local_day(calendar.missed_from(now, hours)),
            last: calendar.local_day(longest(&facts, *measure, now)?),
        })
    };
    Ok(Measure::ALL.iter().filter_map(of).collect())
}
