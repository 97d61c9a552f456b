//! Reviewers who never agree: after the last calibration the scores stand as they are, and everybody can see it.

use super::pages::reads;
use super::story::APART;
use super::{Cast, SCORING, guest};
use crate::access::people::Person as Browser;
use crate::on_both;
use serde_json::json;
use std::collections::BTreeMap;

on_both!(
    async fn reviewers_who_never_agree_leave_it_to_the_board_and_the_register_says_so(site after &SCORING) {
        let (cast, id) = Cast::with_application(&site);
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

on_both!(
    async fn a_deferral_names_the_criterion_below_its_minimum(site after &SCORING) {
        let (cast, id) = Cast::with_application(&site);
        let path = format!("/applications/{id}");
        for reviewer in 0..3 {
            cast.scores(&id, reviewer, [5, 5, 5, 5, 3, 5, 5, 5]).await;
            cast.locks(&id, reviewer).await;
        }
        site.advance("P41D").await;
        for member in &cast.board {
            member.put(&format!("{path}/vote"), json!({"vote": "yes"})).await.with(200);
        }
        let decided = cast.board[0].post(&format!("{path}/decision"), json!({})).await.with(201);
        assert_eq!((&decided["state"], &decided["decision"]["reasons"]), (&json!("deferred"), &json!(null)));
        let told = cast.applicant.get(&path).await.with(200);
        for seen in [&decided, &told] {
            let named = (&seen["decision"]["failed_minimums"], &seen["decision"]["gaps"]);
            assert_eq!(named, (&json!(["K5"]), &json!(["K5"])), "{seen}");
        }
        let letters = site.letters_about(&cast.applicant.email, "the decision").await;
        let words: Vec<String> = letters.iter().map(|letter| letter.text().split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        assert!(words.len() == 1 && words[0].contains("K5 ") && words[0].contains("at least 4"), "{words:?}");

        let mut browsers = Vec::new();
        for reader in [&cast.applicant, &cast.officer] {
            reader.get(&format!("{path}/agreement")).await.refused(403, "forbidden");
            let browser = Browser::at_a_browser(&site, &reader.email).await;
            let page = reads(&site, &browser, &path).await;
            assert!(!page.contains("id=\"verdict\""), "the page tells no more: {page}");
            browsers.push(browser);
        }
        let board = Browser::at_a_browser(&site, &cast.board[0].email).await;
        assert!(reads(&site, &board, &path).await.contains("id=\"verdict\""), "the board has them before");
        site.advance("P10D").await;
        for browser in &browsers {
            let page = reads(&site, browser, &path).await;
            assert!(page.contains("id=\"verdict\""), "{page}");
        }
        for reader in [&cast.applicant, &cast.officer] {
            let agreement = reader.get(&format!("{path}/agreement")).await.with(200);
            assert_eq!((&agreement["composite"], &agreement["failed_minimums"]), (&json!(90.0), &json!(["K5"])));
            reader.get(&format!("{path}/scores")).await.refused(403, "forbidden");
        }
        site.is_whole().await;
    }
);
