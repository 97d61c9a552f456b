//! Query parameters, strictly: an unknown or wrong one is refused, not ignored.

use super::check::Check;
use super::cursor::{Asked, Window};
use super::door::app_of;
use super::form::refuse_nul;
use super::gather::{self, Source};
use super::problem::{Failure, is_for_programs};
use super::tree::Node;
use crate::error::{MALFORMED, Refusal, TOO_LARGE};
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::future::{Ready, ready};
use std::ops::Deref;

/// The parameters of a request that is not a list.
#[derive(Debug)]
pub struct Query<T>(pub T);

impl<T> Deref for Query<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: DeserializeOwned + Check + 'static> FromRequest for Query<T> {
    type Error = Failure;
    type Future = Ready<Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(pairs_of(request).and_then(|pairs| Ok(Self(read(&pairs)?))))
    }
}

/// The parameters of a list: its own filters, and which page (`?cursor`, `?limit`).
#[derive(Debug)]
pub struct Listing<T> {
    pub filter: T,
    asked: Asked,
}

impl<T> Listing<T> {
    /// The page that was asked for, of the list called `list`; `K` is the key its order goes by, id last.
    ///
    /// # Errors
    /// 422 `bad_cursor` when the cursor is not one of this list's.
    pub fn window<K: Serialize + DeserializeOwned>(&self, list: &'static str) -> Result<Window<K>, Refusal> {
        self.asked.window(list)
    }
}

impl<T: DeserializeOwned + Check + 'static> FromRequest for Listing<T> {
    type Error = Failure;
    type Future = Ready<Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(listing(request))
    }
}

fn listing<T: DeserializeOwned + Check>(request: &HttpRequest) -> Result<Listing<T>, Failure> {
    let app = app_of(request)?;
    let (paging, own): (Vec<_>, Vec<_>) =
        pairs_of(request)?.into_iter().partition(|(name, _)| matches!(name.as_str(), "cursor" | "limit"));
    let asked = Asked::of(&paging, &app.config().limits, &app.site().keys)?;
    Ok(Listing { filter: read(&own)?, asked })
}

fn pairs_of(request: &HttpRequest) -> Result<Vec<(String, String)>, Failure> {
    if request.query_string().len() > app_of(request)?.config().limits.query_bytes {
        return Err(TOO_LARGE.into());
    }
    let mut pairs: Vec<(String, String)> =
        serde_urlencoded::from_str(request.query_string()).map_err(|_| Failure::from(MALFORMED))?;
    if !is_for_programs(request) {
        // Every page can be asked for in a language; `reader` has read it already.
        pairs.retain(|(name, _)| name != "lang");
    }
    Ok(pairs)
}

fn read<T: DeserializeOwned + Check>(pairs: &[(String, String)]) -> Result<T, Refusal> {
    refuse_nul(pairs, "?")?;
    gather::read(Node::of_pairs(pairs), Source::Query, |value: &T, wrong| value.check(wrong))
}
