//! Recommendations: what a panel asks of a clinic after a decision that upholds, and whether it was done.

use super::super::api::Recommendation;
use super::super::case::stop_recommendation;
use super::super::model::{Event, RecommendationRow, Role};
use super::super::{rules, store};
use super::{open_as, open_as_one_of, step};
use crate::accounts::Member;
use crate::app::Tx;
use crate::error::{AppError, OUT_OF_RANGE, Refusal};
use crate::text::plain;
use serde_json::json;

/// Recommends something to the clinic, with a date.
///
/// # Errors
/// `not_upheld` unless the decision upholds; 422 at `/due_on` for a day that has passed.
pub fn recommend(tx: &mut Tx<'_>, member: &Member, id: &str, new: &Recommendation) -> Result<(), AppError> {
    let (mut facts, by) = open_as(tx, id, member, Role::Panel)?;
    if new.due_on < facts.calendar.local_day(tx.now) {
        return Err(Refusal::field("/due_on", OUT_OF_RANGE).into());
    }
    let known = store::recommendations_of(tx.conn, &[id.to_owned()])?;
    let number = known.last().map_or(1, |last| last.number + 1);
    let row = RecommendationRow {
        complaint_id: id.to_owned(),
        number,
        text: plain::tidy(&new.text),
        due_on: new.due_on,
        made_at: tx.now,
        completed_at: None,
        lapsed_at: None,
    };
    store::recommend(tx.conn, &row)?;
    facts.recommended = Some((number, new.due_on));
    step(
        tx,
        &facts,
        Event::RecommendationMade,
        &by,
        json!({ "number": number, "text": row.text, "due_on": row.due_on }),
    )
}

/// Says that a recommendation was carried out; the officer may say so for a clinic without an account.
///
/// # Errors
/// `not_found` for a number that is none; `no_open_recommendation` when it is done already, or has no force any more.
pub fn complete(tx: &mut Tx<'_>, member: &Member, id: &str, number: i64) -> Result<(), AppError> {
    let (facts, by) = open_as_one_of(tx, id, member, &[Role::Clinic, Role::Officer])?;
    let known = store::recommendations_of(tx.conn, &[id.to_owned()])?;
    let one = known.iter().find(|one| one.number == number).ok_or_else(AppError::not_found)?;
    if !one.is_open() {
        return Err(rules::NO_OPEN_RECOMMENDATION.into());
    }
    store::complete_recommendation(tx.conn, id, number, tx.now)?;
    stop_recommendation(tx, id, number)?;
    step(tx, &facts, Event::RecommendationCompleted, &by, json!({ "number": number }))
}
