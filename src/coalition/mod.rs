//! The coalition: physicians apply, are scored blind, voted on, and watched for as long as they are coalition members.
//!
//! `scoring.rs` is membership-v1, pure; `applications/` the way in, `members/` what comes after: each a case with its
//! table. `recusal.rs` says who may not judge whom. What happens elsewhere and concerns a member comes in through [`concerns`].

pub mod applications;
pub mod http;
pub mod letters;
pub mod members;
pub mod pages;
pub mod recusal;
pub mod rules;
pub mod scoring;

pub use applications::Application;
pub use letters::previews;
pub use members::{Membership, concerns};
pub use rules::CODES;
