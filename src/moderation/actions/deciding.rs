//! Deciding an item: who may, what fits, and whether somebody else must say the same first.

use super::carrying::{Measure, carry_out, close, settle_flags};
use super::undoing::{self, Ending};
use super::{Decided, claim, queueing, refuse_conflict};
use crate::accounts::{self, AccountId, Member};
use crate::app::Tx;
use crate::clock::Timestamp;
use crate::error::{AppError, CONFLICT_OF_INTEREST, ILLEGAL_TRANSITION, NOT_ALLOWED_HERE, OUT_OF_RANGE, Refusal};
use crate::moderation::api::NewDecision;
use crate::moderation::masking;
use crate::moderation::model::{
    Action, DecisionId, DecisionRow, ItemId, ItemKind, ItemRow, ItemState, TargetKind, VoiceRow,
};
use crate::moderation::rules::{self, ALREADY_DECIDED, Known};
use crate::moderation::store::{decisions, flags, items, voices};
use crate::moderation::targets::{self, Subject};
use crate::reviews::{self, Hold};
use chrono::Duration;

/// Decides an item, or says what another has to say as well before it is done.
///
/// # Errors
/// 403 `conflict_of_interest`; 409 `already_decided`; 412; 422 for an action or a ground that does not fit.
pub fn decide(
    tx: &mut Tx<'_>,
    moderator: &Member,
    id: &ItemId,
    new: &NewDecision,
    matches: &dyn Fn(i64) -> Result<(), Refusal>,
) -> Result<Decided, AppError> {
    let Checked { item, subject, mut measure, others } = checked(tx, moderator, id, new, matches)?;
    if let Some(others) = others {
        speak(tx, &item, &measure, &moderator.id)?;
        let Some(same) = others.into_iter().find(|voice| voice.action == measure.action) else {
            return waiting(tx, item, &subject, measure);
        };
        if measure.explanation.is_empty() {
            measure.explanation = same.explanation;
        }
    }
    make_way(tx, &item, &subject, measure.action, &moderator.id)?;
    // What ended may have given words back; a mask is laid over those.
    let mut subject = targets::find(tx.conn, item.target_kind, &item.target_id)?;
    let names = reported_names(tx, &item)?;
    measure.sealed = sealed(tx, new, &subject, &names)?;
    if let Some(name) = names.first().filter(|_| measure.action == Action::Mask && keeps_name(&subject, &names)) {
        subject.text.clone_from(name);
    }
    let decided = carry_out(tx, &item, &subject, measure)?;
    if !decided.decision.action.restricts() && item.state == ItemState::Open {
        targets::release(tx, &subject, &moderator.id)?;
    }
    settle_flags(tx, &item, &decided)?;
    close(tx, &item.id)?;
    queueing::follow(tx, &subject)?;
    Ok(decided)
}

/// Takes an item and decides it: one of several that are decided together, and what somebody else has taken is left to
/// them.
///
/// # Errors
/// As [`claim`] and [`decide`].
pub fn take_and_decide(
    tx: &mut Tx<'_>,
    moderator: &Member,
    id: &ItemId,
    new: &NewDecision,
    matches: &dyn Fn(i64) -> Result<(), Refusal>,
) -> Result<Decided, AppError> {
    claim(tx, &moderator.id, id)?;
    decide(tx, moderator, id, new, matches)
}

/// What a decision would do, with everything checked and nothing done.
#[derive(Debug, Clone)]
pub struct Foreseen {
    pub subject: Subject,
    pub ground: Option<String>,
    pub until: Option<Timestamp>,
    /// Somebody else has to say the same first.
    pub waits: bool,
    /// What stands against it now.
    pub in_force: Vec<Action>,
    /// What the score has hidden can be read again by this.
    pub shows_again: bool,
    /// Another name than the reported one is shown by now, and a mask leaves it.
    pub keeps_name: bool,
    /// Why it is in the queue.
    pub kind: ItemKind,
    /// Until when somebody else has taken it.
    pub taken_until: Option<Timestamp>,
}

