//! Versions in headers: entity tags, and `If-Match` on writes.

use super::problem::Failure;
use crate::error::{MALFORMED, PRECONDITION_REQUIRED, Refusal, STALE};
use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest};
use sha2::{Digest as _, Sha256};
use std::future::{Ready, ready};

/// Hexadecimal digits of the body's digest in a tag.
const DIGEST_LENGTH: usize = 16;

/// `"<version>.<digest>"`: the version decides about writes, the digest about what a reader has already.
pub(super) fn entity_tag(version: i64, body: &[u8]) -> String {
    let mut digest = hex::encode(Sha256::digest(body));
    digest.truncate(DIGEST_LENGTH);
    format!("\"{version}.{digest}\"")
}

/// `If-Match`, where it may be left out: compared when sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IfMatch(Wish);

/// `If-Match`, where it is required: 428 without it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MustMatch(Wish);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Wish {
    Any,
    OneOf(Vec<i64>),
}

impl IfMatch {
    /// Whether every version will do, so that nobody need look which one it is.
    pub fn takes_any(&self) -> bool {
        self.0 == Wish::Any
    }

    /// # Errors
    /// 412 `stale` when the sender's version is not the current one.
    pub fn check(&self, version: i64) -> Result<(), Refusal> {
        self.0.check(version)
    }
}

impl MustMatch {
    /// # Errors
    /// 412 `stale` when the sender's version is not the current one.
    pub fn check(&self, version: i64) -> Result<(), Refusal> {
        self.0.check(version)
    }
}

impl From<MustMatch> for IfMatch {
    fn from(required: MustMatch) -> Self {
        Self(required.0)
    }
}

impl Wish {
    fn check(&self, version: i64) -> Result<(), Refusal> {
        match self {
            Self::Any => Ok(()),
            Self::OneOf(versions) if versions.contains(&version) => Ok(()),
            Self::OneOf(_) => Err(Refusal::new(STALE)),
        }
    }

    /// What the request says; nothing when it does not say.
    fn of(request: &HttpRequest) -> Result<Option<Self>, Refusal> {
        let mut values = request.headers().get_all(header::IF_MATCH).peekable();
        if values.peek().is_none() {
            return Ok(None);
        }
        let mut versions = Vec::new();
        for value in values {
            let text = value.to_str().map_err(|_| Refusal::new(MALFORMED))?;
            for tag in text.split(',').map(str::trim).filter(|tag| !tag.is_empty()) {
                if tag == "*" {
                    return Ok(Some(Self::Any));
                }
                versions.extend(version_of(tag)?);
            }
        }
        Ok(Some(Self::OneOf(versions)))
    }
}

/// The version in a tag; nothing when the tag is well-formed but not ours, which then matches nothing.
///
/// Weak tags count too: proxies that compress weaken every tag they pass on, and the version is exact either way.
fn version_of(tag: &str) -> Result<Option<i64>, Refusal> {
    let strong = tag.strip_prefix("W/").unwrap_or(tag);
    let inner = strong.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).filter(|text| !text.contains('"'));
    let inner = inner.ok_or_else(|| Refusal::new(MALFORMED))?;
    Ok(inner.split('.').next().and_then(|version| version.parse().ok()))
}

impl FromRequest for IfMatch {
    type Error = Failure;
    type Future = Ready<Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Wish::of(request).map(|wish| Self(wish.unwrap_or(Wish::Any))).map_err(Failure::from))
    }
}

impl FromRequest for MustMatch {
    type Error = Failure;
    type Future = Ready<Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let wish = Wish::of(request).and_then(|wish| wish.ok_or_else(|| Refusal::new(PRECONDITION_REQUIRED)));
        ready(wish.map(Self).map_err(Failure::from))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    fn wish(value: &str) -> Result<Option<Wish>, Refusal> {
        Wish::of(&TestRequest::default().insert_header((header::IF_MATCH, value)).to_http_request())
    }

    #[test]
    fn the_version_in_the_tag_decides() {
        let tag = entity_tag(3, b"{}");
        let sent = wish(&tag).unwrap().unwrap();
        assert_eq!(sent.check(3), Ok(()));
        assert_eq!(sent.check(4).unwrap_err().code, STALE);
    }

    #[test]
    fn stars_lists_weak_and_foreign_tags_are_understood() {
        assert_eq!(wish("*"), Ok(Some(Wish::Any)));
        assert_eq!(wish("\"1.aa\", W/\"2.bb\",\"other\""), Ok(Some(Wish::OneOf(vec![1, 2]))));
        assert_eq!(wish("1.aa").unwrap_err().code, MALFORMED);
        assert_eq!(Wish::of(&TestRequest::default().to_http_request()), Ok(None));
    }
}
