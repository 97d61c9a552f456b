//! Hidden reviews: one moderator hides at once, two decide within three days, and until then nobody reads them.

use super::pages::opens;
use super::reviews::item;
use super::{Scene, acts, decide, decide_with, flag, id, staff};
use crate::access::people::Person as Browser;
use crate::on_both;
use crate::reviews::{Cast, WORDS, guest};
use crate::support::app::TestSite;
use candor::accounts::Role;
use candor::clock::Timestamp;
use chrono::Duration;
use serde_json::{Value, json};

/// A review that a moderator has hidden; answers it, the item that did so, and the one on which two decide.
async fn hidden(cast: &Cast) -> (String, Value, Value) {
    let review = cast.published().await;
    cast.stranger.post("/flags", flag("review", &review, "threat")).await.with(201);
    let first = item(cast).await;
    decide(&cast.moderator, &id(&first), json!({"action": "hide"})).await.with(201);
    (review, first, item(cast).await)
}

async fn state(cast: &Cast, review: &str) -> Value {
    cast.patient.get(&format!("/reviews/{review}")).await.with(200)["state"].clone()
}

fn later(site: &TestSite, hours: i64) -> Value {
    let at: Timestamp = site.now().plus(Duration::hours(hours));
    json!(at.to_string())
}

on_both!(
    async fn two_moderators_who_say_the_same_decide_about_a_hidden_review(site) {
        let cast = Cast::of(&site).await;
        let (review, _, waiting) = hidden(&cast).await;
        assert_eq!((waiting["kind"].as_str(), &waiting["due_at"]), (Some("hidden_review"), &later(&site, 72)));
        assert_eq!((waiting["overdue"].clone(), waiting["priority"].clone()), (json!(false), json!(0)));
        assert_eq!(acts(&waiting), ["claim", "remove", "restore"]);
        let removal = |ground: &str| json!({"action": "remove", "ground": ground});
        let waiting = id(&waiting);
        decide(&cast.moderator, &waiting, json!({"action": "remove"})).await.wrong("/ground", "required");
        // It is hidden for a threat, and for no other harm.
        for ground in ["off_topic", "personal_data", "illegal"] {
            decide(&cast.moderator, &waiting, removal(ground)).await.wrong("/ground", "not_a_removal_ground");
        }
        let first = decide(&cast.moderator, &waiting, removal("court_order")).await.with(201);
        assert_eq!((&first["waits"], &first["in_force"], &first["statement_id"]), (&json!(true), &json!(false), &Value::Null));
        assert_eq!(state(&cast, &review).await, "hidden");
        guest(&site, &format!("/api/v1/reviews/{review}")).await.refused(404, "not_found");
        // Two are two people, and the first cannot end it alone by saying something else.
        for decision in [removal("court_order"), json!({"action": "restore"})] {
            decide(&cast.moderator, &waiting, decision).await.refused(403, "conflict_of_interest");
        }
        // They are offered nothing any more, and cannot keep it from others.
        assert_eq!(acts(&item(&cast).await), Vec::<&str>::new());
        cast.moderator.put(&format!("/queue/{waiting}/claim"), json!({})).await.refused(403, "conflict_of_interest");
        let seen = cast.other_moderator.get(&format!("/queue/{waiting}")).await.with(200);
        assert_eq!((&seen["voices"][0]["action"], &seen["voices"][0]["ground"]), (&json!("remove"), &json!("court_order")));
        assert_eq!(seen["voices"][0]["by"], cast.moderator.id.as_str());
        decide(&cast.other_moderator, &waiting, json!({"action": "no_breach"})).await.wrong("/action", "not_allowed_here");
        let second = decide(&cast.other_moderator, &waiting, json!({"action": "remove"})).await.with(201);
        assert_eq!((&second["waits"], &second["ground"]), (&json!(false), &json!("court_order")));
        let gone = guest(&site, &format!("/api/v1/reviews/{review}")).await.with(200);
        assert_eq!((&gone["state"], &gone["ground"], &gone["text"]), (&json!("removed"), &json!("court_order"), &Value::Null));
        let told = cast.patient.get("/me/statements").await.with(200);
        let told: Vec<_> = told["items"].as_array().unwrap().iter().map(|row| (row["action"].clone(), row["state"].clone())).collect();
        assert_eq!(told, [(json!("remove"), json!("in_force")), (json!("hide"), json!("replaced"))]);
        assert_eq!(cast.moderator.get("/queue").await.with(200)["items"], json!([]));
        // Neither of the two hears the appeal.
        let path = format!("/statements/{}/appeals", second["statement_id"].as_str().unwrap());
        let appeal = id(&cast.patient.post(&path, json!({"text": "It is mine."})).await.with(201));
        let overturn = json!({"outcome": "overturned", "reason": "It is theirs."});
        for one in [&cast.moderator, &cast.other_moderator] {
            one.post(&format!("/appeals/{appeal}/decisions"), overturn.clone()).await.refused(403, "conflict_of_interest");
            let listed = one.get("/appeals").await.with(200)["items"][0].clone();
            assert!(acts(&listed).is_empty(), "what they may not do is not offered: {listed}");
        }
        let hearer = staff(&site, "hearer", &[Role::Appeals]).await;
        assert_eq!(acts(&hearer.get("/appeals").await.with(200)["items"][0]), ["decide"]);
        hearer.post(&format!("/appeals/{appeal}/decisions"), overturn).await.with(201);
        assert_eq!(guest(&site, &format!("/api/v1/reviews/{review}")).await.with(200)["text"], WORDS);
        site.is_whole().await;
    }
);

