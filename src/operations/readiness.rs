//! Whether the site can do its work: what a balancer and a monitor ask at `/readyz`.

use crate::app::{App, Reader};
use crate::cases;
use crate::clock::Timestamp;
use crate::db::Migrator;
use crate::db::schema::outbox_letters::dsl::{due_at, outbox_letters, state};
use crate::error::AppError;
use crate::mail::outbox::LetterState;
use chrono::Duration;
use diesel::dsl::min;
use diesel::prelude::*;
use serde::Serialize;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// How long a letter may be overdue before the courier counts as stuck, in minutes.
const OVERDUE_MINUTES: i64 = 15;
const MEBIBYTE: u64 = 1024 * 1024;

/// What the site said when it was asked last, where asking costs something.
#[derive(Debug, Clone, Default)]
pub struct Readiness {
    /// Once every migration has run, none can be missing while this process lives.
    is_migrated: Arc<AtomicBool>,
}

/// How one part is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Part {
    pub name: &'static str,
    pub ready: bool,
    /// For the operator; names no secret.
    pub detail: String,
}

/// How the site is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct State {
    pub ready: bool,
    pub parts: Vec<Part>,
}

impl Readiness {
    /// Asks every part.
    pub async fn ask(&self, app: &App) -> State {
        let mut parts = vec![self.migrations(app).await, disk(app).await];
        let overdue = app.read(overdue_since).await;
        parts.push(told("database", overdue.as_ref().map(|_| "answers".to_owned())));
        if let Ok(oldest) = overdue {
            parts.push(outbox(app.now(), oldest));
            let failed = app.read(|reader| Ok((cases::failing(reader.conn)?, cases::dead(reader.conn)?))).await;
            parts.push(deadlines(failed.as_ref()));
        }
        State { ready: parts.iter().all(|part| part.ready), parts }
    }

    async fn migrations(&self, app: &App) -> Part {
        if self.is_migrated.load(Ordering::Acquire) {
            return Part { name: "migrations", ready: true, detail: "complete".to_owned() };
        }
        let url = app.config().database_url();
        let asked = tokio::task::spawn_blocking(move || Migrator::connect(&url)?.is_pending()).await;
        let is_pending = asked.map_err(AppError::internal).flatten();
        self.is_migrated.store(matches!(is_pending, Ok(false)), Ordering::Release);
        match is_pending {
            Ok(true) => Part { name: "migrations", ready: false, detail: "run `candor migrate`".to_owned() },
            other => told("migrations", other.as_ref().map(|_| "complete".to_owned())),
        }
    }
}

/// The data folder takes a file, and has room for more.
async fn disk(app: &App) -> Part {
    let (folder, least) = (app.config().data.dir.clone(), app.config().data.min_free_mebibytes);
    let looked = tokio::task::spawn_blocking(move || free_mebibytes(&folder)).await.map_err(std::io::Error::other);
    match looked.flatten() {
        Ok(free) => Part { name: "disk", ready: free >= least, detail: format!("{free} MiB free, at least {least}") },
        Err(error) => Part { name: "disk", ready: false, detail: error.kind().to_string() },
    }
}

fn free_mebibytes(folder: &Path) -> std::io::Result<u64> {
    let probe = folder.join(format!(".probe-{}", std::process::id()));
    std::fs::create_dir_all(folder)?;
    std::fs::write(&probe, b"can this be written?")?;
    std::fs::remove_file(&probe)?;
    let room = rustix::fs::statvfs(folder)?;
    Ok(room.f_bavail.saturating_mul(room.f_frsize) / MEBIBYTE)
}

/// When the letter that waits longest should have left.
fn overdue_since(reader: &mut Reader<'_>) -> Result<Option<Timestamp>, AppError> {
    let waiting = outbox_letters.filter(state.eq(LetterState::Waiting));
    Ok(waiting.select(min(due_at)).first(reader.conn)?)
}

fn outbox(now: Timestamp, oldest: Option<Timestamp>) -> Part {
    let overdue = oldest.map_or_else(Duration::zero, |since| now.since(since).max(Duration::zero()));
    let minutes = overdue.num_minutes();
    let detail = format!("the oldest letter is {minutes} minutes overdue");
    Part { name: "outbox", ready: minutes <= OVERDUE_MINUTES, detail }
}

/// A deadline that fails is for an operator to look at; the site goes on without it.
fn deadlines(failed: Result<&(i64, i64), &AppError>) -> Part {
    told("deadlines", failed.map(|(again, dead)| format!("{again} failed and are tried again, {dead} are dead")))
}

/// A part that answered, or that did not; the cause goes to the log, not to whoever asks.
fn told(name: &'static str, answer: Result<String, &AppError>) -> Part {
    match answer {
        Ok(detail) => Part { name, ready: true, detail },
        Err(error) => {
            tracing::warn!(part = name, %error, "not ready");
            Part { name, ready: false, detail: "does not answer".to_owned() }
        }
    }
}
