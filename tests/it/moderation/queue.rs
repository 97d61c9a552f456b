//! The queue: its order, its arithmetic, claims, versions, and what happens by itself.

use super::pages::opens;
use super::{Scene, WORDS, acts, decide, decide_with, flag, id, staff};
use crate::access::people::Person as Browser;
use crate::on_both;
use crate::support::make::Clinic;
use crate::support::people::{Patient, send};
use reqwest::Method;
use serde_json::json;

on_both!(
    async fn pressing_things_come_first_then_the_oldest(site) {
        let scene = Scene::of(&site).await;
        let posts = format!("/threads/{}/posts", scene.thread);
        let mut made = Vec::new();
        for (body, reason) in [("One.", "spam"), ("Two.", "off_topic"), ("Three.", "threat")] {
            let post = id(&scene.author.post(&posts, json!({"body": body})).await.with(201));
            scene.reader.post("/flags", flag("post", &post, reason)).await.with(201);
            made.push(post);
            site.advance("PT1M").await;
        }
        let queue = scene.moderator.get("/queue?limit=2").await.with(200);
        let targets: Vec<_> = queue["items"].as_array().unwrap().iter().map(|item| item["target_id"].as_str().unwrap()).collect();
        assert_eq!(targets, [made[2].as_str(), made[0].as_str()]);
        let next = format!("/queue?limit=2&cursor={}", queue["next"].as_str().unwrap());
        let rest = scene.moderator.get(&next).await.with(200);
        assert_eq!(rest["items"][0]["target_id"], made[1].as_str());
        let back = format!("/queue?limit=2&cursor={}", rest["prev"].as_str().unwrap());
        assert_eq!(scene.moderator.get(&back).await.with(200)["items"], queue["items"]);
        assert_eq!(scene.moderator.get("/queue?kind=first_post").await.with(200)["items"], json!([]));
        let decided = scene.moderator.get("/queue?state=decided").await.with(200);
        assert_eq!(decided["items"], json!([]));
    }
);

on_both!(
    async fn several_reports_make_one_item_and_a_sum(site) {
        let scene = Scene::of(&site).await;
        scene.reported(&scene.reader, "medical_danger").await;
        scene.reader.post("/flags", flag("post", &scene.post, "medical_danger")).await.refused(409, "already_flagged");
        scene.reported(&scene.reader, "spam").await;
        let urgent = json!({"target_kind": "post", "target_id": scene.post, "reason": "spam", "take_action": true});
        scene.other.post("/flags", urgent).await.with(201);
        let item = scene.moderator.get(&format!("/queue/{}", id(&scene.item().await))).await.with(200);
        let totals: Vec<_> = item["flags"].as_array().unwrap().iter().map(|flag| flag["arithmetic"]["total"].as_f64().unwrap()).collect();
        assert_eq!((totals, item["score"].as_f64()), (vec![3.0, 1.0, 11.0], Some(15.0)));
        assert_eq!(item["author_history"], json!([{"action": "hide", "count": 1}]));
        assert_eq!(item["earlier_decisions"][0]["automated"], true);
        // Over 8.33 by two people: hidden until somebody has looked, and said to have been by nobody.
        let post = scene.post_as(&scene.reader).await;
        assert_eq!(post["state"], "hidden");
        let told = scene.author.get("/me/statements").await.with(200)["items"][0].clone();
        assert_eq!(told["automated_decision"], "AUTOMATED_DECISION_FULLY");
        assert_eq!(item["in_force"], json!(["hide"]));
        decide(&scene.moderator, &id(&item), json!({"action": "no_breach"})).await.with(201);
        assert_eq!(scene.post_as(&scene.reader).await["body"], WORDS);
        let told = scene.author.get("/me/statements").await.with(200)["items"][0].clone();
        assert_eq!(told["state"], "lifted");
        let again = flag("post", &scene.post, "spam");
        scene.reader.post("/flags", again.clone()).await.refused(409, "already_flagged");
        site.advance("P1D").await;
        scene.reader.post("/flags", again).await.with(201);
        site.is_whole().await;
    }
);

