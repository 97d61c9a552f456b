//! What the tests of this folder share: a row, a database file, a site.

use super::outbox::{LetterState, OutboxRow};
use crate::app::{App, Keys, Site, Subscribers};
use crate::clock::{Clock, Timestamp};
use crate::config::Config;
use crate::db::schema::outbox_letters;
use crate::db::{Connection, Migrator};
use diesel::prelude::*;
use std::path::Path;

pub(crate) fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

/// A letter that waits since ten o'clock.
pub(crate) fn row(id: &str, thread: Option<&str>) -> OutboxRow {
    OutboxRow {
        id: id.into(),
        once_key: format!("event:{id}"),
        thread: thread.map(Into::into),
        kind: "sample".into(),
        recipient: "ada@example.com".into(),
        recipient_name: Some("Ada Example".into()),
        reply_to: None,
        locale: "en".into(),
        subject: "Your complaint".into(),
        text_body: "Grüße".into(),
        html_body: "<p>Grüße</p>".into(),
        message_id: format!("<{id}@candor.example>"),
        refers_to: None,
        state: LetterState::Waiting,
        created_at: at("2026-03-14T10:00:00Z"),
        due_at: at("2026-03-14T10:00:00Z"),
        attempts: 0,
        leased_until: None,
        sent_at: None,
        last_error: None,
        checkpoint: None,
    }
}

pub(crate) fn put(conn: &mut Connection, row: &OutboxRow) {
    diesel::insert_into(outbox_letters::table).values(row).execute(conn).unwrap();
}

/// A migrated SQLite file in `folder`.
pub(crate) fn database(folder: &Path) -> Connection {
    let path = folder.join("candor.db");
    Migrator::connect(&path.to_string_lossy()).unwrap().up().unwrap();
    connect(folder)
}

pub(crate) fn connect(folder: &Path) -> Connection {
    crate::db::open_for_tests(&folder.join("candor.db"))
}

/// A site at eleven o'clock whose data lie in `folder`.
pub(crate) fn app(folder: &Path, settle: impl FnOnce(&mut Config)) -> App {
    drop(database(folder));
    let mut config = Config::development(folder).unwrap();
    settle(&mut config);
    App::open(Site {
        config,
        pack: crate::specialty::Pack::embedded("hair-restoration").unwrap(),
        keys: Keys::new([7; 32], String::new().into()),
        clock: Clock::fixed(at("2026-03-14T11:00:00Z")),
        subscribers: Subscribers::default(),
        cases: crate::cases::Registry::default(),
    })
    .unwrap()
}