on_both!(
    async fn two_moderators_remove_a_hidden_review_for_the_personal_data_in_it(site) {
        let cast = Cast::of(&site).await;
        let review = cast.published().await;
        cast.stranger.post("/flags", flag("review", &review, "personal_data")).await.with(201);
        let reported = id(&item(&cast).await);
        let removal = json!({"action": "remove", "ground": "personal_data"});
        // What can be read is masked; only what is hidden goes for it.
        decide(&cast.moderator, &reported, removal.clone()).await.wrong("/ground", "not_a_removal_ground");
        decide(&cast.moderator, &reported, json!({"action": "hide"})).await.with(201);
        let waiting = id(&item(&cast).await);
        let mask = json!({"action": "mask", "passages": [WORDS.split_at(12).0]});
        decide(&cast.moderator, &waiting, mask).await.wrong("/action", "not_allowed_here");
        decide(&cast.moderator, &waiting, json!({"action": "remove"})).await.wrong("/ground", "required");
        let first = decide(&cast.moderator, &waiting, removal).await.with(201);
        assert_eq!((&first["waits"], &first["ground"]), (&json!(true), &json!("personal_data")));
        guest(&site, &format!("/api/v1/reviews/{review}")).await.refused(404, "not_found");
        let second = decide(&cast.other_moderator, &waiting, json!({"action": "remove"})).await.with(201);
        assert_eq!((&second["waits"], &second["ground"]), (&json!(false), &json!("personal_data")));
        let gone = guest(&site, &format!("/api/v1/reviews/{review}")).await.with(200);
        assert_eq!((&gone["state"], &gone["ground"], &gone["text"]), (&json!("removed"), &json!("personal_data"), &Value::Null));
        assert_eq!(cast.list(&site).await["removed_by_ground"]["personal_data"], 1);
        // What two have said nobody takes back alone, neither a third nor one of them.
        let third = staff(&site, "third_moderator", &[Role::Moderator]).await;
        for one in [&*cast.moderator, &*cast.other_moderator, &third] {
            assert_eq!(acts(&one.get(&format!("/queue/{waiting}")).await.with(200)), Vec::<&str>::new());
            decide(one, &waiting, json!({"action": "restore"})).await.refused(409, "already_decided");
        }
        assert_eq!(state(&cast, &review).await, "removed");
        let path = format!("/statements/{}/appeals", second["statement_id"].as_str().unwrap());
        let appeal = id(&cast.patient.post(&path, json!({"text": "It names nobody."})).await.with(201));
        let overturn = json!({"outcome": "overturned", "reason": "It names nobody."});
        third.post(&format!("/appeals/{appeal}/decisions"), overturn).await.with(201);
        assert_eq!(guest(&site, &format!("/api/v1/reviews/{review}")).await.with(200)["text"], WORDS);
        site.is_whole().await;
    }
);

