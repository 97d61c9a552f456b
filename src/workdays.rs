//! Deadlines in days and working days, counted in a clinic's time zone.
//!
//! The local day of the start is day 0. Day n ends at local midnight; what is due "by day n" is shown as due at the
//! last second of it and is missed from [`Calendar::end_of`] on. Reminders leave at 09:00 local. Working days are
//! Monday to Friday less the holidays.

pub mod holidays;
pub mod month;
pub mod span;
pub mod today;

pub use holidays::{HolidayRule, expand, expand_all};
pub use month::Month;
pub use span::{Span, Unit};
pub use today::latest_today;

use crate::clock::Timestamp;
use chrono::{Datelike as _, Days, Duration, NaiveDate, NaiveTime, TimeZone as _, Weekday};
use chrono_tz::Tz;
use std::collections::BTreeSet;

/// The local hour at which reminders leave.
pub const REMINDER_HOUR: u32 = 9;

/// Furthest that a time zone's local midnight may lie from midnight UTC, in seconds, with a margin for days that a
/// zone skipped.
const WIDEST_OFFSET_SECONDS: i64 = 40 * 3_600;

/// A time zone and its holidays: what is needed to count days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    pub time_zone: Tz,
    pub holidays: BTreeSet<NaiveDate>,
}

impl Calendar {
    pub fn new(time_zone: Tz, holidays: BTreeSet<NaiveDate>) -> Self {
        Self { time_zone, holidays }
    }

    /// The local calendar day of an instant.
    pub fn local_day(&self, at: Timestamp) -> NaiveDate {
        at.to_utc().with_timezone(&self.time_zone).date_naive()
    }

