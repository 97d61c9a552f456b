//! The embedded pack is good, and each rule has a pack that breaks it.

use super::*;
use crate::workdays::{Span, Unit};

const GOOD: &str = include_str!("../../config/specialties/hair-restoration.toml");

fn pack() -> Pack {
    Pack::embedded("hair-restoration").unwrap()
}

/// Replaces the first `from` by `to` and answers what is told, and the line of the change.
fn told_after(from: &str, to: &str) -> (String, usize) {
    let (before, _) = GOOD.split_once(from).unwrap_or_else(|| panic!("the pack has no {from:?}"));
    let text = GOOD.replacen(from, to, 1);
    let told = Pack::parse("pack.toml", &text).unwrap_err().to_string();
    (told, before.matches('\n').count() + 1)
}

#[test]
fn the_embedded_pack_holds_what_the_rules_say() {
    let pack = pack();
    assert_eq!(pack.rule_version(), "hair-restoration/1");
    assert_eq!((pack.complaints.categories.len(), pack.complaints.response_codes.len()), (16, 12));
    let clocks = &pack.complaints.clocks;
    let days: Vec<u32> = clocks.response.reminders.iter().map(|reminder| reminder.amount).collect();
    assert_eq!((clocks.response.due, days), (Span { amount: 15, unit: Unit::Days }, vec![7, 12, 14]));
    assert_eq!(clocks.triage.due, Span { amount: 2, unit: Unit::WorkingDays });
    assert_eq!(pack.inspections.domains.iter().map(|domain| domain.items.len()).sum::<usize>(), 35);
    assert_eq!((pack.membership.gates.len(), pack.membership.criteria.len()), (9, 8));
    assert!(pack.complaints.category("intimidation_or_gag").unwrap().severity == Some(4));
    assert!(pack.procedure("beard_transplant").is_some());
    assert_eq!(pack.word("units", "de", ""), "Grafts");
}

#[test]
fn each_country_has_its_holidays() {
    let pack = pack();
    for (country, date) in [
        ("AT", "2026-10-26"),
        ("BE", "2026-07-21"),
        ("CH", "2026-08-01"),
        ("DE", "2026-10-03"),
        ("ES", "2026-10-12"),
        ("FR", "2026-07-14"),
        ("GB", "2026-12-28"),
        ("IT", "2026-06-02"),
        ("NL", "2026-04-27"),
        ("PL", "2026-06-04"),
        ("PT", "2026-06-10"),
        ("TR", "2026-05-27"),
        ("US", "2026-07-03"),
        ("XX", "2026-12-25"),
    ] {
        assert!(pack.holidays(country, 2026..=2026).contains(&date.parse().unwrap()), "{country} {date}");
    }
}

