//! Single posts and their revisions over REST.

use crate::accounts::{MaybeMember, Member};
use crate::app::App;
use crate::forum::api::{PostChanges, PostView, RevisionView};
use crate::forum::model::PostId;
use crate::forum::views::Glance;
use crate::forum::{Actor, actions, reads};
use crate::web::{Failure, Listed, Listing, MustMatch, NoContent, Nothing, PageParams, Shown, Valid};
use actix_web::web::{Data, Path};
use actix_web::{Responder, delete, get, patch};

/// A post; of a deleted one only its place, and what it said for staff.
#[utoipa::path(tag = "Forum", params(("id" = String, Path)), responses((status = 200, body = PostView)))]
#[get("/api/v1/posts/{id}")]
pub async fn show_post(app: Data<App>, viewer: MaybeMember, id: Path<PostId>) -> Result<impl Responder, Failure> {
    let actor = Actor::of_maybe(&viewer);
    let read = app.read(move |r| reads::post(r.conn, &id, Glance::new(r.site, r.now, actor.as_ref())));
    Ok(Shown(read.await?))
}

/// Changes what a post says; after the first minutes, what it said before is kept.
#[utoipa::path(
    tag = "Forum",
    params(("id" = String, Path), ("If-Match" = String, Header)),
    request_body = PostChanges,
    security(("bearer" = [])),
    responses((status = 200, body = PostView))
)]
#[patch("/api/v1/posts/{id}")]
pub async fn edit_post(
    app: Data<App>,
    member: Member,
    id: Path<PostId>,
    matching: MustMatch,
    body: Valid<PostChanges>,
) -> Result<impl Responder, Failure> {
    let (changes, actor) = (body.into_inner(), Actor::of(&member));
    let changed = app.write(move |tx| {
        let written = actions::edit_post(tx, &actor, &id, &changes, &|version| matching.check(version))?;
        reads::written(tx.conn, written, Glance::new(tx.site, tx.now, Some(&actor)))
    });
    Ok(Shown(changed.await?))
}

/// Deletes what a post says; its number and place stay.
#[utoipa::path(
    tag = "Forum",
    params(("id" = String, Path), ("If-Match" = String, Header)),
    security(("bearer" = [])),
    responses((status = 204))
)]
#[delete("/api/v1/posts/{id}")]
pub async fn delete_post(
    app: Data<App>,
    member: Member,
    id: Path<PostId>,
    matching: MustMatch,
) -> Result<impl Responder, Failure> {
    let actor = Actor::of(&member);
    app.write(move |tx| actions::delete_post(tx, &actor, &id, &|version| matching.check(version)).map(drop)).await?;
    Ok(NoContent)
}

/// What a post said before each edit, oldest first, with the change word by word.
#[utoipa::path(
    tag = "Forum",
    params(("id" = String, Path), PageParams),
    responses((status = 200, body = Listed<RevisionView>))
)]
#[get("/api/v1/posts/{id}/revisions")]
pub async fn list_revisions(
    app: Data<App>,
    viewer: MaybeMember,
    id: Path<PostId>,
    asked: Listing<Nothing>,
) -> Result<impl Responder, Failure> {
    let (window, actor) = (asked.window::<i64>("revisions")?, Actor::of_maybe(&viewer));
    let read = app.read(move |r| reads::revisions(r.conn, &id, &window, Glance::new(r.site, r.now, actor.as_ref())));
    Ok(read.await?)
}
