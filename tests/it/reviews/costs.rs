//! How many statements a list of reviews may cost: the same for one review as for many.

use super::{Cast, PDF, adds_document, claims, id, review, with};
use crate::access::people::Person as Browser;
use crate::on_both;
use crate::support::app::TestSite;
use crate::support::costs::{self, Read};
use crate::support::make::Clinic;
use crate::support::people::Person;
use serde_json::json;
use std::ops::Range;

const MANY: usize = 12;
const REPLY: &str = "We take every comment seriously. Please call our desk so that we can talk about your concerns.";

/// A physician of a clinic, about both of whom patients speak; and somebody who speaks about many.
struct House {
    cast: Cast,
    admin: Person,
    clinic: Clinic,
    physician: String,
    doctor: Person,
}

impl House {
    async fn of(site: &TestSite) -> Self {
        let cast = Cast::of(site).await;
        let admin = Person::signs_in(site, "admin@people.example").await;
        let clinic = Clinic::listed(&admin, "tessenplatz").await;
        let new = json!({"name": "Dr. Ela West", "clinic_ids": [clinic.id]});
        let physician = id(&admin.post("/physicians", new).await.with(201));
        let doctor = Person::with_roles(site, "doctor_west", &[]).await;
        claims(site, &doctor, &physician).await;
        Self { cast, admin, clinic, physician, doctor }
    }

    /// As many reviews more in each list, each with a document that waits, those of the house with a reply.
    async fn fill(&self, site: &TestSite, numbers: Range<usize>) {
        for number in numbers {
            let patient = Person::with_roles(site, &format!("patient_{number}"), &[]).await;
            let about = with(review(&self.physician), "clinic_id", self.clinic.id.as_str());
            let made = id(&patient.post("/reviews", about).await.with(201));
            adds_document(&patient, &made, "invoice.pdf", PDF).await.with(201);
            self.doctor.put(&format!("/reviews/{made}/reply"), json!({"text": REPLY})).await.with(200);
            let other = json!({"name": format!("Dr. Other {number}"), "clinic_ids": [self.clinic.id]});
            let other = id(&self.admin.post("/physicians", other).await.with(201));
            let made = id(&self.cast.patient.post("/reviews", review(&other)).await.with(201));
            adds_document(&self.cast.patient, &made, "invoice.pdf", PDF).await.with(201);
        }
    }

    async fn slug(&self, path: &str) -> String {
        self.admin.get(path).await.with(200)["slug"].as_str().unwrap().to_owned()
    }
}

on_both!(
    async fn a_list_of_reviews_costs_the_same_however_long_it_is(site, |config| config.jobs.poll_ms = 3_600_000) {
        let house = House::of(&site).await;
        let physician = format!("/physicians/{}", house.physician);
        let clinic = format!("/clinics/{}", house.clinic.id);
        let (of_physician, of_clinic) = (house.slug(&physician).await, house.slug(&clinic).await);
        let patient = Browser::at_a_browser(&site, &house.cast.patient.email).await;
        let officer = Browser::at_a_browser(&site, &house.cast.officer.email).await;
        let reads: [Read<'_>; 10] = [
            (format!("/api/v1{physician}/reviews"), None),
            (format!("/api/v1{physician}/reviews.csv"), None),
            (format!("/physicians/{of_physician}/reviews"), None),
            (format!("/api/v1{clinic}/reviews"), None),
            (format!("/api/v1{clinic}/reviews.csv"), None),
            (format!("/clinics/{of_clinic}/reviews"), None),
            ("/api/v1/review-proofs".to_owned(), Some(&officer)),
            ("/review-proofs".to_owned(), Some(&officer)),
            ("/api/v1/me/reviews".to_owned(), Some(&patient)),
            ("/me/reviews".to_owned(), Some(&patient)),
        ];
        house.fill(&site, 0..1).await;
        let one = costs::of(&site, &reads).await;
        house.fill(&site, 1..MANY).await;
        let many = costs::of(&site, &reads).await;
        let listed = house.admin.get(&format!("{physician}/reviews?limit=100")).await.with(200);
        assert_eq!(listed["items"].as_array().unwrap().len(), MANY);
        costs::are_the_same(&reads, &one, &many);
    }
);
