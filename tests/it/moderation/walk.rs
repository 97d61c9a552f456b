//! Random reports, decisions and appeals: after every step what readers meet is what the decisions in force say.

use crate::random_steps;
use crate::support::community::{Community, newcomer, password_hash};
use crate::support::ledger;
use crate::support::walk::{Dice, STEPS, assert_reached, disagreements, steps};
use candor::accounts::{self, Member, Role};
use candor::app::App;
use candor::clock::Timestamp;
use candor::db::Connection;
use candor::db::schema::{
    accounts as account_table, moderation_appeals, moderation_decisions, moderation_decisions as decided,
    moderation_items, moderation_statements, posts,
};
use candor::error::AppError;
use candor::forum::api::{NewCategory, NewPost, NewThread};
use candor::forum::{self, PostRow, PostState, Standing, ThreadId};
use candor::moderation::api::{AppealText, Hearing, NewDecision, NewFlag};
use candor::moderation::{
    self, Action, AppealId, AppealOutcome, DecisionRow, Event, ItemId, Statement, StatementId, StatementState,
    TargetKind,
};
use candor::server::assemble;
use chrono::Duration;
use diesel::prelude::*;

/// Steps of a walk in `make test`, which takes a sample of it.
const SAMPLE: usize = 500;
const WORDS: &str = "Ask for Derya, her number is +90 532 111 22 33.";
const REASONS: &[&str] = &["spam", "threat", "personal_data", "off_topic", "medical_danger"];
/// What a step may be refused with: everything else is a fault.
const EXPECTED: &[&str] = &[
    "account_silenced",
    "already_flagged",
    "already_appealed",
    "already_decided",
    "appeal_too_late",
    "conflict_of_interest",
    "illegal_transition",
    "invalid",
    "not_found",
    "thread_locked",
];

/// So many of the newest posts, statements and appeals take part in the walk.
const NEWEST: i64 = 12;

struct Walk {
    app: App,
    dice: Dice,
    thread: ThreadId,
    readers: Vec<Member>,
    moderators: Vec<Member>,
    authors: Vec<Member>,
    posts: Vec<String>,
    refused: usize,
}

macro_rules! newest {
    ($table:ident) => {
        $table::table.order($table::id.desc()).select($table::id).limit(NEWEST)
    };
}

impl Walk {
    async fn begin(app: App, seed: u64) -> Self {
        let community = Community::settle(&app, 5).await;
        let mut moderators = Vec::new();
        let hash = password_hash(&app).await;
        for name in ["Mona", "Milo", "Mara"] {
            moderators.push(newcomer(&app, &hash, name, &[Role::Moderator]).await);
        }
        let authors = community.patients.clone();
        let writers = authors.clone();
        let written = app.write(move |tx| {
            let category =
                NewCategory { name: "Surgery".into(), slug: "surgery".into(), parent_id: None, position: None };
            let category = forum::open_category(tx, &category)?.id;
            let actor = |member: &Member| forum::Actor { account: member.id.clone(), standing: Standing::Staff };
            let thread = NewThread {
                category_id: category,
                title: "Whom to ask?".into(),
                body: "Whom?".into(),
                kind: None,
                tags: vec![],
            };
            let thread = forum::open_thread(tx, &actor(&writers[0]), &thread)?.thread.id;
            Ok(thread)
        });
        let (dice, thread) = (Dice::seeded(seed), written.await.unwrap());
        let (readers, posts) = (community.neighbours, Vec::new());
        let mut walk = Self { app, dice, thread, readers, moderators, authors, posts, refused: 0 };
        while walk.posts.len() < 9 {
            walk.write().await.unwrap();
        }
        walk
    }

    async fn write(&mut self) -> Result<(), AppError> {
        let account = Self::one_of(&mut self.dice, &self.authors).id;
        let (writer, thread) = (forum::Actor { account, standing: Standing::Staff }, self.thread.clone());
        let post = NewPost { body: WORDS.into(), reply_to: None };
        let id = self.app.write(move |tx| Ok(forum::reply(tx, &writer, &thread, &post)?.id.to_string())).await?;
        self.posts.push(id);
        Ok(())
    }

    /// A post that was written lately.
    fn post(&mut self) -> String {
        let newest = self.posts.len().saturating_sub(usize::try_from(NEWEST).unwrap());
        Self::one_of(&mut self.dice, &self.posts[newest..])
    }

    fn one_of<T: Clone>(dice: &mut Dice, several: &[T]) -> T {
        several[usize::try_from(dice.below(several.len() as u64)).unwrap()].clone()
    }

    async fn step(&mut self, at: &str) {
        let came = match self.dice.below(100) {
            0..8 => self.write().await,
            8..38 => self.report().await,
            38..70 => self.decide().await,
            70..83 => self.appeal().await,
            83..96 => self.hear().await,
            _ => {
                let hours = self.dice.hours(24 * 9);
                candor::jobs::advance(&self.app, self.app.now().plus(hours)).await.map(drop)
            }
        };
        if let Err(error) = came {
            assert!(EXPECTED.contains(&error.code().name), "{at}: {error:?}");
            self.refused += 1;
        }
        self.check(at).await;
    }

