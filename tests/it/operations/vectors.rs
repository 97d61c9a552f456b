//! `candor vectors check`, run as people run it: what was published holds, and a changed value is named with both.

use super::commands::{candor, text};
use std::path::Path;

/// Every published file, a value of it, what that is changed to, and what is said then.
const PUBLISHED: &[(&str, &str, &str, &str)] = &[
    ("fairness-v1.json", "3.864", "3.865", "odds[0].odds_ratio: expected 3.865, found 3.864"),
    ("flags-v1.json", "\"accuracy_bonus\": -3.09", "\"accuracy_bonus\": -3.19", "expected -3.19, found -3.09"),
    (
        "inspection-v1.json",
        "\"mean_percent\": 74.7",
        "\"mean_percent\": 74.8",
        "cases[0].mean_percent: expected 74.8, found 74.7",
    ),
    (
        "membership-v1.json",
        "\"composite\": 74.8",
        "\"composite\": 74.9",
        "cases[0].composite: expected 74.9, found 74.8",
    ),
    ("rating-v1.json", "0.962224", "0.962324", "expected 0.962324, found 0.962224"),
];

#[test]
fn all_published_files_hold_in_one_call() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    let files: Vec<&str> = PUBLISHED.iter().map(|(file, ..)| *file).collect();
    let held = candor(&folder, &[&["vectors", "check"][..], &files].concat(), &[]);
    let said = text(&held.stdout);
    assert_eq!(held.status.code(), Some(0), "{said}{}", text(&held.stderr));
    assert_eq!(said.lines().count(), files.len(), "{said}");
    for (line, file) in said.lines().zip(&files) {
        let suite = file.trim_end_matches(".json");
        assert!(line.starts_with(&format!("{file}: {suite}, ")) && line.ends_with(" cases, 0 differ"), "{line}");
    }
}

#[test]
fn a_changed_value_of_any_file_ends_with_1_and_both_values() {
    let published = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    let folder = tempfile::tempdir().unwrap();
    for &(file, from, to, said) in PUBLISHED {
        let whole = std::fs::read_to_string(published.join(file)).unwrap();
        assert!(whole.contains(from), "{file} has no {from}");
        std::fs::write(folder.path().join(file), whole.replacen(from, to, 1)).unwrap();
        let ended = candor(folder.path(), &["vectors", "check", file], &[]);
        assert_eq!(ended.status.code(), Some(1), "{file}: {}", text(&ended.stdout));
        let told = text(&ended.stdout);
        assert!(told.lines().any(|line| line.starts_with(file) && line.ends_with(said)), "{file}: {told}");
        assert!(told.lines().any(|line| line.ends_with(" cases, 1 differ")), "{file}: {told}");
        assert!(text(&ended.stderr).contains("1 values differ"), "{}", text(&ended.stderr));
    }
    // What differs in one file is said beside those that hold.
    let whole = published.join("membership-v1.json");
    let both = candor(folder.path(), &["vectors", "check", "rating-v1.json", whole.to_str().unwrap()], &[]);
    assert_eq!(both.status.code(), Some(1));
    assert_eq!(text(&both.stdout).matches(" cases, 0 differ").count(), 1, "{}", text(&both.stdout));
}

#[test]
fn what_cannot_be_read_keeps_no_other_file_from_being_checked() {
    let whole = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/flags-v1.json");
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("broken.json"), "{").unwrap();
    std::fs::write(folder.path().join("other.json"), "{\"suite\": \"weather-v1\"}").unwrap();
    let files = ["broken.json", "other.json", "missing.json", whole.to_str().unwrap()];
    let ended = candor(folder.path(), &[&["vectors", "check"][..], &files[..]].concat(), &[]);
    assert_eq!(ended.status.code(), Some(1));
    assert!(text(&ended.stdout).ends_with("flags-v1, 11 cases, 0 differ\n"), "{}", text(&ended.stdout));
    let told = text(&ended.stderr);
    for wrong in ["broken.json: not a file of vectors: ", "other.json: unknown suite weather-v1\n", "missing.json: "] {
        assert!(told.contains(wrong), "{wrong}: {told}");
    }
}

#[test]
fn a_file_that_holds_nothing_to_check_ends_with_1() {
    let folder = tempfile::tempdir().unwrap();
    for (file, said) in [
        (r#"{"suite": "flags-v1", "cases": []}"#, "own.json: no case to check\n"),
        (r#"{"reply_guard": [{"text": "Thank you.", "reveals": false, "bogus": 1}]}"#, "unknown field `bogus`"),
    ] {
        std::fs::write(folder.path().join("own.json"), file).unwrap();
        let ended = candor(folder.path(), &["vectors", "check", "own.json"], &[]);
        assert_eq!(ended.status.code(), Some(1), "{file}");
        assert!(text(&ended.stdout).contains(said), "{}", text(&ended.stdout));
    }
}
