//! What each resource looks like: the keys and kinds of values that every readable route of the API answers, over
//! everybody who may read it, compared with the file of its resource in `tests/it/snapshots/`.
//!
//! `CANDOR_UPDATE_SNAPSHOTS=1` writes the files anew; what changed is then read in the difference.

use super::matrix::{self, CALLERS, Outcome};
use super::requests;
use super::world::{WORLD, World};
use crate::support::app::{Engine, TestSite};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The shape of a value: sorted keys, and of values only their kinds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Shape {
    /// `text`, `time`, `id`, `number`, `boolean`, `null`.
    kinds: BTreeSet<&'static str>,
    /// How many objects were seen, and in how many of them each key was.
    objects: usize,
    fields: BTreeMap<String, (usize, Shape)>,
    items: Option<Box<Shape>>,
}

impl Shape {
    fn see(&mut self, value: &Value) {
        match value {
            Value::Null => self.note("null"),
            Value::Bool(_) => self.note("boolean"),
            Value::Number(_) => self.note("number"),
            Value::String(text) => self.note(kind_of(text)),
            Value::Array(items) => {
                let shape = self.items.get_or_insert_default();
                items.iter().for_each(|item| shape.see(item));
            }
            Value::Object(fields) => {
                self.objects += 1;
                for (name, value) in fields {
                    let (times, shape) = self.fields.entry(name.clone()).or_default();
                    *times += 1;
                    shape.see(value);
                }
            }
        }
    }

    fn note(&mut self, kind: &'static str) {
        self.kinds.insert(kind);
    }

    /// As it is written: a key that is not always there ends with `?`.
    fn written(&self) -> Value {
        let mut ways: Vec<Value> = Vec::new();
        if self.objects > 0 {
            let field = |(name, (times, shape)): (&String, &(usize, Self))| {
                let mark = if *times < self.objects { "?" } else { "" };
                (format!("{name}{mark}"), shape.written())
            };
            ways.push(Value::Object(self.fields.iter().map(field).collect::<Map<_, _>>()));
        }
        if let Some(items) = &self.items {
            let inner = items.written();
            ways.push(if inner == json!("nothing") { json!([]) } else { json!([inner]) });
        }
        let kinds: Vec<_> = self.kinds.iter().copied().collect();
        if !kinds.is_empty() {
            ways.push(json!(kinds.join(" | ")));
        }
        match ways.len() {
            0 => json!("nothing"),
            1 => ways.remove(0),
            _ => json!({"either": ways}),
        }
    }
}

fn kind_of(text: &str) -> &'static str {
    let is_id = text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_time = chrono::DateTime::parse_from_rfc3339(text).is_ok();
    if is_id {
        "id"
    } else if is_time {
        "time"
    } else {
        "text"
    }
}

/// Every readable route with the shape of its answers, by resource.
async fn seen(site: &TestSite) -> BTreeMap<String, Map<String, Value>> {
    let world = World::there(site);
    let mut resources: BTreeMap<String, Map<String, Value>> = BTreeMap::new();
    for (number, (route, line)) in matrix::read().into_iter().enumerate() {
        if !route.is_api() || !route.reads() {
            continue;
        }
        let mut shape = Shape::default();
        for name in CALLERS.iter().filter(|name| line[**name] == Outcome::Ok) {
            let caller = world.who(name);
            let request = requests::request(site, &world, caller, &route, number).await;
            let answer = caller.prove(&route, request).send().await.unwrap();
            let kind = answer.headers().get("content-type").map_or("", |kind| kind.to_str().unwrap()).to_owned();
            if answer.status() == 200 && kind.starts_with("application/json") {
                shape.see(&answer.json().await.unwrap());
            }
        }
        let resource = route.path.trim_start_matches("/api/v1/").split(['/', '.']).next().unwrap().to_owned();
        if resource != "openapi" {
            resources.entry(resource).or_default().insert(route.to_string(), shape.written());
        }
    }
    resources
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/snapshots")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_resource_looks_as_its_file_says() {
    let site = WORLD.opens(Engine::Sqlite).await;
    let seen = seen(&site).await;
    let mut wrong = Vec::new();
    for (resource, routes) in &seen {
        let path = folder().join(format!("{resource}.json"));
        let text = format!("{:#}\n", Value::Object(routes.clone()));
        if std::env::var_os("CANDOR_UPDATE_SNAPSHOTS").is_some() {
            std::fs::write(&path, &text).unwrap();
        }
        let committed = std::fs::read_to_string(&path).unwrap_or_default();
        if committed != text {
            wrong.push(difference(resource, &committed, &text));
        }
    }
    let files = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let orphans = files.filter(|path| path.extension().is_some_and(|ending| ending == "json"));
    wrong.extend(
        orphans
            .filter(|path| !seen.contains_key(path.file_stem().unwrap().to_str().unwrap()))
            .map(|path| format!("{}: no route answers this", path.display())),
    );
    assert!(
        wrong.is_empty(),
        "resources look otherwise; if that is meant, run this again with CANDOR_UPDATE_SNAPSHOTS=1:\n{}",
        wrong.join("\n")
    );
}

fn difference(resource: &str, committed: &str, now: &str) -> String {
    let diff = similar::TextDiff::from_lines(committed, now);
    format!("{resource}.json\n{}", diff.unified_diff().context_radius(2))
}

#[test]
fn a_shape_says_keys_kinds_and_what_is_not_always_there() {
    let mut shape = Shape::default();
    for item in [
        json!({"id": "0".repeat(32), "at": "2026-03-02T10:00:00Z", "left": null}),
        json!({"id": "0".repeat(32), "left": 3, "tags": ["a"]}),
    ] {
        shape.see(&item);
    }
    let wanted = json!({"at?": "time", "id": "id", "left": "null | number", "tags?": ["text"]});
    assert_eq!(shape.written(), wanted);
    let mut empty = Shape::default();
    empty.see(&json!({"items": []}));
    assert_eq!(empty.written(), json!({"items": []}));
}
