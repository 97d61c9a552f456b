//! Reviews in the queue: nothing by a score alone, only their own grounds, and everything given back.

use super::{acts, decide, flag, id, staff};
use crate::on_both;
use crate::reviews::{Cast, WORDS};
use candor::accounts::Role;
use serde_json::{Value, json};

/// The only open item of the queue.
pub async fn item(cast: &Cast) -> Value {
    let queue = cast.moderator.get("/queue").await.with(200);
    assert_eq!(queue["items"].as_array().unwrap().len(), 1, "{queue}");
    queue["items"][0].clone()
}

on_both!(
    async fn a_review_that_is_reported_stays_until_somebody_has_decided(site) {
        let cast = Cast::of(&site).await;
        let review = cast.published().await;
        let before = cast.list(&site).await;
        cast.doctor.post("/flags", flag("review", &review, "threat")).await.with(201);
        for (number, reason) in ["threat", "threat", "threat"].into_iter().enumerate() {
            let reader = crate::support::people::Person::with_roles(&site, &format!("reader_{number}"), &[]).await;
            reader.post("/flags", flag("review", &review, reason)).await.with(201);
        }
        assert_eq!(cast.list(&site).await, before);
        let waiting = item(&cast).await;
        let total = |flag: &Value| flag["arithmetic"]["total"].as_f64().filter(|_| flag["by_party"] == false);
        let counted: f64 = waiting["flags"].as_array().unwrap().iter().filter_map(total).sum();
        assert_eq!(waiting["score"], counted, "what the physician says weighs nothing");
        assert!(waiting["score"].as_f64().unwrap() > waiting["hide_score"].as_f64().unwrap());
        assert_eq!((waiting["snapshot"].as_str(), waiting.to_string().contains("overall")), (Some(WORDS), false));
        // Whoever answers for the physician has no say in it, whatever role they hold.
        let path = format!("/queue/{}", id(&waiting));
        let tie = json!({"kind": "mentor", "physician_id": cast.physician});
        let tie = id(&cast.moderator.post("/me/ties", tie).await.with(201));
        cast.moderator.put(&format!("{path}/claim"), json!({})).await.refused(403, "conflict_of_interest");
        assert_eq!(item(&cast).await["conflict"], true);
        cast.moderator.delete(&format!("/me/ties/{tie}")).await;
        cast.moderator.put(&format!("{path}/claim"), json!({})).await.with(200);
        decide(&cast.moderator, &id(&waiting), json!({"action": "no_breach"})).await.with(201);
        assert_eq!(cast.list(&site).await, before);
        site.is_whole().await;
    }
);

on_both!(
    async fn a_first_review_waits_for_a_look_and_is_published_by_it(site) {
        let cast = Cast::of(&site).await;
        let review = cast.queued().await;
        let waiting = item(&cast).await;
        assert_eq!((waiting["kind"].as_str(), waiting["target_id"].as_str()), (Some("review"), Some(review.as_str())));
        assert!(!acts(&waiting).contains(&"mask"));
        decide(&cast.moderator, &id(&waiting), json!({"action": "no_breach"})).await.with(201);
        assert_eq!(cast.stranger.get(&format!("/reviews/{review}")).await.with(200)["state"], "published");
        assert_eq!(cast.moderator.get("/queue").await.with(200)["items"], json!([]));
        site.is_whole().await;
    }
);

on_both!(
    async fn a_first_review_that_the_clock_publishes_leaves_the_queue(site) {
        let cast = Cast::of(&site).await;
        cast.queued().await;
        item(&cast).await;
        site.advance("PT25H").await;
        assert_eq!(cast.moderator.get("/queue").await.with(200)["items"], json!([]));
        site.is_whole().await;
    }
);

