//! The demo community of `candor demo` and `candor serve --demo`.
//!
//! Everything comes about through the actions that people use, each at an instant of the past, with the clock's own
//! work in between: letters, ledger leaves and deadlines are those of a site that has been running for months.

mod cast;
mod complaints;
mod forum;
mod places;

use crate::accounts;
use crate::app::App;
use crate::clock::Timestamp;
use crate::error::AppError;
use crate::jobs;
use cast::Cast;
use chrono::Duration;
use serde::de::DeserializeOwned;

pub use cast::sign_ins;

/// Whether the demo community is there now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seeded {
    /// It was made just now.
    Now,
    /// It was made at an earlier start; nothing was touched.
    Before,
    /// The site has accounts of its own; nothing was touched.
    NotEmpty,
}

/// Fills an empty site with people, threads, physicians and complaints.
///
/// # Errors
/// [`AppError::Unavailable`] outside the development profile, because everybody knows the password; else those of
/// the actions.
pub async fn seed(app: &App) -> Result<Seeded, AppError> {
    if !app.config().is_development() {
        let why = "the demo community is for the development profile only: set CANDOR_PROFILE=development";
        return Err(AppError::Unavailable(why.to_owned()));
    }
    if app.read(|reader| accounts::is_anybody_here(reader.conn)).await? {
        let known = app.read(|reader| cast::is_here(reader.conn)).await?;
        return Ok(if known { Seeded::Before } else { Seeded::NotEmpty });
    }
    let past = Past { present: app.now() };
    tracing::info!("demo: people");
    let cast = Cast::enter(app, past).await?;
    tracing::info!("demo: clinics and physicians");
    let places = places::open(app, &cast, past).await?;
    tracing::info!("demo: threads");
    forum::write(app, &cast, past).await?;
    tracing::info!("demo: complaints and their deadlines");
    complaints::run(app, &cast, &places, past).await?;
    jobs::run_due(app).await?;
    Ok(Seeded::Now)
}

/// The site's present when seeding began, from which the history counts back.
#[derive(Debug, Clone, Copy)]
struct Past {
    present: Timestamp,
}

impl Past {
    fn hours_ago(self, hours: i64) -> Timestamp {
        self.present.minus(Duration::hours(hours))
    }

    fn days_ago(self, days: i64) -> Timestamp {
        self.hours_ago(days * 24)
    }
}

/// Reads one of the files beside this module.
fn read<T: DeserializeOwned>(text: &str) -> Result<T, AppError> {
    toml::from_str(text).map_err(AppError::internal)
}
