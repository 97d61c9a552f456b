//! When a form was given out, told by the form itself: signed for its session, so that nobody makes an instant up or
//! borrows another's. Nothing is stored, and no script is needed.

use super::csrf::{check_form_token, form_token};
use crate::app::Keys;
use crate::clock::Timestamp;
use chrono::Duration;

/// How long somebody had a page's form before they sent it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// There was no form: a program wrote over REST, or the site itself did.
    Unknown,
    /// The form did not say when we gave it out, so nobody had it from us.
    Unsaid,
    Took(Duration),
}

impl Pace {
    /// That of a form which came back now.
    pub fn of(given: Option<Timestamp>, now: Timestamp) -> Self {
        given.map_or(Self::Unsaid, |at| Self::Took(now.since(at)))
    }

    /// Whether nobody types as fast; of no time at all, nobody is.
    pub fn is_hasty(self, least_seconds: u32) -> bool {
        let least = Duration::seconds(i64::from(least_seconds));
        match self {
            Self::Unknown => false,
            Self::Unsaid => !least.is_zero(),
            Self::Took(time) => time.max(Duration::zero()) < least,
        }
    }
}

/// What a form given out now carries as `_given`.
pub fn given_out(keys: &Keys, session: &str, now: Timestamp) -> String {
    let millis = now.unix_millis();
    format!("{millis}.{}", form_token(keys, &signed(millis, session)))
}

/// When a form was given out that was sent with `sent`; nothing for what we never gave this session.
pub fn given_at(keys: &Keys, session: &str, sent: &str) -> Option<Timestamp> {
    let (millis, token) = sent.split_once('.')?;
    let millis: i64 = millis.parse().ok()?;
    check_form_token(keys, &signed(millis, session), token).ok()?;
    Some(Timestamp::from_unix_millis(millis))
}

/// No session's own name has a blank in it.
fn signed(millis: i64, session: &str) -> String {
    format!("given {millis} {session}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_types_in_less_than_three_seconds_is_in_haste() {
        let took = |millis| Pace::Took(Duration::milliseconds(millis));
        for (pace, expected) in [
            (Pace::Unknown, false),
            (Pace::Unsaid, true),
            (took(-1), true),
            (took(0), true),
            (took(2_999), true),
            (took(3_000), false),
            (took(600_000), false),
        ] {
            assert_eq!(pace.is_hasty(3), expected, "{pace:?}");
        }
        assert!(!Pace::Unsaid.is_hasty(0) && !took(0).is_hasty(0));
        let now = Timestamp::parse("2026-03-14T10:00:00Z").unwrap();
        assert_eq!((Pace::of(None, now), Pace::of(Some(now), now)), (Pace::Unsaid, took(0)));
    }

    #[test]
    fn a_form_says_when_it_was_given_out_and_to_whom() {
        let keys = Keys::new([7; 32], String::new().into());
        let now = Timestamp::parse("2026-03-14T10:00:00.25Z").unwrap();
        let sent = given_out(&keys, "s1", now);
        assert_eq!(given_at(&keys, "s1", &sent), Some(now));
        let earlier = sent.replacen("1773", "1772", 1);
        assert_ne!(earlier, sent);
        for (session, forged) in
            [("s2", sent.as_str()), ("s1", earlier.as_str()), ("s1", ""), ("s1", "1."), ("s1", ".00")]
        {
            assert_eq!(given_at(&keys, session, forged), None, "{forged}");
        }
    }
}
