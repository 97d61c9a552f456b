//! How every page looks: a browser opens each page of the matrix as somebody whom it answers, and axe examines it in both
//! themes on a phone and a desk. Runs by `scripts/looks.sh`, which brings Chromium and the front end's tools.

use super::matrix::{self, CALLERS, Outcome};
use super::people::Person;
use super::requests;
use super::routes::Route;
use super::world::{WORLD, World};
use crate::support::app::{Engine, TestSite};
use scraper::{ElementRef, Html, Selector};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;
use url::Position;

/// Pages that are not looked at here: the reference of the API takes axe minutes, so the browser tests look at it by
/// themselves; a letter's HTML stands in frames that run no script, which axe is.
const ELSEWHERE: &[&str] =
    &["/api/docs", "/dev/mail/templates", "/dev/mail/templates/{kind}/html", "/dev/mail/{id}", "/dev/mail/{id}/html"];

/// Somebody's page: where it is, who sees it, and what it says.
struct Sight {
    route: String,
    who: &'static str,
    path: String,
    cookie: String,
    text: String,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs a browser: scripts/looks.sh"]
async fn every_page_is_accessible_and_fits() {
    let site = WORLD.opens(Engine::Sqlite).await;
    let world = World::there(&site);
    let mut sights = Vec::new();
    let mut acts = BTreeMap::new();
    for (route, line) in matrix::read() {
        if !route.reads() || route.is_api() || ELSEWHERE.contains(&route.path.as_str()) {
            continue;
        }
        let seen = seen(&site, &world, &route, &line).await;
        for sight in &seen {
            acts_of(sight, &mut acts);
        }
        sights.extend(the_most_telling(seen));
    }
    let known: BTreeSet<String> = sights.iter().map(|sight| sight.path.clone()).collect();
    let acts: Vec<Sight> = acts.into_values().filter(|sight| !known.contains(&sight.path)).collect();
    assert!(acts.len() > 5, "cases lead to the forms of their acts: {}", acts.len());
    sights.extend(acts);
    look(&site, &sights).await;
}

/// The pages that everybody gets whom the route answers; nothing for what is no page.
async fn seen(site: &TestSite, world: &World, route: &Route, line: &matrix::Line) -> Vec<Sight> {
    let mut seen = Vec::new();
    for who in CALLERS.iter().filter(|name| line[**name] == Outcome::Ok) {
        let caller: &Person = world.who(who);
        let request = requests::request(site, world, caller, route, 0).await;
        let answer = caller.prove(route, request).send().await.unwrap();
        let is_page =
            answer.headers().get("content-type").is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
        if is_page && answer.status().is_success() {
            let path = answer.url()[Position::BeforePath..].to_owned();
            let text = answer.text().await.unwrap();
            seen.push(Sight { route: route.path.clone(), who, path, cookie: caller.cookie.clone(), text });
        }
    }
    seen
}

/// A guest's page and the one with the most in it; in the long run every one that differs from all others.
fn the_most_telling(seen: Vec<Sight>) -> Vec<Sight> {
    let mut kinds: BTreeMap<BTreeSet<String>, Sight> = BTreeMap::new();
    for sight in seen {
        kinds.entry(outline(&sight.text)).or_insert(sight);
    }
    let mut kinds: Vec<Sight> = kinds.into_values().collect();
    kinds.sort_by_key(|sight| std::cmp::Reverse(sight.text.len()));
    if std::env::var_os("CANDOR_SOAK").is_none() {
        let richest = kinds.first().map(|sight| sight.who);
        kinds.retain(|sight| Some(sight.who) == richest || sight.who == "guest");
    }
    kinds
}

/// What a page is made of: elements with their classes, kinds and names.
fn outline(text: &str) -> BTreeSet<String> {
    let all = Selector::parse("main *").unwrap();
    let page = Html::parse_document(text);
    let told = |element: ElementRef<'_>| {
        let of = |name| element.attr(name).unwrap_or_default();
        format!("{} {} {} {}", element.value().name(), of("class"), of("type"), of("name"))
    };
    page.select(&all).map(told).collect()
}

/// The forms of acts that a page leads to, one of each kind: `/complaints/CMP-2026-000001/triage`.
fn acts_of(sight: &Sight, acts: &mut BTreeMap<String, Sight>) {
    let links = Selector::parse("main a[href]").unwrap();
    for link in Html::parse_document(&sight.text).select(&links) {
        let path = link.attr("href").unwrap_or_default();
        let words: Vec<&str> = path.trim_matches('/').split('/').collect();
        let [domain @ ("complaints" | "inspections"), id, act] = words.as_slice() else { continue };
        if !id.contains('-') || act.contains(['?', '#', '.']) {
            continue;
        }
        let (route, path) = (format!("/{domain}/{{id}}/{act}"), path.to_owned());
        let form = Sight { route, who: sight.who, path, cookie: sight.cookie.clone(), text: String::new() };
        acts.entry(form.route.clone()).or_insert(form);
    }
}

/// Has the browser open them all.
async fn look(site: &TestSite, sights: &[Sight]) {
    let list = site.folder().join("sights.json");
    let told = |sight: &Sight| {
        let Sight { route, who, path, cookie, .. } = sight;
        json!({"name": format!("{route} as {who}"), "url": site.url(path), "cookie": cookie})
    };
    let told: Value = sights.iter().map(told).collect();
    std::fs::write(&list, told.to_string()).unwrap();
    let frontend = Path::new(env!("CARGO_MANIFEST_DIR")).join("frontend");
    let mut browser = Command::new("npx");
    browser.args(["--no-install", "playwright", "test", "--config", "e2e/playwright.config.ts", "--project", "looks"]);
    browser.current_dir(frontend).env("CANDOR_SIGHTS", list);
    let status = tokio::task::spawn_blocking(move || browser.status()).await.unwrap().expect("npx is there");
    assert!(status.success(), "see above what the browser found");
}
