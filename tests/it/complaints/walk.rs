//! Random steps over the complaint table, on each database: ten thousand in `make soak`, which takes some three
//! minutes on SQLite and four on PostgreSQL; a sample in `make test`.

use super::acts::{Act, Scene, Token};
use super::tries::act_of;
use crate::random_steps;
use crate::support::community::{Community, complaint};
use crate::support::ledger;
use crate::support::walk::{Dice, Record, agree, assert_reached, disagreements, steps};
use candor::accounts::{self, Member};
use candor::app::App;
use candor::cases::{self, CaseType as _};
use candor::clock::Timestamp;
use candor::complaints::{Complaint, Event, PanelRow, Role, State, StatementKind, StatementRow, actions};
use candor::db::schema::{
    case_timers, complaint_panel_members, complaint_recommendations, complaint_statements, complaints, outbox_letters,
};
use candor::directory::{self, ClinicId};
use candor::error::AppError;
use candor::mail::{LetterUndeliverable, store};
use candor::workdays::Month;
use candor::workflow::{self, Word as _};
use chrono::Duration;
use diesel::prelude::*;
use std::collections::BTreeSet;

/// Steps of a walk in `make test`, which takes a sample of it.
const SAMPLE: usize = 600;
const CASES: usize = 30;
const NEIGHBOURS: usize = 16;
/// How many steps of a hundred try whatever comes.
const WILD_PERCENT: u64 = 15;
/// Steps of a hundred after which time goes on.
const TIME_PERCENT: u64 = 8;
/// The link of a letter works for this long.
const LINK_DAYS: i64 = 120;

/// A walk: the dice, the people, and the cases that are open.
struct Walk {
    app: App,
    community: Community,
    dice: Dice,
    open: Vec<String>,
    record: Record,
}

impl Walk {
    async fn begin(app: App, seed: u64) -> Self {
        let community = Community::settle(&app, NEIGHBOURS).await;
        let (dice, record) = (Dice::seeded(seed), Record::default());
        let mut walk = Self { app, community, dice, open: Vec::new(), record };
        while walk.open.len() < CASES {
            walk.file().await;
        }
        walk
    }

    async fn file(&mut self) {
        let dice = &mut self.dice;
        let clinic: ClinicId = self.community.clinics[usize::from(dice.chance(40))].clone();
        let mut new = complaint(&clinic);
        new.identity_consent = dice.chance(70);
        new.publish_narrative = dice.chance(50);
        if dice.chance(25) {
            new.procedure_month = Month::of(self.app.now().date());
        }
        if dice.chance(30) {
            (new.physician_id, new.clinic_id) = (Some(self.community.physician.clone()), None);
        }
        if !new.publish_narrative {
            new.public_narrative = None;
        }
        let who = self.community.patients[usize::try_from(dice.below(3)).unwrap()].clone();
        let filed = self.app.write(move |tx| actions::file(tx, &who, &new)).await.unwrap();
        self.open.push(filed.id);
    }

    /// Lets time go on, mostly by hours, now and then by weeks.
    async fn wait(&mut self) {
        let span = if self.dice.chance(10) { self.dice.hours(24 * 30) } else { self.dice.hours(60) };
        let minutes = Duration::minutes(i64::try_from(self.dice.below(60)).unwrap());
        candor::jobs::advance(&self.app, self.app.now().plus(span + minutes)).await.unwrap();
        if self.dice.chance(30) {
            self.lose_letter().await;
        }
    }

    /// A letter to a clinic turns out to be undeliverable.
    async fn lose_letter(&mut self) {
        let place = usize::try_from(self.dice.below(self.open.len() as u64)).unwrap();
        let id = self.open[place].clone();
        let lost = self.app.write(move |tx| {
            let letters = store::of_thread(tx.conn, &id)?;
            let Some(letter) = letters.into_iter().find(|letter| letter.text_body.contains("/case-links/")) else {
                return Ok(());
            };
            let (kind, thread, recipient) = (letter.kind, letter.thread, letter.recipient);
            tx.announce(&LetterUndeliverable { id: letter.id, kind, thread, recipient })
        });
        lost.await.unwrap();
    }

    /// The case that a triage opened beside another takes part in the walk.
    async fn join(&mut self, id: &str) {
        let (scene, _) = scene(&self.app, id).await;
        let opened = scene.facts.result_case.filter(|case| !self.open.contains(case));
        self.open.extend(opened);
    }

