//! A calendar month, written `2026-03`.

use chrono::{Datelike as _, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;
use std::str::FromStr;

/// No treatment that anybody writes about lies before this year; a year of two digits does.
const WITHIN_MEMORY_FROM: i32 = 1950;

/// A month of a year from 0 to 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    year: i32,
    /// 1–12.
    month: u32,
}

impl Month {
    /// `None` for a year outside 0–9999 or a month outside 1–12.
    pub fn new(year: i32, month: u32) -> Option<Self> {
        ((0..=9999).contains(&year) && (1..=12).contains(&month)).then_some(Self { year, month })
    }

    /// The month that two fields of a form say together; `None` also for what lies beyond memory, as the year 24 does.
    pub fn typed(year: &str, month: &str) -> Option<Self> {
        let year = Some(year.trim()).filter(|year| year.len() == 4)?;
        Self::new(year.parse().ok()?, month.trim().parse().ok()?).filter(|typed| typed.is_within_memory())
    }

    /// Whether somebody alive can have been treated then.
    pub const fn is_within_memory(self) -> bool {
        self.year >= WITHIN_MEMORY_FROM
    }

    /// The month a day lies in; years outside 0–9999 are moved to the nearest of these.
    pub fn of(day: NaiveDate) -> Self {
        Self { year: day.year().clamp(0, 9999), month: day.month() }
    }

    pub const fn year(self) -> i32 {
        self.year
    }

    /// 1–12.
    pub const fn month(self) -> u32 {
        self.month
    }

    /// The first day of the month.
    pub fn first_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.year, self.month, 1).unwrap_or_default()
    }

    /// The last day of the month.
    pub fn last_day(self) -> NaiveDate {
        self.first_day().checked_add_months(chrono::Months::new(1)).and_then(|next| next.pred_opt()).unwrap_or_default()
    }

    /// Whole calendar months from this month to `later`; negative when that is earlier. March to May are 2.
    pub fn months_until(self, later: Self) -> i32 {
        later.number() - self.number()
    }

    /// The month `months` later (earlier when negative); `None` outside the years 0–9999.
    pub fn plus(self, months: i32) -> Option<Self> {
        let number = self.number().checked_add(months)?;
        Self::new(number.div_euclid(12), u32::try_from(number.rem_euclid(12)).ok()? + 1)
    }

    /// Months since January of the year 0.
    fn number(self) -> i32 {
        self.year * 12 + i32::try_from(self.month).unwrap_or(1) - 1
    }
}

impl fmt::Display for Month {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}-{:02}", self.year, self.month)
    }
}

/// The text is not a month.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a month such as 2026-03")]
pub struct NotAMonth(String);

impl FromStr for Month {
    type Err = NotAMonth;

    fn from_str(text: &str) -> Result<Self, NotAMonth> {
        let parsed = text.split_once('-').filter(|(year, month)| {
            let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
            year.len() == 4 && month.len() == 2 && digits(year) && digits(month)
        });
        let month = parsed.and_then(|(year, month)| Self::new(year.parse().ok()?, month.parse().ok()?));
        month.ok_or_else(|| NotAMonth(text.to_owned()))
    }
}

impl Serialize for Month {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Month {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn month(text: &str) -> Month {
        text.parse().unwrap()
    }

    #[test]
    fn months_read_back_as_written() {
        for text in ["2026-03", "1999-12", "0000-01"] {
            assert_eq!(month(text).to_string(), text);
            assert_eq!(serde_json::to_string(&month(text)).unwrap(), format!("\"{text}\""));
        }
        for text in ["2026-3", "2026-00", "2026-13", "26-03", "2026-03-01", "+026-03", "2026/03", ""] {
            assert!(text.parse::<Month>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_month_is_typed_with_a_year_of_four_digits() {
        let table = [
            ("2025", "9", Some("2025-09")),
            (" 2025 ", " 09 ", Some("2025-09")),
            ("1950", "1", Some("1950-01")),
            ("1949", "12", None),
            ("24", "9", None),
            ("0024", "9", None),
            ("+024", "9", None),
            ("20255", "9", None),
            ("2025", "13", None),
            ("2025", "0", None),
            ("", "", None),
        ];
        for (year, month, read) in table {
            let typed = Month::typed(year, month).map(|typed| typed.to_string());
            assert_eq!(typed.as_deref(), read, "{year} {month}");
        }
    }

    #[test]
    fn whole_months_are_counted() {
        for (from, to, months) in [
            ("2026-03", "2026-03", 0),
            ("2025-11", "2026-11", 12),
            ("2025-12", "2026-01", 1),
            ("2026-03", "2025-12", -3),
        ] {
            assert_eq!(month(from).months_until(month(to)), months);
            assert_eq!(month(from).plus(months), Some(month(to)));
        }
    }

    #[test]
    fn months_end_where_the_calendar_says() {
        for (text, last) in [("2024-02", 29), ("2026-02", 28), ("2100-02", 28), ("2026-12", 31), ("2026-04", 30)] {
            assert_eq!(month(text).last_day().day(), last);
        }
    }

    proptest! {
        #[test]
        fn order_follows_the_calendar(a in 0_i32..119_000, b in 0_i32..119_000) {
            let start = month("0000-01");
            let (a_month, b_month) = (start.plus(a).unwrap(), start.plus(b).unwrap());
            prop_assert_eq!(a_month.cmp(&b_month), a.cmp(&b));
            prop_assert_eq!(a_month.months_until(b_month), b - a);
        }
    }
}
