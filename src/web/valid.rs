//! JSON bodies, parsed at the door.

use super::check::{Check, check_all};
use super::door::{app_of, is_of_type, read_body};
use super::gather::{self, Source};
use super::once::Once;
use super::problem::Failure;
use super::tree::Node;
use crate::app::Site;
use crate::error::{FieldError, MALFORMED, Refusal, TOO_DEEP, TOO_LONG, UNSUPPORTED_MEDIA_TYPE, WRONG_TYPE};
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::ops::Deref;
use std::pin::Pin;

/// A JSON body that was read and checked, and what makes its request safe to repeat.
#[derive(Debug)]
pub struct Valid<T> {
    value: T,
    pub once: Once,
}

impl<T> Valid<T> {
    pub fn into_inner(self) -> T {
        self.value
    }

    /// The body and the request's identity, for [`write_once`](super::write_once).
    pub fn into_parts(self) -> (T, Once) {
        (self.value, self.once)
    }
}

impl<T> Deref for Valid<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: DeserializeOwned + Check + 'static> FromRequest for Valid<T> {
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Failure>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, payload) = (request.clone(), payload.take());
        Box::pin(async move {
            let body = read_body(&request, payload).await?;
            let once = Once::of(&request, &body)?;
            let site = app_of(&request)?.site();
            if body.is_empty() && T::MAY_BE_EMPTY {
                return Ok(Self { value: parse(b"{}", (1, 1), site)?, once });
            }
            if !is_of_type(&request, "application/json") {
                return Err(UNSUPPORTED_MEDIA_TYPE.into());
            }
            let limits = &site.config.limits;
            let value: T = parse(&body, (limits.json_depth, limits.field_bytes), site)?;
            Ok(Self { value, once })
        })
    }
}

/// From bytes to a checked value.
fn parse<T: DeserializeOwned + Check>(
    body: &[u8],
    (depth, field_bytes): (usize, usize),
    site: &Site,
) -> Result<T, Refusal> {
    let text = std::str::from_utf8(body).map_err(|_| Refusal::new(MALFORMED))?;
    if nesting(text) > depth {
        return Err(Refusal::new(TOO_DEEP));
    }
    let whole: Value = serde_json::from_str(text).map_err(|_| Refusal::new(MALFORMED))?;
    refuse_texts(&whole, field_bytes)?;
    gather::read(Node::of_json(whole), Source::Json, |value: &T, wrong| check_all(value, site, wrong))
}

/// How deeply objects and arrays lie in one another.
fn nesting(text: &str) -> usize {
    let (mut depth, mut deepest, mut in_text, mut escaped) = (0_usize, 0_usize, false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            b'{' | b'[' if !in_text => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b'}' | b']' if !in_text => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

/// Names texts longer than any field may be, and those with a NUL: PostgreSQL stores none, so neither engine gets one.
fn refuse_texts(whole: &Value, field_bytes: usize) -> Result<(), Refusal> {
    let mut found = Vec::new();
    find_wrong_texts(whole, String::new(), field_bytes, &mut found);
    if found.is_empty() { Ok(()) } else { Err(Refusal::fields(found)) }
}

fn find_wrong_texts(value: &Value, pointer: String, field_bytes: usize, found: &mut Vec<FieldError>) {
    match value {
        Value::String(text) if text.len() > field_bytes => {
            found.push(FieldError { pointer, code: TOO_LONG, span: None });
        }
        Value::String(text) if text.contains('\0') => found.push(FieldError { pointer, code: WRONG_TYPE, span: None }),
        Value::Array(items) => {
            for (place, item) in items.iter().enumerate() {
                find_wrong_texts(item, format!("{pointer}/{place}"), field_bytes, found);
            }
        }
        Value::Object(fields) => {
            for (name, item) in fields {
                let name = name.replace('~', "~0").replace('/', "~1");
                find_wrong_texts(item, format!("{pointer}/{name}"), field_bytes, found);
            }
        }
        _ => {}
    }
}
