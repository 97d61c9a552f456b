//! Wire types of the directory: what comes in and what goes out.

mod claims;
mod lists;

pub use claims::{ClaimDecision, ClaimFilter, NewClaim};
pub use lists::{ClinicFilter, KnownStanding, PhysicianFilter, RatedSort};

use super::figures::{
    CoalitionStanding, ComplaintFigures, Equation, LastInspection, NewestReview, Rating, ReviewCounts,
};
use super::model::{
    ClaimId, ClaimOutcome, ClaimState, ClinicId, ClinicKind, EntryState, Licence, PhysicianId, PhysicianKind,
};
use super::offers::{Offer, Staff};
use crate::clock::Timestamp;
use crate::web::{Check, Versioned, given};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A physician or practitioner to be listed.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPhysician {
    pub name: String,
    #[serde(default)]
    pub kind: PhysicianKind,
    #[serde(default)]
    pub titles: Vec<String>,
    #[serde(default)]
    pub licences: Vec<Licence>,
    /// Codes of the specialty pack.
    #[serde(default)]
    pub specialties: Vec<String>,
    /// BCP 47.
    #[serde(default)]
    pub languages: Vec<String>,
    /// A year.
    #[serde(default)]
    pub practice_since: Option<i64>,
    #[serde(default)]
    pub bio: Option<String>,
    #[serde(default)]
    pub clinic_ids: Vec<ClinicId>,
}

impl Check for NewPhysician {}

/// What changes about a physician; absent fields stay.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PhysicianChanges {
    pub name: Option<String>,
    pub kind: Option<PhysicianKind>,
    pub titles: Option<Vec<String>>,
    pub licences: Option<Vec<Licence>>,
    pub specialties: Option<Vec<String>>,
    pub languages: Option<Vec<String>>,
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<i64>)]
    pub practice_since: Option<Option<i64>>,
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<String>)]
    pub bio: Option<Option<String>>,
    pub clinic_ids: Option<Vec<ClinicId>>,
}

impl Check for PhysicianChanges {}

impl PhysicianChanges {
    /// Whether it touches what only staff may change: who somebody is and may do.
    pub fn touches_identity(&self) -> bool {
        self.name.is_some() || self.kind.is_some() || self.licences.is_some() || self.clinic_ids.is_some()
    }

    /// The whole entry after the change.
    pub fn apply_to(self, old: NewPhysician) -> NewPhysician {
        NewPhysician {
            name: self.name.unwrap_or(old.name),
            kind: self.kind.unwrap_or(old.kind),
            titles: self.titles.unwrap_or(old.titles),
            licences: self.licences.unwrap_or(old.licences),
            specialties: self.specialties.unwrap_or(old.specialties),
            languages: self.languages.unwrap_or(old.languages),
            practice_since: self.practice_since.unwrap_or(old.practice_since),
            bio: self.bio.unwrap_or(old.bio),
            clinic_ids: self.clinic_ids.unwrap_or(old.clinic_ids),
        }
    }
}

/// A clinic to be listed.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewClinic {
    pub name: String,
    /// ISO 3166 alpha-2.
    pub country: String,
    pub city: String,
    /// IANA name, such as `Europe/Vienna`.
    pub time_zone: String,
    pub kind: ClinicKind,
    /// Where complaints are written to.
    pub email: String,
    #[serde(default)]
    pub address: Option<String>,
    /// Procedures and treatments of the specialty pack.
    #[serde(default)]
    pub treatments: Vec<String>,
    /// Degrees, -90 to 90; only together with the longitude.
    #[serde(default)]
    pub latitude: Option<f64>,
    /// Degrees, -180 to 180.
    #[serde(default)]
    pub longitude: Option<f64>,
    /// Prices of the treatments, and who performs them.
    #[serde(default)]
    pub offers: Vec<Offer>,
    #[serde(default)]
    pub staff: Staff,
    /// The clinic that goes on as this one; its ratings follow.
    #[serde(default)]
    pub predecessor_id: Option<ClinicId>,
}

impl Check for NewClinic {}

/// What changes about a clinic; absent fields stay.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ClinicChanges {
    pub name: Option<String>,
    pub country: Option<String>,
    pub city: Option<String>,
    pub time_zone: Option<String>,
    pub kind: Option<ClinicKind>,
    pub email: Option<String>,
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<String>)]
    pub address: Option<Option<String>>,
    pub treatments: Option<Vec<String>>,
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<f64>)]
    pub latitude: Option<Option<f64>>,
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<f64>)]
    pub longitude: Option<Option<f64>>,
    /// All of them: an offer that is left out is gone.
    pub offers: Option<Vec<Offer>>,
    pub staff: Option<Staff>,
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<String>)]
    pub predecessor_id: Option<Option<ClinicId>>,
}

impl Check for ClinicChanges {}

impl ClinicChanges {
    /// Whether it touches what only staff may change: who it is and was, where its clock runs and where complaints go.
    pub fn touches_identity(&self) -> bool {
        let place = self.country.is_some() || self.city.is_some() || self.time_zone.is_some();
        let place = place || self.latitude.is_some() || self.longitude.is_some();
        let place = place || self.predecessor_id.is_some();
        place || self.name.is_some() || self.kind.is_some() || self.email.is_some()
    }

