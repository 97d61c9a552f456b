//! What moderators and those whom they decide about are told on the pages: which ground fits what, how long something
//! lasts, what stands now, and what stands against oneself.

use super::pages::{opens, sends, version_on};
use super::reviews::item;
use super::{Scene, WORDS, decide, flag, id};
use crate::access::people::Person as Browser;
use crate::on_both;
use crate::reviews::Cast;
use crate::support::app::TestSite;
use candor::accounts::Role;
use serde_json::json;

/// Where the thread of a scene is read.
fn place(scene: &Scene) -> String {
    format!("/t/{}/best-choice-for-3-500-grafts", scene.thread)
}

/// The grounds that a page offers under this label.
fn group<'p>(page: &'p str, label: &str) -> &'p str {
    let mark = format!("<optgroup label=\"{label}\">");
    let (_, rest) = page.split_once(&mark).unwrap_or_else(|| panic!("no {label} in {page}"));
    rest.split("</optgroup>").next().unwrap()
}

/// Asks what a decision about an item would do; answers the status and the page.
async fn foresees(site: &TestSite, who: &Browser, item: &str, fields: &[(&str, &str)]) -> (u16, String) {
    let version = version_on(&opens(site, who, &format!("/queue/{item}")).await);
    let mut all = vec![("version", version.as_str())];
    all.extend(fields);
    let (status, _, page) = sends(site, who, &format!("/queue/{item}/preview"), &all).await;
    (status, page)
}

on_both!(
    async fn a_mask_over_a_text_is_for_personal_data_and_for_nothing_else(site) {
        let scene = Scene::of(&site).await;
        let moderator = Browser::with_roles(&site, "third_mod", &[Role::Moderator]).await;
        scene.reported(&scene.reader, "spam").await;
        let item = id(&scene.item().await);
        let page = opens(&site, &moderator, &format!("/queue/{item}")).await;
        assert!(group(&page, "For whatever you choose to do").contains("value=\"personal_data\""), "{page}");
        let others = group(&page, "Not for: Mask");
        assert!(others.contains("value=\"spam\"") && !others.contains("value=\"personal_data\""), "{page}");
        assert!(page.contains("The reason of the report: Spam"), "{page}");
        let (status, page) = foresees(&site, &moderator, &item, &[("action", "mask"), ("ground", "spam")]).await;
        assert!(status == 422 && page.contains("This ground does not fit what you chose to do."), "{page}");
        let (status, page) = foresees(&site, &moderator, &item, &[("action", "mask"), ("ground", "")]).await;
        assert!(status == 200 && page.contains("<dd>Personal data</dd>"), "{page}");
        assert!(page.contains("[removed: personal data]"), "{page}");
        let (_, page) = foresees(&site, &moderator, &item, &[("action", "hide"), ("ground", "")]).await;
        assert!(page.contains("<dd>Spam</dd>") && page.contains("It will be hidden"), "{page}");
    }
);

on_both!(
    async fn a_form_about_a_review_says_which_grounds_hide_it_and_how_long_a_hold_lasts(site) {
        let cast = Cast::of(&site).await;
        let moderator = Browser::with_roles(&site, "third_mod", &[Role::Moderator]).await;
        let review = cast.published().await;
        cast.stranger.post("/flags", flag("review", &review, "off_topic")).await.with(201);
        let item = id(&item(&cast).await);
        let page = opens(&site, &moderator, &format!("/queue/{item}")).await;
        assert!(group(&page, "Not for: Mask, Hide").contains("value=\"spam\""), "{page}");
        assert!(group(&page, "Not for: Mask, Remove").contains("value=\"threat\""), "{page}");
        assert!(group(&page, "Not for: Mask, Hide, Remove").contains("value=\"off_topic\""), "{page}");
        assert!(page.contains("The usual time: 7 days for a hold, 1 day for the others"), "{page}");
        assert!(page.contains("30 days, not for a hold") && page.contains(">7 days<"), "{page}");
        let (status, page) = foresees(&site, &moderator, &item, &[("action", "hold"), ("hours", "720")]).await;
        assert!(status == 422 && page.contains("A hold cannot be that long."), "{page}");
        let (status, page) = foresees(&site, &moderator, &item, &[("action", "hold"), ("hours", "")]).await;
        assert!(status == 200 && page.contains(" March 2026, "), "{page}");
    }
);

