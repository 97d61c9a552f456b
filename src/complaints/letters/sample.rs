//! One invented case, for previews and for tests of the letters' words.

use super::dates::Dates;
use super::sheet::{Case, Decided, Happened, Labels, Names, Reader};
use super::{compose, desk};
use crate::accounts::AccountId;
use crate::clock::Timestamp;
use crate::complaints::model::{ComplaintRow, Event, LetterKind, Role, Seat, State, Timer};
use crate::db::JsonText;
use crate::ledger::Receipt;
use crate::mail::{Letter, Recipient};
use crate::text::lang::Lang;
use crate::workdays::Calendar;
use chrono::Duration;
use std::collections::{BTreeMap, BTreeSet};

/// 2 November 2026, 09:00 UTC: the day the clinic was written.
const DAY_ZERO_MILLIS: i64 = 1_793_610_000_000;

/// An example of every kind of letter to each of its readers, in `lang`.
pub fn previews(lang: Lang) -> Vec<Letter> {
    let readers = |kind: &LetterKind| desk(*kind).0.iter().map(|reader| (*kind, *reader)).collect::<Vec<_>>();
    let all = LetterKind::ALL.iter().flat_map(readers);
    all.map(|(kind, reader)| letter(&case(kind), kind, reader, lang)).collect()
}

pub(super) fn letter(case: &Case, kind: LetterKind, reader: Reader, lang: Lang) -> Letter {
    let to = Recipient { address: format!("{}@example.org", reader.word()), name: None, lang };
    let link = if reader == Reader::Clinic { "case-links/0123abcd" } else { "complaints/CMP-2026-000417" };
    compose(case, kind, reader, to, Some(format!("{}/{link}", case.public_url)))
}

/// The case as it is when this letter leaves.
pub(super) fn case(kind: LetterKind) -> Case {
    let (event, by, from, to, next) = moment(kind);
    Case {
        row: row(to),
        calendar: Calendar::new(chrono_tz::Europe::London, BTreeSet::new()),
        is_fast_track: false,
        event,
        by,
        from,
        names: names(),
        labels: Lang::ALL.iter().map(|lang| (*lang, labels(*lang))).collect::<BTreeMap<_, _>>(),
        dates: dates(),
        next: next.map(|timer| (timer, on_day(15))),
        timeline: vec![
            Happened { at: on_day(-6), event: Event::Submitted, clinic_written: false },
            Happened { at: on_day(0), event: Event::Triaged, clinic_written: true },
            Happened { at: on_day(16), event: Event::DeadlineMissed, clinic_written: false },
        ],
        answer: Some("We count again and write to you within two weeks.".to_owned()),
        due_on: Some(on_day(60).date()),
        said: Some("Please send the operation report and the photographs.".to_owned()),
        asked: Some("Please look at the number of grafts above all.".to_owned()),
        decision: Some(Decided { reasons: "The report names 2,100 grafts.".to_owned(), upholding: 2, others: 1 }),
        receipt: Some(Receipt {
            subject_ref: "9f3ac2d17b604e58a1c40d2277e9b365".to_owned(),
            leaf: "{\"type\":\"complaint.submitted\",\"v\":1}".to_owned(),
            salt: "c0ffee".repeat(10),
            proof: None,
        }),
        public_url: "https://candor.example".to_owned(),
    }
}

/// Which step sends a letter, and where the case stands after it.
const fn moment(kind: LetterKind) -> (Event, Role, State, State, Option<Timer>) {
    use LetterKind as K;
    match kind {
        K::Receipt => (Event::Submitted, Role::Patient, State::Submitted, State::Submitted, Some(Timer::TriageDue)),
        K::TriageOverdue => (Event::TriageMissed, Role::Clock, State::Submitted, State::Submitted, None),
        K::ResultAwaited => {
            (Event::ResultAwaited, Role::Officer, State::Submitted, State::WaitingForResult, Some(Timer::ResultMonth))
        }
        K::ProofRequest | K::ProofReminder => {
            (Event::Triaged, Role::Officer, State::Submitted, State::ProofAsked, Some(Timer::ProofDue))
        }
        K::InProgress | K::FinalReminder => {
            let next = Some(Timer::EscalationWithoutFinal);
            (Event::Responded, Role::Clinic, State::WithClinic, State::InProgress, next)
        }
        K::FeedbackQuestion | K::FeedbackReminder => {
            (Event::Responded, Role::Clinic, State::WithClinic, State::AwaitingFeedback, Some(Timer::FeedbackDue))
        }
        K::EscalatedToCoalition | K::EscalatedToPatient | K::EscalatedToClinic => {
            (Event::Escalated, Role::Clock, State::WithClinic, State::Escalated, Some(Timer::PanelDue))
        }
        K::StepOverdue => (Event::PanelMissed, Role::Clock, State::Escalated, State::Escalated, None),
        K::PanelSeated => {
            (Event::PanelSeated, Role::Board, State::Escalated, State::UnderReview, Some(Timer::FindingsDue))
        }
        K::MediationOffered => {
            let next = Some(Timer::MediationDue);
            (Event::MediationOffered, Role::Panel, State::UnderReview, State::Mediation, next)
        }
        K::EvidenceCall => {
            let next = Some(Timer::EvidenceCallDue);
            (Event::EvidenceCalled, Role::Panel, State::UnderReview, State::EvidenceCall, next)
        }
        K::FactualCheck => {
            let next = Some(Timer::FactualCheckDue);
            (Event::FactualCheckOpened, Role::Panel, State::Drafting, State::FactualCheck, next)
        }
        K::Decision => (Event::Decided, Role::Panel, State::FactualCheck, State::Decided, Some(Timer::AppealDue)),
        K::Appealed => (Event::Appealed, Role::Clinic, State::Decided, State::UnderAppeal, None),
        K::Closed => (Event::AppealWindowEnded, Role::Clock, State::Decided, State::Closed, None),
        K::Paused => (Event::Paused, Role::Officer, State::WithClinic, State::WithClinic, Some(Timer::PauseDue)),
        _ => moment_beside(kind),
    }
}

