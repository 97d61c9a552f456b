//! ISO 8601 durations: how far the clock is moved.

use crate::clock::Timestamp;
use chrono::{Duration, Months};
use std::str::FromStr;

/// Longest span, in years: what lies behind it is a slip of the pen.
const LONGEST_YEARS: u32 = 100;
const MONTHS_PER_YEAR: u32 = 12;

/// A span such as `P1Y2M10DT2H30M`: months by the calendar, the rest by its length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    months: u32,
    rest: Duration,
}

/// The text is not an ISO 8601 duration, or one beyond a hundred years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a duration like P15D, P1Y2M, P2W or PT36H of at most {LONGEST_YEARS} years")]
pub struct NotASpan;

impl Span {
    /// The instant that lies this span after `start`, in UTC; the last day of a shorter month.
    ///
    /// # Errors
    /// [`NotASpan`] when no calendar goes that far.
    pub fn after(self, start: Timestamp) -> Result<Timestamp, NotASpan> {
        let month = start.as_naive().checked_add_months(Months::new(self.months)).ok_or(NotASpan)?;
        Ok(Timestamp::from_naive(month.checked_add_signed(self.rest).ok_or(NotASpan)?))
    }

    /// Whether nothing would move.
    pub fn is_zero(self) -> bool {
        self.months == 0 && self.rest.is_zero()
    }
}

impl FromStr for Span {
    type Err = NotASpan;

    fn from_str(text: &str) -> Result<Self, NotASpan> {
        let (date, time) = match text.strip_prefix('P').ok_or(NotASpan)?.split_once('T') {
            Some((_, "")) => return Err(NotASpan),
            Some((date, time)) => (date, time),
            None => (text.strip_prefix('P').ok_or(NotASpan)?, ""),
        };
        if date.is_empty() && time.is_empty() {
            return Err(NotASpan);
        }
        let [years, months, weeks, days] = parts(date, ['Y', 'M', 'W', 'D'])?;
        let [hours, minutes, seconds] = parts(time, ['H', 'M', 'S'])?;
        let months = years.checked_mul(MONTHS_PER_YEAR).and_then(|sum| sum.checked_add(months)).ok_or(NotASpan)?;
        let seconds = [(weeks, 604_800), (days, 86_400), (hours, 3_600), (minutes, 60), (seconds, 1)]
            .map(|(count, length)| i64::from(count) * length);
        let rest = Duration::seconds(seconds.iter().sum());
        let is_sane = months <= LONGEST_YEARS * MONTHS_PER_YEAR && rest.num_days() <= i64::from(LONGEST_YEARS) * 366;
        if is_sane { Ok(Self { months, rest }) } else { Err(NotASpan) }
    }
}

/// The number before each letter, zero where there is none; letters in their order, each at most once.
fn parts<const N: usize>(text: &str, letters: [char; N]) -> Result<[u32; N], NotASpan> {
    let mut rest = text;
    let numbers = letters.map(|letter| match rest.split_once(letter) {
        Some((number, after)) => {
            rest = after;
            let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
            if is_number { number.parse::<u32>().map_err(|_| NotASpan) } else { Err(NotASpan) }
        }
        None => Ok(0),
    });
    if !rest.is_empty() {
        return Err(NotASpan);
    }
    let mut found = [0; N];
    for (place, number) in found.iter_mut().zip(numbers) {
        *place = number?;
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(span: &str, start: &str) -> String {
        span.parse::<Span>().unwrap().after(Timestamp::parse(start).unwrap()).unwrap().to_string()
    }

    #[test]
    fn months_go_by_the_calendar_and_the_rest_by_its_length() {
        for (span, wanted) in [
            ("PT0S", "2026-01-31T10:00:00Z"),
            ("P15D", "2026-02-15T10:00:00Z"),
            ("P1M", "2026-02-28T10:00:00Z"),
            ("P1Y2M", "2027-03-31T10:00:00Z"),
            ("P2W", "2026-02-14T10:00:00Z"),
            ("PT36H", "2026-02-01T22:00:00Z"),
            ("P1DT1H1M1S", "2026-02-01T11:01:01Z"),
        ] {
            assert_eq!(after(span, "2026-01-31T10:00:00Z"), wanted, "{span}");
        }
    }

    #[test]
    fn what_is_not_a_duration_is_refused() {
        for text in
            ["", "P", "PT", "P1", "1D", "P-1D", "P1.5D", "P1H", "PT1D", "P1D2Y", "P1D1D", "P1DT", "P999Y", "P1d"]
        {
            assert_eq!(text.parse::<Span>(), Err(NotASpan), "{text}");
        }
        assert!("P0D".parse::<Span>().unwrap().is_zero());
    }
}
