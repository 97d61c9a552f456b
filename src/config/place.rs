//! Lines of a TOML text, and the key somebody probably meant.

use super::ConfigError;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A parsed TOML text that knows the line of each of its values.
pub(crate) struct Lines<'t> {
    path: &'t str,
    text: &'t str,
    table: Spanned<DeTable<'t>>,
}

impl<'t> Lines<'t> {
    /// Parses `text`; a mistake in its form is reported with `path` and line.
    pub fn parse(path: &'t str, text: &'t str) -> Result<Self, ConfigError> {
        let table = DeTable::parse(text).map_err(|error| broken(path, text, &error))?;
        Ok(Self { path, text, table })
    }

    pub fn table(&self) -> &DeTable<'t> {
        self.table.get_ref()
    }

    /// The line, counted from 1, at which `span` begins.
    pub fn line(&self, span: Range<usize>) -> usize {
        line_at(self.text, span.start)
    }

    /// An error at the value that `steps` lead to (`complaints.categories.3.code`), or at the nearest one above it.
    pub fn error(&self, steps: &str, message: impl Into<String>) -> ConfigError {
        ConfigError::at_line(self.path, self.line_of(steps), message)
    }

    fn line_of(&self, steps: &str) -> usize {
        let mut steps = steps.split('.');
        let first = steps.next().and_then(|key| self.table().get_key_value(key));
        let Some((key, mut value)) = first else { return 1 };
        let mut start = key.span().start;
        for step in steps {
            let next = match value.get_ref() {
                DeValue::Table(table) => table.get_key_value(step).map(|(key, value)| (key.span().start, value)),
                DeValue::Array(items) => {
                    let item = step.parse().ok().and_then(|index: usize| items.get(index));
                    item.map(|value| (value.span().start, value))
                }
                _ => None,
            };
            let Some((at, found)) = next else { break };
            (start, value) = (at, found);
        }
        line_at(self.text, start)
    }
}

/// A mistake that the TOML parser or serde found in `text`.
pub(crate) fn broken(path: &str, text: &str, error: &toml::de::Error) -> ConfigError {
    let line = error.span().map_or(1, |span| line_at(text, span.start));
    ConfigError::at_line(path, line, error.message().replace('\n', " "))
}

fn line_at(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1
}

/// The candidate that differs from `word` in the fewest letters, if any is near enough to be meant.
pub(crate) fn nearest<'c>(word: &str, candidates: impl Iterator<Item = &'c str>) -> Option<&'c str> {
    let allowed = (word.chars().count() / 3).max(2);
    candidates
        .map(|candidate| (distance(word, candidate), candidate))
        .filter(|(d, _)| *d <= allowed)
        .min()
        .map(|(_, c)| c)
}

/// Letters to add, drop or change between the two (Levenshtein).
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, letter) in left.chars().enumerate() {
        let mut next = vec![i + 1];
        for (other, (above, above_right)) in right.iter().zip(row.iter().zip(row.iter().skip(1))) {
            let change = above + usize::from(letter != *other);
            let beside = next.last().map_or(0, |last| last + 1);
            next.push(change.min(above_right + 1).min(beside));
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}
