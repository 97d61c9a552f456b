//! Who stands too near to review, or to have a say in a review: by a claim, through colleagues, by what they declared.

use super::{Cast, WORDS, adds_document, claims, id, review, with, without};
use crate::on_both;
use crate::reviews::PDF;
use crate::support::make::Clinic;
use crate::support::people::{Admin, Officer, Person, send};
use candor::accounts::Role;
use reqwest::Method;
use serde_json::json;

/// A clinic and a physician who works there; both are confirmed.
async fn clinic_with(admin: &Admin, name: &str, physician: &str) -> (Clinic, String) {
    let clinic = Clinic::listed(admin, name).await;
    let new = json!({"name": physician, "clinic_ids": [clinic.id]});
    let physician = id(&admin.post("/physicians", new).await.with(201));
    (clinic, physician)
}

on_both!(
    async fn whoever_answers_for_a_physician_reviews_neither_their_clinic_nor_their_colleagues(site) {
        let admin = Admin::of(&site, "admin").await;
        let (clinic, own) = clinic_with(&admin, "bosporus", "Dr. Ayla North").await;
        let colleague = json!({"name": "Dr. Ela West", "clinic_ids": [clinic.id]});
        let colleague = id(&admin.post("/physicians", colleague).await.with(201));
        let (elsewhere, other) = clinic_with(&admin, "severn", "Dr. Ines Far").await;
        let ayla = Person::with_roles(&site, "ayla", &[]).await;
        let of_clinic = |clinic: &str| with(without(review(&own), "physician_id"), "clinic_id", clinic);
        ayla.post("/reviews", review(&own)).await.with(201);
        claims(&site, &ayla, &own).await;
        for refused in [review(&own), review(&colleague), of_clinic(&clinic.id), with(review(&other), "clinic_id", clinic.id.as_str())] {
            ayla.post("/reviews", with(refused, "procedure", "fut")).await.refused(403, "conflict_of_interest");
        }
        // What was said before the claim is not said again.
        let mine = ayla.get("/me/reviews").await.with(200)["items"][0].clone();
        let later = json!({"overall": 5, "choose_again": true, "text": WORDS});
        ayla.post(&format!("/reviews/{}/versions", id(&mine)), later).await.refused(403, "conflict_of_interest");
        ayla.post("/reviews", review(&other)).await.with(201);
        ayla.post("/reviews", with(of_clinic(&elsewhere.id), "procedure", "fut")).await.with(201);
        // Whoever answers for the clinic reviews nobody who works there.
        let desk = Person::with_roles(&site, "desk", &[]).await;
        clinic.claimed_by(&site, &desk).await;
        desk.post("/reviews", review(&colleague)).await.refused(403, "conflict_of_interest");
        site.is_whole().await;
    }
);

on_both!(
    async fn a_declared_tie_stops_a_review_and_having_been_a_patient_does_not(site) {
        let admin = Admin::of(&site, "admin").await;
        let (clinic, physician) = clinic_with(&admin, "bosporus", "Dr. Ayla North").await;
        let to_physician = json!({"physician_id": physician});
        let to_clinic = json!({"clinic_id": clinic.id});
        for (kind, to, stops) in [
            ("family", &to_physician, true),
            ("money", &to_physician, true),
            ("mentor", &to_physician, true),
            ("money", &to_clinic, true),
            ("patient", &to_physician, false),
            ("dispute", &to_physician, false),
            ("dispute", &to_clinic, false),
        ] {
            let name = format!("{kind}_{}", to.as_object().unwrap().keys().next().unwrap());
            let person = Person::with_roles(&site, &name, &[]).await;
            let mut tie = to.clone();
            tie["kind"] = kind.into();
            let tie = id(&person.post("/me/ties", tie).await.with(201));
            let of_clinic = with(without(review(&physician), "physician_id"), "clinic_id", clinic.id.as_str());
            for about in [review(&physician), with(of_clinic, "procedure", "fut")] {
                let answer = person.post("/reviews", about).await;
                if stops { drop(answer.refused(403, "conflict_of_interest")) } else { drop(answer.with(201)) }
            }
            if stops {
                person.delete(&format!("/me/ties/{tie}")).await;
                person.post("/reviews", review(&physician)).await.with(201);
            }
        }
        site.is_whole().await;
    }
);

