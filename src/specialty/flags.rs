//! Reports in the pack: why they are made, what they weigh, and how long moderators and appeals have.

use super::Term;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Why readers raise flags, and the words that mark a post as a cry for help.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Flags {
    pub reasons: Vec<Term>,
    /// Lower case; by language code.
    #[serde(default)]
    pub crisis_words: BTreeMap<String, Vec<String>>,
    pub score: FlagScore,
    pub warnings: WarningPoints,
    pub times: FlagTimes,
}

/// The constants of `flags-v1`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FlagScore {
    pub formula: String,
    /// What every flag weighs.
    pub base: f64,
    /// Stands in for the trust level of staff.
    pub staff_level: f64,
    /// A member of staff asks for something to be done at once.
    pub take_action: f64,
    /// Up to so many decided flags nobody's record counts.
    pub record_after: u32,
    /// The share of agreed flags that counts for nothing.
    pub neutral_share: f64,
    /// Times the logarithm, to this base, of the decided flags.
    pub record_weight: f64,
    pub record_log_base: f64,
    /// What a reason adds; every other adds nothing.
    pub reasons: BTreeMap<String, f64>,
    /// Reasons that come before all others in the queue.
    pub urgent: Vec<String>,
    /// A post is hidden by itself from this score on …
    pub hide_score: f64,
    /// … if so many different people flagged it.
    pub hide_flaggers: usize,
    /// An author who is no staff is silenced by itself from this sum of reports of spam on …
    pub silence_score: f64,
    /// … if so many different people raised them.
    pub silence_flaggers: usize,
    /// A thread is closed by itself for a while from this sum of all reports in it on …
    pub close_score: f64,
    /// … if so many different people raised them.
    pub close_flaggers: usize,
}

/// What warnings add up to while they stand, and what a sum suggests; people decide.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WarningPoints {
    /// Points by the ground of the warning.
    pub points: BTreeMap<String, u32>,
    /// Points of a warning on any other ground.
    pub every_other: u32,
    /// Sums from which on silence, suspension and a ban are suggested.
    pub silence_from: u32,
    pub suspend_from: u32,
    pub ban_from: u32,
}

/// How long things take in moderation.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FlagTimes {
    pub claim_minutes: u32,
    /// The same person raises the same reason against the same text only after this.
    pub again_hours: u32,
    pub appeal_days: u32,
    /// Until an appeal is decided.
    pub appeal_decided_days: u32,
    /// A sanction for which no end was named.
    pub sanction_hours: u32,
    /// How long a thread stays closed that its score has closed.
    pub close_hours: u32,
    /// How long a warning stands.
    pub warning_days: u32,
}
