//! Every route × every role, against the tables in `matrix/`; and never by the wrong kind of proof.

mod coalition;
mod costs;
mod inspections;
mod leaks;
mod looks;
mod matrix;
mod moderation;
mod once;
pub mod people;
mod requests;
mod reviews;
pub mod routes;
mod snapshots;
mod stale;
mod waiting;
pub mod world;

use crate::on_both;
use crate::support::answer::Answer;
use crate::support::app::TestSite;
use crate::support::schema;
use candor::text::lang::Lang;
use matrix::{CALLERS, Outcome};
use people::Person;
use reqwest::Response;
use routes::Route;
use std::collections::BTreeSet;
use world::{WORLD, World};

/// Routes after which the caller, or the account that is signed in with, must sign in anew.
const SIGNS_OUT: &[&str] = &[
    "DELETE /api/v1/sessions",
    "DELETE /api/v1/sessions/{id}",
    "PUT /api/v1/me/password",
    "POST /sign-out",
    "POST /me/password",
    "POST /me/sessions/end",
    "POST /me/sessions/{id}/end",
];

/// Routes that leave nothing for whoever comes after, and who takes them: those are asked as even where others are.
const TAKEN_BY: &[(&str, &str)] =
    &[("POST /api/v1/reviews/{id}/withdrawal", "patient"), ("POST /reviews/{id}/withdrawal", "patient")];

/// Forms that nobody of the matrix gets through with, and the doors where something else than a form is sent.
const FOR_NOBODY: &[&str] = &[
    "POST /complaints/{id}/recommendations/{number}/completion",
    "POST /hooks/mail",
    "POST /inspections/{id}/quality-check",
    "POST /me/ties/{id}/withdrawal",
    "POST /reference-links/{token}",
];

#[test]
fn every_route_has_its_line_and_every_line_its_route() {
    let listed: BTreeSet<Route> = matrix::read().into_keys().collect();
    let served = routes::all();
    let without_line: Vec<_> = served.difference(&listed).map(ToString::to_string).collect();
    let without_route: Vec<_> = listed.difference(&served).map(ToString::to_string).collect();
    assert!(
        without_line.is_empty() && without_route.is_empty(),
        "no line: {without_line:#?}\nno route: {without_route:#?}"
    );
}

on_both! {
    async fn each_stranger_and_party_gets_what_the_table_says(site after &WORLD) {
        if !site.is_todays(0) {
            return;
        }
        ask_as(&site, &CALLERS[..6]).await;
    }
}

on_both! {
    async fn each_who_has_a_part_elsewhere_gets_what_the_table_says(site after &WORLD) {
        if !site.is_todays(1) {
            return;
        }
        ask_as(&site, &CALLERS[6..9]).await;
    }
}

on_both! {
    async fn each_who_judges_gets_what_the_table_says(site after &WORLD) {
        if !site.is_todays(0) {
            return;
        }
        ask_as(&site, &CALLERS[9..14]).await;
    }
}

on_both! {
    async fn each_other_of_the_staff_gets_what_the_table_says(site after &WORLD) {
        if !site.is_todays(1) {
            return;
        }
        ask_as(&site, &CALLERS[14..]).await;
    }
}

