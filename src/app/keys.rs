//! The site's keys: one master secret, from which each purpose derives its own.
//!
//! HKDF-Expand of RFC 5869 with HMAC-SHA-256; the purpose is the `info`. A key for one purpose says nothing
//! about the key for another.

use crate::error::AppError;
use chacha20poly1305::aead::Aead as _;
use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac as _};
use rand::Rng as _;
use secrecy::{ExposeSecret as _, SecretBox};
use sha2::Sha256;

/// Bytes of a derived key.
pub const KEY_BYTES: usize = 32;
/// Bytes of an XChaCha20-Poly1305 nonce; random ones do not collide at this length.
const NONCE_BYTES: usize = 24;

/// Derives keys from the master secret.
pub struct Keys {
    master: SecretBox<[u8; KEY_BYTES]>,
    /// PEM (PKCS#8) of the Ed25519 key that signs access tokens.
    signing_pem: secrecy::SecretString,
    /// Former signing keys whose tokens still hold until they expire.
    former_pems: Vec<secrecy::SecretString>,
}

impl Keys {
    pub fn new(master: [u8; KEY_BYTES], signing_pem: secrecy::SecretString) -> Self {
        Self { master: SecretBox::new(Box::new(master)), signing_pem, former_pems: Vec::new() }
    }

    /// Keeps the former signing keys too.
    #[must_use]
    pub fn and_former(mut self, pems: Vec<secrecy::SecretString>) -> Self {
        self.former_pems = pems;
        self
    }

    /// Former signing keys, PEM.
    pub fn former_pems(&self) -> impl Iterator<Item = &str> {
        self.former_pems.iter().map(|pem| pem.expose_secret())
    }

    pub fn signing_pem(&self) -> &str {
        self.signing_pem.expose_secret()
    }

    /// The key for one purpose, such as `cursor` or `ledger-salt`.
    pub fn derive(&self, purpose: &str) -> [u8; KEY_BYTES] {
        mac(self.master.expose_secret(), &[purpose.as_bytes(), &[1]])
    }

    /// HMAC-SHA-256 of `message` under the key for `purpose`.
    pub fn sign(&self, purpose: &str, message: &[u8]) -> [u8; KEY_BYTES] {
        mac(&self.derive(purpose), &[message])
    }

    /// Encrypts with XChaCha20-Poly1305: 24 bytes of nonce, then the sealed text.
    pub fn seal(&self, purpose: &str, plain: &[u8]) -> Result<Vec<u8>, AppError> {
        let mut nonce = [0_u8; NONCE_BYTES];
        rand::rng().fill_bytes(&mut nonce);
        let cipher = XChaCha20Poly1305::new(&self.derive(purpose).into());
        let sealed = cipher.encrypt(&XNonce::from(nonce), plain).map_err(|_| AppError::internal("sealing failed"))?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// Opens what [`seal`](Self::seal) made.
    pub fn open(&self, purpose: &str, sealed: &[u8]) -> Result<Vec<u8>, AppError> {
        let broken = || AppError::internal("a sealed value does not open with this key");
        let (nonce, text) = sealed.split_first_chunk::<NONCE_BYTES>().ok_or_else(broken)?;
        let cipher = XChaCha20Poly1305::new(&self.derive(purpose).into());
        cipher.decrypt(&XNonce::from(*nonce), text).map_err(|_| broken())
    }
}

/// HMAC-SHA-256 of the concatenated parts.
pub fn mac(key: &[u8; KEY_BYTES], parts: &[&[u8]]) -> [u8; KEY_BYTES] {
    #[expect(clippy::expect_used, reason = "HMAC takes keys of any length")]
    let mut mac = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(key).expect("any key length");
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_only_for_its_purpose() {
        let keys = Keys::new([7; KEY_BYTES], String::new().into());
        let sealed = keys.seal("salt", b"quiet").unwrap();
        assert_eq!(keys.open("salt", &sealed).unwrap(), b"quiet");
        assert!(keys.open("evidence", &sealed).is_err());
        assert!(keys.open("salt", &sealed[..20]).is_err());
    }
}
