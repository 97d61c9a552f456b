//! What the table's conditions look at, and when each timer falls due.

use super::model::{ReviewRow, ReviewState, Timer};
use crate::cases::CaseFacts;
use crate::clock::Timestamp;
use crate::workdays::{Calendar, Span};
use crate::workflow::Due;
use chrono::Months;

/// The lengths of the pack that reviews go by.
#[derive(Debug, Clone, Copy)]
pub struct Clocks {
    pub queue: Span,
    pub hold: Span,
    pub hidden: Span,
    pub proof: Span,
    /// In calendar months.
    pub proof_kept_months: u32,
}

/// A review with everything its rules may ask.
#[derive(Debug, Clone)]
pub struct ReviewFacts {
    pub row: ReviewRow,
    pub clocks: Clocks,
    /// Days are counted where the clinic is.
    pub calendar: Calendar,
    /// Another review of the author was public before.
    pub author_is_known: bool,
    /// The physician or the clinic is only proposed, and the review waits with them.
    pub waits: bool,
    /// The physician's public reference in leaves.
    pub physician_ref: Option<String>,
    pub clinic_ref: Option<String>,
    /// The stars of the version before, while a new one is being written down.
    pub former_star: Option<i64>,
}

impl CaseFacts<ReviewState> for ReviewFacts {
    fn id(&self) -> &str {
        &self.row.id
    }

    fn state(&self) -> ReviewState {
        self.row.state
    }

    fn subject_ref(&self) -> &str {
        &self.row.subject_ref
    }
}

/// When `timer`, started at `start`, fires.
pub fn due(timer: Timer, start: Timestamp, facts: &ReviewFacts) -> Vec<Due> {
    let at = match timer {
        Timer::QueueDue => Some(facts.calendar.missed_from(start, facts.clocks.queue)),
        Timer::HoldDue => facts.row.hold_until,
        Timer::DecisionDue => Some(facts.calendar.missed_from(start, facts.clocks.hidden)),
        Timer::ProofDue => facts.row.proof_due,
        Timer::ProofErasure => Some(months_after(start, facts.clocks.proof_kept_months)),
    };
    at.map(Due::deadline).into_iter().collect()
}

/// The same day and hour so many calendar months later, or the last day of a shorter month.
fn months_after(start: Timestamp, months: u32) -> Timestamp {
    start.as_naive().checked_add_months(Months::new(months)).map_or(start, Timestamp::from_naive)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_years_are_calendar_years() {
        let after = |text: &str, months| months_after(Timestamp::parse(text).unwrap(), months).to_string();
        for (from, months, expected) in [
            ("2026-03-02T10:00:00Z", 24, "2028-03-02T10:00:00Z"),
            ("2026-08-31T10:00:00Z", 6, "2027-02-28T10:00:00Z"),
            ("2026-02-28T10:00:00Z", 24, "2028-02-28T10:00:00Z"),
        ] {
            assert_eq!(after(from, months), expected, "{from}");
        }
    }
}
