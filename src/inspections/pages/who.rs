//! Who did what in an inspection: its history in a few lines, with the names for those who are named in it.

use super::report::Names;
use super::words::label;
use crate::accounts::AccountId;
use crate::inspections::api::InspectionView;
use crate::inspections::model::State;
use crate::inspections::rules;
use crate::web::page::Page;
use crate::web::parts::Fact;

/// Who did what. Everybody reads in which capacity; `names` are known to the staff alone.
pub fn facts(view: &InspectionView, names: &Names, page: &Page) -> Vec<Fact> {
    let fact = |name: &str, value: String| Fact::new(page.t(&format!("inspections-fact-{name}")), value);
    let named = |ids: &[AccountId], told: String| {
        let known: Vec<&str> = ids.iter().filter_map(|id| names.get(id)).map(String::as_str).collect();
        if known.is_empty() { told } else { format!("{}. {told}", known.join(", ")) }
    };
    let team = page.t_with2("inspections-team", "count", view.team.inspectors, "lay", view.team.not_physicians);
    let visit = match view.state {
        _ if view.visited_on.is_some() => "visited",
        State::Refused | State::Aborted => "would-visit",
        _ => "visits",
    };
    let mut facts = vec![fact(visit, named(&view.inspectors, team)), fact("conflicts", view.conflicts.clone())];
    if let Some(at) = view.locked_at {
        let locked = view.evidence.iter().filter(|file| !file.late).count();
        let files = page.t_with2("inspections-locked", "day", page.day_of(at), "count", locked);
        facts.push(fact("locked", files));
    }
    let has_passed = rules::is_open_to_clinic(view.state);
    if !matches!(view.state, State::Refused | State::Aborted) {
        let reader = page.t(if has_passed { "inspections-reader-passed" } else { "inspections-reader-waits" });
        facts.push(fact("reader", named(view.quality_reader.as_slice(), reader)));
    }
    if has_passed && view.state != State::FactualCheck {
        let open = view.points.iter().filter(|point| point.accepted.is_none()).count();
        let key = if open == 0 { "inspections-points" } else { "inspections-points-open" };
        let points = page.t_with2(key, "count", view.points.len(), "open", open);
        let officer: &[AccountId] = if view.points.is_empty() { &[] } else { view.points_officer.as_slice() };
        facts.push(fact("points", named(officer, points)));
    }
    facts.push(fact("checklist", page.t_with("inspections-checklist", "version", view.checklist_version)));
    if let Some(next) = &view.next
        && view.published_at.is_none()
    {
        let due = next.due.map(|due| format!("{}: ", page.day_of(due))).unwrap_or_default();
        facts.push(fact("next", format!("{due}{}", label(page.lang, "next", &next.step))));
    }
    facts
}
