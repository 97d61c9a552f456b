//! What may be done is offered, and what follows from it is said beforehand; what would be refused is not offered.

use super::appeals::{appeals, reviewed, suspended, suspension, voice};
use super::goes_on::letter;
use super::pages::{reads, sends, submits};
use super::{ADMITTED, Cast, GATES, GATHERED, guest};
use crate::access::people::Person as Browser;
use crate::on_both;
use crate::support::app::TestSite;
use crate::support::people::Person;
use candor::accounts::Role;
use serde_json::{Value, json};

async fn offers(who: &Person, member: &str, act: &str) -> bool {
    let view = who.get(member).await.with(200);
    view["actions"].as_array().unwrap().iter().any(|one| one["name"] == act)
}

async fn state(site: &TestSite, member: &str) -> Value {
    guest(site, member).await.with(200)["state"].clone()
}

on_both!(
    async fn what_the_board_voted_for_is_ended_by_its_vote_and_by_nobody_alone(site after &ADMITTED) {
        let cast = suspended(&site).await;
        let (member, acts) = (cast.member(), format!("{}/acts", cast.member()));
        let board = Browser::at_a_browser(&site, &cast.board[1].email).await;
        let asked = reads(&site, &board, &acts).await;
        assert!(asked.contains("If carried, it ends the suspension that the board voted for."), "{asked}");
        for gone in ["Takes effect at once, by your word alone.", "name=\"at_once\""] {
            assert!(!asked.contains(gone), "{gone} in {asked}");
        }
        let conditions = [("measure", "conditions"), ("reasons", "Answer within a week."), ("until", "")];
        let to = sends(&site, &board, &format!("{member}/measure"), &conditions).await;
        assert!(reads(&site, &board, &to).await.contains("Nothing changes before it is carried."), "{to}");
        assert_eq!(state(&site, &member).await, "suspended");
        cast.votes((2, 5)).await;
        assert_eq!(cast.closes().await.with(201)["state"], "suspended");

        let nothing = json!({"measure": "no_action", "reasons": "Looked at."});
        let put = cast.board[2].post(&format!("{member}/measures"), nothing.clone()).await.with(201);
        assert_eq!((&put["state"], &put["proposal"]["measure"]), (&json!("suspended"), &json!("no_action")));
        cast.votes((7, 0)).await;
        assert_eq!(cast.closes().await.with(201)["state"], "probation");
        let told = letter(&site, &cast.applicant.email, "Decision on the membership").await;
        assert!(told.contains("The suspension that held until now ends with this decision."), "{told}");

        reviewed(&cast).await;
        let restriction = json!({"measure": "restriction", "reasons": "Until it is clear.", "vote_first": true});
        assert_eq!(cast.takes(restriction, (4, 3)).await["state"], "restricted");
        let put = cast.board[5].post(&format!("{member}/measures"), nothing).await.with(201);
        assert_eq!((&put["state"], &put["badge"]), (&json!("restricted"), &json!(false)));
        site.is_whole().await;
    }
);

on_both!(
    async fn whoever_one_member_restricts_reads_who_did_and_until_when_the_board_votes(site after &ADMITTED) {
        let cast = Cast::there(&site);
        let (member, acts) = (cast.member(), format!("{}/acts", cast.member()));
        reviewed(&cast).await;
        let board = Browser::at_a_browser(&site, &cast.board[0].email).await;
        let applicant = Browser::at_a_browser(&site, &cast.applicant.email).await;
        assert!(reads(&site, &board, &acts).await.contains("name=\"at_once\""));
        let alone = json!({"measure": "restriction", "reasons": "A danger."});
        cast.board[0].post(&format!("{member}/measures"), alone).await.with(201);
        assert!(!offers(&cast.board[1], &member, "measure").await, "the board votes on it already");
        assert!(!offers(&cast.board[1], &member, "measure_decision").await, "nobody has voted");
        let told = letter(&site, &cast.applicant.email, "Decision on the membership").await;
        for said in ["By one member of the board, without a vote.", "The board votes on the restriction until "] {
            assert!(told.contains(said), "{said} in {told}");
        }
        let own = reads(&site, &applicant, &acts).await;
        assert!(own.contains("One member of the board restricted this membership. The board votes on it until "), "{own}");
        site.advance("P4D").await;
        assert_eq!(state(&site, &member).await, "under_review");
        assert!(!reads(&site, &applicant, &acts).await.contains("The board votes on it until"));
        let again = reads(&site, &board, &acts).await;
        assert!(again.contains("One member alone has restricted this membership already"), "{again}");
        assert!(!again.contains("name=\"at_once\""), "it would be refused: {again}");

        let conditions = json!({"measure": "conditions", "reasons": "Answer within a week."});
        cast.board[0].post(&format!("{member}/measures"), conditions).await.with(201);
        let told = letter(&site, &cast.applicant.email, "Decision on the membership").await;
        assert!(told.contains("By one member of the board.") && !told.contains("without a vote"), "{told}");
        let register = site.get("/coalition").await.text().await.unwrap();
        assert!(register.contains(&format!("href=\"{member}#conditions\"")), "{register}");
        let record = site.get(&member).await.text().await.unwrap();
        let (_, quoted) = record.split_once("The conditions</h2>").expect("what they are");
        assert!(quoted.split("</section>").next().unwrap().contains("Answer within a week."), "{record}");
        site.is_whole().await;
    }
);

