//! What has one home: libraries, backends, the present, and what has none at all.

use super::Breach;
use super::layers::KERNEL;
use super::source::Source;

/// Words that may stand only in some files.
struct Place {
    rule: &'static str,
    /// Each a run of words: `Utc :: now`.
    names: &'static [&'static [&'static str]],
    is_home: fn(&str) -> bool,
}

const PLACES: &[Place] = &[
    Place {
        rule: "HTTP only at the border",
        names: &[&["actix_web"], &["actix_files"], &["actix_multipart"], &["actix_web_lab"], &["actix_http"]],
        is_home: is_border,
    },
    Place {
        rule: "the kernel and the rules know no database",
        names: &[&["diesel"], &["Tx"], &["Connection"]],
        is_home: |path| !is_pure(path),
    },
    Place {
        rule: "backends only in db and search/backends",
        names: &[
            &["SqliteConnection"],
            &["PgConnection"],
            &["Sqlite"],
            &["Postgres"],
            &["diesel", "::", "sqlite"],
            &["diesel", "::", "pg"],
            &["libsqlite3_sys"],
        ],
        is_home: |path| path.starts_with("src/db/") || path.starts_with("src/search/backends/"),
    },
    Place {
        rule: "ammonia only in text/clean.rs",
        names: &[&["ammonia"]],
        is_home: |path| path == "src/text/clean.rs",
    },
    Place { rule: "lettre only in mail", names: &[&["lettre"]], is_home: |path| path.starts_with("src/mail/") },
    Place {
        rule: "jsonwebtoken only in web/token.rs",
        names: &[&["jsonwebtoken"]],
        is_home: |path| path == "src/web/token.rs",
    },
    Place {
        rule: "the present comes from the clock",
        names: &[&["Utc", "::", "now"], &["Local", "::", "now"], &["SystemTime", "::", "now"]],
        is_home: |path| path == "src/clock.rs",
    },
    Place { rule: "nothing is unsafe", names: &[&["unsafe"]], is_home: |_| false },
];

/// What answers the same whatever is stored: the kernel, and what a domain allows.
fn is_pure(path: &str) -> bool {
    let module = path.trim_start_matches("src/").split(['/', '.']).next().unwrap_or_default();
    KERNEL.contains(&module) || path.ends_with("/rules.rs") || path.contains("/rules/")
}

/// Where requests are taken and answers given.
fn is_border(path: &str) -> bool {
    let file = path.rsplit('/').next().unwrap_or(path);
    path.starts_with("src/web/")
        || path.starts_with("src/server/")
        || path.starts_with("src/accounts/callers/")
        || matches!(path, "src/server.rs" | "src/accounts/callers.rs" | "src/main.rs")
        || matches!(file, "http.rs" | "pages.rs")
        || path.contains("/http/")
        || path.contains("/pages/")
}

/// Every word away from its home.
pub fn breaches(sources: &[Source]) -> Vec<Breach> {
    let mut found = Vec::new();
    for source in sources {
        let words = source.words();
        for place in PLACES.iter().filter(|place| !(place.is_home)(&source.path)) {
            for name in place.names {
                let runs = words.windows(name.len()).filter(|run| run.iter().map(|(_, word)| word).eq(name.iter()));
                found.extend(runs.map(|run| Breach {
                    rule: place.rule,
                    file: source.path.clone(),
                    line: run[0].0,
                    what: format!("`{}`", name.concat()),
                }));
            }
        }
    }
    found
}
