//! One function for each query about reviews.

pub mod lists;
pub mod parts;

use super::model::{ReviewRow, ReviewState};
use crate::accounts::AccountId;
use crate::db::Connection;
use crate::db::schema::reviews;
use crate::directory::{self, ClinicId, PhysicianId, Subject};
use crate::error::AppError;
use diesel::prelude::*;

/// Most reviews of one physician that are read at once; the rating looks at all of them.
const REVIEWS_OF_A_SUBJECT: i64 = 100_000;

pub fn insert(conn: &mut Connection, row: &ReviewRow) -> Result<(), AppError> {
    diesel::insert_into(reviews::table).values(row).execute(conn)?;
    Ok(())
}

/// # Errors
/// `not_found`.
pub fn find(conn: &mut Connection, id: &str) -> Result<ReviewRow, AppError> {
    Ok(reviews::table.find(id).first(conn)?)
}

/// Stores every field.
pub fn update(conn: &mut Connection, row: &ReviewRow) -> Result<(), AppError> {
    diesel::update(reviews::table.find(&row.id)).set(row).execute(conn)?;
    Ok(())
}

/// Every review of a physician or clinic, oldest first; into a clinic follow those of its predecessors.
pub fn about(conn: &mut Connection, subject: &Subject) -> Result<Vec<ReviewRow>, AppError> {
    let all = reviews::table.order((reviews::spoken_at.asc(), reviews::id.asc())).limit(REVIEWS_OF_A_SUBJECT);
    Ok(match subject {
        Subject::Physician(id) => all.filter(reviews::physician_id.eq(id)).load(conn)?,
        Subject::Clinic(id) => all.filter(reviews::clinic_id.eq_any(directory::lineage(conn, id)?)).load(conn)?,
    })
}

/// Everything one author wrote of one procedure in one month.
pub fn of_author(
    conn: &mut Connection,
    author: &AccountId,
    procedure: &str,
    month: &str,
) -> Result<Vec<ReviewRow>, AppError> {
    Ok(reviews::table
        .filter(reviews::author_id.eq(author).and(reviews::procedure.eq(procedure)))
        .filter(reviews::procedure_month.eq(month))
        .order((reviews::created_at.asc(), reviews::id.asc()))
        .load(conn)?)
}

/// Whether a review of this author other than `except` was public before.
pub fn was_published(conn: &mut Connection, author: &AccountId, except: &str) -> Result<bool, AppError> {
    let published: Option<String> = reviews::table
        .filter(reviews::author_id.eq(author).and(reviews::published_at.is_not_null()).and(reviews::id.ne(except)))
        .select(reviews::id)
        .first(conn)
        .optional()?;
    Ok(published.is_some())
}

/// Reviews that wait with the entry that they are about.
pub fn waiting(conn: &mut Connection, subject: &Subject) -> Result<Vec<ReviewRow>, AppError> {
    let waiting = |row: &ReviewRow| row.state == ReviewState::Submitted && row.subjects().contains(subject);
    Ok(about(conn, subject)?.into_iter().filter(waiting).collect())
}

/// Moves every review of one physician to another.
pub fn move_physician(conn: &mut Connection, from: &PhysicianId, into: &PhysicianId) -> Result<(), AppError> {
    diesel::update(reviews::table.filter(reviews::physician_id.eq(from)))
        .set(reviews::physician_id.eq(into))
        .execute(conn)?;
    Ok(())
}

/// Moves every review of one clinic to another.
pub fn move_clinic(conn: &mut Connection, from: &ClinicId, into: &ClinicId) -> Result<(), AppError> {
    diesel::update(reviews::table.filter(reviews::clinic_id.eq(from)))
        .set(reviews::clinic_id.eq(into))
        .execute(conn)?;
    Ok(())
}

/// The physicians and clinics among these ids that have a review.
pub fn subjects_among(conn: &mut Connection, ids: &[String]) -> Result<Vec<Subject>, AppError> {
    let physicians: Vec<Option<PhysicianId>> =
        reviews::table.filter(reviews::physician_id.eq_any(ids)).select(reviews::physician_id).distinct().load(conn)?;
    let clinics: Vec<Option<ClinicId>> =
        reviews::table.filter(reviews::clinic_id.eq_any(ids)).select(reviews::clinic_id).distinct().load(conn)?;
    let physicians = physicians.into_iter().flatten().map(Subject::Physician);
    Ok(physicians.chain(clinics.into_iter().flatten().map(Subject::Clinic)).collect())
}
