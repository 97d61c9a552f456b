//! What the forum forgets in time.

use super::limits::Numbers;
use super::store::origins;
use crate::app::Tx;
use crate::error::AppError;

/// Forgets where posts came from that no limit looks at any more; answers how many. To be run each hour.
pub fn forget_origins(tx: &mut Tx<'_>) -> Result<usize, AppError> {
    let numbers = Numbers { limits: &tx.site.config.limits, forum: &tx.site.config.forum };
    origins::purge(tx.conn, tx.site.clock.machine_now().minus(numbers.longest()))
}
