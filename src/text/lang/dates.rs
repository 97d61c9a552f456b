//! Days and moments as a language says them; the words are in `common.ftl`.

use super::Lang;
use crate::clock::Timestamp;
use chrono::{Datelike as _, NaiveDate};
use chrono_tz::Tz;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
/// From here on a date says more than a count of days.
const LONG_AGO: i64 = 30 * DAY;

impl Lang {
    /// `14 March 2026`, `14. März 2026`.
    pub fn day(self, day: NaiveDate) -> String {
        self.t_with(
            "date-day",
            &[("day", day.day().into()), ("month", self.month(day)), ("year", day.year().to_string().into())],
        )
    }

    /// `14 March` in the year of `today`, in which the year is plain; `14 March 2025` in any other.
    pub fn day_near(self, day: NaiveDate, today: NaiveDate) -> String {
        if day.year() != today.year() {
            return self.day(day);
        }
        self.t_with("date-day-without-year", &[("day", day.day().into()), ("month", self.month(day))])
    }

    /// `March 2026`.
    pub fn month_and_year(self, day: NaiveDate) -> String {
        self.t_with("date-month", &[("month", self.month(day)), ("year", day.year().to_string().into())])
    }

    /// `14 March 2026, 15:05` by the clocks of `zone`.
    pub fn moment(self, at: Timestamp, zone: Tz) -> String {
        let there = at.to_utc().with_timezone(&zone);
        let time = there.format("%H:%M").to_string();
        self.t_with("date-moment", &[("date", self.day(there.date_naive()).into()), ("time", time.into())])
    }

    /// `14 March 2026, 15:05 (CET)`: the same, and by whose clocks.
    pub fn moment_there(self, at: Timestamp, zone: Tz) -> String {
        let name = at.to_utc().with_timezone(&zone).format("%Z").to_string();
        // Some zones have no letters, only what they are ahead.
        let name = if name.starts_with(['+', '-']) { format!("UTC{name}") } else { name };
        format!("{} ({name})", self.moment(at, zone))
    }

    /// `22 minutes ago`, `in 3 days`; a date when it is further than thirty days.
    pub fn ago(self, at: Timestamp, now: Timestamp, zone: Tz) -> String {
        let seconds = now.since(at).num_seconds();
        let (distance, direction) = if seconds < 0 { (-seconds, "in") } else { (seconds, "ago") };
        let (unit, count) = match distance {
            ..MINUTE => return self.t("time-now"),
            MINUTE..HOUR => ("minutes", distance / MINUTE),
            HOUR..DAY => ("hours", distance / HOUR),
            DAY..LONG_AGO => ("days", distance / DAY),
            _ => return self.day(at.to_utc().with_timezone(&zone).date_naive()),
        };
        self.t_with(&format!("time-{unit}-{direction}"), &[("count", count.into())])
    }

    fn month(self, day: NaiveDate) -> super::Value {
        self.t(&format!("date-month-{}", day.month())).into()
    }
}
