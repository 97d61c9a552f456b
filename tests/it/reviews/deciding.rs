//! What moderators decide, and what the clock does when nobody decides.

use super::{Cast, assert_equation_holds, decides, guest, hold};
use crate::on_both;
use crate::support::app::TestSite;
use candor::error::AppError;
use candor::reviews::Decision;
use serde_json::{Value, json};

fn code(refused: Result<(), AppError>) -> &'static str {
    refused.unwrap_err().code().name
}

async fn state(site: &TestSite, cast: &Cast, review: &str) -> Value {
    let _ = site;
    cast.patient.get(&format!("/reviews/{review}")).await.with(200)["state"].clone()
}

on_both!(
    async fn a_hold_ends_by_the_clock_and_is_extended_once_by_somebody_else(site) {
        let cast = Cast::of(&site).await;
        let review = cast.published().await;
        let too_long = decides(&site, &cast.moderator, &review, hold(&site, "undisclosed_interest", 8)).await;
        assert_eq!(code(too_long), "invalid");
        decides(&site, &cast.moderator, &review, hold(&site, "undisclosed_interest", 7)).await.unwrap();
        let stub = guest(&site, &format!("/api/v1/reviews/{review}")).await.with(200);
        assert_eq!((&stub["state"], &stub["held"]["reason"]), (&"held".into(), &"undisclosed_interest".into()));
        assert_eq!((&stub["text"], &stub["overall"]), (&Value::Null, &Value::Null));
        assert_eq!(cast.list(&site).await["items"], json!([]));
        let profile = cast.profile(&site).await;
        assert_eq!((&profile["counts"]["held"], &profile["rating"]["counted"]), (&1.into(), &0.into()));
        let same = decides(&site, &cast.moderator, &review, hold(&site, "undisclosed_interest", 12)).await;
        assert_eq!(code(same), "conflict_of_interest");
        decides(&site, &cast.other_moderator, &review, hold(&site, "undisclosed_interest", 12)).await.unwrap();
        let third = decides(&site, &cast.other_moderator, &review, hold(&site, "undisclosed_interest", 13)).await;
        assert_eq!(code(third), "hold_already_extended");
        site.advance("P11D").await;
        assert_eq!(state(&site, &cast, &review).await, "held");
        site.advance("P1D").await;
        assert_eq!(state(&site, &cast, &review).await, "published");
        assert_equation_holds(&cast.profile(&site).await);
        assert_eq!(site.letters_about(&cast.patient.email, "is held longer").await.len(), 1);
        site.is_whole().await;
    }
);

on_both!(
    async fn a_hold_for_personal_data_ends_in_hiding(site) {
        let cast = Cast::of(&site).await;
        let review = cast.queued().await;
        decides(&site, &cast.moderator, &review, hold(&site, "personal_data", 3)).await.unwrap();
        site.advance("P3D").await;
        assert_eq!(state(&site, &cast, &review).await, "hidden");
        guest(&site, &format!("/api/v1/reviews/{review}")).await.refused(404, "not_found");
        decides(&site, &cast.other_moderator, &review, Decision::Publish).await.unwrap();
        assert_eq!(guest(&site, &format!("/api/v1/reviews/{review}")).await.with(200)["state"], "published");
        site.is_whole().await;
    }
);

on_both!(
    async fn a_mask_is_undone_to_the_letter(site) {
        let cast = Cast::of(&site).await;
        let review = cast.published().await;
        let path = format!("/api/v1/reviews/{review}");
        let before = guest(&site, &path).await.with(200);
        let mask = Decision::Mask { text: "The [removed: personal data] was kind to me the whole day long, all of it.".into(), ground: "personal_data".into() };
        decides(&site, &cast.moderator, &review, mask).await.unwrap();
        let masked = guest(&site, &path).await.with(200);
        assert_eq!(masked["state"], "masked");
        assert!(masked["text"].as_str().unwrap().contains("[removed: personal data]"));
        assert!(masked["versions"][0]["text"].as_str().unwrap().contains("[removed: personal data]"));
        assert_eq!(cast.patient.get(&format!("/reviews/{review}")).await.with(200)["text"], before["text"]);
        assert_eq!(cast.profile(&site).await["rating"]["counted"], 1, "a masked review counts");
        decides(&site, &cast.moderator, &review, Decision::Remove { ground: "spam".into() }).await.unwrap();
        decides(&site, &cast.other_moderator, &review, Decision::Restore).await.unwrap();
        let restored = guest(&site, &path).await.with(200);
        assert_eq!(restored["state"], "restored");
        assert!(restored["text"].as_str().unwrap().contains("[removed"), "only the last restriction is undone");
        decides(&site, &cast.other_moderator, &review, Decision::Restore).await.unwrap();
        assert_eq!(guest(&site, &path).await.with(200)["text"], before["text"]);
        site.is_whole().await;
    }
);

on_both!(
    async fn removal_has_its_grounds_and_leaves_a_tombstone(site) {
        let cast = Cast::of(&site).await;
        let review = cast.published().await;
        for ground in ["off_topic", "too_negative", "harassment_or_hate", "personal_data", "illegal"] {
            let refused = decides(&site, &cast.moderator, &review, Decision::Remove { ground: ground.into() }).await;
            let Err(AppError::Refused(refusal)) = refused else { panic!("removed for {ground}") };
            assert_eq!((refusal.fields[0].pointer.as_str(), refusal.fields[0].code.name), ("/ground", "not_a_removal_ground"));
        }
        let remove = Decision::Remove { ground: "not_a_patient".into() };
        decides(&site, &cast.moderator, &review, remove.clone()).await.unwrap();
        let stub = guest(&site, &format!("/api/v1/reviews/{review}")).await.with(200);
        assert_eq!((&stub["state"], &stub["ground"], &stub["text"]), (&"removed".into(), &"not_own_experience".into(), &Value::Null));
        let list = cast.list(&site).await;
        assert_eq!((&list["removed_by_ground"]["not_own_experience"], &list["counts"]["removed"]), (&1.into(), &1.into()));
        assert_eq!(code(decides(&site, &cast.moderator, &review, remove).await), "illegal_transition");
        cast.patient.post(&format!("/reviews/{review}/withdrawal"), json!({})).await.refused(409, "illegal_transition");
        cast.patient.post("/reviews", cast.review()).await.refused(409, "already_reviewed");
        assert_equation_holds(&cast.profile(&site).await);
        decides(&site, &cast.other_moderator, &review, Decision::Restore).await.unwrap();
        assert_eq!(cast.profile(&site).await["counts"]["public"], 1);
        assert_eq!(code(decides(&site, &cast.moderator, "0", Decision::Publish).await), "not_found");
        site.is_whole().await;
    }
);
