//! What is written in the course of each application, put together before anything is played, so that no reviewer and
//! no officer says the same of two applicants.

use super::super::dice::Dice;
use super::super::phrases::Turns;
use super::{Beat, COMMENTING, HIGH, Reasons, Story, Told};
use crate::error::AppError;
use std::collections::BTreeMap;

const SEED: u64 = 50;
/// Of whom references are asked for at most, colleagues and former patients.
const PEERS: usize = 2;
const FORMER: usize = 10;

/// What is written in one application.
#[derive(Debug, Default)]
pub(super) struct Written {
    /// What the officer notes at each gate.
    pub notes: BTreeMap<String, String>,
    /// What each reviewer gives as reasons, criterion by criterion, in the round that calibration made void.
    pub first_reasons: Vec<Vec<String>>,
    pub reasons: Vec<Vec<String>>,
    /// What colleagues and former patients write who are asked for a reference.
    pub peers: Vec<String>,
    pub former: Vec<String>,
    /// What patients say in public, colleagues, and the applicant in the end.
    pub patients: Vec<String>,
    pub colleagues: Vec<String>,
    pub answer: String,
}

/// What is written in all of them.
pub(super) fn all(told: &Told) -> Result<Vec<Written>, AppError> {
    let mut turns = Turns::new(SEED);
    told.applications.iter().map(|story| one(told, story, &mut turns)).collect()
}

fn one(told: &Told, story: &Story, turns: &mut Turns) -> Result<Written, AppError> {
    let mut written = Written::default();
    if story.is_draft || story.is_incomplete {
        return Ok(written);
    }
    for (gate, phrases) in &told.gates {
        written.notes.insert(gate.clone(), turns.take(gate, phrases, &slot)?);
    }
    written.first_reasons = reasons(told, &story.first_scores, turns)?;
    written.reasons = reasons(told, &story.scores, turns)?;
    if story.beats().iter().any(|(day, beat)| matches!(beat, Beat::Answer) && story.started > *day) {
        for _ in 0..PEERS {
            written.peers.push(turns.take("peers", &told.references.peers, &slot)?);
        }
        for _ in 0..FORMER {
            written.former.push(turns.take("former patients", &told.references.patients, &slot)?);
        }
    }
    if story.scores.is_empty() {
        return Ok(written);
    }
    for _ in 0..COMMENTING {
        written.patients.push(turns.take("patients", &told.public.patients, &slot)?);
        written.colleagues.push(turns.take("colleagues", &told.public.colleagues, &slot)?);
    }
    written.answer = turns.take("answers", &told.public.answers, &slot)?;
    Ok(written)
}

fn reasons(told: &Told, sheets: &[[u8; 8]], turns: &mut Turns) -> Result<Vec<Vec<String>>, AppError> {
    let sheet = |(place, sheet): (usize, &[u8; 8])| -> Result<Vec<String>, AppError> {
        told.reasons.iter().zip(sheet).map(|(named, score)| reason(named, (place, *score), turns)).collect()
    };
    (0..).zip(sheets).map(sheet).collect()
}

/// What the reviewer at this place writes beside a score.
fn reason(
    (criterion, reasons): (&String, &Reasons),
    (place, score): (usize, u8),
    turns: &mut Turns,
) -> Result<String, AppError> {
    let (kind, phrases) = if score >= HIGH { ("high", &reasons.high) } else { ("low", &reasons.low) };
    let phrases = phrases.get(place).map(Vec::as_slice).unwrap_or_default();
    turns.take(&format!("{criterion} {kind} {place}"), phrases, &slot)
}

/// What people name who speak of elsewhere and of another day.
fn slot(name: &str, dice: &mut Dice) -> Option<String> {
    let words: &[&str] = match name {
        "other_city" => &["Linz", "Namur", "Aarhus", "Sligo", "Trento", "Ostrava"],
        "weekday" => &["Monday", "Tuesday", "Thursday"],
        _ => return None,
    };
    dice.pick(words).map(|word| (*word).to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::super::read;
    use super::super::TEXT;
    use super::*;

    #[test]
    fn there_are_words_enough_for_every_application() {
        let told: Told = read(TEXT).unwrap();
        let written = all(&told).unwrap();
        for (story, written) in told.applications.iter().zip(&written) {
            assert_eq!(written.reasons.len(), story.scores.len(), "{}", story.account);
            let texts = written.reasons.iter().chain(&written.first_reasons).flatten().chain(written.notes.values());
            let said = [&written.peers, &written.former, &written.patients, &written.colleagues].into_iter().flatten();
            for text in texts.chain(said).chain([&written.answer]) {
                assert!(!text.contains(['{', '}', '|', '[']), "{text}");
            }
        }
    }

    #[test]
    fn nobody_reasons_with_one_phrase_in_both_rounds() {
        let told: Told = read(TEXT).unwrap();
        for reasons in told.reasons.values() {
            assert!(reasons.high.iter().chain(&reasons.low).all(|phrases| phrases.len() >= 2), "{reasons:?}");
        }
    }
}
