//! Identifiers: opaque to clients, ordered by creation for us.

use crate::clock::Timestamp;
use rand::{Rng as _, RngExt as _};
use std::sync::atomic::{AtomicU32, Ordering};

/// Characters in an id: 32 lowercase hexadecimal digits.
pub const ID_LENGTH: usize = 32;

/// Counts the ids of this process, so that two made in one millisecond keep their order.
static MADE: AtomicU32 = AtomicU32::new(0);

/// A new identifier: UUID version 7 of `now`, as 32 lowercase hexadecimal digits.
///
/// Behind the milliseconds stand 32 bits of a counter, then 42 random ones: ids of one process are ordered by
/// creation even when the clock stands still.
pub fn mint(now: Timestamp) -> String {
    let millis = u64::try_from(now.unix_millis()).unwrap_or(0);
    let count = u128::from(MADE.fetch_add(1, Ordering::Relaxed));
    let noise: u64 = rand::rng().random();
    // 74 bits: the counter above 42 random bits. `Builder` overwrites the version and variant bits between.
    let tail = (count << 42) | u128::from(noise >> 22);
    let (upper, lower) = (tail >> 62, tail & ((1 << 62) - 1));
    let value = (u128::from(millis) << 80) | (0x7 << 76) | (upper << 64) | (0b10 << 62) | lower;
    uuid::Uuid::from_u128(value).simple().to_string()
}

/// Whether `text` has the form of an id that [`mint`] makes.
pub fn is_well_formed(text: &str) -> bool {
    text.len() == ID_LENGTH && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

/// `bytes` random bytes as lowercase hexadecimal: for public references and secrets.
pub fn random_hex(bytes: usize) -> String {
    let mut buffer = vec![0_u8; bytes];
    rand::rng().fill_bytes(&mut buffer);
    hex::encode(buffer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_well_formed_and_ordered_by_time() {
        let earlier = mint(Timestamp::parse("2026-03-14T10:00:00Z").unwrap());
        let later = mint(Timestamp::parse("2026-03-14T10:00:01Z").unwrap());
        assert!(is_well_formed(&earlier) && is_well_formed(&later));
        assert!(earlier < later);
        assert!(!is_well_formed("../etc/passwd"));
    }

    #[test]
    fn ids_made_in_one_millisecond_keep_their_order() {
        let now = Timestamp::parse("2026-03-14T10:00:00Z").unwrap();
        let made: Vec<String> = (0..1_000).map(|_| mint(now)).collect();
        assert!(made.is_sorted());
        assert_eq!(uuid::Uuid::parse_str(&made[0]).unwrap().get_version_num(), 7);
    }
}
