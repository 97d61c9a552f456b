//! Health, the clock, and the two forms of a problem.

use crate::on_both;
use crate::support::app::{Engine, MONDAY, TestSite};
use crate::support::people::send;
use candor::config::{Profile, Secrets};
use serde_json::{Value, json};

on_both! {
    async fn a_site_that_runs_says_so(site) {
        let health = site.get("/healthz").await;
        assert_eq!(health.status(), 200);
        let answer = site.get("/readyz").await;
        assert_eq!(answer.status(), 200);
        let state: Value = answer.json().await.unwrap();
        let names: Vec<_> = state["parts"].as_array().unwrap().iter().map(|part| part["name"].as_str().unwrap()).collect();
        assert_eq!(names, ["migrations", "disk", "database", "outbox", "deadlines"]);
        assert_eq!(state["ready"], true);
        site.stop().await;
    }
}

on_both! {
    async fn the_clock_moves_by_the_calendar_and_only_answers_to_zero(site) {
        let shown: Value = site.get("/dev/clock").await.json().await.unwrap();
        assert_eq!(shown, json!({"now": MONDAY, "ran": 0}));
        assert_eq!(site.advance("PT0S").await, 0);
        assert_eq!(site.now().to_string(), MONDAY);
        site.advance("P1M15DT2H").await;
        assert_eq!(site.now().to_string(), "2026-04-17T12:00:00Z");
    }
}

#[tokio::test]
async fn a_span_that_is_none_is_refused_with_its_pointer() {
    let site = TestSite::start(Engine::Sqlite).await;
    let request = site.client().post(site.url("/dev/clock")).json(&json!({"advance": "soon"}));
    let answer = request.send().await.unwrap();
    assert_eq!(answer.status(), 422);
    let problem: Value = answer.json().await.unwrap();
    assert_eq!(
        (&problem["errors"][0]["pointer"], &problem["errors"][0]["code"]),
        (&json!("/advance"), &json!("wrong_type"))
    );
    assert!(problem["errors"][0]["message"].as_str().unwrap().contains("\"P15D\""), "{problem}");
}

#[tokio::test]
async fn programs_get_problems_and_people_get_pages() {
    let site = TestSite::start(Engine::Sqlite).await;
    let answer = site.get("/api/v1/nothing-here").await;
    assert_eq!(answer.status(), 404);
    assert_eq!(answer.headers()["content-type"], "application/problem+json");
    assert_eq!(answer.json::<Value>().await.unwrap()["code"], "not_found");

    let german = site.client().get(site.url("/nothing-here")).header("Accept-Language", "de");
    let answer = german.send().await.unwrap();
    assert_eq!(answer.status(), 404);
    assert_eq!(answer.headers()["content-type"], "text/html; charset=utf-8");
    assert!(answer.headers().contains_key("content-security-policy"));
    assert!(answer.text().await.unwrap().contains("<html lang=\"de\">"));
}

#[tokio::test]
async fn the_wrong_method_is_told_the_right_one() {
    let site = TestSite::start(Engine::Sqlite).await;
    let answer = site.client().delete(site.url("/api/v1/openapi.json")).send().await.unwrap();
    assert_eq!(answer.status(), 405);
    assert_eq!(answer.headers()["allow"], "GET, HEAD, OPTIONS");
}

#[tokio::test]
async fn every_code_has_its_page_and_other_names_have_none() {
    let site = TestSite::start(Engine::Sqlite).await;
    let list = site.get("/problems").await.text().await.unwrap();
    for code in candor::operations::catalogue() {
        let page = format!("/problems/{}", code.name);
        assert!(list.contains(&format!("\"{page}\"")), "{} is not listed", code.name);
        assert_eq!(site.get(&page).await.status(), 200, "{page}");
    }
    assert_eq!(site.get("/problems/no_such_code").await.status(), 404);
}

#[tokio::test]
async fn a_language_chosen_once_is_remembered() {
    let site = TestSite::start(Engine::Sqlite).await;
    let client = site.client();
    client.get(site.url("/problems?lang=de")).send().await.unwrap();
    let later = client.get(site.url("/problems")).send().await.unwrap();
    assert!(later.text().await.unwrap().contains("<html lang=\"de\">"));
}

on_both! {
    async fn the_list_of_letters_is_asked_for_like_every_list(site) {
        let ask = |path: &str| send(site.program().get(site.url(path)).header("Accept", "application/json"));
        ask("/dev/mail").await.with(200);
        for (wrong, pointer, code) in [
            ("limit=0", "?limit", "out_of_range"),
            ("limit=101", "?limit", "out_of_range"),
            ("cursor=nonsense", "?cursor", "bad_cursor"),
            ("colour=red", "?colour", "unknown_field"),
        ] {
            ask(&format!("/dev/mail?{wrong}")).await.wrong(pointer, code);
        }
        ask("/dev/mail/nobody").await.refused(404, "not_found");
        let page = site.get("/dev/mail?limit=0").await;
        assert_eq!(page.status(), 422);
        assert!(page.headers()["content-type"].to_str().unwrap().starts_with("text/html"), "a page for people");
    }
}

#[tokio::test]
async fn production_has_no_doors_for_trying_out() {
    let site = TestSite::start_with(Engine::Sqlite, |config| {
        Secrets::open(config).expect("secrets made in development");
        let folder = config.data.dir.join("secrets");
        config.secrets.signing_key_file = Some(folder.join("signing_key"));
        config.secrets.master_key_file = Some(folder.join("master_key"));
        config.profile = Profile::Production;
    })
    .await;
    for path in ["/dev/clock", "/dev/styles", "/dev/mail"] {
        assert_eq!(site.get(path).await.status(), 404, "{path}");
    }
    let moved = site.client().post(site.url("/dev/clock")).json(&json!({"advance": "P1D"})).send().await.unwrap();
    assert_eq!(moved.status(), 404);
    assert_eq!(site.now().to_string(), MONDAY);
}
