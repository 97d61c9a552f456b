//! The clocks of §5.3, each against the table: in working days where it says so, at the end of the local day.

use super::actions::begun;
use super::facts::{ApplicationFacts, Wish, due};
use super::form::Form;
use super::model::{State, Timer};
use crate::clock::Timestamp;
use crate::specialty::Pack;
use crate::workdays::Calendar;
use chrono_tz::Tz;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

fn form(is_whole: bool) -> Form {
    if !is_whole {
        return Form::default();
    }
    let person = |number: usize| json!({"name": format!("P {number}"), "email": format!("p{number}@named.example")});
    serde_json::from_value(json!({
        "licences": [{"country": "TR", "authority": "Ministry", "number": "1"}],
        "practice": "Fourteen years.",
        "cases": "Set 1.",
        "peers": [person(1), person(2)],
        "patients": (3..=53).map(person).collect::<Vec<_>>(),
        "agreements": {"all": true},
    }))
    .unwrap()
}

fn facts(form: Form) -> ApplicationFacts {
    let now = Timestamp::parse("2026-03-02T09:00:00Z").unwrap();
    let parties = (format!("{:032x}", 1).parse().unwrap(), format!("{:032x}", 2).parse().unwrap());
    let mut row = begun("APP-2026-000001".into(), parties, &form, now).unwrap();
    row.state = State::GateCheck;
    ApplicationFacts {
        row,
        form,
        own_addresses: Vec::new(),
        listed_gaps: Vec::new(),
        gates: Vec::new(),
        referees: Vec::new(),
        seats: Vec::new(),
        recusals: Vec::new(),
        scores: Vec::new(),
        locks: Vec::new(),
        votes: Vec::new(),
        board: Vec::new(),
        board_conflicts: Vec::new(),
        conflicts: BTreeMap::new(),
        comes_back: false,
        result: None,
        pack: Pack::embedded("hair-restoration").unwrap().membership.clone(),
        // Monday the 9th is a holiday here.
        calendar: Calendar::new(Tz::Europe__Istanbul, BTreeSet::from(["2026-03-09".parse().unwrap()])),
        wish: Wish::None,
    }
}

#[test]
fn every_clock_of_an_application_runs_as_the_table_says() {
    let start = Timestamp::parse("2026-03-02T09:00:00Z").unwrap();
    type Case<'a> = (Timer, bool, &'a [&'a str]);
    let table: &[Case<'_>] = &[
        // Five working days, over a weekend and a holiday.
        (Timer::GapsDue, false, &["2026-03-10T21:00:00Z"]),
        (Timer::GapsDue, true, &[]),
        (Timer::CureDue, false, &["2026-04-01T21:00:00Z"]),
        (Timer::ReferenceReminder, true, &["2026-03-09T06:00:00Z", "2026-03-16T06:00:00Z"]),
        (Timer::ReferencesDue, true, &["2026-03-23T21:00:00Z"]),
        (Timer::ScoringDue, true, &["2026-03-23T21:00:00Z"]),
        (Timer::CommentsDue, true, &["2026-04-01T21:00:00Z"]),
        // The applicant answers by day 40; then the board votes, for ten days.
        (Timer::VoteOpens, true, &["2026-04-11T21:00:00Z"]),
        (Timer::VoteDue, true, &["2026-03-12T21:00:00Z"]),
        (Timer::DecisionDue, true, &["2026-06-30T21:00:00Z"]),
        (Timer::DecisionDue, false, &[]),
        (Timer::PublishDue, true, &["2026-03-10T21:00:00Z"]),
    ];
    for (timer, is_whole, expected) in table {
        let found = due(*timer, start, &facts(form(*is_whole)));
        let instants: Vec<Timestamp> = expected.iter().map(|at| Timestamp::parse(at).unwrap()).collect();
        assert_eq!(found.iter().map(|due| due.at).collect::<Vec<_>>(), instants, "{timer}");
    }
    for timer in Timer::ALL {
        assert!(table.iter().any(|(known, _, _)| known == timer), "{timer} is not in the table");
    }
}
