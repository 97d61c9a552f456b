//! Who may speak in the public comment: physicians, and patients whose treatment is proved; those of the applicant's are
//! marked as such.

use super::{COMMENTED, Cast, guest};
use crate::on_both;
use crate::reviews::{PDF, adds_document, id, review};
use crate::support::answer::Answer;
use crate::support::app::TestSite;
use crate::support::people::{PASSWORD, Person};
use candor::accounts::{NewUser, Role, create_user};
use serde_json::{Value, json};

async fn comments(who: &Person, application: &str) -> Answer {
    let words = json!({"text": "They draw first and count aloud.", "interest": "None but what I saw."});
    who.post(&format!("/applications/{application}/comments"), words).await
}

/// A review of the cast's physician with a document; answers its id.
async fn reviews(who: &Person, physician: &str) -> String {
    let made = id(&who.post("/reviews", review(physician)).await.with(201));
    adds_document(who, &made, "invoice.pdf", PDF).await.with(201);
    made
}

async fn may_not(who: &Person, application: &str) {
    comments(who, application).await.refused(403, "may_not_comment");
}

on_both!(
    async fn a_patient_may_speak_for_as_long_as_a_document_proves_it(site after &COMMENTED) {
        let (cast, application) = Cast::with_application(&site);
        let patient = Person::with_roles(&site, "patient", &[]).await;
        may_not(&patient, &application).await;
        let made = reviews(&patient, &cast.physician).await;
        may_not(&patient, &application).await;
        cast.decides_proof(&site, &made, 2).await;
        let said = comments(&patient, &application).await.with(201);
        assert_eq!((&said["verified"], &said["standing"]), (&json!(true), &json!("verified_patient")));

        // A second document that shows less, and a review that was taken back, prove nothing.
        adds_document(&patient, &made, "letter.pdf", PDF).await.with(201);
        let officer = Person::with_roles(&site, "second_look", &[Role::CaseOfficer]).await;
        let less = json!({"level": 1, "lowers": true, "reason": "Both belong to somebody else."});
        officer.post(&format!("/reviews/{made}/proofs/2/decisions"), less).await.with(201);
        may_not(&patient, &application).await;
        adds_document(&patient, &made, "invoice.pdf", PDF).await.with(201);
        let more = json!({"level": 2, "reason": "This one is the patient's."});
        officer.post(&format!("/reviews/{made}/proofs/3/decisions"), more).await.with(201);
        comments(&patient, &application).await.with(201);
        patient.post(&format!("/reviews/{made}/withdrawal"), json!({})).await.with(201);
        may_not(&patient, &application).await;
        let read = guest(&site, &format!("/applications/{application}/comments")).await.with(200);
        assert_eq!(read["items"].as_array().unwrap().len(), 2, "what was said stays");
        site.is_whole().await;
    }
);

on_both!(
    async fn others_read_and_do_not_speak(site after &COMMENTED) {
        let (cast, application) = Cast::with_application(&site);
        // Staff, whoever has no part in anything, and a patient of another's while nothing proves it.
        let other = cast.admin.post("/physicians", json!({"name": "Dr. Ela West"})).await.with(201);
        let patient = Person::with_roles(&site, "patient_of_another", &[]).await;
        let made = reviews(&patient, other["id"].as_str().unwrap()).await;
        for who in [&patient, &cast.stranger, &cast.officer, &cast.board[0], &cast.reviewers[0]] {
            may_not(who, &application).await;
        }
        let none = guest(&site, &format!("/applications/{application}/comments")).await.with(200);
        assert_eq!(none["items"], json!([]));

        let officer = Person::with_roles(&site, "case_officer", &[Role::CaseOfficer]).await;
        let proof = json!({"level": 2, "reason": "Clinic, month and procedure can be read."});
        officer.post(&format!("/reviews/{made}/proofs/1/decisions"), proof.clone()).await.with(201);
        let said = comments(&patient, &application).await.with(201);
        assert_eq!((&said["verified"], &said["standing"]), (&json!(true), &json!("verified_patient_of_another")));
        let page = site.get(&format!("/applications/{application}/comments")).await.text().await.unwrap();
        assert!(page.contains("Verified patient") && !page.contains("Verified patient of this physician"), "{page}");
        let own = Person::with_roles(&site, "patient_of_the_applicant", &[]).await;
        let made = reviews(&own, &cast.physician).await;
        officer.post(&format!("/reviews/{made}/proofs/1/decisions"), proof).await.with(201);
        let said = comments(&own, &application).await.with(201);
        assert_eq!((&said["verified"], &said["standing"]), (&json!(true), &json!("verified_patient")));
        let page = site.get(&format!("/applications/{application}/comments")).await.text().await.unwrap();
        assert!(page.contains("Verified patient of this physician"), "{page}");
        let untold = json!({"text": "They draw first and count aloud.", "interest": ""});
        patient.post(&format!("/applications/{application}/comments"), untold).await.wrong("/interest", "too_short");

        let physician = Person::with_roles(&site, "a_physician", &[Role::Physician]).await;
        let said = comments(&physician, &application).await.with(201);
        assert_eq!((&said["verified"], &said["standing"]), (&json!(true), &json!("physician")));
        let drawn = whoever_was_drawn(&site, &cast).await;
        let said = comments(&drawn, &application).await.with(201);
        assert_eq!((&said["verified"], &said["standing"]), (&json!(true), &json!("verified_patient")));
        assert_eq!(said["author"], Value::from("drawn"));
        site.is_whole().await;
    }
);

/// One of the patients whom the system drew, with an account under the address that the letter went to.
async fn whoever_was_drawn(site: &TestSite, cast: &Cast) -> Person {
    let letters = cast.asked(site).await;
    let asked = letters.iter().flat_map(|letter| &letter.to).find(|address| address.starts_with("patient"));
    let email = asked.unwrap().clone();
    let new = NewUser {
        email: email.clone(),
        name: "drawn".to_owned(),
        roles: Vec::new(),
        password: PASSWORD.to_owned().into(),
    };
    create_user(&site.app, new).await.unwrap();
    Person::signs_in(site, &email).await
}
