//! Complaints through the front door, on both databases: stories first, then everything that is refused.

mod acts;
mod after_decision;
mod appeal;
mod consent;
mod evidence;
mod inbox;
mod incoming;
mod ladder;
mod links;
mod marks;
mod messages;
mod names;
mod overdue;
mod panel;
mod proof;
mod publication;
mod receipt;
mod refusals;
mod register;
mod result;
mod said;
mod standing_still;
mod story;
mod strangers;
mod talk;
mod tries;
mod walk;
mod webhook;

pub use acts::triage;

use crate::access::people::Person as Browser;
use crate::support::app::TestSite;
use crate::support::make::Clinic;
use crate::support::people::{Admin, Board, Officer, Panel, Patient, Person};
use candor::db::schema::case_events;
use diesel::prelude::*;
use serde_json::{Value, json};

/// In how many events of any case these words stand.
async fn events_that_hold(site: &TestSite, words: &str) -> i64 {
    let part = format!("%{words}%");
    let found = site.app.read(move |reader| {
        Ok(case_events::table.filter(case_events::data.like(part)).count().get_result(reader.conn)?)
    });
    found.await.unwrap()
}

/// A page as somebody's browser shows it.
async fn page(site: &TestSite, who: &Person, path: &str) -> (u16, String) {
    let who = Browser::at_a_browser(site, &who.email).await;
    let answer = site.client().get(site.url(path)).header("Cookie", &who.cookie).send().await.unwrap();
    (answer.status().as_u16(), answer.text().await.unwrap())
}

/// Whoever takes part in most stories.
struct Cast {
    patient: Patient,
    officer: Officer,
    board: Board,
    clinic: Clinic,
}

impl Cast {
    async fn of(site: &TestSite) -> Self {
        let admin = Admin::of(site, "admin").await;
        Self {
            patient: Patient::signs_up(site, "teal_bicycle").await,
            officer: Officer::of(site, "officer_lind").await,
            board: Board::of(site, "board_ames").await,
            clinic: Clinic::listed(&admin, "bosporus").await,
        }
    }

    /// A named complaint that the officer sent to the clinic.
    async fn case_with_clinic(&self) -> String {
        let case = self.patient.files_complaint(&self.clinic).await;
        assert_eq!(self.officer.sends_to_clinic(&case).await["state"], "with_clinic");
        case
    }

    /// A complaint that the patient took straight to the coalition.
    async fn escalated_case(&self) -> String {
        let case = self.patient.files_complaint(&self.clinic).await;
        let sorted = self.officer.sorts(&case, json!({"private_attempt_shown": true})).await;
        assert_eq!(sorted["state"], "escalated");
        case
    }

    /// An escalated complaint with a panel that has drafted its findings.
    async fn drafted_case(&self, panel: &Panel) -> String {
        let case = self.escalated_case().await;
        self.board.put(&format!("/complaints/{case}/panel"), panel.seats()).await.with(200);
        panel.lay.acts(&case, "findings", words()).await.with(201);
        case
    }

    /// A complaint that a panel upheld.
    async fn decided_case(&self, site: &TestSite, panel: &Panel) -> String {
        let case = self.drafted_case(panel).await;
        panel.lay.acts(&case, "factual-check", words()).await.with(201);
        site.advance("P20D").await;
        panel.physician.acts(&case, "decision", panel.decision("upheld", [true, true, true])).await.with(201);
        case
    }
}

/// Some words, where any will do.
fn words() -> Value {
    json!({"text": "The paper says 3,000; the photos show about 1,800."})
}

/// When the events of this type happened.
fn times(events: &[Value], kind: &str) -> Vec<String> {
    let of_kind = events.iter().filter(|event| event["type"] == kind);
    of_kind.map(|event| event["at"].as_str().expect("a time").to_owned()).collect()
}

/// The types of the events, in order.
fn kinds(events: &[Value]) -> Vec<&str> {
    events.iter().map(|event| event["type"].as_str().expect("a type")).collect()
}

/// The names of the acts that a view offers.
fn offered(view: &Value) -> Vec<&str> {
    view["actions"].as_array().expect("actions").iter().map(|act| act["name"].as_str().expect("a name")).collect()
}
