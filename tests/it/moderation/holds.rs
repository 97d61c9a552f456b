//! Held reviews: for seven days at most, longer once by somebody else, and then shown again or hidden by the clock.

use super::reviews::item;
use super::{acts, decide, flag, id};
use crate::access::people::Person as Browser;
use crate::on_both;
use crate::reviews::{Cast, WORDS, guest};
use crate::support::app::TestSite;
use chrono::Duration;
use serde_json::{Value, json};

fn days(site: &TestSite, days: i64) -> Value {
    json!(site.now().plus(Duration::days(days)).to_string())
}

/// A public review that is reported for this reason; answers it and its item.
async fn reported(cast: &Cast, reason: &str) -> (String, String) {
    let review = cast.published().await;
    cast.stranger.post("/flags", flag("review", &review, reason)).await.with(201);
    (review, id(&item(cast).await))
}

on_both!(
    async fn a_review_is_held_and_held_longer_once_by_somebody_else(site) {
        let cast = Cast::of(&site).await;
        let (review, reported) = reported(&cast, "undisclosed_interest").await;
        let hold = |until: Value| json!({"action": "hold", "until": until});
        decide(&cast.moderator, &reported, hold(days(&site, 8))).await.wrong("/until", "out_of_range");
        decide(&cast.moderator, &reported, hold(days(&site, 0))).await.wrong("/until", "out_of_range");
        let held = decide(&cast.moderator, &reported, hold(days(&site, 5))).await.with(201);
        assert_eq!((&held["until"], &held["ground"]), (&days(&site, 5), &json!("undisclosed_interest")));
        let stub = guest(&site, &format!("/api/v1/reviews/{review}")).await.with(200);
        assert_eq!((&stub["state"], &stub["held"]["until"], &stub["text"]), (&json!("held"), &days(&site, 5), &Value::Null));
        let told = cast.patient.get(&format!("/statements/{}", held["statement_id"].as_str().unwrap())).await.with(200);
        assert_eq!((told["action"].as_str(), &told["end_date"], acts(&told)), (Some("hold"), &days(&site, 5), vec!["appeal"]));
        assert_eq!(told["decision_visibility"], "DECISION_VISIBILITY_CONTENT_DISABLED");
        let author = Browser::at_a_browser(&site, &cast.patient.email).await;
        let own = author.reads(&site, &format!("/reviews/{review}")).await;
        assert!(own.contains(WORDS) && own.contains("Held until 7 March 2026"), "the author reads why, and until when: {own}");
        let waiting = item(&cast).await;
        assert_eq!((waiting["kind"].as_str(), &waiting["due_at"]), (Some("held_review"), &days(&site, 5)));
        assert!(!acts(&waiting).contains(&"hold"), "whoever holds it does not make that longer");
        let waiting = id(&waiting);
        decide(&cast.moderator, &waiting, json!({"action": "hold"})).await.refused(403, "conflict_of_interest");
        let seen = cast.other_moderator.get(&format!("/queue/{waiting}")).await.with(200);
        assert!(acts(&seen).contains(&"hold"));
        decide(&cast.other_moderator, &waiting, hold(days(&site, 13))).await.wrong("/until", "out_of_range");
        let longer = decide(&cast.other_moderator, &waiting, json!({"action": "hold", "ground": "other"})).await.with(201);
        assert_eq!(longer["until"], days(&site, 12));
        let waiting = item(&cast).await;
        assert_eq!((waiting["kind"].as_str(), &waiting["due_at"]), (Some("held_review"), &days(&site, 12)));
        assert!(!acts(&waiting).contains(&"hold"));
        decide(&cast.moderator, &id(&waiting), json!({"action": "hold"})).await.refused(409, "hold_already_extended");
        site.advance("P11D").await;
        assert_eq!(guest(&site, &format!("/api/v1/reviews/{review}")).await.with(200)["state"], "held");
        site.advance("P1D").await;
        assert_eq!(guest(&site, &format!("/api/v1/reviews/{review}")).await.with(200)["text"], WORDS);
        assert_eq!(cast.moderator.get("/queue").await.with(200)["items"], json!([]));
        let log = cast.stranger.get("/moderation-log").await.with(200);
        for line in log["items"].as_array().unwrap() {
            assert_eq!((line["action"].as_str(), &line["in_force"]), (Some("hold"), &json!(false)));
        }
        site.is_whole().await;
    }
);

