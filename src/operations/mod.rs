//! Operations: what those who run a site look at and do.
//!
//! Is it well ([`Readiness`], [`figures`]), what do its errors mean ([`catalogue`]), what does the API offer
//! ([`Reference`]), and, in development, what time is it ([`clock`]) and which letters left ([`mail`]).

pub mod bench_data;
mod catalogue;
pub mod clock;
pub mod demo;
pub mod figures;
pub mod http;
pub mod mail;
pub mod pages;
mod readiness;
mod reference;
mod span;
pub mod vectors;
mod workflows;

pub use catalogue::catalogue;
pub use readiness::{Part, Readiness, State};
pub use reference::Reference;
pub use span::Span;
pub use workflows::workflows;
