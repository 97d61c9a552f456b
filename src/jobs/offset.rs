//! How far the site's clock has been moved from the machine's; kept, so that a restart does not lose it.

use crate::app::Tx;
use crate::db::Connection;
use crate::db::schema::site_state::dsl::{name, site_state, value};
use crate::error::AppError;
use chrono::Duration;
use diesel::prelude::*;

const ROW: &str = "clock_offset_ms";

/// The stored offset; zero when the clock was never moved.
pub fn load(conn: &mut Connection) -> Result<Duration, AppError> {
    let stored: Option<String> = site_state.filter(name.eq(ROW)).select(value).first(conn).optional()?;
    let millis = stored.map_or(Ok(0), |text| text.parse::<i64>()).map_err(AppError::internal)?;
    Ok(Duration::milliseconds(millis))
}

/// Stores the offset in place of the one before.
pub fn store(tx: &mut Tx<'_>, offset: Duration) -> Result<(), AppError> {
    let text = offset.num_milliseconds().to_string();
    let changed = diesel::update(site_state.filter(name.eq(ROW))).set(value.eq(&text)).execute(tx.conn)?;
    if changed == 0 {
        diesel::insert_into(site_state).values((name.eq(ROW), value.eq(&text))).execute(tx.conn)?;
    }
    Ok(())
}
