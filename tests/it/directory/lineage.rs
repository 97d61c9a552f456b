//! Who may say which clinic goes on as which, and what becomes of it when entries are confirmed and merged.

use super::facts::changes;
use crate::on_both;
use crate::reviews::{guest, id, review, with, without};
use crate::support::app::TestSite;
use crate::support::make::Clinic;
use crate::support::people::{Admin, Officer, Person, Stranger};
use serde_json::{Value, json};

fn proposal(name: &str) -> Value {
    json!({
        "name": name,
        "country": "TR",
        "city": "Somewhere",
        "time_zone": "Europe/Istanbul",
        "kind": "single_specialty",
        "email": "desk@clinics.example",
    })
}

fn about(clinic: &str) -> Value {
    with(without(review(""), "physician_id"), "clinic_id", clinic)
}

async fn reviews(site: &TestSite, name: &str, clinic: &str) -> Person {
    let patient = Person::with_roles(site, name, &[]).await;
    patient.post("/reviews", about(clinic)).await.with(201);
    patient
}

async fn profile(reader: &Person, clinic: &str) -> Value {
    reader.get(&format!("/clinics/{clinic}")).await.with(200)
}

async fn page(site: &TestSite, profile: &Value) -> String {
    let slug = profile["slug"].as_str().unwrap();
    site.get(&format!("/clinics/{slug}")).await.text().await.unwrap()
}

on_both!(
    async fn only_staff_names_a_predecessor_and_nothing_follows_into_a_proposal(site) {
        let admin = Admin::of(&site, "admin").await;
        let officer = Officer::of(&site, "officer").await;
        let old = Clinic::listed(&admin, "old_quay").await.id;
        reviews(&site, "patient", &old).await;
        let new = with(proposal("Quay Reborn"), "predecessor_id", old.as_str());
        let member = Stranger::of(&site, "member").await;
        member.post("/clinics", new.clone()).await.refused(403, "staff_only_field");

        let hidden = officer.post("/clinics", new).await.with(201);
        let (heir, counted) = (id(&hidden), |view: &Value| view["rating"]["counted"].clone());
        assert_eq!((&hidden["state"], &hidden["predecessor_id"]), (&json!("proposed"), &json!(old)));
        assert_eq!(counted(&profile(&officer, &heir).await), 0);
        reviews(&site, "another_patient", &old).await;
        assert_eq!(counted(&profile(&officer, &heir).await), 0);
        let before = profile(&officer, &old).await;
        let shown = page(&site, &before).await;
        assert!(!shown.contains("Quay Reborn"), "nobody knows of a proposal: {shown}");
        let other = Clinic::listed(&admin, "other_quay").await.id;
        changes(&admin, &other, json!({"predecessor_id": heir})).await.wrong("/predecessor_id", "no_such");

        officer.post(&format!("/clinics/{heir}/confirmation"), json!({})).await.ok();
        assert_eq!(counted(&profile(&officer, &heir).await), 2, "now they follow");
        let shown = page(&site, &before).await;
        assert!(shown.contains("Quay Reborn"), "{shown}");
        site.is_whole().await;
    }
);

on_both!(
    async fn a_merged_proposal_hands_its_predecessor_on_where_that_can_be(site) {
        let admin = Admin::of(&site, "admin").await;
        let officer = Officer::of(&site, "officer").await;
        let old = Clinic::listed(&admin, "old_quay").await.id;
        let kept = Clinic::listed(&admin, "new_quay").await.id;
        reviews(&site, "patient", &old).await;
        let version = profile(&officer, &kept).await["version"].as_i64().unwrap();
        let merges = async |name: &str, before: &str, into: &str| {
            let twin = with(proposal(name), "predecessor_id", before);
            let twin = id(&officer.post("/clinics", twin).await.with(201));
            officer.post(&format!("/clinics/{twin}/confirmation"), json!({"merge_into": into})).await.ok();
            twin
        };
        let twin = merges("Quay Twin", &old, &kept).await;
        let heir = profile(&officer, &kept).await;
        assert_eq!((&heir["predecessor_id"], &heir["rating"]["counted"]), (&json!(old), &json!(1)));
        assert_eq!(heir["version"], version + 1, "whoever edits the entry hears of it");
        let gone = profile(&officer, &twin).await;
        assert_eq!((&gone["state"], &gone["predecessor_id"]), (&json!("merged"), &Value::Null));
        assert_eq!(gone["rating"]["counted"], 0);
        let shown = page(&site, &profile(&officer, &old).await).await;
        assert!(shown.contains("Clinic new_quay") && !shown.contains("Quay Twin"), "{shown}");

        let other = Clinic::listed(&admin, "other_quay").await.id;
        merges("Quay Third", &other, &kept).await;
        assert_eq!(profile(&officer, &kept).await["predecessor_id"], json!(old), "it goes on from one already");
        merges("Quay Fourth", &kept, &old).await;
        assert_eq!(profile(&officer, &old).await["predecessor_id"], Value::Null, "that would go round");
        merges("Quay Fifth", &other, &other).await;
        assert_eq!(profile(&officer, &other).await["predecessor_id"], Value::Null, "no clinic goes on from itself");
        site.is_whole().await;
    }
);

