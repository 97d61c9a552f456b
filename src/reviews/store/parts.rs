//! What belongs to a review: versions, proofs, replies, blocked drafts.

use crate::accounts::AccountId;
use crate::clock::Timestamp;
use crate::db::Connection;
use crate::db::schema::{review_blocked_drafts, review_proofs, review_replies, review_versions};
use crate::error::AppError;
use crate::files::StoredFile;
use crate::reviews::model::{BlockedDraftRow, ProofRow, ProofState, ReplyRow, VersionRow};
use diesel::prelude::*;

/// Documents one author may add to a review.
pub const PROOFS_OF_A_REVIEW: i64 = 20;

pub fn add_version(conn: &mut Connection, row: &VersionRow) -> Result<(), AppError> {
    diesel::insert_into(review_versions::table).values(row).execute(conn)?;
    Ok(())
}

/// The versions of several reviews, oldest first within each.
pub fn versions(conn: &mut Connection, ids: &[String]) -> Result<Vec<VersionRow>, AppError> {
    Ok(review_versions::table
        .filter(review_versions::review_id.eq_any(ids))
        .order((review_versions::review_id.asc(), review_versions::number.asc()))
        .load(conn)?)
}

/// # Errors
/// `not_found`.
pub fn version(conn: &mut Connection, id: &str, number: i64) -> Result<VersionRow, AppError> {
    Ok(review_versions::table.find((id, number)).first(conn)?)
}

/// What everybody reads in place of a version's text.
pub fn mask(conn: &mut Connection, id: &str, number: i64, text: &str) -> Result<(), AppError> {
    diesel::update(review_versions::table.find((id, number)))
        .set(review_versions::masked_text.eq(text))
        .execute(conn)?;
    Ok(())
}

/// Gives every version its own text back.
pub fn unmask(conn: &mut Connection, id: &str) -> Result<(), AppError> {
    let none: Option<String> = None;
    diesel::update(review_versions::table.filter(review_versions::review_id.eq(id)))
        .set(review_versions::masked_text.eq(none))
        .execute(conn)?;
    Ok(())
}

/// Takes the text of every version away, and of every reply to them.
pub fn erase_texts(conn: &mut Connection, id: &str) -> Result<(), AppError> {
    let none: Option<String> = None;
    diesel::update(review_versions::table.filter(review_versions::review_id.eq(id)))
        .set((review_versions::text.eq(""), review_versions::masked_text.eq(&none)))
        .execute(conn)?;
    diesel::update(review_replies::table.filter(review_replies::review_id.eq(id)))
        .set((review_replies::text.eq(""), review_replies::update_text.eq(&none)))
        .execute(conn)?;
    Ok(())
}

pub fn add_proof(
    conn: &mut Connection,
    id: &str,
    number: i64,
    file: &StoredFile,
    at: Timestamp,
) -> Result<(), AppError> {
    let row = ProofRow {
        review_id: id.to_owned(),
        number,
        name: file.name.clone(),
        media_type: file.media_type.clone(),
        bytes: file.bytes,
        sha256: file.sha256.clone(),
        file: file.file.clone(),
        state: ProofState::Pending,
        level: None,
        reason: None,
        decided_by: None,
        decided_at: None,
        at,
    };
    diesel::insert_into(review_proofs::table).values(&row).execute(conn)?;
    Ok(())
}

/// The proofs of several reviews, oldest first within each.
pub fn proofs(conn: &mut Connection, ids: &[String]) -> Result<Vec<ProofRow>, AppError> {
    Ok(review_proofs::table
        .filter(review_proofs::review_id.eq_any(ids))
        .order((review_proofs::review_id.asc(), review_proofs::number.asc()))
        .load(conn)?)
}

/// # Errors
/// `not_found`.
pub fn proof(conn: &mut Connection, id: &str, number: i64) -> Result<ProofRow, AppError> {
    Ok(review_proofs::table.find((id, number)).first(conn)?)
}

/// Those of `files` that a proof refers to: the sweep leaves them alone.
pub fn stored_files(conn: &mut Connection, files: &[String]) -> Result<Vec<String>, AppError> {
    Ok(review_proofs::table.filter(review_proofs::file.eq_any(files)).select(review_proofs::file).load(conn)?)
}

/// Writes down what an officer decided about a proof.
pub fn decide_proof(
    conn: &mut Connection,
    row: &ProofRow,
    by: &AccountId,
    (level, reason): (i64, &str),
    at: Timestamp,
) -> Result<(), AppError> {
    diesel::update(review_proofs::table.find((&row.review_id, row.number)))
        .set((
            review_proofs::state.eq(ProofState::Decided),
            review_proofs::level.eq(level),
            review_proofs::reason.eq(reason),
            review_proofs::decided_by.eq(by),
            review_proofs::decided_at.eq(at),
        ))
        .execute(conn)?;
    Ok(())
}

pub fn add_reply(conn: &mut Connection, row: &ReplyRow) -> Result<(), AppError> {
    diesel::insert_into(review_replies::table).values(row).execute(conn)?;
    Ok(())
}

/// Adds the one update of a reply.
pub fn update_reply(conn: &mut Connection, row: &ReplyRow, text: &str, at: Timestamp) -> Result<(), AppError> {
    diesel::update(review_replies::table.find((&row.review_id, row.number)))
        .set((review_replies::update_text.eq(text), review_replies::updated_at.eq(at)))
        .execute(conn)?;
    Ok(())
}

/// The replies to several reviews, by version.
pub fn replies(conn: &mut Connection, ids: &[String]) -> Result<Vec<ReplyRow>, AppError> {
    Ok(review_replies::table
        .filter(review_replies::review_id.eq_any(ids))
        .order((review_replies::review_id.asc(), review_replies::number.asc()))
        .load(conn)?)
}

/// The reply to one version.
pub fn reply(conn: &mut Connection, id: &str, number: i64) -> Result<Option<ReplyRow>, AppError> {
    Ok(review_replies::table.find((id, number)).first(conn).optional()?)
}

pub fn add_blocked_draft(conn: &mut Connection, row: &BlockedDraftRow) -> Result<(), AppError> {
    diesel::insert_into(review_blocked_drafts::table).values(row).execute(conn)?;
    Ok(())
}
