//! How the executor loads a membership, stores a step, writes its letters and tells others.

use super::facts::{MembershipFacts, WaitingReview, Wish, last_day};
use super::imposed;
use super::measures;
use super::model::{DecisionKind, DecisionRow, Event, LetterKind, MembershipRow, Role, State, Timer};
use super::on_record;
use super::store;
use super::table::Membership;
use crate::app::{Site, Tx};
use crate::cases::{self, By, CaseType, EventRow};
use crate::clock::Timestamp;
use crate::coalition::{letters, rules};
use crate::db::Connection;
use crate::directory::figures::{self, CoalitionStanding};
use crate::directory::{self, Subject};
use crate::error::AppError;
use crate::mail::Letter;
use crate::workdays::Calendar;
use crate::workflow::{Step, Word as _, Workflow as _};
use chrono_tz::Tz;
use serde_json::Value;
use std::collections::{BTreeSet, HashMap};

impl CaseType for Membership {
    const CLOCK: Role = Role::Clock;

    fn load(conn: &mut Connection, site: &Site, id: &str) -> Result<MembershipFacts, AppError> {
        let row = store::find(conn, id)?;
        facts_of(conn, site, row)
    }

    fn save(tx: &mut Tx<'_>, facts: &MembershipFacts, step: &Step<Self>, _data: &Value) -> Result<(), AppError> {
        if !step.to.keeps_proposals() {
            store::close_proposals(tx.conn, &facts.row.id, tx.now, false)?;
        }
        store::update(tx.conn, &after(facts, step, tx.now))
    }

    fn write(
        tx: &mut Tx<'_>,
        facts: &MembershipFacts,
        letter: LetterKind,
        event: &EventRow,
    ) -> Result<Vec<Letter>, AppError> {
        letters::of_membership(tx, facts, letter, event)
    }

    fn announce(tx: &mut Tx<'_>, id: &str, step: &Step<Self>) -> Result<(), AppError> {
        let facts = Self::load(tx.conn, tx.site, id)?;
        // What comes of the vote is told with the step that it leads to.
        if step.event == Event::VoteEnded {
            return measures::end_vote(tx, facts);
        }
        if step.event == Event::RecredentialMissed {
            measures::drop_vote(tx, facts.clone(), &By::role(Role::Clock))?;
        }
        let row = &facts.row;
        // What the clock still writes into an earlier membership says nothing about the one that followed it.
        if row.superseded {
            return Ok(());
        }
        if step.event == Event::RecordEnded {
            let subject = Subject::Physician(row.physician_id.clone());
            return figures::set(tx, &subject, figures::names::STANDING, &CoalitionStanding::default());
        }
        tell_standing(tx, &facts)
    }
}

/// Writes for profiles where somebody stands.
///
/// # Errors
/// Those of the database.
pub(super) fn tell_standing(tx: &mut Tx<'_>, facts: &MembershipFacts) -> Result<(), AppError> {
    let row = &facts.row;
    let day = |at: Timestamp| facts.calendar.local_day(at).to_string();
    let until = measure_ends(tx, facts)?;
    let is_held = row.state.is_standing() || row.state == State::Lapsed;
    let standing = CoalitionStanding {
        state: row.state.word().to_owned(),
        since: Some(day(row.created_at)),
        state_since: Some(day(row.since)),
        until: until.map(|end| last_day(end, &facts.calendar).to_string()),
        licence_until: row.licence_expires_on.clone().filter(|_| is_held),
        conditions_until: imposed::told_until(&mut tx.reader(), row)?,
    };
    // By the clock alone it ends then: profiles say so in that instant, as the badge does.
    let ends = super::badge::ends(row);
    let then = figures::Then { at: ends, state: State::Lapsed.word().to_owned(), state_since: day(ends) };
    figures::stand(tx, &row.physician_id, standing, row.state.is_standing().then_some(then))
}

/// When what holds ends, where nothing comes before: what one member restricted with its hours to vote, or with the vote
/// on it where a quorum has ended those.
fn measure_ends(tx: &mut Tx<'_>, facts: &MembershipFacts) -> Result<Option<Timestamp>, AppError> {
    let Some(end) = facts.row.measure_until.filter(|_| facts.row.state.is_reviewed()) else { return Ok(None) };
    if facts.row.state != State::Restricted || facts.review != WaitingReview::Meanwhile {
        return Ok(Some(end));
    }
    let pending = cases::pending(tx.conn, Membership::NAME, &facts.row.id)?;
    let hours = pending.iter().find(|timer| timer.timer == Timer::InterimVoteDue.word()).map(|timer| timer.due_at);
    Ok(Some(hours.or(facts.vote_ends_at).map_or(end, |vote| vote.min(end))))
}

