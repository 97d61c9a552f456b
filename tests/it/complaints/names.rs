//! The name under which the clinic knows a patient: who reads it, in place of the one used here, and where it never is.

use super::{Cast, events_that_hold, page};
use crate::on_both;
use crate::support::letters::link_in;
use crate::support::people::{ClinicByLink, Stranger, complaint_about};
use serde_json::Value;

on_both!(
    async fn the_clinic_reads_the_name_it_knows_and_not_the_one_used_here(site) {
        let cast = Cast::of(&site).await;
        let desk = Stranger::of(&site, "desk_of_bosporus").await;
        cast.clinic.claimed_by(&site, &desk).await;
        let mut complaint = complaint_about(&cast.clinic);
        complaint["patient_name"] = "  Ada   Lovering ".into();
        let case = cast.patient.files(complaint).await;
        cast.officer.sends_to_clinic(&case).await;
        for who in [&*cast.patient, &*cast.officer] {
            let seen = who.reads(&case).await;
            assert_eq!(seen["patient_name"], "Ada Lovering", "{seen}");
            assert_eq!(seen["complainant"]["display_name"], "teal_bicycle", "{seen}");
        }
        let seen = desk.reads(&case).await;
        assert_eq!((&seen["patient_name"], &seen["complainant"]), (&"Ada Lovering".into(), &Value::Null), "{seen}");
        assert!(!seen.to_string().contains(cast.patient.id.as_str()), "{seen}");
        let letter = site.letter_to(&cast.clinic.email, "/case-links/").await;
        let token = link_in(&letter, "/case-links/");
        let by_link = ClinicByLink::with_token(&site, &token).reads().await.with(200).to_string();
        let opened = site.get(&format!("/case-links/{token}")).await.text().await.unwrap();
        let (_, own) = page(&site, &desk, &format!("/complaints/{case}")).await;
        let written = site.letters_about(&cast.clinic.email, "please answer by").await[0].text();
        for told in [&by_link, &opened, &own, &written] {
            assert!(told.contains("Ada Lovering") && !told.contains("teal_bicycle"), "{told}");
        }
        let (_, of_patient) = page(&site, &cast.patient, &format!("/complaints/{case}")).await;
        assert!(of_patient.contains("The clinic: only the name it knows you by"), "{of_patient}");
        let (_, of_officer) = page(&site, &cast.officer, &format!("/complaints/{case}")).await;
        assert!(of_officer.contains("The clinic: only the name it knows the patient by"), "{of_officer}");
        assert_eq!(events_that_hold(&site, "Lovering").await, 0, "no leaf commits to it");
        site.is_whole().await;
    }
);

on_both!(
    async fn without_consent_no_name_is_told_and_without_a_name_the_one_used_here(site) {
        let cast = Cast::of(&site).await;
        let desk = Stranger::of(&site, "desk_of_bosporus").await;
        cast.clinic.claimed_by(&site, &desk).await;
        let mut complaint = complaint_about(&cast.clinic);
        complaint["patient_name"] = "Ada Lovering".into();
        complaint["identity_consent"] = false.into();
        let case = cast.patient.files(complaint.clone()).await;
        cast.officer.sends_to_clinic(&case).await;
        let seen = desk.reads(&case).await.to_string();
        let written = site.letters_about(&cast.clinic.email, "please answer by").await[0].text();
        for told in [&seen, &written] {
            assert!(!told.contains("Lovering") && !told.contains("teal_bicycle"), "{told}");
        }
        let other = cast.case_with_clinic().await;
        let seen = desk.reads(&other).await;
        assert_eq!((&seen["patient_name"], &seen["complainant"]["display_name"]), (&Value::Null, &"teal_bicycle".into()));
        complaint["patient_name"] = "a".repeat(121).into();
        cast.patient.post("/complaints", complaint).await.wrong("/patient_name", "too_long");
        site.is_whole().await;
    }
);
