//! The folders of migrations: the same names on both sides, each with its way there and back.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

fn folder(engine: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").join(engine)
}

fn names(engine: &str) -> BTreeSet<String> {
    let entries = std::fs::read_dir(folder(engine)).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

/// What is wrong with the name of a migration, which should be `YYYY-MM-DD-NNNN_verb_object`.
fn fault(name: &str) -> Option<&'static str> {
    let Some((stamp, title)) = name.split_once('_') else { return Some("has no verb and object") };
    let Some((date, number)) = stamp.rsplit_once('-') else { return Some("has no number") };
    if date.len() != 10 || date.parse::<chrono::NaiveDate>().is_err() {
        return Some("does not begin with a date");
    }
    if number.len() != 4 || !number.bytes().all(|digit| digit.is_ascii_digit()) {
        return Some("has no number of four digits");
    }
    let words: Vec<_> = title.split('_').collect();
    let is_word = |word: &&str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    if words.len() < 2 || !words.iter().all(is_word) {
        return Some("is not a verb and an object in lower case");
    }
    None
}

#[test]
fn twins_have_the_same_names() {
    assert_eq!(names("sqlite"), names("postgres"));
}

#[test]
fn names_say_when_and_what() {
    let mut numbers = BTreeMap::new();
    for name in names("sqlite") {
        assert_eq!(fault(&name), None, "{name}");
        let stamp = name.split_once('_').unwrap().0.to_owned();
        assert_eq!(numbers.insert(stamp, name.clone()), None, "{name} has the number of another");
    }
}

#[test]
fn a_wrong_name_is_told() {
    assert_eq!(fault("2026-11-21-0001_create_cases"), None);
    for name in [
        "2026-13-21-0001_create_cases",
        "2026-11-21_create_cases",
        "2026-11-21-01_create_cases",
        "2026-11-21-0001_cases",
    ] {
        assert!(fault(name).is_some(), "{name}");
    }
}

#[test]
fn each_migration_has_its_way_back() {
    for engine in ["sqlite", "postgres"] {
        for name in names(engine) {
            for file in ["up.sql", "down.sql"] {
                let path = folder(engine).join(&name).join(file);
                let text = std::fs::read_to_string(&path).unwrap_or_default();
                assert!(!text.trim().is_empty(), "{} says nothing", path.display());
            }
        }
    }
}
