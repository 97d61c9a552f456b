//! Before publication nobody but those named in it, and the clinic from the factual check on, learns anything; that
//! there was a visit the clinic reads on its board, once a letter has told it.

use super::{Acts, Cast};
use crate::on_both;
use crate::support::app::TestSite;
use crate::support::people::{Board, Person};
use candor::server::document;
use serde_json::{Value, json};

/// Every route of the API that reads one inspection, and every page.
fn reads(id: &str) -> Vec<String> {
    let document = serde_json::to_value(document()).unwrap();
    let paths = document["paths"].as_object().unwrap();
    let of_one =
        paths.iter().filter(|(path, item)| path.starts_with("/api/v1/inspections/{id}") && item.get("get").is_some());
    let filled = of_one.map(|(path, _)| path.replace("{id}", id).replace("{number}", "1"));
    filled.collect()
}

/// What everybody may read that could say something of it.
async fn surroundings(site: &TestSite, cast: &Cast, who: &Person) -> Vec<Value> {
    let mut seen = Vec::new();
    for path in [
        format!("/clinics/{}", cast.clinic.id),
        format!("/clinics/{}/inspections", cast.clinic.id),
        format!("/clinics/{}/inspections/changes", cast.clinic.id),
        "/threads".to_owned(),
        "/categories".to_owned(),
    ] {
        let answer = who.get(&path).await;
        seen.push(json!([answer.header("etag"), answer.header("link"), answer.with(200)]));
        let guest = site.get(&format!("/api/v1{path}")).await;
        seen.push(json!([guest.headers()["etag"].to_str().unwrap(), guest.text().await.unwrap()]));
    }
    for page in ["/clinics", "/"] {
        seen.push(site.get(page).await.text().await.unwrap().into());
    }
    seen
}

async fn nothing_is_told(site: &TestSite, cast: &Cast, strangers: &[&Person], id: &str, at: &str) {
    let unknown = "0".repeat(32);
    for (path, other) in reads(id).iter().zip(reads(&unknown)) {
        for who in strangers {
            let (here, nowhere) =
                (who.get(path.trim_start_matches("/api/v1")).await, who.get(other.trim_start_matches("/api/v1")).await);
            assert_eq!((here.status, nowhere.status), (404, 404), "{at}: {path}");
            let told = |answer: &crate::support::answer::Answer| {
                let mut body = answer.body.clone();
                body["request_id"] = Value::Null;
                body
            };
            assert_eq!(told(&here), told(&nowhere), "{at}: {path}");
        }
        let guest = site.get(path).await.status().as_u16();
        assert!(guest == 404 || guest == 401, "{at}: {path} {guest}");
    }
    let stale = strangers[0].request(reqwest::Method::POST, &format!("/inspections/{id}/publication"));
    let stale = stale.header("If-Match", "\"99.0\"").json(&json!({}));
    crate::support::people::send(stale).await.refused(404, "not_found");
    for who in strangers {
        let mine = who.get("/me/inspections").await.with(200);
        assert_eq!(mine["items"], json!([]), "{at}");
    }
    assert_eq!(cast.lead.get("/me/inspections").await.with(200)["items"][0]["id"], *id);
}

on_both!(
    async fn nothing_is_told_before_publication(site) {
        let cast = Cast::of(&site).await;
        let board = Board::of(&site, "board_ames").await;
        let other = Person::with_roles(&site, "other_inspector", &[candor::accounts::Role::Inspector]).await;
        let before = surroundings(&site, &cast, &cast.stranger).await;
        let to_desk = surroundings(&site, &cast, &cast.desk).await;
        let id = cast.planned().await;
        let strangers = [&*cast.stranger, &*cast.admin, &*board, &other, &*cast.desk];
        nothing_is_told(&site, &cast, &strangers, &id, "planned").await;
        cast.lead.posts(&id, "visit", json!({})).await.with(201);
        cast.lead.put(&format!("/inspections/{id}/items/D4"), json!({"score": 1, "evidence_kinds": [], "finding": ""})).await.with(200);
        nothing_is_told(&site, &cast, &strangers, &id, "visiting").await;
        cast.lead.posts(&id, "evidence-lock", json!({})).await.with(201);
        nothing_is_told(&site, &cast, &strangers, &id, "locked").await;
        cast.drafts(&id).await;
        nothing_is_told(&site, &cast, &strangers, &id, "quality check").await;
        assert_eq!(surroundings(&site, &cast, &cast.desk).await, to_desk, "nothing around it has changed for the clinic");
        cast.reader.posts(&id, "quality-check", json!({"passed": true})).await.with(201);
        let strangers = &strangers[..4];
        nothing_is_told(&site, &cast, strangers, &id, "factual check").await;
        assert_eq!(cast.desk.sees(&id).await["state"], "factual_check");
        let points = json!({"points": [{"item": "D4", "comment": "It was never enforced."}]});
        cast.desk.posts(&id, "factual-check", points).await.with(201);
        nothing_is_told(&site, &cast, strangers, &id, "points").await;
        let decided = json!({"accepted": false, "reason": "It stands there."});
        cast.officer.put(&format!("/inspections/{id}/points/1/decision"), decided).await.with(200);
        nothing_is_told(&site, &cast, strangers, &id, "ready").await;
        assert_eq!(surroundings(&site, &cast, &cast.stranger).await, before, "nothing around it has changed");
        cast.lead.posts(&id, "publication", json!({})).await.with(201);
        assert_eq!(cast.stranger.sees(&id).await["state"], "published");
        assert_ne!(surroundings(&site, &cast, &cast.stranger).await, before);
    }
);
