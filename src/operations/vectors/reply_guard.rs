//! `{"reply_guard": [{"text", "reveals"}]}`: what the guard of public replies makes of sentences.

use super::compare::{Compared, list};
use crate::reviews::guard::look;
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
struct Sentence {
    text: String,
    reveals: bool,
}

pub fn check(file: &Value, compared: &mut Compared) -> Result<(), serde_json::Error> {
    let all: Vec<Sentence> = serde_json::from_value(list(file, "reply_guard"))?;
    for (index, case) in all.iter().enumerate() {
        compared.case();
        compared.answer(&format!("reply_guard[{index}].reveals"), case.reveals, !look(&case.text, &[]).is_empty());
    }
    Ok(())
}
