//! Masks: personal data in a text, found or named, replaced by words that say so. Pure.

use crate::text::masks::MASK;
use serde::{Deserialize, Serialize};

/// Digits of a telephone number at least.
const LEAST_DIGITS: usize = 7;
/// From so many digits on a number is one even without a sign or a zero before it.
const SURELY_A_NUMBER: usize = 10;

/// What a mask keeps so that it can be undone: the text before any mask, and what this one replaces.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Masked {
    pub base: String,
    pub passages: Vec<String>,
}

/// `text` with every passage replaced; longer ones first, so that none is left in pieces.
pub fn masked(text: &str, passages: &[String]) -> String {
    let mut ordered: Vec<&String> = passages.iter().filter(|passage| !passage.is_empty()).collect();
    ordered.sort_by_key(|passage| std::cmp::Reverse(passage.chars().count()));
    ordered.into_iter().fold(text.to_owned(), |text, passage| text.replace(passage.as_str(), MASK))
}

/// E-mail addresses and telephone numbers in a text, each once.
pub fn found_in(text: &str) -> Vec<String> {
    let words = text.split(|c: char| c.is_whitespace() || "<>()[]\"',;".contains(c));
    let mut found: Vec<String> = words
        .map(|word| word.trim_matches(['.', ':', '!', '?']))
        .filter(|word| is_address(word))
        .map(str::to_owned)
        .collect();
    found.extend(numbers(text));
    found.sort_unstable();
    found.dedup();
    found
}

fn is_address(word: &str) -> bool {
    word.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !host.starts_with('.'))
}

/// Runs of digits with the signs that people put between them.
fn numbers(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut run = String::new();
    for letter in text.chars().chain(['\n']) {
        if letter.is_ascii_digit()
            || (letter == '+' && run.is_empty())
            || (!run.is_empty() && " -/.()".contains(letter))
        {
            run.push(letter);
            continue;
        }
        let number = run.trim_end_matches([' ', '-', '/', '.', '(', ')']);
        if is_number(number) {
            found.push(number.to_owned());
        }
        run.clear();
    }
    found
}

fn is_number(run: &str) -> bool {
    let digits = run.chars().filter(char::is_ascii_digit).count();
    digits >= SURELY_A_NUMBER || (digits >= LEAST_DIGITS && (run.starts_with('+') || run.starts_with('0')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_numbers_are_found_and_dates_are_not() {
        let text = "Ask Derya (derya@clinic.example) or call +90 532 111 22 33, or 0151/2345678. It was 2026-03-14, 3,500 grafts.";
        assert_eq!(found_in(text), ["+90 532 111 22 33", "0151/2345678", "derya@clinic.example"]);
        assert_eq!(found_in("On 14.03.2026 I paid 4.500 for 2,450 grafts."), Vec::<String>::new());
    }

    #[test]
    fn what_is_masked_is_nowhere_left() {
        let passages = ["Derya".to_owned(), "Derya Kaya".to_owned(), String::new()];
        assert_eq!(masked("Derya Kaya, or Derya.", &passages), format!("{MASK}, or {MASK}."));
    }
}
