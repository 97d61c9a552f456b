//! Submitting: what is public at once, what waits, what is refused.

use super::{Cast, PDF, WORDS, adds_document, assert_equation_holds, guest, id, review, with, without};
use crate::on_both;
use crate::support::make::Clinic;
use crate::support::people::{Admin, Person};
use serde_json::{Value, json};

on_both!(
    async fn an_attested_review_is_public_at_once_with_its_receipt(site) {
        let cast = Cast::of(&site).await;
        let made = cast.patient.post("/reviews", cast.review()).await.with(201);
        assert_eq!((&made["state"], &made["proof_level"]), (&"published".into(), &1.into()));
        assert_eq!((&made["months"], &made["stage"]), (&13.into(), &"mature".into()));
        assert_eq!((&made["reply"], &made["receipt"]["proof"]), (&Value::Null, &Value::Null));
        assert_eq!(made["receipt"]["salt"].as_str().unwrap().len(), 64);
        let leaf: Value = serde_json::from_str(made["receipt"]["leaf"].as_str().unwrap()).unwrap();
        assert_eq!((&leaf["type"], &leaf["star"]), (&"review.submitted".into(), &4.into()));
        assert_eq!(leaf["physician_ref"], cast.profile(&site).await["subject_ref"]);
        let review = id(&made);
        let receipt = cast.patient.get(&format!("/reviews/{review}/receipt")).await.with(200);
        for field in ["subject_ref", "leaf", "salt", "proof"] {
            assert_eq!(receipt[field], made["receipt"][field], "{field}");
        }
        let seen = guest(&site, &format!("/api/v1/reviews/{review}")).await.with(200);
        assert_eq!((&seen["text"], &seen["attestation"]), (&made["text"], &Value::Null));
        assert_eq!(seen["author"]["display_name"], "patient");
        let profile = cast.profile(&site).await;
        assert_eq!(profile["counts"]["public"], 1);
        assert_equation_holds(&profile);
        assert_eq!(cast.list(&site).await["items"].as_array().unwrap().len(), 1);
        assert_eq!(site.letters_about(&cast.patient.email, "We have your review").await.len(), 1);
        assert_eq!(site.letters_about(&cast.patient.email, "is public").await.len(), 1);
        assert_eq!(site.letters_about(&cast.doctor.email, "was published").await.len(), 1);
        site.is_whole().await;
    }
);

on_both!(
    async fn a_first_review_without_proof_waits_a_day_and_the_second_does_not(site) {
        let cast = Cast::of(&site).await;
        let review = cast.queued().await;
        guest(&site, &format!("/api/v1/reviews/{review}")).await.refused(404, "not_found");
        cast.stranger.get(&format!("/reviews/{review}")).await.refused(404, "not_found");
        let mine = cast.patient.get("/me/reviews").await.with(200);
        assert_eq!(mine["items"][0]["state"], "queued");
        let own = cast.patient.get(&format!("/reviews/{review}")).await.with(200);
        assert_eq!(mine["items"][0]["actions"], own["actions"], "a list offers what the review itself does");
        site.advance("PT23H").await;
        guest(&site, &format!("/api/v1/reviews/{review}")).await.refused(404, "not_found");
        site.advance("PT1H").await;
        let seen = guest(&site, &format!("/api/v1/reviews/{review}")).await.with(200);
        assert_eq!((&seen["state"], &seen["proof_level"]), (&"published".into(), &0.into()));
        let counts = cast.profile(&site).await["counts"].clone();
        assert_eq!((&counts["public"], &counts["unverified"], &counts["queued"]), (&1.into(), &1.into(), &0.into()));
        let second = with(without(cast.review(), "attestation"), "procedure_month", "2024-02");
        assert_eq!(cast.patient.post("/reviews", second).await.with(201)["state"], "published");
        let path = format!("/api/v1/physicians/{}/reviews", cast.physician);
        let verified = guest(&site, &format!("{path}?verified=true")).await.with(200);
        assert_eq!(verified["items"].as_array().unwrap().len(), 0, "L0 has a list of its own");
        let unverified = guest(&site, &format!("{path}?verified=false")).await.with(200);
        assert_eq!(unverified["items"].as_array().unwrap().len(), 2);
        site.is_whole().await;
    }
);

