//! Scores that are too high or too late, votes of the recused, and decisions without a quorum.

use super::{page_refuses, refuses, refuses_field, shows_again};
use crate::access::people::Person as Browser;
use crate::coalition::{AGREED, COMMENTED, CRITERIA, Cast, REASON, SCORING};
use crate::on_both;
use crate::support::app::TestSite;
use reqwest::Method;
use serde_json::json;

/// Somebody of the cast at a browser.
async fn at_a_browser(site: &TestSite, email: &str) -> Browser {
    let mut browser = Browser { email: email.to_owned(), ..Browser::default() };
    browser.sign_in(site).await;
    browser
}

on_both!(
    async fn a_score_of_6_or_after_the_lock(site after &SCORING) {
        let (cast, id) = Cast::with_application(&site);
        let scores = |score: u8| {
            let sheet = cast.reviewers[0].request(Method::PUT, &format!("/applications/{id}/scores/K5"));
            sheet.json(&json!({"score": score, "reason": REASON}))
        };
        refuses_field(&site, scores(6), ("/score", "out_of_range")).await;
        let browser = at_a_browser(&site, &cast.reviewers[0].email).await;
        let names: Vec<(String, String)> =
            CRITERIA.iter().map(|code| (format!("scores.{code}.score"), format!("scores.{code}.reason"))).collect();
        let mut typed = Vec::new();
        for (score, reason) in &names {
            typed.extend([(score.as_str(), "6"), (reason.as_str(), REASON)]);
        }
        let sheet = format!("/applications/{id}/sheet");
        shows_again(&site, browser.form(&site, &sheet, &typed), 422, &[REASON]).await;
        cast.scores(&id, 0, AGREED[0]).await;
        cast.locks(&id, 0).await;
        refuses(&site, scores(0), (409, "scores_locked")).await;
        for lock in [&[][..], &[("lock", "true")]] {
            let mut late = Vec::new();
            for (score, reason) in &names {
                late.extend([(score.as_str(), "4"), (reason.as_str(), "What I thought of later is this, and no more.")]);
            }
            late.extend(lock);
            page_refuses(&site, browser.form(&site, &sheet, &late), (409, "scores_locked")).await;
        }
        let lock = cast.reviewers[0].request(Method::POST, &format!("/applications/{id}/score-lock")).json(&json!({}));
        refuses(&site, lock, (409, "scores_locked")).await;
        site.is_whole().await;
    }
);

on_both!(
    async fn a_recused_member_s_vote_and_a_vote_without_quorum(site after &COMMENTED) {
        let (cast, id) = Cast::with_application(&site);
        site.advance("P41D").await;
        let path = format!("/applications/{id}");
        let recused = json!({"reason": "We wrote a paper together last year."});
        cast.board[5].post(&format!("{path}/recusals"), recused).await.with(201);
        let votes = |member: usize| {
            cast.board[member].request(Method::PUT, &format!("{path}/vote")).json(&json!({"vote": "yes"}))
        };
        refuses(&site, votes(5), (403, "recused")).await;
        let browser = at_a_browser(&site, &cast.board[5].email).await;
        let page = browser.form(&site, &format!("{path}/vote"), &[("vote", "yes")]);
        shows_again(&site, page, 403, &[]).await;
        for member in &cast.board[..4] {
            member.put(&format!("{path}/vote"), json!({"vote": "yes"})).await.with(200);
        }
        site.advance("P11D").await;
        let decides = cast.board[0].request(Method::POST, &format!("{path}/decision"));
        refuses(&site, decides.json(&json!({"reasons": "As scored."})), (409, "no_quorum")).await;
        let browser = at_a_browser(&site, &cast.board[0].email).await;
        let typed = [("reasons", "As it was scored by three.")];
        let page = browser.form(&site, &format!("{path}/decision"), &typed);
        shows_again(&site, page, 409, &["As it was scored by three."]).await;
        // Nothing was lost: the fifth vote is enough.
        cast.board[4].put(&format!("{path}/vote"), json!({"vote": "no"})).await.with(200);
        let decided = cast.board[0].post(&format!("{path}/decision"), json!({})).await.with(201);
        assert_eq!(decided["decision"]["tally"], json!({"seats": 6, "yes": 4, "no": 1, "abstain": 0}));
        site.is_whole().await;
    }
);
