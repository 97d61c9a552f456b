//! Members under review: measures, appeals, what opens a review by itself, and the ways out.

use super::{ADMITTED, Cast, guest};
use crate::on_both;
use crate::support::app::TestSite;
use crate::support::people::Person;
use candor::accounts::Role;
use candor::app::Tx;
use candor::coalition::concerns;
use candor::directory::PhysicianId;
use candor::error::AppError;
use serde_json::{Value, json};

on_both!(
    async fn a_member_is_reviewed_suspended_and_heard_on_appeal(site after &ADMITTED) {
        let cast = Cast::there(&site);
        let member = cast.member();
        let start = json!({"physician_id": cast.physician});
        cast.applicant.post("/applications", start.clone()).await.refused(409, "already_member");
        let advice = json!({"measure": "advice", "reasons": "Answer sooner."});
        cast.board[0].post(&format!("{member}/measures"), advice.clone()).await.refused(409, "illegal_transition");
        let review = json!({"ground": "other", "reason": "Advertising without a licence number."});
        cast.stranger.post(&format!("{member}/reviews"), review.clone()).await.refused(403, "forbidden");
        let opened = cast.board[0].post(&format!("{member}/reviews"), review).await.with(201);
        assert_eq!((&opened["state"], &opened["badge"]), (&json!("under_review"), &json!(true)));
        assert_eq!(site.letters_about(&cast.applicant.email, "is under review").await.len(), 1);

        let measures = format!("{member}/measures");
        let suspend = |until: &str| json!({"measure": "suspension", "reasons": "Twice in a row.", "until": until});
        cast.board[0].post(&measures, suspend("2028-01-01")).await.wrong("/until", "out_of_range");
        let suspended = cast.takes(suspend("2026-09-30"), (4, 3)).await;
        assert_eq!((&suspended["state"], &suspended["badge"]), (&json!("suspended"), &json!(false)));

        let appeal = json!({"ground": "fact", "text": "The number was on the page all along."});
        cast.stranger.post(&format!("{member}/appeals"), appeal.clone()).await.refused(403, "forbidden");
        let appealed = cast.applicant.post(&format!("{member}/appeals"), appeal.clone()).await.with(201);
        assert_eq!(appealed["under_appeal"], true);
        cast.applicant.post(&format!("{member}/appeals"), appeal.clone()).await.refused(409, "measure_appealed");
        let back = cast.hears("overturned", "The page shows it.").await;
        assert_eq!((&back["state"], &back["badge"]), (&json!("probation"), &json!(true)));
        cast.applicant.post(&format!("{member}/appeals"), appeal).await.refused(409, "too_late_to_appeal");

        let review = json!({"ground": "gag_clause", "reason": "A form that forbids reviews."});
        cast.board[1].post(&format!("{member}/reviews"), review).await.with(201);
        let remove = json!({"measure": "removal", "reasons": "It was meant."});
        cast.board[1].post(&measures, remove.clone()).await.with(201);
        cast.votes((3, 0)).await;
        cast.closes().await.refused(409, "no_quorum");
        cast.votes((4, 3)).await;
        assert_eq!(cast.closes().await.with(201)["state"], "under_review", "four of seven are no two thirds");
        let removed = cast.takes(remove, (5, 2)).await;
        assert_eq!((&removed["state"], &removed["badge"]), (&json!("removed"), &json!(false)));
        site.advance("P40D").await;
        cast.applicant.post("/applications", start).await.refused(409, "reapply_too_soon");
        site.is_whole().await;
    }
);

/// So many days from now.
fn until_in(site: &TestSite, days: i64) -> String {
    (site.now().date() + chrono::Duration::days(days)).to_string()
}

async fn reviewed(cast: &Cast) {
    let review = json!({"ground": "other", "reason": "A patient was hurt."});
    cast.board[0].post(&format!("{}/reviews", cast.member()), review).await.with(201);
}

on_both!(
    async fn what_the_board_votes_on_outlives_the_measure_before_it(site after &ADMITTED) {
        let cast = Cast::there(&site);
        let (member, measures) = (cast.member(), format!("{}/measures", cast.member()));
        let suspension = |days| json!({"measure": "suspension", "reasons": "Twice.", "until": until_in(&site, days)});
        let removal = json!({"measure": "removal", "reasons": "It was meant."});
        reviewed(&cast).await;
        cast.board[0].post(&measures, suspension(2)).await.wrong("/until", "out_of_range");
        assert_eq!(cast.takes(suspension(60), (7, 0)).await["state"], "suspended");
        let appeal = json!({"ground": "fact", "text": "It was once."});
        cast.applicant.post(&format!("{member}/appeals"), appeal).await.with(201);
        let open = cast.board[1].post(&measures, removal.clone()).await.with(201)["proposal"]["id"].clone();
        let back = cast.hears("overturned", "It was once.").await;
        assert_eq!((&back["state"], &back["badge"]), (&json!("under_review"), &json!(true)));
        assert_eq!(cast.board[2].get(&member).await.with(200)["proposal"]["id"], open);
        cast.votes((3, 4)).await;
        assert_eq!(cast.closes().await.with(201)["state"], "under_review");

        assert_eq!(cast.takes(suspension(5), (7, 0)).await["state"], "suspended");
        site.advance("P4D").await;
        cast.board[1].post(&measures, removal).await.with(201);
        site.advance("PT60H").await;
        let ended = cast.board[1].get(&member).await.with(200);
        assert_eq!((&ended["state"], &ended["measure_until"]), (&json!("under_review"), &json!(null)));
        assert_eq!(ended["proposal"]["measure"], "removal");
        cast.votes((7, 0)).await;
        assert_eq!(cast.closes().await.with(201)["state"], "removed");
        site.is_whole().await;
    }
);

