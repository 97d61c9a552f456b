//! What the decision of an appeal leaves alone: whatever came after the measure that it is against.

use super::appeals::{appeals, reviewed, suspended};
use crate::on_both;
use serde_json::{Value, json};

on_both!(
    async fn what_an_appeal_comes_to_leaves_alone_what_the_board_took_since(site) {
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
    async fn an_earlier_suspension_is_undone_and_the_removal_since_holds_until_it_is_appealed(site) {
        let cast = suspended(&site).await;
        appeals(&cast).await;
        let removal = json!({"measure": "removal", "reasons": "It was meant."});
        assert_eq!(cast.takes(removal, (7, 0)).await["state"], "removed");
        let heard = cast.hears("overturned", "It was once.").await;
        assert_eq!((&heard["state"], &heard["under_appeal"]), (&json!("removed"), &json!(false)));
        appeals(&cast).await;
        assert_eq!(cast.hears("overturned", "It was not meant.").await["state"], "probation");
        site.is_whole().await;
    }
);

on_both!(
    async fn a_review_that_was_opened_since_goes_on_when_the_measure_before_it_is_undone(site) {
        let cast = suspended(&site).await;
        reviewed(&cast).await;
        appeals(&cast).await;
        let heard = cast.hears("overturned", "It was once.").await;
        assert_eq!((&heard["state"], &heard["measure_until"]), (&json!("under_review"), &Value::Null));
        site.is_whole().await;
    }
);
