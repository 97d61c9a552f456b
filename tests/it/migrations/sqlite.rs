//! SQLite's side: its tables, and the names its constraints were given.

use super::tables::{Table, Tables, default_value, differences, type_name};
use super::{goes_up_down_and_up, schema};
use candor::db::{MIGRATION_VERSIONS, Migrator};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text};
use std::collections::BTreeSet;
use std::path::Path;

#[derive(QueryableByName)]
struct Master {
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    tbl_name: String,
    #[diesel(sql_type = Nullable<Text>)]
    sql: Option<String>,
}

#[derive(QueryableByName)]
struct Column {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    declared: String,
    #[diesel(sql_type = BigInt)]
    required: i64,
    #[diesel(sql_type = Nullable<Text>)]
    fallback: Option<String>,
}

/// The tables of a SQLite file; a full-text table and its shadows are SQLite's own and left out.
pub fn tables(path: &Path) -> Tables {
    let mut connection = SqliteConnection::establish(&path.to_string_lossy()).unwrap();
    let rows: Vec<Master> =
        diesel::sql_query("SELECT type AS kind, name, tbl_name, sql FROM sqlite_master").load(&mut connection).unwrap();
    let is_virtual = |row: &&Master| row.sql.as_ref().is_some_and(|sql| sql.starts_with("CREATE VIRTUAL TABLE"));
    let own: Vec<_> = rows.iter().filter(is_virtual).map(|row| row.name.clone()).collect();
    let is_own = |name: &str| own.iter().any(|table| name == table || name.starts_with(&format!("{table}_")));
    let mut tables = Tables::new();
    for row in rows.iter().filter(|row| row.kind == "table" && row.name != MIGRATION_VERSIONS && !is_own(&row.name)) {
        let (constraints, unnamed) = constraints(row.sql.as_deref().unwrap_or_default());
        assert_eq!(unnamed, Vec::<String>::new(), "{}: each constraint has a name", row.name);
        let indexes = rows.iter().filter(|index| index.kind == "index" && index.tbl_name == row.name);
        let told = columns(&mut connection, &row.name);
        let fallback = |column: &Column| Some((column.name.clone(), default_value(column.fallback.as_deref()?)));
        let table = Table {
            defaults: told.iter().filter_map(fallback).collect(),
            columns: told.iter().map(with_type).collect(),
            constraints,
            indexes: indexes.filter(|index| index.sql.is_some()).map(|index| index.name.clone()).collect(),
        };
        tables.insert(row.name.clone(), table);
    }
    tables
}

fn columns(connection: &mut SqliteConnection, table: &str) -> Vec<Column> {
    let query = format!(
        "SELECT name, type AS declared, CAST(\"notnull\" AS BIGINT) AS required, dflt_value AS fallback \
         FROM pragma_table_info('{table}')"
    );
    diesel::sql_query(query).load(connection).unwrap()
}

fn with_type(column: &Column) -> (String, String) {
    let mark = if column.required == 0 { "?" } else { "" };
    (column.name.clone(), type_name(&column.declared) + mark)
}

/// The names of a table's constraints, and the parts of its statement that constrain without a name.
fn constraints(statement: &str) -> (BTreeSet<String>, Vec<String>) {
    let body = body_of(statement);
    let (mut names, mut unnamed) = (BTreeSet::new(), Vec::new());
    for part in parts(&body) {
        let words: Vec<_> = part.split_whitespace().collect();
        let named = words.iter().zip(words.iter().skip(1)).filter(|(word, _)| word.eq_ignore_ascii_case("constraint"));
        let before = names.len();
        names.extend(named.map(|(_, name)| (*name).to_owned()));
        let upper = part.to_ascii_uppercase();
        let constrains = |word: &str| matches!(word, "PRIMARY" | "UNIQUE" | "CHECK" | "REFERENCES" | "FOREIGN");
        if names.len() == before
            && upper.split(|letter: char| !letter.is_alphanumeric() && letter != '_').any(constrains)
        {
            unnamed.push(words.join(" "));
        }
    }
    (names, unnamed)
}

