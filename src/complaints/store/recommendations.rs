//! Queries about recommendations, and about the case that stands beside another.

use crate::clock::Timestamp;
use crate::complaints::model::RecommendationRow;
use crate::db::Connection;
use crate::db::schema::{complaint_marks as marks, complaint_recommendations as table};
use crate::error::AppError;
use diesel::prelude::*;

/// The recommendations of these complaints, in their order.
pub fn recommendations_of(conn: &mut Connection, ids: &[String]) -> Result<Vec<RecommendationRow>, AppError> {
    Ok(table::table
        .filter(table::complaint_id.eq_any(ids))
        .order((table::complaint_id.asc(), table::number.asc()))
        .load(conn)?)
}

pub fn recommend(conn: &mut Connection, row: &RecommendationRow) -> Result<(), AppError> {
    diesel::insert_into(table::table).values(row).execute(conn)?;
    Ok(())
}

pub fn complete_recommendation(conn: &mut Connection, id: &str, number: i64, at: Timestamp) -> Result<(), AppError> {
    diesel::update(table::table.find((id, number))).set(table::completed_at.eq(at)).execute(conn)?;
    Ok(())
}

/// Those that are open lose their force.
pub fn lapse_recommendations(conn: &mut Connection, id: &str, at: Timestamp) -> Result<(), AppError> {
    let open = table::table.filter(table::complaint_id.eq(id)).filter(table::completed_at.is_null());
    diesel::update(open.filter(table::lapsed_at.is_null())).set(table::lapsed_at.eq(at)).execute(conn)?;
    Ok(())
}

/// The cases that hold the result parts of these: (case, the complaint it is part of).
pub fn result_cases(conn: &mut Connection, ids: &[String]) -> Result<Vec<(String, Option<String>)>, AppError> {
    Ok(marks::table.filter(marks::result_of.eq_any(ids)).select((marks::complaint_id, marks::result_of)).load(conn)?)
}
