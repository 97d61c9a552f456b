//! One function per human intent, each in one transaction.

mod claims;
mod clinics;
mod import;
mod physicians;
mod ties;

pub use claims::{claim, decide_claim};
pub use clinics::{ClinicMerged, confirm_clinic, edit_clinic, propose_clinic};
pub use import::{Imported, take_in};
pub use physicians::{EntryConfirmed, PhysicianMerged, confirm_physician, edit_physician, propose_physician};
pub use ties::{declare_tie, end_dispute, forget_proof, forget_ties, note_proof, note_tie, withdraw_tie};
