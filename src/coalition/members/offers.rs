//! What somebody may do about a membership now, as links.

use super::facts::{MembershipFacts, Wish};
use super::model::{Event, Measure, Role};
use super::table::Membership;
use super::views::ProposalView;
use crate::clock::Timestamp;
use crate::coalition::applications::views::Action;
use crate::workflow;

/// The name, method and path of each act, and the event behind it.
const ACTS: &[(&str, &str, &str, Role, Event)] = &[
    ("resignation", "POST", "resignation", Role::Physician, Event::Resigned),
    ("appeal", "POST", "appeals", Role::Physician, Event::Appealed),
    ("review", "POST", "reviews", Role::Board, Event::ReviewOpened),
    ("measure", "POST", "measures", Role::Board, Event::MeasureTaken),
    ("measure_vote", "PUT", "measures/vote", Role::Board, Event::MeasureVoted),
    ("measure_decision", "POST", "measures/decision", Role::Board, Event::MeasureFailed),
    ("appeal_decision", "POST", "appeal-decisions", Role::Appeals, Event::AppealVoiced),
    ("check", "POST", "checks", Role::Officer, Event::Checked),
    ("licence", "PUT", "licence", Role::Officer, Event::LicenceRenewed),
    ("recredentialing", "POST", "recredentialings", Role::Officer, Event::Recredentialed),
    ("death", "POST", "death", Role::Officer, Event::Died),
];

/// The acts that somebody in these capacities may do now; whether something is put to the vote, an appeal is theirs to
/// hear, or one member may restrict at once, is known already.
pub(super) fn of(
    mut facts: MembershipFacts,
    roles: &[Role],
    now: Timestamp,
    (open, hears, restricts): (Option<&ProposalView>, bool, bool),
) -> Vec<Action> {
    facts.wish = Wish::Take(Measure::NoAction);
    let is_open = |act: &&(&str, &str, &str, Role, Event)| {
        let is_timely = match act.4 {
            Event::MeasureVoted => open.is_some_and(|open| now < open.ends_at),
            // While the board votes on one measure, only a danger does not wait.
            Event::MeasureTaken => open.is_none() || restricts,
            Event::MeasureFailed => open.is_some_and(|open| open.may_close),
            Event::AppealVoiced => hears,
            _ => true,
        };
        is_timely
            && roles.contains(&act.3)
            && workflow::step::<Membership>(facts.row.state, act.4, act.3, &facts, now).is_ok()
    };
    let action = |(name, method, path, _, _): &(&str, &str, &str, Role, Event)| Action {
        name: (*name).to_owned(),
        method: (*method).to_owned(),
        href: format!("/api/v1/coalition/members/{}/{path}", facts.row.physician_id),
    };
    ACTS.iter().filter(is_open).map(action).collect()
}
