//! Answering about an applicant by the letter's link, without an account.

use crate::app::App;
use crate::coalition::applications::actions;
use crate::coalition::applications::api::GiveReference;
use crate::coalition::applications::views::{self, AskedView};
use crate::web::{Answered, BLANK, Failure, Plain, Routes, Stored, Valid, write_once};
use actix_web::web::{Data, Path};
use actix_web::{get, post};

/// Registers the routes.
pub fn routes(config: &mut Routes<'_>) {
    config.service(show).service(answer);
}

/// What a letter's link asks.
#[utoipa::path(
    tag = "Coalition",
    operation_id = "show_reference_link",
    params(("token" = String, Path)),
    responses((status = 200, body = AskedView))
)]
#[get("/api/v1/reference-links/{token}")]
pub async fn show(app: Data<App>, token: Path<String>) -> Result<Plain<AskedView>, Failure> {
    let token = token.into_inner();
    Ok(Plain(app.read(move |reader| views::asked(reader, &token)).await?))
}

/// Answer about an applicant, or decline; the link works once.
#[utoipa::path(
    tag = "Coalition",
    operation_id = "answer_by_reference_link",
    params(("token" = String, Path)),
    request_body = GiveReference,
    responses((status = 201, body = AskedView))
)]
#[post("/api/v1/reference-links/{token}/answers")]
pub async fn answer(
    app: Data<App>,
    token: Path<String>,
    body: Result<Valid<GiveReference>, Failure>,
) -> Result<Answered, Failure> {
    let token = token.into_inner();
    let secret = token.clone();
    let (new, once) = match body {
        Ok(body) => body.into_parts(),
        Err(refusal) => return Err(refused(&app, token, refusal).await),
    };
    let mut answered = write_once(&app, once, None, move |tx| {
        let asked = views::asked(&mut tx.reader(), &token)?;
        actions::answer(tx, &token, &new)?;
        Stored::created(format!("/api/v1/reference-links/{BLANK}"), &AskedView { answered: true, ..asked })
    })
    .await?;
    answered.fill(&secret);
    Ok(answered)
}

/// Why an answer is refused that cannot be read: whoever holds no link hears of that alone, whatever was sent.
async fn refused(app: &App, token: String, refusal: Failure) -> Failure {
    match app.read(move |reader| views::asked(reader, &token)).await {
        Ok(_) => refusal,
        Err(error) => error.into(),
    }
}
