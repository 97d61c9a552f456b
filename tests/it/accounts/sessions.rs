//! Signed-in devices: listed, ended one by one, ended at once.

use crate::on_both;
use crate::support::people::{Person, post};
use serde_json::json;

on_both!(
    async fn devices_are_listed_and_signed_out(site) {
        let here = Person::with_roles(&site, "wren", &[]).await;
        let there = Person::signs_in(&site, &here.email).await;
        let robin = Person::with_roles(&site, "robin", &[]).await;
        let listed = here.get("/sessions").await.with(200);
        let items = listed["items"].as_array().unwrap();
        assert_eq!(items.len(), 2);
        let other = items.iter().find(|session| session["current"] == false).unwrap();
        let path = format!("/sessions/{}", other["id"].as_str().unwrap());
        robin.delete(&path).await.refused(404, "not_found");
        there.get("/me").await.with(200);
        here.delete(&path).await.with(204);
        there.get("/me").await.refused(401, "unauthenticated");
        let dead = json!({"refresh_token": there.refresh_token});
        post(&site, "/api/v1/tokens", dead).await.refused(401, "token_invalid");
        here.delete(&path).await.refused(404, "not_found");
        assert_eq!(here.get("/sessions").await.with(200)["items"].as_array().unwrap().len(), 1);

        let third = Person::signs_in(&site, &here.email).await;
        here.delete("/sessions").await.with(204);
        for gone in [&here, &third] {
            gone.get("/me").await.refused(401, "unauthenticated");
        }
        robin.get("/me").await.with(200);
    }
);

on_both!(
    async fn devices_are_a_list_like_every_other(site) {
        let wren = Person::with_roles(&site, "wren", &[]).await;
        for _ in 0..4 {
            site.advance("PT1S").await;
            Person::signs_in(&site, &wren.email).await;
        }
        let ids = |page: &serde_json::Value| -> Vec<String> {
            page["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
        };
        let all = ids(&wren.get("/sessions").await.with(200));
        assert_eq!(all.len(), 5);
        let first = wren.get("/sessions?limit=2").await;
        assert!(first.header("link").contains("rel=\"next\""), "{}", first.header("link"));
        let first = first.with(200);
        assert_eq!((ids(&first), &first["prev"]), (all[..2].to_vec(), &json!(null)));
        let next = first["next"].as_str().unwrap();
        let second = wren.get(&format!("/sessions?limit=2&cursor={next}")).await.with(200);
        assert_eq!(ids(&second), all[2..4]);
        let back = second["prev"].as_str().unwrap();
        assert_eq!(ids(&wren.get(&format!("/sessions?limit=2&cursor={back}")).await.with(200)), all[..2]);
        wren.get("/sessions?limit=0").await.wrong("?limit", "out_of_range");
        wren.get("/sessions?cursor=AAAA").await.wrong("?cursor", "bad_cursor");
    }
);

on_both!(
    async fn a_profile_changes_by_its_version(site) {
        let wren = Person::with_roles(&site, "wren", &[]).await;
        Person::with_roles(&site, "robin", &[]).await;
        let changed = |tag: &str, body: serde_json::Value| {
            let request = wren.request(reqwest::Method::PATCH, "/me");
            let request = if tag.is_empty() { request } else { request.header("If-Match", tag) };
            crate::support::people::send(request.json(&body))
        };
        let tag = wren.get("/me").await.header("etag").to_owned();
        changed("", json!({"locale": "de"})).await.refused(428, "precondition_required");
        changed(&tag, json!({"display_name": "ROBIN"})).await.wrong("/display_name", "display_name_taken");
        changed(&tag, json!({"time_zone": "Moon/Base"})).await.wrong("/time_zone", "not_allowed_here");
        let new = changed(&tag, json!({"display_name": "Wren of Steyr", "time_zone": "Europe/Vienna", "locale": "de"})).await.with(200);
        assert_eq!((&new["display_name"], &new["time_zone"]), (&"Wren of Steyr".into(), &"Europe/Vienna".into()));
        assert_eq!(new["locale"], "de");
        changed(&tag, json!({"locale": "en"})).await.refused(412, "stale");
    }
);
