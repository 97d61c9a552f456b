//! The reviews of the demo community: submitted, proved, answered, taken back and restricted in the order of the days.

use super::opinions::{Opinion, Proof, Update};
use super::places::Places;
use super::reports::{Made, Step};
use super::timeline::{Document, Tale};
use super::{Past, cast::Cast, documents};
use crate::app::Tx;
use crate::clock::Timestamp;
use crate::error::AppError;
use crate::files::StoredFile;
use crate::moderation::TargetKind;
use crate::reviews;
use crate::reviews::api::{Attestation, NewReply, NewReview, NewVersion, ProofDecision, Withdrawal};
use crate::workdays::Month;

const OFFICER: &str = "case_desk";
const HOUR: i64 = 60;
const DAY: i64 = 24 * HOUR;

/// What happens to a review.
#[derive(Debug, Clone)]
enum Beat {
    Submit,
    Prove,
    Level(u8),
    Acknowledge,
    Reply(String),
    Update(Update),
    Withdraw(String),
    Report(Step),
}

/// One review while it is played.
#[derive(Debug, Clone)]
pub(super) struct Opined {
    cast: Cast,
    places: Places,
    past: Past,
    opinion: Opinion,
    /// Each with the minutes before the present.
    beats: Vec<(i64, Beat)>,
    /// Empty until it is submitted.
    id: String,
    made: Made,
}

/// Every review, ready to be played.
pub(super) fn tales(cast: &Cast, places: &Places, opinions: Vec<Opinion>, past: Past) -> Result<Vec<Tale>, AppError> {
    let tale = |opinion: Opinion| {
        let beats = beats(&opinion);
        let (cast, places, id, made) = (cast.clone(), places.clone(), String::new(), Made::default());
        Ok(Tale::Review(Box::new(Opined { cast, places, past, opinion, beats, id, made })))
    };
    opinions.into_iter().map(tale).collect()
}

/// What happens to this one up to the present, the oldest first.
fn beats(one: &Opinion) -> Vec<(i64, Beat)> {
    let written = one.hours_ago * HOUR;
    let mut beats = vec![(written, Beat::Submit)];
    let mut add = |later: i64, beat| beats.push((written - later, beat));
    if matches!(one.proof, Proof::Waiting | Proof::Decided(_)) {
        add(5 * HOUR, Beat::Prove);
    }
    if let Proof::Decided(level) = one.proof {
        add(70 * HOUR, Beat::Level(level));
    }
    if let Some(text) = &one.reply {
        add(6 * DAY, Beat::Reply(text.clone()));
    }
    if one.acknowledged {
        add(6 * DAY + HOUR, Beat::Acknowledge);
    }
    if let Some(update) = &one.update {
        add(update.days_later * DAY, Beat::Update(update.clone()));
    }
    if let Some(reason) = &one.withdrawn {
        add(50 * DAY, Beat::Withdraw(reason.clone()));
    }
    if let Some(report) = &one.report {
        // A first review may wait for a day before anybody can read it.
        let since = written - DAY - 6 * HOUR;
        beats.extend(report.steps(since).into_iter().map(|(minutes, step)| (minutes, Beat::Report(step))));
    }
    beats.retain(|(minutes, _)| *minutes >= 0);
    beats.sort_by_key(|(minutes, _)| -minutes);
    beats
}

impl Opined {
    pub fn instants(&self) -> Vec<Timestamp> {
        self.beats.iter().map(|(minutes, _)| self.past.minutes_ago(*minutes)).collect()
    }

    /// The paper that the patient hands in.
    pub fn document(&self, place: usize) -> Option<Document> {
        let (minutes, Beat::Prove) = self.beats.get(place)? else { return None };
        let one = &self.opinion;
        let lines = [
            one.clinic.clone(),
            String::new(),
            format!("Copy handed in on {}", self.past.minutes_ago(*minutes).date()),
            format!("Procedure: {}", one.procedure.replace('_', " ")),
            format!("Month of the procedure: {}", self.month(self.past.hours_ago(one.hours_ago))?),
            "Name of the patient: (blacked out)".to_owned(),
            String::new(),
            "A paper of the demo community. Nothing on it is real.".to_owned(),
        ];
        Some(Document::of::<reviews::Review>(&self.id, "invoice.pdf", documents::page(&lines)))
    }

