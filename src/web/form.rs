//! Page forms, parsed at the door; what was typed is kept so that the page can show it again.

use super::check::{Check, check_all};
use super::door::{app_of, is_of_type, read_body};
use super::gather::{self, Source};
use super::problem::Failure;
use super::tree::Node;
use crate::app::Site;
use crate::error::{FieldError, MALFORMED, Refusal, TOO_LONG, UNSUPPORTED_MEDIA_TYPE, WRONG_TYPE};
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage as _, HttpRequest};
use serde::de::DeserializeOwned;
use std::pin::Pin;
use std::sync::Arc;

/// The field that carries a session's form token.
pub(super) const CSRF_FIELD: &str = "_csrf";
/// The field that says when a form was given out.
const GIVEN_FIELD: &str = "_given";

/// A submitted form. Browsers and people make mistakes together, so wrong fields are not an error yet:
/// the handler shows the page again with [`value`](Self::value)'s refusal and [`raw`](Self::raw).
#[derive(Debug)]
pub struct ValidForm<T> {
    pub value: Result<T, Refusal>,
    /// What was typed, in the order in which it was sent, without what the form carries itself.
    pub raw: Vec<(String, String)>,
    /// The form token; the caller's own extractor compares it with the session.
    pub csrf: String,
    /// When the form was given out, for [`given_at`](super::given_at); empty where it does not say.
    pub given: String,
}

/// An extension of a request: the fields of its form as they were typed, for the page that shows them again.
#[derive(Debug, Clone, Default)]
pub(super) struct Sent(pub Arc<[(String, String)]>);

impl<T> ValidForm<T> {
    /// What was typed into a field; empty when it was not sent.
    pub fn typed(&self, name: &str) -> &str {
        self.raw.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }
}

impl<T: DeserializeOwned + Check + 'static> FromRequest for ValidForm<T> {
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Failure>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, payload) = (request.clone(), payload.take());
        Box::pin(async move {
            let body = read_body(&request, payload).await?;
            if !body.is_empty() && !is_of_type(&request, "application/x-www-form-urlencoded") {
                return Err(UNSUPPORTED_MEDIA_TYPE.into());
            }
            let pairs: Vec<(String, String)> =
                serde_urlencoded::from_bytes(&body).map_err(|_| Failure::from(MALFORMED))?;
            let (csrf, pairs) = taken_out(pairs, CSRF_FIELD);
            let (given, raw) = taken_out(pairs, GIVEN_FIELD);
            request.extensions_mut().insert(Sent(raw.clone().into()));
            Ok(Self { value: read(&raw, app_of(&request)?.site()), raw, csrf, given })
        })
    }
}

/// The first value of a field, and what else was sent.
fn taken_out(pairs: Vec<(String, String)>, field: &str) -> (String, Vec<(String, String)>) {
    let (own, rest): (Vec<_>, Vec<_>) = pairs.into_iter().partition(|(name, _)| name == field);
    (own.into_iter().next().map(|(_, value)| value).unwrap_or_default(), rest)
}

fn read<T: DeserializeOwned + Check>(raw: &[(String, String)], site: &Site) -> Result<T, Refusal> {
    refuse_nul(raw, "/")?;
    refuse_long(raw, site.config.limits.field_bytes)?;
    gather::read(Node::of_pairs(raw), Source::Form, |value: &T, wrong| check_all(value, site, wrong))
}

/// No field is longer than any may be, as in JSON.
fn refuse_long(raw: &[(String, String)], field_bytes: usize) -> Result<(), Refusal> {
    let long = raw.iter().filter(|(name, value)| name.len().max(value.len()) > field_bytes);
    let pointer = |name: &str| format!("/{}", name.chars().take(100).collect::<String>().replace('.', "/"));
    let fields: Vec<_> =
        long.map(|(name, _)| FieldError { pointer: pointer(name), code: TOO_LONG, span: None }).collect();
    if fields.is_empty() { Ok(()) } else { Err(Refusal::fields(fields)) }
}

/// PostgreSQL stores no NUL in texts, so neither engine gets one.
pub(super) fn refuse_nul(raw: &[(String, String)], before: &str) -> Result<(), Refusal> {
    let broken = raw.iter().filter(|(name, value)| name.contains('\0') || value.contains('\0'));
    let pointer = |name: &str| format!("{before}{}", name.replace('.', "/").replace('\0', ""));
    let fields: Vec<_> =
        broken.map(|(name, _)| FieldError { pointer: pointer(name), code: WRONG_TYPE, span: None }).collect();
    if fields.is_empty() { Ok(()) } else { Err(Refusal::fields(fields)) }
}
