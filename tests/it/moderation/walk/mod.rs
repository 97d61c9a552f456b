//! Random reports, decisions and appeals: after every step what readers meet is what the decisions in force say.

mod acts;

use crate::random_steps;
use crate::support::community::{Community, newcomer, password_hash};
use crate::support::ledger;
use crate::support::walk::{Dice, assert_reached, disagreements, steps};
use candor::accounts::{self, Member, Role};
use candor::app::App;
use candor::clock::Timestamp;
use candor::db::Connection;
use candor::db::schema::{
    accounts as account_table, moderation_decisions, moderation_decisions as decided, moderation_statements, posts,
    reviews as review_table, threads,
};
use candor::directory::PhysicianId;
use candor::error::AppError;
use candor::forum::api::NewCategory;
use candor::forum::{self, CategoryId, PostRow, PostState, Restriction, ThreadRow};
use candor::moderation::{Action, DecisionRow, Event, Statement, StatementState, TargetKind};
use candor::reviews::{ReviewRow, ReviewState};
use chrono::Duration;
use diesel::prelude::*;

/// Steps of a walk in `make test`, which takes a sample of it.
const SAMPLE: usize = 500;
const WORDS: &str = "Ask for Derya, her number is +90 532 111 22 33.";
/// So many of the newest things of each kind take part in the walk.
const NEWEST: usize = 12;
/// So many of them are looked at after each step.
const LOOKED_AT: usize = 24;

/// What a step tried, and what came of it.
struct Tried {
    /// The codes of all that stands against it: it is refused with one of them, and done where there is none.
    against: Vec<&'static str>,
    came: Result<(), AppError>,
}

impl Tried {
    /// Compares what came with what was to come; says whether it was refused.
    fn judge(self, at: &str) -> bool {
        let Self { against, came } = self;
        match came {
            Ok(()) => assert!(against.is_empty(), "{at}: done, although {against:?}"),
            Err(error) => {
                assert!(against.contains(&error.code().name), "{at}: {error:?}, against it: {against:?}");
                return true;
            }
        }
        false
    }
}

struct Walk {
    app: App,
    dice: Dice,
    category: CategoryId,
    physician: PhysicianId,
    readers: Vec<Member>,
    moderators: Vec<Member>,
    authors: Vec<Member>,
    posts: Vec<String>,
    threads: Vec<String>,
    reviews: Vec<String>,
    refused: usize,
}

/// The newest of several.
fn newest<T>(several: &[T], most: usize) -> &[T] {
    &several[several.len().saturating_sub(most)..]
}

impl Walk {
    async fn begin(app: App, seed: u64) -> Self {
        let community = Community::settle(&app, 5).await;
        let mut moderators = Vec::new();
        let hash = password_hash(&app).await;
        for name in ["Mona", "Milo", "Mara", "Matt"] {
            moderators.push(newcomer(&app, &hash, name, &[Role::Moderator]).await);
        }
        let category = NewCategory { name: "Surgery".into(), slug: "surgery".into(), parent_id: None, position: None };
        let category = app.write(move |tx| Ok(forum::open_category(tx, &category)?.id)).await.unwrap();
        let mut walk = Self {
            app,
            dice: Dice::seeded(seed),
            category,
            physician: community.physician,
            readers: community.neighbours,
            moderators,
            authors: community.patients,
            posts: Vec::new(),
            threads: Vec::new(),
            reviews: Vec::new(),
            refused: 0,
        };
        for kind in [TargetKind::Thread, TargetKind::Post, TargetKind::Review].repeat(3) {
            walk.write(kind).await.came.unwrap();
        }
        walk
    }

    fn one_of<T: Clone>(dice: &mut Dice, several: &[T]) -> T {
        several[usize::try_from(dice.below(several.len() as u64)).unwrap()].clone()
    }