on_both!(
    async fn a_person_s_decision_replaces_the_score_s(site) {
        let scene = Scene::of(&site).await;
        for (number, reason) in ["threat", "threat", "threat"].into_iter().enumerate() {
            let reader = Patient::of(&site, &format!("reader_{number}")).await;
            scene.reported(&reader, reason).await;
        }
        assert_eq!(scene.post_as(&scene.reader).await["state"], "hidden");
        let author = Browser::at_a_browser(&site, &scene.author.email).await;
        let first = id(&scene.author.get("/me/statements").await.with(200)["items"][0]);
        let path = format!("/statements/{first}");
        assert!(opens(&site, &author, &path).await.contains("Moderators have yet to look at it."));
        scene.decided(json!({"action": "hide", "ground": "threat"})).await;
        assert!(opens(&site, &author, &path).await.contains("Moderators have looked at it since."));
        let told = scene.author.get("/me/statements").await.with(200);
        let states: Vec<_> = told["items"].as_array().unwrap().iter().map(|row| row["state"].as_str().unwrap()).collect();
        assert_eq!(states, ["in_force", "replaced"]);
        assert_eq!(scene.post_as(&scene.reader).await["state"], "hidden");
        site.is_whole().await;
    }
);

on_both!(
    async fn what_physicians_say_and_what_staff_wrote_is_never_hidden_by_a_score(site) {
        let scene = Scene::of(&site).await;
        let physician = staff(&site, "physician", &[]).await;
        let clinic = Clinic::listed(&scene.admin, "north").await;
        clinic.claimed_by(&site, &physician).await;
        scene.reported(&physician, "threat").await;
        let urgent = json!({"target_kind": "post", "target_id": scene.post, "reason": "threat", "take_action": true});
        scene.other.post("/flags", urgent.clone()).await.with(201);
        assert_eq!(scene.post_as(&scene.reader).await["state"], "public");
        let posts = format!("/threads/{}/posts", scene.thread);
        let own = id(&scene.admin.post(&posts, json!({"body": "Please stay with the question."})).await.with(201));
        for person in [&*scene.other, &*scene.moderator] {
            let mut flag = urgent.clone();
            flag["target_id"] = json!(own);
            person.post("/flags", flag).await.with(201);
        }
        let post = scene.reader.get(&format!("/posts/{own}")).await.with(200);
        assert_eq!(post["state"], "public");
    }
);

on_both!(
    async fn a_first_post_with_a_link_is_looked_at(site) {
        let scene = Scene::of(&site).await;
        let newcomer = Patient::of(&site, "newcomer").await;
        let posts = format!("/threads/{}/posts", scene.thread);
        newcomer.post(&posts, json!({"body": "See https://shop.example for more."})).await.with(201);
        newcomer.post(&posts, json!({"body": "And https://shop.example/two as well."})).await.with(201);
        let item = scene.item().await;
        assert_eq!((item["kind"].as_str(), item["flags"].clone()), (Some("first_post"), json!([])));
        decide(&scene.moderator, &id(&item), json!({"action": "no_breach"})).await.with(201);
        site.is_whole().await;
    }
);

on_both!(
    async fn versions_and_claims_keep_two_moderators_apart(site) {
        let scene = Scene::of(&site).await;
        scene.reported(&scene.reader, "spam").await;
        let item = id(&scene.item().await);
        let path = format!("/queue/{item}");
        let hide = json!({"action": "hide"});
        let request = scene.moderator.request(Method::POST, &format!("{path}/decisions")).json(&hide);
        send(request).await.refused(428, "precondition_required");
        let tag = scene.moderator.get(&path).await.header("etag").to_owned();
        let stale = |method: Method| scene.moderator.request(method, &format!("{path}/claim")).header("If-Match", "\"0.0\"");
        send(stale(Method::PUT)).await.refused(412, "stale");
        assert_eq!(scene.moderator.get(&path).await.with(200)["claim"], json!(null), "nothing was taken");
        scene.moderator.put(&format!("{path}/claim"), json!({})).await.with(200);
        send(stale(Method::DELETE)).await.refused(412, "stale");
        scene.reported(&scene.other, "spam").await;
        decide_with(&scene.moderator, &item, &tag, hide.clone()).await.refused(412, "stale");
        site.advance("PT16M").await;
        let over = scene.other.get(&path).await.with(200);
        assert!(acts(&over).contains(&"claim"), "one that has run out is nobody's: {over}");
        let taken = scene.other.put(&format!("{path}/claim"), json!({})).await.with(200);
        assert!(acts(&taken).contains(&"release"));
        scene.moderator.delete(&format!("{path}/claim")).await.refused(409, "claimed_by_other");
        scene.other.delete(&format!("{path}/claim")).await.with(200);
        decide(&scene.other, &item, hide.clone()).await.with(201);
        let tag = scene.moderator.get(&path).await.header("etag").to_owned();
        decide_with(&scene.moderator, &item, &tag, hide).await.refused(409, "already_decided");
        scene.moderator.put(&format!("{path}/claim"), json!({})).await.refused(409, "already_decided");
    }
);
