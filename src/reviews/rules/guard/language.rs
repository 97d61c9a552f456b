//! One language of the guard: its classes of words, its forms, and what quiets them.

use super::form::{Classes, Form};
use super::read::Word;
use super::{
    REVEALS_DIAGNOSIS, REVEALS_NAME, REVEALS_PATIENT, REVEALS_PAYMENT, REVEALS_RECORDS, REVEALS_TREATMENT,
    REVEALS_VISIT,
};
use crate::error::Code;

/// What keeps a form from counting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Weight {
    /// Counts only inside a sentence that says that nothing can be said.
    Even,
    /// Only such a sentence.
    Always,
    /// A sentence about patients in general, too.
    One,
    /// An offer or an advice to whoever reads.
    Told,
    /// Either, and a sentence about the house, the team or the review.
    Event,
    /// As `One`; and a physician or a nurse of whom the text spoke last.
    Them,
}

#[derive(Debug)]
struct Rule {
    form: Form,
    code: Code,
    weight: Weight,
}

/// Forms that quiet others, and forms that cut a sentence.
#[derive(Debug, Default)]
struct Quiet {
    silent: Vec<Form>,
    loud: Vec<Form>,
    turn: Vec<Form>,
    general: Vec<Form>,
    open: Vec<Form>,
    house: Vec<Form>,
}

#[derive(Debug)]
pub(super) struct Language {
    classes: Classes,
    common: u64,
    staff: u64,
    person: u64,
    rules: Vec<Rule>,
    quiet: Quiet,
}

/// Words from … to in a sentence, and what they reveal.
pub(super) type Match = (usize, usize, Code);

/// What a sentence, or a part of it, is about.
struct Mood {
    is_general: bool,
    is_open: bool,
    is_house: bool,
    silence: Option<(usize, usize)>,
}

impl Language {
    /// From its two files. What is no form is left out and named: a test holds that there is none.
    pub fn read(classes: &str, forms: &str) -> (Self, Vec<String>) {
        let classes = Classes::read(classes);
        let bits = (classes.bit("common"), classes.bit("staff"), classes.bit("person"));
        let (common, staff, person) = bits;
        let mut language = Self { classes, common, staff, person, rules: Vec::new(), quiet: Quiet::default() };
        let mut wrong = Vec::new();
        let mut head = "";
        for line in forms.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//")) {
            match line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                Some(name) => head = name,
                None => wrong.extend(language.add(head, line).err()),
            }
        }
        (language, wrong)
    }

    fn add(&mut self, head: &str, line: &str) -> Result<(), String> {
        let form = Form::read(line, &self.classes)?;
        let quiet = match head {
            "silent" => &mut self.quiet.silent,
            "loud" => &mut self.quiet.loud,
            "turn" => &mut self.quiet.turn,
            "general" => &mut self.quiet.general,
            "open" => &mut self.quiet.open,
            "house" => &mut self.quiet.house,
            _ => {
                let (code, weight) = head.split_once(' ').ok_or_else(|| format!("no heading [{head}]"))?;
                let (code, weight) = (code_of(code)?, weight_of(weight)?);
                self.rules.push(Rule { form, code, weight });
                return Ok(());
            }
        };
        quiet.push(form);
        Ok(())
    }

    /// Gives the words their classes in this language.
    pub fn class(&self, words: &mut [Word]) {
        for word in words {
            word.classes = self.classes.of(&word.text);
        }
    }

    /// How many of the words are the commonest of this language.
    pub fn common(&self, words: &[Word]) -> usize {
        words.iter().filter(|word| self.classes.of(&word.text) & self.common != 0).count()
    }

    /// What a sentence reveals; `by_staff` says whom the text spoke of last, and is brought up to date.
    pub fn look(&self, words: &[Word], by_staff: &mut bool) -> Vec<Match> {
        let mut found = Vec::new();
        let mut spoken = Vec::with_capacity(words.len());
        for word in words {
            spoken.push(*by_staff);
            if word.classes & self.person != 0 {
                *by_staff = false;
            } else if word.classes & self.staff != 0 {
                *by_staff = true;
            }
        }
        for (from, to) in self.parts(words) {
            let part = words.get(from..to).unwrap_or_default();
            let mood = self.mood(part);
            for rule in self.rules.iter().filter(|rule| !mood.quiets(rule.weight)) {
                let places = rule.places(part, &mood);
                let places = places.into_iter().map(|(a, b)| (from + a, from + b));
                found.extend(
                    places
                        .filter(|(a, _)| rule.weight != Weight::Them || !spoken.get(*a).copied().unwrap_or(false))
                        .map(|(a, b)| (a, b, rule.code)),
                );
            }
        }
        found
    }

    /// A sentence, cut where it turns.
    fn parts(&self, words: &[Word]) -> Vec<(usize, usize)> {
        let mut cuts: Vec<usize> = self.quiet.turn.iter().flat_map(|form| all(form, words)).map(|(at, _)| at).collect();
        cuts.extend([0, words.len()]);
        cuts.sort_unstable();
        cuts.dedup();
        cuts.iter().copied().zip(cuts.iter().copied().skip(1)).collect()
    }

    fn mood(&self, words: &[Word]) -> Mood {
        let any = |forms: &[Form]| forms.iter().any(|form| form.find(words, 0).is_some());
        Mood {
            is_general: any(&self.quiet.general),
            is_open: any(&self.quiet.open),
            is_house: any(&self.quiet.house),
            silence: self.silence(words),
        }
    }

    /// Which words only say what cannot be said.
    fn silence(&self, words: &[Word]) -> Option<(usize, usize)> {
        let first = |forms: &[Form], from| forms.iter().filter_map(|form| form.find(words, from)).min();
        let (start, after) = first(&self.quiet.silent, 0)?;
        let end = first(&self.quiet.loud, after).map_or(words.len(), |(at, _)| at);
        Some((start, end))
    }
}

