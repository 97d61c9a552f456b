//! Random steps over the table of memberships: after each the register, the badge and the profile say what the row says.

use super::member_acts::{Act, Scene, VOTE_HOURS};
use super::member_votes::{alone_since, hours_end, is_review_open, open_proposal, opened_at};
use super::people::{Applicant, People};
use crate::random_steps;
use crate::support::walk::{Dice, Record, agree, assert_walked, choose, disagreements, instants, steps};
use candor::accounts::Member;
use candor::app::{App, Reader};
use candor::clock::Timestamp;
use candor::coalition::Membership;
use candor::coalition::applications::model::State as ApplicationState;
use candor::coalition::members::model::{Event, Ground, Measure, MembershipRow, State};
use candor::coalition::members::{barred_until, current, views, was_removed};
use candor::db::schema::{applications, memberships};
use candor::directory::Subject;
use candor::directory::figures::{self, CoalitionStanding, names};
use candor::error::{AppError, NOT_FOUND};
use candor::jobs;
use candor::workflow::{Word as _, Workflow as _};
use chrono::{Duration, Months};
use diesel::prelude::*;

/// Steps of a walk in `make test`, which takes a sample of it.
const SAMPLE: usize = 200;
const MEMBERS: usize = 5;
/// How many steps of a hundred try whatever comes.
const WILD_PERCENT: u64 = 15;
/// Steps of a hundred after which time goes on.
const TIME_PERCENT: u64 = 12;
/// Years after which the record of a removal ends.
const RECORD_YEARS: i64 = 10;
/// Days for which a new member's licence is good.
const LICENCE_DAYS: i64 = 400;

/// What ends a membership, or leads nowhere: tried less often.
const ASIDE: &[Event] = &[Event::Resigned, Event::Died, Event::Recredentialed, Event::Checked, Event::Inspected];

/// The measures that change a state.
const SEVERE: &[Measure] = &[Measure::Probation, Measure::Restriction, Measure::Suspension, Measure::Removal];
const REVIEWED: &[State] = &[State::UnderReview, State::Restricted, State::Suspended];
const STANDING: &[State] = &[State::Probation, State::Active, State::UnderReview, State::Restricted, State::Suspended];

/// A walk: the dice, the people, and the members that it looks at.
struct Walk {
    app: App,
    people: People,
    dice: Dice,
    members: Vec<Applicant>,
    /// Former members who may apply again, and newcomers, until there are enough to admit at once.
    waiting: Vec<Applicant>,
    record: Record,
}

impl Walk {
    async fn begin(app: App, seed: u64) -> Self {
        let people = People::settle(&app).await;
        let (dice, record) = (Dice::seeded(seed), Record::default());
        let mut walk = Self { app, people, dice, members: Vec::new(), waiting: Vec::new(), record };
        for number in 0..MEMBERS {
            let one = walk.people.physician(&walk.app, number % 2 == 0).await;
            walk.waiting.push(one);
        }
        walk.admit("the beginning").await;
        walk
    }

    async fn admit(&mut self, at: &str) {
        let ends = self.app.now().date() + Duration::days(LICENCE_DAYS);
        self.people.admit(&self.app, &self.waiting, ends).await;
        for one in std::mem::take(&mut self.waiting) {
            self.check(&one, at).await;
            self.members.push(one);
        }
    }

    async fn step(&mut self, at: &str) {
        if self.dice.chance(TIME_PERCENT) {
            self.wait().await;
        }
        let place = usize::try_from(self.dice.below(self.members.len() as u64)).unwrap();
        let one = self.members[place].clone();
        let scene = self.scene(&one).await;
        let (who, act) = self.choose(&scene);
        let expected = scene.expected(&self.people, &who, &act);
        let came = self.perform(&who, &act, &one).await;
        agree(&expected, &came, &format!("{at}: {act:?} by {} in {}", who.display_name, scene.facts.row.state));
        self.record.note(act.event().word(), &came);
        if matches!(act, Act::Resign) && came.is_ok() {
            self.left(&scene, at).await;
        }
        jobs::run_due(&self.app).await.unwrap();
        self.check(&one, at).await;
        self.replace(place, at).await;
    }

    async fn perform(&self, who: &Member, act: &Act, one: &Applicant) -> Result<State, AppError> {
        let (who, act, physician) = (who.clone(), act.clone(), one.physician.clone());
        let write = self.app.write(move |tx| {
            act.perform(tx, &who, &physician)?;
            Ok(current(tx.conn, &physician)?.expect("a membership").state)
        });
        write.await
    }

