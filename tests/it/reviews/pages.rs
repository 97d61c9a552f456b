//! Reviews on pages: what counts and what does not, further pages of a filtered list, and speaking again.

use super::{Cast, id, review, with, without};
use crate::access::people::Person as Browser;
use crate::on_both;
use crate::reviews::WORDS;
use crate::support::app::TestSite;
use crate::support::people::Person;
use serde_json::json;

async fn opens(site: &TestSite, cookie: &str, path: &str) -> String {
    let answer = site.client().get(site.url(path)).header("Cookie", cookie).send().await.unwrap();
    let status = answer.status();
    let text = answer.text().await.unwrap();
    assert_eq!(status, 200, "{path}: {text}");
    text
}

/// The address behind a link with this relation.
fn link<'p>(page: &'p str, rel: &str) -> &'p str {
    let (before, _) = page.split_once(&format!("rel=\"{rel}\"")).unwrap_or_else(|| panic!("no {rel} in {page}"));
    let (_, href) = before.rsplit_once("href=\"").unwrap();
    href.split('"').next().unwrap()
}

on_both!(
    async fn what_nothing_proves_has_a_list_of_its_own_with_pages_of_its_own(site) {
        let cast = Cast::of(&site).await;
        let attested = cast.published().await;
        let mut unproved = Vec::new();
        for number in 0..3 {
            let patient = Person::with_roles(&site, &format!("first_{number}"), &[]).await;
            unproved.push(id(&patient.post("/reviews", without(cast.review(), "attestation")).await.with(201)));
        }
        site.advance("P2D").await;
        let path = format!("/physicians/{}/reviews", cast.slug);
        let counted = opens(&site, "", &path).await;
        assert!(counted.contains(&attested), "{counted}");
        assert!(!unproved.iter().any(|review| counted.contains(review)), "{counted}");
        assert!(counted.contains("?verified=false"), "{counted}");
        assert!(counted.contains("counts with weight 0.40"), "{counted}");
        let others = opens(&site, "", &format!("{path}?verified=false&limit=2")).await;
        assert!(others.contains("Reviews that nothing proves") && !others.contains(&attested), "{others}");
        assert!(others.contains("counts in no number"), "{others}");
        let next = link(&others, "next").replace("&#38;", "&");
        assert!(next.contains("verified=false") && next.contains("limit=2"), "{next}");
        let last = opens(&site, "", &next).await;
        let seen = |review: &&String| others.contains(*review) as usize + last.contains(*review) as usize;
        assert!(unproved.iter().all(|review| seen(&review) == 1) && !last.contains(&attested), "{last}");
    }
);

on_both!(
    async fn a_version_from_the_page_keeps_what_the_form_was_filled_with(site) {
        let cast = Cast::of(&site).await;
        let review = with(review(&cast.physician), "interest", "discount");
        let review = id(&cast.patient.post("/reviews", review).await.with(201));
        let patient = Browser::at_a_browser(&site, &cast.patient.email).await;
        let path = format!("/reviews/{review}/version");
        let form = opens(&site, &patient.cookie, &path).await;
        assert!(form.contains("Second floor, February"), "{form}");
        for field in ["overall", "choose_again", "interest"] {
            let mark = format!("name=\"{field}\"");
            let chosen = form.split(&mark).skip(1).filter(|rest| rest.split('>').next().unwrap().contains("checked"));
            assert_eq!(chosen.count(), 1, "{field}: {form}");
        }
        let (_, naturalness) = form.split_once("name=\"scores.naturalness\"").unwrap();
        let naturalness = naturalness.split("</select>").next().unwrap();
        assert!(naturalness.contains("value=\"5\" selected"), "{naturalness}");
        let fields = [
            ("_csrf", patient.csrf.as_str()),
            ("overall", "3"),
            ("choose_again", "true"),
            ("text", WORDS),
            ("interest", "discount"),
            ("detail", "Second floor, February, a long day with two breaks."),
            ("scores.naturalness", "5"),
            ("scores.growth", "2"),
            ("scores.price_clarity", ""),
        ];
        let request = site.client().post(site.url(&path)).header("Origin", &site.address);
        let sent = request.header("Cookie", &patient.cookie).form(&fields).send().await.unwrap();
        assert_eq!(sent.status(), 303, "{}", sent.text().await.unwrap());
        let told = cast.patient.get(&format!("/reviews/{review}")).await.with(200);
        assert_eq!((&told["overall"], &told["interest"], &told["proof_level"]), (&3.into(), &"discount".into(), &1.into()));
        assert_eq!((&told["scores"]["naturalness"], &told["scores"]["growth"]), (&json!(5), &json!(2)));

        // A complaint about the same begins with what the review says.
        let own = opens(&site, &patient.cookie, &format!("/reviews/{review}")).await;
        let (_, rest) = own.split_once("href=\"/complaints/new?").expect("the author may complain in private");
        let query = rest.split('"').next().unwrap().replace("&amp;", "&").replace("&#38;", "&");
        let form = opens(&site, &patient.cookie, &format!("/complaints/new?{query}")).await;
        let (procedure, month) = (told["procedure"].as_str().unwrap(), told["procedure_month"].as_str().unwrap());
        assert!(form.contains(&format!("value=\"{procedure}\" selected")), "{form}");
        assert!(form.contains(&format!("value=\"{}\"", month.split('-').next().unwrap())), "{form}");
        site.is_whole().await;
    }
);

