//! Appeals against measures: who hears them, and how most of those decide.

use super::waiting::waits;
use super::{ADMITTED, Cast, guest};
use crate::on_both;
use crate::support::app::TestSite;
use crate::support::people::Person;
use candor::accounts::Role;
use serde_json::{Value, json};

/// A member whom the whole board has suspended.
pub async fn suspended(site: &TestSite) -> Cast {
    let cast = Cast::there(site);
    reviewed(&cast).await;
    assert_eq!(cast.takes(suspension(site), (7, 0)).await["state"], "suspended");
    cast
}

pub async fn reviewed(cast: &Cast) {
    let review = json!({"ground": "other", "reason": "A patient was hurt."});
    cast.board[0].post(&format!("{}/reviews", cast.member()), review).await.with(201);
}

pub fn suspension(site: &TestSite) -> Value {
    let until = (site.now().date() + chrono::Duration::days(60)).to_string();
    json!({"measure": "suspension", "reasons": "Twice.", "until": until})
}

pub async fn appeals(cast: &Cast) {
    let appeal = json!({"ground": "fact", "text": "It was once."});
    let appealed = cast.applicant.post(&format!("{}/appeals", cast.member()), appeal).await.with(201);
    assert_eq!(appealed["under_appeal"], true);
}

pub fn voice(outcome: &str, reasons: &str) -> Value {
    json!({"outcome": outcome, "reasons": reasons})
}

pub async fn is_tied(cast: &Cast, who: &Person) {
    let tie = json!({"kind": "money", "physician_id": cast.physician});
    who.post("/me/ties", tie).await.with(201);
}

/// The words of the appeal, as a record tells them in its line; null where it does not.
fn words_in(record: &Value) -> Value {
    let mut lines = record["decisions"].as_array().unwrap().iter();
    lines.find(|line| line["type"] == "appealed").unwrap()["text"].clone()
}

