//! HTML routes of the accounts: the same actions as over REST, for people without scripts.

mod me;
mod notices;
mod parts;
mod passwords;
mod roles;
mod second_factor;
mod sessions;
mod sign_in;
mod sign_up;

pub use notices::{Notice, Notices};

use actix_web::web::{ServiceConfig, get, post, resource};

/// Registers every page.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(resource("/sign-up").route(get().to(sign_up::show)).route(post().to(sign_up::submit)))
        .service(resource("/sign-up/sent").route(get().to(sign_up::sent)))
        .service(resource("/verify").route(get().to(sign_up::ask_to_verify)).route(post().to(sign_up::verify)))
        .service(resource("/sign-in").route(get().to(sign_in::show)).route(post().to(sign_in::submit)))
        .service(resource("/sign-in/code").route(post().to(sign_in::submit_code)))
        .service(resource("/sign-out").route(post().to(sign_in::sign_out)))
        .service(resource("/password-reset").route(get().to(passwords::show_ask)).route(post().to(passwords::ask)))
        .service(resource("/password-reset/sent").route(get().to(passwords::sent)))
        .service(
            resource("/password-reset/{token}")
                .route(get().to(passwords::show_reset))
                .route(post().to(passwords::reset)),
        )
        .service(resource("/me").route(get().to(me::show)))
        .service(resource("/me/settings").route(get().to(me::show_settings)).route(post().to(me::save_settings)))
        .service(resource("/me/password").route(get().to(passwords::show_change)).route(post().to(passwords::change)))
        .service(
            resource("/me/second-factor").route(get().to(second_factor::show)).route(post().to(second_factor::begin)),
        )
        .service(resource("/me/second-factor/confirmation").route(post().to(second_factor::confirm)))
        .service(resource("/me/second-factor/recovery-codes").route(post().to(second_factor::renew)))
        .service(resource("/me/second-factor/removal").route(post().to(second_factor::remove)))
        .service(resource("/me/sessions").route(get().to(sessions::show)))
        .service(resource("/me/sessions/end").route(post().to(sessions::end_all)))
        .service(resource("/me/sessions/{id}/end").route(post().to(sessions::end_one)))
        .service(resource("/admin/roles").route(get().to(roles::show)).route(post().to(roles::ask)))
        .service(resource("/admin/roles/{id}/confirmation").route(post().to(roles::confirm)));
}
