//! REST routes of the accounts.

pub(super) mod accounts;
pub(super) mod me;
mod passwords;
mod roles;
mod second_factor;
mod sessions;

use super::rules;
use crate::web::Routes;
use actix_web::HttpRequest;
use actix_web::http::header;

/// The group of these routes in the API's document.
pub const TAG: (&str, &str) = ("Accounts", "Signing up and in, sessions, passwords, roles.");

/// Registers every route with its documentation.
pub fn routes(config: &mut Routes<'_>) {
    config
        .service(accounts::sign_up)
        .service(accounts::verify)
        .service(sessions::sign_in)
        .service(sessions::list_sessions)
        .service(sessions::sign_out)
        .service(sessions::sign_out_everywhere)
        .service(sessions::refresh)
        .service(passwords::ask_reset)
        .service(passwords::reset_password)
        .service(passwords::change_password)
        .service(me::show_me)
        .service(me::change_me)
        .service(second_factor::show_second_factor)
        .service(second_factor::begin_second_factor)
        .service(second_factor::confirm_second_factor)
        .service(second_factor::renew_recovery_codes)
        .service(second_factor::remove_second_factor)
        .service(roles::list_role_changes)
        .service(roles::show_role_change)
        .service(roles::ask_role)
        .service(roles::ask_revocation)
        .service(roles::confirm_role_change);
}

/// What the sender's browser or program is called.
pub(super) fn device_of(request: &HttpRequest) -> String {
    let agent = request.headers().get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    rules::device(agent.unwrap_or_default())
}
