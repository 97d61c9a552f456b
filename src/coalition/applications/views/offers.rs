//! What somebody may do about an application now, as links.

use super::super::facts::{ApplicationFacts, Wish};
use super::super::model::{Event, Role, State};
use super::super::table::Application;
use super::parts::Action;
use super::scores;
use crate::accounts::AccountId;
use crate::clock::Timestamp;
use crate::coalition::scoring::Outcome;
use crate::workflow;

/// The name, method and path of an act, and the event behind it.
type Act = (&'static str, &'static str, &'static str, Role, Event);

const ACTS: &[Act] = &[
    ("save", "PATCH", "", Role::Applicant, Event::FormSaved),
    ("submission", "POST", "/submission", Role::Applicant, Event::Submitted),
    ("withdrawal", "POST", "/withdrawal", Role::Applicant, Event::Withdrawn),
    ("answer", "POST", "/comments", Role::Applicant, Event::CommentAnswered),
    ("gaps", "POST", "/gaps", Role::Officer, Event::GapsListed),
    ("gates", "PUT", "/gates/{code}", Role::Officer, Event::GateAnswered),
    ("lapse", "POST", "/lapse", Role::Officer, Event::Lapsed),
    ("panel", "PUT", "/panel", Role::Officer, Event::PanelSeated),
    ("calibration", "POST", "/calibrations", Role::Officer, Event::CalibrationOpened),
    ("score", "PUT", "/scores/{code}", Role::Reviewer, Event::ScoreLocked),
    ("score_lock", "POST", "/score-lock", Role::Reviewer, Event::ScoreLocked),
    ("recusal", "POST", "/recusals", Role::Reviewer, Event::Recused),
    ("recusal", "POST", "/recusals", Role::Board, Event::Recused),
    ("hearing", "POST", "/hearing", Role::Board, Event::HearingCalled),
    ("vote", "PUT", "/vote", Role::Board, Event::Voted),
    ("decision", "POST", "/decision", Role::Board, Event::Decided),
];

/// The acts that somebody in these capacities may do now.
pub(super) fn of(facts: &ApplicationFacts, roles: &[Role], (who, now): (&AccountId, Timestamp)) -> Vec<Action> {
    let mut open: Vec<Action> = Vec::new();
    let is_theirs = |act: &&Act| roles.contains(&act.3) && scores::is_left_to(who, facts, act.0);
    for (name, method, path, role, event) in ACTS.iter().filter(is_theirs) {
        let drafts = *event == Event::FormSaved && facts.row.state == State::Draft;
        // A decision is offered once it is time, whatever the votes make of it.
        let mut facts = facts.clone();
        if *event == Event::Decided {
            facts.wish = Wish::Decide(Outcome::Deferred);
        }
        let is_open = drafts || workflow::step::<Application>(facts.row.state, *event, *role, &facts, now).is_ok();
        if is_open && !open.iter().any(|act| act.name == *name) {
            let href = format!("/api/v1/applications/{}{path}", facts.row.id);
            open.push(Action { name: (*name).to_owned(), method: (*method).to_owned(), href });
        }
    }
    open
}
