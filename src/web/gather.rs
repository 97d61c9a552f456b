//! Reads a request type and names every field that does not fit, not only the first.

use super::check::Wrong;
use super::tree::{LEFT_EMPTY, Node};
use crate::error::{Code, FieldError, NOT_ALLOWED_HERE, REQUIRED, Refusal, UNKNOWN_FIELD, WRONG_TYPE};
use serde::de::DeserializeOwned;
use serde_path_to_error::{Error as PathError, Segment};

/// How often a value is read: for each field that is left out or wrong, and for what stands in for it.
const READ_AT_MOST: usize = 80;
/// What stands in, one after the other, where `Anything` does not: a day, a moment, a month.
const STAND_INS: &[&str] = &["2000-01-01", "2000-01-01T00:00:00Z", "2000-01"];

/// Reads a `T` and checks it. `source` is how forms differ: what they did not send may mean "no" or "none". Where a
/// field cannot be read the others are checked all the same, so that one answer names everything.
///
/// # Errors
/// A [`Refusal`] naming the wrong fields, in the order in which they were found.
pub(super) fn read<T: DeserializeOwned>(
    tree: Node,
    source: Source,
    check: impl FnOnce(&T, &mut Wrong),
) -> Result<T, Refusal> {
    let Found { value, mut wrong } = find(tree, source);
    let mut broken = Wrong::beside(&wrong);
    if let Some(value) = &value {
        check(value, &mut broken);
    }
    let broken = broken.into_fields();
    match value {
        Some(value) if wrong.is_empty() && broken.is_empty() => Ok(value),
        _ => {
            let known: Vec<String> = wrong.iter().map(|field| field.pointer.clone()).collect();
            wrong.extend(broken.into_iter().filter(|field| !known.iter().any(|known| meet(known, &field.pointer))));
            Err(Refusal::fields(wrong))
        }
    }
}

/// Whether one pointer is the other, or leads to it: what stands in for a value that could not be read is not checked.
fn meet(one: &str, other: &str) -> bool {
    let leads = |outer: &str, inner: &str| {
        inner.strip_prefix(outer).is_some_and(|rest| matches!(rest.chars().next(), None | Some('/')))
    };
    leads(one, other) || leads(other, one)
}

/// What could be read, with something standing in for each wrong field.
struct Found<T> {
    value: Option<T>,
    wrong: Vec<FieldError>,
}

fn find<T: DeserializeOwned>(mut tree: Node, source: Source) -> Found<T> {
    let mut wrong: Vec<FieldError> = Vec::new();
    let mut left_out: Vec<String> = Vec::new();
    for _ in 0..READ_AT_MOST {
        let fault = match serde_path_to_error::deserialize::<_, T>(tree.clone()) {
            Ok(value) => return Found { value: Some(value), wrong },
            Err(error) => Fault::of(&error),
        };
        if fault.is_missing && source != Source::Json && !tree_has(&mut tree, &fault) {
            *tree.slot(fault.path.iter().map(String::as_str)) = Node::Absent;
            continue;
        }
        let code = if source == Source::Form && is_left_empty(&mut tree, &fault) { REQUIRED } else { fault.code };
        let pointer = source.pointer(&fault.path);
        if wrong.iter().any(|known| known.pointer == pointer) {
            let tried = left_out.iter().filter(|known| **known == pointer).count();
            match STAND_INS.get(tried) {
                Some(text) => *tree.slot(fault.path.iter().map(String::as_str)) = Node::Text((*text).to_owned()),
                // Nothing stands in for it: what else is wrong is found without it.
                None if tried == STAND_INS.len() => tree.remove(&fault.path),
                None => break,
            }
            left_out.push(pointer);
            continue;
        }
        wrong.push(FieldError { pointer, code, span: None });
        if fault.code == UNKNOWN_FIELD {
            tree.remove(&fault.path);
        } else {
            *tree.slot(fault.path.iter().map(String::as_str)) = Node::Anything;
        }
    }
    Found { value: None, wrong }
}

/// Where the tree came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    Json,
    Form,
    Query,
}

impl Source {
    /// RFC 6901 for bodies, `?name` for a query.
    fn pointer(self, path: &[String]) -> String {
        match self {
            Self::Query => format!("?{}", path.join(".")),
            Self::Json | Self::Form => {
                path.iter().map(|part| format!("/{}", part.replace('~', "~0").replace('/', "~1"))).collect()
            }
        }
    }
}

/// A missing field is filled in once; the second time it is truly missed.
fn tree_has(tree: &mut Node, fault: &Fault) -> bool {
    let Some((last, parents)) = fault.path.split_last() else { return true };
    match tree.slot(parents.iter().map(String::as_str)) {
        Node::Map(fields) => fields.iter().any(|(name, _)| name == last),
        _ => false,
    }
}

