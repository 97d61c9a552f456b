//! What a leaf says, and how its commitment and hash are computed.

use crate::app::keys_mac;
use crate::clock::Timestamp;
use crate::error::AppError;
use crate::ids;
use serde::Serialize;
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};

/// Bytes of a salt.
pub const SALT_BYTES: usize = 32;
/// Longest canonical leaf, in bytes.
pub const LEAF_BYTES: usize = 2_048;

/// What happened, as a domain tells it.
#[derive(Debug, Clone)]
pub struct Entry<'a> {
    /// The leaf type, such as `complaint.submitted`.
    pub leaf_type: &'a str,
    pub subject_kind: &'a str,
    /// 32 hexadecimal digits, random; never the database id.
    pub subject_ref: &'a str,
    pub prev_state: Option<&'a str>,
    pub state: &'a str,
    pub reason_code: Option<&'a str>,
    pub actor_role: &'a str,
    /// The acting account; leaves show only a pseudonym that changes each quarter.
    pub actor_id: Option<&'a str>,
    /// What the commitment opens to: the full content of the change.
    pub content: &'a Value,
    /// Public extras of this leaf type, such as `physician_ref` and `star`.
    pub extra: Map<String, Value>,
}

/// The leaf as it is published. Field order does not matter: RFC 8785 sorts.
#[derive(Debug, Clone, Serialize)]
pub struct Leaf {
    pub v: u8,
    #[serde(rename = "type")]
    pub leaf_type: String,
    /// Full minute, RFC 3339.
    pub ts: String,
    pub subject_kind: String,
    pub subject_ref: String,
    /// Null for the first leaf of a subject.
    pub prev_state: Option<String>,
    pub state: String,
    pub reason_code: Option<String>,
    pub rule_version: String,
    pub actor_role: String,
    /// Null for the clock and for whoever has no account.
    pub actor_pseudonym: Option<String>,
    /// Hexadecimal HMAC-SHA-256 of the canonical content under the record's salt.
    pub commit: String,
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

/// What the author keeps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct Receipt {
    /// Random public reference of the subject, 32 hexadecimal digits.
    pub subject_ref: String,
    /// The leaf, canonical JSON.
    pub leaf: String,
    /// 64 hexadecimal digits; opens the leaf's commitment.
    pub salt: String,
    /// Inclusion proof once the leaf is in the tree; null until then.
    pub proof: Option<String>,
}

impl Leaf {
    /// The leaf for `entry`: at the full minute, with the quarter's pseudonym of its actor.
    pub fn of(
        entry: &Entry<'_>,
        at: Timestamp,
        rule_version: &str,
        pseudonym: Option<String>,
        salt: &[u8; SALT_BYTES],
    ) -> Result<Self, AppError> {
        Ok(Self {
            v: 1,
            leaf_type: entry.leaf_type.to_owned(),
            ts: at.to_minute().to_string(),
            subject_kind: entry.subject_kind.to_owned(),
            subject_ref: entry.subject_ref.to_owned(),
            prev_state: entry.prev_state.map(str::to_owned),
            state: entry.state.to_owned(),
            reason_code: entry.reason_code.map(str::to_owned),
            rule_version: rule_version.to_owned(),
            actor_role: entry.actor_role.to_owned(),
            actor_pseudonym: pseudonym,
            commit: commitment(salt, entry.content)?,
            extra: entry.extra.clone(),
        })
    }

    /// RFC 8785 text.
    ///
    /// # Errors
    /// [`AppError::Internal`] when it is longer than [`LEAF_BYTES`].
    pub fn canonical(&self) -> Result<String, AppError> {
        let text = serde_json_canonicalizer::to_string(self).map_err(AppError::internal)?;
        if text.len() > LEAF_BYTES {
            return Err(AppError::internal(format!("a {} leaf of {} bytes is too long", self.leaf_type, text.len())));
        }
        Ok(text)
    }
}

/// Hexadecimal HMAC-SHA-256 of the canonical form of `content` under `salt`.
pub fn commitment(salt: &[u8; SALT_BYTES], content: &Value) -> Result<String, AppError> {
    let canonical = serde_json_canonicalizer::to_vec(content).map_err(AppError::internal)?;
    Ok(hex::encode(keys_mac(salt, &[&canonical])))
}

