//! The published files hold, and no value of a copy can be changed unseen.

use super::*;
use serde_json::Number;
use std::collections::{BTreeMap, BTreeSet};

const FAIRNESS: &str = include_str!("../../../tests/data/fairness-v1.json");
const INSPECTION: &str = include_str!("../../../tests/data/inspection-v1.json");

#[test]
fn the_published_fairness_vectors_hold() {
    let checked = check(FAIRNESS).unwrap();
    assert!(checked.cases > 10);
    assert_eq!(checked.differences, Vec::<String>::new());
}

#[test]
fn the_published_rating_vectors_hold() {
    let text = include_str!("../../../tests/data/rating-v1.json");
    let checked = check(text).unwrap();
    assert!(checked.cases >= 8);
    assert_eq!(checked.differences, Vec::<String>::new());
    let changed = text.replacen("0.962224", "0.962324", 1);
    assert_eq!(check(&changed).unwrap().differences.len(), 1, "weights are compared too");
}

#[test]
fn sentences_for_the_guard_need_no_suite() {
    let text = r#"{"reply_guard": [{"text": "Your surgery went well.", "reveals": true},
        {"text": "Thank you for your feedback.", "reveals": true}]}"#;
    let differences = check(text).unwrap().differences;
    assert_eq!(differences, ["reply_guard[1].reveals: expected true, found false"]);
}

#[test]
fn the_published_inspection_vectors_hold() {
    let checked = check(INSPECTION).unwrap();
    assert!(checked.cases > 10);
    assert_eq!(checked.differences, Vec::<String>::new());
    let changed = INSPECTION.replacen("\"mean_percent\": 74.7", "\"mean_percent\": 74.8", 1);
    let differences = check(&changed).unwrap().differences;
    assert_eq!(differences, ["cases[0].mean_percent: expected 74.8, found 74.7"]);
}

#[test]
fn the_published_membership_vectors_hold() {
    const MEMBERSHIP: &str = include_str!("../../../tests/data/membership-v1.json");
    let checked = check(MEMBERSHIP).unwrap();
    assert_eq!((checked.cases, checked.differences), (10, Vec::<String>::new()));
    for (from, to) in [("74.8", "74.9"), ("\"defer\"", "\"admit\""), ("0.63", "0.64")] {
        assert_eq!(check(&MEMBERSHIP.replacen(from, to, 1)).unwrap().differences.len(), 1, "{from}");
    }
}

#[test]
fn a_file_need_not_name_the_constants_of_the_site() {
    for (text, names) in [
        (INSPECTION, &["items"][..]),
        (include_str!("../../../tests/data/membership-v1.json"), &["weights", "minima"][..]),
    ] {
        let mut file: Value = serde_json::from_str(text).unwrap();
        for name in names {
            let mut emptied = file.clone();
            emptied[*name] = if *name == "items" { serde_json::json!({}) } else { serde_json::json!([]) };
            assert!(
                !check(&emptied.to_string()).unwrap().differences.is_empty(),
                "{name} are wrong where they are named"
            );
            file.as_object_mut().unwrap().remove(*name).unwrap();
            assert_eq!(check(&file.to_string()).unwrap().differences, Vec::<String>::new(), "without {name}");
        }
    }
}

#[test]
fn the_published_scores_of_flags_hold() {
    let checked = check(include_str!("../../../tests/data/flags-v1.json")).unwrap();
    assert_eq!((checked.cases, checked.differences), (11, Vec::<String>::new()));
}

#[test]
fn a_changed_value_is_named_with_both() {
    let changed = FAIRNESS.replacen("3.864", "3.865", 1);
    assert_eq!(check(&changed).unwrap().differences, ["odds[0].odds_ratio: expected 3.865, found 3.864"]);
}

