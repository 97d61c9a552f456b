//! The words for codes, and classes that go with ratings and scores.

use crate::inspections::model::{Rating, Score};
use crate::specialty::Inspections;
use crate::text::lang::Lang;
use crate::web::page::Page;

/// The label of one word of a set: `inspections-state-factual-check`.
pub fn label(lang: Lang, set: &str, word: &str) -> String {
    lang.t(&format!("inspections-{set}-{}", word.replace('_', "-")))
}

/// What an item of the checklist is called; its code when the pack no longer has it.
pub fn item(checklist: &Inspections, lang: Lang, code: &str) -> String {
    checklist.item(code).map_or_else(|| code.to_owned(), |(_, item)| item.words.get(lang.as_str()).to_owned())
}

/// What a kind of evidence is called.
pub fn evidence_kind(checklist: &Inspections, lang: Lang, code: &str) -> String {
    let known = checklist.evidence_kinds.iter().find(|term| term.code == code);
    known.map_or_else(|| code.to_owned(), |term| term.words.get(lang.as_str()).to_owned())
}

/// The badge of a rating.
pub const fn rating_class(rating: Rating) -> &'static str {
    match rating {
        Rating::Outstanding => "ok",
        Rating::Good => "role check",
        Rating::RequiresImprovement => "warn",
        Rating::Inadequate => "bad",
        Rating::InsufficientEvidence | Rating::NotRated => "ring",
    }
}

/// The badge of a score.
pub const fn score_class(score: Score) -> &'static str {
    match score {
        Score::Four => "ok",
        Score::Three => "check",
        Score::Two => "warn",
        Score::One => "bad",
        Score::Na | Score::NotSeen => "ring",
    }
}

/// A day as rows keep it, in words.
pub fn day(page: &Page, text: &str) -> String {
    text.parse().map_or_else(|_| text.to_owned(), |day: chrono::NaiveDate| page.day(day))
}
