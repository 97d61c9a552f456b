//! The parts of an application's view.

use super::super::blind;
use super::super::facts::ApplicationFacts;
use super::super::model::{
    CommentKind, CommentRow, CommentStanding, GateAnswer, RecusalGround, RecusalRow, RefereeKind, Role, SeatKind,
    VoteRow,
};
use crate::accounts::{AccountId, Person};
use crate::clock::Timestamp;
use crate::coalition::members::views::RegisterRecusal;
use crate::coalition::scoring::{Outcome, Recommendation, Tally, Vote};
use crate::error::AppError;
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};
use utoipa::ToSchema;

/// An act that this caller may do now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ApplicationAction)]
pub struct Action {
    pub name: String,
    pub method: String,
    pub href: String,
}

/// One gate; without an answer it is still to be decided.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ApplicationGate)]
pub struct GateView {
    pub code: String,
    pub answer: Option<GateAnswer>,
    pub source_url: Option<String>,
    pub checked_on: Option<String>,
    /// SHA-256 of what the officer captured there.
    pub capture_hash: Option<String>,
    /// Whether it says where and when it was looked up; null where the gate asks for no source, and before the answer.
    pub captured: Option<bool>,
    pub note: Option<String>,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub at: Option<Timestamp>,
}

/// What became of the letters to peers and patients.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ApplicationReferences)]
pub struct ReferencesView {
    pub peers_asked: usize,
    pub peers_answered: usize,
    pub patients_asked: usize,
    pub patients_answered: usize,
    /// Answers of patients that are needed.
    pub patients_needed: u32,
    /// The seeds of the draws, for staff: with the list they lead to the same people.
    pub seeds: Vec<String>,
    /// Who was asked, for staff; for reviewers only what they answered.
    pub items: Vec<RefereeView>,
}

/// Somebody who was asked.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ApplicationReferee)]
pub struct RefereeView {
    pub kind: RefereeKind,
    pub name: Option<String>,
    pub consented: Option<bool>,
    pub text: Option<String>,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub answered_at: Option<Timestamp>,
}

/// A seat of the panel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ReviewerSeatView)]
pub struct SeatView {
    /// Null for the applicant.
    pub account_id: Option<AccountId>,
    pub seat: SeatKind,
    pub recused: bool,
}

/// Somebody without a say.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ApplicationRecusal)]
pub struct RecusalView {
    pub account_id: AccountId,
    pub ground: RecusalGround,
    pub reason: String,
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
}

/// When the public may speak, and the applicant answer.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = CommentWindow)]
pub struct WindowView {
    #[schema(value_type = String, format = DateTime)]
    pub from: Timestamp,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub until: Option<Timestamp>,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub answers_until: Option<Timestamp>,
}

/// The vote, without a count before it is closed.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ApplicationVote)]
pub struct VoteView {
    #[schema(value_type = String, format = DateTime)]
    pub from: Timestamp,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub until: Option<Timestamp>,
    /// Members of the board who may vote.
    pub seats: usize,
    /// Votes that are needed.
    pub quorum: usize,
    /// The caller's own, and the dissent that goes with it.
    pub own: Option<Vote>,
    pub own_dissent: Option<String>,
}

/// What was decided. Recommendation, tally, recusals and dissents are public with the result, and nobody's but the
/// board's and the officers' before; the gaps of a deferral are told with it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ApplicationDecision)]
pub struct DecisionView {
    pub reasons: Option<String>,
    /// Criteria whose median is below their minimum.
    pub failed_minimums: Vec<String>,
    /// The criteria that a deferral names: those, and where the composite is too low each that pulls it down.
    pub gaps: Vec<String>,
    pub recommendation: Option<Recommendation>,
    pub tally: Option<Tally>,
    /// Recusals, by why.
    pub recusals: Vec<RegisterRecusal>,
    pub dissents: Vec<String>,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub at: Option<Timestamp>,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub published_at: Option<Timestamp>,
    /// From when on the physician may apply again.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub reapply_from: Option<Timestamp>,
}

