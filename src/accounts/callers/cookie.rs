//! The session cookie of browsers: opaque, for pages only, out of reach of scripts.

use crate::config::Config;
use actix_web::HttpRequest;
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};

/// Under https: bound to this very host, to encrypted connections and to the whole site.
const NAME_HTTPS: &str = "__Host-candor";
/// Where `server.public_url` is plain http, which only loopback may be.
const NAME_HTTP: &str = "candor";

/// The cookie's value in a request.
pub(super) fn value(config: &Config, request: &HttpRequest) -> Option<String> {
    request.cookie(name(config)).map(|cookie| cookie.value().to_owned()).filter(|value| !value.is_empty())
}

/// The cookie that starts a session. It lives as long as a session may; the database decides whether it holds.
pub(in crate::accounts) fn set(config: &Config, secret: String) -> Cookie<'static> {
    built(config, secret, Duration::days(config.accounts.session_days.into()))
}

/// The cookie that ends it.
pub(in crate::accounts) fn clear(config: &Config) -> Cookie<'static> {
    built(config, String::new(), Duration::ZERO)
}

fn built(config: &Config, value: String, life: Duration) -> Cookie<'static> {
    Cookie::build(name(config), value)
        .path("/")
        .http_only(true)
        .secure(config.is_https())
        .same_site(SameSite::Lax)
        .max_age(life)
        .finish()
}

fn name(config: &Config) -> &'static str {
    if config.is_https() { NAME_HTTPS } else { NAME_HTTP }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cookie_is_out_of_reach_of_scripts_and_other_sites() {
        let folder = tempfile::tempdir().unwrap();
        let mut config = Config::development(folder.path()).unwrap();
        let plain = set(&config, "s".into()).to_string();
        assert!(plain.starts_with("candor=s; HttpOnly; SameSite=Lax"), "{plain}");
        config.server.public_url = "https://candor.example".into();
        let secure = set(&config, "s".into()).to_string();
        assert!(secure.starts_with("__Host-candor=s; HttpOnly; SameSite=Lax; Secure; Path=/"), "{secure}");
        assert!(!secure.contains("Domain"));
    }
}
