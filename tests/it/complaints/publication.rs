//! When a complaint becomes public, and what its people are told is missing until then.

use super::{Cast, page};
use crate::access::people::Person as Browser;
use crate::on_both;
use crate::support::people::complaint_about;
use serde_json::json;

on_both!(
    async fn whoever_chose_to_publish_is_told_what_is_missing(site) {
        let cast = Cast::of(&site).await;
        let mut complaint = complaint_about(&cast.clinic);
        complaint["publish_narrative"] = true.into();
        complaint["public_narrative"] = "Fewer grafts were placed than were paid for.".into();
        let case = cast.patient.files(complaint).await;
        cast.officer.sends_to_clinic(&case).await;
        let here = format!("/complaints/{case}");

        let (_, own) = page(&site, &cast.patient, &here).await;
        assert!(own.contains("Not yet: no proof of the treatment has been accepted, and the clinic has neither"), "{own}");
        assert!(own.contains("as soon as there is a public entry: you chose to publish it"), "{own}");
        assert!(own.contains("<b>Change your public account</b>") && own.contains("<b>Take back your public account</b>"));
        assert!(!own.contains("<b>Publish your account</b>"), "it is published as far as the patient goes: {own}");
        let (_, staff) = page(&site, &cast.officer, &here).await;
        assert!(staff.contains("the patient chose to publish. Neither the entry"), "{staff}");

        site.advance("P17D").await;
        let (_, own) = page(&site, &cast.patient, &here).await;
        assert!(own.contains("Not yet: no proof of the treatment has been accepted<"), "{own}");
        assert!(!own.contains("The public entry says “not answered in time”"), "there is none: {own}");
        let once = own.contains("<dt>the coalition takes over</dt>") && !own.contains("<dt>without an answer");
        assert!(once, "the next date stands there once: {own}");
        let missed = site.letters_about(&cast.patient.email, "The clinic missed its date").await[0].text();
        let missed = missed.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(missed.contains("Escalate now."), "{missed}");
        assert!(!missed.contains("The public entry of the case") && !missed.contains("Publish your account"), "{missed}");
        cast.officer.acts(&case, "evidence/assessment", json!({"level": 2})).await.with(201);
        let (_, own) = page(&site, &cast.patient, &here).await;
        assert!(own.contains("Everybody, without a name") && !own.contains("Not yet: "), "{own}");
        assert!(own.contains("The public entry says “not answered in time”"), "{own}");
        let (_, staff) = page(&site, &cast.officer, &here).await;
        assert!(!staff.contains("Not public:"), "{staff}");

        cast.patient.delete(&format!("{here}/public-narrative")).await.with(200);
        let (_, own) = page(&site, &cast.patient, &here).await;
        assert!(own.contains("<b>Publish your account</b>") && !own.contains("<b>Take back your public account</b>"));
        site.is_whole().await;
    }
);

on_both!(
    async fn the_officer_is_told_that_an_answered_case_lacks_its_proof(site) {
        let cast = Cast::of(&site).await;
        let case = cast.case_with_clinic().await;
        let here = format!("/complaints/{case}");
        let (_, staff) = page(&site, &cast.officer, &here).await;
        assert!(!staff.contains("Not public:"), "the clinic still has its time: {staff}");
        site.advance("P17D").await;
        let (_, staff) = page(&site, &cast.officer, &here).await;
        assert!(staff.contains("Not public:") && staff.contains("its time is over, but no proof"), "{staff}");
        let (_, own) = page(&site, &cast.patient, &here).await;
        assert!(!own.contains("Not public:") && own.contains("Nobody outside the coalition"), "{own}");
        site.is_whole().await;
    }
);

on_both!(
    async fn the_public_page_says_where_an_open_case_stands(site) {
        let cast = Cast::of(&site).await;
        let case = cast.case_with_clinic().await;
        cast.officer.acts(&case, "evidence/assessment", json!({"level": 2})).await.with(201);
        site.advance("P17D").await;
        let here = format!("/complaints/{case}");
        let public = site.get(&here).await.text().await.unwrap();
        assert!(public.contains("Open, with the clinic") && !public.contains("Rests until"), "{public}");
        assert!(public.contains("<dt>Answer</dt><dd>None so far</dd>"), "{public}");
        cast.patient.acts(&case, "escalations", json!({"reason": "They never wrote."})).await.with(201);
        let order = json!({"order": "Court of Example, 12/26", "until": "2026-04-01T10:00:00Z"});
        cast.officer.put(&format!("{here}/pause"), order).await.with(200);
        let public = site.get(&here).await.text().await.unwrap();
        for part in ["Open, with the coalition", "Rests until", "1 April 2026", "Court of Example, 12/26"] {
            assert!(public.contains(part), "{part}: {public}");
        }
        site.is_whole().await;
    }
);

on_both!(
    async fn whoever_publishes_without_words_is_told_where_to_add_them(site) {
        let cast = Cast::of(&site).await;
        let patient = Browser::at_a_browser(&site, &cast.patient.email).await;
        let fields = [
            ("_csrf", patient.csrf.as_str()),
            ("clinic_id", cast.clinic.id.as_str()),
            ("procedure", "fue"),
            ("month", "1"),
            ("year", "2025"),
            ("category", "graft_count_dispute"),
            ("narrative", "They counted 3,000 grafts on paper; the photos show about 1,800."),
            ("desired_outcome", "A count that I can follow."),
            ("tried", "no"),
            ("public_narrative", ""),
            ("way", "publish"),
        ];
        let request = site.client().post(site.url("/complaints/new")).header("Origin", &site.address);
        let sent = request.header("Cookie", &patient.cookie).form(&fields).send().await.unwrap();
        let place = sent.headers().get("location").map(|place| place.to_str().unwrap().to_owned());
        assert_eq!(sent.status(), 303, "{}", sent.text().await.unwrap());
        let place = place.unwrap();
        assert!(place.ends_with("?done=filed-wordless"), "{place}");
        let (_, told) = page(&site, &cast.patient, &place).await;
        assert!(told.contains("You can add your own words below at any time"), "{told}");
        assert!(told.contains("<b>Publish your account</b>"), "{told}");
        site.is_whole().await;
    }
);

on_both!(
    async fn nobody_publishes_an_account_beside_an_entry_that_will_never_be_public(site) {
        let cast = Cast::of(&site).await;
        let account = json!({"text": "They counted fewer grafts than I paid for."});
        let ends = async |case: &str| {
            cast.patient.acts(case, "withdrawal", json!({"reason": "It is settled."})).await.with(201);
            let (_, own) = page(&site, &cast.patient, &format!("/complaints/{case}")).await;
            own.contains("<b>Publish your account</b>")
        };
        let case = cast.case_with_clinic().await;
        let (path, form) = (format!("/complaints/{case}/public-narrative"), format!("/complaints/{case}/narrative"));
        cast.patient.put(&path, account.clone()).await.with(200);
        assert!(!ends(&case).await);
        cast.patient.put(&path, account.clone()).await.refused(409, "illegal_transition");
        let (_, own) = page(&site, &cast.patient, &form).await;
        assert!(!own.contains("<textarea"), "the case's own page: {own}");
        cast.patient.delete(&path).await.with(200);

        let public = cast.case_with_clinic().await;
        cast.officer.acts(&public, "evidence/assessment", json!({"level": 2})).await.with(201);
        site.advance("P17D").await;
        assert!(ends(&public).await, "its entry stays public");
        cast.patient.put(&format!("/complaints/{public}/public-narrative"), account).await.with(200);
        site.is_whole().await;
    }
);
