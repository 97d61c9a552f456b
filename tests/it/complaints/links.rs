//! The page behind a letter's link: by when to answer, what each answer leads to, and how a closed case ended.

use super::{Cast, page};
use crate::on_both;
use crate::support::app::TestSite;
use crate::support::people::{ClinicByLink, Panel, complaint_about};
use serde_json::json;

async fn opens(site: &TestSite, link: &str) -> (u16, String) {
    let answer = site.get(link).await;
    (answer.status().as_u16(), answer.text().await.unwrap())
}

/// The page after a form of a link was sent.
async fn sends(site: &TestSite, path: &str, fields: &[(&str, &str)]) -> (u16, String) {
    let request = site.client().post(site.url(path)).header("Origin", &site.address);
    let answer = request.form(fields).send().await.unwrap();
    (answer.status().as_u16(), answer.text().await.unwrap())
}

on_both!(
    async fn a_link_says_by_when_to_answer_and_what_more_time_gives(site) {
        let cast = Cast::of(&site).await;
        cast.case_with_clinic().await;
        let clinic = ClinicByLink::opens_letter(&site, &cast.clinic).await;
        let here = format!("/case-links/{}", clinic.token());
        let (_, asked) = opens(&site, &here).await;
        for part in [
            "Your answer is due by 17 March 2026.",
            "Your final answer is then due by 16 April 2026, and we remind you before.",
            "You cannot change them afterwards.",
        ] {
            assert!(asked.contains(part), "{part}: {asked}");
        }
        let (status, empty) = sends(&site, &format!("{here}/response"), &[("text", "")]).await;
        assert_eq!(status, 422);
        for part in ["Choose the answer that fits best", "Write what you want to say"] {
            assert!(empty.contains(part), "{part}: {empty}");
        }
        let answer = [("code", "explained"), ("text", "We counted once more."), ("preview", "true")];
        let (status, previewed) = sends(&site, &format!("{here}/response"), &answer).await;
        assert!(status == 200 && previewed.contains("Preview: Explained"), "{previewed}");
        assert!(previewed.contains("<p class=\"pre\">We counted once more.</p>"), "{previewed}");
        assert_eq!(clinic.reads().await.with(200)["response"], serde_json::Value::Null, "nothing was sent");
        site.advance("P17D").await;
        let (_, late) = opens(&site, &here).await;
        assert!(late.contains("Your answer was due by 17 March 2026."), "{late}");
        assert!(late.contains("until the coalition takes over, on 1 April 2026 at the latest"), "{late}");
        clinic.responds("in_progress").await.with(201);
        let (_, last) = opens(&site, &here).await;
        assert!(last.contains("Your final answer is due by 16 April 2026;"), "{last}");
        assert!(!last.contains("Your final answer is then due"), "time is asked for once: {last}");
        site.is_whole().await;
    }
);

on_both!(
    async fn the_link_of_a_closed_case_says_how_it_ended_and_no_more(site) {
        let cast = Cast::of(&site).await;
        let case = cast.case_with_clinic().await;
        let clinic = ClinicByLink::opens_letter(&site, &cast.clinic).await;
        let here = format!("/case-links/{}", clinic.token());
        cast.patient.acts(&case, "withdrawal", json!({"reason": "We talked in the garden."})).await.with(201);
        let story = complaint_about(&cast.clinic)["narrative"].as_str().unwrap().to_owned();
        let answer = [("code", "explained"), ("text", "We have looked into it.")];
        for (status, shown) in
            [opens(&site, &here).await, sends(&site, &format!("{here}/response"), &answer).await]
        {
            assert_eq!(status, 404);
            assert!(shown.contains("The case is closed: Withdrawn") && shown.contains(&case), "{shown}");
            assert!(shown.contains("There is nothing more to do here"), "{shown}");
            for hidden in ["in the garden", "teal_bicycle", story.as_str(), "Look for our latest letter"] {
                assert!(!shown.contains(hidden), "{hidden}: {shown}");
            }
        }
        let (status, unknown) = opens(&site, &format!("/case-links/{}", "0".repeat(64))).await;
        assert!(status == 404 && unknown.contains("Look for our latest letter"), "{unknown}");
        site.advance("P121D").await;
        let (_, old) = opens(&site, &here).await;
        assert!(!old.contains("Withdrawn") && !old.contains(&case), "the link's own time is over: {old}");
        site.is_whole().await;
    }
);