/// Nothing was typed or chosen where something else than text was to be read: an id, a day.
fn is_left_empty(tree: &mut Node, fault: &Fault) -> bool {
    let is_empty = |node: &Node| matches!(node, Node::Text(text) if text.trim().is_empty());
    fault.code == WRONG_TYPE && is_empty(tree.slot(fault.path.iter().map(String::as_str)))
}

struct Fault {
    path: Vec<String>,
    code: Code,
    is_missing: bool,
}

impl Fault {
    fn of(error: &PathError<serde_json::Error>) -> Self {
        let message = error.inner().to_string();
        let mut path: Vec<String> = error.path().iter().filter_map(part).collect();
        let missing = named(&message, "missing field `");
        let unknown = named(&message, "unknown field `");
        if let Some(name) = missing {
            path.push(name.to_owned());
        } else if let Some(name) = unknown
            && path.last().is_none_or(|last| last != name)
        {
            path.push(name.to_owned());
        }
        let code = match () {
            () if missing.is_some() || message.starts_with(LEFT_EMPTY) => REQUIRED,
            () if unknown.is_some() => UNKNOWN_FIELD,
            () if message.starts_with("unknown variant") => NOT_ALLOWED_HERE,
            () => WRONG_TYPE,
        };
        Self { path, code, is_missing: missing.is_some() }
    }
}

fn part(segment: &Segment) -> Option<String> {
    match segment {
        Segment::Seq { index } => Some(index.to_string()),
        Segment::Map { key } => Some(key.clone()),
        Segment::Enum { .. } | Segment::Unknown => None,
    }
}

