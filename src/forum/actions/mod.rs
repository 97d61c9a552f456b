//! One function per human intent, each in one transaction.

mod categories;
mod posts;
mod threads;

pub use categories::open_category;
pub use posts::{delete_post, edit_post, reply};
pub use threads::{Opened, SiteThread, change_thread, open_for_site, open_thread};

use crate::accounts;
use crate::app::Tx;
use crate::error::AppError;
use crate::forum::PostWritten;
use crate::forum::limits::{self, Attempt, Numbers};
use crate::forum::model::PostRow;
use crate::forum::rules::Actor;
use crate::forum::store::posts as stored;

/// Tells whoever wants to know that a post was written.
fn announce(tx: &mut Tx<'_>, post: &PostRow) -> Result<(), AppError> {
    let has_link = ["http://", "https://", "www."].iter().any(|mark| post.body.contains(mark));
    let is_first = has_link && crate::forum::was_first(tx.conn, &post.author_id)?;
    tx.announce(&PostWritten { post: post.id.clone(), author: post.author_id.clone(), is_first, has_link })
}

/// Refuses a post that comes too soon, too often or twice; staff are exempt.
fn within_limits(tx: &mut Tx<'_>, actor: &Actor, fingerprint: &str, opens: bool) -> Result<(), AppError> {
    if actor.is_staff() || !tx.site.config.limits.enabled {
        return Ok(());
    }
    let member_since = accounts::person(tx.conn, &actor.account)?.created_at;
    let now = tx.site.clock.machine_now();
    let attempt = Attempt { now, site_now: tx.now, opens, fingerprint, member_since };
    let numbers = Numbers { limits: &tx.site.config.limits, forum: &tx.site.config.forum };
    let recent = stored::recent(tx.conn, &actor.account, numbers.since(&attempt))?;
    Ok(limits::check(&recent, &attempt, numbers)?)
}
