//! Wire types of the accounts, in and out.

mod second_factor;

pub use second_factor::{
    BeginSecondFactor, ConfirmSecondFactor, ProveSecondFactor, SecondFactorStanding, SecondFactorView,
};

use super::model::{
    AccountId, AccountRow, AccountState, ConsentKind, ConsentRow, Role, RoleChangeId, RoleChangeKind, RoleChangeRow,
    RoleChangeState, SessionId, SessionKind, SessionRow,
};
use super::rules::{CONSENT_REQUIRED, REASON_CHARACTERS};
use crate::clock::Timestamp;
use crate::error::{NOT_ALLOWED_HERE, REQUIRED};
use crate::text::lang::Lang;
use crate::web::{Check, Versioned, Wrong};
use chrono_tz::Tz;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A new account.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignUp {
    #[schema(format = Email, max_length = 254)]
    pub email: String,
    /// 3–40 characters; unique.
    #[schema(min_length = 3, max_length = 40)]
    pub display_name: String,
    #[schema(value_type = String, format = Password, min_length = 10, max_length = 256)]
    pub password: SecretString,
    pub consents: Consents,
    /// `en` or `de`; what `Accept-Language` prefers when absent.
    pub locale: Option<String>,
}

/// Three consents, each on its own; all must be true.
#[derive(Debug, Clone, Copy, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Consents {
    /// To the terms of use.
    pub terms: bool,
    /// To the processing of health data (GDPR, Article 9).
    pub health_data: bool,
    /// 18 years or older.
    pub age_18: bool,
}

impl Check for SignUp {
    fn check(&self, wrong: &mut Wrong) {
        let consents = self.consents;
        for (pointer, given) in [
            ("/consents/terms", consents.terms),
            ("/consents/health_data", consents.health_data),
            ("/consents/age_18", consents.age_18),
        ] {
            if !given {
                wrong.add(pointer, CONSENT_REQUIRED);
            }
        }
        check_locale(wrong, self.locale.as_deref());
    }
}

/// The token of a verification letter.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Verification {
    pub token: String,
}

impl Check for Verification {}

/// The answer to a verification.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Verified {
    pub account_id: AccountId,
    /// `active`.
    pub state: AccountState,
}

/// The answer to what must not tell whether an address is known.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LetterSent {
    /// What happens next, in the reader's language.
    pub message: String,
}

/// Signing in.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    pub email: String,
    #[schema(value_type = String, format = Password)]
    pub password: SecretString,
    /// Of the second factor, for accounts that have one: six digits, or a recovery code.
    #[schema(max_length = 64)]
    pub code: Option<String>,
}

impl Check for SignIn {}

/// Exchanging a refresh token.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Refresh {
    pub refresh_token: String,
}

impl Check for Refresh {}

/// What a program signs its requests with.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Tokens {
    /// A JWT for `Authorization: Bearer`.
    pub access_token: String,
    /// `Bearer`.
    pub token_type: &'static str,
    /// Seconds until the access token runs out.
    pub expires_in: u64,
    /// Good for one exchange.
    pub refresh_token: String,
    pub account: AccountView,
}

/// Asking for a new password.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AskReset {
    #[schema(format = Email, max_length = 254)]
    pub email: String,
}

impl Check for AskReset {}

/// Setting a new password by a letter's link.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPassword {
    #[schema(value_type = String, format = Password, min_length = 10, max_length = 256)]
    pub password: SecretString,
}

impl Check for NewPassword {}

/// Changing the password while signed in.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangePassword {
    #[schema(value_type = String, format = Password)]
    pub current_password: SecretString,
    #[schema(value_type = String, format = Password, min_length = 10, max_length = 256)]
    pub password: SecretString,
}

impl Check for ChangePassword {}

/// Changing the profile; what is absent stays.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeProfile {
    #[schema(min_length = 3, max_length = 40)]
    pub display_name: Option<String>,
    /// `en` or `de`.
    pub locale: Option<String>,
    /// IANA name, such as `Europe/Vienna`.
    pub time_zone: Option<String>,
}

impl Check for ChangeProfile {
    const MAY_BE_EMPTY: bool = true;

    fn check(&self, wrong: &mut Wrong) {
        check_locale(wrong, self.locale.as_deref());
        if self.time_zone.as_ref().is_some_and(|zone| zone.parse::<Tz>().is_err()) {
            wrong.add("/time_zone", NOT_ALLOWED_HERE);
        }
    }
}

/// Asking for a role.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AskRole {
    pub role: Role,
    #[schema(min_length = 1, max_length = 1000)]
    pub reason: String,
}

impl Check for AskRole {
    fn check(&self, wrong: &mut Wrong) {
        check_reason(wrong, &self.reason);
    }
}

/// Asking that a role be taken; a body may be left out.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AskRevocation {
    #[schema(min_length = 1, max_length = 1000)]
    pub reason: Option<String>,
}

impl Check for AskRevocation {
    const MAY_BE_EMPTY: bool = true;