on_both!(
    async fn a_board_that_carries_nothing_has_voted_all_the_same(site after &ADMITTED) {
        let cast = Cast::there(&site);
        let inbox = site.app.config().mail.coalition_inbox.clone();
        let missed = async || {
            let shown = guest(&site, &cast.member()).await.with(200)["decisions"].to_string();
            (site.letters_about(&inbox, "without an interim vote").await.len(), shown.matches("interim_vote_missed").count())
        };
        reviewed(&cast).await;
        site.advance("P1D").await;
        let restriction = json!({"measure": "restriction", "reasons": "Until it is clear.", "until": until_in(&site, 60), "vote_first": true});
        assert_eq!(cast.takes(restriction, (3, 4)).await["state"], "under_review");
        site.advance("P4D").await;
        assert_eq!(missed().await, (0, 0));
        let nothing = json!({"measure": "no_action", "reasons": "Looked at."});
        cast.board[0].post(&format!("{}/measures", cast.member()), nothing).await.with(201);
        reviewed(&cast).await;
        site.advance("P4D").await;
        assert_eq!(missed().await, (1, 1), "nobody voted on anything in another review");
        site.is_whole().await;
    }
);

on_both!(
    async fn whoever_voted_on_a_restriction_by_one_member_does_not_hear_the_appeal(site after &ADMITTED) {
        let cast = Cast::there(&site);
        let member = cast.member();
        let votes = Person::with_roles(&site, "votes", &[Role::Appeals, Role::Board]).await;
        let hears = Person::with_roles(&site, "hears", &[Role::Appeals, Role::Board]).await;
        reviewed(&cast).await;
        // What holds at once may end before the hours to vote do.
        let alone = json!({"measure": "restriction", "reasons": "Until it is clear.", "until": until_in(&site, 2)});
        let restricted = cast.board[0].post(&format!("{member}/measures"), alone).await.with(201);
        assert_eq!(restricted["state"], "restricted");
        votes.put(&format!("{member}/measures/vote"), json!({"vote": "yes"})).await.with(200);
        let appeal = json!({"ground": "fact", "text": "Nobody was hurt."});
        cast.applicant.post(&format!("{member}/appeals"), appeal).await.with(201);
        let upheld = json!({"outcome": "upheld", "reasons": "Somebody was."});
        let decision = format!("{member}/appeal-decisions");
        votes.post(&decision, upheld.clone()).await.refused(403, "conflict_of_interest");
        assert_eq!(hears.post(&decision, upheld).await.with(201)["hearing"]["own"], "upheld");
        site.is_whole().await;
    }
);

on_both!(
    async fn time_makes_a_member_active_and_credentials_end(site after &ADMITTED) {
        let cast = Cast::there(&site);
        let member = cast.member();
        let renewed = json!({"expires_on": "2032-01-31"});
        cast.stranger.put(&format!("{member}/licence"), renewed.clone()).await.refused(403, "forbidden");
        cast.officer.put(&format!("{member}/licence"), json!({"expires_on": "2025-01-31"})).await.wrong("/expires_on", "out_of_range");
        cast.officer.put(&format!("{member}/licence"), renewed).await.with(200);
        site.advance("P370D").await;
        assert_eq!(guest(&site, &member).await.with(200)["state"], "active");
        let anew = json!({"notes": "Everything seen again."});
        let until = cast.officer.post(&format!("{member}/recredentialings"), anew).await.with(201)["next_recredential"].clone();
        assert!(until.as_str().unwrap().starts_with("2030-"), "{until}");
        site.advance("P1120D").await;
        let lapsed = guest(&site, &member).await.with(200);
        assert_eq!((&lapsed["state"], &lapsed["badge"]), (&json!("lapsed"), &json!(false)));
        let page = site.get(&member).await.text().await.unwrap();
        assert!(page.contains("None was published.") && !page.contains("within six months"), "{page}");
        let gone = cast.applicant.post(&format!("{member}/resignation"), json!({"reason": "I retire."})).await.with(201);
        assert_eq!(gone["state"], "resigned");
        site.is_whole().await;
    }
);

