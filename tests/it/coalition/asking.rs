//! Peers and patients who are asked about an applicant: who they may be, and how often they hear of it.

use super::pages::reads;
use super::{Cast, GATES, GATHERED};
use crate::access::people::Person as Browser;
use crate::on_both;
use crate::support::app::TestSite;
use crate::support::letters::link_in;
use crate::support::people::send;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// How many letters with a link each of those who were asked has got.
async fn heard(site: &TestSite, cast: &Cast) -> BTreeMap<String, usize> {
    let mut heard = BTreeMap::new();
    for letter in cast.asked(site).await {
        *heard.entry(letter.to[0].clone()).or_default() += 1;
    }
    heard
}

/// The seeds of the draws, as the officer reads them.
async fn seeds(cast: &Cast, path: &str) -> Vec<Value> {
    cast.officer.get(path).await.with(200)["references"]["seeds"].as_array().unwrap().clone()
}

fn may_save(view: &Value) -> bool {
    view["actions"].as_array().unwrap().iter().any(|act| act["name"] == "save")
}

on_both!(
    async fn everybody_who_is_asked_is_reminded_on_days_7_and_14_and_never_again(site after &GATHERED) {
        let cast = Cast::there(&site);
        cast.verified().await;
        site.advance("P22D").await;
        let letters = heard(&site, &cast).await.into_values();
        let (first, drawn_anew): (Vec<_>, Vec<_>) = letters.partition(|letters| *letters == 3);
        assert_eq!((first.len(), drawn_anew), (12, vec![1; 10]), "two peers and ten patients, then ten others");
        site.advance("P30D").await;
        let heard = heard(&site, &cast).await;
        assert_eq!(heard.into_values().collect::<Vec<_>>(), [3; 22], "asked once, and reminded twice");

        // While the references are open, so is the first letter's link.
        site.advance("P30D").await;
        let first = link_in(&cast.asked(&site).await[0], "/reference-links/");
        let path = site.url(&format!("/api/v1/reference-links/{first}/answers"));
        send(site.client().post(path).json(&json!({"consent": false}))).await.with(201);
        site.is_whole().await;
    }
);

