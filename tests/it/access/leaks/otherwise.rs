//! The same world, but that the secrets of some read otherwise and others cast the votes: who may not know must not
//! notice.

use super::super::world::World;
use super::table::{SECRETS, Secret, Stage};
use crate::support::app::TestSite;
use crate::support::ledger::connect;
use candor::db::Connection;
use diesel::prelude::*;
use diesel::sql_types::Text;
use std::collections::BTreeMap;

/// Who is asked twice: strangers, who is on the other side of most cases, and staff without a part in any.
pub const STRANGERS: &[&str] = &["guest", "member", "clinic", "auditor", "treasurer"];
/// What a secret's word ends with from then on; so whatever holds it is longer.
pub const ENDING: &str = "en";
/// Tables of what shows nowhere: letters that have left, answers that are kept, the rights to ask.
const LEFT_OUT: &[&str] = &["outbox_letters", "idempotent_answers", "sessions", "ledger_leaves", "case_timers"];
/// The column by which a letter is somebody's.
const ADDRESS: (&str, &str) = ("accounts", "email");
/// Words in one statement; SQLite reads no deeper than a hundred brackets.
const AT_ONCE: usize = 8;

/// A column that holds text.
#[derive(QueryableByName)]
struct Place {
    #[diesel(sql_type = Text)]
    of_table: String,
    #[diesel(sql_type = Text)]
    of_column: String,
}

impl Place {
    /// Letters that have left were written to somebody's address, which stays as it is.
    fn may_change(&self) -> bool {
        !LEFT_OUT.contains(&self.of_table.as_str()) && (self.of_table.as_str(), self.of_column.as_str()) != ADDRESS
    }
}

/// Lets every secret that none of these people may know read otherwise wherever it is kept, but for files, and lets
/// others have voted.
pub async fn say(site: &TestSite, world: &World, strangers: &[&'static str]) {
    site.all_letters().await;
    let unknown = SECRETS.iter().filter(|secret| is_for_none_of(strangers, secret));
    let words: Vec<&str> = unknown.map(|secret| secret.marker).collect();
    let mut connection = connect(&site.app.config().database_url());
    let mut columns: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for place in places(&mut connection).into_iter().filter(Place::may_change) {
        columns.entry(place.of_table).or_default().push(place.of_column);
    }
    run(&mut connection, "BEGIN");
    let mut changed = 0;
    for (table, columns) in &columns {
        for words in words.chunks(AT_ONCE) {
            changed += run(&mut connection, &reworded(table, columns, words));
        }
    }
    assert!(words.len() > 25 && changed > words.len(), "{changed} rows held {words:?}");
    vote(&mut connection, world);
    run(&mut connection, "COMMIT");
}

fn is_for_none_of(strangers: &[&'static str], secret: &Secret) -> bool {
    let readers = secret.readers(Stage::Gone);
    !strangers.iter().any(|stranger| readers.contains(stranger))
}

/// What lets each of the words in a table be followed by [`ENDING`].
fn reworded(table: &str, columns: &[String], words: &[&str]) -> String {
    let new = |column: &String| {
        words.iter().fold(format!("\"{column}\""), |old, word| format!("replace({old}, '{word}', '{word}{ENDING}')"))
    };
    let sets: Vec<_> = columns.iter().map(|column| format!("\"{column}\" = {}", new(column))).collect();
    let differs: Vec<_> = columns.iter().map(|column| format!("\"{column}\" <> {}", new(column))).collect();
    format!("UPDATE \"{table}\" SET {} WHERE {}", sets.join(", "), differs.join(" OR "))
}

/// The votes are the same in number, and cast by others.
fn vote(connection: &mut Connection, world: &World) {
    let id = |name: &str| world.who(name).id.clone();
    let (one, other, nobody) = (id("voter_1"), id("voter_5"), world.spare.id.clone());
    // Nobody may have two votes in between.
    for (from, to) in [(&one, &nobody), (&other, &one), (&nobody, &other)] {
        must(connection, &format!("UPDATE application_votes SET account_id = '{to}' WHERE account_id = '{from}'"));
    }
    let dissenter = id("voter_2");
    must(connection, &format!("UPDATE membership_votes SET account_id = '{dissenter}' WHERE dissent IS NOT NULL"));
    let seats = world.panel["members"].as_array().unwrap();
    let of = |seat: &str| seats.iter().find(|one| one["seat"] == seat).unwrap()["account_id"].as_str().unwrap();
    let (one, other) = (of("lay"), of("physician"));
    let exchanged = |column: &str| {
        format!("{column} = replace(replace(replace({column}, '{one}', '#'), '{other}', '{one}'), '#', '{other}')")
    };
    must(connection, &format!("UPDATE complaint_statements SET {} WHERE kind = 'decision'", exchanged("detail")));
    let of_complaints = "case_kind = 'complaint' AND event = 'decided'";
    must(connection, &format!("UPDATE case_events SET {} WHERE {of_complaints}", exchanged("data")));
}

/// Carries out a statement that has something to change.
fn must(connection: &mut Connection, statement: &str) {
    assert!(run(connection, statement) > 0, "{statement}");
}

/// Carries a statement out; answers how many rows it changed.
fn run(connection: &mut Connection, statement: &str) -> usize {
    diesel::sql_query(statement).execute(connection).unwrap_or_else(|error| panic!("{statement}: {error}"))
}

fn places(connection: &mut Connection) -> Vec<Place> {
    let of_sqlite = "SELECT known.name AS of_table, held.name AS of_column \
                     FROM sqlite_master known, pragma_table_info(known.name) held \
                     WHERE known.type = 'table' AND known.name NOT LIKE 'sqlite_%' AND upper(held.type) = 'TEXT'";
    let of_postgres = "SELECT held.table_name::text AS of_table, held.column_name::text AS of_column \
                       FROM information_schema.columns held JOIN information_schema.tables known \
                       ON known.table_schema = held.table_schema AND known.table_name = held.table_name \
                       WHERE held.table_schema = 'public' AND known.table_type = 'BASE TABLE' \
                       AND held.data_type = 'text'";
    let query = if matches!(connection, Connection::Sqlite(_)) { of_sqlite } else { of_postgres };
    diesel::sql_query(query).load(connection).unwrap()
}
