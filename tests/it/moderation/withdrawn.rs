//! What moderation keeps of a review that its author takes back: the words wait for whoever may need them, and go then.

use super::pages::{opens, sends, version_on};
use super::reviews::item;
use super::{acts, decide, flag, id};
use crate::access::people::Person as Browser;
use crate::on_both;
use crate::reviews::{Cast, WORDS};
use crate::support::app::TestSite;
use crate::support::ledger::connect;
use crate::support::rows::Held;
use candor::accounts::Role;
use candor::db::schema::{moderation_decisions, moderation_withdrawals, site_state};
use candor::server::assemble;
use diesel::prelude::*;
use serde_json::{Value, json};

/// How the review begins; headings say it too.
const BEGINNING: &str = "The consultation was honest";

/// The tables of moderation in which its words stand somewhere.
async fn tables(site: &TestSite) -> Vec<String> {
    let held = Held::by(site).await;
    let found = held.tables_with(BEGINNING).into_iter().filter(|table| table.starts_with("moderation_"));
    found.map(str::to_owned).collect()
}

/// Somebody reports the review, and a moderator decides so about it; answers the decision.
async fn decided(cast: &Cast, review: &str, reason: &str, decision: Value) -> Value {
    cast.stranger.post("/flags", flag("review", review, reason)).await.with(201);
    decide(&cast.moderator, &id(&item(cast).await), decision).await.with(201)
}

/// A decision that takes words out of it.
async fn masked(cast: &Cast, review: &str) -> Value {
    decided(cast, review, "personal_data", json!({"action": "mask", "passages": ["the day was calm"]})).await
}

/// Where the statement of a decision lies.
fn statement_of(decision: &Value) -> String {
    format!("/statements/{}", decision["statement_id"].as_str().unwrap())
}

/// The author's appeal against a statement.
async fn appealed(cast: &Cast, statement: &str) -> String {
    id(&cast.patient.post(&format!("{statement}/appeals"), json!({"text": "It named nobody."})).await.with(201))
}

async fn heard(cast: &Cast, appeal: &str, outcome: &str) {
    let decision = json!({"outcome": outcome, "reason": "It was read again."});
    cast.other_moderator.post(&format!("/appeals/{appeal}/decisions"), decision).await.with(201);
}

async fn withdraws(cast: &Cast, review: &str) {
    cast.patient.post(&format!("/reviews/{review}/withdrawal"), json!({})).await.with(201);
}

/// Lets so much time pass, and does what the site does each hour.
async fn passes(site: &TestSite, time: &str) {
    site.advance(time).await;
    let due = site.app.write(|tx| {
        let row = site_state::table.filter(site_state::name.eq("chore:forget_withdrawn_words"));
        Ok(diesel::delete(row).execute(tx.conn)?)
    });
    due.await.unwrap();
    assemble::chores().run_due(&site.app).await.unwrap();
}

/// How many withdrawn reviews are to be looked at again.
async fn waiting(site: &TestSite) -> i64 {
    site.app.read(|reader| Ok(moderation_withdrawals::table.count().get_result(reader.conn)?)).await.unwrap()
}

on_both!(
    async fn what_was_reported_and_found_harmless_goes_with_the_review(site) {
        let cast = Cast::of(&site).await;
        let review = cast.published().await;
        let decision = decided(&cast, &review, "spam", json!({"action": "no_breach"})).await;
        assert_eq!(tables(&site).await, ["moderation_flags", "moderation_items"]);
        withdraws(&cast, &review).await;
        assert_eq!((tables(&site).await, waiting(&site).await), (Vec::new(), 0));
        let path = format!("/queue/{}", decision["item_id"].as_str().unwrap());
        let seen = cast.moderator.get(&path).await.with(200);
        assert_eq!((&seen["title"], &seen["snapshot"]), (&json!(""), &json!("")));
        let told = (&seen["flags"][0]["text"], &seen["flags"][0]["snapshot"]);
        assert_eq!(told, (&json!("Have a look, please."), &json!("")), "what the reader wrote is the reader's");
        let third = Browser::with_roles(&site, "third_moderator", &[Role::Moderator]).await;
        let page = opens(&site, &third, &path).await;
        assert!(page.contains("These words are no longer kept"), "{page}");
        site.is_whole().await;
    }
);

