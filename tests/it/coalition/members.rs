//! Members under review: measures, appeals, what opens a review by itself, and the ways out.

use super::{Cast, guest};
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
    async fn a_member_is_reviewed_suspended_and_heard_on_appeal(site) {
        let cast = Cast::of(&site).await;
        cast.admitted(&site).await;
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
        let votes = |yes: usize| {
            let vote = |(place, one): (usize, &Person)| json!({"account_id": one.id, "vote": if place < yes { "yes" } else { "no" }});
            cast.board.iter().enumerate().map(vote).collect::<Vec<_>>()
        };
        let suspend = |until: &str| {
            json!({"measure": "suspension", "reasons": "Twice in a row.", "until": until, "votes": votes(4)})
        };
        cast.board[0].post(&measures, suspend("2028-01-01")).await.wrong("/until", "out_of_range");
        let suspended = cast.board[0].post(&measures, suspend("2026-09-30")).await.with(201);
        assert_eq!((&suspended["state"], &suspended["badge"]), (&json!("suspended"), &json!(false)));

        let appeal = json!({"ground": "fact", "text": "The number was on the page all along."});
        cast.stranger.post(&format!("{member}/appeals"), appeal.clone()).await.refused(403, "forbidden");
        let appealed = cast.applicant.post(&format!("{member}/appeals"), appeal.clone()).await.with(201);
        assert_eq!(appealed["under_appeal"], true);
        cast.applicant.post(&format!("{member}/appeals"), appeal.clone()).await.refused(409, "measure_appealed");
        let hears = Person::with_roles(&site, "hears", &[Role::Appeals]).await;
        let overturn = json!({"outcome": "overturned", "reasons": "The page shows it."});
        let back = hears.post(&format!("{member}/appeal-decisions"), overturn).await.with(201);
        assert_eq!((&back["state"], &back["badge"]), (&json!("probation"), &json!(true)));
        cast.applicant.post(&format!("{member}/appeals"), appeal).await.refused(409, "too_late_to_appeal");

        let review = json!({"ground": "gag_clause", "reason": "A form that forbids reviews."});
        cast.board[1].post(&format!("{member}/reviews"), review).await.with(201);
        let remove = |votes: Vec<Value>| json!({"measure": "removal", "reasons": "It was meant.", "votes": votes});
        cast.board[1].post(&measures, remove(votes(7)[..3].to_vec())).await.refused(409, "no_quorum");
        cast.board[1].post(&measures, remove(votes(4))).await.wrong("/votes", "votes_missing");
        let removed = cast.board[1].post(&measures, remove(votes(5))).await.with(201);
        assert_eq!((&removed["state"], &removed["badge"]), (&json!("removed"), &json!(false)));
        site.advance("P40D").await;
        cast.applicant.post("/applications", start).await.refused(409, "reapply_too_soon");
        site.is_whole().await;
    }
);

on_both!(
    async fn time_makes_a_member_active_and_credentials_end(site) {
        let cast = Cast::of(&site).await;
        cast.admitted(&site).await;
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
    async fn what_happens_elsewhere_opens_a_review_once_it_is_enough(site) {
        let cast = Cast::of(&site).await;
        cast.admitted(&site).await;
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
        happens(&site, &cast.physician, |tx, who, _| concerns::rating_changed(tx, who, Some(2.9), 9), "").await;
        happens(&site, &cast.physician, |tx, who, _| concerns::rating_changed(tx, who, Some(3.0), 30), "").await;
        assert_eq!(state().await, "probation");
        happens(&site, &cast.physician, |tx, who, _| concerns::rating_changed(tx, who, Some(2.99), 10), "").await;
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
