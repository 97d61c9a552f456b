//! From a phrase with choices to a text: `[this|that]` chooses, `{slot}` says what belongs to the speaker,
//! `{1800-3200/50}` throws a number, `{weeks=2-5}` throws one that the thread remembers as `{weeks}`.

use super::dice::Dice;
use crate::error::AppError;
use std::collections::{BTreeMap, HashMap, HashSet};

/// What a thread remembers.
pub(super) type Memory = BTreeMap<String, String>;

/// Sentences up to this length may come again: "Thank you for this."
const SHORT_WORDS: usize = 6;
/// How often the choices of a phrase are thrown anew until it counts as used up.
const THROWS: usize = 40;

/// Writes a phrase out; none when it names something that the speaker does not have.
pub(super) fn write(
    phrase: &str,
    dice: &mut Dice,
    memory: &mut Memory,
    slot: &dyn Fn(&str, &mut Dice) -> Option<String>,
) -> Option<String> {
    let chosen = choose(phrase, dice);
    let mut text = String::with_capacity(chosen.len());
    let mut rest = chosen.as_str();
    while let Some((before, after)) = rest.split_once('{') {
        let (name, behind) = after.split_once('}')?;
        text.push_str(before);
        text.push_str(&fill(name, dice, memory, slot)?);
        rest = behind;
    }
    text.push_str(rest);
    Some(text.trim().to_owned())
}

fn fill(
    name: &str,
    dice: &mut Dice,
    memory: &mut Memory,
    slot: &dyn Fn(&str, &mut Dice) -> Option<String>,
) -> Option<String> {
    if let Some((kept, range)) = name.split_once('=') {
        let value = throw(range, dice).or_else(|| slot(range, dice))?;
        memory.insert(kept.to_owned(), value.clone());
        return Some(value);
    }
    throw(name, dice).or_else(|| memory.get(name).cloned()).or_else(|| slot(name, dice))
}

/// `3-9` or `1800-3200/50`.
fn throw(range: &str, dice: &mut Dice) -> Option<String> {
    let (range, step) = range.split_once('/').unwrap_or((range, "1"));
    let (low, high) = range.split_once('-')?;
    let (low, high, step) = (low.parse::<i64>().ok()?, high.parse::<i64>().ok()?, step.parse::<i64>().ok()?.max(1));
    Some((low + dice.between(0, (high - low) / step) * step).to_string())
}

/// Takes one of the choices in each pair of brackets, the inner ones first.
fn choose(phrase: &str, dice: &mut Dice) -> String {
    let mut text = phrase.to_owned();
    while let Some((before, after)) = innermost(&text) {
        let (choices, behind) = (after.0, after.1);
        let choices: Vec<&str> = choices.split('|').collect();
        let chosen = dice.pick(&choices).copied().unwrap_or_default();
        text = format!("{before}{chosen}{behind}");
    }
    text
}

/// What stands before, in and behind the first pair of brackets without another inside.
fn innermost(text: &str) -> Option<(&str, (&str, &str))> {
    let (up_to, behind) = text.split_once(']')?;
    let (before, choices) = up_to.rsplit_once('[')?;
    Some((before, (choices, behind)))
}

/// The longer sentences that were used already, and the titles.
#[derive(Debug, Default)]
pub(super) struct Used {
    sentences: HashSet<String>,
    titles: HashSet<String>,
}

impl Used {
    /// Takes a text whose longer sentences are all new, and remembers them; else says no.
    pub fn take(&mut self, text: &str) -> bool {
        let sentences = long_sentences(text);
        let distinct: HashSet<&String> = sentences.iter().collect();
        if distinct.len() < sentences.len() || sentences.iter().any(|sentence| self.sentences.contains(sentence)) {
            return false;
        }
        self.sentences.extend(sentences);
        true
    }

    /// Takes a title that no thread has, however short it is, and remembers it; else says no.
    pub fn take_title(&mut self, title: &str) -> bool {
        self.titles.insert(title.to_lowercase())
    }
}