/// Foresees a decision.
///
/// # Errors
/// As [`decide`].
pub fn foresee(
    tx: &mut Tx<'_>,
    moderator: &Member,
    id: &ItemId,
    new: &NewDecision,
    matches: &dyn Fn(i64) -> Result<(), Refusal>,
) -> Result<Foreseen, AppError> {
    let Checked { item, subject, measure, others } = checked(tx, moderator, id, new, matches)?;
    let agrees = |others: Vec<VoiceRow>| others.iter().any(|voice| voice.action == measure.action);
    let waits = others.is_some_and(|others| !agrees(others));
    let by_score = |decision: &DecisionRow| decision.decided_by.is_none() && decision.action.takes_from_sight();
    let standing = decisions::in_force(tx.conn, subject.kind, &subject.id)?;
    let stays_with_two = matches!(item.kind, ItemKind::HeldReview | ItemKind::HiddenReview);
    let shows_again =
        new.action.restricts() && !new.action.takes_from_sight() && !stays_with_two && standing.iter().any(by_score);
    let keeps_name = keeps_name(&subject, &reported_names(tx, &item)?);
    let is_another_s = item.claimed_by.as_ref().is_some_and(|by| *by != moderator.id);
    Ok(Foreseen {
        subject,
        ground: measure.ground,
        until: measure.until,
        waits,
        in_force: standing.iter().map(|decision| decision.action).collect(),
        shows_again,
        keeps_name,
        kind: item.kind,
        taken_until: item.claimed_until.filter(|until| is_another_s && *until > tx.now),
    })
}

/// The instant from which the length of a measure is counted: for a hold that is made longer, its present end.
///
/// # Errors
/// `not_found` when there is no such item.
pub fn counted_from(tx: &mut Tx<'_>, id: &ItemId) -> Result<Timestamp, AppError> {
    let item = items::find(tx.conn, id)?;
    Ok(hold_on(tx, &item)?.map_or(tx.now, |hold| hold.until))
}

/// A decision that fits.
struct Checked {
    item: ItemRow,
    subject: Subject,
    measure: Measure,
    /// What others said before, where it takes two.
    others: Option<Vec<VoiceRow>>,
}

fn checked(
    tx: &mut Tx<'_>,
    moderator: &Member,
    id: &ItemId,
    new: &NewDecision,
    matches: &dyn Fn(i64) -> Result<(), Refusal>,
) -> Result<Checked, AppError> {
    let item = items::find(tx.conn, id)?;
    refuse_conflict(&mut tx.reader(), &item, &moderator.id)?;
    undoing::catch_up(tx, &item)?;
    let item = items::find(tx.conn, id)?;
    let standing = decisions::in_force(tx.conn, item.target_kind, &item.target_id)?;
    let (hold, spoken) = (hold_on(tx, &item)?, voices::of_items(tx.conn, std::slice::from_ref(id))?);
    let author_is_staff = accounts::person(tx.conn, &item.author_id)?.roles.iter().any(|role| role.is_staff());
    let (hold, asks) = (hold.as_ref(), &moderator.id);
    let is_withdrawn = is_withdrawn(tx, &item)?;
    let known = Known { standing: &standing, author_is_staff, hold, voices: &spoken, asks, is_withdrawn };
    let permitted = rules::permitted(&item, &known);
    if item.state == ItemState::Decided && !permitted.contains(&new.action) {
        return Err(ALREADY_DECIDED.into());
    }
    matches(item.version)?;
    if is_withdrawn && new.action.is_about_words() {
        return Err(ILLEGAL_TRANSITION.into());
    }
    let takes_two = item.state == ItemState::Open && rules::takes_two(&item, new.action, &standing);
    let present = hold.filter(|_| new.action == Action::Hold);
    if present.is_some_and(|hold| hold.extended) {
        return Err(reviews::rules::HOLD_ALREADY_EXTENDED.into());
    }
    // Two are two people; and whoever holds something does not make that longer.
    if (takes_two && known.has_spoken()) || present.is_some_and(|hold| hold.by.as_ref() == Some(asks)) {
        return Err(CONFLICT_OF_INTEREST.into());
    }
    if !permitted.contains(&new.action) {
        return Err(Refusal::field("/action", NOT_ALLOWED_HERE).into());
    }
    let subject = targets::find(tx.conn, item.target_kind, &item.target_id)?;
    check_passages(new, &item, &subject)?;
    let measure = Measure {
        action: new.action,
        ground: ground(tx, &item, new, &spoken)?,
        explanation: new.explanation.as_deref().map(crate::text::plain::tidy).unwrap_or_default(),
        until: until(tx, &item, new, hold)?,
        sealed: None,
        by: Some(moderator.id.clone()),
    };
    Ok(Checked { item, subject, measure, others: takes_two.then_some(spoken) })
}

