//! What a walk tries: only what is well formed, so that whatever is refused is refused for what stands.

use super::{NEWEST, WORDS, Walk, newest};
use crate::support::walk::Dice;
use candor::accounts::{AccountId, Member};
use candor::app::Reader;
use candor::db::schema::{
    moderation_appeals, moderation_decisions, moderation_flags, moderation_items, moderation_statements,
    moderation_voices, posts, reviews as review_table, threads,
};
use candor::error::AppError;
use candor::forum::api::{NewPost, NewThread};
use candor::forum::{self, Actor, PostRow, Standing, ThreadRow};
use candor::moderation::api::{AppealText, Hearing, NewDecision, NewFlag};
use candor::moderation::rules::{self, Known};
use candor::moderation::{
    self, Action, AppealId, AppealOutcome, AppealState, DecisionRow, ItemId, ItemKind, ItemRow, ItemState, StatementId,
    StatementState, TargetKind, VoiceRow,
};
use candor::reviews::api::{Attestation, NewReview};
use candor::reviews::{self, ReviewState};
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
    pub async fn write(&mut self, kind: TargetKind) -> Result<(), AppError> {
        let writer = Self::one_of(&mut self.dice, &self.authors);
        match kind {
            TargetKind::Thread => {
                let (actor, category_id) = (actor(&writer), self.category.clone());
                let title = format!("Whom to ask, part {}?", self.threads.len());
                let thread = NewThread { category_id, title, body: WORDS.into(), kind: None, tags: vec![] };
                let opened = self.app.write(move |tx| forum::open_thread(tx, &actor, &thread)).await?;
                self.threads.push(opened.thread.id.to_string());
                self.posts.push(opened.post.id.to_string());
            }
            TargetKind::Review => {
                let new = self.new_review();
                let filed = self.app.write(move |tx| reviews::submit(tx, &writer, &new)).await?;
                self.reviews.push(filed.id);
            }
            _ => {
                let thread = Self::one_of(&mut self.dice, newest(&self.threads, NEWEST)).parse().unwrap();
                let (actor, post) = (actor(&writer), NewPost { body: WORDS.into(), reply_to: None });
                let id = self.app.write(move |tx| Ok(forum::reply(tx, &actor, &thread, &post)?.post.id)).await?;
                self.posts.push(id.to_string());
            }
        }
        Ok(())
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
    pub async fn report(&mut self) -> Result<(), AppError> {
        let lately = [&self.posts, &self.threads, &self.reviews].map(|ids| newest(ids, NEWEST).to_vec());
        let mut targets = self.app.read(move |reader| visible(reader, &lately)).await?;
        targets.extend(self.authors.iter().map(|author| (TargetKind::Profile, author.id.to_string())));
        let (target_kind, target_id) = Self::one_of(&mut self.dice, &targets);
        let who = Self::one_of(&mut self.dice, &self.readers);
        let reason = self.dice.choose(REASONS).unwrap().to_owned();
        let new = NewFlag { target_kind, target_id, reason, text: None, take_action: false };
        self.app.write(move |tx| moderation::flag(tx, &who, &new).map(drop)).await
    }

    /// A moderator decides an item: as another did where that is awaited, or takes back what was decided.
    pub async fn decide(&mut self) -> Result<(), AppError> {
        let who = Self::one_of(&mut self.dice, &self.moderators);
        let (state, spoken) = (self.dice.below(100), self.dice.chance(50));
        let asked = if state < 10 { ItemState::Decided } else { ItemState::Open };
        let items = self.app.read(move |reader| items(reader, asked, spoken)).await?;
        if items.is_empty() {
            return Ok(());
        }
        let (id, me) = (Self::one_of(&mut self.dice, &items), who.id.clone());
        let (item, permitted, said) = self.app.read(move |reader| offered(reader, &id, &me)).await?;
        let same = self.dice.chance(60);
        let action = said.filter(|action| same && permitted.contains(action));
        // Whoever may do nothing tries all the same.
        let action = action.or_else(|| self.dice.choose(&permitted)).unwrap_or(Action::Restore);
        let ground = ground(&mut self.dice, item.target_kind, action);
        let new = NewDecision { action, ground, explanation: None, until: None, passages: vec![] };
        self.app.write(move |tx| moderation::decide(tx, &who, &item.id, &new, &|_| Ok(())).map(drop)).await
    }

    /// One of the two sides appeals, or somebody who is neither.
    pub async fn appeal(&mut self) -> Result<(), AppError> {
        let (wild, as_author) = (self.dice.chance(15), self.dice.chance(60));
        let stands = vec![StatementState::InForce, StatementState::Upheld];
        let asked = if wild { StatementState::ALL.to_vec() } else { stands };
        let load = move |r: &mut Reader<'_>| {
            Ok(latest!(moderation_statements, moderation_statements::state.eq_any(asked)).load(r.conn)?)
        };
        let statements: Vec<StatementId> = self.app.read(load).await?;
        if statements.is_empty() {
            return Ok(());
        }
        let statement = Self::one_of(&mut self.dice, &statements);
        let of = statement.clone();
        let (author, reporters) = self.app.read(move |reader| sides(reader, &of)).await?;
        let author = self.authors.iter().find(|member| member.id == author).cloned();
        let reported: Vec<Member> = self.readers.iter().filter(|one| reporters.contains(&one.id)).cloned().collect();
        let who = match author {
            Some(author) if as_author => author,
            _ if reported.is_empty() => Self::one_of(&mut self.dice, &self.readers),
            _ => Self::one_of(&mut self.dice, &reported),
        };
        let new = AppealText { text: "It should be otherwise.".into() };
        self.app.write(move |tx| moderation::appeal(tx, &who, &statement, &new).map(drop)).await
    }

    pub async fn hear(&mut self) -> Result<(), AppError> {
        let wild = self.dice.chance(10);
        let asked = if wild { AppealState::ALL.to_vec() } else { vec![AppealState::Open] };
        let load = move |r: &mut Reader<'_>| {
            Ok(latest!(moderation_appeals, moderation_appeals::state.eq_any(asked)).load(r.conn)?)
        };
        let appeals: Vec<AppealId> = self.app.read(load).await?;
        if appeals.is_empty() {
            return Ok(());
        }
        let appeal = Self::one_of(&mut self.dice, &appeals);
        let who = Self::one_of(&mut self.dice, &self.moderators);
        let outcome = self.dice.choose(AppealOutcome::ALL).unwrap();
        let new = Hearing { outcome, reason: "Heard.".into() };
        self.app.write(move |tx| moderation::decide_appeal(tx, &who, &appeal, &new).map(drop)).await
    }

    /// An author says that a warning was read.
    pub async fn acknowledge(&mut self) -> Result<(), AppError> {
        let who = Self::one_of(&mut self.dice, &self.authors);
        let me = who.id.clone();
        let load = move |r: &mut Reader<'_>| {
            let warned = moderation_statements::action.eq(Action::Warn).and(moderation_statements::author_id.eq(me));
            Ok(latest!(moderation_statements, warned).load(r.conn)?)
        };
        let warnings: Vec<StatementId> = self.app.read(load).await?;
        if warnings.is_empty() {
            return Ok(());
        }
        let warning = Self::one_of(&mut self.dice, &warnings);
        self.app.write(move |tx| moderation::acknowledge(tx, &who, &warning).map(drop)).await
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

/// An item, what this moderator may do with it, and what another has said of it.
fn offered(
    reader: &mut Reader<'_>,
    id: &ItemId,
    me: &AccountId,
) -> Result<(ItemRow, Vec<Action>, Option<Action>), AppError> {
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
    let known = Known { standing: &standing, author_is_staff: false, hold: hold.as_ref(), voices: &voices, asks: me };
    let permitted = rules::permitted(&item, &known);
    let said = voices.iter().find(|voice| voice.moderator_id != *me).map(|voice| voice.action);
    Ok((item, permitted, said))
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

/// The author of a statement, and whoever reported what it is about.
fn sides(reader: &mut Reader<'_>, id: &StatementId) -> Result<(AccountId, Vec<AccountId>), AppError> {
    let author = moderation_statements::table.find(id).select(moderation_statements::author_id).first(reader.conn)?;
    let reported = moderation_flags::table.filter(moderation_flags::statement_id.eq(id));
    Ok((author, reported.select(moderation_flags::flagger_id).load(reader.conn)?))
}
