//! Compares what was computed with what was published, at the decimals that are printed.

use super::Checked;
use serde_json::{Number, Value};

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

    /// One more case begins.
    pub fn case(&mut self) {
        self.cases += 1;
    }

    /// A number, at the printed decimals, or within the file's tolerance.
    pub fn number(&mut self, place: &str, expected: &Number, found: f64) {
        let printed = expected.to_string();
        let decimals = decimals_of(&printed);
        let shown = format!("{found:.decimals$}");
        let is_same = match (self.tolerance, expected.as_f64()) {
            (Some(tolerance), Some(expected)) => (expected - found).abs() <= tolerance,
            _ => shown.parse::<f64>().ok() == expected.as_f64(),
        };
        if !is_same {
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

    pub fn finish(self, suite: String) -> Checked {
        Checked { suite, cases: self.cases, differences: self.differences }
    }
}

/// Digits behind the point: three of `3.864`, six of `6.1e-5`.
pub fn decimals_of(printed: &str) -> usize {
    let (digits, exponent) = printed.split_once(['e', 'E']).unwrap_or((printed, "0"));
    let decimals = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    decimals + exponent.strip_prefix('-').and_then(|shift| shift.parse::<usize>().ok()).unwrap_or(0)
}

/// The list under `name`; empty when there is none.
pub fn list(file: &Value, name: &str) -> Value {
    file.get(name).cloned().unwrap_or_else(|| Value::Array(Vec::new()))
}