    async fn step(&mut self, at: &str) {
        let tried = match self.dice.below(100) {
            0..10 => {
                let kinds = [TargetKind::Post, TargetKind::Post, TargetKind::Thread, TargetKind::Review];
                let kind = self.dice.choose(&kinds).unwrap();
                Some(self.write(kind).await)
            }
            10..32 => Some(self.report().await),
            32..66 => self.decide().await,
            66..78 => self.appeal().await,
            78..92 => self.hear().await,
            92..96 => self.acknowledge().await,
            _ => {
                let hours = self.dice.hours(24 * 9);
                candor::jobs::advance(&self.app, self.app.now().plus(hours)).await.unwrap();
                None
            }
        };
        self.refused += usize::from(tried.is_some_and(|tried| tried.judge(at)));
        self.check(at).await;
    }

    async fn check_statements(&self) {
        let read = self.app.read(|reader| {
            let mut found = Vec::new();
            let ids: Vec<String> = moderation_statements::table.select(moderation_statements::id).load(reader.conn)?;
            for id in ids {
                found.extend(disagreements::<Statement>(reader, &id)?);
            }
            Ok(found)
        });
        let found = read.await.unwrap();
        assert!(found.is_empty(), "{found:?}");
    }

    /// Everything written lately, and every author, is as the decisions in force say; those are as their statements say.
    async fn check(&self, at: &str) {
        let lately = [&self.posts, &self.threads, &self.reviews].map(|ids| newest(ids, LOOKED_AT).to_vec());
        let read = self.app.read(move |r| {
            let [posts, threads, reviews] = &lately;
            // Only what concerns them is loaded: after thousands of steps there are thousands of decisions.
            let ids: Vec<&String> = lately.iter().flatten().collect();
            let concerned = decided::target_id.eq_any(ids).or(decided::action.eq_any([Action::Silence, Action::Ban]));
            let concerned = concerned.or(decided::target_kind.eq(TargetKind::Profile));
            let standing = moderation_decisions::table.filter(decided::in_force.eq(true).and(concerned));
            Ok(Seen {
                posts: posts::table.filter(posts::id.eq_any(posts)).load(r.conn)?,
                threads: threads::table.filter(threads::id.eq_any(threads)).load(r.conn)?,
                reviews: review_table::table.filter(review_table::id.eq_any(reviews)).load(r.conn)?,
                standing: standing.order(decided::id.asc()).load(r.conn)?,
                people: account_table::table
                    .select((account_table::id, account_table::silenced_until, account_table::banned_at))
                    .load(r.conn)?,
                names: account_table::table.select((account_table::id, account_table::display_name)).load(r.conn)?,
                contradictions: contradictions(r.conn, r.now)?,
            })
        });
        let seen = read.await.unwrap();
        seen.check(at);
        seen.check_names(at, &self.authors);
    }
}

/// What is looked at after a step.
struct Seen {
    posts: Vec<PostRow>,
    threads: Vec<ThreadRow>,
    reviews: Vec<ReviewRow>,
    standing: Vec<DecisionRow>,
    people: Vec<(accounts::AccountId, Option<Timestamp>, Option<Timestamp>)>,
    names: Vec<(accounts::AccountId, String)>,
    contradictions: Vec<DecisionRow>,
}

