//! The complaints of the demo community: one settled, one the clinic never answered, one it has acknowledged, one new.

use super::places::Places;
use super::{Past, cast::Cast, read};
use crate::accounts::Member;
use crate::app::{App, Tx};
use crate::clock::Timestamp;
use crate::complaints::actions;
use crate::complaints::api::{Assessment, Feedback, FileComplaint, Respond, Triage};
use crate::complaints::{PrivateAttempt, Satisfied};
use crate::error::AppError;
use crate::jobs;
use crate::workdays::Month;
use chrono::Duration;
use serde::Deserialize;

const TEXT: &str = include_str!("complaints.toml");

const OFFICER: &str = "case_desk";
const PHYSICIAN: &str = "dr_ilse_brandtner";

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Told {
    settled: Story,
    silent: Story,
    open: Story,
    waiting: Story,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Story {
    by: String,
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
    answer: Option<Respond>,
    feedback: Option<Said>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Said {
    rating: u8,
    text: String,
}

/// Where the complaints are played.
struct Stage<'a> {
    app: &'a App,
    cast: &'a Cast,
    places: &'a Places,
    past: Past,
}

/// Plays the complaints in the order in which they happened.
pub(super) async fn run(app: &App, cast: &Cast, places: &Places, past: Past) -> Result<(), AppError> {
    let told: Told = read(TEXT)?;
    let stage = Stage { app, cast, places, past };
    stage.settle(&told.settled).await?;
    stage.leave_unanswered(&told.silent).await?;
    stage.acknowledge(&told.open).await?;
    stage.file(past.hours_ago(3), &told.waiting).await.map(drop)
}

impl Stage<'_> {
    /// Answered in time, and the patient is content.
    async fn settle(&self, story: &Story) -> Result<(), AppError> {
        let id = self.to_clinic(62, story).await?;
        let (case, answer) = (id.clone(), story.answer.clone().ok_or_else(|| AppError::internal("no answer"))?);
        self.act(59, PHYSICIAN, move |tx, member| actions::acknowledge(tx, member, &case)).await?;
        let case = id.clone();
        self.act(50, PHYSICIAN, move |tx, member| actions::respond(tx, member, &case, &answer)).await?;
        let said = story.feedback.clone().ok_or_else(|| AppError::internal("no feedback"))?;
        let feedback =
            Feedback { satisfied: Satisfied::Yes, rating: Some(said.rating), text: Some(said.text), escalate: None };
        self.act(47, &story.by, move |tx, member| actions::give_feedback(tx, member, &id, &feedback)).await
    }

    /// The clinic says nothing: the clock marks it untimely and escalates it a few days before today.
    async fn leave_unanswered(&self, story: &Story) -> Result<(), AppError> {
        self.to_clinic(36, story).await.map(drop)
    }

    /// With the clinic, which has said that the letter arrived.
    async fn acknowledge(&self, story: &Story) -> Result<(), AppError> {
        let id = self.to_clinic(8, story).await?;
        self.act(4, PHYSICIAN, move |tx, member| actions::acknowledge(tx, member, &id)).await
    }

    /// Files, sorts on the next day, and accepts the proof on the day after, which sends it to the clinic.
    async fn to_clinic(&self, days_ago: i64, story: &Story) -> Result<String, AppError> {
        let id = self.file(self.past.days_ago(days_ago), story).await?;
        let triage = Triage {
            category: story.category.clone(),
            severity: story.severity,
            proof_needed: true,
            private_attempt_shown: false,
            letter_to: None,
        };
        let case = id.clone();
        self.act(days_ago - 1, OFFICER, move |tx, member| actions::triage(tx, member, &case, &triage)).await?;
        let case = id.clone();
        let proof = Assessment { level: 2 };
        self.act(days_ago - 2, OFFICER, move |tx, member| actions::assess(tx, member, &case, &proof)).await?;
        Ok(id)
    }

    async fn file(&self, at: Timestamp, story: &Story) -> Result<String, AppError> {
        let new = self.complaint(at, story)?;
        self.act_at(at, &story.by, move |tx, member| Ok(actions::file(tx, member, &new)?.id)).await
    }

    fn complaint(&self, at: Timestamp, story: &Story) -> Result<FileComplaint, AppError> {
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
                on: Some(at.minus(Duration::days(12)).date()),
                channel: None,
                description: Some(story.attempt.clone()),
            },
            identity_consent: true,
        })
    }

    async fn act<T: Send + 'static>(
        &self,
        days_ago: i64,
        who: &str,
        work: impl Fn(&mut Tx<'_>, &Member) -> Result<T, AppError> + Send + 'static,
    ) -> Result<T, AppError> {
        self.act_at(self.past.days_ago(days_ago), who, work).await
    }

    /// Lets the clock do what fell due before `at`, then `work` as `who`.
    async fn act_at<T: Send + 'static>(
        &self,
        at: Timestamp,
        who: &str,
        work: impl Fn(&mut Tx<'_>, &Member) -> Result<T, AppError> + Send + 'static,
    ) -> Result<T, AppError> {
        jobs::run_due_until(self.app, at).await?;
        let account = self.cast.id(who)?;
        let acted = self.app.write_at(at, move |tx| {
            let member = Member::on_behalf_of(&mut tx.reader(), &account)?;
            work(tx, &member)
        });
        acted.await
    }
}
