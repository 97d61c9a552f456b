//! Reviews that change places, so that as many of each star wait and are hidden as before: then nothing may differ.

use super::super::world::World;
use super::coming::{decide, id, new_review};
use super::sweep::{Answers, Filling, Seen};
use crate::support::app::TestSite;
use candor::db::Connection;
use candor::db::schema::{profile_figures, review_versions, reviews};
use candor::directory::figures::names;
use candor::reviews::rate_again;
use chrono::Duration;
use diesel::prelude::*;
use serde_json::json;

/// The addresses that say how many reviews of physicians wait, and how many are hidden.
const COUNT: &str = "/physicians";

/// Reviews of one physician.
pub struct Reviews {
    /// Both hidden: one with two stars, one with five.
    said: [String; 2],
    /// Both with two stars: the first hidden, the second in the queue.
    placed: [String; 2],
    /// In the queue, and about to be hidden; others wait beside it.
    pub waiting: String,
}

impl Reviews {
    pub async fn of(site: &TestSite, world: &World) -> Self {
        let cold = "The room was cold, the tea was colder, and nobody came for an hour and a half.";
        let cold = hidden(site, world, ("writer", 2, cold)).await;
        let warm = "Warm rooms and warm words, and a count on paper that I could follow to the last line.";
        let warm = hidden(site, world, ("held_author", 5, warm)).await;
        let first = "Two visits, two answers, and none of them on paper until I asked for it again.";
        let first = hidden(site, world, ("claimant", 2, first)).await;
        let second = queued(site, world, "review_author").await;
        let waiting = queued(site, world, "applicant").await;
        queued(site, world, "candidate").await;
        site.all_letters().await;
        Self { said: [cold, warm], placed: [first, second], waiting }
    }

    /// Each, as what the addresses of reviews are filled with.
    pub fn fillings(&self) -> Vec<Filling> {
        let [cold, warm] = &self.said;
        let [first, second] = &self.placed;
        let all = [
            ("a cold review", cold),
            ("a warm review", warm),
            ("the first review", first),
            ("the second review", second),
            ("a waiting review", &self.waiting),
        ];
        all.map(|(of, id)| Filling::new(of, [("review", id.clone())])).into()
    }

    /// Of two that are hidden each says what the other said, and of two that say as much the other one is hidden.
    pub async fn exchange(&self, site: &TestSite) {
        let (said, placed) = (self.said.clone(), self.placed.clone());
        let exchanged = site.app.write(move |tx| {
            exchange_words(tx.conn, &said)?;
            exchange_places(tx.conn, &placed)?;
            Ok(())
        });
        exchanged.await.unwrap();
    }
}

/// Writes the figures on profiles anew, from what the reviews are now.
pub async fn count_again(site: &TestSite) {
    let counted = site.app.write(|tx| {
        let yesterday = tx.now.minus(Duration::days(1));
        let rated = profile_figures::table.filter(profile_figures::name.eq(names::RATING));
        diesel::update(rated).set(profile_figures::updated_at.eq(yesterday)).execute(tx.conn)?;
        rate_again(tx)
    });
    counted.await.unwrap();
}

/// The answers, those that count reviews without these numbers.
pub fn without_counts(answers: &Answers) -> Answers {
    let plain = |((address, name), seen): (&(String, &'static str), &Seen)| {
        let seen = if address.contains(COUNT) { seen.without_counts() } else { seen.clone() };
        ((address.clone(), *name), seen)
    };
    answers.iter().map(plain).collect()
}

/// A review that was public, and was hidden for a threat.
async fn hidden(site: &TestSite, world: &World, (author, stars, words): (&str, u8, &str)) -> String {
    let mut new = new_review(world, words);
    (new["overall"], new["choose_again"]) = (json!(stars), json!(stars > 2));
    let made = world.who(author).does(site, "POST", "/api/v1/reviews", new).await;
    assert_eq!(made["state"], "published");
    decide(site, world, ("review", &id(&made)), json!({"action": "hide"})).await;
    id(&made)
}

/// The first review of somebody who shows nothing; it waits, with two stars.
async fn queued(site: &TestSite, world: &World, author: &str) -> String {
    let words = format!("What {author} has to say fits on one page, and most of it is about the waiting room.");
    let mut new = new_review(world, &words);
    new.as_object_mut().unwrap().remove("attestation");
    let made = world.who(author).does(site, "POST", "/api/v1/reviews", new).await;
    assert_eq!(made["state"], "queued");
    id(&made)
}

fn exchange_words(conn: &mut Connection, [one, other]: &[String; 2]) -> QueryResult<()> {
    let stars_of = (reviews::overall, reviews::choose_again);
    let words_of = (review_versions::overall, review_versions::choose_again, review_versions::text);
    let mut kept = Vec::new();
    for id in [one, other] {
        let stars: (i64, bool) = reviews::table.find(id).select(stars_of).first(conn)?;
        let words: (i64, bool, String) = review_versions::table.find((id, 1_i64)).select(words_of).first(conn)?;
        kept.push((stars, words));
    }
    for (id, (stars, words)) in [other, one].into_iter().zip(kept) {
        let stars = (reviews::overall.eq(stars.0), reviews::choose_again.eq(stars.1));
        diesel::update(reviews::table.find(id)).set(stars).execute(conn)?;
        let words = (
            review_versions::overall.eq(words.0),
            review_versions::choose_again.eq(words.1),
            review_versions::text.eq(words.2),
        );
        diesel::update(review_versions::table.find((id, 1_i64))).set(words).execute(conn)?;
    }
    Ok(())
}

fn exchange_places(conn: &mut Connection, [one, other]: &[String; 2]) -> QueryResult<()> {
    let place_of = (reviews::state, reviews::ground, reviews::statement_id);
    let mut kept = Vec::new();
    for id in [one, other] {
        let place: (String, Option<String>, Option<String>) = reviews::table.find(id).select(place_of).first(conn)?;
        kept.push(place);
    }
    for (id, (state, ground, statement)) in [other, one].into_iter().zip(kept) {
        let place = (reviews::state.eq(state), reviews::ground.eq(ground), reviews::statement_id.eq(statement));
        diesel::update(reviews::table.find(id)).set(place).execute(conn)?;
    }
    Ok(())
}
