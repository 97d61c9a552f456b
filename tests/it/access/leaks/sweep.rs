//! Asks every readable route as everybody, and keeps what came back, word for word.

use super::super::matrix::{self, Outcome};
use super::super::people::Person;
use super::super::requests;
use super::super::routes::{self, Route};
use super::super::world::World;
use super::table::SECRETS;
use crate::support::app::TestSite;
use aho_corasick::{AhoCorasick, MatchKind};
use reqwest::{Method, Response};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Ids that stand for others in the paths: the name of a thing of the world, and its id.
#[derive(Debug, Clone)]
pub struct Filling {
    pub of: &'static str,
    pub things: BTreeMap<&'static str, String>,
}

impl Filling {
    pub fn new<const N: usize>(of: &'static str, things: [(&'static str, String); N]) -> Self {
        Self { of, things: things.into() }
    }

    /// The world with these things in place of its own.
    pub fn in_place(&self, world: &World) -> World {
        let mut world = world.clone();
        world.things.extend(self.things.clone());
        world
    }
}

/// Where the e-mail addresses of everybody in the world end.
const ADDRESS: &str = "@people.example";

/// Served in development only, to whoever runs the site: every letter can be read there.
const FOR_DEVELOPERS: &str = "/dev/";
/// Who also asks by the filters that take a name or a day, and by those of the pages.
pub const FEW: &[&str] = &["guest", "member", "clinic"];
/// A part of the name of what is proposed.
const PART_OF_A_NAME: &str = "Park";
/// A tag that stands on nothing but what is hidden.
pub const TAG: &str = "nape";
/// Who also asks for the head of an answer alone.
const ASK_FOR_HEADS: &[&str] = &["guest", "member"];
/// What stands for the id of a hidden thing, there or not.
const HIDDEN: &str = "{hidden}";
/// Headers that say nothing but when and by which name a request was answered, and whether its body had come by then.
const OF_THE_REQUEST: &[&str] = &["connection", "date", "x-request-id", "content-length"];

/// What answers are read with: it finds the secrets' words, and writes each hidden id as the same word.
#[derive(Debug, Clone)]
pub struct Lens {
    words: AhoCorasick,
    hidden: AhoCorasick,
}

/// What no answer may say to whoever may not know, after the secrets' words: an address, and the room on the disk.
const OTHER_WORDS: [&str; 2] = [ADDRESS, " MiB free"];

impl Lens {
    /// For answers in which these are the ids of what is hidden, and of what never was in its place.
    pub fn hiding(ids: &BTreeSet<String>) -> Self {
        let words = SECRETS.iter().map(|secret| secret.marker).chain(OTHER_WORDS);
        // What looks ahead is of another crate, which is not optimised in tests.
        let plain = || AhoCorasick::builder().prefilter(false).to_owned();
        Self {
            words: plain().ascii_case_insensitive(true).build(words).unwrap(),
            hidden: plain().match_kind(MatchKind::LeftmostLongest).build(ids).unwrap(),
        }
    }

    /// The words in a text; whose addresses stand there; the text without the disk's room.
    fn read(&self, text: &mut String, seen: &mut Seen) {
        let mut room = None;
        for found in self.words.find_overlapping_iter(text.as_str()) {
            match SECRETS.get(found.pattern().as_usize()) {
                Some(secret) => drop(seen.words.insert(secret.marker)),
                None if found.len() == ADDRESS.len() => drop(seen.addresses.insert(address_at(text, found.start()))),
                None => room = room.or(Some(found.start())),
            }
        }
        if let Some(end) = room {
            // Everything else on the machine has a part in how much room is left.
            let start = text.get(..end).unwrap().trim_end_matches(|sign: char| sign.is_ascii_digit()).len();
            text.replace_range(start..end, "");
        }
    }

    fn hide(&self, text: &str, request: Option<&str>) -> String {
        let text =
            request.filter(|id| text.contains(*id)).map_or_else(|| text.to_owned(), |id| text.replace(id, "{request}"));
        if !self.hidden.is_match(&text) {
            return text;
        }
        let mut plain = String::with_capacity(text.len());
        self.hidden.replace_all_with(&text, &mut plain, |_, _, plain| {
            plain.push_str(HIDDEN);
            true
        });
        plain
    }
}

/// The e-mail address of somebody of this world whose ending begins here.
fn address_at(text: &str, ending: usize) -> String {
    let is_of_name = |sign: char| sign.is_alphanumeric() || sign == '_';
    let start = text.get(..ending).unwrap().trim_end_matches(is_of_name).len();
    text.get(start..ending + ADDRESS.len()).unwrap().to_owned()
}

/// An answer without what belongs to its request only.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seen {
    pub status: u16,
    /// A line for each header, in order.
    head: String,
    body: String,
    /// The secrets' words in it.
    pub words: BTreeSet<&'static str>,
    /// The e-mail addresses of people of this world in it.
    pub addresses: BTreeSet<String>,
}

