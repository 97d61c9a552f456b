//! Rows, states and words of the accounts.

use crate::clock::Timestamp;
use crate::db::schema::{
    account_consents, account_tokens, accounts, refresh_tokens, role_changes, second_factors, sessions,
};
use crate::text::lang::Lang;
use crate::{text_enum, text_id};
use chrono_tz::Tz;
use diesel::prelude::*;

text_id!(
    /// A person's account.
    pub AccountId
);
text_id!(
    /// A signed-in device.
    pub SessionId
);
text_id!(
    /// A role that was asked for.
    pub RoleChangeId
);

text_enum! {
    /// Whether the address of an account was confirmed.
    pub enum AccountState {
        /// Signed up; the letter's link was not followed yet.
        Unverified = "unverified",
        Active = "active",
    }
}

text_enum! {
    /// What a person may be beside being a member, which everybody is.
    pub enum Role {
        Member = "member",
        Physician = "physician",
        ClinicStaff = "clinic_staff",
        Mentor = "mentor",
        Moderator = "moderator",
        CaseOfficer = "case_officer",
        CredentialingOfficer = "credentialing_officer",
        Inspector = "inspector",
        Reviewer = "reviewer",
        Board = "board",
        Appeals = "appeals",
        PrivacyOfficer = "privacy_officer",
        Treasurer = "treasurer",
        Auditor = "auditor",
        Admin = "admin",
    }
}

impl Role {
    /// Whether who holds it works for the site: a second factor may be required, the staff menu appears.
    pub const fn is_staff(self) -> bool {
        !matches!(self, Self::Member | Self::Physician | Self::ClinicStaff | Self::Mentor)
    }

    /// The Fluent key of its name.
    pub fn key(self) -> String {
        format!("accounts-role-{}", self.as_str().replace('_', "-"))
    }
}

text_enum! {
    /// How a device proves its session.
    pub enum SessionKind {
        /// Access and refresh tokens.
        Program = "program",
        /// A cookie, on pages only.
        Browser = "browser",
    }
}

text_enum! {
    /// What the link of a letter is for.
    pub enum TokenPurpose {
        Verify = "verify",
        Reset = "reset",
    }
}

text_enum! {
    /// What a person agreed to, each on its own.
    pub enum ConsentKind {
        Terms = "terms",
        /// Processing of health data, GDPR Article 9(2)(a).
        HealthData = "health_data",
        Age18 = "age_18",
    }
}

text_enum! {
    /// Which way a role changes.
    pub enum RoleChangeKind {
        Grant = "grant",
        Revoke = "revoke",
    }
}

text_enum! {
    /// How far the change of a role is.
    pub enum RoleChangeState {
        /// One admin asked; another must confirm.
        Pending = "pending",
        Confirmed = "confirmed",
    }
}

/// An account as it lies in the database.
#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = accounts)]
pub struct AccountRow {
    pub id: AccountId,
    /// Where letters go: as typed, trimmed, the domain in lower case.
    pub email: String,
    /// All in lower case: nobody signs up twice with one address.
    pub email_key: String,
    pub display_name: String,
    pub name_key: String,
    /// PHC string.
    pub password_hash: String,
    pub state: AccountState,
    pub locale: String,
    /// IANA name.
    pub time_zone: String,
    pub version: i64,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub verified_at: Option<Timestamp>,
    /// May read, but not write, until then.
    pub silenced_until: Option<Timestamp>,
    /// May not sign in until then.
    pub suspended_until: Option<Timestamp>,
    pub banned_at: Option<Timestamp>,
    /// The page's form of the sign-up came back sooner than anybody types.
    pub signed_up_in_haste: bool,
}

impl AccountRow {
    pub fn lang(&self) -> Lang {
        Lang::from_code(&self.locale).unwrap_or_default()
    }

    pub fn zone(&self) -> Tz {
        self.time_zone.parse().unwrap_or(Tz::UTC)
    }
}