on_both!(
    async fn insiders_and_second_reviews_of_a_surgery_are_refused(site) {
        let cast = Cast::of(&site).await;
        cast.doctor.post("/reviews", cast.review()).await.refused(403, "conflict_of_interest");
        for interest in ["staff", "relative", "competitor", "lawyer"] {
            let insiders = with(cast.review(), "interest", interest);
            let refused = cast.patient.post("/reviews", insiders).await.refused(403, "conflict_of_interest");
            assert_eq!(refused["errors"][0]["pointer"], "/interest", "{refused}");
        }
        let profile = cast.profile(&site).await;
        assert_eq!(profile["ledger_equation"]["4"]["submitted"], 0, "what is refused at the door is no submission");
        let discount = with(cast.review(), "interest", "discount");
        let review = cast.patient.post("/reviews", discount).await.with(201);
        assert_eq!(review["interest"], "discount");
        cast.patient.post("/reviews", cast.review()).await.refused(409, "already_reviewed");
        cast.patient.post("/reviews", with(cast.review(), "procedure", "fut")).await.with(201);
        let path = format!("/reviews/{}/withdrawal", id(&review));
        cast.patient.post(&path, json!({})).await.with(201);
        cast.patient.post("/reviews", cast.review()).await.with(201);
        site.is_whole().await;
    }
);

on_both!(
    async fn what_is_wrong_is_named(site) {
        let cast = Cast::of(&site).await;
        let post = async |new: Value| cast.patient.post("/reviews", new).await;
        post(with(cast.review(), "authorship", false)).await.wrong("/authorship", "authorship_needed");
        post(without(cast.review(), "physician_id")).await.wrong("/physician_id", "nobody_reviewed");
        post(with(cast.review(), "procedure_month", "2026-04")).await.wrong("/procedure_month", "month_ahead");
        for beyond_memory in ["0024-09", "1949-12"] {
            post(with(cast.review(), "procedure_month", beyond_memory)).await.wrong("/procedure_month", "out_of_range");
        }
        post(with(cast.review(), "procedure", "magic")).await.wrong("/procedure", "no_such");
        post(with(cast.review(), "interest", "none_at_all")).await.wrong("/interest", "no_such");
        post(with(cast.review(), "overall", 6)).await.wrong("/overall", "out_of_range");
        post(with(cast.review(), "text", "Too short.")).await.wrong("/text", "too_short");
        post(with(cast.review(), "text", "long ".repeat(2_001))).await.wrong("/text", "too_long");
        post(with(cast.review(), "scores", json!({"luck": 3}))).await.wrong("/scores/luck", "no_such");
        post(with(cast.review(), "scores", json!({"growth": 9}))).await.wrong("/scores/growth", "out_of_range");
        post(with(cast.review(), "physician_id", "0".repeat(32))).await.wrong("/physician_id", "no_such");
    }
);

on_both!(
    async fn a_later_version_counts_and_the_earlier_one_stays_readable(site) {
        let cast = Cast::of(&site).await;
        let review = id(&cast.patient.post("/reviews", with(cast.review(), "procedure_month", "2025-12")).await.with(201));
        let early = cast.patient.get(&format!("/reviews/{review}")).await.with(200);
        assert_eq!((&early["stage"], &early["months"]), (&"early".into(), &3.into()));
        assert_eq!(cast.profile(&site).await["rating"]["counted"], 0);
        site.advance("P190D").await;
        let later = json!({"overall": 2, "choose_again": false, "text": format!("Half a year on: {}", WORDS)});
        cast.stranger.post(&format!("/reviews/{review}/versions"), later.clone()).await.refused(403, "forbidden");
        let told = cast.patient.post(&format!("/reviews/{review}/versions"), later).await.with(201);
        assert_eq!((&told["overall"], &told["stage"], &told["months"]), (&2.into(), &"mid".into(), &9.into()));
        let numbers: Vec<_> = told["versions"].as_array().unwrap().iter().map(|one| one["overall"].clone()).collect();
        assert_eq!(numbers, [4, 2]);
        let profile = cast.profile(&site).await;
        assert_eq!((&profile["rating"]["counted"], &profile["rating"]["histogram"]["2"]), (&1.into(), &1.into()));
        assert_eq!(profile["ledger_equation"]["2"]["submitted"], 1);
        assert_eq!(profile["ledger_equation"]["4"]["submitted"], 0);
        assert_equation_holds(&profile);
        let mut whole = cast.review();
        whole["procedure_month"] = told["procedure_month"].clone();
        whole["interest"] = "discount".into();
        whole["attestation"] = json!({"detail": "The clinic, that month, with the invoice at hand."});
        let path = format!("/reviews/{review}/versions");
        for (field, other, code) in [
            ("procedure", "fut", "not_allowed_here"),
            ("procedure_month", "2025-01", "not_allowed_here"),
            ("interest", "weather", "no_such"),
        ] {
            let mut wrong = whole.clone();
            wrong[field] = other.into();
            cast.patient.post(&path, wrong).await.wrong(&format!("/{field}"), code);
        }
        let mut insider = whole.clone();
        insider["interest"] = "staff".into();
        cast.patient.post(&path, insider).await.refused(403, "conflict_of_interest");
        let told = cast.patient.post(&path, whole).await.with(201);
        assert_eq!((&told["interest"], told["versions"].as_array().unwrap().len()), (&"discount".into(), 3));
        let stale = cast.patient.request(reqwest::Method::POST, &format!("/reviews/{review}/versions"));
        let body = json!({"overall": 2, "choose_again": false, "text": WORDS});
        crate::support::people::send(stale.header("If-Match", "\"1\"").json(&body)).await.refused(412, "stale");
        site.is_whole().await;
    }
);

