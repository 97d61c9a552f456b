//! The filing form as browsers send it, and what it becomes on the wire.

use crate::complaints::api::FileComplaint;
use crate::complaints::model::PrivateAttempt;
use crate::directory::{ClinicId, PhysicianId};
use crate::error::{OUT_OF_RANGE, REQUIRED, Refusal};
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
    on: Option<NaiveDate>,
    channel: Option<String>,
    description: Option<String>,
}

/// A complaint as it comes from the form.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Filing {
    physician_id: Option<PhysicianId>,
    clinic_id: Option<ClinicId>,
    procedure: String,
    month: Option<u32>,
    year: Option<i32>,
    category: String,
    narrative: String,
    desired_outcome: String,
    /// Missing when no card was chosen; named together with everything else that is missing.
    tried: Option<Tried>,
    #[serde(default)]
    private_attempt: Attempt,
    public_narrative: Option<String>,
    way: Way,
    /// Which draft the form was filled from.
    #[serde(default)]
    pub draft: String,
}

impl Filing {
    /// # Errors
    /// 422 at `/procedure_month` when month and year are none.
    pub fn wire(&self) -> Result<FileComplaint, Refusal> {
        let procedure_month =
            self.month_of_procedure().ok_or_else(|| Refusal::field("/procedure_month", OUT_OF_RANGE))?;
        let made = self.tried == Some(Tried::Yes);
        let attempt = self.private_attempt.clone();
        Ok(FileComplaint {
            physician_id: self.physician_id.clone(),
            clinic_id: self.clinic_id.clone(),
            procedure: self.procedure.clone(),
            procedure_month,
            category: self.category.clone(),
            narrative: self.narrative.clone(),
            public_narrative: self.public_narrative.clone(),
            publish_narrative: self.way == Way::Publish,
            desired_outcome: self.desired_outcome.clone(),
            private_attempt: PrivateAttempt {
                made,
                on: attempt.on.filter(|_| made),
                channel: attempt.channel.filter(|_| made),
                description: attempt.description.filter(|_| made),
            },
            identity_consent: self.tried != Some(Tried::Unsafe),
        })
    }

    fn month_of_procedure(&self) -> Option<Month> {
        Month::new(self.year?, self.month?)
    }
}

impl Check for Filing {
    fn check(&self, wrong: &mut Wrong) {
        for (pointer, text) in [("/category", &self.category), ("/procedure", &self.procedure)] {
            if text.is_empty() {
                wrong.add(pointer, REQUIRED);
            }
        }
        if self.tried.is_none() {
            wrong.add("/tried", REQUIRED);
        }
        match self.wire() {
            Ok(wire) => wire.check(wrong),
            Err(_) if self.month.is_none() || self.year.is_none() => wrong.add("/procedure_month", REQUIRED),
            Err(_) => wrong.add("/procedure_month", OUT_OF_RANGE),
        }
    }
}
