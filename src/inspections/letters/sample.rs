//! Previews: every letter of one invented inspection.

use super::compose;
use super::sheet::Case;
use crate::clock::Timestamp;
use crate::db::JsonText;
use crate::directory::ClinicId;
use crate::inspections::api::Next;
use crate::inspections::facts::{InspectionFacts, Wish, latest};
use crate::inspections::model::{
    ActionRow, Event, EvidenceRow, InspectionRow, Kind, LetterKind, Phase, PointRow, Score, ScoreRow, State,
    StatementKind, StatementRow,
};
use crate::inspections::rating;
use crate::mail::{Letter, Recipient};
use crate::specialty::{Inspections, Pack};
use crate::text::lang::Lang;
use crate::workdays::Calendar;
use chrono::Duration;
use chrono_tz::Tz;
use std::collections::BTreeSet;

/// Every letter of an invented inspection, in `lang`.
pub fn previews(lang: Lang) -> Vec<Letter> {
    let Ok(pack) = Pack::embedded("hair-restoration") else { return Vec::new() };
    LetterKind::ALL.iter().map(|kind| preview(&pack, *kind, lang)).collect()
}

fn preview(pack: &Pack, kind: LetterKind, lang: Lang) -> Letter {
    let to =
        Recipient { address: "desk@severn-quay.example".into(), name: Some("Severn Quay Hair Clinic".into()), lang };
    compose(&case(pack, kind), kind, to)
}

/// Monday, 14 September 2026, ten in the morning.
const VISIT: i64 = 1_789_380_000_000;
const ID: &str = "0199a1b2c3d4e5f60718293a4b5c6d7e";

fn at(days: i64) -> Timestamp {
    Timestamp::from_unix_millis(VISIT).plus(Duration::days(days))
}

fn case(pack: &Pack, kind: LetterKind) -> Case {
    let (state, event, step, due) = moment(kind);
    Case {
        facts: facts(pack, state),
        clinic: "Severn Quay Hair Clinic, Bristol".into(),
        claim_url: "https://candor.example/clinics/severn-quay-hair-clinic/claim".into(),
        url: format!("https://candor.example/inspections/{ID}"),
        checklist: pack.inspections.clone(),
        evidence: vec![file("A1", 1), file("D4", 2)],
        event,
        action: Some(1),
        next: Some(Next { actor: String::new(), step: step.to_owned(), due: Some(at(due)) }),
    }
}

/// The state after the step that causes a letter, the step, and what comes next after how many days.
const fn moment(kind: LetterKind) -> (State, Event, &'static str, i64) {
    match kind {
        LetterKind::Notification => (State::Notified, Event::Notified, "visit", 0),
        LetterKind::Inventory => (State::EvidenceLocked, Event::EvidenceLocked, "draft", 16),
        LetterKind::DraftWaits => (State::QualityCheck, Event::Drafted, "quality_check", 45),
        LetterKind::DraftReturned => (State::Drafting, Event::QualityChecked, "draft", 30),
        LetterKind::Draft => (State::FactualCheck, Event::QualityChecked, "factual_check", 24),
        LetterKind::DraftReminder => (State::FactualCheck, Event::FactualCheckReminded, "factual_check", 24),
        LetterKind::PointsWait => (State::DecidingPoints, Event::FactualCheckAnswered, "points", 31),
        LetterKind::Ready => (State::Ready, Event::FactualCheckEnded, "publication", 45),
        LetterKind::PointsDecided => (State::Ready, Event::PointDecided, "publication", 45),
        LetterKind::Published => (State::Published, Event::Published, "actions", 54),
        LetterKind::ActionReminder => (State::Published, Event::ActionReminded, "actions", 54),
        LetterKind::ActionOverdue => (State::FollowUp, Event::ActionMissed, "actions", 100),
        LetterKind::Refused => (State::Refused, Event::Refused, "publication", 2),
        LetterKind::Aborted => (State::Aborted, Event::Aborted, "visit", 0),
        LetterKind::InterimNotice => (State::SuspendedForSafety, Event::InterimNoticeGiven, "interim_notice", 1),
        LetterKind::StepOverdue => (State::EvidenceLocked, Event::DraftMissed, "publication", 45),
        LetterKind::NextDue => (State::Closed, Event::NextDue, "next_inspection", 365),
    }
}

