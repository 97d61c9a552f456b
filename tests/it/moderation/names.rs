//! Display names: masked, they are nowhere; an appeal gives them back; another one may be chosen at any time.

use super::leaks::finds;
use super::pages::{opens, sends};
use super::{Scene, acts, decide, flag, id};
use crate::access::people::Person as Browser;
use crate::on_both;
use crate::reviews::{Cast, guest};
use crate::support::app::TestSite;
use crate::support::people::{Patient, Person, post, send, sign_up_form};
use candor::accounts::Role;
use reqwest::Method;
use serde_json::{Value, json};

/// What the author of a scene is called.
const NAME: &str = "smooth_result";

/// Every place where a reader or a guest meets the author's name.
async fn shown(site: &TestSite, scene: &Scene, own_thread: &str) -> Vec<String> {
    finds(site, (scene, Some((own_thread, "my-year"))), &scene.reader, NAME).await
}

/// A thread of the author's, and a post that was edited after the grace.
async fn written(site: &TestSite, scene: &Scene) -> String {
    let thread = json!({"category_id": scene.category, "title": "My year", "body": "It went well."});
    let thread = id(&scene.author.post("/threads", thread).await.with(201));
    site.advance("PT10M").await;
    let path = format!("/posts/{}", scene.post);
    let tag = scene.author.get(&path).await.header("etag").to_owned();
    let request = scene.author.request(Method::PATCH, &path).header("If-Match", tag);
    send(request.json(&json!({"body": "I changed my mind."}))).await.with(200);
    thread
}

/// Reports the author's name and masks it; answers the item and the decision.
async fn masked(scene: &Scene) -> (String, Value) {
    scene.reader.post("/flags", flag("profile", &scene.author.id, "personal_data")).await.with(201);
    let item = scene.item().await;
    assert_eq!((&item["snapshot"], acts(&item).contains(&"mask")), (&json!(NAME), true));
    let mask = json!({"action": "mask", "ground": "personal_data"});
    let decision = decide(&scene.moderator, &id(&item), mask).await.with(201);
    (id(&item), decision)
}

/// What somebody is called now.
async fn name(who: &Person) -> String {
    who.get("/me").await.with(200)["display_name"].as_str().unwrap().to_owned()
}

/// Somebody changes something about themselves.
async fn changes(who: &Person, change: Value) -> crate::support::answer::Answer {
    let tag = who.get("/me").await.header("etag").to_owned();
    send(who.request(Method::PATCH, "/me").header("If-Match", tag).json(&change)).await
}

on_both!(
    async fn a_masked_name_is_nowhere_and_an_appeal_gives_it_back(site) {
        let scene = Scene::of(&site).await;
        let thread = written(&site, &scene).await;
        let before = shown(&site, &scene, &thread).await;
        assert!(before.len() >= 8, "{before:?}");
        scene.reader.post("/flags", flag("profile", &scene.author.id, "spam")).await.with(201);
        let part = json!({"action": "mask", "passages": ["smooth"]});
        decide(&scene.moderator, &id(&scene.item().await), part).await.wrong("/passages", "not_allowed_here");
        let (_, decision) = masked(&scene).await;
        assert_eq!(shown(&site, &scene, &thread).await, Vec::<String>::new());
        let neutral = name(&scene.author).await;
        assert!(neutral.starts_with("Member "), "{neutral}");
        assert_eq!(scene.post_as(&scene.reader).await["author"]["display_name"], neutral.as_str());
        // Its author reads what was masked and why; whoever reported it reads the reasons only.
        let statement = format!("/statements/{}", decision["statement_id"].as_str().unwrap());
        let reasons = scene.author.get(&statement).await.with(200);
        assert_eq!((&reasons["snapshot"], &reasons["decision_visibility"]), (&json!(NAME), &json!("DECISION_VISIBILITY_OTHER")));
        assert!(!scene.reader.get(&statement).await.text.contains(NAME));
        for letter in site.letters_about(&scene.reader.email, "What became of your report").await {
            assert!(!letter.text().contains(NAME), "{}", letter.text());
        }
        // Nobody takes the name meanwhile.
        let taken = changes(&scene.reader, json!({"display_name": "Smooth_Result"})).await;
        taken.wrong("/display_name", "display_name_taken");
        let appeal = json!({"text": "It is nobody's name."});
        let appeal = id(&scene.author.post(&format!("{statement}/appeals"), appeal).await.with(201));
        let overturn = json!({"outcome": "overturned", "reason": "It is not."});
        scene.other.post(&format!("/appeals/{appeal}/decisions"), overturn).await.with(201);
        assert_eq!(name(&scene.author).await, NAME);
        assert_eq!(shown(&site, &scene, &thread).await, before);
        site.is_whole().await;
    }
);

