//! Random steps over the table of applications: after each nobody sees what is not theirs to see yet.

use super::application_acts::{Act, Scene};
use super::application_checks::{leaks, untrue};
use super::application_tries::{Link, Turn, WAY, acts, turn};
use super::people::{Applicant, People, start};
use crate::random_steps;
use crate::support::walk::{Dice, Record, agree, assert_walked, choose, disagreements_of, instants, steps};
use actix_web::test::TestRequest;
use actix_web::web::Data;
use actix_web::{FromRequest as _, dev::Payload};
use candor::accounts::Member;
use candor::app::App;
use candor::cases::CaseType as _;
use candor::clock::Timestamp;
use candor::coalition::Application;
use candor::coalition::applications::actions;
use candor::coalition::applications::model::{ApplicationRow, Event, State};
use candor::coalition::applications::views::ScoreKey;
use candor::coalition::members::model::State as MemberState;
use candor::coalition::rules::{ALREADY_APPLIED, ALREADY_MEMBER, REAPPLY_TOO_SOON};
use candor::db::schema::{application_links, applications, memberships, outbox_letters};
use candor::error::{AppError, Code};
use candor::jobs;
use candor::web::{Listing, Nothing, Window};
use candor::workflow::{Word as _, Workflow as _};
use chrono::Duration;
use diesel::prelude::*;
use std::collections::BTreeMap;

/// Steps of a walk in `make test`, which takes a sample of it.
const SAMPLE: usize = 250;
const CASES: usize = 5;
/// How many steps of a hundred bring the application onward that is furthest on its way.
const ONWARD_PERCENT: u64 = 60;
/// How many of a hundred other steps try whatever comes.
const WILD_PERCENT: u64 = 30;
/// Steps of a hundred after which time goes on.
const TIME_PERCENT: u64 = 9;
/// How many of a hundred who may know something look after a step: whoever does not now does so after another.
const LOOKS_PERCENT: u64 = 50;
/// Days that a referee's link lives at most.
const LINK_DAYS: i64 = 180;

/// Whether only the rows are looked at, or also what each sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Looks {
    Nobody,
    Everybody,
}

/// What leads nowhere by itself, or ends a case: tried less often.
const ASIDE: &[Event] =
    &[Event::Withdrawn, Event::Lapsed, Event::GapsListed, Event::Recused, Event::Commented, Event::CommentAnswered];

/// A walk: the dice, the people, and the applications that it looks at.
struct Walk {
    app: App,
    people: People,
    dice: Dice,
    open: Vec<String>,
    /// Whose application each is.
    applicants: BTreeMap<String, Applicant>,
    scores: Window<ScoreKey>,
    record: Record,
}

impl Walk {
    async fn begin(app: App, seed: u64) -> Self {
        let people = People::settle(&app).await;
        let scores = first_page(&app).await;
        let (dice, record) = (Dice::seeded(seed), Record::default());
        let mut walk = Self { app, people, dice, open: Vec::new(), applicants: BTreeMap::new(), scores, record };
        while walk.open.len() < CASES {
            walk.start("the beginning").await;
        }
        walk
    }

    /// Somebody applies: mostly a physician whom nobody knows, sometimes one who has done so before.
    async fn start(&mut self, at: &str) {
        let known = self.people.applicants.len() as u64;
        let applicant = if known > 0 && self.dice.chance(30) {
            self.people.applicants[usize::try_from(self.dice.below(known)).unwrap()].clone()
        } else {
            let at_clinic = self.dice.chance(40);
            self.people.physician(&self.app, at_clinic).await
        };
        let expected = self.may_start(&applicant).await;
        let one = applicant.clone();
        let came = self.app.write(move |tx| actions::start(tx, &one.member, &start(&one.physician))).await;
        let to = came.as_ref().map(|_| State::Draft).map_err(AppError::code);
        assert_eq!(expected.map(|()| State::Draft), to, "{at}: {} applies", applicant.name);
        if let Ok(id) = came {
            self.applicants.insert(id.clone(), applicant);
            self.check(&id, (Looks::Everybody, None), at).await;
            self.open.push(id);
        }
    }

