//! `Idempotency-Key`: every POST of the API that creates, mails or costs knows the keys it has answered.

use super::matrix::{self, CALLERS, Line, Outcome};
use super::requests;
use super::routes::Route;
use super::world::{WORLD, World};
use crate::on_both;
use crate::support::app::TestSite;
use candor::db::JsonText;
use candor::db::schema::idempotent_answers::dsl;
use diesel::prelude::*;
use serde_json::Value;

/// What keeps no answer, and why.
const EXCEPTIONS: &[(&str, &str)] = &[
    ("POST /api/v1/inspections/{id}/quality-check", "nobody of the matrix is the reader of that inspection"),
    ("POST /api/v1/me/second-factor", "the answer is a secret"),
    ("POST /api/v1/me/second-factor/recovery-codes", "the answer holds secrets"),
    ("POST /api/v1/me/second-factor/removal", "asks for a code that works once"),
    ("POST /api/v1/reference-links/{token}/answers", "nobody of the matrix holds a letter's link"),
    ("POST /api/v1/sessions", "the answer holds tokens"),
    ("POST /api/v1/tokens", "the answer holds tokens"),
];
/// Whose keys they are where nobody is signed in.
const ADDRESS: &str = "127.0.0.1";
const KEY: &str = "answered-before";

fn is_exception(route: &Route) -> bool {
    EXCEPTIONS.iter().any(|(name, _)| *name == route.to_string())
}

#[test]
fn every_exception_is_a_route() {
    let routes = matrix::read();
    for (name, _) in EXCEPTIONS {
        assert!(routes.keys().any(|route| route.to_string() == *name), "{name} is no route");
    }
}

on_both! {
    async fn every_post_knows_a_key_that_came_with_another_request(site after &WORLD) {
        let world = World::there(&site);
        let mut ignored = Vec::new();
        let posts = matrix::read().into_iter().filter(|(route, _)| route.is_api() && route.method == "POST");
        for (number, (route, line)) in posts.filter(|(route, _)| !is_exception(route)).enumerate() {
            let came = answers(&site, &world, (&route, &line), number).await;
            if !came.iter().any(|(_, status, code)| (*status, code.as_str()) == (422, "key_reused")) {
                ignored.push(format!("{route}: {came:?}"));
            }
        }
        assert!(ignored.is_empty(), "these pay no heed to Idempotency-Key:\n{}", ignored.join("\n"));
    }
}

/// What everybody who gets through is told, when their key was answered to another request before.
async fn answers(
    site: &TestSite,
    world: &World,
    (route, line): (&Route, &Line),
    number: usize,
) -> Vec<(&'static str, u16, String)> {
    let mut came = Vec::new();
    for name in CALLERS.iter().filter(|name| line[**name] == Outcome::Ok) {
        let caller = world.who(name);
        let whose = if *name == "guest" { ADDRESS } else { &caller.id };
        answered_before(site, format!("{whose} {route}")).await;
        let request = requests::request(site, world, caller, route, number).await.header("Idempotency-Key", KEY);
        let answer = caller.prove(route, request).send().await.unwrap();
        let status = answer.status().as_u16();
        let problem: Value = answer.json().await.unwrap_or_default();
        came.push((*name, status, problem["code"].as_str().unwrap_or_default().to_owned()));
        if came.last().is_some_and(|(_, _, code)| code == "key_reused") {
            break;
        }
    }
    came
}

/// Keeps an answer to a request that nobody can send.
async fn answered_before(site: &TestSite, scope: String) {
    let write = site.app.write(move |tx| {
        let row = (
            dsl::scope.eq(&scope),
            dsl::key.eq(KEY),
            dsl::request_hash.eq("of no request"),
            dsl::status.eq(201_i64),
            dsl::body.eq(JsonText::of(&Value::Null)?),
            dsl::created_at.eq(tx.site.clock.machine_now()),
        );
        diesel::insert_into(dsl::idempotent_answers).values(row).execute(tx.conn)?;
        Ok(())
    });
    write.await.unwrap();
}