/// Tells the coalition of something, as assembly does.
async fn happens(
    site: &TestSite,
    physician: &str,
    what: fn(&mut Tx<'_>, &PhysicianId, &str) -> Result<(), AppError>,
    source: &str,
) {
    let (physician, source): (PhysicianId, String) = (physician.parse().unwrap(), source.to_owned());
    site.app.write(move |tx| what(tx, &physician, &source)).await.unwrap();
}

on_both!(
    async fn what_speaks_against_a_member_during_a_lapse_waits_for_its_end(site after &ADMITTED) {
        let cast = Cast::there(&site);
        let member = cast.member();
        let check = json!({
            "source_url": "https://registry.example/TR-1234", "checked_on": site.now().date().to_string(),
            "licence_valid": false, "sanction_found": false,
        });
        let lapsed = cast.officer.post(&format!("{member}/checks"), check).await.with(201);
        assert_eq!((&lapsed["state"], &lapsed["left_open"]), (&json!("lapsed"), &json!(null)));
        happens(&site, &cast.physician, |tx, who, case| concerns::complaint_upheld(tx, who, case, 4), "CMP-1").await;
        let told = guest(&site, &member).await.with(200);
        assert_eq!((&told["state"], &told["left_open"]), (&json!("lapsed"), &json!("under_review")));
        let renewed = json!({"expires_on": "2032-01-31"});
        let back = cast.officer.put(&format!("{member}/licence"), renewed).await.with(200);
        assert_eq!((&back["state"], &back["left_open"]), (&json!("under_review"), &json!(null)));
        site.is_whole().await;
    }
);

on_both!(
    async fn what_happens_elsewhere_opens_a_review_once_it_is_enough(site after &ADMITTED) {
        let cast = Cast::there(&site);
        let state = async || guest(&site, &cast.member()).await.with(200)["state"].as_str().unwrap().to_owned();
        let settle = async || {
            let nothing = json!({"measure": "no_action", "reasons": "Looked at."});
            cast.board[0].post(&format!("{}/measures", cast.member()), nothing).await.with(201);
        };
        for case in ["CMP-1", "CMP-2", "CMP-2"] {
            happens(&site, &cast.physician, concerns::complaint_untimely, case).await;
            assert_eq!(state().await, "probation", "{case}");
        }
        happens(&site, &cast.physician, concerns::complaint_untimely, "CMP-3").await;
        assert_eq!(state().await, "under_review", "three in twelve months");
        settle().await;
        happens(&site, &cast.physician, |tx, who, case| concerns::complaint_upheld(tx, who, case, 2), "CMP-4").await;
        happens(&site, &cast.physician, |tx, who, case| concerns::complaint_upheld(tx, who, case, 3), "CMP-5").await;
        assert_eq!(state().await, "probation", "one of severity three");
        happens(&site, &cast.physician, |tx, who, case| concerns::complaint_upheld(tx, who, case, 3), "CMP-6").await;
        assert_eq!(state().await, "under_review");
        settle().await;
        happens(&site, &cast.physician, |tx, who, case| concerns::complaint_upheld(tx, who, case, 4), "CMP-7").await;
        assert_eq!(state().await, "under_review");
        settle().await;
        happens(&site, &cast.physician, |tx, who, _| concerns::rating_changed(tx, who, 2.9, 9), "").await;
        happens(&site, &cast.physician, |tx, who, _| concerns::rating_changed(tx, who, 3.0, 30), "").await;
        assert_eq!(state().await, "probation");
        happens(&site, &cast.physician, |tx, who, _| concerns::rating_changed(tx, who, 2.99, 10), "").await;
        assert_eq!(state().await, "under_review");
        settle().await;
        happens(&site, &cast.physician, |tx, who, id| concerns::inspection_inadequate(tx, std::slice::from_ref(who), id), "INS-1").await;
        assert_eq!(state().await, "under_review");
        settle().await;
        happens(&site, &cast.physician, |tx, who, id| concerns::inspection_refused(tx, std::slice::from_ref(who), id), "INS-2").await;
        assert_eq!(state().await, "under_review");
        site.is_whole().await;
    }
);

/// What the record says last.
fn last(member: &Value) -> Value {
    member["decisions"].as_array().unwrap().last().unwrap().clone()
}

on_both!(
    async fn a_review_says_why_by_its_ground_or_in_words_and_nobody_need_say_why_they_leave(site after &ADMITTED) {
        let cast = Cast::there(&site);
        let reviews = format!("{}/reviews", cast.member());
        for nothing in [json!({}), json!({"ground": "other"}), json!({"reason": " "})] {
            cast.board[0].post(&reviews, nothing).await.wrong("/reason", "required");
        }
        let words = json!({"reason": "A patient was hurt."});
        let opened = cast.board[0].post(&reviews, words).await.with(201);
        assert_eq!((&opened["state"], &last(&opened)["word"]), (&json!("under_review"), &json!("other")));
        site.advance("PT1H").await;
        let ground = cast.board[0].post(&reviews, json!({"ground": "sanction"})).await.with(201);
        assert_eq!((&last(&ground)["word"], &last(&ground)["text"]), (&json!("sanction"), &json!("")));
        let resignation = format!("{}/resignation", cast.member());
        cast.applicant.post(&resignation, json!({"why": "I retire."})).await.wrong("/why", "unknown_field");
        let gone = cast.applicant.post(&resignation, json!({})).await.with(201);
        assert_eq!(gone["state"], "resigned");
        site.is_whole().await;
    }
);