on_both!(
    async fn three_who_had_no_part_hear_an_appeal_and_most_of_them_decide(site after &ADMITTED) {
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

/// Until when the appeal is to be decided, as officers find it among what is due: the instant, and whether it is over.
async fn due(cast: &Cast) -> Option<(Value, bool)> {
    let listed = cast.officer.get("/coalition/due?limit=100").await.with(200);
    let line = listed["items"].as_array().unwrap().iter().find(|line| line["kind"] == "appeal")?.clone();
    Some((line["due_at"].clone(), line["overdue"] == true))
}

on_both!(
    async fn an_appeal_has_a_day_and_whoever_may_hear_it_is_written_to(site after &ADMITTED) {
        let cast = suspended(&site).await;
        let member = cast.member();
        is_tied(&cast, &cast.reviewers[3]).await;
        assert!(due(&cast).await.is_none());
        appeals(&cast).await;
        let about = "Your voice on an appeal";
        for (who, letters) in [
            (&cast.reviewers[0], 1),
            (&cast.officer, 1),
            (&cast.reviewers[3], 0),
            (&cast.board[1], 0),
            (&cast.applicant, 0),
            (&cast.stranger, 0),
        ] {
            assert_eq!(site.letters_about(&who.email, about).await.len(), letters, "{}", who.email);
        }
        let letter = site.letters_about(&cast.officer.email, about).await.remove(0).text();
        assert!(letter.contains(&format!("{member}/acts")) && letter.contains("To be decided by"), "{letter}");
        assert!(!letter.contains("It was once."), "what the member wrote is read on the page: {letter}");

        let inbox = site.app.config().mail.coalition_inbox.clone();
        let late = async || site.letters_about(&inbox, "An appeal waits beyond its day").await.len();
        let entry = async || guest(&site, &member).await.with(200);
        let by = entry().await["hear_by"].clone();
        assert!(by.is_string());
        site.advance("P13D").await;
        assert_eq!((due(&cast).await, late().await), (Some((by.clone(), false)), 0));
        assert_eq!(entry().await["hearing_overdue"], false);
        site.advance("P2D").await;
        assert_eq!((due(&cast).await, late().await), (Some((by.clone(), true)), 1));
        let told = entry().await;
        assert_eq!((&told["hearing_overdue"], &told["hear_by"]), (&json!(true), &by));
        assert!(told["decisions"].to_string().contains("hearing_missed"), "{told}");
        let waits = cast.reviewers[0].get("/coalition/votes").await.with(200)["items"][0].clone();
        assert_eq!((&waits["ends_at"], &waits["over"]), (&by, &json!(true)));
        assert!(site.get(&member).await.text().await.unwrap().contains("Appeal overdue"));

        let heard = cast.hears("upheld", "It was twice.").await;
        assert_eq!((&heard["hear_by"], &heard["hearing_overdue"]), (&json!(null), &json!(false)));
        assert!(due(&cast).await.is_none());
        site.advance("P20D").await;
        assert_eq!(late().await, 1);
        site.is_whole().await;
    }
);

/// The licence no longer holds.
pub async fn lapses(site: &TestSite, cast: &Cast) -> Value {
    let check = json!({
        "source_url": "https://registry.example/TR-1234", "checked_on": site.now().date().to_string(),
        "licence_valid": false, "sanction_found": false,
    });
    let lapsed = cast.officer.post(&format!("{}/checks", cast.member()), check).await.with(201);
    assert_eq!(lapsed["state"], "lapsed");
    lapsed
}

on_both!(
    async fn a_lapse_takes_neither_the_right_of_appeal_nor_its_days(site after &ADMITTED) {
        let cast = suspended(&site).await;
        let member = cast.member();
        lapses(&site, &cast).await;
        appeals(&cast).await;
        let by = guest(&site, &member).await.with(200)["hear_by"].clone();
        assert_eq!(due(&cast).await, Some((by.clone(), false)));
        site.advance("P15D").await;
        assert_eq!(due(&cast).await, Some((by, true)));
        assert_eq!(waits(&cast.reviewers[0]).await, [("appeal".to_owned(), false)]);
        let heard = cast.hears("overturned", "It was once.").await;
        assert_eq!((&heard["state"], &heard["under_appeal"]), (&json!("lapsed"), &json!(false)), "the licence is missing");
        assert_eq!(heard["left_open"], Value::Null);
        let back = cast.officer.put(&format!("{member}/licence"), json!({"expires_on": "2032-01-31"})).await.with(200);
        assert_eq!((&back["state"], &back["measure_until"]), (&json!("probation"), &Value::Null));
        site.is_whole().await;
    }
);

on_both!(
    async fn a_lapse_stops_no_appeal_that_waits_and_its_days_go_on(site after &ADMITTED) {
        let cast = suspended(&site).await;
        let member = cast.member();
        appeals(&cast).await;
        let by = guest(&site, &member).await.with(200)["hear_by"].clone();
        site.advance("P5D").await;
        let lapsed = lapses(&site, &cast).await;
        assert_eq!((&lapsed["under_appeal"], &lapsed["hear_by"]), (&json!(true), &by));
        let back = cast.officer.put(&format!("{member}/licence"), json!({"expires_on": "2032-01-31"})).await.with(200);
        assert_eq!((&back["state"], &back["hear_by"]), (&json!("suspended"), &by));
        site.advance("P10D").await;
        assert_eq!(due(&cast).await, Some((by, true)));
        let inbox = site.app.config().mail.coalition_inbox.clone();
        assert_eq!(site.letters_about(&inbox, "An appeal waits beyond its day").await.len(), 1);
        site.is_whole().await;
    }
);

on_both!(
    async fn where_too_few_may_hear_an_appeal_it_says_so_and_waits_for_somebody_more(site after &ADMITTED) {
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
    async fn whoever_leaves_ends_the_vote_about_them_on_record(site after &ADMITTED) {
        let cast = Cast::there(&site);
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
    async fn while_an_appeal_waits_one_member_alone_neither_replaces_the_measure_nor_silences_anybody(site after &ADMITTED) {
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
    async fn whoever_found_what_a_review_came_of_does_not_hear_the_appeal(site after &ADMITTED) {
        let cast = Cast::there(&site);
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
    async fn a_vote_ends_with_credentials_that_nobody_looked_at_again_and_an_appeal_does_not(site after &ADMITTED) {
        let cast = suspended(&site).await;
        let member = cast.member();
        appeals(&cast).await;
        cast.board[0].post(&format!("{member}/measures"), suspension(&site)).await.with(201);
        assert_eq!(lapses(&site, &cast).await["under_appeal"], true);
        site.advance("P1120D").await;
        let over = guest(&site, &member).await.with(200);
        assert_eq!((&over["state"], &over["under_appeal"]), (&json!("lapsed"), &json!(true)));
        let seen = cast.officer.get(&member).await.with(200)["decisions"].as_array().unwrap().clone();
        let last: Vec<&str> = seen.iter().rev().take(2).map(|line| line["type"].as_str().unwrap()).collect();
        assert_eq!(last, ["measure_dropped", "recredential_missed"]);
        let heard = cast.hears("overturned", "It was once.").await;
        assert_eq!((&heard["state"], &heard["under_appeal"]), (&json!("lapsed"), &json!(false)));
        assert_eq!(heard["left_open"], "under_review", "the board voted on it when the credentials lapsed");
        site.is_whole().await;
    }
);

on_both!(
    async fn an_appeal_goes_on_after_whoever_leaves_and_may_undo_what_they_left(site after &ADMITTED) {
        let cast = suspended(&site).await;
        let (member, start) = (cast.member(), json!({"physician_id": cast.physician}));
        appeals(&cast).await;
        let gone = cast.applicant.post(&format!("{member}/resignation"), json!({"reason": "I retire."})).await.with(201);
        assert_eq!((&gone["state"], &gone["under_appeal"]), (&json!("resigned"), &json!(true)));
        assert_eq!(gone["left_open"], "suspended");
        cast.applicant.post("/applications", start.clone()).await.refused(409, "reapply_too_soon");
        assert_eq!(waits(&cast.reviewers[0]).await, [("appeal".to_owned(), false)]);
        let heard = cast.hears("overturned", "It was once.").await;
        assert_eq!((&heard["state"], &heard["left_open"]), (&json!("resigned"), &Value::Null));
        cast.applicant.post("/applications", start).await.with(201);
        site.is_whole().await;
    }
);

on_both!(
    async fn what_was_put_to_the_vote_stays_open_though_an_earlier_measure_is_undone(site after &ADMITTED) {
        let cast = suspended(&site).await;
        let member = cast.member();
        let removal = json!({"measure": "removal", "reasons": "It was meant."});
        cast.board[0].post(&format!("{member}/measures"), removal).await.with(201);
        cast.applicant.post(&format!("{member}/resignation"), json!({"reason": "I retire."})).await.with(201);
        appeals(&cast).await;
        let heard = cast.hears("overturned", "It was once.").await;
        assert_eq!((&heard["state"], &heard["left_open"]), (&json!("resigned"), &json!("under_review")));
        let start = json!({"physician_id": cast.physician});
        cast.applicant.post("/applications", start).await.refused(409, "reapply_too_soon");
        site.is_whole().await;
    }
);

on_both!(
    async fn whoever_appeals_reads_their_own_words_again_before_and_after_it_is_decided(site after &ADMITTED) {
        let cast = suspended(&site).await;
        let member = cast.member();
        appeals(&cast).await;
        let own = json!("It was once.");
        assert_eq!(words_in(&cast.applicant.get(&member).await.with(200)), own);
        let heard = cast.reviewers[0].get(&member).await.with(200);
        assert_eq!((&heard["hearing"]["text"], &words_in(&heard)), (&own, &Value::Null));
        for who in [&cast.board[0], &cast.stranger] {
            let told = who.get(&member).await.with(200);
            assert_eq!((&told["hearing"], &words_in(&told)), (&Value::Null, &Value::Null));
        }
        assert_eq!(words_in(&guest(&site, &member).await.with(200)), Value::Null);
        cast.hears("upheld", "It was twice.").await;
        assert_eq!(words_in(&cast.applicant.get(&member).await.with(200)), own);
        for who in [&cast.reviewers[0], &cast.officer, &cast.board[0]] {
            let told = who.get(&member).await.with(200);
            assert_eq!((&told["hearing"], &words_in(&told)), (&Value::Null, &Value::Null));
        }
        site.is_whole().await;
    }
);
