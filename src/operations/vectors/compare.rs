//! Compares what was computed with what was published, at the decimals that are printed.

use super::{Checked, REPLY_GUARD};
use serde::de::DeserializeOwned;
use serde_json::{Number, Value};

/// Half a unit, and what floating point makes of it.
const HALF: f64 = 0.500_001;

/// Keys of words about a file or a case; none is the name of a value that a suite reads.
const ABOUT: [&str; 41] = [
    "about",
    "author",
    "because",
    "case",
    "category",
    "comment",
    "comments",
    "date",
    "desc",
    "description",
    "doc",
    "docs",
    "example",
    "explanation",
    "generated",
    "generated_by",
    "generator",
    "id",
    "kind",
    "label",
    "lang",
    "language",
    "licence",
    "license",
    "name",
    "note",
    "notes",
    "ref",
    "reference",
    "references",
    "rule",
    "section",
    "see",
    "source",
    "spec",
    "tag",
    "tags",
    "title",
    "url",
    "version",
    "why",
];
/// What a file of any suite may hold.
const EVERYWHERE: [&str; 3] = ["suite", "tolerance", REPLY_GUARD];

/// Collects what differs.
pub struct Compared {
    tolerance: Option<f64>,
    cases: usize,
    differences: Vec<String>,
}

impl Compared {
    pub fn new(tolerance: Option<f64>) -> Self {
        Self { tolerance, cases: 0, differences: Vec::new() }
    }

    /// Tells each key of a file that is neither one of `names` nor such as every file may have.
    pub fn only(&mut self, file: &Value, names: &[&str]) {
        let may_be = |key: &str| is_about(key) || EVERYWHERE.contains(&key) || names.contains(&key);
        for key in file.as_object().into_iter().flat_map(|fields| fields.keys()).filter(|key| !may_be(key)) {
            self.tell(key, "unknown key");
        }
    }

    /// The cases under `name`, each with its place and counted; one of another shape is told and left out.
    pub fn cases<T: DeserializeOwned>(&mut self, file: &Value, name: &str) -> Vec<(String, T)> {
        let mut read = Vec::new();
        for (index, case) in self.part::<Vec<Value>>(file, name).iter().enumerate() {
            self.cases += 1;
            let place = format!("{name}[{index}]");
            if let Some(case) = self.read(&place, case) {
                read.push((place, case));
            }
        }
        read
    }

    /// What stands under `name`; nothing of it when it is missing or, which is told, of another shape.
    pub fn part<T: DeserializeOwned + Default>(&mut self, file: &Value, name: &str) -> T {
        file.get(name).and_then(|part| self.read(name, part)).unwrap_or_default()
    }

    fn read<T: DeserializeOwned>(&mut self, place: &str, value: &Value) -> Option<T> {
        match serde_json::from_value(without_words(value)) {
            Ok(read) => Some(read),
            Err(error) => {
                self.tell(place, &error.to_string());
                None
            }
        }
    }

    /// What is wrong at a place where nothing can be compared.
    pub fn tell(&mut self, place: &str, wrong: &str) {
        self.differences.push(format!("{place}: {wrong}"));
    }

    /// A number, at the printed decimals, or within the file's tolerance.
    pub fn number(&mut self, place: &str, expected: &Number, found: f64) {
        let printed = expected.to_string();
        let decimals = decimals_of(&printed);
        let rounded = format!("{found:.decimals$}");
        let named = expected.as_f64().unwrap_or(f64::NAN);
        let is_same = match self.tolerance {
            Some(tolerance) => (named - found).abs() <= tolerance,
            None => rounded.parse::<f64>().ok() == Some(named),
        };
        if !is_same {
            // Rounding must not hide what differs.
            let shown = if is_near(named, found, decimals) { found.to_string() } else { rounded };
            self.differences.push(format!("{place}: expected {printed}, found {shown}"));
        }
    }

    /// Yes or no.
    pub fn answer(&mut self, place: &str, expected: bool, found: bool) {
        if expected != found {
            self.differences.push(format!("{place}: expected {expected}, found {found}"));
        }
    }

    /// A whole number.
    pub fn whole(&mut self, place: &str, expected: i64, found: i64) {
        if expected != found {
            self.differences.push(format!("{place}: expected {expected}, found {found}"));
        }
    }

    /// How long a list is.
    pub fn count(&mut self, place: &str, expected: usize, found: usize) {
        if expected != found {
            self.differences.push(format!("{place}: expected {expected} of them, found {found}"));
        }
    }

    /// A constant of the formula: what the file names must be what the site uses.
    pub fn given(&mut self, place: &str, named: Option<&Number>, used: f64) {
        if let Some(named) = named.filter(|named| named.as_f64() != Some(used)) {
            self.differences.push(format!("{place}: expected {named}, found {used}"));
        }
    }

    /// A word, or a list of them.
    pub fn text(&mut self, place: &str, expected: &str, found: &str) {
        if expected != found {
            self.differences.push(format!("{place}: expected {expected}, found {found}"));
        }
    }

    /// A number that may be missing.
    pub fn perhaps(&mut self, place: &str, expected: Option<&Number>, found: Option<f64>) {
        match (expected, found) {
            (Some(expected), Some(found)) => self.number(place, expected, found),
            (None, None) => {}
            (Some(expected), None) => self.text(place, &expected.to_string(), "nothing"),
            (None, Some(found)) => self.text(place, "nothing", &found.to_string()),
        }
    }

    /// All that differs; a file that holds nothing to check differs, too.
    pub fn finish(mut self, suite: String) -> Checked {
        if self.cases == 0 {
            self.differences.push("no case to check".to_owned());
        }
        Checked { suite, cases: self.cases, differences: self.differences }
    }
}

/// Whether a key holds words about a file or a case, and no value of it.
pub fn is_about(key: &str) -> bool {
    key.starts_with(['_', '$']) || ABOUT.contains(&key)
}

/// A value without the words about it.
fn without_words(value: &Value) -> Value {
    match value {
        Value::Object(fields) => {
            let kept = fields.iter().filter(|(key, _)| !is_about(key));
            Value::Object(kept.map(|(key, field)| (key.clone(), without_words(field))).collect())
        }
        Value::Array(items) => Value::Array(items.iter().map(without_words).collect()),
        _ => value.clone(),
    }
}

/// Digits behind the point: three of `3.864`, six of `6.1e-5`.
pub fn decimals_of(printed: &str) -> usize {
    let (digits, exponent) = printed.split_once(['e', 'E']).unwrap_or((printed, "0"));
    let decimals = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    decimals + exponent.strip_prefix('-').and_then(|shift| shift.parse::<usize>().ok()).unwrap_or(0)
}

/// Whether both lie within half a unit of the last printed decimal.
fn is_near(named: f64, found: f64, decimals: usize) -> bool {
    let unit = 0.1_f64.powi(i32::try_from(decimals).unwrap_or(i32::MAX));
    (named - found).abs() <= HALF * unit
}
