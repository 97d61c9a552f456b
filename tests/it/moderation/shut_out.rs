//! Whoever cannot sign in reads the reasons and appeals by the link of their letter, without an account.

use super::{Scene, id};
use crate::on_both;
use crate::support::app::TestSite;
use crate::support::letters::link_in;
use crate::support::people::{PASSWORD, post};
use serde_json::json;

const WHY: &str = "Three posts in an hour name the same desk.";
const FORM: &str = "action=\"/appeal-links/";

/// Where the link in the newest letter to the author leads.
async fn link(site: &TestSite, scene: &Scene) -> String {
    let letter = site.letter_to(&scene.author.email, "/appeal-links/").await;
    format!("/appeal-links/{}", link_in(&letter, "/appeal-links/"))
}

async fn opens(site: &TestSite, link: &str) -> (u16, String) {
    let answer = site.get(link).await;
    (answer.status().as_u16(), answer.text().await.unwrap())
}

/// Appeals by a link; answers the status, where it leads, and what it shows.
async fn appeals(site: &TestSite, link: &str, text: &str) -> (u16, String, String) {
    let request = site.client().post(site.url(link)).header("Origin", &site.address);
    let answer = request.form(&[("text", text)]).send().await.unwrap();
    let place = answer.headers().get("location").map_or("", |value| value.to_str().unwrap()).to_owned();
    (answer.status().as_u16(), place, answer.text().await.unwrap())
}

/// The same link with another letter in it.
fn forged(link: &str) -> String {
    let (start, last) = link.split_at(link.len() - 6);
    let (letter, end) = last.split_at(1);
    format!("{start}{}{end}", if letter == "A" { "B" } else { "A" })
}

on_both!(
    async fn whoever_is_suspended_appeals_by_the_letter_and_signs_in_again(site) {
        let scene = Scene::of(&site).await;
        scene.reported(&scene.reader, "spam").await;
        scene.decided(json!({"action": "suspend", "explanation": WHY})).await;
        let credentials = json!({"email": scene.author.email, "password": PASSWORD});
        post(&site, "/api/v1/sessions", credentials.clone()).await.refused(403, "account_suspended");
        let here = link(&site, &scene).await;
        let letter = site.letter_to(&scene.author.email, WHY).await.text();
        assert!(!letter.contains("/statements/"), "what needs an account is no use: {letter}");

        let (status, page) = opens(&site, &here).await;
        assert_eq!(status, 200, "{page}");
        for part in ["Suspended", WHY, "Why should it be decided otherwise?", FORM] {
            assert!(page.contains(part), "{part}: {page}");
        }
        let without_links = page.replace("/moderation-log", "");
        assert!(!without_links.contains("moderation-"), "a sentence without words: {page}");
        let (status, _, page) = appeals(&site, &here, "").await;
        assert!(status == 422 && page.contains("Say why it should be decided otherwise."), "{page}");
        let forged = forged(&here);
        for (status, page) in [opens(&site, &forged).await, opens(&site, "/appeal-links/0000").await] {
            assert!(status == 404 && page.contains("This link no longer works"), "{page}");
        }
        assert_eq!(appeals(&site, &forged, "It is my own desk.").await.0, 404);

        let (status, place, _) = appeals(&site, &here, "I asked them first, and they asked me to.").await;
        assert_eq!((status, place.as_str()), (303, format!("{here}?done=appealed").as_str()));
        let (_, page) = opens(&site, &place).await;
        for part in ["I asked them first", "The appeal has arrived and is heard by 16 March 2026.", "no part in the decision"] {
            assert!(page.contains(part), "{part}: {page}");
        }
        assert!(!page.contains(FORM), "each side appeals once: {page}");
        assert_eq!(appeals(&site, &here, "Once more.").await.0, 409);
        site.letter_to(&scene.author.email, "they asked me to").await;

        let appeal = id(&scene.other.get("/appeals").await.with(200)["items"][0]);
        let overturn = json!({"outcome": "overturned", "reason": "They did ask."});
        scene.other.post(&format!("/appeals/{appeal}/decisions"), overturn).await.with(201);
        post(&site, "/api/v1/sessions", credentials).await.with(201);
        let (_, page) = opens(&site, &here).await;
        assert!(page.contains("They did ask.") && page.contains("Overturned"), "{page}");
        assert_eq!(opens(&site, &link(&site, &scene).await).await.0, 200, "the letter of the outcome has a link too");
        site.is_whole().await;
    }
);

on_both!(
    async fn a_link_to_appeal_ends_with_its_time(site) {
        let scene = Scene::of(&site).await;
        scene.reported(&scene.reader, "spam").await;
        scene.decided(json!({"action": "ban", "explanation": WHY})).await;
        let here = link(&site, &scene).await;
        site.advance("P181D").await;
        let (status, page) = opens(&site, &here).await;
        assert!(status == 200 && page.contains(WHY) && !page.contains(FORM), "{page}");
        let (status, _, page) = appeals(&site, &here, "I was away.").await;
        assert!(status == 409 && page.contains("could be appealed is over"), "{page}");
        site.advance("P30D").await;
        assert_eq!(opens(&site, &here).await.0, 404);
        site.is_whole().await;
    }
);
