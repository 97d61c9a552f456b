//! What a walk tries: only what is well formed, so that whatever is refused is refused for what stands, and the walk
//! says beforehand for what.

use super::{NEWEST, Tried, WORDS, Walk, newest};
use crate::support::walk::Dice;
use candor::accounts::{AccountId, Member};
use candor::app::Reader;
use candor::clock::Timestamp;
use candor::db::schema::{
    accounts, moderation_appeals, moderation_decisions, moderation_flags, moderation_items, moderation_statements,
    moderation_voices, posts, reviews as review_table, threads,
};
use candor::error::AppError;
use candor::forum::api::{NewPost, NewThread};
use candor::forum::{self, Actor, PostRow, Standing, ThreadId, ThreadRow};
use candor::moderation::api::{AppealText, Hearing, NewDecision, NewFlag};
use candor::moderation::rules::{self, Known};
use candor::moderation::{
    self, Action, AppealId, AppealOutcome, AppealState, DecisionRow, FlagState, ItemId, ItemKind, ItemRow, ItemState,
    Side, Statement, StatementId, StatementRow, StatementState, TargetKind, VoiceRow,
};
use candor::reviews::api::{Attestation, NewReview};
use candor::reviews::{self, ReviewState};
use candor::workflow::Workflow as _;
use chrono::Duration;
use diesel::prelude::*;
use std::collections::BTreeMap;

const REASONS: &[&str] = &["spam", "threat", "personal_data", "off_topic", "medical_danger"];
const REVIEW_WORDS: &str = "The day was calm, nobody hurried me, and after a year it looks as I was told it would.";
const PROCEDURES: &[&str] = &["fue", "fut"];
/// Months of procedures, so that no two reviews are of one surgery.
const MONTHS: usize = 300;

/// A row of a list, in the order of its making; the newest first.
macro_rules! latest {
    ($table:ident, $condition:expr) => {
        $table::table.filter($condition).order($table::id.desc()).select($table::id).limit(NEWEST as i64)
    };
}

impl Walk {
    /// Somebody writes something new.
    pub async fn write(&mut self, kind: TargetKind) -> Tried {
        let writer = Self::one_of(&mut self.dice, &self.authors);
        let mut against = self.silenced(&writer).await;
        let came = match kind {
            TargetKind::Thread => self.open_thread(&writer).await,
            TargetKind::Review => {
                let new = self.new_review();
                let filed = self.app.write(move |tx| reviews::submit(tx, &writer, &new)).await;
                filed.map(|filed| self.reviews.push(filed.id))
            }
            _ => {
                let thread: ThreadId = Self::one_of(&mut self.dice, newest(&self.threads, NEWEST)).parse().unwrap();
                let of = thread.clone();
                let locked = self
                    .app
                    .read(move |r| Ok(threads::table.find(of).select(threads::locked).first::<bool>(r.conn)?));
                against.extend(locked.await.unwrap().then_some("thread_locked"));
                let (actor, post) = (actor(&writer), NewPost { body: WORDS.into(), reply_to: None });
                let id = self.app.write(move |tx| Ok(forum::reply(tx, &actor, &thread, &post)?.post.id)).await;
                id.map(|id| self.posts.push(id.to_string()))
            }
        };
        Tried { against, came }
    }

    async fn open_thread(&mut self, writer: &Member) -> Result<(), AppError> {
        let (actor, category_id) = (actor(writer), self.category.clone());
        let title = format!("Whom to ask, part {}?", self.threads.len());
        let thread = NewThread { category_id, title, body: WORDS.into(), kind: None, tags: vec![] };
        let opened = self.app.write(move |tx| forum::open_thread(tx, &actor, &thread)).await?;
        self.threads.push(opened.thread.id.to_string());
        self.posts.push(opened.post.id.to_string());
        Ok(())
    }

