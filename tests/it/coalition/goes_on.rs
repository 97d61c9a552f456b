//! A review goes on when the measure before it is over, whether its day has come or an appeal has undone it.

use super::appeals::{appeals, lapses, reviewed, suspended, suspension};
use super::{ADMITTED, Cast, guest};
use crate::on_both;
use crate::support::app::TestSite;
use candor::coalition::concerns;
use candor::directory::PhysicianId;
use serde_json::{Value, json};

/// A grave complaint is upheld, and the coalition hears of it.
async fn is_upheld(site: &TestSite, cast: &Cast, complaint: &str) {
    let (physician, complaint): (PhysicianId, String) = (cast.physician.parse().unwrap(), complaint.to_owned());
    site.app.write(move |tx| concerns::complaint_upheld(tx, &physician, &complaint, 4)).await.unwrap();
}

/// A member whom the board looks at.
async fn under_review(site: &TestSite) -> Cast {
    let cast = Cast::there(site);
    reviewed(&cast).await;
    cast
}

fn removal() -> Value {
    json!({"measure": "removal", "reasons": "It was meant."})
}

/// A member whom the whole board has removed.
async fn removed(site: &TestSite) -> Cast {
    let cast = under_review(site).await;
    assert_eq!(cast.takes(removal(), (7, 0)).await["state"], "removed");
    cast
}

/// A member of whose suspension nothing is left but a vote on something else.
async fn voted_on(site: &TestSite) -> Cast {
    let cast = suspended(site).await;
    site.advance("P59D").await;
    cast.board[0].post(&format!("{}/measures", cast.member()), removal()).await.with(201);
    site.advance("P2D").await;
    cast
}

async fn state(site: &TestSite, cast: &Cast) -> Value {
    guest(site, &cast.member()).await.with(200)["state"].clone()
}

fn until_in(site: &TestSite, days: i64) -> String {
    (site.now().date() + chrono::Duration::days(days)).to_string()
}

/// One member restricts at once, for so many days.
async fn restricts(site: &TestSite, cast: &Cast, days: i64) {
    let alone = json!({"measure": "restriction", "reasons": "Until it is clear.", "until": until_in(site, days)});
    let restricted = cast.board[0].post(&format!("{}/measures", cast.member()), alone).await.with(201);
    assert_eq!(restricted["state"], "restricted");
}

/// How often the coalition was told that the hours of a review went by without a vote.
async fn missed(site: &TestSite) -> usize {
    let inbox = site.app.config().mail.coalition_inbox.clone();
    site.letters_about(&inbox, "without an interim vote").await.len()
}

