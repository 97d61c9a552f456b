//! How the executor loads a membership, stores a step, writes its letters and tells others.

use super::facts::{MembershipFacts, Wish};
use super::measures;
use super::model::{Event, LetterKind, MembershipRow, Role, State};
use super::store;
use super::table::Membership;
use crate::app::{Site, Tx};
use crate::cases::{By, CaseType, EventRow};
use crate::clock::Timestamp;
use crate::coalition::{letters, rules};
use crate::db::Connection;
use crate::directory::figures::{self, CoalitionStanding};
use crate::directory::{self, Subject};
use crate::error::AppError;
use crate::mail::Letter;
use crate::workdays::Calendar;
use crate::workflow::{Step, Word as _};
use chrono::Duration;
use chrono_tz::Tz;
use serde_json::Value;
use std::collections::BTreeSet;

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

    fn announce(tx: &mut Tx<'_>, facts: &MembershipFacts, step: &Step<Self>) -> Result<(), AppError> {
        // What comes of the vote is told with the step that it leads to.
        if step.event == Event::VoteEnded {
            return measures::end_vote(tx, facts.clone());
        }
        if step.event == Event::RecredentialMissed {
            measures::drop_vote(tx, facts.clone(), &By::role(Role::Clock))?;
        }
        let row = &facts.row;
        // What the clock still writes into an earlier membership says nothing about the one that followed it.
        if row.superseded {
            return Ok(());
        }
        let day = |at: Timestamp| facts.calendar.local_day(at).to_string();
        if step.event == Event::RecordEnded {
            let subject = Subject::Physician(row.physician_id.clone());
            return figures::set(tx, &subject, figures::names::STANDING, &CoalitionStanding::default());
        }
        let last = |end: Timestamp| day(end.minus(Duration::seconds(1)));
        let is_held = row.state.is_standing() || row.state == State::Lapsed;
        let standing = CoalitionStanding {
            state: row.state.word().to_owned(),
            since: Some(day(row.created_at)),
            state_since: Some(day(row.since)),
            until: row.measure_until.filter(|_| row.state.is_reviewed()).map(last),
            licence_until: row.licence_expires_on.clone().filter(|_| is_held),
        };
        let subject = Subject::Physician(row.physician_id.clone());
        figures::set(tx, &subject, figures::names::STANDING, &standing)
    }
}

/// A membership with its calendar.
pub fn facts_of(conn: &mut Connection, site: &Site, row: MembershipRow) -> Result<MembershipFacts, AppError> {
    let vote_ends_at = store::open_proposal(conn, &row.id)?.map(|open| open.ends_at);
    facts_with(conn, site, row, vote_ends_at)
}

/// The same where it is known until when the board votes on a measure.
pub fn facts_with(
    conn: &mut Connection,
    site: &Site,
    row: MembershipRow,
    vote_ends_at: Option<Timestamp>,
) -> Result<MembershipFacts, AppError> {
    let calendar = calendar(conn, &row.physician_id)?;
    Ok(MembershipFacts { row, rules: site.pack.membership.clone(), calendar, vote_ends_at, wish: Wish::None })
}

/// The time zone of the member's first clinic, else UTC; what is counted here is counted in days, not working days.
pub fn calendar(conn: &mut Connection, physician: &directory::PhysicianId) -> Result<Calendar, AppError> {
    let clinics = directory::clinics_of(conn, physician)?;
    let zone = clinics.first().map_or(Ok(Tz::UTC), |clinic| clinic.time_zone.parse());
    Ok(Calendar::new(zone.map_err(AppError::internal)?, BTreeSet::new()))
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
