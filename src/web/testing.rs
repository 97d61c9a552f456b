//! A site in a temporary folder, for the tests of this folder.

use crate::app::{App, Keys, Site, Subscribers};
use crate::cases::Registry;
use crate::clock::{Clock, Timestamp};
use crate::config::Config;
use crate::db::Migrator;
use crate::specialty::Pack;
use actix_web::body::MessageBody;
use actix_web::dev::ServiceResponse;
use actix_web::test;
use serde_json::Value;
use tempfile::TempDir;

/// A migrated site on SQLite that lives as long as this does.
pub(crate) struct Toy {
    pub app: App,
    _folder: TempDir,
}

impl Toy {
    pub fn new() -> Self {
        Self::with(|_| {})
    }

    pub fn with(change: impl FnOnce(&mut Config)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut config = Config::development(folder.path()).unwrap();
        change(&mut config);
        Migrator::connect(&config.database_url()).unwrap().up().unwrap();
        let site = Site {
            config,
            pack: Pack::embedded("hair-restoration").unwrap(),
            keys: Keys::new([7; 32], String::new().into()),
            clock: Clock::fixed(Timestamp::parse("2026-03-14T10:00:00Z").unwrap()),
            subscribers: Subscribers::default(),
            cases: Registry::default(),
        };
        Self { app: App::open(site).unwrap(), _folder: folder }
    }
}

/// A header of an answer; empty when it is not there.
pub(crate) fn header<B>(answer: &ServiceResponse<B>, name: &str) -> String {
    answer.headers().get(name).map_or(String::new(), |value| value.to_str().unwrap().to_owned())
}

/// The JSON of an answer; null when it has none.
pub(crate) async fn json(answer: ServiceResponse<impl MessageBody>) -> Value {
    let body = test::read_body(answer).await;
    serde_json::from_slice(&body).unwrap_or(Value::Null)
}
