//! Threads, and the posts in them, over REST.

use crate::accounts::{MaybeMember, Member};
use crate::app::App;
use crate::drafts::{self, api::FromDraft};
use crate::forum::api::{NewPost, NewThread, PostView, ThreadChanges, ThreadFilter, ThreadView};
use crate::forum::model::ThreadId;
use crate::forum::store::posts::ByNumber;
use crate::forum::store::threads::ByInstant;
use crate::forum::views::Glance;
use crate::forum::{Actor, actions, reads};
use crate::web::{Failure, Listed, Listing, MustMatch, Nothing, PageParams, Query, Shown, Stored, Valid, write_once};
use actix_web::web::{Data, Path};
use actix_web::{Responder, get, patch, post};

/// Threads with their first posts, by the newest post unless `sort` says otherwise.
#[utoipa::path(
    tag = "Forum",
    params(ThreadFilter, PageParams),
    responses((status = 200, body = Listed<ThreadView>))
)]
#[get("/api/v1/threads")]
pub async fn list_threads(
    app: Data<App>,
    viewer: MaybeMember,
    asked: Listing<ThreadFilter>,
) -> Result<impl Responder, Failure> {
    let (window, actor) = (asked.window::<ByInstant>("threads")?, Actor::of_maybe(&viewer));
    let read = app.read(move |r| {
        let glance = Glance::new(r.site, r.now, actor.as_ref());
        reads::threads(r.conn, &asked.filter, &window, glance)
    });
    Ok(read.await?)
}

/// Opens a thread with its first post.
#[utoipa::path(
    tag = "Forum",
    params(FromDraft),
    request_body = NewThread,
    security(("bearer" = [])),
    responses((status = 201, body = ThreadView))
)]
#[post("/api/v1/threads")]
pub async fn open_thread(
    app: Data<App>,
    member: Member,
    from: Query<FromDraft>,
    body: Valid<NewThread>,
) -> Result<impl Responder, Failure> {
    let (new, once) = body.into_parts();
    let actor = Actor::of(&member).at(once.address().to_owned());
    let account = actor.account.to_string();
    write_once(&app, once, Some(&account), move |tx| {
        let opened = actions::open_thread(tx, &actor, &new)?;
        drafts::published_from(tx, &actor.account, from.draft.as_ref())?;
        let glance = Glance::new(tx.site, tx.now, Some(&actor));
        let view = reads::thread(tx.conn, &opened.thread.id, glance)?;
        Stored::created(format!("/api/v1/threads/{}", view.id), &view)
    })
    .await
}

/// A thread with its first post.
#[utoipa::path(tag = "Forum", params(("id" = String, Path)), responses((status = 200, body = ThreadView)))]
#[get("/api/v1/threads/{id}")]
pub async fn show_thread(app: Data<App>, viewer: MaybeMember, id: Path<ThreadId>) -> Result<impl Responder, Failure> {
    let actor = Actor::of_maybe(&viewer);
    let read = app.read(move |r| reads::thread(r.conn, &id, Glance::new(r.site, r.now, actor.as_ref())));
    Ok(Shown(read.await?))
}

/// Changes a thread's title or tags: moderators, and for the first minutes the author.
#[utoipa::path(
    tag = "Forum",
    params(("id" = String, Path), ("If-Match" = String, Header)),
    request_body = ThreadChanges,
    security(("bearer" = [])),
    responses((status = 200, body = ThreadView))
)]
#[patch("/api/v1/threads/{id}")]
pub async fn change_thread(
    app: Data<App>,
    member: Member,
    id: Path<ThreadId>,
    matching: MustMatch,
    body: Valid<ThreadChanges>,
) -> Result<impl Responder, Failure> {
    let (changes, actor) = (body.into_inner(), Actor::of(&member));
    let changed = app.write(move |tx| {
        actions::change_thread(tx, &actor, &id, &changes, &|version| matching.check(version))?;
        reads::thread(tx.conn, &id, Glance::new(tx.site, tx.now, Some(&actor)))
    });
    Ok(Shown(changed.await?))
}

/// The posts of a thread by number; a deleted one keeps its place.
#[utoipa::path(
    tag = "Forum",
    params(("id" = String, Path), PageParams),
    responses((status = 200, body = Listed<PostView>))
)]
#[get("/api/v1/threads/{id}/posts")]
pub async fn list_posts(
    app: Data<App>,
    viewer: MaybeMember,
    id: Path<ThreadId>,
    asked: Listing<Nothing>,
) -> Result<impl Responder, Failure> {
    let (window, actor) = (asked.window::<ByNumber>("posts")?, Actor::of_maybe(&viewer));
    let read = app.read(move |r| reads::posts(r.conn, &id, &window, Glance::new(r.site, r.now, actor.as_ref())));
    Ok(read.await?)
}

/// Writes the next post of a thread.
#[utoipa::path(
    tag = "Forum", operation_id = "reply_to_thread",
    params(("id" = String, Path), FromDraft),
    request_body = NewPost,
    security(("bearer" = [])),
    responses((status = 201, body = PostView))
)]
#[post("/api/v1/threads/{id}/posts")]
pub async fn reply(
    app: Data<App>,
    member: Member,
    id: Path<ThreadId>,
    from: Query<FromDraft>,
    body: Valid<NewPost>,
) -> Result<impl Responder, Failure> {
    let (new, once) = body.into_parts();
    let actor = Actor::of(&member).at(once.address().to_owned());
    let account = actor.account.to_string();
    write_once(&app, once, Some(&account), move |tx| {
        let written = actions::reply(tx, &actor, &id, &new)?;
        drafts::published_from(tx, &actor.account, from.draft.as_ref())?;
        let view = reads::written(tx.conn, written, Glance::new(tx.site, tx.now, Some(&actor)))?;
        Stored::created(format!("/api/v1/posts/{}", view.id), &view)
    })
    .await
}
