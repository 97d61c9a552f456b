//! Random steps over the inspection table, on each database: ten thousand in `make soak`, a sample in `make test`.

use super::ITEMS;
use super::walk_people::People;
use crate::random_steps;
use crate::support::walk::{Dice, Record, agree, assert_walked, disagreements, steps};
use candor::accounts::Member;
use candor::app::{App, Tx};
use candor::cases::CaseType as _;
use candor::clock::Timestamp;
use candor::directory::ClinicId;
use candor::error::{AppError, Code, FORBIDDEN, NOT_FOUND};
use candor::files::StoredFile;
use candor::inspections::api::{
    ClinicAnswer, Completion, Correction, DecidePoint, Draft, FactualCheck, PlanInspection, Point, QualityCheck,
    Reason, ScoreItem, ScoreOnWire,
};
use candor::inspections::{Event, Inspection, InspectionFacts, Kind, Role, State, Wish, actions, rules};
use candor::workflow::{self, Word as _};
use chrono::Duration;

/// Steps of a walk in `make test`, which takes a sample of it.
const SAMPLE: usize = 500;
const CASES: usize = 12;
/// How many steps of a hundred try whatever comes.
const WILD_PERCENT: u64 = 15;
/// Steps of a hundred after which time goes on.
const TIME_PERCENT: u64 = 10;
/// Visits of a hundred on which more than an item or two is looked at.
const THOROUGH_PERCENT: u64 = 60;
/// Of a hundred items, those that such a visit looks at.
const SEEN_PERCENT: u64 = 35;

/// What people can do, each with an action of its own.
const HUMAN: &[Event] = &[
    Event::Notified,
    Event::VisitBegan,
    Event::ItemScored,
    Event::EvidenceAdded,
    Event::EvidenceLocked,
    Event::Drafted,
    Event::QualityChecked,
    Event::FactualCheckAnswered,
    Event::PointDecided,
    Event::ClinicAnswered,
    Event::Published,
    Event::ActionCompleted,
    Event::Corrected,
    Event::Refused,
    Event::Aborted,
    Event::SuspendedForSafety,
    Event::InterimNoticeGiven,
    Event::Resumed,
];

/// What leads nowhere by itself, or ends a case early: tried less often.
const ASIDE: &[Event] = &[
    Event::ItemScored,
    Event::EvidenceAdded,
    Event::ClinicAnswered,
    Event::ActionCompleted,
    Event::Corrected,
    Event::Refused,
    Event::Aborted,
    Event::SuspendedForSafety,
];

const ROLES: &[Role] = &[Role::Lead, Role::Inspector, Role::QualityReader, Role::PointsOfficer, Role::Clinic];

/// One try.
#[derive(Debug, Clone)]
struct Act {
    event: Event,
    /// A score, a point's or an action's number: what the act is about.
    number: i64,
    /// Passed, accepted, with points.
    yes: bool,
}

impl Act {
    const fn role(&self) -> Role {
        match self.event {
            Event::QualityChecked => Role::QualityReader,
            Event::FactualCheckAnswered | Event::ClinicAnswered => Role::Clinic,
            Event::PointDecided => Role::PointsOfficer,
            Event::Published | Event::ActionCompleted | Event::Corrected | Event::Aborted => Role::Lead,
            _ => Role::Inspector,
        }
    }

    /// The state it leads to, or the code it is refused with.
    fn expected(&self, standing: &[Role], facts: &InspectionFacts, now: Timestamp) -> Result<State, Code> {
        if !standing.contains(&self.role()) {
            return Err(if standing.is_empty() && !facts.is_public() { NOT_FOUND } else { FORBIDDEN });
        }
        let (mut facts, mut event) = (facts.clone(), self.event);
        match self.event {
            Event::ItemScored if facts.row.locked_at.is_some() => return Err(rules::EVIDENCE_LOCKED),
            Event::Published if facts.row.state == State::Refused => event = Event::RefusalPublished,
            Event::Published => rules::may_publish(facts.row.state)?,
            Event::QualityChecked => facts.wish = if self.yes { Wish::None } else { Wish::Return },
            Event::FactualCheckAnswered => facts.wish = if self.yes { Wish::Points } else { Wish::None },
            Event::PointDecided => {
                let point = facts.points.iter().find(|point| point.number == self.number).ok_or(NOT_FOUND)?;
                if point.accepted.is_some() {
                    return Err(rules::POINT_DECIDED);
                }
                let open = facts.points.iter().filter(|point| point.accepted.is_none()).count();
                facts.wish = if open == 1 { Wish::LastPoint } else { Wish::None };
            }
            Event::ActionCompleted => {
                let action = facts.actions.iter().find(|action| action.number == self.number).ok_or(NOT_FOUND)?;
                if action.completed_at.is_some() {
                    return Err(rules::ACTION_COMPLETED);
                }
                facts.wish = if facts.open_actions().count() == 1 { Wish::LastAction } else { Wish::None };
            }
            _ => {}
        }
        let step = workflow::step::<Inspection>(facts.row.state, event, self.role(), &facts, now);
        step.map(|step| step.to).map_err(|refusal| refusal.code)
    }

