//! The guard before a public reply: finds what confirms or reveals that somebody was a patient. Pure.
//!
//! A reply is read sentence by sentence. Sentences that only say what may not be said, or speak of patients in
//! general, pass; in all others the rules of every language look for somebody spoken to or of together with a visit,
//! a diagnosis, a treatment, a payment or records. The rules know forms of sentences, not sentences.

mod english;
mod german;

use crate::error::Code;
use regex::Regex;
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

/// One form of sentence that reveals something.
struct Rule {
    form: Regex,
    code: Code,
    /// Says nothing where a sentence speaks of patients in general.
    only_of_one: bool,
}

/// What one language knows.
struct Language {
    rules: Vec<Rule>,
    /// A sentence that says that nothing can be said.
    silent: Regex,
    /// After which such a sentence says something all the same.
    turn: Regex,
    /// A sentence about patients in general.
    general: Regex,
}

static LANGUAGES: LazyLock<[Language; 2]> = LazyLock::new(|| [english::language(), german::language()]);
/// A form of address and a name; titles that physicians have do not count.
static ADDRESSED: LazyLock<Regex> =
    LazyLock::new(|| form(r"(?-i:\b(?:Mr|Mrs|Ms|Miss|Mister|Herrn?|Frau|Fräulein)\b\.?\s+[A-ZÄÖÜ][\p{L}'’-]*)"));
static TITLED: LazyLock<Regex> = LazyLock::new(|| form(r"\s(?:Dr|Prof|Doctor|Professor|Doktor)\b"));
static ENDS: LazyLock<Regex> = LazyLock::new(|| form(r"[.!?;:]+(?:\s+|$)|\n+"));

/// Every place in `text` that reveals a patient; `names` are those that the author goes by. In the order of the text.
pub fn look(text: &str, names: &[&str]) -> Vec<Place> {
    let mut found = named(text, names);
    for (start, sentence) in sentences(text) {
        for language in LANGUAGES.iter() {
            let inside = language.look(sentence);
            found.extend(inside.into_iter().map(|(from, to, code)| (start + from, start + to, code)));
        }
    }
    found.sort_unstable_by_key(|(from, to, code)| (*from, *to, code.name));
    found.dedup();
    found.into_iter().map(|(from, to, code)| Place { start: chars(text, from), end: chars(text, to), code }).collect()
}

/// A pattern that ignores case. Patterns are part of the program, and a test compiles all of them.
fn form(pattern: &str) -> Regex {
    #[expect(clippy::expect_used, reason = "patterns are constants; a test compiles every one")]
    Regex::new(&format!("(?i){pattern}")).expect("a pattern of the guard")
}

type Found = (usize, usize, Code);

/// How many characters stand before a byte.
fn chars(text: &str, byte: usize) -> usize {
    text.get(..byte).map_or(0, |before| before.chars().count())
}

fn named(text: &str, names: &[&str]) -> Vec<Found> {
    let addressed = ADDRESSED.find_iter(text).filter(|place| !TITLED.is_match(place.as_str()));
    let mut found: Vec<Found> = addressed.map(|place| (place.start(), place.end(), REVEALS_NAME)).collect();
    for name in names.iter().filter(|name| name.chars().count() >= SHORTEST_NAME) {
        let pattern = format!(r"(?i)(?:^|\b){}(?:\b|$)", regex::escape(name));
        // A name that makes no pattern is no name that could be found.
        let Ok(pattern) = Regex::new(&pattern) else { continue };
        found.extend(pattern.find_iter(text).map(|place| (place.start(), place.end(), REVEALS_NAME)));
    }
    found
}

/// Where each sentence begins, in bytes, and the sentence.
fn sentences(text: &str) -> Vec<(usize, &str)> {
    let mut parts = Vec::new();
    let mut start = 0;
    for end in ENDS.find_iter(text) {
        parts.extend(text.get(start..end.start()).map(|part| (start, part)));
        start = end.end();
    }
    parts.extend(text.get(start..).map(|part| (start, part)));
    parts.retain(|(_, part)| !part.trim().is_empty());
    parts
}

impl Language {
    fn look(&self, sentence: &str) -> Vec<Found> {
        let (skipped, said) = self.after_silence(sentence);
        let is_general = self.general.is_match(said);
        let speaking = self.rules.iter().filter(|rule| !(rule.only_of_one && is_general));
        let places = speaking.flat_map(|rule| rule.form.find_iter(said).map(|place| (place, rule.code)));
        places.map(|(place, code)| (skipped + place.start(), skipped + place.end(), code)).collect()
    }

    /// What a sentence says after it has said that it may not: all of it when it says no such thing.
    fn after_silence<'t>(&self, sentence: &'t str) -> (usize, &'t str) {
        if !self.silent.is_match(sentence) {
            return (0, sentence);
        }
        let turn = self.turn.find(sentence).map_or(sentence.len(), |place| place.end());
        (turn, sentence.get(turn..).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests;
