//! Random steps over the review table, on each database: after each the figures of everybody concerned are what the
//! rows come to.

mod acts;
mod figures;
mod people;

use crate::random_steps;
use crate::support::community::actor;
use crate::support::walk::{Dice, Record, agree, assert_walked, choose, disagreements, instants, steps};
use acts::{Act, Scene, WORDS};
use candor::accounts::Member;
use candor::app::App;
use candor::cases::CaseType as _;
use candor::db::schema::{review_versions, reviews as table};
use candor::directory::api::NewPhysician;
use candor::directory::{self, ClinicId, EntryState, PhysicianId, Standing, Subject};
use candor::error::{CONFLICT_OF_INTEREST, Code};
use candor::jobs::Left;
use candor::reviews::api::{Attestation, NewReview};
use candor::reviews::rules::ALREADY_REVIEWED;
use candor::reviews::{self, Event, Review, ReviewRow, ReviewState as State, Role};
use candor::workflow::{Word as _, Workflow as _};
use chrono::Duration;
use diesel::prelude::*;
use people::People;
use std::collections::BTreeMap;

/// Steps of a walk in `make test`, which takes a sample of it.
const SAMPLE: usize = 600;
const CASES: usize = 12;
/// How many steps of a hundred try whatever comes.
const WILD_PERCENT: u64 = 15;
/// Steps of a hundred after which time goes on.
const TIME_PERCENT: u64 = 12;
const MONTHS: &[&str] = &["2024-05", "2025-02", "2025-08", "2025-11", "2026-01"];
const GROUNDS: &[&str] = &["personal_data", "off_topic"];
/// Days of a hold; of seven and eight it would depend on the hour.
const DAYS: &[i64] = &[0, 1, 2, 3, 4, 5, 6, 9];
const REMOVAL_GROUNDS: &[&str] = &["spam", "not_a_patient", "off_topic"];

/// What leads nowhere by itself, or ends a case: tried less often.
const ASIDE: &[Event] = &[Event::Withdrawn, Event::Versioned, Event::ProofAdded, Event::ProofAsked];

/// A walk: the dice, the people, the reviews that it looks at, and a physician who is only proposed.
struct Walk {
    app: App,
    people: People,
    dice: Dice,
    open: Vec<String>,
    proposed: Option<PhysicianId>,
    names: usize,
    record: Record,
}

impl Walk {
    async fn begin(app: App, seed: u64) -> Self {
        let people = People::settle(&app).await;
        let (dice, record) = (Dice::seeded(seed), Record::default());
        let mut walk = Self { app, people, dice, open: Vec::new(), proposed: None, names: 0, record };
        while walk.open.len() < CASES {
            walk.submit("the beginning").await;
        }
        walk
    }

    async fn step(&mut self, at: &str) {
        if self.dice.chance(TIME_PERCENT) {
            self.wait().await;
        }
        if self.dice.chance(3) {
            self.settle_proposal().await;
        }
        let place = usize::try_from(self.dice.below(self.open.len() as u64)).unwrap();
        let id = self.open[place].clone();
        let scene = self.scene(&id).await;
        let (who, act) = self.choose(&scene);
        let expected = scene.expected(&self.people, &who, act);
        let (acted, case) = (who.clone(), id.clone());
        let came = self.app.write(move |tx| {
            act.perform(tx, &acted, &case)?;
            Ok(Review::load(tx.conn, tx.site, &case)?.row.state)
        });
        let came = came.await;
        let row = &scene.facts.row;
        agree(&expected, &came, &format!("{at}: {act:?} by {} in {}", who.display_name, row.state));
        self.record.note(act.event().word(), &came);
        candor::jobs::run_due(&self.app).await.unwrap();
        self.check(&id, at).await;
        figures::check(&self.app, row.subjects(), at).await;
        let state = came.unwrap_or(row.state);
        let is_over = state == State::Withdrawn;
        if self.dice.chance(if is_over { 70 } else { 4 }) {
            self.open.remove(place);
        }
        if self.open.len() < CASES {
            self.submit(at).await;
        }
    }

    /// Somebody writes of a surgery; not always the first time.
    async fn submit(&mut self, at: &str) {
        if self.proposed.is_none() && self.dice.chance(30) {
            self.propose().await;
        }
        let new = self.review();
        let author = if self.dice.chance(3) { self.people.doctor.clone() } else { self.one_of_authors() };
        let expected = self.expected_of(&author, &new).await;
        let (who, filed) = (author, new.clone());
        let came = self.app.write(move |tx| {
            let filed = reviews::submit(tx, &who, &filed)?;
            Ok((filed.id.clone(), Review::load(tx.conn, tx.site, &filed.id)?.row.state))
        });
        let came = came.await;
        let state = came.as_ref().map(|(_, state)| *state);
        if let Ok((id, state)) = &came {
            assert_eq!(expected, Ok(*state), "{at}: {new:?}");
            self.check(id, at).await;
            self.open.push(id.clone());
        } else {
            let code = state.unwrap_err().code();
            assert_eq!(expected, Err(code), "{at}: {new:?}");
        }
    }

