//! Who hears an appeal against a measure, §5.4: another panel, of people who had no part in it. Each has one voice with a
//! reason, and once as many as it takes have spoken, what more of them say is done. Nobody sees a voice before.
//!
//! Where the board is small, most of it has voted: so whoever reviews, or looks after credentials, sits as well.

use super::actions::{open_as, record, step};
use super::api::{DecideAppeal, MeasureAppealGround};
use super::case;
use super::facts::{Wish, last_day};
use super::model::{AppealOutcome, DecisionKind, Event, Measure, Role, State};
use super::on_record::{self, CameSince, OnRecord};
use super::store;
use super::table::Membership;
use super::views::HearingView;
use crate::accounts::{self, AccountId, Member};
use crate::app::{Reader, Site, Tx};
use crate::cases::{By, CaseType as _};
use crate::coalition::scoring::{Tally, Vote};
use crate::coalition::{recusal, rules};
use crate::directory::PhysicianId;
use crate::error::{AppError, CONFLICT_OF_INTEREST};
use crate::workflow::Word as _;
use serde_json::{Value, json};

/// Who may hear an appeal, where nothing ties them and they had no part.
const HEARERS: &[accounts::Role] =
    &[accounts::Role::Appeals, accounts::Role::Board, accounts::Role::CredentialingOfficer, accounts::Role::Reviewer];

/// Whether somebody is among those who hear appeals at all.
pub fn may_sit(member: &Member) -> bool {
    HEARERS.iter().any(|role| member.has(*role))
}

/// Everybody who may hear an appeal about this physician.
fn hearers(reader: &mut Reader<'_>, physician: &PhysicianId, known: &OnRecord) -> Result<Vec<AccountId>, AppError> {
    let mut people: Vec<AccountId> =
        accounts::holders(reader.conn, HEARERS)?.into_iter().map(|(_, id, _)| id).collect();
    people.sort();
    people.dedup();
    let tied = recusal::grounds_on_member(reader.conn, reader.site, physician, &people)?;
    people.retain(|person| !tied.contains_key(person) && !known.took_part(person));
    Ok(people)
}

/// Voices that it takes.
fn needed(site: &Site) -> Result<usize, AppError> {
    usize::try_from(site.pack.membership.thresholds.appeal_voices).map_err(AppError::internal)
}

/// Who may hear an appeal about this physician, and how many it takes.
///
/// # Errors
/// Those of the database.
pub fn panel(
    reader: &mut Reader<'_>,
    membership: &str,
    physician: &PhysicianId,
) -> Result<(Vec<AccountId>, usize), AppError> {
    let known = OnRecord::of(reader.conn, membership)?;
    Ok((hearers(reader, physician, &known)?, needed(reader.site)?))
}

/// Says what is to come of an appeal, or says it anew until enough have spoken; the voice that makes them enough decides.
///
/// # Errors
/// `conflict_of_interest` for whoever took part in the measure.
pub fn hear(tx: &mut Tx<'_>, member: &Member, physician: &PhysicianId, new: &DecideAppeal) -> Result<(), AppError> {
    let (facts, by) = open_as(tx, physician, member, Role::Appeals)?;
    if OnRecord::of(tx.conn, &facts.row.id)?.took_part(&member.id) {
        return Err(CONFLICT_OF_INTEREST.into());
    }
    step(tx, &facts, (Event::AppealVoiced, &by), json!({ "outcome": new.outcome, "reasons": new.reasons }))?;
    let line = (DecisionKind::AppealVoice, new.outcome.word(), new.reasons.as_str());
    record(tx, &facts, line, (None, &json!([]), Some(&member.id)))?;
    let (voices, since) = counted(tx, physician, &facts.row.id)?;
    let said: Vec<AppealOutcome> = voices.iter().map(|voice| voice.outcome).collect();
    match rules::heard(&said, needed(tx.site)?) {
        Some(outcome) => decide(tx, &facts.row.id, (outcome, &voices, since), (&by, &member.id)),
        None => Ok(()),
    }
}

/// One voice that counts.
struct Voice {
    account: AccountId,
    outcome: AppealOutcome,
    reasons: String,
}

/// The voices of those who may still hear the appeal, and what came after the measure that it is against.
fn counted(tx: &mut Tx<'_>, physician: &PhysicianId, membership: &str) -> Result<(Vec<Voice>, CameSince), AppError> {
    let known = OnRecord::of(tx.conn, membership)?;
    let hearers = hearers(&mut tx.reader(), physician, &known)?;
    let mut voices = Vec::new();
    for (account, line) in known.voices() {
        if hearers.contains(account) {
            let outcome = line.word.parse::<AppealOutcome>().map_err(AppError::internal)?;
            voices.push(Voice { account: account.clone(), outcome, reasons: line.text.clone() });
        }
    }
    Ok((voices, known.came_since()?))
}

