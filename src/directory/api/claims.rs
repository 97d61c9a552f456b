//! What comes in about claims.

use crate::directory::model::{ClaimOutcome, ClaimState};
use crate::web::Check;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

/// A claim to be this physician or to work for this clinic.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewClaim {
    /// How it can be checked.
    pub evidence: String,
}

impl Check for NewClaim {}

/// The decision on a claim.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ClaimDecision {
    pub outcome: ClaimOutcome,
    pub reason: String,
}

impl Check for ClaimDecision {}

/// Which claims a list shows.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct ClaimFilter {
    /// `pending` when absent.
    pub state: Option<ClaimState>,
}

impl Check for ClaimFilter {}
