//! `flags-v1`: what a report weighs.

use super::compare::Compared;
use crate::moderation::score::{Raised, score};
use crate::specialty::Flags;
use serde::Deserialize;
use serde_json::{Number, Value};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    trust_level: u32,
    staff: bool,
    agreed: u32,
    decided: u32,
    reason: String,
    take_action: bool,
    accuracy_bonus: Number,
    score: Number,
}

/// The highest level of trust.
const HIGHEST_LEVEL: u32 = 4;

pub fn check(file: &Value, flags: &Flags, compared: &mut Compared) {
    compared.only(file, &["cases"]);
    for (place, case) in compared.cases::<Case>(file, "cases") {
        one(&place, &case, flags, compared);
    }
}

fn one(place: &str, case: &Case, flags: &Flags, compared: &mut Compared) {
    let known = flags.reasons.iter().find(|reason| reason.code == case.reason);
    compared.text(&format!("{place}.reason"), &case.reason, known.map_or("no such reason", |reason| &reason.code));
    compared.answer(&format!("{place}.trust_level: {HIGHEST_LEVEL} at most"), true, case.trust_level <= HIGHEST_LEVEL);
    compared.answer(&format!("{place}.agreed: not more than decided"), true, case.agreed <= case.decided);
    let raised = Raised {
        reason: &case.reason,
        trust_level: case.trust_level,
        staff: case.staff,
        agreed: case.agreed,
        decided: case.decided,
        take_action: case.take_action,
    };
    let sum = score(raised, &flags.score);
    compared.number(&format!("{place}.accuracy_bonus"), &case.accuracy_bonus, sum.accuracy);
    compared.number(&format!("{place}.score"), &case.score, sum.total);
}
