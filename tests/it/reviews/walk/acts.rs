//! Everything somebody may try with a review, and what the table and the rules say must come of it.

use super::people::People;
use candor::accounts::Member;
use candor::app::{Reader, Tx};
use candor::cases::{self, CaseType as _};
use candor::clock::Timestamp;
use candor::db::schema::{review_proofs, review_replies};
use candor::error::{AppError, CONFLICT_OF_INTEREST, Code, FORBIDDEN, INVALID, NOT_FOUND};
use candor::files::StoredFile;
use candor::reviews::api::{NewReply, NewVersion, ProofDecision, ProofRequest, Withdrawal};
use candor::reviews::rules::{self, REPLY_REVEALS_PATIENT};
use candor::reviews::{self, Decision, Event, Review, ReviewFacts, ReviewState as State, Role};
use candor::workflow::{self, Word as _, Workflow as _};
use chrono::Duration;
use diesel::prelude::*;

pub const WORDS: &str = "The day was calm, nobody hurried me, and after a year it looks the way I was told it would.";
/// Documents that a review may have.
const MOST_PROOFS: usize = 20;
/// Longest hold, in days.
const LONGEST_HOLD: i64 = 7;

/// One try.
#[derive(Debug, Clone, Copy)]
pub enum Act {
    Publish,
    Hold { ground: &'static str, days: i64 },
    Hide,
    Mask,
    Remove(&'static str),
    Restore,
    Withdraw,
    Speak { overall: u8, choose_again: bool },
    AddProof,
    AskForProof,
    DecideProof { number: i64, level: u8, lowers: bool },
    Acknowledge,
    Reply { reveals: bool },
    UpdateReply,
}

/// What a try is judged by, read just before it.
pub struct Scene {
    pub facts: ReviewFacts,
    pub now: Timestamp,
    /// Whether each document is decided, in their order.
    proofs: Vec<bool>,
    /// Of the reply to the newest version: whether it had its update.
    reply: Option<bool>,
    /// The time for a proof was extended since it was last asked for.
    extended: bool,
}

impl Scene {
    pub fn of(reader: &mut Reader<'_>, id: &str) -> Result<Self, AppError> {
        let facts = Review::load(reader.conn, reader.site, id)?;
        let proofs: Vec<Option<Timestamp>> = review_proofs::table
            .filter(review_proofs::review_id.eq(id))
            .order(review_proofs::number.asc())
            .select(review_proofs::decided_at)
            .load(reader.conn)?;
        let reply: Option<Option<String>> = review_replies::table
            .find((id, facts.row.edition))
            .select(review_replies::update_text)
            .first(reader.conn)
            .optional()?;
        let asked = [Event::ProofAsked.word(), Event::ProofExtended.word()];
        let events = cases::events(reader.conn, Review::NAME, id)?;
        let last = events.iter().rfind(|event| asked.contains(&event.event.as_str()));
        Ok(Self {
            facts,
            now: reader.now,
            proofs: proofs.iter().map(Option::is_some).collect(),
            reply: reply.map(|update| update.is_some()),
            extended: last.is_some_and(|event| event.event == Event::ProofExtended.word()),
        })
    }

    /// The first document that nobody decided yet, else one that does not exist.
    pub fn next_proof(&self) -> i64 {
        let open = self.proofs.iter().position(|decided| !decided);
        open.map_or(99, |place| i64::try_from(place).unwrap() + 1)
    }

    /// The state that `act` leads to, or the code it is refused with.
    pub fn expected(&self, people: &People, who: &Member, act: Act) -> Result<State, Code> {
        let row = &self.facts.row;
        // Moderation has asked who decides before it calls.
        if act.role() != Role::Moderator {
            let standing = people.standing(who, row);
            let sees = standing.iter().any(|role| *role != Role::Clinic);
            if !row.state.is_public() && !sees {
                return Err(NOT_FOUND);
            }
            if !standing.contains(&act.role()) {
                return Err(FORBIDDEN);
            }
        }
        // Whoever reviewed a proposed physician who turned out to be themselves says nothing more.
        if act.event() == Event::Versioned && people.is_tied(who, row) {
            return Err(CONFLICT_OF_INTEREST);
        }
        let (mut facts, mut event) = (self.facts.clone(), act.event());
        if self.goes_on(act) {
            event = if event == Event::Held { Event::HoldExtended } else { Event::ProofExtended };
        }
        let table = |facts: &ReviewFacts| workflow::step::<Review>(row.state, event, act.role(), facts, self.now);
        match act {
            Act::Hold { days, .. } => self.may_hold(who, days)?,
            Act::Remove("off_topic") => return Err(INVALID),
            Act::Mask => facts.row.masked = true,
            Act::AddProof if self.proofs.len() >= MOST_PROOFS => return Err(INVALID),
            Act::AskForProof if row.proof_due.is_some() && self.extended => return Err(rules::PROOF_ALREADY_EXTENDED),
            Act::DecideProof { number, level, lowers } => {
                let place = usize::try_from(number - 1).unwrap();
                if *self.proofs.get(place).ok_or(NOT_FOUND)? {
                    return Err(rules::PROOF_ALREADY_DECIDED);
                }
                let level = i64::from(level);
                facts.row.proof_level = if lowers { level } else { level.max(row.proof_level) };
            }
            Act::Reply { reveals } => {
                table(&facts).map_err(|refusal| refusal.code)?;
                if self.reply.is_some() {
                    return Err(rules::ALREADY_REPLIED);
                }
                if reveals {
                    return Err(REPLY_REVEALS_PATIENT);
                }
            }
            Act::UpdateReply => {
                table(&facts).map_err(|refusal| refusal.code)?;
                if self.reply.ok_or(rules::NO_REPLY)? {
                    return Err(rules::REPLY_ALREADY_UPDATED);
                }
            }
            _ => {}
        }
        table(&facts).map(|step| step.to).map_err(|refusal| refusal.code)
    }

    /// Whether the act makes longer what runs already.
    fn goes_on(&self, act: Act) -> bool {
        match act {
            Act::Hold { .. } => self.facts.row.state == State::Held,
            Act::AskForProof => self.facts.row.proof_due.is_some(),
            _ => false,
        }
    }

    fn may_hold(&self, who: &Member, days: i64) -> Result<(), Code> {
        let row = &self.facts.row;
        let extends = row.state == State::Held;
        if extends && row.hold_extended {
            return Err(rules::HOLD_ALREADY_EXTENDED);
        }
        if extends && row.held_by.as_ref() == Some(&who.id) {
            return Err(CONFLICT_OF_INTEREST);
        }
        if (1..=LONGEST_HOLD).contains(&days) { Ok(()) } else { Err(INVALID) }
    }
}

impl Act {
    pub const fn event(self) -> Event {
        match self {
            Self::Publish => Event::Released,
            Self::Hold { .. } => Event::Held,
            Self::Hide => Event::Hidden,
            Self::Mask => Event::Masked,
            Self::Remove(_) => Event::Removed,
            Self::Restore => Event::Restored,
            Self::Withdraw => Event::Withdrawn,
            Self::Speak { .. } => Event::Versioned,
            Self::AddProof => Event::ProofAdded,
            Self::AskForProof => Event::ProofAsked,
            Self::DecideProof { .. } => Event::LevelDecided,
            Self::Acknowledge => Event::Acknowledged,
            Self::Reply { .. } => Event::Replied,
            Self::UpdateReply => Event::ReplyUpdated,
        }
    }

    pub const fn role(self) -> Role {
        match self {
            Self::Withdraw | Self::Speak { .. } | Self::AddProof => Role::Author,
            Self::AskForProof | Self::DecideProof { .. } => Role::Officer,
            Self::Acknowledge | Self::Reply { .. } | Self::UpdateReply => Role::Clinic,
            _ => Role::Moderator,
        }
    }

    /// Does it, through the domain's own action.
    pub fn perform(self, tx: &mut Tx<'_>, who: &Member, id: &str) -> Result<(), AppError> {
        let reason = || "For a good reason.".to_owned();
        let ground = || "personal_data".to_owned();
        let mut decide = |decision: Decision| reviews::decide(tx, id, &who.id, &decision, Some("statement"));
        match self {
            Self::Publish => decide(Decision::Publish),
            Self::Hold { ground, days } => {
                let until = until(tx, id, days)?;
                reviews::decide(
                    tx,
                    id,
                    &who.id,
                    &Decision::Hold { ground: ground.to_owned(), until },
                    Some("statement"),
                )
            }
            Self::Hide => decide(Decision::Hide { ground: ground() }),
            Self::Mask => decide(Decision::Mask { text: WORDS.replace("nobody", "[…]"), ground: ground() }),
            Self::Remove(ground) => decide(Decision::Remove { ground: ground.to_owned() }),
            Self::Restore => decide(Decision::Restore),
            Self::Withdraw => reviews::withdraw(tx, who, id, &Withdrawal { reason: Some(reason()) }),
            Self::Speak { overall, choose_again } => {
                let new = NewVersion { overall, choose_again, text: WORDS.to_owned(), ..NewVersion::default() };
                reviews::add_version(tx, who, id, &new)
            }
            Self::AddProof => reviews::add_proof(tx, who, id, &document()).map(drop),
            Self::AskForProof => reviews::ask_for_proof(tx, who, id, &ProofRequest { reason: reason() }),
            Self::DecideProof { number, level, lowers } => {
                reviews::decide_proof(tx, who, (id, number), &ProofDecision { level, lowers, reason: reason() })
            }
            Self::Acknowledge => reviews::acknowledge(tx, who, id),
            Self::Reply { reveals } => {
                let text = if reveals { "Dear Ada, you were here in May for 2,000 grafts." } else { "Thank you." };
                reviews::reply(tx, who, id, &NewReply { text: text.to_owned() })?.into_result()?;
                Ok(())
            }
            Self::UpdateReply => {
                reviews::update_reply(tx, who, id, &NewReply { text: "Thank you again.".to_owned() })?.into_result()?;
                Ok(())
            }
        }
    }
}

/// A hold that runs already is counted from its end.
fn until(tx: &mut Tx<'_>, id: &str, days: i64) -> Result<Timestamp, AppError> {
    let row = Review::load(tx.conn, tx.site, id)?.row;
    let from = if row.state == State::Held { row.hold_until.unwrap_or(tx.now) } else { tx.now };
    Ok(from.plus(Duration::days(days)))
}

fn document() -> StoredFile {
    StoredFile {
        name: "invoice.pdf".to_owned(),
        media_type: "application/pdf".to_owned(),
        bytes: 4_096,
        sha256: "ab".repeat(32),
        file: candor::ids::random_hex(16),
    }
}
