//! Signing in and out over REST.

use super::device_of;
use crate::accounts::actions::{self, Credentials, Refreshed, Started};
use crate::accounts::api::{AccountView, Refresh, SessionView, SignIn, Tokens};
use crate::accounts::callers::{Guest, Member};
use crate::accounts::model::SessionId;
use crate::accounts::rules::REFRESH_REUSED;
use crate::accounts::store::sessions;
use crate::app::App;
use crate::error::AppError;
use crate::web::token::Signer;
use crate::web::{Created, Failure, Listed, Listing, NoContent, Nothing, PageParams, Valid, address_of};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, Responder, delete, get, post};

/// Signs in.
///
/// Time and words are the same whether the account exists. After five failures the next try counts only after a
/// growing delay. An account with a second factor needs its `code` too: without one the answer to the right password
/// is 401 `second_factor_code_required`.
#[utoipa::path(tag = "Accounts", request_body = SignIn, responses((status = 201, body = Tokens)))]
#[post("/api/v1/sessions")]
pub async fn sign_in(
    app: Data<App>,
    signer: Data<Signer>,
    request: HttpRequest,
    _caller: Guest,
    body: Valid<SignIn>,
) -> Result<impl Responder, Failure> {
    let SignIn { email, password, code } = body.into_inner();
    let address = address_of(&request);
    let credentials = Credentials { email, password, address: address.clone() };
    let account = actions::check_credentials(&app, credentials).await?;
    let proven = actions::give_code(&app, account, code, &address).await?;
    let device = device_of(&request);
    let started = app.write(move |tx| actions::start_program(tx, &proven, &device)).await?;
    Ok(created(tokens(&app, &signer, started)?))
}

/// Exchanges a refresh token for new tokens.
///
/// Each is good for one exchange; one that comes twice ends the session (401 `refresh_reused`).
#[utoipa::path(tag = "Accounts", operation_id = "refresh_tokens", request_body = Refresh, responses((status = 201, body = Tokens)))]
#[post("/api/v1/tokens")]
pub async fn refresh(
    app: Data<App>,
    signer: Data<Signer>,
    _caller: Guest,
    body: Valid<Refresh>,
) -> Result<impl Responder, Failure> {
    let token = body.into_inner().refresh_token;
    match app.write(move |tx| actions::refresh(tx, &token)).await? {
        Refreshed::Again(started) => Ok(created(tokens(&app, &signer, *started)?)),
        Refreshed::Reused => Err(REFRESH_REUSED.into()),
    }
}

/// One's own signed-in devices, newest first.
#[utoipa::path(
    tag = "Accounts",
    params(PageParams),
    security(("bearer" = [])),
    responses((status = 200, body = Listed<SessionView>))
)]
#[get("/api/v1/sessions")]
pub async fn list_sessions(app: Data<App>, member: Member, asked: Listing<Nothing>) -> Result<impl Responder, Failure> {
    let window = asked.window::<SessionId>("sessions")?;
    let (Member { id, session_id, .. }, fetched) = (member, window.clone());
    let now = app.site().clock.machine_now();
    let rows = app.read(move |reader| sessions::live_of(reader.conn, &id, now, &fetched)).await?;
    Ok(window.listed(rows, |row| row.id.clone(), |row| SessionView::of(row, &session_id)))
}

/// Signs one device out; its access tokens stop at once.
#[utoipa::path(tag = "Accounts", params(("id" = String, Path)), security(("bearer" = [])), responses((status = 204)))]
#[delete("/api/v1/sessions/{id}")]
pub async fn sign_out(app: Data<App>, member: Member, id: Path<SessionId>) -> Result<impl Responder, Failure> {
    let (account, session) = (member.id, id.into_inner());
    app.write(move |tx| actions::end_one(tx, &account, &session)).await?;
    Ok(NoContent)
}

/// Signs out everywhere.
#[utoipa::path(tag = "Accounts", security(("bearer" = [])), responses((status = 204)))]
#[delete("/api/v1/sessions")]
pub async fn sign_out_everywhere(app: Data<App>, member: Member) -> Result<impl Responder, Failure> {
    let account = member.id;
    app.write(move |tx| actions::end_all(tx, &account)).await?;
    Ok(NoContent)
}

fn created((session, view): (SessionId, Tokens)) -> Created<Tokens> {
    Created { location: format!("/api/v1/sessions/{session}"), view }
}

fn tokens(app: &App, signer: &Signer, started: Started) -> Result<(SessionId, Tokens), AppError> {
    let Started { session, secret, account, roles, consents } = started;
    let expires_in = app.config().accounts.access_token_seconds;
    let words = roles.iter().map(|role| role.as_str().to_owned()).collect();
    let life = (app.site().clock.machine_now(), expires_in);
    let access_token = signer.sign(account.id.as_str(), session.id.as_str(), words, life)?;
    let account = AccountView::of(account, &roles, &consents);
    Ok((session.id, Tokens { access_token, token_type: "Bearer", expires_in, refresh_token: secret, account }))
}