impl Seen {
    fn check(&self, at: &str) {
        assert!(self.contradictions.is_empty(), "{at}: {:?}", self.contradictions);
        let has = |id: &str, action| self.standing.iter().any(|row| row.target_id == id && row.action == action);
        for post in &self.posts {
            let id = post.id.as_str();
            let expected = match () {
                () if has(id, Action::Remove) => PostState::Removed,
                () if has(id, Action::Hide) => PostState::Hidden,
                () if has(id, Action::Mask) => PostState::Masked,
                () => PostState::Public,
            };
            assert_eq!(post.shown_state(), expected, "{at}: {id}");
            assert_eq!(post.body == WORDS, !has(id, Action::Mask), "{at}: {}", post.body);
        }
        for thread in &self.threads {
            let id = thread.id.as_str();
            let expected = match () {
                () if has(id, Action::Remove) => Some(Restriction::Removed),
                () if has(id, Action::Hide) => Some(Restriction::Hidden),
                () => None,
            };
            assert_eq!((thread.restriction, thread.locked), (expected, has(id, Action::Lock)), "{at}: {id}");
            assert_eq!(thread.title.starts_with("Whom"), !has(id, Action::Mask), "{at}: {}", thread.title);
        }
        for review in &self.reviews {
            let id = review.id.as_str();
            let expected: &[ReviewState] = match () {
                () if has(id, Action::Remove) => &[ReviewState::Removed],
                () if has(id, Action::Hide) => &[ReviewState::Hidden],
                () if has(id, Action::Hold) => &[ReviewState::Held],
                () if has(id, Action::Mask) => &[ReviewState::Masked],
                () => &[ReviewState::Queued, ReviewState::Published, ReviewState::Restored],
            };
            assert!(expected.contains(&review.state), "{at}: {id} is {}, not {expected:?}", review.state);
            assert_eq!(review.masked, has(id, Action::Mask), "{at}: {id}");
        }
        for (id, silenced_until, banned_at) in &self.people {
            let of = |action| self.standing.iter().filter(move |row| row.author_id == *id && row.action == action);
            assert_eq!(*silenced_until, of(Action::Silence).filter_map(|row| row.until_at).max(), "{at}");
            assert_eq!(banned_at.is_some(), of(Action::Ban).next().is_some(), "{at}");
        }
    }
}

impl Seen {
    /// A name is another while a mask of it is in force, and the same again afterwards.
    fn check_names(&self, at: &str, authors: &[Member]) {
        let is_mask = |row: &DecisionRow| row.target_kind == TargetKind::Profile && row.action == Action::Mask;
        for author in authors {
            let (_, shown) = self.names.iter().find(|(id, _)| *id == author.id).unwrap();
            let masked = self.standing.iter().any(|row| is_mask(row) && row.target_id == author.id.as_str());
            assert_eq!(*shown != author.display_name, masked, "{at}: {shown}");
            assert_eq!(shown.starts_with("Member "), masked, "{at}: {shown}");
        }
    }
}

/// Restrictions that are in force although their time or their statement is over, or the other way round, or have none.
fn contradictions(conn: &mut Connection, now: Timestamp) -> Result<Vec<DecisionRow>, AppError> {
    let over = [StatementState::Overturned, StatementState::Lifted, StatementState::Replaced];
    let ended = moderation_statements::table.filter(moderation_statements::state.eq_any(over));
    let stands = moderation_statements::table.filter(moderation_statements::state.ne_all(over));
    let (ended, stands) =
        (ended.select(moderation_statements::id.nullable()), stands.select(moderation_statements::id.nullable()));
    let restricts: Vec<Action> = Action::ALL.iter().copied().filter(|action| action.restricts()).collect();
    let past = decided::until_at.is_not_null().and(decided::until_at.le(now));
    let runs = decided::until_at.is_null().or(decided::until_at.gt(now));
    let wrong = (decided::in_force.eq(true).and(decided::statement_id.eq_any(ended).or(past)))
        .or(decided::in_force.eq(false).and(decided::statement_id.eq_any(stands)).and(runs))
        .or(decided::statement_id.is_null());
    let wrong = moderation_decisions::table.filter(decided::action.eq_any(restricts)).filter(wrong.assume_not_null());
    Ok(wrong.load(conn)?)
}

async fn walk(app: App, seed: u64) {
    let mut walk = Walk::begin(app, seed).await;
    let steps = steps(SAMPLE);
    for number in 0..steps {
        walk.step(&format!("seed {seed}, step {number}")).await;
    }
    // What was never decided, appealed or heard would prove little.
    candor::jobs::advance(&walk.app, walk.app.now().plus(Duration::days(30))).await.unwrap();
    let url = walk.app.config().database_url();
    let events = ledger::assert_whole(walk.app.site());
    assert!(events > steps / 2, "only {events} events came of {steps} steps");
    walk.check_statements().await;
    assert_reached::<Statement>(&url, (StatementState::ALL, Event::ALL), steps);
    assert!((steps / 50..steps / 3).contains(&walk.refused), "{} refused", walk.refused);
}

random_steps!(walk, 5, 6);