    /// What stands against whatever a silenced author writes.
    async fn silenced(&self, writer: &Member) -> Vec<&'static str> {
        let id = writer.id.clone();
        let until = self.app.read(move |reader| {
            let until: Option<Timestamp> =
                accounts::table.find(id).select(accounts::silenced_until).first(reader.conn)?;
            Ok(until.filter(|until| *until > reader.now))
        });
        until.await.unwrap().map(|_| "account_silenced").into_iter().collect()
    }

    fn new_review(&mut self) -> NewReview {
        let (month, procedure) = (self.reviews.len() % MONTHS, self.reviews.len() / MONTHS);
        let detail = || Attestation { detail: "Second floor, a long day with two breaks.".into() };
        NewReview {
            physician_id: Some(self.physician.clone()),
            clinic_id: None,
            procedure: PROCEDURES[procedure].to_owned(),
            procedure_month: format!("{}-{:02}", 2000 + month / 12, month % 12 + 1).parse().unwrap(),
            overall: u8::try_from(1 + self.dice.below(5)).unwrap(),
            choose_again: self.dice.chance(50),
            text: REVIEW_WORDS.to_owned(),
            interest: "none".to_owned(),
            authorship: true,
            attestation: self.dice.chance(80).then(detail),
            scores: BTreeMap::new(),
        }
    }

    /// Somebody reports what everybody can read, or an author.
    pub async fn report(&mut self) -> Tried {
        let lately = [&self.posts, &self.threads, &self.reviews].map(|ids| newest(ids, NEWEST).to_vec());
        let mut targets = self.app.read(move |reader| visible(reader, &lately)).await.unwrap();
        targets.extend(self.authors.iter().map(|author| (TargetKind::Profile, author.id.to_string())));
        let (target_kind, target_id) = Self::one_of(&mut self.dice, &targets);
        let who = Self::one_of(&mut self.dice, &self.readers);
        let reason = self.dice.choose(REASONS).unwrap().to_owned();
        let new = NewFlag { target_kind, target_id, reason, text: None, take_action: false };
        let (me, same) = (who.id.clone(), new.clone());
        let stands = self.app.read(move |reader| repeats(reader, &me, &same)).await.unwrap();
        let came = self.app.write(move |tx| moderation::flag(tx, &who, &new).map(drop)).await;
        let against = match stands {
            Repeats::No => vec![],
            Repeats::UnlessChanged if came.is_ok() => vec![],
            Repeats::Yes | Repeats::UnlessChanged => vec!["already_flagged"],
        };
        Tried { against, came }
    }

    /// A moderator decides an item: as another did where that is awaited, or takes back what was decided.
    pub async fn decide(&mut self) -> Option<Tried> {
        let who = Self::one_of(&mut self.dice, &self.moderators);
        let (state, spoken) = (self.dice.below(100), self.dice.chance(50));
        let asked = if state < 10 { ItemState::Decided } else { ItemState::Open };
        let items = self.app.read(move |reader| items(reader, asked, spoken)).await.unwrap();
        if items.is_empty() {
            return None;
        }
        let (id, me) = (Self::one_of(&mut self.dice, &items), who.id.clone());
        let Offer { item, permitted, said, is_own } =
            self.app.read(move |reader| offered(reader, &id, &me)).await.unwrap();
        // Nothing is left to whoever is one of the two already, and of what is decided only what two did not say; what
        // an appeal sent back, somebody else decides.
        let against = match item.state {
            _ if is_own => vec!["conflict_of_interest"],
            _ if !permitted.is_empty() => vec![],
            ItemState::Decided => vec!["already_decided"],
            ItemState::Open => vec!["conflict_of_interest"],
        };
        let same = self.dice.chance(60);
        let action = said.filter(|action| same && permitted.contains(action));
        // Whoever may do nothing tries all the same.
        let action = action.or_else(|| self.dice.choose(&permitted)).unwrap_or(Action::Restore);
        let ground = ground(&mut self.dice, item.target_kind, action);
        let new = NewDecision { action, ground, explanation: None, until: None, passages: vec![] };
        let came = self.app.write(move |tx| moderation::decide(tx, &who, &item.id, &new, &|_| Ok(())).map(drop)).await;
        Some(Tried { against, came })
    }

    /// One of the two sides appeals, or somebody who is neither.
    pub async fn appeal(&mut self) -> Option<Tried> {
        let (wild, as_author) = (self.dice.chance(15), self.dice.chance(60));
        let stands = vec![StatementState::InForce, StatementState::Upheld];
        let asked = if wild { StatementState::ALL.to_vec() } else { stands };
        let load = move |r: &mut Reader<'_>| {
            Ok(latest!(moderation_statements, moderation_statements::state.eq_any(asked)).load(r.conn)?)
        };
        let statements: Vec<StatementId> = self.app.read(load).await.unwrap();
        if statements.is_empty() {
            return None;
        }
        let statement = Self::one_of(&mut self.dice, &statements);
        let of = statement.clone();
        let (row, reporters, appealed) = self.app.read(move |reader| sides(reader, &of)).await.unwrap();
        let author = self.authors.iter().find(|member| member.id == row.author_id).cloned();
        let reported: Vec<Member> = self.readers.iter().filter(|one| reporters.contains(&one.id)).cloned().collect();
        let who = match author {
            Some(author) if as_author => author,
            _ if reported.is_empty() => Self::one_of(&mut self.dice, &self.readers),
            _ => Self::one_of(&mut self.dice, &reported),
        };
        let side = match () {
            () if row.author_id == who.id => Some(Side::Author),
            () if reporters.contains(&who.id) => Some(Side::Reporter),
            () => None,
        };
        let is_standing = [StatementState::InForce, StatementState::Upheld].contains(&row.state);
        let mut against = vec![];
        against.extend(side.is_none().then_some("not_found"));
        if let Some(side) = side {
            against.extend(appealed.contains(&side).then_some("already_appealed"));
            against.extend((!is_standing).then_some("illegal_transition"));
            against.extend((self.app.now() > row.appeal_until).then_some("appeal_too_late"));
        }
        let new = AppealText { text: "It should be otherwise.".into() };
        let came = self.app.write(move |tx| moderation::appeal(tx, &who, &statement, &new).map(drop)).await;
        Some(Tried { against, came })
    }

    pub async fn hear(&mut self) -> Option<Tried> {
        let wild = self.dice.chance(10);
        let asked = if wild { AppealState::ALL.to_vec() } else { vec![AppealState::Open] };
        let load = move |r: &mut Reader<'_>| {
            Ok(latest!(moderation_appeals, moderation_appeals::state.eq_any(asked)).load(r.conn)?)
        };
        let appeals: Vec<AppealId> = self.app.read(load).await.unwrap();
        if appeals.is_empty() {
            return None;
        }
        let appeal = Self::one_of(&mut self.dice, &appeals);
        let who = Self::one_of(&mut self.dice, &self.moderators);
        let of = appeal.clone();
        let (state, deciders) = self.app.read(move |reader| deciders(reader, &of)).await.unwrap();
        let mut against = vec![];
        against.extend(deciders.contains(&who.id).then_some("conflict_of_interest"));
        against.extend((state == AppealState::Decided).then_some("already_decided"));
        let outcome = self.dice.choose(AppealOutcome::ALL).unwrap();
        let new = Hearing { outcome, reason: "Heard.".into() };
        let came = self.app.write(move |tx| moderation::decide_appeal(tx, &who, &appeal, &new).map(drop)).await;
        Some(Tried { against, came })
    }

    /// An author says that a warning was read.
    pub async fn acknowledge(&mut self) -> Option<Tried> {
        let who = Self::one_of(&mut self.dice, &self.authors);
        let me = who.id.clone();
        let load = move |r: &mut Reader<'_>| {
            let warned = moderation_statements::action.eq(Action::Warn).and(moderation_statements::author_id.eq(me));
            Ok(latest!(moderation_statements, warned).load(r.conn)?)
        };
        let warnings: Vec<StatementId> = self.app.read(load).await.unwrap();
        if warnings.is_empty() {
            return None;
        }
        let warning = Self::one_of(&mut self.dice, &warnings);
        let of = warning.clone();
        let row = self.app.read(move |r| Ok(moderation_statements::table.find(of).first::<StatementRow>(r.conn)?));
        let row = row.await.unwrap();
        // Once is enough; and what is over is no warning any more.
        let is_over = Statement::TERMINAL.contains(&row.state) && row.acknowledged_at.is_none();
        let against = is_over.then_some("illegal_transition").into_iter().collect();
        let came = self.app.write(move |tx| moderation::acknowledge(tx, &who, &warning).map(drop)).await;
        Some(Tried { against, came })
    }
}

