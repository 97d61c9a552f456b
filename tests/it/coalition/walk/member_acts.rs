//! Everything somebody may try with a membership, and what the table and the rules say must come of it.

use super::people::{Applicant, People};
use crate::support::walk::Dice;
use candor::accounts::{self, Member};
use candor::app::{Reader, Tx};
use candor::cases::CaseType as _;
use candor::clock::Timestamp;
use candor::coalition::members::api::{
    BoardVote, DecideAppeal, GiveAppeal, MeasureAppealGround, Notes, OpenReview, Reason, RecordCheck, RenewLicence,
    TakeMeasure,
};
use candor::coalition::members::checks::record_check;
use candor::coalition::members::model::{AppealOutcome, Event, Ground, Measure, Role, State};
use candor::coalition::members::{MembershipFacts, Wish, actions, concerns, concerns_of, current};
use candor::coalition::scoring::Vote;
use candor::coalition::{Membership, rules};
use candor::db::JsonText;
use candor::db::schema::membership_decisions;
use candor::directory::PhysicianId;
use candor::error::{AppError, CONFLICT_OF_INTEREST, Code, FORBIDDEN, INVALID};
use candor::workflow;
use chrono::Duration;
use diesel::prelude::*;

/// A look of so many days ago counts in every month.
const MONTH_DAYS: i64 = 27;

/// One try.
#[derive(Debug, Clone)]
pub enum Act {
    OpenReview(Ground),
    Measure {
        measure: Measure,
        days: Option<i64>,
        votes: Vec<BoardVote>,
    },
    Appeal,
    DecideAppeal {
        overturn: bool,
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
    now: Timestamp,
    pub applicant: Applicant,
    /// Who took the newest measure, and who voted on it.
    took_part: String,
    /// The newest measure is a restriction without votes.
    unvoted: bool,
    /// Upheld complaints of the second gravest kind, within the time that counts.
    serious: i64,
}

impl Scene {
    pub fn of(reader: &mut Reader<'_>, one: &Applicant) -> Result<Self, AppError> {
        let row = current(reader.conn, &one.physician)?.expect("a membership");
        let newest: Option<(Option<String>, JsonText, String)> = membership_decisions::table
            .filter(membership_decisions::membership_id.eq(&row.id).and(membership_decisions::kind.eq("measure")))
            .order(membership_decisions::id.desc())
            .select((membership_decisions::account_id, membership_decisions::votes, membership_decisions::word))
            .first(reader.conn)
            .optional()?;
        let unvoted = newest.as_ref().is_some_and(|(_, votes, word)| word == "restriction" && votes.as_str() == "[]");
        let took_part = newest.map(|(by, votes, _)| by.unwrap_or_default() + votes.as_str()).unwrap_or_default();
        let months = chrono::Months::new(reader.site.pack.membership.concerns.serious_months);
        let since = Timestamp::from_utc(reader.now.to_utc().checked_sub_months(months).unwrap());
        let serious = concerns_of(reader.conn, &one.physician, Ground::UpheldSerious, since)?;
        let facts = Membership::load(reader.conn, reader.site, &row.id)?;
        Ok(Self { facts, now: reader.now, applicant: one.clone(), took_part, unvoted, serious })
    }

    /// In which capacities somebody stands to a member, by the spec and not by the code under test.
    fn standing(&self, people: &People, who: &Member) -> Vec<Role> {
        if who.id == self.applicant.member.id {
            return vec![Role::Physician];
        }
        if self.applicant.at_clinic && who.id == people.board[0].id {
            return Vec::new();
        }
        let pairs = [
            (who.has(accounts::Role::CredentialingOfficer), Role::Officer),
            (who.has(accounts::Role::Board), Role::Board),
            (who.has(accounts::Role::Appeals), Role::Appeals),
        ];
        pairs.into_iter().filter_map(|(is, role)| is.then_some(role)).collect()
    }

    /// Everybody on the board who may judge this member.
    fn seats<'p>(&self, people: &'p People) -> Vec<&'p Member> {
        people.staff().filter(|who| self.standing(people, who).contains(&Role::Board)).collect()
    }

    /// Mostly votes that carry; sometimes too few, or of somebody without a seat.
    pub fn votes(&self, dice: &mut Dice, people: &People, measure: Measure) -> Vec<BoardVote> {
        let vote = |who: &Member, vote: Vote| BoardVote { account_id: who.id.clone(), vote };
        let seats = self.seats(people);
        match dice.below(12) {
            0 => seats.iter().take(3).map(|who| vote(who, Vote::Yes)).collect(),
            1 => seats.iter().map(|who| vote(who, Vote::No)).collect(),
            2 => vec![vote(&people.public, Vote::Yes)],
            _ if measure != Measure::Removal && dice.chance(50) => Vec::new(),
            _ => seats.iter().map(|who| vote(who, Vote::Yes)).collect(),
        }
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
                facts.wish = if alone { Wish::RestrictMeanwhile } else { Wish::Take(*measure) };
                table(&facts)?;
                self.may_vote(people, *measure, votes)?;
                may_last(*measure, *days)?;
            }
            Act::DecideAppeal { overturn } => {
                if self.took_part.contains(who.id.as_str()) {
                    return Err(CONFLICT_OF_INTEREST);
                }
                facts.wish = if *overturn { Wish::Overturn } else { Wish::None };
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

    fn may_vote(&self, people: &People, measure: Measure, votes: &[BoardVote]) -> Result<(), Code> {
        let seats = self.seats(people);
        if votes.iter().any(|vote| seats.iter().all(|seat| seat.id != vote.account_id)) {
            return Err(INVALID);
        }
        let yes = votes.iter().filter(|vote| vote.vote == Vote::Yes).count();
        let no = votes.iter().filter(|vote| vote.vote == Vote::No).count();
        let carries = match measure {
            Measure::Restriction if votes.is_empty() => return if self.unvoted { Err(INVALID) } else { Ok(()) },
            Measure::Restriction | Measure::Suspension => yes > no,
            Measure::Removal => yes * 3 >= votes.len() * 2,
            _ => return Ok(()),
        };
        match () {
            () if votes.len() < 5 || votes.len() * 3 < seats.len() * 2 => Err(rules::NO_QUORUM),
            () if !carries => Err(INVALID),
            () => Ok(()),
        }
    }
}

/// Where a review leads that opens by itself.
const fn reviewed(state: State) -> State {
    match state {
        State::Probation | State::Active | State::Restricted => State::UnderReview,
        _ => state,
    }
}

/// A restriction or a suspension has an end, and neither is without measure.
fn may_last(measure: Measure, days: Option<i64>) -> Result<(), Code> {
    let may = match measure {
        Measure::Restriction | Measure::Suspension => days.is_some_and(|days| days < 90),
        Measure::Probation => days.is_none_or(|days| days < 90),
        _ => true,
    };
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
                let new = TakeMeasure { measure: *measure, reasons: text(), until, votes: votes.clone() };
                actions::take_measure(tx, who, of, &new)
            }
            Self::Appeal => {
                actions::appeal(tx, who, of, &GiveAppeal { ground: MeasureAppealGround::Fact, text: text() })
            }
            Self::DecideAppeal { overturn } => {
                let outcome = if *overturn { AppealOutcome::Overturned } else { AppealOutcome::Upheld };
                actions::decide_appeal(tx, who, of, &DecideAppeal { outcome, reasons: text() })
            }
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