#[test]
fn a_case_of_another_shape_is_named_and_the_others_are_checked() {
    let changed = FAIRNESS.replacen("\"low\": 1.182,", "", 1).replacen("0.034", "0.035", 1);
    let checked = check(&changed).unwrap();
    assert_eq!(checked.cases, 12);
    assert_eq!(checked.differences, ["odds[0]: missing field `low`", "odds[2].low: expected 0.035, found 0.034"]);
    let differences = check(&INSPECTION.replacen("\"A1\": 2,", "\"A1\": 9,", 1)).unwrap().differences;
    assert_eq!(differences, ["cases[0].scores.A1: 9 is no score"]);
    let differences = check(r#"{"suite": "flags-v1", "cases": "none"}"#).unwrap().differences;
    assert!(differences[0].starts_with("cases: invalid type: string"), "{differences:?}");
}

#[test]
fn rounding_hides_no_difference() {
    let strict = include_str!("../../../tests/data/rating-v1.json").replacen("5e-05", "0", 1);
    let differences = check(&strict).unwrap().differences;
    assert!(differences.len() > 10, "{differences:?}");
    for line in &differences {
        let (_, both) = line.split_once(": expected ").unwrap();
        let (named, found) = both.split_once(", found ").unwrap();
        assert_ne!(named.parse::<f64>().unwrap(), found.parse::<f64>().unwrap(), "{line}");
    }
    let halved = include_str!("../../../tests/data/membership-v1.json").replacen("2.5,", "3,", 1);
    assert_eq!(check(&halved).unwrap().differences, ["cases[4].medians[3]: expected 3, found 2.5"]);
}

#[test]
fn keys_that_nothing_reads_are_told_but_words_are_not() {
    let with = |from: &str, to: &str| check(&FAIRNESS.replacen(from, to, 1)).unwrap().differences;
    assert_eq!(with("\"odds\": [", "\"bogus\": 1, \"odds\": ["), ["bogus: unknown key"]);
    let told = with("\"low\": 1.182,", "\"low\": 1.182, \"lower\": 1,");
    assert!(told.len() == 1 && told[0].starts_with("odds[0]: unknown field `lower`"), "{told:?}");
    assert_eq!(with("\"odds\": [", "\"source\": \"a study\", \"odds\": ["), Vec::<String>::new());
    assert_eq!(with("\"low\": 1.182,", "\"low\": 1.182, \"note\": \"few\", \"_by\": 1,"), Vec::<String>::new());
    for word in ["version", "date", "generated_by", "license", "url", "reference", "section", "tags", "example", "see"]
    {
        assert_eq!(with("\"odds\": [", &format!("\"{word}\": [\"x\"], \"odds\": [")), Vec::<String>::new(), "{word}");
        let beside = format!("\"low\": 1.182, \"{word}\": {{\"x\": 1}},");
        assert_eq!(with("\"low\": 1.182,", &beside), Vec::<String>::new(), "{word}");
    }
    let sorted =
        r#"{"reply_guard": [{"text": "Thank you.", "reveals": false, "category": "thanks", "because": "no fact"}]}"#;
    assert_eq!(check(sorted).unwrap().differences, Vec::<String>::new());
    let item = INSPECTION.replacen("\"A1\": 2,", "\"A1\": 2, \"Z9\": 3,", 1);
    assert_eq!(check(&item).unwrap().differences, ["cases[0].scores.Z9: no such item"]);
}

#[test]
fn a_file_without_cases_differs() {
    for text in [
        r#"{"suite": "flags-v1"}"#,
        r#"{"suite": "flags-v1", "cases": []}"#,
        r#"{"suite": "fairness-v1", "odds": [], "surge": []}"#,
        r#"{"suite": "rating-v1", "cases": [], "wilson": []}"#,
        r#"{"reply_guard": []}"#,
    ] {
        assert_eq!(check(text).unwrap().differences, ["no case to check"], "{text}");
    }
}

#[test]
fn only_a_number_from_0_is_a_tolerance() {
    for tolerance in ["\"x\"", "-1", "null"] {
        let text = include_str!("../../../tests/data/rating-v1.json").replacen("5e-05", tolerance, 1);
        let told = check(&text).unwrap_err().to_string();
        assert!(told.starts_with(&format!("tolerance {tolerance}, ")), "{told}");
    }
}

#[test]
fn sentences_beside_a_suite_are_checked_too() {
    let sentences = |reveals: bool| serde_json::json!([{"text": "Thank you for your feedback.", "reveals": reveals}]);
    let mut both: Value = serde_json::from_str(FAIRNESS).unwrap();
    both["reply_guard"] = sentences(true);
    let checked = check(&both.to_string()).unwrap();
    assert_eq!((checked.suite.as_str(), checked.cases), ("fairness-v1", 13));
    assert_eq!(checked.differences, ["reply_guard[0].reveals: expected true, found false"]);
    // With them it is a copy of the published file all the same.
    let mut copy: Value = serde_json::from_str(PUBLISHED[4]).unwrap();
    copy["reply_guard"] = sentences(false);
    copy["cases"][0]["reviews"][5]["months_post_op"] = 13.into();
    let told = check(&copy.to_string()).unwrap().differences;
    assert_eq!(told, ["cases[0].reviews[5].months_post_op: published as 15, here 13"]);
}

#[test]
fn other_suites_are_unknown() {
    for (text, told) in [
        (r#"{"suite": "rating-v9"}"#, "unknown suite rating-v9"),
        (r#"{"suite": 9}"#, "unknown suite 9"),
        (r#"{"cases": []}"#, "names no suite"),
        ("[]", "names no suite"),
    ] {
        assert_eq!(check(text).unwrap_err().to_string(), told);
    }
}

/// The published files.
const PUBLISHED: &[&str] = &[
    FAIRNESS,
    INSPECTION,
    include_str!("../../../tests/data/flags-v1.json"),
    include_str!("../../../tests/data/membership-v1.json"),
    include_str!("../../../tests/data/rating-v1.json"),
];
/// What a file says of itself, which is no value.
const ABOUT: &str = "/about";

/// Each scalar of a file, changed each way, one at a time: a copy with it is told in any case, and by the functions
/// alone wherever a result, a constant or a rule hangs on it.
#[test]
fn no_value_of_a_copy_can_be_changed_unseen() {
    let pack = Pack::embedded(PACK).unwrap();
    let (mut unseen, mut changes) = (Vec::new(), 0);
    for text in PUBLISHED {
        let file: Value = serde_json::from_str(text).unwrap();
        let suite = file["suite"].as_str().unwrap();
        let mut scalars = Vec::new();
        walk(&file, String::new(), &mut scalars);
        let words = words_by_name(&file, &scalars);
        for place in scalars.iter().filter(|place| *place != ABOUT) {
            for other in others(&file, place, &words) {
                let mut copy = file.clone();
                *copy.pointer_mut(place).unwrap() = other.clone();
                let computed = computed(&copy, &pack);
                let is_seen = computed.is_err() || computed.is_ok_and(|checked| !checked.differences.is_empty());
                let excused = idle(suite, place, &file, &copy);
                changes += 1;
                if !is_seen && excused.is_none() {
                    unseen.push(format!("{suite}{place}: {other}"));
                }
                if !matches!(place.as_str(), "/suite" | "/tolerance") {
                    let told = published::differences(suite, &copy).unwrap();
                    assert_eq!(told.len(), 1, "{suite}{place}: {other}");
                }
            }
        }
    }
    assert!(changes > 4_000, "{changes}");
    assert_eq!(unseen, Vec::<String>::new(), "{} of {changes}", unseen.len());
}

#[test]
fn what_a_tolerance_lets_through_is_let_through_in_a_copy_too() {
    let rating = PUBLISHED[4];
    let wide = rating.replacen("5e-05", "0.01", 1);
    let member = PUBLISHED[3].replacen("\"cases\"", "\"tolerance\": 0.5, \"cases\"", 1);
    for (text, from, to, differ) in [
        (rating, "0.962224", "0.962234", 0),
        (rating, "0.962224", "0.962324", 1),
        (wide.as_str(), "3.5366", "3.54", 0),
        (wide.as_str(), "3.5366", "3.55", 1),
        (member.as_str(), "74.8", "75.2", 0),
        (member.as_str(), "74.8", "75.4", 1),
    ] {
        assert!(text.contains(from), "{from}");
        let told = check(&text.replacen(from, to, 1)).unwrap().differences;
        assert_eq!(told.len(), differ, "{from} to {to}: {told:?}");
    }
}

#[test]
fn a_file_of_ones_own_is_held_against_nothing_but_the_functions() {
    let mut own: Value = serde_json::from_str(PUBLISHED[4]).unwrap();
    own["cases"].as_array_mut().unwrap().pop();
    own["cases"][0]["reviews"][5]["months_post_op"] = 13.into();
    assert_eq!(check(&own.to_string()).unwrap().differences, Vec::<String>::new());
    let mut copy: Value = serde_json::from_str(PUBLISHED[4]).unwrap();
    copy["cases"][0]["reviews"][5]["months_post_op"] = 13.into();
    let told = check(&copy.to_string()).unwrap().differences;
    assert_eq!(told, ["cases[0].reviews[5].months_post_op: published as 15, here 13"]);
}

fn walk(value: &Value, place: String, scalars: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            fields.iter().for_each(|(name, field)| walk(field, format!("{place}/{name}"), scalars))
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(n, item)| walk(item, format!("{place}/{n}"), scalars))
        }
        _ => scalars.push(place),
    }
}

/// The words that stand under each name somewhere in the file: what one of them might be changed to.
fn words_by_name<'a>(file: &'a Value, scalars: &'a [String]) -> BTreeMap<&'a str, BTreeSet<&'a str>> {
    let mut words: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for place in scalars {
        if let Some(word) = file.pointer(place).and_then(Value::as_str) {
            words.entry(name_of(place)).or_default().insert(word);
        }
    }
    words
}

