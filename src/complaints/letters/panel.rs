//! Letters from the escalation to the end: coalition, panel, decision, appeal, closing, pause.

use super::answer::bundle;
use super::sheet::{Reader, Sheet};
use crate::complaints::model::{Event, Role, State};
use crate::mail::Block;

/// The coalition takes over: why, and everything that happened so far.
pub fn escalated(sheet: &Sheet<'_>) -> Vec<Block> {
    let mut body = vec![sheet.opening(), sheet.shared(reason(sheet))];
    if sheet.case.is_fast_track {
        body.extend(safety(sheet.reader).map(|name| sheet.shared(name)));
    }
    if sheet.reader == Reader::Clinic && sheet.case.row.clinic_since.is_none() {
        body.extend(bundle(sheet));
    }
    body.push(sheet.shared("timeline"));
    body.push(Block::List(timeline(sheet)));
    body.push(sheet.shared("escalated-dates"));
    body
}

fn reason(sheet: &Sheet<'_>) -> &'static str {
    let case = sheet.case;
    match (case.event, case.by, case.from) {
        (Event::FeedbackGiven, ..) => "reason-not-satisfied",
        (Event::Escalated, Role::Clock, State::InProgress) => "reason-no-final-answer",
        (Event::Escalated, Role::Clock, _) => "reason-no-response",
        (Event::Escalated, ..) if case.row.identity_consent => "reason-late-response",
        (Event::Escalated, ..) => "reason-unnamed",
        _ => "reason-attempt-shown",
    }
}

const fn safety(reader: Reader) -> Option<&'static str> {
    match reader {
        Reader::Patient => Some("safety-patient"),
        Reader::Clinic => Some("safety-clinic"),
        Reader::Coalition | Reader::Officer | Reader::Panel => Some("safety-staff"),
    }
}

fn timeline(sheet: &Sheet<'_>) -> Vec<String> {
    let lines = sheet.case.timeline.iter();
    lines
        .map(|line| {
            let when = sheet.lang.moment_there(line.at, sheet.case.calendar.time_zone);
            let happened = sheet.label("event", line.event.as_str());
            let written = line.clinic_written.then(|| sheet.label("text", "clinic-written"));
            format!("{when}: {}", std::iter::once(happened).chain(written).collect::<Vec<_>>().join(". "))
        })
        .collect()
}

/// Danger: the board votes on interim measures.
pub fn interim_vote_due(sheet: &Sheet<'_>) -> Vec<Block> {
    vec![sheet.opening(), sheet.shared("safety-staff")]
}

/// A step of the coalition is late, and its own clock says so.
pub fn step_overdue(sheet: &Sheet<'_>) -> Vec<Block> {
    let missed = sheet.label("event", sheet.case.event.as_str());
    vec![sheet.opening(), Block::Facts(vec![sheet.fact("missed", missed)])]
}

/// Who sits on the panel.
pub fn panel_seated(sheet: &Sheet<'_>) -> Vec<Block> {
    let seats = sheet.case.names.panel.iter();
    let seats = seats.map(|(seat, name)| (sheet.label("seat", seat.as_str()), name.clone())).collect();
    vec![sheet.opening(), Block::Facts(seats), sheet.paragraph("recusal")]
}

/// The panel offers to mediate.
pub fn mediation_offered(sheet: &Sheet<'_>) -> Vec<Block> {
    with_words(sheet)
}

/// Both sides are asked for what they have.
pub fn evidence_call(sheet: &Sheet<'_>) -> Vec<Block> {
    with_words(sheet)
}

/// The draft, for errors of fact, and what the panel asks both sides to look at.
pub fn factual_check(sheet: &Sheet<'_>) -> Vec<Block> {
    let mut body = with_words(sheet);
    if let Some(text) = sheet.case.asked.as_ref().filter(|text| !text.trim().is_empty()) {
        body.push(sheet.paragraph("asked"));
        body.push(Block::Quote(text.clone()));
    }
    body
}

/// What the panel decided, why, and by how many votes.
pub fn decision(sheet: &Sheet<'_>) -> Vec<Block> {
    let mut body = vec![sheet.opening()];
    let Some(decided) = &sheet.case.decision else { return body };
    let outcome = sheet.case.row.outcome.map(|outcome| sheet.label("outcome", outcome.as_str()));
    body.push(Block::Facts(vec![
        sheet.fact("outcome", outcome.unwrap_or_default()),
        sheet.fact("votes-upholding", decided.upholding.to_string()),
        sheet.fact("votes-others", decided.others.to_string()),
    ]));
    body.push(sheet.paragraph("reasons"));
    body.push(Block::Quote(decided.reasons.clone()));
    body
}

/// One side has appealed.
pub fn appealed(sheet: &Sheet<'_>) -> Vec<Block> {
    let side = if sheet.case.by == Role::Clinic { "by-clinic" } else { "by-patient" };
    vec![sheet.opening(), sheet.paragraph(side)]
}

/// How the complaint ended.
pub fn closed(sheet: &Sheet<'_>) -> Vec<Block> {
    with_words(sheet)
}

/// A legal order lets the case rest.
pub fn paused(sheet: &Sheet<'_>) -> Vec<Block> {
    with_words(sheet)
}

fn with_words(sheet: &Sheet<'_>) -> Vec<Block> {
    let said = sheet.case.said.as_ref().filter(|text| !text.trim().is_empty());
    std::iter::once(sheet.opening()).chain(said.map(|text| Block::Quote(text.clone()))).collect()
}