    /// Whether `day` is Monday to Friday and no holiday.
    pub fn is_working_day(&self, day: NaiveDate) -> bool {
        !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) && !self.holidays.contains(&day)
    }

    /// Day `n` after the local day of `start`, which is day 0 even where it is no working day. `Hours` answers the
    /// local day on which the `n` hours are over.
    pub fn nth_day(&self, start: Timestamp, n: u32, unit: Unit) -> NaiveDate {
        match unit {
            Unit::Hours => self.local_day(start.plus(Duration::hours(i64::from(n)))),
            _ => self.days_after(self.local_day(start), n, unit),
        }
    }

    /// The day `n` days or working days after `day`; `Hours` count as whole days of 24, rounded down.
    pub fn days_after(&self, day: NaiveDate, n: u32, unit: Unit) -> NaiveDate {
        match unit {
            Unit::Days => day.checked_add_days(Days::new(n.into())).unwrap_or(NaiveDate::MAX),
            Unit::Hours => day.checked_add_days(Days::new((n / 24).into())).unwrap_or(NaiveDate::MAX),
            Unit::WorkingDays => self.nth_working(day.iter_days().skip(1), n).unwrap_or(day),
        }
    }

    /// The day `n` days or working days before `day`, for reminders ahead of a date; `Hours` as in [`Self::days_after`].
    pub fn days_before(&self, day: NaiveDate, n: u32, unit: Unit) -> NaiveDate {
        match unit {
            Unit::Days => day.checked_sub_days(Days::new(n.into())).unwrap_or(NaiveDate::MIN),
            Unit::Hours => day.checked_sub_days(Days::new((n / 24).into())).unwrap_or(NaiveDate::MIN),
            Unit::WorkingDays => {
                let earlier = std::iter::successors(day.pred_opt(), NaiveDate::pred_opt);
                self.nth_working(earlier, n).unwrap_or(day)
            }
        }
    }

    /// The `n`th working day of `days`; `None` for the 0th.
    fn nth_working(&self, days: impl Iterator<Item = NaiveDate>, n: u32) -> Option<NaiveDate> {
        let before = usize::try_from(n.checked_sub(1)?).ok()?;
        days.filter(|day| self.is_working_day(*day)).nth(before)
    }

    /// The instant the local day is over: the first instant of a later local day. Clocks that jump over midnight, or
    /// strike it twice, are allowed for.
    pub fn end_of(&self, day: NaiveDate) -> Timestamp {
        let midnight_utc = day.and_time(NaiveTime::MIN).and_utc().timestamp();
        let mut during = midnight_utc - WIDEST_OFFSET_SECONDS;
        let mut after = midnight_utc + 86_400 + WIDEST_OFFSET_SECONDS;
        while after - during > 1 {
            let middle = during.midpoint(after);
            if self.local_day(Timestamp::from_unix_millis(middle * 1_000)) > day {
                after = middle;
            } else {
                during = middle;
            }
        }
        Timestamp::from_unix_millis(after * 1_000)
    }

    /// The last second of the local day: how a date that is due is shown.
    pub fn last_second_of(&self, day: NaiveDate) -> Timestamp {
        self.end_of(day).minus(Duration::seconds(1))
    }

    /// 09:00 local on `day`: when reminders leave.
    pub fn morning_of(&self, day: NaiveDate) -> Timestamp {
        self.at(day, NaiveTime::from_hms_opt(REMINDER_HOUR, 0, 0).unwrap_or_default())
    }

    /// A local time on a day. Where the clock strikes it twice, the first; where it skips it, as much later as it skips.
    fn at(&self, day: NaiveDate, time: NaiveTime) -> Timestamp {
        let local = day.and_time(time);
        let struck = self.time_zone.from_local_datetime(&local).earliest();
        struck.map_or_else(|| self.at_skipped(day, time), |at| Timestamp::from_utc(at.to_utc()))
    }

    /// Counts on from the last midnight before the skipped time, as if the clock had not been moved since.
    fn at_skipped(&self, day: NaiveDate, time: NaiveTime) -> Timestamp {
        let start = day
            .pred_opt()
            .map_or_else(|| Timestamp::from_naive(day.and_time(NaiveTime::MIN)), |before| self.end_of(before));
        start.plus(time.signed_duration_since(NaiveTime::MIN))
    }

    /// Where an instant belongs that was to be at `at` and is moved to `later`: the end of a local day stays the end of
    /// one and a morning a morning, the next that is not before `later`; counted hours move as they are.
    pub fn same_hour(&self, at: Timestamp, later: Timestamp) -> Timestamp {
        let time = at.to_utc().with_timezone(&self.time_zone).time();
        let second = Duration::seconds(1);
        if time == NaiveTime::MIN {
            return self.end_of(self.local_day(later.minus(second)));
        }
        if at == self.last_second_of(self.local_day(at)) {
            return self.last_second_of(self.local_day(later));
        }
        if at != self.morning_of(self.local_day(at)) {
            return later;
        }
        let (today, tomorrow) = (self.local_day(later), self.days_after(self.local_day(later), 1, Unit::Days));
        let morning = self.morning_of(today);
        if morning >= later { morning } else { self.morning_of(tomorrow) }
    }

    /// What was due at `at`, `span` later: the end of a day stays the end of one, and a local hour the same hour,
    /// whatever the clocks were moved by in between.
    pub fn later_by(&self, at: Timestamp, span: Span) -> Timestamp {
        let local = at.to_utc().with_timezone(&self.time_zone);
        match span.unit {
            Unit::Hours => at.plus(Duration::hours(span.amount.into())),
            unit if local.time() == NaiveTime::MIN => {
                let last = self.local_day(at.minus(Duration::seconds(1)));
                self.end_of(self.days_after(last, span.amount, unit))
            }
            unit => self.at(self.days_after(local.date_naive(), span.amount, unit), local.time()),
        }
    }

    /// When something that `span` allows from `start` is due: the last second of its last day, or the exact instant
    /// for hours.
    pub fn due(&self, start: Timestamp, span: Span) -> Timestamp {
        match span.unit {
            Unit::Hours => start.plus(Duration::hours(span.amount.into())),
            unit => self.last_second_of(self.nth_day(start, span.amount, unit)),
        }
    }

    /// From when on it is missed: the end of the last day, or for hours the instant it was due.
    pub fn missed_from(&self, start: Timestamp, span: Span) -> Timestamp {
        match span.unit {
            Unit::Hours => self.due(start, span),
            unit => self.end_of(self.nth_day(start, span.amount, unit)),
        }
    }
}

#[cfg(test)]
mod tests;