fn actor(member: &Member) -> Actor {
    Actor::without_request(member.id.clone(), Standing::Staff)
}

/// What of this everybody can read.
fn visible(reader: &mut Reader<'_>, lately: &[Vec<String>; 3]) -> Result<Vec<(TargetKind, String)>, AppError> {
    let [posts, threads, reviews] = lately;
    let posts: Vec<PostRow> = posts::table.filter(posts::id.eq_any(posts)).load(reader.conn)?;
    let shown: Vec<ThreadRow> = threads::table.filter(threads::restriction.is_null()).load(reader.conn)?;
    let public = [ReviewState::Published, ReviewState::Masked, ReviewState::Restored];
    let public = review_table::id.eq_any(reviews).and(review_table::state.eq_any(public));
    let reviews: Vec<String> = review_table::table.filter(public).select(review_table::id).load(reader.conn)?;
    let readable = |post: &&PostRow| !post.shown_state().is_gone() && shown.iter().any(|one| one.id == post.thread_id);
    let posts = posts.iter().filter(readable).map(|post| (TargetKind::Post, post.id.to_string()));
    let threads = shown.iter().map(|one| one.id.to_string()).filter(|id| threads.contains(id));
    let threads = threads.map(|id| (TargetKind::Thread, id));
    Ok(posts.chain(threads).chain(reviews.into_iter().map(|id| (TargetKind::Review, id))).collect())
}

