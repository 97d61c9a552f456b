//! The languages say the same, and nothing asks for a sentence that does not exist.

use super::{Lang, Value, catalogue};
use crate::clock::Timestamp;
use crate::error::COMMON_CODES;
use chrono::NaiveDate;
use fluent_bundle::{FluentBundle, FluentResource};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Key → the variables its sentence uses.
fn keys(lang: Lang) -> BTreeMap<String, BTreeSet<String>> {
    let mut found = BTreeMap::<String, BTreeSet<String>>::new();
    let mut current = String::new();
    for line in catalogue::source(lang).lines() {
        let name = line.split_once('=').map(|(name, _)| name.trim_end());
        if let Some(name) =
            name.filter(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()) && !name.contains(' '))
        {
            current = name.to_owned();
            assert!(found.insert(current.clone(), BTreeSet::new()).is_none(), "{lang}: {current} stands twice");
        }
        for part in line.split('$').skip(1) {
            let variable = part.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next().unwrap_or_default();
            found.entry(current.clone()).or_default().insert(variable.to_owned());
        }
    }
    found
}

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, extension));
        } else if path.extension().is_some_and(|end| end == extension) {
            found.push(path);
        }
    }
    found
}

/// The first literals in calls like `.t_with("key"`.
fn literals(text: &str, calls: &[&str]) -> Vec<String> {
    let starts = calls.iter().flat_map(|call| text.split(call).skip(1));
    let after = starts.filter_map(|rest| rest.trim_start().strip_prefix('"'));
    after.filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
}

/// Every source file but this one, with its text up to its tests.
fn sources(folder: &str, extension: &str) -> Vec<(PathBuf, String)> {
    let found = files(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), extension);
    let others = found.into_iter().filter(|path| !path.ends_with("lang/tests.rs"));
    let read = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).unwrap();
        let tested = text
            .split(
                "#[cfg(test)]
mod tests {",
            )
            .next()
            .unwrap_or_default();
        (path, tested.to_owned())
    };
    others.map(read).collect()
}

#[test]
fn every_file_is_good_fluent() {
    for lang in Lang::ALL {
        let resource = FluentResource::try_new(catalogue::source(*lang)).map_err(|(_, errors)| errors).unwrap();
        FluentBundle::new(vec![]).add_resource(resource).unwrap();
    }
}

#[test]
fn every_language_has_the_same_keys_with_the_same_variables() {
    let english = keys(Lang::En);
    for lang in Lang::ALL {
        let own = keys(*lang);
        let differing: Vec<_> =
            english.keys().chain(own.keys()).filter(|key| english.get(*key) != own.get(*key)).collect();
        assert!(differing.is_empty(), "{lang} differs from English in {differing:?}");
    }
}

#[test]
fn every_key_that_is_asked_for_exists() {
    let english = keys(Lang::En);
    for (path, text) in sources("src", "rs").into_iter().chain(sources("frontend/templates", "html")) {
        for key in literals(&text, &[".t(", ".t_with(", ".t_with2("]) {
            assert!(english.contains_key(&key), "{} asks for {key}", path.display());
        }
    }
}

#[test]
fn every_code_anywhere_has_its_title_and_sentence() {
    for (path, text) in sources("src", "rs") {
        for code in literals(&text, &["Code::new(", "Code::conflict(", "Code::forbidden(", "Code::invalid("]) {
            let name = code.replace('_', "-");
            for key in [format!("error-{name}-title"), format!("error-{name}")] {
                assert!(catalogue::has(Lang::En, &key), "{} has a code without {key}", path.display());
            }
        }
    }
}

#[test]
fn every_common_code_has_its_sentences_and_its_status_what_to_do() {
    for code in COMMON_CODES {
        let name = code.name.replace('_', "-");
        for key in [format!("error-{name}-title"), format!("error-{name}"), format!("problem-next-{}", code.status)] {
            assert!(catalogue::has(Lang::En, &key), "{key} is missing");
        }
    }
}

#[test]
fn a_key_that_english_lacks_is_answered_as_it_is() {
    let key = "nobody-wrote-this";
    assert_eq!(Lang::De.t(key), key);
}