/// The last name of a place; of something in a list, the list's; of a scored item, `scores`.
fn name_of(place: &str) -> &str {
    if place.contains("/scores/") {
        return "scores";
    }
    place.rsplit('/').find(|part| part.parse::<usize>().is_err()).unwrap_or_default()
}

/// What a scalar is changed to: numbers up and down, words to another, booleans over.
fn others(file: &Value, place: &str, words: &BTreeMap<&str, BTreeSet<&str>>) -> Vec<Value> {
    match file.pointer(place).unwrap() {
        Value::Bool(value) => vec![Value::Bool(!value)],
        Value::Number(number) => next_to(number, file.get("tolerance").is_some()),
        Value::String(word) => {
            let known = words.get(name_of(place)).into_iter().flatten().filter(|other| **other != word.as_str());
            known.map(|other| Value::from(*other)).chain([Value::from("another"), Value::from(1)]).collect()
        }
        _ => vec![Value::from(0.5), Value::from("another")],
    }
}

/// One more and one less of the last printed decimal, or of what a tolerance lets through.
fn next_to(number: &Number, is_rough: bool) -> Vec<Value> {
    let value = number.as_f64().unwrap();
    if let Some(whole) = number.as_i64() {
        return vec![Value::from(whole + 1), Value::from(whole - 1)];
    }
    let printed = compare::decimals_of(&number.to_string());
    let decimals = if is_rough { printed.max(4) } else { printed };
    let step = if is_rough { 0.000_2 } else { 0.1_f64.powi(i32::try_from(printed).unwrap()) };
    let written = |value: f64| Value::from(format!("{value:.decimals$}").parse::<f64>().unwrap());
    vec![written(value + step), written(value - step)]
}

