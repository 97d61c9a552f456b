//! The tables of `matrix/`, one for each domain: for each route, what each caller gets.

use super::routes::Route;
use std::collections::BTreeMap;

/// Everybody who knocks, in the order of the table's words: strangers, parties, staff.
pub const CALLERS: &[&str] = &[
    "guest",
    "member",
    "author",
    "patient",
    "clinic",
    "panel",
    "physician",
    "clinic_staff",
    "mentor",
    "moderator",
    "case_officer",
    "credentialing_officer",
    "inspector",
    "reviewer",
    "board",
    "appeals",
    "privacy_officer",
    "treasurer",
    "auditor",
    "admin",
];

/// What a caller gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Through: done, or refused by a rule of the matter (409, 412, 422).
    Ok,
    /// Led to the page where one signs in.
    SignIn,
    /// 401, 403, or 404 where existence is hidden.
    Refused(u16),
}

impl Outcome {
    fn parse(word: &str) -> Self {
        match word {
            "ok" => Self::Ok,
            "sign-in" => Self::SignIn,
            status => Self::Refused(status.parse().unwrap_or_else(|_| panic!("{word} is no outcome"))),
        }
    }
}

/// The callers of one route and what each gets.
pub type Line = BTreeMap<&'static str, Outcome>;

const TABLES: &[&str] = &[
    include_str!("matrix/site.txt"),
    include_str!("matrix/accounts.txt"),
    include_str!("matrix/directory.txt"),
    include_str!("matrix/drafts.txt"),
    include_str!("matrix/forum.txt"),
    include_str!("matrix/reviews.txt"),
    include_str!("matrix/inspections.txt"),
    include_str!("matrix/complaints.txt"),
    include_str!("matrix/coalition.txt"),
    include_str!("matrix/moderation.txt"),
];

/// The whole table.
pub fn read() -> BTreeMap<Route, Line> {
    let mut table = BTreeMap::new();
    let lines = TABLES.iter().flat_map(|table| table.lines()).map(str::trim);
    for text in lines.filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (route, line) = parse(text);
        assert!(table.insert(route, line).is_none(), "twice in the matrix: {text}");
    }
    table
}

/// `POST /x  guest 401; case_officer admin ok; others 403`
fn parse(text: &str) -> (Route, Line) {
    let mut words = text.split_whitespace();
    let route = Route::new(words.next().unwrap(), words.next().unwrap_or_else(|| panic!("{text} has no path")));
    let rules = words.collect::<Vec<_>>().join(" ");
    let mut line = Line::new();
    for rule in rules.split(';').map(str::trim) {
        let (who, outcome) = rule.rsplit_once(' ').unwrap_or_else(|| panic!("{text}: {rule:?} is no rule"));
        let outcome = Outcome::parse(outcome);
        for word in who.split(' ') {
            let named = CALLERS.iter().filter(|caller| word == "everybody" || word == "others" || **caller == word);
            let named: Vec<_> = named.collect();
            assert!(!named.is_empty(), "{text}: {word} is nobody");
            for caller in named {
                if !(word == "others" && line.contains_key(caller)) {
                    assert!(line.insert(caller, outcome).is_none(), "{text}: {caller} twice");
                }
            }
        }
    }
    assert_eq!(line.len(), CALLERS.len(), "{text} leaves somebody out");
    (route, line)
}
