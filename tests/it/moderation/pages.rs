//! The same story through the pages, as a browser without scripts sends its forms.

use super::{Scene, WORDS, flag};
use crate::access::people::{Person, location};
use crate::on_both;
use crate::reviews::{Cast, WORDS as REVIEW};
use crate::support::app::TestSite;
use crate::support::people::Moderator;
use candor::accounts::Role;
use serde_json::json;

/// Opens a page; answers its text.
pub async fn opens(site: &TestSite, who: &Person, path: &str) -> String {
    let text = who.reads(site, path).await;
    let without_links = text.replace("/moderation-log", "");
    assert!(!without_links.contains("moderation-"), "{path} has a sentence without words: {text}");
    text
}

/// Sends a form; answers the status, where it leads, and what it shows.
pub async fn sends(site: &TestSite, who: &Person, path: &str, fields: &[(&str, &str)]) -> (u16, String, String) {
    who.submits(site, path, fields).await
}

/// What stands in a text behind a mark, as far as ids go.
fn id_after(text: &str, mark: &str) -> String {
    let (_, rest) = text.split_once(mark).unwrap_or_else(|| panic!("no {mark} in {text}"));
    rest.chars().take_while(char::is_ascii_hexdigit).collect()
}

on_both!(
    async fn a_report_a_decision_and_an_appeal_without_scripts(site) {
        let scene = Scene::of(&site).await;
        let reader = Person::with_roles(&site, "lark", &[]).await;
        let author = Person::with_roles(&site, "finch", &[]).await;
        let moderator = Person::with_roles(&site, "third_mod", &[Role::Moderator]).await;
        let hearer = Person::with_roles(&site, "hearer", &[Role::Appeals]).await;
        let posts = format!("/api/v1/threads/{}/posts", scene.thread);
        let post = author.does(&site, "POST", &posts, json!({"body": WORDS})).await;
        let post = post["id"].as_str().unwrap();
        let thread = opens(&site, &reader, &format!("/t/{}/best-choice-for-3-500-grafts", scene.thread)).await;
        let link = format!("/report?kind=post&amp;id={post}");
        assert!(thread.contains(&link), "no link to report in {thread}");
        let form = opens(&site, &reader, &format!("/report?kind=post&id={post}")).await;
        assert!(form.contains("Medically dangerous"));
        let (status, _, shown) = sends(&site, &reader, "/report", &[("kind", "post"), ("id", post), ("reason", "")]).await;
        assert!(status == 422 && shown.contains(">Choose a reason.<"), "{shown}");
        let fields = [("kind", "post"), ("id", post), ("reason", "spam"), ("text", "She advertises.")];
        let (status, place, _) = sends(&site, &reader, "/report", &fields).await;
        assert_eq!((status, place.as_str()), (303, "/me/reports?done=reported"));
        assert_eq!(sends(&site, &reader, "/report", &fields).await.0, 409);
        let reports = opens(&site, &reader, "/me/reports?done=reported").await;
        assert!(reports.contains(&format!("href=\"/t/{}/p/", scene.thread)), "{reports}");

        let queue = opens(&site, &moderator, "/queue").await;
        let item = id_after(&queue, "href=\"/queue/");
        let page = opens(&site, &moderator, &format!("/queue/{item}")).await;
        assert!(page.contains("She advertises.") && page.contains("1.00 base"), "{page}");
        let (status, ..) = sends(&site, &moderator, &format!("/queue/{item}/claim"), &[]).await;
        assert_eq!(status, 303);
        let version = page.split_once("name=\"version\" value=\"").unwrap().1.split('"').next().unwrap().to_owned();
        let fields = [
            ("action", "hide"), ("ground", "spam"), ("explanation", "It names a price."), ("hours", "24"),
            ("passages", ""), ("version", version.as_str()),
        ];
        let preview = format!("/queue/{item}/preview");
        let (status, _, shown) = sends(&site, &moderator, &preview, &fields).await;
        assert_eq!(status, 200, "{shown}");
        assert!(shown.contains("180 days") && shown.contains("It names a price."), "{shown}");
        let (status, _, again) = sends(&site, &moderator, &preview, &[("version", version.as_str())]).await;
        assert!(status == 422 && again.contains("Choose what to do."), "{again}");
        let (status, place, shown) = sends(&site, &moderator, &format!("/queue/{item}/decide"), &fields).await;
        assert_eq!((status, place.as_str()), (303, "/queue?done=decided"), "{shown}");
        let (status, ..) = sends(&site, &moderator, &format!("/queue/{item}/decide"), &fields).await;
        assert_eq!(status, 409);
        let seen = opens(&site, &reader, &format!("/t/{}/best-choice-for-3-500-grafts", scene.thread)).await;
        assert!(seen.contains("Hidden by the moderation team") && seen.contains("Spam"), "{seen}");
        assert!(seen.contains("The author has been told why, and how to appeal."), "{seen}");

        let mine = opens(&site, &author, "/me/statements").await;
        let statement = id_after(&mine, "href=\"/statements/");
        let reasons = opens(&site, &author, &format!("/statements/{statement}")).await;
        assert!(reasons.contains("It names a price.") && reasons.contains("DECISION_VISIBILITY_CONTENT_DISABLED"));
        opens(&site, &author, &format!("/statements/{statement}/appeal")).await;
        let appeal = format!("/statements/{statement}/appeal");
        let (status, _, shown) = sends(&site, &author, &appeal, &[("text", " ")]).await;
        let asked = "<a href=\"#f-text\">Say why it should be decided otherwise.</a>";
        assert!(status == 422 && shown.contains(asked), "{shown}");
        let (status, place, _) = sends(&site, &author, &appeal, &[("text", "It is public.")]).await;
        assert_eq!((status, place), (303, format!("/statements/{statement}?done=appealed")));
        opens(&site, &author, &format!("/statements/{statement}?done=appealed")).await;
        let typed = author.opens(&site, &format!("/statements/{statement}/appeal")).await;
        assert_eq!(location(&typed), format!("/statements/{statement}"), "there is nothing left to appeal");

        let list = opens(&site, &hearer, "/appeals").await;
        let appeal = id_after(&list, "href=\"/appeals/");
        opens(&site, &hearer, &format!("/appeals/{appeal}")).await;
        let hearing = format!("/appeals/{appeal}");
        let fields = [("outcome", "overturned"), ("reason", "It is on a list.")];
        assert_eq!(sends(&site, &moderator, &hearing, &fields).await.0, 403);
        assert_eq!(sends(&site, &hearer, &hearing, &[("outcome", "overturned"), ("reason", "")]).await.0, 422);
        let (status, place, shown) = sends(&site, &hearer, &hearing, &fields).await;
        assert_eq!((status, place.as_str()), (303, "/appeals?done=heard"), "{shown}");
        let seen = opens(&site, &reader, &format!("/t/{}/best-choice-for-3-500-grafts", scene.thread)).await;
        assert!(!seen.contains("Hidden by the moderation team"));
        let log = opens(&site, &reader, "/moderation-log").await;
        assert!(log.contains("An appeal overturned it.") && !log.contains("finch"), "{log}");
        site.is_whole().await;
    }
);

