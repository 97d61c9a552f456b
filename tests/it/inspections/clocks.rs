//! Dates that pass: the clock writes each down at its own instant, and nobody is kept from going on.

use super::{Acts, Cast, times};
use crate::on_both;
use serde_json::json;

on_both!(
    async fn every_missed_date_is_written_and_blocks_nobody(site) {
        let cast = Cast::of(&site).await;
        let id = cast.planned().await;
        // The date of what is late stays in sight.
        let due = async || cast.lead.sees(&id).await["next"]["due"].clone();
        site.advance("P8D").await;
        assert_eq!(due().await, "2026-03-09T20:59:59Z");
        assert_eq!(times(&cast.lead.happened(&id).await, "visit_missed"), ["2026-03-09T21:00:00Z"]);
        cast.lead.posts(&id, "visit", json!({})).await.with(201);
        site.advance("P3D").await;
        assert_eq!(times(&cast.lead.happened(&id).await, "lock_missed"), ["2026-03-12T10:00:00Z"], "48 hours");
        assert_eq!(due().await, "2026-03-12T10:00:00Z");
        cast.lead.posts(&id, "evidence-lock", json!({})).await.with(201);
        site.advance("P15D").await;
        assert_eq!(times(&cast.lead.happened(&id).await, "draft_missed"), ["2026-03-27T21:00:00Z"]);
        assert_eq!(due().await, "2026-03-27T20:59:59Z");
        cast.drafts(&id).await;
        cast.reader.posts(&id, "quality-check", json!({"passed": true})).await.with(201);
        let points = json!({"points": [{"item": "A1", "comment": "The log was there."}]});
        cast.desk.posts(&id, "factual-check", points).await.with(201);
        site.advance("P8D").await;
        assert_eq!(times(&cast.lead.happened(&id).await, "points_missed"), ["2026-04-04T21:00:00Z"]);
        assert_eq!(due().await, "2026-04-04T20:59:59Z");
        let decision = format!("/inspections/{id}/points/1/decision");
        cast.officer.put(&decision, json!({"accepted": false, "reason": "It was not."})).await.with(200);
        site.advance("P20D").await;
        assert_eq!(times(&cast.lead.happened(&id).await, "publication_missed"), ["2026-04-24T21:00:00Z"], "45 days");
        assert_eq!(due().await, "2026-04-24T20:59:59Z");
        cast.lead.posts(&id, "publication", json!({})).await.with(201);
        assert_eq!(site.letters_about(&cast.lead.email, "Overdue").await.len(), 5);
        assert_eq!(site.letters_about(&cast.officer.email, "Overdue").await.len(), 1);
        site.is_whole().await;
    }
);

on_both!(
    async fn a_silent_clinic_is_reminded_twice_and_taken_at_its_word(site) {
        let cast = Cast::of(&site).await;
        let id = cast.with_clinic(&[]).await;
        site.advance("P13D").await;
        let events = cast.lead.happened(&id).await;
        assert_eq!(times(&events, "factual_check_reminded"), ["2026-03-09T06:00:00Z", "2026-03-13T06:00:00Z"]);
        assert_eq!(site.letters_about(&cast.clinic.email, "please answer by").await.len(), 2);
        assert_eq!(cast.desk.sees(&id).await["state"], "factual_check");
        site.advance("P2D").await;
        let events = cast.lead.happened(&id).await;
        assert_eq!(times(&events, "factual_check_ended"), ["2026-03-16T21:00:00Z"], "ten working days");
        assert_eq!(cast.lead.sees(&id).await["state"], "ready");
        site.is_whole().await;
    }
);

on_both!(
    async fn the_next_inspection_falls_due(site) {
        let cast = Cast::of(&site).await;
        let id = cast.published(&[]).await;
        assert_eq!(cast.lead.sees(&id).await["next_due"], "2028-09-02", "thirty months after a good one");
        site.advance("P920D").await;
        assert_eq!(cast.lead.sees(&id).await["state"], "closed");
        assert_eq!(site.letters_about("coalition@candor.localhost", "is due").await.len(), 1);
        site.is_whole().await;
    }
);

on_both!(
    async fn an_interim_notice_that_is_not_given_is_missed(site) {
        let cast = Cast::of(&site).await;
        let id = cast.planned().await;
        cast.lead.posts(&id, "visit", json!({})).await.with(201);
        cast.lead.posts(&id, "suspension", json!({"reason": "No oxygen in the room."})).await.with(201);
        site.advance("P2D").await;
        assert_eq!(times(&cast.lead.happened(&id).await, "interim_notice_missed"), ["2026-03-03T10:00:00Z"]);
        site.is_whole().await;
    }
);