    /// The whole entry after the change.
    pub fn apply_to(self, old: NewClinic) -> NewClinic {
        NewClinic {
            name: self.name.unwrap_or(old.name),
            country: self.country.unwrap_or(old.country),
            city: self.city.unwrap_or(old.city),
            time_zone: self.time_zone.unwrap_or(old.time_zone),
            kind: self.kind.unwrap_or(old.kind),
            email: self.email.unwrap_or(old.email),
            address: self.address.unwrap_or(old.address),
            treatments: self.treatments.unwrap_or(old.treatments),
            latitude: self.latitude.unwrap_or(old.latitude),
            longitude: self.longitude.unwrap_or(old.longitude),
            offers: self.offers.unwrap_or(old.offers),
            staff: self.staff.unwrap_or(old.staff),
            predecessor_id: self.predecessor_id.unwrap_or(old.predecessor_id),
        }
    }
}

/// A case officer's answer to a proposed physician.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ConfirmPhysician {
    /// The entry that stands for both from now on; absent: the proposal is right.
    pub merge_into: Option<PhysicianId>,
}

impl Check for ConfirmPhysician {
    const MAY_BE_EMPTY: bool = true;
}

/// A case officer's answer to a proposed clinic.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ConfirmClinic {
    /// The entry that stands for both from now on; absent: the proposal is right.
    pub merge_into: Option<ClinicId>,
}

impl Check for ConfirmClinic {
    const MAY_BE_EMPTY: bool = true;
}

/// An act that this caller may do now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ActionLink {
    pub name: String,
    pub method: String,
    pub href: String,
}

/// A clinic on a physician's profile.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Practice {
    pub id: ClinicId,
    pub slug: String,
    pub name: String,
    pub city: String,
    pub country: String,
    /// `2026-03`; null when it is not known.
    pub since: Option<String>,
    /// `2026-03`; null while the physician works there.
    pub until: Option<String>,
}

/// A physician's profile.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PhysicianView {
    pub id: PhysicianId,
    pub slug: String,
    pub name: String,
    pub kind: PhysicianKind,
    pub state: EntryState,
    pub titles: Vec<String>,
    pub licences: Vec<Licence>,
    pub specialties: Vec<String>,
    pub languages: Vec<String>,
    pub practice_since: Option<i64>,
    pub bio: Option<String>,
    pub clinic_ids: Vec<ClinicId>,
    pub clinics: Vec<Practice>,
    /// What the clinics offer.
    pub treatments: Vec<String>,
    /// Whether the physician answers here with an account that was checked.
    pub claimed: bool,
    /// The entry that stands for this one, when it was merged.
    pub merged_into: Option<PhysicianId>,
    /// The random reference under which ledger leaves speak of this physician.
    pub subject_ref: String,
    pub standing: CoalitionStanding,
    pub rating: Rating,
    pub counts: ReviewCounts,
    pub complaints: ComplaintFigures,
    pub last_inspection: Option<LastInspection>,
    pub ledger_equation: Equation,
    /// Of the page alone, as are the inspections: each has a list of its own in the API.
    #[serde(skip)]
    pub newest_reviews: Vec<NewestReview>,
    #[serde(skip)]
    pub inspections: Vec<LastInspection>,
    pub version: i64,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    pub actions: Vec<ActionLink>,
}

impl Versioned for PhysicianView {
    fn version(&self) -> i64 {
        self.version
    }
}

/// A physician on a clinic's page.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Colleague {
    pub id: PhysicianId,
    pub slug: String,
    pub name: String,
    pub kind: PhysicianKind,
    /// `2026-03`; null when it is not known.
    pub since: Option<String>,
    /// `2026-03`; null while the physician works there.
    pub until: Option<String>,
}

/// A clinic.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ClinicView {
    pub id: ClinicId,
    pub slug: String,
    pub name: String,
    pub kind: ClinicKind,
    pub state: EntryState,
    pub country: String,
    pub city: String,
    pub address: Option<String>,
    /// Degrees; null while nobody has said where it is.
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub time_zone: String,
    pub email: String,
    pub treatments: Vec<String>,
    pub offers: Vec<Offer>,
    pub staff: Staff,
    /// The clinic that went on as this one: its reviews count here too.
    pub predecessor_id: Option<ClinicId>,
    pub physicians: Vec<Colleague>,
    pub rating: Rating,
    pub counts: ReviewCounts,
    pub ledger_equation: Equation,
    /// Whether the clinic answers here with an account that was checked.
    pub claimed: bool,
    /// The entry that stands for this one, when it was merged.
    pub merged_into: Option<ClinicId>,
    /// The random reference under which ledger leaves speak of this clinic.
    pub subject_ref: String,
    pub complaints: ComplaintFigures,
    pub last_inspection: Option<LastInspection>,
    /// Of the page alone: the API lists them by themselves.
    #[serde(skip)]
    pub newest_reviews: Vec<NewestReview>,
    pub version: i64,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    pub actions: Vec<ActionLink>,
}

impl Versioned for ClinicView {
    fn version(&self) -> i64 {
        self.version
    }
}

/// A claim, as its author and credentialing officers see it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ClaimView {
    pub id: ClaimId,
    pub physician_id: Option<PhysicianId>,
    pub clinic_id: Option<ClinicId>,
    pub account_id: String,
    pub evidence: String,
    pub state: ClaimState,
    /// What was decided; null until then.
    pub outcome: Option<ClaimOutcome>,
    /// Why it was decided so.
    pub reason: Option<String>,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub decided_at: Option<Timestamp>,
    pub version: i64,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    pub actions: Vec<ActionLink>,
}

impl Versioned for ClaimView {
    fn version(&self) -> i64 {
        self.version
    }
}
