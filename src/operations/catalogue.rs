//! Every error code of the site, for `/problems`.

use crate::error::{COMMON_CODES, Code};
use crate::{accounts, coalition, complaints, directory, drafts, files, forum, inspections, moderation, reviews};

/// The codes of each domain, and of the platform where it has its own; one line for each.
const PARTS: &[&[Code]] = &[
    files::rules::CODES,
    accounts::rules::CODES,
    directory::CODES,
    drafts::CODES,
    forum::rules::CODES,
    reviews::CODES,
    inspections::CODES,
    complaints::rules::CODES,
    coalition::CODES,
    moderation::CODES,
    super::mail::CODES,
];

/// Every code once: the common ones first, then those of the parts in their order.
pub fn catalogue() -> Vec<Code> {
    let mut all: Vec<Code> = Vec::new();
    for code in COMMON_CODES.iter().chain(PARTS.iter().copied().flatten()) {
        if !all.iter().any(|known| known.name == code.name) {
            all.push(*code);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::lang::Lang;

    #[test]
    fn every_code_is_said_in_every_language() {
        for code in catalogue() {
            let key = format!("error-{}", code.name.replace('_', "-"));
            for lang in Lang::ALL {
                assert_ne!(lang.t(&key), key, "{lang} has no sentence for {}", code.name);
                assert_ne!(lang.t(&format!("{key}-title")), format!("{key}-title"), "{lang}: no title: {}", code.name);
            }
        }
    }

    #[test]
    fn a_name_has_one_status() {
        let all = catalogue();
        for code in PARTS.iter().copied().flatten() {
            assert!(all.contains(code), "{} has two statuses", code.name);
        }
    }
}
