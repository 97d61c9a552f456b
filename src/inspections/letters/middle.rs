//! What each letter says between its first sentence and its end.

use super::sheet::Sheet;
use crate::inspections::model::{LetterKind, PointRow, StatementKind};
use crate::mail::Block;

/// The middle of a letter.
pub fn of(sheet: &Sheet<'_>) -> Vec<Block> {
    match sheet.kind {
        LetterKind::Notification => vec![sheet.paragraph("prepare"), sheet.paragraph("rights")],
        LetterKind::Inventory => inventory(sheet),
        LetterKind::Draft => draft(sheet),
        LetterKind::PointsDecided => points(sheet),
        LetterKind::Published => published(sheet),
        LetterKind::ActionReminder | LetterKind::ActionOverdue => action(sheet),
        LetterKind::Refused => said(sheet, StatementKind::Refusal),
        LetterKind::Aborted => said(sheet, StatementKind::Abortion),
        LetterKind::InterimNotice => said(sheet, StatementKind::InterimNotice),
        LetterKind::DraftReturned => returned(sheet),
        LetterKind::DraftWaits
        | LetterKind::DraftReminder
        | LetterKind::PointsWait
        | LetterKind::Ready
        | LetterKind::StepOverdue
        | LetterKind::NextDue => Vec::new(),
    }
}

fn said(sheet: &Sheet<'_>, kind: StatementKind) -> Vec<Block> {
    sheet.case.facts.said(kind).map(|said| Block::Quote(said.text.clone())).into_iter().collect()
}

/// The notes of the quality reader, and what a draft can still say.
fn returned(sheet: &Sheet<'_>) -> Vec<Block> {
    let mut blocks = said(sheet, StatementKind::QualityNotes);
    blocks.push(sheet.paragraph("how"));
    blocks
}

/// One line for each file: its item and the hash of its content.
fn inventory(sheet: &Sheet<'_>) -> Vec<Block> {
    if sheet.case.evidence.is_empty() {
        return vec![sheet.paragraph("none")];
    }
    let lines = sheet.case.evidence.iter().map(|file| format!("{}: {}", file.item, file.sha256));
    vec![Block::List(lines.collect()), sheet.paragraph("check")]
}

/// The whole draft: most clinics have no account, and this is where they read it.
fn draft(sheet: &Sheet<'_>) -> Vec<Block> {
    let facts = &sheet.case.facts;
    let mut blocks = vec![sheet.paragraph("how"), sheet.paragraph("claim")];
    blocks.extend(said(sheet, StatementKind::Summary));
    for domain in &sheet.case.checklist.domains {
        blocks.push(Block::Paragraph(domain.words.get(sheet.lang.as_str()).to_owned()));
        let lines = domain.items.iter().map(|item| {
            let found = facts.found(&item.code);
            let score = found.map_or_else(|| sheet.not_scored(), |row| sheet.score(row.score));
            let finding = found.map(|row| row.finding.as_str()).filter(|finding| !finding.is_empty());
            let finding = finding.map(|finding| format!(". {finding}")).unwrap_or_default();
            format!("{} {}: {score}{finding}", item.code, sheet.name(item))
        });
        blocks.push(Block::List(lines.collect()));
    }
    blocks
}

fn points(sheet: &Sheet<'_>) -> Vec<Block> {
    let lines = sheet.case.facts.points.iter().map(|point| {
        let word = if point.accepted == Some(true) { "accepted" } else { "rejected" };
        let reason = point.reason.clone().unwrap_or_default();
        let outcome = if point.accepted == Some(true) { changed_by(sheet, point) } else { String::new() };
        format!("{}: {}. {outcome}{reason}", sheet.item(&point.item), sheet.label("point", word))
    });
    vec![Block::List(lines.collect())]
}

/// What an accepted point has made of its item: the score before and after, and the finding where it reads otherwise.
fn changed_by(sheet: &Sheet<'_>, point: &PointRow) -> String {
    let facts = &sheet.case.facts;
    let (draft, last) = (facts.drafted(&point.item), facts.found(&point.item));
    let [before, after] =
        [draft, last].map(|found| found.map_or_else(|| sheet.not_scored(), |row| sheet.score(row.score)));
    let score = if before == after {
        sheet.part_with("same", &[("score", after.into())])
    } else {
        sheet.part_with("changed", &[("before", before.into()), ("after", after.into())])
    };
    let [was, is] = [draft, last].map(|found| found.map(|row| row.finding.clone()).unwrap_or_default());
    let worded = if was == is || is.is_empty() {
        String::new()
    } else {
        sheet.part_with("finding", &[("finding", is.into())]) + " "
    };
    format!("{score} {worded}")
}

fn published(sheet: &Sheet<'_>) -> Vec<Block> {
    let facts = &sheet.case.facts;
    let mut blocks = vec![Block::Facts(vec![
        sheet.fact("rating", sheet.label("rating", facts.rated.rating.as_str())),
        sheet
            .fact("next-visit", facts.row.next_due_on.as_deref().map(|day| sheet.written_day(day)).unwrap_or_default()),
    ])];
    if !facts.actions.is_empty() {
        blocks.push(sheet.paragraph("actions"));
        let line = |action: &crate::inspections::model::ActionRow| {
            format!("{}: {}", sheet.written_day(&action.due_on), sheet.item(&action.item))
        };
        blocks.push(Block::List(facts.actions.iter().map(line).collect()));
    }
    blocks.push(sheet.paragraph("answer"));
    blocks
}

fn action(sheet: &Sheet<'_>) -> Vec<Block> {
    let finding = sheet.action().map(|action| action.finding.clone()).filter(|finding| !finding.is_empty());
    finding.map(Block::Quote).into_iter().collect()
}
