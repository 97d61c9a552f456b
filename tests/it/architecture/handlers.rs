//! How long a handler is: its checks are arguments, then one call and one view.

use super::Breach;
use super::source::Source;

/// Lines of a handler's body. The aim is 15; this is what all but [`STILL_LONGER`] keep today, and it only ever goes
/// down.
const LONGEST: usize = 24;
/// Handlers that are still longer, by file; an entry that is no longer needed is a breach too.
const STILL_LONGER: &[&str] = &["src/coalition/pages/register.rs"];
const RULE: &str = "a handler is arguments, one call, one view";
const METHODS: &[&str] = &["#[get(", "#[post(", "#[put(", "#[patch(", "#[delete("];

/// Every handler that does more than hand over, and every leave to do so that nobody needs.
pub fn breaches(sources: &[Source]) -> Vec<Breach> {
    let breach = |file: &str, line, what| Breach { rule: RULE, file: file.to_owned(), line, what };
    let long = |source: &Source| {
        let handlers = handlers(&source.text).into_iter().filter(|(_, length)| *length > LONGEST);
        handlers.map(|(line, length)| breach(&source.path, line, format!("{length} lines"))).collect::<Vec<_>>()
    };
    let mut found: Vec<_> = sources.iter().flat_map(long).collect();
    for file in STILL_LONGER.iter().filter(|file| sources.iter().any(|source| source.path == **file)) {
        let before = found.len();
        found.retain(|breach| breach.file != *file);
        if found.len() == before {
            found.push(breach(file, 1, "is named among those that are still longer, and is not".to_owned()));
        }
    }
    found
}

/// The handlers of a file: the line of each, and how many lines its body has.
pub fn handlers(text: &str) -> Vec<(usize, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let is_route = |line: &str| METHODS.iter().any(|method| line.trim_start().starts_with(method));
    let places = (0..lines.len()).filter(|at| is_route(lines[*at]));
    let handler = |at: usize| {
        let indent = lines[at].len() - lines[at].trim_start().len();
        let starts = at + lines[at..].iter().position(|line| line.contains("fn "))?;
        let opens = starts + lines[starts..].iter().position(|line| line.ends_with('{'))?;
        let closes = lines[opens..].iter().position(|line| *line == format!("{}}}", " ".repeat(indent)))?;
        Some((starts + 1, closes - 1))
    };
    places.filter_map(handler).collect()
}
