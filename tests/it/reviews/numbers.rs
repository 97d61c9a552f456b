//! The numbers: the block, its export, and the sums done again from it.

use super::{Cast, guest, id, review, with, without};
use crate::on_both;
use crate::support::people::Person;
use candor::db::schema::{profile_figures, site_state};
use candor::jobs::Left;
use candor::reviews::rating::published;
use chrono::Duration;
use diesel::prelude::*;
use serde_json::{Value, json};

on_both!(
    async fn the_export_gives_every_published_number_again(site) {
        let cast = Cast::of(&site).await;
        for number in 0..9_u8 {
            let patient = Person::with_roles(&site, &format!("patient_{number}"), &[]).await;
            let stars = 1 + (number * 3) % 5;
            let month = format!("20{}-0{}", 22 + number % 4, 1 + number % 3);
            let new = with(with(review(&cast.physician), "overall", stars), "procedure_month", month);
            let new = with(new, "choose_again", number % 3 != 0);
            patient.post("/reviews", new).await.with(201);
            site.advance("P20DT7H").await;
        }
        let early = with(cast.review(), "procedure_month", site.now().date().format("%Y-%m").to_string());
        cast.patient.post("/reviews", early).await.with(201);
        let visit = with(with(cast.review(), "procedure", "consultation"), "procedure_month", "2024-01");
        cast.patient.post("/reviews", visit).await.with(201);
        let rating = cast.profile(&site).await["rating"].clone();
        assert_eq!((&rating["shown"], &rating["counted"], &rating["formula"]), (&true.into(), &9.into(), &"rating-v1".into()));
        assert_eq!(rating["as_of"], site.now().date().to_string(), "each change counts for its own day");
        let export = guest(&site, &format!("/api/v1/physicians/{}/reviews.csv", cast.physician)).await;
        assert_eq!(export.status, 200);
        assert!(export.header("content-type").starts_with("text/csv"));
        assert_eq!(export.text.lines().count(), 11, "consultations are not in it: {}", export.text);
        let again = candor::reviews::recompute(&export.text, &site.app.site().pack).unwrap();
        for (name, value) in [
            ("score", again.score),
            ("lower_bound", again.lower_bound),
            ("choose_again", again.choose_again),
            ("choose_again_lower", again.choose_again_lower.unwrap()),
            ("sum_w", again.sum_w),
            ("n_eff", again.n_eff),
        ] {
            assert_eq!(rating[name].as_f64(), Some(published(value)), "{name}");
        }
        assert_eq!(cast.list(&site).await["rating"], rating);
        let counts = cast.profile(&site).await["counts"].clone();
        assert_eq!(counts["uncounted"], json!({"early": 1, "consult_only": 1}), "eleven are public, nine count: {counts}");
        assert_eq!((&counts["public"], &counts["unverified"]), (&11.into(), &0.into()));
        for path in [format!("/physicians/{}", cast.slug), format!("/physicians/{}/reviews", cast.slug)] {
            let page = site.get(&path).await.text().await.unwrap();
            for said in [
                "<span>of these</span> counted",
                "not counted: written before month 6",
                "not counted: of a consultation alone",
                "From 3.5 of 5 with the weight of 7 reviews",
                "the 9 counted reviews",
                "href=\"/reviews/how\"",
            ] {
                assert!(page.contains(said), "{path} lacks {said}: {page}");
            }
        }
        let how = site.get("/reviews/how").await.text().await.unwrap();
        assert!(how.contains("3.5 of 5") && how.contains("Months 6 to 11") && how.contains("1.645"), "{how}");
        site.advance("P40D").await;
        let later = cast.profile(&site).await["rating"].clone();
        assert_eq!(later["as_of"], site.now().date().to_string(), "weights age with the days");
        assert!(later["sum_w"].as_f64() < rating["sum_w"].as_f64());
        let export = guest(&site, &format!("/api/v1/physicians/{}/reviews.csv", cast.physician)).await;
        let again = candor::reviews::recompute(&export.text, &site.app.site().pack).unwrap();
        assert_eq!(later["score"].as_f64(), Some(published(again.score)));
    }
);

on_both!(
    async fn below_the_threshold_there_is_a_histogram_and_no_number(site) {
        let cast = Cast::of(&site).await;
        cast.published().await;
        let rating = cast.profile(&site).await["rating"].clone();
        assert_eq!((&rating["shown"], &rating["counted"], &rating["histogram"]["4"]), (&false.into(), &1.into(), &1.into()));
        for name in ["score", "lower_bound", "choose_again", "choose_again_lower"] {
            assert_eq!(rating[name], Value::Null, "{name}");
        }
    }
);

on_both!(
    async fn a_document_changes_what_a_review_counts(site) {
        let cast = Cast::of(&site).await;
        let first = with(without(cast.review(), "attestation"), "overall", 2);
        let review = id(&cast.patient.post("/reviews", first).await.with(201));
        assert_eq!(cast.profile(&site).await["rating"]["counted"], 0);
        crate::reviews::adds_document(&cast.patient, &review, "invoice.pdf", crate::reviews::PDF).await.with(201);
        let decision = serde_json::json!({"level": 2, "reason": "Clinic, date and procedure can be read."});
        let decided = cast.officer.post(&format!("/reviews/{review}/proofs/1/decisions"), decision).await.with(201);
        assert_eq!((&decided["state"], &decided["proof_level"]), (&"published".into(), &2.into()), "no more queue");
        let rating = cast.profile(&site).await["rating"].clone();
        assert_eq!((&rating["counted"], &rating["histogram"]["2"]), (&1.into(), &1.into()));
        site.is_whole().await;
    }
);

on_both!(
    async fn the_numbers_of_a_new_day_are_written_in_batches_whatever_comes_before_them(site) {
        let cast = Cast::of(&site).await;
        cast.published().await;
        let yesterday = site.now();
        // The site's own housekeeping leaves it to this story.
        let left_alone = site.app.write(|tx| {
            let row = site_state::table.filter(site_state::name.eq("chore:rate_again"));
            diesel::delete(row).execute(tx.conn)?;
            let never = (site_state::name.eq("chore:rate_again"), site_state::value.eq("99999999999999"));
            Ok(diesel::insert_into(site_state::table).values(never).execute(tx.conn)?)
        });
        left_alone.await.unwrap();
        // More than one batch of profiles that nobody has reviewed any more, all of them before the others.
        let inserted = site.app.write(move |tx| {
            let row = |number: u32| {
                (
                    profile_figures::subject_id.eq(format!("{number:032}")),
                    profile_figures::name.eq("rating"),
                    profile_figures::value.eq("{}"),
                    profile_figures::updated_at.eq(yesterday),
                )
            };
            for number in 0..130 {
                diesel::insert_into(profile_figures::table).values(row(number)).execute(tx.conn)?;
            }
            Ok(())
        });
        inserted.await.unwrap();
        candor::jobs::advance(&site.app, site.now().plus(Duration::days(1))).await.unwrap();
        assert_eq!(cast.profile(&site).await["rating"]["as_of"], yesterday.date().to_string());
        let runs = async || site.app.write(candor::reviews::rate_again).await.unwrap();
        assert_eq!(runs().await, Left::More);
        assert_eq!(runs().await, Left::Nothing);
        let rating = cast.profile(&site).await["rating"].clone();
        assert_eq!(rating["as_of"], site.now().date().to_string());
        assert_eq!((runs().await, &cast.profile(&site).await["rating"]), (Left::Nothing, &rating), "once more changes nothing");
    }
);