/// The fields that the summary of a refused form leads to, each with its words; every one of them is on the page.
fn wrong_fields(page: &str) -> Vec<(String, String)> {
    let (_, summary) = page.split_once("class=\"errors\"").unwrap_or_else(|| panic!("no errors in {page}"));
    let summary = summary.split("</ul>").next().unwrap();
    let links = summary.split("<a href=\"#").skip(1).map(|rest| rest.split_once("\">").unwrap());
    let links: Vec<(String, String)> =
        links.map(|(id, rest)| (id.to_owned(), rest.split("</a>").next().unwrap().to_owned())).collect();
    for (id, _) in &links {
        assert!(page.contains(&format!("id=\"{id}\"")), "{id} leads nowhere: {page}");
    }
    links
}

on_both!(
    async fn one_answer_names_every_mistake_of_a_form(site) {
        let cast = Cast::of(&site).await;
        let patient = Browser::at_a_browser(&site, &cast.patient.email).await;
        let send = async |path: &str, fields: &[(&str, &str)]| {
            let request = site.client().post(site.url(path)).header("Origin", &site.address);
            let sent = request.header("Cookie", &patient.cookie).form(fields).send().await.unwrap();
            assert_eq!(sent.status(), 422);
            sent.text().await.unwrap()
        };
        let detail = "x".repeat(2_001);
        let review = [
            ("_csrf", patient.csrf.as_str()),
            ("procedure", ""),
            ("month", "9"),
            ("year", "24"),
            ("text", "Too short."),
            ("detail", &detail),
            ("scores.naturalness", "7"),
        ];
        let wrong = wrong_fields(&send("/reviews/new", &review).await);
        let fields: Vec<_> = wrong.iter().map(|(field, _)| field.as_str()).collect();
        for field in [
            "f-physician-id",
            "f-procedure",
            "f-procedure-month",
            "f-overall",
            "f-choose-again",
            "f-text",
            "f-scores-naturalness",
            "f-detail",
            "f-interest",
            "f-authorship",
        ] {
            assert_eq!(fields.iter().filter(|known| **known == field).count(), 1, "{field}: {wrong:?}");
        }
        let words = |field: &str| wrong.iter().find(|(known, _)| known == field).unwrap().1.clone();
        assert!(words("f-detail").starts_with("Detail that only somebody who was there would know"), "{wrong:?}");
        assert!(words("f-scores-naturalness").starts_with("Natural look: "), "{wrong:?}");
        assert!(words("f-procedure-month").contains("a year has four digits"), "{wrong:?}");
        let complaint = [
            ("_csrf", patient.csrf.as_str()),
            ("category", ""),
            ("procedure", "magic"),
            ("month", "13"),
            ("year", ""),
            ("private_attempt.on", "last May"),
            ("way", "private"),
        ];
        let wrong = wrong_fields(&send("/complaints/new", &complaint).await);
        let fields: Vec<_> = wrong.iter().map(|(field, _)| field.as_str()).collect();
        for field in [
            "f-clinic-id",
            "f-category",
            "f-procedure",
            "f-procedure-month",
            "f-narrative",
            "f-desired-outcome",
            "f-tried",
            "f-private-attempt-on",
        ] {
            assert_eq!(fields.iter().filter(|known| **known == field).count(), 1, "{field}: {wrong:?}");
        }
    }
);

on_both!(
    async fn one_answer_names_every_wrong_field_of_a_body(site) {
        let cast = Cast::of(&site).await;
        let wrong = with(with(with(cast.review(), "overall", 6), "procedure", "magic"), "text", "Too short.");
        let wrong = with(with(wrong, "procedure_month", "2031-01"), "interest", "friendship");
        let answer = cast.patient.post("/reviews", wrong).await.with(422);
        let mut told: Vec<_> = answer["errors"].as_array().unwrap().iter().map(|error| error["pointer"].as_str().unwrap()).collect();
        told.sort_unstable();
        assert_eq!(told, ["/interest", "/overall", "/procedure", "/procedure_month", "/text"]);
    }
);

