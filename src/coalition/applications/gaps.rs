//! The gaps that a deferral names, in words.

use crate::specialty::{Criterion, Membership};
use crate::text::lang::Lang;

/// Each of these criteria by code and name, with its minimum where the median is below it.
pub fn in_words(gaps: &[String], failed_minimums: &[String], (pack, lang): (&Membership, Lang)) -> Vec<String> {
    let named = pack.criteria.iter().filter(|known| gaps.contains(&known.code));
    named.map(|known| one(known, failed_minimums.contains(&known.code), lang)).collect()
}

fn one(known: &Criterion, is_below: bool, lang: Lang) -> String {
    let name = format!("{} {}", known.code, known.words.get(lang.as_str()));
    let least = lang.t_with("coalition-minimum", &[("minimum", u32::from(known.minimum).into())]);
    if is_below { format!("{name} ({least})") } else { name }
}
