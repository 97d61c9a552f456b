//! Refusals and errors, and the stable codes they carry.
//!
//! A [`Code`] is a promise to clients: its name never changes, its status never changes, and every
//! language has a title (`error-<name>-title`) and a sentence (`error-<name>`) for it, with `_` written `-`.
//! Rules answer with a [`Refusal`]; everything else fails with an [`AppError`].

use std::error::Error;
use std::fmt;

/// A stable error code: its wire name and the HTTP status that goes with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Code {
    /// snake_case, stable for ever.
    pub name: &'static str,
    /// HTTP status, 400–599.
    pub status: u16,
}

impl Code {
    pub const fn new(name: &'static str, status: u16) -> Self {
        Self { name, status }
    }

    /// The act does not fit the present state: 409.
    pub const fn conflict(name: &'static str) -> Self {
        Self::new(name, 409)
    }

    /// Known, but not allowed: 403.
    pub const fn forbidden(name: &'static str) -> Self {
        Self::new(name, 403)
    }

    /// A field is wrong: 422.
    pub const fn invalid(name: &'static str) -> Self {
        Self::new(name, 422)
    }
}

macro_rules! codes {
    ($($(#[$doc:meta])* $constant:ident = $name:literal, $status:literal;)*) => {
        $($(#[$doc])* pub const $constant: Code = Code::new($name, $status);)*
        /// The codes every part of the system may answer with. Each domain adds its own `rules::CODES`.
        pub const COMMON_CODES: &[Code] = &[$($constant),*];
    };
}

codes! {
    /// The request is not well-formed: broken JSON, broken UTF-8, a malformed header.
    MALFORMED = "malformed", 400;
    /// JSON nested deeper than `limits.json_depth`.
    TOO_DEEP = "too_deep", 400;
    /// No credentials, or credentials that do not hold.
    UNAUTHENTICATED = "unauthenticated", 401;
    /// The access token is past its ten minutes.
    TOKEN_EXPIRED = "token_expired", 401;
    /// The access token's signature or form is wrong.
    TOKEN_INVALID = "token_invalid", 401;
    /// The caller may know this exists, but may not do this.
    FORBIDDEN = "forbidden", 403;
    /// Whoever had a part in it, or is tied to a side, cannot also do this.
    CONFLICT_OF_INTEREST = "conflict_of_interest", 403;
    /// A page form came from another site or without its token.
    CSRF = "csrf", 403;
    /// Nothing here, or nothing this caller may know of.
    NOT_FOUND = "not_found", 404;
    METHOD_NOT_ALLOWED = "method_not_allowed", 405;
    NOT_ACCEPTABLE = "not_acceptable", 406;
    /// The request took longer to arrive than the server waits.
    REQUEST_TIMEOUT = "request_timeout", 408;
    /// The act is not in the table for this state.
    ILLEGAL_TRANSITION = "illegal_transition", 409;
    /// `If-Match` names a version that is no longer the current one.
    STALE = "stale", 412;
    /// The body is larger than `limits.body_bytes`, or the headers than `limits.header_bytes`.
    TOO_LARGE = "too_large", 413;
    UNSUPPORTED_MEDIA_TYPE = "unsupported_media_type", 415;
    /// One or more fields are wrong; `errors` names each.
    INVALID = "invalid", 422;
    /// Field: not a field of this request.
    UNKNOWN_FIELD = "unknown_field", 422;
    /// Field: required and absent.
    REQUIRED = "required", 422;
    /// Field: of the wrong JSON type or form.
    WRONG_TYPE = "wrong_type", 422;
    /// Field: shorter than allowed.
    TOO_SHORT = "too_short", 422;
    /// Field: longer than allowed.
    TOO_LONG = "too_long", 422;
    /// Field: outside its range.
    OUT_OF_RANGE = "out_of_range", 422;
    /// Field: not one of the values allowed here.
    NOT_ALLOWED_HERE = "not_allowed_here", 422;
    /// Field: names something that does not exist.
    NO_SUCH = "no_such", 422;
    /// `cursor` was not made by this site or does not belong to this list.
    BAD_CURSOR = "bad_cursor", 422;
    /// The same `Idempotency-Key` came with another body.
    KEY_REUSED = "key_reused", 422;
    /// `If-Match` is required here.
    PRECONDITION_REQUIRED = "precondition_required", 428;
    /// Too often; `Retry-After` says when.
    TOO_MANY_REQUESTS = "too_many_requests", 429;
    /// Something broke on our side; the `request_id` leads to it in the log.
    INTERNAL = "internal", 500;
    /// A deadline of the case could not be carried out; nothing can be done in it before an operator has looked.
    CASE_STANDS_STILL = "case_stands_still", 503;
    /// Overloaded, shutting down, or without its database; `Retry-After` says when.
    UNAVAILABLE = "unavailable", 503;
}

/// What is wrong with one field of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// RFC 6901 JSON pointer into the body (`/consents/terms`), or `?name` for a query parameter.
    pub pointer: String,
    pub code: Code,
    /// For text: first and one past the last character concerned, counted in characters.
    pub span: Option<(usize, usize)>,
}

/// A rule said no. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    pub code: Code,
    pub fields: Vec<FieldError>,
    /// Seconds after which another try makes sense (429, 503).
    pub retry_after: Option<u32>,
}

impl Refusal {
    pub fn new(code: Code) -> Self {
        Self { code, fields: Vec::new(), retry_after: None }
    }

    /// Too often; come back in `seconds`.
    pub fn later(code: Code, seconds: u32) -> Self {
        Self { code, fields: Vec::new(), retry_after: Some(seconds) }
    }

    /// 422 with one wrong field.
    pub fn field(pointer: impl Into<String>, code: Code) -> Self {
        Self::fields(vec![FieldError { pointer: pointer.into(), code, span: None }])
    }

    /// 422 with several wrong fields.
    pub fn fields(fields: Vec<FieldError>) -> Self {
        Self { code: INVALID, fields, retry_after: None }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.code.name)
    }
}

impl Error for Refusal {}

/// Why a request or a job did not succeed.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// A rule said no; the caller is told which.
    #[error("refused: {0}")]
    Refused(#[from] Refusal),
    /// Two transactions got in each other's way; running again will settle it.
    #[error("the transaction must run again")]
    RunAgain,
    /// The database or another part we need is away or overloaded.
    #[error("unavailable: {0}")]
    Unavailable(String),
    /// Something that should not happen. Logged with its cause, never shown.
    #[error("internal: {0}")]
    Internal(#[source] Box<dyn Error + Send + Sync>),
}

impl AppError {
    pub fn internal(cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Internal(cause.into())
    }

    /// 404: it does not exist, or the caller may not know that it does.
    pub fn not_found() -> Self {
        Refusal::new(NOT_FOUND).into()
    }

    /// What was looked up, or nothing where there is none: every other error ends the transaction at once, so that a
    /// collision runs again instead of being taken for an absence.
    ///
    /// # Errors
    /// All but `not_found`.
    pub fn or_none<T>(looked_up: Result<T, Self>) -> Result<Option<T>, Self> {
        match looked_up {
            Ok(found) => Ok(Some(found)),
            Err(error) if error.code() == NOT_FOUND => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The code that the caller is told.
    pub fn code(&self) -> Code {
        match self {
            Self::Refused(refusal) => refusal.code,
            Self::RunAgain | Self::Unavailable(_) => UNAVAILABLE,
            Self::Internal(_) => INTERNAL,
        }
    }
}

impl From<Code> for AppError {
    fn from(code: Code) -> Self {
        Refusal::new(code).into()
    }
}