/// Calls every route as each of these callers.
async fn ask_as(site: &TestSite, callers: &[&'static str]) {
    let mut world = World::there(site);
    let mut wrong = Vec::new();
    let mut number = 0;
    for (route, line) in matrix::read() {
        let taken = TAKEN_BY.iter().find(|(taken, _)| *taken == route.to_string()).map(|(_, by)| by);
        for name in taken.into_iter().filter(|by| !callers.contains(by)).chain(callers) {
            number += 1;
            let caller = world.who(name).clone();
            let request = requests::request(site, &world, &caller, &route, number).await;
            let answer = Answer::of(caller.prove(&route, request).send().await.unwrap()).await;
            wrong.extend(undocumented(&route, name, &answer));
            wrong.extend(differs(&route, name, line[name], &answer));
            if SIGNS_OUT.contains(&route.to_string().as_str()) && *name != "guest" {
                let mut again = caller;
                again.sign_in(site).await;
                world.people.insert(name, again);
            }
        }
    }
    assert!(wrong.is_empty(), "{} differ from matrix or document:\n{}", wrong.len(), wrong.join("\n"));
}

on_both! {
    async fn a_cookie_opens_no_api_and_a_token_no_page(site after &WORLD) {
        let world = World::there(&site);
        let mut wrong = Vec::new();
        for (number, (route, line)) in matrix::read().into_iter().enumerate() {
            let through = CALLERS.iter().find(|name| **name != "guest" && line[*name] == Outcome::Ok);
            let (Some(name), true) = (through, line["guest"] != Outcome::Ok) else { continue };
            let caller: &Person = world.who(name);
            let request = requests::request(&site, &world, caller, &route, number).await;
            let answer = Answer::of(caller.prove_wrongly(&route, request).send().await.unwrap()).await;
            wrong.extend(differs(&route, name, line["guest"], &answer));
        }
        assert!(wrong.is_empty(), "let in by the wrong proof:\n{}", wrong.join("\n"));
    }
}

on_both! {
    async fn where_guests_may_read_the_wrong_proof_shows_no_more(site after &WORLD) {
        let world = World::there(&site);
        let (mut compared, mut wrong) = (0, Vec::new());
        let open = matrix::read().into_iter().filter(|(route, line)| route.reads() && line["guest"] == Outcome::Ok);
        // Letters come and go while they are listed, and the room on the disk changes.
        let stands = |route: &Route| !route.path.starts_with("/dev/") && route.path != "/readyz";
        for (route, line) in open.filter(|(route, _)| stands(route)) {
            let guest = world.who("guest");
            for name in ["patient", "case_officer", "admin"].into_iter().filter(|name| line[*name] == Outcome::Ok) {
                let caller = world.who(name);
                // What is asked for may depend on who asks; the guest asks for the same.
                let request = || requests::request(&site, &world, caller, &route, 0);
                let seen = caller.prove_wrongly(&route, request().await).send().await.unwrap();
                let plain = guest.prove(&route, request().await).send().await.unwrap();
                let (seen, plain) = (body_of(seen).await, body_of(plain).await);
                compared += 1;
                if seen != plain {
                    wrong.push(format!("{route} as {name}"));
                }
            }
        }
        assert!(compared > 100, "{compared} reads were compared");
        assert!(wrong.is_empty(), "shown more by the wrong proof:\n{}", wrong.join("\n"));
    }
}

/// Status and text of an answer, without what every answer has of its own.
async fn body_of(answer: Response) -> (u16, String) {
    let id = answer.headers()["x-request-id"].to_str().unwrap().to_owned();
    let status = answer.status().as_u16();
    let text = String::from_utf8_lossy(&answer.bytes().await.unwrap()).replace(&id, "");
    let token = people::after(&text, "name=\"_csrf\" value=\"").unwrap_or_default();
    (status, if token.is_empty() { text } else { text.replace(&token, "") })
}

on_both! {
    async fn no_form_is_taken_without_the_token_of_its_session(site after &WORLD) {
        let world = World::there(&site);
        let refusal = Lang::En.t("error-csrf-title");
        let (mut taken, mut unasked) = (Vec::new(), Vec::new());
        let forms = matrix::read().into_iter().filter(|(route, _)| !route.is_api() && route.method == "POST");
        for (number, (route, line)) in forms.filter(|(_, line)| line["guest"] != Outcome::Ok).enumerate() {
            let through = CALLERS.iter().find(|name| line[*name] == Outcome::Ok);
            let (Some(name), true) = (through, !FOR_NOBODY.contains(&route.to_string().as_str())) else {
                unasked.push(route.to_string());
                continue;
            };
            let mut caller = world.who(name).clone();
            caller.csrf.clear();
            let request = requests::request(&site, &world, &caller, &route, number).await;
            let answer = caller.prove(&route, request).send().await.unwrap();
            let (status, text) = (answer.status().as_u16(), answer.text().await.unwrap());
            if status != 403 || !text.contains(&refusal) {
                taken.push(format!("{route}: {status}"));
            }
        }
        assert_eq!(unasked, FOR_NOBODY, "nobody of the matrix may send these, or somebody may after all");
        assert!(taken.is_empty(), "{} forms need no token:\n{}", taken.len(), taken.join("\n"));
    }
}

/// How an answer of the API is another than its document says: by its status, or by what is in it.
fn undocumented(route: &Route, name: &str, answer: &Answer) -> Vec<String> {
    let status = answer.status;
    let reasons = match (route.is_api(), routes::is_documented(route, status)) {
        (false, _) => Vec::new(),
        (true, false) => vec!["does not stand in the document".to_owned()],
        (true, true) => schema::differences(&route.method, &route.path, answer),
    };
    reasons.into_iter().map(|reason| format!("{route} as {name}: {status} {reason}")).collect()
}

/// Says how an answer differs from what was expected; nothing when it does not.
fn differs(route: &Route, name: &str, expected: Outcome, answer: &Answer) -> Option<String> {
    let status = answer.status;
    let leads_to_sign_in = status == 303 && answer.header("location").starts_with("/sign-in?next=");
    let came = match status {
        303 if leads_to_sign_in => Some(Outcome::SignIn),
        200..=399 | 409 | 412 | 422 => Some(Outcome::Ok),
        401 | 403 | 404 => Some(Outcome::Refused(status)),
        _ => None,
    };
    if came == Some(expected) {
        return None;
    }
    let text: String = answer.text.chars().take(200).collect();
    Some(format!("{route} as {name}: expected {expected:?}, came {status} {text}"))
}
