//! Asks every readable route as everybody, and keeps what came back, word for word.

use super::super::people::Person;
use super::super::requests;
use super::super::routes::{self, Route};
use super::super::world::World;
use crate::support::app::TestSite;
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
}

/// Served in development only, to whoever runs the site: every letter can be read there.
const FOR_DEVELOPERS: &str = "/dev/";
/// Who also asks for the head of an answer alone.
const ASK_FOR_HEADS: &[&str] = &["guest", "member"];
/// What stands for the id of a hidden thing, there or not.
const HIDDEN: &str = "{hidden}";
/// Headers that say nothing but when and by which name a request was answered.
const OF_THE_REQUEST: &[&str] = &["date", "x-request-id", "content-length"];

/// An answer without what belongs to its request only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Seen {
    /// Reads an answer; each of `hidden` is written as the same word.
    pub async fn of(response: Response, hidden: &[String]) -> Self {
        let status = response.status().as_u16();
        let kept = |(name, value): (&reqwest::header::HeaderName, &reqwest::header::HeaderValue)| {
            let of_request = OF_THE_REQUEST.contains(&name.as_str());
            (!of_request).then(|| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
        };
        let mut headers: Vec<_> = response.headers().iter().filter_map(kept).collect();
        headers.sort();
        let request = response.headers().get("x-request-id").map(|id| id.to_str().unwrap().to_owned());
        let body = String::from_utf8_lossy(&response.bytes().await.unwrap()).into_owned();
        let plain = |text: String| {
            let text = request.iter().fold(text, |text, id| text.replace(id, "{request}"));
            let text = without_room(text);
            hidden.iter().fold(text, |text, id| text.replace(id, HIDDEN))
        };
        let headers = headers.into_iter().map(|(name, value)| (name, plain(value))).collect();
        Self { status, headers, body: plain(body) }
    }

    /// Whether a word stands anywhere in it.
    pub fn says(&self, lower: &str) -> bool {
        let head = self.headers.iter().any(|(_, value)| value.to_lowercase().contains(lower));
        head || self.body.to_lowercase().contains(lower)
    }

    /// The lines that differ, and the first of each.
    pub fn difference(&self, other: &Self) -> String {
        if (self.status, &self.headers) != (other.status, &other.headers) {
            let only = |one: &Self, two: &Self| {
                let mut kept = one.headers.clone();
                kept.retain(|header| !two.headers.contains(header));
                kept
            };
            let (here, there) = (only(self, other), only(other, self));
            return format!("{} {here:?} became {} {there:?}; {}", self.status, other.status, self.words(other));
        }
        self.words(other)
    }

    fn words(&self, other: &Self) -> String {
        let same = self.body.chars().zip(other.body.chars()).take_while(|(one, two)| one == two).count();
        let part = |text: &str| text.chars().skip(same.saturating_sub(60)).take(160).collect::<String>();
        format!("…{:?} became …{:?}", part(&self.body), part(&other.body))
    }
}

/// Without how much room the disk has left, which everything else on the machine has a part in.
fn without_room(text: String) -> String {
    let Some((head, rest)) = text.split_once(" MiB free") else { return text };
    format!("{} MiB free{rest}", head.trim_end_matches(|sign: char| sign.is_ascii_digit()))
}

