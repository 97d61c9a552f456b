//! One function for each query about complaints.

use super::model::{ComplaintRow, EvidenceRow, LinkRow, MarksRow, PanelRow, Role, Seat, StatementKind, StatementRow};
use crate::accounts::AccountId;
use crate::clock::Timestamp;
use crate::db::Connection;
use crate::db::schema::{
    complaint_evidence, complaint_links, complaint_marks, complaint_panel_members, complaint_statements, complaints,
};
use crate::error::AppError;
use crate::files::StoredFile;
use crate::ids;
use diesel::prelude::*;

mod recommendations;
mod register;

pub use recommendations::*;
pub use register::*;

/// Files one patient may add to a complaint.
pub const EVIDENCE_OF_A_CASE: i64 = 100;

pub fn insert(conn: &mut Connection, row: &ComplaintRow, marks: &MarksRow) -> Result<(), AppError> {
    diesel::insert_into(complaints::table).values(row).execute(conn)?;
    diesel::insert_into(complaint_marks::table).values(marks).execute(conn)?;
    Ok(())
}

pub fn mark(conn: &mut Connection, marks: &MarksRow) -> Result<(), AppError> {
    diesel::update(complaint_marks::table.find(&marks.complaint_id)).set(marks).execute(conn)?;
    Ok(())
}

/// What stands beside these complaints.
pub fn marks_of(conn: &mut Connection, ids: &[String]) -> Result<Vec<MarksRow>, AppError> {
    Ok(complaint_marks::table.filter(complaint_marks::complaint_id.eq_any(ids)).load(conn)?)
}

/// # Errors
/// `not_found`.
pub fn find(conn: &mut Connection, id: &str) -> Result<ComplaintRow, AppError> {
    Ok(complaints::table.find(id).first(conn)?)
}

/// The highest number given in `year` so far; ids have fixed width, so the last in text order is the highest.
pub fn last_number(conn: &mut Connection, year: i32) -> Result<u32, AppError> {
    let prefix = format!("CMP-{year}-");
    let last: Option<String> = complaints::table
        .filter(complaints::id.gt(&prefix).and(complaints::id.lt(format!("CMP-{year}."))))
        .select(diesel::dsl::max(complaints::id))
        .first(conn)?;
    let number = last.as_deref().and_then(|id| id.strip_prefix(&prefix)).map_or(Ok(0), str::parse);
    number.map_err(AppError::internal)
}

/// Stores every field that may change; the rest is evidence.
pub fn update(conn: &mut Connection, row: &ComplaintRow) -> Result<(), AppError> {
    diesel::update(complaints::table.find(&row.id))
        .set((
            (
                complaints::category.eq(&row.category),
                complaints::severity.eq(row.severity),
                complaints::public_narrative.eq(&row.public_narrative),
                complaints::publish_narrative.eq(row.publish_narrative),
                complaints::attempt_shown.eq(row.attempt_shown),
                complaints::identity_consent.eq(row.identity_consent),
                complaints::state.eq(row.state),
                complaints::version.eq(row.version),
                complaints::proof_needed.eq(row.proof_needed),
                complaints::proof_level.eq(row.proof_level),
                complaints::officer_id.eq(&row.officer_id),
            ),
            (
                complaints::letter_to.eq(&row.letter_to),
                complaints::clinic_since.eq(row.clinic_since),
                complaints::acknowledged_at.eq(row.acknowledged_at),
                complaints::response_code.eq(&row.response_code),
                complaints::responded_at.eq(row.responded_at),
                complaints::untimely.eq(row.untimely),
                complaints::escalated_at.eq(row.escalated_at),
                complaints::outcome.eq(row.outcome),
                complaints::closed_at.eq(row.closed_at),
                complaints::paused_until.eq(row.paused_until),
            ),
        ))
        .execute(conn)?;
    Ok(())
}

pub fn say(conn: &mut Connection, row: &StatementRow) -> Result<(), AppError> {
    diesel::insert_into(complaint_statements::table).values(row).execute(conn)?;
    Ok(())
}

/// What was said in complaints, oldest first.
pub fn statements_of(conn: &mut Connection, ids: &[String]) -> Result<Vec<StatementRow>, AppError> {
    Ok(complaint_statements::table
        .filter(complaint_statements::complaint_id.eq_any(ids))
        .order(complaint_statements::id.asc())
        .load(conn)?)
}

