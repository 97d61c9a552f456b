//! Every letter has its words in every language, and everybody gets what is for them and nothing else.

use super::sample::{case, letter};
use super::sheet::{Case, Reader, key};
use super::{desk, previews, readers};
use crate::complaints::model::{
    AppealGround, Event, LetterKind, Outcome, Role, Satisfied, Seat, State, StatementKind, Timer,
};
use crate::complaints::rules;
use crate::mail::{Block, Letter};
use crate::specialty::Pack;
use crate::text::lang::Lang;

fn text_of(letter: &Letter) -> String {
    let blocks = letter.body.iter().map(|block| match block {
        Block::Paragraph(text) | Block::Quote(text) => text.clone(),
        Block::Link { label, url } => format!("{label} {url}"),
        Block::Facts(facts) => facts.iter().map(|(label, value)| format!("{label}: {value}\n")).collect(),
        Block::List(items) => items.join("\n"),
    });
    blocks.fold(letter.subject.clone(), |text, block| text + "\n" + &block)
}

fn written(case: &Case, kind: LetterKind, reader: Reader) -> String {
    text_of(&letter(case, kind, reader, Lang::En))
}

fn unnamed(kind: LetterKind) -> Case {
    let mut case = case(kind);
    case.row.identity_consent = false;
    case
}

#[test]
fn every_letter_has_its_words_in_every_language() {
    for (kind, lang) in LetterKind::ALL.iter().flat_map(|kind| Lang::ALL.iter().map(move |lang| (*kind, *lang))) {
        assert_ne!(lang.t(&key(kind, "subject")), key(kind, "subject"), "{lang}");
        for reader in desk(kind).0 {
            let own = key(kind, reader.word());
            assert_ne!(lang.t(&own), own, "{lang}");
            assert!(lang == Lang::En || lang.t(&own) != Lang::En.t(&own), "{own} is not translated");
        }
    }
}

#[test]
fn no_letter_shows_a_key_or_an_empty_variable() {
    for lang in Lang::ALL {
        for letter in previews(*lang) {
            let text = text_of(&letter);
            assert!(!text.contains("complaints-"), "{}: {text}", letter.kind);
            assert!(!text.contains("{$") && !text.contains("{ $"), "{}: {text}", letter.kind);
        }
    }
}

#[test]
fn the_rarer_sentences_are_there_too() {
    for lang in Lang::ALL {
        for kind in LetterKind::ALL {
            for fast in [true, false] {
                let mut case = unnamed(*kind);
                (case.is_fast_track, case.row.clinic_since) = (fast, None);
                (case.names.officer, case.names.writer) = (None, None);
                for reader in desk(*kind).0 {
                    let text = text_of(&letter(&case, *kind, *reader, *lang));
                    assert!(!text.contains("complaints-"), "{kind}: {text}");
                }
            }
        }
    }
}

#[test]
fn every_letter_says_case_state_next_date_officer_and_link() {
    for letter in previews(Lang::En) {
        let text = text_of(&letter);
        for part in
            ["Case: CMP-2026-000417", "Where it stands: ", "Next date: ", "Case officer: Tilda Orrow", "https://"]
        {
            assert!(text.contains(part), "{} lacks {part}: {text}", letter.kind);
        }
        assert_eq!(letter.thread.as_deref(), Some("CMP-2026-000417"));
    }
}

#[test]
fn only_a_clinic_that_was_told_the_name_reads_the_story() {
    for kind in LetterKind::ALL {
        for reader in desk(*kind).0 {
            let named = written(&case(*kind), *kind, *reader);
            let story = case(*kind).row.narrative;
            assert_eq!(named.contains(&story), *kind == LetterKind::ClinicWritten, "{kind} to {reader:?}");
        }
        let text = written(&unnamed(*kind), *kind, Reader::Clinic);
        assert!(!text.contains("quiet_harbour") && !text.contains(&case(*kind).row.narrative), "{kind}");
    }
}