    async fn report(&mut self) -> Result<(), AppError> {
        let who = Self::one_of(&mut self.dice, &self.readers);
        let new = NewFlag {
            target_kind: TargetKind::Post,
            target_id: self.post(),
            reason: self.dice.choose(REASONS).unwrap().to_owned(),
            text: None,
            take_action: false,
        };
        self.app.write(move |tx| moderation::flag(tx, &who, &new).map(drop)).await
    }

    async fn decide(&mut self) -> Result<(), AppError> {
        let open = moderation_items::state.eq(moderation::ItemState::Open);
        let load = self
            .app
            .read(move |r| Ok(moderation_items::table.filter(open).select(moderation_items::id).load(r.conn)?));
        let items: Vec<ItemId> = load.await.unwrap();
        if items.is_empty() {
            return Ok(());
        }
        let item = Self::one_of(&mut self.dice, &items);
        let who = Self::one_of(&mut self.dice, &self.moderators);
        let action = self.dice.choose(Action::ALL).unwrap();
        let new = NewDecision { action, ground: None, explanation: None, until: None, passages: vec![] };
        self.app.write(move |tx| moderation::decide(tx, &who, &item, &new, &|_| Ok(())).map(drop)).await
    }

    async fn appeal(&mut self) -> Result<(), AppError> {
        let load = self.app.read(|r| Ok(newest!(moderation_statements).load(r.conn)?));
        let statements: Vec<StatementId> = load.await.unwrap();
        if statements.is_empty() {
            return Ok(());
        }
        let statement = Self::one_of(&mut self.dice, &statements);
        let people = if self.dice.chance(70) { &self.authors } else { &self.readers };
        let who = Self::one_of(&mut self.dice, people);
        let new = AppealText { text: "It should be otherwise.".into() };
        self.app.write(move |tx| moderation::appeal(tx, &who, &statement, &new).map(drop)).await
    }

    async fn hear(&mut self) -> Result<(), AppError> {
        let load = self.app.read(|r| Ok(newest!(moderation_appeals).load(r.conn)?));
        let appeals: Vec<AppealId> = load.await.unwrap();
        if appeals.is_empty() {
            return Ok(());
        }
        let appeal = Self::one_of(&mut self.dice, &appeals);
        let who = Self::one_of(&mut self.dice, &self.moderators);
        let outcome = self.dice.choose(AppealOutcome::ALL).unwrap();
        let new = Hearing { outcome, reason: "Heard.".into() };
        self.app.write(move |tx| moderation::decide_appeal(tx, &who, &appeal, &new).map(drop)).await
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

    /// Every post and author is as the decisions in force say, and those are as their statements say.
    async fn check(&self, at: &str) {
        let ids = self.posts[self.posts.len().saturating_sub(40)..].to_vec();
        let read = self.app.read(move |r| {
            let posts: Vec<PostRow> = posts::table.filter(posts::id.eq_any(&ids)).load(r.conn)?;
            // Only what concerns them is loaded: after thousands of steps there are thousands of decisions.
            let concerned = decided::target_id.eq_any(ids).or(decided::action.eq_any([Action::Silence, Action::Ban]));
            let standing = moderation_decisions::table.filter(decided::in_force.eq(true).and(concerned));
            let standing: Vec<DecisionRow> = standing.order(decided::id.asc()).load(r.conn)?;
            let people: Vec<(accounts::AccountId, Option<Timestamp>, Option<Timestamp>)> = account_table::table
                .select((account_table::id, account_table::silenced_until, account_table::banned_at))
                .load(r.conn)?;
            Ok((posts, standing, people, contradictions(r.conn, r.now)?))
        });
        let (posts, standing, people, contradictions) = read.await.unwrap();
        assert!(contradictions.is_empty(), "{at}: {contradictions:?}");
        for post in posts {
            let has = |action| standing.iter().any(|row| row.target_id == post.id.as_str() && row.action == action);
            let expected = match () {
                () if has(Action::Remove) => PostState::Removed,
                () if has(Action::Hide) => PostState::Hidden,
                () if has(Action::Mask) => PostState::Masked,
                () => PostState::Public,
            };
            assert_eq!(post.shown_state(), expected, "{at}: {}", post.id);
            assert_eq!(post.body == WORDS, !has(Action::Mask), "{at}: {}", post.body);
        }
        for (id, silenced_until, banned_at) in &people {
            let of = |action| standing.iter().filter(move |row| row.author_id == *id && row.action == action);
            assert_eq!(*silenced_until, of(Action::Silence).filter_map(|row| row.until_at).max(), "{at}");
            assert_eq!(banned_at.is_some(), of(Action::Ban).next().is_some(), "{at}");
        }
    }
}

/// Restrictions that are in force although their time or their statement is over, or the other way round, or have none.
fn contradictions(conn: &mut Connection, now: Timestamp) -> Result<Vec<DecisionRow>, AppError> {
    let over = [StatementState::Overturned, StatementState::Lifted];
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
    let events = ledger::assert_whole(&url, &assemble::cases());
    assert!(events > steps / 10, "only {events} events");
    walk.check_statements().await;
    // A sample may miss what is rare.
    let rare: &[&str] =
        if steps < STEPS { &["replaced", "appeal_missed", "ended", "acknowledged"] } else { &["acknowledged"] };
    assert_reached::<Statement>(&url, (StatementState::ALL, Event::ALL), rare);
    assert!((steps / 20..steps * 3 / 4).contains(&walk.refused), "{} refused", walk.refused);
}

random_steps!(walk, 5, 6);
