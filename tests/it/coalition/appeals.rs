//! Appeals against measures: who hears them, how most of those decide, and where everybody finds what waits for a voice.

use super::{Cast, guest};
use crate::on_both;
use crate::support::app::TestSite;
use crate::support::people::Person;
use candor::accounts::Role;
use serde_json::{Value, json};

/// A member whom the whole board has suspended.
async fn suspended(site: &TestSite) -> Cast {
    let cast = Cast::of(site).await;
    cast.admitted(site).await;
    reviewed(&cast).await;
    assert_eq!(cast.takes(suspension(site), (7, 0)).await["state"], "suspended");
    cast
}

async fn reviewed(cast: &Cast) {
    let review = json!({"ground": "other", "reason": "A patient was hurt."});
    cast.board[0].post(&format!("{}/reviews", cast.member()), review).await.with(201);
}

fn suspension(site: &TestSite) -> Value {
    let until = (site.now().date() + chrono::Duration::days(60)).to_string();
    json!({"measure": "suspension", "reasons": "Twice.", "until": until})
}

async fn appeals(cast: &Cast) {
    let appeal = json!({"ground": "fact", "text": "It was once."});
    let appealed = cast.applicant.post(&format!("{}/appeals", cast.member()), appeal).await.with(201);
    assert_eq!(appealed["under_appeal"], true);
}

fn voice(outcome: &str, reasons: &str) -> Value {
    json!({"outcome": outcome, "reasons": reasons})
}

async fn is_tied(cast: &Cast, who: &Person) {
    let tie = json!({"kind": "money", "physician_id": cast.physician});
    who.post("/me/ties", tie).await.with(201);
}

/// What waits for somebody's voice, and whether they have spoken.
async fn waits(who: &Person) -> Vec<(String, bool)> {
    let listed = who.get("/coalition/votes").await.with(200);
    let line = |line: &Value| (line["kind"].as_str().unwrap().to_owned(), line["voted"] == true);
    listed["items"].as_array().unwrap().iter().map(line).collect()
}

on_both!(
    async fn three_who_had_no_part_hear_an_appeal_and_most_of_them_decide(site) {
        let cast = suspended(&site).await;
        let (member, decision) = (cast.member(), format!("{}/appeal-decisions", cast.member()));
        let hears = Person::with_roles(&site, "hears", &[Role::Appeals]).await;
        let upheld = || voice("upheld", "It was twice.");
        cast.reviewers[0].post(&decision, upheld()).await.refused(403, "forbidden");
        hears.post(&decision, upheld()).await.refused(409, "illegal_transition");
        is_tied(&cast, &cast.reviewers[3]).await;
        appeals(&cast).await;

        let inbox = site.app.config().mail.coalition_inbox.clone();
        let letter = site.letters_about(&inbox, "Appeal against a measure").await.remove(0).text();
        assert!(letter.contains("of 5 who may"), "three reviewers, an officer and whose task it is: {letter}");
        cast.board[0].post(&decision, upheld()).await.refused(403, "conflict_of_interest");
        cast.reviewers[3].post(&decision, upheld()).await.refused(403, "forbidden");
        cast.applicant.post(&decision, upheld()).await.refused(403, "forbidden");
        let open = hears.get(&member).await.with(200)["hearing"].clone();
        assert_eq!((&open["measure"], &open["text"]), (&json!("suspension"), &json!("It was once.")));
        assert_eq!((&open["needed"], &open["hearers"], &open["own"]), (&json!(3), &json!(5), &json!(null)));

        let seen = async || (guest(&site, &member).await.with(200), cast.reviewers[1].get(&member).await.with(200));
        let before = seen().await;
        hears.post(&decision, upheld()).await.with(201);
        cast.reviewers[0].post(&decision, voice("upheld", "I think so.")).await.with(201);
        let anew = voice("overturned", "The second time was a mistake.");
        let own = cast.reviewers[0].post(&decision, anew).await.with(201);
        assert_eq!((&own["hearing"]["own"], &own["under_appeal"]), (&json!("overturned"), &json!(true)));
        assert_eq!(before, seen().await, "voices tell nobody else anything");

        let back = cast.officer.post(&decision, voice("overturned", "It was once.")).await.with(201);
        assert_eq!((&back["state"], &back["under_appeal"], &back["badge"]), (&json!("probation"), &json!(false), &json!(true)));
        let told = guest(&site, &member).await.with(200);
        let line = told["decisions"].as_array().unwrap().last().unwrap().clone();
        assert_eq!((&line["type"], &line["word"]), (&json!("appeal_decided"), &json!("overturned")));
        assert_eq!(line["tally"], json!({"yes": 2, "no": 1, "abstain": 0}));
        assert_eq!(line["dissents"], json!(["It was twice."]));
        let text = line["text"].as_str().unwrap();
        assert!(text.contains("a mistake") && text.contains("It was once.") && !text.contains("I think so"), "{text}");
        assert!(!told["decisions"].to_string().contains("appeal_voiced"), "{told}");
        let letter = site.letters_about(&cast.applicant.email, "The appeal of").await.remove(0).text();
        assert!(letter.contains("2 of those who heard it were for this, 1 against"), "{letter}");
        hears.post(&decision, upheld()).await.refused(409, "illegal_transition");
        cast.reviewers[1].post(&decision, upheld()).await.refused(403, "forbidden");
        site.is_whole().await;
    }
);

