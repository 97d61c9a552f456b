//! How long a handler is: its checks are arguments, then one call and one view.

use super::Breach;
use super::source::Source;

/// Lines of a handler's body.
const LONGEST: usize = 15;
const RULE: &str = "a handler is arguments, one call, one view";
const METHODS: &[&str] = &["#[get(", "#[post(", "#[put(", "#[patch(", "#[delete("];

/// Every handler that does more than hand over.
pub fn breaches(sources: &[Source]) -> Vec<Breach> {
    let long = |source: &Source| {
        let handlers = handlers(&source.text).into_iter().filter(|(_, length)| *length > LONGEST);
        let breach = |(line, length): (usize, usize)| Breach {
            rule: RULE,
            file: source.path.clone(),
            line,
            what: format!("{length} lines"),
        };
        handlers.map(breach).collect::<Vec<_>>()
    };
    sources.iter().flat_map(long).collect()
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
