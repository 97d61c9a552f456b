//! Reviews and their rating in the pack.

use super::{Term, Words};
use crate::workdays::Span;
use serde::Deserialize;

/// The reviews section.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reviews {
    /// Characters of a review.
    pub text_min_length: usize,
    pub text_max_length: usize,
    pub proof_levels: Vec<ProofLevel>,
    pub interests: Vec<Interest>,
    /// Optional scores 1–5.
    pub sub_scores: Vec<Term>,
    /// Why a review may be removed, and nothing else.
    pub removal_grounds: Vec<Term>,
    /// An undecided first review without proof appears after this.
    pub queue: Span,
    /// Longest hold before the clock publishes.
    pub hold: Span,
    /// Time for a proof that was asked for.
    pub proof: Span,
    /// Within this two people decide about a hidden one.
    pub hidden: Span,
    /// The documents of a proof are kept so many calendar months after the last was added or decided; then their key
    /// is destroyed.
    pub proof_kept_months: u32,
    /// A withdrawal so soon after the clinic was in touch is counted apart.
    pub clinic_contact: Span,
    pub appeal: Span,
}

/// How well a review is proved.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProofLevel {
    /// 0–3.
    pub level: u8,
    /// Weight V in the rating.
    pub weight: f64,
    pub words: Words,
}

/// A declared conflict of interest.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Interest {
    pub code: String,
    /// Who declares it cannot review.
    #[serde(default)]
    pub refused: bool,
    pub words: Words,
}

/// The constants of `rating-v1`; ratings run from 1 to 5.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rating {
    pub formula: String,
    /// C: how many average reviews stand in before the first.
    pub prior_weight: f64,
    /// m0: what those would have said.
    pub prior_mean: f64,
    /// Variance of those.
    pub prior_variance: f64,
    /// z of the one-sided lower bound.
    pub lower_bound_z: f64,
    /// z of the Wilson bound of "would choose again".
    pub choose_again_z: f64,
    /// Months after which a review counts half.
    pub half_life_months: f64,
    /// D never falls below this.
    pub least_decay: f64,
    /// First whole month of a `mid` review, which counts `mid_weight`.
    pub mid_from_month: u32,
    pub mid_weight: f64,
    /// First whole month of a `mature` review, which counts fully.
    pub mature_from_month: u32,
    /// Both needed before a number shows.
    pub shown_from_counted: u32,
    pub shown_from_weight: f64,
    pub surge: Surge,
}

/// When a burst of reviews is looked at.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Surge {
    pub baseline_weeks: u32,
    pub least_weekly_rate: f64,
    pub window_days: u32,
    pub least_count: u32,
    pub tail_probability: f64,
    pub same_network: u32,
    pub similar_texts: u32,
    pub text_similarity: f64,
    pub young_account_days: u32,
    pub young_account_share: f64,
    pub decided: Span,
}