    pub fn act(&mut self, tx: &mut Tx<'_>, place: usize, file: Option<&StoredFile>) -> Result<(), AppError> {
        let Some((_, beat)) = self.beats.get(place).cloned() else { return Ok(()) };
        let (one, id) = (&self.opinion, self.id.as_str());
        match beat {
            Beat::Submit => {
                let (member, new) = (self.cast.member(tx, &one.by)?, self.new_review(tx.now)?);
                self.id = reviews::submit(tx, &member, &new)?.id;
                Ok(())
            }
            Beat::Prove => {
                let member = self.cast.member(tx, &one.by)?;
                file.map_or(Ok(()), |file| reviews::add_proof(tx, &member, id, file).map(drop))
            }
            Beat::Level(level) => {
                let decision = ProofDecision { level, lowers: false, reason: one.reason.clone() };
                let officer = self.cast.member(tx, OFFICER)?;
                reviews::decide_proof(tx, &officer, (id, 1), &decision)
            }
            Beat::Reply(text) => self.answer(tx, Some(text)),
            Beat::Acknowledge => self.answer(tx, None),
            Beat::Update(update) => {
                let Update { overall, text, .. } = update;
                let new = NewVersion { overall, choose_again: overall >= 4, text, ..NewVersion::default() };
                let member = self.cast.member(tx, &one.by)?;
                reviews::add_version(tx, &member, id, &new)
            }
            Beat::Withdraw(reason) => {
                let member = self.cast.member(tx, &one.by)?;
                reviews::withdraw(tx, &member, id, &Withdrawal { reason: Some(reason) })
            }
            Beat::Report(step) => self.report(tx, step),
        }
    }

    /// The other side replies, or says that it knows of the procedure. Not every clinic has somebody here who could.
    fn answer(&self, tx: &mut Tx<'_>, reply: Option<String>) -> Result<(), AppError> {
        let Some(name) = self.places.answers_for(&self.opinion.clinic) else { return Ok(()) };
        let member = self.cast.member(tx, name)?;
        match reply {
            Some(text) => Ok(reviews::reply(tx, &member, &self.id, &NewReply { text })?.into_result()?),
            None => reviews::acknowledge(tx, &member, &self.id),
        }
    }

    fn report(&mut self, tx: &mut Tx<'_>, step: Step) -> Result<(), AppError> {
        let Some(course) = self.opinion.report.clone() else { return Ok(()) };
        let about = (step, TargetKind::Review, self.id.as_str());
        course.act(tx, (&self.cast, &self.opinion.by), &mut self.made, about)
    }

    fn month(&self, written: Timestamp) -> Option<Month> {
        let months = i32::try_from(self.opinion.months).ok()?;
        Month::of(written.date()).plus(-months)
    }

    fn new_review(&self, now: Timestamp) -> Result<NewReview, AppError> {
        let one = &self.opinion;
        Ok(NewReview {
            physician_id: self.places.physician_of(&one.clinic, one.physician),
            clinic_id: Some(self.places.clinic(&one.clinic)?),
            procedure: one.procedure.clone(),
            procedure_month: self.month(now).ok_or_else(|| AppError::internal("a month out of range"))?,
            overall: one.overall,
            choose_again: one.overall >= 4,
            text: one.text.clone(),
            interest: one.interest.to_owned(),
            authorship: true,
            attestation: (one.proof == Proof::Attested).then(|| Attestation { detail: one.detail.clone() }),
            scores: one.scores.iter().map(|(code, stars)| ((*code).to_owned(), Some(*stars))).collect(),
        })
    }
}
