//! The filing form as browsers send it, and what it becomes on the wire.

use crate::app::Site;
use crate::complaints::api::FileComplaint;
use crate::complaints::model::PrivateAttempt;
use crate::directory::{ClinicId, PhysicianId};
use crate::error::{OUT_OF_RANGE, REQUIRED, WRONG_TYPE};
use crate::text_enum;
use crate::web::{Check, Wrong};
use crate::workdays::Month;
use chrono::NaiveDate;
use serde::Deserialize;

text_enum! {
    /// Whether the patient has asked the clinic already.
    pub enum Tried {
        No = "no",
        Yes = "yes",
        /// Does not want to be named to the clinic: the officer speaks.
        Unsafe = "unsafe",
    }
}

text_enum! {
    /// Which of the two ways on: both end in the same complaint, one also publishes.
    pub enum Way {
        Private = "private",
        Publish = "publish",
    }
}

/// What was done to settle it, when something was.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attempt {
    /// A text, so that what is no day is named together with everything else.
    on: Option<String>,
    channel: Option<String>,
    description: Option<String>,
}

impl Attempt {
    fn day(&self) -> Option<NaiveDate> {
        self.on.as_deref()?.trim().parse().ok()
    }
}

/// A complaint as it comes from the form.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Filing {
    physician_id: Option<PhysicianId>,
    clinic_id: Option<ClinicId>,
    #[serde(default)]
    procedure: String,
    /// Texts, like the day of the attempt.
    month: Option<String>,
    year: Option<String>,
    #[serde(default)]
    category: String,
    #[serde(default)]
    narrative: String,
    #[serde(default)]
    desired_outcome: String,
    /// Missing when no card was chosen; named together with everything else that is missing.
    tried: Option<Tried>,
    #[serde(default)]
    private_attempt: Attempt,
    patient_name: Option<String>,
    public_narrative: Option<String>,
    /// Private where no button was pressed.
    way: Option<Way>,
    /// Which draft the form was filled from.
    #[serde(default)]
    pub draft: String,
}

impl Filing {
    /// Only for a form that was checked: what is missing there has been named.
    pub fn wire(&self) -> FileComplaint {
        let made = self.tried == Some(Tried::Yes);
        let attempt = self.private_attempt.clone();
        FileComplaint {
            physician_id: self.physician_id.clone(),
            clinic_id: self.clinic_id.clone(),
            procedure: self.procedure.clone(),
            procedure_month: self.procedure_month().unwrap_or_else(|| Month::of(NaiveDate::MIN)),
            category: self.category.clone(),
            narrative: self.narrative.clone(),
            public_narrative: self.public_narrative.clone(),
            publish_narrative: self.way == Some(Way::Publish),
            desired_outcome: self.desired_outcome.clone(),
            private_attempt: PrivateAttempt {
                made,
                on: attempt.day().filter(|_| made),
                channel: attempt.channel.filter(|_| made),
                description: attempt.description.filter(|_| made),
            },
            identity_consent: self.tried != Some(Tried::Unsafe),
            patient_name: self.patient_name.clone(),
        }
    }

    fn procedure_month(&self) -> Option<Month> {
        Month::typed(self.year.as_deref()?, self.month.as_deref()?)
    }
}

impl Check for Filing {
    fn check(&self, wrong: &mut Wrong) {
        for (pointer, is_missing) in [
            ("/category", self.category.is_empty()),
            ("/procedure", self.procedure.is_empty()),
            ("/tried", self.tried.is_none()),
            ("/procedure_month", self.year.is_none() || self.month.is_none()),
        ] {
            if is_missing {
                wrong.add(pointer, REQUIRED);
            }
        }
        if self.procedure_month().is_none() {
            wrong.add_first("/procedure_month", OUT_OF_RANGE);
        }
        if self.private_attempt.on.is_some() && self.private_attempt.day().is_none() {
            wrong.add("/private_attempt/on", WRONG_TYPE);
        }
        self.wire().check(wrong);
    }

    fn check_here(&self, site: &Site, wrong: &mut Wrong) {
        self.wire().check_here(site, wrong);
    }
}
