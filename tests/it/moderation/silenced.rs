//! Whoever is silenced publishes nothing, by whatever way.

use crate::coalition::Cast;
use crate::on_both;
use crate::reviews::{WORDS, id, review};
use crate::support::app::TestSite;
use crate::support::people::{Person, send};
use candor::accounts::{self, Sanctions};
use chrono::Duration;
use reqwest::Method;
use serde_json::json;

async fn silence(site: &TestSite, who: &Person) {
    let (id, until) = (who.id.parse().unwrap(), site.now().plus(Duration::days(1)));
    let sanctions = Sanctions { silenced_until: Some(until), ..Sanctions::default() };
    site.app.write(move |tx| accounts::sanction(tx, &id, &sanctions)).await.unwrap();
}

on_both!(
    async fn whoever_is_silenced_says_nothing_again_in_reviews_replies_and_comments(site) {
        let cast = Cast::of(&site).await;
        let application = cast.commented(&site).await;
        let patient = cast.proved_patient(&site, "patient").await;
        let own = patient.get("/me/reviews").await.with(200)["items"][0]["id"].clone();
        let own = own.as_str().unwrap();
        let second = Person::with_roles(&site, "second", &[]).await;
        let other = id(&second.post("/reviews", review(&cast.physician)).await.with(201));
        let text = json!({"text": "We take every comment seriously. Please call our desk."});
        cast.applicant.put(&format!("/reviews/{own}/reply"), text.clone()).await.with(200);
        let comment = json!({"text": "They draw first and count aloud.", "interest": "None but what I saw."});
        let version = json!({"overall": 3, "choose_again": true, "text": WORDS});
        let table = [
            (&patient, Method::POST, format!("/reviews/{own}/versions"), version),
            (&cast.applicant, Method::POST, format!("/reviews/{own}/reply/update"), text.clone()),
            (&cast.applicant, Method::PUT, format!("/reviews/{other}/reply"), text),
            (&patient, Method::POST, format!("/applications/{application}/comments"), comment),
        ];
        for who in [&patient, &cast.applicant] {
            silence(&site, who).await;
        }
        let tries = async |(who, method, path, body): &(&Person, Method, String, serde_json::Value)| {
            send(who.request(method.clone(), path).json(body)).await
        };
        for one in &table {
            tries(one).await.refused(403, "account_silenced");
        }
        site.advance("P1D").await;
        // The update comes before the version it belongs to is another.
        for one in table.iter().rev() {
            let answer = tries(one).await;
            assert!((200..300).contains(&answer.status), "{}: {}", one.2, answer.text);
        }
        site.is_whole().await;
    }
);
