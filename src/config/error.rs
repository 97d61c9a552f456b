//! What is wrong with a setting or a pack, and where.

use std::error::Error;
use std::fmt;

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// `config/default.toml`.
    Default,
    /// A file and the line in it, counted from 1.
    File { path: String, line: usize },
    /// An environment variable.
    Variable(String),
}

impl fmt::Display for Origin {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => out.write_str("default"),
            Self::File { path, line } => write!(out, "{path}:{line}"),
            Self::Variable(name) => out.write_str(name),
        }
    }
}

/// One thing that is wrong, as a sentence that starts with its place:
/// `config/site.toml:12: server.bnd is not a key; did you mean server.bind?`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigError {
    place: String,
    message: String,
}

impl ConfigError {
    /// At a place, a sentence that names the key and what is expected.
    pub fn new(place: impl fmt::Display, message: impl Into<String>) -> Self {
        Self { place: place.to_string(), message: message.into() }
    }

    /// At a line of a file.
    pub fn at_line(path: &str, line: usize, message: impl Into<String>) -> Self {
        Self::new(Origin::File { path: path.to_owned(), line }, message)
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.place, self.message)
    }
}

impl Error for ConfigError {}
