//! Nothing of what is queued, held, hidden or removed shows before its time, by whatever way one asks.

use super::{Cast, decides, guest, hold, with};
use crate::on_both;
use candor::reviews::Decision;

/// Words that stand in one review only.
const MARK: &str = "Zwetschgenkuchen";

on_both!(
    async fn what_may_not_be_read_leaves_no_trace(site) {
        let cast = Cast::of(&site).await;
        let text = format!("{MARK} was served afterwards, and everything else was as calm as could be.");
        let empty_list = cast.list(&site).await["items"].clone();
        let review = crate::reviews::id(&cast.patient.post("/reviews", with(cast.review(), "text", text)).await.with(201));
        let paths = [
            format!("/api/v1/reviews/{review}"),
            format!("/api/v1/physicians/{}/reviews", cast.physician),
            format!("/api/v1/physicians/{}/reviews?verified=true", cast.physician),
            format!("/api/v1/physicians/{}/reviews?stars=4", cast.physician),
            format!("/api/v1/physicians/{}/reviews.csv", cast.physician),
            format!("/api/v1/physicians/{}", cast.physician),
            format!("/physicians/{}", cast.slug),
        ];
        let hide = Decision::Hide { ground: "threat".into() };
        let remove = Decision::Remove { ground: "spam".into() };
        for decision in [hold(&site, "other", 2), hide, remove] {
            let name = format!("{decision:?}");
            decides(&site, &cast.moderator, &review, decision).await.unwrap();
            for path in &paths {
                let answer = guest(&site, path).await;
                assert!(!answer.text.contains(MARK), "{name}: {path}");
                let as_other = cast.stranger.get(path.trim_start_matches("/api/v1")).await;
                assert!(!as_other.text.contains(MARK), "{name}: {path} for a stranger");
            }
            let csv = guest(&site, &paths[4]).await.text;
            assert_eq!(csv.lines().count(), 1, "{name}: {csv}");
            let profile = cast.profile(&site).await;
            assert_eq!(profile["rating"]["histogram"]["4"], 0, "{name}");
            assert_eq!(cast.list(&site).await["items"], empty_list, "{name}");
            assert!(cast.doctor.get(&format!("/reviews/{review}")).await.body["text"].is_null(), "{name}: for the physician");
        }
        let missing = guest(&site, &format!("/api/v1/reviews/{}", "0".repeat(32))).await;
        let hidden = cast.queued_by_other(&site).await;
        let queued = guest(&site, &format!("/api/v1/reviews/{hidden}")).await;
        assert_eq!((missing.status, &missing.body["code"]), (queued.status, &queued.body["code"]));
        assert!(cast.stranger.get(&format!("/reviews/{hidden}/receipt")).await.status == 404);
    }
);

impl Cast {
    /// A review in the queue, by somebody without any other.
    async fn queued_by_other(&self, site: &crate::support::app::TestSite) -> String {
        let other = crate::support::people::Person::with_roles(site, "quiet_patient", &[]).await;
        let made = other.post("/reviews", crate::reviews::without(self.review(), "attestation")).await.with(201);
        assert_eq!(made["state"], "queued");
        crate::reviews::id(&made)
    }
}
