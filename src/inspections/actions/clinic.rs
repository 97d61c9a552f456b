//! What the clinic does: check the facts, answer.

use super::super::api::{ClinicAnswer, FactualCheck};
use super::super::facts::Wish;
use super::super::model::{Event, PointRow, Role, StatementKind, StatementRow};
use super::super::store;
use super::{author, item, open_as, step};
use crate::accounts::Member;
use crate::app::Tx;
use crate::error::AppError;
use crate::ids;
use crate::text::plain;
use serde_json::json;

/// Ends the factual check: with points, which an officer decides, or with none.
///
/// # Errors
/// 422 for an item that the checklist does not have.
pub fn check_facts(tx: &mut Tx<'_>, member: &Member, id: &str, new: &FactualCheck) -> Result<(), AppError> {
    let (mut facts, by) = open_as(tx, id, member, Role::Clinic)?;
    for (place, point) in new.points.iter().enumerate() {
        item(&tx.site.pack, &format!("/points/{place}/item"), &point.item)?;
    }
    facts.wish = if new.points.is_empty() { Wish::None } else { Wish::Points };
    let points: Vec<PointRow> = (1..)
        .zip(&new.points)
        .map(|(number, point)| PointRow {
            inspection_id: id.to_owned(),
            number,
            item: point.item.clone(),
            comment: plain::tidy(&point.comment),
            at: tx.now,
            accepted: None,
            reason: None,
            score: None,
            finding: None,
            decided_by: None,
            decided_at: None,
        })
        .collect();
    let told: Vec<_> = points.iter().map(|point| json!({ "item": point.item, "comment": point.comment })).collect();
    // The table is asked first: a second factual check would find the numbers of the first one taken.
    step(tx, &facts, Event::FactualCheckAnswered, &by, json!({ "points": told }))?;
    points.iter().try_for_each(|point| store::add_point(tx.conn, point))
}

/// Gives the answer that stands in the report, word for word.
pub fn answer(tx: &mut Tx<'_>, member: &Member, id: &str, new: &ClinicAnswer) -> Result<(), AppError> {
    let (facts, by) = open_as(tx, id, member, Role::Clinic)?;
    step(tx, &facts, Event::ClinicAnswered, &by, json!({ "text": new.text }))?;
    let row = StatementRow {
        id: ids::mint(tx.now),
        inspection_id: id.to_owned(),
        kind: StatementKind::ClinicAnswer,
        item: None,
        account_id: author(&by)?,
        text: new.text.clone(),
        at: tx.now,
    };
    store::say(tx.conn, &row)
}