on_both!(
    async fn a_vote_can_be_closed_once_everybody_has_voted_and_takes_back_a_voice_on_the_appeal(site after &ADMITTED) {
        let cast = suspended(&site).await;
        let (member, acts) = (cast.member(), format!("{}/acts", cast.member()));
        let both = Person::with_roles(&site, "both", &[Role::Appeals, Role::Board]).await;
        appeals(&cast).await;
        let hears = Browser::at_a_browser(&site, &both.email).await;
        let asked = reads(&site, &hears, &acts).await;
        assert!(asked.contains("You may hear the appeal of this member."), "{asked}");
        both.post(&format!("{member}/appeal-decisions"), voice("upheld", "It was twice.")).await.with(201);
        let warning = json!({"measure": "warning", "reasons": "Once is enough."});
        cast.board[0].post(&format!("{member}/measures"), warning).await.with(201);
        let asked = reads(&site, &hears, &acts).await;
        let (_, vote) = asked.split_once("id=\"do-vote\"").expect("a vote");
        assert!(vote.contains("the voice you gave counts no more"), "{asked}");
        let board = Browser::at_a_browser(&site, &cast.board[0].email).await;
        let asked = reads(&site, &board, &acts).await;
        assert!(!asked.contains("hear the appeal of this member") && !asked.contains("/measure-decision"), "{asked}");

        cast.votes((7, 0)).await;
        assert!(!offers(&cast.board[0], &member, "measure_decision").await, "one has not voted");
        both.put(&format!("{member}/measures/vote"), json!({"vote": "no"})).await.with(200);
        assert!(!reads(&site, &hears, &acts).await.contains("do-hear"), "whoever votes does not hear");
        assert!(offers(&cast.board[0], &member, "measure_decision").await);
        assert_eq!(cast.closes().await.with(201)["state"], "probation");
        site.is_whole().await;
    }
);

on_both!(
    async fn the_board_that_votes_on_a_suspension_may_still_be_asked_by_a_danger(site after &ADMITTED) {
        let cast = Cast::there(&site);
        let member = cast.member();
        reviewed(&cast).await;
        cast.board[0].post(&format!("{member}/measures"), suspension(&site)).await.with(201);
        assert!(offers(&cast.board[1], &member, "measure").await, "a danger does not wait");
        let alone = json!({"measure": "restriction", "reasons": "A danger."});
        cast.board[1].post(&format!("{member}/measures"), alone.clone()).await.with(201);
        site.advance("P4D").await;
        cast.board[0].post(&format!("{member}/measures"), suspension(&site)).await.with(201);
        assert!(!offers(&cast.board[1], &member, "measure").await, "one member has restricted already");
        cast.board[1].post(&format!("{member}/measures"), alone).await.refused(409, "vote_needed");
        site.is_whole().await;
    }
);

on_both!(
    async fn a_gate_is_offered_when_it_can_be_answered(site after &GATHERED) {
        let cast = Cast::there(&site);
        let id = cast.handed_in().await;
        let path = format!("/applications/{id}");
        let officer = Browser::at_a_browser(&site, &cast.officer.email).await;
        let first = reads(&site, &officer, &path).await;
        let is_offered = |page: &str, code: &str| page.contains(&format!("<option value=\"{code}\""));
        assert!(is_offered(&first, "G1") && !is_offered(&first, "G8"), "{first}");
        for gate in GATES {
            cast.passes(&id, gate).await;
        }
        let later = reads(&site, &officer, &path).await;
        assert!(later.contains("<option value=\"G8\" selected>"), "{later}");
        assert_eq!(later.matches("now only a “no” is taken").count(), GATES.len(), "{later}");
        let passed = [("gate", "G8"), ("answer", "yes")];
        let (status, _, told) = submits(&site, &officer, &format!("{path}/gate"), &passed).await;
        assert!(status == 422 && told.contains("Note: This is needed and was left empty."), "{told}");
        site.is_whole().await;
    }
);
