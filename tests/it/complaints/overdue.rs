//! What was missed stays overdue until somebody does it, whatever date comes next.

use super::{Cast, page, words};
use crate::on_both;
use crate::support::people::Panel;
use serde_json::{Value, json};

on_both!(
    async fn a_missed_step_is_overdue_until_it_is_done(site) {
        let cast = Cast::of(&site).await;
        let case = cast.patient.files_complaint(&cast.clinic).await;
        assert_eq!(cast.officer.reads(&case).await["overdue"], Value::Null);
        site.advance("P3D").await;
        let unsorted = cast.officer.reads(&case).await;
        assert_eq!((&unsorted["overdue"], &unsorted["next"]), (&"triage".into(), &Value::Null), "no date is left");
        let (_, board) = page(&site, &cast.officer, "/cases").await;
        assert!(board.contains("One case is overdue") && board.contains("Missed: sorting the complaint"), "{board}");
        assert!(board.contains("href=\"/cases?state=overdue\""), "{board}");
        let (_, late) = page(&site, &cast.officer, "/cases?state=overdue").await;
        assert!(late.contains(&case) && late.contains("Missed: sorting the complaint"), "{late}");
        let (status, _) = page(&site, &cast.officer, "/cases?state=elsewhere").await;
        assert_eq!(status, 422);
        let (_, listed) = page(&site, &cast.board, "/cases?state=submitted").await;
        assert!(listed.contains("Overdue") && listed.contains("Missed: sorting the complaint"), "{listed}");
        let here = format!("/complaints/{case}");
        let (_, own) = page(&site, &cast.patient, &here).await;
        assert!(own.contains("We are late with sorting the complaint. It is the case officer’s turn."), "{own}");
        let (_, staff) = page(&site, &cast.officer, &here).await;
        assert!(staff.contains("We are late with sorting the complaint. It is your turn."), "{staff}");

        cast.officer.sorts(&case, json!({"private_attempt_shown": true})).await;
        let (_, board) = page(&site, &cast.officer, "/cases").await;
        assert!(board.contains("Nothing is overdue."), "{board}");
        let (_, late) = page(&site, &cast.officer, "/cases?state=overdue").await;
        assert!(!late.contains(&case), "{late}");
        site.advance("P8D").await;
        let waiting = cast.officer.reads(&case).await;
        let next = &waiting["next"]["step"];
        assert_eq!((&waiting["overdue"], next), (&"panel".into(), &"findings".into()), "a later date hides nothing");
        assert_eq!(waiting["next"]["actor"], "board", "the panel is still to be named");
        let (_, own) = page(&site, &cast.patient, &here).await;
        assert!(own.contains("We are late with naming a panel. It is the board’s turn."), "{own}");
        let panel = Panel::of(&site, "panel").await;
        cast.board.put(&format!("/complaints/{case}/panel"), panel.seats()).await.with(200);
        assert_eq!(cast.officer.reads(&case).await["overdue"], Value::Null);
        site.advance("P100D").await;
        assert_eq!(cast.officer.reads(&case).await["overdue"], "decision");
        let (_, own) = page(&site, &cast.patient, &here).await;
        assert!(own.contains("We are late with the decision. It is the panel’s turn."), "{own}");
        let (_, heard) = page(&site, &panel.lay, "/me/complaints?as=panel").await;
        assert!(heard.contains("Your turn"), "{heard}");
        site.is_whole().await;
    }
);

on_both!(
    async fn what_stands_still_is_not_overdue(site) {
        let cast = Cast::of(&site).await;
        let panel = Panel::of(&site, "panel").await;
        let overdue = async |case: &str| cast.officer.reads(case).await["overdue"].clone();
        let order = json!({"order": "Court of Example, 12/26", "until": "2026-05-01T10:00:00Z"});
        let unsorted = cast.patient.files_complaint(&cast.clinic).await;
        let unseated = cast.escalated_case().await;
        for case in [&unsorted, &unseated] {
            cast.officer.put(&format!("/complaints/{case}/pause"), order.clone()).await.with(200);
            assert_eq!(overdue(case).await, Value::Null, "a pause misses nothing");
        }
        let mediated = cast.escalated_case().await;
        cast.board.put(&format!("/complaints/{mediated}/panel"), panel.seats()).await.with(200);
        panel.lay.acts(&mediated, "mediation", words()).await.with(201);
        assert_eq!(overdue(&mediated).await, Value::Null, "neither does a mediation");
        site.advance("P9D").await;
        for case in [&unsorted, &unseated, &mediated] {
            assert_eq!(overdue(case).await, Value::Null);
        }
        let (_, board) = page(&site, &cast.officer, "/cases").await;
        assert!(board.contains("Nothing is overdue."), "{board}");
        site.is_whole().await;
    }
);

on_both!(
    async fn an_appeal_without_a_panel_in_time_is_overdue(site) {
        let cast = Cast::of(&site).await;
        let (panel, second) = (Panel::of(&site, "first").await, Panel::of(&site, "second").await);
        let case = cast.decided_case(&site, &panel).await;
        cast.patient.acts(&case, "appeals", json!({"ground": "process", "text": "Nobody heard me."})).await.with(201);
        assert_eq!(cast.board.reads(&case).await["overdue"], Value::Null);
        site.advance("P10D").await;
        assert_eq!(cast.board.reads(&case).await["overdue"], "panel");
        let (_, board) = page(&site, &cast.board, "/cases").await;
        assert!(board.contains("One case is overdue") && board.contains("Missed: naming a panel"), "{board}");
        cast.board.put(&format!("/complaints/{case}/panel"), second.seats()).await.with(200);
        assert_eq!(cast.board.reads(&case).await["overdue"], Value::Null, "an appeal is heard without a clock");
        site.is_whole().await;
    }
);