on_both!(
    async fn where_too_few_may_hear_an_appeal_it_says_so_and_waits_for_somebody_more(site) {
        let cast = suspended(&site).await;
        let decision = format!("{}/appeal-decisions", cast.member());
        for one in &cast.reviewers[..3] {
            is_tied(&cast, one).await;
        }
        appeals(&cast).await;
        let inbox = site.app.config().mail.coalition_inbox.clone();
        let letter = site.letters_about(&inbox, "Appeal against a measure").await.remove(0).text();
        assert!(letter.contains("only 2 may"), "{letter}");
        for one in [&cast.reviewers[3], &cast.officer] {
            let heard = one.post(&decision, voice("upheld", "It was twice.")).await.with(201);
            assert_eq!((&heard["under_appeal"], &heard["hearing"]["hearers"]), (&json!(true), &json!(2)));
        }
        let named = Person::with_roles(&site, "named_since", &[Role::Appeals]).await;
        let heard = named.post(&decision, voice("overturned", "It was once.")).await.with(201);
        assert_eq!((&heard["under_appeal"], &heard["state"]), (&json!(false), &json!("suspended")));
        site.is_whole().await;
    }
);

on_both!(
    async fn whoever_votes_or_hears_finds_what_waits_for_them(site) {
        let cast = Cast::of(&site).await;
        cast.admitted(&site).await;
        let (member, vote) = (cast.member(), format!("{}/measures/vote", cast.member()));
        cast.stranger.get("/coalition/votes").await.refused(403, "forbidden");
        is_tied(&cast, &cast.board[6]).await;
        reviewed(&cast).await;
        assert!(waits(&cast.board[1]).await.is_empty());
        cast.board[0].post(&format!("{member}/measures"), suspension(&site)).await.with(201);
        let missing = [("measure".to_owned(), false)];
        assert_eq!(waits(&cast.board[1]).await, missing);
        assert!(waits(&cast.board[6]).await.is_empty() && waits(&cast.officer).await.is_empty(), "not theirs to judge");
        let before = cast.board[2].get("/coalition/votes").await.with(200);
        let line = &before["items"][0];
        assert_eq!((&line["measure"], &line["over"]), (&json!("suspension"), &json!(false)));
        assert!(line["ends_at"].is_string() && line["physician"] == "Dr. Ayla North", "{line}");
        cast.board[1].put(&vote, json!({"vote": "yes"})).await.with(200);
        assert_eq!(waits(&cast.board[1]).await, [("measure".to_owned(), true)]);
        assert_eq!(cast.board[2].get("/coalition/votes").await.with(200), before, "no count is told");
        site.advance("P4D").await;
        assert_eq!(cast.board[2].get("/coalition/votes").await.with(200)["items"][0]["over"], true);
        cast.closes().await.with(201);
        assert!(waits(&cast.board[1]).await.is_empty());

        cast.board[0].post(&format!("{member}/measures"), suspension(&site)).await.with(201);
        for one in &cast.board[..6] {
            one.put(&vote, json!({"vote": "yes"})).await.with(200);
        }
        assert_eq!(cast.closes().await.with(201)["state"], "suspended");
        appeals(&cast).await;
        let open = [("appeal".to_owned(), false)];
        assert_eq!((waits(&cast.reviewers[0]).await, waits(&cast.officer).await), (open.to_vec(), open.to_vec()));
        assert!(waits(&cast.board[1]).await.is_empty(), "who voted does not hear it");
        let heard = voice("upheld", "It was twice.");
        cast.reviewers[0].post(&format!("{member}/appeal-decisions"), heard).await.with(201);
        assert_eq!(waits(&cast.reviewers[0]).await, [("appeal".to_owned(), true)]);
        assert_eq!(waits(&cast.officer).await, open);
        cast.officer.get("/coalition/votes?limit=0").await.wrong("?limit", "out_of_range");
        cast.officer.get("/coalition/votes?cursor=AAAA").await.wrong("?cursor", "bad_cursor");
        site.is_whole().await;
    }
);

