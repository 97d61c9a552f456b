//! Text as people write it and as pages show it.
//!
//! What comes in is made tidy ([`plain::tidy`]), read as Markdown ([`markdown::render`]) and cleaned against an
//! allow-list ([`clean::clean`]). Only the last step can make a [`CleanHtml`], so whatever has that type may go
//! into a page as it is.

pub mod clean;
pub mod lang;
pub mod markdown;
pub mod masks;
pub mod plain;
pub mod slug;

pub use clean::CleanHtml;