on_both!(
    async fn a_link_to_a_decided_case_tells_of_what_is_still_to_be_done(site) {
        let cast = Cast::of(&site).await;
        let panel = Panel::of(&site, "panel").await;
        let case = cast.decided_case(&site, &panel).await;
        let made = json!({"text": "Count grafts twice.", "due_on": "2026-09-01"});
        panel.lay.acts(&case, "recommendations", made).await.with(201);
        let clinic = ClinicByLink::opens_letter(&site, &cast.clinic).await;
        site.advance("P35D").await;
        let (_, shown) = opens(&site, &format!("/case-links/{}", clinic.token())).await;
        assert!(shown.contains("The case is closed: Upheld"), "{shown}");
        assert!(shown.contains("A recommendation of the panel is still open"), "{shown}");
        site.is_whole().await;
    }
);

on_both!(
    async fn a_message_says_who_wrote_to_whom_whoever_reads(site) {
        let cast = Cast::of(&site).await;
        let desk = crate::support::people::Stranger::of(&site, "desk_of_bosporus").await;
        cast.clinic.claimed_by(&site, &desk).await;
        let case = cast.case_with_clinic().await;
        cast.patient.acts(&case, "messages", json!({"text": "I found the invoice."})).await.with(201);
        for (text, to) in [("Please add it.", "patient"), ("Whose count is it?", "clinic")] {
            cast.officer.acts(&case, "messages", json!({"text": text, "to": to})).await.with(201);
        }
        let here = format!("/complaints/{case}");
        let (_, own) = page(&site, &cast.patient, &here).await;
        for part in ["You wrote to the case officer", "The case officer wrote to you", "The case officer wrote to the clinic"]
        {
            assert!(own.contains(part), "{part}: {own}");
        }
        assert!(own.contains("Please add it.") && !own.contains("Whose count is it?"), "{own}");
        let (_, of_clinic) = page(&site, &desk, &here).await;
        for part in
            ["The patient wrote to the case officer", "The case officer wrote to the patient", "The case officer wrote to you"]
        {
            assert!(of_clinic.contains(part), "{part}: {of_clinic}");
        }
        assert!(of_clinic.contains("Only these two and the coalition can read the words."), "{of_clinic}");
        assert!(of_clinic.contains("Whose count is it?") && !of_clinic.contains("Please add it."), "{of_clinic}");
        let (_, form) = page(&site, &cast.patient, &format!("{here}/message")).await;
        assert!(form.contains("Your case officer reads it") && form.contains("The clinic learns only that you wrote"));
        site.is_whole().await;
    }
);

on_both!(
    async fn a_patient_s_own_page_speaks_to_the_patient(site) {
        let cast = Cast::of(&site).await;
        let case = cast.case_with_clinic().await;
        let clinic = ClinicByLink::opens_letter(&site, &cast.clinic).await;
        clinic.responds("explained").await.with(201);
        site.advance("P11D").await;
        let here = format!("/complaints/{case}");
        let (_, own) = page(&site, &cast.patient, &here).await;
        assert!(own.contains("You were asked again about the answer") && own.contains("What you would like"), "{own}");
        let (_, staff) = page(&site, &cast.officer, &here).await;
        assert!(staff.contains("The patient was asked again") && staff.contains("What the patient would like"), "{staff}");
        cast.patient.acts(&case, "feedback", json!({"satisfied": "no", "escalate": false})).await.with(201);
        let (_, own) = page(&site, &cast.patient, &here).await;
        assert!(own.contains("The case is closed: Closed, you were not satisfied"), "{own}");
        site.is_whole().await;
    }
);
