//! The sheet shows the scores of every round that is over, by criterion and seat, and of the present one nobody else's.

use super::pages::reads;
use super::story::APART;
use super::{AGREED, Cast, SCORING};
use crate::access::people::Person as Browser;
use crate::on_both;
use serde_json::json;

const ALONE: &str = "Quittenbeleg: what one of them alone thinks in the second round.";
const FIRST: &str = "Scores of round 1";
const SECOND: &str = "Scores of round 2";

/// A row of the table: the scores of the coalition member, the lay person and the patient.
fn row(scores: [u8; 3]) -> String {
    let names = ["Coalition member", "Lay person", "Patient (you)"].into_iter().zip(scores);
    names.map(|(name, score)| format!("<td class=\"r\" data-name=\"{name}\">{score}</td>")).collect()
}

on_both!(
    async fn a_calibration_has_every_score_before_it_and_none_of_the_round_that_runs(site after &SCORING) {
        let (cast, id) = Cast::with_application(&site);
        let (path, sheet) = (format!("/applications/{id}"), format!("/applications/{id}/sheet"));
        let reader = Browser::at_a_browser(&site, &cast.reviewers[0].email).await;
        let officer = Browser::at_a_browser(&site, &cast.officer.email).await;
        for (reviewer, scores) in APART.into_iter().enumerate() {
            assert!(!reads(&site, &reader, &sheet).await.contains(FIRST), "not everybody has locked");
            cast.scores(&id, reviewer, scores).await;
            cast.locks(&id, reviewer).await;
        }
        let seen = reads(&site, &reader, &sheet).await;
        assert!(seen.contains(FIRST) && seen.contains("Reasons of round 1"), "{seen}");
        for said in ["Patient (you)", "Coalition member</th>", "Lay person</th>"] {
            assert!(seen.contains(said), "{said} in {seen}");
        }
        // K1, K5 and K8 of the three.
        for scores in [[4, 5, 4], [5, 4, 4], [3, 2, 3]] {
            assert!(seen.contains(&row(scores)), "{scores:?} in {seen}");
        }
        assert!(!seen.contains("reviewer_2"), "nobody is named: {seen}");
        let waits = reads(&site, &officer, &path).await;
        assert!(waits.contains("compare the anchors</p>"), "the anchors have no date of their own: {waits}");
        assert!(reads(&site, &officer, "/applications").await.contains("compare the anchors</span>"));

        cast.officer.post(&format!("{path}/calibrations"), json!({"notes": "The anchors of K5."})).await.with(201);
        let alone = json!({"score": 0, "reason": ALONE});
        cast.scores(&id, 1, AGREED[1]).await;
        cast.reviewers[1].put(&format!("{path}/scores/K1"), alone).await.with(200);
        cast.locks(&id, 1).await;
        let seen = reads(&site, &reader, &sheet).await;
        assert!(seen.contains(FIRST) && seen.contains(&row([5, 4, 4])), "{seen}");
        assert!(!seen.contains(SECOND) && !seen.contains("Quittenbeleg"), "{seen}");
        for reviewer in [0, 2] {
            cast.scores(&id, reviewer, AGREED[reviewer]).await;
            cast.locks(&id, reviewer).await;
        }
        let seen = reads(&site, &reader, &sheet).await;
        assert!(seen.contains(FIRST) && seen.contains(SECOND) && seen.contains(ALONE), "{seen}");
        site.is_whole().await;
    }
);