    async fn may_start(&self, applicant: &Applicant) -> Result<(), Code> {
        let physician = applicant.physician.clone();
        let read = self.app.read(move |reader| {
            let rows = applications::table.filter(applications::physician_id.eq(&physician));
            let rows: Vec<ApplicationRow> = rows.load(reader.conn)?;
            let standing = memberships::table
                .filter(memberships::physician_id.eq(&physician).and(memberships::superseded.eq(false)))
                .filter(memberships::state.ne_all([MemberState::Lapsed, MemberState::Resigned, MemberState::Removed]))
                .count();
            Ok((rows, standing.get_result::<i64>(reader.conn)? > 0, reader.now))
        });
        let (rows, is_member, now) = read.await.unwrap();
        if is_member {
            return Err(ALREADY_MEMBER);
        }
        let ended = |row: &ApplicationRow| match row.state {
            State::Admitted => row.published_at.is_some(),
            state => matches!(state, State::Deferred | State::Rejected | State::Withdrawn | State::Lapsed),
        };
        if !rows.iter().all(ended) {
            return Err(ALREADY_APPLIED);
        }
        let barred = rows.iter().filter_map(|row| row.reapply_from).any(|from| now < from);
        if barred { Err(REAPPLY_TOO_SOON) } else { Ok(()) }
    }

    async fn step(&mut self, at: &str) {
        if self.dice.chance(TIME_PERCENT) {
            self.wait().await;
        }
        let goes_on = self.dice.chance(ONWARD_PERCENT);
        let place = if goes_on { self.furthest().await } else { self.dice.below(self.open.len() as u64) };
        let place = usize::try_from(place).unwrap();
        let id = self.open[place].clone();
        let scene = self.scene(&id).await;
        let link = self.link(&scene).await;
        let turn = if goes_on { turn(&mut self.dice, &self.people, &scene, link) } else { self.anything(&scene, link) };
        match turn {
            Turn::Somebody(who, act) => self.attempt(scene, (who, act), at).await,
            Turn::Clock(timers) => self.wait_for(&id, timers).await,
        }
        self.make_room(place).await;
        while self.open.len() < CASES {
            self.start(at).await;
        }
    }

    async fn attempt(&mut self, scene: Scene, (who, act): (Member, Act), at: &str) {
        let expected = scene.expected(&self.people, &who, &act);
        let before = scene.facts.row.clone();
        let said = format!("{at}: {act:?} by {} in {} of {}", who.display_name, before.state, before.id);
        let (word, moves) = (act.event().word(), !matches!(act, Act::Sheet(_) | Act::Lock | Act::Vote(_)));
        let came = self.perform(scene, who, act).await;
        agree(&expected, &came, &said);
        self.record.note(word, &came);
        jobs::run_due(&self.app).await.unwrap();
        // What was refused left everything as it was, so everybody sees what they saw.
        let looks = if came.is_ok() { Looks::Everybody } else { Looks::Nobody };
        self.check(&before.id, (looks, (!moves).then_some(&before)), &said).await;
    }

    /// The place of the application that is furthest on its way; sometimes of any.
    async fn furthest(&mut self) -> u64 {
        let ids = self.open.clone();
        let read = self.app.read(move |reader| {
            let rows = applications::table.filter(applications::id.eq_any(ids));
            Ok(rows.load::<ApplicationRow>(reader.conn)?)
        });
        let rows: BTreeMap<String, ApplicationRow> =
            read.await.unwrap().into_iter().map(|row| (row.id.clone(), row)).collect();
        let far = |id: &String| WAY.iter().position(|state| *state == rows[id].state && !is_over(&rows[id]));
        let furthest = (0..self.open.len()).max_by_key(|place| far(&self.open[*place])).unwrap();
        if self.dice.chance(85) { furthest as u64 } else { self.dice.below(self.open.len() as u64) }
    }