on_both!(
    async fn an_officer_who_is_tied_decides_about_no_document(site) {
        let cast = Cast::of(&site).await;
        let review = cast.published().await;
        adds_document(&cast.patient, &review, "invoice.pdf", PDF).await.with(201);
        let decision = json!({"level": 2, "reason": "Clinic, date and procedure can be read."});
        let path = format!("/reviews/{review}/proofs/1/decisions");
        let tie = json!({"kind": "money", "physician_id": cast.physician});
        let tie = id(&cast.officer.post("/me/ties", tie).await.with(201));
        cast.officer.post(&path, decision.clone()).await.refused(403, "forbidden");
        // A colleague of the physician does not either.
        let admin = Person::with_roles(&site, "second_admin", &[Role::Admin]).await;
        let clinic = Clinic::listed(&admin, "bosporus").await;
        let colleague = json!({"name": "Dr. Ela West", "clinic_ids": [clinic.id]});
        let colleague = id(&admin.post("/physicians", colleague).await.with(201));
        let moved = json!({"clinic_ids": [clinic.id]});
        let edit = admin.request(Method::PATCH, &format!("/physicians/{}", cast.physician)).header("If-Match", "*");
        send(edit.json(&moved)).await.with(200);
        let near = Officer::of(&site, "near_officer").await;
        claims(&site, &near, &colleague).await;
        near.post(&path, decision.clone()).await.refused(403, "forbidden");
        cast.officer.delete(&format!("/me/ties/{tie}")).await;
        cast.officer.post(&path, decision).await.with(201);
        site.is_whole().await;
    }
);

on_both!(
    async fn whoever_is_tied_to_a_successor_has_no_say_about_the_clinic_it_goes_on_from(site) {
        let admin = Admin::of(&site, "admin").await;
        let (old, new) = (Clinic::listed(&admin, "old_quay").await, Clinic::listed(&admin, "new_quay").await);
        let newest = Clinic::listed(&admin, "newest_quay").await;
        for (heir, before) in [(&new, &old), (&newest, &new)] {
            let edit = admin.request(Method::PATCH, &format!("/clinics/{}", heir.id)).header("If-Match", "*");
            send(edit.json(&json!({"predecessor_id": before.id}))).await.with(200);
        }
        let of = |clinic: &Clinic| with(without(review(""), "physician_id"), "clinic_id", clinic.id.as_str());
        let (desk, elder) = (Person::with_roles(&site, "desk", &[]).await, Person::with_roles(&site, "elder", &[]).await);
        newest.claimed_by(&site, &desk).await;
        old.claimed_by_also(&site, &elder).await;
        desk.post("/reviews", of(&old)).await.refused(403, "conflict_of_interest");
        elder.post("/reviews", of(&newest)).await.with(201);
        // Nor does an officer who lives off the successor decide what a document proves.
        let officer = Officer::of(&site, "officer").await;
        let patient = Person::with_roles(&site, "patient", &[]).await;
        let about = id(&patient.post("/reviews", of(&old)).await.with(201));
        adds_document(&patient, &about, "invoice.pdf", PDF).await.with(201);
        let path = format!("/reviews/{about}/proofs/1/decisions");
        let decision = json!({"level": 2, "reason": "Clinic, date and procedure can be read."});
        let tie = id(&officer.post("/me/ties", json!({"kind": "money", "clinic_id": new.id})).await.with(201));
        officer.post(&path, decision.clone()).await.refused(403, "forbidden");
        officer.delete(&format!("/me/ties/{tie}")).await;
        officer.post(&path, decision).await.with(201);
        site.is_whole().await;
    }
);
