//! The id every request gets from us: in its log lines, its problems and `X-Request-Id`.

use crate::ids;
use actix_web::{HttpMessage as _, HttpRequest};

/// Bytes of randomness in a request id.
const BYTES: usize = 8;

/// A request's id: 16 hexadecimal digits, made by us; what a client sends is not taken over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestId(String);

impl RequestId {
    pub fn mint() -> Self {
        Self(ids::random_hex(BYTES))
    }

    /// The id of `request`; a new one when it came past no middleware that gave it one.
    pub fn of(request: &HttpRequest) -> Self {
        let known = request.extensions().get::<Self>().cloned();
        known.unwrap_or_else(|| {
            let new = Self::mint();
            request.extensions_mut().insert(new.clone());
            new
        })
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}
