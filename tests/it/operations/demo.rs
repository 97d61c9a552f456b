//! The demo community: made once, with complaints where months of the clock have brought them.
//!
//! No server runs meanwhile, as `candor serve --demo` has it: a scheduler that came between would act on months that
//! the seed has not told yet.

use crate::support::postgres::PostgresDatabase;
use candor::config::Config;
use candor::operations::demo::{Seeded, seed};
use candor::server::assemble;

async fn is_made_once(folder: &std::path::Path, url: Option<String>) {
    let mut config = Config::development(folder).unwrap();
    if let Some(url) = url {
        config.database.url = url.into();
    }
    let app = assemble::start(config).unwrap();
    assert_eq!(seed(&app).await.unwrap(), Seeded::Now);
    let (physicians, countries) = app.read(|reader| candor::directory::extent(reader.conn)).await.unwrap();
    assert_eq!((physicians, countries), (4, 3));
    assert_eq!(seed(&app).await.unwrap(), Seeded::Before);
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
