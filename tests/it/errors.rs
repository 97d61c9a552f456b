//! Every code a client can meet: defined once, said in every language, and expected of an answer by at least one test.

use crate::architecture::source::{Source, rust, under};
use std::collections::{BTreeMap, BTreeSet};

/// One definition of a code.
#[derive(Debug, PartialEq, Eq)]
struct Defined {
    name: String,
    file: String,
    line: usize,
}

/// What a definition begins with, up to the opening quote of the name.
const DEFINITIONS: &[&str] = &["Code::new(\"", "Code::conflict(\"", "Code::forbidden(\"", "Code::invalid(\""];
/// Calls that do not define codes but stand in the tests beside the rules.
const TESTS: &str = "#[cfg(test)]";

/// Every code that the sources define, whether or not a list names it.
fn defined(sources: &[Source]) -> Vec<Defined> {
    let mut found = Vec::new();
    for source in sources {
        let code = source.text.split(TESTS).next().unwrap_or_default();
        for (number, line) in code.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//")) {
            let calls = DEFINITIONS.iter().flat_map(|call| line.split(call).skip(1));
            let rows = line.split_once(" = \"").filter(|_| is_row(line)).map(|(_, rest)| rest);
            let names = calls.chain(rows).filter_map(|rest| rest.split('"').next());
            found.extend(names.map(|name| Defined {
                name: name.to_owned(),
                file: source.path.clone(),
                line: number + 1,
            }));
        }
    }
    found
}

/// `NOT_FOUND = "not_found", 404;`: a line of the kernel's own list.
fn is_row(line: &str) -> bool {
    let Some((constant, rest)) = line.trim().split_once(" = \"") else { return false };
    let is_status = |text: &str| text.len() == 4 && text.ends_with(';') && text.starts_with(['4', '5']);
    constant.bytes().all(|letter| letter.is_ascii_uppercase() || letter == b'_')
        && rest.split_once("\", ").is_some_and(|(_, status)| is_status(status))
}

/// The keys that a language's own files hold.
fn sentences(language: &str) -> BTreeSet<String> {
    let files = under(&format!("frontend/locales/{language}"), "ftl");
    let lines = files.iter().flat_map(|file| file.text.lines());
    lines.filter_map(|line| line.split_once(" =").map(|(key, _)| key.to_owned())).collect()
}

/// Every code that a test expects of an answer, but for what this file and the walls say.
fn expected_by_tests() -> BTreeSet<String> {
    let tests = rust("tests/it").into_iter();
    let others = tests.filter(|test| test.path != "tests/it/errors.rs" && !test.path.contains("architecture"));
    others.flat_map(|test| expected(&test.text)).collect()
}

/// What calls that look at an answer's code are named or end with: `refused(409, "…")`, `refuses(&site, …)`; and the
/// field by which a refusal that never left the process says its code.
const ASSERTING: &[&str] = &["refused(", "wrong(", "refuses(", "refuses_field(", "refuses_for_now(", ".code.name"];

/// The texts that a file hands to calls that look at an answer's code, in the call or through a table that is walked.
fn expected(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for statement in text.split(';') {
        for call in ASSERTING {
            let after = statement.split(call).skip(1);
            found.extend(after.flat_map(quoted));
        }
    }
    for (place, _) in text.match_indices("for ") {
        let walk = text.get(place..).unwrap_or_default();
        let Some((head, body)) = walk.split_once(" {\n").filter(|(head, _)| head.contains(" in [")) else { continue };
        if asks_for_the_walked(body) {
            found.extend(quoted(head));
        }
    }
    found
}

/// Whether the body of a walk through a table hands the row's code to a call that looks at an answer's, or looks for
/// it among the codes of one.
fn asks_for_the_walked(body: &str) -> bool {
    let mut depth = 1;
    let inside = |line: &&str| {
        depth += line.matches('{').count();
        depth = depth.saturating_sub(line.matches('}').count());
        depth > 0
    };
    let lines: Vec<&str> = body.lines().take_while(inside).collect();
    let takes =
        |line: &&&str| ASSERTING.iter().any(|call| line.contains(call)) || line.contains("codes.contains(&code)");
    lines.iter().filter(takes).any(|line| line.contains("code)"))
}

