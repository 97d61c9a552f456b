//! The API's document: the same from the site, from the command and in `docs/`.

use crate::architecture::source::rust;
use crate::support::app::{Engine, TestSite};
use candor::server::document;
use candor::web::openapi::printed;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

#[tokio::test]
async fn the_site_serves_its_document_and_its_reference_page() {
    let site = TestSite::start(Engine::Sqlite).await;
    let served = site.get("/api/v1/openapi.json").await.text().await.unwrap();
    assert_eq!(served, printed(document()).unwrap());
    let page = site.get("/api/docs").await.text().await.unwrap();
    assert!(page.contains("/api/v1/openapi.json"));
}

#[test]
fn every_operation_has_an_id_of_its_own_and_a_known_tag() {
    let document: Value = serde_json::from_str(&printed(document()).unwrap()).unwrap();
    let tags: BTreeSet<_> =
        document["tags"].as_array().unwrap().iter().map(|tag| tag["name"].as_str().unwrap()).collect();
    let mut ids = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        assert!(path.starts_with("/api/v1/"), "{path} is outside of /api/v1");
        for (method, operation) in item.as_object().unwrap() {
            let id = operation["operationId"].as_str().unwrap();
            assert!(ids.insert(id.to_owned()), "{id} is used twice");
            let tag = operation["tags"][0].as_str().unwrap_or_default();
            assert!(tags.contains(tag), "{method} {path} has the tag {tag:?}, which is not in the list");
        }
    }
}

#[test]
fn every_reference_leads_to_something_in_the_document() {
    let document: Value = serde_json::from_str(&printed(document()).unwrap()).unwrap();
    let mut references = BTreeSet::new();
    collect_references(&document, &mut references);
    assert!(references.len() > 50, "only {} were found", references.len());
    let lost: Vec<_> = references
        .iter()
        .filter(|reference| reference.strip_prefix('#').and_then(|pointer| document.pointer(pointer)).is_none())
        .collect();
    assert!(lost.is_empty(), "nothing is there: {lost:?}");
}

fn collect_references(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            found.extend(fields.get("$ref").and_then(Value::as_str).map(str::to_owned));
            fields.values().for_each(|value| collect_references(value, found));
        }
        Value::Array(items) => items.iter().for_each(|value| collect_references(value, found)),
        _ => {}
    }
}

#[test]
fn the_committed_document_is_what_the_routes_say() {
    let written = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/openapi.json")).unwrap();
    assert!(written == printed(document()).unwrap(), "run `candor openapi > docs/openapi.json`");
}

#[test]
fn a_handler_that_compares_a_version_says_so_in_the_document() {
    let mut seen = 0;
    for source in rust("src").iter().filter(|source| source.path.contains("/http")) {
        for (line, told, handler) in handlers(&source.text) {
            let compares = ["IfMatch", "MustMatch"].iter().any(|kind| handler.contains(kind));
            assert_eq!(compares, told.contains("(\"If-Match\" = "), "{}:{line}", source.path);
            let (required, says) = (handler.contains("MustMatch"), told.contains("(\"If-Match\" = String"));
            assert_eq!(required, says, "{}:{line}", source.path);
            seen += 1;
        }
    }
    assert!(seen > 130, "only {seen} handlers were read");
}

/// What a file tells of each handler, with the line, and the handler's head.
fn handlers(text: &str) -> Vec<(usize, &str, &str)> {
    let marks = text.match_indices("#[utoipa::path(");
    let handler = |(start, _): (usize, &str)| {
        let (before, rest) = text.split_at(start);
        let (told, after) = rest.split_once("async fn ")?;
        let (head, _) = after.split_once("{\n")?;
        Some((before.lines().count() + 1, told, head))
    };
    marks.filter_map(handler).collect()
}