/// A membership with its calendar.
pub fn facts_of(conn: &mut Connection, site: &Site, row: MembershipRow) -> Result<MembershipFacts, AppError> {
    let vote_ends_at = store::open_proposal(conn, &row.id)?.map(|open| open.ends_at);
    let (review, waits) = review_behind(conn, &row)?;
    Ok(MembershipFacts { review, waits, ..facts_with(conn, site, row, vote_ends_at)? })
}

/// The review that waits behind a measure or a lapse; elsewhere a review is the state itself, where one is open. And
/// whether a concern has come into what a lapse interrupts.
fn review_behind(conn: &mut Connection, row: &MembershipRow) -> Result<(WaitingReview, bool), AppError> {
    let is_interrupted = row.state == State::Lapsed && row.state_before.is_some();
    if !is_interrupted && !row.state.is_reviewed() && row.state != State::Removed {
        return Ok((WaitingReview::None, false));
    }
    let lines = store::appealed_lines(conn, std::slice::from_ref(&row.id))?;
    let behind = on_record::waiting_review(&lines);
    let review = match row.state {
        State::Lapsed => return behind_lapse(conn, row, (behind, &lines)),
        State::UnderReview if behind == WaitingReview::None => WaitingReview::Unopened,
        State::UnderReview => WaitingReview::None,
        _ => behind,
    };
    Ok((review, false))
}

/// Whether the hours of the review that a lapse leads back to have not begun, or went by in it; and whether a concern came
/// in it. Ids are in the order in which things were written down.
fn behind_lapse(
    conn: &mut Connection,
    row: &MembershipRow,
    (behind, lines): (WaitingReview, &[DecisionRow]),
) -> Result<(WaitingReview, bool), AppError> {
    let Some(lapse) = last_lapse(conn, &row.id)? else { return Ok((WaitingReview::None, false)) };
    let waits = lines.iter().any(|line| line.kind == DecisionKind::Review && line.id > lapse.id);
    let review = match () {
        () if row.state_before != Some(State::UnderReview) => WaitingReview::None,
        () if lapse.is_missed => WaitingReview::Missed,
        () if is_held_up(&lapse, (behind, lines)) => WaitingReview::HeldUp,
        () => WaitingReview::None,
    };
    Ok((review, waits))
}

/// Whether the hours of the review that a lapse leads back to have not begun.
fn is_held_up(lapse: &Lapse, (behind, lines): (WaitingReview, &[DecisionRow])) -> bool {
    let is_since = behind == WaitingReview::Since;
    match lapse.from {
        // Its hours began before the lapse: they run, were missed, or ended with a quorum. Where the board only voted,
        // it was opened during the lapse.
        State::UnderReview => is_since && on_record::opened_since(lines).is_some_and(|opened| opened.id > lapse.id),
        // It was opened during the lapse, or is all that is left once the measure before it was undone.
        state => !state.is_reviewed() || is_since,
    }
}

/// A lapse that a renewed licence may end.
struct Lapse {
    /// Of its event.
    id: String,
    /// The state that it came into, whatever became of it since.
    from: State,
    /// Hours to vote went by in it.
    is_missed: bool,
}

fn last_lapse(conn: &mut Connection, membership: &str) -> Result<Option<Lapse>, AppError> {
    let called = [Event::LicenceExpired.word(), Event::InterimVoteMissed.word()];
    let mut events = cases::events_called(conn, Membership::NAME, membership, &called)?;
    let mut is_missed = false;
    while let Some(last) = events.pop() {
        if last.event == Event::LicenceExpired.word() {
            let from = last.from_state.parse::<State>().map_err(AppError::internal)?;
            return Ok(Some(Lapse { id: last.id, from, is_missed }));
        }
        is_missed = true;
    }
    Ok(None)
}

/// A membership with its calendar where it is known until when the board votes on a measure, and nothing asks what the end
/// of one leads to.
pub fn facts_with(
    conn: &mut Connection,
    site: &Site,
    row: MembershipRow,
    vote_ends_at: Option<Timestamp>,
) -> Result<MembershipFacts, AppError> {
    let calendar = calendar(conn, &row.physician_id)?;
    let (rules, review) = (site.pack.membership.clone(), WaitingReview::None);
    Ok(MembershipFacts { row, rules, calendar, vote_ends_at, review, waits: false, wish: Wish::None })
}

