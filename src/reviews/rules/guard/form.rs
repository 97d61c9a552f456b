//! The small language of the guard's forms: what words in a row look like. See `english.forms` for its use.
//!
//! `word` · `a|b` one of them · `Word` with a capital · `wo*`, `*rd`, `*or*`, `w*d` · `@class` · `#` a number ·
//! `+` any word with a capital · `_` any word · `?x` perhaps · `!x` here stands no x ·
//! `~x` the word before is no x · `<x` none before in its clause is, as far as six words back ·
//! `..3` up to three words, not across a comma or a stop word · `...3` up to three words whatever they are ·
//! `^` and `$` the ends of the clause · `,` after a comma.

use super::read::Word;

/// Words that a language has in common, by name; the place in the list is the bit.
#[derive(Debug, Default)]
pub(super) struct Classes {
    names: Vec<String>,
    whole: std::collections::HashMap<String, u64>,
    parts: Vec<(Part, u64)>,
}

/// Letters between stars, in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Part(Vec<String>);

impl Part {
    /// `x*`, `*x`, `x*y` and so on; a word without a star is no part.
    fn read(text: &str) -> Option<Self> {
        text.contains('*').then(|| Self(text.split('*').map(str::to_owned).collect()))
    }

    fn fits(&self, word: &str) -> bool {
        let Some((first, rest)) = self.0.split_first() else { return false };
        let Some((last, inner)) = rest.split_last() else { return word == first };
        let Some(mut rest) = word.strip_prefix(first.as_str()) else { return false };
        for piece in inner {
            let Some((_, after)) = rest.split_once(piece.as_str()) else { return false };
            rest = after;
        }
        rest.ends_with(last.as_str())
    }
}

