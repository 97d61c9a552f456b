//! The words of grounds, for letters and pages.

use crate::specialty::Pack;
use crate::text::lang::Lang;

/// What people read for a ground: a reason of the flags, or a removal ground of the reviews.
pub fn ground(pack: &Pack, code: &str, lang: Lang) -> String {
    let mut terms = pack.flags.reasons.iter().chain(&pack.reviews.removal_grounds);
    let found = terms.find(|term| term.code == code);
    found.map_or_else(|| code.to_owned(), |term| term.words.get(lang.as_str()).to_owned())
}

/// A text that begins with a capital.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first: String = letters.next().map(|first| first.to_uppercase().collect()).unwrap_or_default();
    first + letters.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_first_letter_changes() {
        for (text, expected) in [("ended", "Ended"), ("überholt, Spam", "Überholt, Spam"), ("Spam", "Spam"), ("", "")]
        {
            assert_eq!(capital(text), expected);
        }
    }
}
