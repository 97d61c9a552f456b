//! Everything somebody may try with an application, and what the table and the rules say must come of it.

use super::people::{Applicant, CRITERIA, Filling, GATES, People, REASON, answer};
use candor::accounts::{self, AccountId, Member};
use candor::app::Tx;
use candor::clock::Timestamp;
use candor::coalition::applications::api::{
    CastVote, Decide, GiveComment, GiveReference, GiveScore, ListGaps, Notes, Reason, Seat, SeatPanel,
};
use candor::coalition::applications::model::{
    Event, GateAnswer, GateRow, LockRow, RecusalGround, RecusalRow, RefereeKind, Role, SeatKind, SeatRow, State,
};
use candor::coalition::applications::{Application, ApplicationFacts, Wish, actions};
use candor::coalition::rules;
use candor::coalition::scoring::{self, Recommendation, Vote};
use candor::error::{AppError, CONFLICT_OF_INTEREST, Code, FORBIDDEN, ILLEGAL_TRANSITION, INVALID, NOT_FOUND};
use candor::workflow;

/// One try.
#[derive(Debug, Clone)]
pub enum Act {
    Save(Filling),
    Submit,
    Withdraw,
    Lapse,
    ListGaps,
    Gate {
        code: &'static str,
        yes: bool,
        note: bool,
    },
    Seat(Vec<Seat>),
    Calibrate,
    /// By a letter's link; the instant at which it ends, and whether it was used.
    Answer {
        token: String,
        open: bool,
    },
    Sheet([u8; 8]),
    Lock,
    Recuse,
    Comment,
    CallHearing,
    Vote(Vote),
    Decide {
        reasons: bool,
    },
}

/// What a try is judged by, read just before it.
pub struct Scene {
    pub facts: ApplicationFacts,
    pub now: Timestamp,
    pub applicant: Applicant,
}

impl Scene {
    /// In which capacities somebody stands in the case, by the spec and not by the code under test.
    pub fn standing(&self, people: &People, who: &Member) -> Vec<Role> {
        let row = &self.facts.row;
        if row.applicant_id == who.id {
            return vec![Role::Applicant];
        }
        if row.state == State::Draft || self.facts.recusals.iter().any(|one| one.account_id == who.id) {
            return Vec::new();
        }
        let sits = self.facts.seats.iter().any(|seat| seat.account_id == who.id && seat.left_at.is_none());
        let pairs = [
            (who.has(accounts::Role::CredentialingOfficer), Role::Officer),
            (who.has(accounts::Role::Reviewer) && sits, Role::Reviewer),
            (who.has(accounts::Role::Board) && !self.is_tied(people, who), Role::Board),
        ];
        pairs.into_iter().filter_map(|(is, role)| is.then_some(role)).collect()
    }

    /// The first of the board answers for the clinic; the applicant may have named the second one.
    fn is_tied(&self, people: &People, who: &Member) -> bool {
        let at_clinic = self.applicant.at_clinic && who.id == people.board[0].id;
        at_clinic || self.is_named(&who.email)
    }

    /// Whether the applicant names somebody now, or did when they were asked.
    fn is_named(&self, email: &str) -> bool {
        let mut named = self.facts.form.peers.iter().chain(&self.facts.form.patients);
        named.any(|one| one.email == email) || self.facts.referees.iter().any(|one| one.email == email)
    }

    /// Physicians do, and whoever consented when the system drew them: the first reviewer may be one.
    fn may_comment(&self, who: &Member) -> bool {
        let mut drawn = self.facts.referees.iter().filter(|one| one.kind == RefereeKind::Patient);
        let consented = drawn.any(|one| one.consented == Some(true) && one.email == who.email);
        who.has(accounts::Role::Physician) || consented
    }

