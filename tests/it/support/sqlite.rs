//! A migrated SQLite file, made once for these migrations and copied for each test.

use super::postgres::fingerprint;
use candor::db::Migrator;
use std::path::{Path, PathBuf};

/// Puts a migrated database where a site with this data folder looks for one.
pub fn settle(folder: &Path) {
    std::fs::copy(template(), folder.join("candor.db")).expect("a copy of the migrated file");
}

/// The migrated file. Whoever comes first makes it, under another name first: a template that exists is complete.
fn template() -> PathBuf {
    let migrations = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations/sqlite");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let whole = folder.join(format!("template_{:016x}.db", fingerprint(&migrations)));
    if !whole.exists() {
        let unfinished = folder.join(format!("unfinished_{}.db", std::process::id()));
        Migrator::connect(&format!("sqlite:{}", unfinished.display())).unwrap().up().unwrap();
        std::fs::rename(&unfinished, &whole).expect("a place for the migrated file");
    }
    whole
}
