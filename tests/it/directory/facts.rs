//! What a clinic charges, who does what there, how many work there, and which clinic goes on as which.

use crate::on_both;
use crate::reviews::{guest, id, review, with, without};
use crate::support::make::Clinic;
use crate::support::people::{Admin, Person, Stranger, send};
use reqwest::Method;
use serde_json::{Value, json};

/// Sends a change of a clinic's entry, with its present version.
pub async fn changes(who: &Person, clinic: &str, body: Value) -> crate::support::answer::Answer {
    let path = format!("/clinics/{clinic}");
    let tag = who.get(&path).await.header("etag").to_owned();
    send(who.request(Method::PATCH, &path).header("If-Match", &tag).json(&body)).await
}

fn offer(treatment: &str, to: i64) -> Value {
    let price = json!({"from": 250_000, "to": to, "currency": "EUR", "on": "2026-02-01"});
    json!({"treatment": treatment, "performed_by": ["physician", "technician"], "price": price})
}

on_both!(
    async fn the_clinic_says_what_it_charges_and_who_works_there(site) {
        let admin = Admin::of(&site, "admin").await;
        let desk = Stranger::of(&site, "desk").await;
        let clinic = Clinic::listed(&admin, "bosporus").await;
        clinic.claimed_by(&site, &desk).await;
        let facts = json!({
            "treatments": ["fue", "fut"],
            "offers": [offer("fue", 480_000), {"treatment": "fut", "performed_by": ["physician"]}],
            "staff": {"physicians": 2, "technicians": 7},
        });
        let told = changes(&desk, &clinic.id, facts).await.with(200);
        assert_eq!(told["offers"][0], offer("fue", 480_000));
        assert_eq!((&told["offers"][1]["price"], &told["staff"]["nurses"]), (&Value::Null, &Value::Null));
        let page = site.get(&format!("/clinics/{}", told["slug"].as_str().unwrap())).await.text().await.unwrap();
        for said in ["2,500–4,800 EUR", "as of 1 February 2026", "Physician, Technician", "Staff in numbers"] {
            assert!(page.contains(said), "{said}: {page}");
        }
        for (body, pointer, code) in [
            (json!({"offers": [offer("beard_transplant", 480_000)]}), "/offers/0/treatment", "not_allowed_here"),
            (json!({"offers": [offer("fue", 100)]}), "/offers/0/price/to", "out_of_range"),
            (json!({"staff": {"nurses": -1}}), "/staff/nurses", "out_of_range"),
        ] {
            changes(&desk, &clinic.id, body).await.wrong(pointer, code);
        }
        let other = Clinic::listed(&admin, "golden_horn").await;
        changes(&desk, &clinic.id, json!({"predecessor_id": other.id})).await.refused(403, "staff_only_field");
        site.is_whole().await;
    }
);

on_both!(
    async fn ratings_follow_the_predecessor(site) {
        let admin = Admin::of(&site, "admin").await;
        let (old, new) = (Clinic::listed(&admin, "old_quay").await, Clinic::listed(&admin, "new_quay").await);
        let about = |clinic: &Clinic| with(without(review("x"), "physician_id"), "clinic_id", clinic.id.as_str());
        for number in 0..5 {
            let patient = Person::with_roles(&site, &format!("patient_{number}"), &[]).await;
            patient.post("/reviews", about(&old)).await.with(201);
        }
        let heir = Person::with_roles(&site, "a_later_patient", &[]).await;
        let own = id(&heir.post("/reviews", about(&new)).await.with(201));
        let profile = async |clinic: &Clinic| guest(&site, &format!("/api/v1/clinics/{}", clinic.id)).await.with(200);
        assert_eq!(profile(&new).await["rating"]["counted"], 1);

        let told = changes(&admin, &new.id, json!({"predecessor_id": old.id})).await.with(200);
        assert_eq!((&told["predecessor_id"], &told["rating"]["counted"]), (&json!(old.id), &json!(6)));
        assert_eq!(profile(&old).await["rating"]["counted"], 5, "what follows does not flow back");
        let list = guest(&site, &format!("/api/v1/clinics/{}/reviews", new.id)).await.with(200);
        assert_eq!((list["items"].as_array().unwrap().len(), &list["rating"]["counted"]), (6, &json!(6)));
        let export = guest(&site, &format!("/api/v1/clinics/{}/reviews.csv", new.id)).await;
        assert_eq!(export.text.lines().count(), 7, "the sums can be done again: {}", export.text);
        let late = Person::with_roles(&site, "a_late_patient", &[]).await;
        late.post("/reviews", about(&old)).await.with(201);
        assert_eq!(profile(&new).await["rating"]["counted"], 7);
        heir.post(&format!("/reviews/{own}/withdrawal"), json!({})).await.with(201);
        assert_eq!(profile(&new).await["rating"]["counted"], 6);
        let page = site.get(&format!("/clinics/{}", told["slug"].as_str().unwrap())).await.text().await.unwrap();
        assert!(page.contains("Before, this clinic was") && page.contains("Clinic old_quay"), "{page}");
        let sum = profile(&new).await["rating"]["as_of"].clone();
        site.advance("P3D").await;
        assert_ne!(profile(&new).await["rating"]["as_of"], sum, "an heir's numbers age too");

        changes(&admin, &old.id, json!({"predecessor_id": new.id})).await.wrong("/predecessor_id", "not_allowed_here");
        changes(&admin, &old.id, json!({"predecessor_id": old.id})).await.wrong("/predecessor_id", "not_allowed_here");
        let nobody = "00000000000000000000000000000000";
        changes(&admin, &old.id, json!({"predecessor_id": nobody})).await.wrong("/predecessor_id", "no_such");
        let told = changes(&admin, &new.id, json!({"predecessor_id": null})).await.with(200);
        assert_eq!(told["rating"]["counted"], 0, "and leave again");
        site.is_whole().await;
    }
);