on_both!(
    async fn another_name_may_be_chosen_but_not_the_masked_one(site) {
        let scene = Scene::of(&site).await;
        let (item, _) = masked(&scene).await;
        let neutral = name(&scene.author).await;
        // A form sends the name that it was given: that chooses nothing.
        changes(&scene.author, json!({"display_name": neutral, "locale": "de"})).await.with(200);
        assert_eq!(name(&scene.author).await, neutral);
        for same in [NAME, "Smooth_RESULT"] {
            changes(&scene.author, json!({"display_name": same})).await.wrong("/display_name", "name_masked");
        }
        // Nobody else takes the neutral one, nor any that looks like it.
        for taken in [neutral.as_str(), "member 04711234", "Mitglied 04711234"] {
            changes(&scene.reader, json!({"display_name": taken})).await.wrong("/display_name", "display_name_taken");
            let newcomer = post(&site, "/api/v1/accounts", sign_up_form("robin@people.example", taken)).await;
            newcomer.wrong("/display_name", "display_name_taken");
        }
        changes(&scene.author, json!({"display_name": "calm_wren"})).await.with(200);
        assert_eq!(scene.post_as(&scene.reader).await["author"]["display_name"], "calm_wren");
        changes(&scene.author, json!({"display_name": NAME})).await.wrong("/display_name", "name_masked");
        // Taken back, nothing is put over what was chosen since, and the old name is free again.
        decide(&scene.moderator, &item, json!({"action": "restore"})).await.with(201);
        assert_eq!(name(&scene.author).await, "calm_wren");
        changes(&scene.author, json!({"display_name": NAME})).await.with(200);
        assert_eq!(scene.post_as(&scene.reader).await["author"]["display_name"], NAME);
        site.is_whole().await;
    }
);

on_both!(
    async fn a_mask_takes_every_name_that_was_reported_and_leaves_one_chosen_since(site) {
        let scene = Scene::of(&site).await;
        scene.reader.post("/flags", flag("profile", &scene.author.id, "personal_data")).await.with(201);
        changes(&scene.author, json!({"display_name": "loud_wren"})).await.with(200);
        scene.reader.post("/flags", flag("profile", &scene.author.id, "spam")).await.with(201);
        changes(&scene.author, json!({"display_name": "calm_wren"})).await.with(200);
        let mask = json!({"action": "mask", "ground": "personal_data"});
        let item = id(&scene.item().await);
        let decision = decide(&scene.moderator, &item, mask).await.with(201);
        assert_eq!(name(&scene.author).await, "calm_wren");
        let statement = format!("/statements/{}", decision["statement_id"].as_str().unwrap());
        assert_eq!(scene.author.get(&statement).await.with(200)["snapshot"], NAME);
        for reported in [NAME, "Loud_Wren"] {
            changes(&scene.author, json!({"display_name": reported})).await.wrong("/display_name", "name_masked");
        }
        changes(&scene.author, json!({"display_name": "quiet_wren"})).await.with(200);
        decide(&scene.moderator, &item, json!({"action": "restore"})).await.with(201);
        assert_eq!(name(&scene.author).await, "quiet_wren");
        changes(&scene.author, json!({"display_name": NAME})).await.with(200);
        site.is_whole().await;
    }
);

on_both!(
    async fn moderators_give_a_name_back_themselves_even_of_whoever_is_banned(site) {
        let scene = Scene::of(&site).await;
        let (item, _) = masked(&scene).await;
        scene.reader.post("/flags", flag("profile", &scene.author.id, "spam")).await.with(201);
        scene.decided(json!({"action": "ban"})).await;
        assert!(!shown(&site, &scene, &scene.thread).await.iter().any(|place| place.contains("/t/")));
        decide(&scene.moderator, &item, json!({"action": "restore"})).await.with(201);
        assert_eq!(scene.post_as(&scene.reader).await["author"]["display_name"], NAME);
        site.is_whole().await;
    }
);

