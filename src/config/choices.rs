//! The settings that are a choice between words, and the ones that may be left empty.

use super::Config;
use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Deserializer, de};
use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;

/// What the site is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Profile {
    Development,
    Production,
}

impl fmt::Display for Profile {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Development => "development",
            Self::Production => "production",
        })
    }
}

/// Whether staff need a second factor before staff acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StaffSecondFactor {
    /// Required in production, off in development.
    Auto,
    Required,
    Off,
}

/// When SQLite calls a commit done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Synchronous {
    /// When the disk has it: a commit survives a power cut.
    Full,
    /// When the system has it: a commit survives the end of the process only.
    Normal,
}

impl Synchronous {
    /// The word of SQLite's pragma.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Full => "FULL",
            Self::Normal => "NORMAL",
        }
    }
}

/// How a line of the log looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    Json,
    Text,
}

/// The least important line that is still written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogLevel {
    Error,
    Warn,
    Info,
    Debug,
    Trace,
}

impl LogLevel {
    /// The word that log filters use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warn => "warn",
            Self::Info => "info",
            Self::Debug => "debug",
            Self::Trace => "trace",
        }
    }
}

impl Config {
    /// Whether the doors for trying out (`/dev/*`) are open.
    pub fn is_development(&self) -> bool {
        self.profile == Profile::Development
    }

    /// Whether staff need a second factor, with `auto` decided by the profile.
    pub fn staff_second_factor_required(&self) -> bool {
        match self.accounts.staff_second_factor {
            StaffSecondFactor::Auto => !self.is_development(),
            StaffSecondFactor::Required => true,
            StaffSecondFactor::Off => false,
        }
    }

    /// Where the data is kept, with the password if it has one; never show it.
    pub fn database_url(&self) -> String {
        self.database.url.expose_secret().to_owned()
    }

    /// The host name behind message ids and reply addresses.
    pub fn mail_domain(&self) -> &str {
        &self.mail.reply_domain
    }

    /// Whether `server.public_url` is https: cookies are `Secure` and HSTS is sent.
    pub fn is_https(&self) -> bool {
        self.server.public_url.starts_with("https://")
    }
}

pub(super) fn optional_secret<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<SecretString>, D::Error> {
    Ok(given(deserializer)?.map(SecretString::from))
}

pub(super) fn optional_path<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<PathBuf>, D::Error> {
    Ok(given(deserializer)?.map(PathBuf::from))
}

pub(super) fn optional_address<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<SocketAddr>, D::Error> {
    given(deserializer)?.map(|text| text.parse().map_err(de::Error::custom)).transpose()
}

/// The text, unless it is empty, which means "not set".
fn given<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let text = String::deserialize(deserializer)?;
    Ok((!text.trim().is_empty()).then(|| text.trim().to_owned()))
}
