//! Holidays as rules, expanded to days of a year.
//!
//! Forms: `12-25` every year; `2026-05-27` once; `easter+1`, `easter-2` days from Western Easter Sunday;
//! `first-monday-05`, `third-monday-01`, `last-monday-08` the nth weekday of a month. A day that falls on a weekend may be
//! moved: `… observed-next` to the next free working day, `… observed-nearest` from Saturday to Friday and from Sunday to Monday.

use chrono::{Datelike as _, Duration, NaiveDate, Weekday};
use serde::{Deserialize, Deserializer, de};
use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use std::str::FromStr;

/// The key of the rules for countries that have none of their own.
pub const DEFAULT_COUNTRY: &str = "default";

const FORMS: &str =
    "12-25, 2026-05-27, easter+1, first-monday-05 or last-monday-08, with observed-next or observed-nearest after it";
const ORDINALS: [&str; 4] = ["first", "second", "third", "fourth"];

/// One rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holiday {
    day: Day,
    observed: Observed,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Day {
    Fixed {
        month: u32,
        day: u32,
    },
    Once(NaiveDate),
    Easter {
        plus: i64,
    },
    /// The nth weekday of a month, n from 1.
    Nth {
        n: u8,
        weekday: Weekday,
        month: u32,
    },
    Last {
        weekday: Weekday,
        month: u32,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Observed {
    OnTheDay,
    Next,
    Nearest,
}

impl FromStr for Holiday {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("\"{text}\" is not a holiday rule such as {FORMS}");
        let (day, observed) = match text.split_once(' ') {
            None => (text, Observed::OnTheDay),
            Some((day, "observed-next")) => (day, Observed::Next),
            Some((day, "observed-nearest")) => (day, Observed::Nearest),
            Some(_) => return Err(wrong()),
        };
        Ok(Self { day: Day::read(day).ok_or_else(wrong)?, observed })
    }
}

impl<'de> Deserialize<'de> for Holiday {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

impl Day {
    fn read(text: &str) -> Option<Self> {
        if let Some(days) = text.strip_prefix("easter") {
            let plus = if days.is_empty() { 0 } else { signed(days)? };
            return (-60..=70).contains(&plus).then_some(Self::Easter { plus });
        }
        if let Ok(date) = NaiveDate::parse_from_str(text, "%Y-%m-%d") {
            return Some(Self::Once(date));
        }
        match text.split('-').collect::<Vec<_>>().as_slice() {
            [month, day] => {
                let (month, day) = (two_digits(month)?, two_digits(day)?);
                NaiveDate::from_ymd_opt(2024, month, day).map(|_| Self::Fixed { month, day })
            }
            [nth, weekday, month] => {
                let weekday = weekday.parse().ok()?;
                let month = two_digits(month).filter(|month| (1..=12).contains(month))?;
                if *nth == "last" {
                    return Some(Self::Last { weekday, month });
                }
                let n = (1..).zip(ORDINALS).find(|(_, word)| word == nth)?.0;
                Some(Self::Nth { n, weekday, month })
            }
            _ => None,
        }
    }

    fn in_year(self, year: i32) -> Option<NaiveDate> {
        match self {
            Self::Fixed { month, day } => NaiveDate::from_ymd_opt(year, month, day),
            Self::Once(date) => (date.year() == year).then_some(date),
            Self::Easter { plus } => easter_sunday(year)?.checked_add_signed(Duration::days(plus)),
            Self::Nth { n, weekday, month } => NaiveDate::from_weekday_of_month_opt(year, month, weekday, n),
            Self::Last { weekday, month } => {
                [5, 4].into_iter().find_map(|n| NaiveDate::from_weekday_of_month_opt(year, month, weekday, n))
            }
        }
    }
}

fn signed(text: &str) -> Option<i64> {
    text.starts_with(['+', '-']).then(|| text.parse().ok()).flatten()
}

fn two_digits(text: &str) -> Option<u32> {
    (text.len() == 2).then(|| text.parse().ok()).flatten()
}

/// Every holiday that falls into `years`, moved ones on the day they are observed.
pub(super) fn expand(rules: &[Holiday], years: RangeInclusive<i32>) -> BTreeSet<NaiveDate> {
    let mut days = BTreeSet::new();
    // New Year's Day may be observed in the year before, Boxing Day in principle in the year after.
    for year in years.start().saturating_sub(1)..=years.end().saturating_add(1) {
        let dated = |rule: &Holiday| rule.day.in_year(year).map(|date| (date, rule.observed));
        let dates: Vec<_> = rules.iter().filter_map(dated).collect();
        // Days that stay go first, so that a moved one does not land on them.
        days.extend(dates.iter().filter(|(date, how)| !is_moved(*date, *how)).map(|(date, _)| *date));
        for (date, how) in dates {
            if is_moved(date, how) {
                let day = observed(date, how, &days);
                days.insert(day);
            }
        }
    }
    days.retain(|day| years.contains(&day.year()));
    days
}

fn is_moved(date: NaiveDate, how: Observed) -> bool {
    how != Observed::OnTheDay && is_weekend(date)
}

fn observed(date: NaiveDate, how: Observed, taken: &BTreeSet<NaiveDate>) -> NaiveDate {
    if how == Observed::Nearest && date.weekday() == Weekday::Sat {
        return date.pred_opt().unwrap_or(date);
    }
    let mut days = date.iter_days();
    days.find(|day| !is_weekend(*day) && !taken.contains(day)).unwrap_or(date)
}

fn is_weekend(date: NaiveDate) -> bool {
    matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
}

/// Western Easter Sunday (Gregorian computus, Meeus/Jones/Butcher).
fn easter_sunday(year: i32) -> Option<NaiveDate> {
    let a = year.rem_euclid(19);
    let (b, c) = (year.div_euclid(100), year.rem_euclid(100));
    let (d, e) = (b.div_euclid(4), b.rem_euclid(4));
    let g = (8 * b + 13).div_euclid(25);
    let h = (19 * a + b - d - g + 15).rem_euclid(30);
    let (i, k) = (c.div_euclid(4), c.rem_euclid(4));
    let l = (32 + 2 * e + 2 * i - h - k).rem_euclid(7);
    let m = (a + 11 * h + 19 * l).div_euclid(433);
    let month = (h + l - 7 * m + 90).div_euclid(25);
    let day = (h + l - 7 * m + 33 * month + 19).rem_euclid(32);
    NaiveDate::from_ymd_opt(year, u32::try_from(month).ok()?, u32::try_from(day).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn easter_falls_where_the_church_says() {
        for date in ["1961-04-02", "2000-04-23", "2008-03-23", "2024-03-31", "2026-04-05", "2027-03-28", "2038-04-25"] {
            assert_eq!(easter_sunday(day(date).year()), Some(day(date)));
        }
    }

    #[test]
    fn every_form_of_a_rule_finds_its_day() {
        for (rule, year, date) in [
            ("12-25", 2026, "2026-12-25"),
            ("2026-05-27", 2026, "2026-05-27"),
            ("easter", 2026, "2026-04-05"),
            ("easter-2", 2026, "2026-04-03"),
            ("easter+60", 2026, "2026-06-04"),
            ("first-monday-05", 2026, "2026-05-04"),
            ("fourth-thursday-11", 2026, "2026-11-26"),
            ("last-monday-05", 2026, "2026-05-25"),
            ("last-monday-08", 2026, "2026-08-31"),
            ("01-01 observed-nearest", 2021, "2021-12-31"),
            ("07-04 observed-nearest", 2026, "2026-07-03"),
            ("01-01 observed-next", 2028, "2028-01-03"),
        ] {
            let days = expand(&[rule.parse().unwrap()], year..=year);
            assert!(days.contains(&day(date)), "{rule}: {days:?}");
        }
    }

    #[test]
    fn two_moved_days_do_not_share_one() {
        let rules = ["12-25 observed-next".parse().unwrap(), "12-26 observed-next".parse().unwrap()];
        for (year, first, second) in [(2021, "2021-12-27", "2021-12-28"), (2022, "2022-12-26", "2022-12-27")] {
            assert_eq!(expand(&rules, year..=year), BTreeSet::from([day(first), day(second)]));
        }
    }

    #[test]
    fn what_is_no_rule_is_refused() {
        for text in [
            "",
            "13-01",
            "02-30",
            "easter1",
            "easter+400",
            "fifth-monday-05",
            "first-moonday-05",
            "first-monday-5",
            "12-25 later",
        ] {
            assert!(text.parse::<Holiday>().is_err(), "{text}");
        }
    }
}
