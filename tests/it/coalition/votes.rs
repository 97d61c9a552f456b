//! What the board's votes must come to: a quorum before a vote is closed, a majority for what they are given with.

use super::pages::reads;
use super::results::leave_the_board;
use super::{ADMITTED, COMMENTED, Cast, guest};
use crate::access::people::Person as Browser;
use crate::on_both;
use crate::support::app::TestSite;
use serde_json::json;

on_both!(
    async fn whoever_closes_too_early_hears_what_lacks(site after &COMMENTED) {
        let (cast, id) = Cast::with_application(&site);
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
    async fn once_the_days_are_over_no_vote_turns_what_a_quorum_has_voted(site after &COMMENTED) {
        let (cast, id) = Cast::with_application(&site);
        site.advance("P41D").await;
        let path = format!("/applications/{id}");
        let vote = format!("{path}/vote");
        for member in &cast.board[..4] {
            member.put(&vote, json!({"vote": "yes"})).await.with(200);
        }
        site.advance("P11D").await;
        let late = cast.board[4].put(&vote, json!({"vote": "yes"})).await.with(200);
        assert!(!late["actions"].to_string().contains("/vote"), "the one that made the quorum was the last: {late}");
        for place in [0, 4, 5] {
            cast.board[place].put(&vote, json!({"vote": "no"})).await.refused(409, "vote_over");
        }
        let decided = cast.board[0].post(&format!("{path}/decision"), json!({})).await.with(201);
        assert_eq!(decided["decision"]["tally"], json!({"seats": 7, "yes": 5, "no": 0, "abstain": 0}));
        site.is_whole().await;
    }
);

on_both!(
    async fn tally_and_dissents_are_of_the_seats_at_the_decision(site after &COMMENTED) {
        let (cast, id) = Cast::with_application(&site);
        site.advance("P41D").await;
        let path = format!("/applications/{id}");
        let vote = format!("{path}/vote");
        for member in &cast.board[..5] {
            member.put(&vote, json!({"vote": "yes"})).await.with(200);
        }
        for (place, dissent) in [(5, "The sessions are small."), (6, "The photographs are few.")] {
            cast.board[place].put(&vote, json!({"vote": "no", "dissent": dissent})).await.with(200);
        }
        // One of the two who say no leaves the board before the vote is closed: seat, vote and dissent go together.
        leave_the_board(&site, &[&cast.board[6]]).await;
        let decided = cast.board[0].post(&format!("{path}/decision"), json!({})).await.with(201);
        assert_eq!(decided["decision"]["tally"], json!({"seats": 6, "yes": 5, "no": 1, "abstain": 0}));
        assert_eq!(decided["decision"]["dissents"], json!(["The sessions are small."]), "{decided}");
        site.advance("P10D").await;
        for place in [path, cast.member()] {
            let told = guest(&site, &place).await.with(200);
            assert_eq!((&told["tally"]["seats"], &told["tally"]["no"]), (&json!(6), &json!(1)), "{told}");
            assert_eq!(told["dissents"], json!(["The sessions are small."]), "{told}");
        }
        site.is_whole().await;
    }
);

on_both!(
    async fn everybody_who_is_left_has_voted_and_they_are_too_few(site after &COMMENTED) {
        let (cast, id) = Cast::with_application(&site);
        site.advance("P41D").await;
        let path = format!("/applications/{id}");
        let whole = reads(&site, &Browser::at_a_browser(&site, &cast.board[0].email).await, &path).await;
        assert!(whole.contains("5 of 7 members of the board must vote"), "{whole}");
        assert!(whole.contains("You may change it"), "{whole}");
        let (inbox, officer) = (site.app.config().mail.coalition_inbox.clone(), Browser::at_a_browser(&site, &cast.officer.email).await);
        let told = async || site.letters_about(&inbox, "too few may vote").await.len();
        for (place, member) in (4..).zip(&cast.board[4..]) {
            let asks = reads(&site, &Browser::at_a_browser(&site, &member.email).await, &path).await;
            assert_eq!(asks.contains("Without you only 4 members of the board may vote"), place == 6, "{asks}");
            assert_eq!(told().await, 0, "{place}");
            let reason = json!({"reason": "We wrote a paper together."});
            member.post(&format!("{path}/recusals"), reason).await.with(201);
        }
        assert_eq!(told().await, 1);
        let seen = reads(&site, &officer, &path).await;
        assert!(seen.contains("5 members of the board must vote, and only 4 may."), "{seen}");
        let left = reads(&site, &Browser::at_a_browser(&site, &cast.board[0].email).await, &path).await;
        assert!(left.contains("5 members of the board must vote, and only 4 may.") && left.contains("Next:"), "{left}");
        assert!(!left.contains("5 of 4") && !left.contains("You may change it"), "{left}");
        for member in &cast.board[..4] {
            member.put(&format!("{path}/vote"), json!({"vote": "yes"})).await.with(200);
        }
        cast.board[0].post(&format!("{path}/decision"), json!({})).await.refused(409, "no_quorum");
        site.advance("P125D").await;
        let late = reads(&site, &Browser::at_a_browser(&site, &cast.board[0].email).await, &path).await;
        assert!(!late.contains("Next:"), "the day of the decision went by, and there can be none: {late}");
        cast.board[3].post(&format!("{path}/recusals"), json!({"reason": "We share a flat."})).await.with(201);
        assert_eq!(told().await, 1, "it is said once");
        site.is_whole().await;
    }
);

/// A review of the member is open.
async fn reviewed(cast: &Cast) {
    let review = json!({"ground": "other", "reason": "A patient was hurt."});
    cast.board[0].post(&format!("{}/reviews", cast.member()), review).await.with(201);
}

fn until_in(site: &TestSite, days: i64) -> String {
    (site.now().date() + chrono::Duration::days(days)).to_string()
}

on_both!(
    async fn a_restriction_and_a_suspension_are_carried_by_a_quorate_majority(site after &ADMITTED) {
        let cast = Cast::there(&site);
        let (member, measures) = (cast.member(), format!("{}/measures", cast.member()));
        let (vote, yes) = (format!("{measures}/vote"), json!({"vote": "yes"}));
        cast.board[0].put(&vote, yes.clone()).await.refused(409, "illegal_transition");
        reviewed(&cast).await;
        cast.board[0].put(&vote, yes.clone()).await.refused(409, "no_measure_proposed");
        cast.closes().await.refused(409, "no_measure_proposed");
        let last = until_in(&site, 60);
        let takes = |measure: &str| {
            json!({"measure": measure, "reasons": "Until it is clear.", "until": last, "vote_first": true})
        };
        for measure in ["restriction", "suspension"] {
            for (yes, no, code) in [(0, 1, "no_quorum"), (4, 0, "no_quorum"), (2, 3, "vote_running"), (3, 3, "vote_running")] {
                cast.board[1].post(&measures, takes(measure)).await.with(201);
                cast.votes((yes, no)).await;
                cast.closes().await.refused(409, code);
                site.advance("PT71H").await;
                assert!(cast.board[6].get(&member).await.with(200)["proposal"].is_object(), "its hours still run");
                site.advance("PT1H").await;
                cast.board[6].put(&vote, json!({"vote": "yes"})).await.refused(409, "no_measure_proposed");
                cast.closes().await.refused(409, "no_measure_proposed");
                let seen = cast.board[0].get(&member).await.with(200);
                assert_eq!(seen["state"], "under_review", "the clock closed it, {yes} to {no}");
                let lines = seen["decisions"].as_array().unwrap();
                let line = lines.iter().rfind(|line| line["type"] == "measure_failed").unwrap();
                assert_eq!(line["word"], json!(measure));
                assert_eq!(line["tally"], json!({"yes": yes, "no": no, "abstain": 0}));
            }
            cast.board[1].post(&measures, takes(measure)).await.with(201);
            cast.votes((3, 4)).await;
            assert_eq!(cast.closes().await.with(201)["state"], "under_review", "everybody has voted");
        }
        let last = until_in(&site, 60);
        let takes = |measure: &str| {
            json!({"measure": measure, "reasons": "Until it is clear.", "until": last, "vote_first": true})
        };
        assert_eq!(cast.takes(takes("restriction"), (4, 3)).await["state"], "restricted");
        let shown = guest(&site, &member).await.with(200);
        assert_eq!(shown["measure_until"], json!(last));
        let line = shown["decisions"].as_array().unwrap().last().unwrap().clone();
        assert_eq!((&line["type"], &line["last_day"]), (&json!("measure_taken"), &json!(last)));
        assert_eq!(line["tally"], json!({"yes": 4, "no": 3, "abstain": 0}));
        let at_once = json!({"measure": "restriction", "reasons": "Until it is clear.", "until": last});
        cast.board[1].post(&measures, at_once).await.refused(409, "illegal_transition");
        assert_eq!(cast.takes(takes("suspension"), (4, 3)).await["state"], "suspended");
        site.is_whole().await;
    }
);

on_both!(
    async fn the_clock_closes_a_vote_and_whoever_dissents_until_then_counts(site after &ADMITTED) {
        let cast = Cast::there(&site);
        reviewed(&cast).await;
        let (member, measures) = (cast.member(), format!("{}/measures", cast.member()));
        let suspension = json!({"measure": "suspension", "reasons": "Twice.", "until": until_in(&site, 60)});
        cast.board[0].post(&measures, suspension.clone()).await.with(201);
        cast.votes((5, 0)).await;
        cast.closes().await.refused(409, "vote_running");
        site.advance("PT71H").await;
        for one in &cast.board[3..6] {
            let no = json!({"vote": "no", "dissent": "Once is not twice."});
            one.put(&format!("{measures}/vote"), no).await.with(200);
        }
        site.advance("PT1H").await;
        let seen = cast.board[0].get(&member).await.with(200);
        let line = seen["decisions"].as_array().unwrap().last().unwrap().clone();
        assert_eq!((&seen["state"], &line["type"]), (&json!("under_review"), &json!("measure_failed")), "{line}");
        assert_eq!(line["tally"], json!({"yes": 3, "no": 3, "abstain": 0}));
        assert_eq!(line["text"], "Twice.");
        let told = guest(&site, &member).await.with(200);
        let told = told["decisions"].as_array().unwrap().last().unwrap().clone();
        for field in ["type", "word", "tally", "dissents", "leaf"] {
            assert_eq!(told[field], line[field], "{field}: {told}");
        }
        assert_eq!(told["text"], json!(null), "why one member proposed it is not everybody's");

        cast.board[0].post(&measures, suspension).await.with(201);
        cast.votes((4, 1)).await;
        site.advance("PT72H").await;
        let shown = guest(&site, &member).await.with(200);
        let line = shown["decisions"].as_array().unwrap().last().unwrap().clone();
        assert_eq!((&shown["state"], &line["type"]), (&json!("suspended"), &json!("measure_taken")), "{line}");
        assert_eq!(line["tally"], json!({"yes": 4, "no": 1, "abstain": 0}));
        assert_eq!(site.letters_about(&cast.applicant.email, "Decision on the membership").await.len(), 1);
        site.is_whole().await;
    }
);

on_both!(
    async fn each_votes_for_themselves_and_nobody_learns_the_count_before_the_vote_is_closed(site after &ADMITTED) {
        let cast = Cast::there(&site);
        let tie = json!({"kind": "money", "physician_id": cast.physician});
        cast.board[6].post("/me/ties", tie).await.with(201);
        reviewed(&cast).await;
        let (member, measures) = (cast.member(), format!("{}/measures", cast.member()));
        let vote = format!("{measures}/vote");
        let suspension = json!({"measure": "suspension", "reasons": "Twice.", "until": until_in(&site, 60)});
        let others = json!([{"account_id": cast.board[1].id, "vote": "yes"}]);
        let by_proxy = json!({"measure": "removal", "reasons": "Twice.", "votes": others});
        cast.board[0].post(&measures, by_proxy).await.wrong("/votes", "unknown_field");
        let proposed = cast.board[0].post(&measures, suspension.clone()).await.with(201);
        assert_eq!((&proposed["state"], &proposed["badge"]), (&json!("under_review"), &json!(true)));
        let open = &proposed["proposal"];
        assert_eq!((&open["seats"], &open["quorum"], &open["own"]), (&json!(6), &json!(5), &json!(null)));
        cast.board[1].post(&measures, suspension).await.refused(409, "measure_proposed");
        let advice = json!({"measure": "advice", "reasons": "Answer sooner."});
        cast.board[1].post(&measures, advice).await.refused(409, "measure_proposed");
        for (place, one) in cast.board.iter().enumerate() {
            let asked = site.letters_about(&one.email, "Your vote on a measure").await.len();
            assert_eq!(asked, usize::from(place < 6), "whoever is tied is not asked to vote");
        }
        let yes = json!({"vote": "yes"});
        cast.board[6].put(&vote, yes.clone()).await.refused(403, "recused");
        cast.board[6].post(&format!("{measures}/decision"), json!({})).await.refused(403, "recused");
        cast.stranger.put(&vote, yes.clone()).await.refused(403, "forbidden");
        let before = (guest(&site, &member).await.with(200), cast.board[5].get(&member).await.with(200));
        cast.votes((4, 0)).await;
        let agreed = json!({"vote": "yes", "dissent": "I agree with the reasons."});
        cast.board[3].put(&vote, agreed).await.with(200);
        let against = json!({"vote": "no", "dissent": "Once is not twice."});
        cast.board[4].put(&vote, yes).await.with(200);
        let own = cast.board[4].put(&vote, against).await.with(200)["proposal"].clone();
        assert_eq!((&own["own"], &own["own_dissent"]), (&json!("no"), &json!("Once is not twice.")));
        let after = (guest(&site, &member).await.with(200), cast.board[5].get(&member).await.with(200));
        assert_eq!(before, after, "votes tell nobody else anything");
        let of = |id: &str| json!({"vote": "abstain", "proposal": id});
        let decision = format!("{measures}/decision");
        cast.board[5].put(&vote, of("another")).await.refused(409, "no_measure_proposed");
        cast.closes().await.refused(409, "vote_running");
        let seen = open["id"].as_str().unwrap();
        assert_eq!(cast.board[5].put(&vote, of(seen)).await.with(200)["proposal"]["id"], open["id"]);
        cast.board[0].post(&decision, json!({"proposal": "another"})).await.refused(409, "no_measure_proposed");
        let taken = cast.board[0].post(&decision, json!({"proposal": seen})).await.with(201);
        assert_eq!(taken["state"], "suspended");
        let line = guest(&site, &member).await.with(200)["decisions"].as_array().unwrap().last().unwrap().clone();
        assert_eq!(line["tally"], json!({"yes": 4, "no": 1, "abstain": 1}));
        assert_eq!(line["dissents"], json!(["Once is not twice."]));
        let letter = site.letters_about(&cast.applicant.email, "Decision on the membership").await.remove(0).text();
        assert!(letter.contains("4 yes, 1 no") && letter.contains("Last day:"), "{letter}");
        site.is_whole().await;
    }
);

on_both!(
    async fn what_one_member_restricts_ends_after_three_days_unless_the_board_votes_for_it(site after &ADMITTED) {
        let cast = Cast::there(&site);
        let (member, measures) = (cast.member(), format!("{}/measures", cast.member()));
        let inbox = site.app.config().mail.coalition_inbox.clone();
        let state = async || guest(&site, &member).await.with(200)["state"].as_str().unwrap().to_owned();
        let restrict = || json!({"measure": "restriction", "reasons": "Until it is clear.", "until": until_in(&site, 60)});
        reviewed(&cast).await;
        site.advance("P2D").await;
        let alone = cast.board[0].post(&measures, restrict()).await.with(201);
        assert_eq!((&alone["state"], &alone["badge"]), (&json!("restricted"), &json!(false)));
        assert_eq!(alone["proposal"]["measure"], "restriction", "it is put to the vote with it");
        site.advance("PT71H").await;
        assert_eq!(state().await, "restricted");
        assert!(site.letters_about(&inbox, "without an interim vote").await.is_empty());
        site.advance("P1D").await;
        assert_eq!(state().await, "under_review", "nobody voted, and the review goes on");
        assert_eq!(site.letters_about(&inbox, "without an interim vote").await.len(), 1);
        cast.board[1].post(&measures, restrict()).await.refused(409, "vote_needed");
        cast.closes().await.refused(409, "no_measure_proposed");
        // Nobody gets around it by ending the review and opening another.
        let nothing = || json!({"measure": "no_action", "reasons": "Looked at."});
        cast.board[0].post(&measures, nothing()).await.with(201);
        reviewed(&cast).await;
        cast.board[0].post(&measures, restrict()).await.refused(409, "vote_needed");
        let mut voted = restrict();
        voted["vote_first"] = json!(true);
        assert_eq!(cast.takes(voted, (7, 0)).await["state"], "restricted");
        site.advance("P30D").await;
        assert_eq!(state().await, "restricted", "the vote lets it last");

        // What the board voted for ends by its votes.
        let begins_anew = async || {
            cast.takes(nothing(), (7, 0)).await;
            reviewed(&cast).await;
        };
        begins_anew().await;
        let missed = async || site.letters_about(&inbox, "without an interim vote").await.len();
        let before = missed().await;
        cast.board[0].post(&measures, restrict()).await.with(201);
        site.advance("P1D").await;
        cast.votes((4, 1)).await;
        cast.closes().await.refused(409, "vote_running");
        site.advance("PT49H").await;
        assert_eq!((state().await.as_str(), missed().await), ("restricted", before), "a quorum has voted for it");
        cast.closes().await.refused(409, "no_measure_proposed");
        site.advance("P30D").await;
        assert_eq!(state().await, "restricted", "it was voted on within its hours");

        for (votes, misses) in [((2, 3), 0), ((4, 0), 1)] {
            begins_anew().await;
            let before = missed().await;
            cast.board[0].post(&measures, restrict()).await.with(201);
            site.advance("PT71H").await;
            cast.votes(votes).await;
            assert_eq!(state().await, "restricted");
            site.advance("PT1H").await;
            assert_eq!(state().await, "under_review", "72 hours from its beginning, however late {votes:?} came");
            assert_eq!(missed().await, before + misses, "{votes:?}");
            let voted = json!({"measure": "restriction", "reasons": "It is clear.", "until": until_in(&site, 60), "vote_first": true});
            assert_eq!(cast.takes(voted, (7, 0)).await["state"], "restricted");
        }
        site.is_whole().await;
    }
);

on_both!(
    async fn a_board_that_votes_against_it_ends_what_one_member_restricted(site after &ADMITTED) {
        let cast = Cast::there(&site);
        reviewed(&cast).await;
        let restrict = json!({"measure": "restriction", "reasons": "Until it is clear.", "until": until_in(&site, 60)});
        cast.board[0].post(&format!("{}/measures", cast.member()), restrict).await.with(201);
        let says = async |what: &str| {
            let drawn = site.get(&format!("/api/v1/coalition/badges/{}.svg", cast.physician)).await.text().await.unwrap();
            let pages = [cast.member(), format!("/physicians/{}", guest(&site, &cast.member()).await.with(200)["slug"].as_str().unwrap())];
            let mut all = vec![drawn];
            for page in pages {
                all.push(site.get(&page).await.text().await.unwrap());
            }
            all.iter().all(|text| text.to_lowercase().contains(what))
        };
        assert!(says("embership restricted until").await, "badge, register and profile say one thing");
        cast.votes((3, 4)).await;
        let back = cast.closes().await.with(201);
        assert_eq!((&back["state"], &back["badge"], &back["measure_until"]), (&json!("under_review"), &json!(true), &json!(null)));
        site.is_whole().await;
    }
);

on_both!(
    async fn another_concern_lifts_no_restriction(site after &ADMITTED) {
        let cast = Cast::there(&site);
        let (member, last) = (cast.member(), until_in(&site, 60));
        let restrict = json!({"measure": "restriction", "reasons": "Until it is clear.", "until": last, "vote_first": true});
        reviewed(&cast).await;
        assert_eq!(cast.takes(restrict, (7, 0)).await["state"], "restricted");
        reviewed(&cast).await;
        let told = guest(&site, &member).await.with(200);
        assert_eq!((&told["state"], &told["measure_until"]), (&json!("restricted"), &json!(last)));
        assert_eq!(told["badge"], false);
        site.is_whole().await;
    }
);

on_both!(
    async fn a_lapse_does_not_stretch_what_one_member_restricts(site after &ADMITTED) {
        let cast = Cast::there(&site);
        let member = cast.member();
        let review = json!({"ground": "other", "reason": "A patient was hurt."});
        cast.board[0].post(&format!("{member}/reviews"), review).await.with(201);
        let last = until_in(&site, 60);
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