    /// The state that `act` leads to, or the code it is refused with.
    pub fn expected(&self, people: &People, who: &Member, act: &Act) -> Result<State, Code> {
        let (row, standing) = (&self.facts.row, self.standing(people, who));
        let role = match act {
            Act::Answer { open, .. } if !(*open && row.state == State::References) => {
                return Err(rules::REFERENCE_LINK_OVER);
            }
            Act::Answer { .. } => Role::Referee,
            Act::Comment if row.comments_from.is_none() && standing.is_empty() => return Err(NOT_FOUND),
            Act::Comment if standing == [Role::Applicant] => Role::Applicant,
            Act::Comment if !self.may_comment(who) => return Err(rules::MAY_NOT_COMMENT),
            Act::Comment => Role::Public,
            Act::Recuse => self.leaves_as(who, &standing)?,
            _ => {
                let votes = matches!(act, Act::Vote(_) | Act::Decide { .. } | Act::CallHearing);
                let seated = who.has(accounts::Role::Board) && row.submitted_at.is_some();
                if votes && seated && !standing.contains(&Role::Board) {
                    return Err(rules::RECUSED);
                }
                if standing.is_empty() {
                    return Err(NOT_FOUND);
                }
                standing.contains(&act.role()).then(|| act.role()).ok_or(FORBIDDEN)?
            }
        };
        self.follows(people, who, act, role)
    }

    fn leaves_as(&self, who: &Member, standing: &[Role]) -> Result<Role, Code> {
        if self.facts.recusals.iter().any(|one| one.account_id == who.id) {
            return Err(rules::ALREADY_RECUSED);
        }
        let known = [Role::Reviewer, Role::Board].into_iter().find(|role| standing.contains(role));
        known.ok_or(if standing.is_empty() { NOT_FOUND } else { FORBIDDEN })
    }

    /// What follows once it is clear that `who` may act as `role`.
    fn follows(&self, people: &People, who: &Member, act: &Act, role: Role) -> Result<State, Code> {
        let mut facts = self.facts.clone();
        let state = facts.row.state;
        let event =
            if role == Role::Applicant && matches!(act, Act::Comment) { Event::CommentAnswered } else { act.event() };
        let table = |facts: &ApplicationFacts| {
            let step = workflow::step::<Application>(state, event, role, facts, self.now);
            step.map(|step| step.to).map_err(|refusal| refusal.code)
        };
        match act {
            Act::Save(_) if state == State::Draft => return Ok(state),
            Act::Save(filling) => {
                table(&facts)?;
                if state == State::References && !self.may_name(*filling) {
                    return Err(ILLEGAL_TRANSITION);
                }
                filling.of(&self.applicant).apply(&mut facts.form);
            }
            Act::Submit => return table(&facts).map(|_| State::GateCheck),
            Act::Gate { code, yes, note } => {
                self.may_answer(code, *yes, *note)?;
                facts.gates.retain(|gate| gate.code != *code);
                facts.gates.push(self.gate(code, *yes, who));
            }
            Act::Seat(seats) => {
                table(&facts)?;
                self.may_sit(people, seats)?;
                self.may_leave(seats)?;
                let to = table(&facts)?;
                for seat in &mut facts.seats {
                    seat.left_at = Some(self.now);
                }
                for seat in seats {
                    facts.seats.retain(|known| known.account_id != seat.account_id);
                    facts.seats.push(self.seat(seat));
                }
                return Ok(settled(&facts, to));
            }
            Act::Sheet(_) | Act::Lock => {
                if facts.has_locked(&who.id) {
                    return Err(rules::SCORES_LOCKED);
                }
                if state != State::Scoring {
                    return Err(ILLEGAL_TRANSITION);
                }
                if matches!(act, Act::Sheet(_)) {
                    return Ok(state);
                }
                let scored = facts.scores.iter().filter(|one| one.account_id == who.id && one.round == facts.row.round);
                if scored.count() < CRITERIA.len() {
                    return Err(rules::SCORES_MISSING);
                }
                let (application_id, round) = (facts.row.id.clone(), facts.row.round);
                facts.locks.push(LockRow { application_id, account_id: who.id.clone(), round, at: self.now });
                return table(&facts).map(|to| settled(&facts, to));
            }
            Act::Recuse => {
                let to = table(&facts)?;
                facts.recusals.push(self.recusal(who));
                return Ok(settled(&facts, to));
            }
            Act::Decide { reasons } => {
                let assessed = facts.result.clone().ok_or(ILLEGAL_TRANSITION)?;
                let outcome = scoring::outcome(facts.tally(), facts.majority(), &assessed);
                facts.wish = Wish::Decide(outcome);
                table(&facts)?;
                if !reasons && outcome != scoring::outcome_of(assessed.recommendation) {
                    return Err(INVALID);
                }
            }
            _ => {}
        }
        table(&facts)
    }

