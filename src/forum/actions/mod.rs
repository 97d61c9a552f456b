//! One function per human intent, each in one transaction.

mod categories;
mod posts;
mod threads;

pub use categories::open_category;
pub use posts::{Written, delete_post, edit_post, reply};
pub use threads::{Opened, SiteThread, change_thread, open_for_site, open_thread};

use crate::accounts;
use crate::app::Tx;
use crate::error::AppError;
use crate::forum::PostWritten;
use crate::forum::limits::{self, Attempt, Numbers};
use crate::forum::model::{OriginRow, PostRow};
use crate::forum::rules::{self, Actor};
use crate::forum::store::{origins, posts as stored};

/// What the key is for that hides addresses.
const ORIGIN_PURPOSE: &str = "post-origins";

/// Where a post comes from, as far as limits count by it.
struct Origin {
    /// The address under a key of the site's: nobody who has the database can tell it.
    address: String,
    by_new_member: bool,
}

/// A post was written: notes where it came from, and tells whoever wants to know.
fn written(tx: &mut Tx<'_>, actor: &Actor, post: &PostRow, origin: Option<Origin>) -> Result<(), AppError> {
    if let Some(origin) = origin {
        let row = OriginRow {
            post_id: post.id.clone(),
            origin: origin.address,
            by_new_member: origin.by_new_member,
            received_at: post.received_at,
        };
        origins::insert(tx.conn, &row)?;
    }
    let is_odd = actor.pace.is_hasty(tx.site.config.forum.first_post_seconds)
        || rules::shows_elsewhere(&post.body, &post.body_html);
    let wants_a_look = is_odd && crate::forum::was_first(tx.conn, &post.author_id)?;
    tx.announce(&PostWritten { post: post.id.clone(), author: post.author_id.clone(), wants_a_look })
}

/// Refuses a post that comes too soon, too often or twice, from the account or from the address; staff are exempt.
fn within_limits(tx: &mut Tx<'_>, actor: &Actor, fingerprint: &str, opens: bool) -> Result<Option<Origin>, AppError> {
    if actor.is_staff() || !tx.site.config.limits.enabled {
        return Ok(None);
    }
    let member_since = accounts::person(tx.conn, &actor.account)?.created_at;
    let now = tx.site.clock.machine_now();
    let attempt = Attempt { now, site_now: tx.now, opens, fingerprint, member_since };
    let numbers = Numbers { limits: &tx.site.config.limits, forum: &tx.site.config.forum };
    let recent = stored::recent(tx.conn, &actor.account, numbers.since(&attempt))?;
    limits::check(&recent, &attempt, numbers)?;
    let Some(address) = &actor.address else { return Ok(None) };
    let address = hex::encode(tx.site.keys.sign(ORIGIN_PURPOSE, address.as_bytes()));
    let sent = origins::recent(tx.conn, &address, numbers.since(&attempt))?;
    limits::check_address(&sent, &attempt, numbers)?;
    Ok(Some(Origin { address, by_new_member: numbers.is_new(&attempt) }))
}
