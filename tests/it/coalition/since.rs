//! What the decision of an appeal leaves alone: whatever came after the measure that it is against.

use super::ADMITTED;
use super::appeals::{appeals, reviewed, suspended};
use super::goes_on::letter;
use crate::on_both;
use candor::text::lang::Lang;
use chrono::Duration;
use serde_json::{Value, json};

on_both!(
    async fn what_an_appeal_comes_to_leaves_alone_what_the_board_took_since(site after &ADMITTED) {
        let cast = suspended(&site).await;
        let (member, start) = (cast.member(), json!({"physician_id": cast.physician}));
        appeals(&cast).await;
        let removal = json!({"measure": "removal", "reasons": "It was meant."});
        assert_eq!(cast.takes(removal, (7, 0)).await["state"], "removed");
        site.advance("P40D").await;
        assert_eq!(cast.hears("upheld", "It was twice.").await["state"], "removed");

        appeals(&cast).await;
        let open = cast.reviewers[0].get(&member).await.with(200)["hearing"]["measure"].clone();
        assert_eq!(open, "removal", "it has days to appeal of its own");
        assert_eq!(cast.hears("upheld", "It was meant.").await["state"], "removed");
        let again = json!({"ground": "fact", "text": "It was not."});
        cast.applicant.post(&format!("{member}/appeals"), again).await.refused(409, "too_late_to_appeal");
        cast.applicant.post("/applications", start).await.refused(409, "reapply_too_soon");
        site.is_whole().await;
    }
);

on_both!(
    async fn an_earlier_suspension_is_undone_and_the_removal_since_holds_until_it_is_appealed(site after &ADMITTED) {
        let cast = suspended(&site).await;
        appeals(&cast).await;
        let removal = json!({"measure": "removal", "reasons": "It was meant."});
        assert_eq!(cast.takes(removal, (7, 0)).await["state"], "removed");
        let heard = cast.hears("overturned", "It was once.").await;
        assert_eq!((&heard["state"], &heard["under_appeal"]), (&json!("removed"), &json!(false)));
        let told = letter(&site, &cast.applicant.email, "The appeal of").await;
        // Thirty days by the clocks of the clinic in Istanbul, from the decision on.
        let last_day = Lang::En.day(site.now().plus(Duration::hours(3)).date() + Duration::days(30));
        let stands = format!("What was decided since stands: Removal. You may appeal against it until {last_day}.");
        assert!(told.contains(&stands), "{told}");
        appeals(&cast).await;
        assert_eq!(cast.hears("overturned", "It was not meant.").await["state"], "probation");
        let told = letter(&site, &cast.applicant.email, "The appeal of").await;
        assert!(!told.contains("decided since") && !told.contains("goes on"), "{told}");
        site.is_whole().await;
    }
);

on_both!(
    async fn a_review_that_was_opened_since_goes_on_when_the_measure_before_it_is_undone(site after &ADMITTED) {
        let cast = suspended(&site).await;
        reviewed(&cast).await;
        appeals(&cast).await;
        let heard = cast.hears("overturned", "It was once.").await;
        assert_eq!((&heard["state"], &heard["measure_until"]), (&json!("under_review"), &Value::Null));
        site.is_whole().await;
    }
);

on_both!(
    async fn the_decision_of_an_appeal_does_not_say_that_a_measure_stands_which_is_over(site after &ADMITTED) {
        let cast = suspended(&site).await;
        appeals(&cast).await;
        let last = (site.now().date() + Duration::days(5)).to_string();
        let restriction =
            json!({"measure": "restriction", "reasons": "Until it is clear.", "until": last, "vote_first": true});
        assert_eq!(cast.takes(restriction, (7, 0)).await["state"], "restricted");
        reviewed(&cast).await;
        site.advance("P7D").await;
        assert_eq!(cast.hears("overturned", "It was once.").await["state"], "under_review");
        let told = letter(&site, &cast.applicant.email, "The appeal of").await;
        assert!(told.contains("Since then it was decided: Restriction."), "{told}");
        assert!(told.contains("is open and goes on.") && !told.contains("since stands"), "{told}");
        site.is_whole().await;
    }
);
