//! The minute in which a licence ends: what the clock alone decides before a timer has run, and what a timer writes.

use super::appeals::reviewed;
use super::pages::reads;
use super::{ADMITTED, Cast, guest};
use crate::access::people::Person as Browser;
use crate::on_both;
use crate::support::app::TestSite;
use candor::clock::Timestamp;
use candor::coalition::members::model::State;
use candor::db::schema::memberships;
use candor::text::lang::Lang;
use diesel::prelude::*;
use serde_json::json;
use std::collections::BTreeMap;

/// Midnight after the last day, in Istanbul.
const ENDS: &str = "2027-03-31T21:00:00Z";

on_both!(
    async fn from_the_end_of_the_licence_on_nothing_says_that_somebody_is_a_member(site, |config| {
        // No timer fires by itself.
        config.jobs.poll_ms = 3_600_000;
    }) {
        let cast = Cast::of(&site).await;
        cast.admitted(&site).await;
        let admitted = guest(&site, &cast.member()).await.with(200)["since"].clone();
        let profile = async || guest(&site, &format!("/physicians/{}", cast.physician)).await.with(200)["standing"].clone();
        let member_since = profile().await["since"].clone();
        let end = Timestamp::parse(ENDS).unwrap();
        candor::jobs::advance(&site.app, end.minus(chrono::Duration::seconds(1))).await.unwrap();
        the_register_says(&site, &cast, "probation").await;
        the_profile_says(&site, &cast, "probation").await;

        site.app.site().clock.advance_to(end);
        the_register_says(&site, &cast, "lapsed").await;
        the_profile_says(&site, &cast, "lapsed").await;
        let standing = profile().await;
        assert_eq!((&standing["state"], &standing["state_since"]), (&json!("lapsed"), &json!("2027-04-01")));
        let kept = site.app.read(|reader| Ok(memberships::table.select(memberships::state).load::<State>(reader.conn)?));
        assert_eq!(kept.await.unwrap(), [State::Probation], "no timer has run");

        site.advance("PT1M").await;
        the_register_says(&site, &cast, "lapsed").await;
        the_profile_says(&site, &cast, "lapsed").await;
        let record = guest(&site, &cast.member()).await.with(200);
        assert_eq!((&record["since"], &record["state_since"]), (&admitted, &json!(ENDS)));
        let badge = guest(&site, &format!("/coalition/badges/{}.json", cast.physician)).await.with(200);
        assert_eq!((&badge["since"], &badge["state_since"]), (&admitted, &json!(ENDS)));
        let standing = profile().await;
        assert_eq!(standing["since"], member_since, "the day of admission");
        assert_eq!(standing["state_since"], "2027-04-01", "the first day without, by the member's clocks");
        assert_eq!(standing["licence_until"], "2027-03-31");
        let line = record["decisions"].as_array().unwrap().last().unwrap();
        assert_eq!((&line["type"], &line["day"]), (&json!("licence_expired"), &json!("2027-04-01")));
        let page = site.get(&cast.member()).await.text().await.unwrap();
        assert!(page.contains("Licence ended: Lapsed</b>") && page.contains(">1 April 2027</time>"), "{page}");
        assert!(page.contains("In this state since") && !page.contains("Next recredentialing"), "{page}");
        let slug = guest(&site, &format!("/physicians/{}", cast.physician)).await.with(200)["slug"].clone();
        let page = site.get(&format!("/physicians/{}", slug.as_str().unwrap())).await.text().await.unwrap();
        assert!(page.contains("as it is now since 1 April 2027"), "{page}");
        assert!(page.contains("Licence valid until 31 March 2027"), "{page}");
        site.is_whole().await;
    }
);

on_both!(
    async fn the_register_names_the_day_of_the_end_before_a_timer_has_run(site, |config| {
        config.jobs.poll_ms = 3_600_000;
    }) {
        let cast = Cast::of(&site).await;
        cast.admitted(&site).await;
        reviewed(&cast).await;
        let end = Timestamp::parse(ENDS).unwrap();
        candor::jobs::advance(&site.app, end.minus(chrono::Duration::seconds(1))).await.unwrap();
        let page = site.get(&cast.member()).await.text().await.unwrap();
        assert!(page.contains("In this state since") && !page.contains("1 April 2027"), "{page}");
        site.app.site().clock.advance_to(end);
        let page = site.get(&cast.member()).await.text().await.unwrap();
        assert!(page.contains("1 April 2027"), "{page}");
        site.advance("PT1M").await;
        site.is_whole().await;
    }
);