/// The sentences that somebody would notice coming again, as they are compared.
pub(super) fn long_sentences(text: &str) -> Vec<String> {
    let ends = |c: char| matches!(c, '.' | '!' | '?' | '\n' | ';' | ':');
    let plain = |part: &str| {
        let words: Vec<String> = part
            .split_whitespace()
            .map(|word| word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>())
            .filter(|word| !word.is_empty())
            .collect();
        (words.len() > SHORT_WORDS).then(|| words.join(" "))
    };
    text.split(ends).filter_map(plain).collect()
}

/// Takes phrases in turn: none comes again before all the others of its kind did, and then with other words, not only
/// with other numbers.
#[derive(Debug)]
pub(super) struct Turns {
    dice: Dice,
    /// How many of each kind were taken.
    taken: HashMap<String, usize>,
    texts: HashSet<String>,
    sentences: Used,
}

impl Turns {
    pub fn new(seed: u64) -> Self {
        Self { dice: Dice::new(seed), taken: HashMap::new(), texts: HashSet::new(), sentences: Used::default() }
    }

    /// The next phrase of a kind that has words left, written out; an error when the choices of all are used up.
    pub fn take(
        &mut self,
        kind: &str,
        phrases: &[String],
        slot: &dyn Fn(&str, &mut Dice) -> Option<String>,
    ) -> Result<String, AppError> {
        let mut taken = self.taken.get(kind).copied().unwrap_or_default();
        let written = (0..phrases.len()).find_map(|_| {
            let phrase = taken.checked_rem(phrases.len()).and_then(|place| phrases.get(place))?;
            taken += 1;
            (0..THROWS).find_map(|_| self.throw(phrase, slot))
        });
        self.taken.insert(kind.to_owned(), taken);
        written.ok_or_else(|| AppError::internal(format!("too few phrases for {kind}")))
    }

    fn throw(&mut self, phrase: &str, slot: &dyn Fn(&str, &mut Dice) -> Option<String>) -> Option<String> {
        let text = write(phrase, &mut self.dice, &mut Memory::new(), slot)?;
        let masked = without_numbers(&text);
        let is_new = !self.texts.contains(&masked) && self.sentences.take(&masked);
        is_new.then(|| {
            self.texts.insert(masked);
            text
        })
    }
}

/// A text as it reads when only its numbers may differ.
fn without_numbers(text: &str) -> String {
    text.chars().filter(|c| !c.is_ascii_digit()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_is_written_out() {
        let mut memory = Memory::new();
        let slot = |name: &str, _: &mut Dice| (name == "city").then(|| "Ghent".to_owned());
        let text = write(
            "[I|[We|They]] left {city} after {n=3-3} days; {n} is enough.",
            &mut Dice::new(1),
            &mut memory,
            &slot,
        );
        assert!(text.unwrap().ends_with("left Ghent after 3 days; 3 is enough."));
        assert_eq!(write("{nothing} here", &mut Dice::new(1), &mut memory, &slot), None);
    }

    #[test]
    fn a_long_sentence_is_taken_once() {
        let mut used = Used::default();
        assert!(used.take("Thank you. It took me far longer than anybody had said."));
        assert!(used.take("Thank you. All good."));
        assert!(!used.take("Well! It took me far longer than ANYBODY had said"));
    }

    #[test]
    fn a_phrase_comes_again_when_all_of_its_kind_did_and_with_other_words() {
        let phrases =
            ["{1-900} of them were [found|seen].", "None was [found|seen] on day {1-900}."].map(str::to_owned);
        let mut turns = Turns::new(1);
        let mut take = || turns.take("these", &phrases, &|_, _| None);
        let taken: Vec<String> = (0..4).map(|_| take().unwrap()).collect();
        let firsts: Vec<bool> = taken.iter().map(|text| text.contains("of them")).collect();
        assert_eq!(firsts, [true, false, true, false], "{taken:?}");
        let distinct: HashSet<String> = taken.iter().map(|text| without_numbers(text)).collect();
        assert_eq!(distinct.len(), 4, "{taken:?}");
        assert!(take().is_err(), "another number is no other text");
    }
}
