//! What is lately on record, beside what is lately talked about: handed in by the domains to the right.

use crate::app::Reader;
use crate::error::AppError;
use crate::text::lang::Lang;

/// Something accountable that everybody may see.
#[derive(Debug, Clone)]
pub struct Recorded {
    pub href: String,
    pub title: String,
    /// What it is: "Complaint".
    pub kind: String,
    /// The shape beside the kind, a class of `tag`.
    pub shape: &'static str,
    /// Whom it is about, and what became of it.
    pub notes: Vec<String>,
}

/// The newest entries of one domain, at most so many.
pub type Recorder = fn(&mut Reader<'_>, Lang, i64) -> Result<Vec<Recorded>, AppError>;

/// Who tells what is on record, in the order of the page: registered as `app_data` by assembly.
#[derive(Clone, Copy)]
pub struct OnRecord(pub &'static [Recorder]);
