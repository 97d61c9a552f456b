//! One function for each query about inspections.

use super::model::{
    ActionRow, EvidenceRow, InspectionRow, InspectorRow, PointRow, ScoreRow, State, StatementKind, StatementRow,
};
use crate::accounts::AccountId;
use crate::clock::Timestamp;
use crate::db::Connection;
use crate::db::schema::{
    inspection_actions, inspection_evidence, inspection_inspectors, inspection_points, inspection_scores,
    inspection_statements, inspections,
};
use crate::directory::ClinicId;
use crate::error::AppError;
use crate::web::{At, Window};
use diesel::dsl::exists;
use diesel::prelude::*;

/// Files that one inspection may hold.
pub const EVIDENCE_OF_A_CASE: i64 = 500;
/// Public reports of one clinic that are read at once for its history.
const REPORTS_OF_A_CLINIC: i64 = 200;

/// A keyset position: (created_at or published_at, id).
pub type Position = (Timestamp, String);

type Backend = <Connection as diesel::Connection>::Backend;
type Query<'a> = inspections::BoxedQuery<'a, Backend>;

/// Which of these sealed files are evidence of an inspection.
pub fn stored_files(conn: &mut Connection, files: &[String]) -> Result<Vec<String>, AppError> {
    let referred = inspection_evidence::table.filter(inspection_evidence::file.eq_any(files));
    Ok(referred.select(inspection_evidence::file).load(conn)?)
}

pub fn insert(conn: &mut Connection, row: &InspectionRow) -> Result<(), AppError> {
    diesel::insert_into(inspections::table).values(row).execute(conn)?;
    Ok(())
}

/// # Errors
/// `not_found`.
pub fn find(conn: &mut Connection, id: &str) -> Result<InspectionRow, AppError> {
    Ok(inspections::table.find(id).first(conn)?)
}

/// Stores every field that may change; the rest is evidence.
pub fn update(conn: &mut Connection, row: &InspectionRow) -> Result<(), AppError> {
    diesel::update(inspections::table.find(&row.id))
        .set((
            inspections::state.eq(row.state),
            inspections::version.eq(row.version),
            inspections::notified_at.eq(row.notified_at),
            inspections::visited_at.eq(row.visited_at),
            inspections::locked_at.eq(row.locked_at),
            inspections::published_at.eq(row.published_at),
            inspections::result.eq(&row.result),
            inspections::next_due_on.eq(&row.next_due_on),
            inspections::thread_id.eq(&row.thread_id),
        ))
        .execute(conn)?;
    Ok(())
}

pub fn name_inspector(conn: &mut Connection, row: &InspectorRow) -> Result<(), AppError> {
    diesel::insert_into(inspection_inspectors::table).values(row).execute(conn)?;
    Ok(())
}

/// Who visits, the lead first.
pub fn inspectors_of(conn: &mut Connection, ids: &[String]) -> Result<Vec<InspectorRow>, AppError> {
    Ok(inspection_inspectors::table
        .filter(inspection_inspectors::inspection_id.eq_any(ids))
        .order((inspection_inspectors::inspection_id.asc(), inspection_inspectors::place.asc()))
        .load(conn)?)
}

pub fn add_score(conn: &mut Connection, row: &ScoreRow) -> Result<(), AppError> {
    diesel::insert_into(inspection_scores::table).values(row).execute(conn)?;
    Ok(())
}

/// Every score ever given in these inspections, oldest first.
pub fn scores_of(conn: &mut Connection, ids: &[String]) -> Result<Vec<ScoreRow>, AppError> {
    Ok(inspection_scores::table
        .filter(inspection_scores::inspection_id.eq_any(ids))
        .order(inspection_scores::id.asc())
        .load(conn)?)
}

pub fn add_evidence(conn: &mut Connection, row: &EvidenceRow) -> Result<(), AppError> {
    diesel::insert_into(inspection_evidence::table).values(row).execute(conn)?;
    Ok(())
}

