//! The keys a site lives by: read from settings or files, made on the first start in development only.

use super::error::ConfigError;
use super::source::Sources;
use super::{Config, SecretSettings};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use ed25519_dalek::SigningKey;
use ed25519_dalek::pkcs8::spki::der::pem::LineEnding;
use ed25519_dalek::pkcs8::{DecodePrivateKey as _, EncodePrivateKey as _};
use secrecy::{ExposeSecret as _, SecretBox, SecretString};
use std::collections::HashSet;
use std::io::Write as _;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

/// A key of 32 random bytes.
pub type KeyBytes = SecretBox<[u8; 32]>;

/// Fewest different bytes in a key that was made by chance and not by hand.
const LEAST_VARIETY: usize = 12;

/// Bytes of a webhook's key, as Standard Webhooks asks.
const WEBHOOK_KEY_BYTES: RangeInclusive<usize> = 24..=64;

/// Every key of the site, checked.
#[derive(Debug)]
pub struct Secrets {
    /// Ed25519 private key that signs access tokens, PKCS #8 PEM.
    pub signing_key: SecretString,
    /// Former signing keys whose tokens still hold, PKCS #8 PEM.
    pub retired_signing_keys: Vec<SecretString>,
    /// What the key for each purpose is derived from.
    pub master_key: KeyBytes,
}

impl Secrets {
    /// Reads every secret; in development makes the missing ones in `secrets/` under `data.dir`, once.
    pub fn open(config: &Config) -> Result<Self, ConfigError> {
        let sources = Sources::defaults()?;
        if !config.is_development() {
            return Self::read(config, &sources);
        }
        let mut config = config.clone();
        let folder = config.data.dir.join("secrets");
        for (name, text, file) in slots(&mut config.secrets) {
            if text.is_none() && file.is_none() {
                let path = folder.join(name);
                make_once(&path, name)?;
                *file = Some(path);
            }
        }
        Self::read(&config, &sources)
    }

    /// Reads every secret; a missing, malformed or weak one is refused.
    pub(super) fn read(config: &Config, sources: &Sources) -> Result<Self, ConfigError> {
        let mut settings = config.secrets.clone();
        let mut found = Vec::new();
        for (name, text, file) in slots(&mut settings) {
            let key = format!("secrets.{name}");
            found.push(match (text.take(), file.take()) {
                (Some(text), _) => (key, text),
                (None, Some(path)) => {
                    let key = format!("{key}_file");
                    let text = read_file(&path, &key, sources)?;
                    (key, text)
                }
                (None, None) => {
                    let what = format!("is missing; set it, {key}_file or CANDOR_SECRETS__{}", name.to_uppercase());
                    return Err(sources.error(&key, what));
                }
            });
        }
        let mut retired_signing_keys = Vec::new();
        for path in &config.secrets.retired_signing_key_files {
            let key = "secrets.retired_signing_key_files";
            retired_signing_keys.push(signing_key(&(key.to_owned(), read_file(path, key, sources)?), sources)?);
        }
        let [signing, master] = found.as_slice() else {
            return Err(ConfigError::new("configuration", "the secrets are incomplete"));
        };
        Ok(Self {
            signing_key: signing_key(signing, sources)?,
            retired_signing_keys,
            master_key: key_bytes(master, sources)?,
        })
    }
}

type Slot<'s> = (&'static str, &'s mut Option<SecretString>, &'s mut Option<PathBuf>);

/// Name, text and file of each secret.
fn slots(settings: &mut SecretSettings) -> [Slot<'_>; 2] {
    [
        ("signing_key", &mut settings.signing_key, &mut settings.signing_key_file),
        ("master_key", &mut settings.master_key, &mut settings.master_key_file),
    ]
}

/// The text of a secret's file without the line end behind it.
pub(super) fn read_file(path: &Path, key: &str, sources: &Sources) -> Result<SecretString, ConfigError> {
    let unreadable = |error| sources.error(key, format!("names {}, which cannot be read: {error}", path.display()));
    let text = std::fs::read_to_string(path).map_err(unreadable)?;
    if text.trim().is_empty() {
        return Err(sources.error(key, format!("names {}, which is empty", path.display())));
    }
    Ok(SecretString::from(text.trim()))
}

fn signing_key((key, text): &(String, SecretString), sources: &Sources) -> Result<SecretString, ConfigError> {
    match SigningKey::from_pkcs8_pem(text.expose_secret()) {
        Ok(signing) if is_varied(&signing.to_bytes()) => Ok(text.clone()),
        Ok(_) => Err(sources.error(key, "is a default or made by hand; openssl genpkey -algorithm ed25519 makes one")),
        Err(_) => Err(sources.error(key, "must be an Ed25519 private key as PKCS #8 PEM")),
    }
}

fn key_bytes((key, text): &(String, SecretString), sources: &Sources) -> Result<KeyBytes, ConfigError> {
    let mut bytes = [0; 32];
    if hex::decode_to_slice(text.expose_secret(), &mut bytes).is_err() {
        return Err(sources.error(key, "must be 64 hexadecimal digits"));
    }
    if !is_varied(&bytes) {
        return Err(sources.error(key, "is a default or made by hand; openssl rand -hex 32 makes one"));
    }
    Ok(SecretBox::new(Box::new(bytes)))
}

pub(super) fn is_varied(bytes: &[u8]) -> bool {
    let step = |(one, next): (&u8, &u8)| next.wrapping_sub(*one);
    let steps: HashSet<u8> = bytes.iter().zip(bytes.iter().skip(1)).map(step).collect();
    bytes.iter().collect::<HashSet<_>>().len() >= LEAST_VARIETY && steps.len() >= LEAST_VARIETY
}

/// The key in a secret of Standard Webhooks: `whsec_` and 24 to 64 bytes in base64.
pub fn webhook_key(secret: &SecretString) -> Option<SecretBox<Vec<u8>>> {
    let bytes = BASE64.decode(secret.expose_secret().strip_prefix("whsec_")?).ok()?;
    WEBHOOK_KEY_BYTES.contains(&bytes.len()).then(|| SecretBox::new(Box::new(bytes)))
}

/// Writes a new secret to `path`, readable by this user only, unless the file is there.
fn make_once(path: &Path, name: &str) -> Result<(), ConfigError> {
    let failed = |error: &dyn std::fmt::Display| {
        ConfigError::new(path.display(), format!("the development secret cannot be made: {error}"))
    };
    if path.exists() {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|error| failed(&error))?;
    }
    let random: [u8; 32] = rand::random();
    let text = if name == "signing_key" {
        let pem = SigningKey::from_bytes(&random).to_pkcs8_pem(LineEnding::LF).map_err(|error| failed(&error))?;
        pem.to_string()
    } else {
        hex::encode(random)
    };
    write_whole(path, &text).map_err(|error| failed(&error))
}

/// Writes beside `path` and links it into place, so that two processes starting at once agree on the first one's key.
fn write_whole(path: &Path, text: &str) -> std::io::Result<()> {
    let draft = path.with_extension(format!("{:016x}", rand::random::<u64>()));
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&draft)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    let linked = std::fs::hard_link(&draft, path);
    std::fs::remove_file(&draft)?;
    match linked {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}
