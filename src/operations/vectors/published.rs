//! A copy of a published file says what was published, in every value: also in those that no result hangs on.
//!
//! Months within a band, the stars of a review that counts for nothing: such a value can be changed and every result
//! stays right. A file of one's own may say there what it likes; a copy may not, beyond the tolerance that it names.

use super::REPLY_GUARD;
use super::compare::is_about;
use serde_json::Value;

/// What each suite was published with.
const FILES: &[(&str, &str)] = &[
    ("fairness-v1", include_str!("../../../tests/data/fairness-v1.json")),
    ("flags-v1", include_str!("../../../tests/data/flags-v1.json")),
    ("inspection-v1", include_str!("../../../tests/data/inspection-v1.json")),
    ("membership-v1", include_str!("../../../tests/data/membership-v1.json")),
    ("rating-v1", include_str!("../../../tests/data/rating-v1.json")),
];
/// How closely a file is compared: no value of it.
const TOLERANCE: &str = "tolerance";
/// A file of the same shape is a copy when at most one in so many of its values differs.
const SAME: usize = 20;

/// Where a copy of the published file of `suite` says something else; nothing for a file of one's own.
///
/// # Errors
/// When the published file is no JSON, which a test rules out.
pub fn differences(suite: &str, file: &Value) -> Result<Vec<String>, serde_json::Error> {
    let Some((_, text)) = FILES.iter().find(|(known, _)| *known == suite) else { return Ok(Vec::new()) };
    let tolerance = file.get(TOLERANCE).and_then(Value::as_f64).unwrap_or_default();
    let mut seen = Seen { tolerance, ..Seen::default() };
    let is_alike = seen.walk("", &serde_json::from_str(text)?, file);
    let is_copy = is_alike && seen.differences.len() * SAME <= seen.values;
    Ok(if is_copy { seen.differences } else { Vec::new() })
}

#[derive(Default)]
struct Seen {
    /// How far a number may lie from the published one.
    tolerance: f64,
    values: usize,
    differences: Vec<String>,
}

impl Seen {
    /// Walks through both; answers whether they have one shape.
    fn walk(&mut self, place: &str, published: &Value, here: &Value) -> bool {
        match (published, here) {
            (Value::Object(fields), Value::Object(others)) => {
                let mut named = fields.iter().filter(|(name, _)| !is_no_value(name));
                let walked = named.all(|(name, field)| {
                    let place = if place.is_empty() { name.clone() } else { format!("{place}.{name}") };
                    others.get(name).is_some_and(|other| self.walk(&place, field, other))
                });
                let may_stand = |name: &String| fields.contains_key(name) || is_no_value(name) || name == REPLY_GUARD;
                walked && others.keys().all(may_stand)
            }
            (Value::Array(items), Value::Array(others)) => {
                let mut both = items.iter().zip(others).enumerate();
                items.len() == others.len() && both.all(|(n, (one, two))| self.walk(&format!("{place}[{n}]"), one, two))
            }
            (Value::Object(_) | Value::Array(_), _) | (_, Value::Object(_) | Value::Array(_)) => false,
            _ => {
                self.values += 1;
                if !is_same(published, here, self.tolerance) {
                    self.differences.push(format!("{place}: published as {published}, here {here}"));
                }
                true
            }
        }
    }
}

/// What a file says of itself, and how closely it is compared.
fn is_no_value(name: &str) -> bool {
    is_about(name) || name == TOLERANCE
}

/// Whether two values are one: `4` and `4.0` are, and numbers that lie no farther apart than `tolerance`.
fn is_same(one: &Value, other: &Value, tolerance: f64) -> bool {
    let is_near = |(one, other): (f64, f64)| (one - other).abs() <= tolerance;
    one == other || one.as_f64().zip(other.as_f64()).is_some_and(is_near)
}