fn facts(pack: &Pack, state: State) -> InspectionFacts {
    let mut scores = scores(&pack.inspections);
    if state == State::Ready {
        scores.push(after_point());
    }
    InspectionFacts {
        row: row(state),
        inspectors: Vec::new(),
        points: vec![point()],
        actions: vec![action()],
        statements: statements(),
        rated: rating::rate(&pack.inspections, &latest(&scores)),
        scores,
        clocks: pack.inspections.clocks.clone(),
        calendar: Calendar::new(Tz::Europe__London, BTreeSet::new()),
        wish: Wish::None,
    }
}

fn somebody() -> crate::accounts::AccountId {
    crate::accounts::AccountId::mint(at(0))
}

fn row(state: State) -> InspectionRow {
    InspectionRow {
        id: ID.into(),
        subject_ref: "9f3ac2d17b604e58a1c40d2277e9b365".into(),
        clinic_id: ClinicId::mint(at(0)),
        kind: Kind::Announced,
        visit_on: "2026-09-14".into(),
        lead_id: somebody(),
        quality_reader_id: somebody(),
        points_officer_id: somebody(),
        conflicts: "None.".into(),
        checklist_version: 1,
        state,
        version: 9,
        notified_at: Some(at(-8)),
        visited_at: Some(at(0)),
        locked_at: Some(at(1)),
        published_at: None,
        result: None,
        next_due_on: Some("2027-09-14".into()),
        thread_id: None,
        created_at: at(-20),
    }
}

const GAG: &str = "Page 4 of the consent form ties a goodwill payment to silence.";

/// Everything meets the standard, but for the clause.
fn scores(checklist: &Inspections) -> Vec<ScoreRow> {
    let items = checklist.domains.iter().flat_map(|domain| &domain.items);
    let Ok(kinds) = r#"["document"]"#.parse::<JsonText>();
    let row = |code: &String| ScoreRow {
        id: String::new(),
        inspection_id: ID.into(),
        item: code.clone(),
        phase: Phase::Visit,
        score: if code == "D4" { Score::One } else { Score::Three },
        evidence_kinds: kinds.clone(),
        finding: if code == "D4" { GAG.into() } else { String::new() },
        account_id: somebody(),
        at: at(0),
    };
    items.map(|item| row(&item.code)).collect()
}

/// What the accepted point made of its item.
fn after_point() -> ScoreRow {
    let Ok(kinds) = r#"["document"]"#.parse::<JsonText>();
    ScoreRow {
        id: String::new(),
        inspection_id: ID.into(),
        item: "B2".into(),
        phase: Phase::Points,
        score: Score::Four,
        evidence_kinds: kinds,
        finding: String::new(),
        account_id: somebody(),
        at: at(25),
    }
}

fn file(item: &str, number: u8) -> EvidenceRow {
    EvidenceRow {
        id: String::new(),
        inspection_id: ID.into(),
        item: item.into(),
        name: format!("page-{number}.pdf"),
        media_type: "application/pdf".into(),
        bytes: 48_213,
        sha256: format!("{number:02x}").repeat(32),
        file: String::new(),
        is_late: false,
        account_id: somebody(),
        at: at(0),
    }
}

fn point() -> PointRow {
    PointRow {
        inspection_id: ID.into(),
        number: 1,
        item: "B2".into(),
        comment: "The logs of the last 20 cases were in the second folder.".into(),
        at: at(20),
        accepted: Some(true),
        reason: Some("The logs show 2.7 %.".into()),
        score: Some(Score::Four),
        finding: None,
        decided_by: None,
        decided_at: Some(at(25)),
    }
}

fn action() -> ActionRow {
    ActionRow {
        inspection_id: ID.into(),
        number: 1,
        item: "D4".into(),
        finding: GAG.into(),
        is_critical: true,
        due_on: "2026-11-07".into(),
        note: None,
        completed_by: None,
        completed_at: None,
    }
}

fn statements() -> Vec<StatementRow> {
    let said = |kind, text: &str| StatementRow {
        id: String::new(),
        inspection_id: ID.into(),
        kind,
        item: None,
        account_id: somebody(),
        text: text.into(),
        at: at(1),
    };
    vec![
        said(StatementKind::Summary, "A careful house with one clause that must go."),
        said(StatementKind::QualityNotes, "Please say in the summary which of the two consent forms holds the clause."),
        said(StatementKind::Refusal, "The manager did not open the door and asked us to come back in a month."),
        said(StatementKind::Abortion, "The lead inspector fell ill on the morning of the visit."),
        said(
            StatementKind::InterimNotice,
            "The autoclave has run without a temperature log since July. No surgery until it is tested.",
        ),
    ]
}