/// The last statement of one kind.
pub fn last_statement(conn: &mut Connection, id: &str, kind: StatementKind) -> Result<Option<StatementRow>, AppError> {
    Ok(complaint_statements::table
        .filter(complaint_statements::complaint_id.eq(id).and(complaint_statements::kind.eq(kind)))
        .order(complaint_statements::id.desc())
        .first(conn)
        .optional()?)
}

pub fn seat(conn: &mut Connection, row: &PanelRow) -> Result<(), AppError> {
    diesel::insert_into(complaint_panel_members::table).values(row).execute(conn)?;
    Ok(())
}

/// Puts somebody who sits on the panel already on another seat of it.
pub fn change_seat(conn: &mut Connection, id: &str, account: &AccountId, seat: Seat) -> Result<(), AppError> {
    diesel::update(complaint_panel_members::table.find((id, account)))
        .set(complaint_panel_members::seat.eq(seat))
        .execute(conn)?;
    Ok(())
}

/// Everybody who ever sat on a panel of these complaints.
pub fn panels_of(conn: &mut Connection, ids: &[String]) -> Result<Vec<PanelRow>, AppError> {
    Ok(complaint_panel_members::table
        .filter(complaint_panel_members::complaint_id.eq_any(ids))
        .order((
            complaint_panel_members::round.asc(),
            complaint_panel_members::seat.asc(),
            complaint_panel_members::account_id.asc(),
        ))
        .load(conn)?)
}

pub fn recuse(
    conn: &mut Connection,
    id: &str,
    account: &AccountId,
    at: Timestamp,
    reason: &str,
) -> Result<(), AppError> {
    diesel::update(complaint_panel_members::table.find((id, account)))
        .set((complaint_panel_members::recused_at.eq(at), complaint_panel_members::recusal_reason.eq(reason)))
        .execute(conn)?;
    Ok(())
}

pub fn add_link(conn: &mut Connection, row: &LinkRow) -> Result<(), AppError> {
    diesel::insert_into(complaint_links::table).values(row).execute(conn)?;
    Ok(())
}

pub fn link(conn: &mut Connection, token_hash: &str) -> Result<Option<LinkRow>, AppError> {
    Ok(complaint_links::table.find(token_hash).first(conn).optional()?)
}

pub fn add_evidence(
    conn: &mut Connection,
    id: &str,
    file: &StoredFile,
    (role, at): (Role, Timestamp),
) -> Result<(), AppError> {
    let row = EvidenceRow {
        id: ids::mint(at),
        complaint_id: id.to_owned(),
        name: file.name.clone(),
        media_type: file.media_type.clone(),
        bytes: file.bytes,
        sha256: file.sha256.clone(),
        file: file.file.clone(),
        level: None,
        at,
        role,
    };
    diesel::insert_into(complaint_evidence::table).values(&row).execute(conn)?;
    Ok(())
}

/// Notes what the patient's files were found to prove, where nobody has looked at them before.
pub fn assess_evidence(conn: &mut Connection, id: &str, level: i64) -> Result<(), AppError> {
    let of_patient = complaint_evidence::complaint_id.eq(id).and(complaint_evidence::role.eq(Role::Patient));
    diesel::update(complaint_evidence::table.filter(of_patient.and(complaint_evidence::level.is_null())))
        .set(complaint_evidence::level.eq(level))
        .execute(conn)?;
    Ok(())
}

/// Of these sealed files, those that a complaint's evidence refers to.
pub fn stored_files(conn: &mut Connection, files: &[String]) -> Result<Vec<String>, AppError> {
    let referred = complaint_evidence::table.filter(complaint_evidence::file.eq_any(files));
    Ok(referred.select(complaint_evidence::file).load(conn)?)
}

/// The evidence of complaints, oldest first; what a case may have is limited where it is added.
pub fn evidence_of(conn: &mut Connection, ids: &[String]) -> Result<Vec<EvidenceRow>, AppError> {
    Ok(complaint_evidence::table
        .filter(complaint_evidence::complaint_id.eq_any(ids))
        .order(complaint_evidence::id.asc())
        .load(conn)?)
}
