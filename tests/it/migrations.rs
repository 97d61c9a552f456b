//! The two schemas are twins, agree with the code's own list of tables, and can be taken back.

mod folders;
mod postgres;
mod schema;
mod sqlite;
mod tables;
mod twins;

use candor::db::{Migrator, Steps};
use tables::Tables;

/// Up, down, up: what comes back is what was there, and nothing stays in between.
fn goes_up_down_and_up(url: &str, look: impl Fn() -> Tables) {
    let mut migrator = Migrator::connect(url).unwrap();
    let there = migrator.up().unwrap();
    assert!(!there.is_empty() && !migrator.is_pending().unwrap());
    let first = look();

    let newest = migrator.down(Steps::Newest(1)).unwrap();
    assert_eq!(newest, there[there.len() - 1..], "one step back, not all");
    assert_eq!(migrator.up().unwrap(), newest);
    assert_eq!(look(), first);

    let back = migrator.down(Steps::All).unwrap();
    assert_eq!(back.len(), there.len());
    assert_eq!(look(), Tables::new(), "what the last `down` left behind");

    assert_eq!(migrator.up().unwrap(), there);
    assert_eq!(look(), first);
}
