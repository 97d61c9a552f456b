//! What authors said, masked and answered can be checked while it stands; once it is gone, nobody's guess is confirmed.

use super::{Cast, WORDS, decides, id, with};
use crate::access::people::Person as Browser;
use crate::moderation::flag;
use crate::on_both;
use crate::support::app::{Engine, TestSite};
use crate::support::rows::Held;
use crate::support::sqlite::stands_in_file;
use candor::cases::{self, WordSaltRow};
use candor::ledger::{commitment, word_commitment};
use candor::reviews::{Decision, Review};
use candor::workflow::Workflow as _;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

const DETAIL: &str = "Second floor, February, a long day with two breaks.";
const OTHER_DETAIL: &str = "The ward, that month, with the invoice at hand.";
const REPLY: &str = "We take every comment seriously. Please call our desk so that we can talk about your concerns.";
const UPDATE: &str = "Our desk is open from eight to six.";
const BLOCKED: &str = "Thank you. Your surgery on 12 May went well.";
const MASK: &str = "The consultation was honest, the day was calm, and [removed: personal data] kept every promise.";

/// The salts of what stands in a review, and all that its events keep.
async fn kept(site: &TestSite, review: &str) -> (Vec<WordSaltRow>, String) {
    let review = review.to_owned();
    let read = site.app.read(move |reader| {
        let salts = cases::word_salts(reader.conn, Review::NAME, &review)?;
        let events = cases::events(reader.conn, Review::NAME, &review)?;
        Ok((salts, events.iter().map(|event| event.data.as_str()).collect::<Vec<_>>().join("\n")))
    });
    read.await.unwrap()
}

/// The names of the texts that these words open.
fn opened(salts: &[WordSaltRow], words: &str) -> Vec<String> {
    salts.iter().filter(|salt| salt.opens(&words).unwrap()).map(|salt| salt.field.clone()).collect()
}

fn masked() -> Decision {
    Decision::Mask { text: MASK.to_owned(), ground: "personal_data".to_owned() }
}

on_both!(
    async fn what_was_withdrawn_can_be_checked_before_and_guessed_by_nobody_after(site) {
        let cast = Cast::of(&site).await;
        let review = cast.published().await;
        let reply = format!("/reviews/{review}/reply");
        cast.stranger.post("/flags", flag("review", &review, "spam")).await.with(201);
        cast.doctor.put(&reply, json!({ "text": BLOCKED })).await.refused(422, "reply_reveals_patient");
        cast.doctor.put(&reply, json!({ "text": REPLY })).await.with(200);
        cast.doctor.post(&format!("{reply}/update"), json!({ "text": UPDATE })).await.with(201);
        decides(&site, &cast.moderator, &review, masked()).await.unwrap();
        let (salts, before) = kept(&site, &review).await;
        let texts =
            [(WORDS, "text.1"), (DETAIL, "attestation"), (REPLY, "reply.1"), (UPDATE, "update.1"), (MASK, "masked.1")];
        for (words, field) in texts {
            assert_eq!(opened(&salts, words), [field], "{words}");
            assert_eq!(opened(&salts, &format!("{words}!")), [""; 0], "other words than {words}");
        }
        assert_eq!(salts.len(), texts.len());
        for salt in &salts {
            assert!(before.contains(&salt.commitment), "{} stands in no event: {before}", salt.field);
        }
        site.is_whole().await;

        cast.patient.post(&format!("/reviews/{review}/withdrawal"), json!({})).await.with(201);
        let (left, after) = kept(&site, &review).await;
        assert!(left.is_empty(), "{left:?}");
        assert!(after.starts_with(&before), "what the events said stays: {after}");
        let held = Held::by(&site).await;
        for (words, field) in texts.into_iter().chain([(BLOCKED, "the blocked reply")]) {
            let guess = hex::encode(Sha256::digest(words));
            assert_eq!(held.tables_with(&guess), [""; 0], "{field} is confirmed by its plain digest");
        }
        for salt in &salts {
            assert_eq!(held.tables_with(&salt.salt), [""; 0], "the salt of {} is still there", salt.field);
            assert_eq!(held.tables_with(&salt.commitment), ["case_events"], "{}", salt.field);
        }
        site.is_whole().await;
    }
);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_withdrawn_is_nowhere_in_the_file_of_sqlite() {
    const SENTENCE: &str = "The lamp above the chair hummed like a kettle. ";
    let site = TestSite::start(Engine::Sqlite).await;
    let cast = Cast::of(&site).await;
    // Longer than a page of the file, and in more versions than the letters that follow could cover.
    let text = SENTENCE.repeat(200);
    let review = id(&cast.patient.post("/reviews", with(cast.review(), "text", text.clone())).await.with(201));
    for overall in [3, 2, 1] {
        let version = json!({"overall": overall, "choose_again": false, "text": text});
        cast.patient.post(&format!("/reviews/{review}/versions"), version).await.with(201);
    }
    assert!(stands_in_file(site.folder(), SENTENCE));
    cast.patient.post(&format!("/reviews/{review}/withdrawal"), json!({})).await.with(201);
    assert!(!stands_in_file(site.folder(), SENTENCE));
}