    /// Only those of whom too few were asked. Here all of a kind are, or nobody is.
    fn may_name(&self, filling: Filling) -> bool {
        let lacks = |kind: RefereeKind| self.facts.referees.iter().all(|one| one.kind != kind);
        match filling {
            Filling::Names => lacks(RefereeKind::Peer) && lacks(RefereeKind::Patient),
            Filling::Patients | Filling::FewPatients => lacks(RefereeKind::Patient),
            _ => false,
        }
    }

    fn may_answer(&self, code: &str, yes: bool, note: bool) -> Result<(), Code> {
        let by_references = code == "G8";
        let is_open = match self.facts.row.state {
            State::GateCheck | State::Verification => !by_references,
            State::References => by_references || !yes,
            _ => false,
        };
        if !is_open {
            return Err(rules::GATE_NOT_OPEN);
        }
        if by_references && yes && !note && !self.facts.has_references() { Err(INVALID) } else { Ok(()) }
    }

    fn may_sit(&self, people: &People, seats: &[Seat]) -> Result<(), Code> {
        let is_reviewer = |seat: &Seat| people.reviewers.iter().any(|one| one.id == seat.account_id);
        let whole = seats.len() >= 3 && SeatKind::ALL.iter().all(|kind| seats.iter().any(|seat| seat.seat == *kind));
        if !seats.iter().all(is_reviewer) || !whole {
            return Err(INVALID);
        }
        let named =
            |seat: &Seat| people.reviewers.iter().any(|one| one.id == seat.account_id && self.is_named(&one.email));
        let left = |seat: &Seat| self.facts.recusals.iter().any(|one| one.account_id == seat.account_id);
        if seats.iter().any(|seat| named(seat) || left(seat)) { Err(CONFLICT_OF_INTEREST) } else { Ok(()) }
    }

    /// Whoever has locked the round stays, unless they left by a recusal.
    fn may_leave(&self, seats: &[Seat]) -> Result<(), Code> {
        let facts = &self.facts;
        let left = |who: &AccountId| facts.recusals.iter().any(|one| one.account_id == *who);
        let locked =
            |who: &AccountId| facts.locks.iter().any(|one| one.account_id == *who && one.round == facts.row.round);
        let sitting = facts.seats.iter().filter(|seat| seat.left_at.is_none() && !left(&seat.account_id));
        let mut dropped = sitting.filter(|seat| !seats.iter().any(|next| next.account_id == seat.account_id));
        if dropped.any(|seat| locked(&seat.account_id)) { Err(rules::REVIEWER_HAS_LOCKED) } else { Ok(()) }
    }

    fn gate(&self, code: &str, yes: bool, who: &Member) -> GateRow {
        GateRow {
            application_id: self.facts.row.id.clone(),
            code: code.to_owned(),
            answer: if yes { GateAnswer::Yes } else { GateAnswer::No },
            source_url: None,
            checked_on: None,
            note: None,
            officer_id: who.id.clone(),
            at: self.now,
            capture_hash: None,
        }
    }

    fn seat(&self, seat: &Seat) -> SeatRow {
        SeatRow {
            application_id: self.facts.row.id.clone(),
            account_id: seat.account_id.clone(),
            seat: seat.seat,
            seated_at: self.now,
            left_at: None,
        }
    }

    fn recusal(&self, who: &Member) -> RecusalRow {
        RecusalRow {
            application_id: self.facts.row.id.clone(),
            account_id: who.id.clone(),
            ground: RecusalGround::Declared,
            reason: String::new(),
            at: self.now,
        }
    }

