//! Several items decided at once, as a browser without scripts sends its form: each by the rules that hold for it alone.

use super::pages::{opens, sends};
use super::reviews::item;
use super::{Scene, decide, flag, id};
use crate::access::people::Person as Browser;
use crate::on_both;
use crate::reviews::Cast;
use crate::support::app::TestSite;
use crate::support::rows::{Held, nothing_changed};
use candor::accounts::Role;
use candor::text::lang::Lang;
use serde_json::{Value, json};

const EXPLANATION: &str = "It sells a flight that nobody had asked about.";

/// A post that was reported; answers it, and how its item is marked as it is now.
async fn reported(scene: &Scene, body: &str) -> (String, String) {
    let post = json!({"body": body});
    let post = id(&scene.author.post(&format!("/threads/{}/posts", scene.thread), post).await.with(201));
    scene.reader.post("/flags", flag("post", &post, "spam")).await.with(201);
    let mark = mark_of(&item_about(scene, &post).await);
    (post, mark)
}

async fn item_about(scene: &Scene, target: &str) -> Value {
    let queue = scene.moderator.get("/queue").await.with(200);
    let found = queue["items"].as_array().unwrap().iter().find(|item| item["target_id"] == target);
    found.unwrap_or_else(|| panic!("no item about {target} in {queue}")).clone()
}

fn mark_of(item: &Value) -> String {
    format!("{}:{}", id(item), item["version"])
}

