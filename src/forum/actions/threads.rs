//! Opening threads, and changing their title and tags.

use super::{within_limits, written};
use crate::accounts::{self, AccountId};
use crate::app::Tx;
use crate::error::{AppError, NO_SUCH, Refusal};
use crate::forum::api::{NewCategory, NewThread, ThreadChanges};
use crate::forum::model::{PostId, PostRow, PostState, ThreadId, ThreadKind, ThreadRow};
use crate::forum::rules::{self, Actor, Standing, Words};
use crate::forum::store::{categories, posts, threads};
use crate::text::plain::{tidy, tidy_line};
use crate::text::{markdown, slug};

/// A new thread and its first post.
#[derive(Debug, Clone)]
pub struct Opened {
    pub thread: ThreadRow,
    pub post: PostRow,
}

/// Opens a thread with its first post.
///
/// # Errors
/// 422 with what is wrong, 429 when it comes too soon, too often or twice.
pub fn open_thread(tx: &mut Tx<'_>, actor: &Actor, new: &NewThread) -> Result<Opened, AppError> {
    accounts::may_write(tx, &actor.account)?;
    let category = categories::find(tx.conn, &new.category_id)?.map(|row| row.id).ok_or(NO_SUCH);
    let new = rules::thread(Words::of(new), category, actor, &tx.site.config.forum)?;
    let fingerprint = rules::fingerprint(&new.body);
    let origin = within_limits(tx, actor, &fingerprint, true)?;
    let post = first_post(tx, actor, ThreadId::mint(tx.now), new.body, fingerprint);
    let thread = ThreadRow {
        id: post.thread_id.clone(),
        category_id: new.category_id,
        kind: new.kind.unwrap_or(ThreadKind::Discussion),
        slug: slug::slug(&new.title),
        title: new.title,
        author_id: actor.account.clone(),
        created_at: tx.now,
        post_count: 1,
        gone_count: 0,
        last_post_at: tx.now,
        last_post_id: post.id.clone(),
        version: 1,
        restriction: None,
        restriction_ground: None,
        locked: false,
    };
    threads::insert(tx.conn, &thread)?;
    posts::insert(tx.conn, &post)?;
    threads::set_tags(tx.conn, &thread.id, &new.tags)?;
    categories::count_thread(tx.conn, &thread.category_id, 1)?;
    written(tx, actor, &post, origin)?;
    Ok(Opened { thread, post })
}

/// A thread that another part of the site opens: a report, an application.
#[derive(Debug, Clone)]
pub struct SiteThread<'a> {
    pub kind: ThreadKind,
    /// The category's slug; made under `category_name` when the site has none of it.
    pub category: &'a str,
    pub category_name: &'a str,
    pub title: &'a str,
    /// Markdown.
    pub body: &'a str,
}

/// Opens a thread for another part of the site, whose members cannot open one of this kind: no limit on how often
/// applies.
///
/// # Errors
/// Those of the database.
pub fn open_for_site(tx: &mut Tx<'_>, author: &AccountId, new: &SiteThread<'_>) -> Result<Opened, AppError> {
    let category_id = match categories::find_named(tx.conn, new.category)? {
        Some(row) => row.id,
        None => {
            let named = NewCategory {
                name: new.category_name.to_owned(),
                slug: new.category.to_owned(),
                parent_id: None,
                position: None,
            };
            super::open_category(tx, &named)?.id
        }
    };
    let title: String = tidy_line(new.title).chars().take(tx.site.config.forum.title_max_length).collect();
    let body = tidy(new.body);
    let fingerprint = rules::fingerprint(&body);
    let actor = Actor::without_request(author.clone(), Standing::Staff);
    let post = first_post(tx, &actor, ThreadId::mint(tx.now), body, fingerprint);
    let thread = ThreadRow {
        id: post.thread_id.clone(),
        category_id,
        kind: new.kind,
        slug: slug::slug(&title),
        title,
        author_id: author.clone(),
        created_at: tx.now,
        post_count: 1,
        gone_count: 0,
        last_post_at: tx.now,
        last_post_id: post.id.clone(),
        version: 1,
        restriction: None,
        restriction_ground: None,
        locked: false,
    };
    threads::insert(tx.conn, &thread)?;
    posts::insert(tx.conn, &post)?;
    categories::count_thread(tx.conn, &thread.category_id, 1)?;
    Ok(Opened { thread, post })
}

fn first_post(tx: &Tx<'_>, actor: &Actor, thread_id: ThreadId, body: String, body_hash: String) -> PostRow {
    PostRow {
        id: PostId::mint(tx.now),
        thread_id,
        number: 1,
        author_id: actor.account.clone(),
        body_html: markdown::render(&body).into_string(),
        body,
        body_hash,
        reply_to: None,
        reply_to_number: None,
        created_at: tx.now,
        received_at: tx.site.clock.machine_now(),
        edited_at: None,
        revision_count: 0,
        state: PostState::Public,
        deleted_at: None,
        deleted_by: None,
        version: 1,
        restriction: None,
        restriction_ground: None,
    }
}

/// Changes a thread's title or tags; `matches` refuses a version that is not the one the caller has read.
///
/// # Errors
/// 403 for others than moderators and, for a few minutes, the author; 412; 422 with what is wrong.
pub fn change_thread(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: &ThreadId,
    changes: &ThreadChanges,
    matches: &dyn Fn(i64) -> Result<(), Refusal>,
) -> Result<ThreadRow, AppError> {
    let forum = &tx.site.config.forum;
    accounts::may_write(tx, &actor.account)?;
    let mut row = threads::find(tx.conn, id)?;
    if !rules::may_see(&row, Some(actor)) {
        return Err(AppError::not_found());
    }
    rules::may_retitle(&row, actor, tx.now, forum)?;
    matches(row.version)?;
    if let Some(title) = &changes.title {
        row.title = rules::title(title, forum)?;
        row.slug = slug::slug(&row.title);
    }
    if let Some(tags) = &changes.tags {
        threads::set_tags(tx.conn, id, &rules::changed_tags(tags, forum)?)?;
    }
    row.version += 1;
    threads::update(tx.conn, &row)?;
    Ok(row)
}
