//! What a table is, whichever engine holds it, and how two descriptions differ.

use std::collections::{BTreeMap, BTreeSet};

/// Every table by its name.
pub type Tables = BTreeMap<String, Table>;

/// One table as its engine describes it, in PostgreSQL's words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// The type of each column, with `?` after it where it may be null.
    pub columns: BTreeMap<String, String>,
    /// What a column holds where nothing is said, for those that have something.
    pub defaults: BTreeMap<String, String>,
    pub constraints: BTreeSet<String>,
    pub indexes: BTreeSet<String>,
}

/// A type as both engines and Diesel call it.
pub fn type_name(said: &str) -> String {
    match said.to_ascii_lowercase().as_str() {
        "text" => "text",
        "bigint" | "int8" => "bigint",
        "integer" | "int4" => "integer",
        "timestamp" | "timestamp without time zone" => "timestamp",
        "boolean" | "bool" => "boolean",
        "double" | "double precision" | "real" => "double",
        "blob" | "bytea" | "binary" => "binary",
        other => return other.to_owned(),
    }
    .to_owned()
}

/// A default as both engines call it: PostgreSQL tells the type too, SQLite the letters as they were written.
pub fn default_value(said: &str) -> String {
    let bare = said.split("::").next().unwrap_or_default().trim_matches(['(', ')', ' ']);
    if bare.starts_with('\'') { bare.to_owned() } else { bare.to_ascii_lowercase() }
}

/// What `one` has otherwise than `other`, a line for each difference.
pub fn differences(one: (&str, &Tables), other: (&str, &Tables)) -> Vec<String> {
    let names: BTreeSet<_> = one.1.keys().chain(other.1.keys()).collect();
    let mut found = Vec::new();
    for name in names {
        match (one.1.get(name), other.1.get(name)) {
            (Some(_), None) => found.push(format!("{name}: only in {}", one.0)),
            (None, Some(_)) => found.push(format!("{name}: only in {}", other.0)),
            (Some(left), Some(right)) if left != right => {
                found.push(format!("{name}: {} has {left:?}\n    and {} has {right:?}", one.0, other.0));
            }
            _ => {}
        }
    }
    found
}

#[test]
fn a_default_is_the_same_in_both_spellings() {
    for (postgres, sqlite) in [("0", "0"), ("'none'::text", "'none'"), ("false", "FALSE"), ("'{}'::text", "'{}'")] {
        assert_eq!(default_value(postgres), default_value(sqlite));
    }
    assert_ne!(default_value("'None'::text"), default_value("'none'"));
    assert_ne!(default_value("true"), default_value("FALSE"));
}

#[test]
fn differences_are_told() {
    let table = |column: &str| {
        let columns = BTreeMap::from([(column.to_owned(), type_name("TEXT"))]);
        Table { columns, ..Table::default() }
    };
    let one = Tables::from([("a".to_owned(), table("x")), ("b".to_owned(), table("x"))]);
    let mut with_default = one.clone();
    with_default.get_mut("a").unwrap().defaults.insert("x".to_owned(), default_value("0"));
    assert_eq!(differences(("one", &one), ("with a default", &with_default)).len(), 1);
    let other = Tables::from([("a".to_owned(), table("y")), ("c".to_owned(), table("x"))]);
    assert_eq!(differences(("one", &one), ("other", &other)).len(), 3);
    assert_eq!(differences(("one", &one), ("again", &one)), Vec::<String>::new());
}
