//! Whoever leaves while the board looks at them: it counts as a removal when they come back, and the register says so.

use super::appeals::{lapses, suspended};
use super::pages::{reads, sends, submits};
use super::{ADMITTED, AGREED, Cast, guest};
use crate::access::people::Person as Browser;
use crate::on_both;
use crate::support::app::TestSite;
use serde_json::{Value, json};

async fn reviewed(cast: &Cast) {
    let review = json!({"ground": "other", "reason": "A patient was hurt."});
    cast.board[0].post(&format!("{}/reviews", cast.member()), review).await.with(201);
}

async fn resigns(cast: &Cast) -> Value {
    let gone = json!({"reason": "I retire."});
    let gone = cast.applicant.post(&format!("{}/resignation", cast.member()), gone).await.with(201);
    assert_eq!(gone["state"], "resigned");
    gone
}

fn until_in(site: &TestSite, days: i64) -> String {
    (site.now().date() + chrono::Duration::days(days)).to_string()
}

/// An application goes from its form to the vote on the shortest way.
pub async fn comes_to_the_vote(site: &TestSite, cast: &Cast, id: &str, form: Value) {
    let path = format!("/applications/{id}");
    cast.saves(&path, form).await.with(200);
    cast.applicant.post(&format!("{path}/submission"), json!({})).await.with(201);
    let seen = json!({
        "answer": "yes", "note": "Seen again.", "source_url": "https://registry.example/1",
        "checked_on": site.now().date().to_string(), "capture_hash": "0".repeat(64),
    });
    for gate in ["G4", "G5", "G6", "G9", "G1", "G2", "G3", "G7", "G8"] {
        cast.officer.put(&format!("{path}/gates/{gate}"), seen.clone()).await.with(200);
    }
    cast.officer.put(&format!("{path}/panel"), cast.panel()).await.with(200);
    for (reviewer, sheet) in AGREED.into_iter().enumerate() {
        cast.scores(id, reviewer, sheet).await;
        cast.locks(id, reviewer).await;
    }
    site.advance("P41D").await;
}

/// Somebody applies again: not before two years are over, and admitted by six of seven, where five would admit somebody new.
pub async fn comes_back(site: &TestSite, cast: &Cast) {
    let start = json!({"physician_id": cast.physician});
    site.advance("P729D").await;
    cast.applicant.post("/applications", start.clone()).await.refused(409, "reapply_too_soon");
    site.advance("P3D").await;
    let id = cast.applicant.post("/applications", start).await.with(201)["id"].as_str().unwrap().to_owned();
    let path = format!("/applications/{id}");
    let mut form = Cast::form();
    form["licences"][0]["expires_on"] = json!("2060-03-31");
    comes_to_the_vote(site, cast, &id, form).await;
    for (place, member) in cast.board.iter().enumerate() {
        let vote = if place < 5 { "yes" } else { "no" };
        member.put(&format!("{path}/vote"), json!({"vote": vote})).await.with(200);
    }
    cast.board[0].post(&format!("{path}/decision"), json!({})).await.wrong("/reasons", "reasons_needed");
    cast.board[5].put(&format!("{path}/vote"), json!({"vote": "yes"})).await.with(200);
    let decided = cast.board[0].post(&format!("{path}/decision"), json!({})).await.with(201);
    assert_eq!(decided["state"], "admitted");
    site.advance("P10D").await;
    assert_eq!(guest(site, &cast.member()).await.with(200)["state"], "probation");
}

on_both!(
    async fn whoever_resigns_while_the_board_votes_on_a_removal_comes_back_as_if_removed(site after &ADMITTED) {
        let cast = Cast::there(&site);
        reviewed(&cast).await;
        let removal = json!({"measure": "removal", "reasons": "It was meant."});
        cast.board[0].post(&format!("{}/measures", cast.member()), removal).await.with(201);
        cast.votes((6, 0)).await;
        let gone = resigns(&cast).await;
        assert_eq!(gone["left_open"], "under_review");
        cast.closes().await.refused(409, "illegal_transition");
        let told = guest(&site, &cast.member()).await.with(200);
        assert_eq!(told["left_open"], "under_review");
        assert!(told["returns_from"].is_string(), "{told}");
        let page = site.get(&cast.member()).await.text().await.unwrap();
        assert!(page.contains("State before they left or the membership lapsed") && page.contains("by four fifths of the votes"), "{page}");
        comes_back(&site, &cast).await;
        let back = guest(&site, &cast.member()).await.with(200);
        assert_eq!((&back["left_open"], &back["returns_from"]), (&Value::Null, &Value::Null));
        site.is_whole().await;
    }
);

