//! A random walk through a small workflow, on both databases: the executor, the clock and the ledger together.

mod loan;

use crate::support::ledger;
use crate::support::postgres::PostgresDatabase;
use crate::support::walk::{Dice, judge, pick};
use candor::app::{App, Keys, Site, Subscribers};
use candor::cases::{self, By, Kind, Registry};
use candor::clock::{Clock, Timestamp};
use candor::config::Config;
use candor::db::Migrator;
use candor::error::AppError;
use candor::specialty::Pack;
use candor::workflow::Word as _;
use loan::{Actor, Loan, LoanFacts, State};

fn registry() -> Registry {
    Registry::default().with(Kind::of::<Loan>())
}

fn site(folder: &std::path::Path, url: Option<String>) -> App {
    let mut config = Config::development(folder).unwrap();
    if let Some(url) = url {
        config.database.url = url.into();
    }
    Migrator::connect(&config.database_url()).unwrap().up().unwrap();
    let site = Site {
        config,
        pack: Pack::embedded("hair-restoration").unwrap(),
        keys: Keys::new([7; 32], String::new().into()),
        clock: Clock::fixed(Timestamp::parse("2026-03-14T10:00:00Z").unwrap()),
        subscribers: Subscribers::default(),
        cases: registry(),
    };
    App::open(site).unwrap()
}

async fn opened(app: &App) -> String {
    let found = app.write(|tx| {
        let facts = loan::insert(tx)?;
        cases::found::<Loan>(tx, &facts, &By::role(Actor::Reader), serde_json::json!({}))?;
        Ok(facts.id)
    });
    found.await.unwrap()
}

async fn facts(app: &App, id: &str) -> LoanFacts {
    let id = id.to_owned();
    app.read(move |reader| loan::find(reader.conn, &id)).await.unwrap()
}

async fn acted(app: &App, id: &str, event: loan::Event, actor: Actor) -> Result<State, AppError> {
    let id = id.to_owned();
    app.write(move |tx| {
        let facts = cases::open::<Loan>(tx, &id)?;
        cases::act::<Loan>(tx, &facts, event, &By::account(actor, "somebody"), serde_json::json!({}))?;
        Ok(loan::find(tx.conn, &id)?.state)
    })
    .await
}

/// Walks, then looks at every row; answers how many steps were refused.
async fn walk(app: &App, seed: u64, steps: usize) -> usize {
    let mut dice = Dice::seeded(seed);
    let mut refused = 0;
    let mut id = opened(app).await;
    for number in 0..steps {
        let target = app.now().plus(dice.hours(30));
        candor::jobs::advance(app, target).await.unwrap();
        let facts = facts(app, &id).await;
        let tried = pick::<Loan>(&mut dice, facts.state, &facts, &[Actor::Reader, Actor::Library], app.now()).unwrap();
        let came = acted(app, &id, tried.event, tried.actor).await;
        judge(&tried, &came, &format!("seed {seed}, step {number}"));
        refused += usize::from(came.is_err());
        if facts.state == State::Returned {
            id = opened(app).await;
        }
    }
    let events = ledger::assert_whole(app.site());
    assert!(events > steps / 2, "only {events} events came of {steps} steps");
    refused
}

#[tokio::test]
async fn a_walk_keeps_every_promise_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let refused = walk(&site(folder.path(), None), 1, 300).await;
    assert!(refused > 10, "only {refused} steps were refused");
}

#[tokio::test]
async fn a_walk_keeps_every_promise_on_postgres() {
    let (folder, database) = (tempfile::tempdir().unwrap(), PostgresDatabase::fresh());
    let refused = walk(&site(folder.path(), Some(database.url())), 2, 300).await;
    assert!(refused > 10, "only {refused} steps were refused");
}

#[tokio::test]
async fn a_changed_row_is_found() {
    use candor::db::schema::{case_events, ledger_leaves};
    use diesel::prelude::*;
    let folder = tempfile::tempdir().unwrap();
    let app = site(folder.path(), None);
    let id = opened(&app).await;
    acted(&app, &id, loan::Event::Renew, Actor::Reader).await.unwrap();
    let mut connection = ledger::connect(&app.config().database_url());
    let mut look = |change: &str| {
        let candor::db::Connection::Sqlite(sqlite) = &mut connection else { panic!("a SQLite file") };
        diesel::sql_query("BEGIN").execute(sqlite).unwrap();
        diesel::sql_query(change).execute(sqlite).unwrap();
        let leaves: Vec<_> = ledger_leaves::table.load(&mut connection).unwrap();
        let events: Vec<_> = case_events::table.order(case_events::ordinal).load(&mut connection).unwrap();
        let candor::db::Connection::Sqlite(sqlite) = &mut connection else { panic!("a SQLite file") };
        diesel::sql_query("ROLLBACK").execute(sqlite).unwrap();
        ledger::faults(&leaves, &events, app.site())
    };
    assert_eq!(look("SELECT 1"), Vec::<String>::new());
    for change in [
        "UPDATE ledger_leaves SET hash = 'other'",
        "UPDATE ledger_leaves SET body = body || ' '",
        "UPDATE ledger_leaves SET subject_ref = 'other'",
        "UPDATE case_events SET to_state = 'returned' WHERE ordinal = 0",
        "UPDATE case_events SET data = '{\"renewals\":9}' WHERE ordinal = 1",
        "UPDATE ledger_leaves SET sealed_salt = NULL",
        "UPDATE case_events SET ordinal = 7 WHERE ordinal = 1",
        "UPDATE case_events SET leaf_id = (SELECT leaf_id FROM case_events WHERE ordinal = 0)",
        "DELETE FROM case_events WHERE ordinal = 1",
    ] {
        assert!(!look(change).is_empty(), "nobody noticed: {change}");
    }
    assert_eq!(State::Lent.word(), "lent");
}