on_both!(
    async fn whoever_is_named_late_is_asked_as_the_others_were(site after &GATHERED) {
        let cast = Cast::there(&site);
        let started = cast.applicant.post("/applications", json!({"physician_id": cast.physician})).await.with(201);
        let id = started["id"].as_str().unwrap();
        let path = format!("/applications/{id}");
        let whole = Cast::form();
        let mut form = whole.clone();
        (form["peers"], form["patients"]) = (json!([whole["peers"][0]]), json!([]));
        cast.saves(&path, form).await.with(200);
        cast.applicant.post(&format!("{path}/submission"), json!({})).await.with(201);
        for gate in GATES {
            cast.passes(id, gate).await;
        }
        assert_eq!(heard(&site, &cast).await.len(), 1, "one colleague is named, and nobody else");
        let seen = cast.applicant.get(&path).await.with(200);
        assert_eq!((&seen["next"]["actor"], &seen["next"]["step"]), (&json!("applicant"), &json!("form")));
        assert!(may_save(&seen), "{seen}");
        let officer = Browser::at_a_browser(&site, &cast.officer.email).await;
        let lacks = "Still to be named: colleagues 1, former patients 50.";
        assert!(reads(&site, &officer, &path).await.contains(lacks));
        let applicant = Browser::at_a_browser(&site, &cast.applicant.email).await;
        let page = reads(&site, &applicant, &format!("{path}/form")).await;
        let asks_for = |section: &str| page.contains(&format!("name=\"{section}\""));
        assert!(asks_for("peers") && asks_for("patients") && !asks_for("practice"), "{page}");
        assert!(page.contains(lacks), "{page}");
        let closed = json!({"practice": "Fifteen years.", "peers": whole["peers"]});
        cast.saves(&path, closed).await.refused(409, "illegal_transition");

        // Nobody new, the second colleague, and a week later the patients: each is written to once.
        cast.saves(&path, json!({"peers": [whole["peers"][0]]})).await.with(200);
        site.advance("P1D").await;
        let saved = cast.saves(&path, json!({"peers": whole["peers"]})).await.with(200);
        assert_eq!(heard(&site, &cast).await.into_values().collect::<Vec<_>>(), [1, 1]);
        assert_eq!(saved["next"], seen["next"], "one colleague more has the days that are left");
        let page = reads(&site, &applicant, &format!("{path}/form")).await;
        assert!(page.contains("name=\"patients\"") && !page.contains("name=\"peers\""), "{page}");
        cast.saves(&path, json!({"peers": whole["peers"]})).await.refused(409, "illegal_transition");
        site.advance("P7D").await;
        assert_eq!(heard(&site, &cast).await.into_values().collect::<Vec<_>>(), [2, 2], "reminded on day 7");
        let saved = cast.saves(&path, json!({"patients": whole["patients"]})).await.with(200);
        assert_eq!((&saved["state"], &saved["references"]["patients_asked"]), (&json!("references"), &json!(10)));
        assert_eq!((&saved["next"]["actor"], may_save(&saved)), (&json!("referee"), false), "{saved}");
        assert_ne!(saved["next"]["due"], seen["next"]["due"], "the days start anew");
        assert_eq!(heard(&site, &cast).await.len(), 12);
        cast.saves(&path, json!({"patients": []})).await.refused(409, "illegal_transition");
        let drawn_by = seeds(&cast, &path).await;
        assert_eq!(drawn_by.len(), 1, "nobody was drawn before");

        // They have as many days as the others had, and nobody hears of it more than three times.
        for days in ["P8D", "P7D"] {
            site.advance(days).await;
        }
        assert_eq!(heard(&site, &cast).await.into_values().collect::<Vec<_>>(), [3; 12]);
        site.advance("P7D").await;
        let letters = heard(&site, &cast).await.into_values();
        let (first, drawn_anew): (Vec<_>, Vec<_>) = letters.partition(|letters| *letters == 3);
        assert_eq!((first.len(), drawn_anew), (12, vec![1; 10]), "then ten others are drawn");
        let both = seeds(&cast, &path).await;
        assert!(both.len() == 2 && both[0] == drawn_by[0] && both[1] != both[0], "each draw has a seed of its own");
        site.is_whole().await;
    }
);