/// The newest items in a state, appeals left out; those of which somebody has spoken where there are any, if asked.
fn items(reader: &mut Reader<'_>, state: ItemState, spoken: bool) -> Result<Vec<ItemId>, AppError> {
    let asked = moderation_items::state.eq(state).and(moderation_items::kind.ne(ItemKind::Appeal));
    let with_voice = moderation_voices::table.select(moderation_voices::item_id);
    let heard: Vec<ItemId> =
        latest!(moderation_items, asked.and(moderation_items::id.eq_any(with_voice))).load(reader.conn)?;
    if spoken && !heard.is_empty() {
        return Ok(heard);
    }
    Ok(latest!(moderation_items, asked).load(reader.conn)?)
}

/// An item as one moderator finds it.
struct Offer {
    item: ItemRow,
    permitted: Vec<Action>,
    /// What another has said of it.
    said: Option<Action>,
    /// It came back from an appeal against what this moderator decided.
    is_own: bool,
}

fn offered(reader: &mut Reader<'_>, id: &ItemId, me: &AccountId) -> Result<Offer, AppError> {
    let item: ItemRow = moderation_items::table.find(id).first(reader.conn)?;
    let on = moderation_decisions::target_id.eq(&item.target_id).and(moderation_decisions::in_force.eq(true));
    let mut standing: Vec<DecisionRow> = moderation_decisions::table.filter(on).load(reader.conn)?;
    standing.retain(|decision| decision.target_kind == item.target_kind);
    let voices: Vec<VoiceRow> = moderation_voices::table.filter(moderation_voices::item_id.eq(id)).load(reader.conn)?;
    let hold = match item.target_kind {
        TargetKind::Review => {
            reviews::holds(reader.conn, std::slice::from_ref(&item.target_id))?.remove(&item.target_id)
        }
        _ => None,
    };
    let (standing, voices) = (standing.as_slice(), voices.as_slice());
    let known = Known { standing, author_is_staff: false, hold: hold.as_ref(), voices, asks: me, is_withdrawn: false };
    let permitted = rules::permitted(&item, &known);
    let said = voices.iter().find(|voice| voice.moderator_id != *me).map(|voice| voice.action);
    let sent_back = |decision: &DecisionRow| decision.decided_by.as_ref() == Some(me) && decision.item_id != item.id;
    let decided = standing.iter().any(sent_back);
    let is_own = item.kind == ItemKind::Again && decided;
    Ok(Offer { item, permitted, said, is_own })
}