on_both!(
    async fn one_surgery_counts_once_in_a_clinic_that_goes_on_from_another(site) {
        let admin = Admin::of(&site, "admin").await;
        let officer = Officer::of(&site, "officer").await;
        let old = Clinic::listed(&admin, "old_quay").await.id;
        let new = Clinic::listed(&admin, "new_quay").await.id;
        let counted = async |clinic: &str| profile(&officer, clinic).await["rating"]["counted"].clone();
        let both = reviews(&site, "reviewed_both", &old).await;
        let newer = id(&both.post("/reviews", about(&new)).await.with(201));
        let older = id(&both.get("/me/reviews").await.with(200)["items"][1]);
        changes(&admin, &new, json!({"predecessor_id": old})).await.with(200);
        let heir = profile(&officer, &new).await;
        assert_eq!((&heir["rating"]["counted"], &heir["counts"]["public"]), (&json!(1), &json!(2)));
        assert_eq!((&heir["counts"]["uncounted"], counted(&old).await), (&json!({"superseded": 1}), json!(1)));
        let shown = page(&site, &heir).await;
        assert!(shown.contains(&newer) && !shown.contains(&older), "{shown}");
        let export = guest(&site, &format!("/api/v1/clinics/{new}/reviews.csv")).await;
        assert_eq!(export.text.lines().count(), 2, "{}", export.text);

        for (name, first, second) in [("forth", &old, &new), ("back", &new, &old)] {
            let patient = reviews(&site, name, first).await;
            patient.post("/reviews", about(second)).await.refused(409, "already_reviewed");
            patient.post("/reviews", with(about(second), "procedure", "fut")).await.with(201);
        }
        assert_eq!((counted(&new).await, counted(&old).await), (json!(5), json!(3)));

        // A merge into the successor replaces nothing that was said of the predecessor.
        let twin = id(&officer.post("/clinics", proposal("Quay Twin")).await.with(201));
        let patient = reviews(&site, "of_the_twin", &old).await;
        patient.post("/reviews", about(&twin)).await.with(201);
        officer.post(&format!("/clinics/{twin}/confirmation"), json!({"merge_into": new})).await.ok();
        assert_eq!((counted(&new).await, counted(&old).await), (json!(6), json!(4)));
        changes(&admin, &new, json!({"predecessor_id": null})).await.with(200);
        assert_eq!((counted(&new).await, counted(&old).await), (json!(4), json!(4)), "each counts where it was written");
        site.is_whole().await;
    }
);

on_both!(
    async fn a_merge_of_clinics_keeps_what_was_said_of_two_physicians(site) {
        let admin = Admin::of(&site, "admin").await;
        let officer = Officer::of(&site, "officer").await;
        let kept = Clinic::listed(&admin, "new_quay").await.id;
        let twin = id(&officer.post("/clinics", proposal("Quay Twin")).await.with(201));
        let patient = Person::with_roles(&site, "patient", &[]).await;
        for (name, clinic) in [("Dr. Ida Marlow", &twin), ("Dr. Per Sundby", &kept)] {
            let physician = id(&admin.post("/physicians", json!({"name": name})).await.with(201));
            patient.post("/reviews", with(review(&physician), "clinic_id", clinic.as_str())).await.with(201);
        }
        officer.post(&format!("/clinics/{twin}/confirmation"), json!({"merge_into": kept})).await.ok();
        let clinic = profile(&officer, &kept).await;
        assert_eq!((&clinic["rating"]["counted"], &clinic["counts"]["public"]), (&json!(2), &json!(2)));
        assert_eq!(clinic["counts"]["uncounted"], Value::Null, "neither stands in the place of the other");
        site.is_whole().await;
    }
);
