//! Reads the three sources into one list of keys and values, each with where it comes from.

use super::error::{ConfigError, Origin};
use super::place::{Lines, nearest};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;
use toml::de::{DeTable, DeValue};
use toml::{Table, Value};

/// Keys whose values nobody may read back.
const SECRET_KEYS: &[&str] =
    &["mail.smtp_url", "mail.inbound_webhook_secret", "secrets.signing_key", "secrets.master_key"];

/// Variables with our prefix that are not settings: the name of the file, and what the project's scripts hand on.
const OTHER_VARIABLES: &[&str] =
    &["CANDOR_CONFIG", "CANDOR_BINARY", "CANDOR_CHROMIUM", "CANDOR_PG_STATE", "CANDOR_SOAK", "CANDOR_UPDATE_SNAPSHOTS"];

/// Prefixes of variables that only our own tests read.
const TEST_PREFIXES: &[&str] = &["CANDOR_TEST_", "CANDOR_WALK_", "CANDOR_E2E_"];

/// One setting as the operator may see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Setting {
    /// `section.key`.
    pub key: String,
    /// As it would stand in a file; `set` or `not set` for a secret.
    pub value: String,
    /// `default`, `FILE:LINE` or the variable's name.
    pub origin: String,
}

struct Entry {
    value: Value,
    origin: Origin,
}

/// Every key of `default.toml` with the strongest value given for it.
pub(super) struct Sources {
    entries: BTreeMap<String, Entry>,
}

impl Sources {
    pub fn defaults() -> Result<Self, ConfigError> {
        let table: Table = toml::from_str(super::DEFAULTS)
            .map_err(|error| super::place::broken("config/default.toml", super::DEFAULTS, &error))?;
        let mut entries = BTreeMap::new();
        for (name, value) in table {
            match value {
                Value::Table(section) => entries.extend(
                    section.into_iter().map(|(key, value)| (format!("{name}.{key}"), Entry::default_of(value))),
                ),
                value => drop(entries.insert(name, Entry::default_of(value))),
            }
        }
        Ok(Self { entries })
    }

    /// Puts the file's values over what is there.
    pub fn add_file(&mut self, path: &Path) -> Result<(), ConfigError> {
        let shown = path.display().to_string();
        let text = std::fs::read_to_string(path)
            .map_err(|error| ConfigError::new(&shown, format!("the file cannot be read: {error}")))?;
        let lines = Lines::parse(&shown, &text)?;
        let typed: Table = toml::from_str(&text).map_err(|error| super::place::broken(&shown, &text, &error))?;
        for (name, value) in lines.table() {
            let name: &str = name.get_ref();
            match (value.get_ref(), typed.get(name)) {
                (DeValue::Table(section), Some(Value::Table(values))) => {
                    self.add_section(&lines, &shown, name, (section, values))?;
                }
                _ if self.sections().any(|section| section == name) => {
                    return Err(lines.error(name, format!("{name} is a section and needs keys below it")));
                }
                (_, Some(given)) => self.set(name, given, file_origin(&shown, lines.line(value.span())))?,
                (_, None) => {}
            }
        }
        Ok(())
    }

