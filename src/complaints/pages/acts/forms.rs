//! The forms of the acts whose wire types are not flat: how browsers send them, and what they become.

use crate::accounts::AccountId;
use crate::complaints::api::{
    Decide, Extension, Feedback, Panel, PanelMember, PanelVote, Pause, Reason, Respond, Until,
};
use crate::complaints::model::{Outcome, Satisfied, Seat};
use crate::error::{AppError, REQUIRED};
use crate::text_enum;
use crate::web::{Check, Wrong};
use chrono::NaiveDate;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The field by which a form is only shown as it will read.
pub const PREVIEW: &str = "preview";

/// A clinic's answer, which cannot be changed once it is sent.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnswerForm {
    code: String,
    text: String,
    preview: bool,
}

impl AnswerForm {
    pub fn wire(&self) -> Respond {
        Respond { code: self.code.clone(), text: self.text.clone() }
    }

    /// Whether it is to be looked at before it is sent.
    pub const fn is_preview(&self) -> bool {
        self.preview
    }
}

impl Check for AnswerForm {
    fn check(&self, wrong: &mut Wrong) {
        self.wire().check(wrong);
    }
}

text_enum! {
    /// Whether the answer will do, and where that leads, in one choice.
    pub enum Answer {
        Yes = "yes",
        PartlyAndDone = "partly",
        PartlyToCoalition = "partly_escalate",
        NoToCoalition = "no",
        NoAndDone = "no_close",
    }
}

/// Feedback of the patient.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeedbackForm {
    satisfied: Answer,
    rating: Option<u8>,
    text: Option<String>,
}

impl FeedbackForm {
    pub fn wire(&self) -> Feedback {
        let (satisfied, escalate) = match self.satisfied {
            Answer::Yes => (Satisfied::Yes, None),
            Answer::PartlyAndDone => (Satisfied::Partly, Some(false)),
            Answer::PartlyToCoalition => (Satisfied::Partly, Some(true)),
            Answer::NoToCoalition => (Satisfied::No, Some(true)),
            Answer::NoAndDone => (Satisfied::No, Some(false)),
        };
        Feedback { satisfied, rating: self.rating, text: self.text.clone(), escalate }
    }
}

impl Check for FeedbackForm {
    fn check(&self, wrong: &mut Wrong) {
        self.wire().check(wrong);
    }
}

/// The three seats of a panel.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PanelForm {
    patient: Option<AccountId>,
    physician: Option<AccountId>,
    lay: Option<AccountId>,
}

impl PanelForm {
    fn seats(&self) -> [(&Option<AccountId>, Seat); 3] {
        [(&self.patient, Seat::Patient), (&self.physician, Seat::Physician), (&self.lay, Seat::Lay)]
    }

    /// Only for a form that was checked: an empty seat has been named there.
    pub fn wire(&self) -> Panel {
        let member = |(account, seat): (&Option<AccountId>, Seat)| {
            account.clone().map(|account_id| PanelMember { account_id, seat })
        };
        Panel { members: self.seats().into_iter().filter_map(member).collect() }
    }
}

impl Check for PanelForm {
    fn check(&self, wrong: &mut Wrong) {
        for (account, seat) in self.seats() {
            if account.is_none() {
                wrong.add(&format!("/{seat}"), REQUIRED);
            }
        }
    }
}

/// A decision with one vote for each sitting member.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DecisionForm {
    outcome: Outcome,
    reasons: String,
    /// By account.
    #[serde(default)]
    votes: BTreeMap<String, bool>,
}

impl DecisionForm {
    /// # Errors
    /// [`AppError::Internal`] for accounts that no form of ours names.
    pub fn wire(&self) -> Result<Decide, AppError> {
        let vote = |(account, uphold): (&String, &bool)| {
            Ok(PanelVote { account_id: account.parse().map_err(AppError::internal)?, uphold: *uphold })
        };
        let votes = self.votes.iter().map(vote).collect::<Result<_, AppError>>()?;
        Ok(Decide { outcome: self.outcome, reasons: self.reasons.clone(), votes })
    }
}

impl Check for DecisionForm {
    fn check(&self, wrong: &mut Wrong) {
        match self.wire() {
            Ok(wire) => wire.check(wrong),
            Err(_) => wrong.add("/votes", REQUIRED),
        }
    }
}

/// A pause until the end of a day.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PauseForm {
    order: String,
    until: NaiveDate,
}

impl PauseForm {
    pub fn wire(&self) -> Pause {
        Pause { order: self.order.clone(), until: Until::Day(self.until) }
    }
}

impl Check for PauseForm {
    fn check(&self, wrong: &mut Wrong) {
        self.wire().check(wrong);
    }
}

/// The proof is the one step that can be extended.
pub fn extension(form: &Reason) -> Extension {
    Extension { step: "proof".to_owned(), reason: form.reason.clone() }
}
