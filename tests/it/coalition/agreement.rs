//! Reviewers who never agree: after the last calibration the scores stand as they are, and everybody can see it.

use super::story::APART;
use super::{Cast, guest};
use crate::on_both;
use serde_json::json;
use std::collections::BTreeMap;

on_both!(
    async fn reviewers_who_never_agree_leave_it_to_the_board_and_the_register_says_so(site) {
        let cast = Cast::of(&site).await;
        let id = cast.scoring(&site).await;
        let path = format!("/applications/{id}");
        for round in 1..=3 {
            for (reviewer, sheet) in APART.into_iter().enumerate() {
                cast.scores(&id, reviewer, sheet).await;
                cast.locks(&id, reviewer).await;
            }
            let agreement = cast.board[0].get(&format!("{path}/agreement")).await.with(200);
            assert!((agreement["alpha"].as_f64().unwrap() - 0.630).abs() < 0.0005, "{agreement}");
            let (recommendation, low) = if round < 3 { ("calibrate", false) } else { ("defer", true) };
            assert_eq!(
                (&agreement["round"], &agreement["recommendation"], &agreement["low_agreement"]),
                (&json!(round), &json!(recommendation), &json!(low))
            );
            if round < 3 {
                let notes = json!({"notes": "What an observed session is."});
                cast.officer.post(&format!("{path}/calibrations"), notes).await.with(201);
            }
        }
        let open = cast.officer.get(&path).await.with(200);
        assert_eq!(open["state"], "public_comment", "there are two calibrations and no third");
        let again = json!({"notes": "Once more."});
        cast.officer.post(&format!("{path}/calibrations"), again).await.refused(409, "illegal_transition");

        site.advance("P41D").await;
        for member in &cast.board[..5] {
            member.put(&format!("{path}/vote"), json!({"vote": "yes"})).await.with(200);
        }
        site.advance("P11D").await;
        let reasons = json!({"reasons": "The reviewers differ by one point; each median is above its minimum."});
        let decided = cast.board[0].post(&format!("{path}/decision"), reasons).await.with(201);
        assert_eq!(decided["state"], "admitted");
        site.advance("P10D").await;
        let entry = guest(&site, &cast.member()).await.with(200);
        let listed = guest(&site, "/coalition/members").await.with(200)["items"][0].clone();
        for seen in [&entry, &listed] {
            assert_eq!((&seen["low_agreement"], &seen["composite"]), (&json!(true), &json!(74.8)), "{seen}");
            assert!((seen["alpha"].as_f64().unwrap() - 0.630).abs() < 0.0005, "{seen}");
        }
        let file = guest(&site, "/coalition/members.csv").await.text;
        let mut table = csv::Reader::from_reader(file.as_bytes());
        let lines: Vec<BTreeMap<String, String>> = table.deserialize().collect::<Result<_, _>>().unwrap();
        assert_eq!(lines.len(), 1, "{file}");
        assert_eq!((lines[0]["low_agreement"].as_str(), lines[0]["composite"].as_str()), ("true", "74.8"), "{file}");
        let page = site.get(&cast.member()).await.text().await.unwrap();
        assert!(page.contains("(low agreement)"), "{page}");
        let german = site.client().get(site.url(&cast.member())).header("Accept-Language", "de");
        let german = german.send().await.unwrap().text().await.unwrap();
        assert!(german.contains("(geringe Übereinstimmung)"), "{german}");
        site.is_whole().await;
    }
);
