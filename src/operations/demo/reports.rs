//! The reports of the demo community: what readers flagged – a post, a thread, somebody's account –, what moderators
//! decided, who appealed and what came of it.

use super::forum::Threads;
use super::timeline::Tale;
use super::{Past, cast::Cast, read};
use crate::app::Tx;
use crate::clock::Timestamp;
use crate::error::AppError;
use crate::forum::api::NewPost;
use crate::forum::{self, Actor, Standing};
use crate::moderation::api::{AppealText, Hearing, NewDecision, NewFlag};
use crate::moderation::{self, Action, AppealId, AppealOutcome, ItemId, StatementId, TargetKind};
use serde::Deserialize;

const TEXT: &str = include_str!("reports.toml");

const MODERATOR: &str = "lantern_keeper";
const SECOND_MODERATOR: &str = "evening_shift";
const APPEALS: &str = "second_reading";
/// The time since something was written falls into so many parts: each act of a report has its own.
const PARTS: i64 = 16;

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Told {
    reports: Vec<Story>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Story {
    /// The title of the thread that the post is written in, or that is reported itself; without one it is the account.
    thread: Option<String>,
    by: String,
    hours_ago: i64,
    /// Without one it is the thread that is reported.
    body: Option<String>,
    report: Course,
}

/// What becomes of something that readers report.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Course {
    reason: String,
    flags: Vec<Flag>,
    #[serde(default)]
    claimed: bool,
    decided: Option<Decision>,
    appeal: Option<String>,
    heard: Option<Heard>,
    /// Why the moderators took back what they had decided.
    restored: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Flag {
    by: String,
    text: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Decision {
    action: Action,
    explanation: Option<String>,
    #[serde(default)]
    passages: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Heard {
    outcome: AppealOutcome,
    reason: String,
}

/// One act of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Flag(usize),
    Decide,
    Appeal,
    Hear,
    Restore,
    /// A claim holds for minutes only, so it is of now.
    Claim,
}

/// What came of the acts so far.
#[derive(Debug, Clone, Default)]
pub(super) struct Made {
    item: Option<ItemId>,
    statement: Option<StatementId>,
    appeal: Option<AppealId>,
}

impl Course {
    /// What happens, and how many minutes before the present when `since` minutes have passed.
    pub fn steps(&self, since: i64) -> Vec<(i64, Step)> {
        let at = |part: i64| since * (PARTS - part) / PARTS;
        let mut steps: Vec<(i64, Step)> =
            (1..).zip(0..self.flags.len()).map(|(part, number)| (at(part), Step::Flag(number))).collect();
        steps.extend(self.decided.as_ref().map(|_| (at(6), Step::Decide)));
        steps.extend(self.appeal.as_ref().map(|_| (at(10), Step::Appeal)));
        steps.extend(self.heard.as_ref().map(|_| (at(12), Step::Hear)));
        steps.extend(self.restored.as_ref().map(|_| (at(14), Step::Restore)));
        steps.extend(self.claimed.then_some((0, Step::Claim)));
        steps
    }

    /// Plays an act about something that `author` wrote.
    pub fn act(
        &self,
        tx: &mut Tx<'_>,
        (cast, author): (&Cast, &str),
        made: &mut Made,
        (step, kind, id): (Step, TargetKind, &str),
    ) -> Result<(), AppError> {
        match step {
            Step::Flag(number) => self.flag(tx, cast, made, (number, kind, id)),
            Step::Decide => self.decide(tx, cast, made),
            Step::Appeal => {
                let (Some(text), Some(statement)) = (&self.appeal, &made.statement) else { return Ok(()) };
                let author = cast.member(tx, author)?;
                let text = AppealText { text: text.clone() };
                made.appeal = Some(moderation::appeal(tx, &author, statement, &text)?.id);
                Ok(())
            }
            Step::Hear => {
                let (Some(heard), Some(appeal)) = (&self.heard, &made.appeal) else { return Ok(()) };
                let hearer = cast.member(tx, APPEALS)?;
                let hearing = Hearing { outcome: heard.outcome, reason: heard.reason.clone() };
                moderation::decide_appeal(tx, &hearer, appeal, &hearing).map(drop)
            }
            Step::Restore => self.restore(tx, cast, made),
            Step::Claim => match &made.item {
                Some(item) => moderation::claim(tx, &cast.id(SECOND_MODERATOR)?, item).map(drop),
                None => Ok(()),
            },
        }
    }

    fn flag(
        &self,
        tx: &mut Tx<'_>,
        cast: &Cast,
        made: &mut Made,
        (number, kind, id): (usize, TargetKind, &str),
    ) -> Result<(), AppError> {
        let Some(flag) = self.flags.get(number) else { return Ok(()) };
        let new = NewFlag {
            target_kind: kind,
            target_id: id.to_owned(),
            reason: self.reason.clone(),
            text: flag.text.clone(),
            take_action: false,
        };
        let member = cast.member(tx, &flag.by)?;
        made.item = Some(moderation::flag(tx, &member, &new)?.flag.item_id);
        Ok(())
    }

    fn decide(&self, tx: &mut Tx<'_>, cast: &Cast, made: &mut Made) -> Result<(), AppError> {
        let (Some(decided), Some(item)) = (&self.decided, &made.item) else { return Ok(()) };
        let new = NewDecision {
            action: decided.action,
            ground: None,
            explanation: decided.explanation.clone(),
            until: None,
            passages: decided.passages.clone(),
        };
        let moderator = cast.member(tx, MODERATOR)?;
        let decided = moderation::decide(tx, &moderator, item, &new, &|_| Ok(()))?;
        made.statement = decided.statement.map(|statement| statement.id);
        Ok(())
    }

    fn restore(&self, tx: &mut Tx<'_>, cast: &Cast, made: &Made) -> Result<(), AppError> {
        let (Some(why), Some(item)) = (&self.restored, &made.item) else { return Ok(()) };
        let new = NewDecision {
            action: Action::Restore,
            ground: None,
            explanation: Some(why.clone()),
            until: None,
            passages: Vec::new(),
        };
        let moderator = cast.member(tx, SECOND_MODERATOR)?;
        moderation::decide(tx, &moderator, item, &new, &|_| Ok(())).map(drop)
    }
}

/// A post that is reported, a thread or an account, while that is played.
#[derive(Debug, Clone)]
pub(super) struct Report {
    cast: Cast,
    past: Past,
    thread: Option<forum::ThreadId>,
    story: Story,
    steps: Vec<(i64, Step)>,
    /// Empty until it is written.
    post: String,
    made: Made,
}

/// Every report, ready to be played.
pub(super) fn tales(cast: &Cast, threads: &Threads, past: Past) -> Result<Vec<Tale>, AppError> {
    let told: Told = read(TEXT)?;
    let tale = |story: Story| {
        let known = |title: &String| {
            let thread = threads.get(title).cloned();
            thread.ok_or_else(|| AppError::internal(format!("no thread {title}")))
        };
        let thread = story.thread.as_ref().map(known).transpose()?;
        let steps = story.report.steps(story.hours_ago * 60);
        let (cast, post, made) = (cast.clone(), String::new(), Made::default());
        Ok(Tale::Report(Box::new(Report { cast, past, thread, story, steps, post, made })))
    };
    told.reports.into_iter().map(tale).collect()
}

impl Report {
    pub fn instants(&self) -> Vec<Timestamp> {
        let written = self.past.hours_ago(self.story.hours_ago);
        let steps = self.steps.iter().map(|(minutes, _)| self.past.minutes_ago(*minutes));
        std::iter::once(written).chain(steps).collect()
    }

    pub fn act(&mut self, tx: &mut Tx<'_>, place: usize) -> Result<(), AppError> {
        let Some((_, step)) = place.checked_sub(1).and_then(|place| self.steps.get(place)).copied() else {
            return self.write(tx);
        };
        let (kind, id) = match (&self.thread, &self.story.body) {
            (Some(_), Some(_)) => (TargetKind::Post, self.post.clone()),
            (Some(thread), None) => (TargetKind::Thread, thread.to_string()),
            (None, _) => (TargetKind::Profile, self.cast.id(&self.story.by)?.to_string()),
        };
        self.story.report.act(tx, (&self.cast, &self.story.by), &mut self.made, (step, kind, &id))
    }

    fn write(&mut self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        let (Some(thread), Some(body)) = (&self.thread, self.story.body.clone()) else { return Ok(()) };
        let author = Actor::without_request(self.cast.id(&self.story.by)?, Standing::Staff);
        self.post = forum::reply(tx, &author, thread, &NewPost { body, reply_to: None })?.post.id.to_string();
        Ok(())
    }
}
