//! The data of `candor bench-data`: an empty site filled with as many posts as asked for, to be measured.
//!
//! Rows go in by the thousand, past the actions: nothing here has letters, leaves or events. They are streamed, so
//! memory does not grow with them, and the same seed makes the same rows, but for the salt of the one password.

mod dice;
mod forum;
mod people;
mod places;
mod prose;

use crate::accounts;
use crate::app::App;
use crate::clock::Timestamp;
use crate::error::AppError;
use chrono::Duration;
use diesel::RunQueryDsl as _;
use serde::Serialize;

pub use people::{PASSWORD, address};

/// Everything lies between this instant and [`DAYS`] later.
const BEGINNING: i64 = 1_704_067_200_000;
const DAYS: i64 = 700;
/// Rows of one statement: both engines bound how many values a statement may bind.
const ROWS: usize = 1_000;

/// What to make.
#[derive(Debug, Clone, Copy)]
pub struct Wish {
    pub posts: u64,
    pub seed: u64,
}

/// What was made.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Made {
    pub members: u64,
    pub clinics: u64,
    pub physicians: u64,
    pub threads: u64,
    pub posts: u64,
}

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    pub what: &'static str,
    pub done: u64,
    pub of: u64,
}

/// Fills an empty site; says after every batch how far it is.
///
/// # Errors
/// [`AppError::Unavailable`] outside the development profile, because everybody knows the password, and when the
/// site has accounts; else those of the database.
pub async fn fill(app: &App, wish: Wish, mut tell: impl FnMut(Progress)) -> Result<Made, AppError> {
    let refused = |why: &str| Err(AppError::Unavailable(why.to_owned()));
    if !app.config().is_development() {
        return refused("data to measure is for the development profile only: set CANDOR_PROFILE=development");
    }
    if app.read(|reader| accounts::is_anybody_here(reader.conn)).await? {
        return refused("data to measure needs an empty site; this one has accounts");
    }
    let crowd = Crowd::of(wish);
    people::enter(app, crowd, &mut tell).await?;
    places::open(app, crowd, &mut tell).await?;
    let threads = forum::write(app, crowd, &mut tell).await?;
    // Without figures about its tables the planner of a fresh database guesses.
    if app.database().backend().name() == "postgres" {
        app.write(|tx| Ok(diesel::sql_query("ANALYZE").execute(tx.conn)?)).await?;
    }
    let Crowd { members, clinics, physicians, .. } = crowd;
    Ok(Made { members, clinics, physicians, threads, posts: wish.posts })
}

/// How many of everything there are, and by which seed.
#[derive(Debug, Clone, Copy)]
struct Crowd {
    wish: Wish,
    members: u64,
    clinics: u64,
    physicians: u64,
}

impl Crowd {
    fn of(wish: Wish) -> Self {
        let members = (wish.posts / 50).clamp(100, 1_000_000);
        Self { wish, members, clinics: (wish.posts / 2_000).max(10), physicians: (wish.posts / 1_000).max(20) }
    }
}

/// An instant so many seconds after the beginning.
fn at(seconds: u64) -> Timestamp {
    Timestamp::from_unix_millis(BEGINNING).plus(Duration::seconds(signed(seconds)))
}

fn signed(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// What an id is of; two kinds never share one.
#[derive(Debug, Clone, Copy)]
enum Kind {
    Account,
    Clinic,
    Physician,
    Category,
    Thread,
    Post,
}

/// The id of the `number`th of a kind, in the form of those that the site mints.
fn id(kind: Kind, at: Timestamp, number: u64) -> String {
    let millis = u128::from(u64::try_from(at.unix_millis()).unwrap_or(0));
    let kind: u128 = match kind {
        Kind::Account => 1,
        Kind::Clinic => 2,
        Kind::Physician => 3,
        Kind::Category => 4,
        Kind::Thread => 5,
        Kind::Post => 6,
    };
    format!("{:032x}", (millis << 80) | (0x7 << 76) | (kind << 64) | (0b10 << 62) | u128::from(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_look_like_those_of_the_site_and_differ_by_kind() {
        let post = id(Kind::Post, at(0), 7);
        assert!(crate::ids::is_well_formed(&post), "{post}");
        assert_ne!(post, id(Kind::Thread, at(0), 7));
        assert!(post < id(Kind::Post, at(1), 6));
    }

    #[test]
    fn a_small_wish_still_has_people_and_places() {
        let crowd = Crowd::of(Wish { posts: 1, seed: 1 });
        assert_eq!((crowd.members, crowd.clinics, crowd.physicians), (100, 10, 20));
    }
}