    async fn step(&mut self, at: &str) {
        if self.dice.chance(TIME_PERCENT) {
            self.wait().await;
        }
        let place = usize::try_from(self.dice.below(self.open.len() as u64)).unwrap();
        let id = self.open[place].clone();
        let (scene, timers) = scene(&self.app, &id).await;
        let (who, act) = self.choose(&id, &scene).await;
        check_no_dead_end(&scene, timers, at);
        let expected = scene.expected(&who, &act);
        let came = perform(&self.app, &id, &who, &act).await;
        agree(&expected, &came, &format!("{at}: {act:?} by {} in {}", who.display_name, scene.facts.row.state));
        self.record.note(act.event().word(), &came);
        if came.is_ok() && act.event() == Event::Triaged {
            self.join(&id).await;
        }
        candor::jobs::run_due(&self.app).await.unwrap();
        self.check(&id, at).await;
        let is_closed = came.map_or(scene.facts.row.state, |state| state) == State::Closed;
        if is_closed && self.dice.chance(60) {
            self.open.remove(place);
            self.file().await;
        }
    }

    /// The rows of a case agree with each other.
    async fn check(&self, id: &str, at: &str) {
        let id = id.to_owned();
        let found = self.app.read(move |reader| disagreements::<Complaint>(reader, &id)).await.unwrap();
        assert!(found.is_empty(), "{at}: {found:?}");
    }

    /// Mostly what the table offers to somebody; sometimes anything by anybody.
    async fn choose(&mut self, id: &str, scene: &Scene) -> (Member, Act) {
        let token = self.token(id).await;
        let dice = &mut self.dice;
        let wild = dice.chance(WILD_PERCENT);
        let event = if wild { dice.choose(HUMAN_EVENTS).unwrap() } else { offered(dice, scene) };
        let act = act_of(dice, &self.community, scene, event, token);
        let everybody = self.community.everybody();
        let fitting = scene.fitting(&everybody, &act);
        let pool = if wild || fitting.is_empty() { everybody } else { fitting };
        (dice.choose(&pool).unwrap().clone(), act)
    }

    /// The newest link that the clinic got in a letter; now and then one that nobody got.
    async fn token(&mut self, id: &str) -> Option<Token> {
        if self.dice.chance(80) {
            return None;
        }
        if self.dice.chance(5) {
            return Some(Token { text: "0".repeat(64), expires_at: None });
        }
        let id = id.to_owned();
        let letter: Option<(String, Timestamp)> = self
            .app
            .read(move |reader| {
                let letters = outbox_letters::table.filter(outbox_letters::thread.eq(&id));
                let written = letters.filter(outbox_letters::text_body.like("%/case-links/%"));
                let newest = written.order(outbox_letters::id.desc());
                Ok(newest
                    .select((outbox_letters::text_body, outbox_letters::created_at))
                    .first(reader.conn)
                    .optional()?)
            })
            .await
            .unwrap();
        letter.map(|(text, at)| {
            let (_, rest) = text.split_once("/case-links/").unwrap();
            Token { text: rest.chars().take(64).collect(), expires_at: Some(at.plus(Duration::days(LINK_DAYS))) }
        })
    }
}

/// What people can do, each with an action of its own.
const HUMAN_EVENTS: &[Event] = &[
    Event::Triaged,
    Event::EvidenceAssessed,
    Event::ClosedByOfficer,
    Event::Paused,
    Event::Resumed,
    Event::Extended,
    Event::EvidenceAdded,
    Event::Acknowledged,
    Event::Responded,
    Event::FeedbackGiven,
    Event::Escalated,
    Event::Withdrawn,
    Event::IdentityConsented,
    Event::NarrativeWithdrawn,
    Event::PanelSeated,
    Event::Recused,
    Event::MediationOffered,
    Event::MediationEnded,
    Event::EvidenceCalled,
    Event::FindingsDrafted,
    Event::FactualCheckOpened,
    Event::Commented,
    Event::Decided,
    Event::Appealed,
    Event::Messaged,
    Event::NarrativePublished,
    Event::RecommendationMade,
    Event::RecommendationCompleted,
    Event::ClinicReaddressed,
];

/// What leads nowhere by itself, or ends a case early: tried less often, and no way out of a dead end.
const ASIDE: &[Event] = &[
    Event::ClosedByOfficer,
    Event::Withdrawn,
    Event::Paused,
    Event::EvidenceAdded,
    Event::Commented,
    Event::IdentityConsented,
    Event::NarrativeWithdrawn,
    Event::Recused,
    Event::Messaged,
    Event::NarrativePublished,
    Event::RecommendationMade,
    Event::RecommendationCompleted,
    Event::ClinicReaddressed,
];

/// Proof that was not asked for can be looked at any time, which leads nowhere either.
fn is_aside(scene: &Scene, event: Event) -> bool {
    ASIDE.contains(&event) || (event == Event::EvidenceAssessed && scene.facts.row.state != State::ProofAsked)
}

const PEOPLE: &[Role] = &[Role::Patient, Role::Officer, Role::Clinic, Role::Board, Role::Panel];

fn events_offered(scene: &Scene) -> Vec<Event> {
    let row = &scene.facts.row;
    let of = |role: &Role| workflow::allowed::<Complaint>(row.state, *role, &scene.facts, scene.now);
    let events: BTreeSet<Event> = PEOPLE.iter().flat_map(of).collect();
    events.into_iter().filter(|event| HUMAN_EVENTS.contains(event)).collect()
}

