//! What the API takes and gives for complaints.

mod filing;
mod panel;
mod parties;
mod register;
mod staff;
mod views;

pub use filing::FileComplaint;
pub use panel::{Decide, Panel, PanelMember, PanelVote, Recommendation};
pub use parties::{AgreeToBeNamed, Appeal, Feedback, Message, PublicNarrative, Reason, Respond, Words};
pub(super) use register::month_of;
pub use register::{ChangesFilter, PublicComplaint, RegisterFilter};
pub use staff::{Assessment, BoardFilter, ClinicAddress, Closure, Extension, PartFilter, Pause, Triage, Until};
pub use views::{
    Action, ComplaintView, DecisionView, EventView, EvidenceView, FeedbackView, Next, PersonView, RecommendationView,
    ResponseView, SeatView,
};

use std::ops::RangeInclusive;

/// Characters of a name.
const NAME: RangeInclusive<usize> = 1..=120;
/// Characters of a story.
const NARRATIVE: RangeInclusive<usize> = 1..=10_000;
/// Characters of a shorter text: a response, reasons, findings.
const TEXT: RangeInclusive<usize> = 1..=10_000;
/// Characters of a reason in a line or two.
const REASON: RangeInclusive<usize> = 1..=2_000;
