//! Each rule on samples that break it, and on their lawful neighbours.

use super::source::Source;
use super::{Breach, handlers, layers, places, shape, templates};

/// The other files of the sample house.
const NEIGHBOURS: &[(&str, &str)] = &[
    ("src/accounts/mod.rs", "mod store;\npub mod callers;\npub use store::AccountId;"),
    ("src/accounts/store.rs", ""),
    ("src/accounts/callers.rs", ""),
    ("src/directory/mod.rs", "pub mod figures;"),
    ("src/directory/figures.rs", ""),
    ("src/db/mod.rs", "#[macro_export]\nmacro_rules! text_id { () => {} }"),
];

fn imports(path: &str, text: &str) -> Vec<(&'static str, usize)> {
    let mut sources: Vec<_> = NEIGHBOURS.iter().map(|(path, text)| Source::sample(path, text)).collect();
    sources.retain(|source| source.path != path);
    sources.push(Source::sample(path, text));
    told(layers::breaches(&sources))
}

fn told(breaches: Vec<Breach>) -> Vec<(&'static str, usize)> {
    breaches.into_iter().map(|breach| (breach.rule, breach.line)).collect()
}

#[test]
fn imports_that_go_up_right_or_sideways_are_told() {
    let rule = "imports go downwards and left";
    for (path, text, line) in [
        ("src/clock.rs", "use crate::db::Connection;", 1),
        ("src/stats.rs", "\ncrate::text_id!();", 2),
        ("src/web/page.rs", "use crate::{\n    clock,\n    accounts::Role,\n};", 3),
        ("src/accounts/rules.rs", "use crate::forum::ThreadId;", 1),
        ("src/complaints/rules.rs", "use crate::reviews::ReviewId;", 1),
        ("src/reviews/rules.rs", "fn f() -> crate::operations::Report {}", 1),
        ("src/operations/jobs.rs", "use crate::server;", 1),
    ] {
        assert_eq!(imports(path, text), [(rule, line)], "{path}: {text}");
    }
}

#[test]
fn a_domain_is_entered_by_its_face() {
    let rule = "a domain is used by its face";
    assert_eq!(imports("src/forum/rules.rs", "use crate::accounts::store::find;"), [(rule, 1)]);
    assert_eq!(imports("src/forum/rules.rs", "use crate::accounts::{AccountId, store};"), [(rule, 1)]);
    for lawful in
        ["use crate::accounts::AccountId;", "use crate::directory::figures;", "use crate::accounts::callers::Member;"]
    {
        assert_eq!(imports("src/forum/rules.rs", lawful), [], "{lawful}");
    }
    assert_eq!(imports("src/accounts/actions.rs", "use crate::accounts::store::find;"), []);
}

#[test]
fn a_module_without_a_layer_is_told() {
    let rule = "every module has a layer";
    assert_eq!(imports("src/utils/mod.rs", ""), [(rule, 1)]);
    assert_eq!(imports("src/forum/rules.rs", "\nuse crate::utils::x;"), [(rule, 2)]);
}

#[test]
fn nobody_climbs_out_of_a_domain() {
    let rule = "another module is named from the root";
    assert_eq!(imports("src/forum/http/posts.rs", "use super::super::super::accounts;"), [(rule, 1)]);
    assert_eq!(imports("src/clock.rs", "use super::db;"), [(rule, 1)]);
    assert_eq!(imports("src/forum/http/posts.rs", "use super::super::store;"), []);
    assert_eq!(imports("src/clock.rs", "fn f() {}\nmod tests {\n    use super::*;\n}"), []);
}

#[test]
fn lawful_imports_are_left_alone() {
    for (path, text) in [
        ("src/web/page.rs", "use crate::clock::Timestamp;\nuse crate::app::App;"),
        ("src/complaints/rules.rs", "use crate::{directory::PhysicianId, error::Code, text_id};"),
        ("src/server.rs", "use crate::complaints::http;"),
        ("src/clock.rs", "// use crate::db;\nconst A: &str = \"crate::db::x\";"),
        ("src/main.rs", "use candor::cli;"),
    ] {
        assert_eq!(imports(path, text), [], "{path}: {text}");
    }
}

#[test]
fn a_library_away_from_home_is_told() {
    for (path, text, rule) in [
        ("src/forum/actions.rs", "use actix_web::web;", "HTTP only at the border"),
        ("src/text/slug.rs", "use diesel::prelude::*;", "the kernel and the rules know no database"),
        ("src/reviews/rules/rating.rs", "fn f(tx: &mut Tx<'_>) {}", "the kernel and the rules know no database"),
        ("src/cases/mod.rs", "fn f(_: &mut diesel::PgConnection) {}", "backends only in db and search/backends"),
        ("src/forum/store.rs", "use diesel::sqlite::X;", "backends only in db and search/backends"),
        ("src/forum/store.rs", "match b { Backend::Sqlite => 1 }", "backends only in db and search/backends"),
        ("src/web/page.rs", "ammonia::clean(x)", "ammonia only in text/clean.rs"),
        ("src/forum/letters.rs", "use lettre::Message;", "lettre only in mail"),
        ("src/accounts/actions.rs", "use jsonwebtoken::encode;", "jsonwebtoken only in web/token.rs"),
        ("src/forum/rules.rs", "let now = chrono::Utc::now();", "the present comes from the clock"),
        ("src/db/sqlite.rs", "unsafe { x() }", "nothing is unsafe"),
    ] {
        assert_eq!(told(places::breaches(&[Source::sample(path, text)])), [(rule, 1)], "{path}: {text}");
    }
}

