//! Every row of every table, read from outside: that what was refused has changed nothing.

use super::app::TestSite;
use super::ledger::connect;
use candor::db::Connection;
use diesel::prelude::*;
use diesel::sql_types::Text;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// Tables that any request may touch: when a session was last used, what an address may still try.
const OF_REQUESTS: &[&str] = &["sessions", "account_attempts", "__diesel_schema_migrations"];

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

/// What a site holds: the rows of each table, and its files.
#[derive(Debug, PartialEq, Eq)]
pub struct Held {
    rows: BTreeMap<String, BTreeSet<String>>,
    files: BTreeSet<PathBuf>,
}

impl Held {
    /// Reads everything but what any request may touch, once no letter is on its way.
    pub async fn by(site: &TestSite) -> Self {
        Self::without(site, OF_REQUESTS).await
    }

    /// Reads everything, once no letter is on its way.
    pub async fn whole(site: &TestSite) -> Self {
        Self::without(site, &[]).await
    }

    async fn without(site: &TestSite, left_out: &[&str]) -> Self {
        site.all_letters().await;
        let mut connection = connect(&site.app.config().database_url());
        let tables = tables(&mut connection).into_iter().filter(|table| !left_out.contains(&table.as_str()));
        let rows = tables.map(|table| (table.clone(), lines_of(&mut connection, &table))).collect();
        let folder = std::fs::read_dir(site.folder().join("files"));
        let files = folder.into_iter().flatten().map(|entry| entry.expect("an entry").path()).collect();
        Self { rows, files }
    }

    /// The tables in which these characters stand somewhere, in whatever case.
    pub fn tables_with(&self, characters: &str) -> Vec<&str> {
        let characters = characters.to_lowercase();
        let stands = |rows: &BTreeSet<String>| rows.iter().any(|row| row.to_lowercase().contains(&characters));
        self.rows.iter().filter(|(_, rows)| stands(rows)).map(|(table, _)| table.as_str()).collect()
    }

    /// The tables in which something is otherwise, with the rows that came or went.
    fn differences(&self, later: &Self) -> Vec<String> {
        let differs = |(table, before): (&String, &BTreeSet<String>)| {
            let after = &later.rows[table];
            (before != after).then(|| {
                let (gone, come): (Vec<_>, Vec<_>) =
                    (before.difference(after).collect(), after.difference(before).collect());
                format!("{table}: {gone:?} became {come:?}")
            })
        };
        let mut found: Vec<String> = self.rows.iter().filter_map(differs).collect();
        found.extend(self.files.symmetric_difference(&later.files).map(|file| format!("{}", file.display())));
        found
    }
}

/// Does something that must neither add, change nor lose anything.
#[track_caller]
pub fn nothing_changed(before: &Held, after: &Held, what: &str) {
    let found = before.differences(after);
    assert!(found.is_empty(), "{what} changed something:\n{}", found.join("\n"));
}

fn tables(connection: &mut Connection) -> Vec<String> {
    let of_sqlite = "SELECT name AS line FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";
    let of_postgres = "SELECT table_name::text AS line FROM information_schema.tables \
                       WHERE table_schema = 'public' AND table_type = 'BASE TABLE'";
    match connection {
        Connection::Sqlite(open) => load(open, of_sqlite),
        Connection::Postgres(open) => loaded(open, of_postgres),
    }
}

fn lines_of(connection: &mut Connection, table: &str) -> BTreeSet<String> {
    let lines = match connection {
        Connection::Sqlite(open) => {
            let columns = load(open, &format!("SELECT name AS line FROM pragma_table_info('{table}')"));
            let quoted: Vec<String> = columns.iter().map(|column| format!("quote(\"{column}\")")).collect();
            load(open, &format!("SELECT {} AS line FROM \"{table}\"", quoted.join(" || ' ' || ")))
        }
        Connection::Postgres(open) => loaded(open, &format!("SELECT whole::text AS line FROM \"{table}\" whole")),
    };
    lines.into_iter().collect()
}

fn load(connection: &mut SqliteConnection, query: &str) -> Vec<String> {
    let lines: Vec<Line> = diesel::sql_query(query).load(connection).expect(query);
    lines.into_iter().map(|row| row.line).collect()
}

fn loaded(connection: &mut PgConnection, query: &str) -> Vec<String> {
    let lines: Vec<Line> = diesel::sql_query(query).load(connection).expect(query);
    lines.into_iter().map(|row| row.line).collect()
}