/// What a decision about a review names, if it names one: the others have grounds of their own.
fn ground(dice: &mut Dice, target: TargetKind, action: Action) -> Option<String> {
    let grounds: &[&str] = match (target, action) {
        (TargetKind::Review, Action::Remove) => &["spam", "proven_fake", "wrong_physician"],
        (TargetKind::Review, Action::Hide) => &["threat", "personal_data"],
        _ => return None,
    };
    dice.choose(grounds).map(str::to_owned)
}

/// A statement, whoever reported what it is about, and the sides that have appealed.
fn sides(reader: &mut Reader<'_>, id: &StatementId) -> Result<(StatementRow, Vec<AccountId>, Vec<Side>), AppError> {
    let row = moderation_statements::table.find(id).first(reader.conn)?;
    let reported = moderation_flags::table.filter(moderation_flags::statement_id.eq(id));
    let appealed = moderation_appeals::table.filter(moderation_appeals::statement_id.eq(id));
    let reporters = reported.select(moderation_flags::flagger_id).load(reader.conn)?;
    Ok((row, reporters, appealed.select(moderation_appeals::side).load(reader.conn)?))
}

/// Where an appeal stands, and whoever had a say in what it is against.
fn deciders(reader: &mut Reader<'_>, id: &AppealId) -> Result<(AppealState, Vec<AccountId>), AppError> {
    let columns = (moderation_appeals::state, moderation_appeals::statement_id);
    let (state, statement): (AppealState, StatementId) =
        moderation_appeals::table.find(id).select(columns).first(reader.conn)?;
    let of = moderation_decisions::statement_id.eq(statement);
    let decision: DecisionRow = moderation_decisions::table.filter(of).first(reader.conn)?;
    let on_item = moderation_voices::table.filter(moderation_voices::item_id.eq(decision.item_id));
    let mut people: Vec<AccountId> = on_item.select(moderation_voices::moderator_id).load(reader.conn)?;
    people.extend(decision.decided_by);
    Ok((state, people))
}

/// Whether somebody has reported this before for this reason.
enum Repeats {
    Yes,
    /// Lately, and it is settled: again only where what it says is another by now.
    UnlessChanged,
    No,
}

fn repeats(reader: &mut Reader<'_>, me: &AccountId, new: &NewFlag) -> Result<Repeats, AppError> {
    let of_mine = moderation_flags::flagger_id.eq(me).and(moderation_flags::reason.eq(&new.reason));
    let of_this = moderation_flags::target_id.eq(&new.target_id).and(moderation_flags::target_kind.eq(new.target_kind));
    let newest = moderation_flags::table.filter(of_mine.and(of_this)).order(moderation_flags::id.desc());
    let columns = (moderation_flags::state, moderation_flags::created_at);
    let last: Option<(FlagState, Timestamp)> = newest.select(columns).first(reader.conn).optional()?;
    let again = Duration::hours(reader.site.pack.flags.times.again_hours.into());
    Ok(match last {
        Some((FlagState::Open, _)) => Repeats::Yes,
        Some((_, at)) if reader.now.since(at) < again => Repeats::UnlessChanged,
        _ => Repeats::No,
    })
}
