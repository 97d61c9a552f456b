//! The site's clock, moved on purpose: development only.

use super::Span;
use crate::app::App;
use crate::cases::{self, TimerRow};
use crate::clock::Timestamp;
use crate::error::{AppError, OUT_OF_RANGE, Refusal, WRONG_TYPE};
use crate::jobs::{self, Left};
use crate::reviews;
use crate::web::{Check, Wrong};
use serde::{Deserialize, Serialize};

/// How far to move the clock.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MoveClock {
    /// An ISO 8601 duration; `PT0S` only answers.
    pub advance: String,
}

impl Check for MoveClock {
    fn check(&self, wrong: &mut Wrong) {
        if self.advance.parse::<Span>().is_err() {
            wrong.add("/advance", WRONG_TYPE);
        }
    }
}

/// The site's present after all that fell due was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    pub now: Timestamp,
    /// How many timers fired.
    pub ran: usize,
    /// The deadlines that failed, now or before, and hold up their cases, the one due first first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub failed: Vec<FailedDeadline>,
    /// What the new day needed and could not be done.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub failed_chores: Vec<String>,
}

/// A deadline that failed; why, the log and `candor deadlines failed` say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FailedDeadline {
    pub id: String,
    pub kind: String,
    pub case: String,
    pub timer: String,
    pub due_at: Timestamp,
    pub tries: i64,
    /// It is not tried again by itself.
    pub is_dead: bool,
}

impl From<TimerRow> for FailedDeadline {
    fn from(row: TimerRow) -> Self {
        Self {
            is_dead: row.retry_at.is_some_and(|at| at >= cases::never()),
            id: row.id,
            kind: row.case_kind,
            case: row.case_id,
            timer: row.timer,
            due_at: row.due_at,
            tries: row.failures,
        }
    }
}

/// The chore that computes the ratings of a new day.
const RATINGS: &str = "rate_again";

/// The site's present.
pub fn present(app: &App) -> Moved {
    Moved { now: app.now(), ran: 0, failed: Vec::new(), failed_chores: Vec::new() }
}

/// Moves the clock; what falls due on the way is done in order, each at its own instant. What fails is named.
///
/// # Errors
/// A refusal when the span goes beyond the calendar; [`AppError::Unavailable`] when the database is away.
pub async fn advance(app: &App, by: Span) -> Result<Moved, AppError> {
    if by.is_zero() {
        return Ok(present(app));
    }
    let target = by.after(app.now()).map_err(|_| Refusal::field("/advance", OUT_OF_RANGE))?;
    let ran = jobs::advance(app, target).await?;
    // A new day has new ratings, and whoever moved the clock must not wait for the chore.
    let failed_chores = match rate_again(app).await {
        Ok(()) => Vec::new(),
        Err(error @ (AppError::RunAgain | AppError::Unavailable(_))) => return Err(error),
        Err(error) => {
            tracing::error!(%error, chore = RATINGS, "the ratings of a new day could not be computed");
            vec![RATINGS.to_owned()]
        }
    };
    app.wake_mail();
    let failed = app.read(|reader| cases::failed(reader.conn)).await?;
    Ok(Moved { now: app.now(), ran, failed: failed.into_iter().map(FailedDeadline::from).collect(), failed_chores })
}

/// Every rating of an earlier day, one batch after the other.
async fn rate_again(app: &App) -> Result<(), AppError> {
    while app.write(reviews::rate_again).await? == Left::More {}
    Ok(())
}
