//! PostgreSQL's side, and that it is SQLite's twin.

use super::tables::{Table, Tables, default_value, differences, type_name};
use super::{goes_up_down_and_up, sqlite};
use crate::support::postgres::PostgresDatabase;
use candor::db::{MIGRATION_VERSIONS, Migrator};
use diesel::prelude::*;
use diesel::sql_types::Text;

/// One fact about a table: a column, a constraint or an index.
#[derive(QueryableByName)]
struct Fact {
    #[diesel(sql_type = Text)]
    of_table: String,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    detail: String,
}

/// What the full-text search keeps for itself (`tsvector`) has no twin.
const COLUMNS: &str = "SELECT table_name::text AS of_table, column_name::text AS name, \
     data_type::text || CASE is_nullable WHEN 'YES' THEN '?' ELSE '' END AS detail \
     FROM information_schema.columns WHERE table_schema = 'public' AND data_type <> 'tsvector'";
const DEFAULTS: &str = "SELECT table_name::text AS of_table, column_name::text AS name, \
     column_default::text AS detail FROM information_schema.columns \
     WHERE table_schema = 'public' AND data_type <> 'tsvector' AND column_default IS NOT NULL";
const CONSTRAINTS: &str = "SELECT conrelid::regclass::text AS of_table, conname::text AS name, '' AS detail \
     FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype IN ('p', 'u', 'c', 'f')";
const INDEXES: &str = "SELECT tablename::text AS of_table, indexname::text AS name, '' AS detail FROM pg_indexes \
     WHERE schemaname = 'public' AND indexdef NOT LIKE '% USING gin %' \
     AND indexname NOT IN (SELECT conname FROM pg_constraint)";

/// The tables of a PostgreSQL database.
fn tables(url: &str) -> Tables {
    let mut connection = PgConnection::establish(url).unwrap();
    let mut facts = |query: &str| -> Vec<Fact> { diesel::sql_query(query).load(&mut connection).unwrap() };
    let mut tables = Tables::new();
    for fact in facts(COLUMNS).into_iter().filter(|fact| fact.of_table != MIGRATION_VERSIONS) {
        let (plain, mark) = fact.detail.strip_suffix('?').map_or((fact.detail.as_str(), ""), |plain| (plain, "?"));
        let table: &mut Table = tables.entry(fact.of_table).or_default();
        table.columns.insert(fact.name, type_name(plain) + mark);
    }
    for fact in facts(DEFAULTS) {
        if let Some(table) = tables.get_mut(&fact.of_table) {
            table.defaults.insert(fact.name, default_value(&fact.detail));
        }
    }
    for fact in facts(CONSTRAINTS) {
        if let Some(table) = tables.get_mut(&fact.of_table) {
            table.constraints.insert(fact.name);
        }
    }
    for fact in facts(INDEXES) {
        if let Some(table) = tables.get_mut(&fact.of_table) {
            table.indexes.insert(fact.name);
        }
    }
    tables
}

#[test]
fn goes_up_down_and_up_again() {
    let database = PostgresDatabase::empty();
    goes_up_down_and_up(&database.url(), || tables(&database.url()));
}

#[test]
fn has_the_tables_columns_constraints_and_indexes_of_its_twin() {
    let database = PostgresDatabase::empty();
    Migrator::connect(&database.url()).unwrap().up().unwrap();
    let found = differences(("PostgreSQL", &tables(&database.url())), ("SQLite", &sqlite::migrated()));
    assert!(found.is_empty(), "{}", found.join("\n"));
}