    /// Whoever leaves a review or a measure open comes back as if removed, and not before the measure would have ended.
    async fn left(&self, scene: &Scene, at: &str) {
        let before = &scene.facts.row;
        let stood = if before.state == State::Lapsed { before.state_before } else { Some(before.state) };
        let is_open = stood.is_some_and(|state| REVIEWED.contains(&state));
        let row = self.row(&scene.applicant).await;
        let years = row.since.to_utc().checked_add_months(Months::new(24)).map(Timestamp::from_utc).unwrap();
        let expected = is_open.then(|| before.measure_until.map_or(years, |until| until.max(years)));
        let (physician, other) = (row.physician_id.clone(), row.physician_id);
        let barred = self.app.write(move |tx| barred_until(tx, &physician)).await.unwrap();
        assert_eq!(barred, expected, "{at}: left while {}", before.state);
        let counts = self.app.read(move |reader| was_removed(reader.conn, &other)).await.unwrap();
        assert!(counts || !is_open, "{at}: needs four fifths");
    }

    /// Whoever is out makes room, sooner or later, for a newcomer, or comes back.
    async fn replace(&mut self, place: usize, at: &str) {
        let row = self.row(&self.members[place].clone()).await;
        let is_over = match row.state {
            State::Resigned | State::Deceased => true,
            State::Lapsed => row.recredential_at <= self.app.now() && self.dice.chance(30),
            State::Removed => self.dice.chance(10),
            _ => false,
        };
        if is_over {
            let one = self.members.remove(place);
            let left_open = row.state_before.is_some_and(|state| REVIEWED.contains(&state));
            let may = matches!(row.state, State::Resigned | State::Lapsed) && !left_open && !row.under_appeal;
            let comes_back = may && self.dice.chance(60);
            let at_clinic = self.dice.chance(50);
            let next = if comes_back { one } else { self.people.physician(&self.app, at_clinic).await };
            self.waiting.push(next);
        }
        if self.members.len() <= MEMBERS / 2 {
            self.admit(at).await;
        }
    }

    /// Lets time go on, mostly by days, now and then by months.
    async fn wait(&mut self) {
        let most = match self.dice.below(20) {
            0 => 24 * 400,
            1..4 => 24 * 120,
            _ => 24 * 12,
        };
        let span = self.dice.hours(most) + Duration::minutes(i64::try_from(self.dice.below(60)).unwrap());
        jobs::advance(&self.app, self.app.now().plus(span)).await.unwrap();
        for one in self.members.clone() {
            self.check(&one, "time went on").await;
        }
    }

    /// The record of a removal ends after ten years, and no licence holds that long.
    async fn leap(&mut self) {
        let years = Duration::days(366 * RECORD_YEARS);
        jobs::advance(&self.app, self.app.now().plus(years)).await.unwrap();
        for one in self.members.clone() {
            self.check(&one, "ten years went by").await;
        }
    }

    async fn row(&self, one: &Applicant) -> MembershipRow {
        let physician = one.physician.clone();
        self.app.read(move |reader| current(reader.conn, &physician)).await.unwrap().expect("a membership")
    }

    async fn scene(&self, one: &Applicant) -> Scene {
        let one = one.clone();
        self.app.read(move |reader| Scene::of(reader, &one)).await.unwrap()
    }

    /// Mostly what somebody may do; sometimes anything by anybody.
    fn choose(&mut self, scene: &Scene) -> (Member, Act) {
        let wild = self.dice.chance(WILD_PERCENT);
        let acts = acts(&mut self.dice, &self.people, scene);
        let everybody = self.people.some_around(&scene.applicant);
        let mut pairs: Vec<(&Member, Act)> = Vec::new();
        for act in &acts {
            let fits = |who: &&Member| wild || scene.expected(&self.people, who, act).is_ok();
            pairs.extend(everybody.iter().copied().filter(fits).map(|who| (who, act.clone())));
        }
        let chosen = choose(&mut self.dice, pairs, |act| act.event(), ASIDE);
        chosen.map_or_else(|| (self.people.public.clone(), Act::Resign), |(who, act)| (who.clone(), act))
    }

