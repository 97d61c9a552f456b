//! Publication: the rating, the actions, the profiles, the thread and the older report, in one transaction.

use super::super::facts::{InspectionFacts, latest};
use super::super::model::{ActionRow, Event, InspectionRow, Rating, Role, State};
use super::super::table::Inspection;
use super::super::{load, profiles, rating, rules, store, thread};
use super::{open_as, step};
use crate::accounts::Member;
use crate::app::Tx;
use crate::cases::{self, By};
use crate::error::AppError;
use crate::specialty::InspectionClocks;
use chrono::{Months, NaiveDate};
use serde_json::json;

/// Publishes the report, or the refusal before its time.
///
/// # Errors
/// 409 `facts_not_checked` before the factual check and its points are over.
pub fn publish(tx: &mut Tx<'_>, member: &Member, id: &str) -> Result<(), AppError> {
    let (mut facts, by) = open_as(tx, id, member, Role::Lead)?;
    if facts.row.state == State::Refused {
        return step(tx, &facts, Event::RefusalPublished, &by, json!({}));
    }
    rules::may_publish(facts.row.state)?;
    crate::workflow::step::<Inspection>(facts.row.state, Event::Published, by.role, &facts, tx.now)?;
    facts.rated = rating::rate(&tx.site.pack.inspections, &latest(&facts.scores));
    facts.actions = required(tx, &facts);
    facts.actions.iter().try_for_each(|action| store::add_action(tx.conn, action))?;
    facts.row.next_due_on = next_due(&facts).map(|day| day.to_string());
    let older = store::standing_of(tx.conn, &facts.row.clinic_id)?;
    facts.row.thread_id = Some(thread::open(tx, member, &facts)?);
    let data = json!({ "rating": facts.rated.rating, "actions": facts.actions.len() });
    step(tx, &facts, Event::Published, &by, data)?;
    older.into_iter().try_for_each(|row| supersede(tx, row, &facts.row))?;
    profiles::tell_report(tx, &facts)
}

/// What fell short has to be put right: critical items soon, others later.
fn required(tx: &Tx<'_>, facts: &InspectionFacts) -> Vec<ActionRow> {
    let (today, clocks) = (facts.calendar.local_day(tx.now), &facts.clocks);
    let items = tx.site.pack.inspections.domains.iter().flat_map(|domain| &domain.items);
    let short = items.filter_map(|item| {
        let found = facts.found(&item.code)?;
        found.score.points().filter(|points| *points <= 2).map(|_| (item, found))
    });
    (1..)
        .zip(short)
        .map(|(number, (item, found))| {
            let span = if item.critical { clocks.critical_action } else { clocks.action };
            ActionRow {
                inspection_id: facts.row.id.clone(),
                number,
                item: item.code.clone(),
                finding: found.finding.clone(),
                is_critical: item.critical,
                due_on: facts.calendar.days_after(today, span.amount, span.unit).to_string(),
                note: None,
                completed_by: None,
                completed_at: None,
            }
        })
        .collect()
}

/// When the next inspection is due, counted from the visit.
fn next_due(facts: &InspectionFacts) -> Option<NaiveDate> {
    facts.visited_on()?.checked_add_months(Months::new(months_to_next(&facts.clocks, facts.rated.rating)))
}

/// Whoever was not rated is seen again as soon as whoever is inadequate.
fn months_to_next(clocks: &InspectionClocks, rating: Rating) -> u32 {
    match rating {
        Rating::Outstanding | Rating::Good => clocks.next_months_good,
        Rating::RequiresImprovement => clocks.next_months_requires_improvement,
        Rating::Inadequate | Rating::InsufficientEvidence | Rating::NotRated => clocks.next_months_inadequate,
    }
}

fn supersede(tx: &mut Tx<'_>, older: InspectionRow, newer: &InspectionRow) -> Result<(), AppError> {
    let facts = load::one(tx.conn, tx.site, older)?;
    let data = json!({ "by": newer.id });
    cases::act::<Inspection>(tx, &facts, Event::Superseded, &By::role(Role::NewerReport), data).map(drop)
}
