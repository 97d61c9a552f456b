//! Which new accounts somebody should look at: what their name holds, and how fast they came. Pure; nothing is taken
//! from anybody by it.

use super::masking;

/// How host names end that people advertise: the usual ones, and those of where patients and clinics are.
const ENDINGS: &[&str] = &[
    "app", "at", "biz", "br", "ch", "cl", "clinic", "co", "com", "de", "es", "eu", "fr", "gr", "hair", "health", "hu",
    "in", "info", "io", "it", "link", "me", "mx", "net", "nl", "online", "org", "pk", "pl", "pt", "ru", "shop", "site",
    "store", "surgery", "th", "top", "tr", "uk", "us", "xyz",
];
/// Fewest letters before the ending: initials are none.
const LEAST_HOST: usize = 3;

/// Whether somebody should look at a new account.
pub fn looks_like_spam(display_name: &str, in_haste: bool) -> bool {
    in_haste || holds_link(display_name) || !masking::found_in(display_name).is_empty()
}

fn holds_link(name: &str) -> bool {
    name.split_whitespace().any(|word| is_host(&word.trim_matches(['.', '-', '_', '\'', '’']).to_lowercase()))
}

fn is_host(word: &str) -> bool {
    let Some((before, ending)) = word.rsplit_once('.') else { return false };
    let host = before.rsplit('.').next().unwrap_or_default();
    word.starts_with("www.") || (ENDINGS.contains(&ending) && host.chars().count() >= LEAST_HOST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_advertise_are_looked_at_and_others_are_not() {
        for (name, expected) in [
            ("teal_bicycle", false),
            ("Zoë Müller", false),
            ("Dr. Smith", false),
            ("dr.smith", false),
            ("J.R. Wren", false),
            ("a.de", false),
            ("wren 1985", false),
            ("user20260314", false),
            ("Grafts from 2.450", false),
            ("grafts.example.com", true),
            ("Visit GRAFTS.EXAMPLE.ORG now", true),
            ("www.grafts.example", true),
            ("ana at mail.example.net", true),
            ("ana@mail.example", true),
            ("call 0532 111 22 33", true),
            ("grafts-905321112233", true),
        ] {
            assert_eq!(looks_like_spam(name, false), expected, "{name}");
            assert!(looks_like_spam(name, true), "{name}");
        }
    }
}