    fn one_of_authors(&mut self) -> Member {
        let place = self.dice.below(self.people.authors.len() as u64);
        self.people.authors[usize::try_from(place).unwrap()].clone()
    }

    fn review(&mut self) -> NewReview {
        let people = &self.people;
        let physician = |place: usize| Some(people.physicians[place].clone());
        let clinic = |place: usize| Some(people.clinics[place].clone());
        let about: (Option<PhysicianId>, Option<ClinicId>) = match (self.dice.below(6), &self.proposed) {
            (0 | 1, Some(proposed)) => (Some(proposed.clone()), None),
            (0..3, _) => (physician(0), None),
            (3, _) => (physician(0), clinic(0)),
            (4, _) => (None, clinic(0)),
            _ => (physician(1), clinic(1)),
        };
        let dice = &mut self.dice;
        NewReview {
            physician_id: about.0,
            clinic_id: about.1,
            procedure: dice.choose(&["fue", "fue", "fut", "consultation"]).unwrap().to_owned(),
            procedure_month: dice.choose(MONTHS).unwrap().parse().unwrap(),
            overall: u8::try_from(1 + dice.below(5)).unwrap(),
            choose_again: dice.chance(60),
            text: WORDS.to_owned(),
            interest: if dice.chance(4) { "competitor" } else { "none" }.to_owned(),
            authorship: true,
            attestation: dice.chance(40).then(|| Attestation { detail: "Second floor, a long day.".to_owned() }),
            scores: BTreeMap::new(),
        }
    }

    /// Where a review begins, or why it does not.
    async fn expected_of(&self, author: &Member, new: &NewReview) -> Result<State, Code> {
        let people = &self.people;
        let of_own = new.physician_id.as_ref() == Some(&people.physicians[0])
            || new.clinic_id.as_ref() == Some(&people.clinics[0]);
        if new.interest == "competitor" || (author.id == people.doctor.id && of_own) {
            return Err(CONFLICT_OF_INTEREST);
        }
        let who = author.id.clone();
        let read =
            self.app.read(move |r| Ok(table::table.filter(table::author_id.eq(who)).load::<ReviewRow>(r.conn)?));
        let earlier = read.await.unwrap();
        let same = |row: &ReviewRow| {
            let physicians = (&row.physician_id, &new.physician_id);
            let about_same = match physicians {
                (Some(one), Some(other)) => one == other,
                _ => row.clinic_id.is_some() && row.clinic_id == new.clinic_id,
            };
            about_same && row.procedure == new.procedure && row.procedure_month == new.procedure_month.to_string()
        };
        if earlier.iter().any(|row| row.state != State::Withdrawn && same(row)) {
            return Err(ALREADY_REVIEWED);
        }
        let known = earlier.iter().any(|row| row.published_at.is_some());
        Ok(match () {
            () if new.physician_id.is_some() && new.physician_id == self.proposed => State::Submitted,
            () if known || new.attestation.is_some() => State::Published,
            () => State::Queued,
        })
    }

    /// A physician whom a member misses in the directory.
    async fn propose(&mut self) {
        self.names += 1;
        let new = NewPhysician { name: format!("Dr Farkas {}", self.names), ..NewPhysician::default() };
        let by = actor(&self.people.authors[0], Standing::Member);
        let row = self.app.write(move |tx| directory::propose_physician(tx, &by, &new)).await.unwrap();
        self.proposed = Some(row.id);
    }

    /// An officer finds that the physician exists, or is one who is listed already.
    async fn settle_proposal(&mut self) {
        let Some(id) = self.proposed.take() else { return };
        let into = self.dice.chance(50).then(|| self.people.physicians[usize::from(self.dice.chance(50))].clone());
        let by = actor(&self.people.admin, Standing::Admin);
        let (from, kept) = (id.clone(), into.clone());
        let settled = self.app.write(move |tx| directory::confirm_physician(tx, &by, &from, kept.as_ref()));
        let settled = settled.await.unwrap();
        assert_eq!(settled.state, if into.is_some() { EntryState::Merged } else { EntryState::Confirmed });
        let read = self.app.read(|r| {
            let waiting = table::table.filter(table::state.eq(State::Submitted));
            Ok(waiting.select(table::id).load::<String>(r.conn)?)
        });
        assert_eq!(read.await.unwrap(), Vec::<String>::new(), "reviews of {id} still wait");
        let subjects = [Some(id), into].into_iter().flatten().map(Subject::Physician).collect();
        figures::check(&self.app, subjects, "a proposal was settled").await;
    }

