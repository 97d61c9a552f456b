//! What the twins' constraints and indexes say, and not only what they are called.
//!
//! PostgreSQL itself reads what was written for SQLite: each constraint and index of SQLite's tables is made once more on
//! PostgreSQL's, under another name, and both are compared as PostgreSQL tells them. So neither spelling nor the order of
//! conditions that mean the same has to be known here.

use super::sqlite;
use crate::support::postgres::PostgresDatabase;
use candor::db::Migrator;
use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use diesel::sql_types::Text;
use std::collections::BTreeMap;

/// What the second one of each pair is called.
const TWIN: &str = "the_twin";
/// Every constraint and index of the schema, as PostgreSQL tells it.
const TOLD: &str = "SELECT conrelid::regclass::text AS of_table, conname::text AS name, \
     pg_get_constraintdef(oid) AS detail FROM pg_constraint \
     WHERE connamespace = 'public'::regnamespace AND contype IN ('p', 'u', 'c', 'f') \
     UNION ALL SELECT tablename::text, indexname::text, indexdef FROM pg_indexes WHERE schemaname = 'public' \
     AND indexdef NOT LIKE '% USING gin %' AND indexname NOT IN (SELECT conname FROM pg_constraint)";

#[derive(QueryableByName)]
struct Told {
    #[diesel(sql_type = Text)]
    of_table: String,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    detail: String,
}

fn told(connection: &mut PgConnection) -> BTreeMap<(String, String), String> {
    let rows: Vec<Told> = diesel::sql_query(TOLD).load(connection).unwrap();
    rows.into_iter().map(|row| ((row.of_table, row.name), row.detail)).collect()
}

/// The statement that makes something of SQLite's on PostgreSQL, under the twin's name.
fn statement(made: &sqlite::Made) -> String {
    match made {
        sqlite::Made::Constraint { table, says, .. } => format!("ALTER TABLE {table} ADD CONSTRAINT {TWIN} {says}"),
        sqlite::Made::Index { name, says } => says.replacen(name.as_str(), TWIN, 1),
    }
}

/// How PostgreSQL tells what it has made by this statement, with the name it should have; the statement is taken back.
fn as_told(connection: &mut PgConnection, made: &sqlite::Made) -> Result<String, String> {
    let statement = statement(made);
    let key_first = match made {
        // A table has one primary key: the first makes room.
        sqlite::Made::Constraint { table, name, says } if says.starts_with("PRIMARY KEY") => {
            format!("ALTER TABLE {table} DROP CONSTRAINT {name} CASCADE; ")
        }
        _ => String::new(),
    };
    connection.batch_execute("BEGIN").unwrap();
    let done = connection.batch_execute(&format!("{key_first}{statement}")).map_err(|error| format!("{error}"));
    let found = done.map(|()| {
        let twin = |(key, detail): (&(String, String), &String)| (key.1 == TWIN).then(|| detail.clone());
        let detail = told(connection).iter().find_map(twin).expect("what was just made");
        detail.replacen(TWIN, made.name(), 1)
    });
    connection.batch_execute("ROLLBACK").unwrap();
    found.map_err(|error| format!("{statement}: {error}"))
}

#[test]
fn constraints_and_indexes_say_the_same_as_postgres_reads_them() {
    let database = PostgresDatabase::empty();
    Migrator::connect(&database.url()).unwrap().up().unwrap();
    let mut connection = PgConnection::establish(&database.url()).unwrap();
    let there = told(&mut connection);
    let mut differing = Vec::new();
    let made = sqlite::everything_made();
    assert!(made.len() > 300, "{} constraints and indexes are not all of them", made.len());
    for made in &made {
        let here = there.iter().find(|((_, name), _)| name == made.name()).map(|(_, detail)| detail.clone());
        match (here, as_told(&mut connection, made)) {
            (Some(one), Ok(other)) if one == other => {}
            (one, Ok(other)) => differing.push(format!("{}: {one:?}\n    but SQLite has {other}", made.name())),
            (_, Err(error)) => differing.push(format!("{}: {error}", made.name())),
        }
    }
    assert!(differing.is_empty(), "{} differ:\n{}", differing.len(), differing.join("\n"));
}

#[test]
fn another_condition_column_or_deletion_is_told_by_postgres() {
    let database = PostgresDatabase::empty();
    let mut connection = PgConnection::establish(&database.url()).unwrap();
    connection
        .batch_execute(
            "CREATE TABLE b (id TEXT CONSTRAINT b_pk PRIMARY KEY); CREATE TABLE a (id TEXT, b TEXT, \
             CONSTRAINT a_word CHECK (id IN ('x', 'y')), CONSTRAINT a_b_fk FOREIGN KEY (b) REFERENCES b (id)); \
             CREATE INDEX a_by_b ON a (b, id)",
        )
        .unwrap();
    let there = told(&mut connection);
    let constraint = |name: &str, says: &str| sqlite::Made::Constraint {
        table: "a".to_owned(),
        name: name.to_owned(),
        says: says.to_owned(),
    };
    let index = |says: &str| sqlite::Made::Index { name: "a_by_b".to_owned(), says: says.to_owned() };
    for (made, same) in [
        (constraint("a_word", "CHECK (id in ('x','y'))"), true),
        (constraint("a_word", "CHECK (id IN ('x', 'z'))"), false),
        (constraint("a_b_fk", "FOREIGN KEY (b) REFERENCES b(id)"), true),
        (constraint("a_b_fk", "FOREIGN KEY (b) REFERENCES b (id) ON DELETE CASCADE"), false),
        (index("CREATE INDEX a_by_b ON a(b,id)"), true),
        (index("CREATE INDEX a_by_b ON a (id, b)"), false),
        (index("CREATE UNIQUE INDEX a_by_b ON a (b, id)"), false),
    ] {
        let here = there.iter().find(|((_, name), _)| name == made.name()).map(|(_, detail)| detail.clone());
        assert_eq!(here == as_told(&mut connection, &made).ok(), same, "{}", statement(&made));
    }
}
