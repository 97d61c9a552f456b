//! Opening categories.

use crate::app::Tx;
use crate::db::Connection;
use crate::error::AppError;
use crate::forum::api::NewCategory;
use crate::forum::model::{CategoryId, CategoryRow};
use crate::forum::rules::{self, SLUG_TAKEN};
use crate::forum::store::categories;

/// Opens a category, at the top or below another.
///
/// # Errors
/// 422 with what is wrong, 409 when another has the slug.
pub fn open_category(tx: &mut Tx<'_>, new: &NewCategory) -> Result<CategoryRow, AppError> {
    let depth = depth_below(tx.conn, new.parent_id.as_ref())?;
    let new = rules::category(new, depth, &tx.site.config.forum)?;
    if categories::find_named(tx.conn, &new.slug)?.is_some() {
        return Err(SLUG_TAKEN.into());
    }
    let row = CategoryRow {
        id: CategoryId::mint(tx.now),
        parent_id: new.parent_id,
        name: new.name,
        slug: new.slug,
        position: new.position.unwrap_or(0),
        thread_count: 0,
        created_at: tx.now,
        version: 1,
    };
    categories::insert(tx.conn, &row)?;
    Ok(row)
}

/// How many categories are above one below `parent`.
fn depth_below(conn: &mut Connection, parent: Option<&CategoryId>) -> Result<usize, AppError> {
    let (mut depth, mut above) = (0, parent.cloned());
    while let Some(id) = above {
        let row = categories::find(conn, &id)?.ok_or_else(|| rules::no_such("/parent_id"))?;
        above = row.parent_id;
        depth += 1;
    }
    Ok(depth)
}