    fn perform(&self, tx: &mut Tx<'_>, who: &Member, id: &str) -> Result<(), AppError> {
        let reason = Reason { reason: "For a good reason.".to_owned() };
        let text = || "So that everybody knows.".to_owned();
        match self.event {
            Event::Notified => actions::notify(tx, who, id),
            Event::VisitBegan => actions::begin_visit(tx, who, id),
            Event::ItemScored => {
                actions::score(tx, who, (id, if self.yes { "A1" } else { "D2" }), &scored(self.number))
            }
            Event::EvidenceAdded => actions::add_evidence(tx, who, (id, "A1"), &photograph()),
            Event::EvidenceLocked => actions::lock(tx, who, id),
            Event::Drafted => actions::draft(tx, who, id, &Draft { summary: text() }),
            Event::QualityChecked => {
                actions::check_quality(tx, who, id, &QualityCheck { passed: self.yes, notes: text() })
            }
            Event::FactualCheckAnswered => {
                let point = |item: &str| Point { item: item.to_owned(), comment: text() };
                let points = if self.yes { vec![point("A1"), point("D2")] } else { Vec::new() };
                actions::check_facts(tx, who, id, &FactualCheck { points })
            }
            Event::PointDecided => {
                let score = self.yes.then_some(ScoreOnWire::Number(4));
                let new = DecidePoint { accepted: self.yes, reason: text(), score, finding: None };
                actions::decide_point(tx, who, (id, self.number), &new)
            }
            Event::ClinicAnswered => actions::answer(tx, who, id, &ClinicAnswer { text: text() }),
            Event::Published => actions::publish(tx, who, id),
            Event::ActionCompleted => actions::complete(tx, who, (id, self.number), &Completion { note: None }),
            Event::Corrected => actions::correct(tx, who, id, &Correction { text: text(), item: None }),
            Event::Refused => actions::refuse(tx, who, id, &reason),
            Event::Aborted => actions::abort(tx, who, id, &reason),
            Event::SuspendedForSafety => actions::suspend(tx, who, id, &reason),
            Event::InterimNoticeGiven => actions::give_notice(tx, who, id, &reason),
            Event::Resumed => actions::resume(tx, who, id),
            other => panic!("nobody raises {other} by hand"),
        }
    }
}

fn scored(number: i64) -> ScoreItem {
    let finding = "So that everybody knows.".to_owned();
    ScoreItem { score: ScoreOnWire::Number(number), evidence_kinds: vec![], finding }
}

fn photograph() -> StoredFile {
    StoredFile {
        name: "room.jpg".to_owned(),
        media_type: "image/jpeg".to_owned(),
        bytes: 4_096,
        sha256: "ab".repeat(32),
        file: "0".repeat(32),
    }
}

/// A walk: the dice, the people, and the cases that are open.
struct Walk {
    app: App,
    people: People,
    dice: Dice,
    open: Vec<String>,
    record: Record,
}

impl Walk {
    async fn begin(app: App, seed: u64) -> Self {
        let people = People::settle(&app).await;
        let (dice, record) = (Dice::seeded(seed), Record::default());
        let mut walk = Self { app, people, dice, open: Vec::new(), record };
        while walk.open.len() < CASES {
            walk.plan().await;
        }
        walk
    }

    async fn plan(&mut self) {
        let new = PlanInspection {
            clinic_id: self.clinic(),
            kind: if self.dice.chance(50) { Kind::Announced } else { Kind::Impromptu },
            visit_on: self.app.now().date() + Duration::days(21),
            inspectors: vec![self.people.lead.id.clone(), self.people.second.id.clone()],
            quality_reader: self.people.reader.id.clone(),
            points_officer: self.people.officer.id.clone(),
            conflicts: "None.".to_owned(),
        };
        let who = self.people.lead.clone();
        self.open.push(self.app.write(move |tx| actions::plan(tx, &who, &new)).await.unwrap());
    }

    /// Half of the visits go to the clinic that has a desk; the others are spread, so that some reports stand for long.
    fn clinic(&mut self) -> ClinicId {
        let (first, others) = self.people.clinics.split_first().unwrap();
        let other = usize::try_from(self.dice.below(others.len() as u64)).unwrap();
        if self.dice.chance(50) { first.clone() } else { others[other].clone() }
    }

    /// One of the inspectors looks at some of the items, one after the other.
    async fn look_around(&mut self, id: &str, at: &str) {
        let who = if self.dice.chance(50) { &self.people.lead } else { &self.people.second }.clone();
        let mut seen: Vec<(&str, i64)> = Vec::new();
        for item in ITEMS {
            if self.dice.chance(SEEN_PERCENT) {
                seen.push((item, 1 + i64::try_from(self.dice.below(4)).unwrap()));
            }
        }
        let case = id.to_owned();
        let scored = self.app.write(move |tx| {
            seen.iter().try_for_each(|(item, score)| actions::score(tx, &who, (&case, item), &scored(*score)))
        });
        scored.await.unwrap_or_else(|error| panic!("{at}: {error:?}"));
    }

