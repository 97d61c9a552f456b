//! The demo community: made once, with complaints where months of the clock have brought them.
//!
//! No server runs meanwhile, as `candor serve --demo` has it: a scheduler that came between would act on months that
//! the seed has not told yet.

use crate::support::postgres::PostgresDatabase;
use candor::app::App;
use candor::complaints::State;
use candor::config::Config;
use candor::db::schema::{accounts, clinics, complaints, physicians, posts, threads};
use candor::operations::demo::{Seeded, Size, seed};
use candor::server::assemble;
use diesel::prelude::*;
use std::collections::BTreeSet;

async fn seeded(folder: &std::path::Path, url: Option<String>, size: Size) -> App {
    let mut config = Config::development(folder).unwrap();
    if let Some(url) = url {
        config.database.url = url.into();
    }
    let app = assemble::start(config).unwrap();
    assert_eq!(seed(&app, size, &|_| ()).await.unwrap(), Seeded::Now);
    app
}

async fn is_made_once(folder: &std::path::Path, url: Option<String>) {
    let app = seeded(folder, url, Size::Small).await;
    let (physicians, countries) = app.read(|reader| candor::directory::extent(reader.conn)).await.unwrap();
    assert_eq!((physicians, countries), (30, 16));
    assert_eq!(states_of_complaints(&app).await, State::ALL.iter().map(|state| state.as_str()).collect());
    assert_eq!(seed(&app, Size::Small, &|_| ()).await.unwrap(), Seeded::Before);
}

async fn states_of_complaints(app: &App) -> BTreeSet<&'static str> {
    let states = app.read(|reader| Ok(complaints::table.select(complaints::state).load::<State>(reader.conn)?)).await;
    states.unwrap().iter().map(|state| state.as_str()).collect()
}

#[tokio::test]
async fn the_demo_is_made_once_and_never_again_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    is_made_once(folder.path(), None).await;
}

#[tokio::test]
async fn the_demo_is_made_once_and_never_again_on_postgres() {
    let (folder, database) = (tempfile::tempdir().unwrap(), PostgresDatabase::fresh());
    is_made_once(folder.path(), Some(database.url().to_owned())).await;
}

/// The whole community; slow without optimisation, so only where there is time.
#[tokio::test]
async fn the_full_demo_is_as_large_as_promised_on_sqlite() {
    if std::env::var_os("CANDOR_SOAK").is_none() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let app = seeded(folder.path(), None, Size::Full).await;
    let counts = app.read(|reader| {
        let conn = &mut *reader.conn;
        Ok([
            (accounts::table.count().get_result::<i64>(conn)?, 300),
            (clinics::table.count().get_result(conn)?, 20),
            (physicians::table.count().get_result(conn)?, 30),
            (threads::table.count().get_result(conn)?, 200),
            (posts::table.count().get_result(conn)?, 3_000),
        ])
    });
    for (there, promised) in counts.await.unwrap() {
        assert!(there >= promised, "{there} of {promised}");
    }
}
