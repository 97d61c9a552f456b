//! Everything somebody may try with a membership, and what the table and the rules say must come of it.

use super::member_appeals::{hear, spoken};
use super::member_votes::{came_since, had_a_part, is_voted_on, open_proposal};
use super::people::{Applicant, People};
use crate::support::walk::Dice;
use candor::accounts::{self, Member};
use candor::app::{Reader, Tx};
use candor::cases::CaseType as _;
use candor::clock::Timestamp;
use candor::coalition::members::api::{
    CastMeasureVote, CloseMeasureVote, GiveAppeal, MeasureAppealGround, Notes, OpenReview, Reason, RecordCheck,
    RenewLicence, TakeMeasure,
};
use candor::coalition::members::checks::record_check;
use candor::coalition::members::model::{Event, Ground, Measure, Role, State};
use candor::coalition::members::{MembershipFacts, Wish, actions, concerns, concerns_of, current, measures};
use candor::coalition::scoring::Vote;
use candor::coalition::{Membership, rules};
use candor::db::JsonText;
use candor::db::schema::membership_decisions;
use candor::directory::PhysicianId;
use candor::error::{AppError, CONFLICT_OF_INTEREST, Code, FORBIDDEN, INVALID};
use candor::workflow;
use chrono::{Duration, NaiveDate};
use diesel::prelude::*;
use std::collections::BTreeMap;

/// A look of so many days ago counts in every month.
const MONTH_DAYS: i64 = 27;
/// How long the board votes on a measure, and one member restricts alone.
pub const VOTE_HOURS: i64 = 72;

/// One try.
#[derive(Debug, Clone)]
pub enum Act {
    OpenReview(Ground),
    /// One puts it to the vote, these vote, and the vote is closed; or one takes it at once.
    Measure {
        measure: Measure,
        days: Option<i64>,
        votes: Vec<(Member, Vote)>,
    },
    Appeal,
    /// Others speak first, then whoever tries.
    DecideAppeal {
        overturn: bool,
        others: Vec<(Member, bool)>,
    },
    Renew {
        days: i64,
    },
    Recredential,
    /// Licence and sanctions are looked up at a source of this name, so many days ago.
    Check {
        source: String,
        days: i64,
        valid: bool,
        sanctioned: bool,
    },
    Resign,
    Die,
    /// A clinic of the member was inspected.
    Inspected,
    /// A complaint is upheld; the coalition hears of it.
    Happens {
        source: String,
        severity: i64,
    },
}

/// What a try is judged by, read just before it.
pub struct Scene {
    pub facts: MembershipFacts,
    pub now: Timestamp,
    pub applicant: Applicant,
    /// Who had a part in the measure that an appeal is against, or in what was put to the vote since.
    pub took_part: String,
    /// Whether a review was opened, and a measure taken, after the one that an appeal is against.
    pub since: (bool, bool),
    /// Who has spoken on the appeal, and whether for undoing the measure.
    pub voices: BTreeMap<String, bool>,
    /// What was taken, or voted on and not taken, oldest first: votes, measure, kind.
    past: Vec<(JsonText, String, String)>,
    /// What one member restricted is still put to the vote: its last day.
    open: Option<NaiveDate>,
    /// Upheld complaints of the second gravest kind, within the time that counts.
    serious: i64,
}

impl Scene {
    pub fn of(reader: &mut Reader<'_>, one: &Applicant) -> Result<Self, AppError> {
        let row = current(reader.conn, &one.physician)?.expect("a membership");
        let past: Vec<(JsonText, String, String)> = membership_decisions::table
            .filter(membership_decisions::membership_id.eq(&row.id))
            .filter(membership_decisions::kind.eq_any(["measure", "failed"]))
            .order(membership_decisions::id.asc())
            .select((membership_decisions::votes, membership_decisions::word, membership_decisions::kind))
            .load(reader.conn)?;
        let open = open_proposal(reader.conn, &row.id)?.map(|(day, _)| day);
        let took_part = had_a_part(reader.conn, &row.id)?;
        let since = came_since(reader.conn, &row.id)?;
        let months = chrono::Months::new(reader.site.pack.membership.concerns.serious_months);
        let begin = Timestamp::from_utc(reader.now.to_utc().checked_sub_months(months).unwrap());
        let serious = concerns_of(reader.conn, &one.physician, Ground::UpheldSerious, begin)?;
        let facts = Membership::load(reader.conn, reader.site, &row.id)?;
        let voices = spoken(reader.conn, &row.id)?;
        Ok(Self { facts, now: reader.now, applicant: one.clone(), took_part, since, voices, past, open, serious })
    }

