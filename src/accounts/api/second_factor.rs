//! Wire types of the second factor.

use super::Action;
use crate::accounts::model::{SecondFactorRow, SecondFactorState};
use crate::clock::Timestamp;
use crate::text_enum;
use crate::web::{Check, Versioned};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

const HERE: &str = "/api/v1/me/second-factor";

/// Setting up a second factor.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BeginSecondFactor {
    #[schema(value_type = String, format = Password)]
    pub current_password: SecretString,
}

impl Check for BeginSecondFactor {}

/// The first code of a new authenticator.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConfirmSecondFactor {
    /// Six digits, or a recovery code; spaces and hyphens do not matter.
    #[schema(max_length = 64)]
    pub code: String,
}

impl Check for ConfirmSecondFactor {}

/// What proves that a second factor is one's own: the password, and a code.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProveSecondFactor {
    #[schema(value_type = String, format = Password)]
    pub current_password: SecretString,
    /// Six digits, or a recovery code; spaces and hyphens do not matter.
    #[schema(max_length = 64)]
    pub code: String,
}

impl Check for ProveSecondFactor {}

text_enum! {
    /// How far the second factor of an account is.
    pub enum SecondFactorStanding {
        /// There is none.
        Off = "off",
        /// A secret was made; its first code has not come yet.
        Pending = "pending",
        /// Signing in asks for a code.
        Active = "active",
    }
}

/// One's own second factor.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SecondFactorView {
    pub state: SecondFactorStanding,
    pub version: i64,
    pub created_at: Option<Timestamp>,
    pub confirmed_at: Option<Timestamp>,
    /// How many recovery codes were not used yet.
    pub recovery_codes_left: i64,
    /// For typing into an authenticator: base32 in groups. Only while `pending`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
    /// The same as a link that authenticators open. Only while `pending`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub otpauth_url: Option<String>,
    /// Each good for one sign-in. Told once, when they are made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recovery_codes: Option<Vec<String>>,
    pub actions: Vec<Action>,
}

impl SecondFactorView {
    pub fn off() -> Self {
        Self {
            state: SecondFactorStanding::Off,
            version: 0,
            created_at: None,
            confirmed_at: None,
            recovery_codes_left: 0,
            secret: None,
            otpauth_url: None,
            recovery_codes: None,
            actions: vec![Action::new("begin", "POST", HERE)],
        }
    }

    pub fn of(row: &SecondFactorRow, recovery_codes_left: i64) -> Self {
        let (state, actions) = match row.state {
            SecondFactorState::Pending => (
                SecondFactorStanding::Pending,
                vec![Action::new("begin", "POST", HERE), Action::new("confirm", "PUT", format!("{HERE}/confirmation"))],
            ),
            SecondFactorState::Active => (
                SecondFactorStanding::Active,
                vec![
                    Action::new("renew_recovery_codes", "POST", format!("{HERE}/recovery-codes")),
                    Action::new("remove", "POST", format!("{HERE}/removal")),
                ],
            ),
        };
        Self {
            state,
            version: row.version,
            created_at: Some(row.created_at),
            confirmed_at: row.confirmed_at,
            recovery_codes_left,
            actions,
            ..Self::off()
        }
    }

    #[must_use]
    pub fn with_secret(self, secret: String, url: String) -> Self {
        Self { secret: Some(secret), otpauth_url: Some(url), ..self }
    }

    #[must_use]
    pub fn with_codes(self, codes: Vec<String>) -> Self {
        Self { recovery_codes: Some(codes), ..self }
    }
}

impl Versioned for SecondFactorView {
    fn version(&self) -> i64 {
        self.version
    }
}
