//! Whether a message was posted by the mail service that holds the secret, as Standard Webhooks 1.0 says. Pure.
//!
//! Signed is `id.timestamp.body` with HMAC-SHA-256; a sender that rotates its secret sends several signatures.

use crate::clock::Timestamp;
use crate::error::{Code, Refusal};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::{Digest as _, Sha256};

/// No signature, or none that was made with the secret of this door.
pub const SIGNATURE_INVALID: Code = Code::new("signature_invalid", 401);
/// The signature was made too long ago, or ahead of this machine's clock.
pub const SIGNATURE_EXPIRED: Code = Code::new("signature_expired", 401);

/// How far the sender's clock and ours may be apart, as Standard Webhooks recommends.
const TOLERANCE_MILLIS: u64 = 5 * 60 * 1_000;
/// Signatures of one request that are compared.
const MOST_SIGNATURES: usize = 8;
/// Characters of an id.
const ID_MAX: usize = 255;

/// What a sender says of a request: the values of `webhook-id`, `webhook-timestamp` and `webhook-signature`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    id: String,
    at: String,
    /// Each as it came, decoded.
    signatures: Vec<Vec<u8>>,
}

impl Signed {
    /// Reads the three headers; what they say is believed only after [`check`](Self::check).
    ///
    /// # Errors
    /// 401 `signature_invalid` where one is missing or malformed, `signature_expired` outside the tolerance.
    pub fn read(header: impl Fn(&str) -> Option<String>, now: Timestamp) -> Result<Self, Refusal> {
        let invalid = || Refusal::new(SIGNATURE_INVALID);
        let said = |name| header(name).filter(|value| !value.is_empty()).ok_or_else(invalid);
        let (id, at, signatures) = (said("webhook-id")?, said("webhook-timestamp")?, said("webhook-signature")?);
        if id.len() > ID_MAX {
            return Err(invalid());
        }
        let seconds: i64 = at.parse().map_err(|_| invalid())?;
        let apart = seconds.saturating_mul(1_000).abs_diff(now.unix_millis());
        if apart > TOLERANCE_MILLIS {
            return Err(Refusal::new(SIGNATURE_EXPIRED));
        }
        let ours = signatures.split(' ').filter_map(|one| one.strip_prefix("v1,"));
        let signatures: Vec<_> = ours.take(MOST_SIGNATURES).filter_map(|text| BASE64.decode(text).ok()).collect();
        if signatures.is_empty() { Err(invalid()) } else { Ok(Self { id, at, signatures }) }
    }

    /// Compares in constant time.
    ///
    /// # Errors
    /// 401 `signature_invalid` unless one of the signatures was made of this body with this key.
    pub fn check(&self, key: &[u8], body: &[u8]) -> Result<(), Refusal> {
        let invalid = || Refusal::new(SIGNATURE_INVALID);
        let mut mac = Hmac::<Sha256>::new_from_slice(key).map_err(|_| invalid())?;
        for part in [self.id.as_bytes(), b".", self.at.as_bytes(), b".", body] {
            mac.update(part);
        }
        let holds = |signature: &Vec<u8>| mac.clone().verify_slice(signature).is_ok();
        if self.signatures.iter().any(holds) { Ok(()) } else { Err(invalid()) }
    }

    /// The same for the same delivery, however often it is tried.
    pub fn delivery(&self) -> String {
        format!("webhook-{}", hex::encode(Sha256::digest(&self.id)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::webhook_key;
    use secrecy::ExposeSecret as _;

    /// The example that the libraries of Standard Webhooks are tested with.
    const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    const ID: &str = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    const AT: &str = "1614265330";
    const BODY: &[u8] = br#"{"test": 2432232314}"#;
    const SIGNATURE: &str = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    fn read(id: &str, at: &str, signature: &str, now: i64) -> Result<Signed, Refusal> {
        let header = |name: &str| {
            let value = match name {
                "webhook-id" => id,
                "webhook-timestamp" => at,
                _ => signature,
            };
            Some(value.to_owned())
        };
        Signed::read(header, Timestamp::from_unix_millis(now * 1_000))
    }

    fn checked(id: &str, at: &str, signature: &str, now: i64) -> Result<(), Code> {
        let key = webhook_key(&SECRET.to_owned().into()).unwrap();
        let signed = read(id, at, signature, now);
        signed.and_then(|signed| signed.check(key.expose_secret(), BODY)).map_err(|refusal| refusal.code)
    }

    #[test]
    fn the_published_example_holds_for_five_minutes() {
        let at: i64 = AT.parse().unwrap();
        for (now, holds) in [(at, true), (at + 300, true), (at - 300, true), (at + 301, false), (at - 301, false)] {
            let told = checked(ID, AT, SIGNATURE, now);
            assert_eq!(told, if holds { Ok(()) } else { Err(SIGNATURE_EXPIRED) }, "{now}");
        }
    }

    #[test]
    fn one_of_several_signatures_is_enough_and_anything_else_is_refused() {
        let at: i64 = AT.parse().unwrap();
        let two = format!("v1,bm90IGl0 {SIGNATURE} v1a,asymmetric");
        assert_eq!(checked(ID, AT, &two, at), Ok(()));
        let next = (at + 1).to_string();
        for (id, stamp, signature) in [
            ("", AT, SIGNATURE),
            (ID, "", SIGNATURE),
            (ID, AT, ""),
            (ID, "today", SIGNATURE),
            ("msg_other", AT, SIGNATURE),
            (ID, &next, SIGNATURE),
            (ID, AT, "v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="),
            (ID, AT, "v1,bm90IGl0"),
            (ID, AT, "v1,not base64"),
        ] {
            assert_eq!(checked(id, stamp, signature, at), Err(SIGNATURE_INVALID), "{id} {stamp} {signature}");
        }
    }
}
