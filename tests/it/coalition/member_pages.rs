//! A membership through the pages, without a script: checks, measures, votes and the appeal.

use super::pages::{Browsers, applies, is_scored, is_voted_on, passes_the_gates, reads, sends, submits};
use crate::on_both;
use candor::text::lang::Lang;

on_both!(
    async fn a_membership_is_looked_after_through_the_pages(site) {
        let people = Browsers::of(&site).await;
        let application = applies(&site, &people).await;
        passes_the_gates(&site, &people, &application).await;
        is_scored(&site, &people, &application).await;
        is_voted_on(&site, &people, &application).await;
        let (officer, board, applicant) = (&people.officer, &people.board[0], &people.applicant);
        let member = format!("/coalition/members/{}", people.physician);
        let acts = format!("{member}/acts");
        assert!(reads(&site, officer, "/coalition/due").await.contains("Look up licence and sanctions"));
        assert!(reads(&site, officer, &acts).await.contains("Licence and sanctions, looked up"));
        let (status, _, text) = submits(&site, officer, &format!("{member}/check"), &[("source_url", "")]).await;
        assert!(status == 422 && text.contains("aria-invalid"), "{status} {text}");
        let today = site.now().date().to_string();
        let source = [("source_url", "https://registry.example/TR-77"), ("checked_on", today.as_str()), ("note", "")];
        let (status, _, text) = submits(&site, officer, &format!("{member}/check"), &source).await;
        for field in ["f-licence-valid-error", "f-sanction-found-error"] {
            assert!(status == 422 && text.contains(field), "what nobody chose is not a no: {status} {text}");
        }
        let half = [source.as_slice(), &[("licence_valid", "true")]].concat();
        let (_, _, text) = submits(&site, officer, &format!("{member}/check"), &half).await;
        assert!(text.contains("name=\"licence_valid\" value=\"true\" checked>"), "what was chosen stays: {text}");
        let check = [
            ("source_url", "https://registry.example/TR-77"),
            ("checked_on", today.as_str()),
            ("licence_valid", "true"),
            ("sanction_found", "false"),
            ("note", ""),
        ];
        let to = sends(&site, officer, &format!("{member}/check"), &check).await;
        assert!(reads(&site, officer, &to).await.contains("The check is on record."));
        let record = reads(&site, officer, &member).await;
        let looked = format!("https://registry.example/TR-77, {}", Lang::En.day(site.now().date()));
        let (newest, oldest) = (record.find(&looked), record.find("Gate answered: G1 Licence verified"));
        assert!(newest.is_some() && newest < oldest, "the newest comes first: {record}");
        assert!(reads(&site, applicant, &acts).await.contains(&site.app.config().mail.coalition_inbox), "where a licence goes");
        let licence = format!("{member}/licence");
        for (day, said) in [("", "Enter the last day of the licence."), ("2020-01-31", "Its last day: This lies outside")] {
            let (status, _, text) = submits(&site, officer, &licence, &[("expires_on", day), ("source_url", "")]).await;
            assert!(status == 422 && text.contains(said), "{said} {text}");
        }
        let nothing = [("ground", ""), ("reason", "It is kept.")];
        let (status, _, text) = submits(&site, board, &format!("{member}/review"), &nothing).await;
        assert!(status == 422 && text.contains("Choose a ground") && text.contains("It is kept."), "{text}");
        let review = [("ground", "other"), ("reason", "Advertising without a number.")];
        sends(&site, board, &format!("{member}/review"), &review).await;
        for path in [member.as_str(), "/coalition"] {
            let text = reads(&site, board, path).await;
            assert!(text.contains("<span class=\"tag role half\">Under review</span>"), "{text}");
        }
        let nothing = [("measure", ""), ("reasons", ""), ("until", "")];
        let (status, _, text) = submits(&site, board, &format!("{member}/measure"), &nothing).await;
        for field in ["Choose a measure.", "Write the reasons."] {
            assert!(status == 422 && text.contains(field), "both, and each by its name: {text}");
        }
        let mut removal = vec![("measure", "expulsion"), ("reasons", "It was meant."), ("until", "")];
        let (status, _, text) = submits(&site, board, &format!("{member}/measure"), &removal).await;
        assert!(status == 422 && text.contains("It was meant."), "{status} {text}");
        let (vote, close) = (format!("{member}/measure-vote"), format!("{member}/measure-decision"));
        let last = (site.now().date() + chrono::Duration::days(60)).to_string();
        let mut restriction = vec![("measure", "restriction"), ("reasons", "Until it is clear."), ("until", "2062-01-01")];
        restriction.push(("at_once", "true"));
        let (status, _, text) = submits(&site, board, &format!("{member}/measure"), &restriction).await;
        let is_ticked = |name: &str, value: &str| {
            let input = text.split('<').find(|tag| tag.contains(name) && tag.contains(value)).unwrap();
            input.contains(" checked")
        };
        assert!(status == 422 && is_ticked("name=\"at_once\"", "true"), "{text}");
        let today = Lang::En.day(site.now().date());
        assert!(text.contains(&format!("Until: choose a day from {today} to ")), "{text}");
        assert!(is_ticked("name=\"measure\"", "\"restriction\"") && !is_ticked("name=\"measure\"", "\"removal\""), "{text}");
        restriction.truncate(2);
        restriction.push(("until", &last));
        let to = sends(&site, board, &format!("{member}/measure"), &restriction).await;
        assert!(reads(&site, board, &to).await.contains("Nothing changes before it is carried."), "{to}");
        site.advance("P4D").await;
        let over = reads(&site, board, &acts).await;
        assert!(!over.contains("/measure-decision") && !over.contains("/measure-vote"), "the clock has closed it: {over}");
        let told = reads(&site, board, &member).await;
        assert!(told.contains("Not carried: Restriction") && !told.contains("By one member of the board"), "{told}");
        let why = "Too few voted: 0 of the 5 members of the board who may, and 5 were needed.";
        assert!(told.contains(why) && told.contains("No vote on interim steps in time"), "{told}");
        removal[0].1 = "removal";
        sends(&site, board, &format!("{member}/measure"), &removal).await;
        let waits = reads(&site, board, "/coalition/votes").await;
        assert!(waits.contains("Your vote is missing") && waits.contains(&acts), "{waits}");
        let none = reads(&site, &people.reviewers[0], "/coalition/votes").await;
        assert!(none.contains("No measure and no appeal waits for your voice."), "{none}");
        assert!(!none.contains("Votes on applications"), "reviewers vote on none: {none}");
        let seen = reads(&site, board, &acts).await;
        assert_eq!(seen.matches("name=\"proposal\"").count(), 1, "it is closed once everybody has voted: {seen}");
        let another = [("vote", "yes"), ("dissent", ""), ("proposal", "another")];
        let (status, _, text) = submits(&site, board, &vote, &another).await;
        assert!(status == 409 && text.contains("no longer the one that you saw"), "{status} {text}");
        for voter in people.board.iter().take(3) {
            sends(&site, voter, &vote, &[("vote", "yes"), ("dissent", "")]).await;
        }
        let (status, _, text) = submits(&site, board, &close, &[]).await;
        assert_eq!(status, 409, "{text}");
        for voter in people.board.iter().skip(3) {
            sends(&site, voter, &vote, &[("vote", "yes"), ("dissent", "")]).await;
        }
        let seen = reads(&site, board, &acts).await;
        assert_eq!(seen.matches("name=\"proposal\"").count(), 2, "a vote and its end say what they are about: {seen}");
        sends(&site, board, &close, &[]).await;
        assert!(reads(&site, applicant, &acts).await.contains("Within 30 days."));
        let (status, _, text) = submits(&site, applicant, &format!("{member}/appeal"), &[("ground", "process"), ("text", "")]).await;
        assert!(status == 422 && text.contains("Write what is wrong with the measure."), "{text}");
        let appeal = [("ground", "process"), ("text", "I was not heard.")];
        sends(&site, applicant, &format!("{member}/appeal"), &appeal).await;
        let own = reads(&site, applicant, &member).await;
        assert!(own.contains("Under appeal") && own.contains("I was not heard.") && own.contains("Besides you"), "{own}");
        assert!(!reads(&site, board, &member).await.contains("I was not heard."));
        assert!(reads(&site, &people.reviewers[0], "/coalition/votes").await.contains("Your voice is missing"));
        assert!(reads(&site, &people.reviewers[0], &acts).await.contains("I was not heard."));
        let voice = [("outcome", "upheld"), ("reasons", "They were asked twice.")];
        for hearer in &people.reviewers {
            let to = sends(&site, hearer, &format!("{member}/appeal-decision"), &voice).await;
            assert!(reads(&site, hearer, &to).await.contains("Your voice is on record."));
        }
        assert!(reads(&site, applicant, &member).await.contains("Appeal decided: the measure stands"));
        site.is_whole().await;
    }
);
