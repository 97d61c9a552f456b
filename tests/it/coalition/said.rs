//! What the pages say: of measures and appeals, of what a form lacks, of who may apply, and of who may comment.

use super::appeals::{appeals, reviewed, suspension};
use super::goes_on::letter;
use super::pages::{Browsers, reads, sends, submits};
use super::{ADMITTED, COMMENTED, Cast, guest};
use crate::access::people::Person;
use crate::access::world::new_physician;
use crate::on_both;
use crate::support::app::TestSite;
use candor::accounts::Role;
use candor::text::lang::Lang;
use chrono::Duration;
use serde_json::json;

async fn read(site: &TestSite, path: &str) -> String {
    site.get(path).await.text().await.unwrap()
}

on_both!(
    async fn conditions_by_one_member_of_the_board_are_told_as_such_until_an_appeal_undoes_them(site after &ADMITTED) {
        let cast = Cast::there(&site);
        let (member, acts) = (cast.member(), format!("{}/acts", cast.member()));
        let review = json!({"ground": "other", "reason": "Two letters were left without an answer."});
        cast.board[0].post(&format!("{member}/reviews"), review).await.with(201);
        let board = Person::at_a_browser(&site, &cast.board[0].email).await;
        let asked = reads(&site, &board, &acts).await;
        for said in ["Takes effect at once, by your word alone.", "Goes to the vote of the board: two thirds"] {
            assert!(asked.contains(said), "{said} in {asked}");
        }
        let again = asked.find("A review is under way").unwrap();
        assert!(asked.find("Propose a measure").unwrap() < again, "what there is to do comes first: {asked}");
        let conditions = [("measure", "conditions"), ("reasons", "Answer within a week."), ("until", "")];
        let to = sends(&site, &board, &format!("{member}/measure"), &conditions).await;
        assert!(reads(&site, &board, &to).await.contains("holds from now on, by your word alone"), "{to}");
        let record = read(&site, &member).await;
        for said in ["On probation, with conditions", "By one member of the board.", "Measure: Conditions"] {
            assert!(record.contains(said), "{said} in {record}");
        }
        assert!(read(&site, "/coalition").await.contains("On probation, with conditions"));
        assert!(read(&site, "/physicians").await.contains("Coalition member, on probation, with conditions"));

        let applicant = Person::at_a_browser(&site, &cast.applicant.email).await;
        let own = reads(&site, &applicant, &acts).await;
        assert!(own.contains("Last day to appeal") && own.contains("<dd>Conditions</dd>"), "{own}");
        let appeal = [("ground", "fact"), ("text", "Each letter was answered.")];
        sends(&site, &applicant, &format!("{member}/appeal"), &appeal).await;
        assert!(read(&site, &member).await.contains("Against: Conditions."));
        let asked = reads(&site, &board, &acts).await;
        assert!(!asked.contains("Takes effect at once"), "while an appeal waits, the board votes: {asked}");
        cast.hears("overturned", "The answers are there.").await;
        for path in [member.as_str(), "/coalition", "/physicians"] {
            let page = read(&site, path).await.to_lowercase();
            assert!(page.contains("on probation") && !page.contains("with conditions"), "{page}");
        }
        site.is_whole().await;
    }
);

on_both!(
    async fn an_applicant_is_listed_as_open_to_comments_only_while_one_may_comment(site after &COMMENTED) {
        let (cast, application) = Cast::with_application(&site);
        let comments = format!("href=\"/applications/{application}/comments\"");
        assert!(read(&site, "/coalition").await.contains(&comments));
        site.advance("P31D").await;
        let state = cast.officer.get(&format!("/applications/{application}")).await.with(200)["state"].clone();
        assert_eq!(state, "public_comment", "the applicant may still answer");
        let register = read(&site, "/coalition").await;
        assert!(!register.contains(&comments), "{register}");
        site.is_whole().await;
    }
);

on_both!(
    async fn a_form_says_what_it_lacks_in_each_section_and_leads_there(site) {
        let people = Browsers::of(&site).await;
        let who = &people.applicant;
        let form = sends(&site, who, "/applications/new", &[("physician_id", &people.physician)]).await;
        let application = form.trim_end_matches("/form").to_owned();
        let page = reads(&site, who, &form).await;
        assert!(page.contains("Licences: none is named yet.") && page.contains("Leave out: your name"), "{page}");
        let peers = "Peer One; peer1@references.example\nPeer One; Peer1@references.example";
        let typed = [("peers", peers), ("licences", "TR; Ministry; TR-77; 2020-03-31")];
        sends(&site, who, &form, &typed).await;
        for path in [&form, &application] {
            let page = reads(&site, who, path).await;
            for said in ["Colleagues: 1 of 2 named", "One more line has an address", "Licences, line 1: this licence had ended"] {
                assert!(page.contains(said), "{said} in {page}");
            }
            assert!(!page.contains("Licences: none is named yet."), "one is: {page}");
        }
        let page = reads(&site, who, &application).await;
        assert!(page.contains(&format!("href=\"{form}#peers\"")), "{page}");
        site.is_whole().await;
    }
);

