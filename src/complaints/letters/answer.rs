//! Letters while the complaint is with the clinic, and about its answer.

use super::sheet::Sheet;
use crate::complaints::public;
use crate::mail::Block;

/// The first letter to a clinic: what it is about, what is asked, by when, and what follows.
pub fn clinic_written(sheet: &Sheet<'_>) -> Vec<Block> {
    let mut body = vec![sheet.opening()];
    if sheet.case.is_fast_track {
        body.push(sheet.shared("safety-clinic"));
    }
    body.extend(bundle(sheet));
    body.push(sheet.paragraph("ask"));
    body.push(Block::List(dates(sheet).iter().map(|part| sheet.part(part)).collect()));
    if let Some(labels) = sheet.labels() {
        body.push(sheet.paragraph("codes"));
        body.push(Block::List(labels.codes.clone()));
    }
    body.push(sheet.paragraph("fair"));
    body
}

fn dates(sheet: &Sheet<'_>) -> Vec<&'static str> {
    // The public mark would blame a clinic for not finding a patient whose name it was not told.
    match (sheet.case.is_fast_track, sheet.case.row.identity_consent) {
        (true, true) => vec!["response", "marked", "escalation"],
        (true, false) => vec!["response", "escalation"],
        (false, true) => vec!["acknowledge", "response", "progress", "marked", "escalation"],
        (false, false) => vec!["acknowledge", "response", "progress", "escalation"],
    }
}

/// What the clinic may know: with the patient's consent name and story, else the redacted bundle.
pub fn bundle(sheet: &Sheet<'_>) -> Vec<Block> {
    let row = &sheet.case.row;
    let mut facts = Vec::new();
    if row.identity_consent {
        facts.push(sheet.fact("patient", &sheet.case.names.patient));
    }
    if let Some(labels) = sheet.labels() {
        facts.push(sheet.fact("procedure", &labels.procedure));
        facts.push(sheet.fact("month", sheet.month()));
        facts.push(sheet.fact("category", &labels.category));
    }
    let mut blocks = vec![Block::Facts(facts)];
    if row.identity_consent {
        blocks.push(sheet.shared("narrative"));
        blocks.push(Block::Quote(row.narrative.clone()));
    } else {
        blocks.push(sheet.shared("unnamed"));
    }
    blocks.push(sheet.shared("desired"));
    blocks.push(Block::Quote(row.desired_outcome.clone()));
    blocks
}

/// The patient learns that the letter has left.
pub fn sent_today(sheet: &Sheet<'_>) -> Vec<Block> {
    let named = if sheet.case.row.identity_consent { "named" } else { "unnamed" };
    vec![sheet.opening(), sheet.paragraph(named)]
}

/// The clinic is asked to say that it has the letter.
pub fn acknowledgement_reminder(sheet: &Sheet<'_>) -> Vec<Block> {
    vec![sheet.opening()]
}

/// The clinic has the letter.
pub fn acknowledged(sheet: &Sheet<'_>) -> Vec<Block> {
    vec![sheet.opening()]
}

/// The clinic has not said so.
pub fn not_acknowledged(sheet: &Sheet<'_>) -> Vec<Block> {
    vec![sheet.opening()]
}

/// The clinic's date comes near.
pub fn response_reminder(sheet: &Sheet<'_>) -> Vec<Block> {
    vec![sheet.opening(), sheet.paragraph("then")]
}

/// The clinic's date has passed: wait, escalate or publish.
pub fn response_missed(sheet: &Sheet<'_>) -> Vec<Block> {
    let mut body = vec![sheet.opening()];
    let row = &sheet.case.row;
    // Without an accepted proof there is no public entry that could say so.
    if row.untimely && public::is_proved(row) {
        body.push(sheet.paragraph("marked"));
    }
    body.push(sheet.paragraph("choose"));
    let has_published = row.publish_narrative && row.public_narrative.is_some();
    let choices: &[&str] = if has_published { &["wait", "escalate"] } else { &["wait", "escalate", "publish"] };
    body.push(Block::List(choices.iter().map(|choice| sheet.part(choice)).collect()));
    body
}

/// The clinic needs more time.
pub fn in_progress(sheet: &Sheet<'_>) -> Vec<Block> {
    let mut body = vec![sheet.opening()];
    body.extend(words_of_clinic(sheet));
    body
}

/// The final answer's date comes near.
pub fn final_reminder(sheet: &Sheet<'_>) -> Vec<Block> {
    vec![sheet.opening()]
}

/// The clinic's answer, and whether it satisfies.
pub fn feedback_question(sheet: &Sheet<'_>) -> Vec<Block> {
    let mut body = vec![sheet.opening()];
    body.extend(words_of_clinic(sheet));
    body.push(sheet.paragraph("choose"));
    body.push(Block::List(["yes", "partly", "no"].iter().map(|choice| sheet.part(choice)).collect()));
    body.push(sheet.paragraph("silence"));
    body
}

fn words_of_clinic(sheet: &Sheet<'_>) -> Vec<Block> {
    let code = sheet.labels().and_then(|labels| labels.code.as_ref());
    let code = code.map(|code| Block::Facts(vec![sheet.fact("answer", code)]));
    let text = sheet.case.answer.as_ref().filter(|text| !text.trim().is_empty());
    code.into_iter().chain(text.map(|text| Block::Quote(text.clone()))).collect()
}

/// The question is still open.
pub fn feedback_reminder(sheet: &Sheet<'_>) -> Vec<Block> {
    vec![sheet.opening()]
}