    /// What is over leaves the walk, mostly; a decision not before it is published.
    async fn make_room(&mut self, place: usize) {
        let id = self.open[place].clone();
        let read =
            self.app.read(move |reader| Ok(applications::table.find(id).first::<ApplicationRow>(reader.conn)?));
        let row = read.await.unwrap();
        if is_over(&row) && self.dice.chance(80) {
            self.open.remove(place);
        }
    }

    /// Lets time go on until one of these timers fires, and a little further.
    async fn wait_for(&mut self, id: &str, timers: &'static [&'static str]) {
        let case = id.to_owned();
        let read = self.app.read(move |reader| {
            let of = |timer: &&str| instants(reader, Application::NAME, &case, timer);
            timers.iter().map(of).collect::<Result<Vec<_>, _>>()
        });
        let first = read.await.unwrap().into_iter().flatten().min().unwrap_or(self.app.now());
        let target = first.plus(self.dice.hours(30));
        self.advance(target).await;
    }

    async fn perform(&self, scene: Scene, who: Member, act: Act) -> Result<State, AppError> {
        let write = self.app.write(move |tx| {
            scene.perform(tx, &who, &act)?;
            Ok(applications::table.find(&scene.facts.row.id).select(applications::state).first(tx.conn)?)
        });
        write.await
    }

    /// Lets time go on, mostly by days, now and then by weeks, seldom by months.
    async fn wait(&mut self) {
        let most = match self.dice.below(20) {
            0 => 24 * 150,
            1..5 => 24 * 45,
            _ => 24 * 6,
        };
        let span = self.dice.hours(most) + Duration::minutes(i64::try_from(self.dice.below(60)).unwrap());
        self.advance(self.app.now().plus(span)).await;
    }

    async fn advance(&mut self, to: Timestamp) {
        jobs::advance(&self.app, to).await.unwrap();
        for id in self.open.clone() {
            self.check(&id, (Looks::Nobody, None), "time went on").await;
        }
    }

    async fn scene(&self, id: &str) -> Scene {
        let (id, applicant) = (id.to_owned(), self.applicants[id].clone());
        let read = self.app.read(move |reader| Ok((Application::load(reader.conn, reader.site, &id)?, reader.now)));
        let (facts, now) = read.await.unwrap();
        Scene { facts, now, applicant }
    }

    /// The newest link of somebody who was asked, and whether it should still open anything.
    async fn link(&mut self, scene: &Scene) -> Option<Link> {
        let unanswered = |open: bool| scene.facts.referees.iter().filter(move |one| one.answered_at.is_none() || !open);
        let fresh = self.dice.chance(90);
        let asked: Vec<_> = unanswered(fresh).collect();
        let place = usize::try_from(self.dice.below(asked.len() as u64)).unwrap();
        let referee = (*asked.get(place)?).clone();
        let read = self.app.read(move |reader| {
            let letters = outbox_letters::table.filter(outbox_letters::recipient.eq(&referee.email));
            let letters = letters.filter(outbox_letters::text_body.like("%/reference-links/%"));
            let texts: Vec<(String, Timestamp)> = letters
                .order(outbox_letters::id.desc())
                .select((outbox_letters::text_body, outbox_letters::created_at))
                .load(reader.conn)?;
            for (text, at) in texts {
                let token: String = text.split_once("/reference-links/").unwrap().1.chars().take(64).collect();
                let of: String = application_links::table
                    .find(actions::hash_of_token(&token))
                    .select(application_links::referee_id)
                    .first(reader.conn)?;
                if of == referee.id {
                    let is_open = referee.answered_at.is_none() && reader.now < at.plus(Duration::days(LINK_DAYS));
                    return Ok(Some((token, is_open)));
                }
            }
            Ok(None)
        });
        read.await.unwrap()
    }

    /// Mostly what somebody may do; sometimes anything by anybody.
    fn anything(&mut self, scene: &Scene, link: Option<Link>) -> Turn {
        let wild = self.dice.chance(WILD_PERCENT);
        let acts = acts(&mut self.dice, &self.people, scene, link);
        let (people, everybody) = (&self.people, self.people.around(&scene.applicant));
        let takes_part = |who: &&Member| !scene.standing(people, who).is_empty() || who.id == people.public.id;
        let somebody: Vec<&Member> = everybody.into_iter().filter(|who| wild || takes_part(who)).collect();
        let mut tries: Vec<(&Member, Act)> = Vec::new();
        for act in acts {
            let fits = |who: &&Member| wild || scene.expected(people, who, &act).is_ok();
            tries.extend(somebody.iter().copied().filter(fits).map(|who| (who, act.clone())));
        }
        let chosen = choose(&mut self.dice, tries, Act::event, ASIDE);
        chosen.map_or_else(
            || Turn::Somebody(people.public.clone(), Act::Submit),
            |(who, act)| Turn::Somebody(who.clone(), act),
        )
    }

    /// Rows, timers and leaf agree, and everybody sees what is theirs. `before` is given where nothing may be told.
    async fn check(&mut self, id: &str, (looks, before): (Looks, Option<&ApplicationRow>), at: &str) {
        let (case, scores, before) = (id.to_owned(), self.scores.clone(), before.cloned());
        let name = self.applicants[id].name.clone();
        // One of each kind, and everybody who may sit on the panel.
        let people = &self.people;
        let lookers =
            [&people.officers[0], &people.board[0], &people.board[3], &people.public, &self.applicants[id].member];
        let mut lookers: Vec<Member> = lookers.into_iter().cloned().collect();
        lookers.retain(|_| self.dice.chance(LOOKS_PERCENT));
        let mut reviewers = people.reviewers.clone();
        reviewers.retain(|_| self.dice.chance(LOOKS_PERCENT));
        let read = self.app.read(move |reader| {
            let facts = Application::load(reader.conn, reader.site, &case)?;
            let mut found = disagreements_of::<Application>(reader, &facts)?;
            found.extend(untrue(reader, &facts)?);
            if before.is_some_and(|before| before.state == facts.row.state && before.version != facts.row.version) {
                found.push("a score or a vote moves the version".to_owned());
            }
            lookers
                .extend(reviewers.into_iter().filter(|who| facts.seats.iter().any(|seat| seat.account_id == who.id)));
            // Until a panel is seated there is nothing that somebody must not see yet.
            let looks = looks == Looks::Everybody && !facts.seats.is_empty();
            for who in lookers.iter().filter(|_| looks) {
                found.extend(leaks(reader, &facts, who, (&name, &scores))?);
            }
            Ok(found)
        });
        let found = read.await.unwrap();
        assert!(found.is_empty(), "{at}: {found:?}");
    }
}

/// Nothing follows any more; what the board decided is still to be published.
const fn is_over(row: &ApplicationRow) -> bool {
    match row.state {
        State::Withdrawn | State::Lapsed => true,
        State::Admitted | State::Deferred | State::Rejected => row.published_at.is_some() || row.result.is_none(),
        _ => false,
    }
}

/// The first page of a list, as a request opens it.
async fn first_page(app: &App) -> Window<ScoreKey> {
    let request = TestRequest::with_uri("/?limit=100").app_data(Data::new(app.clone())).to_http_request();
    let asked = Listing::<Nothing>::from_request(&request, &mut Payload::None).await;
    asked.ok().unwrap().window("application-scores").unwrap()
}

/// Walks, then looks at every row.
async fn walk(app: App, seed: u64) {
    let mut walk = Walk::begin(app, seed).await;
    let steps = steps(SAMPLE);
    for number in 0..steps {
        walk.step(&format!("seed {seed}, step {number}")).await;
    }
    assert_walked::<Application>((&walk.app, &walk.record), steps, (State::ALL, Event::ALL));
}

random_steps!(walk, 9, 10);
