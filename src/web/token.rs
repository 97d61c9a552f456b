//! Access tokens: short-lived, signed with Ed25519, readable by every node without asking the database.

use crate::clock::Timestamp;
use crate::error::{AppError, Code, TOKEN_EXPIRED, TOKEN_INVALID};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::SigningKey;
use ed25519_dalek::pkcs8::spki::der::pem::LineEnding;
use ed25519_dalek::pkcs8::{DecodePrivateKey as _, EncodePrivateKey as _, KeypairBytes};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use rand::Rng as _;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// Hexadecimal digits of a key's id.
const KID_LENGTH: usize = 16;

/// What a token says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    /// The account.
    pub sub: String,
    /// The session; when it ends, its tokens run out with their time.
    pub sid: String,
    pub roles: Vec<String>,
    /// Seconds since 1970; so `exp`.
    pub iat: i64,
    pub exp: i64,
    /// The site that made it and for which it holds: its public URL, both.
    pub iss: String,
    pub aud: String,
}

/// Signs tokens with the newest key and verifies those of this and former ones.
pub struct Signer {
    site: String,
    kid: String,
    key: EncodingKey,
    known: Vec<(String, DecodingKey)>,
}

impl Signer {
    /// `site` is the public URL; `pem` an Ed25519 private key in PKCS #8.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the key is not one.
    pub fn from_pem(site: &str, pem: &str) -> Result<Self, AppError> {
        let (kid, verifying) = verifying_key(pem)?;
        let key = EncodingKey::from_ed_pem(pem.as_bytes()).map_err(AppError::internal)?;
        Ok(Self { site: site.to_owned(), kid: kid.clone(), key, known: vec![(kid, verifying)] })
    }

    /// Also takes tokens signed with a former key, until they expire.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the key is not one.
    pub fn and_former(mut self, pem: &str) -> Result<Self, AppError> {
        self.known.push(verifying_key(pem)?);
        Ok(self)
    }

    /// A token for `seconds` from `now` (the machine's time).
    ///
    /// # Errors
    /// [`AppError::Internal`] when signing fails.
    pub fn sign(
        &self,
        account: &str,
        session: &str,
        roles: Vec<String>,
        life: (Timestamp, u64),
    ) -> Result<String, AppError> {
        let (now, seconds) = life;
        let iat = now.unix_millis() / 1_000;
        let claims = Claims {
            sub: account.to_owned(),
            sid: session.to_owned(),
            roles,
            iat,
            exp: iat.saturating_add_unsigned(seconds),
            iss: self.site.clone(),
            aud: self.site.clone(),
        };
        let header = Header { kid: Some(self.kid.clone()), ..Header::new(Algorithm::EdDSA) };
        jsonwebtoken::encode(&header, &claims, &self.key).map_err(AppError::internal)
    }

    /// What a token says, if it is ours and still holds at `now` (the machine's time).
    ///
    /// # Errors
    /// `token_expired`, or `token_invalid` for everything else.
    pub fn verify(&self, token: &str, now: Timestamp) -> Result<Claims, Code> {
        let header = jsonwebtoken::decode_header(token).map_err(|_| TOKEN_INVALID)?;
        let known = self.known.iter().find(|(kid, _)| header.kid.as_ref() == Some(kid));
        let (_, key) = known.ok_or(TOKEN_INVALID)?;
        let mut rules = Validation::new(Algorithm::EdDSA);
        rules.set_issuer(&[&self.site]);
        rules.set_audience(&[&self.site]);
        rules.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        // Compared below, with the clock that was passed in.
        rules.validate_exp = false;
        let claims = jsonwebtoken::decode::<Claims>(token, key, &rules).map_err(|_| TOKEN_INVALID)?.claims;
        if claims.exp <= now.unix_millis() / 1_000 { Err(TOKEN_EXPIRED) } else { Ok(claims) }
    }
}

/// A new Ed25519 private key as PKCS #8 PEM.
///
/// # Errors
/// [`AppError::Internal`] when it cannot be written down.
pub fn generate_signing_key() -> Result<String, AppError> {
    let mut secret_key = [0_u8; 32];
    rand::rng().fill_bytes(&mut secret_key);
    // Without the public key: version 1, which is what `openssl genpkey` writes and everything reads.
    let pair = KeypairBytes { secret_key, public_key: None };
    let pem = pair.to_pkcs8_pem(LineEnding::LF).map_err(|error| AppError::internal(error.to_string()))?;
    Ok(pem.as_str().to_owned())
}

fn verifying_key(pem: &str) -> Result<(String, DecodingKey), AppError> {
    let key = SigningKey::from_pkcs8_pem(pem).map_err(|error| AppError::internal(error.to_string()))?;
    let public = key.verifying_key().to_bytes();
    let mut kid = hex::encode(Sha256::digest(public));
    kid.truncate(KID_LENGTH);
    let decoding = DecodingKey::from_ed_components(&URL_SAFE_NO_PAD.encode(public)).map_err(AppError::internal)?;
    Ok((kid, decoding))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Duration;

    const SITE: &str = "https://candor.example";

    fn now() -> Timestamp {
        Timestamp::parse("2026-03-14T10:00:00Z").unwrap()
    }

    fn token(signer: &Signer) -> String {
        signer.sign("a1", "s1", vec!["member".into()], (now(), 600)).unwrap()
    }

    #[test]
    fn a_token_says_who_until_it_expires() {
        let signer = Signer::from_pem(SITE, &generate_signing_key().unwrap()).unwrap();
        let token = token(&signer);
        let claims = signer.verify(&token, now()).unwrap();
        assert_eq!((claims.sub.as_str(), claims.sid.as_str(), claims.roles), ("a1", "s1", vec!["member".to_owned()]));
        assert_eq!(signer.verify(&token, now().plus(Duration::seconds(600))), Err(TOKEN_EXPIRED));
    }

    #[test]
    fn former_keys_hold_and_foreign_ones_do_not() {
        let (old, new) = (generate_signing_key().unwrap(), generate_signing_key().unwrap());
        let token = token(&Signer::from_pem(SITE, &old).unwrap());
        let rotated = Signer::from_pem(SITE, &new).unwrap().and_former(&old).unwrap();
        assert!(rotated.verify(&token, now()).is_ok());
        assert_eq!(Signer::from_pem(SITE, &new).unwrap().verify(&token, now()), Err(TOKEN_INVALID));
        let elsewhere = Signer::from_pem("https://other.example", &old).unwrap();
        assert_eq!(elsewhere.verify(&token, now()), Err(TOKEN_INVALID));
    }

    #[test]
    fn a_changed_token_is_invalid() {
        let signer = Signer::from_pem(SITE, &generate_signing_key().unwrap()).unwrap();
        let token = token(&signer);
        let (head, rest) = token.split_once('.').unwrap();
        let (body, signature) = rest.split_once('.').unwrap();
        let unsigned = URL_SAFE_NO_PAD.encode(r#"{"alg":"none","typ":"JWT"}"#);
        for broken in [
            format!("{head}.{}.{signature}", body.replacen('c', "d", 1)),
            format!("{unsigned}.{body}."),
            format!("{head}.{body}."),
            "nothing".to_owned(),
            String::new(),
        ] {
            assert_eq!(signer.verify(&broken, now()), Err(TOKEN_INVALID), "{broken}");
        }
    }
}