on_both!(
    async fn a_document_after_its_day_is_said_to_be_late(site) {
        let cast = Cast::of(&site).await;
        let review = cast.published().await;
        let asked = json!({"reason": "An invoice, please."});
        cast.officer.post(&format!("/reviews/{review}/proof-requests"), asked).await.with(201);
        let patient = Browser::at_a_browser(&site, &cast.patient.email).await;
        let sends = async || {
            let file = reqwest::multipart::Part::bytes(crate::reviews::PDF.to_vec()).file_name("invoice.pdf");
            let form = reqwest::multipart::Form::new().text("_csrf", patient.csrf.clone()).part("file", file);
            let request = site.client().post(site.url(&format!("/reviews/{review}/proofs")));
            let request = request.header("Origin", &site.address).header("Cookie", &patient.cookie);
            let sent = request.multipart(form).send().await.unwrap();
            assert_eq!(sent.status(), 303);
            sent.headers()["location"].to_str().unwrap().to_owned()
        };
        site.advance("P20D").await;
        let place = sends().await;
        assert!(place.contains("done=late-proof"), "{place}");
        let page = opens(&site, &patient.cookie, place.split('#').next().unwrap()).await;
        assert!(page.contains("It came after the day by which it was asked for"), "{page}");
        let decision = json!({"level": 2, "reason": "Clinic, date and procedure can be read."});
        cast.officer.post(&format!("/reviews/{review}/proofs/1/decisions"), decision).await.with(201);
        let place = sends().await;
        assert!(place.contains("done=proof"), "an officer has decided since: {place}");
    }
);

on_both!(
    async fn an_author_hears_that_nothing_proves_the_review_and_finds_it_in_its_list(site) {
        let cast = Cast::of(&site).await;
        let review = cast.queued().await;
        let patient = Browser::at_a_browser(&site, &cast.patient.email).await;
        let path = format!("/reviews/{review}?done=submitted");
        let own = opens(&site, &patient.cookie, &path).await;
        assert!(own.contains("This review does not count yet.") && own.contains("href=\"#proofs\""), "{own}");
        let list = format!("/physicians/{}/reviews", cast.slug);
        assert!(!own.contains(&list), "it is in no list while it waits: {own}");
        let waits = "if nobody decides, it is public on";
        assert!(own.contains(waits) && own.contains("Follicular unit excision (FUE)"), "{own}");
        site.advance("P2D").await;
        let own = opens(&site, &patient.cookie, &path).await;
        assert!(own.contains(&format!("href=\"{list}?verified=false\"")) && !own.contains(waits), "{own}");
        let listed = opens(&site, &patient.cookie, "/me/reviews").await;
        assert!(listed.contains("not published yet") && !listed.contains("Prove it"), "{listed}");
        // With nothing else to read the list opens where the review is.
        let shown = opens(&site, "", &list).await;
        assert!(shown.contains("Reviews that nothing proves") && shown.contains(&review), "{shown}");
        let proved = opens(&site, "", &format!("{list}?verified=true")).await;
        assert!(!proved.contains("Reviews that nothing proves") && !proved.contains(&review), "{proved}");

        let other = Person::with_roles(&site, "another_patient", &[]).await;
        let attested = id(&other.post("/reviews", cast.review()).await.with(201));
        let shown = opens(&site, "", &list).await;
        assert!(shown.contains(&attested) && !shown.contains(&review), "{shown}");
    }
);

on_both!(
    async fn whoever_answers_for_an_entry_finds_a_reply_at_each_review_and_no_review_to_write(site) {
        let cast = Cast::of(&site).await;
        let review = cast.published().await;
        let (doctor, patient) = (&cast.doctor.email, &cast.patient.email);
        let list = format!("/physicians/{}/reviews", cast.slug);
        let (write, reply) = ("href=\"/reviews/new?physician=", format!("href=\"/reviews/{review}#say\""));
        let own = Browser::at_a_browser(&site, doctor).await;
        let page = opens(&site, &own.cookie, &list).await;
        assert!(page.contains(&reply) && !page.contains(write), "{page}");
        assert!(opens(&site, &own.cookie, &format!("/reviews/{review}")).await.contains("aria-labelledby=\"say\""));
        let other = Browser::at_a_browser(&site, patient).await;
        for cookie in [other.cookie.as_str(), ""] {
            let page = opens(&site, cookie, &list).await;
            assert!(!page.contains(&reply) && page.contains(write), "{page}");
        }
    }
);