on_both!(
    async fn a_review_is_removed_on_its_own_grounds_and_comes_back(site) {
        let cast = Cast::of(&site).await;
        let review = cast.published().await;
        cast.stranger.post("/flags", flag("review", &review, "off_topic")).await.with(201);
        let waiting = id(&item(&cast).await);
        let removal = |ground: &str| json!({"action": "remove", "ground": ground});
        for ground in ["off_topic", "duplicate", "threat", "illegal"] {
            decide(&cast.moderator, &waiting, removal(ground)).await.wrong("/ground", "not_a_removal_ground");
        }
        decide(&cast.moderator, &waiting, json!({"action": "remove"})).await.wrong("/ground", "required");
        decide(&cast.moderator, &waiting, removal("nonsense")).await.wrong("/ground", "not_a_removal_ground");
        let decision = decide(&cast.moderator, &waiting, removal("proven_fake")).await.with(201);
        let statement = decision["statement_id"].as_str().unwrap();
        let gone = cast.stranger.get(&format!("/reviews/{review}")).await;
        assert!(!gone.text.contains(WORDS));
        let appeal = cast.patient.post(&format!("/statements/{statement}/appeals"), json!({"text": "It is mine."})).await;
        let overturn = json!({"outcome": "overturned", "reason": "The invoice shows it."});
        let path = format!("/appeals/{}/decisions", id(&appeal.with(201)));
        cast.moderator.post(&path, overturn.clone()).await.refused(403, "conflict_of_interest");
        cast.other_moderator.post(&path, overturn).await.with(201);
        let back = cast.stranger.get(&format!("/reviews/{review}")).await.with(200);
        assert_eq!((back["text"].as_str(), back["state"].as_str()), (Some(WORDS), Some("restored")));
        site.is_whole().await;
    }
);

on_both!(
    async fn a_review_is_hidden_only_for_what_harms_while_it_is_read(site) {
        let cast = Cast::of(&site).await;
        let review = cast.published().await;
        cast.stranger.post("/flags", flag("review", &review, "spam")).await.with(201);
        let waiting = id(&item(&cast).await);
        let hide = |ground: &str| json!({"action": "hide", "ground": ground});
        for ground in ["spam", "off_topic", "duplicate", "other", "proven_fake", "harassment_or_hate", "nonsense"] {
            decide(&cast.moderator, &waiting, hide(ground)).await.wrong("/ground", "not_allowed_here");
        }
        decide(&cast.moderator, &waiting, json!({"action": "hide"})).await.wrong("/ground", "required");
        assert_eq!(cast.stranger.get(&format!("/reviews/{review}")).await.with(200)["text"], WORDS);
        decide(&cast.moderator, &waiting, hide("court_order")).await.with(201);
        cast.stranger.get(&format!("/reviews/{review}")).await.refused(404, "not_found");
        site.is_whole().await;
    }
);

on_both!(
    async fn a_review_is_removed_for_the_reason_it_was_reported_for(site) {
        let cast = Cast::of(&site).await;
        let review = cast.published().await;
        for (reason, ground) in [
            ("not_a_patient", "not_own_experience"),
            ("undisclosed_interest", "undisclosed_insider"),
            ("wrong_physician", "wrong_physician"),
            ("spam", "spam"),
        ] {
            for named in [json!({"action": "remove"}), json!({"action": "remove", "ground": reason})] {
                site.advance("P2D").await;
                cast.stranger.post("/flags", flag("review", &review, reason)).await.with(201);
                let waiting = id(&item(&cast).await);
                let decision = decide(&cast.moderator, &waiting, named).await.with(201);
                assert_eq!(decision["ground"], reason);
                let gone = cast.stranger.get(&format!("/reviews/{review}")).await.with(200);
                assert_eq!((gone["state"].as_str(), gone["ground"].as_str()), (Some("removed"), Some(ground)));
                decide(&cast.other_moderator, &waiting, json!({"action": "restore"})).await.with(201);
            }
        }
        site.is_whole().await;
    }
);