on_both!(
    async fn an_item_says_what_stands_after_an_appeal_and_a_list_counts_what_it_shows(site) {
        let scene = Scene::of(&site).await;
        let reader = Browser::with_roles(&site, "third_mod", &[Role::Moderator]).await;
        scene.reported(&scene.reader, "spam").await;
        let item = id(&scene.item().await);
        for (query, said) in [("", "1 item waits."), ("?kind=flag", "1 item waits."), ("?kind=review", "Nothing waits.")] {
            let page = opens(&site, &reader, &format!("/queue{query}")).await;
            assert!(page.contains(said), "{query}: {page}");
        }
        let decision = decide(&scene.moderator, &item, json!({"action": "hide"})).await.with(201);
        let page = opens(&site, &reader, &format!("/queue/{item}")).await;
        assert!(page.contains("Decided: Hidden") && page.contains("Decided here"), "{page}");
        assert_eq!(page.matches("<dd>Hidden, Spam</dd>").count(), 1, "said once: {page}");
        assert!(opens(&site, &reader, "/queue?state=decided").await.contains("1 item is decided."));
        let appeals = format!("/statements/{}/appeals", decision["statement_id"].as_str().unwrap());
        let appeal = id(&scene.author.post(&appeals, json!({"text": "It is on a list."})).await.with(201));
        let waiting = id(&scene.item().await);
        let page = opens(&site, &reader, &format!("/queue/{waiting}")).await;
        assert!(page.contains("somebody has appealed against a decision about it"), "{page}");
        let overturn = json!({"outcome": "overturned", "reason": "So it is."});
        scene.other.post(&format!("/appeals/{appeal}/decisions"), overturn).await.with(201);
        let page = opens(&site, &reader, &format!("/queue/{item}")).await;
        assert!(page.contains("Overturned on appeal, and undone: Hidden"), "{page}");
        assert!(opens(&site, &reader, &format!("/queue/{waiting}")).await.contains("Appeal: Overturned"));
        let log = opens(&site, &reader, "/moderation-log").await;
        assert!(log.contains("A post was hidden.") && log.contains("An appeal overturned it."), "{log}");
        site.is_whole().await;
    }
);

on_both!(
    async fn what_is_decided_and_heard_is_told_with_everything_that_its_author_reads(site) {
        let scene = Scene::of(&site).await;
        let reader = Browser::with_roles(&site, "third_mod", &[Role::Moderator]).await;
        scene.reported(&scene.reader, "spam").await;
        let item = id(&scene.item().await);
        let silence = json!({"action": "silence", "ground": "other", "explanation": "Three letters to one person."});
        let decision = decide(&scene.moderator, &item, silence).await.with(201);
        let statement = format!("/statements/{}", decision["statement_id"].as_str().unwrap());
        let page = opens(&site, &reader, &format!("/queue/{item}")).await;
        let link = format!("href=\"{statement}\"");
        for part in ["Silenced, Something else, until ", "Three letters to one person.", link.as_str()] {
            assert!(page.contains(part), "{part}: {page}");
        }
        let appeals = format!("{statement}/appeals");
        let appeal = id(&scene.author.post(&appeals, json!({"text": "They asked me to."})).await.with(201));
        let letter = site.letter_to(&scene.author.email, "They asked me to.").await.text();
        for part in ["Post: Best choice", "Silenced", "Something else", "To be heard by", statement.as_str()] {
            assert!(letter.contains(part), "{part}: {letter}");
        }
        let path = format!("/appeals/{appeal}");
        assert!(opens(&site, &reader, &path).await.contains("An appeal to hear. Silenced: Something else"));
        let uphold = json!({"outcome": "upheld", "reason": "The third was unasked."});
        scene.other.post(&format!("{path}/decisions"), uphold).await.with(201);
        let page = opens(&site, &reader, &path).await;
        let title = "An appeal that was heard: The decision stands. Silenced: Something else";
        assert!(page.contains(title) && page.contains("The third was unasked."), "{page}");
        assert!(!page.contains("name=\"outcome\""), "there is nothing left to hear: {page}");
        let waiting = opens(&site, &reader, "/appeals").await;
        assert!(waiting.contains("href=\"/appeals?state=decided\"") && !waiting.contains(&path), "{waiting}");
        assert!(opens(&site, &reader, "/appeals?state=decided").await.contains(&format!("href=\"{path}\"")));
    }
);

on_both!(
    async fn a_letter_about_a_review_names_whom_it_is_about(site) {
        let cast = Cast::of(&site).await;
        let review = cast.published().await;
        cast.stranger.post("/flags", flag("review", &review, "spam")).await.with(201);
        let remove = json!({"action": "remove", "ground": "spam", "explanation": "It sells something."});
        decide(&cast.moderator, &id(&item(&cast).await), remove).await.with(201);
        let letter = site.letter_to(&cast.patient.email, "It sells something.").await.text();
        let about = cast.moderator.get(&format!("/physicians/{}", cast.physician)).await.with(200);
        assert!(letter.contains(&format!("Review: {}", about["name"].as_str().unwrap())), "{letter}");
    }
);

