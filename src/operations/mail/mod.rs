//! Letters to look at while developing: `/dev/mail`, 404 in production.

mod api;
pub mod http;
mod pages;
