//! The public comment, and the applicant's answers.

use super::super::api::GiveComment;
use super::super::facts::ApplicationFacts;
use super::super::model::{CommentKind, CommentRow, CommentStanding, Event, RefereeKind, Role};
use super::super::table::Application;
use super::super::{form, store};
use super::step;
use crate::accounts::{self, Member};
use crate::app::{Reader, Tx};
use crate::cases::{self, By};
use crate::coalition::rules;
use crate::db::Connection;
use crate::directory::{self, PhysicianId};
use crate::error::AppError;
use crate::ids;
use crate::text::plain;
use crate::workflow;
use serde_json::json;

/// Comments on an applicant, or answers as the applicant.
///
/// # Errors
/// `not_found` before the comments open; `comments_closed` after; `may_not_comment` for everybody but physicians and
/// verified patients.
pub fn comment(tx: &mut Tx<'_>, member: &Member, id: &str, new: &GiveComment) -> Result<CommentRow, AppError> {
    accounts::may_write(tx, &member.id)?;
    let known = |reader: &mut Reader<'_>| super::known_in_public(reader.conn, member, id);
    let (facts, _) = cases::open_known::<Application, _>(tx, id, known)?;
    let is_applicant = facts.row.applicant_id == member.id;
    if !facts.is_public() && !is_applicant && super::standing(&facts, member).is_empty() {
        return Err(AppError::not_found());
    }
    let (role, kind, event) = if is_applicant {
        (Role::Applicant, CommentKind::Answer, Event::CommentAnswered)
    } else {
        (Role::Public, CommentKind::Comment, Event::Commented)
    };
    let standing = comment_standing(tx.conn, &facts, member)?.ok_or(rules::MAY_NOT_COMMENT)?;
    workflow::step::<Application>(facts.row.state, event, role, &facts, tx.now)?;
    let row = CommentRow {
        id: ids::mint(tx.now),
        application_id: id.to_owned(),
        account_id: member.id.clone(),
        kind,
        standing,
        text: plain::tidy(&new.text),
        interest: plain::tidy(&new.interest),
        at: tx.now,
    };
    store::comment(tx.conn, &row)?;
    let by = By::account(role, member.id.as_str());
    step(tx, &facts, event, &by, json!({ "comment": row.id, "text": row.text, "interest": row.interest }))?;
    Ok(row)
}

/// The same from a form, which a browser may send twice: the same words of one person stand there once.
///
/// # Errors
/// Those of a comment.
pub fn comment_once(tx: &mut Tx<'_>, member: &Member, id: &str, new: &GiveComment) -> Result<(), AppError> {
    if store::has_said(tx.conn, (id, &member.id), &plain::tidy(&new.text))? {
        return Ok(());
    }
    comment(tx, member, id, new).map(drop)
}

/// As what somebody may speak in the public comment; none for whoever may only read it, §5.3.
///
/// A patient is verified whose public review, of whomever, was proved by a document. Of the applicant's own patients is
/// whoever reviewed this very physician, or consented when the system drew them.
///
/// # Errors
/// Those of the database.
pub fn comment_standing(
    conn: &mut Connection,
    facts: &ApplicationFacts,
    member: &Member,
) -> Result<Option<CommentStanding>, AppError> {
    let drawn = facts.referees.iter().filter(|one| one.kind == RefereeKind::Patient && one.consented == Some(true));
    let is_drawn = drawn.into_iter().any(|one| form::key(&one.email) == form::key(&member.email));
    Ok(match () {
        () if facts.row.applicant_id == member.id => Some(CommentStanding::Applicant),
        () if member.has(accounts::Role::Physician) => Some(CommentStanding::Physician),
        () if is_drawn => Some(CommentStanding::VerifiedPatient),
        () => by_proof(&directory::proofs_of(conn, &member.id)?, &facts.row.physician_id),
    })
}

/// As what somebody speaks who proved to be a patient of these.
fn by_proof(proofs: &[Option<PhysicianId>], applicant: &PhysicianId) -> Option<CommentStanding> {
    match proofs {
        [] => None,
        some if some.iter().flatten().any(|whom| whom == applicant) => Some(CommentStanding::VerifiedPatient),
        _ => Some(CommentStanding::VerifiedPatientOfAnother),
    }
}