on_both!(
    async fn whoever_is_silenced_or_warned_is_told_before_they_write(site) {
        let scene = Scene::of(&site).await;
        let author = Browser::at_a_browser(&site, &scene.author.email).await;
        let (typing, place) = ("id=\"f-body\"", place(&scene));
        let thread = opens(&site, &author, &place).await;
        assert!(thread.contains(typing) && thread.contains(WORDS), "{thread}");
        let report = format!("/report?kind=post&amp;id={}", scene.post);
        let reported = format!("/report?kind=thread&amp;id={}", scene.thread);
        assert!(!thread.contains(&report) && thread.contains(&reported), "nobody reports themselves: {thread}");
        let reader = Browser::at_a_browser(&site, &scene.reader.email).await;
        let theirs = opens(&site, &reader, &place).await;
        assert!(theirs.contains(&report) && !theirs.contains(&reported), "{theirs}");

        scene.reported(&scene.reader, "off_topic").await;
        scene.decided(json!({"action": "warn"})).await;
        let home = opens(&site, &author, "/me").await;
        assert!(home.contains("has warned you: Off topic") && home.contains("href=\"/statements/"), "{home}");
        scene.reported(&scene.reader, "spam").await;
        let silence = scene.decided(json!({"action": "silence"})).await;
        let statement = format!("/statements/{}", silence["statement_id"].as_str().unwrap());
        let until = "3 March 2026, 1";
        let edit = format!("/posts/{}/edit", scene.post);
        for path in ["/me", place.as_str(), "/threads/new", edit.as_str()] {
            let page = opens(&site, &author, path).await;
            assert!(page.contains("You can read, but not write, until") && page.contains(until), "{path}: {page}");
            assert!(!page.contains(typing), "{path}: {page}");
        }
        assert!(opens(&site, &author, "/me").await.contains(&statement));
        let letter = site.letter_to(&scene.author.email, &statement).await.text();
        let letter = letter.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(letter.contains(until), "a day's silence ends at an hour: {letter}");
        site.advance("P1D").await;
        assert!(opens(&site, &author, &place).await.contains(typing));
        assert!(!opens(&site, &author, "/me").await.contains("not write"));
        site.is_whole().await;
    }
);

on_both!(
    async fn a_locked_thread_has_no_form_but_for_moderators(site) {
        let scene = Scene::of(&site).await;
        let reader = Browser::at_a_browser(&site, &scene.reader.email).await;
        let moderator = Browser::with_roles(&site, "third_mod", &[Role::Moderator]).await;
        scene.author.post("/flags", flag("thread", &scene.thread, "off_topic")).await.with(201);
        scene.decided(json!({"action": "lock"})).await;
        for (who, may_type) in [(&reader, false), (&moderator, true)] {
            let page = opens(&site, who, &place(&scene)).await;
            assert!(page.contains("The moderation team locked this thread"), "{page}");
            assert_eq!(page.contains("id=\"f-body\""), may_type, "{page}");
        }
    }
);

on_both!(
    async fn whoever_reported_reads_what_became_of_it_later_and_appeals_only_while_they_may(site) {
        let scene = Scene::of(&site).await;
        let reader = Browser::at_a_browser(&site, &scene.reader.email).await;
        let hearer = Browser::with_roles(&site, "hearer", &[Role::Appeals]).await;
        scene.reported(&scene.reader, "off_topic").await;
        let decision = scene.decided(json!({"action": "remove"})).await;
        let statement = decision["statement_id"].as_str().unwrap();
        let way = format!("href=\"/statements/{statement}/appeal\"");
        let reports = opens(&site, &reader, "/me/reports").await;
        assert!(reports.contains("Removed") && reports.contains(&way), "{reports}");
        let appeals = format!("/statements/{statement}/appeals");
        let appeal = id(&scene.author.post(&appeals, json!({"text": "Too much."})).await.with(201));
        assert!(!opens(&site, &reader, "/me/reports").await.contains(&way), "it is being heard");
        let (status, _, page) = sends(&site, &hearer, &format!("/appeals/{appeal}"), &[("outcome", "partly")]).await;
        assert!(status == 422 && page.contains("Write the reasons: both sides read them."), "{page}");
        let partly = json!({"outcome": "partly", "reason": "A mask would have done."});
        scene.other.post(&format!("/appeals/{appeal}/decisions"), partly).await.with(201);
        decide(&scene.other, &id(&scene.item().await), json!({"action": "no_breach"})).await.with(201);
        let reports = opens(&site, &reader, "/me/reports").await;
        assert!(reports.contains("First: Removed. Now: Taken back") && !reports.contains(&way), "{reports}");
        assert_eq!(scene.reader.get("/me/flags").await.with(200)["items"][0]["actions"], json!([]));
        scene.reader.post(&appeals, json!({"text": "It was right."})).await.refused(409, "illegal_transition");
    }
);
