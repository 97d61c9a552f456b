//! Peers and patients who are asked about an applicant: who they may be, and how often they hear of it.

use super::Cast;
use crate::on_both;
use crate::support::letters::link_in;
use crate::support::people::send;
use serde_json::{Value, json};
use std::collections::BTreeMap;

on_both!(
    async fn everybody_who_is_asked_is_reminded_on_days_7_and_14_and_never_again(site) {
        let cast = Cast::of(&site).await;
        cast.verified().await;
        let heard = async || {
            let mut heard: BTreeMap<String, usize> = BTreeMap::new();
            for letter in cast.asked(&site).await {
                *heard.entry(letter.to[0].clone()).or_default() += 1;
            }
            heard
        };
        site.advance("P22D").await;
        let (first, drawn_anew): (Vec<_>, Vec<_>) = heard().await.into_values().partition(|letters| *letters == 3);
        assert_eq!((first.len(), drawn_anew), (12, vec![1; 10]), "two peers and ten patients, then ten others");
        site.advance("P30D").await;
        let heard = heard().await;
        assert_eq!(heard.into_values().collect::<Vec<_>>(), [3; 22], "asked once, and reminded twice");
        site.is_whole().await;
    }
);

on_both!(
    async fn nobody_more_is_asked_once_an_officer_lets_few_answers_pass(site) {
        let cast = Cast::of(&site).await;
        let id = cast.verified().await;
        let yes = json!({"answer": "yes", "note": "They answered by telephone."});
        cast.officer.put(&format!("/applications/{id}/gates/G8"), yes).await.with(200);
        site.advance("P22D").await;
        let mut asked: Vec<String> = cast.asked(&site).await.into_iter().map(|letter| letter.to[0].clone()).collect();
        asked.sort();
        asked.dedup();
        assert_eq!(asked.len(), 12, "two peers and ten patients, and nobody anew: {asked:?}");
        let inbox = site.app.config().mail.coalition_inbox.clone();
        assert!(site.letters_about(&inbox, "a date has passed").await.is_empty(), "nothing is due");
        site.is_whole().await;
    }
);

on_both!(
    async fn a_link_that_opens_nothing_says_so_whatever_is_sent(site) {
        let cast = Cast::of(&site).await;
        cast.verified().await;
        let letters = cast.asked(&site).await;
        let answers = |token: &str| site.url(&format!("/api/v1/reference-links/{token}/answers"));
        let sends = async |token: &str, body: Value| send(site.client().post(answers(token)).json(&body)).await;
        let (one, unknown) = (link_in(&letters[0], "/reference-links/"), "0".repeat(64));
        let bodies = [json!({"consent": true}), json!({}), json!({"consent": "perhaps", "more": 1})];
        for body in &bodies {
            sends(&unknown, body.clone()).await.refused(404, "reference_link_over");
            sends(&one, body.clone()).await.refused(422, "invalid");
        }
        send(site.client().post(answers(&unknown)).body("{")).await.refused(404, "reference_link_over");
        sends(&one, json!({"consent": false})).await.with(201);
        for body in bodies {
            sends(&one, body).await.refused(404, "reference_link_over");
        }
        site.is_whole().await;
    }
);