/// The marks that a page of the queue offers, in its order.
fn offered(page: &str) -> Vec<&str> {
    page.split("name=\"marked[]\" value=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// The marks that are set already.
fn marked(page: &str) -> Vec<&str> {
    let is_set = |mark: &&str| page.contains(&format!("value=\"{mark}\" form=\"several\" checked"));
    offered(page).into_iter().filter(is_set).collect()
}

/// Marks these and decides them; answers the status and what the page says, or the one that it leads to where nothing
/// was refused.
async fn decides(site: &TestSite, who: &Browser, marks: &[&str], (action, ground): (&str, &str)) -> (u16, String) {
    let mut fields: Vec<(&str, &str)> = marks.iter().map(|mark| ("marked[]", *mark)).collect();
    fields.extend([("action", action), ("ground", ground), ("explanation", EXPLANATION)]);
    let (status, place, page) = sends(site, who, "/queue/decide", &fields).await;
    if status == 303 {
        assert_eq!(place, "/queue?done=several");
        let page = opens(site, who, &place).await;
        assert!(says(&page, "moderation-done-several") && !page.contains(EXPLANATION), "{page}");
        return (status, page);
    }
    assert!(!page.replace("/moderation-log", "").contains("moderation-"), "a sentence without words: {page}");
    (status, page)
}

async fn state(scene: &Scene, post: &str) -> Value {
    scene.reader.get(&format!("/posts/{post}")).await.with(200)["state"].clone()
}

fn says(page: &str, key: &str) -> bool {
    page.contains(&Lang::En.t(key))
}

on_both!(
    async fn three_are_decided_and_what_is_not_theirs_or_decided_already_is_refused(site) {
        let scene = Scene::of(&site).await;
        let browser = Browser::with_roles(&site, "third_mod", &[Role::Moderator]).await;
        let mut made = Vec::new();
        for body in ["Flights to Lisbon.", "Flights to Porto.", "Flights to Faro.", "Where is the desk?"] {
            made.push(reported(&scene, body).await);
        }
        let posts = format!("/api/v1/threads/{}/posts", scene.thread);
        let own = id(&browser.does(&site, "POST", &posts, json!({"body": "I moderate, and I think so."})).await);
        scene.reader.post("/flags", flag("post", &own, "spam")).await.with(201);
        let own_mark = mark_of(&item_about(&scene, &own).await);
        let page = opens(&site, &browser, "/queue").await;
        let marks: Vec<&str> = made.iter().map(|(_, mark)| mark.as_str()).collect();
        assert_eq!(offered(&page), marks, "the own one is not offered: {page}");
        assert!(marked(&page).is_empty(), "nothing is marked beforehand: {page}");
        assert!(!says(&page, "moderation-will-hide-review"), "no review is among them: {page}");
        let (elsewhere, _) = marks[3].split_once(':').unwrap();
        decide(&scene.other, elsewhere, json!({"action": "no_breach"})).await.with(201);

        let all: Vec<&str> = marks.iter().copied().chain([own_mark.as_str()]).collect();
        let (status, page) = decides(&site, &browser, &all, ("remove", "spam")).await;
        assert_eq!(status, 200, "{page}");
        assert!(page.contains("3 of 5 went through") && page.matches("Decided: Removed").count() == 3, "{page}");
        assert!(says(&page, "error-already-decided") && says(&page, "error-conflict-of-interest"), "{page}");
        assert!(page.contains("Flights to Porto.") && page.contains("Where is the desk?"), "each is named: {page}");
        assert!(page.contains(&format!("{EXPLANATION}</textarea>")), "what was typed stays: {page}");
        for (post, _) in &made[..3] {
            assert_eq!(state(&scene, post).await, "removed");
        }
        assert_eq!((state(&scene, &made[3].0).await, state(&scene, &own).await), (json!("public"), json!("public")));

        let told = scene.author.get("/me/statements").await.with(200)["items"].clone();
        let told: Vec<_> = told.as_array().unwrap().iter().map(|row| (&row["action"], &row["ground"], &row["decision_facts"])).collect();
        assert_eq!(told, [(&json!("remove"), &json!("spam"), &json!(EXPLANATION)); 3]);
        let letters = async || {
            let reasons = site.letters_about(&scene.author.email, "its reasons").await.len();
            (reasons, site.letters_about(&scene.reader.email, "What became of your report").await.len())
        };
        assert_eq!(letters().await, (3, 4));
        let (status, page) = decides(&site, &browser, &all, ("remove", "spam")).await;
        assert!(status == 200 && page.contains("0 of 5 went through"), "sent again it does nothing: {page}");
        assert_eq!(letters().await, (3, 4));
        site.is_whole().await;
    }
);

on_both!(
    async fn what_changed_or_was_taken_meanwhile_is_left_as_it_is(site) {
        let scene = Scene::of(&site).await;
        let browser = Browser::with_roles(&site, "third_mod", &[Role::Moderator]).await;
        let (changed, seen) = reported(&scene, "Flights to Lisbon.").await;
        let (taken, others) = reported(&scene, "Flights to Porto.").await;
        let (_, free) = reported(&scene, "Flights to Faro.").await;
        scene.other.post("/flags", flag("post", &changed, "off_topic")).await.with(201);
        let (item, _) = others.split_once(':').unwrap();
        scene.other.put(&format!("/queue/{item}/claim"), json!({})).await.with(200);

        let marks = [seen.as_str(), others.as_str(), free.as_str()];
        let (status, page) = decides(&site, &browser, &marks, ("hide", "")).await;
        assert!(status == 200 && page.contains("1 of 3 went through"), "{page}");
        assert!(says(&page, "error-stale") && says(&page, "error-claimed-by-other"), "{page}");
        assert_eq!((state(&scene, &changed).await, state(&scene, &taken).await), (json!("public"), json!("public")));
        let now = item_about(&scene, &changed).await;
        assert_eq!(now["claim"], Value::Null, "what is refused is not taken either");
        // Nobody is led to decide what they have not seen: it is offered as it is now, and not marked.
        assert_eq!(offered(&page), [mark_of(&now)]);
        assert!(marked(&page).is_empty(), "{page}");
        // A ground that does not fit is said of the item, which stays marked.
        let (_, page) = decides(&site, &browser, &[&mark_of(&now)], ("hide", "proven_fake")).await;
        assert!(page.contains("0 of 1 went through") && page.contains("This ground does not fit what you chose to do."), "{page}");
        assert_eq!(marked(&page), [mark_of(&now)]);
        // Nothing is refused: loading the page again sends nothing again.
        let (status, page) = decides(&site, &browser, &[&mark_of(&now)], ("no_breach", "")).await;
        assert_eq!((status, offered(&page).len()), (303, 0), "all is done: {page}");
        site.is_whole().await;
    }
);

on_both!(
    async fn a_review_that_is_only_off_topic_is_not_removed_and_the_list_says_why(site) {
        let cast = Cast::of(&site).await;
        let browser = Browser::with_roles(&site, "third_mod", &[Role::Moderator]).await;
        let review = cast.published().await;
        cast.stranger.post("/flags", flag("review", &review, "off_topic")).await.with(201);
        let mark = mark_of(&item(&cast).await);
        let (status, page) = decides(&site, &browser, &[&mark], ("remove", "")).await;
        assert!(status == 200 && page.contains("Choose a ground. Reviews are removed only when"), "{page}");
        assert_eq!(cast.stranger.get(&format!("/reviews/{review}")).await.with(200)["state"], "published");
    }
);

on_both!(
    async fn a_form_that_marks_too_many_or_none_is_shown_again(site) {
        let scene = Scene::of(&site).await;
        let browser = Browser::with_roles(&site, "third_mod", &[Role::Moderator]).await;
        let (post, mark) = reported(&scene, "Flights to Lisbon.").await;
        let before = Held::by(&site).await;
        for (count, action, wrong) in [
            (21, "remove", "error-marked-too-long"),
            (0, "remove", "error-marked-too-short"),
            (1, "", "error-action-required"),
            (1, "ban", "error-not-allowed-here"),
        ] {
            let (status, page) = decides(&site, &browser, &vec![mark.as_str(); count], (action, "spam")).await;
            assert!(status == 422 && says(&page, wrong), "{wrong}: {status} {page}");
            assert!(page.contains(&format!("{EXPLANATION}</textarea>")), "{page}");
            assert!(page.contains("<option value=\"spam\" selected>"), "{page}");
            assert_eq!(marked(&page), if count == 0 { vec![] } else { vec![mark.as_str()] });
        }
        nothing_changed(&before, &Held::by(&site).await, "a form that is shown again");
        assert_eq!(state(&scene, &post).await, "public");
        let (status, ..) = sends(&site, &browser, "/queue/decide", &[("marked[]", "nonsense"), ("action", "hide")]).await;
        assert_eq!(status, 422);
    }
);

on_both!(
    async fn what_takes_two_waits_for_the_second(site) {
        let cast = Cast::of(&site).await;
        let first = Browser::with_roles(&site, "first_of_two", &[Role::Moderator]).await;
        let second = Browser::with_roles(&site, "second_of_two", &[Role::Moderator]).await;
        let review = cast.published().await;
        cast.stranger.post("/flags", flag("review", &review, "threat")).await.with(201);
        decide(&cast.moderator, &id(&item(&cast).await), json!({"action": "hide"})).await.with(201);
        let removal = ("remove", "court_order");
        let mark = mark_of(&item(&cast).await);
        let page = opens(&site, &first, "/queue?kind=hidden_review").await;
        assert_eq!(offered(&page), [mark.as_str()]);
        assert!(says(&page, "moderation-will-hide") && says(&page, "moderation-will-hide-review"), "{page}");
        let (status, page) = decides(&site, &first, &[&mark], removal).await;
        assert!(status == 303 && page.contains("id=\"spoken\""), "{page}");
        assert!(offered(&page).is_empty(), "who has spoken cannot speak again: {page}");
        let mark = mark_of(&item(&cast).await);
        let (_, page) = decides(&site, &first, &[&mark], removal).await;
        assert!(page.contains("0 of 1 went through") && says(&page, "error-conflict-of-interest"), "{page}");
        let (status, page) = decides(&site, &second, &[&mark], removal).await;
        assert_eq!(status, 303, "{page}");
        assert_eq!(cast.patient.get(&format!("/reviews/{review}")).await.with(200)["state"], "removed");
        site.is_whole().await;
    }
);
