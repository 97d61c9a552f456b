//! Files coming in and going out.

use super::testing::{Toy, header, json};
use super::*;
use crate::files::MediaType;
use actix_web::middleware::from_fn;
use actix_web::test::{TestRequest, call_service, init_service, read_body};
use actix_web::{App as Web, HttpResponse, get, post, web};

const KIND: &str = "multipart/form-data; boundary=x";
const FILE: &str = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a/bill.pdf\"\r\n\r\n%PDF-1.7\r\n";
const TOKEN: &str = "--x\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\nt0ken\r\n";

#[post("/api/v1/evidence")]
async fn receive(upload: Upload) -> HttpResponse {
    let file = &upload.file;
    HttpResponse::Ok().body(format!("{} {} {} {}", file.name(), file.media_type(), file.content().len(), upload.csrf))
}

#[get("/evidence")]
async fn hand_out() -> Download {
    Download { name: "Rück\"schau.pdf".into(), media_type: MediaType::Pdf, content: b"%PDF-1.7".to_vec() }
}

macro_rules! site {
    ($toy:expr) => {
        init_service(
            Web::new()
                .app_data(web::Data::new($toy.app.clone()))
                .service(receive)
                .service(hand_out)
                .wrap(from_fn(settle))
                .wrap(from_fn(dress)),
        )
        .await
    };
}

fn post_of(kind: &str, body: impl Into<Vec<u8>>) -> TestRequest {
    TestRequest::post().uri("/api/v1/evidence").insert_header(("content-type", kind)).set_payload(body.into())
}

fn part(head: &str, content: &str) -> String {
    format!("--x\r\nContent-Disposition: form-data; {head}\r\n\r\n{content}\r\n")
}

#[actix_web::test]
async fn a_file_arrives_with_its_token() {
    let toy = Toy::new();
    let site = site!(toy);
    for body in [format!("{TOKEN}{FILE}--x--\r\n"), format!("{FILE}{TOKEN}--x--\r\n")] {
        let answer = call_service(&site, post_of(KIND, body).to_request()).await;
        assert_eq!(answer.status(), 200);
        assert_eq!(read_body(answer).await, "bill.pdf application/pdf 8 t0ken");
    }
}

#[actix_web::test]
async fn bodies_that_are_not_one_file_are_refused() {
    let toy = Toy::with(|config| config.limits.upload_bytes = 1_024);
    let site = site!(toy);
    let end = "--x--\r\n";
    let large = part("name=\"file\"; filename=\"a.pdf\"", &format!("%PDF-1.7{}", "a".repeat(1_024)));
    let cases = [
        ("application/json", "{}".to_owned(), 415, "unsupported_media_type", ""),
        ("multipart/mixed; boundary=x", format!("{FILE}{end}"), 415, "unsupported_media_type", ""),
        ("multipart/form-data", format!("{FILE}{end}"), 400, "malformed", ""),
        (KIND, "no parts".to_owned(), 400, "malformed", ""),
        (KIND, FILE.trim_end().to_owned(), 400, "malformed", ""),
        (KIND, format!("--x\r\n\r\n%PDF-1.7\r\n{end}"), 400, "malformed", ""),
        (KIND, end.to_owned(), 422, "required", "/file"),
        (KIND, format!("{TOKEN}{end}"), 422, "required", "/file"),
        (KIND, part("name=\"file\"; filename=\"\"", "") + end, 422, "required", "/file"),
        (KIND, part("name=\"file\"; filename=\"a.pdf\"", "") + end, 422, "file_empty", "/file"),
        (KIND, part("name=\"file\"; filename=\"a.pdf\"", "<html>") + end, 422, "file_type_not_allowed", "/file"),
        (KIND, format!("{FILE}{FILE}{end}"), 422, "not_allowed_here", "/file"),
        (KIND, format!("{}{FILE}{end}", part("name=\"a/b\"", "1")), 422, "unknown_field", "/a~1b"),
        (KIND, large + end, 413, "too_large", ""),
        (KIND, "x".repeat(40_000), 413, "too_large", ""),
    ];
    for (kind, body, status, code, pointer) in cases {
        let said = body.chars().take(120).collect::<String>();
        let answer =
            call_service(&site, post_of(kind, body.clone()).insert_header(("content-length", body.len())).to_request())
                .await;
        assert_eq!(answer.status().as_u16(), status, "{said}");
        let problem = json(answer).await;
        let told = if pointer.is_empty() { &problem } else { &problem["errors"][0] };
        assert_eq!(told["code"], code, "{said}");
        if !pointer.is_empty() {
            assert_eq!(told["pointer"], pointer, "{said}");
        }
    }
}

#[actix_web::test]
async fn a_packed_body_is_refused() {
    let toy = Toy::new();
    let site = site!(toy);
    let request = post_of(KIND, format!("{FILE}--x--\r\n")).insert_header(("content-encoding", "gzip"));
    assert_eq!(call_service(&site, request.to_request()).await.status(), 415);
}

#[actix_web::test]
async fn a_file_goes_out_as_an_attachment() {
    let toy = Toy::new();
    let site = site!(toy);
    let answer = call_service(&site, TestRequest::get().uri("/evidence").to_request()).await;
    for (name, value) in [
        ("content-type", "application/pdf"),
        ("content-disposition", "attachment; filename*=UTF-8''R%C3%BCck%22schau.pdf"),
        ("x-content-type-options", "nosniff"),
        ("content-security-policy", "default-src 'none'; sandbox"),
        ("cache-control", "private, no-store"),
    ] {
        assert_eq!(header(&answer, name), value);
    }
    assert_eq!(read_body(answer).await, "%PDF-1.7");
}
