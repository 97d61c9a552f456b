//! The other side's reply: once, updated once, and never so that it reveals a patient.

use super::{Cast, guest};
use crate::access::people::Person;
use crate::on_both;
use candor::db::schema::{review_blocked_drafts, review_replies};
use diesel::prelude::*;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

const NEUTRAL: &str = "We take every comment seriously. Please call our desk so that we can talk about your concerns.";

on_both!(
    async fn a_reply_and_its_one_update(site) {
        let cast = Cast::of(&site).await;
        let review = cast.published().await;
        let (reply, update) = (format!("/reviews/{review}/reply"), format!("/reviews/{review}/reply/update"));
        let said = json!({"text": NEUTRAL});
        cast.stranger.put(&reply, said.clone()).await.refused(403, "forbidden");
        cast.patient.put(&reply, said.clone()).await.refused(403, "forbidden");
        cast.doctor.post(&update, said.clone()).await.refused(409, "no_reply");
        let replied = cast.doctor.put(&reply, said.clone()).await.with(200);
        assert_eq!((&replied["reply"]["text"], &replied["reply"]["update"]), (&NEUTRAL.into(), &Value::Null));
        cast.doctor.put(&reply, said.clone()).await.refused(409, "already_replied");
        let more = json!({"text": "Our desk is open from eight to six."});
        let updated = cast.doctor.post(&update, more.clone()).await.with(201);
        assert_eq!(updated["reply"]["update"], more["text"]);
        cast.doctor.post(&update, more).await.refused(409, "reply_already_updated");
        let seen = guest(&site, &format!("/api/v1/reviews/{review}")).await.with(200);
        assert_eq!(seen["reply"]["text"], NEUTRAL);
        assert_eq!(site.letters_about(&cast.patient.email, "replied to your review").await.len(), 2);
        let version = json!({"overall": 5, "choose_again": true, "text": crate::reviews::WORDS});
        cast.patient.post(&format!("/reviews/{review}/versions"), version).await.with(201);
        cast.doctor.put(&reply, said).await.with(200);
        cast.patient.post(&format!("/reviews/{review}/withdrawal"), json!({})).await.with(201);
        assert_eq!(cast.list(&site).await["withdrawn_after_contact"], 1);
        site.is_whole().await;
    }
);

on_both!(
    async fn a_reply_that_reveals_a_patient_is_blocked_and_leaves_its_hash(site) {
        let cast = Cast::of(&site).await;
        let review = cast.published().await;
        let text = "Thank you. Your surgery on 12 May went well and you paid 3,000 euros; our records show it.";
        let blocked = cast.doctor.put(&format!("/reviews/{review}/reply"), json!({ "text": text })).await;
        let problem = blocked.refused(422, "reply_reveals_patient");
        let errors = problem["errors"].as_array().unwrap();
        let codes: Vec<_> = errors.iter().map(|error| error["code"].as_str().unwrap()).collect();
        for code in ["reveals_treatment", "reveals_payment", "reveals_records"] {
            assert!(codes.contains(&code), "{codes:?}");
        }
        for error in errors {
            let (start, end) = (error["start"].as_u64().unwrap(), error["end"].as_u64().unwrap());
            assert!(error["pointer"] == "/text" && start < end && end <= text.len() as u64, "{error}");
        }
        assert_eq!(guest(&site, &format!("/api/v1/reviews/{review}")).await.with(200)["reply"], Value::Null);
        let kept: Vec<String> =
            site.app.read(|reader| Ok(review_blocked_drafts::table.select(review_blocked_drafts::draft_hash).load(reader.conn)?)).await.unwrap();
        assert_eq!(kept.len(), 1);
        assert_eq!(kept[0].len(), 64, "the hash, and nothing else");
        assert_ne!(kept[0], hex::encode(Sha256::digest(text)), "nobody confirms a guess");
        cast.doctor.put(&format!("/reviews/{review}/reply"), json!({"text": NEUTRAL})).await.with(200);
        let named = json!({"text": "Dear patient, we wish you well."});
        cast.doctor.post(&format!("/reviews/{review}/reply/update"), named).await.refused(422, "reply_reveals_patient");
        let mr = json!({"text": "We greet Mr. Brown, our patient of last May, who came to us on the advice of his psychiatrist when he visited us."});
        let update = cast.doctor.post(&format!("/reviews/{review}/reply/update"), mr).await;
        let problem = update.refused(422, "reply_reveals_patient");
        let errors = problem["errors"].as_array().unwrap();
        let codes: Vec<_> = errors.iter().map(|error| error["code"].as_str().unwrap()).collect();
        for code in ["reveals_name", "reveals_patient", "reveals_visit", "reveals_diagnosis"] {
            assert!(codes.contains(&code), "{codes:?}");
        }
        site.is_whole().await;
    }
);

on_both!(
    async fn a_blocked_draft_stays_in_its_form_with_the_words_marked(site) {
        let cast = Cast::of(&site).await;
        let review = cast.published().await;
        let mut doctor = Person { email: cast.doctor.email.clone(), ..Person::default() };
        doctor.sign_in(&site).await;
        let path = format!("/reviews/{review}/reply");
        let sends = async |text: &str| {
            let form = [("_csrf", doctor.csrf.as_str()), ("text", text)];
            let request = site.client().post(site.url(&path)).header("Origin", &site.address);
            let answer = request.header("Cookie", &doctor.cookie).form(&form).send().await.unwrap();
            (answer.status().as_u16(), answer.text().await.unwrap())
        };
        let (status, page) = sends("Grüße! Your surgery went well. Call our desk.").await;
        assert_eq!(status, 422);
        assert!(page.contains("Grüße! <mark>Your surgery went</mark> well."), "{page}");
        let (_, form) = page.split_once("<textarea").unwrap();
        let (draft, _) = form.split_once("</textarea>").unwrap();
        assert!(draft.ends_with("Grüße! Your surgery went well. Call our desk."), "{draft}");
        assert_eq!(guest(&site, &format!("/api/v1/reviews/{review}")).await.with(200)["reply"], Value::Null);
        assert_eq!(sends(NEUTRAL).await.0, 303);
        assert_eq!(guest(&site, &format!("/api/v1/reviews/{review}")).await.with(200)["reply"]["text"], NEUTRAL);
        site.is_whole().await;
    }
);

on_both!(
    async fn a_withdrawal_takes_the_words_of_both_sides(site) {
        let cast = Cast::of(&site).await;
        let review = cast.published().await;
        let path = format!("/reviews/{review}");
        cast.doctor.put(&format!("{path}/reply"), json!({"text": NEUTRAL})).await.with(200);
        let more = json!({"text": "Our desk is open from eight to six."});
        cast.doctor.post(&format!("{path}/reply/update"), more).await.with(201);
        cast.patient.post(&format!("{path}/withdrawal"), json!({})).await.with(201);
        for who in [&cast.patient, &cast.doctor, &*cast.moderator, &*cast.officer] {
            let seen = who.get(&path).await;
            assert!(!seen.text.contains("We take every comment") && !seen.text.contains("eight to six"), "{}", seen.text);
            assert_eq!(seen.with(200)["reply"], Value::Null);
        }
        let kept: Vec<(String, Option<String>)> = site
            .app
            .read(|reader| Ok(review_replies::table.select((review_replies::text, review_replies::update_text)).load(reader.conn)?))
            .await
            .unwrap();
        assert_eq!(kept, [(String::new(), None)]);
        site.is_whole().await;
    }
);
