//! What the table's conditions look at, and when each timer falls due.

use super::asking::{self, Unasked};
use super::form::{self, Against, Form, Gap, Section};
use super::model::{
    ApplicationRow, GateAnswer, GateRow, LockRow, RecusalGround, RecusalRow, RefereeKind, RefereeRow, ScoreRow,
    SeatRow, State, Timer, VoteRow,
};
use crate::accounts::AccountId;
use crate::cases::CaseFacts;
use crate::clock::Timestamp;
use crate::coalition::rules;
use crate::coalition::scoring::{self, Assessment, Majority, Outcome, Rules, Tally, Vote};
use crate::specialty::{ClockRule, Membership, References};
use crate::workdays::{Calendar, Span};
use crate::workflow::Due;
use std::collections::{BTreeMap, BTreeSet};

/// The gate that is decided by references.
pub const REFERENCES: &str = "references";
/// The gates that are decided first.
const GATE_CHECK: &str = "gate_check";

/// What the person who raises an event wants, where that decides the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Wish {
    #[default]
    None,
    Decide(Outcome),
}

/// An application with everything its rules may ask.
#[derive(Debug, Clone)]
pub struct ApplicationFacts {
    pub row: ApplicationRow,
    pub form: Form,
    /// The addresses of everybody who answers for the applicant.
    pub own_addresses: Vec<String>,
    /// What an officer found missing.
    pub listed_gaps: Vec<String>,
    pub gates: Vec<GateRow>,
    pub referees: Vec<RefereeRow>,
    /// Every seat there ever was.
    pub seats: Vec<SeatRow>,
    pub recusals: Vec<RecusalRow>,
    pub scores: Vec<ScoreRow>,
    pub locks: Vec<LockRow>,
    pub votes: Vec<VoteRow>,
    /// Everybody with a seat on the board, without those who are tied to the applicant.
    pub board: Vec<AccountId>,
    /// Those with a seat on the board who are tied to the applicant.
    pub board_conflicts: Vec<AccountId>,
    /// Why others of the board, of the panel and of the officers have no say, recorded or not.
    pub conflicts: BTreeMap<AccountId, RecusalGround>,
    /// The applicant was a member once and was removed.
    pub comes_back: bool,
    /// The assessment of the last complete round.
    pub result: Option<Assessment>,
    pub pack: Membership,
    /// The time zone and holidays of the applicant's clinic.
    pub calendar: Calendar,
    pub wish: Wish,
}

impl CaseFacts<State> for ApplicationFacts {
    fn id(&self) -> &str {
        &self.row.id
    }

    fn state(&self) -> State {
        self.row.state
    }

    fn subject_ref(&self) -> &str {
        &self.row.subject_ref
    }
}