    fn check(&self, wrong: &mut Wrong) {
        if let Some(reason) = &self.reason {
            check_reason(wrong, reason);
        }
    }
}

/// Which changes of roles to list.
#[derive(Debug, Clone, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct RoleChangeFilter {
    /// `pending` or `confirmed`; all when absent.
    pub state: Option<RoleChangeState>,
}

impl Check for RoleChangeFilter {}

/// An account, as its owner sees it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AccountView {
    pub id: AccountId,
    pub email: String,
    pub display_name: String,
    pub state: AccountState,
    /// Begins with `member`.
    pub roles: Vec<Role>,
    pub locale: String,
    pub time_zone: String,
    /// What its owner agreed to when signing up; nothing for an account that was made on the host.
    pub consents: Consents,
    pub version: i64,
    pub created_at: Timestamp,
    pub actions: Vec<Action>,
}

/// An act that this caller may do now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = AccountAction)]
pub struct Action {
    pub name: &'static str,
    pub method: &'static str,
    pub href: String,
}

impl Action {
    fn new(name: &'static str, method: &'static str, href: impl Into<String>) -> Self {
        Self { name, method, href: href.into() }
    }
}

impl AccountView {
    pub fn of(row: AccountRow, roles: &[Role], given: &[ConsentRow]) -> Self {
        let gave = |kind| given.iter().any(|consent| consent.kind == kind);
        Self {
            consents: Consents {
                terms: gave(ConsentKind::Terms),
                health_data: gave(ConsentKind::HealthData),
                age_18: gave(ConsentKind::Age18),
            },
            id: row.id,
            email: row.email,
            display_name: row.display_name,
            state: row.state,
            roles: roles.to_vec(),
            locale: row.locale,
            time_zone: row.time_zone,
            version: row.version,
            created_at: row.created_at,
            actions: vec![
                Action::new("change_profile", "PATCH", "/api/v1/me"),
                Action::new("change_password", "PUT", "/api/v1/me/password"),
                Action::new("see_second_factor", "GET", "/api/v1/me/second-factor"),
                Action::new("sign_out_everywhere", "DELETE", "/api/v1/sessions"),
            ],
        }
    }
}

impl Versioned for AccountView {
    fn version(&self) -> i64 {
        self.version
    }
}

/// A signed-in device.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SessionView {
    pub id: SessionId,
    pub kind: SessionKind,
    /// Browser and system, as far as they say; empty when they do not.
    pub device: String,
    /// Whether this very request came from it.
    pub current: bool,
    pub created_at: Timestamp,
    pub last_used_at: Timestamp,
    /// Ends then unless it is used before.
    pub expires_at: Timestamp,
    pub version: i64,
    pub actions: Vec<Action>,
}

impl SessionView {
    pub fn of(row: SessionRow, current: &SessionId) -> Self {
        let end = Action::new("sign_out", "DELETE", format!("/api/v1/sessions/{}", row.id));
        Self {
            current: row.id == *current,
            id: row.id,
            kind: row.kind,
            device: row.device,
            created_at: row.created_at,
            last_used_at: row.last_used_at,
            expires_at: row.idle_until.min(row.ends_at),
            version: 1,
            actions: vec![end],
        }
    }
}

/// A role that was asked for.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RoleChangeView {
    pub id: RoleChangeId,
    pub state: RoleChangeState,
    pub kind: RoleChangeKind,
    pub account_id: AccountId,
    pub role: Role,
    pub reason: String,
    /// Null when it was done on the host or follows from another act.
    pub asked_by: Option<AccountId>,
    pub confirmed_by: Option<AccountId>,
    pub confirmed_at: Option<Timestamp>,
    pub version: i64,
    pub created_at: Timestamp,
    pub actions: Vec<Action>,
}

impl RoleChangeView {
    /// As `admin` sees it.
    pub fn of(row: RoleChangeRow, admin: &AccountId) -> Self {
        let confirm = || Action::new("confirm", "PUT", format!("/api/v1/role-changes/{}/confirmation", row.id));
        let actions = super::rules::may_confirm(&row, admin).ok().map(|()| confirm()).into_iter().collect();
        Self {
            id: row.id,
            state: row.state,
            kind: row.kind,
            account_id: row.account_id,
            role: row.role,
            reason: row.reason,
            asked_by: row.asked_by,
            confirmed_by: row.confirmed_by,
            confirmed_at: row.confirmed_at,
            version: row.version,
            created_at: row.asked_at,
            actions,
        }
    }
}

impl Versioned for RoleChangeView {
    fn version(&self) -> i64 {
        self.version
    }
}

fn check_locale(wrong: &mut Wrong, locale: Option<&str>) {
    if locale.is_some_and(|locale| Lang::from_code(locale).is_none()) {
        wrong.add("/locale", NOT_ALLOWED_HERE);
    }
}

fn check_reason(wrong: &mut Wrong, reason: &str) {
    if reason.trim().is_empty() {
        wrong.add("/reason", REQUIRED);
    } else {
        wrong.length("/reason", reason, REASON_CHARACTERS);
    }
}
