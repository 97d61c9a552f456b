//! What a leaf commits to stays: whoever holds the salt opens it with the event, whatever became of the case since.

use super::{Cast, events_that_hold};
use crate::on_both;
use crate::support::ledger;
use crate::support::people::{ClinicByLink, complaint_about};
use candor::ledger::{commitment, digest};
use diesel::prelude::*;
use serde_json::{Value, json};

on_both!(
    async fn the_patient_opens_the_first_leaf_after_everything_has_changed(site) {
        let cast = Cast::of(&site).await;
        let mut complaint = complaint_about(&cast.clinic);
        complaint["public_narrative"] = "They counted fewer grafts than I paid for.".into();
        complaint["publish_narrative"] = true.into();
        let case = cast.patient.files(complaint).await;
        cast.officer.sorts(&case, json!({"category": "pricing_refund", "letter_to": "desk@bosporus.example"})).await;
        cast.patient.delete(&format!("/complaints/{case}/public-narrative")).await.with(200);

        let receipt = cast.patient.get(&format!("/complaints/{case}/receipt")).await.with(200);
        let first = cast.patient.events(&case).await.remove(0);
        assert_eq!(events_that_hold(&site, "They counted fewer grafts").await, 0, "taken back means gone");
        let of_words = digest(&"They counted fewer grafts than I paid for.").unwrap();
        assert_eq!(first["data"]["complaint"]["public_narrative_sha256"], of_words);
        assert_eq!(first["data"]["complaint"]["category"], "graft_count_dispute");
        let content = json!({
            "id": case, "event": first["type"], "from": first["from"], "to": first["to"], "data": first["data"],
        });
        let salt: [u8; 32] = hex::decode(receipt["salt"].as_str().unwrap()).unwrap().try_into().unwrap();
        let leaf: Value = serde_json::from_str(receipt["leaf"].as_str().unwrap()).unwrap();
        assert_eq!(leaf["commit"], commitment(&salt, &content).unwrap(), "{content}");
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
