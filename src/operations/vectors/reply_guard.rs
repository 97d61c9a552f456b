//! `{"reply_guard": [{"text", "reveals"}]}`: what the guard of public replies makes of sentences.

use super::REPLY_GUARD;
use super::compare::Compared;
use crate::reviews::guard::look;
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sentence {
    text: String,
    reveals: bool,
}

pub fn check(file: &Value, compared: &mut Compared) {
    for (place, case) in compared.cases::<Sentence>(file, REPLY_GUARD) {
        compared.answer(&format!("{place}.reveals"), case.reveals, !look(&case.text, &[]).is_empty());
    }
}