#[test]
fn an_unnamed_patients_clinic_gets_the_redacted_bundle_without_the_public_mark() {
    let text = written(&unnamed(LetterKind::ClinicWritten), LetterKind::ClinicWritten, Reader::Clinic);
    for part in
        ["Procedure: FUE", "September 2025", "The graft count is in dispute", "The price of the 700 grafts back."]
    {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(text.contains("has not agreed to be named"));
    assert!(!text.contains("not answered in time"));
}

#[test]
fn the_clinics_letter_names_every_date_and_what_follows() {
    let text = written(&case(LetterKind::ClinicWritten), LetterKind::ClinicWritten, Reader::Clinic);
    for day in ["5 November 2026", "17 November 2026", "18 November 2026", "2 December 2026"] {
        assert!(text.contains(day), "{day}: {text}");
    }
}

#[test]
fn the_plan_tells_apart_what_comes_with_an_answer_and_what_without() {
    let text = written(&case(LetterKind::Plan), LetterKind::Plan, Reader::Patient);
    let place = |part: &str| text.find(part).unwrap_or_else(|| panic!("{part}: {text}"));
    let order = [
        "the clinic answers you",
        "If the clinic answers:",
        "you tell us whether",
        "If it asks for more time:",
        "the clinic gives its final answer",
        "If it does not answer:",
        "nobody has to act: the coalition takes over by itself",
        "Once the coalition has the case.",
        "the board names a panel",
    ];
    assert!(order.windows(2).all(|two| place(two[0]) < place(two[1])), "{text}");
    let mut escalated = case(LetterKind::Plan);
    escalated.row.state = State::Escalated;
    let text = written(&escalated, LetterKind::Plan, Reader::Patient);
    assert!(text.contains("the board names a panel") && !text.contains("If the clinic answers:"), "{text}");
}

#[test]
fn a_clinic_that_was_never_written_is_not_told_of_the_end() {
    let mut case = case(LetterKind::Closed);
    assert_eq!(readers(LetterKind::Closed, &case).collect::<Vec<_>>(), [Reader::Patient, Reader::Clinic]);
    case.row.clinic_since = None;
    assert_eq!(readers(LetterKind::Closed, &case).collect::<Vec<_>>(), [Reader::Patient]);
}

#[test]
fn danger_is_said_in_words_and_hours() {
    let mut case = case(LetterKind::ClinicWritten);
    case.is_fast_track = true;
    let text = written(&case, LetterKind::ClinicWritten, Reader::Clinic);
    assert!(text.contains("within 48 hours"));
    assert!(text.contains("(Europe/London)"));
}

#[test]
fn an_escalation_says_why_and_what_happened() {
    for (kind, reader) in [
        (LetterKind::EscalatedToCoalition, Reader::Coalition),
        (LetterKind::EscalatedToPatient, Reader::Patient),
        (LetterKind::EscalatedToClinic, Reader::Clinic),
    ] {
        assert_eq!(desk(kind).0, [reader]);
        let mut case = case(kind);
        assert!(written(&case, kind, reader).contains("not answered within 30 days"));
        assert!(written(&case, kind, reader).contains("Missed: the clinic’s answer"));
        case.from = State::InProgress;
        assert!(written(&case, kind, reader).contains("no final answer within 45 days"));
        case.by = Role::Patient;
        assert!(written(&case, kind, reader).contains("asked the coalition"));
        case.event = Event::FeedbackGiven;
        assert!(written(&case, kind, reader).contains("not satisfied"));
        case.event = Event::EvidenceAssessed;
        assert!(written(&case, kind, reader).contains("already made"));
    }
}

#[test]
fn a_decision_counts_votes_without_names() {
    let text = written(&case(LetterKind::Decision), LetterKind::Decision, Reader::Clinic);
    assert!(text.contains("Votes to uphold: 2") && text.contains("Votes not to uphold: 1"));
    assert!(text.contains("Partly upheld") && text.contains("You can appeal once, until"));
    assert!(!text.contains("morning_tide") && !text.contains("Oren Pascoe"));
}

#[test]
fn every_word_has_a_label_in_every_language() {
    let words = |group: &'static str, words: Vec<String>| words.into_iter().map(move |word| (group, word));
    let all = |words: &[&'static str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let pack = Pack::embedded("hair-restoration").unwrap().complaints;
    let labels = words("state", State::ALL.iter().map(ToString::to_string).collect())
        .chain(words("event", Event::ALL.iter().map(ToString::to_string).collect()))
        .chain(words("role", Role::ALL.iter().map(ToString::to_string).collect()))
        .chain(words("turn", Role::ALL.iter().map(ToString::to_string).collect()))
        .chain(words("outcome", Outcome::ALL.iter().map(ToString::to_string).collect()))
        .chain(words("seat", Seat::ALL.iter().map(ToString::to_string).collect()))
        .chain(words("ground", AppealGround::ALL.iter().map(ToString::to_string).collect()))
        .chain(words("satisfied", Satisfied::ALL.iter().map(ToString::to_string).collect()))
        .chain(words("statement", StatementKind::ALL.iter().map(ToString::to_string).collect()))
        .chain(words("next", Timer::ALL.iter().map(ToString::to_string).collect()))
        .chain(words("severity", all(&["1", "2", "3", "4"])))
        .chain(words("code", pack.response_codes.into_iter().map(|code| code.code).collect()));
    for (group, word) in labels {
        let key = format!("complaints-{group}-{}", word.replace('_', "-"));
        assert_ne!(Lang::De.t(&key), key);
        assert_ne!(Lang::En.t(&key), key);
    }
}

#[test]
fn every_refusal_has_its_title_and_sentence_in_every_language() {
    for code in rules::CODES {
        let name = code.name.replace('_', "-");
        for key in [format!("error-{name}-title"), format!("error-{name}")] {
            assert!(Lang::En.t(&key) != key && Lang::De.t(&key) != Lang::En.t(&key), "{key}");
        }
    }
}
