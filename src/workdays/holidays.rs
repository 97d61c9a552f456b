//! Rules from which the holidays of a year follow, as a specialty pack writes them.
//!
//! | written | means |
//! |---|---|
//! | `12-25` | every year on 25 December |
//! | `easter+1`, `easter-2`, `easter` | so many days from Easter Sunday (Gregorian) |
//! | `11-thu-4`, `05-mon-last` | the fourth Thursday of November, the last Monday of May |
//! | `2026-03-20` | that day only, for feasts that follow the moon |

use super::month::Month;
use chrono::{Datelike as _, Duration, NaiveDate, Weekday};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::collections::BTreeSet;
use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

/// Furthest from Easter that a rule may reach, in days: Ash Wednesday and Corpus Christi are within it.
const MAX_EASTER_OFFSET: i64 = 100;

/// One rule for a holiday; see the table above for how it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct HolidayRule(Rule);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Rule {
    Fixed {
        month: u32,
        day: u32,
    },
    Easter {
        offset: i64,
    },
    /// `nth` 1–5 counts from the start of the month; `None` is the last.
    Weekday {
        month: u32,
        weekday: Weekday,
        nth: Option<u8>,
    },
    Once(NaiveDate),
}

/// The day a rule falls on in `year`; `None` where the year has none (29 February, a fifth Friday, another year's date).
pub fn expand(rule: HolidayRule, year: i32) -> Option<NaiveDate> {
    match rule.0 {
        Rule::Fixed { month, day } => NaiveDate::from_ymd_opt(year, month, day),
        Rule::Easter { offset } => easter(year)?.checked_add_signed(Duration::days(offset)),
        Rule::Weekday { month, weekday, nth: Some(nth) } => {
            NaiveDate::from_weekday_of_month_opt(year, month, weekday, nth)
        }
        Rule::Weekday { month, weekday, nth: None } => {
            let last = Month::new(year, month)?.last_day();
            last.checked_sub_signed(Duration::days(i64::from(last.weekday().days_since(weekday))))
        }
        Rule::Once(date) => (date.year() == year).then_some(date),
    }
}

/// The holidays that `rules` give in `years`.
pub fn expand_all(rules: &[HolidayRule], years: RangeInclusive<i32>) -> BTreeSet<NaiveDate> {
    years.flat_map(|year| rules.iter().filter_map(move |rule| expand(*rule, year))).collect()
}

/// Easter Sunday of the Gregorian calendar (the anonymous algorithm, in the form of Meeus, *Astronomical Algorithms*,
/// ch. 8); `None` before its first year, 1583.
pub fn easter(year: i32) -> Option<NaiveDate> {
    if year < 1583 {
        return None;
    }
    let (golden, century, of_century) = (year % 19, year / 100, year % 100);
    let moon_shift = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + century - century / 4 - moon_shift + 15) % 30;
    let to_sunday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - epact - of_century % 4) % 7;
    let correction = (golden + 11 * epact + 22 * to_sunday) / 451;
    let sum = epact + to_sunday - 7 * correction + 114;
    NaiveDate::from_ymd_opt(year, u32::try_from(sum / 31).ok()?, u32::try_from(sum % 31 + 1).ok()?)
}

impl fmt::Display for HolidayRule {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Rule::Fixed { month, day } => write!(out, "{month:02}-{day:02}"),
            Rule::Easter { offset: 0 } => out.write_str("easter"),
            Rule::Easter { offset } => write!(out, "easter{offset:+}"),
            Rule::Weekday { month, weekday, nth } => {
                write!(out, "{month:02}-{}-", weekday.to_string().to_lowercase())?;
                match nth {
                    Some(nth) => write!(out, "{nth}"),
                    None => out.write_str("last"),
                }
            }
            Rule::Once(date) => write!(out, "{date}"),
        }
    }
}

/// The text is not a holiday rule.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a holiday such as 12-25, easter+1, 11-thu-4, 05-mon-last or 2026-03-20")]
pub struct NotAHoliday(String);

impl FromStr for HolidayRule {
    type Err = NotAHoliday;

    fn from_str(text: &str) -> Result<Self, NotAHoliday> {
        parse(text).map(Self).ok_or_else(|| NotAHoliday(text.to_owned()))
    }
}

fn parse(text: &str) -> Option<Rule> {
    if let Some(offset) = text.strip_prefix("easter") {
        return parse_easter(offset);
    }
    let parts: Vec<&str> = text.split('-').collect();
    match parts.as_slice() {
        [month, day] => {
            let (month, day) = (digits(month, 2)?, digits(day, 2)?);
            // 2024 has a 29 February.
            NaiveDate::from_ymd_opt(2024, month, day).map(|_| Rule::Fixed { month, day })
        }
        [year, month, day] if year.len() == 4 => {
            NaiveDate::from_ymd_opt(i32::try_from(digits(year, 4)?).ok()?, digits(month, 2)?, digits(day, 2)?)
                .map(Rule::Once)
        }
        [month, weekday, nth] => parse_weekday(month, weekday, nth),
        _ => None,
    }
}

