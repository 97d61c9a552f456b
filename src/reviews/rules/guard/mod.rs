//! The guard before a public reply: finds what confirms or reveals that somebody was a patient. Pure.
//!
//! A reply is read into words and sentences (`read.rs`). Each language has classes of words (`english.classes`), forms of
//! sentences that reveal (`english.forms`) and forms that quiet those (`english.quiet`). What reveals is somebody who is
//! spoken to or of, together with a past event, a treatment, a diagnosis, a visit, a payment or records. How much quiets
//! a form is its weight (`language.rs`): a sentence that only says that nothing can be said, a clause that only supposes,
//! talk of patients in general, an offer to whoever reads, and what is about the house or the review itself. A weak sign
//! needs a second one. Nothing here learns: each place has the code of its form. Reading the tables takes milliseconds,
//! once; reading a text takes time in proportion to its length.
//!
//! How well it does is in `docs/decisions/0012-guard-of-replies.md`; the sentences it is counted on are the project's.

mod form;
mod language;
mod read;

use crate::error::Code;
use language::Language;
use read::Word;
use std::sync::LazyLock;

/// The name of the author, or a form of address with a name.
pub const REVEALS_NAME: Code = Code::invalid("reveals_name");
/// That somebody was a patient.
pub const REVEALS_PATIENT: Code = Code::invalid("reveals_patient");
/// That, or when, somebody was there.
pub const REVEALS_VISIT: Code = Code::invalid("reveals_visit");
pub const REVEALS_DIAGNOSIS: Code = Code::invalid("reveals_diagnosis");
pub const REVEALS_TREATMENT: Code = Code::invalid("reveals_treatment");
pub const REVEALS_PAYMENT: Code = Code::invalid("reveals_payment");
pub const REVEALS_RECORDS: Code = Code::invalid("reveals_records");

/// Shorter names are also words.
const SHORTEST_NAME: usize = 4;

/// A place in a text that reveals something; counted in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    pub code: Code,
}

static LANGUAGES: LazyLock<[(Language, Vec<String>); 2]> = LazyLock::new(|| {
    [
        Language::read(include_str!("english.classes"), [include_str!("english.quiet"), include_str!("english.forms")]),
        Language::read(include_str!("german.classes"), [include_str!("german.quiet"), include_str!("german.forms")]),
    ]
});

/// Every place in `text` that reveals a patient; `names` are those that the author goes by. In the order of the text.
pub fn look(text: &str, names: &[&str]) -> Vec<Place> {
    let mut found = named(text, names);
    let mut by_staff = [false, false];
    for mut words in read::sentences(text) {
        let known: Vec<usize> = LANGUAGES.iter().map(|(language, _)| language.common(&words)).collect();
        let most = known.iter().max().copied().unwrap_or_default();
        // A sentence is read in the language whose commonest words it has; in every one when that is not clear.
        for (((language, _), known), by_staff) in LANGUAGES.iter().zip(known).zip(&mut by_staff) {
            if known < most {
                continue;
            }
            language.class(&mut words);
            let inside = language.look(&words, by_staff);
            found.extend(inside.into_iter().filter_map(|(from, to, code)| place(&words, from, to, code)));
        }
    }
    ordered(found)
}

fn place(words: &[Word], from: usize, to: usize, code: Code) -> Option<Place> {
    let (first, last) = (words.get(from)?, words.get(to.checked_sub(1)?)?);
    Some(Place { start: first.start, end: last.end, code })
}

/// In the order of the text; of places with one code that lie in each other, the outer one.
fn ordered(mut found: Vec<Place>) -> Vec<Place> {
    found.sort_unstable_by_key(|place| (place.start, std::cmp::Reverse(place.end), place.code.name));
    let mut kept: Vec<Place> = Vec::new();
    for place in found {
        let is_inside = kept.iter().rev().take(16).any(|outer| outer.code == place.code && outer.end >= place.end);
        if !is_inside {
            kept.push(place);
        }
    }
    kept
}

/// Where a name of the author stands, whole.
fn named(text: &str, names: &[&str]) -> Vec<Place> {
    let letters: Vec<String> = text.chars().map(|letter| letter.to_lowercase().collect()).collect();
    let names = names.iter().map(|name| name.trim()).filter(|name| name.chars().count() >= SHORTEST_NAME);
    names.flat_map(|name| places_of(&letters, name)).collect()
}

fn places_of(letters: &[String], name: &str) -> Vec<Place> {
    let name: Vec<String> = name.chars().map(|letter| letter.to_lowercase().collect()).collect();
    let is_word = |at: Option<usize>| {
        let letter = at.and_then(|at| letters.get(at)).and_then(|letter| letter.chars().next());
        letter.is_some_and(|letter| letter.is_alphanumeric() || letter == '_')
    };
    let starts = letters.windows(name.len()).enumerate().filter(|(_, window)| *window == name);
    let places = starts.map(|(start, window)| (start, start + window.len()));
    places
        .filter(|(start, end)| !is_word(start.checked_sub(1)) && !is_word(Some(*end)))
        .map(|(start, end)| Place { start, end, code: REVEALS_NAME })
        .collect()
}

/// What of the tables is no form.
#[cfg(test)]
fn wrong() -> Vec<String> {
    LANGUAGES.iter().flat_map(|(_, wrong)| wrong.clone()).collect()
}

#[cfg(test)]
mod tests;