    /// The row, its timers, the badge, the register and the profile agree.
    async fn check(&self, one: &Applicant, at: &str) {
        let one = one.clone();
        let read = self.app.read(move |reader| {
            let row = current(reader.conn, &one.physician)?.expect("a membership");
            let mut found = disagreements::<Membership>(reader, &row.id)?;
            let mut promised = promises(reader, &row)?;
            promised.extend(voices(reader, &row)?);
            let broken = promised.into_iter().filter(|(holds, _)| !holds);
            found.extend(broken.map(|(_, says)| format!("not true that {says}: {row:?}")));
            Ok(found)
        });
        let found = read.await.unwrap();
        assert!(found.is_empty(), "{at}: {found:?}");
    }
}

fn promises(reader: &mut Reader<'_>, row: &MembershipRow) -> Result<Vec<(bool, &'static str)>, AppError> {
    let now = reader.now;
    let timer = |reader: &mut Reader<'_>, timer: &str| instants(reader, Membership::NAME, &row.id, timer);
    let (check, inspection) = (timer(reader, "check_due")?, timer(reader, "first_inspection_due")?);
    if row.state == State::Removed && timer(reader, "record_ends")?.is_empty() {
        return forgotten(reader, row);
    }
    let (licence, measure) = (timer(reader, "licence_ends")?, timer(reader, "measure_ends")?);
    let (probation, credentials) = (timer(reader, "probation_ends")?, timer(reader, "recredential_due")?);
    let badge = views::badge(reader, &row.physician_id)?;
    let entry = views::record(reader, &row.physician_id, None)?.entry;
    let standing: CoalitionStanding =
        figures::one(reader.conn, &Subject::Physician(row.physician_id.clone()), names::STANDING)?;
    let (state, published): (ApplicationState, Option<Timestamp>) = applications::table
        .find(&row.application_id)
        .select((applications::state, applications::published_at))
        .first(reader.conn)?;
    let of_physician = memberships::table.filter(memberships::physician_id.eq(&row.physician_id));
    let valid: i64 = of_physician.filter(memberships::superseded.eq(false)).count().get_result(reader.conn)?;

    let (stands, lapsed) = (STANDING.contains(&row.state), row.state == State::Lapsed);
    let is_kept = lapsed || row.state == State::Resigned;
    let measured = |state: State| matches!(state, State::Restricted | State::Suspended);
    let is_measured = measured(row.state) || (is_kept && row.state_before.is_some_and(measured));
    let awaits_visit = row.inspected_at.is_none() && !row.inspection_overdue;
    let in_date = row.licence_ends_at.is_none_or(|end| end > now) && row.recredential_at > now;
    let wears = matches!(row.state, State::Probation | State::Active | State::UnderReview);
    let running = |runs: bool, end: Option<Timestamp>| Vec::from_iter(end.filter(|end| runs && *end > now));
    Ok(vec![
        (badge.valid == (wears && in_date), "the badge is on while the state wears it and nothing has expired"),
        (!stands || in_date, "who stands has a licence and credentials"),
        (badge.valid == entry.badge, "badge and register agree"),
        (badge.state == row.state && entry.state == row.state, "the register says the state"),
        (state == ApplicationState::Admitted && published.is_some(), "only a published admission makes a member"),
        (standing.state == row.state.word() && standing.since.is_some(), "the profile says the state"),
        (valid == 1, "one membership of a physician stands in the register"),
        (licence == running(stands, row.licence_ends_at), "the licence has its timer"),
        (measure == running(measured(row.state), row.measure_until), "a measure has its timer"),
        (is_measured == row.measure_until.is_some(), "only a measure has an end"),
        (
            probation == running((stands || lapsed) && row.on_probation, Some(row.probation_ends_at)),
            "a probation has its timer",
        ),
        (credentials == running(stands || lapsed, Some(row.recredential_at)), "credentials have their timer"),
        (check == running(stands, row.check_due_at), "what is looked up each month has its timer"),
        (inspection == running((stands || lapsed) && awaits_visit, row.inspect_by), "a first inspection has its timer"),
        (lapsed || row.state_before.is_none() || !stands, "only a lapse remembers what it interrupted"),
    ])
}

