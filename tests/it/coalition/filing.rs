//! What an applicant files: sections that are written, emptied and found wanting.

use super::appeals::{appeals, reviewed};
use super::pages::reads;
use super::{ADMITTED, Cast, GATES, GATHERED, guest};
use crate::access::people::Person as Browser;
use crate::on_both;
use candor::ledger::{commitment, word_commitment};
use serde_json::{Value, json};

on_both!(
    async fn null_empties_a_section_and_what_is_absent_stays(site after &GATHERED) {
        let cast = Cast::there(&site);
        let started = cast.applicant.post("/applications", json!({"physician_id": cast.physician})).await.with(201);
        let path = format!("/applications/{}", started["id"].as_str().unwrap());
        let whole = cast.saves(&path, Cast::form()).await.with(200);
        let saved = cast.saves(&path, json!({"practice": null})).await.with(200);
        assert_eq!((&saved["practice"], &saved["gaps"]), (&Value::Null, &json!(["practice"])));
        for section in ["licences", "cases", "peers", "patients", "agreements"] {
            assert_eq!(saved[section], whole[section], "{section}");
        }
        let saved = cast.saves(&path, json!({"licences": null, "peers": null, "patients": null})).await.with(200);
        assert_eq!((&saved["licences"], &saved["peers"], &saved["patients"]), (&json!([]), &json!([]), &json!([])));
        assert_eq!(saved["gaps"], json!(["licences", "practice", "peers", "patients"]));
        let saved = cast.saves(&path, json!({"cases": null, "agreements": null, "practice": "Again."})).await.with(200);
        assert_eq!((&saved["cases"], &saved["agreements"]), (&Value::Null, &Value::Null));
        assert_eq!(saved["gaps"], json!(["licences", "cases", "peers", "patients", "agreements"]));
        site.is_whole().await;
    }
);

on_both!(
    async fn an_applicant_opens_the_entry_and_the_form_with_the_receipt_alone(site after &GATHERED) {
        let cast = Cast::there(&site);
        let id = cast.handed_in().await;
        let path = format!("/applications/{id}");
        let own = format!("{path}/receipt");
        let receipt = cast.applicant.get(&own).await.with(200);
        let salt: [u8; 32] = hex::decode(receipt["salt"].as_str().unwrap()).unwrap().try_into().unwrap();
        let leaf: Value = serde_json::from_str(receipt["leaf"].as_str().unwrap()).unwrap();
        assert_eq!((&leaf["type"], &leaf["state"]), (&json!("membership.submitted"), &json!("submitted")));
        assert_eq!(leaf["commit"], commitment(&salt, &receipt["content"]).unwrap(), "{receipt}");
        let (said, salts) = (&receipt["content"]["data"]["form_commit"], receipt["salts"].as_array().unwrap());
        assert_eq!((salts.len(), &salts[0]["commitment"]), (1, said), "{receipt}");
        let seen = cast.applicant.get(&path).await.with(200);
        let sections = ["licences", "practice", "cases", "peers", "patients", "agreements"];
        let form: Value = sections.into_iter().map(|section| (section, seen[section].clone())).collect();
        assert_eq!(*said, word_commitment(salts[0]["salt"].as_str().unwrap(), &form).unwrap(), "{form}");

        let applicant = Browser::at_a_browser(&site, &cast.applicant.email).await;
        assert!(reads(&site, &applicant, &path).await.contains(&format!("href=\"{own}\"")));
        let page = reads(&site, &applicant, &own).await;
        for part in [said, &salts[0]["salt"], &receipt["salt"]] {
            assert!(page.contains(part.as_str().unwrap()), "{part}: {page}");
        }
        let officer = Browser::at_a_browser(&site, &cast.officer.email).await;
        assert!(!reads(&site, &officer, &path).await.contains(&own), "nobody else is led there");
        cast.officer.get(&own).await.refused(403, "forbidden");
        cast.stranger.get(&own).await.refused(404, "not_found");

        // Another form took the place of that one: nobody's guess about it is confirmed.
        cast.saves(&path, json!({"practice": "Fifteen years."})).await.with(200);
        let last = cast.applicant.get(&own).await.with(200);
        assert_eq!((&last["content"], &last["salts"]), (&receipt["content"], &json!([])));
        site.is_whole().await;
    }
);

