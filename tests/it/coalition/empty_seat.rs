//! A recusal while the panel is at work: who hears of it, whose turn it is, and what whoever left still finds.

use super::pages::{reads, submits};
use super::{AGREED, Cast, SCORING};
use crate::access::people::Person as Browser;
use crate::on_both;
use crate::support::people::Person;
use candor::accounts::Role;
use serde_json::{Value, json};

const EMPTY: &str = "a seat on the panel is empty";

/// Who has the turn and at what, as the page of the application and the officers' list say it.
async fn turn(cast: &Cast, path: &str) -> (String, String) {
    let view = cast.officer.get(path).await.with(200);
    let list = cast.officer.get("/applications").await.with(200);
    assert_eq!(list["items"][0]["next"], view["next"], "{list}");
    let word = |name: &str| view["next"][name].as_str().unwrap_or_default().to_owned();
    (word("actor"), word("step"))
}

/// How many applications somebody finds as their own.
async fn listed(who: &Person) -> usize {
    who.get("/me/applications").await.with(200)["items"].as_array().unwrap().len()
}

fn leaves() -> Value {
    json!({"reason": "I know this hairline."})
}

on_both!(
    async fn a_seat_that_a_recusal_empties_is_the_officers_to_fill_and_they_hear_of_it(site after &SCORING) {
        let (cast, id) = Cast::with_application(&site);
        let path = format!("/applications/{id}");
        let officer = Browser::at_a_browser(&site, &cast.officer.email).await;
        let locked = Browser::at_a_browser(&site, &cast.reviewers[0].email).await;
        for reviewer in [0, 1] {
            cast.scores(&id, reviewer, AGREED[reviewer]).await;
            cast.locks(&id, reviewer).await;
        }
        let waits = reads(&site, &locked, &format!("{path}/sheet")).await;
        assert!(waits.contains("others on the panel lock too"), "{waits}");
        let lay = Browser::at_a_browser(&site, &cast.reviewers[2].email).await;
        assert!(reads(&site, &lay, "/applications").await.contains("Your turn"));
        assert!(!reads(&site, &locked, "/applications").await.contains("Your turn"), "what is locked waits for others");
        cast.reviewers[2].post(&format!("{path}/recusals"), leaves()).await.with(201);

        assert_eq!(turn(&cast, &path).await, ("credentialing_officer".to_owned(), "panel".to_owned()));
        let inbox = site.app.config().mail.coalition_inbox.clone();
        let letters = site.letters_about(&inbox, EMPTY).await;
        assert_eq!(letters.len(), 1);
        let letter = letters[0].text();
        assert!(letter.contains(&path) && !letter.contains("reviewer_3"), "{letter}");
        for page in [path.clone(), format!("{path}/sheet")] {
            let waits = reads(&site, &locked, &page).await;
            assert!(waits.contains("names the panel") && !waits.contains("lock too"), "{waits}");
        }
        let seen = reads(&site, &officer, &path).await;
        assert!(seen.contains("reviewer_3: recused (Declared)"), "{seen}");
        let sits = |who: &Person| format!("<option value=\"{}\" selected>", who.id);
        assert!(cast.reviewers[..2].iter().all(|who| seen.contains(&sits(who))), "{seen}");
        assert!(!seen.contains(&sits(&cast.reviewers[2])), "{seen}");

        let panel = format!("{path}/panel");
        let [one, two, three, four] = [0, 1, 2, 3].map(|place: usize| cast.reviewers[place].id.as_str());
        let again = [("patient", one), ("coalition_member", two), ("lay", three)];
        let (status, _, told) = submits(&site, &officer, &panel, &again).await;
        assert_eq!(status, 403);
        assert!(told.contains("Lay person: This person is tied to the applicant. Choose somebody else."), "{told}");
        assert!(!told.contains("cannot vote on it") && told.contains(&sits(&cast.reviewers[0])), "{told}");
        let whole = [("patient", one), ("coalition_member", two), ("lay", four)];
        let (status, ..) = submits(&site, &officer, &panel, &whole).await;
        assert_eq!(status, 303);
        assert_eq!(turn(&cast, &path).await, ("reviewer".to_owned(), "scores".to_owned()));
        assert!(reads(&site, &locked, &path).await.contains("others on the panel lock too"));
        site.is_whole().await;
    }
);

on_both!(
    async fn nobody_is_written_to_where_the_panel_is_whole_without_whoever_left(site after &SCORING) {
        let (cast, id) = Cast::with_application(&site);
        let path = format!("/applications/{id}");
        let mut panel = cast.panel();
        let fourth = json!({"account_id": cast.reviewers[3].id, "seat": "lay"});
        panel["reviewers"].as_array_mut().unwrap().push(fourth);
        cast.officer.put(&format!("{path}/panel"), panel).await.with(200);
        cast.reviewers[3].post(&format!("{path}/recusals"), leaves()).await.with(201);
        assert_eq!(turn(&cast, &path).await, ("reviewer".to_owned(), "scores".to_owned()));
        let inbox = site.app.config().mail.coalition_inbox.clone();
        assert!(site.letters_about(&inbox, EMPTY).await.is_empty());
        cast.reviewers[2].post(&format!("{path}/recusals"), leaves()).await.with(201);
        assert_eq!(site.letters_about(&inbox, EMPTY).await.len(), 1);
        site.is_whole().await;
    }
);

on_both!(
    async fn what_somebody_left_or_lost_the_seat_of_is_not_in_their_list(site after &SCORING) {
        let (cast, id) = Cast::with_application(&site);
        let path = format!("/applications/{id}");
        let fifth = Person::with_roles(&site, "reviewer_5", &[Role::Reviewer]).await;
        for who in &cast.reviewers[..3] {
            assert_eq!(listed(who).await, 1, "{}", who.email);
        }
        cast.reviewers[2].post(&format!("{path}/recusals"), leaves()).await.with(201);
        let mut panel = cast.panel();
        panel["reviewers"][1]["account_id"] = json!(cast.reviewers[3].id);
        panel["reviewers"][2]["account_id"] = json!(fifth.id);
        cast.officer.put(&format!("{path}/panel"), panel).await.with(200);
        for (who, count) in [(&cast.reviewers[0], 1), (&cast.reviewers[1], 0), (&cast.reviewers[2], 0), (&fifth, 1)] {
            assert_eq!(listed(who).await, count, "{}", who.email);
            let browser = Browser::at_a_browser(&site, &who.email).await;
            let page = reads(&site, &browser, "/applications").await;
            assert_eq!(page.contains(&format!("href=\"{path}\"")), count == 1, "{page}");
        }
        site.is_whole().await;
    }
);
