//! The settings of a site: `config/default.toml` inside the binary, then a file, then the environment.
//!
//! [`Config::load`] reads all three, refuses unknown keys, wrong types and values out of range, and names the file,
//! line and key, or the variable, of what is wrong. `source` reads and merges, `sections` are the typed values,
//! `bounds` holds the range of every number, `rules` what must fit together, `secrets` the keys a site lives by.

mod bounds;
mod choices;
mod error;
mod place;
mod rules;
mod secrets;
mod sections;
mod source;

#[cfg(test)]
mod tests;

use std::path::Path;

pub use choices::{LogFormat, LogLevel, Profile, StaffSecondFactor, Synchronous};
pub use error::{ConfigError, Origin};
pub(crate) use place::{Lines, broken};
pub use secrets::{KeyBytes, Secrets, webhook_key};
pub use sections::*;
pub use source::Setting;

/// The text of `config/default.toml`, every key with its comment.
pub const DEFAULTS: &str = include_str!("../../config/default.toml");

impl Config {
    /// Reads the defaults, then `file`, then the variables of `env`, and checks the whole.
    ///
    /// Reads secrets' files in production, writes nothing. In development [`Secrets::open`] makes what is missing.
    pub fn load(file: Option<&Path>, env: impl Iterator<Item = (String, String)>) -> Result<Self, ConfigError> {
        let mut sources = source::Sources::defaults()?;
        if let Some(path) = file {
            sources.add_file(path)?;
        }
        sources.add_environment(env)?;
        Self::from_sources(&sources)
    }

    /// The defaults in the development profile with `dir` as data folder: what tests start from.
    pub fn development(dir: &Path) -> Result<Self, ConfigError> {
        let dir = dir.to_string_lossy().into_owned();
        let env = [("CANDOR_PROFILE".to_owned(), "development".to_owned()), ("CANDOR_DATA__DIR".to_owned(), dir)];
        Self::load(None, env.into_iter())
    }

    fn from_sources(sources: &source::Sources) -> Result<Self, ConfigError> {
        bounds::check(sources)?;
        let mut config: Self = sources.typed()?;
        config.settings = sources.settings();
        rules::complete(&mut config, sources)?;
        rules::check(&config, sources)?;
        Ok(config)
    }

    /// Every setting with where it comes from; secrets only say whether they are set.
    pub fn redacted(&self) -> &[Setting] {
        &self.settings
    }
}

/// What `candor check-config` prints: reads `file` and this process's environment and lists every setting.
pub fn check(file: Option<&Path>) -> Result<String, ConfigError> {
    let config = Config::load(file, std::env::vars())?;
    let pack = crate::specialty::Pack::open(&config.specialty.pack)?;
    let mut report = format!("The configuration is good: {} profile, pack {}.\n\n", config.profile, pack.name);
    for setting in config.redacted() {
        report.push_str(&format!("{} = {}  # {}\n", setting.key, setting.value, setting.origin));
    }
    Ok(report)
}