on_both!(
    async fn two_moderators_remove_a_hidden_review_for_the_ground_that_hid_it(site) {
        let cast = Cast::of(&site).await;
        for ground in ["threat", "illegal"] {
            let review = cast.published().await;
            cast.stranger.post("/flags", flag("review", &review, ground)).await.with(201);
            let reported = id(&item(&cast).await);
            let removal = json!({"action": "remove", "ground": ground});
            decide(&cast.moderator, &reported, removal.clone()).await.wrong("/ground", "not_a_removal_ground");
            decide(&cast.moderator, &reported, json!({"action": "hide"})).await.with(201);
            let waiting = id(&item(&cast).await);
            decide(&cast.moderator, &waiting, removal).await.with(201);
            let second = decide(&cast.other_moderator, &waiting, json!({"action": "remove"})).await.with(201);
            assert_eq!((&second["waits"], &second["ground"]), (&json!(false), &json!(ground)));
            let gone = guest(&site, &format!("/api/v1/reviews/{review}")).await.with(200);
            assert_eq!((&gone["state"], &gone["ground"], &gone["text"]), (&json!("removed"), &json!(ground), &Value::Null));
            assert_eq!(cast.list(&site).await["removed_by_ground"][ground], 1);
            let path = format!("/statements/{}/appeals", second["statement_id"].as_str().unwrap());
            let appeal = id(&cast.patient.post(&path, json!({"text": "It is only angry."})).await.with(201));
            let hearer = staff(&site, &format!("hearer_of_{ground}"), &[Role::Appeals]).await;
            let overturn = json!({"outcome": "overturned", "reason": "It is only angry."});
            hearer.post(&format!("/appeals/{appeal}/decisions"), overturn).await.with(201);
            assert_eq!(guest(&site, &format!("/api/v1/reviews/{review}")).await.with(200)["text"], WORDS);
            cast.patient.post(&format!("/reviews/{review}/withdrawal"), json!({})).await.with(201);
        }
        site.is_whole().await;
    }
);

on_both!(
    async fn what_two_removed_stays_so_when_what_stood_beside_it_ends(site) {
        let cast = Cast::of(&site).await;
        let review = cast.published().await;
        cast.stranger.post("/flags", flag("review", &review, "personal_data")).await.with(201);
        let mask = json!({"action": "mask", "passages": ["the day was calm"]});
        let masked = decide(&cast.moderator, &id(&item(&cast).await), mask).await.with(201);
        cast.doctor.post("/flags", flag("review", &review, "threat")).await.with(201);
        decide(&cast.moderator, &id(&item(&cast).await), json!({"action": "hide"})).await.with(201);
        let waiting = id(&item(&cast).await);
        for one in [&cast.moderator, &cast.other_moderator] {
            decide(one, &waiting, json!({"action": "remove", "ground": "threat"})).await.with(201);
        }
        assert_eq!(state(&cast, &review).await, "removed");
        let path = format!("/statements/{}/appeals", masked["statement_id"].as_str().unwrap());
        let appeal = id(&cast.patient.post(&path, json!({"text": "That names nobody."})).await.with(201));
        let hearer = staff(&site, "hearer", &[Role::Appeals]).await;
        let overturn = json!({"outcome": "overturned", "reason": "It names nobody."});
        hearer.post(&format!("/appeals/{appeal}/decisions"), overturn).await.with(201);
        let gone = guest(&site, &format!("/api/v1/reviews/{review}")).await.with(200);
        assert_eq!((&gone["state"], &gone["ground"], &gone["text"]), (&json!("removed"), &json!("threat"), &Value::Null));
        site.is_whole().await;
    }
);