on_both!(
    async fn whoever_waits_for_a_claim_is_told_so_before_they_apply(site) {
        let admin = Person::with_roles(&site, "the_admin", &[Role::Admin]).await;
        let new = new_physician("Dr. Ela West", &[]);
        let physician = admin.does(&site, "POST", "/api/v1/physicians", new).await["id"].as_str().unwrap().to_owned();
        let who = Person::with_roles(&site, "the_claimant", &[]).await;
        let apply = format!("/applications/new?physician={physician}");
        let page = reads(&site, &who, &apply).await;
        assert!(page.contains("claim it first") && !page.contains("name=\"physician_id\""), "{page}");
        let evidence = json!({"evidence": "My name is on the clinic's page, and its desk will confirm it."});
        let claim = who.does(&site, "POST", &format!("/api/v1/physicians/{physician}/claims"), evidence).await;
        for path in [apply.as_str(), "/applications/new"] {
            let page = reads(&site, &who, path).await;
            assert!(page.contains("has not decided that yet") && !page.contains("name=\"physician_id\""), "{path}: {page}");
        }
        let officer = Person::with_roles(&site, "the_officer", &[Role::CredentialingOfficer]).await;
        let path = format!("/api/v1/claims/{}/decisions", claim["id"].as_str().unwrap());
        officer.does(&site, "POST", &path, json!({"outcome": "approved", "reason": "The desk confirmed it."})).await;
        assert!(reads(&site, &who, "/applications/new").await.contains("name=\"physician_id\""));
        site.is_whole().await;
    }
);

on_both!(
    async fn what_one_member_restricts_beside_another_vote_is_told_with_its_true_end(site after &ADMITTED) {
        let cast = Cast::there(&site);
        let (member, acts) = (cast.member(), format!("{}/acts", cast.member()));
        let (measure, address) = (format!("{member}/measure"), cast.applicant.email.clone());
        reviewed(&cast).await;
        let told = letter(&site, &address, "is under review").await;
        assert!(told.contains("because the board sees another reason.") && told.contains("A patient was hurt."), "{told}");
        let board = Person::at_a_browser(&site, &cast.board[0].email).await;
        let mut warning = vec![("measure", "warning"), ("reasons", "Answer."), ("until", "2030-01-01"), ("at_once", "true")];
        let (status, _, text) = submits(&site, &board, &measure, &warning).await;
        for said in ["Only a restriction can hold at once", "this measure has no last day"] {
            assert!(status == 422 && text.contains(said), "{said} in {text}");
        }
        warning.truncate(2);
        warning.push(("until", ""));
        sends(&site, &board, &measure, &warning).await;
        let told = letter(&site, &address, "Decision on the membership").await;
        assert!(told.contains("You may appeal until ") && told.contains(&acts), "{told}");

        appeals(&cast).await;
        reviewed(&cast).await;
        cast.board[0].post(&format!("{member}/measures"), suspension(&site)).await.with(201);
        let asked = reads(&site, &board, &acts).await;
        assert!(asked.contains("Only a danger does not wait") && !asked.contains("Propose a measure"), "{asked}");
        let alone = [("measure", "restriction"), ("reasons", "A danger."), ("until", ""), ("at_once", "true")];
        let to = sends(&site, &board, &measure, &alone).await;
        assert!(reads(&site, &board, &to).await.contains("The board is still voting on another measure"), "{to}");
        let last = Lang::En.day(site.now().plus(Duration::hours(3)).date() + Duration::days(3));
        for path in [member.as_str(), "/coalition"] {
            let page = read(&site, path).await;
            assert!(page.contains(&format!("Restricted until {last}")), "{last} in {page}");
        }
        assert!(read(&site, &member).await.contains("The restriction ends after 72 hours at the latest"));
        let told = letter(&site, &address, "Decision on the membership").await;
        let says = [format!("Last day: {last}"), "Your earlier appeal is still being heard.".to_owned()];
        assert!(says.iter().all(|words| told.contains(words)), "{says:?} in {told}");
        let applicant = Person::at_a_browser(&site, &address).await;
        let own = reads(&site, &applicant, &acts).await;
        assert!(own.contains("Your appeal is being heard") && own.contains("the 30 days begin then"), "{own}");
        site.advance("P4D").await;
        assert_eq!(guest(&site, &member).await.with(200)["state"], "under_review");
        site.is_whole().await;
    }
);