    /// A gate that is still to be answered here, if there is one.
    pub fn next_gate(&self) -> Option<&'static str> {
        GATES.into_iter().find(|code| self.facts.gates.iter().all(|gate| gate.code != *code))
    }

    /// Does it, through the domain's own action.
    pub fn perform(&self, tx: &mut Tx<'_>, who: &Member, act: &Act) -> Result<(), AppError> {
        let id = self.facts.row.id.as_str();
        let reason = Reason { reason: "For a good reason.".to_owned() };
        let notes = Notes { notes: "What was discussed.".to_owned() };
        match act {
            Act::Save(filling) => actions::save(tx, who, id, &filling.of(&self.applicant)),
            Act::Submit => actions::submit(tx, who, id),
            Act::Withdraw => actions::withdraw(tx, who, id, &reason),
            Act::Lapse => actions::lapse(tx, who, id, &reason),
            Act::ListGaps => actions::list_gaps(tx, who, id, &ListGaps { gaps: vec!["The case sets.".to_owned()] }),
            Act::Gate { code, yes, note } => {
                let said = if *yes { GateAnswer::Yes } else { GateAnswer::No };
                actions::answer_gate(tx, who, (id, code), &answer(said, *note))
            }
            Act::Seat(seats) => actions::seat_panel(tx, who, id, &SeatPanel { reviewers: seats.clone() }),
            Act::Calibrate => actions::open_calibration(tx, who, id, &notes),
            Act::Answer { token, .. } => {
                let new = GiveReference { consent: true, text: Some("I would choose them again.".to_owned()) };
                actions::answer(tx, token, &new)
            }
            Act::Sheet(scores) => CRITERIA.iter().zip(scores).try_for_each(|(criterion, score)| {
                actions::score(tx, who, (id, criterion), &GiveScore { score: *score, reason: REASON.to_owned() })
            }),
            Act::Lock => actions::lock(tx, who, id),
            Act::Recuse => actions::recuse(tx, who, id, &reason),
            Act::Comment => {
                let new = GiveComment { text: "I was there.".to_owned(), interest: "None.".to_owned() };
                actions::comment(tx, who, id, &new).map(drop)
            }
            Act::CallHearing => actions::call_hearing(tx, who, id, &notes),
            Act::Vote(vote) => actions::vote(tx, who, id, &CastVote { vote: *vote, dissent: None }),
            Act::Decide { reasons } => {
                let reasons = reasons.then(|| "As it was said.".to_owned());
                actions::decide(tx, who, id, &Decide { reasons, defer_months: None })
            }
        }
    }
}

/// Once everybody on a whole panel has locked, the scores decide where it goes.
fn settled(facts: &ApplicationFacts, to: State) -> State {
    if to != State::Scoring || facts.row.state != State::Scoring || !facts.all_locked() {
        return to;
    }
    let calibrates = facts.assess().recommendation == Recommendation::Calibrate;
    if calibrates { State::Calibration } else { State::PublicComment }
}

impl Act {
    pub const fn event(&self) -> Event {
        match self {
            Self::Save(_) => Event::FormSaved,
            Self::Submit => Event::Submitted,
            Self::Withdraw => Event::Withdrawn,
            Self::Lapse => Event::Lapsed,
            Self::ListGaps => Event::GapsListed,
            Self::Gate { .. } => Event::GateAnswered,
            Self::Seat(_) => Event::PanelSeated,
            Self::Calibrate => Event::CalibrationOpened,
            Self::Answer { .. } => Event::ReferenceAnswered,
            // Scores are no event: what is not locked is not said.
            Self::Sheet(_) => Event::Assessed,
            Self::Lock => Event::ScoreLocked,
            Self::Recuse => Event::Recused,
            Self::Comment => Event::Commented,
            Self::CallHearing => Event::HearingCalled,
            Self::Vote(_) => Event::Voted,
            Self::Decide { .. } => Event::Decided,
        }
    }

    const fn role(&self) -> Role {
        match self {
            Self::Save(_) | Self::Submit | Self::Withdraw => Role::Applicant,
            Self::Lapse | Self::ListGaps | Self::Gate { .. } | Self::Seat(_) | Self::Calibrate => Role::Officer,
            Self::Sheet(_) | Self::Lock | Self::Recuse => Role::Reviewer,
            Self::CallHearing | Self::Vote(_) | Self::Decide { .. } => Role::Board,
            Self::Answer { .. } => Role::Referee,
            Self::Comment => Role::Public,
        }
    }
}