/// One comment, or an answer.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ApplicationComment)]
pub struct CommentView {
    pub id: String,
    pub kind: CommentKind,
    pub author: Option<String>,
    pub standing: CommentStanding,
    /// A physician, or a patient whom the system drew or whose review of somebody was proved by a document.
    pub verified: bool,
    pub text: String,
    pub interest: String,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
}

/// One score.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = CriterionScore)]
pub struct ScoreView {
    pub criterion: String,
    pub round: i64,
    pub score: i64,
    pub reason: String,
    /// The seat that gave it.
    pub account_id: AccountId,
    pub own: bool,
    pub locked: bool,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
}

/// What the scores come to.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Agreement)]
pub struct AgreementView {
    pub formula: &'static str,
    pub round: i64,
    pub alpha: Option<f64>,
    pub medians: BTreeMap<String, f64>,
    pub composite: f64,
    pub recommendation: Recommendation,
    pub failed_minimums: Vec<String>,
    pub low_agreement: bool,
}

pub fn gates(facts: &ApplicationFacts, blind: bool, roles: &[Role]) -> Vec<GateView> {
    let sees_notes = !blind && roles.iter().any(|role| matches!(role, Role::Officer | Role::Board));
    let asked = facts.pack.gates.iter().filter(|_| !blind);
    asked
        .map(|gate| {
            let row = facts.gates.iter().find(|row| row.code == gate.code);
            GateView {
                code: gate.code.clone(),
                answer: row.map(|row| row.answer),
                source_url: row.and_then(|row| row.source_url.clone()),
                checked_on: row.and_then(|row| row.checked_on.clone()),
                capture_hash: row.and_then(|row| row.capture_hash.clone()),
                captured: row.filter(|_| gate.at_source).map(|row| row.names_its_source()),
                note: row.and_then(|row| row.note.clone()).filter(|_| sees_notes),
                at: row.map(|row| row.at),
            }
        })
        .collect()
}

pub fn references(
    facts: &ApplicationFacts,
    (blind, is_staff): (bool, bool),
    names: &[String],
) -> Result<ReferencesView, AppError> {
    let asked = |kind| facts.referees.iter().filter(|one| one.kind == kind).count();
    let shown = facts.referees.iter().filter(|one| if blind { one.consented == Some(true) } else { is_staff });
    let item = |one: &super::super::model::RefereeRow| RefereeView {
        kind: one.kind,
        name: (!blind).then(|| one.name.clone()),
        consented: one.consented,
        text: one.statement.as_deref().map(|text| if blind { blind::hide(text, names) } else { text.to_owned() }),
        answered_at: one.answered_at,
    };
    Ok(ReferencesView {
        peers_asked: asked(RefereeKind::Peer),
        peers_answered: facts.answers(RefereeKind::Peer),
        patients_asked: asked(RefereeKind::Patient),
        patients_answered: facts.answers(RefereeKind::Patient),
        patients_needed: facts.pack.references.answers_needed,
        seeds: if is_staff && !blind { facts.row.draw_seeds.read()? } else { Vec::new() },
        items: shown.map(item).collect(),
    })
}

pub fn panel(facts: &ApplicationFacts, names: bool) -> Vec<SeatView> {
    let seats = facts.seats.iter().filter(|seat| seat.left_at.is_none());
    seats
        .map(|seat| SeatView {
            account_id: names.then(|| seat.account_id.clone()),
            seat: seat.seat,
            recused: facts.is_recused(&seat.account_id),
        })
        .collect()
}

pub fn recusals(facts: &ApplicationFacts) -> Vec<RecusalView> {
    let view = |row: &RecusalRow| RecusalView {
        account_id: row.account_id.clone(),
        ground: row.ground.told(),
        reason: row.reason.clone(),
        at: row.at,
    };
    facts.recusals.iter().map(view).collect()
}

/// How many were recused, by why, as far as others may know it.
pub fn by_ground(grounds: &[RecusalGround]) -> Vec<RegisterRecusal> {
    let counted = RecusalGround::ALL.iter().map(|ground| RegisterRecusal {
        ground: *ground,
        count: grounds.iter().filter(|one| one.told() == *ground).count(),
    });
    counted.filter(|one| one.count > 0).collect()
}

