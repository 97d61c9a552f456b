//! Letters of the first steps: receipt, plan, proof.

use super::sheet::Sheet;
use crate::complaints::model::State;
use crate::mail::Block;

/// The complaint has arrived, with what proves it; the salt stays behind the link, since letters pass many hands.
pub fn receipt(sheet: &Sheet<'_>) -> Vec<Block> {
    let mut body = vec![sheet.opening()];
    if let Some(receipt) = &sheet.case.receipt {
        body.push(sheet.paragraph("proof"));
        body.push(Block::Facts(vec![sheet.fact("subject", &receipt.subject_ref)]));
        body.push(Block::Quote(receipt.leaf.clone()));
    }
    body
}

/// Category, severity, officer, and every date that can follow.
pub fn plan(sheet: &Sheet<'_>) -> Vec<Block> {
    let mut body = vec![sheet.opening()];
    if let Some(labels) = sheet.labels() {
        let mut sorted = vec![sheet.fact("category", &labels.category)];
        sorted.extend(labels.severity.as_ref().map(|severity| sheet.fact("severity", severity)));
        body.push(Block::Facts(sorted));
    }
    if sheet.case.is_fast_track {
        body.push(sheet.shared("safety-patient"));
    }
    if !sheet.case.row.identity_consent {
        body.push(sheet.paragraph("unnamed"));
    }
    body.push(sheet.paragraph("dates"));
    body.extend(dates(sheet));
    body
}

/// What comes in any case, then what comes with an answer, and what without one.
fn dates(sheet: &Sheet<'_>) -> Vec<Block> {
    let list = |parts: &[&str]| Block::List(parts.iter().map(|part| sheet.part(part)).collect());
    if sheet.case.row.state == State::Escalated {
        return vec![list(COALITION)];
    }
    let proof: &[&str] = if sheet.case.row.state == State::ProofAsked { &["proof"] } else { &[] };
    let acknowledgement: &[&str] = if sheet.case.is_fast_track { &[] } else { &["acknowledge"] };
    let (answer, escalation): (&[&str], &[&str]) = (&["response"], &["escalation"]);
    vec![
        list(&[proof, acknowledgement, answer].concat()),
        sheet.paragraph("if-answered"),
        list(&["final", "feedback"]),
        sheet.paragraph("if-silent"),
        list(&[escalation, COALITION].concat()),
    ]
}

/// The dates of a case that is with the coalition.
const COALITION: &[&str] = &["panel", "findings", "check", "decision", "appeal"];

/// Nobody has sorted the complaint in time.
pub fn triage_overdue(sheet: &Sheet<'_>) -> Vec<Block> {
    vec![sheet.opening()]
}

/// The result cannot be judged yet.
pub fn result_awaited(sheet: &Sheet<'_>) -> Vec<Block> {
    vec![sheet.opening()]
}

/// The result can be judged now.
pub fn result_due(sheet: &Sheet<'_>) -> Vec<Block> {
    vec![sheet.opening()]
}

/// What the officer needs to see.
pub fn proof_request(sheet: &Sheet<'_>) -> Vec<Block> {
    vec![sheet.opening(), sheet.paragraph("what"), sheet.paragraph("silence")]
}

/// The proof is still missing.
pub fn proof_reminder(sheet: &Sheet<'_>) -> Vec<Block> {
    vec![sheet.opening()]
}