on_both!(
    async fn an_appeal_against_hiding_is_closed_with_one_letter_when_two_remove(site) {
        let cast = Cast::of(&site).await;
        let (_, first, waiting) = hidden(&cast).await;
        let statement = cast.moderator.get(&format!("/queue/{}", id(&first))).await.with(200)["decisions"][0]["statement_id"].clone();
        let path = format!("/statements/{}", statement.as_str().unwrap());
        cast.patient.post(&format!("{path}/appeals"), json!({"text": "It threatens nobody."})).await.with(201);
        for one in [&cast.moderator, &cast.other_moderator] {
            let removal = json!({"action": "remove", "ground": "court_order"});
            decide(one, &id(&waiting), removal).await.with(201);
        }
        let over = cast.patient.get(&path).await.with(200);
        assert_eq!((&over["state"], &over["appeals"][0]["outcome"]), (&json!("replaced"), &Value::Null));
        assert_eq!(over["appeals"][0]["state"], "decided");
        let author = Browser::at_a_browser(&site, &cast.patient.email).await;
        let page = opens(&site, &author, &path).await;
        assert!(page.contains("Closed: replaced by a later decision") && !page.contains("Overturned"), "{page}");
        assert_eq!(site.letters_about(&cast.patient.email, "An appeal was decided").await.len(), 1);
        let log = cast.stranger.get("/moderation-log").await.with(200);
        let outcomes: Vec<_> = log["items"].as_array().unwrap().iter().map(|line| line["appeal_outcome"].clone()).collect();
        assert_eq!(outcomes, [Value::Null, Value::Null], "what is harsher than the decision overturns nothing");
        assert_eq!(cast.moderator.get("/queue").await.with(200)["items"], json!([]));
        site.is_whole().await;
    }
);

on_both!(
    async fn where_two_disagree_it_stays_hidden_and_a_third_decides(site) {
        let cast = Cast::of(&site).await;
        let (review, _, waiting) = hidden(&cast).await;
        let waiting = id(&waiting);
        let removal = json!({"action": "remove", "ground": "proven_fake"});
        decide(&cast.moderator, &waiting, removal).await.with(201);
        let second = decide(&cast.other_moderator, &waiting, json!({"action": "restore"})).await.with(201);
        assert_eq!((second["waits"].clone(), state(&cast, &review).await), (json!(true), json!("hidden")));
        let third = staff(&site, "third_moderator", &[Role::Moderator]).await;
        let decision = decide(&third, &waiting, json!({"action": "restore"})).await.with(201);
        assert_eq!(decision["waits"], false);
        let back = guest(&site, &format!("/api/v1/reviews/{review}")).await.with(200);
        assert_eq!((back["text"].as_str(), back["state"].as_str()), (Some(WORDS), Some("published")));
        assert_eq!(cast.patient.get("/me/statements").await.with(200)["items"][0]["state"], "lifted");
        decide(&third, &waiting, json!({"action": "restore"})).await.refused(409, "already_decided");
        site.is_whole().await;
    }
);

on_both!(
    async fn after_three_days_it_is_overdue_and_before_all_others_and_still_hidden(site) {
        let cast = Cast::of(&site).await;
        let (review, first, waiting) = hidden(&cast).await;
        let waiting = id(&waiting);
        // The item that hid it does not end it either: that takes two.
        decide(&cast.moderator, &id(&first), json!({"action": "restore"})).await.refused(409, "already_decided");
        let other = staff(&site, "another_author", &[]).await;
        let pressing = json!({"target_kind": "profile", "target_id": other.id, "reason": "threat"});
        cast.stranger.post("/flags", pressing).await.with(201);
        assert_eq!(site.advance("PT71H").await, 0);
        assert_eq!(site.advance("PT1H").await, 1);
        let queue = cast.moderator.get("/queue").await.with(200);
        let head = &queue["items"][0];
        assert_eq!((head["id"].as_str(), &head["overdue"], &head["priority"]), (Some(waiting.as_str()), &json!(true), &json!(-1)));
        assert_eq!(queue["items"].as_array().unwrap().len(), 2);
        assert_eq!(state(&cast, &review).await, "hidden");
        for one in [&cast.moderator, &cast.other_moderator] {
            decide(one, &waiting, json!({"action": "restore"})).await.with(201);
        }
        assert_eq!(state(&cast, &review).await, "published");
        site.is_whole().await;
    }
);

