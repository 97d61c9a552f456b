//! Appeals: once for each side, before another panel.

use super::{Cast, page};
use crate::on_both;
use crate::support::people::{Panel, Stranger};
use serde_json::json;

on_both!(
    async fn each_side_appeals_once(site) {
        let cast = Cast::of(&site).await;
        let desk = Stranger::of(&site, "desk_of_bosporus").await;
        cast.clinic.claimed_by(&site, &desk).await;
        let (first, second) = (Panel::of(&site, "first").await, Panel::of(&site, "second").await);
        let third = Panel::of(&site, "third").await;
        let case = cast.decided_case(&site, &first).await;
        let appeal = json!({"ground": "new_evidence", "text": "The counter's log has turned up."});
        let appealed = cast.patient.acts(&case, "appeals", appeal.clone()).await.with(201);
        assert_eq!(appealed["state"], "under_appeal");
        assert_eq!(site.letters_about(&cast.clinic.email, "An appeal has been made").await.len(), 1);

        let seats = format!("/complaints/{case}/panel");
        cast.board.put(&seats, first.seats()).await.refused(403, "conflict_of_interest");
        cast.board.put(&seats, second.seats()).await.with(200);
        let decided = second.lay.acts(&case, "decision", second.decision("partly_upheld", [true; 3])).await.with(201);
        assert_eq!((&decided["state"], &decided["outcome"]), (&"decided".into(), &"partly_upheld".into()));
        cast.patient.acts(&case, "appeals", appeal.clone()).await.refused(409, "already_appealed");

        desk.acts(&case, "appeals", appeal).await.with(201);
        cast.board.put(&seats, second.seats()).await.refused(403, "conflict_of_interest");
        cast.board.put(&seats, third.seats()).await.with(200);
        third.lay.acts(&case, "decision", third.decision("not_upheld", [false; 3])).await.with(201);
        site.advance("P31D").await;
        let closed = cast.patient.reads(&case).await;
        assert_eq!((&closed["state"], &closed["outcome"]), (&"closed".into(), &"not_upheld".into()));
        site.is_whole().await;
    }
);

on_both!(
    async fn a_case_under_appeal_says_so_and_whose_appeal_it_is(site) {
        let cast = Cast::of(&site).await;
        let (first, second) = (Panel::of(&site, "first").await, Panel::of(&site, "second").await);
        let case = cast.decided_case(&site, &first).await;
        let here = format!("/complaints/{case}");
        let (_, listed) = page(&site, &cast.board, "/cases?state=decided").await;
        assert!(listed.contains(&case) && listed.contains("Upheld"), "{listed}");
        let appeal = json!({"ground": "fact", "text": "The month is wrong."});
        cast.patient.acts(&case, "appeals", appeal).await.with(201);
        let (_, listed) = page(&site, &cast.board, "/cases?state=under_appeal").await;
        assert!(listed.contains(&case) && !listed.contains("Upheld"), "{listed}");
        let (_, staff) = page(&site, &cast.board, &here).await;
        assert!(staff.contains("The patient appealed") && !staff.contains("A side appealed"), "{staff}");
        assert!(staff.contains("Name the panel") && !staff.contains("Name another panel"), "{staff}");

        cast.board.put(&format!("{here}/panel"), second.seats()).await.with(200);
        let (_, staff) = page(&site, &cast.board, &here).await;
        assert!(staff.contains("Name another panel") && staff.contains("A panel sits already."), "{staff}");
        let (_, form) = page(&site, &cast.board, &format!("{here}/panel")).await;
        assert!(form.contains("whoever is not among them loses the seat"), "{form}");
        site.is_whole().await;
    }
);

on_both!(
    async fn an_appeal_after_its_time_is_refused(site) {
        let cast = Cast::of(&site).await;
        let panel = Panel::of(&site, "panel").await;
        let case = cast.decided_case(&site, &panel).await;
        site.advance("P32D").await;
        let late = json!({"ground": "fact", "text": "The month is wrong."});
        cast.patient.acts(&case, "appeals", late).await.refused(409, "illegal_transition");
        site.is_whole().await;
    }
);
