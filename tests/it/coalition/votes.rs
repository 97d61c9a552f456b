//! What the board's votes must come to: a quorum before a vote is closed, a majority for what they are given with.

use super::Cast;
use crate::on_both;
use crate::support::people::Person;
use serde_json::{Value, json};

on_both!(
    async fn whoever_closes_too_early_hears_what_lacks(site) {
        let cast = Cast::of(&site).await;
        let id = cast.commented(&site).await;
        site.advance("P41D").await;
        let decision = format!("/applications/{id}/decision");
        // Seven seats: five votes are a quorum.
        for (votes, code) in [(0, "no_quorum"), (4, "no_quorum"), (5, "vote_running"), (6, "vote_running")] {
            for member in &cast.board[..votes] {
                member.put(&format!("/applications/{id}/vote"), json!({"vote": "yes"})).await.with(200);
            }
            cast.board[0].post(&decision, json!({})).await.refused(409, code);
        }
        cast.board[6].put(&format!("/applications/{id}/vote"), json!({"vote": "no"})).await.with(200);
        let decided = cast.board[0].post(&decision, json!({})).await.with(201);
        assert_eq!(decided["decision"]["tally"], json!({"seats": 7, "yes": 6, "no": 1, "abstain": 0}));
        site.is_whole().await;
    }
);

on_both!(
    async fn everybody_who_is_left_has_voted_and_they_are_too_few(site) {
        let cast = Cast::of(&site).await;
        let id = cast.commented(&site).await;
        site.advance("P41D").await;
        let path = format!("/applications/{id}");
        for member in &cast.board[4..] {
            let reason = json!({"reason": "We wrote a paper together."});
            member.post(&format!("{path}/recusals"), reason).await.with(201);
        }
        for member in &cast.board[..4] {
            member.put(&format!("{path}/vote"), json!({"vote": "yes"})).await.with(200);
        }
        cast.board[0].post(&format!("{path}/decision"), json!({})).await.refused(409, "no_quorum");
        site.is_whole().await;
    }
);

/// So many yes, so many no, the rest does not vote.
fn votes(board: &[Person], yes: usize, no: usize) -> Vec<Value> {
    let word = |place: usize| if place < yes { "yes" } else { "no" };
    let vote = |(place, one): (usize, &Person)| json!({"account_id": one.id, "vote": word(place)});
    board.iter().take(yes + no).enumerate().map(vote).collect()
}

on_both!(
    async fn a_restriction_and_a_suspension_are_carried_by_the_votes_they_come_with(site) {
        let cast = Cast::of(&site).await;
        cast.admitted(&site).await;
        let measures = format!("{}/measures", cast.member());
        let review = json!({"ground": "other", "reason": "A patient was hurt."});
        cast.board[0].post(&format!("{}/reviews", cast.member()), review).await.with(201);
        let last = (site.now().date() + chrono::Duration::days(60)).to_string();
        let takes = |measure: &str, votes: Vec<Value>| {
            json!({"measure": measure, "reasons": "Until it is clear.", "until": last, "votes": votes})
        };
        for measure in ["restriction", "suspension"] {
            for (yes, no) in [(0, 1), (2, 2), (1, 3)] {
                let body = takes(measure, votes(&cast.board, yes, no));
                cast.board[0].post(&measures, body).await.wrong("/votes", "votes_missing");
            }
            let stranger = json!([{"account_id": cast.stranger.id, "vote": "yes"}]);
            let body = takes(measure, stranger.as_array().unwrap().clone());
            cast.board[0].post(&measures, body).await.wrong("/votes", "votes_missing");
        }
        let taken = cast.board[0].post(&measures, takes("restriction", votes(&cast.board, 3, 2))).await.with(201);
        assert_eq!(taken["state"], "restricted");
        // One member's act is enough where nobody's vote is given: it has 72 hours.
        let taken = cast.board[1].post(&measures, takes("suspension", Vec::new())).await.with(201);
        assert_eq!(taken["state"], "suspended");
        site.is_whole().await;
    }
);
