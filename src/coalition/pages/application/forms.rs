//! What is typed into the forms of this page, where a browser says it otherwise than a program.

use crate::accounts::AccountId;
use crate::coalition::applications::api::{AnswerGate, ListGaps, Seat, SeatPanel};
use crate::coalition::applications::model::{GateAnswer, SeatKind};
use crate::error::Refusal;
use crate::web::{Check, Wrong};
use serde::Deserialize;

/// Three seats, and two more where they are wanted.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PanelForm {
    patient: AccountId,
    coalition_member: AccountId,
    lay: AccountId,
    fourth: Option<AccountId>,
    fifth: Option<AccountId>,
}

impl Check for PanelForm {}

impl PanelForm {
    pub fn wire(&self) -> SeatPanel {
        let seat = |account: &AccountId, seat| Seat { account_id: account.clone(), seat };
        let mut reviewers = vec![
            seat(&self.patient, SeatKind::Patient),
            seat(&self.coalition_member, SeatKind::CoalitionMember),
            seat(&self.lay, SeatKind::Lay),
        ];
        reviewers.extend(self.fourth.iter().map(|account| seat(account, SeatKind::CoalitionMember)));
        reviewers.extend(self.fifth.iter().map(|account| seat(account, SeatKind::Lay)));
        SeatPanel { reviewers }
    }
}

/// Which gate, and the answer.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GateForm {
    pub gate: String,
    answer: GateAnswer,
    source_url: Option<String>,
    checked_on: Option<chrono::NaiveDate>,
    capture_hash: Option<String>,
    note: Option<String>,
}

impl GateForm {
    pub fn wire(&self) -> AnswerGate {
        AnswerGate {
            capture_hash: self.capture_hash.clone().filter(|hash| !hash.is_empty()),
            answer: self.answer,
            source_url: self.source_url.clone(),
            checked_on: self.checked_on,
            note: self.note.clone(),
        }
    }
}

impl Check for GateForm {
    fn check(&self, wrong: &mut Wrong) {
        self.wire().check(wrong);
    }
}

/// What is missing, one line for each thing.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GapsForm {
    gaps: String,
}

impl GapsForm {
    pub fn wire(&self) -> ListGaps {
        let lines = self.gaps.lines().map(str::trim).filter(|line| !line.is_empty());
        ListGaps { gaps: lines.map(str::to_owned).collect() }
    }
}

impl Check for GapsForm {
    fn check(&self, wrong: &mut Wrong) {
        self.wire().check(wrong);
    }
}

/// A seat of the panel is a field of its own in the form.
pub fn on_form(mut refusal: Refusal) -> Refusal {
    let seats = ["/patient", "/coalition_member", "/lay", "/fourth", "/fifth"];
    for field in &mut refusal.fields {
        let place = field.pointer.strip_prefix("/reviewers/").and_then(|rest| rest.strip_suffix("/account_id"));
        let seat = place.and_then(|place| place.parse::<usize>().ok()).and_then(|place| seats.get(place));
        field.pointer = seat.map_or_else(|| field.pointer.clone(), |seat| (*seat).to_owned());
    }
    refusal
}