/// The evidence of inspections, oldest first within each.
pub fn evidence_of(conn: &mut Connection, ids: &[String]) -> Result<Vec<EvidenceRow>, AppError> {
    Ok(inspection_evidence::table
        .filter(inspection_evidence::inspection_id.eq_any(ids))
        .order(inspection_evidence::id.asc())
        .load(conn)?)
}

pub fn count_evidence(conn: &mut Connection, id: &str) -> Result<i64, AppError> {
    Ok(inspection_evidence::table.filter(inspection_evidence::inspection_id.eq(id)).count().get_result(conn)?)
}

pub fn add_point(conn: &mut Connection, row: &PointRow) -> Result<(), AppError> {
    diesel::insert_into(inspection_points::table).values(row).execute(conn)?;
    Ok(())
}

/// Writes the decision of a point that has none yet.
pub fn decide_point(conn: &mut Connection, row: &PointRow) -> Result<(), AppError> {
    diesel::update(inspection_points::table.find((&row.inspection_id, row.number)))
        .filter(inspection_points::accepted.is_null())
        .set((
            inspection_points::accepted.eq(row.accepted),
            inspection_points::reason.eq(&row.reason),
            inspection_points::score.eq(row.score),
            inspection_points::finding.eq(&row.finding),
            inspection_points::decided_by.eq(&row.decided_by),
            inspection_points::decided_at.eq(row.decided_at),
        ))
        .execute(conn)?;
    Ok(())
}

pub fn points_of(conn: &mut Connection, ids: &[String]) -> Result<Vec<PointRow>, AppError> {
    Ok(inspection_points::table
        .filter(inspection_points::inspection_id.eq_any(ids))
        .order((inspection_points::inspection_id.asc(), inspection_points::number.asc()))
        .load(conn)?)
}

pub fn add_action(conn: &mut Connection, row: &ActionRow) -> Result<(), AppError> {
    diesel::insert_into(inspection_actions::table).values(row).execute(conn)?;
    Ok(())
}

/// Writes the completion of an action that has none yet.
pub fn complete_action(conn: &mut Connection, row: &ActionRow) -> Result<(), AppError> {
    diesel::update(inspection_actions::table.find((&row.inspection_id, row.number)))
        .filter(inspection_actions::completed_at.is_null())
        .set((
            inspection_actions::note.eq(&row.note),
            inspection_actions::completed_by.eq(&row.completed_by),
            inspection_actions::completed_at.eq(row.completed_at),
        ))
        .execute(conn)?;
    Ok(())
}

pub fn actions_of(conn: &mut Connection, ids: &[String]) -> Result<Vec<ActionRow>, AppError> {
    Ok(inspection_actions::table
        .filter(inspection_actions::inspection_id.eq_any(ids))
        .order((inspection_actions::inspection_id.asc(), inspection_actions::number.asc()))
        .load(conn)?)
}

pub fn say(conn: &mut Connection, row: &StatementRow) -> Result<(), AppError> {
    diesel::insert_into(inspection_statements::table).values(row).execute(conn)?;
    Ok(())
}

/// What was written in inspections, oldest first.
pub fn statements_of(conn: &mut Connection, ids: &[String]) -> Result<Vec<StatementRow>, AppError> {
    Ok(inspection_statements::table
        .filter(inspection_statements::inspection_id.eq_any(ids))
        .order(inspection_statements::id.asc())
        .load(conn)?)
}

/// Those of the inspections in which an interim notice was given: its clinic has a letter about the visit.
pub fn noticed_of(conn: &mut Connection, ids: &[String]) -> Result<Vec<String>, AppError> {
    Ok(inspection_statements::table
        .filter(inspection_statements::inspection_id.eq_any(ids))
        .filter(inspection_statements::kind.eq(StatementKind::InterimNotice))
        .select(inspection_statements::inspection_id)
        .load(conn)?)
}

