//! Passwords: how strong they must be, how they are hashed, and that checking one always takes as long.

use super::names::{DisplayName, EmailAddress};
use super::rules::PASSWORD_TOO_WEAK;
use crate::app::App;
use crate::config::Accounts as Settings;
use crate::error::{AppError, Code, REQUIRED, TOO_LONG, TOO_SHORT};
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _, phc};
use argon2::{Algorithm, Argon2, Params, Version};
use secrecy::{ExposeSecret as _, SecretString};
use zxcvbn::zxcvbn;

/// A part of the address or the name shorter than this may stand in a password.
const TELLING_CHARACTERS: usize = 4;
/// Words that everybody would try here first.
const HOUSE_WORDS: [&str; 3] = ["candor", "hair transplant", "clinic"];

/// A password's argon2id hash, as a PHC string.
#[derive(Clone)]
pub struct PasswordHash(String);

impl PasswordHash {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whose password it is: what must not stand in it.
#[derive(Debug, Clone)]
pub(super) struct Owner {
    /// None while what was typed is no address.
    pub email: Option<EmailAddress>,
    pub name: String,
}

impl Owner {
    pub fn new(email: EmailAddress, name: &DisplayName) -> Self {
        Self { email: Some(email), name: name.as_str().to_owned() }
    }
}

/// Whether a new password is long and strong enough.
///
/// # Errors
/// The code for the field: `required`, `too_short`, `too_long` or `password_too_weak`.
pub(super) fn check(password: &str, owner: &Owner, settings: &Settings) -> Result<(), Code> {
    check_length(password, settings)?;
    let lower = password.to_lowercase();
    let mut telling = vec![owner.name.to_lowercase()];
    if let Some(email) = &owner.email {
        telling.extend([email.key().to_owned(), email.local_part().to_lowercase()]);
    }
    if telling.iter().any(|word| word.chars().count() >= TELLING_CHARACTERS && lower.contains(word.as_str())) {
        return Err(PASSWORD_TOO_WEAK);
    }
    // The lists of common and breached passwords are zxcvbn's: what is on one scores 0.
    let known: Vec<&str> = telling.iter().map(String::as_str).chain(HOUSE_WORDS).collect();
    let score = u32::from(u8::from(zxcvbn(password, &known).score()));
    if score == 0 || score < settings.password_min_score { Err(PASSWORD_TOO_WEAK) } else { Ok(()) }
}

/// Whether a password is neither too short nor too long.
pub(super) fn check_length(password: &str, settings: &Settings) -> Result<(), Code> {
    match password.chars().count() {
        0 => Err(REQUIRED),
        length if length < settings.password_min_length => Err(TOO_SHORT),
        length if length > settings.password_max_length => Err(TOO_LONG),
        _ => Ok(()),
    }
}

/// Checks a new password and hashes it when it is good enough; the outer error is the machine's, the inner the
/// field's.
pub(super) async fn check_and_hash(
    app: &App,
    password: SecretString,
    owner: Owner,
) -> Result<Result<PasswordHash, Code>, AppError> {
    let settings = app.config().accounts.clone();
    app.compute(move || match check(password.expose_secret(), &owner, &settings) {
        Ok(()) => hash_now(&settings, password.expose_secret()).map(Ok),
        Err(code) => Ok(Err(code)),
    })
    .await?
}

/// Hashes a password without judging it: for the host's own commands and seeds.
pub async fn hash(app: &App, password: SecretString) -> Result<PasswordHash, AppError> {
    let settings = app.config().accounts.clone();
    app.compute(move || hash_now(&settings, password.expose_secret())).await?
}

/// Whether `password` is the one behind `hash`. Without a hash the answer is no, and takes as long.
pub(super) async fn verify(app: &App, password: SecretString, hash: Option<String>) -> Result<bool, AppError> {
    let settings = app.config().accounts.clone();
    app.compute(move || {
        let password = password.expose_secret();
        let Some(hash) = hash else {
            return hash_now(&settings, password).map(|_| false);
        };
        let parsed = phc::PasswordHash::new(&hash).map_err(|error| AppError::internal(error.to_string()))?;
        // The parameters are those inside the hash.
        Ok(Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok())
    })
    .await?
}

fn hash_now(settings: &Settings, password: &str) -> Result<PasswordHash, AppError> {
    let broken = |error: &dyn std::fmt::Display| AppError::internal(error.to_string());
    let params = Params::new(settings.argon2_memory_kib, settings.argon2_iterations, settings.argon2_lanes, None)
        .map_err(|error| broken(&error))?;
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let hash = argon2.hash_password(password.as_bytes()).map_err(|error| broken(&error))?;
    Ok(PasswordHash(hash.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings() -> Settings {
        let folder = tempfile::tempdir().unwrap();
        crate::config::Config::development(folder.path()).unwrap().accounts
    }

    fn owner() -> Owner {
        let email = EmailAddress::parse("ana.kos@example.org").unwrap();
        Owner::new(email, &DisplayName::parse("teal_bicycle", 40).unwrap())
    }

    #[test]
    fn weak_passwords_are_refused() {
        for (password, code) in [
            ("", REQUIRED),
            ("short", TOO_SHORT),
            ("password1234", PASSWORD_TOO_WEAK),
            ("qwertyuiop", PASSWORD_TOO_WEAK),
            ("aaaaaaaaaaaaaaaaaa", PASSWORD_TOO_WEAK),
            ("Ana.Kos@example.org", PASSWORD_TOO_WEAK),
            ("xK9-ana.kos-77#w", PASSWORD_TOO_WEAK),
            ("Teal_Bicycle, all the way", PASSWORD_TOO_WEAK),
            (&*"x7".repeat(200), TOO_LONG),
        ] {
            assert_eq!(check(password, &owner(), &settings()), Err(code), "{password:?}");
        }
    }

    #[test]
    fn strong_passwords_are_taken() {
        for password in ["correct horse battery staple", "Vr8!mq-2Lzt0p", "drei graue katzen am kanal"] {
            assert_eq!(check(password, &owner(), &settings()), Ok(()), "{password:?}");
        }
    }

    #[test]
    fn a_hash_is_argon2id_with_the_settings_and_a_salt_of_its_own() {
        let (one, two) = (hash_now(&settings(), "x").unwrap(), hash_now(&settings(), "x").unwrap());
        assert!(one.as_str().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{}", one.as_str());
        assert_ne!(one.as_str(), two.as_str());
    }
}
