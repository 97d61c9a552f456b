//! When a form was given out, told by the form itself: signed for its session, so that nobody makes an instant up or
//! borrows another's. Nothing is stored, and no script is needed.

use super::csrf::{check_form_token, form_token};
use crate::app::Keys;
use crate::clock::Timestamp;

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