impl ApplicationFacts {
    fn against(&self) -> Against<'_> {
        let day = self.calendar.local_day(self.row.submitted_at.unwrap_or(self.row.created_at));
        Against { asked: &self.pack.references, own: &self.own_addresses, day }
    }

    pub fn gaps(&self) -> Vec<Section> {
        self.form.gaps(self.against())
    }

    /// The places of the form where something stands that cannot count.
    pub fn wrong_places(&self) -> Vec<Gap> {
        self.form.wrong(self.against())
    }

    pub fn is_complete(&self) -> bool {
        self.gaps().is_empty()
    }

    pub fn answer(&self, gate: &str) -> Option<GateAnswer> {
        self.gates.iter().find(|row| row.code == gate).map(|row| row.answer)
    }

    fn all_yes(&self, decided_in: impl Fn(&str) -> bool) -> bool {
        let asked = self.pack.gates.iter().filter(|gate| decided_in(&gate.decided_in));
        asked.map(|gate| self.answer(&gate.code)).all(|answer| answer == Some(GateAnswer::Yes))
    }

    /// Any gate that is answered with no.
    pub fn failed_gate(&self) -> Option<&GateRow> {
        self.gates.iter().find(|row| row.answer == GateAnswer::No)
    }

    /// The gates of the first step are all answered with yes.
    pub fn is_checked(&self) -> bool {
        self.all_yes(|state| state == GATE_CHECK)
    }

    /// Everything but the references is answered with yes. Gaps do not stop a file whose gates an officer has passed: what
    /// is missing is on record, whose address cannot count is not asked, and patients are drawn once enough are listed.
    pub fn is_verified(&self) -> bool {
        self.all_yes(|state| state != REFERENCES)
    }

    /// Every gate is answered with yes.
    pub fn passed_gates(&self) -> bool {
        self.all_yes(|_| true)
    }

    /// Patients and peers who answered, and let their answer count.
    pub fn answers(&self, kind: RefereeKind) -> usize {
        self.referees.iter().filter(|one| counts(one, kind)).count()
    }

    /// As many patients and peers answered as the rules ask for.
    pub fn has_references(&self) -> bool {
        are_enough(&self.referees.iter().collect::<Vec<_>>(), &self.pack.references)
    }

    /// How many are still to be asked.
    pub fn unasked(&self) -> Unasked {
        let referees: Vec<&RefereeRow> = self.referees.iter().collect();
        Unasked::of(&referees, self.row.redrawn, &self.pack.references)
    }

    /// How many are still to be named before all are asked.
    pub fn unnamed(&self) -> Unasked {
        asking::unnamed(self)
    }

    /// Fewer were named than are to be asked: the applicant may name more, until enough have answered or an officer lets
    /// that be enough.
    pub fn lacks_names(&self) -> bool {
        !self.unasked().is_none() && !self.has_references() && !self.passed_gates()
    }

    /// Whether those of a section can still be named in the references: only of whom too few were asked. A list from
    /// which was drawn stays as it was, so that seed and list still lead to the same people.
    pub fn can_name(&self, section: Section) -> bool {
        let unasked = self.unasked();
        match section {
            Section::Peers => unasked.peers > 0,
            Section::Patients => unasked.patients > 0,
            _ => false,
        }
    }

    /// Of those who are named now, somebody can be asked who was not.
    pub fn asks_more(&self) -> bool {
        self.lacks_names() && !asking::next(self, self.row.redrawn, "").is_empty()
    }

    /// Patients are among them, and are drawn.
    pub fn draws_more(&self) -> bool {
        let next = || asking::next(self, self.row.redrawn, "");
        self.lacks_names() && next().iter().any(|(kind, _)| *kind == RefereeKind::Patient)
    }

    /// Whether the clock draws again: it has not yet, and somebody was drawn before, or can be now. Whoever is then
    /// still to be asked may be listed.
    pub fn draws_again(&self) -> bool {
        let is_drawn = |one: &RefereeRow| one.kind == RefereeKind::Patient;
        let next = || asking::next(self, true, "");
        let can_draw = || next().iter().any(|(kind, _)| *kind == RefereeKind::Patient);
        !self.row.redrawn && (self.referees.iter().any(is_drawn) || can_draw())
    }

    /// The keys of the addresses of everybody who is named, or was and has been asked.
    pub fn named(&self) -> BTreeSet<String> {
        let asked = self.referees.iter().map(|one| form::key(&one.email));
        self.form.named().chain(asked).collect()
    }

    pub fn sitting(&self) -> Vec<&SeatRow> {
        let has_a_say = |account| !self.is_recused(account) && !self.conflicts.contains_key(account);
        self.seats.iter().filter(|seat| seat.left_at.is_none() && has_a_say(&seat.account_id)).collect()
    }

    pub fn sits(&self, account: &AccountId) -> bool {
        self.sitting().iter().any(|seat| seat.account_id == *account)
    }

    pub fn is_recused(&self, account: &AccountId) -> bool {
        self.recusals.iter().any(|row| row.account_id == *account)
    }

    /// Those of the board and of the panel who are tied and whose recusal is not on record yet, with its ground.
    pub fn to_recuse(&self) -> Vec<(AccountId, RecusalGround)> {
        let at_work = matches!(self.row.state, State::Scoring | State::Calibration);
        let seated = |account: &AccountId| {
            at_work && self.seats.iter().any(|seat| seat.left_at.is_none() && seat.account_id == *account)
        };
        let votes = |account: &AccountId| self.row.vote_from.is_some() && self.board_conflicts.contains(account);
        let open = self.conflicts.iter().filter(|(account, _)| !self.is_recused(account));
        let asked = open.filter(|(account, _)| seated(account) || votes(account));
        asked.map(|(account, ground)| (account.clone(), *ground)).collect()
    }

    pub fn panel_is_whole(&self) -> bool {
        let least = usize::try_from(self.pack.thresholds.least_reviewers).unwrap_or(usize::MAX);
        rules::is_whole(&self.sitting(), least)
    }

    pub fn has_locked(&self, account: &AccountId) -> bool {
        self.locks.iter().any(|lock| lock.round == self.row.round && lock.account_id == *account)
    }

    /// Whether somebody sits on the panel and has locked this round: what is locked counts, so they keep the seat.
    pub fn stays(&self, account: &AccountId) -> bool {
        self.sits(account) && self.has_locked(account)
    }

    /// Whether somebody has locked a round that others still score.
    pub fn waits(&self, account: &AccountId) -> bool {
        self.row.state == State::Scoring && self.has_locked(account)
    }

    /// The panel is whole, and everybody on it has locked this round's scores.
    pub fn all_locked(&self) -> bool {
        self.panel_is_whole() && self.sitting().iter().all(|seat| self.has_locked(&seat.account_id))
    }

    /// Everybody on the panel has locked the present round. A withdrawal during it leaves it as open as it was.
    pub fn has_assessed(&self) -> bool {
        match self.row.state {
            State::Scoring => false,
            State::Withdrawn | State::Lapsed => self.row.comments_from.is_some() || self.all_locked(),
            _ => true,
        }
    }

    pub fn scores_of(&self, account: &AccountId, round: i64) -> Vec<&ScoreRow> {
        self.scores.iter().filter(|score| score.round == round && score.account_id == *account).collect()
    }

    /// Criteria that a reviewer has not scored in this round.
    pub fn unscored(&self, account: &AccountId) -> Vec<&str> {
        let mine = self.scores_of(account, self.row.round);
        let open = |code: &&str| !mine.iter().any(|score| score.criterion == *code);
        self.pack.criteria.iter().map(|known| known.code.as_str()).filter(open).collect()
    }

    /// What this round's scores of those who sit come to.
    pub fn assess(&self) -> Assessment {
        let rules = Rules::of(&self.pack.criteria, &self.pack.thresholds);
        let row = |seat: &&SeatRow| -> Vec<Option<u8>> {
            let mine = self.scores_of(&seat.account_id, self.row.round);
            let score = |code: &str| mine.iter().find(|one| one.criterion == code).map(|one| one.score);
            self.pack.criteria.iter().map(|known| u8::try_from(score(&known.code)?).ok()).collect()
        };
        let scores: Vec<_> = self.sitting().iter().map(row).collect();
        scoring::assess(&scores, u32::try_from(self.row.round - 1).unwrap_or(0), &rules)
    }

    /// The criteria that a deferral names; nothing of another outcome.
    pub fn gaps_named(&self) -> Vec<String> {
        let deferred = self.result.as_ref().filter(|_| self.row.outcome == Some(Outcome::Deferred));
        deferred.map(|result| result.gaps(self.pack.thresholds.admit)).unwrap_or_default()
    }

    /// Seats of the board that have a say.
    pub fn voters(&self) -> Vec<&AccountId> {
        self.board.iter().filter(|account| !self.is_recused(account)).collect()
    }

    /// The votes of those who still have a say.
    pub fn counted_votes(&self) -> Vec<&VoteRow> {
        rules::counted(&self.votes, &self.voters())
    }

    pub fn tally(&self) -> Tally {
        let votes: Vec<Vote> = self.counted_votes().iter().map(|row| row.vote).collect();
        Tally::of(self.voters().len(), &votes)
    }

    /// How many votes let the applicant in.
    pub const fn majority(&self) -> Majority {
        if self.comes_back { Majority::FourFifths } else { Majority::TwoThirds }
    }

    pub fn has_quorum(&self) -> bool {
        self.tally().has_quorum(self.least_quorum())
    }

    fn least_quorum(&self) -> usize {
        usize::try_from(self.pack.thresholds.least_quorum).unwrap_or(usize::MAX)
    }

    /// How many of the board must vote, and may, where so many fewer have a say.
    pub fn voters_without(&self, fewer: usize) -> (usize, usize) {
        let seats = self.voters().len().saturating_sub(fewer);
        (Tally::of(seats, &[]).quorum(self.least_quorum()), seats)
    }

    /// Fewer of the board may vote than must.
    pub fn lacks_voters(&self) -> bool {
        let (quorum, seats) = self.voters_without(0);
        seats < quorum
    }

    /// Everybody has voted, or the days to vote are over.
    pub fn vote_is_over(&self, now: Timestamp) -> bool {
        let tally = self.tally();
        let ended = self.vote_ends().is_some_and(|end| now >= end);
        ended || (tally.seats > 0 && tally.cast() >= tally.seats)
    }

    pub fn vote_ends(&self) -> Option<Timestamp> {
        self.row.vote_from.map(|from| self.calendar.missed_from(from, self.pack.clocks.vote))
    }

    pub fn comments_end(&self) -> Option<Timestamp> {
        self.row.comments_from.map(|from| self.calendar.missed_from(from, self.pack.clocks.public_comment))
    }

    /// The first instant after the applicant's last day to answer.
    pub fn answers_end(&self) -> Option<Timestamp> {
        self.row.comments_from.map(|from| self.calendar.missed_from(from, self.pack.clocks.comment_answer))
    }

    /// Everybody may read about it: from the public comment on, but for what was stopped before.
    pub const fn is_public(&self) -> bool {
        self.row.comments_from.is_some()
    }
}

