//! Which days may be called today: whoever says a day does not say by whose clock.

use super::Calendar;
use crate::clock::Timestamp;
use chrono::{Duration, NaiveDate};

/// How far a time zone in use is ahead of UTC at most: Kiribati's.
const FURTHEST_AHEAD_HOURS: i64 = 14;

/// The latest day that it is at `now` anywhere: only what comes after it lies ahead for everybody.
pub fn latest_today(now: Timestamp) -> NaiveDate {
    now.plus(Duration::hours(FURTHEST_AHEAD_HOURS)).date()
}

impl Calendar {
    /// The earlier of the day that it is here at `now` and that of the site, which counts in UTC: only what comes
    /// before it is over for both.
    pub fn earliest_today(&self, now: Timestamp) -> NaiveDate {
        self.local_day(now).min(now.date())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::Tz;
    use std::collections::BTreeSet;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn nothing_that_is_today_somewhere_lies_ahead_or_is_over() {
        for (at, zone, earliest, latest) in [
            ("2026-03-31T09:59:59Z", Tz::UTC, "2026-03-31", "2026-03-31"),
            ("2026-03-31T10:00:00Z", Tz::UTC, "2026-03-31", "2026-04-01"),
            ("2026-03-31T22:00:00Z", Tz::Europe__Istanbul, "2026-03-31", "2026-04-01"),
            ("2026-04-01T02:00:00Z", Tz::America__New_York, "2026-03-31", "2026-04-01"),
            ("2026-03-31T23:00:00Z", Tz::Pacific__Auckland, "2026-03-31", "2026-04-01"),
        ] {
            let now = Timestamp::parse(at).unwrap();
            let calendar = Calendar::new(zone, BTreeSet::new());
            assert_eq!((calendar.earliest_today(now), latest_today(now)), (day(earliest), day(latest)), "{at} {zone}");
        }
    }
}
