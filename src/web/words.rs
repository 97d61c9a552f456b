//! The one place where answers are put into the reader's language.

use super::reader::language;
use actix_web::HttpRequest;

/// The sentence under `key` in the language that the request asks for.
pub fn say(request: &HttpRequest, key: &str) -> String {
    language(request).t(key)
}
