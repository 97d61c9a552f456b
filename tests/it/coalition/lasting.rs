//! How long a measure lasts that has no last day: as long as it may, and everybody reads so before they vote.

use super::appeals::reviewed;
use super::goes_on::letter;
use super::pages::reads;
use super::{ADMITTED, Cast};
use crate::access::people::Person as Browser;
use crate::on_both;
use crate::support::app::TestSite;
use chrono::Duration;
use serde_json::{Value, json};

/// So many days from now by the clocks of the clinic in Istanbul.
fn day_in(site: &TestSite, days: i64) -> String {
    (site.now().plus(Duration::hours(3)).date() + Duration::days(days)).to_string()
}

on_both!(
    async fn what_one_member_restricts_without_a_day_lasts_no_longer_for_the_vote_on_it(site after &ADMITTED) {
        let cast = Cast::there(&site);
        reviewed(&cast).await;
        let last = day_in(&site, 90);
        let alone = json!({"measure": "restriction", "reasons": "Until it is clear."});
        let restricted = cast.board[0].post(&format!("{}/measures", cast.member()), alone).await.with(201);
        let hours = json!(day_in(&site, 3));
        assert_eq!((&restricted["state"], &restricted["measure_until"]), (&json!("restricted"), &hours), "72 hours");
        assert_eq!(restricted["proposal"]["until"], json!(last), "what the board votes on");
        site.advance("P2D").await;
        cast.votes((7, 0)).await;
        let voted = cast.closes().await.with(201);
        assert_eq!((&voted["state"], &voted["measure_until"]), (&json!("restricted"), &json!(last)));
        site.is_whole().await;
    }
);

on_both!(
    async fn what_is_put_to_the_vote_without_a_day_lasts_as_long_as_it_may_from_the_end_of_the_vote(site after &ADMITTED) {
        let cast = Cast::there(&site);
        reviewed(&cast).await;
        let longest = json!({"measure": "restriction", "reasons": "Until it is clear.", "vote_first": true});
        let proposed = cast.board[0].post(&format!("{}/measures", cast.member()), longest).await.with(201);
        assert_eq!(proposed["proposal"]["until"], Value::Null);
        let says = "As long as it may last, counted from the end of the vote";
        let told = letter(&site, &cast.board[1].email, "Your vote on a measure").await;
        assert!(told.contains(says) && !told.contains("Last day:"), "{told}");
        let votes = Browser::at_a_browser(&site, &cast.board[1].email).await;
        let page = reads(&site, &votes, &format!("{}/acts", cast.member())).await;
        assert!(page.contains(says), "{page}");
        site.advance("P2D").await;
        cast.votes((7, 0)).await;
        assert_eq!(cast.closes().await.with(201)["measure_until"], json!(day_in(&site, 90)));
        site.is_whole().await;
    }
);