on_both!(
    async fn withdrawing_takes_the_text_and_keeps_the_count(site) {
        let cast = Cast::of(&site).await;
        let review = cast.published().await;
        cast.stranger.post(&format!("/reviews/{review}/withdrawal"), json!({})).await.refused(403, "forbidden");
        let gone = cast.patient.post(&format!("/reviews/{review}/withdrawal"), json!({"reason": "Settled."})).await;
        let gone = gone.with(201);
        assert_eq!((&gone["state"], &gone["text"]), (&"withdrawn".into(), &"".into()));
        let stub = guest(&site, &format!("/api/v1/reviews/{review}")).await.with(200);
        assert_eq!((&stub["state"], &stub["text"], &stub["author"]), (&"withdrawn".into(), &Value::Null, &Value::Null));
        let list = cast.list(&site).await;
        assert_eq!((list["items"].as_array().unwrap().len(), &list["counts"]["withdrawn"]), (0, &1.into()));
        assert_eq!(list["withdrawn_after_contact"], 0);
        cast.patient.post(&format!("/reviews/{review}/withdrawal"), json!({})).await.refused(409, "illegal_transition");
        assert_equation_holds(&cast.profile(&site).await);
        site.is_whole().await;
    }
);

on_both!(
    async fn a_review_waits_with_its_proposed_entry_and_moves_with_a_merged_one(site) {
        let cast = Cast::of(&site).await;
        let proposed = cast.stranger.post("/physicians", json!({"name": "Dr. I. Lindqvist"})).await.with(201);
        let entry = id(&proposed);
        let waiting = cast.patient.post("/reviews", review(&entry)).await.with(201);
        assert_eq!(waiting["state"], "submitted");
        let path = format!("/api/v1/reviews/{}", id(&waiting));
        guest(&site, &path).await.refused(404, "not_found");
        guest(&site, &format!("/api/v1/physicians/{entry}/reviews")).await.refused(404, "not_found");
        let own = cast.published().await;
        let merge = json!({"merge_into": cast.physician});
        cast.officer.post(&format!("/physicians/{entry}/confirmation"), merge).await.ok();
        let moved = guest(&site, &path).await.with(200);
        assert_eq!((&moved["state"], &moved["physician_id"]), (&"published".into(), &cast.physician.as_str().into()));
        let profile = cast.profile(&site).await;
        assert_eq!(profile["counts"]["public"], 2, "both stay readable");
        assert_eq!(profile["rating"]["counted"], 1, "one of a surgery counts: {own}");
        let other = Person::with_roles(&site, "another_patient", &[]).await;
        let clinic = cast.stranger.post("/physicians", json!({"name": "Dr. Tove Ahlgren"})).await.with(201);
        let waiting = other.post("/reviews", review(&id(&clinic))).await.with(201);
        cast.officer.post(&format!("/physicians/{}/confirmation", id(&clinic)), json!({})).await.ok();
        assert_eq!(guest(&site, &format!("/api/v1/reviews/{}", id(&waiting))).await.with(200)["state"], "published");
        site.is_whole().await;
    }
);