    /// In which capacities somebody stands to a member, by the spec and not by the code under test.
    pub fn standing(&self, people: &People, who: &Member) -> Vec<Role> {
        if who.id == self.applicant.member.id {
            return vec![Role::Physician];
        }
        if self.applicant.at_clinic && who.id == people.board[0].id {
            return Vec::new();
        }
        // Every applicant names them among the peers, so that they were recused when the board voted on the application.
        if who.id == people.board[1].id {
            return Vec::new();
        }
        let (officer, board) = (who.has(accounts::Role::CredentialingOfficer), who.has(accounts::Role::Board));
        let is_gone = self.facts.row.state == State::Deceased;
        let sits = self.facts.row.under_appeal && !is_gone && (officer || board || who.has(accounts::Role::Reviewer));
        let hears = who.has(accounts::Role::Appeals) || sits;
        let pairs = [(officer, Role::Officer), (board, Role::Board), (hears, Role::Appeals)];
        pairs.into_iter().filter_map(|(is, role)| is.then_some(role)).collect()
    }

    /// Everybody on the board who may judge this member.
    fn seats<'p>(&self, people: &'p People) -> Vec<&'p Member> {
        people.staff().filter(|who| self.standing(people, who).contains(&Role::Board)).collect()
    }

    /// Mostly votes that carry; sometimes too few, or of somebody without a seat.
    pub fn votes(&self, dice: &mut Dice, people: &People, measure: Measure) -> Vec<(Member, Vote)> {
        let vote = |who: &Member, vote: Vote| (who.clone(), vote);
        let seats = self.seats(people);
        match dice.below(12) {
            0 => seats.iter().take(3).map(|who| vote(who, Vote::Yes)).collect(),
            1 => seats.iter().map(|who| vote(who, Vote::No)).collect(),
            2 => vec![vote(&people.public, Vote::Yes)],
            // A quorum, but not everybody.
            3 => seats.iter().take(8).map(|who| vote(who, Vote::Yes)).collect(),
            // What one member may do alone is done so half of the time.
            _ if self.is_free_to_take(measure) && dice.chance(50) => Vec::new(),
            _ => seats.iter().map(|who| vote(who, Vote::Yes)).collect(),
        }
    }

    /// Whether one member may take a measure alone: while an appeal waits, or what the board voted for holds, only what a
    /// danger asks for.
    fn is_free_to_take(&self, measure: Measure) -> bool {
        let state = self.facts.row.state;
        let holds_by_vote = state == State::Suspended || (state == State::Restricted && !self.is_alone());
        match measure {
            Measure::Removal | Measure::Suspension => false,
            Measure::Restriction => true,
            _ => !self.facts.row.under_appeal && !holds_by_vote,
        }
    }

    /// Whether the newest measure is what one member restricted.
    fn is_alone(&self) -> bool {
        let newest = self.past.iter().rev().find(|(_, _, kind)| kind == "measure");
        newest.is_some_and(|(votes, word, _)| word == "restriction" && votes.as_str() == "[]")
    }

    /// The state that `act` leads to, or the code it is refused with.
    pub fn expected(&self, people: &People, who: &Member, act: &Act) -> Result<State, Code> {
        let state = self.facts.row.state;
        if let Act::Happens { severity, .. } = act {
            let enough = *severity == 4 || self.serious + 1 >= 2;
            return Ok(if enough { reviewed(state) } else { state });
        }
        if matches!(act, Act::Inspected) {
            return Ok(state);
        }
        if !self.standing(people, who).contains(&act.role()) {
            return Err(FORBIDDEN);
        }
        let mut facts = self.facts.clone();
        let table = |facts: &MembershipFacts| {
            let step = workflow::step::<Membership>(state, act.event(), act.role(), facts, self.now);
            step.map(|step| step.to).map_err(|refusal| refusal.code)
        };
        match act {
            Act::Measure { measure, days, votes } => {
                let alone = *measure == Measure::Restriction && votes.is_empty();
                if let Some(day) = self.open
                    && !votes.is_empty()
                {
                    return self.voted_on_open(people, facts, day, votes);
                }
                facts.wish = if alone { Wish::RestrictMeanwhile } else { Wish::Take(*measure) };
                table(&facts)?;
                if alone && self.is_unvoted(people) {
                    return Err(rules::VOTE_NEEDED);
                }
                if self.open.is_some() && !alone {
                    return Err(rules::MEASURE_PROPOSED);
                }
                may_last(*measure, *days)?;
                if !votes.is_empty() && !self.outlasts_its_vote(*measure, *days) {
                    return Err(INVALID);
                }
                if !votes.is_empty() {
                    return self.voted(people, &facts, *measure, votes);
                }
            }
            Act::DecideAppeal { overturn, others } => {
                if self.took_part.contains(who.id.as_str()) {
                    return Err(CONFLICT_OF_INTEREST);
                }
                facts.wish = self.undoes(people, others, (who, *overturn));
            }
            Act::Renew { days } if *days < 0 => return Err(INVALID),
            Act::Check { days, valid, sanctioned, .. } => {
                table(&facts)?;
                return match () {
                    () if !(0..=MONTH_DAYS).contains(days) => Err(INVALID),
                    () if !valid => Ok(State::Lapsed),
                    () if *sanctioned => Ok(reviewed(state)),
                    () => Ok(state),
                };
            }
            _ => {}
        }
        table(&facts)
    }

    /// Whether one member has restricted, and no quorum has voted since.
    fn is_unvoted(&self, people: &People) -> bool {
        let mut unvoted = false;
        for (votes, word, kind) in &self.past {
            let cast = votes.read::<Vec<serde_json::Value>>().unwrap().len();
            let alone = kind == "measure" && word == "restriction" && cast == 0;
            unvoted = alone || (unvoted && !self.is_quorate(people, cast));
        }
        unvoted
    }

    fn is_quorate(&self, people: &People, cast: usize) -> bool {
        cast >= 5 && cast * 3 >= self.seats(people).len() * 2
    }

    /// Who has a seat votes, and others are refused.
    fn may_vote(&self, people: &People, votes: &[(Member, Vote)]) -> Result<(), Code> {
        let seats = self.seats(people);
        let all = votes.iter().all(|(who, _)| seats.iter().any(|seat| seat.id == who.id));
        if all { Ok(()) } else { Err(FORBIDDEN) }
    }

    /// The state that a vote leads to on what one member restricted.
    fn voted_on_open(
        &self,
        people: &People,
        mut facts: MembershipFacts,
        day: NaiveDate,
        votes: &[(Member, Vote)],
    ) -> Result<State, Code> {
        self.may_vote(people, votes)?;
        facts.wish = Wish::Take(Measure::Restriction);
        let state = facts.row.state;
        let step = workflow::step::<Membership>(state, Event::MeasureTaken, Role::Board, &facts, self.now);
        step.map_err(|refusal| refusal.code)?;
        let came = self.voted(people, &facts, Measure::Restriction, votes)?;
        let is_over = facts.calendar.end_of(day) <= self.now;
        Ok(if is_over { self.without(state, Measure::Restriction) } else { came })
    }

    /// What is put to the vote does not end before the hours to vote do.
    fn outlasts_its_vote(&self, measure: Measure, days: Option<i64>) -> bool {
        let ends = |days: i64| self.facts.calendar.end_of(self.now.date() + Duration::days(days));
        let has_end = matches!(measure, Measure::Probation | Measure::Restriction | Measure::Suspension);
        !has_end || days.is_none_or(|days| ends(days) > self.now.plus(Duration::hours(VOTE_HOURS)))
    }

    /// The state after a vote that carried nothing: what one member restricted ends with it.
    fn without(&self, state: State, measure: Measure) -> State {
        let is_ended = self.is_alone() && measure == Measure::Restriction && state == State::Restricted;
        if is_ended { State::UnderReview } else { state }
    }

    /// The state that a vote leads to.
    fn voted(
        &self,
        people: &People,
        facts: &MembershipFacts,
        measure: Measure,
        votes: &[(Member, Vote)],
    ) -> Result<State, Code> {
        self.may_vote(people, votes)?;
        if !self.is_quorate(people, votes.len()) {
            return Err(rules::NO_QUORUM);
        }
        if votes.len() < self.seats(people).len() {
            return Err(rules::VOTE_RUNNING);
        }
        let count = |wanted| votes.iter().filter(|(_, vote)| *vote == wanted).count();
        let (yes, no) = (count(Vote::Yes), count(Vote::No));
        let carries = if measure == Measure::Removal { yes * 3 >= (yes + no) * 2 } else { yes > no };
        if carries {
            let step = workflow::step::<Membership>(facts.row.state, Event::MeasureTaken, Role::Board, facts, self.now);
            return step.map(|step| step.to).map_err(|refusal| refusal.code);
        }
        Ok(self.without(facts.row.state, measure))
    }
}