/// What the clock keeps of votes and appeals.
fn voices(reader: &mut Reader<'_>, row: &MembershipRow) -> Result<Vec<(bool, &'static str)>, AppError> {
    let now = reader.now;
    let timer = |reader: &mut Reader<'_>, timer: &str| instants(reader, Membership::NAME, &row.id, timer);
    let running = |runs: bool, end: Option<Timestamp>| Vec::from_iter(end.filter(|end| runs && *end > now));
    let is_reviewed = matches!(row.state, State::UnderReview | State::Restricted | State::Suspended);
    let (vote, open) = (timer(reader, "vote_ends")?, open_proposal(reader.conn, &row.id)?);
    let hours = Duration::hours(VOTE_HOURS);
    let alone = alone_since(reader.conn, &row.id)?.filter(|_| row.state == State::Restricted);
    // Where nothing but a vote is left of a measure, its own hours count.
    let opened = opened_at(reader.conn, &row.id)?.filter(|_| row.state == State::UnderReview);
    let began = hours_end(reader.conn, &row.id)?.map(|end| end.minus(hours));
    let hearing = timer(reader, "hearing_due")?;
    let settled = matches!(row.state, State::Probation | State::Active);
    Ok(vec![
        (!settled || !is_review_open(reader.conn, &row.id)?, "a review ends with a measure and with nothing else"),
        (vote == running(is_reviewed, open.map(|(_, ends)| ends)), "the clock closes every vote"),
        (alone.is_none_or(|at| at > now.minus(hours)), "nobody restricts alone for longer"),
        (
            opened.is_none_or(|at| began.is_some_and(|began| began >= at)),
            "a review has hours that run, were missed, or were ended by a quorum",
        ),
        (row.hear_by.is_none_or(|_| row.under_appeal), "only an appeal has days in which it is decided"),
        (hearing == running(row.awaits_hearing(), row.hear_by), "the days of an appeal have their timer"),
        (!row.awaits_hearing() || row.hear_by.is_some(), "an appeal that can be heard has its days"),
    ])
}

/// Ten years after a removal nothing tells of it any more.
fn forgotten(reader: &mut Reader<'_>, row: &MembershipRow) -> Result<Vec<(bool, &'static str)>, AppError> {
    let hidden = |code| code == NOT_FOUND;
    let badge = views::badge(reader, &row.physician_id).is_err_and(|error| hidden(error.code()));
    let record = views::record(reader, &row.physician_id, None).is_err_and(|error| hidden(error.code()));
    let standing: CoalitionStanding =
        figures::one(reader.conn, &Subject::Physician(row.physician_id.clone()), names::STANDING)?;
    Ok(vec![
        (badge && record, "badge and register no longer know who was removed"),
        (standing == CoalitionStanding::default(), "the profile no longer tells of the removal"),
    ])
}

/// One act for each thing that can be done, with whatever it needs.
fn acts(dice: &mut Dice, people: &People, scene: &Scene) -> Vec<Act> {
    let days = match dice.below(20) {
        0 => None,
        1 => Some(4_000),
        _ => Some(2 + i64::try_from(dice.below(80)).unwrap()),
    };
    let measures = if dice.chance(50) { SEVERE } else { Measure::ALL };
    let measure = dice.choose(measures).unwrap();
    let mut acts = vec![
        Act::OpenReview(dice.choose(Ground::ALL).unwrap()),
        Act::Measure { measure, days, votes: scene.votes(dice, people, measure) },
        Act::Appeal,
        Act::DecideAppeal { overturn: dice.chance(50), others: scene.panel(dice, people) },
        Act::Renew { days: if dice.chance(5) { -5 } else { 20 + i64::try_from(dice.below(700)).unwrap() } },
        Act::Recredential,
        Act::Check {
            source: candor::ids::random_hex(4),
            days: dice.choose(&[0, 1, 20, 20, 40, -2]).unwrap(),
            valid: dice.chance(85),
            sanctioned: dice.chance(20),
        },
        Act::Happens { source: candor::ids::random_hex(4), severity: 3 + i64::try_from(dice.below(2)).unwrap() },
    ];
    acts.extend(dice.chance(40).then_some(Act::Inspected));
    // Whoever leaves is replaced, which takes longer than everything else.
    acts.extend(dice.chance(30).then_some(Act::Resign));
    acts.extend(dice.chance(60).then_some(Act::Die));
    acts
}

/// Walks, then looks at every row.
async fn walk(app: App, seed: u64) {
    let mut walk = Walk::begin(app, seed).await;
    let steps = steps(SAMPLE);
    for number in 0..steps {
        walk.step(&format!("seed {seed}, step {number}")).await;
    }
    walk.leap().await;
    assert_walked::<Membership>((&walk.app, &walk.record), steps, (State::ALL, Event::ALL));
}

random_steps!(walk, 11, 12);
