//! The one source of the present: an injected clock, and the instant type everything stores.

use chrono::{DateTime, Duration, NaiveDate, NaiveDateTime, SecondsFormat, TimeZone as _, Timelike as _, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// An instant in UTC with millisecond precision. On the wire: RFC 3339 with `Z`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, utoipa::ToSchema)]
#[schema(value_type = String, format = DateTime, example = "2026-03-14T22:59:59Z")]
pub struct Timestamp(NaiveDateTime);

impl Timestamp {
    pub fn from_utc(at: DateTime<Utc>) -> Self {
        Self::from_naive(at.naive_utc())
    }

    /// Takes a UTC date and time; drops what is finer than a millisecond.
    pub fn from_naive(at: NaiveDateTime) -> Self {
        let whole = at.nanosecond() / 1_000_000 * 1_000_000;
        Self(at.with_nanosecond(whole).unwrap_or(at))
    }

    /// RFC 3339, any offset.
    pub fn parse(text: &str) -> Result<Self, chrono::ParseError> {
        Ok(Self::from_utc(DateTime::parse_from_rfc3339(text)?.with_timezone(&Utc)))
    }

    pub fn from_unix_millis(millis: i64) -> Self {
        Self::from_utc(Utc.timestamp_millis_opt(millis).single().unwrap_or_default())
    }

    pub fn unix_millis(self) -> i64 {
        self.0.and_utc().timestamp_millis()
    }

    pub fn as_naive(&self) -> &NaiveDateTime {
        &self.0
    }

    pub fn to_utc(self) -> DateTime<Utc> {
        self.0.and_utc()
    }

    /// The UTC calendar day.
    pub fn date(self) -> NaiveDate {
        self.0.date()
    }

    pub fn plus(self, span: Duration) -> Self {
        self.0.checked_add_signed(span).map_or(self, Self)
    }

    pub fn minus(self, span: Duration) -> Self {
        self.0.checked_sub_signed(span).map_or(self, Self)
    }

    /// How long after `earlier` this is; negative when before.
    pub fn since(self, earlier: Self) -> Duration {
        self.0 - earlier.0
    }

    /// The same instant at the full minute: what ledger leaves show.
    pub fn to_minute(self) -> Self {
        Self(self.0.with_second(0).and_then(|at| at.with_nanosecond(0)).unwrap_or(self.0))
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.to_utc().to_rfc3339_opts(SecondsFormat::AutoSi, true))
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(de::Error::custom)
    }
}

/// The site's clock: the machine's, moved by an offset that only `/dev/clock` and tests change.
#[derive(Clone, Debug)]
pub struct Clock {
    source: Source,
}

#[derive(Clone, Debug)]
enum Source {
    /// The machine's time plus this many milliseconds.
    Machine(Arc<AtomicI64>),
    /// Stands still until told otherwise; milliseconds since 1970.
    Fixed(Arc<AtomicI64>),
}

impl Clock {
    /// The machine's clock, moved by `offset`.
    pub fn machine(offset: Duration) -> Self {
        Self { source: Source::Machine(Arc::new(AtomicI64::new(offset.num_milliseconds()))) }
    }

    /// A clock that stands at `at`.
    pub fn fixed(at: Timestamp) -> Self {
        Self { source: Source::Fixed(Arc::new(AtomicI64::new(at.unix_millis()))) }
    }

    /// The site's present: what every rule and deadline goes by.
    pub fn now(&self) -> Timestamp {
        match &self.source {
            Source::Machine(offset) => self.machine_now().plus(Duration::milliseconds(offset.load(Ordering::Acquire))),
            Source::Fixed(at) => Timestamp::from_unix_millis(at.load(Ordering::Acquire)),
        }
    }

    /// The machine's present: what tokens, leases, limits and idempotency keys live by.
    pub fn machine_now(&self) -> Timestamp {
        Timestamp::from_utc(Utc::now())
    }

    /// Moves the site's present forward to `at`; never back. Answers the offset from the machine's clock.
    pub fn advance_to(&self, at: Timestamp) -> Duration {
        let span = at.since(self.now()).max(Duration::zero()).num_milliseconds();
        match &self.source {
            Source::Machine(moved) | Source::Fixed(moved) => moved.fetch_add(span, Ordering::AcqRel),
        };
        self.now().since(self.machine_now())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_timestamp_reads_back_what_it_writes() {
        for text in ["2026-03-14T22:59:59Z", "2026-03-14T22:59:59.250Z"] {
            assert_eq!(Timestamp::parse(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn a_fixed_clock_moves_only_forward() {
        let clock = Clock::fixed(Timestamp::parse("2026-03-14T10:00:00Z").unwrap());
        clock.advance_to(Timestamp::parse("2026-03-15T10:00:00Z").unwrap());
        clock.advance_to(Timestamp::parse("2026-03-01T10:00:00Z").unwrap());
        assert_eq!(clock.now().to_string(), "2026-03-15T10:00:00Z");
    }
}
