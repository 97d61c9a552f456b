//! Remembers the language that a reader chose with `?lang=`.

use crate::app::App;
use crate::web::{LANGUAGE_COOKIE, chosen_language};
use actix_web::body::MessageBody;
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::{Error, web};

/// How long a choice lasts, in days.
const REMEMBERED_DAYS: i64 = 365;

/// Middleware: a page asked for in a language sets the cookie that later pages go by.
///
/// # Errors
/// Only those of the services within.
pub async fn remember_language<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    let is_page = !request.path().starts_with("/api/v") && !request.path().starts_with("/assets/");
    let chosen = if is_page { chosen_language(request.request()) } else { None };
    let is_https = request.app_data::<web::Data<App>>().is_some_and(|app| app.config().is_https());
    let mut answer = next.call(request).await?;
    if let Some(lang) = chosen {
        let cookie = Cookie::build(LANGUAGE_COOKIE, lang.as_str())
            .path("/")
            .max_age(Duration::days(REMEMBERED_DAYS))
            .same_site(SameSite::Lax)
            .http_only(true)
            .secure(is_https)
            .finish();
        answer.response_mut().add_cookie(&cookie)?;
    }
    Ok(answer)
}
