//! What moderation did, in numbers, on the wire.

use crate::clock::Timestamp;
use crate::web::{Check, Wrong};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Days of a period when nobody says how many.
pub const USUAL_DAYS: u32 = 90;
/// Most days of a period: a year, and the day it leaps.
const MOST_DAYS: u32 = 366;

/// Which period.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct FigurePeriod {
    /// Whole days up to the last midnight (UTC); 90 when absent.
    #[param(minimum = 1, maximum = 366)]
    pub days: u32,
}

impl Default for FigurePeriod {
    fn default() -> Self {
        Self { days: USUAL_DAYS }
    }
}

impl Check for FigurePeriod {
    fn check(&self, wrong: &mut Wrong) {
        wrong.range("?days", self.days, 1..=MOST_DAYS);
    }
}

/// What moderation did in a period. What waited before, was received and came back, less what was decided, closed and
/// settled, is what waits at the end.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ModerationFigures {
    #[schema(value_type = String, format = DateTime)]
    pub from: Timestamp,
    /// The last midnight (UTC): nothing that came later is in here.
    #[schema(value_type = String, format = DateTime)]
    pub as_of: Timestamp,
    /// What was in the queue at the beginning.
    pub waiting_before: i64,
    /// What came into the queue: reports about one thing together, first posts, new accounts, reviews that waited.
    pub received: i64,
    /// What came back to it: appeals, what is decided anew, reviews that are held or hidden.
    pub came_back: i64,
    /// What people decided of what was received.
    pub decided: i64,
    /// What of it closed without a decision of its own: time over, proved, withdrawn, or decided with another item.
    pub closed: i64,
    /// What of that which came back is settled, by people or by itself.
    pub settled: i64,
    /// What was in the queue at the end, appeals and all.
    pub waiting: i64,
    /// Hours from coming in to the decision: the middle of all; null where nothing was decided.
    pub median_hours: Option<f64>,
    /// Nine in ten were decided within so many hours.
    pub p90_hours: Option<f64>,
    /// From how many decisions, the newest, both times are computed.
    pub timed: i64,
    /// What scores did by themselves, until somebody had looked.
    pub automated: i64,
    pub appeals: AppealFigures,
    /// In the order of the reasons.
    pub by_reason: Vec<ReasonFigures>,
}

/// What became of appeals in a period.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct AppealFigures {
    pub received: i64,
    /// Heard by somebody; those that ended with what they were about are left out.
    pub decided: i64,
    pub upheld: i64,
    pub partly: i64,
    pub overturned: i64,
    /// The share of the decided that were overturned, 0–1; null where none was decided.
    pub overturn_rate: Option<f64>,
}

/// The reports of one reason in a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ReasonFigures {
    pub reason: String,
    pub received: i64,
    /// Of those that were decided: with how many the moderators agreed …
    pub agreed: i64,
    /// … and with how many they did not, or an appeal overturned what was done.
    pub disagreed: i64,
}
