//! What scores do by themselves, until somebody has looked: nothing to staff, nothing to reviews, and what physicians
//! and clinics say does not count.

use super::carrying::{Measure, carry_out};
use super::queueing::item_for;
use crate::accounts::{self, AccountId};
use crate::app::Tx;
use crate::clock::Timestamp;
use crate::error::AppError;
use crate::forum;
use crate::moderation::model::{Action, DecisionRow, FlagRow, ItemKind, ItemRow, TargetKind};
use crate::moderation::rules::{self, SPAM};
use crate::moderation::score::{Arithmetic, Weight};
use crate::moderation::store::{decisions, flags, items};
use crate::moderation::targets::{self, Subject};
use chrono::Duration;
use std::collections::BTreeSet;

/// Looks at what a new flag adds up to.
pub fn by_score(tx: &mut Tx<'_>, item: &ItemRow, subject: &Subject, reason: &str) -> Result<(), AppError> {
    if subject.kind == TargetKind::Review {
        return Ok(());
    }
    if !is_staff(tx, &subject.author)? {
        hide_post(tx, item, subject)?;
        if reason == SPAM {
            silence_author(tx, item, subject)?;
        }
    }
    close_thread(tx, subject, reason)
}

fn is_staff(tx: &mut Tx<'_>, account: &AccountId) -> Result<bool, AppError> {
    Ok(accounts::person(tx.conn, account)?.roles.iter().any(|role| role.is_staff()))
}

/// What flags weigh together; those of physicians and clinics weigh nothing.
pub fn weight<'f>(flags: impl Iterator<Item = &'f FlagRow>) -> Result<Weight, AppError> {
    let mut total = 0.0;
    let mut people = BTreeSet::new();
    for flag in flags.filter(|flag| !flag.by_party) {
        total += flag.arithmetic.read::<Arithmetic>()?.total;
        people.insert(&flag.flagger_id);
    }
    Ok(Weight { total, people: people.len() })
}

/// Those of these flags, where they weigh enough for this, that count: what was raised before an appeal overturned the
/// same does it no second time.
fn enough(
    tx: &mut Tx<'_>,
    subject: &Subject,
    mut raised: Vec<FlagRow>,
    (action, score, people): (Action, f64, usize),
) -> Result<Option<Vec<FlagRow>>, AppError> {
    if !weight(raised.iter())?.reaches(score, people) {
        return Ok(None);
    }
    let same = |decision: &&DecisionRow| {
        let here = decision.target_kind == subject.kind && decision.target_id == subject.id;
        here || action.is_about_account()
    };
    let overturned = decisions::overturned_scores(tx.conn, &subject.author, action)?;
    let last = overturned.iter().filter(same).filter_map(|decision| decision.undone_at).max();
    raised.retain(|flag| last.is_none_or(|last| flag.created_at > last));
    let counts = weight(raised.iter())?.reaches(score, people);
    Ok(counts.then_some(raised))
}

fn by_itself(action: Action, ground: Option<String>, until: Option<Timestamp>) -> Measure {
    Measure { action, ground, explanation: String::new(), until, sealed: None, by: None }
}

/// Hides a post whose flags weigh enough.
fn hide_post(tx: &mut Tx<'_>, item: &ItemRow, subject: &Subject) -> Result<(), AppError> {
    let least = &tx.site.pack.flags.score;
    if subject.kind != TargetKind::Post || !decisions::in_force(tx.conn, subject.kind, &subject.id)?.is_empty() {
        return Ok(());
    }
    let raised = flags::of_item(tx.conn, &item.id)?;
    let limits = (Action::Hide, least.hide_score, least.hide_flaggers);
    let Some(raised) = enough(tx, subject, raised, limits)? else { return Ok(()) };
    let ground = raised.iter().find(|flag| !flag.by_party).map(|flag| flag.reason.clone());
    carry_out(tx, item, subject, by_itself(Action::Hide, ground, None)).map(drop)
}

/// Silences an author whose words enough people call spam, whichever of them they mean.
fn silence_author(tx: &mut Tx<'_>, item: &ItemRow, subject: &Subject) -> Result<(), AppError> {
    let (least, times) = (&tx.site.pack.flags.score, &tx.site.pack.flags.times);
    if !decisions::against(tx.conn, &subject.author)?.is_empty() {
        return Ok(());
    }
    let raised = flags::against(tx.conn, &subject.author, SPAM)?;
    let limits = (Action::Silence, least.silence_score, least.silence_flaggers);
    if enough(tx, subject, raised, limits)?.is_none() {
        return Ok(());
    }
    let until = tx.now.plus(Duration::hours(times.sanction_hours.into()));
    carry_out(tx, item, subject, by_itself(Action::Silence, Some(SPAM.to_owned()), Some(until))).map(drop)
}

/// Closes a thread for a while in which enough is flagged; it comes into the queue itself.
fn close_thread(tx: &mut Tx<'_>, subject: &Subject, reason: &str) -> Result<(), AppError> {
    let (least, times) = (&tx.site.pack.flags.score, &tx.site.pack.flags.times);
    let id = match subject.kind {
        TargetKind::Thread => subject.id.parse().map_err(|_| AppError::not_found())?,
        TargetKind::Post => {
            let post = subject.id.parse().map_err(|_| AppError::not_found())?;
            forum::row_of_post(tx.conn, &post)?.thread_id
        }
        TargetKind::Review | TargetKind::Profile => return Ok(()),
    };
    let flagged = flags::flagged_posts(tx.conn)?;
    let posts = forum::posts_in(tx.conn, &id, &flagged)?;
    let mut raised = flags::open_on(tx.conn, TargetKind::Post, &posts)?;
    raised.extend(flags::open_on(tx.conn, TargetKind::Thread, &[id.to_string()])?);
    if !weight(raised.iter())?.reaches(least.close_score, least.close_flaggers) {
        return Ok(());
    }
    let thread = targets::find(tx.conn, TargetKind::Thread, id.as_str())?;
    let limits = (Action::Lock, least.close_score, least.close_flaggers);
    if enough(tx, &thread, raised, limits)?.is_none() {
        return Ok(());
    }
    let standing = decisions::in_force(tx.conn, thread.kind, &thread.id)?;
    if standing.iter().any(|decision| decision.action == Action::Lock) || is_staff(tx, &thread.author)? {
        return Ok(());
    }
    let mut item = item_for(tx, &thread, ItemKind::Flag, rules::priority(reason, &tx.site.pack))?;
    item.version += 1;
    items::update(tx.conn, &item)?;
    let until = tx.now.plus(Duration::hours(times.close_hours.into()));
    carry_out(tx, &item, &thread, by_itself(Action::Lock, Some(reason.to_owned()), Some(until))).map(drop)
}