    /// Lets time go on, mostly by hours, now and then by weeks, seldom by years.
    async fn wait(&mut self) {
        let most = match self.dice.below(20) {
            0 => 24 * 800,
            1..4 => 24 * 20,
            _ => 60,
        };
        let span = self.dice.hours(most) + Duration::minutes(i64::try_from(self.dice.below(60)).unwrap());
        candor::jobs::advance(&self.app, self.app.now().plus(span)).await.unwrap();
        while self.app.write(reviews::rate_again).await.unwrap() == Left::More {}
    }

    async fn scene(&self, id: &str) -> Scene {
        let id = id.to_owned();
        self.app.read(move |reader| Scene::of(reader, &id)).await.unwrap()
    }

    /// Mostly what somebody may do; sometimes anything by anybody.
    fn choose(&mut self, scene: &Scene) -> (Member, Act) {
        let wild = self.dice.chance(WILD_PERCENT);
        let people = &self.people;
        let decides = |who: &Member| people.moderators.iter().any(|one| one.id == who.id);
        let mut tries: Vec<(&Member, Act)> = Vec::new();
        for act in acts(&mut self.dice, scene) {
            let may = |who: &&Member| act.role() != Role::Moderator || decides(who);
            let fits = |who: &&Member| wild || scene.expected(people, who, act).is_ok();
            tries.extend(people.everybody().into_iter().filter(may).filter(fits).map(|who| (who, act)));
        }
        let chosen = choose(&mut self.dice, tries, |act| act.event(), ASIDE);
        chosen.map_or_else(|| (people.stranger.clone(), Act::Withdraw), |(who, act)| (who.clone(), act))
    }

    /// The row, its timers, its texts, its event and its leaf agree.
    async fn check(&self, id: &str, at: &str) {
        let case = id.to_owned();
        let read = self.app.read(move |reader| {
            let mut found = disagreements::<Review>(reader, &case)?;
            let row = Review::load(reader.conn, reader.site, &case)?.row;
            let texts: Vec<(String, Option<String>)> = review_versions::table
                .filter(review_versions::review_id.eq(&case))
                .select((review_versions::text, review_versions::masked_text))
                .load(reader.conn)?;
            let held = instants(reader, Review::NAME, &case, "hold_due")?;
            let asked = instants(reader, Review::NAME, &case, "proof_due")?;
            let is_held = row.state == State::Held;
            let is_restricted = matches!(row.state, State::Held | State::Hidden | State::Removed);
            let promises = [
                (held == Vec::from_iter(row.hold_until), "the hold has its timer"),
                (asked == Vec::from_iter(row.proof_due), "the time for a proof has its timer"),
                (
                    is_held == row.hold_until.is_some() && is_held == row.held_by.is_some(),
                    "only what is held has a hold",
                ),
                (!is_restricted || row.ground.is_some(), "a restriction has its ground"),
                (!row.state.is_public() || row.published_at.is_some(), "what is public was published"),
                (row.masked == texts.iter().any(|(_, masked)| masked.is_some()), "what is masked has other words"),
                (
                    (row.state == State::Withdrawn) == texts.iter().all(|(text, _)| text.is_empty()),
                    "words go with the author",
                ),
            ];
            let broken = promises.into_iter().filter(|(holds, _)| !holds);
            found.extend(broken.map(|(_, says)| format!("not true that {says}: {row:?} {held:?} {asked:?}")));
            Ok(found)
        });
        let found = read.await.unwrap();
        assert!(found.is_empty(), "{at}: {found:?}");
    }
}

/// One act for each thing that can be done, with whatever it needs.
fn acts(dice: &mut Dice, scene: &Scene) -> Vec<Act> {
    let number = if dice.chance(90) { scene.next_proof() } else { 1 };
    vec![
        Act::Publish,
        Act::Hold { ground: dice.choose(GROUNDS).unwrap(), days: dice.choose(DAYS).unwrap() },
        Act::Hide,
        Act::Mask,
        Act::Remove(dice.choose(REMOVAL_GROUNDS).unwrap()),
        Act::Restore,
        Act::Withdraw,
        Act::Speak { overall: u8::try_from(1 + dice.below(5)).unwrap(), choose_again: dice.chance(50) },
        Act::AddProof,
        Act::AskForProof,
        Act::DecideProof { number, level: u8::try_from(dice.below(4)).unwrap(), lowers: dice.chance(50) },
        Act::Acknowledge,
        Act::Reply { reveals: dice.chance(10) },
        Act::UpdateReply,
    ]
}

/// Walks, then looks at every row.
async fn walk(app: App, seed: u64) {
    let mut walk = Walk::begin(app, seed).await;
    let steps = steps(SAMPLE);
    for number in 0..steps {
        walk.step(&format!("seed {seed}, step {number}")).await;
    }
    assert_walked::<Review>((&walk.app, &walk.record), steps, (State::ALL, Event::ALL));
}

random_steps!(walk, 7, 8);
