//! The demo community of `candor demo` and `candor serve --demo`.
//!
//! Everything comes about through the actions that people use, each at an instant of the past, with the clock's own
//! work in between: letters, ledger leaves and deadlines are those of a site that has been running for months.

mod applications;
mod calls;
mod cast;
mod complaints;
mod compose;
mod diaries;
mod dice;
mod documents;
mod findings;
mod forum;
mod inspections;
mod offers;
mod opinions;
mod people;
mod phrases;
mod places;
mod progress;
mod reports;
mod reviews;
mod script;
mod speaker;
mod talk;
mod timeline;

use crate::accounts;
use crate::app::{App, Tx};
use crate::clock::Timestamp;
use crate::error::AppError;
use crate::jobs;
use cast::Cast;
use chrono::Duration;
use compose::Composed;
use progress::Progress;
use serde::de::DeserializeOwned;

pub use cast::sign_ins;
pub use progress::Done;

/// How large a community is made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Size {
    /// Enough of everything to walk through: for tests.
    Small,
    /// Some three hundred people who have written for a year and a half.
    #[default]
    Full,
}

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

/// Fills an empty site with people, threads, physicians and everything that is said and decided about them; `tell` hears how far it is.
///
/// # Errors
/// [`AppError::Unavailable`] outside the development profile, because everybody knows the password; else those of
/// the actions.
pub async fn seed(app: &App, size: Size, tell: &(dyn Fn(Done) + Send + Sync)) -> Result<Seeded, AppError> {
    if !app.config().is_development() {
        let why = "the demo community is for the development profile only: set CANDOR_PROFILE=development";
        return Err(AppError::Unavailable(why.to_owned()));
    }
    if app.read(|reader| accounts::is_anybody_here(reader.conn)).await? {
        let known = app.read(|reader| cast::is_here(reader.conn)).await?;
        return Ok(if known { Seeded::Before } else { Seeded::NotEmpty });
    }
    let past = Past { present: app.now() };
    let Composed { world, script, opinions } = forum::composed(size)?;
    let people = Progress::of(tell, "people", world.people.len());
    let cast = Cast::enter(app, &world, past, &people).await?;
    let places = places::open(app, &cast, past).await?;
    offers::tell(app, &cast, &places, past).await?;
    let posts = Progress::of(tell, "posts", script.posts());
    let threads = forum::write(app, &cast, script, past, &posts).await?;
    let mut tales = complaints::tales(&cast, &places, past)?;
    tales.extend(reviews::tales(&cast, &places, opinions, past)?);
    tales.extend(reports::tales(&cast, &threads, past)?);
    tales.extend(applications::tales(&cast, &places, past)?);
    tales.extend(inspections::tales(&cast, &places, past)?);
    timeline::play(app, tales, tell).await?;
    jobs::run_due(app).await?;
    Ok(Seeded::Now)
}

/// The site's present when seeding began, from which the history counts back.
#[derive(Debug, Clone, Copy)]
struct Past {
    present: Timestamp,
}

impl Past {
    fn minutes_ago(self, minutes: i64) -> Timestamp {
        self.present.minus(Duration::minutes(minutes))
    }

    fn hours_ago(self, hours: i64) -> Timestamp {
        self.minutes_ago(hours * 60)
    }

    fn days_ago(self, days: i64) -> Timestamp {
        self.hours_ago(days * 24)
    }
}

/// The same transaction at another instant.
fn at_instant<'t>(tx: &'t mut Tx<'_>, now: Timestamp) -> Tx<'t> {
    Tx { conn: &mut *tx.conn, now, site: tx.site }
}

/// Reads one of the files beside this module.
fn read<T: DeserializeOwned>(text: &str) -> Result<T, AppError> {
    toml::from_str(text).map_err(AppError::internal)
}
