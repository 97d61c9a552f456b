//! Evidence files: recognised by content, sealed under a key of their case, kept in a folder.
//!
//! The way of a file: [`NewFile::check`] says what it is and tidies its name; [`case_key`] gives the case's key
//! (its transaction commits first); [`Store::seal_and_store`] writes the sealed content to disk; the transaction that
//! refers to it comes last. A file whose transaction never came is deleted by [`Store::sweep`] a day later.
//! [`destroy_case_key`] makes every file of a case unreadable at once, in backups taken later too.

mod keys;
mod media_type;
mod names;
mod new_file;
mod pdf;
pub mod rules;
mod store;
mod sweep;

#[cfg(test)]
mod tests;

pub use keys::{CaseKey, case_key, destroy_case_key, existing_case_key};
pub use media_type::MediaType;
pub use new_file::NewFile;
pub use store::{Store, StoredFile};
pub use sweep::Referrer;