/// Why a change of this input can change no result; nothing for every value that some result must tell of.
fn idle(suite: &str, place: &str, before: &Value, after: &Value) -> Option<&'static str> {
    let (parent, field) = place.rsplit_once('/').unwrap();
    let cases = [before, after].map(|file| file.pointer(parent).unwrap_or(&Value::Null));
    match (suite, field) {
        ("rating-v1", "tolerance") => Some("says how closely results are compared"),
        ("membership-v1", _) if parent.contains("/scores/") && order(before, parent) == order(after, parent) => {
            Some("on an ordinal scale only the order of the scores counts, and the middle one stayed")
        }
        ("membership-v1", "calibration_rounds_done") => {
            let done = cases.map(|case| case[field].as_i64().unwrap_or(0) >= 2);
            (done[0] == done[1]).then_some("only whether both rounds are over counts")
        }
        ("flags-v1", "trust_level") if cases[0]["staff"] == true => Some("staff has a level of its own"),
        ("flags-v1", "reason") if extra(&cases[0]["reason"]) == extra(&cases[1]["reason"]) => {
            Some("both reasons add the same")
        }
        ("flags-v1", "agreed" | "decided") if cases.iter().all(|case| case["decided"].as_i64() <= Some(5)) => {
            Some("no record counts before the sixth decided flag")
        }
        ("flags-v1", "take_action") if cases[0]["staff"] != true => Some("acting at once is the staff's alone"),
        ("flags-v1", "trust_level" | "reason" | "take_action" | "staff") if below_nothing(cases[1]) => {
            Some("what stays below 0 is shown as 0")
        }
        ("rating-v1", _) if parent.contains("/reviews/") => idle_in_review(field, cases),
        (_, _) if decimals(after, place) < decimals(before, place) => {
            Some("at the fewer decimals that are printed now it is the same")
        }
        _ => None,
    }
}