on_both!(
    async fn the_author_reads_what_others_read_beside_their_own_words(site) {
        let cast = Cast::of(&site).await;
        let review = cast.published().await;
        let path = format!("/reviews/{review}");
        assert_eq!(cast.patient.get(&path).await.with(200)["public_text"], Value::Null);
        cast.stranger.post("/flags", flag("review", &review, "personal_data")).await.with(201);
        let mask = json!({"action": "mask", "passages": ["the day was calm"]});
        decide(&cast.moderator, &id(&item(&cast).await), mask).await.with(201);
        let public = cast.stranger.get(&path).await.with(200);
        assert_eq!((&public["public_text"], &public["versions"][0]["masked"]), (&Value::Null, &Value::Null));
        for reader in [&cast.patient, &*cast.other_moderator] {
            let seen = reader.get(&path).await.with(200);
            assert_eq!((seen["text"].as_str(), &seen["public_text"]), (Some(WORDS), &public["text"]));
            let pieces = seen["versions"][0]["masked"].as_array().unwrap().clone();
            let whole: String = pieces.iter().map(|piece| piece["text"].as_str().unwrap()).collect();
            assert_eq!(whole, WORDS);
            let gone: Vec<_> = pieces.iter().filter(|piece| piece["masked"] == true).map(|piece| piece["text"].clone()).collect();
            assert_eq!(gone, [json!("the day was calm")]);
        }
    }
);

on_both!(
    async fn personal_data_in_a_review_is_masked_and_given_back(site) {
        let cast = Cast::of(&site).await;
        let review = cast.published().await;
        cast.stranger.post("/flags", flag("review", &review, "personal_data")).await.with(201);
        let waiting = id(&item(&cast).await);
        let mask = json!({"action": "mask", "passages": ["the day was calm"]});
        let decision = decide(&cast.moderator, &waiting, mask).await.with(201);
        let seen = cast.stranger.get(&format!("/reviews/{review}")).await;
        assert!(seen.text.contains("[removed: personal data]") && !seen.text.contains("the day was calm"));
        let appeals = format!("/statements/{}/appeals", decision["statement_id"].as_str().unwrap());
        let appeal = id(&cast.patient.post(&appeals, json!({"text": "It names nobody."})).await.with(201));
        let hearer = staff(&site, "hearer", &[Role::Appeals]).await;
        let overturn = json!({"outcome": "overturned", "reason": "It names nobody."});
        hearer.post(&format!("/appeals/{appeal}/decisions"), overturn).await.with(201);
        assert_eq!(cast.stranger.get(&format!("/reviews/{review}")).await.with(200)["text"], WORDS);
        site.is_whole().await;
    }
);

on_both!(
    async fn a_mask_that_was_overturned_does_not_come_back_with_what_lay_over_it(site) {
        let cast = Cast::of(&site).await;
        let review = cast.published().await;
        let mut statements = Vec::new();
        for (reader, reason, action) in [
            (&cast.stranger.0, "personal_data", json!({"action": "mask", "passages": ["the day was calm"]})),
            (&cast.doctor, "off_topic", json!({"action": "remove", "ground": "proven_fake"})),
        ] {
            reader.post("/flags", flag("review", &review, reason)).await.with(201);
            let decision = decide(&cast.moderator, &id(&item(&cast).await), action).await.with(201);
            statements.push(format!("/statements/{}/appeals", decision["statement_id"].as_str().unwrap()));
        }
        for statement in statements {
            let appeal = id(&cast.patient.post(&statement, json!({"text": "It is mine."})).await.with(201));
            let overturn = json!({"outcome": "overturned", "reason": "The invoice shows it."});
            cast.other_moderator.post(&format!("/appeals/{appeal}/decisions"), overturn).await.with(201);
        }
        let back = cast.stranger.get(&format!("/reviews/{review}")).await.with(200);
        assert_eq!((back["text"].as_str(), back["state"].as_str()), (Some(WORDS), Some("restored")));
        site.is_whole().await;
    }
);