on_both!(
    async fn nobody_is_drawn_from_a_list_that_is_too_short(site after &GATHERED) {
        let cast = Cast::there(&site);
        let started = cast.applicant.post("/applications", json!({"physician_id": cast.physician})).await.with(201);
        let id = started["id"].as_str().unwrap();
        let path = format!("/applications/{id}");
        let all = Cast::form()["patients"].as_array().unwrap().clone();
        let listed = |count: usize| json!({"patients": &all[..count]});
        let mut form = Cast::form();
        form["patients"] = listed(10)["patients"].clone();
        cast.saves(&path, form).await.with(200);
        cast.applicant.post(&format!("{path}/submission"), json!({})).await.with(201);
        for gate in GATES {
            cast.passes(id, gate).await;
        }
        let seen = cast.applicant.get(&path).await.with(200);
        assert_eq!((&seen["state"], &seen["references"]["patients_asked"]), (&json!("references"), &json!(0)));
        assert_eq!(heard(&site, &cast).await.len(), 2, "the colleagues, and none of the ten who were chosen");

        // However often the list is written, until it is long enough nobody is asked, and no day is won.
        let applicant = Browser::at_a_browser(&site, &cast.applicant.email).await;
        for (days, count, missing) in [("P1D", 11, 39), ("P5D", 49, 1)] {
            site.advance(days).await;
            let saved = cast.saves(&path, listed(count)).await.with(200);
            assert_eq!((&saved["next"], &saved["gaps"]), (&seen["next"], &json!(["patients"])));
            assert_eq!((&saved["next"]["actor"], &saved["next"]["step"]), (&json!("applicant"), &json!("form")));
            let page = reads(&site, &applicant, &format!("{path}/form")).await;
            let lacks = format!("Still to be named: colleagues 0, former patients {missing}.");
            assert!(page.contains(&lacks), "{count}: {page}");
        }
        assert_eq!(heard(&site, &cast).await.len(), 2);
        site.advance("P16D").await;
        assert_eq!(heard(&site, &cast).await.len(), 2, "nor does the second draw ask them");
        assert!(seeds(&cast, &path).await.is_empty());
        let inbox = site.app.config().mail.coalition_inbox.clone();
        assert_eq!(site.letters_about(&inbox, "a date has passed").await.len(), 1, "the officers may decide");

        let saved = cast.saves(&path, listed(50)).await.with(200);
        assert_eq!((&saved["references"]["patients_asked"], may_save(&saved)), (&json!(10), false), "{saved}");
        let asked = heard(&site, &cast).await;
        assert_eq!(asked.len(), 12);
        let chosen = (1..=10).filter(|number| asked.contains_key(&format!("patient{number}@references.example")));
        assert!(chosen.count() < 10, "by lot, and not in the order of the list");
        assert_eq!(seeds(&cast, &path).await.len(), 1);

        // What drew nobody was no second draw: that one follows, and is the last.
        site.advance("P22D").await;
        assert_eq!((heard(&site, &cast).await.len(), seeds(&cast, &path).await.len()), (22, 2), "ten others are drawn");
        site.advance("P50D").await;
        assert_eq!((heard(&site, &cast).await.len(), seeds(&cast, &path).await.len()), (22, 2));
        assert_eq!(site.letters_about(&inbox, "a date has passed").await.len(), 2);
        site.is_whole().await;
    }
);

on_both!(
    async fn nobody_more_is_asked_once_an_officer_lets_few_answers_pass(site after &GATHERED) {
        let cast = Cast::there(&site);
        let id = cast.verified().await;
        let yes = json!({"answer": "yes", "note": "They answered by telephone."});
        cast.officer.put(&format!("/applications/{id}/gates/G8"), yes).await.with(200);
        site.advance("P22D").await;
        let mut asked: Vec<String> = cast.asked(&site).await.into_iter().map(|letter| letter.to[0].clone()).collect();
        asked.sort();
        asked.dedup();
        assert_eq!(asked.len(), 12, "two peers and ten patients, and nobody anew: {asked:?}");
        let inbox = site.app.config().mail.coalition_inbox.clone();
        assert!(site.letters_about(&inbox, "a date has passed").await.is_empty(), "nothing is due");
        site.is_whole().await;
    }
);

on_both!(
    async fn a_link_that_opens_nothing_says_so_whatever_is_sent(site after &GATHERED) {
        let cast = Cast::there(&site);
        cast.verified().await;
        let letters = cast.asked(&site).await;
        let answers = |token: &str| site.url(&format!("/api/v1/reference-links/{token}/answers"));
        let sends = async |token: &str, body: Value| send(site.client().post(answers(token)).json(&body)).await;
        let (one, unknown) = (link_in(&letters[0], "/reference-links/"), "0".repeat(64));
        let bodies = [json!({"consent": true}), json!({}), json!({"consent": "perhaps", "more": 1})];
        for body in &bodies {
            sends(&unknown, body.clone()).await.refused(404, "reference_link_over");
            sends(&one, body.clone()).await.refused(422, "invalid");
        }
        send(site.client().post(answers(&unknown)).body("{")).await.refused(404, "reference_link_over");
        sends(&one, json!({"consent": false})).await.with(201);
        for body in bodies {
            sends(&one, body).await.refused(404, "reference_link_over");
        }
        site.is_whole().await;
    }
);