fn offered(dice: &mut Dice, scene: &Scene) -> Event {
    let (aside, onward): (Vec<_>, Vec<_>) =
        events_offered(scene).into_iter().partition(|event| is_aside(scene, *event));
    let preferred = if onward.is_empty() || dice.chance(20) { &aside } else { &onward };
    let ending = [Event::ClosedByOfficer, Event::Withdrawn];
    let kept: Vec<_> = preferred.iter().copied().filter(|event| !ending.contains(event) || dice.chance(20)).collect();
    dice.choose(&kept).unwrap_or_else(|| dice.choose(HUMAN_EVENTS).unwrap())
}

/// Reads what a try is judged by, and how many timers the case waits for.
async fn scene(app: &App, id: &str) -> (Scene, usize) {
    let id = id.to_owned();
    let read = app.read(move |reader| {
        let facts = Complaint::load(reader.conn, reader.site, &id)?;
        let timers = cases::pending(reader.conn, "complaint", &id)?.len();
        let row = &facts.row;
        let claimants = directory::who_answers_for(reader.conn, row.physician_id.as_ref(), row.clinic_id.as_ref())?;
        let said: Vec<StatementRow> = complaint_statements::table
            .filter(complaint_statements::complaint_id.eq(&id))
            .filter(complaint_statements::kind.eq(StatementKind::Appeal))
            .load(reader.conn)?;
        let seats = complaint_panel_members::table.filter(complaint_panel_members::complaint_id.eq(&id));
        let seats: Vec<PanelRow> = seats.load(reader.conn)?;
        let made = complaint_recommendations::table.filter(complaint_recommendations::complaint_id.eq(&id)).count();
        let recommendations = made.get_result(reader.conn)?;
        let appealed = said.iter().map(|statement| statement.role).collect();
        let mut bench = Vec::new();
        for role in [accounts::Role::Reviewer, accounts::Role::Board] {
            bench.extend(accounts::with_role(reader.conn, role)?.into_iter().map(|person| person.id));
        }
        Ok((Scene { facts, now: reader.now, claimants, bench, appealed, seats, recommendations }, timers))
    });
    read.await.unwrap()
}

async fn perform(app: &App, id: &str, who: &Member, act: &Act) -> Result<State, AppError> {
    let (id, who, act) = (id.to_owned(), who.clone(), act.clone());
    app.write(move |tx| {
        act.perform(tx, &who, &id)?;
        Ok(Complaint::load(tx.conn, tx.site, &id)?.row.state)
    })
    .await
}

/// A case that is not over waits for an instant, or somebody can take it onward.
fn check_no_dead_end(scene: &Scene, timers: usize, at: &str) {
    let row = &scene.facts.row;
    let onward = events_offered(scene).into_iter().any(|event| !is_aside(scene, event));
    let is_over = row.state == State::Closed;
    assert!(is_over || timers > 0 || onward, "{at}: {} stands in {} for good", row.id, row.state);
}

/// Walks, then looks at every row.
async fn walk(app: App, seed: u64) {
    let mut walk = Walk::begin(app, seed).await;
    let steps = steps(SAMPLE);
    for number in 0..steps {
        walk.step(&format!("seed {seed}, step {number}")).await;
    }
    walk.record.assert_mixed(steps);
    let url = walk.app.config().database_url();
    let events = ledger::assert_whole(walk.app.site());
    println!("{events} events");
    assert!(events > steps / 2, "only {events} events came of {steps} steps");
    check_rows(&url, steps);
}

/// What no single step shows: timers of closed cases, letters posted twice, states nobody came to.
fn check_rows(url: &str, steps: usize) {
    let mut connection = ledger::connect(url);
    let closed: Vec<String> = complaints::table
        .filter(complaints::state.eq(State::Closed))
        .select(complaints::id)
        .load(&mut connection)
        .unwrap();
    assert!(closed.len() > steps / 200, "only {} cases ever ended", closed.len());
    let alive: Vec<(String, String)> = case_timers::table
        .filter(case_timers::state.eq_any([cases::TimerState::Pending, cases::TimerState::Held]))
        .filter(case_timers::case_id.eq_any(&closed))
        .filter(case_timers::timer.not_like("recommendation%"))
        .select((case_timers::case_id, case_timers::timer))
        .load(&mut connection)
        .unwrap();
    assert!(alive.is_empty(), "closed cases still wait: {alive:?}");
    let keys: Vec<String> = outbox_letters::table.select(outbox_letters::once_key).load(&mut connection).unwrap();
    assert_eq!(keys.iter().collect::<BTreeSet<_>>().len(), keys.len(), "a letter was posted twice");
    assert_reached::<Complaint>(url, (State::ALL, Event::ALL), steps);
}

random_steps!(walk, 3, 4);
