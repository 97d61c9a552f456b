//! After a decision that upholds: recommendations with dates, their letters, and what becomes public of them.

use super::{Cast, offered, times, words};
use crate::on_both;
use crate::support::people::Panel;
use serde_json::{Value, json};

/// Where the coalition is written to.
const COALITION: &str = "coalition@candor.localhost";

on_both!(
    async fn a_recommendation_is_reminded_of_until_it_is_overdue(site) {
        let cast = Cast::of(&site).await;
        let panel = Panel::of(&site, "panel").await;
        let case = cast.decided_case(&site, &panel).await;
        let recommend = |due: &str| json!({"text": "Count the grafts before the eyes of the patient.", "due_on": due});
        cast.officer.acts(&case, "recommendations", recommend("2026-05-04")).await.refused(403, "forbidden");
        panel.lay.acts(&case, "recommendations", recommend("2026-03-01")).await.wrong("/due_on", "out_of_range");
        let made = panel.lay.acts(&case, "recommendations", recommend("2026-05-04")).await.with(201);
        assert_eq!(made["recommendations"][0]["number"], 1, "{made}");
        panel.lay.acts(&case, "recommendations", recommend("2026-06-30")).await.with(201);
        let letters = site.letters_about(&cast.clinic.email, "A recommendation, due by").await;
        assert_eq!(letters.len(), 2);
        assert!(letters[0].text().contains("4 May 2026"), "{}", letters[0].text());

        // Closed on day 30 after the decision; the recommendations live on.
        site.advance("P60D").await;
        assert_eq!(cast.patient.reads(&case).await["state"], "closed");
        let events = cast.officer.events(&case).await;
        let mornings = ["2026-04-27T06:00:00Z", "2026-05-04T06:00:00Z", "2026-05-11T06:00:00Z"];
        assert_eq!(times(&events, "recommendation_reminded")[..3], mornings);
        let path = format!("/complaints/{case}/recommendations");
        cast.patient.put(&format!("{path}/2/completion"), Value::Null).await.refused(403, "forbidden");
        cast.officer.put(&format!("{path}/9/completion"), Value::Null).await.refused(404, "not_found");
        assert!(offered(&cast.officer.reads(&case).await).contains(&"recommendation_completion"));
        cast.officer.put(&format!("{path}/2/completion"), Value::Null).await.with(200);
        cast.officer.put(&format!("{path}/2/completion"), Value::Null).await.refused(409, "no_open_recommendation");
        site.advance("P60D").await;
        let events = cast.officer.events(&case).await;
        assert_eq!(times(&events, "recommendation_overdue"), ["2026-06-03T21:00:00Z"], "only the first, once");
        assert_eq!(site.letters_about(COALITION, "thirty days overdue").await.len(), 1);
        let view = cast.patient.reads(&case).await;
        assert_eq!(view["recommendations"][1]["lapsed"], false);
        assert!(view["recommendations"][1]["completed_at"].is_string(), "{view}");
        site.is_whole().await;
    }
);

on_both!(
    async fn nothing_is_recommended_where_nothing_was_upheld(site) {
        let cast = Cast::of(&site).await;
        let panel = Panel::of(&site, "panel").await;
        let case = cast.drafted_case(&panel).await;
        let recommend = json!({"text": "Count again.", "due_on": "2026-05-04"});
        panel.lay.acts(&case, "recommendations", recommend.clone()).await.refused(409, "illegal_transition");
        panel.lay.acts(&case, "factual-check", words()).await.with(201);
        site.advance("P20D").await;
        panel.lay.acts(&case, "decision", panel.decision("not_upheld", [false; 3])).await.with(201);
        panel.lay.acts(&case, "recommendations", recommend).await.refused(409, "not_upheld");
        site.is_whole().await;
    }
);

on_both!(
    async fn another_panel_takes_recommendations_back(site) {
        let cast = Cast::of(&site).await;
        let (first, second) = (Panel::of(&site, "first").await, Panel::of(&site, "second").await);
        let case = cast.decided_case(&site, &first).await;
        let recommend = json!({"text": "Count again.", "due_on": "2026-05-04"});
        first.lay.acts(&case, "recommendations", recommend).await.with(201);
        cast.patient.acts(&case, "appeals", json!({"ground": "fact", "text": "They counted the wrong day."})).await.with(201);
        cast.board.put(&format!("/complaints/{case}/panel"), second.seats()).await.with(200);
        second.lay.acts(&case, "decision", second.decision("not_upheld", [false; 3])).await.with(201);
        assert_eq!(cast.patient.reads(&case).await["recommendations"][0]["lapsed"], true);
        site.advance("P120D").await;
        let events = cast.officer.events(&case).await;
        assert!(times(&events, "recommendation_reminded").is_empty() && times(&events, "recommendation_overdue").is_empty());
        site.is_whole().await;
    }
);