on_both!(
    async fn an_author_opens_the_first_leaf_and_the_words_with_the_receipt_alone(site) {
        let cast = Cast::of(&site).await;
        let review = cast.published().await;
        let path = format!("/reviews/{review}/receipt");
        let receipt = cast.patient.get(&path).await.with(200);
        let salt: [u8; 32] = hex::decode(receipt["salt"].as_str().unwrap()).unwrap().try_into().unwrap();
        let leaf: Value = serde_json::from_str(receipt["leaf"].as_str().unwrap()).unwrap();
        assert_eq!(leaf["commit"], commitment(&salt, &receipt["content"]).unwrap(), "{receipt}");
        let said = &receipt["content"]["data"]["review"];
        let salts = receipt["salts"].as_array().unwrap();
        assert_eq!(salts.len(), 2, "{receipt}");
        for (field, words) in [("text_commit", WORDS), ("attestation_commit", DETAIL)] {
            let opens = |one: &&Value| one["commitment"] == said[field];
            let one = salts.iter().find(opens).unwrap_or_else(|| panic!("no salt opens {field}: {receipt}"));
            assert_eq!(said[field], word_commitment(one["salt"].as_str().unwrap(), &words).unwrap(), "{field}");
        }
        let patient = Browser::at_a_browser(&site, &cast.patient.email).await;
        let page = site.client().get(site.url(&path)).header("Cookie", &patient.cookie).send().await.unwrap();
        assert_eq!(page.status(), 200);
        let page = page.text().await.unwrap();
        for one in salts {
            assert!(page.contains(one["salt"].as_str().unwrap()), "{page}");
        }
        assert!(page.contains(said["text_commit"].as_str().unwrap()), "{page}");
        assert!(page.contains("Salt of the text of your review") && page.contains("Salt of the detail"), "{page}");
        let file = site.client().get(site.url(&format!("{path}.json"))).header("Cookie", &patient.cookie);
        let file = file.send().await.unwrap();
        assert!(file.headers()["content-disposition"].to_str().unwrap().starts_with("attachment"));
        assert_eq!(file.json::<Value>().await.unwrap(), receipt);
        cast.stranger.get(&path).await.refused(403, "forbidden");

        // A later version has a salt of its own, which is not for this leaf.
        let version = json!({"overall": 4, "choose_again": true, "text": WORDS});
        cast.patient.post(&format!("/reviews/{review}/versions"), version).await.with(201);
        assert_eq!(cast.patient.get(&path).await.with(200), receipt);
        cast.patient.post(&format!("/reviews/{review}/withdrawal"), json!({})).await.with(201);
        let last = cast.patient.get(&path).await.with(200);
        assert_eq!((&last["content"], &last["salts"]), (&receipt["content"], &json!([])));
        site.is_whole().await;
    }
);

on_both!(
    async fn what_takes_the_place_of_other_words_takes_their_salt_too(site) {
        let cast = Cast::of(&site).await;
        let review = cast.published().await;
        let (first, _) = kept(&site, &review).await;
        let version = json!({"overall": 4, "choose_again": true, "text": WORDS});
        let path = format!("/reviews/{review}/versions");
        cast.patient.post(&path, version.clone()).await.with(201);
        let (second, _) = kept(&site, &review).await;
        assert_eq!(opened(&second, WORDS), ["text.1", "text.2"], "earlier versions stay readable");
        assert_eq!(opened(&second, DETAIL), ["attestation"], "what nobody changed is what it was");
        let salt_of = |salts: &[WordSaltRow], field: &str| {
            salts.iter().find(|salt| salt.field == field).unwrap().salt.clone()
        };
        assert_eq!(salt_of(&first, "attestation"), salt_of(&second, "attestation"));
        assert_ne!(salt_of(&second, "text.1"), salt_of(&second, "text.2"), "each text has a salt of its own");
        let mut attested = version;
        attested["attestation"] = json!({ "detail": OTHER_DETAIL });
        cast.patient.post(&path, attested).await.with(201);
        decides(&site, &cast.moderator, &review, masked()).await.unwrap();
        let (third, _) = kept(&site, &review).await;
        assert_eq!((opened(&third, DETAIL).len(), opened(&third, OTHER_DETAIL).len()), (0, 1));
        assert_eq!(opened(&third, MASK), ["masked.3"]);
        decides(&site, &cast.other_moderator, &review, Decision::Restore).await.unwrap();
        let (last, events) = kept(&site, &review).await;
        assert_eq!(opened(&last, MASK), [""; 0], "the mask is gone");
        assert_eq!(opened(&last, WORDS), ["text.1", "text.2", "text.3"]);
        let mask = third.iter().find(|salt| salt.field == "masked.3").unwrap();
        assert!(events.contains(&mask.commitment), "that there was one stays on record: {events}");
        site.is_whole().await;
    }
);