impl Seen {
    /// Reads an answer.
    pub async fn of(response: Response, lens: &Lens) -> Self {
        let mut seen = Self { status: response.status().as_u16(), ..Self::default() };
        let kept = response.headers().iter().filter(|(name, _)| !OF_THE_REQUEST.contains(&name.as_str()));
        let mut lines: Vec<_> =
            kept.map(|(name, value)| format!("{name}: {}\n", String::from_utf8_lossy(value.as_bytes()))).collect();
        lines.sort();
        let request = response.headers().get("x-request-id").map(|id| id.to_str().unwrap().to_owned());
        let (mut head, mut body) =
            (lines.concat(), String::from_utf8_lossy(&response.bytes().await.unwrap()).into_owned());
        lens.read(&mut head, &mut seen);
        lens.read(&mut body, &mut seen);
        seen.head = lens.hide(&head, request.as_deref());
        seen.body = lens.hide(&body, request.as_deref());
        seen
    }

    /// The same, but for the numbers that everybody may read of reviews: how many wait, and how many are hidden. On a
    /// page every digit may be one of theirs.
    pub fn without_counts(&self) -> Self {
        let head = self.head.lines().filter(|line| !line.starts_with("etag:")).map(|line| format!("{line}\n"));
        let body = match serde_json::from_str::<Value>(&self.body) {
            Ok(mut value) => {
                uncount(&mut value);
                value.to_string()
            }
            Err(_) => self.body.replace(|sign: char| sign.is_ascii_digit(), "#"),
        };
        Self { head: head.collect(), body, ..self.clone() }
    }

    /// What differs: status, lines of the head, and the first difference of the bodies.
    pub fn difference(&self, other: &Self) -> String {
        let (here, there) = (self.only_here(other), other.only_here(self));
        if self.status == other.status && here.is_empty() && there.is_empty() {
            return self.first_difference(other);
        }
        let words = self.first_difference(other);
        format!("{} {here:?} became {} {there:?}; {words}", self.status, other.status)
    }

    fn only_here<'a>(&'a self, other: &Self) -> Vec<&'a str> {
        self.head.lines().filter(|line| !other.head.lines().any(|its| its == *line)).collect()
    }

    fn first_difference(&self, other: &Self) -> String {
        let same = self.body.chars().zip(other.body.chars()).take_while(|(one, two)| one == two).count();
        let part = |text: &str| text.chars().skip(same.saturating_sub(60)).take(160).collect::<String>();
        format!("…{:?} became …{:?}", part(&self.body), part(&other.body))
    }
}

/// The places of a review whose numbers differ when a moderator hides one that waits.
const COUNTED: &[&str] = &["queued", "hidden"];

fn uncount(value: &mut Value) {
    match value {
        Value::Object(fields) => fields.iter_mut().for_each(|(name, inner)| match COUNTED.contains(&name.as_str()) {
            true => *inner = Value::Null,
            false => uncount(inner),
        }),
        Value::Array(items) => items.iter_mut().for_each(uncount),
        _ => {}
    }
}