on_both!(
    async fn a_warning_for_what_the_score_has_hidden_says_that_it_shows_it_again(site) {
        let scene = Scene::of(&site).await;
        let third = Moderator::of(&site, "third_mod").await;
        for one in [&scene.moderator, &third] {
            let urgent = json!({"target_kind": "post", "target_id": scene.post, "reason": "spam", "take_action": true});
            one.post("/flags", urgent).await.with(201);
        }
        let seen = scene.reader.get(&format!("/posts/{}", scene.post)).await.with(200);
        assert_eq!(seen["state"], "hidden");
        let decider = Person::with_roles(&site, "fourth_mod", &[Role::Moderator]).await;
        let item = id_after(&opens(&site, &decider, "/queue").await, "href=\"/queue/");
        let page = opens(&site, &decider, &format!("/queue/{item}")).await;
        let version = version_on(&page);
        let fields = |action| {
            [("action", action), ("ground", "spam"), ("explanation", "Twice now."), ("hours", "24"), ("version", version.as_str())]
        };
        for (action, is_told) in [("warn", true), ("silence", true), ("hide", false), ("no_breach", false)] {
            let (status, _, shown) = sends(&site, &decider, &format!("/queue/{item}/preview"), &fields(action)).await;
            assert_eq!((status, shown.contains("this shows it again")), (200, is_told), "{action}: {shown}");
        }
        let (status, _, shown) = sends(&site, &decider, &format!("/queue/{item}/decide"), &fields("warn")).await;
        assert_eq!(status, 303, "{shown}");
        let decided = opens(&site, &decider, &format!("/queue/{item}")).await;
        assert!(decided.contains("Decided: A warning"), "{decided}");
        assert_eq!(scene.reader.get(&format!("/posts/{}", scene.post)).await.with(200)["state"], "public");
        site.is_whole().await;
    }
);