#[test]
fn a_library_at_home_is_left_alone() {
    for (path, text) in [
        ("src/forum/http.rs", "use actix_web::web;"),
        ("src/forum/store.rs", "use diesel::prelude::*;"),
        ("src/forum/http/posts.rs", "use actix_web::web;"),
        ("src/operations/mail/pages.rs", "use actix_web::web;"),
        ("src/accounts/callers.rs", "use actix_web::FromRequest;"),
        ("src/search/backends/sqlite.rs", "use diesel::SqliteConnection;"),
        ("src/text/clean.rs", "use ammonia::Builder;"),
        ("src/clock.rs", "Utc::now()"),
        ("src/lib.rs", "#![forbid(unsafe_code)]"),
        ("src/config/mod.rs", "const A: &str = \"lettre and Utc::now\"; // unsafe"),
    ] {
        assert_eq!(told(places::breaches(&[Source::sample(path, text)])), [], "{path}: {text}");
    }
}

#[test]
fn a_long_mute_or_empty_named_file_is_told() {
    let long = format!("//! Long.\n{}", "\n".repeat(400));
    assert_eq!(told(shape::breaches(&[Source::sample("src/a.rs", &long)])), [("a file ends at 400 lines", 401)]);
    let mute = Source::sample("src/a.rs", "use std::fmt;");
    assert_eq!(told(shape::breaches(&[mute])), [("a module says what it is", 1)]);
    let named = Source::sample("src/web/utils.rs", "//! Things.");
    assert_eq!(told(shape::breaches(&[named])), [("a name says what is inside", 1)]);
}

#[test]
fn a_template_that_breaks_the_policy_is_told() {
    for (text, rule) in [
        ("\n<p style=\"color: red\">", "styles are in the stylesheet"),
        ("\n<style>", "styles are in the stylesheet"),
        ("\n<script>alert(1)</script>", "scripts are files"),
        ("\n<a onclick=\"x()\">", "scripts are files"),
        ("\n<form method=\"post\"><input name=\"a\"></form>", "a form carries its token"),
        ("\n<form action=\"{{ a > b }}\" method=\"post\"></form>{{ form::csrf() }}", "a form carries its token"),
    ] {
        let template = Source::sample("frontend/templates/forum/x.html", text);
        assert_eq!(told(templates::breaches(&[template])), [(rule, 2)], "{text}");
    }
}

#[test]
fn a_lawful_template_is_left_alone() {
    for (path, text) in [
        ("frontend/templates/letters/x.html", "<p style=\"margin: 0\">"),
        ("frontend/templates/forum/x.html", "{# <p style=\"a\"> #}<script src=\"/a.js\" defer></script>"),
        (
            "frontend/templates/forum/x.html",
            "<form method=\"post\">{{ form::csrf() }}</form><form method=\"get\"></form>",
        ),
        ("frontend/templates/x.html", "<link rel=\"stylesheet\" href=\"/a\"><p data-style=\"x\" class=\"one\">"),
    ] {
        assert_eq!(told(templates::breaches(&[Source::sample(path, text)])), [], "{text}");
    }
}

#[test]
fn two_shapes_of_one_name_are_told() {
    let one = Source::sample("src/a.rs", "#[derive(Debug, ToSchema)]\npub struct Act {}\nstruct Plain;");
    let same = Source::sample("src/b.rs", "#[derive(ToSchema)]\n/// An act.\npub(crate) enum Act {}");
    let renamed = Source::sample("src/c.rs", "#[derive(ToSchema)]\n#[schema(as = OtherAct)]\npub struct Act {}");
    let plain = Source::sample("src/d.rs", "#[derive(Debug)]\npub struct Act;\npub struct Plain;");
    let rule = "a shape on the wire has a name of its own";
    let words = Source::sample("src/e.rs", "text_enum! {\n    pub enum Act {\n    }\n}\npub enum Later {}");
    let told_of = |sources: &[Source]| told(shape::shared_names(sources, |name| name == "Act"));
    assert_eq!(told_of(&[one.clone(), same]), [(rule, 3)]);
    assert_eq!(told_of(&[one.clone(), words.clone()]), [(rule, 2)]);
    assert_eq!(told_of(&[one.clone(), renamed, plain]), []);
    assert_eq!(told(shape::shared_names(&[one, words], |_| false)), []);
}

#[test]
fn a_handler_that_does_the_work_itself_is_told() {
    let handler = |lines: usize| {
        let body = "    work();\n".repeat(lines);
        Source::sample(
            "src/forum/pages/x.rs",
            &format!("//! X.\n\n#[get(\"/x\")]\npub async fn show(\n    id: u8,\n) -> u8 {{\n{body}}}\n"),
        )
    };
    assert_eq!(told(handlers::breaches(&[handler(16)])), [("a handler is arguments, one call, one view", 4)]);
    assert_eq!(told(handlers::breaches(&[handler(15)])), []);
}
