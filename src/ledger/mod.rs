//! The transparency ledger's leaves: one for each accountable change, in the transaction of that change.
//!
//! A leaf is canonical JSON (RFC 8785) without free text or identity. It commits to the content by
//! `HMAC-SHA-256(salt, canonical content)`; the salt belongs to the author and is stored sealed. Sequencing,
//! checkpoints and proofs build on these rows.

mod leaf;
mod places;
mod store;

pub use leaf::{Entry, Leaf, Receipt, commitment, hash_of, new_word_salt, word_commitment};
pub use places::{Place, places};
pub use store::{LeafRow, append, chain, leaves, new_subject_ref, opens_to, receipt_of};
