//! The story of a review through its forms, as a browser without scripts sends them.

use super::{Cast, PDF, WORDS, review, with};
use crate::access::people::{Person as Browser, location};
use crate::on_both;
use crate::support::app::TestSite;
use crate::support::people::{Person, send};
use candor::accounts::Role;
use reqwest::multipart;
use serde_json::{Value, json};

const TELLING: &str = "Thank you. Your surgery on 12 May went well and you paid 3,000 euros; our records show it.";
const NEUTRAL: &str = "We take every comment seriously. Please call our desk so that we can talk about your concerns.";

/// Attested reviews that are there already: enough for a number.
async fn eight_are_there(site: &TestSite, physician: &str) {
    let earlier = Person::with_roles(site, "earlier", &[]).await;
    for month in 1..=8 {
        let one = with(review(physician), "procedure_month", format!("2023-{month:02}"));
        let words = format!("My surgery in month {month} healed well, and the line looks the way we drew it together.");
        earlier.post("/reviews", with(with(one, "overall", 5), "text", words)).await.with(201);
    }
}

async fn rating(site: &TestSite, cast: &Cast) -> Value {
    let profile = send(site.client().get(site.url(&format!("/api/v1/physicians/{}", cast.physician)))).await;
    profile.with(200)["rating"].clone()
}

/// The id behind the first link that begins so.
fn id_after(page: &str, mark: &str) -> String {
    let (_, rest) = page.split_once(mark).unwrap_or_else(|| panic!("no {mark} in {page}"));
    rest.chars().take_while(char::is_ascii_hexdigit).collect()
}

on_both!(
    async fn a_review_its_document_a_reply_and_a_report_without_scripts(site) {
        let cast = Cast::of(&site).await;
        eight_are_there(&site, &cast.physician).await;
        let patient = Browser::at_a_browser(&site, &cast.patient.email).await;
        let doctor = Browser::at_a_browser(&site, &cast.doctor.email).await;
        let officer = Browser::with_roles(&site, "second_officer", &[Role::CaseOfficer]).await;
        let profile = format!("/physicians/{}", cast.slug);

        let link = format!("/reviews/new?physician={}", cast.slug);
        assert!(patient.reads(&site, &profile).await.contains(&format!("href=\"{link}\"")));
        let form = patient.reads(&site, &link).await;
        assert!(form.contains(&format!("value=\"{}\" selected", cast.physician)), "{form}");
        let mut fields = vec![
            ("physician_id", cast.physician.as_str()), ("clinic_id", ""), ("procedure", "fue"), ("month", "2"),
            ("year", "2024"), ("overall", "2"), ("choose_again", "false"), ("interest", "none"),
            ("detail", "Second floor, February, a long day with two breaks."), ("authorship", "true"),
            ("text", "Too short."),
        ];
        let (status, shown) = patient.sends(&site, "/reviews/new", &fields).await;
        assert!(status == 422 && shown.contains("href=\"#f-text\"") && shown.contains("Second floor"), "{shown}");
        *fields.last_mut().unwrap() = ("text", WORDS);
        let (status, place) = patient.sends(&site, "/reviews/new", &fields).await;
        assert_eq!(status, 303, "{place}");
        let path = place.strip_suffix("?done=submitted").unwrap().to_owned();
        let before = rating(&site, &cast).await;
        assert_eq!(before["counted"], 9, "{before}");

        let file = multipart::Part::bytes(PDF).file_name("invoice.pdf").mime_str("application/pdf").unwrap();
        let upload = multipart::Form::new().text("_csrf", patient.csrf.clone()).part("file", file);
        let proofs = site.program().post(site.url(&format!("{path}/proofs"))).multipart(upload);
        let sent = proofs.header("Cookie", &patient.cookie).header("Origin", &site.address).send().await.unwrap();
        assert_eq!((sent.status().as_u16(), location(&sent)), (303, format!("{path}?done=proof#proofs").as_str()));
        assert!(officer.reads(&site, "/review-proofs").await.contains(&format!("href=\"{path}")));
        assert!(officer.reads(&site, &path).await.contains("invoice.pdf"));
        let decision = format!("{path}/proofs/1/decision");
        let (status, shown) = officer.sends(&site, &decision, &[("level", ""), ("reason", "It can be read.")]).await;
        assert_eq!(status, 422, "{shown}");
        let (status, place) = officer.sends(&site, &decision, &[("level", "2"), ("reason", "It can be read.")]).await;
        assert!(status == 303 && place.starts_with(&format!("{path}?done=decided")), "{place}");
        let after = rating(&site, &cast).await;
        assert!(after["score"].as_f64() < before["score"].as_f64(), "{before} became {after}");
        let score = format!("{:.2}", after["score"].as_f64().unwrap());
        assert!(patient.reads(&site, &profile).await.contains(&score), "{score} is shown");

        let reply = format!("{path}/reply");
        let (status, shown) = doctor.sends(&site, &reply, &[("text", TELLING)]).await;
        assert!(status == 422 && shown.contains("<mark>") && shown.contains("our records show it"), "{shown}");
        let (status, place) = doctor.sends(&site, &reply, &[("text", NEUTRAL)]).await;
        assert_eq!((status, place), (303, format!("{path}?done=reply")));
        assert!(patient.reads(&site, &path).await.contains(NEUTRAL));

        is_reported_and_stands(&site, &path).await;
        site.is_whole().await;
    }
);

/// A reader reports the review, a moderator takes it and finds no breach.
async fn is_reported_and_stands(site: &TestSite, path: &str) {
    let reader = Browser::with_roles(site, "reader", &[]).await;
    let moderator = Browser::with_roles(site, "third_moderator", &[Role::Moderator]).await;
    let id = path.rsplit('/').next().unwrap();
    let link = format!("/report?kind=review&amp;id={id}");
    assert!(reader.reads(site, path).await.contains(&link), "a review can be reported");
    reader.reads(site, &format!("/report?kind=review&id={id}")).await;
    let said = [("kind", "review"), ("id", id), ("reason", "not_a_patient"), ("text", "It is never this thin.")];
    let (status, place) = reader.sends(site, "/report", &said).await;
    assert_eq!((status, place.as_str()), (303, "/me/reports?done=reported"));

    let item = id_after(&moderator.reads(site, "/queue").await, "href=\"/queue/");
    let (status, place) = moderator.sends(site, &format!("/queue/{item}/claim"), &[]).await;
    assert_eq!((status, place), (303, format!("/queue/{item}?done=claimed")));
    let page = moderator.reads(site, &format!("/queue/{item}")).await;
    assert!(page.contains("It is never this thin."), "{page}");
    let version = page.split_once("name=\"version\" value=\"").unwrap().1.split('"').next().unwrap();
    let fields = [("action", "no_breach"), ("ground", ""), ("explanation", ""), ("hours", ""), ("version", version)];
    let (status, shown) = moderator.sends(site, &format!("/queue/{item}/preview"), &fields).await;
    assert_eq!(status, 200, "{shown}");
    let (status, place) = moderator.sends(site, &format!("/queue/{item}/decide"), &fields).await;
    assert_eq!((status, place.as_str()), (303, "/queue?done=decided"));
    assert!(reader.reads(site, "/me/reports").await.contains("No breach"));
    assert!(reader.reads(site, path).await.contains(WORDS));
    let told = send(site.client().get(site.url(&format!("/api/v1{path}")))).await.with(200);
    assert_eq!((&told["state"], &told["proof_level"]), (&json!("published"), &json!(2)));
}