/// The newest letter to somebody about something, in one line.
pub async fn letter(site: &TestSite, to: &str, about: &str) -> String {
    let letter = site.letters_about(to, about).await.pop().expect("a letter");
    letter.text().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The newest letter about something is in the member's inbox and in the coalition's, and says this.
async fn both_are_told(site: &TestSite, cast: &Cast, about: &str, says: &[&str]) {
    let inbox = site.app.config().mail.coalition_inbox.clone();
    for to in [cast.applicant.email.as_str(), inbox.as_str()] {
        let told = letter(site, to, about).await;
        for words in says {
            assert!(told.contains(words), "{to}: {told}");
        }
    }
}

/// How often the member was told of something: as often as the coalition.
async fn told(site: &TestSite, cast: &Cast, about: &str) -> usize {
    let inbox = site.app.config().mail.coalition_inbox.clone();
    let times = site.letters_about(&cast.applicant.email, about).await.len();
    assert_eq!(site.letters_about(&inbox, about).await.len(), times, "{about}");
    times
}

/// A renewed licence ends the lapse.
async fn renews(cast: &Cast) -> Value {
    let renewed = json!({"expires_on": "2032-01-31"});
    cast.officer.put(&format!("{}/licence", cast.member()), renewed).await.with(200)
}

/// Why reviews were opened, in order.
async fn grounds(site: &TestSite, cast: &Cast) -> Vec<String> {
    let entry = guest(site, &cast.member()).await.with(200);
    let reviews = entry["decisions"].as_array().unwrap().iter().filter(|one| one["type"] == "review_opened");
    reviews.map(|one| one["word"].as_str().unwrap().to_owned()).collect()
}

on_both!(
    async fn a_review_that_opens_during_a_suspension_goes_on_when_that_ends_and_its_hours_begin(site after &ADMITTED) {
        let cast = suspended(&site).await;
        is_upheld(&site, &cast, "CMP-1").await;
        assert_eq!(state(&site, &cast).await, "suspended");
        both_are_told(&site, &cast, "Another review of the membership", &["because a grave complaint was upheld."]).await;
        is_upheld(&site, &cast, "CMP-2").await;
        assert_eq!(told(&site, &cast, "Another review of the membership").await, 1, "it comes into the one that waits");
        site.advance("P62D").await;
        let ended = guest(&site, &cast.member()).await.with(200);
        assert_eq!((&ended["state"], &ended["badge"]), (&json!("under_review"), &json!(true)));
        assert_eq!(ended["measure_until"], Value::Null);
        let says = ["It stands at: Under review.", "is open and goes on.", "votes on interim steps within three days"];
        both_are_told(&site, &cast, "The measure has ended", &says).await;
        assert_eq!(missed(&site).await, 0);
        site.advance("P3D").await;
        assert_eq!((state(&site, &cast).await, missed(&site).await), (json!("under_review"), 1));
        let nothing = json!({"measure": "no_action", "reasons": "Looked at."});
        let settled = cast.board[0].post(&format!("{}/measures", cast.member()), nothing).await.with(201);
        assert_eq!(settled["state"], "probation");
        site.is_whole().await;
    }
);

on_both!(
    async fn a_review_that_another_measure_has_ended_does_not_come_back(site after &ADMITTED) {
        let cast = suspended(&site).await;
        is_upheld(&site, &cast, "CMP-1").await;
        assert_eq!(cast.takes(suspension(&site), (7, 0)).await["state"], "suspended");
        site.advance("P65D").await;
        assert_eq!((state(&site, &cast).await, missed(&site).await), (json!("probation"), 0));
        site.is_whole().await;
    }
);

on_both!(
    async fn a_review_that_opened_since_begins_its_hours_when_the_measure_is_undone(site after &ADMITTED) {
        let cast = suspended(&site).await;
        appeals(&cast).await;
        is_upheld(&site, &cast, "CMP-1").await;
        site.advance("P5D").await;
        let heard = cast.hears("overturned", "It was once.").await;
        assert_eq!((&heard["state"], &heard["measure_until"]), (&json!("under_review"), &Value::Null));
        let says = ["A review of the membership is open and goes on.", "votes on interim steps within three days"];
        both_are_told(&site, &cast, "The appeal of", &says).await;
        site.advance("P2D").await;
        assert_eq!(missed(&site).await, 0);
        site.advance("P2D").await;
        assert_eq!((state(&site, &cast).await, missed(&site).await), (json!("under_review"), 1));
        site.is_whole().await;
    }
);

on_both!(
    async fn what_one_member_restricted_falls_on_appeal_and_the_review_before_it_goes_on(site after &ADMITTED) {
        let cast = under_review(&site).await;
        restricts(&site, &cast, 60).await;
        appeals(&cast).await;
        let heard = cast.hears("overturned", "Nobody was in danger.").await;
        assert_eq!((&heard["state"], &heard["badge"]), (&json!("under_review"), &json!(true)));
        assert_eq!((&heard["measure_until"], &heard["under_appeal"]), (&Value::Null, &json!(false)));
        let seen = cast.board[1].get(&cast.member()).await.with(200);
        assert_eq!(seen["proposal"]["measure"], "restriction", "the board still votes on it");
        site.advance("P4D").await;
        assert_eq!((state(&site, &cast).await, missed(&site).await), (json!("under_review"), 1));
        site.is_whole().await;
    }
);

on_both!(
    async fn another_concern_comes_into_the_review_in_which_one_member_restricted(site after &ADMITTED) {
        let cast = under_review(&site).await;
        restricts(&site, &cast, 60).await;
        is_upheld(&site, &cast, "CMP-1").await;
        assert_eq!(grounds(&site, &cast).await, ["other", "upheld_grave"]);
        assert_eq!(state(&site, &cast).await, "restricted");
        let told = site.letters_about(&cast.applicant.email, "Another review of the membership").await;
        assert!(told.is_empty(), "no review waits for the last day of what holds until the vote");
        site.is_whole().await;
    }
);

on_both!(
    async fn a_review_that_opens_while_nothing_but_a_vote_is_left_of_a_measure_begins_its_hours(site after &ADMITTED) {
        let cast = voted_on(&site).await;
        assert_eq!(state(&site, &cast).await, "under_review", "the board still votes");
        let told = letter(&site, &cast.applicant.email, "The measure has ended").await;
        assert!(!told.contains("is open and goes on."), "{told}");
        is_upheld(&site, &cast, "CMP-1").await;
        both_are_told(&site, &cast, "is under review", &["because a grave complaint was upheld."]).await;
        is_upheld(&site, &cast, "CMP-2").await;
        site.advance("PT71H").await;
        assert_eq!(missed(&site).await, 0, "the vote is over, and the hours of the review are not");
        site.advance("PT1H").await;
        assert_eq!((state(&site, &cast).await, missed(&site).await), (json!("under_review"), 1));
        site.is_whole().await;
    }
);

on_both!(
    async fn a_review_that_opens_while_a_lapse_interrupts_nothing_but_a_vote_begins_its_hours_after_it(site after &ADMITTED) {
        let cast = voted_on(&site).await;
        lapses(&site, &cast).await;
        is_upheld(&site, &cast, "CMP-1").await;
        site.advance("PT1H").await;
        assert_eq!(renews(&cast).await["state"], "under_review");
        both_are_told(&site, &cast, "begins", &["votes on interim steps within three days"]).await;
        site.advance("PT71H").await;
        assert_eq!(missed(&site).await, 0);
        site.advance("PT1H").await;
        assert_eq!((state(&site, &cast).await, missed(&site).await), (json!("under_review"), 1));
        site.is_whole().await;
    }
);

on_both!(
    async fn a_review_that_opens_during_a_lapse_begins_its_hours_with_the_renewed_licence(site after &ADMITTED) {
        let cast = Cast::there(&site);
        lapses(&site, &cast).await;
        is_upheld(&site, &cast, "CMP-1").await;
        assert_eq!(state(&site, &cast).await, "lapsed");
        let says = ["because a grave complaint was upheld.", "waits until a renewed licence ends the lapse."];
        both_are_told(&site, &cast, "waits", &says).await;
        is_upheld(&site, &cast, "CMP-2").await;
        assert_eq!(grounds(&site, &cast).await, ["upheld_grave", "upheld_grave"]);
        assert_eq!(told(&site, &cast, "waits").await, 1, "it comes into the one that waits");
        site.advance("P5D").await;
        assert_eq!(missed(&site).await, 0);
        assert_eq!(renews(&cast).await["state"], "under_review");
        both_are_told(&site, &cast, "begins", &["votes on interim steps within three days"]).await;
        site.advance("PT71H").await;
        assert_eq!(missed(&site).await, 0);
        site.advance("PT1H").await;
        assert_eq!((state(&site, &cast).await, missed(&site).await), (json!("under_review"), 1));
        site.is_whole().await;
    }
);

on_both!(
    async fn a_review_that_is_all_that_is_left_during_a_lapse_begins_its_hours_with_the_renewed_licence(site after &ADMITTED) {
        let cast = suspended(&site).await;
        appeals(&cast).await;
        is_upheld(&site, &cast, "CMP-1").await;
        lapses(&site, &cast).await;
        let heard = cast.hears("overturned", "It was once.").await;
        assert_eq!((&heard["state"], &heard["left_open"]), (&json!("lapsed"), &json!("under_review")));
        site.advance("P4D").await;
        assert_eq!(missed(&site).await, 0);
        assert_eq!(renews(&cast).await["state"], "under_review");
        both_are_told(&site, &cast, "begins", &["votes on interim steps within three days"]).await;
        site.advance("P3D").await;
        assert_eq!((state(&site, &cast).await, missed(&site).await), (json!("under_review"), 1));
        site.is_whole().await;
    }
);

on_both!(
    async fn hours_that_run_already_survive_a_lapse_and_begin_no_second_time(site after &ADMITTED) {
        let cast = under_review(&site).await;
        site.advance("P1D").await;
        lapses(&site, &cast).await;
        is_upheld(&site, &cast, "CMP-1").await;
        site.advance("P1D").await;
        assert_eq!(renews(&cast).await["state"], "under_review");
        assert!(site.letters_about(&cast.applicant.email, "begins").await.is_empty());
        site.advance("P1D").await;
        assert_eq!(missed(&site).await, 1, "72 hours from when the review was opened");
        site.advance("P4D").await;
        assert_eq!((state(&site, &cast).await, missed(&site).await), (json!("under_review"), 1));
        site.is_whole().await;
    }
);

on_both!(
    async fn each_lapse_tells_once_that_a_review_waits(site after &ADMITTED) {
        let cast = suspended(&site).await;
        is_upheld(&site, &cast, "CMP-1").await;
        lapses(&site, &cast).await;
        for complaint in ["CMP-2", "CMP-3"] {
            is_upheld(&site, &cast, complaint).await;
            assert_eq!(told(&site, &cast, "waits").await, 1, "{complaint}");
        }
        site.advance("P1D").await;
        assert_eq!(renews(&cast).await["state"], "suspended");
        is_upheld(&site, &cast, "CMP-4").await;
        assert_eq!(told(&site, &cast, "Another review of the membership").await, 1, "it waits behind the suspension");
        lapses(&site, &cast).await;
        is_upheld(&site, &cast, "CMP-5").await;
        assert_eq!(told(&site, &cast, "waits").await, 2, "another lapse");
        assert_eq!(grounds(&site, &cast).await.len(), 6, "every concern is on record");
        site.is_whole().await;
    }
);

on_both!(
    async fn hours_that_go_by_during_a_lapse_begin_anew_with_the_renewed_licence(site after &ADMITTED) {
        let cast = under_review(&site).await;
        lapses(&site, &cast).await;
        site.advance("P4D").await;
        assert_eq!(missed(&site).await, 0, "nobody votes during a lapse");
        assert_eq!(renews(&cast).await["state"], "under_review");
        both_are_told(&site, &cast, "goes on", &["went by during the lapse", "so they begin anew."]).await;
        site.advance("PT71H").await;
        assert_eq!(missed(&site).await, 0);
        site.advance("PT1H").await;
        assert_eq!((state(&site, &cast).await, missed(&site).await), (json!("under_review"), 1));
        site.is_whole().await;
    }
);

on_both!(
    async fn what_one_member_restricted_ends_with_hours_that_go_by_during_a_lapse(site after &ADMITTED) {
        let cast = under_review(&site).await;
        restricts(&site, &cast, 60).await;
        lapses(&site, &cast).await;
        site.advance("P4D").await;
        assert_eq!(renews(&cast).await["state"], "under_review");
        both_are_told(&site, &cast, "goes on", &["A restriction without a vote has ended."]).await;
        site.advance("P3D").await;
        assert_eq!((state(&site, &cast).await, missed(&site).await), (json!("under_review"), 1));
        site.is_whole().await;
    }
);

on_both!(
    async fn what_one_member_restricted_may_end_on_its_day_and_ends_no_review(site after &ADMITTED) {
        let cast = under_review(&site).await;
        cast.board[1].post(&format!("{}/measures", cast.member()), suspension(&site)).await.with(201);
        site.advance("PT71H").await;
        restricts(&site, &cast, 1).await;
        site.advance("PT2H").await;
        assert_eq!(state(&site, &cast).await, "restricted", "the vote on something else is over");
        site.advance("P2D").await;
        assert_eq!((state(&site, &cast).await, missed(&site).await), (json!("under_review"), 0));
        site.advance("P1D").await;
        assert_eq!(missed(&site).await, 1, "72 hours from when one member restricted");
        site.is_whole().await;
    }
);

on_both!(
    async fn what_happens_while_a_removal_is_appealed_is_looked_at_once_it_is_undone(site after &ADMITTED) {
        let cast = removed(&site).await;
        is_upheld(&site, &cast, "CMP-1").await;
        assert_eq!(grounds(&site, &cast).await, ["other", "upheld_grave"], "the days to appeal are not over");
        both_are_told(&site, &cast, "waits", &["waits for an appeal that undoes the removal."]).await;
        site.advance("P1D").await;
        appeals(&cast).await;
        is_upheld(&site, &cast, "CMP-2").await;
        assert_eq!(state(&site, &cast).await, "removed");
        assert_eq!(grounds(&site, &cast).await, ["other", "upheld_grave", "upheld_grave"]);
        assert_eq!(told(&site, &cast, "waits").await, 1, "it comes into the one that waits");
        site.advance("P5D").await;
        let heard = cast.hears("overturned", "It was not meant.").await;
        assert_eq!((&heard["state"], &heard["badge"]), (&json!("under_review"), &json!(true)));
        assert_eq!(missed(&site).await, 0);
        site.advance("P4D").await;
        assert_eq!((state(&site, &cast).await, missed(&site).await), (json!("under_review"), 1));
        site.is_whole().await;
    }
);

on_both!(
    async fn what_happens_while_a_removal_is_appealed_ends_with_an_appeal_that_changes_nothing(site after &ADMITTED) {
        let cast = removed(&site).await;
        appeals(&cast).await;
        is_upheld(&site, &cast, "CMP-1").await;
        assert_eq!(cast.hears("upheld", "It was meant.").await["state"], "removed");
        is_upheld(&site, &cast, "CMP-2").await;
        assert_eq!(grounds(&site, &cast).await, ["other", "upheld_grave"], "and nothing is kept any more");
        site.is_whole().await;
    }
);

on_both!(
    async fn what_happens_between_a_removal_and_the_appeal_against_it_is_looked_at_once_it_is_undone(site after &ADMITTED) {
        let cast = removed(&site).await;
        is_upheld(&site, &cast, "CMP-1").await;
        site.advance("P1D").await;
        appeals(&cast).await;
        assert_eq!(cast.hears("overturned", "It was not meant.").await["state"], "under_review");
        site.is_whole().await;
    }
);

on_both!(
    async fn what_happens_after_the_days_to_appeal_against_a_removal_is_not_looked_at(site after &ADMITTED) {
        let cast = removed(&site).await;
        site.advance("P32D").await;
        is_upheld(&site, &cast, "CMP-1").await;
        assert_eq!(grounds(&site, &cast).await, ["other"], "nobody comes back of whom nothing is heard");
        assert!(site.letters_about(&cast.applicant.email, "waits").await.is_empty());
        site.is_whole().await;
    }
);