/// The same for letters beside the ladder, and for those around triage.
const fn moment_beside(kind: LetterKind) -> (Event, Role, State, State, Option<Timer>) {
    use LetterKind as K;
    match kind {
        K::IdentityConsented => {
            (Event::IdentityConsented, Role::Patient, State::Submitted, State::Submitted, Some(Timer::TriageDue))
        }
        K::ResultDue => {
            (Event::ResultDue, Role::Clock, State::WaitingForResult, State::Submitted, Some(Timer::TriageDue))
        }
        K::MessageToOfficer => (Event::Messaged, Role::Patient, State::WithClinic, State::WithClinic, None),
        K::MessageToPatient | K::MessageToClinic => {
            (Event::Messaged, Role::Officer, State::WithClinic, State::WithClinic, Some(Timer::ResponseDue))
        }
        K::Undeliverable => (Event::MailUndeliverable, Role::Clock, State::WithClinic, State::WithClinic, None),
        K::RecommendationMade => {
            (Event::RecommendationMade, Role::Panel, State::Decided, State::Decided, Some(Timer::AppealDue))
        }
        K::RecommendationReminder => (Event::RecommendationReminded, Role::Clock, State::Closed, State::Closed, None),
        K::RecommendationOverdue => (Event::RecommendationOverdue, Role::Clock, State::Closed, State::Closed, None),
        K::RecommendationCompleted => {
            (Event::RecommendationCompleted, Role::Clinic, State::Closed, State::Closed, None)
        }
        _ => (Event::Triaged, Role::Officer, State::Submitted, State::WithClinic, Some(Timer::ResponseDue)),
    }
}

fn on_day(n: i64) -> Timestamp {
    Timestamp::from_unix_millis(DAY_ZERO_MILLIS).plus(Duration::days(n))
}

fn dates() -> Dates {
    Dates {
        proof: on_day(14),
        acknowledge: on_day(3),
        response: on_day(15),
        marked: on_day(16),
        escalation: on_day(30),
        final_answer: on_day(45),
        feedback: on_day(45),
        panel: on_day(37),
        mediation: on_day(67),
        evidence: on_day(51),
        findings: on_day(90),
        factual_check: on_day(104),
        decision: on_day(120),
        appeal: on_day(150),
    }
}

fn names() -> Names {
    Names {
        patient: "quiet_harbour".to_owned(),
        physician: Some("Dr. Corin Halvestad".to_owned()),
        clinic: Some("Severn Quay Hair Clinic".to_owned()),
        officer: Some("Tilda Orrow".to_owned()),
        writer: Some("Tilda Orrow".to_owned()),
        panel: vec![
            (Seat::Patient, "morning_tide".to_owned()),
            (Seat::Physician, "Dr. Ilse Varnhagen".to_owned()),
            (Seat::Lay, "Oren Pascoe".to_owned()),
        ],
    }
}

fn labels(lang: Lang) -> Labels {
    let (category, severity, code) = match lang {
        Lang::En => ("The graft count is in dispute", "Lasting harm or dishonesty", "Working on it"),
        Lang::De => ("Die Zahl der Grafts ist strittig", "Bleibender Schaden oder Unehrlichkeit", "In Arbeit"),
    };
    Labels {
        procedure: "FUE".to_owned(),
        category: category.to_owned(),
        severity: Some(severity.to_owned()),
        codes: vec![code.to_owned()],
        code: Some(code.to_owned()),
    }
}

fn row(state: State) -> ComplaintRow {
    use crate::complaints::model::Outcome;
    let Ok(attempt) = "{}".parse::<JsonText>();
    ComplaintRow {
        id: "CMP-2026-000417".to_owned(),
        subject_ref: "9f3ac2d17b604e58a1c40d2277e9b365".to_owned(),
        complainant_id: AccountId::mint(on_day(-6)),
        physician_id: None,
        clinic_id: None,
        procedure: "fue".to_owned(),
        procedure_month: "2025-09".to_owned(),
        category: "graft_count_dispute".to_owned(),
        severity: Some(3),
        narrative: "I paid for 2,800 grafts and the report says 2,100.".to_owned(),
        public_narrative: None,
        publish_narrative: false,
        desired_outcome: "The price of the 700 grafts back.".to_owned(),
        attempt,
        attempt_shown: false,
        identity_consent: true,
        state,
        version: 3,
        proof_needed: false,
        proof_level: 2,
        officer_id: None,
        letter_to: None,
        clinic_since: Some(on_day(0)),
        acknowledged_at: None,
        response_code: Some("in_progress".to_owned()),
        responded_at: None,
        untimely: true,
        escalated_at: None,
        outcome: matches!(state, State::Decided | State::Closed).then_some(Outcome::PartlyUpheld),
        closed_at: None,
        paused_until: None,
        created_at: on_day(-6),
    }
}
