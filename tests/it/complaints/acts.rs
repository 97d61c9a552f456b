//! Everything somebody may try with a complaint, and what the table and the rules say must come of it.

use candor::accounts::{self, AccountId, Member};
use candor::app::Tx;
use candor::clock::Timestamp;
use candor::complaints::api::{
    AgreeToBeNamed, Appeal, Assessment, ClinicAddress, Closure, Decide, Extension, Feedback, Message, Panel,
    PanelMember, PanelVote, Pause, PublicNarrative, Reason, Recommendation, Respond, Triage, Until, Words,
};
use candor::complaints::rules::{self, Vote};
use candor::complaints::{
    AppealGround, Complaint, ComplaintFacts, Event, Outcome, PanelRow, Role, Satisfied, Side, State, Wish, actions,
};
use candor::error::{AppError, Code, FORBIDDEN, INVALID, NOT_FOUND};
use candor::files::StoredFile;
use candor::workflow;
use chrono::Duration;

/// One try.
#[derive(Debug, Clone)]
pub enum Act {
    Triage { severity: u8, proof_needed: bool, attempt_shown: bool, about_result: bool },
    Assess(u8),
    Close,
    Pause { days: i64 },
    Resume,
    Extend,
    AddEvidence,
    Acknowledge,
    Respond(&'static str),
    AcknowledgeByLink(Token),
    RespondByLink(Token, &'static str),
    GiveFeedback(Satisfied, Option<bool>),
    Escalate,
    Withdraw,
    AgreeToBeNamed,
    WithdrawNarrative,
    Seat(Vec<PanelMember>),
    Recuse,
    OfferMediation,
    EndMediation,
    CallForEvidence,
    Draft,
    CheckFacts,
    Comment,
    Decide(Outcome, Vec<PanelVote>),
    Appeal,
    Message(Option<Side>),
    PublishNarrative,
    Recommend { days: i64 },
    Complete(i64),
    Readdress,
}

/// A link out of a letter.
#[derive(Debug, Clone)]
pub struct Token {
    pub text: String,
    /// None for a token that no letter ever carried.
    pub expires_at: Option<Timestamp>,
}

/// What a try is judged by, read just before it.
pub struct Scene {
    pub facts: ComplaintFacts,
    pub now: Timestamp,
    /// Whoever answers for the clinic with an account.
    pub claimants: Vec<AccountId>,
    /// Whoever may sit on a panel at all.
    pub bench: Vec<AccountId>,
    /// Sides that have appealed.
    pub appealed: Vec<Role>,
    /// Every seat of every panel of this case.
    pub seats: Vec<PanelRow>,
    /// How many recommendations were ever made.
    pub recommendations: i64,
}

impl Scene {
    /// In which capacities `member` stands in the case, by the spec and not by the code under test.
    pub fn standing(&self, member: &Member) -> Vec<Role> {
        let mut roles = Vec::new();
        if self.facts.row.complainant_id == member.id {
            roles.push(Role::Patient);
        }
        if self.facts.sitting().any(|seat| seat.account_id == member.id) {
            roles.push(Role::Panel);
        }
        let is_sent = self.facts.row.clinic_since.is_some() || self.facts.row.escalated_at.is_some();
        if self.claimants.contains(&member.id) && is_sent {
            roles.push(Role::Clinic);
        }
        if !roles.contains(&Role::Patient) && !self.claimants.contains(&member.id) {
            roles.extend(member.has(accounts::Role::CaseOfficer).then_some(Role::Officer));
            roles.extend(member.has(accounts::Role::Board).then_some(Role::Board));
        }
        roles
    }

    /// Nobody with a part in the case may be seated.
    pub fn is_involved(&self, account: &AccountId) -> bool {
        let row = &self.facts.row;
        let left = |seat: &PanelRow| seat.recused_at.is_some() || seat.round < self.facts.round;
        row.complainant_id == *account
            || row.officer_id.as_ref() == Some(account)
            || self.claimants.contains(account)
            || self.seats.iter().any(|seat| seat.account_id == *account && left(seat))
    }

    /// The state that `act` leads to, or the code it is refused with.
    pub fn expected(&self, member: &Member, act: &Act) -> Result<State, Code> {
        let role = match act {
            Act::AcknowledgeByLink(token) | Act::RespondByLink(token, _) => {
                let is_open =
                    self.facts.row.state != State::Closed && token.expires_at.is_some_and(|end| end > self.now);
                if is_open { Role::Clinic } else { return Err(rules::LINK_EXPIRED) }
            }
            act => self.role(member, act)?,
        };
        let mut facts = self.facts.clone();
        self.prepare(&mut facts, role, act)?;
        let step = workflow::step::<Complaint>(facts.row.state, act.event(), role, &facts, self.now);
        let allowed = workflow::allowed::<Complaint>(facts.row.state, role, &facts, self.now);
        assert_eq!(step.is_ok(), allowed.contains(&act.event()), "{act:?}: `allowed` and `step` disagree");
        step.map(|step| step.to).map_err(|refusal| refusal.code)
    }

    /// Whoever would succeed: judged once for each capacity, in which most people are alike.
    pub fn fitting<'a>(&self, everybody: &[&'a Member], act: &Act) -> Vec<&'a Member> {
        let mut judged: Vec<(Vec<Role>, bool)> = Vec::new();
        let mut fits = |who: &Member| {
            let standing = self.standing(who);
            if let Some((_, fits)) = judged.iter().find(|(known, _)| *known == standing) {
                return *fits;
            }
            let fits = self.expected(who, act).is_ok();
            judged.push((standing, fits));
            fits
        };
        everybody.iter().copied().filter(|who| fits(who)).collect()
    }

    fn role(&self, member: &Member, act: &Act) -> Result<Role, Code> {
        let standing = self.standing(member);
        if standing.is_empty() {
            return Err(NOT_FOUND);
        }
        act.roles().iter().copied().find(|role| standing.contains(role)).ok_or(FORBIDDEN)
    }

    /// What the act brings along, and the rules that are not in the table.
    fn prepare(&self, facts: &mut ComplaintFacts, role: Role, act: &Act) -> Result<(), Code> {
        match act {
            Act::Triage { severity, proof_needed, attempt_shown, .. } => {
                facts.row.severity = Some(i64::from(*severity));
                facts.row.proof_needed = *proof_needed;
                facts.row.attempt_shown = *attempt_shown;
            }
            Act::Respond(code) | Act::RespondByLink(_, code) => {
                if *code == "refund_full" && !facts.row.identity_consent {
                    return Err(INVALID);
                }
                facts.wish = if *code == "in_progress" { Wish::MoreTime } else { Wish::None };
            }
            Act::GiveFeedback(satisfied, escalate) => facts.wish = rules::wish_of(*satisfied, *escalate),
            Act::Draft => facts.has_findings = true,
            Act::Seat(members) if members.iter().any(|member| self.is_involved(&member.account_id)) => {
                return Err(candor::error::CONFLICT_OF_INTEREST);
            }
            Act::Seat(members) if members.iter().any(|member| !self.bench.contains(&member.account_id)) => {
                return Err(INVALID);
            }
            Act::Decide(outcome, votes) => {
                // Whether it is time comes before how they voted.
                let step = workflow::step::<Complaint>(facts.row.state, Event::Decided, role, facts, self.now);
                step.map_err(|refusal| refusal.code)?;
                let sitting: Vec<_> = facts.sitting().collect();
                let votes: Vec<_> =
                    votes.iter().map(|vote| Vote { account: vote.account_id.clone(), uphold: vote.uphold }).collect();
                let needs_both = facts.needs_both_seats();
                rules::check_decision((*outcome, needs_both), &votes, &sitting).map_err(|refusal| refusal.code)?;
            }
            Act::Message(to) => match (role, to) {
                (Role::Officer, Some(Side::Clinic)) => facts.wish = Wish::TellClinic,
                (Role::Officer, Some(Side::Patient)) | (Role::Patient | Role::Clinic, None) => {}
                _ => return Err(INVALID),
            },
            Act::Complete(number) if !facts.open_recommendations.contains(number) => {
                let is_known = (1..=self.recommendations).contains(number);
                return Err(if is_known { rules::NO_OPEN_RECOMMENDATION } else { NOT_FOUND });
            }
            Act::Appeal => facts.side_has_appealed = self.appealed.contains(&role),
            _ => {}
        }
        Ok(())
    }
}

