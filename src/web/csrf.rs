//! Page forms come from our own pages: by what the browser says of its origin, and by a token per session.

use super::door::app_of;
use super::problem::Failure;
use crate::app::Keys;
use crate::error::{CSRF, Refusal};
use actix_web::HttpRequest;
use actix_web::http::header;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

const PURPOSE: &str = "csrf";

/// A browser must say that the form is ours: `Sec-Fetch-Site`, or `Origin` where it is older. Silence is refused.
///
/// # Errors
/// 403 `csrf`.
pub fn check_source(request: &HttpRequest) -> Result<(), Failure> {
    let said = |name| request.headers().get(name).map(|value| value.to_str().unwrap_or("unreadable"));
    let ours = match (said("Sec-Fetch-Site"), said(header::ORIGIN.as_str())) {
        (Some(site), _) => matches!(site, "same-origin" | "none"),
        (None, Some(origin)) => origin == origin_of(&app_of(request)?.config().server.public_url),
        (None, None) => false,
    };
    if ours { Ok(()) } else { Err(CSRF.into()) }
}

/// The token for the forms of a session.
pub fn form_token(keys: &Keys, session: &str) -> String {
    hex::encode(keys.sign(PURPOSE, session.as_bytes()))
}

/// Compares in constant time.
///
/// # Errors
/// 403 `csrf`.
pub fn check_form_token(keys: &Keys, session: &str, sent: &str) -> Result<(), Refusal> {
    let refused = || Refusal::new(CSRF);
    let sent = hex::decode(sent).map_err(|_| refused())?;
    let mut mac = Hmac::<Sha256>::new_from_slice(&keys.derive(PURPOSE)).map_err(|_| refused())?;
    mac.update(session.as_bytes());
    mac.verify_slice(&sent).map_err(|_| refused())
}

/// Scheme, host and port of a URL, as browsers write an origin.
pub(super) fn origin_of(url: &str) -> &str {
    let after_scheme = url.find("://").map_or(0, |place| place + 3);
    let host_end = url.get(after_scheme..).and_then(|rest| rest.find('/'));
    host_end.and_then(|end| url.get(..after_scheme + end)).unwrap_or(url)
}

#[cfg(test)]
mod tests {
    use super::super::testing::Toy;
    use super::*;
    use actix_web::test::TestRequest;
    use actix_web::web::Data;

    #[test]
    fn a_token_holds_for_its_session_only() {
        let keys = Keys::new([7; 32], String::new().into());
        let token = form_token(&keys, "s1");
        assert!(check_form_token(&keys, "s1", &token).is_ok());
        for (session, sent) in [("s2", token.as_str()), ("s1", ""), ("s1", "zz"), ("s1", token.split_at(32).0)] {
            assert_eq!(check_form_token(&keys, session, sent).unwrap_err().code, CSRF);
        }
    }

    #[test]
    fn only_our_own_pages_may_send_forms() {
        let toy = Toy::new();
        for (name, value, ours) in [
            ("Sec-Fetch-Site", "same-origin", true),
            ("Sec-Fetch-Site", "none", true),
            ("Sec-Fetch-Site", "same-site", false),
            ("Sec-Fetch-Site", "cross-site", false),
            ("Origin", "http://127.0.0.1:8080", true),
            ("Origin", "http://127.0.0.1:8080.evil.example", false),
            ("Origin", "null", false),
            ("X-Nothing", "", false),
        ] {
            let request = TestRequest::post().app_data(Data::new(toy.app.clone())).insert_header((name, value));
            assert_eq!(check_source(&request.to_http_request()).is_ok(), ours, "{name}: {value}");
        }
    }
}
