//! What a checklist leaves unsaid: nobody is kept from it, and whoever goes on is told.

use super::sections::{is_short, score_of};
use crate::inspections::api::{InspectionView, ItemView};
use crate::inspections::model::State;
use crate::inspections::views::Seen;
use crate::web::page::Page;

/// Whether an item falls short without a word why.
pub fn is_bare(view: &InspectionView) -> bool {
    view.items.iter().any(|item| is_wordless(&item))
}

fn is_wordless(item: &&ItemView) -> bool {
    is_short(item) && item.finding.trim().is_empty()
}

/// A line for the items that fall short without a word why, and one for those that do not say how they were seen; after
/// the lock also what is left to be done about them.
pub fn of(view: &InspectionView, page: &Page) -> Vec<String> {
    let is_unseen =
        |item: &&ItemView| score_of(item.score.as_ref()).points().is_some() && item.evidence_kinds.is_empty();
    let codes = |items: Vec<&ItemView>| items.iter().map(|item| item.code.as_str()).collect::<Vec<_>>().join(", ");
    let bare = codes(view.items.iter().filter(is_wordless).collect());
    let unseen = codes(view.items.iter().filter(is_unseen).collect());
    let lines = [("inspections-gap-finding", bare), ("inspections-gap-how", unseen)];
    let lines = lines.into_iter().filter(|(_, items)| !items.is_empty());
    let mut lines: Vec<String> = lines.map(|(key, items)| page.t_with(key, "items", items)).collect();
    let is_draft = matches!(view.state, State::EvidenceLocked | State::Drafting | State::QualityCheck);
    if is_draft && !lines.is_empty() {
        lines.push(page.t("inspections-gap-late"));
    }
    lines
}

/// The same to whoever writes a draft or checks it.
pub fn of_draft(seen: &Seen, page: &Page) -> Vec<String> {
    if seen.may("draft") || seen.may("quality_check") { of(&seen.view, page) } else { Vec::new() }
}

/// The same as [`outdated`], to the staff while nothing is public.
pub fn before_publication(seen: &Seen, page: &Page) -> String {
    if seen.is_staff() && !seen.facts.is_public() { outdated(&seen.view, page) } else { String::new() }
}

/// That the summary was written before a point changed a score; empty where none did.
pub fn outdated(view: &InspectionView, page: &Page) -> String {
    let changed = view.changes_after_draft.iter().filter(|change| change.draft_score != change.final_score);
    let items: Vec<&str> = changed.map(|change| change.item.as_str()).collect();
    if items.is_empty() {
        String::new()
    } else {
        page.t_with("inspections-summary-outdated", "items", items.join(", "))
    }
}