/// Every text between quotes, in a part that may begin or end anywhere but inside one.
fn quoted(part: &str) -> Vec<String> {
    part.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn no_two_codes_share_a_name() {
    let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for code in defined(&rust("src")) {
        places.entry(code.name).or_default().push(format!("{}:{}", code.file, code.line));
    }
    places.retain(|_, places| places.len() > 1);
    assert!(places.is_empty(), "defined more than once: {places:#?}");
}

#[test]
fn every_code_has_a_title_and_a_sentence_in_every_language() {
    let mut missing = Vec::new();
    for language in ["en", "de"] {
        let known = sentences(language);
        for code in defined(&rust("src")) {
            let key = format!("error-{}", code.name.replace('_', "-"));
            let keys = [format!("{key}-title"), key];
            missing.extend(keys.into_iter().filter(|key| !known.contains(key)).map(|key| format!("{language}: {key}")));
        }
    }
    assert!(missing.is_empty(), "{} texts are missing:\n{}", missing.len(), missing.join("\n"));
}

#[test]
fn every_code_stands_in_the_catalogue() {
    let known: BTreeSet<_> = candor::operations::catalogue().iter().map(|code| code.name).collect();
    let missing: Vec<_> =
        defined(&rust("src")).into_iter().filter(|code| !known.contains(code.name.as_str())).collect();
    assert!(missing.is_empty(), "no list of codes that the catalogue reads names these: {missing:#?}");
}

#[test]
fn every_code_is_met_by_a_test() {
    let met = expected_by_tests();
    let unmet: Vec<_> = defined(&rust("src")).into_iter().filter(|code| !met.contains(&code.name)).collect();
    let told: Vec<_> = unmet.iter().map(|code| format!("{} ({}:{})", code.name, code.file, code.line)).collect();
    assert!(told.is_empty(), "{} codes are met by no test in tests/it:\n{}", told.len(), told.join("\n"));
}

#[test]
fn the_reader_finds_what_the_kernel_defines() {
    let found: BTreeSet<_> = defined(&rust("src")).into_iter().map(|code| code.name).collect();
    for code in candor::error::COMMON_CODES {
        assert!(found.contains(code.name), "{} was not read", code.name);
    }
}

#[test]
fn definitions_are_read_wherever_they_stand() {
    let text = "const A: Code = Code::conflict(\"one\");\n// Code::new(\"none\", 400)\n    TWO = \"two\", 404;\n\
                const B: Code =\n    Code::new(\"three\", 409);\n#[cfg(test)]\nconst C: Code = Code::invalid(\"test\");";
    let found: Vec<_> = defined(&[Source::sample("src/a.rs", text)]).into_iter().map(|c| (c.name, c.line)).collect();
    assert_eq!(found, [("one".to_owned(), 1), ("two".to_owned(), 3), ("three".to_owned(), 5)]);
}

#[test]
fn a_code_counts_only_where_an_answer_is_asked_for_it() {
    let text = r#"
        answer.refused(409, "called"); say("mentioned"); other.wrong("/body", "field");
        for (pointer, code) in [
            ("/a", "row"),
        ] {
            send(pointer).await.wrong(pointer, code);
        }
        for code in ["listed"] {
            assert!(codes.contains(&code));
        }
        for code in ["walked_in_vain"] {
            println!("{code}");
        }
    "#;
    let found = expected(text);
    for code in ["called", "field", "row", "listed"] {
        assert!(found.contains(code), "{code}: {found:?}");
    }
    for code in ["mentioned", "walked_in_vain"] {
        assert!(!found.contains(code), "{code}: {found:?}");
    }
}
