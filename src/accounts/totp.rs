//! Codes of authenticators (RFC 6238: SHA-1, six digits, 30 seconds, what every authenticator speaks) and recovery codes.

use super::model::AccountId;
use crate::app::Keys;
use crate::clock::Timestamp;
use crate::error::AppError;
use crate::ids;
use rand::Rng as _;
use totp_rs::{Builder, Secret, Totp};

/// Bytes of an authenticator's secret: the 160 bits that RFC 4226 recommends.
pub const SECRET_BYTES: usize = 20;
/// How many recovery codes are made at once.
const RECOVERY_CODES: usize = 10;
/// Random bytes of a recovery code; guessing is slowed by the delay of the sign-in.
const RECOVERY_BYTES: usize = 8;
/// Seconds for which a code stands.
const STEP_SECONDS: u64 = 30;
/// Steps before and after the present one that also count, for clocks that differ.
const SKEW: u16 = 1;

/// The authenticator of one account.
pub struct Authenticator(Totp);

impl Authenticator {
    /// # Errors
    /// [`AppError::Internal`] when the secret or a name is not what the standard takes.
    pub fn new(secret: [u8; SECRET_BYTES], issuer: &str, account: &str) -> Result<Self, AppError> {
        // Colons separate the parts of the link.
        let plain = |name: &str| name.replace(':', " ");
        let built = Builder::new()
            .with_secret(Secret::new_stack(secret))
            .with_step_duration(STEP_SECONDS)
            .with_skew(SKEW)
            .with_issuer(Some(plain(issuer)))
            .with_account_name(plain(account))
            .build();
        Ok(Self(built.map_err(|error| AppError::internal(error.to_string()))?))
    }

    /// The time step of a code that holds at `machine_now`.
    pub fn step_of(&self, code: &str, machine_now: Timestamp) -> Option<i64> {
        let seconds = u64::try_from(machine_now.unix_millis() / 1_000).ok()?;
        self.0.check(code, seconds).and_then(|step| i64::try_from(step).ok())
    }

    /// The secret as people type it: base32 in groups of four.
    pub fn secret(&self) -> String {
        grouped(&self.0.secret().to_base32())
    }

    /// The link that authenticators open.
    ///
    /// # Errors
    /// [`AppError::Internal`] when there is no link of these names.
    pub fn url(&self) -> Result<String, AppError> {
        self.0.to_url().map_err(|error| AppError::internal(error.to_string()))
    }
}

pub fn new_secret() -> [u8; SECRET_BYTES] {
    let mut secret = [0; SECRET_BYTES];
    rand::rng().fill_bytes(&mut secret);
    secret
}

/// A code as typed, without what people put between its groups.
pub fn plain(code: &str) -> String {
    code.chars().filter(|letter| !letter.is_whitespace() && *letter != '-').collect::<String>().to_lowercase()
}

/// New recovery codes as their owner gets them, once.
pub fn new_recovery_codes() -> Vec<String> {
    (0..RECOVERY_CODES).map(|_| grouped(&ids::random_hex(RECOVERY_BYTES)).replace(' ', "-")).collect()
}

/// What is kept of a recovery code: keyed, so that the table alone proves nothing.
pub fn recovery_hash(keys: &Keys, account: &AccountId, code: &str) -> String {
    hex::encode(keys.sign("recovery-code", format!("{account} {}", plain(code)).as_bytes()))
}

fn grouped(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
    groups.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_unix_millis(seconds * 1_000)
    }

    #[test]
    fn codes_are_those_of_the_standard() {
        // RFC 6238, appendix B, SHA-1, the last six of eight digits.
        let authenticator = Authenticator::new(*b"12345678901234567890", "Candor", "a@example.org").unwrap();
        for (seconds, code) in [(59, "287082"), (1_111_111_109, "081804"), (20_000_000_000, "353130")] {
            assert_eq!(authenticator.step_of(code, at(seconds)), Some(seconds / 30), "{code}");
            assert_eq!(authenticator.step_of(code, at(seconds + 30)), Some(seconds / 30), "a slow clock");
            assert_eq!(authenticator.step_of(code, at(seconds + 90)), None);
        }
        assert_eq!(authenticator.step_of("", at(59)), None);
        assert_eq!(authenticator.step_of("28708x", at(59)), None);
    }

    #[test]
    fn the_link_names_site_account_and_secret() {
        let authenticator = Authenticator::new(*b"12345678901234567890", "A: site", "a@example.org").unwrap();
        assert_eq!(authenticator.secret(), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
        let url = authenticator.url().unwrap();
        assert!(url.starts_with("otpauth://totp/A"), "{url}");
        assert!(url.contains("secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"), "{url}");
    }

    #[test]
    fn recovery_codes_differ_and_are_read_as_typed() {
        let codes = new_recovery_codes();
        assert_eq!(codes.len(), RECOVERY_CODES);
        assert_ne!(codes[0], codes[1]);
        assert_eq!(plain("AB12-cd34 ef56"), "ab12cd34ef56");
        assert_eq!(codes[0].len(), 19, "{}", codes[0]);
    }
}
