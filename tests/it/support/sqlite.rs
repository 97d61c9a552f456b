//! A migrated SQLite file, made once for these migrations and copied for each test.

use super::postgres::fingerprint;
use candor::db::Migrator;
use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use std::path::{Path, PathBuf};

/// Puts a migrated database where a site with this data folder looks for one.
pub fn settle(folder: &Path) {
    std::fs::copy(template(), folder.join("candor.db")).expect("a copy of the migrated file");
}

/// Brings all that was written into the file of a site that has ended, so that the file alone is the database.
pub fn settle_down(folder: &Path) {
    let path = folder.join("candor.db");
    let mut connection = SqliteConnection::establish(&path.to_string_lossy()).expect("a SQLite file");
    connection.batch_execute("PRAGMA busy_timeout = 10000; PRAGMA wal_checkpoint(TRUNCATE)").expect("a checkpoint");
    let beside = std::fs::metadata(folder.join("candor.db-wal")).map_or(0, |log| log.len());
    assert_eq!(beside, 0, "bytes that are not in the file");
}

/// Whether these words stand anywhere in the file of a site with this data folder, in used pages or others, once all
/// that was written has come into it.
pub fn stands_in_file(folder: &Path, words: &str) -> bool {
    let path = folder.join("candor.db");
    let mut connection = SqliteConnection::establish(&path.to_string_lossy()).expect("a SQLite file");
    connection.batch_execute("PRAGMA busy_timeout = 10000; PRAGMA wal_checkpoint(TRUNCATE)").expect("a checkpoint");
    let bytes = std::fs::read(&path).expect("the file");
    bytes.windows(words.len()).any(|part| part == words.as_bytes())
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
