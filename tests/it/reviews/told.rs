//! What the pages of reviews tell and ask: of a restriction, of a document that waits, of a place that nobody knows.

use super::{Cast, PDF, WORDS, adds_document, decides, hold, id, with};
use crate::access::people::Person as Browser;
use crate::on_both;
use crate::support::make::Clinic;
use crate::support::people::{Person, send};
use candor::accounts::Role;
use candor::reviews::Decision;
use reqwest::Method;
use serde_json::json;

on_both!(
    async fn among_one_s_own_what_is_held_or_removed_says_why_and_counts_in_no_number(site) {
        let cast = Cast::of(&site).await;
        let review = cast.published().await;
        let patient = Browser::at_a_browser(&site, &cast.patient.email).await;
        let counts = "counts with weight";
        assert!(patient.reads(&site, "/me/reviews").await.contains(counts));
        decides(&site, &cast.moderator, &review, hold(&site, "undisclosed_interest", 7)).await.unwrap();
        let own = patient.reads(&site, "/me/reviews").await;
        assert!(own.contains("counts in no number while it is not public") && !own.contains(counts), "{own}");
        let one = patient.reads(&site, &format!("/reviews/{review}")).await;
        for page in [&own, &one] {
            assert!(page.contains("Held until") && page.contains("Undisclosed interest"), "{page}");
        }
        let remove = Decision::Remove { ground: "spam".to_owned() };
        decides(&site, &cast.other_moderator, &review, remove).await.unwrap();
        let own = patient.reads(&site, "/me/reviews").await;
        assert!(own.contains("counts in no number.") && !own.contains(counts), "{own}");
        assert!(own.contains("This review was removed. Ground: Spam"), "{own}");
    }
);

on_both!(
    async fn a_decision_that_is_refused_keeps_what_was_typed_about_that_document(site) {
        let cast = Cast::of(&site).await;
        let review = cast.published().await;
        let officer = Browser::with_roles(&site, "second_officer", &[Role::CaseOfficer]).await;
        let path = format!("/reviews/{review}");
        let asking = "x".repeat(2_001);
        let (status, shown) = officer.sends(&site, &format!("{path}/proof-request"), &[("reason", &asking)]).await;
        assert!(status == 422 && shown.contains(&asking), "{shown}");

        for name in ["invoice.pdf", "booking.pdf"] {
            adds_document(&cast.patient, &review, name, PDF).await.with(201);
        }
        let form = |number: u8| format!("action=\"{path}/proofs/{number}/decision\"");
        let shown = officer.reads(&site, &path).await;
        assert!(shown.contains(&form(1)) && !shown.contains(&form(2)), "one at a time: {shown}");
        let link = format!("{path}?document=2");
        assert!(shown.contains(&format!("href=\"{link}#proofs\"")), "{shown}");
        assert!(officer.reads(&site, &link).await.contains(&form(2)));

        let decision = format!("{path}/proofs/2/decision");
        let fields = [("reason", "The date is black."), ("lowers", "true")];
        let (status, shown) = officer.sends(&site, &decision, &fields).await;
        assert!(status == 422 && shown.contains(&form(2)) && !shown.contains(&form(1)), "{shown}");
        assert!(shown.contains("The date is black.") && shown.contains("name=\"lowers\" value=\"true\" checked"), "{shown}");
        let (status, shown) = officer.sends(&site, &decision, &[("level", "1"), ("reason", "")]).await;
        assert!(status == 422 && shown.contains("name=\"level\" value=\"1\" checked"), "{shown}");
        assert!(!shown.contains("name=\"lowers\" value=\"true\" checked"), "{shown}");
        let (status, place) = officer.sends(&site, &decision, &[("level", "2"), ("reason", "Seen.")]).await;
        assert_eq!(status, 303, "{place}");
        let shown = officer.reads(&site, &path).await;
        assert!(shown.contains(&form(1)) && !shown.contains(&link), "{shown}");
    }
);

on_both!(
    async fn an_author_whose_document_waits_reads_so_and_adds_a_detail_to_words_that_stand(site) {
        let cast = Cast::of(&site).await;
        let review = cast.queued().await;
        let patient = Browser::at_a_browser(&site, &cast.patient.email).await;
        let path = format!("/reviews/{review}");
        let waits = "A document waits for an officer.";
        let own = patient.reads(&site, &path).await;
        assert!(own.contains("href=\"#proofs\"") && !own.contains(waits), "{own}");
        adds_document(&cast.patient, &review, "invoice.pdf", PDF).await.with(201);
        let own = patient.reads(&site, &path).await;
        assert!(own.contains(waits) && !own.contains("href=\"#proofs\""), "{own}");
        let kept = format!("{path}/version?words=kept");
        assert!(own.contains(&format!("href=\"{kept}\"")), "{own}");
        assert!(patient.reads(&site, &kept).await.contains(WORDS));
        assert!(!patient.reads(&site, &format!("{path}/version")).await.contains(WORDS), "other words are new");
    }
);

on_both!(
    async fn a_place_that_the_directory_does_not_know_is_asked_about_once(site) {
        let cast = Cast::of(&site).await;
        let admin = Person::signs_in(&site, "admin@people.example").await;
        let clinic = Clinic::listed(&admin, "bosporus").await.id;
        let west = json!({"name": "Dr. Ela West", "clinic_ids": [&clinic]});
        let west = admin.post("/physicians", west).await.with(201);
        let reader = Browser::with_roles(&site, "reader", &[]).await;
        let there = async |physician: &str, month: &str, tick: Option<&str>| {
            let mut fields = vec![
                ("physician_id", physician), ("clinic_id", clinic.as_str()), ("procedure", "fue"), ("month", month),
                ("year", "2024"), ("overall", "4"), ("choose_again", "true"), ("interest", "none"), ("text", WORDS),
                ("detail", "Second floor, February."), ("authorship", "true"),
            ];
            fields.extend(tick.map(|tick| ("was_there", tick)));
            reader.sends(&site, "/reviews/new", &fields).await
        };
        let (status, shown) = there(&cast.physician, "2", None).await;
        assert_eq!(status, 422, "{shown}");
        let note = "The directory does not name Dr. Ilse Lindqvist among who works or worked at Clinic bosporus.";
        for said in [note, "href=\"#f-was-there\"", "It was there all the same", WORDS, "Second floor, February."] {
            assert!(shown.contains(said), "{said}: {shown}");
        }
        let (status, place) = there(&cast.physician, "2", Some("true")).await;
        assert_eq!(status, 303, "{place}");
        cast.patient.post("/reviews", with(cast.review(), "clinic_id", clinic.as_str())).await.with(201);

        // Where it is known, the profile leads to both, and nothing is asked; nor later, when it is a former place.
        let (slug, west) = (west["slug"].as_str().unwrap().to_owned(), id(&west));
        let form = reader.reads(&site, &format!("/reviews/new?physician={slug}")).await;
        let chosen = |value: &str| format!("value=\"{value}\" selected");
        assert!(form.contains(&chosen(&west)) && form.contains(&chosen(&clinic)), "{form}");
        assert!(!form.contains("name=\"was_there\""), "{form}");
        let (status, place) = there(&west, "3", None).await;
        assert_eq!(status, 303, "{place}");
        let path = format!("/physicians/{west}");
        let tag = admin.get(&path).await.header("etag").to_owned();
        let moved = admin.request(Method::PATCH, &path).header("If-Match", &tag).json(&json!({"clinic_ids": []}));
        send(moved).await.with(200);
        let (status, place) = there(&west, "4", None).await;
        assert_eq!(status, 303, "{place}");
        site.is_whole().await;
    }
);
