//! A book that is lent, renewed, late and returned: the smallest case with a timer, a requirement and a letter.

use candor::app::{Site, Tx};
use candor::cases::{CaseFacts, CaseType, EventRow};
use candor::clock::Timestamp;
use candor::db::schema::site_state;
use candor::db::{Connection, JsonText};
use candor::error::{AppError, Code};
use candor::mail::{Block, Letter, Recipient};
use candor::text::lang::Lang;
use candor::workflow::{Due, Opening, Requirement, Step, TimerRule, To, Transition, Workflow};
use candor::{ids, text_enum};
use chrono::Duration;
use diesel::prelude::*;
use serde_json::{Value, json};

text_enum! { pub enum State { Lent = "lent", Late = "late", Returned = "returned" } }
text_enum! { pub enum Event { Lend = "lend", Renew = "renew", Miss = "miss", Give = "give" } }
text_enum! { pub enum Actor { Reader = "reader", Library = "library", Clock = "clock" } }
text_enum! { pub enum Timer { Term = "term" } }
text_enum! { pub enum Note { Overdue = "overdue" } }

/// A loan may be renewed this often.
const RENEWALS: u64 = 2;
const RENEWED_ENOUGH: Code = Code::conflict("renewed_enough");

pub struct Loan;

#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub struct LoanFacts {
    pub id: String,
    pub subject_ref: String,
    pub state: State,
    pub renewals: u64,
}

impl CaseFacts<State> for LoanFacts {
    fn id(&self) -> &str {
        &self.id
    }
    fn state(&self) -> State {
        self.state
    }
    fn subject_ref(&self) -> &str {
        &self.subject_ref
    }
}

const fn line(from: &'static [State], on: Event, by: &'static [Actor], to: To<Loan>) -> Transition<Loan> {
    Transition { from, on, by, when: None, requires: &[], to, starts: &[], stops: &[], letters: &[], leaf: "loan.step" }
}

impl Workflow for Loan {
    type State = State;
    type Event = Event;
    type Actor = Actor;
    type Timer = Timer;
    type Letter = Note;
    type Facts = LoanFacts;
    const NAME: &'static str = "loan";
    const OPENING: Opening<Self> = Opening {
        event: Event::Lend,
        by: Actor::Reader,
        to: State::Lent,
        starts: &[Timer::Term],
        letters: &[],
        leaf: "loan.lent",
    };
    const TERMINAL: &'static [State] = &[State::Returned];
    const TIMERS: &'static [TimerRule<Self>] =
        &[TimerRule { timer: Timer::Term, lives_in: &[State::Lent], fires: Event::Miss }];
    const TRANSITIONS: &'static [Transition<Self>] = &[
        Transition {
            requires: &[Requirement { code: RENEWED_ENOUGH, holds: |facts, _| facts.renewals < RENEWALS }],
            starts: &[Timer::Term],
            stops: &[Timer::Term],
            ..line(&[State::Lent], Event::Renew, &[Actor::Reader], To::Same)
        },
        Transition {
            letters: &[Note::Overdue],
            ..line(&[State::Lent], Event::Miss, &[Actor::Clock], To::State(State::Late))
        },
        line(&[State::Lent, State::Late], Event::Give, &[Actor::Reader, Actor::Library], To::State(State::Returned)),
    ];

    fn due(_: Timer, start: Timestamp, _: &LoanFacts) -> Vec<Due> {
        vec![Due::deadline(start.plus(Duration::days(2)))]
    }
}

impl CaseType for Loan {
    const CLOCK: Actor = Actor::Clock;

    fn load(conn: &mut Connection, _: &Site, id: &str) -> Result<LoanFacts, AppError> {
        find(conn, id)
    }

    fn save(tx: &mut Tx<'_>, facts: &LoanFacts, step: &Step<Self>, _: &Value) -> Result<(), AppError> {
        let renewals = facts.renewals + u64::from(step.event == Event::Renew);
        let changed = LoanFacts { state: step.to, renewals, ..facts.clone() };
        let row = site_state::table.filter(site_state::name.eq(name(&facts.id)));
        diesel::update(row).set(site_state::value.eq(JsonText::of(&changed)?)).execute(tx.conn)?;
        Ok(())
    }

    fn write(_: &mut Tx<'_>, facts: &LoanFacts, letter: Note, event: &EventRow) -> Result<Vec<Letter>, AppError> {
        let to = Recipient { address: "reader@example.org".to_owned(), name: None, lang: Lang::En };
        Ok(vec![Letter {
            kind: letter.as_str(),
            to,
            subject: "The book is late".to_owned(),
            body: vec![Block::Paragraph("Please bring it back.".to_owned())],
            thread: Some(facts.id.clone()),
            reply_to: None,
            once_key: format!("{}:{letter}", event.id),
        }])
    }

    fn record(_: &mut Tx<'_>, facts: &LoanFacts, _: &Step<Self>, _: &Value) -> Result<Value, AppError> {
        Ok(json!({ "renewals": facts.renewals }))
    }
}

fn name(id: &str) -> String {
    format!("loan:{id}")
}

/// A new loan, not yet opened as a case.
pub fn insert(tx: &mut Tx<'_>) -> Result<LoanFacts, AppError> {
    let facts = LoanFacts { id: ids::mint(tx.now), subject_ref: ids::random_hex(16), state: State::Lent, renewals: 0 };
    let row = (site_state::name.eq(name(&facts.id)), site_state::value.eq(JsonText::of(&facts)?));
    diesel::insert_into(site_state::table).values(row).execute(tx.conn)?;
    Ok(facts)
}

/// The loan as it is now.
pub fn find(conn: &mut Connection, id: &str) -> Result<LoanFacts, AppError> {
    let query = site_state::table.filter(site_state::name.eq(name(id))).select(site_state::value);
    query.first::<JsonText>(conn)?.read()
}
