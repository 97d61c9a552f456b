//! First posts: what shows a link or a picture, or comes back from a page's form sooner than anybody types, is looked
//! at; whoever writes in their own time is not.

use super::pages::{opens, sends};
use super::{Scene, decide, id};
use crate::access::people::{Person as Browser, after};
use crate::on_both;
use crate::support::app::TestSite;
use crate::support::people::Patient;
use serde_json::{Value, json};

const FORM: &str = "name=\"_given\" value=\"";

/// What waits in the queue.
async fn waiting(scene: &Scene) -> Vec<Value> {
    scene.moderator.get("/queue").await.with(200)["items"].as_array().unwrap().clone()
}

/// Somebody who has just come and opens the thread: what their form carries.
async fn newcomer(site: &TestSite, scene: &Scene, name: &str) -> (Browser, String, String) {
    let newcomer = Browser::with_roles(site, name, &[]).await;
    let place = format!("/t/{}/best-choice-for-3-500-grafts", scene.thread);
    let page = opens(site, &newcomer, &place).await;
    let given = after(&page, FORM).unwrap_or_else(|| panic!("no form in {page}"));
    (newcomer, place, given)
}

on_both!(
    async fn pictures_and_addresses_are_looked_at_and_quotations_are_not(site) {
        let scene = Scene::of(&site).await;
        let posts = format!("/threads/{}/posts", scene.thread);
        for (name, body, is_looked_at) in [
            ("quoting", format!("> [wren, post 1](/t/{}/p/1)\n>\n> I wonder.\n\nSo do I.", scene.thread), false),
            ("writing", "Ask desk@shop.example, they are cheap.".to_owned(), true),
            ("showing", "![before and after](https://shop.example/a.jpg)".to_owned(), true),
        ] {
            let newcomer = Patient::of(&site, name).await;
            newcomer.post(&posts, json!({"body": body})).await.with(201);
            let items = waiting(&scene).await;
            assert_eq!(items.len(), usize::from(is_looked_at), "{name}: {items:?}");
            for item in items {
                assert_eq!(item["kind"], "first_post");
                decide(&scene.moderator, &id(&item), json!({"action": "no_breach"})).await.with(201);
            }
        }
        site.is_whole().await;
    }
);

on_both!(
    async fn a_first_post_typed_in_a_moment_is_looked_at_and_stays_visible(site) {
        let scene = Scene::of(&site).await;
        let (hasty, place, given) = newcomer(&site, &scene, "hasty").await;
        site.advance("PT2S").await;
        let (status, to, shown) = sends(&site, &hasty, &place, &[("body", "Me too."), ("_given", given.as_str())]).await;
        assert_eq!(status, 303, "{shown}");
        assert!(to.ends_with("#p3"), "{to}");
        let items = waiting(&scene).await;
        assert_eq!(items.len(), 1, "{items:?}");
        assert_eq!((&items[0]["kind"], &items[0]["snapshot"]), (&json!("first_post"), &json!("Me too.")));
        let post = scene.reader.get(&format!("/posts/{}", items[0]["target_id"].as_str().unwrap())).await.with(200);
        assert_eq!(post["state"], "public");
        // The second is nobody's first.
        let (status, ..) = sends(&site, &hasty, &place, &[("body", "And again."), ("_given", given.as_str())]).await;
        assert_eq!((status, waiting(&scene).await.len()), (303, 1));
        site.is_whole().await;
    }
);

on_both!(
    async fn whoever_types_in_their_own_time_is_not_looked_at(site) {
        let scene = Scene::of(&site).await;
        let (calm, place, given) = newcomer(&site, &scene, "calm").await;
        site.advance("PT2S").await;
        let fields = [("body", "Me too."), ("_given", given.as_str()), ("preview", "true")];
        let (status, _, shown) = sends(&site, &calm, &place, &fields).await;
        assert_eq!((status, after(&shown, FORM)), (200, Some(given.clone())), "a preview does not begin anew");
        site.advance("PT1S").await;
        let (status, ..) = sends(&site, &calm, &place, &[("body", "Me too."), ("_given", given.as_str())]).await;
        assert_eq!((status, waiting(&scene).await), (303, Vec::new()));
        // A new thread the same; and whoever has written before may hurry.
        let form = after(&opens(&site, &calm, "/threads/new").await, FORM).unwrap();
        let empty = [("category_id", ""), ("title", ""), ("body", ""), ("_given", form.as_str())];
        let (status, _, shown) = sends(&site, &calm, "/threads/new", &empty).await;
        let each = ["Choose where it belongs.", "Write a title.", "Write your text."];
        assert!(status == 422 && each.iter().all(|sentence| shown.contains(sentence)), "{shown}");
        let thread =
            [("category_id", scene.category.as_str()), ("title", "By the way"), ("body", "Who?"), ("_given", form.as_str())];
        let (status, _, shown) = sends(&site, &calm, "/threads/new", &thread).await;
        assert_eq!((status, waiting(&scene).await), (303, Vec::new()), "{shown}");
    }
);

on_both!(
    async fn a_form_that_nobody_had_from_us_counts_as_typed_in_a_moment(site) {
        let scene = Scene::of(&site).await;
        let (_, place, others) = newcomer(&site, &scene, "other").await;
        site.advance("PT1H").await;
        for (number, given) in ["", others.as_str(), "1.00"].into_iter().enumerate() {
            let program = Browser::with_roles(&site, &format!("program_{number}"), &[]).await;
            let body = format!("Hello, number {number}.");
            let (status, ..) = sends(&site, &program, &place, &[("body", body.as_str()), ("_given", given)]).await;
            assert_eq!((status, waiting(&scene).await.len()), (303, number + 1), "{given}");
        }
    }
);

on_both!(
    async fn what_a_draft_filled_in_was_typed_before(site) {
        let scene = Scene::of(&site).await;
        let (drafter, place, given) = newcomer(&site, &scene, "drafter").await;
        let kept = [("body", "Written over many days."), ("_given", given.as_str()), ("save_draft", "true")];
        let (status, to, shown) = sends(&site, &drafter, &place, &kept).await;
        assert_eq!(status, 303, "{shown}");
        let (_, asked) = to.split_once('?').unwrap();
        let page = opens(&site, &drafter, &format!("{place}?{asked}")).await;
        let (given, draft) = (after(&page, FORM).unwrap(), after(&page, "name=\"draft\" value=\"").unwrap());
        let reply = [("body", "Written over many days."), ("_given", given.as_str()), ("draft", draft.as_str())];
        let (status, _, shown) = sends(&site, &drafter, &place, &reply).await;
        assert_eq!((status, waiting(&scene).await), (303, Vec::new()), "{shown}");
        site.is_whole().await;
    }
);
