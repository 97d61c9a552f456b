//! Single-row commits alone: what one write costs on this disk, on the site's terms.

use super::Outcome;
use super::client::{Seen, seen};
use super::settings::Settings;
use super::site::Folder;
use diesel::connection::SimpleConnection;
use diesel::sql_types::Text;
use diesel::{Connection, PgConnection, QueryResult, RunQueryDsl, SqliteConnection, sql_query};
use std::time::{Duration, Instant};

/// A row about as long as a short post.
const BODY: usize = 400;

/// One client that inserts one row in each transaction; SQLite as the site has it: WAL, `synchronous = FULL`.
pub fn alone(settings: &Settings, folder: &Folder) -> Outcome<Seen> {
    match folder.database() {
        Some(url) => {
            let mut connection = PgConnection::establish(url)?;
            connection.batch_execute("CREATE TABLE IF NOT EXISTS bench_commits (id TEXT PRIMARY KEY, body TEXT)")?;
            let insert = "INSERT INTO bench_commits (id, body) VALUES ($1, $2)";
            let found = commit(settings, |id, body| {
                let row = sql_query(insert).bind::<Text, _>(id).bind::<Text, _>(body);
                row.execute(&mut connection).map(drop)
            });
            connection.batch_execute("DROP TABLE bench_commits")?;
            found
        }
        None => {
            let file = folder.path().join("commits.db");
            let mut connection = SqliteConnection::establish(&file.to_string_lossy())?;
            connection.batch_execute(
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; DROP TABLE IF EXISTS bench_commits; \
                 CREATE TABLE bench_commits (id TEXT PRIMARY KEY, body TEXT)",
            )?;
            commit(settings, |id, body| {
                let row = sql_query("INSERT INTO bench_commits (id, body) VALUES (?, ?)");
                row.bind::<Text, _>(id).bind::<Text, _>(body).execute(&mut connection).map(drop)
            })
        }
    }
}

fn commit(settings: &Settings, mut insert: impl FnMut(&str, &str) -> QueryResult<()>) -> Outcome<Seen> {
    let body = "x".repeat(BODY);
    let from = Instant::now() + settings.time / 8;
    let mut times: Vec<Duration> = Vec::new();
    loop {
        let began = Instant::now();
        if began >= from + settings.time {
            break;
        }
        insert(&candor::ids::random_hex(16), &body)?;
        if began >= from {
            times.push(began.elapsed());
        }
    }
    Ok(seen(&mut times, from.elapsed(), 0, 0))
}