/// What those said whose vote went another way than the decision, of the votes that made the tally
/// ([`counted`](crate::coalition::rules::counted)): whatever became of the seat since the decision, and nothing of a seat
/// that had no say at it. The recusals and votes are those of one application.
pub fn dissents(outcome: Option<Outcome>, recusals: &[&RecusalRow], votes: &[&VoteRow]) -> Vec<String> {
    let is_admitted = outcome == Some(Outcome::Admitted);
    let is_recused = |account: &AccountId| recusals.iter().any(|recusal| recusal.account_id == *account);
    let counts = |vote: &VoteRow| vote.counts && !is_recused(&vote.account_id);
    let outvoted = votes.iter().filter(|vote| vote.vote.dissents(is_admitted) && counts(vote));
    outvoted.filter_map(|vote| vote.dissent.clone()).collect()
}

pub fn comments(facts: &ApplicationFacts) -> Option<WindowView> {
    let from = facts.row.comments_from?;
    Some(WindowView { from, until: facts.comments_end(), answers_until: facts.answers_end() })
}

pub fn vote(
    facts: &ApplicationFacts,
    roles: &[Role],
    who: &AccountId,
    decided: bool,
) -> Result<Option<VoteView>, AppError> {
    let Some(from) = facts.row.vote_from.filter(|_| roles.contains(&Role::Board) || decided) else { return Ok(None) };
    let least = usize::try_from(facts.pack.thresholds.least_quorum).map_err(AppError::internal)?;
    let own = facts.votes.iter().find(|vote| vote.account_id == *who);
    Ok(Some(VoteView {
        from,
        until: facts.vote_ends(),
        seats: facts.voters().len(),
        quorum: facts.tally().quorum(least),
        own: own.map(|vote| vote.vote),
        own_dissent: own.and_then(|vote| vote.dissent.clone()),
    }))
}

/// What was decided: all of it once the result is published, and before that to board and officers. The applicant
/// reads the outcome, its reasons and its gaps at once; whoever only scored, the outcome alone.
pub fn decision(facts: &ApplicationFacts, roles: &[Role]) -> Result<Option<DecisionView>, AppError> {
    let row = &facts.row;
    let sees_all = row.published_at.is_some() || roles.iter().any(|role| matches!(role, Role::Officer | Role::Board));
    if !sees_all && !roles.contains(&Role::Applicant) {
        return Ok(None);
    }
    let recommendation = facts.result.as_ref().map(|result| result.recommendation);
    let assessed = facts.result.as_ref().filter(|_| sees_all || row.outcome == Some(Outcome::Deferred));
    let failed_minimums = assessed.map(|result| result.failed_minimums.clone()).unwrap_or_default();
    let grounds: Vec<RecusalGround> = facts.recusals.iter().filter(|_| sees_all).map(|row| row.ground).collect();
    let tally = row.tally.as_ref().map(crate::db::JsonText::read).transpose()?;
    let recusals: Vec<&RecusalRow> = facts.recusals.iter().collect();
    let votes: Vec<&VoteRow> = facts.votes.iter().filter(|_| sees_all).collect();
    Ok(Some(DecisionView {
        reasons: row.reasons.clone(),
        failed_minimums,
        gaps: facts.gaps_named(),
        recommendation: recommendation.filter(|_| sees_all),
        tally: tally.filter(|_| sees_all),
        recusals: by_ground(&grounds),
        dissents: dissents(row.outcome, &recusals, &votes),
        at: row.decided_at,
        published_at: row.published_at,
        reapply_from: row.reapply_from,
    }))
}

pub fn comment(row: CommentRow, people: &HashMap<AccountId, Person>) -> CommentView {
    CommentView {
        author: people.get(&row.account_id).map(|person| person.display_name.clone()),
        verified: matches!(
            row.standing,
            CommentStanding::Physician | CommentStanding::VerifiedPatient | CommentStanding::VerifiedPatientOfAnother
        ),
        id: row.id,
        kind: row.kind,
        standing: row.standing,
        text: row.text,
        interest: row.interest,
        created_at: row.at,
    }
}
