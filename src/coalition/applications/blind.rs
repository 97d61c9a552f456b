//! What reviewers may read of an applicant: the words of the file, without what tells who it is.

use serde_json::Value;

/// What stands in place of a name.
pub const HIDDEN: &str = "[…]";
/// Shorter parts of names stand in too many other words.
const SHORTEST: usize = 3;

/// The value with every name, place and address in it hidden.
pub fn blind(value: &Value, names: &[String]) -> Value {
    match value {
        Value::String(text) => Value::String(hide(text, names)),
        Value::Array(items) => Value::Array(items.iter().map(|item| blind(item, names)).collect()),
        Value::Object(fields) => {
            Value::Object(fields.iter().map(|(name, item)| (hide(name, names), blind(item, names))).collect())
        }
        other => other.clone(),
    }
}

/// The words that would tell who somebody is: whole names first, then their parts.
pub fn telling(names: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for name in names {
        let parts = name.split(|sign: char| !sign.is_alphanumeric()).map(str::to_lowercase);
        let parts: Vec<String> = parts.filter(|part| part.chars().count() >= SHORTEST).collect();
        words.push(name.trim().to_lowercase());
        words.extend(parts);
    }
    words.retain(|word| word.chars().count() >= SHORTEST);
    words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
    words.dedup();
    words
}

/// Hides telling words, and whatever looks like an address.
pub fn hide(text: &str, names: &[String]) -> String {
    let mut seen = String::with_capacity(text.len());
    for (number, word) in text.split(' ').enumerate() {
        if number > 0 {
            seen.push(' ');
        }
        let is_address = word.contains('@') || word.contains("://") || word.starts_with("www.");
        seen.push_str(if is_address { HIDDEN } else { word });
    }
    names.iter().fold(seen, |text, name| replace(&text, name))
}

/// Replaces whole words, in whatever case.
fn replace(text: &str, name: &str) -> String {
    let signs: Vec<char> = text.chars().collect();
    let wanted: Vec<char> = name.chars().collect();
    let same = |one: char, other: char| one.to_lowercase().eq(other.to_lowercase());
    let mut out = String::with_capacity(text.len());
    let mut place = 0;
    let mut before: Option<char> = None;
    while let Some(sign) = signs.get(place).copied() {
        let rest = signs.get(place..).unwrap_or_default();
        let found = rest.len() >= wanted.len() && rest.iter().zip(&wanted).all(|(one, other)| same(*one, *other));
        let begins = before.is_none_or(|sign| !sign.is_alphanumeric());
        let ends = rest.get(wanted.len()).is_none_or(|sign| !sign.is_alphanumeric());
        if found && begins && ends && !wanted.is_empty() {
            out.push_str(HIDDEN);
            place += wanted.len();
            before = None;
            continue;
        }
        out.push(sign);
        before = Some(sign);
        place += 1;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn names_places_and_addresses_are_hidden_and_nothing_else() {
        let names = telling(["Dr. Ayla North".to_owned(), "Clinic North, Istanbul".to_owned()]);
        for (text, seen) in [
            ("DR. AYLA NORTH works alone", "[…] works alone"),
            ("Ayla’s northern cases", "[…]’s northern cases"),
            ("write to ayla@north.example or https://north.example/x today", "write to […] or […] today"),
            ("seen in Istanbul, twice", "seen in […], twice"),
            ("2,600 grafts; 41 FU/cm²", "2,600 grafts; 41 FU/cm²"),
        ] {
            assert_eq!(hide(text, &names), seen);
        }
        assert_eq!(blind(&json!({"north": ["Ayla", 3]}), &names), json!({"[…]": ["[…]", 3]}));
    }
}
