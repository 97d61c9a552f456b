//! The single-case link in a letter to a clinic.

use crate::app::Tx;
use crate::clock::Timestamp;
use crate::complaints::model::LinkRow;
use crate::complaints::store;
use crate::error::AppError;
use chrono::Duration;
use rand::Rng as _;
use sha2::{Digest as _, Sha256};

/// Bytes of a link's token.
const TOKEN_BYTES: usize = 32;
/// How long a link works: longer than the whole way to a decision.
const LINK_DAYS: i64 = 120;

/// A new link to one case. Only the hash of its token is kept, so every letter needs one of its own.
pub fn make(tx: &mut Tx<'_>, complaint: &str) -> Result<String, AppError> {
    let mut bytes = [0_u8; TOKEN_BYTES];
    rand::rng().fill_bytes(&mut bytes);
    let token = hex::encode(bytes);
    store::add_link(tx.conn, &row(&token, complaint, tx.now))?;
    Ok(format!("{}/case-links/{token}", tx.site.config.server.public_url))
}

fn row(token: &str, complaint: &str, now: Timestamp) -> LinkRow {
    LinkRow {
        token_hash: hash_of(token),
        complaint_id: complaint.to_owned(),
        expires_at: now.plus(Duration::days(LINK_DAYS)),
        created_at: now,
    }
}

/// What is stored of a token: its SHA-256, hexadecimal.
pub fn hash_of(token: &str) -> String {
    hex::encode(Sha256::digest(token.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_hash_of_a_token_is_kept_for_120_days() {
        let now = Timestamp::parse("2026-11-02T09:00:00Z").unwrap();
        let row = row("ab", "CMP-2026-000001", now);
        assert_eq!(row.token_hash, "fb8e20fc2e4c3f248c60c39bd652f3c1347298bb977b8b4d5903b85055620603");
        assert_eq!(row.expires_at.to_string(), "2027-03-02T09:00:00Z");
    }
}