/// Whether its author took it back while it waits.
fn is_withdrawn(tx: &mut Tx<'_>, item: &ItemRow) -> Result<bool, AppError> {
    let about = (item.target_kind, &item.target_id);
    Ok(item.state == ItemState::Open && !targets::withdrawn(tx.conn, std::iter::once(about))?.is_empty())
}

/// How a review is held that waits as such.
fn hold_on(tx: &mut Tx<'_>, item: &ItemRow) -> Result<Option<Hold>, AppError> {
    if item.target_kind != TargetKind::Review {
        return Ok(None);
    }
    Ok(reviews::holds(tx.conn, std::slice::from_ref(&item.target_id))?.remove(&item.target_id))
}

/// The ground that was named, else that of whoever said the same before, else the reason of the first report.
fn ground(tx: &mut Tx<'_>, item: &ItemRow, new: &NewDecision, spoken: &[VoiceRow]) -> Result<Option<String>, AppError> {
    let flagged = flags::of_item(tx.conn, &item.id)?.first().map(|flag| flag.reason.clone());
    let same = spoken.iter().find(|voice| voice.action == new.action).and_then(|voice| voice.ground.clone());
    let (named, before) = (new.ground.as_deref(), same.or(flagged));
    let hidden_for = match item.kind {
        ItemKind::HiddenReview => reviews::hidden_for(tx.conn, &item.target_id)?,
        _ => None,
    };
    let about = (hidden_for.as_deref(), item.target_kind);
    Ok(rules::ground(&tx.site.pack, about, new.action, named, before.as_deref())?)
}

/// Until when a measure stands; the pack's usual time where nobody said.
fn until(
    tx: &mut Tx<'_>,
    item: &ItemRow,
    new: &NewDecision,
    hold: Option<&Hold>,
) -> Result<Option<Timestamp>, AppError> {
    let times = &tx.site.pack.flags.times;
    if !new.action.is_timed() {
        let warned = (new.action == Action::Warn).then(|| tx.now.plus(Duration::days(times.warning_days.into())));
        return if new.until.is_none() { Ok(warned) } else { Err(Refusal::field("/until", NOT_ALLOWED_HERE).into()) };
    }
    let (first, usual, latest) = if new.action == Action::Hold {
        let ends = hold.map(|hold| hold.until);
        let longest = reviews::longest_hold(tx, &item.target_id, ends)?;
        (ends.unwrap_or(tx.now), longest, Some(longest))
    } else {
        (tx.now, tx.now.plus(Duration::hours(times.sanction_hours.into())), None)
    };
    match new.until {
        None => Ok(Some(usual)),
        Some(until) if until > first && latest.is_none_or(|latest| until <= latest) => Ok(Some(until)),
        Some(_) => Err(Refusal::field("/until", OUT_OF_RANGE).into()),
    }
}

/// Writes down what one of two says.
fn speak(tx: &mut Tx<'_>, item: &ItemRow, measure: &Measure, by: &AccountId) -> Result<(), AppError> {
    let voice = VoiceRow {
        id: DecisionId::mint(tx.now),
        item_id: item.id.clone(),
        moderator_id: by.clone(),
        action: measure.action,
        ground: measure.ground.clone(),
        explanation: measure.explanation.clone(),
        created_at: tx.now,
    };
    voices::insert(tx.conn, &voice)
}

/// Nobody has said the same yet: the item waits for somebody who does, and everything stays as it is.
fn waiting(tx: &mut Tx<'_>, mut item: ItemRow, subject: &Subject, measure: Measure) -> Result<Decided, AppError> {
    item.version += 1;
    (item.claimed_by, item.claimed_until) = (None, None);
    items::update(tx.conn, &item)?;
    let decision = DecisionRow {
        id: DecisionId::mint(tx.now),
        item_id: item.id,
        target_kind: subject.kind,
        target_id: subject.id.clone(),
        author_id: subject.author.clone(),
        action: measure.action,
        ground: measure.ground,
        explanation: measure.explanation,
        until_at: measure.until,
        decided_by: measure.by,
        in_force: false,
        sealed: None,
        statement_id: None,
        appeal_outcome: None,
        undone_at: None,
        created_at: tx.now,
    };
    Ok(Decided { decision, statement: None, waits: true })
}

