//! From a request to whoever sent it.

use super::{Member, cookie};
use crate::accounts::actions::{Noted, note_use, when_noted};
use crate::accounts::model::{AccountRow, AccountState, Role, SessionId, SessionRow};
use crate::accounts::rules::hash_secret;
use crate::accounts::sanctions::Sanctions;
use crate::accounts::store::{roles, sessions};
use crate::app::{App, Reader};
use crate::error::{AppError, TOKEN_INVALID, UNAUTHENTICATED};
use crate::web::token::Signer;
use crate::web::{Failure, app_of, check_source};
use actix_web::http::header;
use actix_web::{HttpRequest, web};

/// Everything a session leads to.
type Live = (SessionRow, AccountRow, Vec<Role>);

/// Whoever is signed in.
///
/// # Errors
/// 401 under `/api/` for credentials that do not hold; 403 `csrf` for forms of other sites.
pub(super) async fn member(request: &HttpRequest) -> Result<Option<Member>, Failure> {
    check_form_source(request)?;
    if is_api(request) { by_token(request).await } else { by_cookie(request).await }
}

/// A form on a page must come from our own pages; programs carry their own proof.
pub(super) fn check_form_source(request: &HttpRequest) -> Result<(), Failure> {
    if is_api(request) || request.method().is_safe() { Ok(()) } else { check_source(request) }
}

/// Whose request it is, for rate limits: cheap, and only as sure as limits need it.
pub fn account_of(request: &HttpRequest) -> Option<String> {
    let app = app_of(request).ok()?;
    if !is_api(request) {
        return cookie::value(app.config(), request).map(|value| hash_secret(&value));
    }
    let token = bearer(request).ok()??;
    signer(request).ok()?.verify(token, app.site().clock.machine_now()).ok().map(|claims| claims.sub)
}

/// Cookies never authorise the API.
fn is_api(request: &HttpRequest) -> bool {
    request.path().starts_with("/api/")
}

async fn by_token(request: &HttpRequest) -> Result<Option<Member>, Failure> {
    let Some(token) = bearer(request)? else { return Ok(None) };
    let app = app_of(request)?;
    let claims = signer(request)?.verify(token, app.site().clock.machine_now())?;
    let session: SessionId = claims.sid.parse().map_err(|_| Failure::from(TOKEN_INVALID))?;
    // The token says who; the session says whether it still may. So signing out works at once.
    let found = app.read(move |reader| live(reader, |conn| sessions::with_account(conn, &session))).await?;
    let (session, account, roles) = found.ok_or_else(|| Failure::from(UNAUTHENTICATED))?;
    if account.id.as_str() != claims.sub {
        return Err(TOKEN_INVALID.into());
    }
    Ok(Some(Member::new(app, session, account, roles)))
}

async fn by_cookie(request: &HttpRequest) -> Result<Option<Member>, Failure> {
    let app = app_of(request)?;
    let Some(value) = cookie::value(app.config(), request) else { return Ok(None) };
    let hash = hash_secret(&value);
    let found = app.read(move |reader| live(reader, |conn| sessions::by_cookie(conn, &hash))).await?;
    let Some((session, account, roles)) = found else { return Ok(None) };
    note(app, &session).await?;
    Ok(Some(Member::new(app, session, account, roles)))
}

fn live(
    reader: &mut Reader<'_>,
    find: impl FnOnce(&mut crate::db::Connection) -> Result<Option<(SessionRow, AccountRow)>, AppError>,
) -> Result<Option<Live>, AppError> {
    let now = reader.site.clock.machine_now();
    let Some((session, account)) = find(reader.conn)? else { return Ok(None) };
    let may_be_in = Sanctions::of(&account).may_sign_in(reader.now).is_ok();
    if !session.is_live(now) || account.state != AccountState::Active || !may_be_in {
        return Ok(None);
    }
    let roles = roles::of(reader.conn, &account.id)?;
    Ok(Some((session, account, roles)))
}

async fn note(app: &App, session: &SessionRow) -> Result<(), AppError> {
    if when_noted(session, app.site().clock.machine_now()) == Noted::Recently {
        return Ok(());
    }
    let session = session.clone();
    app.write(move |tx| note_use(tx, &session)).await
}

fn bearer(request: &HttpRequest) -> Result<Option<&str>, Failure> {
    let Some(value) = request.headers().get(header::AUTHORIZATION) else { return Ok(None) };
    let text = value.to_str().map_err(|_| Failure::from(TOKEN_INVALID))?;
    match text.split_once(' ') {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => Ok(Some(token.trim())),
        _ => Err(UNAUTHENTICATED.into()),
    }
}

pub(in crate::accounts) fn signer(request: &HttpRequest) -> Result<&Signer, Failure> {
    let data = request.app_data::<web::Data<Signer>>();
    data.map(|data| data.as_ref()).ok_or_else(|| AppError::internal("no Signer is registered").into())
}
