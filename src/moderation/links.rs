//! The link by which whoever cannot sign in reads the reasons and appeals: it opens one statement, as its author, and
//! needs no account. What it says is sealed under a key of the site, so nothing is kept of it.

use super::model::StatementRow;
use super::rules::LINK_EXPIRED;
use super::store::statements;
use crate::app::{Keys, Reader, Site};
use crate::clock::Timestamp;
use crate::error::AppError;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::Duration;

/// What the key of these links is for.
const PURPOSE: &str = "appeal-link";
/// Days that a link works after its letter left and the time for an appeal is over: long enough to read the answer.
const DAYS_AFTER: i64 = 30;

/// The path of a new link to this statement.
///
/// # Errors
/// [`AppError::Internal`] when it cannot be sealed.
pub fn make(site: &Site, row: &StatementRow, now: Timestamp) -> Result<String, AppError> {
    let ends = row.appeal_until.max(now).plus(Duration::days(DAYS_AFTER));
    Ok(format!("/appeal-links/{}", token(&site.keys, row.id.as_str(), ends)?))
}

/// The statement that a link opens.
///
/// # Errors
/// `link_expired` for what is no link of ours, and once its time is over.
pub fn open(reader: &mut Reader<'_>, token: &str) -> Result<StatementRow, AppError> {
    let id = named(&reader.site.keys, token, reader.now).ok_or(LINK_EXPIRED)?;
    Ok(AppError::or_none(statements::find_named(reader.conn, &id))?.ok_or(LINK_EXPIRED)?)
}

fn token(keys: &Keys, id: &str, ends: Timestamp) -> Result<String, AppError> {
    Ok(URL_SAFE_NO_PAD.encode(keys.seal(PURPOSE, format!("{} {id}", ends.unix_millis()).as_bytes())?))
}

/// The id that a link names while it works.
fn named(keys: &Keys, token: &str, now: Timestamp) -> Option<String> {
    let opened = keys.open(PURPOSE, &URL_SAFE_NO_PAD.decode(token).ok()?).ok()?;
    let (ends, id) = std::str::from_utf8(&opened).ok()?.split_once(' ')?;
    (now < Timestamp::from_unix_millis(ends.parse().ok()?)).then(|| id.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_names_its_statement_until_its_time_is_over_and_only_as_it_was_made() {
        let keys = Keys::new([7; 32], String::new().into());
        let now = Timestamp::parse("2026-03-02T10:00:00Z").unwrap();
        let ends = now.plus(Duration::days(210));
        let made = token(&keys, "0123abcd", ends).unwrap();
        assert_eq!(named(&keys, &made, now).as_deref(), Some("0123abcd"));
        assert_eq!(named(&keys, &made, ends), None);
        let other = Keys::new([8; 32], String::new().into());
        assert_eq!(named(&other, &made, now), None);
        let (head, tail) = (made.split_at(made.len() - 4).0, made.split_at(1).1);
        for broken in ["", "a", "0123abcd", head, tail, &format!("{made}AAAA")] {
            assert_eq!(named(&keys, broken, now), None, "{broken}");
        }
    }
}