fn named<'m>(message: &'m str, start: &str) -> Option<&'m str> {
    message.strip_prefix(start)?.split('`').next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only whether it can be read matters")]
    struct Complaint {
        procedure: Procedure,
        narrative: String,
        overall: u8,
        consents: Consents,
        tags: Vec<String>,
        rating: Option<u8>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Consents {
        terms: bool,
    }

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(rename_all = "snake_case")]
    enum Procedure {
        Fue,
        Fut,
    }

    fn faults(tree: Node, source: Source) -> Vec<(String, &'static str)> {
        let refusal = read::<Complaint>(tree, source, |_, _| ()).unwrap_err();
        refusal.fields.into_iter().map(|field| (field.pointer, field.code.name)).collect()
    }

    fn form(text: &str) -> Node {
        Node::of_pairs(&serde_urlencoded::from_str::<Vec<(String, String)>>(text).unwrap())
    }

    #[test]
    fn every_wrong_field_of_a_body_is_named() {
        let body = serde_json::json!({
            "procedure": "magic", "overall": "five", "consents": {"terms": 1, "a/b": true}, "tags": ["a", 7], "typo": 1,
        });
        let mut found = faults(Node::of_json(body), Source::Json);
        found.sort();
        let expected = [
            ("/consents/a~1b", "unknown_field"),
            ("/consents/terms", "wrong_type"),
            ("/narrative", "required"),
            ("/overall", "wrong_type"),
            ("/procedure", "not_allowed_here"),
            ("/tags/1", "wrong_type"),
            ("/typo", "unknown_field"),
        ];
        assert_eq!(found, expected.map(|(pointer, code)| (pointer.to_owned(), code)));
    }

    #[test]
    fn what_can_be_read_is_checked_beside_what_cannot() {
        #[derive(Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Visit {
            day: chrono::NaiveDate,
            title: String,
            stars: u8,
        }
        let check = |visit: &Visit, wrong: &mut Wrong| {
            wrong.length("/title", &visit.title, 3..=9);
            wrong.range("/stars", visit.stars, 1..=5);
            wrong.range("/day", visit.day, chrono::NaiveDate::MAX..=chrono::NaiveDate::MAX);
        };
        let named = |tree: Node, source: Source| {
            let mut fields: Vec<_> = read::<Visit>(tree, source, check).unwrap_err().fields;
            fields.sort_by(|one, other| one.pointer.cmp(&other.pointer));
            fields.into_iter().map(|field| format!("{} {}", field.pointer, field.code.name)).collect::<Vec<_>>()
        };
        let found = ["/day required", "/stars wrong_type", "/title too_short"];
        assert_eq!(named(form("day=&title=x&stars=six"), Source::Form), found);
        let body = serde_json::json!({"title": "x", "stars": "six", "more": 1});
        assert_eq!(
            named(Node::of_json(body), Source::Json),
            [&found[..1], &["/more unknown_field"], &found[1..]].concat()
        );
        assert_eq!(
            named(form("day=2026-01-05&title=x&stars=9"), Source::Form),
            ["/day out_of_range", "/stars out_of_range", "/title too_short"]
        );
    }

    #[test]
    fn a_form_is_read_like_a_body() {
        let read: Complaint = read(
            form("procedure=fut&narrative=a+b&overall=5&consents.terms=on&tags=x&tags=y&rating="),
            Source::Form,
            |_, _| (),
        )
        .unwrap();
        assert_eq!((read.procedure, read.overall, read.consents.terms), (Procedure::Fut, 5, true));
        assert_eq!((read.tags.len(), read.rating), (2, None));
    }

    #[test]
    fn an_unticked_box_is_no_and_an_empty_number_is_required() {
        assert_eq!(
            faults(form("procedure=&narrative=&overall=&more=1"), Source::Form),
            [("/procedure", "required"), ("/overall", "required"), ("/more", "unknown_field")]
                .map(|(pointer, code)| (pointer.to_owned(), code))
        );
        let read: Complaint = read(form("procedure=fue&narrative=n&overall=1"), Source::Form, |_, _| ()).unwrap();
        assert!(!read.consents.terms && read.tags.is_empty());
    }

    #[test]
    fn a_yes_or_no_to_be_chosen_is_never_no_by_itself() {
        #[derive(Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Decision {
            #[serde(deserialize_with = "crate::web::chosen")]
            accepted: bool,
            reason: String,
        }
        let wrong = |tree: Node, source: Source| -> Vec<(String, &'static str)> {
            let refusal = read::<Decision>(tree, source, |_, _| ()).unwrap_err();
            refusal.fields.into_iter().map(|field| (field.pointer, field.code.name)).collect()
        };
        let of = |pointer: &str, code: &'static str| vec![(pointer.to_owned(), code)];
        assert_eq!(wrong(form("reason=x"), Source::Form), of("/accepted", "required"));
        assert_eq!(wrong(form("reason=x&accepted="), Source::Form), of("/accepted", "required"));
        assert_eq!(wrong(form("reason=x&accepted=maybe"), Source::Form), of("/accepted", "wrong_type"));
        let both = [("/more", "unknown_field"), ("/accepted", "required")];
        assert_eq!(
            wrong(form("reason=x&more=1"), Source::Form),
            both.map(|(pointer, code)| (pointer.to_owned(), code)),
            "and reading goes on"
        );
        for (sent, accepted) in [("true", true), ("false", false)] {
            let chosen: Decision = read(form(&format!("reason=x&accepted={sent}")), Source::Form, |_, _| ()).unwrap();
            assert_eq!((chosen.accepted, chosen.reason.as_str()), (accepted, "x"));
        }
        let json = Node::of_json;
        assert_eq!(wrong(json(serde_json::json!({"reason": "x"})), Source::Json), of("/accepted", "required"));
        for sent in [serde_json::json!(null), serde_json::json!("true"), serde_json::json!(1)] {
            let body = serde_json::json!({"reason": "x", "accepted": sent});
            assert_eq!(wrong(json(body), Source::Json), of("/accepted", "wrong_type"));
        }
        let body = serde_json::json!({"reason": "x", "accepted": true});
        assert!(read::<Decision>(json(body), Source::Json, |_, _| ()).unwrap().accepted);
    }

    #[test]
    fn what_is_chosen_or_a_day_is_required_where_it_was_left_empty_and_misread_where_it_was_not() {
        #[derive(Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        #[expect(dead_code, reason = "only whether it can be read matters")]
        struct Visit {
            on: chrono::NaiveDate,
            until: Option<chrono::NaiveDate>,
            others: Vec<chrono::NaiveDate>,
        }
        type Line = (&'static str, Source, &'static [(&'static str, &'static str)]);
        let table: &[Line] = &[
            ("on=&until=", Source::Form, &[("/on", "required")]),
            ("on=+", Source::Form, &[("/on", "required")]),
            ("others[]=&on=2026-04-30", Source::Form, &[("/others/0", "required")]),
            ("on=&until=later", Source::Form, &[("/on", "required"), ("/until", "wrong_type")]),
            ("until=later&on=", Source::Form, &[("/until", "wrong_type"), ("/on", "required")]),
            ("on=2026-04-31", Source::Form, &[("/on", "wrong_type")]),
            ("on=", Source::Query, &[("?on", "wrong_type")]),
        ];
        for (sent, source, expected) in table {
            let refusal = read::<Visit>(form(sent), *source, |_, _| ()).unwrap_err();
            let found: Vec<_> = refusal.fields.iter().map(|field| (field.pointer.as_str(), field.code.name)).collect();
            assert_eq!(found, *expected, "{sent}");
        }
        let body = serde_json::json!({"on": "", "others": []});
        let refusal = read::<Visit>(Node::of_json(body), Source::Json, |_, _| ()).unwrap_err();
        assert_eq!((refusal.fields[0].pointer.as_str(), refusal.fields[0].code.name), ("/on", "wrong_type"));
    }

    #[test]
    fn a_query_names_its_parameters() {
        #[derive(Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        #[expect(dead_code, reason = "only whether it can be read matters")]
        struct Filter {
            year: Option<u16>,
        }
        let refusal = read::<Filter>(form("year=soon&sort=new"), Source::Query, |_, _| ()).unwrap_err();
        let found: Vec<_> = refusal.fields.iter().map(|field| (field.pointer.as_str(), field.code.name)).collect();
        assert_eq!(found, [("?year", "wrong_type"), ("?sort", "unknown_field")]);
    }
}
