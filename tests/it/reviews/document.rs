//! A document moves a published rating: score, lower bound and export, against a computation written here.

use super::{Cast, PDF, adds_document, guest, id, review, with};
use crate::on_both;
use crate::support::app::TestSite;
use crate::support::people::Person;
use serde_json::{Value, json};

/// Stars and weight of each counted review.
type Counted = (f64, f64);

/// `rating-v1`, at four decimals: the mean with 7 reviews of 3.5 before it, and what it is at least at z = 1.645.
fn expected(counted: &[Counted]) -> (f64, f64) {
    let mass = counted.iter().fold(7.0_f64, |sum, (_, weight)| sum + weight);
    let score = counted.iter().fold(7.0 * 3.5, |sum, (stars, weight)| sum + stars * weight) / mass;
    let spread = counted.iter().fold(7.0 * 1.5, |sum, (stars, weight)| sum + weight * (stars - score).powi(2));
    let lower = score - 1.645 * (spread / mass / mass).sqrt();
    let rounded = |value: f64| (value * 10_000.0).round() / 10_000.0;
    (rounded(score), rounded(lower))
}

/// Everywhere the rating stands, it is what these reviews come to, and the export gives it again.
async fn assert_rated(site: &TestSite, cast: &Cast, counted: &[Counted]) {
    let rating = cast.profile(site).await["rating"].clone();
    assert_eq!((&rating["shown"], &rating["counted"]), (&json!(true), &json!(counted.len())), "{rating}");
    let (score, lower) = expected(counted);
    for (name, value) in [("score", score), ("lower_bound", lower)] {
        let found = rating[name].as_f64().unwrap();
        assert!((found - value).abs() < 1e-9, "{name}: {found}, not {value}");
    }
    assert_eq!(cast.list(site).await["rating"], rating);
    let export = guest(site, &format!("/api/v1/physicians/{}/reviews.csv", cast.physician)).await;
    let again = candor::reviews::recompute(&export.text, &site.app.site().pack).unwrap();
    assert!((again.score - score).abs() < 0.00005 && (again.lower_bound - lower).abs() < 0.00005, "{}", export.text);
}

/// The line of a review in the export.
async fn line_of(site: &TestSite, cast: &Cast, review: &str) -> Vec<String> {
    let export = guest(site, &format!("/api/v1/physicians/{}/reviews.csv", cast.physician)).await.text;
    let found = export.lines().find(|line| line.starts_with(review));
    let line = found.unwrap_or_else(|| panic!("{review} is not in {export}"));
    line.split(',').map(str::to_owned).collect()
}

/// Somebody's review with these stars, attested and then proved by a document; answers it.
async fn proved(site: &TestSite, cast: &Cast, name: &str, stars: u8) -> String {
    let patient = Person::with_roles(site, name, &[]).await;
    let written = id(&patient.post("/reviews", with(review(&cast.physician), "overall", stars)).await.with(201));
    adds_document(&patient, &written, "invoice.pdf", PDF).await.with(201);
    decides(cast, &written).await;
    written
}

async fn decides(cast: &Cast, review: &str) -> Value {
    let decision = json!({"level": 2, "reason": "Clinic, date and procedure can be read."});
    cast.officer.post(&format!("/reviews/{review}/proofs/1/decisions"), decision).await.with(201)
}

on_both!(
    async fn a_document_moves_the_score_by_what_the_formula_says(site) {
        let cast = Cast::of(&site).await;
        for (number, stars) in [5, 4, 4, 4].into_iter().enumerate() {
            proved(&site, &cast, &format!("patient_{number}"), stars).await;
        }
        let rating = cast.profile(&site).await["rating"].clone();
        assert_eq!((&rating["shown"], &rating["score"]), (&json!(false), &Value::Null), "four are too few: {rating}");

        // The fifth is attested: it counts, with 0.4.
        let new = with(with(cast.review(), "overall", 1), "choose_again", false);
        let fifth = id(&cast.patient.post("/reviews", new).await.with(201));
        let with_fifth = |weight: f64| [(5.0, 1.0), (4.0, 1.0), (4.0, 1.0), (4.0, 1.0), (1.0, weight)];
        assert_rated(&site, &cast, &with_fifth(0.4)).await;
        let before = line_of(&site, &cast, &fifth).await;
        assert_eq!(before[2..4], ["1", "1"], "stars and proof level");

        // A document that nobody has looked at yet moves nothing; the officer's decision does, at once.
        adds_document(&cast.patient, &fifth, "invoice.pdf", PDF).await.with(201);
        assert_rated(&site, &cast, &with_fifth(0.4)).await;
        assert_eq!(decides(&cast, &fifth).await["proof_level"], 2);
        assert_rated(&site, &cast, &with_fifth(1.0)).await;
        let after = line_of(&site, &cast, &fifth).await;
        assert_eq!(after[2..4], ["1", "2"]);
        assert_eq!((&after[..2], &after[4..]), (&before[..2], &before[4..]), "nothing else of it is another");
        let page = site.get(&format!("/physicians/{}/reviews", cast.slug)).await.text().await.unwrap();
        let score = format!("{:.2}", expected(&with_fifth(1.0)).0);
        assert!(page.contains(&score), "{score} is not in {page}");
        site.is_whole().await;
    }
);