/// What each caller got of each address. An address that a filling leads to is named by its route.
pub type Answers = BTreeMap<(String, &'static str), Seen>;

/// Queries that narrow a list.
#[derive(Debug, Clone, Default)]
pub struct Filters {
    /// Everybody asks by them.
    listed: Vec<String>,
    /// Only a few do.
    named: Vec<String>,
}

impl Filters {
    fn asked_by(&self, name: &str) -> impl Iterator<Item = &String> {
        let named = if FEW.contains(&name) { self.named.as_slice() } else { &[] };
        self.listed.iter().chain(named)
    }
}

/// Pages whose list has another address in the API.
const LISTED_AT: &[(&str, &str)] = &[("/coalition", "/api/v1/coalition/members")];
/// The parameter by which somebody looks for a name.
const SOUGHT: &str = "q";
/// What pages are asked for that are no list of the API.
const ON_PAGES: &[(&str, &[&str])] = &[
    ("/applications/new", &["physician"]),
    ("/complaints/new", &["physician", "clinic", SOUGHT]),
    ("/me/ties", &[SOUGHT]),
    ("/reviews/new", &["physician", "clinic"]),
    ("/threads.atom", &["category"]),
    ("/threads/new", &["category"]),
];

/// The readable routes, each with the values that its filters may take.
pub fn readable(world: &World) -> Vec<(Route, Filters)> {
    let document = serde_json::to_value(candor::server::document()).unwrap();
    let matrix = matrix::read();
    let reads = routes::all().into_iter().filter(|route| route.reads() && !route.path.starts_with(FOR_DEVELOPERS));
    // Where none of the few may read a page, whoever may asks by all that narrows its list.
    let is_for_few = |route: &Route| FEW.iter().any(|name| matrix[route][name] == Outcome::Ok);
    reads.map(|route| (route.clone(), filters(&document, world, (&route, is_for_few(&route))))).collect()
}

/// Those of a route of the API, or for a page those of the same list there.
fn filters(document: &Value, world: &World, (route, is_for_few): (&Route, bool)) -> Filters {
    let same = route.path.replace("{slug}", "{id}");
    let elsewhere = LISTED_AT.iter().find(|(page, _)| *page == route.path).map(|(_, list)| (*list).to_owned());
    let path = if route.is_api() { route.path.clone() } else { elsewhere.unwrap_or_else(|| format!("/api/v1{same}")) };
    let parameters = document["paths"][&path]["get"]["parameters"].as_array();
    let is_filter = |one: &&Value| one["in"] == "query" && one["name"] != "limit" && one["name"] != "cursor";
    let mut filters = Filters::default();
    for one in parameters.into_iter().flatten().filter(is_filter) {
        let name = one["name"].as_str().unwrap();
        let query = |value: String| format!("?{name}={value}");
        let (listed, named) = (listed(document, one), named(world, &path, name));
        assert!(!listed.is_empty() || named.is_some(), "nobody asks {path} by {name}");
        filters.listed.extend(listed.into_iter().map(query));
        filters.named.extend(named.map(|value| query(value.to_owned())));
    }
    let on_page = ON_PAGES.iter().filter(|(page, _)| *page == route.path).flat_map(|(_, names)| *names);
    let value = |name: &str| named(world, &path, name).unwrap_or(PART_OF_A_NAME);
    filters.named.extend(on_page.map(|name| format!("?{name}={}", value(name))));
    if !route.is_api() && is_for_few {
        filters.named.append(&mut filters.listed);
    }
    filters
}

/// `?state=held` for each value that the document lists; a search for what is proposed.
fn listed(document: &Value, parameter: &Value) -> Vec<String> {
    let schema = match parameter["schema"]["$ref"].as_str() {
        Some(reference) => document.pointer(reference.trim_start_matches('#')).unwrap_or(&Value::Null),
        None => &parameter["schema"],
    };
    let mut values: Vec<String> =
        schema["enum"].as_array().into_iter().flatten().map(|value| value.as_str().unwrap().to_owned()).collect();
    if schema["type"] == "boolean" {
        values.extend(["true".to_owned(), "false".to_owned()]);
    }
    if let (Some(least), Some(most)) = (schema["minimum"].as_i64(), schema["maximum"].as_i64()) {
        values.extend((least..=most.min(least + 9)).map(|number| number.to_string()));
    }
    if parameter["name"] == SOUGHT {
        values.push(PART_OF_A_NAME.to_owned());
    }
    values
}

/// What somebody would name who looks for something in particular.
fn named<'a>(world: &'a World, path: &str, parameter: &str) -> Option<&'a str> {
    Some(match parameter {
        "physician" => world.thing("physician"),
        "clinic" => world.thing("clinic"),
        "category" if path.contains("/complaints") => "graft_count_dispute",
        "category" => "before",
        "code" => "explained",
        "tag" => TAG,
        "from" => "2026-01",
        "to" => "2026-12",
        "since" => "2026-01-01T00:00:00Z",
        "country" => "TR",
        "place" => "Istanbul",
        "treatment" => "fue",
        "language" => "tr",
        "specialty" => "trichology",
        _ => return None,
    })
}

/// Everything that `callers` get of every readable route, with the world's things and with those of each filling.
pub async fn sweep(
    (site, world): (&TestSite, &World),
    reads: &[(Route, Filters)],
    callers: &[&'static str],
    (fillings, lens): (&[Filling], &Lens),
) -> Answers {
    let filled: Vec<_> = fillings.iter().map(|filling| (filling.of, filling.in_place(world))).collect();
    let mut answers = Answers::new();
    for (route, filters) in reads {
        for name in callers {
            let caller = world.who(name);
            let plain = requests::path(world, caller, route);
            let mut asked = BTreeSet::from([plain.clone()]);
            let seen = ask(site, caller, route, &plain, lens).await;
            let is_read = seen.status == 200;
            answers.insert((route.to_string(), *name), seen);
            for filter in filters.asked_by(name).filter(|_| is_read) {
                let seen = ask(site, caller, route, &format!("{plain}{filter}"), lens).await;
                answers.insert((format!("{route}{filter}"), *name), seen);
            }
            // Without an id in it, the address is the same for every filling.
            for (of, world) in filled.iter().filter(|_| route.path.contains('{')) {
                let path = requests::path(world, caller, route);
                if asked.insert(path.clone()) {
                    let seen = ask(site, caller, route, &path, lens).await;
                    answers.insert((format!("{route} of {of}"), *name), seen);
                    if ASK_FOR_HEADS.contains(name) {
                        let request = site.program().head(site.url(&path));
                        let seen = Seen::of(caller.prove(route, request).send().await.unwrap(), lens).await;
                        assert_eq!(seen.body, "", "HEAD of {path}");
                        answers.insert((format!("HEAD of {route} of {of}"), *name), seen);
                    }
                }
            }
        }
    }
    answers
}

/// What a caller gets of an address.
async fn ask(site: &TestSite, caller: &Person, route: &Route, path: &str, lens: &Lens) -> Seen {
    let request = site.program().request(Method::GET, site.url(path));
    Seen::of(caller.prove(route, request).send().await.unwrap(), lens).await
}
