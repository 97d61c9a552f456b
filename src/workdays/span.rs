//! How long a step may take: a number of days, working days or hours, written `15d`, `2wd`, `24h`.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;
use std::str::FromStr;

/// Longest span, in its own unit: ten years of days, so that counting through it is bounded.
pub const MAX_AMOUNT: u32 = 3_653;

/// What a span counts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Calendar days, written `d`.
    Days,
    /// Monday to Friday less the holidays, written `wd`.
    WorkingDays,
    /// Hours of sixty minutes from the start, whatever the calendar says; written `h`.
    Hours,
}

impl Unit {
    /// How the unit is written.
    pub const fn suffix(self) -> &'static str {
        match self {
            Self::Days => "d",
            Self::WorkingDays => "wd",
            Self::Hours => "h",
        }
    }
}

/// A length of time as the specialty pack states it: `15d`, `2wd`, `24h`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Span {
    /// 0 to [`MAX_AMOUNT`].
    pub amount: u32,
    pub unit: Unit,
}

impl Span {
    pub const fn days(amount: u32) -> Self {
        Self { amount, unit: Unit::Days }
    }

    pub const fn working_days(amount: u32) -> Self {
        Self { amount, unit: Unit::WorkingDays }
    }

    pub const fn hours(amount: u32) -> Self {
        Self { amount, unit: Unit::Hours }
    }
}

impl fmt::Display for Span {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}{}", self.amount, self.unit.suffix())
    }
}

/// The text is not a span.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a span such as 15d, 2wd or 24h (at most {MAX_AMOUNT})")]
pub struct NotASpan(String);

impl FromStr for Span {
    type Err = NotASpan;

    fn from_str(text: &str) -> Result<Self, NotASpan> {
        let digits = text.trim_end_matches(|sign: char| !sign.is_ascii_digit());
        let unit = match text.strip_prefix(digits) {
            Some("d") => Unit::Days,
            Some("wd") => Unit::WorkingDays,
            Some("h") => Unit::Hours,
            _ => return Err(NotASpan(text.to_owned())),
        };
        let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
        let amount = digits.parse().ok().filter(|amount| is_number && *amount <= MAX_AMOUNT);
        amount.map(|amount| Self { amount, unit }).ok_or_else(|| NotASpan(text.to_owned()))
    }
}

impl Serialize for Span {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_read_back_as_written() {
        for (text, span) in
            [("15d", Span::days(15)), ("2wd", Span::working_days(2)), ("24h", Span::hours(24)), ("0d", Span::days(0))]
        {
            assert_eq!(text.parse(), Ok(span));
            assert_eq!(span.to_string(), text);
            assert_eq!(serde_json::from_str::<Span>(&format!("\"{text}\"")).unwrap(), span);
        }
    }

    #[test]
    fn what_is_not_a_span_is_refused() {
        for text in ["", "d", "15", "15 d", "-1d", "+1d", "1.5d", "15D", "15m", "4000d", "99999999999h", "1d1h", "١d"]
        {
            assert!(text.parse::<Span>().is_err(), "{text}");
        }
    }
}
