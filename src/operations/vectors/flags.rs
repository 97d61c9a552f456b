//! `flags-v1`: what a report weighs.

use super::compare::{Compared, list};
use crate::moderation::score::{Raised, score};
use crate::specialty::Pack;
use serde::Deserialize;
use serde::de::Error as _;
use serde_json::{Number, Value};

#[derive(Deserialize)]
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

pub fn check(file: &Value, compared: &mut Compared) -> Result<(), serde_json::Error> {
    let rules = Pack::embedded("hair-restoration").map_err(serde_json::Error::custom)?.flags.score;
    let all: Vec<Case> = serde_json::from_value(list(file, "cases"))?;
    for (index, case) in all.iter().enumerate() {
        compared.case();
        let raised = Raised {
            reason: &case.reason,
            trust_level: case.trust_level,
            staff: case.staff,
            agreed: case.agreed,
            decided: case.decided,
            take_action: case.take_action,
        };
        let sum = score(raised, &rules);
        compared.number(&format!("cases[{index}].accuracy_bonus"), &case.accuracy_bonus, sum.accuracy);
        compared.number(&format!("cases[{index}].score"), &case.score, sum.total);
    }
    Ok(())
}
