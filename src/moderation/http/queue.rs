//! The queue over REST, for moderators.

use crate::accounts::Moderator;
use crate::app::App;
use crate::moderation::api::{DecisionView, NewDecision, QueueFilter, QueueItemDetail, QueueItemView};
use crate::moderation::model::ItemId;
use crate::moderation::store::items::ByPriority;
use crate::moderation::{actions, reads, views};
use crate::web::{
    Failure, IfMatch, Listed, Listing, MustMatch, PageParams, Shown, Stored, Valid, Versioned as _, write_once,
};
use actix_web::web::{Data, Path};
use actix_web::{Responder, delete, get, post, put};

/// What waits for a decision: pressing things first, then the oldest. Open items unless `state` says otherwise.
///
/// Claims are no items: whoever decides them reads `GET /claims`; on the page they stand beside the items.
#[utoipa::path(
    tag = "Moderation",
    params(QueueFilter, PageParams),
    security(("bearer" = [])),
    responses((status = 200, body = Listed<QueueItemView>))
)]
#[get("/api/v1/queue")]
pub async fn list_queue(
    app: Data<App>,
    moderator: Moderator,
    asked: Listing<QueueFilter>,
) -> Result<impl Responder, Failure> {
    let window = asked.window::<ByPriority>("queue")?;
    Ok(app.read(move |r| reads::queue(r, &moderator.id, &asked.filter, &window)).await?)
}

/// An item with its flags and their arithmetic, its author's history and what was decided before.
#[utoipa::path(
    tag = "Moderation",
    params(("id" = String, Path)),
    security(("bearer" = [])),
    responses((status = 200, body = QueueItemDetail))
)]
#[get("/api/v1/queue/{id}")]
pub async fn show_item(app: Data<App>, moderator: Moderator, id: Path<ItemId>) -> Result<impl Responder, Failure> {
    Ok(Shown(app.read(move |r| reads::item(r, &moderator.id, &id)).await?))
}

/// Takes an item for a quarter of an hour; its version stays.
#[utoipa::path(
    tag = "Moderation",
    params(("id" = String, Path), ("If-Match" = Option<String>, Header)),
    security(("bearer" = [])),
    responses((status = 200, body = QueueItemDetail))
)]
#[put("/api/v1/queue/{id}/claim")]
pub async fn claim_item(
    app: Data<App>,
    moderator: Moderator,
    id: Path<ItemId>,
    matching: IfMatch,
) -> Result<impl Responder, Failure> {
    let claimed = app.write(move |tx| {
        actions::claim(tx, &moderator.id, &id)?;
        let item = reads::item(&mut tx.reader(), &moderator.id, &id)?;
        matching.check(item.version())?;
        Ok(item)
    });
    Ok(Shown(claimed.await?))
}

/// Gives an item back.
#[utoipa::path(
    tag = "Moderation",
    params(("id" = String, Path), ("If-Match" = Option<String>, Header)),
    security(("bearer" = [])),
    responses((status = 200, body = QueueItemDetail))
)]
#[delete("/api/v1/queue/{id}/claim")]
pub async fn release_item(
    app: Data<App>,
    moderator: Moderator,
    id: Path<ItemId>,
    matching: IfMatch,
) -> Result<impl Responder, Failure> {
    let released = app.write(move |tx| {
        actions::release(tx, &moderator.id, &id)?;
        let item = reads::item(&mut tx.reader(), &moderator.id, &id)?;
        matching.check(item.version())?;
        Ok(item)
    });
    Ok(Shown(released.await?))
}

/// Decides an item; the author is told the reasons, and whoever reported it the outcome. About a hidden review two
/// must say the same: the first answer `waits`. Of a decided item, what it did can be taken back with `restore`,
/// but what two have said only by an appeal.
#[utoipa::path(
    tag = "Moderation",
    params(("id" = String, Path), ("If-Match" = String, Header)),
    request_body = NewDecision,
    security(("bearer" = [])),
    responses((status = 201, body = DecisionView))
)]
#[post("/api/v1/queue/{id}/decisions")]
pub async fn decide_item(
    app: Data<App>,
    moderator: Moderator,
    id: Path<ItemId>,
    matching: MustMatch,
    body: Valid<NewDecision>,
) -> Result<impl Responder, Failure> {
    let ((new, once), account) = (body.into_parts(), moderator.id.to_string());
    write_once(&app, once, Some(&account), move |tx| {
        let decided = actions::decide(tx, &moderator, &id, &new, &|version| matching.check(version))?;
        Stored::created(format!("/api/v1/queue/{id}"), &views::decided(&decided))
    })
    .await
}
