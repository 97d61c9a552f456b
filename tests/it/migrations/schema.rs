//! The code's side: what the `table!` blocks below `src/db/schema` say.

use super::tables::{Table, Tables, type_name};
use std::path::Path;

/// The tables of every `table!` block.
pub fn tables() -> Tables {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/db/schema");
    let mut tables = Tables::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        tables.extend(read(&std::fs::read_to_string(entry.unwrap().path()).unwrap()));
    }
    tables
}

/// Reads `name (key) { column -> Type, … }` blocks.
fn read(text: &str) -> Tables {
    let mut tables = Tables::new();
    for block in text.split("table! {").skip(1) {
        let lines: Vec<_> = block.lines().map(str::trim).filter(|line| !line.starts_with("//")).collect();
        let Some(head) = lines.iter().find(|line| line.ends_with('{') && !line.starts_with("use ")) else { continue };
        let name = head.split([' ', '(']).next().unwrap_or_default();
        let mut table = Table::default();
        for line in lines.iter().skip_while(|line| *line != head).skip(1).take_while(|line| !line.starts_with('}')) {
            if let Some((column, kind)) = line.trim_end_matches(',').split_once(" -> ") {
                let inner = kind.strip_prefix("Nullable<").and_then(|kind| kind.strip_suffix('>'));
                let mark = if inner.is_some() { "?" } else { "" };
                table.columns.insert(column.to_owned(), type_name(inner.unwrap_or(kind)) + mark);
            }
        }
        tables.insert(name.to_owned(), table);
    }
    tables
}

#[test]
fn blocks_are_read() {
    let tables =
        read("diesel::table! {\n    a (id) {\n        id -> Text,\n        n -> Nullable<BigInt>,\n    }\n}\n");
    let columns: Vec<_> = tables["a"].columns.iter().map(|(name, kind)| format!("{name} {kind}")).collect();
    assert_eq!(columns, ["id text", "n bigint?"]);
}