/// Whether somebody of this kind answered, and lets the answer count.
fn counts(referee: &RefereeRow, kind: RefereeKind) -> bool {
    referee.kind == kind && referee.consented == Some(true)
}

/// As many patients and peers among them answered as the rules ask for.
pub fn are_enough(referees: &[&RefereeRow], asked: &References) -> bool {
    let enough = |kind, least: u32| {
        let answers = referees.iter().filter(|one| counts(one, kind)).count();
        answers >= usize::try_from(least).unwrap_or(usize::MAX)
    };
    enough(RefereeKind::Patient, asked.answers_needed) && enough(RefereeKind::Peer, asked.peers)
}

/// When `timer`, started at `start`, fires: deadlines at the end of their last day, reminders at 09:00 local.
pub fn due(timer: Timer, start: Timestamp, facts: &ApplicationFacts) -> Vec<Due> {
    let clocks = &facts.pack.clocks;
    let calendar = &facts.calendar;
    let missed = |span: Span| vec![Due::deadline(calendar.missed_from(start, span))];
    match timer {
        Timer::GapsDue if facts.is_complete() => Vec::new(),
        Timer::GapsDue => missed(clocks.gaps_listed),
        Timer::CureDue => missed(clocks.gaps_cured),
        Timer::ReferenceReminder => reminders(calendar, start, &clocks.references),
        Timer::ReferencesDue => missed(clocks.references.due),
        Timer::ScoringDue => missed(clocks.scoring),
        Timer::CommentsDue => missed(clocks.public_comment),
        Timer::VoteOpens => missed(clocks.comment_answer),
        Timer::VoteDue => missed(clocks.vote),
        // From a complete file on; a file that was complete before keeps its date.
        Timer::DecisionDue if facts.row.complete_at.is_some() => Vec::new(),
        Timer::DecisionDue if !facts.is_complete() && !facts.is_verified() => Vec::new(),
        Timer::DecisionDue => missed(clocks.decision),
        Timer::PublishDue => missed(clocks.published),
    }
}

/// 09:00 local on each reminder's day, of no use once the step's own date is over.
fn reminders(calendar: &Calendar, start: Timestamp, rule: &ClockRule) -> Vec<Due> {
    let over = calendar.due(start, rule.due);
    let at = |span: &Span| calendar.morning_of(calendar.nth_day(start, span.amount, span.unit));
    (1..).zip(&rule.reminders).map(|(ordinal, span)| Due { at: at(span), ordinal, skip_after: Some(over) }).collect()
}
