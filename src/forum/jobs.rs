//! What the forum forgets in time.

use super::limits::Numbers;
use super::store::origins;
use crate::app::Tx;
use crate::config::Config;
use crate::error::AppError;
use chrono::Duration;

/// Forgets where posts came from that no limit looks at any more; answers how many. To be run each hour.
pub fn forget_origins(tx: &mut Tx<'_>) -> Result<usize, AppError> {
    origins::purge(tx.conn, tx.site.clock.machine_now().minus(origins_kept(&tx.site.config)))
}

/// How long the site remembers from which address a post came.
pub fn origins_kept(config: &Config) -> Duration {
    Numbers { limits: &config.limits, forum: &config.forum }.longest()
}
