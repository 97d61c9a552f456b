//! HTTP: how requests come in and answers go out, the same for every domain.
//!
//! Coming in: [`Valid`] (JSON body), [`ValidForm`] (page form), [`Upload`] (one file), [`Query`] and [`Listing`]
//! (parameters), [`IfMatch`] and [`MustMatch`] (versions). Going out: [`Shown`], [`Plain`], [`Listed`], [`Created`],
//! [`NoContent`], [`Download`], and [`Failure`] for everything that went wrong, which becomes an RFC 9457
//! problem under `/api/` and a page elsewhere. [`write_once`] makes a POST safe to repeat.

mod accept;
mod address;
mod answer;
pub mod assets;
mod check;
mod csrf;
mod csv;
mod cursor;
mod door;
mod download;
mod form;
pub mod form_errors;
mod gather;
mod given;
mod headers;
mod limits;
mod matching;
mod methods;
mod once;
pub mod openapi;
pub mod page;
mod page_addresses;
mod paging;
pub mod parts;
mod problem;
pub mod problem_pages;
mod query;
mod reader;
mod request_id;
mod routes;
pub mod styles;
mod summary;
pub mod token;
mod tree;
mod upload;
mod valid;
mod words;

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod upload_tests;

pub use accept::Served;
pub use address::address_of;
pub use answer::{Created, Listed, NoContent, Plain, Shown, Versioned};
pub use check::{Check, Nothing, Wrong, check_on_site, given};
pub use csrf::{check_form_token, check_source, form_token};
pub use cursor::{At, PageParams, Window};
pub use door::{app_of, read_at_most};
pub use download::{Csv, Download, kept_as_json};
pub use form::ValidForm;
pub use given::{Pace, given_at, given_out};
pub use headers::dress;
pub use limits::{AccountOf, LinkOf, RateLimits, hold};
pub use matching::{IfMatch, MustMatch};
pub use methods::Methods;
pub use once::{Answered, BLANK, Once, Stored, forget_old_answers, upload_once, write_once};
pub use paging::Neighbours;
pub use problem::{
    Failure, ForbiddenFor, Problem, ProblemField, ProblemPage, is_for_programs, nothing_here, settle, wants_json,
};
pub use query::{Listing, Query};
pub use reader::{LANGUAGE_COOKIE, chosen_language, guest_page, language, rendered};
pub use request_id::RequestId;
pub use routes::{Later, Routes, document_of, later};
pub use tree::chosen;
pub use upload::Upload;
pub use valid::Valid;
