//! Letters beside the ladder: messages, recommendations, and mail that does not arrive.

use super::sheet::Sheet;
use crate::complaints::model::Role;
use crate::mail::Block;

/// A side has written to the officer.
pub fn to_officer(sheet: &Sheet<'_>) -> Vec<Block> {
    let side = if sheet.case.by == Role::Clinic { "by-clinic" } else { "by-patient" };
    [sheet.opening(), sheet.paragraph(side)].into_iter().chain(words(sheet)).collect()
}

/// The officer writes to one side.
pub fn from_officer(sheet: &Sheet<'_>) -> Vec<Block> {
    std::iter::once(sheet.opening()).chain(words(sheet)).collect()
}

/// No letter reaches the clinic.
pub fn undeliverable(sheet: &Sheet<'_>) -> Vec<Block> {
    vec![sheet.opening()]
}

/// What the panel recommends, and by when.
pub fn recommendation(sheet: &Sheet<'_>) -> Vec<Block> {
    std::iter::once(sheet.opening()).chain(words(sheet)).collect()
}

fn words(sheet: &Sheet<'_>) -> Option<Block> {
    sheet.case.said.as_ref().filter(|text| !text.trim().is_empty()).map(|text| Block::Quote(text.clone()))
}
