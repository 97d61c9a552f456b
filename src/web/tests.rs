//! The way through, on a toy: a POST with a body, a read, a list, a page form, and all that can go wrong.

use super::testing::{Toy, header, json};
use super::*;
use crate::error::{AppError, FORBIDDEN};
use actix_web::middleware::from_fn;
use actix_web::test::{TestRequest, call_service, init_service, read_body};
use actix_web::{App as Web, HttpResponse, Responder, get, patch, post, web};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use utoipa_actix_web::AppExt as _;

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct OpenThread {
    title: String,
    consents: Consents,
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Consents {
    terms: bool,
}

impl Check for OpenThread {
    fn check(&self, wrong: &mut Wrong) {
        wrong.length("/title", &self.title, 3..=20);
        if !self.consents.terms && self.title == "No consent" {
            wrong.add("/consents/terms", crate::error::NOT_ALLOWED_HERE);
        }
    }
}

#[derive(Debug, Clone, Serialize, ToSchema)]
struct ThreadView {
    title: String,
    version: i64,
}

impl Versioned for ThreadView {
    fn version(&self) -> i64 {
        self.version
    }
}

#[utoipa::path(request_body = OpenThread, responses((status = 201, body = ThreadView)))]
#[post("/api/v1/threads")]
async fn open(app: web::Data<crate::app::App>, body: Valid<OpenThread>) -> Result<impl Responder, Failure> {
    let (new, once) = body.into_parts();
    write_once(&app, once, None, move |tx| {
        let view = ThreadView { title: format!("{} {}", new.title, crate::ids::mint(tx.now)), version: 1 };
        Stored::created("/api/v1/threads/1", &view)
    })
    .await
}

#[utoipa::path(params(PageParams), responses((status = 200, body = Listed<u32>)))]
#[get("/api/v1/threads")]
async fn list(asked: Listing<Nothing>) -> Result<impl Responder, Failure> {
    let window = asked.window::<u32>("threads")?;
    let rows: Vec<u32> = match window.at {
        At::Start => (0..5).collect(),
        At::After(key) => (key + 1..5).collect(),
        At::Before(key) => (0..key).rev().collect(),
    };
    let fetched = rows.into_iter().take(usize::try_from(window.fetch()).unwrap()).collect();
    Ok(window.listed(fetched, |row| *row, |row| row))
}

#[utoipa::path(responses((status = 200, body = ThreadView)))]
#[get("/api/v1/threads/{id}")]
async fn show(id: web::Path<u32>) -> Result<impl Responder, Failure> {
    match *id {
        1 => Ok(Shown(ThreadView { title: "Hello".into(), version: 7 })),
        2 => Err(FORBIDDEN.into()),
        3 => Err(AppError::internal("the secret reason").into()),
        4 => Err(AppError::Unavailable("no disk".into()).into()),
        _ => Err(AppError::not_found().into()),
    }
}

#[utoipa::path(request_body = Nothing, responses((status = 204)))]
#[patch("/api/v1/threads/{id}")]
async fn change(matching: MustMatch, _body: Valid<Nothing>) -> Result<impl Responder, Failure> {
    matching.check(7)?;
    Ok(NoContent)
}

#[post("/threads")]
async fn submit(form: ValidForm<OpenThread>) -> HttpResponse {
    match &form.value {
        Ok(new) => HttpResponse::SeeOther().insert_header(("Location", format!("/threads/{}", new.title))).finish(),
        Err(refusal) => HttpResponse::UnprocessableEntity().body(format!(
            "{} {} {}",
            form.typed("title"),
            form.csrf,
            refusal.fields.len()
        )),
    }
}

macro_rules! site {
    ($toy:expr) => {{
        let (site, document) = Web::new()
            .into_utoipa_app()
            .app_data(web::Data::new($toy.app.clone()))
            .service(open)
            .service(list)
            .service(show)
            .service(change)
            .split_for_parts();
        let methods = later(move || Methods::of(&document));
        let site = site.service(submit).app_data(methods).default_service(web::to(nothing_here));
        init_service(site.wrap(from_fn(settle))).await
    }};
}

fn posted(body: &serde_json::Value) -> TestRequest {
    TestRequest::post().uri("/api/v1/threads").set_json(body)
}

fn good() -> serde_json::Value {
    json!({"title": "My story", "consents": {"terms": true}})
}

#[actix_web::test]
async fn a_created_thing_has_its_place_and_its_tag() {
    let toy = Toy::new();
    let site = site!(toy);
    let answer = call_service(&site, posted(&good()).to_request()).await;
    assert_eq!(answer.status(), 201);
    assert_eq!(header(&answer, "location"), "/api/v1/threads/1");
    assert!(header(&answer, "etag").starts_with("\"1."));
    assert_eq!(header(&answer, "cache-control"), "private, no-store");
}

#[actix_web::test]
async fn wrong_fields_are_named_with_pointers() {
    let toy = Toy::new();
    let site = site!(toy);
    let answer = call_service(&site, posted(&json!({"titel": "x", "consents": {"terms": "yes"}})).to_request()).await;
    assert_eq!(answer.status(), 422);
    assert_eq!(header(&answer, "content-type"), "application/problem+json");
    let problem = json(answer).await;
    assert_eq!(problem["code"], "invalid");
    assert_eq!(problem["type"], "http://127.0.0.1:8080/problems/invalid");
    let told: Vec<_> =
        problem["errors"].as_array().unwrap().iter().map(|error| (&error["pointer"], &error["code"])).collect();
    assert!(told.contains(&(&json!("/titel"), &json!("unknown_field"))));
    assert!(told.contains(&(&json!("/title"), &json!("required"))));
    assert!(told.contains(&(&json!("/consents/terms"), &json!("wrong_type"))));
    let answer = call_service(&site, posted(&json!({"title": "x", "consents": {"terms": true}})).to_request()).await;
    assert_eq!(json(answer).await["errors"][0]["code"], "too_short");
}

#[actix_web::test]
async fn bodies_that_are_not_bodies_are_refused() {
    let toy = Toy::with(|config| config.limits.body_bytes = 2_000);
    let site = site!(toy);
    let deep = "[".repeat(40) + &"]".repeat(40);
    let large = format!("\"{}\"", "a".repeat(3_000));
    let nul = r#"{"title": "a\u0000b", "consents": {"terms": true}}"#;
    for (kind, body, status, code) in [
        ("application/json", "{", 400, "malformed"),
        ("application/json", "", 400, "malformed"),
        ("application/json", &deep, 400, "too_deep"),
        ("application/json", &large, 413, "too_large"),
        ("application/json", "[]", 422, "invalid"),
        ("application/json", nul, 422, "invalid"),
        ("text/plain", "{}", 415, "unsupported_media_type"),
        ("application/json; charset=latin1", "{}", 415, "unsupported_media_type"),
    ] {
        let request = TestRequest::post().uri("/api/v1/threads").insert_header(("content-type", kind));
        let answer = call_service(&site, request.set_payload(body.to_owned()).to_request()).await;
        assert_eq!(answer.status(), status, "{body:.40}");
        assert_eq!(json(answer).await["code"], code, "{body:.40}");
    }
    let request = TestRequest::post().uri("/api/v1/threads").insert_header(("content-type", "application/json"));
    let answer = call_service(&site, request.set_payload(vec![b'"', 0xff, b'"']).to_request()).await;
    assert_eq!(json(answer).await["code"], "malformed");
}

#[actix_web::test]
async fn a_repeated_key_has_one_effect_and_one_answer() {
    let toy = Toy::new();
    let site = site!(toy);
    let send = |key: &'static str, body| posted(&body).insert_header(("Idempotency-Key", key)).to_request();
    let first = json(call_service(&site, send("k1", good())).await).await;
    let answer = call_service(&site, send("k1", good())).await;
    assert_eq!((answer.status().as_u16(), header(&answer, "idempotent-replayed")), (201, "true".to_owned()));
    assert_eq!(header(&answer, "location"), "/api/v1/threads/1");
    assert_eq!(json(answer).await, first);
    assert_ne!(json(call_service(&site, send("k2", good())).await).await, first);
    let other = json!({"title": "Another", "consents": {"terms": true}});
    let answer = call_service(&site, send("k1", other)).await;
    assert_eq!(answer.status(), 422);
    assert_eq!(json(answer).await["code"], "key_reused");
    assert_eq!(call_service(&site, send("not visible", good())).await.status(), 400);
}

#[actix_web::test]
async fn what_the_reader_has_is_not_sent_again() {
    let toy = Toy::new();
    let site = site!(toy);
    let answer = call_service(&site, TestRequest::get().uri("/api/v1/threads/1").to_request()).await;
    let tag = header(&answer, "etag");
    assert!(tag.starts_with("\"7."), "{tag}");
    assert_eq!(header(&answer, "cache-control"), "no-cache");
    for known in [tag.clone(), format!("\"x\", W/{tag}"), "*".to_owned()] {
        let request = TestRequest::get().uri("/api/v1/threads/1").insert_header(("If-None-Match", known));
        let answer = call_service(&site, request.to_request()).await;
        assert_eq!((answer.status().as_u16(), header(&answer, "etag")), (304, tag.clone()));
    }
}

#[actix_web::test]
async fn a_write_is_based_on_a_version() {
    let toy = Toy::new();
    let site = site!(toy);
    for (tag, status) in
        [(None, 428), (Some("\"7.abc\""), 204), (Some("\"6.abc\""), 412), (Some("*"), 204), (Some("7"), 400)]
    {
        let request = TestRequest::patch().uri("/api/v1/threads/1");
        let request = tag.into_iter().fold(request, |request, tag| request.insert_header(("If-Match", tag)));
        assert_eq!(call_service(&site, request.to_request()).await.status(), status, "{tag:?}");
    }
}

#[actix_web::test]
async fn lists_link_to_their_neighbours() {
    let toy = Toy::new();
    let site = site!(toy);
    let answer = call_service(&site, TestRequest::get().uri("/api/v1/threads?limit=2").to_request()).await;
    let link = header(&answer, "link");
    let page = json(answer).await;
    assert_eq!(page["items"], json!([0, 1]));
    let next = page["next"].as_str().unwrap();
    assert_eq!(link, format!("</api/v1/threads?limit=2&cursor={next}>; rel=\"next\""));
    for (query, pointer, code) in [
        ("limit=0", "?limit", "out_of_range"),
        ("limit=101", "?limit", "out_of_range"),
        ("limit=x", "?limit", "out_of_range"),
        ("cursor=abc", "?cursor", "bad_cursor"),
        ("sort=new", "?sort", "unknown_field"),
    ] {
        let answer =
            call_service(&site, TestRequest::get().uri(&format!("/api/v1/threads?{query}")).to_request()).await;
        assert_eq!(answer.status(), 422, "{query}");
        let error = json(answer).await["errors"][0].clone();
        assert_eq!((error["pointer"].as_str(), error["code"].as_str()), (Some(pointer), Some(code)));
    }
}

#[actix_web::test]
async fn what_went_wrong_is_said_without_its_cause() {
    let toy = Toy::new();
    let site = site!(toy);
    for (path, status, code) in [
        ("/api/v1/threads/2", 403, "forbidden"),
        ("/api/v1/threads/3", 500, "internal"),
        ("/api/v1/threads/4", 503, "unavailable"),
        ("/api/v1/threads/5", 404, "not_found"),
        ("/api/v1/threads/one", 404, "not_found"),
        ("/api/v1/nothing", 404, "not_found"),
    ] {
        let answer = call_service(&site, TestRequest::get().uri(path).to_request()).await;
        assert_eq!(answer.status(), status, "{path}");
        assert_eq!(header(&answer, "retry-after").is_empty(), status != 503);
        let problem = json(answer).await;
        assert_eq!(problem["code"], code);
        assert!(!problem.to_string().contains("secret") && !problem["request_id"].as_str().unwrap().is_empty());
    }
    let answer = call_service(&site, TestRequest::delete().uri("/api/v1/threads/1").to_request()).await;
    assert_eq!((answer.status().as_u16(), header(&answer, "allow")), (405, "GET, HEAD, OPTIONS, PATCH".to_owned()));
    assert_eq!(json(answer).await["code"], "method_not_allowed");
    let answer = call_service(&site, TestRequest::get().uri("/threads").to_request()).await;
    assert_eq!((answer.status().as_u16(), header(&answer, "allow")), (405, "POST, OPTIONS".to_owned()));
    assert!(header(&answer, "content-type").starts_with("text/html"));
}

#[actix_web::test]
async fn a_form_keeps_what_was_typed() {
    let toy = Toy::new();
    let site = site!(toy);
    let send = |body: &str| {
        let kind = ("content-type", "application/x-www-form-urlencoded");
        TestRequest::post().uri("/threads").insert_header(kind).set_payload(body.to_owned()).to_request()
    };
    let answer = call_service(&site, send("_csrf=t0ken&title=Story&consents.terms=on")).await;
    assert_eq!((answer.status().as_u16(), header(&answer, "location")), (303, "/threads/Story".to_owned()));
    let answer = call_service(&site, send("_csrf=t0ken&title=ab")).await;
    assert_eq!(answer.status(), 422);
    assert_eq!(read_body(answer).await, "ab t0ken 1");
}

#[actix_web::test]
async fn the_document_says_what_every_route_may_answer() {
    let (_, document) = Web::new().into_utoipa_app().service(open).service(show).split_for_parts();
    let text = openapi::printed(&openapi::finish(document, &[("forum", "Threads and posts")])).unwrap();
    let document: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
    let route = &document["paths"]["/api/v1/threads"]["post"];
    assert_eq!(route["responses"]["422"]["$ref"], "#/components/responses/Problem");
    assert_eq!(route["responses"]["default"], serde_json::Value::Null, "what is not listed is not promised");
    assert!(document["paths"]["/api/v1/threads/{id}"]["get"]["responses"]["304"].is_object());
    assert_eq!(route["operationId"], "open");
    assert_eq!(document["components"]["securitySchemes"]["bearer"]["scheme"], "bearer");
    assert!(document["components"]["schemas"]["Problem"]["properties"]["type"].is_object());
}

#[actix_web::test]
async fn every_answer_is_dressed_and_counted() {
    let toy = Toy::with(|config| {
        config.limits.reads_per_minute_per_address = 2;
        config.cors.allowed_origins = vec!["https://friend.example".into()];
    });
    let limits = web::Data::new(RateLimits::new(toy.app.config()));
    let (site, document) =
        Web::new().into_utoipa_app().app_data(web::Data::new(toy.app.clone())).service(show).split_for_parts();
    let site = site
        .app_data(limits)
        .app_data(later(move || Methods::of(&document)))
        .default_service(web::to(nothing_here))
        .wrap(from_fn(hold))
        .wrap(from_fn(settle))
        .wrap(from_fn(dress));
    let site = init_service(site).await;
    let get =
        |path: &str| TestRequest::get().uri(path).insert_header(("Origin", "https://friend.example")).to_request();
    let answer = call_service(&site, get("/api/v1/threads/1")).await;
    assert_eq!(header(&answer, "ratelimit"), "\"reads\";r=1;t=30");
    assert_eq!(header(&answer, "ratelimit-policy"), "\"reads\";q=2;w=60");
    assert_eq!(header(&answer, "access-control-allow-origin"), "https://friend.example");
    assert!(header(&answer, "content-security-policy").starts_with("default-src 'none'"));
    let answer = call_service(&site, get("/api/v1/nothing")).await;
    assert_eq!((answer.status().as_u16(), header(&answer, "x-content-type-options")), (404, "nosniff".to_owned()));
    let id = header(&answer, "x-request-id");
    assert_eq!(json(answer).await["request_id"], id);
    let answer = call_service(&site, get("/api/v1/threads/1")).await;
    assert_eq!(answer.status(), 429);
    assert!(!header(&answer, "retry-after").is_empty());
    assert_eq!(json(answer).await["code"], "too_many_requests");
    let preflight = TestRequest::default()
        .method(actix_web::http::Method::OPTIONS)
        .uri("/api/v1/threads/1")
        .insert_header(("Origin", "https://friend.example"))
        .insert_header(("Access-Control-Request-Method", "GET"));
    let answer = call_service(&site, preflight.to_request()).await;
    assert_eq!((answer.status().as_u16(), header(&answer, "allow")), (204, "GET, HEAD, OPTIONS".to_owned()));
    assert_eq!(header(&answer, "access-control-allow-methods"), "GET, HEAD, OPTIONS");
}