impl Mood {
    fn quiets(&self, weight: Weight) -> bool {
        match weight {
            Weight::Even | Weight::Always => false,
            Weight::One | Weight::Them => self.is_general,
            Weight::Told => self.is_open,
            Weight::Event => self.is_general || self.is_open || self.is_house,
        }
    }
}

impl Rule {
    fn places(&self, words: &[Word], mood: &Mood) -> Vec<(usize, usize)> {
        let mut places = all(&self.form, words);
        let is_even = self.weight == Weight::Even;
        let (start, end) = mood.silence.unwrap_or((words.len(), words.len()));
        places.retain(|(from, to)| is_even != (*to <= start || *from >= end));
        places
    }
}

/// Every place of a form, one after the other.
fn all(form: &Form, words: &[Word]) -> Vec<(usize, usize)> {
    let mut places = Vec::new();
    let mut from = 0;
    while let Some((start, end)) = form.find(words, from) {
        places.push((start, end));
        from = start + 1;
    }
    places
}

fn code_of(name: &str) -> Result<Code, String> {
    Ok(match name {
        "name" => REVEALS_NAME,
        "patient" => REVEALS_PATIENT,
        "visit" => REVEALS_VISIT,
        "diagnosis" => REVEALS_DIAGNOSIS,
        "treatment" => REVEALS_TREATMENT,
        "payment" => REVEALS_PAYMENT,
        "records" => REVEALS_RECORDS,
        _ => return Err(format!("no code {name}")),
    })
}

fn weight_of(name: &str) -> Result<Weight, String> {
    Ok(match name {
        "even" => Weight::Even,
        "always" => Weight::Always,
        "one" => Weight::One,
        "told" => Weight::Told,
        "event" => Weight::Event,
        "them" => Weight::Them,
        _ => return Err(format!("no weight {name}")),
    })
}
