//! What the board's votes must come to: a quorum before a vote is closed, a majority for what they are given with.

use super::{Cast, guest};
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
    async fn a_restriction_and_a_suspension_are_carried_by_a_quorate_majority(site) {
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
            for (yes, no) in [(0, 1), (4, 0), (2, 2)] {
                let body = takes(measure, votes(&cast.board, yes, no));
                cast.board[0].post(&measures, body).await.refused(409, "no_quorum");
            }
            for (yes, no) in [(2, 3), (3, 3), (0, 7)] {
                let body = takes(measure, votes(&cast.board, yes, no));
                cast.board[0].post(&measures, body).await.wrong("/votes", "votes_missing");
            }
            let mut twice = votes(&cast.board, 4, 0);
            twice.push(twice[0].clone());
            cast.board[0].post(&measures, takes(measure, twice)).await.wrong("/votes", "votes_missing");
            let stranger = json!([{"account_id": cast.stranger.id, "vote": "yes"}]);
            let body = takes(measure, stranger.as_array().unwrap().clone());
            cast.board[0].post(&measures, body).await.wrong("/votes", "votes_missing");
        }
        let taken = cast.board[0].post(&measures, takes("restriction", votes(&cast.board, 3, 2))).await.with(201);
        assert_eq!(taken["state"], "restricted");
        cast.board[1].post(&measures, takes("restriction", Vec::new())).await.refused(409, "illegal_transition");
        cast.board[1].post(&measures, takes("suspension", Vec::new())).await.refused(409, "no_quorum");
        let taken = cast.board[1].post(&measures, takes("suspension", votes(&cast.board, 4, 3))).await.with(201);
        assert_eq!(taken["state"], "suspended");
        site.is_whole().await;
    }
);

on_both!(
    async fn what_one_member_restricts_ends_after_three_days_unless_the_board_votes_for_it(site) {
        let cast = Cast::of(&site).await;
        cast.admitted(&site).await;
        let (member, measures) = (cast.member(), format!("{}/measures", cast.member()));
        let inbox = site.app.config().mail.coalition_inbox.clone();
        let state = async || guest(&site, &member).await.with(200)["state"].as_str().unwrap().to_owned();
        let restrict = |votes: Vec<Value>| {
            let last = (site.now().date() + chrono::Duration::days(60)).to_string();
            json!({"measure": "restriction", "reasons": "Until it is clear.", "until": last, "votes": votes})
        };
        let review = json!({"ground": "other", "reason": "A patient was hurt."});
        cast.board[0].post(&format!("{member}/reviews"), review).await.with(201);
        site.advance("P2D").await;
        let alone = cast.board[0].post(&measures, restrict(Vec::new())).await.with(201);
        assert_eq!((&alone["state"], &alone["badge"]), (&json!("restricted"), &json!(false)));
        site.advance("PT71H").await;
        assert_eq!(state().await, "restricted");
        assert!(site.letters_about(&inbox, "without an interim vote").await.is_empty());
        site.advance("P1D").await;
        assert_eq!(state().await, "under_review", "nobody voted, and the review goes on");
        assert_eq!(site.letters_about(&inbox, "without an interim vote").await.len(), 1);
        cast.board[1].post(&measures, restrict(Vec::new())).await.wrong("/votes", "votes_missing");

        let voted = cast.board[1].post(&measures, restrict(votes(&cast.board, 5, 0))).await.with(201);
        assert_eq!(voted["state"], "restricted");
        site.advance("P30D").await;
        assert_eq!(state().await, "restricted", "the vote lets it last");

        let review = json!({"ground": "other", "reason": "Another patient was hurt."});
        cast.board[0].post(&format!("{member}/reviews"), review).await.with(201);
        cast.board[0].post(&measures, restrict(Vec::new())).await.with(201);
        site.advance("P1D").await;
        cast.board[1].post(&measures, restrict(votes(&cast.board, 4, 1))).await.with(201);
        site.advance("P30D").await;
        assert_eq!(state().await, "restricted", "it was voted on within its hours");
        site.is_whole().await;
    }
);

on_both!(
    async fn a_lapse_does_not_stretch_what_one_member_restricts(site) {
        let cast = Cast::of(&site).await;
        cast.admitted(&site).await;
        let member = cast.member();
        let review = json!({"ground": "other", "reason": "A patient was hurt."});
        cast.board[0].post(&format!("{member}/reviews"), review).await.with(201);
        let last = (site.now().date() + chrono::Duration::days(60)).to_string();
        let alone = json!({"measure": "restriction", "reasons": "Until it is clear.", "until": last});
        cast.board[0].post(&format!("{member}/measures"), alone).await.with(201);
        let check = json!({
            "source_url": "https://registry.example/1", "checked_on": site.now().date().to_string(),
            "licence_valid": false, "sanction_found": false,
        });
        let lapsed = cast.officer.post(&format!("{member}/checks"), check).await.with(201);
        assert_eq!(lapsed["state"], "lapsed");
        site.advance("P5D").await;
        let renewed = json!({"expires_on": "2032-01-31"});
        let back = cast.officer.put(&format!("{member}/licence"), renewed).await.with(200);
        assert_eq!(back["state"], "under_review");
        site.is_whole().await;
    }
);
