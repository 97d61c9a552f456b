//! Categories over REST.

use crate::accounts::Admin;
use crate::app::App;
use crate::forum::api::{CategoryView, NewCategory};
use crate::forum::model::CategoryId;
use crate::forum::store::categories::ByPosition;
use crate::forum::{actions, reads, views};
use crate::web::{Failure, Listed, Listing, Nothing, PageParams, Shown, Stored, Valid, write_once};
use actix_web::web::{Data, Path};
use actix_web::{Responder, get, post};

/// Categories in order; `parent_id` makes the tree.
#[utoipa::path(tag = "Forum", params(PageParams), responses((status = 200, body = Listed<CategoryView>)))]
#[get("/api/v1/categories")]
pub async fn list_categories(app: Data<App>, asked: Listing<Nothing>) -> Result<impl Responder, Failure> {
    let window = asked.window::<ByPosition>("categories")?;
    Ok(app.read(move |r| reads::categories(r.conn, &window)).await?)
}

/// A category.
#[utoipa::path(tag = "Forum", params(("id" = String, Path)), responses((status = 200, body = CategoryView)))]
#[get("/api/v1/categories/{id}")]
pub async fn show_category(app: Data<App>, id: Path<CategoryId>) -> Result<impl Responder, Failure> {
    Ok(Shown(app.read(move |r| reads::category(r.conn, &id)).await?))
}

/// Opens a category, at the top or below another.
#[utoipa::path(
    tag = "Forum",
    request_body = NewCategory,
    security(("bearer" = [])),
    responses((status = 201, body = CategoryView))
)]
#[post("/api/v1/categories")]
pub async fn open_category(app: Data<App>, admin: Admin, body: Valid<NewCategory>) -> Result<impl Responder, Failure> {
    let ((new, once), account) = (body.into_parts(), admin.id.to_string());
    write_once(&app, once, Some(&account), move |tx| {
        let row = actions::open_category(tx, &new)?;
        Stored::created(format!("/api/v1/categories/{}", row.id), &views::category(row))
    })
    .await
}
