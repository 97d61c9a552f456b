//! From the locked evidence to a report that stands: draft, quality check, points.

use super::super::api::{DecidePoint, Draft, QualityCheck, ScoreOnWire};
use super::super::facts::{InspectionFacts, Wish};
use super::super::model::{Event, Phase, PointRow, Role, ScoreRow, StatementKind};
use super::super::{rules, store};
use super::{author, open_as, say, step};
use crate::accounts::Member;
use crate::app::Tx;
use crate::cases::By;
use crate::db::JsonText;
use crate::error::{AppError, Refusal};
use crate::ids;
use crate::text::plain;
use serde_json::json;

/// Writes the draft's summary and hands it to the quality reader.
pub fn draft(tx: &mut Tx<'_>, member: &Member, id: &str, new: &Draft) -> Result<(), AppError> {
    let (mut facts, by) = open_as(tx, id, member, Role::Inspector)?;
    say(tx, &mut facts, &by, (StatementKind::Summary, &new.summary), None)?;
    step(tx, &facts, Event::Drafted, &by, json!({ "summary": plain::tidy(&new.summary) }))
}

/// Passes the draft on to the clinic, or sends it back.
pub fn check_quality(tx: &mut Tx<'_>, member: &Member, id: &str, new: &QualityCheck) -> Result<(), AppError> {
    let (mut facts, by) = open_as(tx, id, member, Role::QualityReader)?;
    facts.wish = if new.passed { Wish::None } else { Wish::Return };
    if !new.notes.trim().is_empty() {
        say(tx, &mut facts, &by, (StatementKind::QualityNotes, &new.notes), None)?;
    }
    let data = json!({ "passed": new.passed, "notes": plain::tidy(&new.notes) });
    step(tx, &facts, Event::QualityChecked, &by, data)
}

/// Accepts or rejects a point; an accepted one may set another score or finding beside those of the visit.
///
/// # Errors
/// 404 for a point that does not exist, 409 `point_decided` for one that was decided.
pub fn decide_point(
    tx: &mut Tx<'_>,
    member: &Member,
    (id, number): (&str, i64),
    new: &DecidePoint,
) -> Result<(), AppError> {
    let (mut facts, by) = open_as(tx, id, member, Role::PointsOfficer)?;
    let point = facts.points.iter().find(|point| point.number == number).cloned();
    let point = point.ok_or_else(AppError::not_found)?;
    if point.accepted.is_some() {
        return Err(rules::POINT_DECIDED.into());
    }
    let point = decided(tx, point, &by, new)?;
    store::decide_point(tx.conn, &point)?;
    if point.score.is_some() || point.finding.is_some() {
        rewrite(tx, &facts, &by, &point)?;
    }
    let open = facts.points.iter().filter(|other| other.accepted.is_none() && other.number != number).count();
    facts.wish = if open == 0 { Wish::LastPoint } else { Wish::None };
    let data = json!({
        "number": number,
        "item": point.item,
        "accepted": point.accepted,
        "reason": point.reason,
        "score": point.score,
        "finding": point.finding,
    });
    step(tx, &facts, Event::PointDecided, &by, data)
}

fn decided(tx: &Tx<'_>, point: PointRow, by: &By<Role>, new: &DecidePoint) -> Result<PointRow, AppError> {
    let score = new.score.as_ref().map(ScoreOnWire::read).transpose();
    Ok(PointRow {
        accepted: Some(new.accepted),
        reason: Some(plain::tidy(&new.reason)),
        score: score.map_err(|code| Refusal::field("/score", code))?,
        finding: new.finding.as_deref().map(plain::tidy),
        decided_by: Some(author(by)?),
        decided_at: Some(tx.now),
        ..point
    })
}

/// The item as it stands after an accepted point; what the inspectors wrote stays as it was.
fn rewrite(tx: &mut Tx<'_>, facts: &InspectionFacts, by: &By<Role>, point: &PointRow) -> Result<(), AppError> {
    let before = facts.found(&point.item);
    let row = ScoreRow {
        id: ids::mint(tx.now),
        inspection_id: facts.row.id.clone(),
        item: point.item.clone(),
        phase: Phase::Points,
        score: point.score.or(before.map(|row| row.score)).unwrap_or(super::super::Score::NotSeen),
        evidence_kinds: before
            .map_or_else(|| JsonText::of(&Vec::<String>::new()), |row| Ok(row.evidence_kinds.clone()))?,
        finding: point.finding.clone().unwrap_or_else(|| before.map(|row| row.finding.clone()).unwrap_or_default()),
        account_id: author(by)?,
        at: tx.now,
    };
    store::add_score(tx.conn, &row)
}
