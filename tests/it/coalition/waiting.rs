//! Where everybody finds what waits for their voice.

use super::appeals::{appeals, is_tied, reviewed, suspended, suspension, voice};
use super::goes_on::letter;
use super::pages::reads;
use super::{ADMITTED, Cast};
use crate::access::people::Person as Browser;
use crate::on_both;
use crate::support::people::{Person, send};
use candor::text::lang::Lang;
use chrono::Duration;
use reqwest::Method;
use serde_json::{Value, json};

/// What waits for somebody's voice, and whether they have spoken.
pub async fn waits(who: &Person) -> Vec<(String, bool)> {
    let listed = who.get("/coalition/votes").await.with(200);
    let line = |line: &Value| (line["kind"].as_str().unwrap().to_owned(), line["voted"] == true);
    listed["items"].as_array().unwrap().iter().map(line).collect()
}

on_both!(
    async fn whoever_votes_or_hears_finds_what_waits_for_them(site after &ADMITTED) {
        let cast = Cast::there(&site);
        let (member, vote) = (cast.member(), format!("{}/measures/vote", cast.member()));
        cast.stranger.get("/coalition/votes").await.refused(403, "forbidden");
        is_tied(&cast, &cast.board[6]).await;
        reviewed(&cast).await;
        assert!(waits(&cast.board[1]).await.is_empty());
        cast.board[0].post(&format!("{member}/measures"), suspension(&site)).await.with(201);
        let missing = [("measure".to_owned(), false)];
        assert_eq!(waits(&cast.board[1]).await, missing);
        assert!(waits(&cast.board[6]).await.is_empty() && waits(&cast.officer).await.is_empty(), "not theirs to judge");
        let before = cast.board[2].get("/coalition/votes").await.with(200);
        let line = &before["items"][0];
        assert_eq!((&line["measure"], &line["over"]), (&json!("suspension"), &json!(false)));
        assert!(line["ends_at"].is_string() && line["physician"] == "Dr. Ayla North", "{line}");
        cast.board[1].put(&vote, json!({"vote": "yes"})).await.with(200);
        assert_eq!(waits(&cast.board[1]).await, [("measure".to_owned(), true)]);
        assert_eq!(cast.board[2].get("/coalition/votes").await.with(200), before, "no count is told");
        site.advance("P4D").await;
        assert!(waits(&cast.board[1]).await.is_empty(), "the clock has closed it");

        cast.board[0].post(&format!("{member}/measures"), suspension(&site)).await.with(201);
        for one in &cast.board[..6] {
            one.put(&vote, json!({"vote": "yes"})).await.with(200);
        }
        assert_eq!(cast.closes().await.with(201)["state"], "suspended");
        appeals(&cast).await;
        let open = [("appeal".to_owned(), false)];
        assert_eq!((waits(&cast.reviewers[0]).await, waits(&cast.officer).await), (open.to_vec(), open.to_vec()));
        assert!(waits(&cast.board[1]).await.is_empty(), "who voted does not hear it");
        let heard = voice("upheld", "It was twice.");
        cast.reviewers[0].post(&format!("{member}/appeal-decisions"), heard).await.with(201);
        assert_eq!(waits(&cast.reviewers[0]).await, [("appeal".to_owned(), true)]);
        assert_eq!(waits(&cast.officer).await, open);
        cast.officer.get("/coalition/votes?limit=0").await.wrong("?limit", "out_of_range");
        cast.officer.get("/coalition/votes?cursor=AAAA").await.wrong("?cursor", "bad_cursor");
        site.is_whole().await;
    }
);

/// The clinic moves to Honolulu, ten hours behind UTC, where no clock is ever changed.
async fn moves_far_away(cast: &Cast) {
    let path = format!("/clinics/{}", cast.clinic.id);
    let tag = cast.admin.get(&path).await.header("etag").to_owned();
    let place = json!({"time_zone": "Pacific/Honolulu"});
    send(cast.admin.request(Method::PATCH, &path).header("If-Match", tag).json(&place)).await.with(200);
}

on_both!(
    async fn pages_and_letters_name_the_same_last_day_of_an_appeal(site after &ADMITTED) {
        let cast = suspended(&site).await;
        moves_far_away(&cast).await;
        appeals(&cast).await;
        let there = site.now().minus(Duration::hours(10)).date();
        let last_day = Lang::En.day(there + Duration::days(14));
        let said = format!("To be decided by {last_day}");
        let told = letter(&site, &cast.reviewers[0].email, "Your voice on an appeal").await;
        assert!(told.contains(&said), "{told}");
        let hears = Browser::at_a_browser(&site, &cast.reviewers[0].email).await;
        let officer = Browser::at_a_browser(&site, &cast.officer.email).await;
        let listed = reads(&site, &hears, "/coalition/votes").await;
        assert!(listed.contains(&said), "{listed}");
        let (member, acts) = (cast.member(), format!("{}/acts", cast.member()));
        for (who, path) in [(&hears, acts.as_str()), (&hears, member.as_str()), (&officer, "/coalition/due")] {
            let page = reads(&site, who, path).await;
            assert!(page.contains(&last_day), "{path}: {page}");
        }
        site.is_whole().await;
    }
);
