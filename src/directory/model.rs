//! Rows, states and words of the directory.

use crate::accounts::AccountId;
use crate::clock::Timestamp;
use crate::db::JsonText;
use crate::db::schema::{claims, clinics, physician_clinics, physicians};
use crate::{text_enum, text_id};
use chrono::NaiveDate;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

text_id! {
    /// A physician or practitioner.
    pub PhysicianId
}
text_id! {
    /// A clinic.
    pub ClinicId
}
text_id! {
    /// Somebody's claim to be a physician or to work for a clinic.
    pub ClaimId
}

text_enum! {
    /// What somebody who treats patients is.
    pub enum PhysicianKind {
        Physician = "physician",
        /// Treats without being a physician, and is shown as such.
        Practitioner = "practitioner",
    }
}

#[expect(clippy::derivable_impls, reason = "the macro that makes the enum derives no Default")]
impl Default for PhysicianKind {
    fn default() -> Self {
        Self::Physician
    }
}

text_enum! {
    /// What sort of house a clinic is.
    pub enum ClinicKind {
        SingleSpecialty = "single_specialty",
        Integrated = "integrated",
        MedicalSpa = "medical_spa",
        ReferralPartner = "referral_partner",
        Academic = "academic",
        MultiLocation = "multi_location",
    }
}

text_enum! {
    /// How far an entry has come.
    pub enum EntryState {
        /// Written by a member; not yet in public lists.
        Proposed = "proposed",
        Confirmed = "confirmed",
        /// The same as another entry, which stands for both.
        Merged = "merged",
    }
}

text_enum! {
    /// How far a claim has come.
    pub enum ClaimState {
        Pending = "pending",
        Approved = "approved",
        Rejected = "rejected",
    }
}

text_enum! {
    /// What a credentialing officer decides about a claim.
    pub enum ClaimOutcome {
        Approved = "approved",
        Rejected = "rejected",
    }
}

impl From<ClaimOutcome> for ClaimState {
    fn from(outcome: ClaimOutcome) -> Self {
        match outcome {
            ClaimOutcome::Approved => Self::Approved,
            ClaimOutcome::Rejected => Self::Rejected,
        }
    }
}

/// A licence to practise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Licence {
    /// ISO 3166 alpha-2.
    pub country: String,
    /// Who gave it; `NPI` in the United States has a check digit.
    pub authority: String,
    pub number: String,
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub expires_on: Option<NaiveDate>,
}

/// A physician or a clinic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    Physician(PhysicianId),
    Clinic(ClinicId),
}

impl Subject {
    /// The id, which no other entry of either kind has.
    pub fn id(&self) -> &str {
        match self {
            Self::Physician(id) => id.as_str(),
            Self::Clinic(id) => id.as_str(),
        }
    }

    /// `physician` or `clinic`, as ledger leaves and addresses say.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Physician(_) => "physician",
            Self::Clinic(_) => "clinic",
        }
    }
}

/// One physician as it lies in the database.
#[derive(Debug, Clone, Queryable, Insertable, AsChangeset)]
#[diesel(table_name = physicians, treat_none_as_null = true)]
pub struct PhysicianRow {
    pub id: PhysicianId,
    /// The random public reference in ledger leaves.
    pub subject_ref: String,
    pub slug: String,
    pub name: String,
    pub sort_key: String,
    pub kind: PhysicianKind,
    pub state: EntryState,
    /// `Vec<String>`.
    pub titles: JsonText,
    /// `Vec<Licence>`.
    pub licences: JsonText,
    /// `Vec<String>`: codes of the pack.
    pub specialties: JsonText,
    /// `Vec<String>`: BCP 47.
    pub languages: JsonText,
    pub practice_since: Option<i64>,
    pub bio: Option<String>,
    pub merged_into: Option<PhysicianId>,
    pub proposed_by: AccountId,
    pub created_at: Timestamp,
    pub version: i64,
    // Of the figures on the profile, what lists are ordered and chosen by: only `figures::set` writes them.
    /// The published lower bound in ten-thousandths; 0 while no number shows.
    #[diesel(skip_update)]
    pub lower_bound_rank: i64,
    /// Counted reviews.
    #[diesel(skip_update)]
    pub counted: i64,
    #[diesel(skip_update)]
    pub standing: String,
    /// When the standing becomes another by the clock alone, unless something happens before.
    #[diesel(skip_update)]
    pub standing_ends_at: Option<Timestamp>,
    /// What it becomes then.
    #[diesel(skip_update)]
    pub standing_then: Option<String>,
}

/// One clinic as it lies in the database.
#[derive(Debug, Clone, Queryable, Insertable, AsChangeset)]
#[diesel(table_name = clinics, treat_none_as_null = true)]
pub struct ClinicRow {
    pub id: ClinicId,
    /// The random public reference in ledger leaves.
    pub subject_ref: String,
    pub slug: String,
    pub name: String,
    pub sort_key: String,
    pub kind: ClinicKind,
    pub state: EntryState,
    /// ISO 3166 alpha-2.
    pub country: String,
    pub city: String,
    pub address: Option<String>,
    /// IANA name; deadlines of complaints are counted in it.
    pub time_zone: String,
    /// Where complaints are written to.
    pub email: String,
    /// `Vec<String>`: slugs of the pack.
    pub treatments: JsonText,
    pub merged_into: Option<ClinicId>,
    pub proposed_by: AccountId,
    pub created_at: Timestamp,
    pub version: i64,
    /// Degrees north of the equator, -90 to 90; with it comes a longitude, or neither is known.
    pub latitude: Option<f64>,
    /// Degrees east of Greenwich, -180 to 180.
    pub longitude: Option<f64>,
    /// What the reviews are sure of at least, in ten-thousandths; 0 while no number shows.
    pub lower_bound_rank: i64,
    /// Counted reviews.
    pub counted: i64,
    /// `Vec<Offer>`: prices, and who performs what.
    pub offers: JsonText,
    /// `Staff`: how many work there.
    pub staff: JsonText,
    /// Whose ratings follow it into this clinic.
    pub predecessor_id: Option<ClinicId>,
}

/// Where a physician works or worked. Months are written `2026-03`.
#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = physician_clinics)]
pub struct PracticeRow {
    pub physician_id: PhysicianId,
    pub clinic_id: ClinicId,
    pub since_month: Option<String>,
    pub until_month: Option<String>,
}

/// One claim as it lies in the database.
#[derive(Debug, Clone, Queryable, Insertable, AsChangeset)]
#[diesel(table_name = claims, treat_none_as_null = true)]
pub struct ClaimRow {
    pub id: ClaimId,
    /// The random public reference in ledger leaves.
    pub subject_ref: String,
    pub physician_id: Option<PhysicianId>,
    pub clinic_id: Option<ClinicId>,
    pub account_id: AccountId,
    pub evidence: String,
    pub state: ClaimState,
    pub created_at: Timestamp,
    pub decided_at: Option<Timestamp>,
    pub decided_by: Option<AccountId>,
    pub reason: Option<String>,
    pub version: i64,
}

impl ClaimRow {
    /// Whom or what is claimed; the database holds exactly one of the two.
    pub fn subject(&self) -> Option<Subject> {
        let physician = self.physician_id.clone().map(Subject::Physician);
        physician.or_else(|| self.clinic_id.clone().map(Subject::Clinic))
    }
}