/// Does what the voices came to: the reasons of those who carry it, and the others' as dissent. What came after the measure
/// is not what was appealed against: it stands, and its own days to appeal begin, for one appeal at a time is heard.
fn decide(
    tx: &mut Tx<'_>,
    membership: &str,
    (outcome, voices, since): (AppealOutcome, &[Voice], CameSince),
    (by, last): (&By<Role>, &AccountId),
) -> Result<(), AppError> {
    let mut facts = Membership::load(tx.conn, tx.site, membership)?;
    facts.row.hear_by = None;
    // What the board voted on when the member left, or the credentials lapsed, is as open as it was.
    if matches!(facts.row.state, State::Resigned | State::Lapsed) && facts.vote_ends_at.is_none() {
        let lines = store::decisions(tx.conn, membership)?;
        facts.vote_ends_at = lines.iter().rev().find(|line| line.kind == DecisionKind::Dropped).map(|line| line.at);
    }
    let anew = facts.calendar.missed_from(tx.now, facts.rules.clocks.appeal);
    let stands = facts.row.appeal_until.filter(|_| since.measure.is_some());
    facts.row.appeal_until = stands.map(|until| until.max(anew));
    if outcome == AppealOutcome::Overturned {
        let is_removed = facts.row.state == State::Removed;
        let is_open = is_removed || rules::left_open(facts.row.state, facts.row.state_before).is_some();
        facts.wish = match () {
            () if since.measure.is_some() => Wish::OverturnEarlier,
            () if since.review && is_open => Wish::OverturnReviewed,
            () => Wish::Overturn,
        };
    }
    let vote = |voice: &Voice| if voice.outcome == outcome { Vote::Yes } else { Vote::No };
    let tally = Tally::of(voices.len(), &voices.iter().map(vote).collect::<Vec<_>>());
    let agreed = voices.iter().filter(|voice| voice.outcome == outcome);
    let reasons = agreed.map(|voice| voice.reasons.as_str()).collect::<Vec<_>>().join("\n\n");
    let one = |voice: &Voice| {
        let dissent = (voice.outcome != outcome).then_some(&voice.reasons);
        json!({ "account_id": voice.account, "vote": vote(voice), "dissent": dissent })
    };
    let votes: Value = voices.iter().map(one).collect();
    let data = json!({
        "outcome": outcome, "reasons": reasons, "votes": votes, "tally": tally, "later": since.measure,
    });
    step(tx, &facts, (Event::AppealDecided, by), data)?;
    let line = (DecisionKind::AppealDecision, outcome.word(), reasons.as_str());
    record(tx, &facts, line, (None, &votes, Some(last)))?;
    // Conditions that are overturned go with this line.
    let facts = Membership::load(tx.conn, tx.site, membership)?;
    if facts.row.superseded { Ok(()) } else { case::tell_standing(tx, &facts) }
}

/// The appeal as one of those who hear it sees it; none for whoever had a part in the measure.
pub(super) fn hearing_of(
    reader: &mut Reader<'_>,
    (membership, physician): (&str, &PhysicianId),
    member: &Member,
) -> Result<Option<HearingView>, AppError> {
    let known = OnRecord::of(reader.conn, membership)?;
    let (Some(measure), Some(appeal)) = (known.measure(), known.appeal()) else { return Ok(None) };
    if known.took_part(&member.id) {
        return Ok(None);
    }
    let own = known.voices().get(&member.id).copied();
    let calendar = case::calendar(reader.conn, physician)?;
    let hours = reader.site.pack.membership.clocks.interim_vote;
    Ok(Some(HearingView {
        measure: measure.word.parse::<Measure>().map_err(AppError::internal)?,
        measure_reasons: measure.text.clone(),
        measure_day: calendar.local_day(measure.at).to_string(),
        measure_last_day: on_record::ends(measure, (&calendar, hours)).map(|end| last_day(end, &calendar).to_string()),
        ground: appeal.word.parse::<MeasureAppealGround>().map_err(AppError::internal)?,
        text: appeal.text.clone(),
        appealed_at: appeal.at,
        needed: needed(reader.site)?,
        hearers: hearers(reader, physician, &known)?.len(),
        own: own.map(|line| line.word.parse::<AppealOutcome>()).transpose().map_err(AppError::internal)?,
        own_reasons: own.map(|line| line.text.clone()),
    }))
}
