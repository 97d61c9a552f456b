//! The walls of the house: who may import whom, what lives where, how large a file may grow.
//!
//! Reads the sources and templates as text and fails with the rule's name, the file and the line. Each rule is
//! first tried on a small sample that breaks it, so that none of them can pass by seeing nothing.

mod handlers;
mod layers;
mod places;
mod samples;
mod shape;
pub mod source;
mod templates;

use source::Source;
use std::fmt;

/// A rule broken at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breach {
    rule: &'static str,
    file: String,
    line: usize,
    what: String,
}

impl fmt::Display for Breach {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}: {}: {}", self.file, self.line, self.rule, self.what)
    }
}

fn hold(breaches: &[Breach]) {
    let told: Vec<_> = breaches.iter().map(ToString::to_string).collect();
    assert!(told.is_empty(), "{} walls are broken:\n{}", told.len(), told.join("\n"));
}

#[test]
fn imports_go_only_downwards_and_left() {
    hold(&layers::breaches(&source::rust("src")));
}

#[test]
fn what_has_one_home_is_used_only_there() {
    hold(&places::breaches(&source::rust("src")));
}

#[test]
fn files_are_short_named_and_say_what_they_are() {
    let mut sources = source::rust("src");
    sources.extend(source::rust("tests"));
    hold(&shape::breaches(&sources));
}

#[test]
fn handlers_hand_over() {
    let sources = source::rust("src");
    hold(&handlers::breaches(&sources));
    let read: usize = sources.iter().map(|source| handlers::handlers(&source.text).len()).sum();
    assert!(read > 250, "only {read} handlers were read");
}

#[test]
fn no_two_shapes_on_the_wire_share_a_name() {
    let sources = source::rust("src");
    let document = include_str!("../../docs/openapi.json");
    let document: serde_json::Value = serde_json::from_str(document).expect("the document");
    let schemas = document["components"]["schemas"].as_object().expect("schemas");
    hold(&shape::shared_names(&sources, |name| schemas.contains_key(name)));
    let shapes: usize = sources.iter().map(|source| shape::wire_shapes(&source.text).len()).sum();
    assert!(shapes > 150, "only {shapes} shapes were read");
}

#[test]
fn templates_keep_to_the_policy_and_protect_their_forms() {
    hold(&templates::breaches(&source::under("frontend/templates", "html")));
}

#[test]
fn the_reader_sees_the_whole_house() {
    let sources: Vec<Source> = source::rust("src");
    assert!(sources.len() > 80, "only {} files were read", sources.len());
    assert!(sources.iter().any(|source| source.path == "src/db/connection.rs"));
    assert!(source::under("frontend/templates", "html").iter().any(|page| page.path.ends_with("base.html")));
    let imports: usize = sources.iter().map(|source| source.crate_paths().len()).sum();
    assert!(imports > 200, "only {imports} paths were read");
}