    /// Lets time go on, mostly by hours, now and then by weeks.
    async fn wait(&mut self) {
        let span = if self.dice.chance(15) { self.dice.hours(24 * 40) } else { self.dice.hours(72) };
        let minutes = Duration::minutes(i64::try_from(self.dice.below(60)).unwrap());
        candor::jobs::advance(&self.app, self.app.now().plus(span + minutes)).await.unwrap();
    }

    async fn step(&mut self, at: &str) {
        if self.dice.chance(TIME_PERCENT) {
            self.wait().await;
        }
        let place = usize::try_from(self.dice.below(self.open.len() as u64)).unwrap();
        let id = self.open[place].clone();
        let (facts, now) = facts(&self.app, &id).await;
        let (who, act) = self.choose(&facts, now);
        let expected = act.expected(&self.people.standing(&who.id, &facts), &facts, now);
        let came = perform(&self.app, &id, &who, &act).await;
        agree(&expected, &came, &format!("{at}: {act:?} by {} in {}", who.display_name, facts.row.state));
        self.record.note(act.event.word(), &came);
        if came.is_ok() && act.event == Event::VisitBegan && self.dice.chance(THOROUGH_PERCENT) {
            self.look_around(&id, at).await;
        }
        candor::jobs::run_due(&self.app).await.unwrap();
        let found = self.app.read(move |reader| disagreements::<Inspection>(reader, &id)).await.unwrap();
        assert!(found.is_empty(), "{at}: {found:?}");
        let state = came.unwrap_or(facts.row.state);
        if matches!(state, State::Aborted | State::Superseded | State::Closed | State::Refused) && self.dice.chance(50)
        {
            self.open.remove(place);
            self.plan().await;
        }
    }

    /// Mostly what the table offers to somebody; sometimes anything by anybody.
    fn choose(&mut self, facts: &InspectionFacts, now: Timestamp) -> (Member, Act) {
        let dice = &mut self.dice;
        let wild = dice.chance(WILD_PERCENT);
        let event = if wild { dice.choose(HUMAN).unwrap() } else { offered(dice, facts, now) };
        let number = match event {
            Event::PointDecided => next_open(facts.points.iter().map(|point| (point.number, point.accepted.is_some()))),
            Event::ActionCompleted => {
                next_open(facts.actions.iter().map(|action| (action.number, action.completed_at.is_some())))
            }
            _ => 1 + i64::try_from(dice.below(4)).unwrap(),
        };
        let act = Act { event, number, yes: dice.chance(50) };
        let everybody = self.people.everybody();
        let fits = |who: &&&Member| act.expected(&self.people.standing(&who.id, facts), facts, now).is_ok();
        let fitting: Vec<&Member> = everybody.iter().filter(fits).copied().collect();
        let pool = if wild || fitting.is_empty() { everybody } else { fitting };
        (self.dice.choose(&pool).unwrap().clone(), act)
    }
}

/// The first that is open, else one that does not exist.
fn next_open(all: impl Iterator<Item = (i64, bool)>) -> i64 {
    all.into_iter().find(|(_, over)| !over).map_or(99, |(number, _)| number)
}

fn offered(dice: &mut Dice, facts: &InspectionFacts, now: Timestamp) -> Event {
    let of = |role: &Role| workflow::allowed::<Inspection>(facts.row.state, *role, facts, now);
    let mut events: Vec<Event> = ROLES.iter().flat_map(of).filter(|event| HUMAN.contains(event)).collect();
    if facts.open_actions().next().is_none() {
        events.retain(|event| *event != Event::ActionCompleted);
    }
    let (aside, onward): (Vec<Event>, Vec<Event>) = events.into_iter().partition(|event| ASIDE.contains(event));
    let preferred = if onward.is_empty() || dice.chance(25) { &aside } else { &onward };
    dice.choose(preferred).unwrap_or_else(|| dice.choose(HUMAN).unwrap())
}

async fn facts(app: &App, id: &str) -> (InspectionFacts, Timestamp) {
    let id = id.to_owned();
    app.read(move |reader| Ok((Inspection::load(reader.conn, reader.site, &id)?, reader.now))).await.unwrap()
}

async fn perform(app: &App, id: &str, who: &Member, act: &Act) -> Result<State, AppError> {
    let (id, who, act) = (id.to_owned(), who.clone(), act.clone());
    app.write(move |tx| {
        act.perform(tx, &who, &id)?;
        Ok(Inspection::load(tx.conn, tx.site, &id)?.row.state)
    })
    .await
}

/// Walks, then looks at every row.
async fn walk(app: App, seed: u64) {
    let mut walk = Walk::begin(app, seed).await;
    let steps = steps(SAMPLE);
    for number in 0..steps {
        walk.step(&format!("seed {seed}, step {number}")).await;
    }
    assert_walked::<Inspection>((&walk.app, &walk.record), steps, (State::ALL, Event::ALL));
}

random_steps!(walk, 5, 6);
