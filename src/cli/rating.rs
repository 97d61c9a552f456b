//! `candor rating recompute`: the sums of a rating, done again from its public export.

use super::arguments::RatingCommand;
use super::{Failed, say};
use crate::config::Config;
use crate::reviews::{self, rating::published};
use crate::specialty::Pack;
use serde_json::json;

pub fn run(config: &Config, command: &RatingCommand) -> Result<(), Failed> {
    let RatingCommand::Recompute { from } = command;
    let named = |error: &dyn std::fmt::Display| Failed::Said(format!("{}: {error}", from.display()));
    let text = std::fs::read_to_string(from).map_err(|error| named(&error))?;
    let pack = Pack::open(&config.specialty.pack).map_err(|error| named(&error))?;
    let outcome = reviews::recompute(&text, &pack).map_err(|error| named(&error))?;
    let shown = |value: f64| outcome.shown.then(|| published(value));
    let histogram: serde_json::Map<_, _> =
        (1..=5_u8).map(|star| star.to_string()).zip(outcome.histogram.map(|count| json!(count))).collect();
    let block = json!({
        "shown": outcome.shown,
        "score": shown(outcome.score),
        "lower_bound": shown(outcome.lower_bound),
        "choose_again": shown(outcome.choose_again),
        "choose_again_lower": outcome.choose_again_lower.and_then(shown),
        "counted": outcome.counted,
        "sum_w": shown(outcome.sum_w),
        "n_eff": shown(outcome.n_eff),
        "histogram": histogram,
        "formula": pack.rating.formula,
    });
    say(&block.to_string())
}
