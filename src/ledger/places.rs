//! Where leaves stand in the tree.

use crate::db::Connection;
use crate::db::schema::ledger_leaves::dsl;
use crate::error::AppError;
use diesel::prelude::*;

/// A subject and the index of one of its leaves; none while it has no place in the tree.
pub type Place = (String, Option<i64>);

/// The places of the leaves of `leaf_type` of these subjects.
pub fn places(conn: &mut Connection, subjects: &[String], leaf_type: &str) -> Result<Vec<Place>, AppError> {
    Ok(dsl::ledger_leaves
        .filter(dsl::subject_ref.eq_any(subjects).and(dsl::leaf_type.eq(leaf_type)))
        .select((dsl::subject_ref, dsl::tree_index))
        .load(conn)?)
}