/// The time zone of the member's first clinic, else UTC; what is counted here is counted in days, not working days.
pub fn calendar(conn: &mut Connection, physician: &directory::PhysicianId) -> Result<Calendar, AppError> {
    let clinics = directory::clinics_of(conn, physician)?;
    calendar_in(clinics.first().map(|clinic| clinic.time_zone.as_str()))
}

fn calendar_in(zone: Option<&str>) -> Result<Calendar, AppError> {
    let zone: Tz = zone.map_or(Ok(Tz::UTC), str::parse).map_err(AppError::internal)?;
    Ok(Calendar::new(zone, BTreeSet::new()))
}

/// The last day of each appeal that waits to be heard, `2026-09-30` by the member's clocks, by membership: in one query
/// for all of them, and none where nothing waits.
pub fn hearing_days(conn: &mut Connection, rows: &[MembershipRow]) -> Result<HashMap<String, String>, AppError> {
    let ends = |row: &MembershipRow| row.hear_by.filter(|_| row.awaits_hearing());
    let waiting: Vec<(&MembershipRow, Timestamp)> =
        rows.iter().filter_map(|row| ends(row).map(|end| (row, end))).collect();
    if waiting.is_empty() {
        return Ok(HashMap::new());
    }
    let people: Vec<directory::PhysicianId> = waiting.iter().map(|(row, _)| row.physician_id.clone()).collect();
    let zones = directory::time_zones_of(conn, &people)?;
    let day = |(row, end): (&MembershipRow, Timestamp)| {
        let calendar = calendar_in(zones.get(&row.physician_id).map(String::as_str))?;
        Ok((row.id.clone(), last_day(end, &calendar).to_string()))
    };
    waiting.into_iter().map(day).collect()
}

/// What a lapse leads back to that a concern came into: a review, or the measure that holds anyway.
const fn looked_at(before: State) -> State {
    if before.is_reviewed() { before } else { State::UnderReview }
}

/// The row as it is after a step.
fn after(facts: &MembershipFacts, step: &Step<Membership>, now: Timestamp) -> MembershipRow {
    let mut row = facts.row.clone();
    // Counting votes by the version would tell what nobody may know yet.
    if !matches!(step.event, Event::MeasureVoted | Event::AppealVoiced) {
        row.version += 1;
    }
    if row.state != step.to {
        row.since = now;
    }
    row.state = step.to;
    match step.event {
        Event::ProbationEnded => {
            row.on_probation = false;
            // A lapse that interrupted the probation leads back to what came after it.
            row.state_before =
                row.state_before.map(|before| if before == State::Probation { State::Active } else { before });
        }
        Event::InterimVoteMissed => {
            let reviewed = |before| if before == State::Restricted { State::UnderReview } else { before };
            row.state_before = row.state_before.map(reviewed);
        }
        Event::ReviewOpened => row.state_before = row.state_before.map(looked_at),
        Event::LicenceExpired => row.state_before = Some(step.from),
        Event::LicenceRenewed => row.state_before = None,
        // Nothing leads back from here; what was open stays open.
        Event::RecredentialMissed | Event::Resigned => {
            row.state_before = rules::left_open(step.from, row.state_before);
        }
        Event::Died => row.under_appeal = false,
        Event::Inspected => {
            row.inspected_at = Some(now);
            row.inspection_overdue = false;
        }
        Event::InspectionMissed => row.inspection_overdue = true,
        Event::Appealed => row.under_appeal = true,
        Event::AppealDecided => {
            row.under_appeal = false;
            if matches!(facts.wish, Wish::Overturn | Wish::OverturnReviewed) {
                let mended = rules::mended(row.state, facts.goes_on(), row.on_probation);
                row.state_before = row.state_before.and(mended);
            }
        }
        _ => {}
    }
    row.hear_by = row.hear_by.filter(|_| row.under_appeal);
    // The end of a measure goes with the measure; a lapse only interrupts it, and nobody resigns to be rid of it.
    let is_measured = |state: State| matches!(state, State::Restricted | State::Suspended);
    let interrupted = row.state_before.filter(|_| matches!(row.state, State::Lapsed | State::Resigned));
    if !is_measured(row.state) && !interrupted.is_some_and(is_measured) {
        row.measure_until = None;
    }
    row
}
