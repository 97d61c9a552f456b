//! What a leaf commits to stays: whoever holds the salt opens it with the event, whatever became of the case since.

use super::{Cast, events_that_hold};
use crate::on_both;
use crate::support::ledger;
use crate::support::people::{ClinicByLink, complaint_about};
use crate::support::rows::Held;
use candor::ledger::{commitment, word_commitment};
use diesel::prelude::*;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

const ACCOUNT: &str = "They counted fewer grafts than I paid for.";

on_both!(
    async fn the_patient_opens_the_first_leaf_after_everything_has_changed(site) {
        let cast = Cast::of(&site).await;
        let mut complaint = complaint_about(&cast.clinic);
        complaint["public_narrative"] = ACCOUNT.into();
        complaint["publish_narrative"] = true.into();
        let case = cast.patient.files(complaint).await;
        cast.officer.sorts(&case, json!({"category": "pricing_refund", "letter_to": "desk@bosporus.example"})).await;
        cast.patient.delete(&format!("/complaints/{case}/public-narrative")).await.with(200);

        let receipt = cast.patient.get(&format!("/complaints/{case}/receipt")).await.with(200);
        assert_eq!(receipt["salts"], json!([]), "no guess is confirmed");
        let first = cast.patient.events(&case).await.remove(0);
        assert_eq!(events_that_hold(&site, "They counted fewer grafts").await, 0, "taken back means gone");
        assert_eq!(first["data"]["complaint"]["category"], "graft_count_dispute");
        let content = json!({
            "id": case, "event": first["type"], "from": first["from"], "to": first["to"], "data": first["data"],
        });
        let salt: [u8; 32] = hex::decode(receipt["salt"].as_str().unwrap()).unwrap().try_into().unwrap();
        let leaf: Value = serde_json::from_str(receipt["leaf"].as_str().unwrap()).unwrap();
        assert_eq!(leaf["commit"], commitment(&salt, &content).unwrap(), "{content}");
        assert_eq!(receipt["content"], content, "the receipt alone is enough");
        site.is_whole().await;
    }
);

on_both!(
    async fn an_account_can_be_checked_until_it_is_taken_back_and_guessed_by_nobody_after(site) {
        let cast = Cast::of(&site).await;
        let mut complaint = complaint_about(&cast.clinic);
        complaint["public_narrative"] = ACCOUNT.into();
        complaint["publish_narrative"] = true.into();
        let case = cast.patient.files(complaint).await;
        let first = cast.patient.events(&case).await.remove(0);
        let said = first["data"]["complaint"]["public_narrative_commit"].as_str().unwrap().to_owned();
        let salt = first["salts"][0]["salt"].as_str().unwrap().to_owned();
        assert_eq!(first["salts"], json!([{"commitment": said, "salt": salt}]));
        let receipt = cast.patient.get(&format!("/complaints/{case}/receipt")).await.with(200);
        assert_eq!(receipt["content"]["data"]["complaint"]["public_narrative_commit"], said.as_str());
        assert_eq!(receipt["salts"], first["salts"], "what proves the account is in the receipt");
        assert_eq!(said, word_commitment(&salt, &ACCOUNT).unwrap());
        assert_eq!(cast.officer.events(&case).await[0]["salts"], first["salts"], "who reads the words can check them");

        let path = format!("/complaints/{case}/public-narrative");
        cast.patient.put(&path, json!({"text": "They counted far fewer grafts."})).await.with(200);
        let events = cast.patient.events(&case).await;
        assert_eq!(events[0]["salts"], json!([]), "other words stand in their place");
        let (event, other) = (&events[events.len() - 1], "They counted far fewer grafts.");
        let salt_of_other = event["salts"][0]["salt"].as_str().unwrap();
        assert_eq!(event["data"]["text_commit"], word_commitment(salt_of_other, &other).unwrap());
        site.is_whole().await;

        cast.patient.delete(&path).await.with(200);
        let after = cast.patient.events(&case).await;
        assert_eq!(after[0]["data"], first["data"], "what was committed to stays");
        assert!(after.iter().all(|event| event["salts"] == json!([])), "{after:?}");
        let held = Held::by(&site).await;
        for words in [ACCOUNT, other] {
            assert_eq!(held.tables_with(&hex::encode(Sha256::digest(words))), [""; 0], "{words}");
        }
        for salt in [salt.as_str(), salt_of_other] {
            assert_eq!(held.tables_with(salt), [""; 0], "the salt is still there");
        }
        assert_eq!(held.tables_with(&said), ["case_events"]);
        site.is_whole().await;
    }
);

on_both!(
    async fn words_that_were_changed_since_are_found(site) {
        let cast = Cast::of(&site).await;
        let case = cast.case_with_clinic().await;
        ClinicByLink::opens_letter(&site, &cast.clinic).await.responds("explained").await.with(201);
        let satisfied = json!({"satisfied": "yes", "text": "They counted again, and paid."});
        cast.patient.acts(&case, "feedback", satisfied).await.with(201);
        site.is_whole().await;
        let mut connection = ledger::connect(&site.app.config().database_url());
        for change in [
            "UPDATE complaint_statements SET text = 'We never counted.' WHERE kind = 'response'",
            "UPDATE complaint_statements SET text = 'They paid nothing.' WHERE kind = 'feedback'",
            "UPDATE case_events SET data = '{}' WHERE event = 'responded'",
        ] {
            let (_, before) = ledger::look(site.app.site());
            assert_eq!(diesel::sql_query(change).execute(&mut connection).unwrap(), 1, "{change}");
            let (_, after) = ledger::look(site.app.site());
            assert!(after.len() > before.len(), "nobody noticed: {change}: {after:?}");
        }
    }
);
