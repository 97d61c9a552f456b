//! `If-Match`: every route whose document names it compares it, whoever gets through.

use super::matrix::{self, CALLERS, Outcome};
use super::requests;
use super::routes::Route;
use super::world::{WORLD, World};
use crate::on_both;
use serde_json::Value;
use std::collections::BTreeSet;

/// Where the matrix cannot see it, and why.
const EXCEPTIONS: &[(&str, &str)] = &[
    (
        "POST /api/v1/complaints/{id}/evidence",
        "a case that takes no files refuses before one is read; `complaints::evidence`",
    ),
    ("POST /api/v1/inspections/{id}/items/{code}/evidence", "as the evidence of a complaint"),
    ("POST /api/v1/inspections/{id}/quality-check", "nobody of the matrix is the reader of that inspection"),
    ("PUT /api/v1/complaints/{id}/recommendations/{number}/completion", "that case has no recommendation"),
];

/// The routes that say that they compare a version.
fn comparing() -> BTreeSet<String> {
    let document: Value = serde_json::from_str(include_str!("../../../docs/openapi.json")).unwrap();
    let mut found = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let parameters = operation["parameters"].as_array();
            if parameters.into_iter().flatten().any(|parameter| parameter["name"] == "If-Match") {
                found.insert(Route::new(&method.to_uppercase(), path).to_string());
            }
        }
    }
    found
}

on_both! {
    async fn a_stale_version_changes_nothing_anywhere(site after &WORLD) {
        let world = World::there(&site);
        let comparing = comparing();
        let mut wrong = Vec::new();
        let routes = matrix::read().into_iter().filter(|(route, _)| comparing.contains(&route.to_string()));
        for (number, (route, line)) in routes.enumerate() {
            let mut came = Vec::new();
            for name in CALLERS.iter().filter(|name| line[**name] == Outcome::Ok) {
                let caller = world.who(name);
                let request = requests::request(&site, &world, caller, &route, number).await;
                let request = request.header("If-Match", "\"0.00\"");
                let answer = caller.prove(&route, request).send().await.unwrap();
                let status = answer.status().as_u16();
                let problem: Value = answer.json().await.unwrap_or_default();
                came.push((*name, status, problem["code"].as_str().unwrap_or_default().to_owned()));
                if status == 412 {
                    break;
                }
            }
            let is_stale = came.iter().any(|(_, status, code)| (*status, code.as_str()) == (412, "stale"));
            if !is_stale && !EXCEPTIONS.iter().any(|(name, _)| *name == route.to_string()) {
                wrong.push(format!("{route}: {came:?}"));
            }
        }
        assert!(wrong.is_empty(), "{} routes pay no heed to If-Match:\n{}", wrong.len(), wrong.join("\n"));
    }
}