/// Ends what a decision takes the place of.
fn make_way(
    tx: &mut Tx<'_>,
    item: &ItemRow,
    subject: &Subject,
    action: Action,
    by: &AccountId,
) -> Result<(), AppError> {
    if item.state == ItemState::Decided {
        return undoing::end_standing(tx, subject, Ending::Lifted, by, |decision| decision.item_id == item.id);
    }
    let hides = |decision: &DecisionRow| decision.action.takes_from_sight();
    match (item.kind, action.restricts()) {
        (ItemKind::HeldReview | ItemKind::HiddenReview, _) if action.is_about_account() => Ok(()),
        // From a hold or from hiding straight to what is decided: nobody reads it in between.
        (ItemKind::HeldReview | ItemKind::HiddenReview, true) => undoing::replace(tx, subject, by, hides),
        (ItemKind::HeldReview | ItemKind::HiddenReview, false) => {
            undoing::end_standing(tx, subject, Ending::Lifted, by, hides)
        }
        (kind, restricts) => {
            let ending = if restricts { Ending::Replaced } else { Ending::Lifted };
            // What the score did, and what an appeal has sent back, makes way for what a person decides now.
            let all = action == Action::Restore || kind == ItemKind::Again;
            undoing::end_standing(tx, subject, ending, by, |decision| decision.decided_by.is_none() || all)?;
            if kind == ItemKind::Again { undoing::end_sent_back(tx, subject, ending, by) } else { Ok(()) }
        }
    }
}

/// The passages of a mask stand in what it can replace, now or when it came into the queue.
fn check_passages(new: &NewDecision, item: &ItemRow, subject: &Subject) -> Result<(), Refusal> {
    // A name is masked as a whole.
    let has_passages = new.action == Action::Mask && item.target_kind != TargetKind::Profile;
    if !has_passages && !new.passages.is_empty() {
        return Err(Refusal::field("/passages", NOT_ALLOWED_HERE));
    }
    // A thread's opening post stands in the snapshot, and is masked by itself.
    let then = if subject.words == subject.text { item.snapshot.as_str() } else { "" };
    let known = |passage: &str| subject.words.contains(passage) || then.contains(passage);
    let unknown = |passage: &String| passage.trim().is_empty() || !known(passage);
    match new.passages.iter().position(unknown) {
        Some(place) => Err(Refusal::field(format!("/passages/{place}"), crate::error::NO_SUCH)),
        None => Ok(()),
    }
}

/// What a mask takes away: of an account the reported names, of everything else the passages that were named, else
/// what looks like personal data, else everything.
fn sealed(
    tx: &mut Tx<'_>,
    new: &NewDecision,
    subject: &Subject,
    names: &[String],
) -> Result<Option<Vec<u8>>, AppError> {
    if new.action != Action::Mask {
        return Ok(None);
    }
    let standing = decisions::in_force(tx.conn, subject.kind, &subject.id)?;
    let is_account = subject.kind == TargetKind::Profile;
    let chosen = |base: &str| if is_account { names.to_vec() } else { passages(new, base) };
    targets::seal_mask(tx, &standing, subject, chosen).map(Some)
}

/// The names under which an account was reported, the first one first: its owner may have chosen another meanwhile.
fn reported_names(tx: &mut Tx<'_>, item: &ItemRow) -> Result<Vec<String>, AppError> {
    if item.target_kind != TargetKind::Profile {
        return Ok(Vec::new());
    }
    let mut names = vec![item.snapshot.clone()];
    for flag in flags::of_item(tx.conn, &item.id)? {
        if !names.contains(&flag.snapshot) {
            names.push(flag.snapshot);
        }
    }
    names.retain(|name| !accounts::is_neutral_name(&item.author_id, name));
    Ok(names)
}

/// Whether an account shows none of these names any more, and so keeps the one it shows.
fn keeps_name(subject: &Subject, names: &[String]) -> bool {
    !names.is_empty() && !names.iter().any(|name| accounts::is_same_name(name, &subject.words))
}

/// The passages that a mask replaces.
pub fn passages(new: &NewDecision, text: &str) -> Vec<String> {
    if !new.passages.is_empty() {
        return new.passages.clone();
    }
    let found = masking::found_in(text);
    if found.is_empty() { vec![text.to_owned()] } else { found }
}