fn parse_easter(offset: &str) -> Option<Rule> {
    if offset.is_empty() {
        return Some(Rule::Easter { offset: 0 });
    }
    let signed = offset.starts_with(['+', '-']);
    let offset: i64 = offset.parse().ok()?;
    (signed && offset.abs() <= MAX_EASTER_OFFSET).then_some(Rule::Easter { offset })
}

fn parse_weekday(month: &str, weekday: &str, nth: &str) -> Option<Rule> {
    let month = digits(month, 2).filter(|month| (1..=12).contains(month))?;
    let weekday = match weekday {
        "mon" => Weekday::Mon,
        "tue" => Weekday::Tue,
        "wed" => Weekday::Wed,
        "thu" => Weekday::Thu,
        "fri" => Weekday::Fri,
        "sat" => Weekday::Sat,
        "sun" => Weekday::Sun,
        _ => return None,
    };
    let nth = match nth {
        "last" => None,
        nth => Some(u8::try_from(digits(nth, 1)?).ok().filter(|nth| (1..=5).contains(nth))?),
    };
    Some(Rule::Weekday { month, weekday, nth })
}

/// A number of exactly `length` digits.
fn digits(text: &str, length: usize) -> Option<u32> {
    let is_number = text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_number)
}

impl Serialize for HolidayRule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for HolidayRule {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn easter_falls_where_the_church_says() {
        for date in [
            "1818-03-22",
            "1943-04-25",
            "2000-04-23",
            "2008-03-23",
            "2019-04-21",
            "2024-03-31",
            "2025-04-20",
            "2026-04-05",
            "2027-03-28",
            "2038-04-25",
            "2285-03-22",
        ] {
            let date: NaiveDate = date.parse().unwrap();
            assert_eq!(easter(date.year()), Some(date));
        }
        assert_eq!(easter(1500), None);
    }

    #[test]
    fn rules_expand_to_days() {
        for (rule, year, expected) in [
            ("12-25", 2026, Some("2026-12-25")),
            ("02-29", 2028, Some("2028-02-29")),
            ("02-29", 2026, None),
            ("easter-2", 2026, Some("2026-04-03")),
            ("easter+1", 2026, Some("2026-04-06")),
            ("easter+39", 2026, Some("2026-05-14")),
            ("easter", 2026, Some("2026-04-05")),
            ("11-thu-4", 2026, Some("2026-11-26")),
            ("05-mon-last", 2026, Some("2026-05-25")),
            ("09-mon-1", 2026, Some("2026-09-07")),
            ("02-fri-5", 2026, None),
            ("2026-03-20", 2026, Some("2026-03-20")),
            ("2026-03-20", 2027, None),
        ] {
            let parsed: HolidayRule = rule.parse().unwrap();
            assert_eq!(expand(parsed, year), expected.map(|day| day.parse().unwrap()), "{rule} {year}");
            assert_eq!(parsed.to_string(), rule);
        }
    }

    #[test]
    fn what_is_not_a_rule_is_refused() {
        for text in [
            "",
            "13-01",
            "02-30",
            "1-1",
            "easter1",
            "easter+",
            "easter+101",
            "easter+9999999999999999999",
            "11-thu-6",
            "11-thu-0",
            "11-Thu-4",
            "13-mon-1",
            "2026-02-30",
            "12-25-",
            "+1-25",
        ] {
            assert!(text.parse::<HolidayRule>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_range_of_years_has_the_days_of_each() {
        let rules: Vec<HolidayRule> = ["01-01", "easter+1"].map(|rule| rule.parse().unwrap()).to_vec();
        let days: Vec<String> = expand_all(&rules, 2025..=2026).iter().map(ToString::to_string).collect();
        assert_eq!(days, ["2025-01-01", "2025-04-21", "2026-01-01", "2026-04-06"]);
    }

    proptest! {
        #[test]
        fn easter_is_a_sunday_in_spring(year in 1583_i32..9999) {
            let day = easter(year).unwrap();
            prop_assert_eq!(day.weekday(), Weekday::Sun);
            prop_assert!((3, 22) <= (day.month(), day.day()) && (day.month(), day.day()) <= (4, 25));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,12}") {
            if let Ok(rule) = text.parse::<HolidayRule>() {
                prop_assert_eq!(rule.to_string().parse(), Ok(rule));
            }
        }
    }
}
