//! Staff whose roles wait for a second factor are members until they gave it, on every route.

use super::matrix::{self, CALLERS, Outcome};
use super::people::location;
use super::requests;
use super::routes::Route;
use super::world::{WORLD, World};
use crate::on_both;
use candor::accounts::Role;
use candor::config::StaffSecondFactor;
use reqwest::Response;
use serde_json::Value;

/// Where a page leads staff who have yet to give their second factor.
const LEADS_TO: &str = "/me/second-factor?done=required";

on_both! {
    async fn a_role_that_waits_for_its_second_factor_opens_nothing(site after &WORLD) {
        let world = World::there(&site);
        let strict = site.beside(|config| config.accounts.staff_second_factor = StaffSecondFactor::Required).await;
        let (mut asked, mut wrong) = (0, Vec::new());
        for (number, (route, line)) in matrix::read().into_iter().enumerate() {
            let opened = |name: &&&'static str| line[**name] == Outcome::Ok && line["member"] != Outcome::Ok;
            for name in CALLERS.iter().filter(|name| is_staff(name)).filter(opened) {
                let caller = world.who(name);
                let request = requests::request(&site, &world, caller, &route, number).await;
                let answer = strict.send(caller.prove(&route, request)).await;
                asked += 1;
                wrong.extend(opens(&route, answer).await.map(|came| format!("{route} as {name}: {came}")));
            }
        }
        assert!(asked > 150, "only {asked} routes are for staff");
        assert!(wrong.is_empty(), "{} of {asked} open without a second factor:\n{}", wrong.len(), wrong.join("\n"));
    }
}

fn is_staff(name: &str) -> bool {
    name.parse::<Role>().is_ok_and(Role::is_staff)
}

/// How an answer differs from a refusal that says, or leads to, what is missing.
async fn opens(route: &Route, answer: Response) -> Option<String> {
    let (status, leads) = (answer.status().as_u16(), location(&answer).to_owned());
    let text = answer.text().await.unwrap();
    let problem: Value = serde_json::from_str(&text).unwrap_or_default();
    let is_refused = match status {
        403 if route.is_api() => problem["code"] == "second_factor_required",
        303 => route.method == "GET" && leads == LEADS_TO,
        404 => route.is_api() || route.method == "POST",
        403 => route.method == "POST",
        _ => false,
    };
    (!is_refused).then(|| format!("{status} {leads} {}", text.chars().take(200).collect::<String>()))
}
