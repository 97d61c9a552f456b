//! The one place where answers are put into the reader's language.

use super::reader::language;
use crate::text::lang::Lang;
use actix_web::HttpRequest;

const MINUTE: u32 = 60;
const HOUR: u32 = 60 * MINUTE;

/// When another try makes sense, in the unit that fits.
pub fn try_again(lang: Lang, seconds: u32) -> String {
    let (unit, count) = match seconds {
        121..=7_200 => ("minutes", seconds.div_ceil(MINUTE)),
        7_201.. => ("hours", seconds.div_ceil(HOUR)),
        _ => ("seconds", seconds),
    };
    lang.t_with(&format!("problem-retry-after-{unit}"), &[("count", count.into())])
}

/// The sentence under `key` in the language that the request asks for.
pub fn say(request: &HttpRequest, key: &str) -> String {
    language(request).t(key)
}
