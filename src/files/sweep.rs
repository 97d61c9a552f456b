//! Deletes the files that no row refers to: those whose transaction failed, and those whose row was deleted.

use super::store::{Store, UNFINISHED};
use crate::app::Tx;
use crate::db::Connection;
use crate::error::AppError;
use crate::ids;
use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// How long a file may wait for the row that refers to it.
const PATIENCE_MS: i64 = 24 * 60 * 60 * 1_000;
/// Files asked about in one query.
const BATCH: usize = 500;

/// Of these stored files, those that a domain's rows refer to.
pub type Referrer = fn(&mut Connection, &[String]) -> Result<Vec<String>, AppError>;

impl Store {
    /// Deletes files older than a day that none of `referrers` knows; answers how many. With no referrer at all
    /// nothing is deleted: a forgotten list must not cost the evidence.
    pub fn sweep(&self, tx: &mut Tx<'_>, referrers: &[Referrer]) -> Result<u64, AppError> {
        if referrers.is_empty() {
            return Ok(0);
        }
        let oldest_kept = tx.site.clock.machine_now().unix_millis() - PATIENCE_MS;
        let old = names_before(self.folder(), oldest_kept).map_err(away)?;
        let mut deleted = 0;
        for batch in old.chunks(BATCH) {
            let mut known = HashSet::new();
            for referrer in referrers {
                known.extend(referrer(tx.conn, batch)?);
            }
            for name in batch.iter().filter(|name| !known.contains(*name)) {
                match fs::remove_file(self.folder().join(name)) {
                    Ok(()) => deleted += 1,
                    Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                    Err(error) => return Err(away(error)),
                }
            }
        }
        Ok(deleted)
    }
}

fn away(error: io::Error) -> AppError {
    AppError::Unavailable(format!("the file store: {error}"))
}

/// Our own files last changed before an instant, in milliseconds since 1970; foreign ones are left alone.
fn names_before(folder: &Path, instant: i64) -> io::Result<Vec<String>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let instant = UNIX_EPOCH + Duration::from_millis(u64::try_from(instant).unwrap_or(0));
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        if is_ours(&name) && changed(&entry)? < instant {
            names.push(name);
        }
    }
    Ok(names)
}

fn is_ours(name: &str) -> bool {
    let bare = name.strip_suffix(UNFINISHED).and_then(|bare| bare.strip_suffix('.')).unwrap_or(name);
    ids::is_well_formed(bare)
}

fn changed(entry: &fs::DirEntry) -> io::Result<SystemTime> {
    entry.metadata()?.modified()
}
