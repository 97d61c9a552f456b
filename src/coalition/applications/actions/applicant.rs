//! What the applicant does: start, fill in, hand in, take back.

use super::super::api::{Reason, SaveForm, StartApplication};
use super::super::facts::ApplicationFacts;
use super::super::form::Form;
use super::super::model::{ApplicationRow, Event, Role, State};
use super::super::table::Application;
use super::super::{load, store};
use super::{again, open_as, step};
use crate::accounts::{AccountId, Member};
use crate::app::Tx;
use crate::cases::{self, By};
use crate::clock::Timestamp;
use crate::coalition::{members, rules};
use crate::db::JsonText;
use crate::directory::{self, PhysicianId, PhysicianKind};
use crate::error::{AppError, FORBIDDEN, ILLEGAL_TRANSITION, NO_SUCH, Refusal};
use crate::ids;
use crate::ledger;
use crate::workflow;
use chrono::Datelike as _;
use serde_json::json;

/// Bytes of the code that reviewers know an applicant by.
const CODE_BYTES: usize = 4;

/// Starts an application; answers its id.
///
/// # Errors
/// `forbidden` for anybody but the physician; `not_a_physician`; `already_applied`, `already_member`,
/// `reapply_too_soon`, `appeal_waits`.
pub fn start(tx: &mut Tx<'_>, member: &Member, new: &StartApplication) -> Result<String, AppError> {
    check(tx, member, &new.physician_id)?;
    let year = tx.now.date().year();
    let number = store::last_number(tx.conn, year)? + 1;
    let mut form = Form::default();
    new.sections().apply(&mut form);
    let parties = (new.physician_id.clone(), member.id.clone());
    let row = begun(format!("APP-{year}-{number:06}"), parties, &form, tx.now)?;
    store::insert(tx.conn, &row)?;
    let id = row.id.clone();
    let facts = load::facts_of(tx.conn, tx.site, row)?;
    let data = json!({ "physician": new.physician_id });
    cases::found::<Application>(tx, &facts, &By::account(Role::Applicant, member.id.as_str()), data)?;
    Ok(id)
}

/// The row of an application that was just begun.
pub fn begun(
    id: String,
    (physician_id, applicant_id): (PhysicianId, AccountId),
    form: &Form,
    now: Timestamp,
) -> Result<ApplicationRow, AppError> {
    let none: [&str; 0] = [];
    Ok(ApplicationRow {
        id,
        subject_ref: ledger::new_subject_ref(),
        physician_id,
        applicant_id,
        code: ids::random_hex(CODE_BYTES).to_uppercase(),
        state: State::Draft,
        version: 0,
        form: JsonText::of(form)?,
        listed_gaps: JsonText::of(&none)?,
        round: 1,
        draw_seeds: JsonText::of(&none)?,
        redrawn: false,
        founding: false,
        result: None,
        outcome: None,
        reasons: None,
        tally: None,
        reapply_from: None,
        submitted_at: None,
        complete_at: None,
        comments_from: None,
        vote_from: None,
        decided_at: None,
        published_at: None,
        created_at: now,
    })
}

fn check(tx: &mut Tx<'_>, member: &Member, physician: &PhysicianId) -> Result<(), AppError> {
    let known = directory::physician(tx.conn, physician);
    let known = known.map_err(|_| AppError::from(Refusal::field("/physician_id", NO_SUCH)))?;
    if !directory::who_answers_for(tx.conn, Some(physician), None)?.contains(&member.id) {
        return Err(FORBIDDEN.into());
    }
    if known.kind != PhysicianKind::Physician {
        return Err(Refusal::field("/physician_id", rules::NOT_A_PHYSICIAN).into());
    }
    may_apply(tx, physician)?;
    if store::open_of(tx.conn, physician)?.is_some() {
        return Err(rules::ALREADY_APPLIED.into());
    }
    Ok(())
}

/// Whether nothing stands in the way of this physician: asked when an application is begun, and again when it is handed
/// in, because a draft may lie for as long as somebody likes.
fn may_apply(tx: &mut Tx<'_>, physician: &PhysicianId) -> Result<(), AppError> {
    if members::is_member(tx.conn, physician)? {
        return Err(rules::ALREADY_MEMBER.into());
    }
    let earlier = store::of_physician(tx.conn, physician)?;
    let barred = earlier.iter().filter_map(|row| row.reapply_from).any(|from| tx.now < from);
    if barred || members::barred_until(tx, physician)?.is_some_and(|until| tx.now < until) {
        return Err(rules::REAPPLY_TOO_SOON.into());
    }
    let now = tx.now;
    let current = members::current(tx.conn, physician)?;
    if current.is_some_and(|row| row.awaits_hearing() && row.hear_by.is_none_or(|by| now < by)) {
        return Err(rules::APPEAL_WAITS.into());
    }
    Ok(())
}

/// Saves sections of the form as they are written; while too few were named to be asked, those that name people.
pub fn save(tx: &mut Tx<'_>, member: &Member, id: &str, new: &SaveForm) -> Result<(), AppError> {
    let (mut facts, by) = open_as(tx, id, member, Role::Applicant)?;
    let is_draft = facts.row.state == State::Draft;
    if !is_draft {
        // Whether the file is still open comes before what is written into it.
        workflow::step::<Application>(facts.row.state, Event::FormSaved, by.role, &facts, tx.now)?;
    }
    // In the references only those can still be named of whom too few were asked.
    if facts.row.state == State::References && !new.named().into_iter().all(|section| facts.can_name(section)) {
        return Err(ILLEGAL_TRANSITION.into());
    }
    new.apply(&mut facts.form);
    facts.row.form = JsonText::of(&facts.form)?;
    if is_draft {
        facts.row.version += 1;
        return store::update(tx.conn, &facts.row);
    }
    store::update(tx.conn, &facts.row)?;
    let facts = again(tx, id)?;
    step(tx, &facts, Event::FormSaved, &by, json!({ "sections": new.named() }))
}

/// Hands the application in, complete or not; what is missing is listed afterwards.
///
/// # Errors
/// `already_member`, `reapply_too_soon`, `appeal_waits`.
pub fn submit(tx: &mut Tx<'_>, member: &Member, id: &str) -> Result<(), AppError> {
    let (mut facts, by) = open_as(tx, id, member, Role::Applicant)?;
    // Whether it is still to be handed in comes before whether it may be.
    workflow::step::<Application>(facts.row.state, Event::Submitted, by.role, &facts, tx.now)?;
    may_apply(tx, &facts.row.physician_id)?;
    // What is missing is what is missing on this day.
    facts.row.submitted_at = Some(tx.now);
    step(tx, &facts, Event::Submitted, &by, json!({ "gaps": facts.gaps() }))?;
    let facts: ApplicationFacts = again(tx, id)?;
    step(tx, &facts, Event::CheckBegan, &By::role(Role::Clock), json!({}))
}

/// Takes the application back.
pub fn withdraw(tx: &mut Tx<'_>, member: &Member, id: &str, new: &Reason) -> Result<(), AppError> {
    let (facts, by) = open_as(tx, id, member, Role::Applicant)?;
    step(tx, &facts, Event::Withdrawn, &by, json!({ "reason": new.reason }))
}
