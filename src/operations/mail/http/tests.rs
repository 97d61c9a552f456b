//! The doors of `/dev/mail`, called as a browser and as a program.

use super::*;
use crate::config::Profile;
use crate::mail::outbox::LetterState;
use crate::mail::testing::{app, at, connect, put, row};
use actix_web::test::{TestRequest, call_service, init_service, read_body, read_body_json};
use serde_json::Value;

fn with_letters(folder: &std::path::Path, profile: Profile) -> App {
    let app = app(folder, |config| config.profile = profile);
    let mut conn = connect(folder);
    for id in ["01", "02", "03"] {
        let mut letter = row(id, Some("CMP-2026-000001"));
        letter.refers_to = (id != "01").then(|| "<01@candor.example>".into());
        letter.state = LetterState::Sent;
        letter.html_body = "<p style=\"margin:0\">Guten Tag,</p><p style=\"margin:0\">one style.</p>".into();
        letter.sent_at = Some(at("2026-03-14T10:00:05Z"));
        put(&mut conn, &letter);
    }
    put(&mut conn, &row("04", None));
    app
}

#[actix_web::test]
async fn programs_page_through_what_was_sent_newest_first() {
    let folder = tempfile::tempdir().unwrap();
    let app = with_letters(folder.path(), Profile::Development);
    let site = init_service(actix_web::App::new().app_data(web::Data::new(app)).configure(routes)).await;
    let get = |path: &str| TestRequest::get().uri(path).insert_header(("accept", "application/json")).to_request();

    let first: Value = read_body_json(call_service(&site, get("/dev/mail?limit=2")).await).await;
    let ids = |page: &Value| -> Vec<String> {
        page["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap().into()).collect()
    };
    assert_eq!(ids(&first), ["03", "02"]);
    assert_eq!(first["prev"], Value::Null);
    assert_eq!(first["items"][0]["references"][0], "<01@candor.example>");
    assert_eq!(first["items"][0]["headers"]["Auto-Submitted"], "auto-generated");
    let next = first["next"].as_str().unwrap();
    let second: Value =
        read_body_json(call_service(&site, get(&format!("/dev/mail?limit=2&cursor={next}"))).await).await;
    assert_eq!((ids(&second), &second["next"]), (vec!["01".into()], &Value::Null));
    let prev = second["prev"].as_str().unwrap();
    let back: Value = read_body_json(call_service(&site, get(&format!("/dev/mail?limit=2&cursor={prev}"))).await).await;
    assert_eq!((ids(&back), &back["prev"]), (vec!["03".into(), "02".into()], &Value::Null));
    for wrong in ["cursor=nonsense", "limit=0", "limit=101", "limit=many", "colour=red"] {
        let answer = call_service(&site, get(&format!("/dev/mail?{wrong}"))).await;
        assert_eq!(answer.status(), 422, "{wrong}");
    }
}

#[actix_web::test]
async fn people_see_pages_and_the_html_part_in_a_sandbox() {
    let folder = tempfile::tempdir().unwrap();
    let app = with_letters(folder.path(), Profile::Development);
    let site = init_service(actix_web::App::new().app_data(web::Data::new(app)).configure(routes)).await;
    for path in ["/dev/mail", "/dev/mail/02", "/dev/mail/templates"] {
        let answer = call_service(&site, TestRequest::get().uri(path).to_request()).await;
        assert_eq!(answer.status(), 200, "{path}");
        assert!(read_body(answer).await.starts_with(b"<!doctype html>"), "{path}");
    }
    let part = call_service(&site, TestRequest::get().uri("/dev/mail/02/html").to_request()).await;
    let policy = part.headers().get("content-security-policy").unwrap().to_str().unwrap();
    let styles = "style-src 'unsafe-hashes' 'sha256-q3nqK4VzeI/SowYCYQ/tCfo056B/JMutuSpzbJbHczk=';";
    assert!(policy.starts_with("sandbox;") && policy.contains(styles), "{policy}");
    assert!(!policy.contains("unsafe-inline"), "{policy}");
    let absent = call_service(&site, TestRequest::get().uri("/dev/mail/99").to_request()).await;
    assert_eq!(absent.status(), 404);
}

#[actix_web::test]
async fn production_has_no_such_place() {
    let folder = tempfile::tempdir().unwrap();
    let app = with_letters(folder.path(), Profile::Production);
    let site = init_service(actix_web::App::new().app_data(web::Data::new(app)).configure(routes)).await;
    for path in ["/dev/mail", "/dev/mail/02", "/dev/mail/02/html", "/dev/mail/templates", "/dev/mail/templates/x/html"]
    {
        let answer = call_service(&site, TestRequest::get().uri(path).to_request()).await;
        assert_eq!(answer.status(), 404, "{path}");
    }
}