on_both!(
    async fn a_hold_for_personal_data_ends_hidden_with_reasons_and_two_decide(site) {
        let cast = Cast::of(&site).await;
        let (review, reported) = reported(&cast, "personal_data").await;
        decide(&cast.moderator, &reported, json!({"action": "hold"})).await.with(201);
        site.advance("P7DT13H59M").await;
        guest(&site, &format!("/api/v1/reviews/{review}")).await.with(200);
        site.advance("PT1M").await;
        guest(&site, &format!("/api/v1/reviews/{review}")).await.refused(404, "not_found");
        let told = cast.patient.get("/me/statements").await.with(200)["items"][0].clone();
        assert_eq!((told["action"].as_str(), told["ground"].as_str()), (Some("hide"), Some("personal_data")));
        assert_eq!((told["automated_decision"].as_str(), acts(&told)), (Some("AUTOMATED_DECISION_FULLY"), vec!["appeal"]));
        let waiting = item(&cast).await;
        assert_eq!((waiting["kind"].as_str(), waiting["in_force"].clone()), (Some("hidden_review"), json!(["hide"])));
        for one in [&cast.moderator, &cast.other_moderator] {
            decide(one, &id(&waiting), json!({"action": "restore"})).await.with(201);
        }
        let back = guest(&site, &format!("/api/v1/reviews/{review}")).await.with(200);
        assert_eq!((back["text"].as_str(), back["state"].as_str()), (Some(WORDS), Some("published")));
        assert_eq!(cast.moderator.get("/queue").await.with(200)["items"], json!([]));
        site.is_whole().await;
    }
);

on_both!(
    async fn a_hold_ends_when_nothing_is_found_and_when_an_appeal_overturns_it(site) {
        let cast = Cast::of(&site).await;
        let (review, reported) = reported(&cast, "undisclosed_interest").await;
        decide(&cast.moderator, &reported, json!({"action": "hold"})).await.with(201);
        decide(&cast.moderator, &id(&item(&cast).await), json!({"action": "no_breach"})).await.with(201);
        assert_eq!(guest(&site, &format!("/api/v1/reviews/{review}")).await.with(200)["state"], "published");
        assert_eq!(cast.patient.get("/me/statements").await.with(200)["items"][0]["state"], "lifted");
        cast.doctor.post("/flags", flag("review", &review, "wrong_physician")).await.with(201);
        let held = decide(&cast.moderator, &id(&item(&cast).await), json!({"action": "hold"})).await.with(201);
        let path = format!("/statements/{}/appeals", held["statement_id"].as_str().unwrap());
        let appeal = id(&cast.patient.post(&path, json!({"text": "It was her."})).await.with(201));
        let overturn = json!({"outcome": "overturned", "reason": "It was her."});
        cast.other_moderator.post(&format!("/appeals/{appeal}/decisions"), overturn).await.with(201);
        assert_eq!(guest(&site, &format!("/api/v1/reviews/{review}")).await.with(200)["text"], WORDS);
        assert_eq!(cast.moderator.get("/queue").await.with(200)["items"], json!([]));
        site.advance("P8D").await;
        assert_eq!(guest(&site, &format!("/api/v1/reviews/{review}")).await.with(200)["state"], "published");
        site.is_whole().await;
    }
);

on_both!(
    async fn a_first_review_is_held_and_what_is_held_is_removed_by_one(site) {
        let cast = Cast::of(&site).await;
        let review = cast.queued().await;
        let hold = json!({"action": "hold", "ground": "not_a_patient"});
        decide(&cast.moderator, &id(&item(&cast).await), hold).await.with(201);
        let waiting = item(&cast).await;
        assert_eq!(waiting["kind"], "held_review");
        let removal = json!({"action": "remove", "ground": "not_a_patient"});
        decide(&cast.other_moderator, &id(&waiting), removal).await.with(201);
        let gone = guest(&site, &format!("/api/v1/reviews/{review}")).await.with(200);
        assert_eq!((&gone["state"], &gone["ground"]), (&json!("removed"), &json!("not_own_experience")));
        assert_eq!(cast.moderator.get("/queue").await.with(200)["items"], json!([]));
        site.is_whole().await;
    }
);
