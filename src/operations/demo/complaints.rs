//! The complaints of the demo community: what happens in each, in the order in which it happened.

use super::places::Places;
use super::timeline::{Document, Tale};
use super::{Past, cast::Cast, documents, read};
use crate::accounts::Member;
use crate::app::Tx;
use crate::clock::Timestamp;
use crate::complaints::actions;
use crate::complaints::api::{
    Appeal, Assessment, Closure, Decide, Feedback, FileComplaint, Panel, PanelMember, PanelVote, Reason,
    Recommendation, Respond, Triage, Words,
};
use crate::complaints::{self, AppealGround, Outcome, PrivateAttempt, Satisfied, Seat};
use crate::error::AppError;
use crate::files::StoredFile;
use crate::workdays::Month;
use chrono::Duration;
use serde::Deserialize;

const TEXT: &str = include_str!("complaints.toml");

const OFFICER: &str = "case_desk";
const BOARD: &str = "long_table";
/// Who hears every case, and whose point of view each stands for; the first one acts for the panel.
const PANEL: [(&str, Seat); 3] =
    [("far_shore", Seat::Patient), ("white_coat_reader", Seat::Physician), ("plain_question", Seat::Lay)];
/// The newest act lies this far back: nothing happens in the future.
const HOURS_BEFORE_NOW: i64 = 3;

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Told {
    stories: Vec<Story>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Story {
    by: String,
    /// The name under which the clinic knows the patient, who is named to it.
    patient_name: String,
    physician: String,
    clinic: String,
    /// Between the procedure and today.
    months_ago: i32,
    procedure: String,
    category: String,
    severity: u8,
    narrative: String,
    public_narrative: Option<String>,
    desired_outcome: String,
    /// How the patient tried before.
    attempt: String,
    steps: Vec<Step>,
}

/// What somebody does on a day.
#[derive(Debug, Clone, Deserialize)]
struct Step {
    days_ago: i64,
    /// Who acts, where it is neither the patient nor the site's own people.
    #[serde(rename = "as")]
    actor: Option<String>,
    #[serde(flatten)]
    act: Act,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
enum Act {
    File,
    Triage {
        #[serde(default)]
        proof: bool,
    },
    /// The patient hands in a paper.
    Prove,
    Assess {
        level: u8,
    },
    Acknowledge,
    Respond {
        code: String,
        text: String,
    },
    Feedback {
        satisfied: Satisfied,
        rating: Option<u8>,
        text: String,
    },
    SeatPanel,
    OfferMediation {
        text: String,
    },
    CallForEvidence {
        text: String,
    },
    DraftFindings {
        text: String,
    },
    CheckFacts {
        text: String,
    },
    Decide {
        outcome: Outcome,
        reasons: String,
        votes: [bool; 3],
    },
    Recommend {
        text: String,
        due_in_days: i64,
    },
    Appeal {
        ground: AppealGround,
        text: String,
    },
    Withdraw {
        reason: String,
    },
    Close {
        outcome: Outcome,
        reason: String,
    },
}

impl Act {
    /// Who does such a thing when the step does not say.
    fn actor(&self, story: &Story) -> String {
        let name = match self {
            Self::Triage { .. } | Self::Assess { .. } | Self::Close { .. } => OFFICER,
            Self::SeatPanel => BOARD,
            Self::OfferMediation { .. }
            | Self::CallForEvidence { .. }
            | Self::DraftFindings { .. }
            | Self::CheckFacts { .. }
            | Self::Decide { .. }
            | Self::Recommend { .. } => PANEL.first().map_or(OFFICER, |(name, _)| name),
            _ => &story.by,
        };
        name.to_owned()
    }
}

/// Every complaint, ready to be played.
pub(super) fn tales(cast: &Cast, places: &Places, past: Past) -> Result<Vec<Tale>, AppError> {
    let told: Told = read(TEXT)?;
    let tale = |story: Story| {
        let (cast, places) = (cast.clone(), places.clone());
        Tale::Complaint(Box::new(Complaint { cast, places, past, at: past.present, story, id: String::new() }))
    };
    Ok(told.stories.into_iter().map(tale).collect())
}

/// One complaint while it is played.
#[derive(Clone)]
pub(super) struct Complaint {
    cast: Cast,
    places: Places,
    past: Past,
    /// When the act happens that is played now.
    at: Timestamp,
    story: Story,
    /// Empty until it is filed.
    id: String,
}

impl Complaint {
    pub fn instants(&self) -> Vec<Timestamp> {
        let at = |step: &Step| self.past.hours_ago(step.days_ago * 24 + HOURS_BEFORE_NOW);
        self.story.steps.iter().map(at).collect()
    }

    /// The paper that the patient hands in.
    pub fn document(&self, place: usize) -> Option<Document> {
        let step = self.story.steps.get(place).filter(|step| matches!(step.act, Act::Prove))?;
        let lines = [
            self.story.clinic.clone(),
            String::new(),
            format!("Copy handed in on {}", self.past.hours_ago(step.days_ago * 24 + HOURS_BEFORE_NOW).date()),
            format!("Invoice: {}", self.story.procedure.replace('_', " ")),
            format!("Name of the patient: {}", self.story.patient_name),
            String::new(),
            "A paper of the demo community. Nothing on it is real.".to_owned(),
        ];
        Some(Document::of::<complaints::Complaint>(&self.id, "invoice.pdf", documents::page(&lines)))
    }

    pub fn act(&mut self, tx: &mut Tx<'_>, place: usize, file: Option<&StoredFile>) -> Result<(), AppError> {
        let Some(step) = self.story.steps.get(place).cloned() else { return Ok(()) };
        self.at = tx.now;
        let name = step.actor.clone().unwrap_or_else(|| step.act.actor(&self.story));
        let member = self.cast.member(tx, &name)?;
        if matches!(step.act, Act::File) {
            self.id = actions::file(tx, &member, &self.complaint()?)?.id;
            return Ok(());
        }
        match (&step.act, file) {
            (Act::Prove, Some(file)) => actions::add_evidence(tx, &member, &self.id, file),
            _ => self.play(tx, &member, &step.act),
        }
    }

    fn play(&self, tx: &mut Tx<'_>, member: &Member, act: &Act) -> Result<(), AppError> {
        let (id, words) = (self.id.as_str(), |text: &String| Words { text: text.clone() });
        match act {
            Act::File | Act::Prove => Ok(()),
            Act::Triage { proof } => actions::triage(tx, member, id, &self.triage(*proof)),
            Act::Assess { level } => actions::assess(tx, member, id, &Assessment { level: *level }),
            Act::Acknowledge => actions::acknowledge(tx, member, id),
            Act::Respond { code, text } => {
                actions::respond(tx, member, id, &Respond { code: code.clone(), text: text.clone() })
            }
            Act::Feedback { satisfied, rating, text } => {
                let said =
                    Feedback { satisfied: *satisfied, rating: *rating, text: Some(text.clone()), escalate: None };
                actions::give_feedback(tx, member, id, &said)
            }
            Act::SeatPanel => actions::seat_panel(tx, member, id, &self.panel()?),
            Act::OfferMediation { text } => actions::offer_mediation(tx, member, id, &words(text)),
            Act::CallForEvidence { text } => actions::call_for_evidence(tx, member, id, &words(text)),
            Act::DraftFindings { text } => actions::draft_findings(tx, member, id, &words(text)),
            Act::CheckFacts { text } => actions::check_facts(tx, member, id, &words(text)),
            Act::Decide { outcome, reasons, votes } => {
                let decision = Decide { outcome: *outcome, reasons: reasons.clone(), votes: self.votes(votes)? };
                actions::decide(tx, member, id, &decision)
            }
            Act::Recommend { text, due_in_days } => {
                let due_on = self.at.plus(Duration::days(*due_in_days)).date();
                actions::recommend(tx, member, id, &Recommendation { text: text.clone(), due_on })
            }
            Act::Appeal { ground, text } => {
                actions::appeal(tx, member, id, &Appeal { ground: *ground, text: text.clone() })
            }
            Act::Withdraw { reason } => actions::withdraw(tx, member, id, &Reason { reason: reason.clone() }),
            Act::Close { outcome, reason } => {
                actions::close(tx, member, id, &Closure { outcome: *outcome, reason: reason.clone() })
            }
        }
    }

    fn triage(&self, proof_needed: bool) -> Triage {
        Triage {
            category: self.story.category.clone(),
            severity: self.story.severity,
            proof_needed,
            private_attempt_shown: false,
            letter_to: None,
        }
    }

    fn panel(&self) -> Result<Panel, AppError> {
        let seats = PANEL.iter().map(|(name, seat)| Ok(PanelMember { account_id: self.cast.id(name)?, seat: *seat }));
        Ok(Panel { members: seats.collect::<Result<_, AppError>>()? })
    }

    fn votes(&self, votes: &[bool]) -> Result<Vec<PanelVote>, AppError> {
        let voted = PANEL.iter().zip(votes);
        voted.map(|((name, _), uphold)| Ok(PanelVote { account_id: self.cast.id(name)?, uphold: *uphold })).collect()
    }

    fn complaint(&self) -> Result<FileComplaint, AppError> {
        let story = &self.story;
        let month = Month::of(self.past.present.date()).plus(-story.months_ago);
        Ok(FileComplaint {
            physician_id: Some(self.places.physician(&story.physician)?),
            clinic_id: Some(self.places.clinic(&story.clinic)?),
            procedure: story.procedure.clone(),
            procedure_month: month.ok_or_else(|| AppError::internal("a month out of range"))?,
            category: story.category.clone(),
            narrative: story.narrative.clone(),
            public_narrative: story.public_narrative.clone(),
            publish_narrative: story.public_narrative.is_some(),
            desired_outcome: story.desired_outcome.clone(),
            private_attempt: PrivateAttempt {
                made: true,
                on: Some(self.at.minus(Duration::days(12)).date()),
                channel: None,
                description: Some(story.attempt.clone()),
            },
            identity_consent: true,
            patient_name: Some(story.patient_name.clone()),
        })
    }
}
