//! Drafts: kept for one person, seen by nobody else, gone with what they became.

mod pages;

use crate::on_both;
use crate::support::answer::Answer;
use crate::support::make::Clinic;
use crate::support::people::{Admin, Moderator, Patient, Person, complaint_about, send};
use candor::drafts;
use candor::ids;
use reqwest::Method;
use serde_json::{Value, json};

async fn category(admin: &Admin) -> String {
    let made = admin.post("/categories", json!({"name": "Surgery", "slug": "surgery"})).await.with(201);
    made["id"].as_str().unwrap().to_owned()
}

fn draft(title: &str) -> Value {
    json!({"kind": "thread", "fields": {"title": title, "body": "I have not decided yet"}})
}

async fn change(who: &Person, path: &str, tag: &str, fields: Value) -> Answer {
    send(who.request(Method::PATCH, path).header("If-Match", tag).json(&json!({"fields": fields}))).await
}

fn path_of(draft: &Value) -> String {
    format!("/drafts/{}", draft["id"].as_str().unwrap())
}

async fn kept(who: &Person) -> usize {
    who.get("/drafts").await.with(200)["items"].as_array().unwrap().len()
}

on_both!(
    async fn a_draft_is_saved_until_it_is_published(site) {
        let (admin, wren) = (Admin::of(&site, "admin").await, Patient::of(&site, "wren").await);
        let made = wren.post("/drafts", draft("Who counts?")).await;
        assert_eq!(made.header("location"), format!("/api/v1{}", path_of(&made.body)));
        let (path, tag) = (path_of(&made.body), made.header("etag").to_owned());
        let made = made.with(201);
        assert_eq!((&made["kind"], &made["about"], &made["version"]), (&json!("thread"), &Value::Null, &json!(1)));
        assert_eq!(made["actions"].as_array().unwrap().len(), 2);

        site.advance("PT5M").await;
        let saved = change(&wren, &path, &tag, json!({"title": "Who counts the grafts?", "body": "I wonder."})).await;
        let saved = saved.with(200);
        assert_eq!((&saved["version"], &saved["fields"]["body"]), (&json!(2), &json!("I wonder.")));
        assert_ne!(saved["saved_at"], saved["created_at"]);
        assert_eq!(wren.get(&path).await.with(200), saved);

        let thread = json!({"category_id": category(&admin).await, "title": "Who counts?", "body": "I wonder."});
        let bad = json!({"category_id": thread["category_id"], "title": "", "body": ""});
        let publish = format!("/threads?draft={}", saved["id"].as_str().unwrap());
        wren.post(&publish, bad).await.with(422);
        wren.get(&path).await.with(200);
        let opened = wren.post(&publish, thread.clone()).await.with(201);
        wren.get(&path).await.refused(404, "not_found");
        let threads = admin.get("/threads").await.with(200)["items"].as_array().unwrap().len();
        wren.post(&publish, thread).await.wrong("?draft", "no_such");
        assert_eq!(admin.get("/threads").await.with(200)["items"].as_array().unwrap().len(), threads);

        let about = opened["id"].as_str().unwrap();
        let reply = json!({"kind": "post", "about": about, "fields": {"body": "Nobody"}});
        let reply = wren.post("/drafts", reply).await.with(201);
        let posts = format!("/threads/{about}/posts?draft={}", reply["id"].as_str().unwrap());
        wren.post(&posts, json!({"body": "Nobody does."})).await.with(201);
        assert_eq!(kept(&wren).await, 0);
    }
);

on_both!(
    async fn complaints_and_reviews_take_their_drafts_with_them(site) {
        let (admin, wren) = (Admin::of(&site, "admin").await, Patient::of(&site, "wren").await);
        let clinic = Clinic::listed(&admin, "bosporus").await;
        let review = json!({
            "clinic_id": clinic.id, "procedure": "fue", "procedure_month": "2025-01", "overall": 4, "choose_again": true,
            "text": "What follows is long enough to be read as the review of a patient who was there and came back.",
            "interest": "none", "authorship": true, "attestation": {"detail": "Room 3, a Tuesday in spring."},
        });
        for (kind, path, body) in [("complaint", "/complaints", complaint_about(&clinic)), ("review", "/reviews", review)] {
            let words = json!({"kind": kind, "fields": {"narrative": "They counted", "scores": {"care": 4}}});
            let draft = wren.post("/drafts", words).await.with(201);
            let wrong = json!({"procedure": "fue"});
            let publish = format!("{path}?draft={}", draft["id"].as_str().unwrap());
            wren.post(&publish, wrong).await.with(422);
            assert_eq!(kept(&wren).await, 1);
            wren.post(&publish, body).await.with(201);
            assert_eq!(kept(&wren).await, 0, "{kind}");
        }
    }
);

