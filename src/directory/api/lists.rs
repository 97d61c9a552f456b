//! What the directory's lists are asked for.

use crate::directory::model::EntryState;
use crate::error::OUT_OF_RANGE;
use crate::text_enum;
use crate::web::{Check, Wrong};
use serde::Deserialize;
use utoipa::IntoParams;

text_enum! {
    /// The order of a list of physicians or clinics. Nobody can pay for a place.
    pub enum RatedSort {
        /// By the lower bound of the rating, the highest first; those without a number last, by name.
        Rating = "rating",
        Name = "name",
        /// By the number of counted reviews, the most first.
        Reviews = "reviews",
    }
}

#[expect(clippy::derivable_impls, reason = "the macro that makes the enum derives no Default")]
impl Default for RatedSort {
    fn default() -> Self {
        Self::Rating
    }
}

impl RatedSort {
    /// The list of physicians that this order makes: a cursor of one order does not open another.
    pub const fn physicians(self) -> &'static str {
        match self {
            Self::Rating => "physicians-by-rating",
            Self::Name => "physicians",
            Self::Reviews => "physicians-by-reviews",
        }
    }

    /// The same of clinics.
    pub const fn clinics(self) -> &'static str {
        match self {
            Self::Rating => "clinics-by-rating",
            Self::Name => "clinics",
            Self::Reviews => "clinics-by-reviews",
        }
    }
}

text_enum! {
    /// Where a physician stands with the coalition: `none`, or a state of its register.
    #[schema(as = PhysicianStanding)]
    pub enum KnownStanding {
        None = "none",
        Probation = "probation",
        Active = "active",
        UnderReview = "under_review",
        Restricted = "restricted",
        Suspended = "suspended",
        Lapsed = "lapsed",
        Resigned = "resigned",
        Removed = "removed",
        Deceased = "deceased",
    }
}

/// Which physicians a list shows.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct PhysicianFilter {
    /// Part of the name of the physician or a clinic.
    #[param(max_length = 100)]
    pub q: Option<String>,
    /// ISO 3166 alpha-2: works there.
    pub country: Option<String>,
    /// A procedure or treatment that one of the clinics offers.
    pub treatment: Option<String>,
    /// BCP 47.
    pub language: Option<String>,
    pub specialty: Option<String>,
    /// Part of the name of a city where the physician works.
    #[param(max_length = 100)]
    pub place: Option<String>,
    /// Where the physician stands with the coalition.
    #[param(inline)]
    pub standing: Option<KnownStanding>,
    /// What the reviews are sure of at least; leaves out everybody without a number.
    #[param(minimum = 1, maximum = 5)]
    pub min_lower_bound: Option<f64>,
    /// `rating` when absent: the highest lower bound first, those without a number last.
    #[param(inline)]
    pub sort: Option<RatedSort>,
    /// `confirmed` when absent; the others are for staff.
    pub state: Option<EntryState>,
}

impl Check for PhysicianFilter {
    fn check(&self, wrong: &mut Wrong) {
        wrong.length_of("?q", self.q.as_deref(), 0..=100);
        check_rated(self.place.as_deref(), self.min_lower_bound, wrong);
    }
}

fn check_rated(place: Option<&str>, min_lower_bound: Option<f64>, wrong: &mut Wrong) {
    wrong.length_of("?place", place, 0..=100);
    if min_lower_bound.is_some_and(|bound| !(1.0..=5.0).contains(&bound)) {
        wrong.add("?min_lower_bound", OUT_OF_RANGE);
    }
}

/// Which clinics a list shows.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct ClinicFilter {
    /// Part of the name.
    #[param(max_length = 100)]
    pub q: Option<String>,
    /// ISO 3166 alpha-2.
    pub country: Option<String>,
    /// A procedure or treatment that it offers.
    pub treatment: Option<String>,
    /// Part of the name of its city.
    #[param(max_length = 100)]
    pub place: Option<String>,
    /// What the reviews are sure of at least; leaves out every clinic without a number.
    #[param(minimum = 1, maximum = 5)]
    pub min_lower_bound: Option<f64>,
    /// `rating` when absent: the highest lower bound first, those without a number last.
    #[param(inline)]
    pub sort: Option<RatedSort>,
    /// `confirmed` when absent; the others are for staff.
    pub state: Option<EntryState>,
}

impl Check for ClinicFilter {
    fn check(&self, wrong: &mut Wrong) {
        wrong.length_of("?q", self.q.as_deref(), 0..=100);
        check_rated(self.place.as_deref(), self.min_lower_bound, wrong);
    }
}
