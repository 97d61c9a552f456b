//! A patient who filed without a name agrees to be named after all, as long as the clinic has not been written to.

use super::{Cast, events_that_hold, kinds, offered, page};
use crate::access::people::Person as Browser;
use crate::on_both;
use crate::support::app::TestSite;
use crate::support::people::{Stranger, complaint_about};
use serde_json::json;

/// A complaint of somebody who does not want to face the clinic.
async fn unnamed(cast: &Cast) -> String {
    let mut complaint = complaint_about(&cast.clinic);
    complaint["identity_consent"] = false.into();
    cast.patient.files(complaint).await
}

/// The words of the newest letter about this, however its lines were broken.
async fn letter(site: &TestSite, address: &str, subject: &str) -> String {
    let letters = site.letters_about(address, subject).await;
    letters.last().unwrap().text().split_whitespace().collect::<Vec<_>>().join(" ")
}

on_both!(
    async fn an_unnamed_patient_agrees_on_the_page_and_the_clinic_reads_the_name(site) {
        let cast = Cast::of(&site).await;
        let stranger = Stranger::of(&site, "grey_heron").await;
        let case = unnamed(&cast).await;
        let receipt = letter(&site, &cast.patient.email, "We have your complaint").await;
        assert!(receipt.contains("agree on the page of the case before the clinic is written to"), "{receipt}");
        let here = format!("/complaints/{case}");
        let (_, own) = page(&site, &cast.patient, &here).await;
        assert!(own.contains("An unnamed complaint can reach less: the clinic cannot look into your own case"), "{own}");
        assert!(own.contains("Agree to be named to the clinic") && own.contains("it reads the name that you use here"));
        assert!(offered(&cast.patient.reads(&case).await).contains(&"identity_consent"));
        stranger.acts(&case, "identity-consent", json!({})).await.refused(404, "not_found");
        cast.officer.acts(&case, "identity-consent", json!({})).await.refused(403, "forbidden");

        let browser = Browser::at_a_browser(&site, &cast.patient.email).await;
        let request = site.client().post(site.url(&format!("{here}/identity-consent"))).header("Origin", &site.address);
        let form = [("_csrf", browser.csrf.as_str())];
        let sent = request.header("Cookie", &browser.cookie).form(&form).send().await.unwrap();
        assert_eq!(sent.status(), 303);
        let place = sent.headers()["location"].to_str().unwrap().to_owned();
        let (_, own) = page(&site, &cast.patient, &place).await;
        assert!(own.contains("You have agreed to be named.") && own.contains("You agreed to be named to the clinic"), "{own}");
        assert!(!own.contains("Agree to be named to the clinic"), "{own}");
        let view = cast.patient.reads(&case).await;
        assert_eq!((&view["identity_consent"], &view["state"]), (&true.into(), &"submitted".into()));
        assert!(!offered(&view).contains(&"identity_consent"), "{view}");
        let events = cast.patient.events(&case).await;
        assert_eq!(kinds(&events), ["submitted", "identity_consented"]);
        cast.patient.acts(&case, "identity-consent", json!({})).await.refused(409, "illegal_transition");

        cast.officer.sends_to_clinic(&case).await;
        let plan = letter(&site, &cast.patient.email, "who handles it").await;
        assert!(!plan.contains("unnamed complaint"), "{plan}");
        let written = letter(&site, &cast.clinic.email, "please answer by").await;
        assert!(written.contains("teal_bicycle") && written.contains("1,800"), "{written}");
        site.advance("P17D").await;
        assert_eq!(cast.patient.reads(&case).await["untimely"], true, "a named patient's clinic is marked");
        site.is_whole().await;
    }
);

