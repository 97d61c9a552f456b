//! Clocks that stand still: days go on ending at midnight afterwards, and what starts meanwhile waits.

use super::{Cast, times, words};
use crate::on_both;
use crate::support::people::{ClinicByLink, Panel};
use serde_json::json;

on_both!(
    async fn after_a_mediation_the_days_end_at_midnight(site) {
        let cast = Cast::of(&site).await;
        let panel = Panel::of(&site, "panel").await;
        let case = cast.escalated_case().await;
        cast.board.put(&format!("/complaints/{case}/panel"), panel.seats()).await.with(200);
        site.advance("P2D").await;
        panel.lay.acts(&case, "mediation", words()).await.with(201);
        site.advance("P3DT5H").await;
        panel.lay.acts(&case, "evidence-call", words()).await.with(201);
        site.advance("P120D").await;
        let events = cast.patient.events(&case).await;
        assert_eq!(times(&events, "findings_missed"), ["2026-05-05T21:00:00Z"], "60 days, 3 days and what was left of a day");
        assert_eq!(times(&events, "decision_missed"), ["2026-06-04T21:00:00Z"]);
        site.is_whole().await;
    }
);

on_both!(
    async fn what_begins_during_a_pause_waits_for_its_end(site) {
        let cast = Cast::of(&site).await;
        let case = cast.patient.files_complaint(&cast.clinic).await;
        cast.officer.sorts(&case, json!({"proof_needed": true})).await;
        let pause = format!("/complaints/{case}/pause");
        let order = json!({"order": "Court of Example, 12/26", "until": "2026-04-01T10:00:00Z"});
        cast.officer.put(&pause, order).await.with(200);
        cast.officer.acts(&case, "evidence/assessment", json!({"level": 1})).await.with(201);
        site.advance("P29D").await;
        let events = cast.patient.events(&case).await;
        assert!(times(&events, "response_reminded").is_empty(), "the clinic's time has not begun");
        site.advance("P18D").await;
        let events = cast.patient.events(&case).await;
        assert_eq!(times(&events, "resumed"), ["2026-04-01T10:00:00Z"]);
        assert_eq!(times(&events, "deadline_missed"), ["2026-04-16T21:00:00Z"], "15 days after the pause");
        ClinicByLink::opens_letter(&site, &cast.clinic).await.responds("explained").await.with(201);
        site.is_whole().await;
    }
);

on_both!(
    async fn the_same_three_people_change_seats(site) {
        let cast = Cast::of(&site).await;
        let panel = Panel::of(&site, "panel").await;
        let case = cast.escalated_case().await;
        let path = format!("/complaints/{case}/panel");
        cast.board.put(&path, panel.seats()).await.with(200);
        let seats = json!({"members": [
            {"account_id": panel.patient.id, "seat": "lay"},
            {"account_id": panel.physician.id, "seat": "physician"},
            {"account_id": panel.lay.id, "seat": "patient"},
        ]});
        let seated = cast.board.put(&path, seats).await.with(200);
        let seat_of = |id: &str| {
            let seats = seated["panel"].as_array().unwrap();
            seats.iter().find(|seat| seat["account_id"] == id).unwrap()["seat"].clone()
        };
        assert_eq!((seat_of(&panel.lay.id), seat_of(&panel.patient.id)), (json!("patient"), json!("lay")));
        assert_eq!(seated["panel"].as_array().unwrap().len(), 3);
        site.is_whole().await;
    }
);
