//! Every setting does something: a field that nothing reads would be a promise nobody keeps.

use crate::architecture::source::{Source, rust};

/// Fields whose use is in the configuration itself, with the reason.
const SETTLED_THERE: &[(&str, &str)] = &[
    ("ledger.origin", "checked when the site starts and fixed for its life; checkpoints will carry it"),
    ("server.allow_public_bind_in_development", "a rule about another key"),
    ("database.url_file", "becomes database.url"),
    ("mail.smtp_url_file", "becomes mail.smtp_url"),
    ("mail.inbound_webhook_secret_file", "becomes mail.inbound_webhook_secret"),
    ("log.format", "read by the command line"),
];

/// The keys of `config/default.toml`, as `section.key`.
fn keys() -> Vec<(String, String)> {
    let text = include_str!("../../config/default.toml");
    let mut section = String::new();
    let mut found = Vec::new();
    for line in text.lines() {
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            section = name.to_owned();
        } else if let (Some((key, _)), false) = (line.split_once(" = "), line.starts_with('#')) {
            found.push((section.clone(), key.to_owned()));
        }
    }
    found
}

/// Whether code outside the configuration reads this field of this section: `limits.body_bytes`, or `.body_bytes`
/// in a file that speaks of the section.
fn is_read(sources: &[Source], section: &str, key: &str) -> bool {
    let (whole, field) = (format!("{section}.{key}"), format!(".{key}"));
    let speaks = |text: &str| text.contains(section) || text.contains(&capitalised(section));
    let reads = |text: &str| text.contains(&whole) || (text.contains(&field) && speaks(text));
    sources.iter().any(|source| reads(&source.text))
}

fn capitalised(word: &str) -> String {
    let (first, rest) = word.split_at(1);
    format!("{}{rest}", first.to_uppercase())
}

#[test]
fn every_setting_is_read_somewhere() {
    let mut sources = rust("src");
    sources.retain(|source| !source.path.starts_with("src/config/") || source.path.ends_with("/secrets.rs"));
    let choices = rust("src/config").into_iter().filter(|source| source.path.ends_with("/choices.rs"));
    let place = rust("src/config").into_iter().filter(|source| source.path.ends_with("/place.rs"));
    sources.extend(choices.chain(place));
    let settled = |section: &str, key: &str| SETTLED_THERE.iter().any(|(name, _)| *name == format!("{section}.{key}"));
    let unread: Vec<_> = keys()
        .into_iter()
        .filter(|(section, key)| !section.is_empty() && !settled(section, key) && !is_read(&sources, section, key))
        .map(|(section, key)| format!("{section}.{key}"))
        .collect();
    assert!(unread.is_empty(), "settings that nothing reads: {unread:?}");
}

#[test]
fn a_setting_that_nothing_reads_is_found() {
    let sources = [Source::sample("src/x.rs", "let most = app.config().limits.body_bytes;")];
    assert!(is_read(&sources, "limits", "body_bytes"));
    assert!(!is_read(&sources, "limits", "query_bytes"));
    assert!(!is_read(&sources, "cache", "bytes"));
}