on_both!(
    async fn whoever_agrees_to_be_named_says_by_which_name_the_clinic_knows_them(site) {
        let cast = Cast::of(&site).await;
        let browser = Browser::at_a_browser(&site, &cast.patient.email).await;
        let (by_page, by_program) = (unnamed(&cast).await, unnamed(&cast).await);
        let path = format!("/complaints/{by_page}/identity-consent");
        let form = browser.reads(&site, &path).await;
        assert!(form.contains("The name under which the clinic knows you") && form.contains("You cannot take this back"));
        let long = "a".repeat(121);
        let (status, told) = browser.sends(&site, &path, &[("patient_name", long.as_str())]).await;
        assert!(status == 422 && told.contains("knows you: This is longer") && told.contains(&long), "{told}");
        let (status, place) = browser.sends(&site, &path, &[("patient_name", "  Ada   Lovering ")]).await;
        assert_eq!((status, place.as_str()), (303, format!("/complaints/{by_page}?done=identity-consent").as_str()));
        let named = |name: &str| json!({ "patient_name": name });
        cast.patient.acts(&by_program, "identity-consent", named(" ")).await.wrong("/patient_name", "too_short");
        cast.patient.acts(&by_program, "identity-consent", named("Ada Lovering")).await.with(201);

        for case in [&by_page, &by_program] {
            assert_eq!(cast.patient.reads(case).await["patient_name"], "Ada Lovering");
            cast.officer.sends_to_clinic(case).await;
            let written = letter(&site, &cast.clinic.email, "please answer by").await;
            assert!(written.contains("Ada Lovering") && !written.contains("teal_bicycle"), "{written}");
        }
        assert_eq!(site.letters_about(&cast.patient.email, "You agreed to be named").await.len(), 2);
        let confirmed = letter(&site, &cast.patient.email, "You agreed to be named").await;
        assert!(confirmed.contains("This cannot be taken back") && !confirmed.contains("Lovering"), "{confirmed}");
        assert_eq!(events_that_hold(&site, "Lovering").await, 0, "no leaf commits to it");
        site.is_whole().await;
    }
);

on_both!(
    async fn the_name_that_was_given_at_filing_stays_unless_another_is_given(site) {
        let cast = Cast::of(&site).await;
        let mut complaint = complaint_about(&cast.clinic);
        complaint["identity_consent"] = false.into();
        complaint["patient_name"] = "Ada Lovering".into();
        let case = cast.patient.files(complaint).await;
        let (_, form) = page(&site, &cast.patient, &format!("/complaints/{case}/identity-consent")).await;
        assert!(form.contains("value=\"Ada Lovering\"") && form.contains("As you gave it when you filed"), "{form}");
        let agreed = cast.patient.acts(&case, "identity-consent", json!({})).await.with(201);
        assert_eq!((&agreed["identity_consent"], &agreed["patient_name"]), (&true.into(), &"Ada Lovering".into()));
        site.is_whole().await;
    }
);

on_both!(
    async fn nobody_agrees_once_the_clinic_has_been_written_to_or_the_case_is_closed(site) {
        let cast = Cast::of(&site).await;
        let case = unnamed(&cast).await;
        cast.officer.sends_to_clinic(&case).await;
        let plan = letter(&site, &cast.patient.email, "who handles it").await;
        assert!(plan.contains("has been written to without your name") && !plan.contains("agree on the page"), "{plan}");
        cast.patient.acts(&case, "identity-consent", json!({})).await.refused(409, "illegal_transition");
        let (_, own) = page(&site, &cast.patient, &format!("/complaints/{case}")).await;
        assert!(!own.contains("Agree to be named to the clinic"), "{own}");
        assert_eq!(cast.patient.reads(&case).await["identity_consent"], false);

        let closed = unnamed(&cast).await;
        cast.patient.acts(&closed, "withdrawal", json!({"reason": "It is settled."})).await.with(201);
        cast.patient.acts(&closed, "identity-consent", json!({})).await.refused(409, "illegal_transition");
        site.is_whole().await;
    }
);

on_both!(
    async fn the_plan_asks_once_more_while_proof_is_awaited(site) {
        let cast = Cast::of(&site).await;
        let case = unnamed(&cast).await;
        cast.officer.sorts(&case, json!({"proof_needed": true})).await;
        let plan = letter(&site, &cast.patient.email, "who handles it").await;
        assert!(plan.contains("agree on the page of the case before the clinic is written to"), "{plan}");
        let agreed = cast.patient.acts(&case, "identity-consent", json!({})).await.with(201);
        assert_eq!((&agreed["identity_consent"], &agreed["state"]), (&true.into(), &"proof_asked".into()));
        site.is_whole().await;
    }
);