on_both!(
    async fn what_ends_the_hiding_ends_the_wait(site) {
        let cast = Cast::of(&site).await;
        let (review, first, waiting) = hidden(&cast).await;
        let statement = cast.moderator.get(&format!("/queue/{}", id(&first))).await.with(200)["decisions"][0]["statement_id"].clone();
        let path = format!("/statements/{}/appeals", statement.as_str().unwrap());
        let appeal = id(&cast.patient.post(&path, json!({"text": "It threatens nobody."})).await.with(201));
        let overturn = json!({"outcome": "overturned", "reason": "It does not."});
        cast.other_moderator.post(&format!("/appeals/{appeal}/decisions"), overturn).await.with(201);
        assert_eq!(state(&cast, &review).await, "published");
        assert_eq!(cast.moderator.get("/queue").await.with(200)["items"], json!([]));
        decide_with(&cast.moderator, &id(&waiting), "*", json!({"action": "restore"})).await.refused(409, "already_decided");
        cast.doctor.post("/flags", flag("review", &review, "threat")).await.with(201);
        decide(&cast.moderator, &id(&item(&cast).await), json!({"action": "hide"})).await.with(201);
        item(&cast).await;
        cast.patient.post(&format!("/reviews/{review}/withdrawal"), json!({})).await.with(201);
        assert_eq!(cast.moderator.get("/queue").await.with(200)["items"], json!([]));
        site.is_whole().await;
    }
);

on_both!(
    async fn a_hidden_post_goes_for_good_only_by_two(site) {
        let scene = Scene::of(&site).await;
        scene.reported(&scene.reader, "spam").await;
        let decision = scene.decided(json!({"action": "hide"})).await;
        let path = format!("/statements/{}/appeals", decision["statement_id"].as_str().unwrap());
        let appeal = id(&scene.author.post(&path, json!({"text": "It is no spam."})).await.with(201));
        let partly = json!({"outcome": "partly", "reason": "It is something else."});
        scene.other.post(&format!("/appeals/{appeal}/decisions"), partly).await.with(201);
        let again = staff(&site, "third_moderator", &[Role::Moderator]).await;
        let waiting = again.get("/queue").await.with(200)["items"][0].clone();
        assert_eq!(waiting["kind"], "again");
        let removal = json!({"action": "remove", "ground": "illegal"});
        let first = decide(&scene.other, &id(&waiting), removal.clone()).await.with(201);
        assert_eq!((first["waits"].clone(), scene.post_as(&scene.reader).await["state"].clone()), (json!(true), json!("hidden")));
        decide(&scene.other, &id(&waiting), removal.clone()).await.refused(403, "conflict_of_interest");
        decide(&again, &id(&waiting), removal).await.with(201);
        assert_eq!(scene.post_as(&scene.reader).await["state"], "removed");
        let fourth = staff(&site, "fourth_moderator", &[Role::Moderator]).await;
        let decided = fourth.get(&format!("/queue/{}", id(&waiting))).await.with(200);
        assert_eq!(acts(&decided), Vec::<&str>::new(), "only an appeal brings back what two removed");
        decide(&fourth, &id(&waiting), json!({"action": "restore"})).await.refused(409, "already_decided");
        assert_eq!(scene.post_as(&scene.reader).await["state"], "removed");
        site.is_whole().await;
    }
);