/// Everything that is made of the membership at the instant of asking.
async fn the_register_says(site: &TestSite, cast: &Cast, state: &str) {
    let is_on = state == "probation";
    let (word, valid) = (json!(state), json!(is_on));
    let register = guest(site, "/coalition/members").await.with(200);
    let entry = &register["items"][0];
    assert_eq!((&entry["state"], &entry["badge"]), (&word, &valid), "the register");
    for asked in ["probation", "lapsed"] {
        let found = guest(site, &format!("/coalition/members?state={asked}")).await.with(200);
        assert_eq!(found["items"].as_array().unwrap().len(), usize::from(asked == state), "{asked}: {found}");
    }
    let record = guest(site, &cast.member()).await.with(200);
    assert_eq!((&record["state"], &record["badge"]), (&word, &valid), "the record");
    let file = site.get("/api/v1/coalition/members.csv").await.text().await.unwrap();
    let mut table = csv::Reader::from_reader(file.as_bytes());
    let lines: Vec<BTreeMap<String, String>> = table.deserialize().collect::<Result<_, _>>().unwrap();
    assert_eq!(
        (lines[0]["state"].as_str(), lines[0]["badge"].as_str()),
        (state, is_on.to_string().as_str()),
        "the file"
    );
    let badge = guest(site, &format!("/coalition/badges/{}.json", cast.physician)).await.with(200);
    assert_eq!((&badge["state"], &badge["valid"]), (&word, &valid), "the badge");
    let drawn = guest(site, &format!("/coalition/badges/{}.svg", cast.physician)).await.text;
    let today = Lang::En.day(site.now().date());
    let said = if is_on { format!("Coalition member on {today}") } else { Lang::En.t("coalition-badge-off") };
    assert!(drawn.contains(&said), "{drawn}");
    let page = site.get(&cast.member()).await.text().await.unwrap();
    assert!(page.contains(&said), "{page}");
    let page = site.get("/coalition").await.text().await.unwrap();
    assert!(page.contains(&Lang::En.t(&format!("coalition-member-state-{state}"))), "{page}");
}

/// What the profile says, and by which standing the physician is found.
async fn the_profile_says(site: &TestSite, cast: &Cast, state: &str) {
    let profile = guest(site, &format!("/physicians/{}", cast.physician)).await.with(200);
    assert_eq!(profile["standing"]["state"], state);
    for asked in ["probation", "lapsed"] {
        let found = guest(site, &format!("/physicians?standing={asked}")).await.with(200);
        assert_eq!(found["items"].as_array().unwrap().len(), usize::from(asked == state), "{asked}: {found}");
        let file = site.get(&format!("/api/v1/physicians.csv?standing={asked}")).await.text().await.unwrap();
        assert_eq!(file.contains(cast.physician.as_str()), asked == state, "{asked}: {file}");
    }
    let clinic = guest(site, &format!("/clinics/{}", cast.clinic.id)).await.with(200);
    let said = Lang::En.t(&format!("directory-standing-{state}"));
    for (kind, entry) in [("physicians", &profile), ("clinics", &clinic)] {
        let page = site.get(&format!("/{kind}/{}", entry["slug"].as_str().unwrap())).await.text().await.unwrap();
        assert!(page.contains(&said), "{kind}: {page}");
    }
}

on_both!(
    async fn whose_licence_has_ended_is_told_where_a_new_one_goes_and_not_to_apply(site after &ADMITTED) {
        let cast = Cast::there(&site);
        let own = Browser::at_a_browser(&site, &cast.applicant.email).await;
        site.advance("P400D").await;
        assert_eq!(guest(&site, &cast.member()).await.with(200)["state"], "lapsed");
        let inbox = site.app.config().mail.coalition_inbox.clone();
        for subject in ["Your licence ends on", "Your licence has ended"] {
            let letter = site.letters_about(&cast.applicant.email, subject).await.remove(0).text();
            assert!(letter.contains(&inbox), "{subject}: {letter}");
        }
        let slug = guest(&site, &format!("/physicians/{}", cast.physician)).await.with(200)["slug"].clone();
        let profile = reads(&site, &own, &format!("/physicians/{}", slug.as_str().unwrap())).await;
        assert!(profile.contains("This is your entry.") && !profile.contains("/applications/new"), "{profile}");
        let page = reads(&site, &own, "/applications/new").await;
        assert!(page.contains("A renewed licence brings it back") && page.contains(&inbox), "{page}");
        assert!(!page.contains("name=\"physician_id\""), "{page}");
        assert!(reads(&site, &own, &format!("{}/acts", cast.member())).await.contains(&inbox));
        let renewed = json!({"expires_on": "2060-03-31"});
        cast.officer.put(&format!("{}/licence", cast.member()), renewed).await.with(200);
        assert!(reads(&site, &own, "/applications/new").await.contains("See the membership"));
        site.is_whole().await;
    }
);
