//! Pages of a list: opaque, signed cursors and the window they open.
//!
//! A cursor holds the key of a row and a direction, signed for one list, so that nobody can make a query run
//! from a place of their own choosing. Lists are ordered by that key, whose last part is the id.

use super::answer::Listed;
use crate::app::Keys;
use crate::config::Limits;
use crate::error::{BAD_CURSOR, OUT_OF_RANGE, Refusal};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use utoipa::IntoParams;

/// Bytes of HMAC-SHA-256 that a cursor carries.
const SIGNATURE_BYTES: usize = 16;
/// Characters of a cursor at most; longer ones are not ours.
const CURSOR_MAX: usize = 1_024;

/// The parameters that every list has besides its own.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes the parameters; `Listing` reads them")]
pub struct PageParams {
    /// `next` or `prev` of an earlier answer.
    #[param(max_length = 1024)]
    cursor: Option<String>,
    /// Items of a page, 1–100.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u32>,
}

/// Which page was asked for, before the list's key type is known.
#[derive(Debug)]
pub(super) struct Asked {
    limit: u32,
    cursor: Option<String>,
    signing: SigningKey,
}

impl Asked {
    pub fn of(pairs: &[(String, String)], limits: &Limits, keys: &Keys) -> Result<Self, Refusal> {
        let asked = |name: &str| pairs.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
        let limit = match asked("limit") {
            None => limits.page_limit_default,
            Some(text) => text
                .parse()
                .ok()
                .filter(|limit| (1..=limits.page_limit_max).contains(limit))
                .ok_or_else(|| Refusal::field("?limit", OUT_OF_RANGE))?,
        };
        Ok(Self { limit, cursor: asked("cursor"), signing: SigningKey(keys.derive("cursor")) })
    }

    pub fn window<K: DeserializeOwned>(&self, list: &'static str) -> Result<Window<K>, Refusal> {
        let at = match &self.cursor {
            None => At::Start,
            Some(cursor) => self.signing.open(list, cursor).ok_or_else(|| Refusal::field("?cursor", BAD_CURSOR))?,
        };
        Ok(Window { limit: self.limit, at, list, signing: self.signing.clone() })
    }
}

/// Where a page begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum At<K> {
    #[serde(rename = "s")]
    Start,
    /// What follows the row with this key.
    #[serde(rename = "a")]
    After(K),
    /// What precedes the row with this key, nearest first.
    #[serde(rename = "b")]
    Before(K),
}

/// One page of a list, to be fetched: [`fetch`](Self::fetch) rows, in reverse order when
/// [`is_backward`](Self::is_backward).
#[derive(Debug, Clone)]
pub struct Window<K> {
    limit: u32,
    pub at: At<K>,
    list: &'static str,
    signing: SigningKey,
}

/// Rows that the file of a list holds.
const ROWS_OF_A_FILE: u32 = 5_000;

impl<K> Window<K> {
    /// The beginning of a list, as far as a file goes: no pages, and so no cursors that anybody could send back.
    pub const fn of_a_file() -> Self {
        Self { limit: ROWS_OF_A_FILE, at: At::Start, list: "", signing: SigningKey([0; 32]) }
    }
}

impl<K: Serialize> Window<K> {
    /// Rows to fetch: one more than are shown, which tells whether there is a further page.
    pub fn fetch(&self) -> i64 {
        i64::from(self.limit) + 1
    }

    /// Whether rows are to be fetched in reverse order, from the key upwards.
    pub fn is_backward(&self) -> bool {
        matches!(self.at, At::Before(_))
    }