/// Where a review leads that opens by itself.
const fn reviewed(state: State) -> State {
    match state {
        State::Probation | State::Active => State::UnderReview,
        _ => state,
    }
}

/// What ends does not last for ever: without a day as long as it may.
fn may_last(measure: Measure, days: Option<i64>) -> Result<(), Code> {
    let has_end = matches!(measure, Measure::Restriction | Measure::Suspension | Measure::Probation);
    let may = !has_end || days.is_none_or(|days| days < 90);
    if may { Ok(()) } else { Err(INVALID) }
}

impl Act {
    pub const fn event(&self) -> Event {
        match self {
            Self::OpenReview(_) | Self::Happens { .. } => Event::ReviewOpened,
            Self::Measure { .. } => Event::MeasureTaken,
            Self::Appeal => Event::Appealed,
            Self::DecideAppeal { .. } => Event::AppealDecided,
            Self::Renew { .. } => Event::LicenceRenewed,
            Self::Recredential => Event::Recredentialed,
            Self::Check { .. } => Event::Checked,
            Self::Inspected => Event::Inspected,
            Self::Resign => Event::Resigned,
            Self::Die => Event::Died,
        }
    }

    const fn role(&self) -> Role {
        match self {
            Self::OpenReview(_) | Self::Measure { .. } => Role::Board,
            Self::Appeal | Self::Resign => Role::Physician,
            Self::DecideAppeal { .. } => Role::Appeals,
            Self::Renew { .. } | Self::Recredential | Self::Check { .. } | Self::Die => Role::Officer,
            Self::Inspected | Self::Happens { .. } => Role::Clock,
        }
    }

