//! New accounts that look like spam: a name that advertises, or a form that came back in a moment, is looked at; nothing
//! is taken from anybody by it.

use super::{Scene, acts, decide, id};
use crate::access::people::after;
use crate::on_both;
use crate::support::app::TestSite;
use crate::support::letters::link_in;
use crate::support::people::{PASSWORD, Person, post, sign_up_form};
use serde_json::{Value, json};

/// What waits in the queue.
async fn waiting(scene: &Scene) -> Vec<Value> {
    scene.moderator.get("/queue").await.with(200)["items"].as_array().unwrap().clone()
}

/// Proves an address by the link of its letter.
async fn proves(site: &TestSite, email: &str) -> Person {
    let token = link_in(&site.letter_to(email, "/verify?token=").await, "/verify?token=");
    post(site, "/api/v1/accounts/verifications", json!({"token": token})).await.with(200);
    Person::signs_in(site, email).await
}

/// Signs up over REST.
async fn signs_up(site: &TestSite, number: usize, name: &str) -> Person {
    let email = format!("newcomer_{number}@people.example");
    post(site, "/api/v1/accounts", sign_up_form(&email, name)).await.with(202);
    proves(site, &email).await
}

/// Signs up on the page, whose form said that it was given out then, and proves the address.
async fn on_page(site: &TestSite, name: &str, given: &str) -> Person {
    let email = fills(site, name, given).await;
    proves(site, &email).await
}

/// Fills the page's form; answers the address.
async fn fills(site: &TestSite, name: &str, given: &str) -> String {
    let email = format!("{name}@people.example");
    let form = [
        ("email", email.as_str()),
        ("display_name", name),
        ("password", PASSWORD),
        ("consents.terms", "true"),
        ("consents.health_data", "true"),
        ("consents.age_18", "true"),
        ("_given", given),
    ];
    let request = site.client().post(site.url("/sign-up")).header("Origin", &site.address).form(&form);
    let answer = request.send().await.unwrap();
    assert_eq!(answer.headers()["location"], "/sign-up/sent");
    email
}

/// The page's form: when it was given out.
async fn given(site: &TestSite) -> String {
    let page = site.get("/sign-up").await.text().await.unwrap();
    after(&page, "name=\"_given\" value=\"").unwrap_or_else(|| panic!("no form in {page}"))
}

on_both!(
    async fn a_name_that_advertises_is_looked_at_and_nothing_is_taken(site) {
        let scene = Scene::of(&site).await;
        let names =
            [("quiet_heron", false), ("www.grafts.example", true), ("Dr. Heron", false), ("call 0532 111 22 33", true)];
        for (number, (name, is_looked_at)) in names.into_iter().enumerate() {
            let newcomer = signs_up(&site, number, name).await;
            let items = waiting(&scene).await;
            assert_eq!(items.len(), usize::from(is_looked_at), "{name}: {items:?}");
            let posts = format!("/threads/{}/posts", scene.thread);
            newcomer.post(&posts, json!({"body": "I wonder too."})).await.with(201);
            for item in items {
                assert_eq!((&item["kind"], &item["target_kind"]), (&json!("sign_up"), &json!("profile")));
                assert_eq!((&item["target_id"], &item["snapshot"]), (&json!(newcomer.id), &json!(name)));
                assert!(acts(&item).contains(&"mask"), "{item}");
                let mask = json!({"action": "mask", "ground": "spam"});
                let decision = decide(&scene.moderator, &id(&item), mask).await.with(201);
                let reasons = format!("/statements/{}", decision["statement_id"].as_str().unwrap());
                let reasons = newcomer.get(&reasons).await.with(200);
                assert_eq!((&reasons["automated_detection"], &reasons["automated_decision"]), (&json!("Yes"), &json!("AUTOMATED_DECISION_NOT_AUTOMATED")));
                let me = newcomer.get("/me").await.with(200);
                assert!(me["display_name"].as_str().unwrap().starts_with("Member "), "{me}");
            }
        }
        site.is_whole().await;
    }
);

on_both!(
    async fn whoever_fills_the_form_in_a_moment_is_looked_at_once_the_address_is_proved(site) {
        let scene = Scene::of(&site).await;
        let hasty = given(&site).await;
        site.advance("PT2S").await;
        let hasty = on_page(&site, "hasty", &hasty).await;
        let items = waiting(&scene).await;
        assert_eq!(items.len(), 1, "{items:?}");
        assert_eq!((&items[0]["kind"], &items[0]["target_id"]), (&json!("sign_up"), &json!(hasty.id)));
        decide(&scene.moderator, &id(&items[0]), json!({"action": "no_breach"})).await.with(201);
        let calm = given(&site).await;
        site.advance("PT3S").await;
        on_page(&site, "calm", &calm).await;
        assert_eq!(waiting(&scene).await, Vec::<Value>::new());
        // A form that nobody had from us.
        on_page(&site, "program", "1.00").await;
        assert_eq!(waiting(&scene).await.len(), 1);
        // Signing up once more, in another way, undoes no haste.
        let email = fills(&site, "patient", "1.00").await;
        post(&site, "/api/v1/accounts", sign_up_form(&email, "patient")).await.with(202);
        proves(&site, &email).await;
        assert_eq!(waiting(&scene).await.len(), 2);
        site.is_whole().await;
    }
);
