//! How many statements a list may cost: the same for one inspection as for several.

use super::Cast;
use crate::access::people::Person as Browser;
use crate::on_both;
use crate::support::costs::{self, Read};
use serde_json::json;

on_both!(
    async fn a_list_of_inspections_costs_the_same_however_long_it_is(site, |config| config.jobs.poll_ms = 3_600_000) {
        let cast = Cast::of(&site).await;
        let id = cast.published(&[]).await;
        let clinic = &cast.clinic.id;
        let listed = cast.stranger.get(&format!("/clinics/{clinic}")).await.with(200);
        let slug = listed["slug"].as_str().unwrap();
        let lead = Browser::at_a_browser(&site, &cast.lead.email).await;
        let desk = Browser::at_a_browser(&site, &cast.desk.email).await;
        let reads: [Read<'_>; 10] = [
            (format!("/api/v1/clinics/{clinic}/inspections"), None),
            (format!("/api/v1/clinics/{clinic}/inspections/changes"), None),
            (format!("/clinics/{slug}/inspections"), None),
            ("/inspections/published".to_owned(), None),
            ("/api/v1/inspections.csv".to_owned(), None),
            ("/api/v1/me/inspections".to_owned(), Some(&lead)),
            ("/inspections".to_owned(), Some(&lead)),
            ("/inspections".to_owned(), Some(&desk)),
            (format!("/api/v1/inspections/{id}"), Some(&lead)),
            (format!("/api/v1/inspections/{id}"), None),
        ];
        let one = costs::of(&site, &reads).await;
        for _ in 0..3 {
            cast.published(&[("D4", json!(1))]).await;
        }
        let several = costs::of(&site, &reads).await;
        costs::are_the_same(&reads, &one, &several);
    }
);