on_both!(
    async fn nobody_speaks_for_themselves_and_nobody_twice(site after &GATHERED) {
        let cast = Cast::there(&site);
        let started = cast.applicant.post("/applications", json!({"physician_id": cast.physician})).await.with(201);
        let id = started["id"].as_str().unwrap();
        let path = format!("/applications/{id}");
        let mut form = Cast::form();
        form["peers"][1]["email"] = json!(cast.applicant.email.to_uppercase());
        form["patients"][3]["email"] = json!(cast.applicant.email);
        form["patients"][51]["email"] = form["peers"][0]["email"].clone();
        let saved = cast.saves(&path, form).await.with(200);
        assert_eq!(saved["gaps"], json!(["peers", "patients"]));
        let fields = json!([
            {"pointer": "/peers/1/email", "code": "own_address"},
            {"pointer": "/patients/3/email", "code": "own_address"},
            {"pointer": "/patients/51/email", "code": "also_peer"},
        ]);
        assert_eq!(saved["gap_fields"], fields);
        let handed = cast.applicant.post(&format!("{path}/submission"), json!({})).await.with(201);
        assert_eq!(handed["gap_fields"], fields);
        site.advance("P8D").await;
        let told = site.letters_about(&cast.applicant.email, "what is still missing").await;
        let text = told[0].text();
        assert!(text.contains("Colleagues, line 2") && text.contains("Former patients, line 52"), "{text}");
        let mut state = json!(null);
        for gate in GATES {
            state = cast.passes(id, gate).await["state"].clone();
        }
        assert_eq!(state, "references", "what an officer has passed waits for no form");
        let asked = cast.asked(&site).await;
        assert_eq!(asked.len(), 11, "ten patients and the peer who is somebody else");
        let own = cast.applicant.email.to_lowercase();
        let is_own = |to: &String| to.to_lowercase() == own;
        assert!(!asked.iter().flat_map(|letter| &letter.to).any(is_own), "nobody is asked for their own word");
        site.is_whole().await;
    }
);

on_both!(
    async fn a_licence_that_had_ended_is_a_gap_until_another_is_named(site after &GATHERED) {
        let cast = Cast::there(&site);
        let started = cast.applicant.post("/applications", json!({"physician_id": cast.physician})).await.with(201);
        let id = started["id"].as_str().unwrap();
        let path = format!("/applications/{id}");
        let mut form = Cast::form();
        form["licences"][0]["expires_on"] = json!("2026-03-31");
        assert_eq!(cast.saves(&path, form.clone()).await.with(200)["gaps"], json!([]), "it holds while it is written");
        site.advance("P40D").await;
        let handed = cast.applicant.post(&format!("{path}/submission"), json!({})).await.with(201);
        assert_eq!(handed["gaps"], json!(["licences"]));
        assert_eq!(handed["gap_fields"], json!([{"pointer": "/licences/0/expires_on", "code": "licence_over"}]));
        let page = cast.applicant.get(&path).await.with(200);
        assert_eq!(page["next"]["actor"], "credentialing_officer", "{page}");
        form["licences"][0]["expires_on"] = json!("2027-03-31");
        let saved = cast.saves(&path, json!({"licences": form["licences"]})).await.with(200);
        assert_eq!((&saved["state"], &saved["gap_fields"]), (&json!("gate_check"), &json!([])));
        site.is_whole().await;
    }
);

on_both!(
    async fn a_draft_is_handed_in_only_while_its_physician_may_apply(site after &ADMITTED) {
        let cast = Cast::there(&site);
        site.advance("P400D").await;
        assert_eq!(guest(&site, &cast.member()).await.with(200)["state"], "lapsed", "the licence has ended");
        let start = json!({"physician_id": cast.physician});
        let draft = cast.applicant.post("/applications", start).await.with(201)["id"].as_str().unwrap().to_owned();
        let submission = format!("/applications/{draft}/submission");
        let renewed = json!({"expires_on": "2032-03-31"});
        cast.officer.put(&format!("{}/licence", cast.member()), renewed).await.with(200);
        cast.applicant.post(&submission, json!({})).await.refused(409, "already_member");
        reviewed(&cast).await;
        let removal = json!({"measure": "removal", "reasons": "It was meant."});
        assert_eq!(cast.takes(removal, (7, 0)).await["state"], "removed");
        cast.applicant.post(&submission, json!({})).await.refused(409, "reapply_too_soon");
        site.advance("P735D").await;
        assert_eq!(cast.applicant.post(&submission, json!({})).await.with(201)["state"], "gate_check");
        cast.applicant.post(&submission, json!({})).await.refused(409, "illegal_transition");
        site.is_whole().await;
    }
);

on_both!(
    async fn nobody_applies_again_while_their_own_appeal_waits(site after &ADMITTED) {
        let cast = Cast::there(&site);
        let (member, start) = (cast.member(), json!({"physician_id": cast.physician}));
        reviewed(&cast).await;
        let warning = json!({"measure": "warning", "reasons": "Twice."});
        let warned = cast.board[0].post(&format!("{member}/measures"), warning).await.with(201);
        assert_eq!(warned["state"], "probation");
        appeals(&cast).await;
        cast.applicant.post("/applications", start.clone()).await.refused(409, "already_member");
        let gone = json!({"reason": "I retire."});
        let gone = cast.applicant.post(&format!("{member}/resignation"), gone).await.with(201);
        assert_eq!((&gone["state"], &gone["left_open"]), (&json!("resigned"), &Value::Null));
        cast.applicant.post("/applications", start.clone()).await.refused(409, "appeal_waits");
        cast.hears("upheld", "It was twice.").await;
        cast.applicant.post("/applications", start).await.with(201);
        site.is_whole().await;
    }
);
