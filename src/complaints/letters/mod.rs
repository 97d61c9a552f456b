//! The letters of a complaint: who gets which, and what stands in every one of them.
//!
//! [`desk`] is the table: for each kind its readers and the function that writes its middle. `gather` looks up
//! what letters may say; `sheet` is a case before one reader; `filing`, `answer` and `panel` write, without a
//! database. Around each middle stand the case, its state, the next date, the officer, and how to withdraw or appeal.

mod answer;
mod dates;
mod filing;
mod gather;
mod links;
mod messages;
mod panel;
mod sample;
mod sheet;
#[cfg(test)]
mod tests;

pub use dates::Dates;
pub use sample::previews;

use super::facts::ComplaintFacts;
use super::load::Loaded;
use super::model::{LetterKind, Side, State, Timer};
use super::{actions, parties};
use crate::app::Tx;
use crate::cases::EventRow;
use crate::clock::Timestamp;
use crate::error::AppError;
use crate::mail::{Block, Letter, Recipient};
use sheet::{Case, Reader, Sheet};

/// The dates that letters name, for pages that name them too.
pub fn dates_of(loaded: &Loaded, now: Timestamp) -> Dates {
    let pending = loaded.timers.iter().filter_map(|row| Some((row.timer.parse::<Timer>().ok()?, row.due_at)));
    dates::of(&loaded.facts, now, &pending.collect::<Vec<_>>())
}

/// Writes one letter of a step, once for each recipient.
///
/// # Errors
/// Those of the look-ups; a letter itself cannot fail.
pub fn write(
    tx: &mut Tx<'_>,
    facts: &ComplaintFacts,
    letter: LetterKind,
    event: &EventRow,
) -> Result<Vec<Letter>, AppError> {
    let case = gather::case(tx, facts, event)?;
    let mut letters = Vec::new();
    for reader in readers(letter, &case) {
        for to in recipients(tx, facts, reader)? {
            let address = address(tx, &case, reader)?;
            letters.push(Letter {
                reply_to: Some(reply_to(tx, &facts.row.id, reader)),
                once_key: format!("{}:{letter}:{}", event.id, to.address),
                ..compose(&case, letter, reader, to, address)
            });
        }
    }
    Ok(letters)
}

/// Where an answer goes: a side has an address of its own in each case, at which nobody else is heard.
fn reply_to(tx: &Tx<'_>, case: &str, reader: Reader) -> String {
    match reader {
        Reader::Patient => actions::reply_address(tx.site, case, Side::Patient),
        Reader::Clinic => actions::reply_address(tx.site, case, Side::Clinic),
        Reader::Coalition | Reader::Officer | Reader::Panel => {
            format!("case+{case}@{}", tx.site.config.mail.reply_domain)
        }
    }
}