on_both!(
    async fn whoever_resigns_or_lapses_while_suspended_does_not_apply_at_once(site after &ADMITTED) {
        let cast = Cast::there(&site);
        let start = json!({"physician_id": cast.physician});
        reviewed(&cast).await;
        let suspension = json!({"measure": "suspension", "reasons": "Twice.", "until": until_in(&site, 60)});
        assert_eq!(cast.takes(suspension, (7, 0)).await["returns_from"], Value::Null);
        let check = json!({
            "source_url": "https://registry.example/TR-1234", "checked_on": site.now().date().to_string(),
            "licence_valid": false, "sanction_found": false,
        });
        let lapsed = cast.officer.post(&format!("{}/checks", cast.member()), check).await.with(201);
        assert_eq!((&lapsed["state"], &lapsed["left_open"]), (&json!("lapsed"), &json!("suspended")));
        assert_eq!(lapsed["returns_from"], Value::Null, "a renewed licence still ends it");
        cast.applicant.post("/applications", start.clone()).await.refused(409, "reapply_too_soon");
        assert_eq!(resigns(&cast).await["left_open"], "suspended");
        site.advance("P90D").await;
        cast.applicant.post("/applications", start).await.refused(409, "reapply_too_soon");
        let page = reads(&site, &Browser::at_a_browser(&site, &cast.applicant.email).await, "/applications/new").await;
        assert!(page.contains("a new application is possible from") && !page.contains("name=\"physician_id\""), "{page}");
        site.is_whole().await;
    }
);

on_both!(
    async fn whoever_lets_the_credentials_lapse_under_review_does_not_apply_at_once(site after &ADMITTED) {
        let cast = Cast::there(&site);
        let licence = format!("{}/licence", cast.member());
        cast.officer.put(&licence, json!({"expires_on": "2060-03-31"})).await.with(200);
        site.advance("P1000D").await;
        reviewed(&cast).await;
        site.advance("P120D").await;
        let lapsed = guest(&site, &cast.member()).await.with(200);
        assert_eq!((&lapsed["state"], &lapsed["left_open"]), (&json!("lapsed"), &json!("under_review")));
        assert!(lapsed["returns_from"].is_string(), "{lapsed}");
        let letter = site.letters_about(&cast.applicant.email, "has lapsed").await.remove(0).text();
        assert!(letter.contains("only as after a removal"), "{letter}");
        let renewed = json!({"expires_on": "2061-03-31"});
        cast.officer.put(&licence, renewed).await.refused(409, "credentials_over");
        let start = json!({"physician_id": cast.physician});
        cast.applicant.post("/applications", start).await.refused(409, "reapply_too_soon");
        site.is_whole().await;
    }
);

on_both!(
    async fn a_lapse_that_no_licence_ends_in_time_is_final_and_a_letter_says_so(site after &ADMITTED) {
        let cast = suspended(&site).await;
        lapses(&site, &cast).await;
        let inbox = site.app.config().mail.coalition_inbox.clone();
        let told = async |to: &str| site.letters_about(to, "The lapse of the membership").await;
        site.advance("P900D").await;
        assert!(told(&cast.applicant.email).await.is_empty(), "a renewed licence still ends it");
        site.advance("P220D").await;
        for to in [cast.applicant.email.as_str(), inbox.as_str()] {
            let mut letters = told(to).await;
            assert_eq!(letters.len(), 1, "{to}");
            let letter = letters.remove(0);
            assert!(letter.subject().ends_with("is final"), "{}", letter.subject());
            assert!(letter.text().contains("only as after a removal"), "{}", letter.text());
        }
        let renewed = json!({"expires_on": "2061-03-31"});
        cast.officer.put(&format!("{}/licence", cast.member()), renewed).await.refused(409, "credentials_over");
        site.is_whole().await;
    }
);

on_both!(
    async fn a_renewed_licence_ends_no_lapse_of_the_credentials_whatever_was_open(site after &ADMITTED) {
        let cast = Cast::there(&site);
        let licence = format!("{}/licence", cast.member());
        cast.officer.put(&licence, json!({"expires_on": "2060-03-31"})).await.with(200);
        site.advance("P1120D").await;
        let lapsed = guest(&site, &cast.member()).await.with(200);
        assert_eq!((&lapsed["state"], &lapsed["left_open"]), (&json!("lapsed"), &Value::Null));
        let renewed = json!({"expires_on": "2061-03-31"});
        cast.officer.put(&licence, renewed).await.refused(409, "credentials_over");
        cast.applicant.post("/applications", json!({"physician_id": cast.physician})).await.with(201);
        site.is_whole().await;
    }
);

on_both!(
    async fn whoever_leaves_on_the_page_reads_what_happens_and_is_asked_once(site after &ADMITTED) {
        let cast = Cast::there(&site);
        let own = Browser::at_a_browser(&site, &cast.applicant.email).await;
        let (acts, leave) = (format!("{}/acts", cast.member()), format!("{}/resignation", cast.member()));
        let page = reads(&site, &own, &acts).await;
        assert!(page.contains("you come back only with a new application"), "{page}");
        let (status, _, page) = submits(&site, &own, &leave, &[("reason", "I retire.")]).await;
        assert!(status == 422 && page.contains("Tick that you know") && page.contains("I retire."), "{page}");
        assert_eq!(guest(&site, &cast.member()).await.with(200)["state"], "probation");
        sends(&site, &own, &leave, &[("reason", "I retire."), ("understood", "true")]).await;
        assert_eq!(guest(&site, &cast.member()).await.with(200)["state"], "resigned");
        site.is_whole().await;
    }
);

on_both!(
    async fn whoever_resigns_of_their_own_accord_may_apply_again_at_once(site after &ADMITTED) {
        let cast = Cast::there(&site);
        let gone = resigns(&cast).await;
        assert_eq!((&gone["left_open"], &gone["returns_from"]), (&Value::Null, &Value::Null));
        cast.applicant.post("/applications", json!({"physician_id": cast.physician})).await.with(201);
        site.is_whole().await;
    }
);