impl Act {
    pub fn event(&self) -> Event {
        match self {
            Self::Triage { .. } => Event::Triaged,
            Self::Assess(_) => Event::EvidenceAssessed,
            Self::Close => Event::ClosedByOfficer,
            Self::Pause { .. } => Event::Paused,
            Self::Resume => Event::Resumed,
            Self::Extend => Event::Extended,
            Self::AddEvidence => Event::EvidenceAdded,
            Self::Acknowledge | Self::AcknowledgeByLink(_) => Event::Acknowledged,
            Self::Respond(_) | Self::RespondByLink(..) => Event::Responded,
            Self::GiveFeedback(..) => Event::FeedbackGiven,
            Self::Escalate => Event::Escalated,
            Self::Withdraw => Event::Withdrawn,
            Self::AgreeToBeNamed => Event::IdentityConsented,
            Self::WithdrawNarrative => Event::NarrativeWithdrawn,
            Self::Seat(_) => Event::PanelSeated,
            Self::Recuse => Event::Recused,
            Self::OfferMediation => Event::MediationOffered,
            Self::EndMediation => Event::MediationEnded,
            Self::CallForEvidence => Event::EvidenceCalled,
            Self::Draft => Event::FindingsDrafted,
            Self::CheckFacts => Event::FactualCheckOpened,
            Self::Comment => Event::Commented,
            Self::Decide(..) => Event::Decided,
            Self::Appeal => Event::Appealed,
            Self::Message(_) => Event::Messaged,
            Self::PublishNarrative => Event::NarrativePublished,
            Self::Recommend { .. } => Event::RecommendationMade,
            Self::Complete(_) => Event::RecommendationCompleted,
            Self::Readdress => Event::ClinicReaddressed,
        }
    }

