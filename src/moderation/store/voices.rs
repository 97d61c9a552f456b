//! What one of two people said about an item that takes two.

use crate::db::Connection;
use crate::db::schema::moderation_voices::{self as voices, table};
use crate::error::AppError;
use crate::moderation::model::{ItemId, VoiceRow};
use diesel::prelude::*;

/// Most voices of a page of items: two of three agree.
const MOST: i64 = 500;

pub fn insert(conn: &mut Connection, row: &VoiceRow) -> Result<(), AppError> {
    diesel::insert_into(table).values(row).execute(conn)?;
    Ok(())
}

/// The voices of several items, oldest first.
pub fn of_items(conn: &mut Connection, items: &[ItemId]) -> Result<Vec<VoiceRow>, AppError> {
    Ok(table
        .filter(voices::item_id.eq_any(items))
        .order((voices::created_at.asc(), voices::id.asc()))
        .limit(MOST)
        .load(conn)?)
}