/// What is replaced in the good pack, by what, and how that is told.
const BROKEN: &[(&str, &str, &str)] = &[
    ("version = 1", "version = 0", "version must be at least 1"),
    ("version = 1", "version = \"one\"", "invalid type: string \"one\", expected u32"),
    ("result_from_month = 12", "result_form_month = 12", "unknown field `result_form_month`"),
    (
        "both_seats_from_severity = 3",
        "both_seats_from_severity = 5",
        "complaints.both_seats_from_severity must be from 1 to 4",
    ),
    ("languages = [\"en\", \"de\"]", "languages = [\"de\"]", "languages must hold \"en\""),
    (
        "units = { en = \"grafts\", de = \"Grafts\" }",
        "units = { en = \"grafts\" }",
        "words.units has no text in \"de\"",
    ),
    (
        "units = { en = \"grafts\", de = \"Grafts\" }",
        "units = { en = \"\", de = \"Grafts\" }",
        "words.units has no text in \"en\"",
    ),
    (
        "units = { en = \"grafts\", de = \"Grafts\" }",
        "units = { en = \"g\", de = \"G\", fr = \"g\" }",
        "words.units.fr is not one of the pack's languages",
    ),
    ("slug = \"fut\"", "slug = \"fue\"", "slug \"fue\" stands twice in procedures"),
    ("slug = \"fut\"", "slug = \"F U T\"", "slug \"F U T\" must be lower case letters"),
    (
        "code = \"growth_failure\"",
        "code = \"result_density\"",
        "code \"result_density\" stands twice in complaints.categories",
    ),
    ("group = \"money\"", "group = \"cash\"", "group \"cash\" is not one of complaints.groups"),
    ("severity = 4", "severity = 5", "severity must be from 1 to 4"),
    ("code = \"in_progress\"", "code = \"busy\"", "complaints.response_codes must hold in_progress"),
    ("triage = { due = \"2wd\" }", "triage = { due = \"2 days\" }", "`2 days` is not a span"),
    ("triage = { due = \"2wd\" }", "triage = { due = \"0d\" }", "complaints.clocks.triage.due must be at least 1"),
    (
        "reminders = [\"7d\", \"12d\", \"14d\"]",
        "reminders = [\"7d\", \"12d\", \"15d\"]",
        "complaints.clocks.response.reminders: 15d is not before the end at 15d",
    ),
    (
        "reminders = [\"7d\", \"12d\", \"14d\"]",
        "reminders = [\"12d\", \"7d\"]",
        "complaints.clocks.response.reminders: 7d must come after 12d",
    ),
    (
        "reminders = [\"7d\", \"12d\", \"14d\"]",
        "reminders = [\"2wd\"]",
        "complaints.clocks.response.reminders: 2wd is not before",
    ),
    (
        "escalation_without_response = { due = \"30d\" }",
        "escalation_without_response = { due = \"10d\" }",
        "complaints.clocks.escalation_without_response: 10d lies before 15d",
    ),
    (
        "letters_on_days = [-7, 0, 7]",
        "letters_on_days = []",
        "complaints.clocks.recommendation.letters_on_days must hold",
    ),
    ("text_min_length = 50", "text_min_length = 0", "reviews.text_min_length must be from 1"),
    ("weight = 0.4", "weight = 1.4", "weight must be from 0 to 1"),
    ("code = \"none\"", "code = \"nothing\"", "reviews.interests must hold none"),
    ("prior_mean = 3.5", "prior_mean = 5.5", "rating.prior_mean must be from 1 to 5, not 5.5"),
    ("mid_from_month = 6", "mid_from_month = 13", "rating.mid_from_month must not be above"),
    ("code = \"A2\", weight = 3", "code = \"B2\", weight = 3", "item B2 must be the letter A and a number"),
    (
        "code = \"A2\", weight = 3",
        "code = \"A1\", weight = 3",
        "code \"A1\" stands twice in inspections.domains.0.items",
    ),
    ("code = \"A2\", weight = 3", "code = \"A2\", weight = 11", "the weight of A2 must be from 1 to 10, not 11"),
    ("good = 62.5", "good = 90.0", "inspections.bands must fall"),
    ("evidence_lock = \"48h\"", "evidence_lock = \"2wd\"", "evidence_lock must be in hours or days"),
    (
        "decided_in = \"references\"",
        "decided_in = \"later\"",
        "decided_in must be gate_check, verification or references",
    ),
    ("minimum = 4", "minimum = 6", "the minimum of K5 must be from 0 to 5"),
    ("admit = 75.0", "admit = 55.0", "membership.thresholds: defer must be below admit"),
    ("answers_needed = 6", "answers_needed = 11", "membership.references: answers_needed"),
    ("appeal_heard = \"14d\"", "appeal_heard = \"10wd\"", "membership.clocks.appeal_heard must be in days"),
    ("appeal_heard = \"14d\"", "appeal_heard = \"0d\"", "membership.clocks.appeal_heard must be in days"),
    ("[90, 60, 30, 7, 0]", "[90, 60, 30, 30]", "membership.clocks.expiry_letters_before_days must fall"),
    ("CH = [\"01-01\"", "CH = [\"13-01\"", "\"13-01\" is not a holiday rule"),
    ("default = [\"01-01\"", "standard = [\"01-01\"", "holidays must hold default"),
    ("CH = [\"01-01\"", "CHE = [\"01-01\"", "CHE is not a country code"),
];

#[test]
fn each_rule_names_the_line_of_what_breaks_it() {
    for &(from, to, expected) in BROKEN {
        let (told, _) = told_after(from, to);
        assert!(told.starts_with("pack.toml:") && told.contains(expected), "{to:?} was told as: {told}");
    }
}

#[test]
fn the_line_is_the_one_that_is_wrong() {
    for (from, to) in [
        ("slug = \"fut\"", "slug = \"fue\""),
        ("group = \"money\"", "group = \"cash\""),
        ("prior_mean = 3.5", "prior_mean = 5.5"),
        ("both_seats_from_severity = 3", "both_seats_from_severity = 5"),
        ("triage = { due = \"2wd\" }", "triage = { due = \"2 days\" }"),
        ("CH = [\"01-01\"", "CHE = [\"01-01\""),
        ("minimum = 4", "minimum = 6"),
    ] {
        let (told, line) = told_after(from, to);
        assert!(told.starts_with(&format!("pack.toml:{line}: ")), "{to:?} on line {line} was told as: {told}");
    }
}

#[test]
fn weights_and_anchors_of_the_criteria_are_counted() {
    let (told, _) = told_after("weight = 25", "weight = 24");
    assert!(told.contains("the weights of membership.criteria must sum to 100, not 99"), "{told}");
    let anchor = GOOD.lines().find(|line| line.contains("en = \"Poor\"")).unwrap();
    let (told, _) = told_after(&format!("{anchor}\n"), "");
    assert!(told.contains("K5 must have 6 anchors, not 5"), "{told}");
    let score = GOOD.lines().find(|line| line.contains("Some shortfall")).unwrap();
    let (told, _) = told_after(&format!("{score}\n"), "");
    assert!(told.contains("inspections.scores must be 4 texts"), "{told}");
}

#[test]
fn severities_and_proof_levels_are_complete() {
    let (told, _) = told_after("[[complaints.severities]]\nlevel = 4", "[[complaints.severities]]\nlevel = 5");
    assert!(told.contains("complaints.severities must be the levels 1 to 4 in order"), "{told}");
    let (told, _) = told_after("[[reviews.proof_levels]]\nlevel = 3", "[[reviews.proof_levels]]\nlevel = 4");
    assert!(told.contains("reviews.proof_levels must be the levels 0 to 3 in order"), "{told}");
}

#[test]
fn a_pack_that_is_not_there_is_told() {
    assert!(Pack::open("dentistry").unwrap_err().to_string().contains("there is hair-restoration"));
    assert!(
        Pack::open("./nowhere.toml").unwrap_err().to_string().starts_with("./nowhere.toml: the pack cannot be read")
    );
}