impl Classes {
    /// Lines of `name: words`; a line that begins with a blank goes on with the class above. A word `-x` is no member,
    /// whatever its parts are.
    pub fn read(text: &str) -> Self {
        let mut all = Self::default();
        let mut bit = 0;
        for line in text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
            let words = match line.split_once(':') {
                Some((name, words)) => {
                    bit = all.bit_of(name.trim());
                    words
                }
                None => line,
            };
            words.split_whitespace().for_each(|word| all.add(word, bit));
        }
        all
    }

    fn bit_of(&mut self, name: &str) -> u64 {
        if self.bit(name) == 0 {
            self.names.push(name.to_owned());
        }
        self.bit(name)
    }

    /// Nought for a name nobody gave.
    pub fn bit(&self, name: &str) -> u64 {
        let at = self.names.iter().position(|known| known == name);
        at.and_then(|at| 1_u64.checked_shl(u32::try_from(at).unwrap_or(u32::MAX))).unwrap_or(0)
    }

    fn add(&mut self, word: &str, bit: u64) {
        match Part::read(word) {
            Some(part) => self.parts.push((part, bit)),
            None => *self.whole.entry(word.to_owned()).or_default() |= bit,
        }
    }

    /// The classes of a word. What is known as a whole (`-word` among the parts' exceptions too) is not taken apart.
    pub fn of(&self, word: &str) -> u64 {
        let without = self.whole.get(&format!("-{word}")).copied().unwrap_or(0);
        let whole = self.whole.get(word).copied().unwrap_or(0);
        let parts = self.parts.iter().filter(|(part, _)| part.fits(word)).fold(0, |bits, (_, bit)| bits | bit);
        whole | (parts & !without)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Atom {
    Whole(String),
    Capital(String),
    Part(Part),
    Class(u64),
    Number,
    Name,
    Any,
}

impl Atom {
    fn read(text: &str, classes: &Classes) -> Result<Self, String> {
        if let Some(name) = text.strip_prefix('@') {
            let bit = classes.bit(name);
            return if bit == 0 { Err(format!("no class {name}")) } else { Ok(Self::Class(bit)) };
        }
        Ok(match text {
            "" => return Err("an empty word".to_owned()),
            "#" => Self::Number,
            "+" => Self::Name,
            "_" => Self::Any,
            _ if text.starts_with(char::is_uppercase) => Self::Capital(text.to_lowercase()),
            _ => Part::read(text).map_or_else(|| Self::Whole(text.to_owned()), Self::Part),
        })
    }

    fn fits(&self, word: &Word) -> bool {
        match self {
            Self::Whole(text) => word.text == *text,
            Self::Capital(text) => word.is_capital && word.text == *text,
            Self::Part(part) => part.fits(&word.text),
            Self::Class(bit) => word.classes & bit != 0,
            Self::Number => word.is_number(),
            Self::Name => word.is_capital,
            Self::Any => true,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    One(Vec<Atom>),
    Perhaps(Vec<Atom>),
    Not(Vec<Atom>),
    NotBefore(Vec<Atom>),
    NotInClause(Vec<Atom>),
    Gap { most: usize, anything: bool },
    Start,
    End,
    Comma,
}

/// Words in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Form {
    steps: Vec<Step>,
    stop: u64,
}

/// So many words back a clause is looked at.
const CLAUSE: usize = 6;
/// The class of words that a short gap does not cross.
const STOP: &str = "stop";

impl Form {
    /// # Errors
    /// What of it is no form.
    pub fn read(text: &str, classes: &Classes) -> Result<Self, String> {
        let steps = text.split_whitespace().map(|word| step(word, classes)).collect::<Result<Vec<_>, _>>();
        steps.map(|steps| Self { steps, stop: classes.bit(STOP) }).map_err(|why| format!("{why} in `{text}`"))
    }

    /// The first place from `from` on where the words look like this: its first word, and one past its last.
    pub fn find(&self, words: &[Word], from: usize) -> Option<(usize, usize)> {
        (from..words.len()).find_map(|at| self.fits(&self.steps, words, at).map(|end| (at, end)).filter(|(a, b)| a < b))
    }

    fn fits(&self, steps: &[Step], words: &[Word], at: usize) -> Option<usize> {
        #[cfg(test)]
        STEPS.with(|count| count.set(count.get() + 1));
        let Some((step, rest)) = steps.split_first() else { return Some(at) };
        let here = words.get(at);
        let fits = |atoms: &[Atom]| here.is_some_and(|word| atoms.iter().any(|atom| atom.fits(word)));
        match step {
            Step::One(atoms) if fits(atoms) => self.fits(rest, words, at + 1),
            Step::Perhaps(atoms) if fits(atoms) => {
                self.fits(rest, words, at + 1).or_else(|| self.fits(rest, words, at))
            }
            Step::Not(atoms) if !fits(atoms) => self.fits(rest, words, at),
            Step::NotBefore(atoms) if !has(words.get(at.saturating_sub(1)..at), atoms) => self.fits(rest, words, at),
            Step::NotInClause(atoms) if !has(Some(self.clause_before(words, at)), atoms) => self.fits(rest, words, at),
            Step::Perhaps(_) => self.fits(rest, words, at),
            Step::Start if at == 0 => self.fits(rest, words, at),
            Step::End if here.is_none() => self.fits(rest, words, at),
            Step::Comma if here.is_some_and(|word| word.after_comma) => self.fits(rest, words, at),
            Step::Gap { most, anything } => self.over_gap((*most, *anything), rest, words, at),
            _ => None,
        }
    }

    /// The words before, as far as the clause goes: to a comma or a stop word, which is in it. The two nearest always.
    fn clause_before<'w>(&self, words: &'w [Word], at: usize) -> &'w [Word] {
        let mut from = at.saturating_sub(2);
        while from > at.saturating_sub(CLAUSE) {
            let ends = words.get(from).is_none_or(|word| word.after_comma || word.classes & self.stop != 0);
            if ends {
                break;
            }
            from -= 1;
        }
        words.get(from..at).unwrap_or_default()
    }

    fn over_gap(&self, (most, anything): (usize, bool), rest: &[Step], words: &[Word], at: usize) -> Option<usize> {
        for skipped in 0..=most {
            if let Some(end) = self.fits(rest, words, at + skipped) {
                return Some(end);
            }
            let word = words.get(at + skipped)?;
            if !anything && (word.classes & self.stop != 0 || word.after_comma) {
                return None;
            }
        }
        None
    }
}

fn has(words: Option<&[Word]>, atoms: &[Atom]) -> bool {
    words.unwrap_or_default().iter().any(|word| atoms.iter().any(|atom| atom.fits(word)))
}

fn step(text: &str, classes: &Classes) -> Result<Step, String> {
    let atoms = |text: &str| text.split('|').map(|word| Atom::read(word, classes)).collect::<Result<Vec<_>, _>>();
    let most = |text: &str| text.parse::<usize>().map_err(|_| format!("no gap {text}"));
    Ok(match text {
        "^" => Step::Start,
        "$" => Step::End,
        "," => Step::Comma,
        _ => {
            if let Some(rest) = text.strip_prefix("...") {
                Step::Gap { most: most(rest)?, anything: true }
            } else if let Some(rest) = text.strip_prefix("..") {
                Step::Gap { most: most(rest)?, anything: false }
            } else if let Some(rest) = text.strip_prefix('?') {
                Step::Perhaps(atoms(rest)?)
            } else if let Some(rest) = text.strip_prefix('<') {
                Step::NotInClause(atoms(rest)?)
            } else if let Some(rest) = text.strip_prefix('~') {
                Step::NotBefore(atoms(rest)?)
            } else if let Some(rest) = text.strip_prefix('!') {
                Step::Not(atoms(rest)?)
            } else {
                Step::One(atoms(text)?)
            }
        }
    })
}

#[cfg(test)]
thread_local! {
    static STEPS: std::cell::Cell<u64> = const { std::cell::Cell::new(0) };
}

/// How many steps of forms this thread has tried so far.
#[cfg(test)]
pub(super) fn steps() -> u64 {
    STEPS.with(std::cell::Cell::get)
}
