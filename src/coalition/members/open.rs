//! What is open about a membership: a measure that the board votes on, and an appeal that is heard.

use super::api::MeasureAppealGround;
use super::model::{AppealOutcome, Measure};
use crate::clock::Timestamp;
use crate::coalition::scoring::Vote;
use serde::Serialize;
use utoipa::ToSchema;

/// A measure that is put to the vote, without a count before the vote is closed.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProposalView {
    /// Goes along with a vote on it, as `proposal`.
    pub id: String,
    pub measure: Measure,
    pub reasons: String,
    /// The last day of the measure; null where it has none, or lasts as long as it may.
    pub until: Option<String>,
    #[schema(value_type = String, format = DateTime)]
    pub proposed_at: Timestamp,
    /// When the hours to vote are over.
    #[schema(value_type = String, format = DateTime)]
    pub ends_at: Timestamp,
    /// Members of the board who may vote.
    pub seats: usize,
    /// Votes that are needed.
    pub quorum: usize,
    /// Whether the vote can be closed now: everybody has voted, or its hours are over.
    #[serde(skip)]
    pub may_close: bool,
    /// The caller's own, and the dissent that goes with it.
    pub own: Option<Vote>,
    pub own_dissent: Option<String>,
}

/// An appeal against a measure, without a count before it is decided.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct HearingView {
    pub measure: Measure,
    pub measure_reasons: String,
    /// The day on which it was decided, and the last one on which it holds, by the member's clocks.
    #[serde(skip)]
    pub measure_day: String,
    #[serde(skip)]
    pub measure_last_day: Option<String>,
    pub ground: MeasureAppealGround,
    /// What the member says is wrong with the measure.
    pub text: String,
    #[schema(value_type = String, format = DateTime)]
    pub appealed_at: Timestamp,
    /// People who must speak.
    pub needed: usize,
    /// People who may: nothing ties them to the member, and they had no part in the measure.
    pub hearers: usize,
    /// What the caller has said, and why.
    pub own: Option<AppealOutcome>,
    pub own_reasons: Option<String>,
}