/// The inspections in which `account` is named, newest first (oldest first when paging back).
pub fn naming(
    conn: &mut Connection,
    account: &AccountId,
    window: &Window<Position>,
) -> Result<Vec<InspectionRow>, AppError> {
    use inspections::dsl;
    let visits = inspection_inspectors::table
        .filter(inspection_inspectors::inspection_id.eq(dsl::id))
        .filter(inspection_inspectors::account_id.eq(account));
    let named = exists(visits).or(dsl::quality_reader_id.eq(account)).or(dsl::points_officer_id.eq(account));
    let all: Query<'_> = inspections::table.into_boxed();
    let query = all.filter(named);
    let query = match &window.at {
        At::Start => query.order((dsl::created_at.desc(), dsl::id.desc())),
        At::After((at, id)) => query
            .filter(dsl::created_at.lt(*at).or(dsl::created_at.eq(*at).and(dsl::id.lt(id.clone()))))
            .order((dsl::created_at.desc(), dsl::id.desc())),
        At::Before((at, id)) => query
            .filter(dsl::created_at.gt(*at).or(dsl::created_at.eq(*at).and(dsl::id.gt(id.clone()))))
            .order((dsl::created_at.asc(), dsl::id.asc())),
    };
    Ok(query.limit(window.fetch()).load(conn)?)
}

/// What is public of a clinic, or of all of them, newest first (oldest first when paging back).
pub fn public_of(
    conn: &mut Connection,
    clinic: Option<&ClinicId>,
    window: &Window<Position>,
) -> Result<Vec<InspectionRow>, AppError> {
    use inspections::dsl;
    let query = clinic.map_or_else(|| inspections::table.filter(dsl::published_at.is_not_null()).into_boxed(), public);
    let query = match &window.at {
        At::Start => query.order((dsl::published_at.desc(), dsl::id.desc())),
        At::After((at, id)) => query
            .filter(dsl::published_at.lt(*at).or(dsl::published_at.eq(*at).and(dsl::id.lt(id.clone()))))
            .order((dsl::published_at.desc(), dsl::id.desc())),
        At::Before((at, id)) => query
            .filter(dsl::published_at.gt(*at).or(dsl::published_at.eq(*at).and(dsl::id.gt(id.clone()))))
            .order((dsl::published_at.asc(), dsl::id.asc())),
    };
    Ok(query.limit(window.fetch()).load(conn)?)
}

/// The newest of what is public and was not replaced by a newer report, whichever clinic it is about.
pub fn newest_public(conn: &mut Connection, limit: i64) -> Result<Vec<InspectionRow>, AppError> {
    Ok(inspections::table
        .filter(inspections::published_at.is_not_null().and(inspections::state.ne(State::Superseded)))
        .order((inspections::published_at.desc(), inspections::id.desc()))
        .limit(limit)
        .load(conn)?)
}

/// Everything that is public of a clinic, newest first: its history.
pub fn history_of(conn: &mut Connection, clinic: &ClinicId) -> Result<Vec<InspectionRow>, AppError> {
    use inspections::dsl;
    Ok(public(clinic).order((dsl::published_at.desc(), dsl::id.desc())).limit(REPORTS_OF_A_CLINIC).load(conn)?)
}

/// The published reports of a clinic that still stand, oldest first.
pub fn standing_of(conn: &mut Connection, clinic: &ClinicId) -> Result<Vec<InspectionRow>, AppError> {
    let standing = [State::Published, State::FollowUp, State::Closed];
    Ok(public(clinic)
        .filter(inspections::state.eq_any(standing))
        .order((inspections::published_at.asc(), inspections::id.asc()))
        .limit(REPORTS_OF_A_CLINIC)
        .load(conn)?)
}

/// The inspections of some clinics in these states, newest first.
pub fn open_to_clinics(
    conn: &mut Connection,
    clinics: &[ClinicId],
    states: &[State],
) -> Result<Vec<InspectionRow>, AppError> {
    Ok(inspections::table
        .filter(inspections::clinic_id.eq_any(clinics).and(inspections::state.eq_any(states)))
        .order((inspections::created_at.desc(), inspections::id.desc()))
        .limit(REPORTS_OF_A_CLINIC)
        .load(conn)?)
}

fn public<'a>(clinic: &ClinicId) -> Query<'a> {
    inspections::table
        .filter(inspections::clinic_id.eq(clinic.clone()).and(inspections::published_at.is_not_null()))
        .into_boxed()
}