/// What other domains may know of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    pub id: AccountId,
    pub display_name: String,
    /// What the name that they chose is compared by, even while it is masked; never shown.
    pub name_key: String,
    /// For letters only; never shown to others.
    pub email: String,
    pub lang: Lang,
    /// In which they read days and hours.
    pub zone: Tz,
    /// In the order of [`Role`]; begins with `member`.
    pub roles: Vec<Role>,
    /// The site's instant of signing up.
    pub created_at: Timestamp,
}

impl Person {
    pub fn of(row: AccountRow, roles: Vec<Role>) -> Self {
        let (lang, zone) = (row.lang(), row.zone());
        Self {
            id: row.id,
            display_name: row.display_name,
            name_key: row.name_key,
            email: row.email,
            lang,
            zone,
            roles,
            created_at: row.created_at,
        }
    }
}

/// A consent: to which version of which text, and when.
#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = account_consents)]
pub struct ConsentRow {
    pub id: String,
    pub account_id: AccountId,
    pub kind: ConsentKind,
    pub document_version: String,
    pub given_at: Timestamp,
    /// Its public reference in the ledger; rows from before there was one have none.
    pub subject_ref: Option<String>,
}

/// A session as it lies in the database. All its times are the machine's.
#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = sessions)]
pub struct SessionRow {
    pub id: SessionId,
    pub account_id: AccountId,
    pub kind: SessionKind,
    /// "Firefox on Linux".
    pub device: String,
    /// SHA-256 of the cookie, hexadecimal; browsers only.
    pub cookie_hash: Option<String>,
    pub created_at: Timestamp,
    pub last_used_at: Timestamp,
    /// Ends then unless it is used before.
    pub idle_until: Timestamp,
    /// Ends then however much it is used.
    pub ends_at: Timestamp,
    pub revoked_at: Option<Timestamp>,
    /// When the second factor was given, at sign-in or at enrolment.
    pub second_factor_at: Option<Timestamp>,
}

impl SessionRow {
    /// Whether it still holds at `machine_now`.
    pub fn is_live(&self, machine_now: Timestamp) -> bool {
        self.revoked_at.is_none() && machine_now < self.idle_until && machine_now < self.ends_at
    }
}

/// One refresh token of a session's family.
#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = refresh_tokens)]
pub struct RefreshRow {
    /// SHA-256, hexadecimal.
    pub hash: String,
    pub session_id: SessionId,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
    pub used_at: Option<Timestamp>,
}

text_enum! {
    /// How far the second factor of an account is.
    pub enum SecondFactorState {
        /// The secret was shown; no code has come yet.
        Pending = "pending",
        Active = "active",
    }
}

/// The authenticator of an account. Its times are the machine's.
#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = second_factors)]
pub struct SecondFactorRow {
    pub account_id: AccountId,
    pub sealed_secret: Vec<u8>,
    pub state: SecondFactorState,
    /// The newest time step whose code was taken; that one and older ones are refused.
    pub last_step: i64,
    pub version: i64,
    pub created_at: Timestamp,
    pub confirmed_at: Option<Timestamp>,
}

/// What a letter's link carries.
#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = account_tokens)]
pub struct TokenRow {
    /// SHA-256, hexadecimal.
    pub hash: String,
    pub account_id: AccountId,
    pub purpose: TokenPurpose,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
    pub used_at: Option<Timestamp>,
}

/// A role asked for by one admin and confirmed by another.
#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = role_changes)]
pub struct RoleChangeRow {
    pub id: RoleChangeId,
    /// The ledger's name for it, 32 random hexadecimal digits.
    pub subject_ref: String,
    pub account_id: AccountId,
    pub role: Role,
    pub kind: RoleChangeKind,
    pub reason: String,
    pub state: RoleChangeState,
    /// Absent when it was done on the host or follows from another act.
    pub asked_by: Option<AccountId>,
    pub asked_at: Timestamp,
    pub confirmed_by: Option<AccountId>,
    pub confirmed_at: Option<Timestamp>,
    pub version: i64,
}