on_both!(
    async fn whoever_leaves_ends_the_vote_about_them_on_record(site) {
        let cast = Cast::of(&site).await;
        cast.admitted(&site).await;
        let member = cast.member();
        reviewed(&cast).await;
        cast.board[0].post(&format!("{member}/measures"), suspension(&site)).await.with(201);
        cast.votes((2, 0)).await;
        let gone = cast.applicant.post(&format!("{member}/resignation"), json!({"reason": "I retire."})).await.with(201);
        assert_eq!(gone["state"], "resigned");
        let seen = cast.officer.get(&member).await.with(200)["decisions"].as_array().unwrap().clone();
        let last: Vec<(&str, &Value)> =
            seen.iter().rev().take(2).map(|line| (line["type"].as_str().unwrap(), &line["word"])).collect();
        assert_eq!(last, [("resigned", &json!(null)), ("measure_dropped", &json!("suspension"))]);
        assert_eq!(seen[seen.len() - 2]["tally"], json!(null), "nobody learns a count");
        let told = guest(&site, &member).await.with(200)["decisions"].to_string();
        assert!(told.contains("resigned") && !told.contains("measure_dropped"), "{told}");
        assert!(waits(&cast.board[1]).await.is_empty());
        site.is_whole().await;
    }
);

on_both!(
    async fn while_an_appeal_waits_one_member_alone_neither_replaces_the_measure_nor_silences_anybody(site) {
        let cast = suspended(&site).await;
        let (member, decision) = (cast.member(), format!("{}/appeal-decisions", cast.member()));
        appeals(&cast).await;
        cast.reviewers[0].post(&decision, voice("upheld", "It was twice.")).await.with(201);
        let warning = json!({"measure": "warning", "reasons": "Once is enough."});
        let put = cast.board[0].post(&format!("{member}/measures"), warning).await.with(201);
        assert_eq!((&put["state"], &put["proposal"]["measure"]), (&json!("suspended"), &json!("warning")));
        assert_eq!(waits(&cast.reviewers[0]).await, [("appeal".to_owned(), true)]);
        cast.votes((7, 0)).await;
        assert_eq!(cast.closes().await.with(201)["state"], "probation");

        let open = cast.reviewers[0].get(&member).await.with(200)["hearing"].clone();
        assert_eq!((&open["measure"], &open["own"]), (&json!("suspension"), &json!(null)), "everybody speaks anew");
        let own = cast.reviewers[0].get("/coalition/votes").await.with(200);
        assert_eq!(own["items"][0]["measure"], "suspension");
        cast.board[1].post(&decision, voice("upheld", "It was.")).await.refused(403, "conflict_of_interest");
        site.is_whole().await;
    }
);

on_both!(
    async fn whoever_found_what_a_review_came_of_does_not_hear_the_appeal(site) {
        let cast = Cast::of(&site).await;
        cast.admitted(&site).await;
        let check = json!({
            "source_url": "https://registry.example/TR-1234", "checked_on": site.now().date().to_string(),
            "licence_valid": true, "sanction_found": true,
        });
        let reviewed = cast.officer.post(&format!("{}/checks", cast.member()), check).await.with(201);
        assert_eq!(reviewed["state"], "under_review");
        assert_eq!(cast.takes(suspension(&site), (7, 0)).await["state"], "suspended");
        appeals(&cast).await;
        let decision = format!("{}/appeal-decisions", cast.member());
        cast.officer.post(&decision, voice("upheld", "I saw it.")).await.refused(403, "conflict_of_interest");
        assert!(waits(&cast.officer).await.is_empty());
        assert_eq!(waits(&cast.reviewers[0]).await, [("appeal".to_owned(), false)]);
        site.is_whole().await;
    }
);

on_both!(
    async fn an_appeal_and_a_vote_end_with_credentials_that_nobody_looked_at_again(site) {
        let cast = suspended(&site).await;
        let member = cast.member();
        appeals(&cast).await;
        cast.board[0].post(&format!("{member}/measures"), suspension(&site)).await.with(201);
        site.advance("P400D").await;
        let lapsed = guest(&site, &member).await.with(200);
        assert_eq!((&lapsed["state"], &lapsed["under_appeal"]), (&json!("lapsed"), &json!(true)), "a licence may be renewed");
        site.advance("P1120D").await;
        let over = guest(&site, &member).await.with(200);
        assert_eq!((&over["state"], &over["under_appeal"]), (&json!("lapsed"), &json!(false)));
        let seen = cast.officer.get(&member).await.with(200)["decisions"].as_array().unwrap().clone();
        let last: Vec<&str> = seen.iter().rev().take(2).map(|line| line["type"].as_str().unwrap()).collect();
        assert_eq!(last, ["measure_dropped", "recredential_missed"]);
        site.is_whole().await;
    }
);

on_both!(
    async fn an_appeal_ends_with_whoever_leaves(site) {
        let cast = suspended(&site).await;
        let member = cast.member();
        appeals(&cast).await;
        let gone = cast.applicant.post(&format!("{member}/resignation"), json!({"reason": "I retire."})).await.with(201);
        assert_eq!((&gone["state"], &gone["under_appeal"]), (&json!("resigned"), &json!(false)));
        assert_eq!(guest(&site, &member).await.with(200)["under_appeal"], false);
        assert!(waits(&cast.reviewers[0]).await.is_empty());
        site.is_whole().await;
    }
);
