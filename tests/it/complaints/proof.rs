//! Proof that is asked for: given, judged, extended, never sent.

use super::evidence::{INVOICE, uploads};
use super::{Cast, times};
use crate::access::people::Person as Browser;
use crate::on_both;
use serde_json::json;

on_both!(
    async fn silence_about_proof_goes_on_without_it(site) {
        let cast = Cast::of(&site).await;
        let case = cast.patient.files_complaint(&cast.clinic).await;
        let sorted = cast.officer.sorts(&case, json!({"proof_needed": true})).await;
        assert_eq!((&sorted["state"], &sorted["next"]["step"]), (&"proof_asked".into(), &"proof".into()));
        assert_eq!(site.letters_about(&cast.patient.email, "Please show us proof").await.len(), 1);
        site.advance("P15D").await;
        let events = cast.patient.events(&case).await;
        assert_eq!(times(&events, "proof_reminded"), ["2026-03-09T06:00:00Z", "2026-03-14T06:00:00Z"], "days 7 and 12");
        assert_eq!(times(&events, "proof_missed"), ["2026-03-16T21:00:00Z"]);
        assert_eq!(site.letters_about(&cast.patient.email, "A reminder: proof").await.len(), 2);
        let view = cast.patient.reads(&case).await;
        assert_eq!((&view["state"], &view["proof_level"]), (&"with_clinic".into(), &0.into()));
        assert_eq!(site.letters_about(&cast.clinic.email, "please answer by").await.len(), 1);
        site.is_whole().await;
    }
);

on_both!(
    async fn judged_proof_opens_the_way_to_the_clinic(site) {
        let cast = Cast::of(&site).await;
        let case = cast.patient.files_complaint(&cast.clinic).await;
        cast.officer.sorts(&case, json!({"proof_needed": true})).await;
        let judged = cast.officer.acts(&case, "evidence/assessment", json!({"level": 2})).await.with(201);
        assert_eq!((&judged["state"], &judged["proof_level"]), (&"with_clinic".into(), &2.into()));
        site.is_whole().await;
    }
);

on_both!(
    async fn proof_has_one_extension(site) {
        let cast = Cast::of(&site).await;
        let case = cast.patient.files_complaint(&cast.clinic).await;
        cast.officer.sorts(&case, json!({"proof_needed": true, "private_attempt_shown": true})).await;
        let more = json!({"step": "proof", "reason": "The clinic holds the invoice back."});
        cast.officer.acts(&case, "extensions", more.clone()).await.with(201);
        cast.officer.acts(&case, "extensions", more.clone()).await.refused(409, "already_extended");
        let other = json!({"step": "response", "reason": "They ask for it."});
        cast.officer.acts(&case, "extensions", other).await.wrong("/step", "not_allowed_here");
        site.advance("P20D").await;
        assert_eq!(cast.patient.reads(&case).await["state"], "proof_asked");
        site.advance("P9D").await;
        let view = cast.patient.reads(&case).await;
        assert_eq!(view["state"], "escalated", "the attempt was shown");
        assert_eq!(times(&cast.patient.events(&case).await, "proof_missed"), ["2026-03-30T21:00:00Z"]);
        cast.officer.acts(&case, "extensions", more).await.refused(409, "illegal_transition");
        site.is_whole().await;
    }
);

on_both!(
    async fn the_page_lists_the_proof_that_is_asked_for_and_says_what_came_too_late(site) {
        let cast = Cast::of(&site).await;
        let case = cast.patient.files_complaint(&cast.clinic).await;
        cast.officer.sorts(&case, json!({"proof_needed": true})).await;
        let browser = Browser::at_a_browser(&site, &cast.patient.email).await;
        let opens = async |query: &str| {
            let path = site.url(&format!("/complaints/{case}{query}"));
            let asked = site.client().get(path).header("Cookie", &browser.cookie).send().await.unwrap();
            asked.text().await.unwrap()
        };
        let page = opens("").await;
        assert!(page.contains("It is your turn.") && page.contains("You sent your complaint"), "{page}");
        assert!(page.contains("Your name") && !page.contains("The patient’s name"), "{page}");
        assert!(page.contains("was received on 2 March 2026, and what you filed, even if we deny it"), "{page}");
        assert!(page.contains("<a class=\"go\" href=\"#evidence\"><b>Add your proof</b>"), "{page}");
        assert!(page.contains("Until 16 March: an invoice") && !page.contains("marked as late"), "{page}");
        uploads(&cast.patient, &case, "booking.pdf", INVOICE).await.with(201);
        site.advance("P15D").await;
        uploads(&cast.patient, &case, "invoice.pdf", INVOICE).await.with(201);
        let files = cast.patient.reads(&case).await["evidence"].clone();
        assert_eq!((&files[0]["late"], &files[1]["late"]), (&false.into(), &true.into()), "{files}");
        let page = opens("?done=late-evidence").await;
        assert!(page.contains("Proof was asked for until 16 March") && !page.contains("Add your proof"), "{page}");
        assert!(page.contains("is marked as late; the case officer can still look at it"), "{page}");
        assert!(page.contains("You added evidence") && page.contains("You, your officer, later the panel"), "{page}");
        cast.officer.acts(&case, "evidence/assessment", json!({"level": 2})).await.with(201);
        site.is_whole().await;
    }
);
