//! Whose turn it is, from the form to the vote, as everybody with a part in an application reads it.

use super::{AGREED, Cast, GATES, GATHERED, SCORING};
use crate::on_both;
use crate::support::letters::link_in;
use crate::support::people::send;
use candor::clock::Timestamp;
use serde_json::{Value, json};

/// Who has the turn and at what; the list says the same.
async fn turn(cast: &Cast, id: &str) -> (String, String) {
    let view = cast.officer.get(&format!("/applications/{id}")).await.with(200);
    let list = cast.officer.get("/applications").await.with(200);
    assert_eq!(list["items"][0]["next"], view["next"], "{list}");
    let word = |name: &str| view["next"][name].as_str().unwrap_or_default().to_owned();
    (word("actor"), word("step"))
}

fn is(actor: &str, step: &str) -> (String, String) {
    (actor.to_owned(), step.to_owned())
}

on_both!(
    async fn an_application_names_whose_turn_it_is_at_every_step(site after &GATHERED) {
        let cast = Cast::there(&site);
        let id = cast.handed_in().await;
        let path = format!("/applications/{id}");
        assert_eq!(turn(&cast, &id).await, is("credentialing_officer", "gates"));
        for gate in GATES {
            cast.passes(&id, gate).await;
        }
        assert_eq!(turn(&cast, &id).await, is("referee", "references"));
        for letter in cast.asked(&site).await {
            let link = format!("/api/v1/reference-links/{}/answers", link_in(&letter, "/reference-links/"));
            let answer = json!({"consent": true, "text": "I would go again."});
            send(site.client().post(site.url(&link)).json(&answer)).await.with(201);
        }
        assert_eq!(turn(&cast, &id).await, is("credentialing_officer", "gates"));
        cast.officer.put(&format!("{path}/gates/G8"), json!({"answer": "yes"})).await.with(200);
        assert_eq!(turn(&cast, &id).await, is("credentialing_officer", "panel"));
        cast.officer.put(&format!("{path}/panel"), cast.panel()).await.with(200);
        assert_eq!(turn(&cast, &id).await, is("reviewer", "scores"));
        for (reviewer, sheet) in [[0; 8], [5; 8], [0; 8]].into_iter().enumerate() {
            cast.scores(&id, reviewer, sheet).await;
            cast.locks(&id, reviewer).await;
        }
        assert_eq!(turn(&cast, &id).await, is("credentialing_officer", "calibration"));
        cast.officer.post(&format!("{path}/calibrations"), json!({"notes": "The anchors of K5."})).await.with(201);
        for (reviewer, sheet) in AGREED.into_iter().enumerate() {
            cast.scores(&id, reviewer, sheet).await;
            cast.locks(&id, reviewer).await;
        }
        assert_eq!(turn(&cast, &id).await, is("public", "comments"));
        site.advance("P31D").await;
        assert_eq!(turn(&cast, &id).await, is("applicant", "answers"));
        site.advance("P10D").await;
        assert_eq!(turn(&cast, &id).await, is("board", "vote"));
        site.advance("P11D").await;
        assert_eq!(turn(&cast, &id).await, is("board", "decision"));
        let due = async || {
            let view = cast.officer.get(&path).await.with(200);
            Timestamp::parse(view["next"]["due"].as_str().unwrap()).unwrap()
        };
        let promised = due().await;
        assert!(site.now() < promised);
        site.advance("P90D").await;
        assert_eq!(turn(&cast, &id).await, is("board", "decision"), "what is late is still the board's to decide");
        assert_eq!(due().await, promised);
        assert!(promised < site.now());
        site.is_whole().await;
    }
);

on_both!(
    async fn a_file_with_gaps_is_the_officers_then_the_applicants_and_then_the_officers_again(site after &GATHERED) {
        let cast = Cast::there(&site);
        let started = cast.applicant.post("/applications", json!({"physician_id": cast.physician})).await.with(201);
        assert_eq!(started["next"], Value::Null, "nothing runs while it is written");
        let id = started["id"].as_str().unwrap().to_owned();
        cast.applicant.post(&format!("/applications/{id}/submission"), json!({})).await.with(201);
        assert_eq!(turn(&cast, &id).await, is("credentialing_officer", "gaps"));
        site.advance("P8D").await;
        assert_eq!(turn(&cast, &id).await, is("applicant", "form"));
        cast.saves(&format!("/applications/{id}"), Cast::form()).await.with(200);
        assert_eq!(turn(&cast, &id).await, is("credentialing_officer", "gates"));
        let page = cast.officer.get(&format!("/applications/{id}")).await.with(200);
        assert!(page["next"]["due"].as_str().is_some_and(|due| due.ends_with('Z')), "{page}");
        site.is_whole().await;
    }
);

/// The acts that the first reviewer may do now.
async fn offered(cast: &Cast, id: &str) -> Vec<String> {
    let seen = cast.reviewers[0].get(&format!("/applications/{id}")).await.with(200);
    let acts = seen["actions"].as_array().unwrap().iter();
    acts.map(|act| act["name"].as_str().unwrap().to_owned()).collect()
}

on_both!(
    async fn a_reviewer_is_offered_the_lock_of_a_whole_sheet_and_nothing_once_it_is_locked(site after &SCORING) {
        let (cast, id) = Cast::with_application(&site);
        assert_eq!(offered(&cast, &id).await, ["score", "recusal"]);
        cast.scores(&id, 0, AGREED[0]).await;
        assert_eq!(offered(&cast, &id).await, ["score", "score_lock", "recusal"]);
        cast.locks(&id, 0).await;
        assert_eq!(offered(&cast, &id).await, ["recusal"]);
        site.is_whole().await;
    }
);