/// What stands between the outermost brackets of a table's statement, without comments.
fn body_of(statement: &str) -> String {
    let bare: Vec<_> = statement.lines().map(|line| line.split("--").next().unwrap_or_default()).collect();
    let bare = bare.join(" ");
    bare.split_once('(').and_then(|(_, rest)| rest.rsplit_once(')')).map_or("", |(body, _)| body).to_owned()
}

/// A constraint or an index, as it was written for SQLite.
pub enum Made {
    Constraint { table: String, name: String, says: String },
    Index { name: String, says: String },
}

impl Made {
    pub fn name(&self) -> &str {
        match self {
            Self::Constraint { name, .. } | Self::Index { name, .. } => name,
        }
    }
}

/// Every constraint and index of a fresh file with all migrations.
pub fn everything_made() -> Vec<Made> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("candor.db");
    Migrator::connect(&path.to_string_lossy()).unwrap().up().unwrap();
    let known = tables(&path);
    let mut connection = SqliteConnection::establish(&path.to_string_lossy()).unwrap();
    let rows: Vec<Master> =
        diesel::sql_query("SELECT type AS kind, name, tbl_name, sql FROM sqlite_master").load(&mut connection).unwrap();
    let own = rows.into_iter().filter(|row| known.contains_key(&row.tbl_name));
    let made = |row: Master| match (row.kind.as_str(), row.sql) {
        ("table", Some(sql)) => said_by_table(&row.name, &sql),
        ("index", Some(says)) => vec![Made::Index { name: row.name, says }],
        _ => Vec::new(),
    };
    own.flat_map(made).collect()
}

/// What each constraint of a table's statement says; one beside a column as it would stand for itself.
fn said_by_table(table: &str, statement: &str) -> Vec<Made> {
    let mut made = Vec::new();
    for part in parts(&body_of(statement)) {
        let column = part.split_whitespace().next().unwrap_or_default().to_owned();
        for said in part.split("CONSTRAINT ").skip(1) {
            let (name, says) = said.trim().split_once(' ').unwrap();
            let says =
                if says.starts_with("REFERENCES") { format!("FOREIGN KEY ({column}) {says}") } else { says.to_owned() };
            made.push(Made::Constraint { table: table.to_owned(), name: name.to_owned(), says });
        }
    }
    made
}

/// The definitions between the outermost commas.
fn parts(body: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut depth = 0_i32;
    for letter in body.chars() {
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        parts.last_mut().unwrap().push(letter);
    }
    parts
}

/// The tables of a fresh file with all migrations.
pub fn migrated() -> Tables {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("candor.db");
    Migrator::connect(&path.to_string_lossy()).unwrap().up().unwrap();
    tables(&path)
}

#[test]
fn sqlite_goes_up_down_and_up() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("candor.db");
    goes_up_down_and_up(&path.to_string_lossy(), || tables(&path));
}

#[test]
fn the_code_lists_the_tables_that_there_are() {
    let mut there = migrated();
    for table in there.values_mut() {
        table.constraints.clear();
        table.defaults.clear();
        table.indexes.clear();
    }
    let found = differences(("src/db/schema", &schema::tables()), ("migrations", &there));
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_constraint_without_a_name_is_told() {
    let (names, unnamed) = constraints(
        "CREATE TABLE a (id TEXT NOT NULL PRIMARY KEY, checkpoint TEXT, b TEXT CONSTRAINT a_b_fk REFERENCES b (id), -- UNIQUE (x)\n\
         CONSTRAINT a_c CHECK (c IN ('x', 'y')), UNIQUE (b, c))",
    );
    assert_eq!(names.into_iter().collect::<Vec<_>>(), ["a_b_fk", "a_c"]);
    assert_eq!(unnamed, ["id TEXT NOT NULL PRIMARY KEY", "UNIQUE (b, c)"]);
}