on_both!(
    async fn whoever_turns_out_to_have_reviewed_themselves_says_nothing_more_about_it(site) {
        let cast = Cast::of(&site).await;
        let entry = id(&cast.stranger.post("/physicians", json!({"name": "Dr. I. Lindqvist"})).await.with(201));
        let own = id(&cast.doctor.post("/reviews", review(&entry)).await.with(201));
        let merge = json!({"merge_into": cast.physician});
        cast.officer.post(&format!("/physicians/{entry}/confirmation"), merge).await.ok();
        let version = json!({"overall": 5, "choose_again": true, "text": WORDS});
        let anew = cast.doctor.post(&format!("/reviews/{own}/versions"), version).await;
        anew.refused(403, "conflict_of_interest");
        adds_document(&cast.doctor, &own, "invoice.pdf", PDF).await.with(201);
        let seen = json!({"level": 2, "reason": "The invoice names the day."});
        cast.officer.post(&format!("/reviews/{own}/proofs/1/decisions"), seen).await.with(201);
        cast.doctor.put(&format!("/reviews/{own}/acknowledgement"), json!({})).await.refused(403, "forbidden");
        let thanks = json!({"text": "Thank you for your kind words."});
        cast.doctor.put(&format!("/reviews/{own}/reply"), thanks).await.refused(403, "forbidden");
        cast.doctor.post(&format!("/reviews/{own}/withdrawal"), json!({})).await.with(201);
        site.is_whole().await;
    }
);

on_both!(
    async fn a_review_that_moves_takes_the_place_of_an_older_one_on_its_clinic_too(site) {
        let cast = Cast::of(&site).await;
        let admin = Admin::of(&site, "chief").await;
        let clinic = Clinic::listed(&admin, "bosporus").await.id;
        let counted = async || {
            let profile = guest(&site, &format!("/api/v1/clinics/{clinic}")).await.with(200);
            [profile["rating"]["counted"].clone(), profile["counts"]["public"].clone()]
        };
        cast.patient.post("/reviews", with(cast.review(), "clinic_id", clinic.as_str())).await.with(201);
        assert_eq!(counted().await, [json!(1), json!(1)]);
        let entry = id(&cast.stranger.post("/physicians", json!({"name": "Dr. I. Lindqvist"})).await.with(201));
        cast.patient.post("/reviews", review(&entry)).await.with(201);
        let merge = json!({"merge_into": cast.physician});
        cast.officer.post(&format!("/physicians/{entry}/confirmation"), merge).await.ok();
        assert_eq!(cast.profile(&site).await["rating"]["counted"], 1, "the newer one, of the physician alone");
        assert_eq!(counted().await, [json!(0), json!(1)], "the older one, which stays readable");
        site.is_whole().await;
    }
);

on_both!(
    async fn a_version_with_an_attestation_is_placed_and_one_without_is_not(site) {
        let cast = Cast::of(&site).await;
        let review = cast.queued().await;
        let path = format!("/reviews/{review}/versions");
        let version = json!({"overall": 3, "choose_again": true, "text": WORDS});
        assert_eq!(cast.patient.post(&path, version.clone()).await.with(201)["state"], "queued");
        let attested = with(version.clone(), "attestation", json!({"detail": "Second floor, with two breaks."}));
        let placed = cast.patient.post(&path, attested.clone()).await.with(201);
        assert_eq!((&placed["state"], &placed["proof_level"]), (&"published".into(), &1.into()));
        assert_eq!(site.letters_about(&cast.patient.email, "is public").await.len(), 1);
        assert_eq!(site.letters_about(&cast.doctor.email, "was published").await.len(), 1);
        assert_eq!(cast.moderator.get("/queue").await.with(200)["items"], json!([]));
        let profile = cast.profile(&site).await;
        assert_eq!((&profile["rating"]["counted"], &profile["rating"]["histogram"]["3"]), (&1.into(), &1.into()));
        assert_equation_holds(&profile);
        // What silence has lowered since is not raised by saying it again.
        let ask = json!({"reason": "The invoice would do."});
        cast.officer.post(&format!("/reviews/{review}/proof-requests"), ask).await.with(201);
        site.advance("P16D").await;
        assert_eq!(cast.patient.post(&path, attested).await.with(201)["proof_level"], 0);
        site.is_whole().await;
    }
);

on_both!(
    async fn a_month_that_has_begun_where_the_author_may_be_does_not_lie_ahead(site) {
        let cast = Cast::of(&site).await;
        let new = with(cast.review(), "procedure_month", "2026-04");
        // The last of March, in the morning by the site's clock; an hour later April begins in Kiribati.
        site.advance("P28DT23H").await;
        cast.patient.post("/reviews", new.clone()).await.wrong("/procedure_month", "month_ahead");
        site.advance("PT1H").await;
        let made = cast.patient.post("/reviews", new).await.with(201);
        assert_eq!((&made["months"], &made["stage"]), (&0.into(), &"early".into()));
        site.is_whole().await;
    }
);
