//! A text in every language of the pack, and codes with such a text.

use serde::Deserialize;
use std::collections::BTreeMap;

/// A text by language code.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Words(BTreeMap<String, String>);

impl Words {
    /// The text in `language`, else in English, else in whatever there is.
    pub fn get(&self, language: &str) -> &str {
        let found = self.0.get(language).or_else(|| self.0.get("en")).or_else(|| self.0.values().next());
        found.map_or("", String::as_str)
    }
}

/// A stable code and what people read for it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    pub code: String,
    pub words: Words,
}
