//! Mail at the door: letters to look at while developing (`/dev/mail`, 404 in production), and the signed webhook by which
//! a mail service hands in what came for the site (`/hooks/mail`).

mod api;
pub mod http;
mod pages;
mod signature;

use crate::error::Code;
pub use http::hook;
pub use signature::{SIGNATURE_EXPIRED, SIGNATURE_INVALID};

/// Every code that only the signed door answers with.
pub const CODES: &[Code] = &[SIGNATURE_INVALID, SIGNATURE_EXPIRED];
