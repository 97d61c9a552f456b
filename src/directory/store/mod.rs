//! One function per query.

pub(super) mod claims;
pub(super) mod clinics;
pub(super) mod physicians;
pub(super) mod ties;

use super::model::EntryState;
use crate::text::slug::slug;

/// The key of a list by name: the sort key, then the id.
pub type ByName = (String, String);

/// The key of a list of physicians: a figure, the sort key, the id.
pub type ByRank = (i64, String, String);

/// `%part%` of a sort key; nothing for a text that leaves nothing to look for. A sort key has no wildcards.
fn part_of_name(text: Option<&str>) -> Option<String> {
    let text = text.map(str::trim).filter(|text| !text.is_empty())?;
    Some(format!("%{}%", slug(text)))
}

/// A JSON array of texts that holds `word`.
fn holds(word: &str) -> String {
    let plain: String = word.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect();
    format!("%\"{plain}\"%")
}

/// Addresses below `/physicians` and `/clinics` that are pages of their own.
const PAGES: &[&str] = &["new"];

/// A slug that nobody has: the name's own, or with the first free number behind it.
fn free_slug(name: &str, taken: &[String]) -> String {
    let plain = slug(name);
    let numbered = (2..=taken.len() + 3).map(|number| format!("{plain}-{number}"));
    let is_free = |slug: &String| !taken.contains(slug) && !PAGES.contains(&slug.as_str());
    std::iter::once(plain.clone()).chain(numbered).find(is_free).unwrap_or(plain)
}

/// What public lists show.
const LISTED: EntryState = EntryState::Confirmed;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_gets_the_first_free_number() {
        let taken = ["nadja-hollenweck".to_owned(), "nadja-hollenweck-2".to_owned()];
        assert_eq!(free_slug("Nadja Hollenweck", &taken), "nadja-hollenweck-3");
        assert_eq!(free_slug("Piet Aldermoor", &[]), "piet-aldermoor");
        assert_eq!(free_slug("New", &[]), "new-2");
    }

    #[test]
    fn what_is_looked_for_holds_no_wildcards() {
        assert_eq!(part_of_name(Some(" Tessen%platz ")).as_deref(), Some("%tessen-platz%"));
        assert_eq!(part_of_name(Some("  ")), None);
        assert_eq!(holds("f%ue\""), "%\"fue\"%");
    }
}