on_both!(
    async fn a_masked_name_stands_under_no_review(site) {
        let cast = Cast::of(&site).await;
        let review = cast.published().await;
        let places = [
            format!("/api/v1/reviews/{review}"),
            format!("/api/v1/physicians/{}/reviews", cast.physician),
            format!("/physicians/{}", cast.slug),
        ];
        let renamed = changes(&cast.patient, json!({"display_name": "cheap_grafts"})).await;
        renamed.with(200);
        cast.stranger.post("/flags", flag("profile", &cast.patient.id, "spam")).await.with(201);
        let queue = cast.moderator.get("/queue").await.with(200);
        let mask = json!({"action": "mask", "ground": "spam"});
        let shows = async || {
            let mut found = 0;
            for place in &places {
                found += usize::from(guest(&site, place).await.text.contains("cheap_grafts"));
            }
            found
        };
        assert!(shows().await >= 2);
        decide(&cast.moderator, &id(&queue["items"][0]), mask).await.with(201);
        assert_eq!(shows().await, 0);
        // Masked, it reveals its owner as much as before.
        let reply = json!({"text": "We take every comment seriously. Please call our desk, Cheap_Grafts."});
        let problem = cast.doctor.put(&format!("/reviews/{review}/reply"), reply).await;
        assert_eq!(problem.refused(422, "reply_reveals_patient")["errors"][0]["code"], "reveals_name");
        site.is_whole().await;
    }
);

on_both!(
    async fn on_pages_a_name_is_masked_as_a_whole_and_chosen_anew(site) {
        let moderator = Browser::with_roles(&site, "third_mod", &[Role::Moderator]).await;
        let named = Browser::with_roles(&site, "cheap_grafts", &[]).await;
        let reader = Patient::of(&site, "wren").await;
        let me = named.get(&site, "/api/v1/me").await;
        reader.post("/flags", flag("profile", me["id"].as_str().unwrap(), "spam")).await.with(201);
        let queue = moderator.get(&site, "/api/v1/queue").await;
        let item = id(&queue["items"][0]);
        let page = opens(&site, &moderator, &format!("/queue/{item}")).await;
        assert!(page.contains("value=\"mask\"") && !page.contains("name=\"passages\""), "{page}");
        let version = queue["items"][0]["version"].to_string();
        let mask = [("action", "mask"), ("ground", "spam"), ("version", version.as_str())];
        let (status, _, preview) = sends(&site, &moderator, &format!("/queue/{item}/preview"), &mask).await;
        assert!(status == 200 && preview.contains("Member "), "{preview}");
        let (status, ..) = sends(&site, &moderator, &format!("/queue/{item}/decide"), &mask).await;
        assert_eq!(status, 303);
        let statement = named.get(&site, "/api/v1/me/statements").await["items"][0]["id"].as_str().unwrap().to_owned();
        let reasons = opens(&site, &named, &format!("/statements/{statement}")).await;
        assert!(reasons.contains("cheap_grafts") && reasons.contains("href=\"/me/settings\""), "{reasons}");
        let settings = opens(&site, &named, "/me/settings").await;
        assert!(settings.contains("has masked your name") && settings.contains("value=\"Member "), "{settings}");
    }
);

on_both!(
    async fn a_preview_shows_the_name_that_a_mask_leaves(site) {
        let moderator = Browser::with_roles(&site, "third_mod", &[Role::Moderator]).await;
        let (named, reader) = (Patient::of(&site, "cheap_grafts").await, Patient::of(&site, "wren").await);
        reader.post("/flags", flag("profile", &named.id, "spam")).await.with(201);
        changes(&named, json!({"display_name": "calm_wren"})).await.with(200);
        let queue = moderator.get(&site, "/api/v1/queue").await;
        let (item, version) = (id(&queue["items"][0]), queue["items"][0]["version"].to_string());
        let mask = [("action", "mask"), ("ground", "spam"), ("version", version.as_str())];
        let (status, _, preview) = sends(&site, &moderator, &format!("/queue/{item}/preview"), &mask).await;
        assert!(status == 200 && preview.contains("<p class=\"pre\">calm_wren</p>"), "{preview}");
    }
);

on_both!(
    async fn a_quotation_carries_no_name_into_the_post_of_somebody_else(site) {
        let scene = Scene::of(&site).await;
        let quoting = Browser::with_roles(&site, "quoting", &[]).await;
        let place = format!("/t/{}/best-choice-for-3-500-grafts?quote=2", scene.thread);
        let page = opens(&site, &quoting, &place).await;
        let (_, field) = page.split_once("name=\"body\"").unwrap();
        let (typed, _) = field.split_once("</textarea>").unwrap();
        let (_, typed) = typed.split_once('>').unwrap();
        let body = format!("{}\n\nSo do I.", typed.replace("&#62;", ">").replace("&gt;", ">").trim());
        assert!(body.starts_with("> [Post 2](/t/") && body.contains("Ask for Derya"), "{body}");
        let posts = format!("/threads/{}/posts", scene.thread);
        scene.reader.post(&posts, json!({ "body": body })).await.with(201);
        masked(&scene).await;
        let read = scene.reader.get(&posts).await;
        assert!(read.text.contains("So do I.") && !read.text.contains(NAME), "{}", read.text);
        site.is_whole().await;
    }
);
