//! Both databases order texts alike, whatever the locale that PostgreSQL's cluster was made with.

use crate::support::app::{Engine, TestSite};
use crate::support::people::Admin;
use crate::support::postgres::PostgresDatabase;
use candor::db::schema::clinics;
use candor::error::AppError;
use diesel::prelude::*;
use serde_json::json;

/// Texts that languages order otherwise than their code points: signs, cases, letters with marks.
const WORDS: [&str; 6] = ["zeta", "ab", "a-b", "a b", "äther", "a+c"];

/// The tags of a thread, and the cities and slugs of clinics, in the order in which the site reads them.
async fn in_order(site: &TestSite) -> (Vec<String>, Vec<String>, Vec<String>) {
    let admin = Admin::of(site, "admin").await;
    let category = admin.post("/categories", json!({"name": "Surgery", "slug": "surgery"})).await.with(201);
    let new = json!({"category_id": category["id"], "title": "Where?", "body": "I wonder.", "tags": WORDS[..5]});
    let thread = admin.post("/threads", new).await.with(201);
    for (number, city) in WORDS.iter().enumerate() {
        let new = json!({
            "name": format!("Clinic {city} {}", number % 2), "country": "TR", "city": city,
            "time_zone": "Europe/Istanbul", "kind": "single_specialty", "email": "desk@clinics.example",
        });
        admin.post("/clinics", new).await.with(201);
    }
    let tags = thread["tags"].as_array().unwrap().iter().map(|tag| tag.as_str().unwrap().to_owned()).collect();
    let read = site.app.read(|reader| {
        let cities = clinics::table.select(clinics::city).order(clinics::city.asc()).load(reader.conn)?;
        let slugs = clinics::table.select(clinics::slug).order(clinics::slug.asc()).load(reader.conn)?;
        Ok((cities, slugs))
    });
    let (cities, slugs) = read.await.unwrap();
    (tags, cities, slugs)
}

#[tokio::test]
async fn texts_are_ordered_alike_on_a_postgres_of_another_locale() {
    let sqlite = TestSite::start(Engine::Sqlite).await;
    let database = PostgresDatabase::english();
    let english = TestSite::start_with(Engine::Sqlite, |config| config.database.url = database.url().into()).await;
    let (here, there) = (in_order(&sqlite).await, in_order(&english).await);
    assert_eq!(here, there);
    let mut by_code_point = WORDS[..5].to_vec();
    by_code_point.sort_unstable();
    assert_eq!(here.0, by_code_point);

    // That the locale would have been seen: the same words, as the database orders them by itself.
    let asked = english.app.read(|reader| {
        let as_text = |words: &[&str]| words.iter().map(|word| format!("('{word}')")).collect::<Vec<_>>().join(", ");
        let query = format!("SELECT word FROM (VALUES {}) AS words (word) ORDER BY word", as_text(&WORDS[..5]));
        let rows: Vec<Word> = diesel::sql_query(query).load(reader.conn)?;
        Ok::<_, AppError>(rows.into_iter().map(|row| row.word).collect::<Vec<_>>())
    });
    assert_ne!(asked.await.unwrap(), by_code_point);
    english.stop().await;
}

#[derive(QueryableByName)]
struct Word {
    #[diesel(sql_type = diesel::sql_types::Text)]
    word: String,
}
