//! One function per human intent, each in one transaction.

mod categories;
mod posts;
mod threads;

pub use categories::open_category;
pub use posts::{delete_post, edit_post, reply};
pub use threads::{Opened, change_thread, open_thread};

use crate::accounts;
use crate::app::Tx;
use crate::error::AppError;
use crate::forum::limits::{self, Attempt, Numbers};
use crate::forum::rules::Actor;
use crate::forum::store::posts as stored;

/// Refuses a post that comes too soon, too often or twice; staff are exempt.
fn within_limits(tx: &mut Tx<'_>, actor: &Actor, fingerprint: &str, opens: bool) -> Result<(), AppError> {
    if actor.is_staff() || !tx.site.config.limits.enabled {
        return Ok(());
    }
    let member_since = accounts::person(tx.conn, &actor.account)?.created_at;
    let attempt = Attempt { now: tx.site.clock.machine_now(), opens, fingerprint, member_since };
    let numbers = Numbers { limits: &tx.site.config.limits, forum: &tx.site.config.forum };
    let recent = stored::recent(tx.conn, &actor.account, numbers.since(&attempt))?;
    Ok(limits::check(&recent, &attempt, numbers)?)
}
