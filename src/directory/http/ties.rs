//! One's own ties over REST; nobody else reads them.

use crate::accounts::Member;
use crate::app::App;
use crate::directory::ties::{DeclareTie, TieView};
use crate::directory::{actions, reads};
use crate::web::{Answered, Failure, Listed, Listing, NoContent, Nothing, PageParams, Stored, Valid, write_once};
use actix_web::web::{Data, Path};
use actix_web::{delete, get, post};

/// What the caller has declared, newest first.
#[utoipa::path(
    tag = "Directory",
    operation_id = "list_my_ties",
    params(PageParams),
    security(("bearer" = [])),
    responses((status = 200, body = Listed<TieView>))
)]
#[get("/api/v1/me/ties")]
pub async fn list_ties(app: Data<App>, member: Member, asked: Listing<Nothing>) -> Result<Listed<TieView>, Failure> {
    let window = asked.window::<String>("my-ties")?;
    Ok(app.read(move |reader| reads::ties(reader, &member.id, &window)).await?)
}

/// Declare a tie to a physician or a clinic: others judge them then.
#[utoipa::path(
    tag = "Directory",
    request_body = DeclareTie,
    security(("bearer" = [])),
    responses((status = 201, body = TieView))
)]
#[post("/api/v1/me/ties")]
pub async fn declare_tie(app: Data<App>, member: Member, body: Valid<DeclareTie>) -> Result<Answered, Failure> {
    let (new, once) = body.into_parts();
    let account = member.id.to_string();
    write_once(&app, once, Some(&account), move |tx| {
        let row = actions::declare_tie(tx, &member.id, &new)?;
        Stored::created("/api/v1/me/ties".to_owned(), &reads::tie(&mut tx.reader(), row)?)
    })
    .await
}

/// Take a declared tie back; it stays on record and counts no longer.
#[utoipa::path(
    tag = "Directory",
    params(("id" = String, Path)),
    security(("bearer" = [])),
    responses((status = 204))
)]
#[delete("/api/v1/me/ties/{id}")]
pub async fn withdraw_tie(app: Data<App>, member: Member, id: Path<String>) -> Result<NoContent, Failure> {
    app.write(move |tx| actions::withdraw_tie(tx, &member.id, &id)).await?;
    Ok(NoContent)
}
