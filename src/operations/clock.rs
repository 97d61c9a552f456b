//! The site's clock, moved on purpose: development only.

use super::Span;
use crate::app::App;
use crate::clock::Timestamp;
use crate::error::{AppError, OUT_OF_RANGE, Refusal, WRONG_TYPE};
use crate::jobs;
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
}

/// The site's present.
pub fn present(app: &App) -> Moved {
    Moved { now: app.now(), ran: 0 }
}

/// Moves the clock; what falls due on the way is done in order, each at its own instant.
///
/// # Errors
/// A refusal when the span goes beyond the calendar; else what the due work fails with.
pub async fn advance(app: &App, by: Span) -> Result<Moved, AppError> {
    if by.is_zero() {
        return Ok(present(app));
    }
    let target = by.after(app.now()).map_err(|_| Refusal::field("/advance", OUT_OF_RANGE))?;
    let ran = jobs::advance(app, target).await?;
    // A new day has new ratings, and whoever moved the clock must not wait for the chore.
    app.write(reviews::rate_again).await?;
    app.wake_mail();
    Ok(Moved { now: app.now(), ran })
}