on_both!(
    async fn another_persons_draft_does_not_exist(site) {
        let (admin, moderator) = (Admin::of(&site, "admin").await, Moderator::of(&site, "moderator").await);
        let (wren, finch) = (Patient::of(&site, "wren").await, Patient::of(&site, "finch").await);
        let made = wren.post("/drafts", draft("Who counts?")).await;
        let (path, tag) = (path_of(&made.body), made.header("etag").to_owned());
        let category = category(&admin).await;
        for other in [&*finch, &*moderator, &*admin] {
            let nothing = other.get(&format!("/drafts/{}", ids::mint(site.now()))).await;
            let theirs = other.get(&path).await;
            assert_eq!((theirs.status, &theirs.body["code"]), (nothing.status, &nothing.body["code"]));
            theirs.refused(404, "not_found");
            change(other, &path, &tag, json!({"body": "Mine now"})).await.refused(404, "not_found");
            change(other, &path, "*", json!({"body": "Mine now"})).await.refused(404, "not_found");
            other.delete(&path).await.refused(404, "not_found");
            assert_eq!(kept(other).await, 0);
            let thread = json!({"category_id": category, "title": "Not hers", "body": "I took it."});
            let publish = format!("/threads?draft={}", made.body["id"].as_str().unwrap());
            other.post(&publish, thread).await.wrong("?draft", "no_such");
        }
        assert_eq!(wren.get(&path).await.with(200)["version"], 1);
        send(site.client().get(site.url(&format!("/api/v1{path}")))).await.refused(401, "unauthenticated");
    }
);

on_both!(
    async fn a_draft_says_what_is_wrong_with_it(site, |config| {
        config.drafts.per_account = 2;
        config.drafts.bytes = 1_024;
    }) {
        let wren = Patient::of(&site, "wren").await;
        for (body, pointer, code) in [
            (json!({"kind": "poem", "fields": {"body": "A"}}), "/kind", "not_allowed_here"),
            (json!({"kind": "post", "fields": {"body": "A"}}), "/about", "required"),
            (json!({"kind": "post", "about": "../x", "fields": {"body": "A"}}), "/about", "wrong_type"),
            (json!({"kind": "thread", "about": "x", "fields": {"body": "A"}}), "/about", "not_allowed_here"),
            (json!({"kind": "thread", "fields": {}}), "/fields", "required"),
            (json!({"kind": "thread"}), "/fields", "required"),
            (json!({"kind": "thread", "fields": "A"}), "/fields", "wrong_type"),
            (json!({"kind": "thread", "fields": {"body": "x".repeat(1_024)}}), "/fields", "too_long"),
            (json!({"kind": "thread", "fields": {"body": "A"}, "mine": true}), "/mine", "unknown_field"),
        ] {
            wren.post("/drafts", body).await.wrong(pointer, code);
        }
        let first = wren.post("/drafts", draft("One")).await;
        let path = path_of(&first.body);
        let changed = json!({"fields": {"title": "Two"}});
        send(wren.request(Method::PATCH, &path).json(&changed)).await.refused(428, "precondition_required");
        change(&wren, &path, "\"7\"", json!({"title": "Two"})).await.refused(412, "stale");
        change(&wren, &path, "\"1\"", json!({})).await.wrong("/fields", "required");
        send(wren.request(Method::DELETE, &path).header("If-Match", "\"7\"")).await.refused(412, "stale");

        wren.post("/drafts", draft("Two")).await.with(201);
        wren.post("/drafts", draft("Three")).await.refused(409, "too_many_drafts");
        assert!(wren.delete(&path).await.status == 204);
        wren.delete(&path).await.refused(404, "not_found");
        wren.post("/drafts", draft("Three")).await.with(201);
    }
);

on_both!(
    async fn drafts_are_listed_by_their_last_saving_and_forgotten_in_time(site) {
        let (wren, finch) = (Patient::of(&site, "wren").await, Patient::of(&site, "finch").await);
        let mut made = Vec::new();
        for title in ["One", "Two", "Three"] {
            made.push(wren.post("/drafts", draft(title)).await.with(201));
            site.advance("PT1M").await;
        }
        finch.post("/drafts", draft("Another's")).await.with(201);
        change(&wren, &path_of(&made[0]), "*", json!({"title": "One again"})).await.with(200);
        let titles = |page: &Value| {
            let items = page["items"].as_array().unwrap().iter();
            items.map(|item| item["fields"]["title"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        let first = wren.get("/drafts?limit=2").await.with(200);
        assert_eq!(titles(&first), ["One again", "Three"]);
        let second = wren.get(&format!("/drafts?limit=2&cursor={}", first["next"].as_str().unwrap())).await.with(200);
        assert_eq!((titles(&second), &second["next"]), (vec!["Two".to_owned()], &Value::Null));
        let back = wren.get(&format!("/drafts?limit=2&cursor={}", second["prev"].as_str().unwrap())).await.with(200);
        assert_eq!(titles(&back), titles(&first));

        site.advance("P100D").await;
        change(&wren, &path_of(&made[1]), "*", json!({"title": "Two again"})).await.with(200);
        assert_eq!(site.app.write(drafts::forget_old).await.unwrap(), 0);
        site.advance("P81D").await;
        assert_eq!(site.app.write(drafts::forget_old).await.unwrap(), 3);
        assert_eq!(titles(&wren.get("/drafts").await.with(200)), ["Two again"]);
        assert_eq!(kept(&finch).await, 0);
    }
);
