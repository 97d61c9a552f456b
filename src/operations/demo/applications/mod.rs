//! The applications of the demo community: each as far as the days since its start have brought it.

mod form;
mod review;
mod watch;
mod written;

use super::dice::Dice;
use super::places::Places;
use super::timeline::Tale;
use super::{Past, cast::Cast, read};
use crate::accounts::{Member, Role};
use crate::app::Tx;
use crate::clock::Timestamp;
use crate::coalition::applications;
use crate::coalition::applications::actions;
use crate::coalition::applications::api::{
    AnswerGate, CastVote, Decide, GiveComment, GiveReference, GiveScore, Notes, Reason, Seat, SeatPanel,
};
use crate::coalition::applications::model::{GateAnswer, RefereeKind, SeatKind};
use crate::coalition::scoring::Vote;
use crate::directory;
use crate::error::AppError;
use chrono::Duration;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;
use written::Written;

const TEXT: &str = include_str!("applications.toml");

const OFFICER: &str = "licence_desk";
const PANEL: [(&str, SeatKind); 3] = [
    ("far_shore", SeatKind::Patient),
    ("white_coat_reader", SeatKind::CoalitionMember),
    ("plain_question", SeatKind::Lay),
];
const BOARD: [&str; 5] = ["long_table", "second_bell", "open_window", "north_gate", "tall_ledger"];
/// How many patients say something at most, and how many colleagues.
const COMMENTING: usize = 2;
/// From this score on a reviewer is content.
const HIGH: u8 = 4;
/// Of a hundred patients who were asked so many answer.
const ANSWERING: i64 = 85;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Told {
    given_names: Vec<String>,
    family_names: Vec<String>,
    case_notes: Vec<String>,
    gates: BTreeMap<String, Vec<String>>,
    reasons: BTreeMap<String, Reasons>,
    references: References,
    public: Public,
    applications: Vec<Story>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Reasons {
    /// Of each reviewer.
    high: [Vec<String>; 3],
    low: [Vec<String>; 3],
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct References {
    peers: Vec<String>,
    patients: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Public {
    patients: Vec<String>,
    colleagues: Vec<String>,
    answers: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Story {
    account: String,
    physician: String,
    /// Days before today.
    started: i64,
    practice: String,
    /// Days from today; negative when it has ended.
    licence_ends: Option<i64>,
    /// Of a round after which the reviewers had to calibrate.
    #[serde(default)]
    first_scores: Vec<[u8; 8]>,
    #[serde(default)]
    scores: Vec<[u8; 8]>,
    #[serde(default)]
    votes: Vec<Vote>,
    dissent: Option<String>,
    decision: Option<String>,
    withdraws: Option<String>,
    failed_gate: Option<String>,
    hearing: Option<String>,
    /// What the board has begun about the member that came of it.
    review: Option<review::Review>,
    #[serde(default)]
    is_incomplete: bool,
    #[serde(default)]
    is_draft: bool,
}

/// What happens on a day after the start.
#[derive(Debug, Clone, Copy)]
enum Beat {
    Start,
    HandIn,
    Gates(&'static str),
    FailGate,
    Answer,
    LastGate,
    Seat,
    /// The reviewer at this place scores everything in the round that calibration made void.
    ScoreFirst(usize),
    Calibrate,
    /// The reviewer at this place scores everything and locks it.
    Score(usize),
    Comment,
    Reply,
    Hear,
    /// The member of the board at this place votes.
    Vote(usize),
    Decide,
    /// The officer looks up whether the licence still holds.
    LookUp,
    /// The board reviews the membership.
    Review,
    /// One of the board puts a measure to the vote.
    Propose,
    /// So many others of the board have voted on it before.
    VoteOnMeasure(usize),
    Withdraw,
}

/// One application while it is played.
#[derive(Debug, Clone)]
pub(super) struct Candidacy {
    cast: Cast,
    places: Places,
    past: Past,
    told: Arc<Told>,
    story: Story,
    written: Arc<Written>,
    beats: Vec<(i64, Beat)>,
    /// Empty until it is started.
    id: String,
    dice: Dice,
}

/// Every application up to today, ready to be played.
pub(super) fn tales(cast: &Cast, places: &Places, past: Past) -> Result<Vec<Tale>, AppError> {
    let told: Arc<Told> = Arc::new(read(TEXT)?);
    let written = written::all(&told)?;
    let tale = |(seed, (story, written)): (u64, (&Story, Written))| {
        let beats = story.beats().into_iter().filter(|(day, _)| story.started - day >= 1).collect();
        let (cast, places, told, story) = (cast.clone(), places.clone(), Arc::clone(&told), story.clone());
        let (id, dice, written) = (String::new(), Dice::new(seed), Arc::new(written));
        Tale::Application(Box::new(Candidacy { cast, places, past, told, story, written, beats, id, dice }))
    };
    Ok((1..).zip(told.applications.iter().zip(written)).map(tale).collect())
}

impl Story {
    /// Everything that would happen, with its day.
    fn beats(&self) -> Vec<(i64, Beat)> {
        let mut beats = vec![(0, Beat::Start)];
        if self.is_draft {
            return beats;
        }
        beats.push((1, Beat::HandIn));
        if self.is_incomplete {
            return beats;
        }
        beats.push((5, Beat::Gates("gate_check")));
        if self.failed_gate.is_some() {
            beats.push((9, Beat::FailGate));
            return beats;
        }
        beats.extend([(7, Beat::Gates("verification")), (12, Beat::Answer)]);
        if self.withdraws.is_some() {
            beats.push((20, Beat::Withdraw));
            return beats;
        }
        beats.extend([(26, Beat::LastGate), (28, Beat::Seat)]);
        if !self.first_scores.is_empty() {
            beats.extend((0..self.first_scores.len()).zip(29..).map(|(place, day)| (day, Beat::ScoreFirst(place))));
            beats.push((33, Beat::Calibrate));
        }
        beats.extend((0..self.scores.len()).zip([34, 36, 38]).map(|(place, day)| (day, Beat::Score(place))));
        beats.extend([(45, Beat::Comment), (52, Beat::Reply)]);
        beats.extend(self.hearing.as_ref().map(|_| (55, Beat::Hear)));
        beats.extend((0..self.votes.len()).map(|place| (80, Beat::Vote(place))));
        beats.push((90, Beat::Decide));
        beats.extend(watch::days(self.started).map(|day| (day, Beat::LookUp)));
        beats.extend(self.review.iter().flat_map(|review| review.beats(self.started)));
        beats
    }
}

impl Candidacy {
    pub fn instants(&self) -> Vec<Timestamp> {
        self.beats.iter().map(|(day, _)| self.past.days_ago(self.story.started - day)).collect()
    }

    pub fn act(&mut self, tx: &mut Tx<'_>, place: usize) -> Result<(), AppError> {
        let Some((_, beat)) = self.beats.get(place).copied() else { return Ok(()) };
        let (id, story, written) = (self.id.clone(), self.story.clone(), Arc::clone(&self.written));
        let applicant = self.cast.member(tx, &story.account)?;
        match beat {
            Beat::Start => {
                let application = self.application(tx)?;
                self.id = actions::start(tx, &applicant, &application)?;
                Ok(())
            }
            Beat::HandIn => {
                if !story.is_incomplete {
                    let rest = self.rest();
                    actions::save(tx, &applicant, &id, &rest)?;
                }
                actions::submit(tx, &applicant, &id)
            }
            Beat::Reply => self.say(tx, &applicant, (&written.answer, "I am the applicant.")),
            Beat::Withdraw => {
                let reason = story.withdraws.unwrap_or_default();
                actions::withdraw(tx, &applicant, &id, &Reason { reason })
            }
            Beat::Gates(_) | Beat::FailGate | Beat::LastGate | Beat::Seat | Beat::Calibrate => self.examine(tx, beat),
            Beat::Answer => self.answer_references(tx),
            Beat::ScoreFirst(place) => self.score(tx, place, (&story.first_scores, &written.first_reasons)),
            Beat::Score(place) => self.score(tx, place, (&story.scores, &written.reasons)),
            Beat::Comment => self.comment(tx),
            Beat::Hear | Beat::Vote(_) | Beat::Decide => self.rule(tx, beat),
            Beat::LookUp => self.look_up(tx),
            Beat::Review | Beat::Propose | Beat::VoteOnMeasure(_) => self.review(tx, beat),
        }
    }

    /// What an officer does.
    fn examine(&self, tx: &mut Tx<'_>, beat: Beat) -> Result<(), AppError> {
        let officer = self.cast.member(tx, OFFICER)?;
        match beat {
            Beat::Gates(stage) => self.pass_gates(tx, stage),
            Beat::FailGate => {
                let note = self.story.failed_gate.clone().unwrap_or_default();
                self.gate(tx, "G1", GateAnswer::No, note)
            }
            Beat::LastGate => self.pass_gates(tx, "references"),
            Beat::Calibrate => {
                let notes = "The reviewers read the anchors of K2, K3 and K5 aloud together, with two cases of an \
                             earlier application, and score again, each alone."
                    .to_owned();
                actions::open_calibration(tx, &officer, &self.id, &Notes { notes })
            }
            _ => actions::seat_panel(tx, &officer, &self.id, &self.panel()?),
        }
    }

    /// What the board does.
    fn rule(&self, tx: &mut Tx<'_>, beat: Beat) -> Result<(), AppError> {
        let story = &self.story;
        let place = if let Beat::Vote(place) = beat { place } else { 0 };
        let member = self.cast.member(tx, BOARD.get(place).copied().unwrap_or_default())?;
        match beat {
            Beat::Hear => {
                let notes = story.hearing.clone().unwrap_or_default();
                actions::call_hearing(tx, &member, &self.id, &Notes { notes })
            }
            Beat::Vote(_) => {
                let Some(vote) = story.votes.get(place).copied() else { return Ok(()) };
                let yes = story.votes.iter().filter(|vote| **vote == Vote::Yes).count();
                let is_few = (vote == Vote::No) == (yes * 2 > story.votes.len());
                let dissent = story.dissent.clone().filter(|_| is_few && vote != Vote::Abstain);
                actions::vote(tx, &member, &self.id, &CastVote { vote, dissent })
            }
            _ => {
                let decision = Decide { reasons: story.decision.clone(), defer_months: None };
                actions::decide(tx, &member, &self.id, &decision)
            }
        }
    }

    fn pass_gates(&self, tx: &mut Tx<'_>, stage: &str) -> Result<(), AppError> {
        let gates = &tx.site.pack.membership.gates;
        let codes: Vec<String> =
            gates.iter().filter(|gate| gate.decided_in == stage).map(|gate| gate.code.clone()).collect();
        for code in codes {
            let note = self.written.notes.get(&code).cloned().unwrap_or_default();
            self.gate(tx, &code, GateAnswer::Yes, note)?;
        }
        Ok(())
    }

    fn gate(&self, tx: &mut Tx<'_>, code: &str, answer: GateAnswer, note: String) -> Result<(), AppError> {
        let new = AnswerGate {
            answer,
            source_url: (code == "G1").then(|| "https://registry.example/entries".to_owned()),
            checked_on: Some(tx.now.minus(Duration::days(2)).date()),
            capture_hash: None,
            note: Some(note),
        };
        let officer = self.cast.member(tx, OFFICER)?;
        actions::answer_gate(tx, &officer, (&self.id, code), &new)
    }

    /// Both colleagues and most of the patients who were asked answer by the link in their letter.
    fn answer_references(&mut self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        let written = Arc::clone(&self.written);
        let (mut peers, mut former) = (written.peers.iter(), written.former.iter());
        let asked = &tx.site.pack.membership.references;
        let mut may_be_silent = asked.patients_drawn.saturating_sub(asked.answers_needed);
        for referee in applications::referees_of(tx.conn, std::slice::from_ref(&self.id))? {
            let is_peer = referee.kind == RefereeKind::Peer;
            if !is_peer && may_be_silent > 0 && !self.dice.chance(ANSWERING) {
                may_be_silent -= 1;
                continue;
            }
            let text = if is_peer { peers.next() } else { former.next() };
            let link = actions::make_link(tx, &referee.id)?;
            let token = link.rsplit('/').next().unwrap_or_default();
            actions::answer(tx, token, &GiveReference { consent: text.is_some(), text: text.cloned() })?;
        }
        Ok(())
    }

    fn panel(&self) -> Result<SeatPanel, AppError> {
        let seats = PANEL.iter().map(|(name, seat)| Ok(Seat { account_id: self.cast.id(name)?, seat: *seat }));
        Ok(SeatPanel { reviewers: seats.collect::<Result<_, AppError>>()? })
    }

    fn score(
        &self,
        tx: &mut Tx<'_>,
        place: usize,
        (sheets, reasons): (&[[u8; 8]], &[Vec<String>]),
    ) -> Result<(), AppError> {
        let sheet = sheets.get(place).zip(reasons.get(place));
        let Some(((name, _), (sheet, reasons))) = PANEL.get(place).zip(sheet) else { return Ok(()) };
        let reviewer = self.cast.member(tx, name)?;
        let codes: Vec<String> = tx.site.pack.membership.criteria.iter().map(|one| one.code.clone()).collect();
        for (code, (score, reason)) in codes.iter().zip(sheet.iter().zip(reasons)) {
            let given = GiveScore { score: *score, reason: reason.clone() };
            actions::score(tx, &reviewer, (&self.id, code), &given)?;
        }
        actions::lock(tx, &reviewer, &self.id)
    }

    /// Patients whose treatment is proved say something, as far as there are some yet, and one or two colleagues.
    fn comment(&mut self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        let (told, written) = (Arc::clone(&self.told), Arc::clone(&self.written));
        let applicant = self.places.physician(&self.story.physician)?;
        let proved = directory::proved_patients(tx.conn, &applicant)?;
        for (account, text) in proved.iter().zip(&written.patients) {
            let member = Member::on_behalf_of(&mut tx.reader(), account)?;
            self.say(tx, &member, (text, "I was a patient there."))?;
        }
        let mut others: Vec<&String> = told.applications.iter().map(|story| &story.account).collect();
        others.retain(|account| **account != self.story.account);
        self.dice.shuffle(&mut others);
        let most = 1 + self.dice.below(COMMENTING);
        for (account, text) in others.into_iter().take(most).zip(&written.colleagues) {
            let member = self.cast.member(tx, account)?;
            if member.has(Role::Physician) {
                self.say(tx, &member, (text, "A colleague; we have no business with each other."))?;
            }
        }
        Ok(())
    }

    fn say(&self, tx: &mut Tx<'_>, member: &Member, (text, interest): (&str, &str)) -> Result<(), AppError> {
        let said = GiveComment { text: text.to_owned(), interest: interest.to_owned() };
        actions::comment(tx, member, &self.id, &said).map(drop)
    }
}