#[test]
fn the_reader_gets_the_language_they_like_best() {
    let cases = [
        ("de", Lang::De),
        ("de-AT,en;q=0.8", Lang::De),
        ("en;q=0.3, de;q=0.7", Lang::De),
        ("fr, de;q=0.5, en;q=0.6", Lang::En),
        ("de;q=0", Lang::En),
        ("fr-CA", Lang::En),
        ("", Lang::En),
        ("de;q=nonsense", Lang::En),
        ("*", Lang::En),
    ];
    for (header, wanted) in cases {
        assert_eq!(Lang::from_accept_language(header), wanted, "{header}");
    }
}

#[test]
fn days_and_moments_are_said_in_the_language_and_zone() {
    let day = NaiveDate::from_ymd_opt(2026, 3, 14).unwrap();
    assert_eq!(Lang::En.day(day), "14 March 2026");
    assert_eq!(Lang::De.day(day), "14. März 2026");
    let in_year = |year| NaiveDate::from_ymd_opt(year, 12, 31).unwrap();
    assert_eq!(
        (Lang::En.day_near(day, in_year(2026)).as_str(), Lang::De.day_near(day, in_year(2026)).as_str()),
        ("14 March", "14. März")
    );
    assert_eq!(Lang::En.day_near(day, in_year(2027)), "14 March 2026", "a year ago the year is not plain");
    assert_eq!(Lang::De.day_near(day, in_year(2025)), "14. März 2026", "nor a year ahead");
    let at = Timestamp::parse("2026-03-14T22:59:59Z").unwrap();
    assert_eq!(Lang::En.moment(at, chrono_tz::Europe::Vienna), "14 March 2026, 23:59");
    assert_eq!(Lang::De.moment(at, chrono_tz::Europe::Istanbul), "15. März 2026, 01:59 Uhr");
    for (zone, said) in [
        (chrono_tz::UTC, "14 March 2026, 22:59 (UTC)"),
        (chrono_tz::Europe::Vienna, "14 March 2026, 23:59 (CET)"),
        (chrono_tz::Europe::Istanbul, "15 March 2026, 01:59 (UTC+03)"),
    ] {
        assert_eq!(Lang::En.moment_there(at, zone), said);
    }
}

#[test]
fn a_procedure_stands_behind_a_colon_and_in_the_middle_of_no_sentence() {
    let mut found = 0;
    for (path, text) in sources("frontend/locales", "ftl") {
        for line in text.lines() {
            // "complains about Consultation only": a name of the pack is written as it stands by itself.
            let parts: Vec<&str> = line.split("{ $procedure }").collect();
            found += parts.len() - 1;
            let behind = parts.split_last().map_or(&[][..], |(_, before)| before);
            assert!(behind.iter().all(|before| before.ends_with(": ")), "{}: {line}", path.display());
        }
    }
    assert!(found >= 8, "only {found} places name a procedure");
}

#[test]
fn distances_in_time_are_said_in_words() {
    let now = Timestamp::parse("2026-03-14T12:00:00Z").unwrap();
    let cases = [
        ("2026-03-14T11:59:40Z", "just now", "gerade eben"),
        ("2026-03-14T11:38:00Z", "22 minutes ago", "vor 22 Minuten"),
        ("2026-03-14T11:00:00Z", "1 hour ago", "vor 1 Stunde"),
        ("2026-03-13T11:00:00Z", "yesterday", "gestern"),
        ("2026-03-10T11:00:00Z", "4 days ago", "vor 4 Tagen"),
        ("2026-03-17T12:00:00Z", "in 3 days", "in 3 Tagen"),
        ("2026-01-02T12:00:00Z", "2 January 2026", "2. Januar 2026"),
    ];
    for (at, english, german) in cases {
        let at = Timestamp::parse(at).unwrap();
        assert_eq!(Lang::En.ago(at, now, chrono_tz::UTC), english);
        assert_eq!(Lang::De.ago(at, now, chrono_tz::UTC), german);
    }
}

#[test]
fn numbers_are_written_with_the_marks_of_the_language() {
    assert_eq!(Lang::En.number(1_048_213), "1,048,213");
    assert_eq!(Lang::De.number(48_213), "48.213");
    assert_eq!(Lang::De.number(-120), "\u{2212}120");
    assert_eq!(Lang::De.decimal(3.4, 2), "3,40");
    let sentence = Lang::De.t_with("time-days-ago", &[("count", Value::Whole(1204))]);
    assert_eq!(sentence, "vor 1.204 Tagen");
}
