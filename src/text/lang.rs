//! The languages of the site: choosing one, and saying things in it.
//!
//! Every sentence people read lives in `frontend/locales/<language>/*.ftl` (Fluent). A key that a language
//! lacks is said in English; a key that English lacks is answered as it is, so that nothing is ever blank.
//! A new language is one more line in [`Lang`], its marks in `numbers`, and a folder of `.ftl` files.

mod catalogue;
mod dates;
mod numbers;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};
use std::fmt;

/// A language the site speaks completely.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    #[default]
    En,
    De,
}

impl Lang {
    /// Every language, in the order in which pages offer them.
    pub const ALL: &[Self] = &[Self::En, Self::De];

    /// The BCP 47 code: what `lang` attributes, folders and settings say.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::De => "de",
        }
    }

    /// The language's name in itself.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::De => "Deutsch",
        }
    }

    /// The language of a BCP 47 tag, by its first part: `de-AT` is German.
    pub fn from_code(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next()?.trim();
        Self::ALL.iter().copied().find(|lang| lang.as_str().eq_ignore_ascii_case(primary))
    }

    /// The language a reader would like most, from an `Accept-Language` header; English when none fits.
    pub fn from_accept_language(header: &str) -> Self {
        let mut best = (Self::default(), 0_u16);
        for wish in header.split(',') {
            let (tag, weight) = weighed(wish);
            let Some(lang) = Self::from_code(tag) else { continue };
            if weight > best.1 {
                best = (lang, weight);
            }
        }
        best.0
    }

    /// Whether this language or English has a sentence under `key`.
    pub fn has(self, key: &str) -> bool {
        catalogue::has(self, key) || catalogue::has(Self::En, key)
    }

    /// The sentence under `key`.
    pub fn t(self, key: &str) -> String {
        self.t_with(key, &[])
    }

    /// The sentence under `key`, with its variables filled in.
    pub fn t_with(self, key: &str, values: &[(&str, Value)]) -> String {
        catalogue::say(self, key, values)
            .or_else(|| catalogue::say(Self::En, key, values))
            .unwrap_or_else(|| key.to_owned())
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

/// A tag of `Accept-Language` and its quality in thousandths: 1000 unless it says otherwise.
fn weighed(wish: &str) -> (&str, u16) {
    let Some((tag, parameters)) = wish.split_once(';') else { return (wish.trim(), 1000) };
    let quality = parameters.split(';').find_map(|part| part.trim().strip_prefix("q="));
    (tag.trim(), quality.map_or(1000, thousandths))
}

/// `0.8` as 800; what is not a quality counts for nothing.
fn thousandths(quality: &str) -> u16 {
    let (whole, fraction) = quality.trim().split_once('.').unwrap_or((quality.trim(), ""));
    match (whole, format!("{fraction:0<3}").parse::<u16>()) {
        ("1", _) => 1000,
        ("0", Ok(part)) => part.min(999),
        _ => 0,
    }
}

/// What a sentence's variable is filled with. Numbers choose the plural and are written with separators;
/// years, numbers of entries in a link and the like go in as text.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Text(String),
    Whole(i64),
    Number(f64),
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Whole(number)
    }
}

impl From<i32> for Value {
    fn from(number: i32) -> Self {
        Self::Whole(number.into())
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self::Whole(number.into())
    }
}

impl From<u64> for Value {
    fn from(number: u64) -> Self {
        Self::Whole(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<usize> for Value {
    fn from(number: usize) -> Self {
        Self::Whole(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

/// Templates hand over references.
impl<T: Clone + Into<Value>> From<&T> for Value {
    fn from(value: &T) -> Self {
        value.clone().into()
    }
}