/// How the scores of a case stand to each other: 0 for the lowest that was given, 1 for the next.
fn order(file: &Value, row: &str) -> Vec<usize> {
    let (rows, _) = row.rsplit_once('/').unwrap();
    let rows = file.pointer(rows).unwrap().as_array().unwrap();
    let all: Vec<i64> = rows.iter().flat_map(|row| row.as_array().unwrap()).filter_map(Value::as_i64).collect();
    let known: BTreeSet<i64> = all.iter().copied().collect();
    all.iter().map(|score| known.range(..score).count()).collect()
}

/// The decimals that are printed of a number.
fn decimals(file: &Value, place: &str) -> usize {
    let printed = file.pointer(place).filter(|value| value.is_number()).map(Value::to_string);
    printed.map_or(0, |printed| compare::decimals_of(&printed))
}

fn extra(reason: &Value) -> i64 {
    match reason.as_str() {
        Some("harassment_or_hate") => 1,
        Some("medical_danger") => 2,
        Some("threat") => 3,
        _ => 0,
    }
}

/// Whether the parts of a flag's score add up to less than nothing.
fn below_nothing(case: &Value) -> bool {
    let level = if case["staff"] == true { 5 } else { case["trust_level"].as_i64().unwrap_or(0) };
    let asked = if case["take_action"] == true { 5 } else { 0 };
    let whole = u32::try_from(1 + level + extra(&case["reason"]) + asked).unwrap();
    f64::from(whole) + case["accuracy_bonus"].as_f64().unwrap() < 0.0
}

fn idle_in_review(field: &str, [before, after]: [&Value; 2]) -> Option<&'static str> {
    let said = |review: &Value, name: &str| review[name].as_i64().unwrap_or(-1);
    let is_nothing = |review: &Value| {
        review["in_held_surge"] == true || said(review, "proof_level") == 0 || said(review, "months_post_op") < 6
    };
    if is_nothing(before) && is_nothing(after) {
        return Some("the review counts for nothing before and after");
    }
    let stage = |review: &Value| said(review, "months_post_op") >= 12;
    match field {
        "proof_level" if said(before, field).min(said(after, field)) >= 2 => Some("levels 2 and 3 weigh the same"),
        "months_post_op" if said(after, field) >= 6 && said(before, field) >= 6 && stage(before) == stage(after) => {
            Some("both months lie in one band")
        }
        "age_months" if said(before, field).min(said(after, field)) >= 72 => Some("nothing weighs less than a quarter"),
        _ => None,
    }
}
