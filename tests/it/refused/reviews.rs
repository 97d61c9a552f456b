//! Reviews by insiders, and second ones of the same surgery.

use super::{refuses, shows_again};
use crate::access::people::Person as Browser;
use crate::on_both;
use crate::reviews::{Cast, WORDS, with};
use crate::support::people::Person;
use reqwest::{Method, RequestBuilder};
use serde_json::Value;

fn posts(who: &Person, review: &Value) -> RequestBuilder {
    who.request(Method::POST, "/reviews").json(review)
}

/// The form with a review of February 2025.
fn fields<'a>(cast: &'a Cast, interest: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("physician_id", &cast.physician),
        ("procedure", "fue"),
        ("month", "2"),
        ("year", "2025"),
        ("overall", "4"),
        ("choose_again", "true"),
        ("text", WORDS),
        ("interest", interest),
        ("authorship", "true"),
    ]
}

on_both!(
    async fn an_insider_s_review(site) {
        let cast = Cast::of(&site).await;
        refuses(&site, posts(&cast.doctor, &cast.review()), (403, "conflict_of_interest")).await;
        for interest in ["staff", "relative", "competitor", "lawyer"] {
            let review = with(cast.review(), "interest", interest);
            refuses(&site, posts(&cast.patient, &review), (403, "conflict_of_interest")).await;
        }
        let insider = Browser::with_roles(&site, "insider", &[]).await;
        shows_again(&site, insider.form(&site, "/reviews/new", &fields(&cast, "staff")), 403, &[WORDS]).await;
    }
);

on_both!(
    async fn a_second_counted_review_of_a_surgery(site) {
        let cast = Cast::of(&site).await;
        cast.published().await;
        refuses(&site, posts(&cast.patient, &cast.review()), (409, "already_reviewed")).await;
        let patient = Browser::with_roles(&site, "patient_with_browser", &[]).await;
        patient.does(&site, "POST", "/api/v1/reviews", cast.review()).await;
        shows_again(&site, patient.form(&site, "/reviews/new", &fields(&cast, "none")), 409, &[WORDS]).await;
    }
);