type Writer = fn(&Sheet<'_>) -> Vec<Block>;

const PATIENT: &[Reader] = &[Reader::Patient];
const CLINIC: &[Reader] = &[Reader::Clinic];
const COALITION: &[Reader] = &[Reader::Coalition];
const BOTH: &[Reader] = &[Reader::Patient, Reader::Clinic];

/// Who gets a letter, and who writes it.
const fn desk(kind: LetterKind) -> (&'static [Reader], Writer) {
    match kind {
        LetterKind::Receipt => (PATIENT, filing::receipt),
        LetterKind::Plan => (PATIENT, filing::plan),
        LetterKind::TriageOverdue => (&[Reader::Patient, Reader::Coalition], filing::triage_overdue),
        LetterKind::ResultAwaited => (PATIENT, filing::result_awaited),
        LetterKind::IdentityConsented => (PATIENT, filing::identity_consented),
        LetterKind::ProofRequest => (PATIENT, filing::proof_request),
        LetterKind::ProofReminder => (PATIENT, filing::proof_reminder),
        LetterKind::ClinicWritten => (CLINIC, answer::clinic_written),
        LetterKind::SentToday => (PATIENT, answer::sent_today),
        LetterKind::AcknowledgementReminder => (CLINIC, answer::acknowledgement_reminder),
        LetterKind::Acknowledged => (PATIENT, answer::acknowledged),
        LetterKind::NotAcknowledged => (PATIENT, answer::not_acknowledged),
        LetterKind::ResponseReminder => (CLINIC, answer::response_reminder),
        LetterKind::ResponseMissed => (PATIENT, answer::response_missed),
        LetterKind::InProgress => (PATIENT, answer::in_progress),
        LetterKind::FinalReminder => (CLINIC, answer::final_reminder),
        LetterKind::FeedbackQuestion => (PATIENT, answer::feedback_question),
        LetterKind::FeedbackReminder => (PATIENT, answer::feedback_reminder),
        LetterKind::EscalatedToCoalition => (COALITION, panel::escalated),
        LetterKind::EscalatedToPatient => (PATIENT, panel::escalated),
        LetterKind::EscalatedToClinic => (CLINIC, panel::escalated),
        LetterKind::InterimVoteDue => (&[Reader::Coalition, Reader::Officer], panel::interim_vote_due),
        LetterKind::StepOverdue => (&[Reader::Patient, Reader::Coalition, Reader::Officer], panel::step_overdue),
        LetterKind::PanelSeated => (&[Reader::Patient, Reader::Clinic, Reader::Panel], panel::panel_seated),
        LetterKind::MediationOffered => (BOTH, panel::mediation_offered),
        LetterKind::EvidenceCall => (BOTH, panel::evidence_call),
        LetterKind::FactualCheck => (BOTH, panel::factual_check),
        LetterKind::Decision => (BOTH, panel::decision),
        LetterKind::Appealed => (&[Reader::Patient, Reader::Clinic, Reader::Coalition], panel::appealed),
        LetterKind::Closed => (BOTH, panel::closed),
        LetterKind::Paused => (BOTH, panel::paused),
        LetterKind::ResultDue => (&[Reader::Patient, Reader::Officer], filing::result_due),
        LetterKind::MessageToOfficer => (&[Reader::Officer], messages::to_officer),
        LetterKind::MessageToPatient => (PATIENT, messages::from_officer),
        LetterKind::MessageToClinic => (CLINIC, messages::from_officer),
        LetterKind::Undeliverable => (&[Reader::Officer, Reader::Patient], messages::undeliverable),
        LetterKind::RecommendationMade => (BOTH, messages::recommendation),
        LetterKind::RecommendationReminder => (CLINIC, messages::recommendation),
        LetterKind::RecommendationOverdue => (&[Reader::Clinic, Reader::Coalition], messages::recommendation),
        LetterKind::RecommendationCompleted => (&[Reader::Patient, Reader::Officer], messages::recommendation),
    }
}

/// Who gets this letter in this case: a clinic that was never written about it learns nothing of its end.
fn readers(kind: LetterKind, case: &Case) -> impl Iterator<Item = Reader> {
    let clinic_knows = case.row.clinic_since.is_some() || case.row.escalated_at.is_some();
    desk(kind).0.iter().copied().filter(move |reader| *reader != Reader::Clinic || clinic_knows)
}

fn recipients(tx: &mut Tx<'_>, facts: &ComplaintFacts, reader: Reader) -> Result<Vec<Recipient>, AppError> {
    Ok(match reader {
        Reader::Patient => vec![parties::patient(tx, facts)?],
        Reader::Clinic => parties::clinic(tx, facts)?,
        Reader::Coalition => vec![parties::coalition(tx)],
        Reader::Officer => vec![parties::officer(tx, facts)?],
        Reader::Panel => parties::panel(tx, facts)?,
    })
}

/// Where the letter's link leads: clinics get one of their own, while there is something to do with it.
fn address(tx: &mut Tx<'_>, case: &Case, reader: Reader) -> Result<Option<String>, AppError> {
    match reader {
        Reader::Clinic if case.row.state == State::Closed => Ok(None),
        Reader::Clinic => links::make(tx, &case.row.id).map(Some),
        _ => Ok(Some(format!("{}/complaints/{}", case.public_url, case.row.id))),
    }
}

/// A letter but for its once key and where answers go.
fn compose(case: &Case, kind: LetterKind, reader: Reader, to: Recipient, address: Option<String>) -> Letter {
    let sheet = Sheet::new(case, kind, reader, to.lang);
    let mut body = desk(kind).1(&sheet);
    body.push(Block::Facts(standing(&sheet)));
    body.extend(address.map(|url| Block::Link { label: sheet.t("complaints-letter-link"), url }));
    body.extend(rights(&sheet).map(|name| sheet.shared(name)));
    body.push(sheet.shared("regards"));
    Letter {
        kind: kind.as_str(),
        subject: sheet.part("subject"),
        body,
        to,
        thread: Some(case.row.id.clone()),
        reply_to: None,
        once_key: String::new(),
    }
}

/// What stands in every letter: case, state, next date, officer.
fn standing(sheet: &Sheet<'_>) -> Vec<(String, String)> {
    let row = &sheet.case.row;
    let mut state = sheet.label("state", row.state.as_str());
    if row.paused_until.is_some() {
        state = format!("{state}, {}", sheet.t("complaints-paused"));
    }
    vec![
        sheet.fact("case", &row.id),
        sheet.fact("about", sheet.whom()),
        sheet.fact("state", state),
        sheet.fact("next", sheet.next()),
        sheet.fact("officer", sheet.t("complaints-letter-officer-name")),
    ]
}

/// How to withdraw, appeal or answer: what applies to this reader now.
fn rights(sheet: &Sheet<'_>) -> Option<&'static str> {
    match (sheet.reader, sheet.case.row.state) {
        (Reader::Patient, State::Decided) => Some("rights-appeal"),
        (Reader::Clinic, State::Decided) => Some("rights-appeal-clinic"),
        (Reader::Patient, State::Closed) => Some("rights-closed"),
        (Reader::Patient, _) => Some("rights-withdraw"),
        (Reader::Clinic, State::Closed) => Some("rights-closed-clinic"),
        (Reader::Clinic, _) => Some("rights-clinic"),
        (Reader::Coalition | Reader::Officer | Reader::Panel, State::Closed) => None,
        (Reader::Coalition | Reader::Officer | Reader::Panel, _) => Some("rights-staff"),
    }
}