/// What the hidden field of the form for a decision says.
pub fn version_on(page: &str) -> String {
    let (_, rest) = page.split_once("name=\"version\" value=\"").unwrap_or_else(|| panic!("no form in {page}"));
    rest.split('"').next().unwrap().to_owned()
}

/// Decides an item as it stands on its page; answers where that leads.
async fn decides(site: &TestSite, who: &Person, item: &str, (action, ground): (&str, &str)) -> String {
    let version = version_on(&opens(site, who, &format!("/queue/{item}")).await);
    let fields = [
        ("action", action),
        ("ground", ground),
        ("explanation", ""),
        ("hours", "72"),
        ("passages", ""),
        ("version", version.as_str()),
    ];
    let (status, _, shown) = sends(site, who, &format!("/queue/{item}/preview"), &fields).await;
    assert_eq!(status, 200, "{shown}");
    assert!(!shown.contains("moderation-will"), "{shown}");
    let (status, place, shown) = sends(site, who, &format!("/queue/{item}/decide"), &fields).await;
    assert_eq!(status, 303, "{shown}");
    place
}

on_both!(
    async fn what_another_reads_can_be_decided_and_an_appeal_is_left_to_others(site) {
        let scene = Scene::of(&site).await;
        let first = Person::with_roles(&site, "first_desk", &[Role::Moderator]).await;
        let second = Person::with_roles(&site, "second_desk", &[Role::Moderator]).await;
        scene.reader.post("/flags", flag("post", &scene.post, "spam")).await.with(201);
        let item = id_after(&opens(&site, &first, "/queue").await, "href=\"/queue/");
        let path = format!("/queue/{item}");
        assert_eq!(sends(&site, &first, &format!("{path}/claim"), &[]).await.0, 303);
        let taken = "Somebody else is reading this until";
        assert!(!opens(&site, &first, &path).await.contains(taken), "it is their own");
        let page = opens(&site, &second, &path).await;
        assert!(page.contains(taken), "{page}");
        let version = version_on(&page);
        let fields = |action, passages| {
            [
                ("action", action),
                ("ground", if action == "mask" { "personal_data" } else { "spam" }),
                ("explanation", ""),
                ("hours", "24"),
                ("passages", passages),
                ("version", version.as_str()),
            ]
        };
        let preview = format!("{path}/preview");
        let (status, _, shown) = sends(&site, &second, &preview, &fields("mask", "Nobody said this")).await;
        assert!(status == 422 && shown.contains("<a href=\"#f-passages\">Passage 1 is not in the text."), "{shown}");
        let (status, _, shown) = sends(&site, &second, &preview, &fields("hide", "")).await;
        assert!(status == 200 && shown.contains(taken), "{shown}");
        assert_eq!(decides(&site, &second, &item, ("hide", "spam")).await, "/queue?done=decided");

        let statement = scene.author.get("/me/statements").await.with(200)["items"][0]["id"].clone();
        let appeals = format!("/statements/{}/appeals", statement.as_str().unwrap());
        scene.author.post(&appeals, json!({"text": "It advertises nothing."})).await.with(201);
        let path = format!("/queue/{}", id_after(&opens(&site, &second, "/queue").await, "href=\"/queue/"));
        let (claim, hear) = (format!("{path}/claim"), "href=\"/appeals/");
        let page = opens(&site, &second, &path).await;
        assert!(page.contains("Another hears it.") && !page.contains(&claim) && !page.contains(hear), "{page}");
        assert_eq!(sends(&site, &second, &claim, &[]).await.0, 403);
        let page = opens(&site, &first, &path).await;
        assert!(!page.contains("Another hears it.") && page.contains(&claim) && page.contains(hear), "{page}");
        site.is_whole().await;
    }
);

