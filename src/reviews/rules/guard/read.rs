//! Reads a text: into words with their places, and those into sentences. Pure, in one pass.

/// A word as the forms see it: small letters, contractions taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    pub text: String,
    /// In characters, of the text as it was given.
    pub start: usize,
    pub end: usize,
    pub is_capital: bool,
    /// A comma, a dash or a bracket stands before it.
    pub after_comma: bool,
    /// The classes of the language it was read in, a bit for each.
    pub classes: u64,
}

impl Word {
    pub fn is_number(&self) -> bool {
        self.text.starts_with(|first: char| first.is_ascii_digit())
    }
}

/// What ends a sentence, or begins a new thought in it.
const ENDS: &[char] = &['.', '!', '?', ';', ':', '\n', '…', '。'];
/// After these a full stop ends nothing.
const SHORT: &[&str] =
    &["dr", "mr", "mrs", "ms", "prof", "st", "nr", "approx", "ca", "bzw", "fr", "hr", "med", "z", "b", "e", "g", "i"];
/// Longer runs of letters are no words of any language here.
const LONGEST_WORD: usize = 48;

/// The sentences of a text, each as its words. Sentences without words are left out.
pub(super) fn sentences(text: &str) -> Vec<Vec<Word>> {
    let letters: Vec<char> = text.chars().collect();
    let mut reader = Reader { letters: &letters, at: 0, all: Vec::new(), words: Vec::new(), comma: false };
    reader.read();
    reader.all
}

struct Reader<'t> {
    letters: &'t [char],
    at: usize,
    all: Vec<Vec<Word>>,
    words: Vec<Word>,
    comma: bool,
}

impl Reader<'_> {
    fn letter(&self, at: usize) -> Option<char> {
        self.letters.get(at).copied()
    }

    fn read(&mut self) {
        while let Some(letter) = self.letter(self.at) {
            if letter.is_alphanumeric() {
                self.word();
                continue;
            }
            match letter {
                '€' | '$' | '£' => self.push("€", self.at, self.at + 1, false),
                '%' => self.push("%", self.at, self.at + 1, false),
                ',' | '–' | '—' | '(' | ')' => self.comma = true,
                '-' if self.letter(self.at + 1).is_none_or(char::is_whitespace) => self.comma = true,
                _ if ENDS.contains(&letter) && self.is_end(letter) => self.close(),
                _ => {}
            }
            self.at += 1;
        }
        self.close();
    }

    fn close(&mut self) {
        self.comma = false;
        if !self.words.is_empty() {
            self.all.push(std::mem::take(&mut self.words));
        }
    }

    /// A full stop after an abbreviation or in a date ends nothing.
    fn is_end(&self, letter: char) -> bool {
        if letter != '.' {
            return true;
        }
        let Some(last) = self.words.last() else { return false };
        if last.end != self.at {
            return true;
        }
        if SHORT.contains(&last.text.as_str()) {
            return false;
        }
        !(last.is_number() && last.text.len() <= 2 && self.date_follows())
    }

    /// After "3." a small letter, a digit, or the name of a month.
    fn date_follows(&self) -> bool {
        let rest = self.letters.iter().skip(self.at + 1).copied().skip_while(|letter| *letter == ' ');
        let next: String = rest.take_while(|letter| letter.is_alphanumeric()).take(LONGEST_WORD).collect();
        let is_small = next.starts_with(|first: char| first.is_lowercase() || first.is_ascii_digit());
        is_small || MONTHS.contains(&next.to_lowercase().as_str())
    }

    fn word(&mut self) {
        let start = self.at;
        while self.letter(self.at).is_some_and(|letter| letter.is_alphanumeric() || self.joins(letter)) {
            self.at += 1;
        }
        let taken = self.letters.get(start..self.at).unwrap_or_default();
        let is_capital = taken.first().is_some_and(|first| first.is_uppercase());
        let text: String = taken.iter().take(LONGEST_WORD).flat_map(|letter| letter.to_lowercase()).collect();
        let text = text.replace(['’', '‘', '`'], "'");
        let (start, end) = (start, self.at);
        match parts(&text) {
            Some((first, rest)) => {
                self.push(first, start, end, is_capital);
                self.push(rest, start, end, false);
            }
            None => self.push(&text, start, end, is_capital),
        }
    }

    /// Between two letters or digits: an apostrophe, a hyphen, or what stands inside a number.
    fn joins(&self, letter: char) -> bool {
        let before = self.at.checked_sub(1).and_then(|at| self.letter(at));
        let after = self.letter(self.at + 1);
        match letter {
            '\'' | '’' | '‘' | '`' | '-' => after.is_some_and(char::is_alphanumeric),
            '.' | ',' | '/' => {
                before.is_some_and(|digit| digit.is_ascii_digit()) && after.is_some_and(|digit| digit.is_ascii_digit())
            }
            // A mark that sits on the letter before it.
            '\u{300}'..='\u{36f}' => true,
            _ => false,
        }
    }

    fn push(&mut self, text: &str, start: usize, end: usize, is_capital: bool) {
        let after_comma = std::mem::take(&mut self.comma);
        self.words.push(Word { text: text.to_owned(), start, end, is_capital, after_comma, classes: 0 });
    }
}

const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "januar",
    "februar",
    "märz",
    "mai",
    "juni",
    "juli",
    "oktober",
    "dezember",
];

/// A contraction in its two words.
fn parts(word: &str) -> Option<(&str, &'static str)> {
    match word {
        "cannot" => return Some(("can", "not")),
        "can't" => return Some(("can", "not")),
        "won't" => return Some(("will", "not")),
        "shan't" => return Some(("shall", "not")),
        _ => {}
    }
    const TAILS: &[(&str, &str)] =
        &[("n't", "not"), ("'ve", "have"), ("'re", "are"), ("'ll", "will"), ("'m", "am"), ("'d", "'d"), ("'s", "'s")];
    TAILS.iter().find_map(|(tail, whole)| {
        let first = word.strip_suffix(tail)?;
        (!first.is_empty()).then_some((first, *whole))
    })
}