    /// Makes the answer of the rows as they were fetched.
    pub fn listed<R, V>(&self, rows: Vec<R>, key: impl Fn(&R) -> K, view: impl FnMut(R) -> V) -> Listed<V> {
        let mut rows = rows;
        let limit = usize::try_from(self.limit).unwrap_or(usize::MAX);
        let more = rows.len() > limit;
        rows.truncate(limit);
        if self.is_backward() {
            rows.reverse();
        }
        let (has_next, has_prev) = match self.at {
            At::Start => (more, false),
            At::After(_) => (more, true),
            At::Before(_) => (true, more),
        };
        let next = rows.last().filter(|_| has_next).and_then(|row| self.sign(&At::After(key(row))));
        let prev = rows.first().filter(|_| has_prev).and_then(|row| self.sign(&At::Before(key(row))));
        Listed { items: rows.into_iter().map(view).collect(), next, prev }
    }

    fn sign(&self, at: &At<K>) -> Option<String> {
        let body = serde_json::to_vec(at).ok()?;
        let signature = self.signing.sign(self.list, &body);
        Some(URL_SAFE_NO_PAD.encode([body, signature].concat()))
    }
}

#[derive(Clone)]
struct SigningKey([u8; 32]);

impl std::fmt::Debug for SigningKey {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("SigningKey")
    }
}

impl SigningKey {
    fn mac(&self, list: &str, body: &[u8]) -> Hmac<Sha256> {
        #[expect(clippy::expect_used, reason = "HMAC takes keys of any length")]
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("any key length");
        mac.update(list.as_bytes());
        mac.update(&[0]);
        mac.update(body);
        mac
    }

    fn sign(&self, list: &str, body: &[u8]) -> Vec<u8> {
        self.mac(list, body).finalize().into_bytes().iter().copied().take(SIGNATURE_BYTES).collect()
    }

    fn open<K: DeserializeOwned>(&self, list: &str, cursor: &str) -> Option<At<K>> {
        if cursor.len() > CURSOR_MAX {
            return None;
        }
        let bytes = URL_SAFE_NO_PAD.decode(cursor).ok()?;
        let (body, signature) = bytes.split_at_checked(bytes.len().checked_sub(SIGNATURE_BYTES)?)?;
        self.mac(list, body).verify_truncated_left(signature).ok()?;
        serde_json::from_slice(body).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(limit: u32, cursor: Option<String>) -> Asked {
        Asked { limit, cursor, signing: SigningKey([7; 32]) }
    }

    /// A list of the numbers 0..10, in order.
    fn page(cursor: Option<String>) -> Listed<u32> {
        let window = asked(4, cursor).window::<u32>("numbers").unwrap();
        let rows: Vec<u32> = match window.at {
            At::Start => (0..10).collect(),
            At::After(key) => (key + 1..10).collect(),
            At::Before(key) => (0..key).rev().collect(),
        };
        let fetched = usize::try_from(window.fetch()).unwrap();
        window.listed(rows.into_iter().take(fetched).collect(), |row| *row, |row| row)
    }

    #[test]
    fn a_list_is_walked_to_its_end_and_back() {
        let first = page(None);
        assert_eq!((first.items, first.prev), (vec![0, 1, 2, 3], None));
        let second = page(first.next);
        let third = page(second.next);
        assert_eq!((third.items, third.next), (vec![8, 9], None));
        let back = page(third.prev);
        assert_eq!(back.items, [4, 5, 6, 7]);
        let start = page(back.prev);
        assert_eq!((start.items, start.prev), (vec![0, 1, 2, 3], None));
        assert_eq!(page(start.next).items, [4, 5, 6, 7]);
    }

    #[test]
    fn only_this_lists_own_cursors_open() {
        let cursor = page(None).next.unwrap();
        assert!(cursor.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_'));
        assert!(asked(4, Some(cursor.clone())).window::<u32>("numbers").is_ok());
        assert!(asked(4, Some(cursor.clone())).window::<u32>("letters").is_err());
        for broken in [cursor.replacen('e', "f", 1), cursor.chars().take(10).collect(), String::new(), "ü".repeat(600)]
        {
            let refusal = asked(4, Some(broken)).window::<u32>("numbers").unwrap_err();
            assert_eq!((refusal.fields[0].pointer.as_str(), refusal.fields[0].code), ("?cursor", BAD_CURSOR));
        }
    }
}