on_both!(
    async fn a_first_review_is_published_by_what_says_so(site) {
        let cast = Cast::of(&site).await;
        let moderator = Person::with_roles(&site, "mod_one", &[Role::Moderator]).await;
        cast.queued().await;
        let item = id_after(&opens(&site, &moderator, "/queue").await, "href=\"/queue/");
        let page = opens(&site, &moderator, &format!("/queue/{item}")).await;
        assert!(page.contains("The review will be published."), "{page}");
        let version = version_on(&page);
        let fields = [("action", "no_breach"), ("version", version.as_str())];
        let (status, _, shown) = sends(&site, &moderator, &format!("/queue/{item}/preview"), &fields).await;
        assert!(status == 200 && shown.contains("The review will be published."), "{shown}");
    }
);

on_both!(
    async fn a_review_is_held_hidden_and_given_back_by_two_without_scripts(site) {
        let cast = Cast::of(&site).await;
        let first = Person::with_roles(&site, "mod_one", &[Role::Moderator]).await;
        let second = Person::with_roles(&site, "mod_two", &[Role::Moderator]).await;
        let review = cast.published().await;
        cast.stranger.post("/flags", flag("review", &review, "threat")).await.with(201);
        let open = async || {
            let queue = opens(&site, &first, "/queue").await;
            (id_after(&queue, "href=\"/queue/"), queue)
        };
        let (item, _) = open().await;
        assert_eq!(decides(&site, &first, &item, ("hold", "")).await, "/queue?done=decided");
        let (held, queue) = open().await;
        assert!(queue.contains("Held until"), "{queue}");
        let stub = opens(&site, &second, &format!("/reviews/{review}")).await;
        assert!(stub.contains("Held"), "{stub}");
        assert_eq!(decides(&site, &second, &held, ("hold", "threat")).await, "/queue?done=decided");
        let (held, _) = open().await;
        assert_eq!(decides(&site, &second, &held, ("hide", "threat")).await, "/queue?done=decided");
        let (hidden, queue) = open().await;
        assert!(queue.contains("Hidden review") && queue.contains("Two must have agreed by"), "{queue}");
        assert_eq!(decides(&site, &first, &hidden, ("restore", "")).await, "/queue?done=spoken");
        opens(&site, &first, "/queue?done=spoken").await;
        assert!(opens(&site, &first, &format!("/queue/{hidden}")).await.contains("You have spoken"));
        assert!(opens(&site, &second, &format!("/queue/{hidden}")).await.contains("One moderator has spoken"));
        assert_eq!(decides(&site, &second, &hidden, ("restore", "")).await, "/queue?done=decided");
        assert!(opens(&site, &first, &format!("/reviews/{review}")).await.contains(REVIEW));
        site.is_whole().await;
    }
);