    /// The capacities it can be done in, the first that fits.
    fn roles(&self) -> &'static [Role] {
        match self.event() {
            Event::Triaged | Event::EvidenceAssessed | Event::ClosedByOfficer => &[Role::Officer],
            Event::Paused | Event::Resumed | Event::Extended => &[Role::Officer],
            Event::Acknowledged | Event::Responded => &[Role::Clinic],
            Event::PanelSeated => &[Role::Board],
            Event::Commented | Event::Appealed => &[Role::Patient, Role::Clinic],
            Event::EvidenceAdded | Event::FeedbackGiven | Event::Escalated => &[Role::Patient],
            Event::Withdrawn | Event::NarrativeWithdrawn | Event::NarrativePublished => &[Role::Patient],
            Event::IdentityConsented => &[Role::Patient],
            Event::Messaged => &[Role::Patient, Role::Clinic, Role::Officer],
            Event::RecommendationCompleted => &[Role::Clinic, Role::Officer],
            Event::ClinicReaddressed => &[Role::Officer],
            _ => &[Role::Panel],
        }
    }

    /// Does it, through the domain's own action.
    pub fn perform(&self, tx: &mut Tx<'_>, who: &Member, id: &str) -> Result<(), AppError> {
        let words = Words { text: "So that both sides know.".to_owned() };
        let reason = Reason { reason: "For a good reason.".to_owned() };
        match self {
            Self::Triage { severity, proof_needed, attempt_shown, about_result } => {
                let mut new = triage(*severity, *proof_needed, *attempt_shown);
                if *about_result {
                    new.category = "growth_failure".to_owned();
                }
                actions::triage(tx, who, id, &new)
            }
            Self::Assess(level) => actions::assess(tx, who, id, &Assessment { level: *level }),
            Self::Close => {
                let new = Closure { outcome: Outcome::OutOfScope, reason: reason.reason };
                actions::close(tx, who, id, &new)
            }
            Self::Pause { days } => {
                let until = Until::Instant(tx.now.plus(Duration::days(*days)));
                actions::pause(tx, who, id, &Pause { order: "District court 7 C 12/26".to_owned(), until })
            }
            Self::Resume => actions::resume(tx, who, id),
            Self::Extend => {
                let new = Extension { step: "proof".to_owned(), reason: reason.reason };
                actions::extend(tx, who, id, &new)
            }
            Self::AddEvidence => actions::add_evidence(tx, who, id, &photograph()),
            Self::Acknowledge => actions::acknowledge(tx, who, id),
            Self::Respond(code) => actions::respond(tx, who, id, &respond(code)),
            Self::AcknowledgeByLink(token) => actions::acknowledge_by_link(tx, &token.text).map(drop),
            Self::RespondByLink(token, code) => actions::respond_by_link(tx, &token.text, &respond(code)).map(drop),
            Self::GiveFeedback(satisfied, escalate) => {
                let new = Feedback { satisfied: *satisfied, rating: Some(3), text: None, escalate: *escalate };
                actions::give_feedback(tx, who, id, &new)
            }
            Self::Escalate => actions::escalate(tx, who, id, &reason),
            Self::Withdraw => actions::withdraw(tx, who, id, &reason),
            Self::AgreeToBeNamed => actions::agree_to_be_named(tx, who, id, &AgreeToBeNamed::default()),
            Self::WithdrawNarrative => actions::withdraw_narrative(tx, who, id),
            Self::Seat(members) => actions::seat_panel(tx, who, id, &Panel { members: members.clone() }),
            Self::Recuse => actions::recuse(tx, who, id, &reason),
            Self::OfferMediation => actions::offer_mediation(tx, who, id, &words),
            Self::EndMediation => actions::end_mediation(tx, who, id),
            Self::CallForEvidence => actions::call_for_evidence(tx, who, id, &words),
            Self::Draft => actions::draft_findings(tx, who, id, &words),
            Self::CheckFacts => actions::check_facts(tx, who, id, &words),
            Self::Comment => actions::comment(tx, who, id, &words),
            Self::Decide(outcome, votes) => {
                let new = Decide { outcome: *outcome, reasons: words.text, votes: votes.clone() };
                actions::decide(tx, who, id, &new)
            }
            Self::Message(to) => actions::message(tx, who, id, &Message { text: words.text, to: *to }),
            Self::PublishNarrative => {
                actions::publish_narrative(tx, who, id, &PublicNarrative { text: "In my own words.".to_owned() })
            }
            Self::Recommend { days } => {
                let due_on = tx.now.plus(Duration::days(*days)).date();
                actions::recommend(tx, who, id, &Recommendation { text: words.text, due_on })
            }
            Self::Complete(number) => actions::complete(tx, who, id, *number),
            Self::Readdress => {
                let new = ClinicAddress { letter_to: "owner@clinic.example.org".to_owned() };
                actions::readdress(tx, who, id, &new)
            }
            Self::Appeal => actions::appeal(tx, who, id, &Appeal { ground: AppealGround::Process, text: words.text }),
        }
    }
}

/// How an officer sorts a complaint about grafts.
pub fn triage(severity: u8, proof_needed: bool, private_attempt_shown: bool) -> Triage {
    let category = "graft_count_dispute".to_owned();
    Triage { category, severity, proof_needed, private_attempt_shown, letter_to: None }
}

fn respond(code: &str) -> Respond {
    Respond { code: code.to_owned(), text: "We have looked into it.".to_owned() }
}

fn photograph() -> StoredFile {
    StoredFile {
        name: "scalp.png".to_owned(),
        media_type: "image/png".to_owned(),
        bytes: 4,
        sha256: "0".repeat(64),
        file: candor::ids::random_hex(16),
    }
}