/// What each caller got of each address. An address that a filling leads to is named by its route.
pub type Answers = BTreeMap<(String, &'static str), Seen>;

/// The readable routes, each with the values that its filters may take.
pub fn readable() -> Vec<(Route, Vec<String>)> {
    let document = serde_json::to_value(candor::server::document()).unwrap();
    let reads = routes::all().into_iter().filter(|route| route.reads() && !route.path.starts_with(FOR_DEVELOPERS));
    reads.map(|route| (route.clone(), filters(&document, &route))).collect()
}

/// `?state=held` for each value that the document lists; a search for what is proposed.
fn filters(document: &Value, route: &Route) -> Vec<String> {
    let Some(parameters) = document["paths"][&route.path]["get"]["parameters"].as_array() else { return Vec::new() };
    let of_query = parameters.iter().filter(|one| one["in"] == "query" && one["name"] != "limit");
    let values = |one: &Value| {
        let name = one["name"].as_str().unwrap();
        let schema = match one["schema"]["$ref"].as_str() {
            Some(reference) => document.pointer(reference.trim_start_matches('#')).unwrap_or(&Value::Null),
            None => &one["schema"],
        };
        let listed = schema["enum"].as_array().into_iter().flatten();
        let mut values: Vec<String> = listed.map(|value| value.as_str().unwrap().to_owned()).collect();
        if schema["type"] == "boolean" {
            values.extend(["true".to_owned(), "false".to_owned()]);
        }
        if let (Some(least), Some(most)) = (schema["minimum"].as_i64(), schema["maximum"].as_i64()) {
            values.extend((least..=most.min(least + 9)).map(|number| number.to_string()));
        }
        if name == "q" {
            values.push("Park".to_owned());
        }
        values.into_iter().map(|value| format!("?{name}={value}")).collect::<Vec<_>>()
    };
    of_query.flat_map(values).collect()
}

/// Everything that `callers` get of every readable route, with the world's things and with those of each filling;
/// each of `hidden` is written as the same word.
pub async fn sweep(
    site: &TestSite,
    world: &mut World,
    callers: &[&'static str],
    (fillings, hidden): (&[Filling], &[String]),
) -> Answers {
    let mut answers = Answers::new();
    for (route, filters) in readable() {
        for name in callers {
            let caller = world.who(name).clone();
            let plain = path_of(site, world, &caller, &route).await;
            let mut asked = BTreeSet::from([plain.clone()]);
            let seen = ask(site, &caller, &route, &plain, hidden).await;
            let is_read = seen.status == 200;
            answers.insert((route.to_string(), *name), seen);
            for filter in filters.iter().filter(|_| is_read) {
                let seen = ask(site, &caller, &route, &format!("{plain}{filter}"), hidden).await;
                answers.insert((format!("{route}{filter}"), *name), seen);
            }
            // Without an id in it, the address is the same for every filling.
            for filling in fillings.iter().filter(|_| route.path.contains('{')) {
                let path = with(world, filling, async |world| path_of(site, world, &caller, &route).await).await;
                if asked.insert(path.clone()) {
                    let seen = ask(site, &caller, &route, &path, hidden).await;
                    answers.insert((format!("{route} of {}", filling.of), *name), seen);
                    if ASK_FOR_HEADS.contains(name) {
                        let request = site.program().head(site.url(&path));
                        let seen = Seen::of(caller.prove(&route, request).send().await.unwrap(), hidden).await;
                        assert_eq!(seen.body, "", "HEAD of {path}");
                        answers.insert((format!("HEAD of {route} of {}", filling.of), *name), seen);
                    }
                }
            }
        }
    }
    answers
}

/// Does something while these things stand for those of the world.
pub async fn with<T>(world: &mut World, filling: &Filling, act: impl AsyncFnOnce(&World) -> T) -> T {
    let own = world.things.clone();
    world.things.extend(filling.things.clone());
    let done = act(world).await;
    world.things = own;
    done
}

/// Path and query of the caller's request on a route.
pub async fn path_of(site: &TestSite, world: &World, caller: &Person, route: &Route) -> String {
    let request = requests::request(site, world, caller, route, 0).await.build().unwrap();
    let query = request.url().query().map(|query| format!("?{query}")).unwrap_or_default();
    format!("{}{query}", request.url().path())
}

/// What a caller gets of an address.
pub async fn ask(site: &TestSite, caller: &Person, route: &Route, path: &str, hidden: &[String]) -> Seen {
    let request = site.program().request(Method::GET, site.url(path));
    Seen::of(caller.prove(route, request).send().await.unwrap(), hidden).await
}
