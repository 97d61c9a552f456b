//! The words of grounds, kinds and actions, for letters and pages.

use crate::specialty::Pack;
use crate::text::lang::Lang;

/// What people read for a ground: a reason of the flags, or a removal ground of the reviews.
pub fn ground(pack: &Pack, code: &str, lang: Lang) -> String {
    let mut terms = pack.flags.reasons.iter().chain(&pack.reviews.removal_grounds);
    let found = terms.find(|term| term.code == code);
    found.map_or_else(|| code.to_owned(), |term| term.words.get(lang.as_str()).to_owned())
}
