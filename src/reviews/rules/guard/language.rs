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
    /// A sentence about patients in general, too; and the lack of a second sign in a wordy one (`Signs`).
    One,
    /// As `One`, but enough in a wordy sentence: it can hardly be said but of one case.
    Case,
    /// An offer or an advice to whoever reads.
    Told,
    /// What quiets `One` and `Told`, and a sentence about the house, the team or the review.
    Event,
    /// As `One`; and a physician or a nurse of whom the text spoke last.
    Them,
    /// As `Event`; and the lack of a second sign elsewhere in the sentence.
    Hint,
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
    supposed: Vec<Form>,
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
    whom: u64,
    verbs: u64,
    rules: Vec<Rule>,
    quiet: Quiet,
}

/// Classes of forms of verbs.
const VERBS: &[&str] = &["past", "done", "pp"];

/// Words from … to in a sentence, and what they reveal.
pub(super) type Match = (usize, usize, Code);

/// A longer sentence that names nobody needs more than one sign.
const WORDY: usize = 9;

/// What was found in a sentence.
#[derive(Default)]
struct Signs {
    is_wordy: bool,
    plain: Vec<Match>,
    /// Not enough by themselves.
    faint: Vec<Match>,
    /// Forms that would have been enough in a shorter sentence.
    faint_forms: usize,
}

impl Signs {
    fn add(&mut self, weight: Weight, places: Vec<Match>) {
        let is_doubtful = self.is_wordy && matches!(weight, Weight::One | Weight::Event);
        if is_doubtful && !places.is_empty() {
            self.faint_forms += 1;
        }
        let into = if is_doubtful || weight == Weight::Hint { &mut self.faint } else { &mut self.plain };
        into.extend(places);
    }

    /// Faint ones count beside a plain one, where two forms agree, and where two places lie apart.
    fn matches(mut self) -> Vec<Match> {
        if !self.plain.is_empty() || self.faint_forms > 1 || are_two(&self.faint) {
            self.plain.append(&mut self.faint);
        }
        self.plain
    }
}

/// What a sentence, or a part of it, is about.
struct Mood {
    is_general: bool,
    is_open: bool,
    is_house: bool,
    silence: Option<(usize, usize)>,
    /// For each word the end of the clause around it that only supposes; nought where none does.
    supposed: Vec<usize>,
}

impl Language {
    /// From its files. What is no form is left out and named: a test holds that there is none.
    pub fn read(classes: &str, forms: [&str; 2]) -> (Self, Vec<String>) {
        let classes = Classes::read(classes);
        let [common, staff, person, whom] = ["common", "staff", "person", "whom"].map(|name| classes.bit(name));
        let verbs = VERBS.iter().fold(0, |bits, name| bits | classes.bit(name));
        let (rules, quiet) = (Vec::new(), Quiet::default());
        let mut language = Self { classes, common, staff, person, whom, verbs, rules, quiet };
        let mut wrong = Vec::new();
        let mut head = "";
        let lines = forms.iter().flat_map(|file| file.lines());
        for line in lines.map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//")) {
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
            "supposed" => &mut self.quiet.supposed,
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

    /// Gives the words their classes in this language. A capital inside a sentence begins a noun or a name, no verb.
    pub fn class(&self, words: &mut [Word]) {
        for (at, word) in words.iter_mut().enumerate() {
            let classes = self.classes.of(&word.text);
            word.classes = if at > 0 && word.is_capital { classes & !self.verbs } else { classes };
        }
    }

    /// How many of the words are the commonest of this language.
    pub fn common(&self, words: &[Word]) -> usize {
        words.iter().filter(|word| self.classes.of(&word.text) & self.common != 0).count()
    }

    /// What a sentence reveals; `by_staff` says whom the text spoke of last, and is brought up to date.
    pub fn look(&self, words: &[Word], by_staff: &mut bool) -> Vec<Match> {
        let mut signs = Signs { is_wordy: self.is_wordy(words), ..Signs::default() };
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
                let places = rule.places(part, &mood).into_iter().map(|(a, b)| (from + a, from + b, rule.code));
                let is_staff = |at: usize| rule.weight == Weight::Them && spoken.get(at).copied().unwrap_or(false);
                signs.add(rule.weight, places.filter(|(a, ..)| !is_staff(*a)).collect());
            }
        }
        signs.matches()
    }

    /// Long, and about nobody: neither who reads nor anybody else is in it. Much of what a house says of itself is so.
    fn is_wordy(&self, words: &[Word]) -> bool {
        words.len() > WORDY && words.iter().all(|word| word.classes & (self.person | self.whom) == 0)
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
            supposed: self.supposed(words),
        }
    }

    /// A clause supposes from its form on to the comma that ends it.
    fn supposed(&self, words: &[Word]) -> Vec<usize> {
        let mut forms: Vec<_> = self.quiet.supposed.iter().flat_map(|form| all(form, words)).collect();
        forms.sort_unstable();
        let commas = words.iter().enumerate().filter(|(_, word)| word.after_comma).map(|(at, _)| at);
        let mut commas = commas.chain([words.len()]).peekable();
        let mut forms = forms.into_iter().peekable();
        let mut end = 0;
        let ends = (0..words.len()).map(|at| {
            while let Some((_, after)) = forms.next_if(|(start, _)| *start <= at) {
                while commas.next_if(|comma| *comma < after).is_some() {}
                end = commas.peek().copied().unwrap_or(words.len()).max(end);
            }
            if end > at { end } else { 0 }
        });
        ends.collect()
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
            Weight::One | Weight::Case | Weight::Them => self.is_general,
            Weight::Told => self.is_open,
            Weight::Event | Weight::Hint => self.is_general || self.is_open || self.is_house,
        }
    }
}

impl Rule {
    fn places(&self, words: &[Word], mood: &Mood) -> Vec<(usize, usize)> {
        let mut places = all(&self.form, words);
        let is_even = self.weight == Weight::Even;
        let (start, end) = mood.silence.unwrap_or((words.len(), words.len()));
        places.retain(|(from, to)| is_even != (*to <= start || *from >= end));
        places.retain(|(from, to)| mood.supposed.get(*from).is_none_or(|end| to > end));
        places
    }
}

/// Whether two of the places lie apart from each other.
fn are_two(places: &[Match]) -> bool {
    let first_end = places.iter().map(|(_, end, _)| *end).min();
    let last_start = places.iter().map(|(start, ..)| *start).max();
    first_end.zip(last_start).is_some_and(|(end, start)| end <= start)
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
        "case" => Weight::Case,
        "told" => Weight::Told,
        "event" => Weight::Event,
        "them" => Weight::Them,
        "hint" => Weight::Hint,
        _ => return Err(format!("no weight {name}")),
    })
}