    fn add_section(
        &mut self,
        lines: &Lines<'_>,
        path: &str,
        name: &str,
        (places, values): (&DeTable<'_>, &Table),
    ) -> Result<(), ConfigError> {
        if places.is_empty() && !self.sections().any(|section| section == name) {
            return Err(lines.error(name, self.unknown_section(name)));
        }
        for (key, _) in places {
            let Some(given) = values.get(key.get_ref().as_ref()) else { continue };
            let origin = file_origin(path, lines.line(key.span()));
            self.set(&format!("{name}.{}", key.get_ref()), given, origin)?;
        }
        Ok(())
    }

    /// Puts the variables that begin with `CANDOR_`, and `DATABASE_URL`, over what is there.
    pub fn add_environment(&mut self, env: impl Iterator<Item = (String, String)>) -> Result<(), ConfigError> {
        for (name, text) in env {
            let Some(key) = key_of_variable(&name) else { continue };
            let origin = Origin::Variable(name);
            let Some(entry) = self.entries.get(&key) else {
                return Err(ConfigError::new(origin, self.unknown_key(&key)));
            };
            let Some(value) = from_text(&entry.value, &text) else {
                let shown = if is_secret(&key) { "the given text".to_owned() } else { format!("\"{text}\"") };
                return Err(ConfigError::new(
                    origin,
                    format!("{key} must be {}, not {shown}", type_name(&entry.value)),
                ));
            };
            self.entries.insert(key, Entry { value, origin });
        }
        Ok(())
    }

    fn set(&mut self, key: &str, given: &Value, origin: Origin) -> Result<(), ConfigError> {
        let Some(entry) = self.entries.get_mut(key) else {
            return Err(ConfigError::new(origin, self.unknown_key(key)));
        };
        if !same_type(&entry.value, given) {
            let message = format!("{key} must be {}, not {}", type_name(&entry.value), type_name(given));
            return Err(ConfigError::new(origin, message));
        }
        *entry = Entry { value: given.clone(), origin };
        Ok(())
    }

    fn unknown_key(&self, key: &str) -> String {
        let section = key.split_once('.').map(|(section, _)| section);
        if let Some(section) = section.filter(|section| !self.sections().any(|known| known == *section)) {
            return self.unknown_section(section);
        }
        match nearest(key, self.entries.keys().map(String::as_str)) {
            Some(meant) => format!("{key} is not a key; did you mean {meant}?"),
            None => format!("{key} is not a key; config/default.toml lists them all"),
        }
    }

    fn unknown_section(&self, name: &str) -> String {
        match nearest(name, self.sections()) {
            Some(meant) => format!("{name} is not a section; did you mean {meant}?"),
            None => format!("{name} is not a section; config/default.toml lists them all"),
        }
    }

    fn sections(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().filter_map(|key| key.split_once('.')).map(|(section, _)| section)
    }

    /// The merged values as typed sections.
    pub fn typed<T: DeserializeOwned>(&self) -> Result<T, ConfigError> {
        let mut root = Table::new();
        for (key, entry) in &self.entries {
            let Some((section, name)) = key.split_once('.') else {
                root.insert(key.clone(), entry.value.clone());
                continue;
            };
            let section = root.entry(section).or_insert_with(|| Value::Table(Table::new()));
            if let Value::Table(section) = section {
                section.insert(name.to_owned(), entry.value.clone());
            }
        }
        serde_path_to_error::deserialize(Value::Table(root)).map_err(|error| {
            let key = error.path().to_string();
            self.error(&key, format!("is wrong: {}", error.inner().message()))
        })
    }

    /// An error at wherever the value of `key` comes from; `what` goes on after the key's name.
    pub fn error(&self, key: &str, what: impl fmt::Display) -> ConfigError {
        let known = self.entries.keys().find(|known| key == *known || key.starts_with(&format!("{known}[")));
        match known.and_then(|known| self.entries.get(known)) {
            Some(Entry { origin: origin @ (Origin::File { .. } | Origin::Variable(_)), .. }) => {
                ConfigError::new(origin, format!("{key} {what}"))
            }
            _ => ConfigError::new("configuration", format!("{key} {what}")),
        }
    }

    /// Whether somebody gave a value for `key`, in a file or the environment.
    pub fn is_given(&self, key: &str) -> bool {
        self.entries.get(key).is_some_and(|entry| entry.origin != Origin::Default)
    }

    /// Every key with its value.
    pub fn values(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.entries.iter().map(|(key, entry)| (key.as_str(), &entry.value))
    }

    /// The list an operator may see.
    pub fn settings(&self) -> Vec<Setting> {
        let shown = |(key, entry): (&String, &Entry)| Setting {
            key: key.clone(),
            value: shown_value(key, &entry.value),
            origin: entry.origin.to_string(),
        };
        self.entries.iter().map(shown).collect()
    }
}

impl Entry {
    fn default_of(value: Value) -> Self {
        Self { value, origin: Origin::Default }
    }
}

fn file_origin(path: &str, line: usize) -> Origin {
    Origin::File { path: path.to_owned(), line }
}

fn key_of_variable(name: &str) -> Option<String> {
    if name == "DATABASE_URL" {
        return Some("database.url".to_owned());
    }
    if OTHER_VARIABLES.contains(&name) || TEST_PREFIXES.iter().any(|prefix| name.starts_with(prefix)) {
        return None;
    }
    name.strip_prefix("CANDOR_").map(|key| key.to_ascii_lowercase().replace("__", "."))
}

/// Reads `text` as the type that `like` has.
fn from_text(like: &Value, text: &str) -> Option<Value> {
    match like {
        Value::String(_) => Some(Value::String(text.to_owned())),
        Value::Integer(_) => text.trim().parse().ok().map(Value::Integer),
        Value::Boolean(_) => text.trim().parse().ok().map(Value::Boolean),
        Value::Array(items) => {
            let like = items.first().cloned().unwrap_or_else(|| Value::String(String::new()));
            let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
            parts.map(|part| from_text(&like, part)).collect::<Option<Vec<_>>>().map(Value::Array)
        }
        _ => None,
    }
}

fn same_type(like: &Value, given: &Value) -> bool {
    match (like, given) {
        (Value::Array(like), Value::Array(given)) => {
            let text = Value::String(String::new());
            let like = like.first().unwrap_or(&text);
            given.iter().all(|item| same_type(like, item))
        }
        _ => like.same_type(given),
    }
}

fn type_name(value: &Value) -> &'static str {
    match value {
        Value::String(_) => "a text",
        Value::Integer(_) => "a whole number",
        Value::Float(_) => "a number with a point",
        Value::Boolean(_) => "true or false",
        Value::Datetime(_) => "a date",
        Value::Array(items) if matches!(items.first(), Some(Value::Integer(_))) => "a list of whole numbers",
        Value::Array(_) => "a list of texts",
        Value::Table(_) => "a section",
    }
}

fn is_secret(key: &str) -> bool {
    SECRET_KEYS.contains(&key) || key == "database.url"
}

fn shown_value(key: &str, value: &Value) -> String {
    match value {
        Value::String(text) if SECRET_KEYS.contains(&key) => {
            if text.is_empty() {
                "not set".to_owned()
            } else {
                "set".to_owned()
            }
        }
        Value::String(text) if key == "database.url" => format!("\"{}\"", without_password(text)),
        value => value.to_string(),
    }
}

/// A database URL whose user, password and parameters are left out.
fn without_password(url: &str) -> String {
    let (start, rest) = match url.split_once("://") {
        Some((scheme, rest)) => (format!("{scheme}://"), rest),
        None => return url.to_owned(),
    };
    let rest = rest.rsplit_once('@').map_or(rest.to_owned(), |(_, host)| format!("…@{host}"));
    format!("{start}{}", rest.split('?').next().unwrap_or_default())
}