on_both!(
    async fn what_is_reported_is_decided_although_the_review_was_withdrawn(site) {
        let cast = Cast::of(&site).await;
        let review = cast.published().await;
        cast.stranger.post("/flags", flag("review", &review, "spam")).await.with(201);
        let reported = id(&item(&cast).await);
        withdraws(&cast, &review).await;
        passes(&site, "P2D").await;
        assert_eq!(tables(&site).await, ["moderation_flags", "moderation_items"], "nobody has decided yet");
        assert_eq!(cast.moderator.get(&format!("/queue/{reported}")).await.with(200)["snapshot"], WORDS);
        decide(&cast.moderator, &reported, json!({"action": "no_breach"})).await.with(201);
        passes(&site, "P1D").await;
        assert_eq!((tables(&site).await, waiting(&site).await), (Vec::new(), 0));
        site.is_whole().await;
    }
);

on_both!(
    async fn of_a_withdrawn_review_nothing_is_restricted_and_the_page_says_why(site) {
        let cast = Cast::of(&site).await;
        let review = cast.published().await;
        cast.stranger.post("/flags", flag("review", &review, "spam")).await.with(201);
        let path = format!("/queue/{}", id(&item(&cast).await));
        withdraws(&cast, &review).await;
        let offered = cast.moderator.get(&path).await.with(200);
        assert_eq!(acts(&offered), ["claim", "no_breach", "warn", "silence", "suspend", "ban"]);
        for action in ["mask", "hide", "hold", "remove"] {
            let refused = decide(&cast.moderator, &id(&offered), json!({"action": action})).await;
            refused.refused(409, "illegal_transition");
        }
        let third = Browser::with_roles(&site, "third_moderator", &[Role::Moderator]).await;
        let page = opens(&site, &third, &path).await;
        assert!(page.contains("Its author has taken this review back"), "{page}");
        let version = version_on(&page);
        let fields = |action| [("action", action), ("ground", ""), ("version", version.as_str())];
        for step in ["preview", "decide"] {
            let (status, _, page) = sends(&site, &third, &format!("{path}/{step}"), &fields("remove")).await;
            assert!(status == 409 && page.contains("The case is in a state in which this cannot be done"), "{page}");
        }
        let (status, _, page) = sends(&site, &third, &format!("{path}/preview"), &fields("no_breach")).await;
        assert!(status == 200 && page.contains("Nothing will be taken from anybody.<"), "{page}");
        let (status, _, page) = sends(&site, &third, &format!("{path}/decide"), &fields("no_breach")).await;
        assert_eq!(status, 303, "{page}");
        assert_eq!(cast.stranger.get("/me/flags").await.with(200)["items"][0]["state"], "disagreed");
        site.is_whole().await;
    }
);

on_both!(
    async fn a_statement_quotes_a_withdrawn_review_until_nobody_can_appeal(site) {
        let cast = Cast::of(&site).await;
        let review = cast.published().await;
        let path = statement_of(&masked(&cast, &review).await);
        withdraws(&cast, &review).await;
        passes(&site, "P170D").await;
        assert_eq!(cast.patient.get(&path).await.with(200)["snapshot"], WORDS);
        let appeal = appealed(&cast, &path).await;
        passes(&site, "P20D").await;
        let all = ["moderation_flags", "moderation_items", "moderation_statements"];
        assert_eq!(tables(&site).await, all, "somebody has yet to hear the appeal");
        heard(&cast, &appeal, "upheld").await;
        passes(&site, "P1D").await;
        assert_eq!((tables(&site).await, waiting(&site).await), (Vec::new(), 0));
        assert_eq!(cast.patient.get(&path).await.with(200)["snapshot"], "");
        let mut connection = connect(&site.app.config().database_url());
        let sealed: Vec<Option<Vec<u8>>> =
            moderation_decisions::table.select(moderation_decisions::sealed).load(&mut connection).unwrap();
        assert_eq!(sealed, [None], "what the mask took away");
        site.is_whole().await;
    }
);

on_both!(
    async fn one_of_two_measures_against_a_withdrawn_review_is_overturned(site) {
        let cast = Cast::of(&site).await;
        let review = cast.published().await;
        masked(&cast, &review).await;
        let path = statement_of(&decided(&cast, &review, "threat", json!({"action": "hide", "ground": "threat"})).await);
        withdraws(&cast, &review).await;
        heard(&cast, &appealed(&cast, &path).await, "overturned").await;
        assert_eq!(cast.patient.get(&path).await.with(200)["state"], "overturned");
        site.is_whole().await;
    }
);
