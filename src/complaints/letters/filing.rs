//! Letters of the first steps: receipt, plan, proof.

use super::sheet::Sheet;
use crate::complaints::model::State;
use crate::mail::Block;

/// The complaint has arrived, with what proves it; the salt stays behind the link, since letters pass many hands.
pub fn receipt(sheet: &Sheet<'_>) -> Vec<Block> {
    let mut body = vec![sheet.opening()];
    body.extend(unnamed(sheet));
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
    body.extend(unnamed(sheet));
    body.push(sheet.paragraph("dates"));
    body.extend(dates(sheet));
    body
}

/// What an unnamed complaint can reach; as long as the clinic has not been written to, the patient is asked once more.
fn unnamed(sheet: &Sheet<'_>) -> Option<Block> {
    let then = match sheet.case.row.state {
        State::Submitted | State::WaitingForResult | State::ProofAsked => Some("agree"),
        State::WithClinic => Some("sent"),
        _ => None,
    };
    let parts = ["not", "reach"].into_iter().chain(then);
    let said: Vec<String> = parts.map(|part| sheet.t(&format!("complaints-unnamed-{part}"))).collect();
    (!sheet.case.row.identity_consent).then(|| Block::Paragraph(said.join(" ")))
}

/// What comes in any case, then what comes with an answer, with a wish for time, and without either; each with whoever
/// acts.
fn dates(sheet: &Sheet<'_>) -> Vec<Block> {
    let list = |parts: &[&str]| Block::List(parts.iter().map(|part| sheet.part(part)).collect());
    if sheet.case.row.state == State::Escalated {
        return vec![list(COALITION)];
    }
    let proof: &[&str] = if sheet.case.row.state == State::ProofAsked { &["proof"] } else { &[] };
    let acknowledgement: &[&str] = if sheet.case.is_fast_track { &[] } else { &["acknowledge"] };
    vec![
        list(&[proof, acknowledgement, &["response"]].concat()),
        sheet.paragraph("if-answered"),
        list(&["feedback"]),
        sheet.paragraph("if-more-time"),
        list(&["final"]),
        sheet.paragraph("if-silent"),
        list(&["escalation"]),
        sheet.paragraph("coalition"),
        list(COALITION),
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

/// What the patient agreed to cannot be taken back. The name itself stays behind the link, as letters pass many hands.
pub fn identity_consented(sheet: &Sheet<'_>) -> Vec<Block> {
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