/// Hexadecimal HMAC-SHA-256 of `words` under their salt, which stands in an event in place of words that may be erased:
/// of a text as it stands, without quotation marks; of anything else in its canonical form.
///
/// # Errors
/// [`AppError::Internal`] for a salt that is not 64 hexadecimal digits.
pub fn word_commitment(salt: &str, words: &impl Serialize) -> Result<String, AppError> {
    let salt = hex::decode(salt).map_err(AppError::internal)?;
    let salt: [u8; SALT_BYTES] = salt.try_into().map_err(|_| AppError::internal("a salt is cut off"))?;
    let bytes = match serde_json::to_value(words).map_err(AppError::internal)? {
        Value::String(text) => text.into_bytes(),
        other => serde_json_canonicalizer::to_vec(&other).map_err(AppError::internal)?,
    };
    Ok(hex::encode(keys_mac(&salt, &[&bytes])))
}

/// A salt for words that may be erased: 64 random hexadecimal digits.
pub fn new_word_salt() -> String {
    ids::random_hex(SALT_BYTES)
}

/// RFC 6962 leaf hash, hexadecimal: SHA-256 of a zero byte and the canonical leaf.
pub fn hash_of(canonical: &str) -> String {
    let mut hash = Sha256::new();
    hash.update([0_u8]);
    hash.update(canonical.as_bytes());
    hex::encode(hash.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn entry<'a>(content: &'a Value) -> Entry<'a> {
        Entry {
            leaf_type: "complaint.submitted",
            subject_kind: "complaint",
            subject_ref: "9f3ac2d17b604e58a1c40d2277e9b365",
            prev_state: None,
            state: "submitted",
            reason_code: None,
            actor_role: "patient",
            actor_id: None,
            content,
            extra: Map::new(),
        }
    }

    #[test]
    fn a_leaf_is_canonical_and_shows_only_the_minute() {
        let content = json!({"b": 1, "a": "text"});
        let at = Timestamp::parse("2026-03-14T10:11:12.345Z").unwrap();
        let leaf = Leaf::of(&entry(&content), at, "complaint-v1", None, &[1; SALT_BYTES]).unwrap();
        let text = leaf.canonical().unwrap();
        assert!(text.starts_with(r#"{"actor_pseudonym":null,"actor_role":"patient","commit":""#), "{text}");
        assert!(text.contains(r#""ts":"2026-03-14T10:11:00Z""#));
        for empty in ["prev_state", "reason_code", "actor_pseudonym"] {
            assert!(text.contains(&format!(r#""{empty}":null"#)), "{text}");
        }
        assert!(!text.contains("text\""));
        assert_eq!(hash_of(&text).len(), 64);
    }

    #[test]
    fn a_commitment_depends_on_salt_and_content_but_not_on_key_order() {
        let one = commitment(&[1; SALT_BYTES], &json!({"a": 1, "b": 2})).unwrap();
        assert_eq!(one, commitment(&[1; SALT_BYTES], &json!({"b": 2, "a": 1})).unwrap());
        assert_ne!(one, commitment(&[2; SALT_BYTES], &json!({"a": 1, "b": 2})).unwrap());
        assert_ne!(one, commitment(&[1; SALT_BYTES], &json!({"a": 1, "b": 3})).unwrap());
    }

    #[test]
    fn words_have_the_commitment_that_every_program_computes() {
        let salt = "01".repeat(SALT_BYTES);
        let of_abc = "73860612aa6aadf68985b6e9c4233357cedd5f24a221eba740b2aa8350276cfc";
        assert_eq!(word_commitment(&salt, &"abc").unwrap(), of_abc);
        assert_eq!(word_commitment(&salt, &"abc".to_owned()).unwrap(), of_abc);
        let of_other = word_commitment(&salt, &json!({"b": 1, "a": 2})).unwrap();
        assert_eq!(of_other, word_commitment(&salt, &"{\"a\":2,\"b\":1}").unwrap());
        assert_ne!(word_commitment(&new_word_salt(), &"abc").unwrap(), of_abc);
        assert!(word_commitment("01", &"abc").is_err());
        assert!(word_commitment("salt", &"abc").is_err());
    }

    #[test]
    fn a_leaf_that_is_too_long_is_refused() {
        let content = json!(null);
        let mut long = entry(&content);
        let filler = "x".repeat(LEAF_BYTES);
        long.reason_code = Some(&filler);
        let at = Timestamp::from_unix_millis(0);
        assert!(Leaf::of(&long, at, "v", None, &[0; SALT_BYTES]).unwrap().canonical().is_err());
    }
}
