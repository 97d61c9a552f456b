//! What the inspectors of the demo community find: a score and a text for each item, put together before anything is
//! played, so that no two inspections read alike.

use super::dice::Dice;
use super::phrases::Turns;
use crate::error::AppError;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Up to this score something falls short, and the finding says what.
const SHORT: u8 = 2;

/// What can be written at an item.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Phrases {
    pub good: Vec<String>,
    short: Vec<String>,
}

/// The score and the text of each item.
pub(super) type Findings = BTreeMap<String, (u8, String)>;

/// What one inspection finds: the points that `scores` names, else 3, or 4 in `fours` of a hundred cases.
pub(super) fn write(
    told: &BTreeMap<String, Phrases>,
    (scores, fours): (&BTreeMap<String, u8>, i64),
    dice: &mut Dice,
    turns: &mut Turns,
) -> Result<Findings, AppError> {
    let mut findings = Findings::new();
    for (item, phrases) in told {
        let exceeds = dice.chance(fours);
        let score = scores.get(item).copied().unwrap_or(if exceeds { 4 } else { 3 });
        let (kind, phrases) = if score <= SHORT { ("short", &phrases.short) } else { ("good", &phrases.good) };
        let text = turns.take(&format!("{item} {kind}"), phrases, &slot)?;
        findings.insert(item.clone(), (score, text));
    }
    Ok(findings)
}

fn slot(name: &str, dice: &mut Dice) -> Option<String> {
    (name == "month").then(|| dice.pick(&["January", "May", "October"]).copied().unwrap_or_default().to_owned())
}