on_both!(
    async fn what_a_moderator_has_spoken_on_stands_apart_from_what_waits_for_them(site) {
        let cast = Cast::of(&site).await;
        let first = Person::with_roles(&site, "mod_one", &[Role::Moderator]).await;
        let second = Person::with_roles(&site, "mod_two", &[Role::Moderator]).await;
        let review = cast.published().await;
        cast.stranger.post("/flags", flag("review", &review, "threat")).await.with(201);
        let item = id_after(&opens(&site, &first, "/queue").await, "href=\"/queue/");
        assert_eq!(decides(&site, &first, &item, ("hide", "threat")).await, "/queue?done=decided");
        let hidden = id_after(&opens(&site, &first, "/queue").await, "href=\"/queue/");
        cast.stranger.post("/flags", flag("profile", &cast.patient.id, "spam")).await.with(201);
        let apart = "id=\"spoken\"";
        assert!(!opens(&site, &first, "/queue").await.contains(apart));
        assert_eq!(decides(&site, &first, &hidden, ("restore", "")).await, "/queue?done=spoken");
        let queue = opens(&site, &first, "/queue").await;
        let (waiting, spoken) = queue.split_once(apart).unwrap_or_else(|| panic!("nothing stands apart: {queue}"));
        let newer = id_after(waiting, "href=\"/queue/");
        assert!(newer != hidden && !waiting.contains(&hidden), "{waiting}");
        assert!(waiting.contains("1 item waits.") && spoken.contains(&format!("href=\"/queue/{hidden}\"")), "{queue}");
        for (path, is_apart) in [("?kind=hidden_review", true), ("?kind=flag", false), ("?state=decided", false)] {
            let page = opens(&site, &first, &format!("/queue{path}")).await;
            assert_eq!(page.contains(apart), is_apart, "{path}: {page}");
        }
        // From what they have spoken on they go on to what waits for them.
        let page = opens(&site, &first, &format!("/queue/{hidden}")).await;
        assert!(page.contains(&format!("href=\"/queue/{newer}\" rel=\"next\"")) && page.contains("1 open"), "{page}");
        // Whoever has not spoken yet, and whoever reads the queue over REST, finds it first as before.
        let queue = opens(&site, &second, "/queue").await;
        assert_eq!((id_after(&queue, "href=\"/queue/"), queue.contains(apart)), (hidden.clone(), false));
        assert_eq!(first.get(&site, "/api/v1/queue").await["items"][0]["id"], hidden.as_str());
        assert_eq!(decides(&site, &second, &hidden, ("restore", "")).await, "/queue?done=decided");
        assert!(!opens(&site, &first, "/queue").await.contains(apart));
        site.is_whole().await;
    }
);

on_both!(
    async fn the_page_of_a_review_marks_what_is_masked_and_an_item_takes_it_back(site) {
        let cast = Cast::of(&site).await;
        let moderator = Person::with_roles(&site, "mod_one", &[Role::Moderator]).await;
        let review = cast.published().await;
        cast.stranger.post("/flags", flag("review", &review, "personal_data")).await.with(201);
        let item = id_after(&opens(&site, &moderator, "/queue").await, "href=\"/queue/");
        assert_eq!(decides(&site, &moderator, &item, ("mask", "")).await, "/queue?done=decided");
        let page = opens(&site, &moderator, &format!("/reviews/{review}")).await;
        assert!(page.contains(&format!("<mark>{REVIEW}</mark>")) && page.contains("What others read"), "{page}");
        let guests = site.get(&format!("/reviews/{review}")).await.text().await.unwrap();
        assert!(!guests.contains("<mark>") && guests.contains("[removed: personal data]"), "{guests}");
        assert_eq!(decides(&site, &moderator, &item, ("restore", "")).await, "/queue?done=decided");
        assert!(site.get(&format!("/reviews/{review}")).await.text().await.unwrap().contains(REVIEW));
    }
);

on_both!(
    async fn everybody_reads_the_rules_before_agreeing_to_them(site) {
        let reader = Person::with_roles(&site, "lark", &[]).await;
        let rules = opens(&site, &reader, "/rules").await;
        for said in ["Proven fake", "Personal data", "at least 50 characters", "within 180 days", "after 7 days"] {
            assert!(rules.contains(said), "{said}: {rules}");
        }
        let privacy = opens(&site, &reader, "/privacy").await;
        for said in ["after 7 days", "180 days", "24 months", "24 hours", "Reports and appeals", "former patients"] {
            assert!(privacy.contains(said), "{said}: {privacy}");
        }
        assert!(opens(&site, &reader, "/legal").await.contains("Not filled in yet"));
        for (path, said) in [("rules", "Nachweislich gefälscht"), ("privacy", "24 Monate"), ("legal", "Impressum")] {
            let german = opens(&site, &reader, &format!("/{path}?lang=de")).await;
            assert!(german.contains(said), "{path}: {german}");
        }
        let form = site.get("/sign-up").await.text().await.unwrap();
        let consents = form.split_once("<fieldset").unwrap().1.split_once("</fieldset>").unwrap().0;
        assert!(consents.contains("href=\"/rules\"") && consents.contains("href=\"/privacy\""), "{consents}");
        let home = site.get("/").await.text().await.unwrap();
        let foot = home.split_once("<footer").unwrap().1;
        for path in ["/rules", "/privacy", "/legal", "/transparency"] {
            assert!(foot.contains(&format!("href=\"{path}\"")), "{path}: {foot}");
        }
    }
);
