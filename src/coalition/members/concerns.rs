//! What happens elsewhere and speaks against a member: other domains do not know this one, so assembly calls these
//! with plain values, in the transaction of what happened.

use super::actions::review_by_itself;
use super::model::{ConcernRow, Event, Ground, MembershipRow, Role, State};
use super::store;
use super::table::Membership;
use crate::accounts::AccountId;
use crate::app::Tx;
use crate::cases::{self, By};
use crate::clock::Timestamp;
use crate::coalition::applications::earlier_months;
use crate::directory::PhysicianId;
use crate::error::AppError;
use crate::ids;
use crate::workflow;
use serde_json::json;

/// A complaint against the physician, or a clinic where the physician works, was upheld.
pub fn complaint_upheld(
    tx: &mut Tx<'_>,
    physician: &PhysicianId,
    complaint: &str,
    severity: i64,
) -> Result<(), AppError> {
    let rules = &tx.site.pack.membership.concerns;
    let (grave, serious) = (i64::from(rules.grave_severity), i64::from(rules.serious_severity));
    let (count, months) = (rules.serious_count, rules.serious_months);
    if severity >= grave {
        return concern(tx, physician, (Ground::UpheldGrave, complaint), (1, None));
    }
    if severity < serious {
        return Ok(());
    }
    concern(tx, physician, (Ground::UpheldSerious, complaint), (count, Some(months)))
}

/// A complaint was not answered in time.
pub fn complaint_untimely(tx: &mut Tx<'_>, physician: &PhysicianId, complaint: &str) -> Result<(), AppError> {
    let rules = &tx.site.pack.membership.concerns;
    let limits = (rules.untimely_count, Some(rules.untimely_months));
    concern(tx, physician, (Ground::Untimely, complaint), limits)
}

/// A recommendation of the coalition is overdue by more than the pack allows.
pub fn recommendation_overdue(tx: &mut Tx<'_>, physician: &PhysicianId, source: &str) -> Result<(), AppError> {
    concern(tx, physician, (Ground::RecommendationOverdue, source), (1, None))
}

/// A clinic where these physicians work was rated inadequate.
pub fn inspection_inadequate(tx: &mut Tx<'_>, physicians: &[PhysicianId], inspection: &str) -> Result<(), AppError> {
    for physician in physicians {
        concern(tx, physician, (Ground::InspectionInadequate, inspection), (1, None))?;
    }
    Ok(())
}

/// A clinic where these physicians work refused its inspection.
pub fn inspection_refused(tx: &mut Tx<'_>, physicians: &[PhysicianId], inspection: &str) -> Result<(), AppError> {
    for physician in physicians {
        concern(tx, physician, (Ground::InspectionRefused, inspection), (1, None))?;
    }
    Ok(())
}

/// A clinic where these physicians work was inspected: the first inspection that each membership asks for is done.
pub fn inspected(tx: &mut Tx<'_>, physicians: &[PhysicianId], inspection: &str) -> Result<(), AppError> {
    for physician in physicians {
        let Some(row) = store::current(tx.conn, physician)?.filter(|row| row.inspected_at.is_none()) else { continue };
        let facts = cases::open::<Membership>(tx, &row.id)?;
        let by = By::role(Role::Clock);
        if workflow::step::<Membership>(facts.row.state, Event::Inspected, by.role, &facts, tx.now).is_ok() {
            let data = json!({ "inspection": inspection });
            cases::act::<Membership>(tx, &facts, Event::Inspected, &by, data)?;
        }
    }
    Ok(())
}

/// An authority has sanctioned the member: so an officer found, who has a part in what comes of it.
pub fn sanction_found(
    tx: &mut Tx<'_>,
    physician: &PhysicianId,
    source: &str,
    officer: &AccountId,
) -> Result<(), AppError> {
    concern_of(tx, physician, (Ground::Sanction, source), (1, None), Some(officer))
}

/// A clause that forbids patients to speak was found to be real.
pub fn gag_clause(tx: &mut Tx<'_>, physician: &PhysicianId, complaint: &str) -> Result<(), AppError> {
    concern(tx, physician, (Ground::GagClause, complaint), (1, None))
}

/// The physician's score changed. Below the limit, once enough reviews count, it opens a review: once a month at most.
pub fn rating_changed(tx: &mut Tx<'_>, physician: &PhysicianId, score: f64, counted: i64) -> Result<(), AppError> {
    let rules = &tx.site.pack.membership.concerns;
    if counted < rules.rating_counted || score >= rules.rating_below {
        return Ok(());
    }
    let month = tx.now.date().format("%Y-%m").to_string();
    concern(tx, physician, (Ground::RatingLow, &month), (1, None))
}

fn concern(
    tx: &mut Tx<'_>,
    physician: &PhysicianId,
    what: (Ground, &str),
    limits: (i64, Option<u32>),
) -> Result<(), AppError> {
    concern_of(tx, physician, what, limits, None)
}

/// Writes the concern down; the one that makes the limit full opens a review.
fn concern_of(
    tx: &mut Tx<'_>,
    physician: &PhysicianId,
    (ground, source): (Ground, &str),
    (count, months): (i64, Option<u32>),
    found_by: Option<&AccountId>,
) -> Result<(), AppError> {
    let Some(member) = member_of(tx, physician)? else { return Ok(()) };
    let row = ConcernRow {
        id: ids::mint(tx.now),
        physician_id: physician.clone(),
        ground,
        source: source.to_owned(),
        at: tx.now,
    };
    if !store::concern(tx.conn, &row)? {
        return Ok(());
    }
    let since = months.map_or(Timestamp::from_unix_millis(0), |months| earlier_months(tx.now, months));
    if store::concerns_of(tx.conn, physician, ground, since)? < count {
        return Ok(());
    }
    review_by_itself(tx, &member, ground, found_by)
}

/// The membership that a concern speaks against: one that stands, or that a renewed licence or an appeal may bring back,
/// whether or not it is filed yet.
fn member_of(tx: &mut Tx<'_>, physician: &PhysicianId) -> Result<Option<MembershipRow>, AppError> {
    let now = tx.now;
    let counts = |row: &MembershipRow| match row.state {
        State::Lapsed => row.may_be_renewed(now),
        State::Removed => row.may_be_undone(now),
        state => state.is_standing(),
    };
    Ok(store::current(tx.conn, physician)?.filter(counts))
}