    /// Does it, through the domain's own action.
    pub fn perform(&self, tx: &mut Tx<'_>, who: &Member, of: &PhysicianId) -> Result<(), AppError> {
        let text = || "For a good reason.".to_owned();
        let day = |tx: &Tx<'_>, days: i64| tx.now.date() + Duration::days(days);
        match self {
            Self::OpenReview(ground) => {
                actions::open_review(tx, who, of, &OpenReview { ground: *ground, reason: text() })
            }
            Self::Measure { measure, days, votes } => {
                let until = days.map(|days| day(tx, days));
                let vote_first = !votes.is_empty();
                let new = TakeMeasure { measure: *measure, reasons: text(), until, vote_first };
                let is_open = vote_first && is_voted_on(tx, (who, of))?;
                if !is_open {
                    measures::take_measure(tx, who, of, &new)?;
                }
                for (who, vote) in votes {
                    measures::vote(tx, who, of, &CastMeasureVote { vote: *vote, dissent: None, proposal: None })?;
                }
                if vote_first { measures::decide(tx, who, of, &CloseMeasureVote::default()) } else { Ok(()) }
            }
            Self::Appeal => {
                actions::appeal(tx, who, of, &GiveAppeal { ground: MeasureAppealGround::Fact, text: text() })
            }
            Self::DecideAppeal { overturn, others } => hear(tx, of, others, (who, *overturn)),
            Self::Renew { days } => {
                let new = RenewLicence { expires_on: day(tx, *days), source_url: None };
                actions::renew_licence(tx, who, of, &new)
            }
            Self::Recredential => actions::recredential(tx, who, of, &Notes { notes: text() }),
            Self::Check { source, days, valid, sanctioned } => {
                let new = RecordCheck {
                    source_url: format!("https://registry.example/{source}"),
                    checked_on: day(tx, -days),
                    licence_valid: *valid,
                    sanction_found: *sanctioned,
                    note: None,
                };
                record_check(tx, who, of, &new)
            }
            Self::Inspected => concerns::inspected(tx, std::slice::from_ref(of), "INS-2026-000001"),
            Self::Resign => actions::resign(tx, who, of, &Reason { reason: text() }),
            Self::Die => actions::record_death(tx, who, of, &Notes { notes: text() }),
            Self::Happens { source, severity } => concerns::complaint_upheld(tx, of, source, *severity),
        }
    }
}
