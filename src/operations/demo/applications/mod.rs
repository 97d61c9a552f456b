//! The applications of the demo community: each as far as the days since its start have brought it.

mod form;
mod watch;

use super::dice::Dice;
use super::phrases::{self, Memory};
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

const TEXT: &str = include_str!("applications.toml");

const OFFICER: &str = "licence_desk";
const PANEL: [(&str, SeatKind); 3] = [
    ("far_shore", SeatKind::Patient),
    ("white_coat_reader", SeatKind::CoalitionMember),
    ("plain_question", SeatKind::Lay),
];
const BOARD: [&str; 5] = ["long_table", "second_bell", "open_window", "north_gate", "tall_ledger"];
/// How many patients say something at most.
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
    gates: BTreeMap<String, String>,
    reasons: BTreeMap<String, Reasons>,
    references: References,
    public: Public,
    applications: Vec<Story>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Reasons {
    high: Vec<String>,
    low: Vec<String>,
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
    beats: Vec<(i64, Beat)>,
    /// Empty until it is started.
    id: String,
    dice: Dice,
}

/// Every application up to today, ready to be played.
pub(super) fn tales(cast: &Cast, places: &Places, past: Past) -> Result<Vec<Tale>, AppError> {
    let told: Arc<Told> = Arc::new(read(TEXT)?);
    let tale = |(seed, story): (u64, &Story)| {
        let beats = story.beats().into_iter().filter(|(day, _)| story.started - day >= 1).collect();
        let (cast, places, told, story) = (cast.clone(), places.clone(), Arc::clone(&told), story.clone());
        let (id, dice) = (String::new(), Dice::new(seed));
        Tale::Application(Box::new(Candidacy { cast, places, past, told, story, beats, id, dice }))
    };
    Ok((1..).zip(&told.applications).map(tale).collect())
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
        beats
    }
}

impl Candidacy {
    pub fn instants(&self) -> Vec<Timestamp> {
        self.beats.iter().map(|(day, _)| self.past.days_ago(self.story.started - day)).collect()
    }

    pub fn act(&mut self, tx: &mut Tx<'_>, place: usize) -> Result<(), AppError> {
        let Some((_, beat)) = self.beats.get(place).copied() else { return Ok(()) };
        let (id, story) = (self.id.clone(), self.story.clone());
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
            Beat::Reply => {
                let text = self.written(|told| &told.public.answers);
                let interest = "I am the applicant.".to_owned();
                actions::comment(tx, &applicant, &id, &GiveComment { text, interest }).map(drop)
            }
            Beat::Withdraw => {
                let reason = story.withdraws.unwrap_or_default();
                actions::withdraw(tx, &applicant, &id, &Reason { reason })
            }
            Beat::Gates(_) | Beat::FailGate | Beat::LastGate | Beat::Seat | Beat::Calibrate => self.examine(tx, beat),
            Beat::Answer => self.answer_references(tx),
            Beat::ScoreFirst(place) => self.score(tx, place, story.first_scores.get(place).copied()),
            Beat::Score(place) => self.score(tx, place, story.scores.get(place).copied()),
            Beat::Comment => self.comment(tx),
            Beat::Hear | Beat::Vote(_) | Beat::Decide => self.rule(tx, beat),
            Beat::LookUp => self.look_up(tx),
        }
    }

    /// What an officer does.
    fn examine(&mut self, tx: &mut Tx<'_>, beat: Beat) -> Result<(), AppError> {
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

    fn pass_gates(&mut self, tx: &mut Tx<'_>, stage: &str) -> Result<(), AppError> {
        let gates = &tx.site.pack.membership.gates;
        let codes: Vec<String> =
            gates.iter().filter(|gate| gate.decided_in == stage).map(|gate| gate.code.clone()).collect();
        let told = Arc::clone(&self.told);
        for code in codes {
            let phrase = told.gates.get(&code).cloned().unwrap_or_default();
            let note = self.write_out(&phrase);
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
        let told = Arc::clone(&self.told);
        let (mut peers, mut patients) = (told.references.peers.clone(), told.references.patients.clone());
        self.dice.shuffle(&mut peers);
        self.dice.shuffle(&mut patients);
        for referee in applications::referees_of(tx.conn, std::slice::from_ref(&self.id))? {
            let is_peer = referee.kind == RefereeKind::Peer;
            if !is_peer && !self.dice.chance(ANSWERING) {
                continue;
            }
            let phrase = if is_peer { peers.pop() } else { patients.pop() };
            let text = phrase.map(|phrase| self.write_out(&phrase));
            let link = actions::make_link(tx, &referee.id)?;
            let token = link.rsplit('/').next().unwrap_or_default();
            actions::answer(tx, token, &GiveReference { consent: text.is_some(), text })?;
        }
        Ok(())
    }

    fn panel(&self) -> Result<SeatPanel, AppError> {
        let seats = PANEL.iter().map(|(name, seat)| Ok(Seat { account_id: self.cast.id(name)?, seat: *seat }));
        Ok(SeatPanel { reviewers: seats.collect::<Result<_, AppError>>()? })
    }

    fn score(&mut self, tx: &mut Tx<'_>, place: usize, sheet: Option<[u8; 8]>) -> Result<(), AppError> {
        let Some(((name, _), sheet)) = PANEL.get(place).zip(sheet) else { return Ok(()) };
        let reviewer = self.cast.member(tx, name)?;
        let told = Arc::clone(&self.told);
        let codes: Vec<String> = tx.site.pack.membership.criteria.iter().map(|one| one.code.clone()).collect();
        for (code, score) in codes.iter().zip(sheet) {
            let reasons = told.reasons.get(code);
            let phrase = reasons.and_then(|one| if score >= HIGH { &one.high } else { &one.low }.get(place));
            let reason = self.write_out(phrase.map_or("", String::as_str));
            actions::score(tx, &reviewer, (&self.id, code), &GiveScore { score, reason })?;
        }
        actions::lock(tx, &reviewer, &self.id)
    }

    /// Patients whose treatment is proved say something, as far as there are some yet, and one or two colleagues.
    fn comment(&mut self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        let told = Arc::clone(&self.told);
        let (mut patients, mut colleagues) = (told.public.patients.clone(), told.public.colleagues.clone());
        self.dice.shuffle(&mut patients);
        self.dice.shuffle(&mut colleagues);
        let applicant = self.places.physician(&self.story.physician)?;
        let proved = directory::proved_patients(tx.conn, &applicant)?;
        for (account, phrase) in proved.iter().take(COMMENTING).zip(patients) {
            let member = Member::on_behalf_of(&mut tx.reader(), account)?;
            self.say(tx, &member, (&phrase, "I was a patient there."))?;
        }
        let mut others: Vec<&String> = told.applications.iter().map(|story| &story.account).collect();
        others.retain(|account| **account != self.story.account);
        self.dice.shuffle(&mut others);
        let most = usize::try_from(self.dice.between(1, 2)).unwrap_or(1);
        for (account, phrase) in others.into_iter().take(most).zip(colleagues) {
            let member = self.cast.member(tx, account)?;
            if member.has(Role::Physician) {
                self.say(tx, &member, (&phrase, "A colleague; we have no business with each other."))?;
            }
        }
        Ok(())
    }

    fn say(&mut self, tx: &mut Tx<'_>, member: &Member, (phrase, interest): (&str, &str)) -> Result<(), AppError> {
        let (text, interest) = (self.write_out(phrase), interest.to_owned());
        actions::comment(tx, member, &self.id, &GiveComment { text, interest }).map(drop)
    }

    /// One of the phrases, written out.
    fn written(&mut self, from: impl Fn(&Told) -> &Vec<String>) -> String {
        let told = Arc::clone(&self.told);
        let phrase = self.dice.pick(from(&told)).cloned().unwrap_or_default();
        self.write_out(&phrase)
    }

    fn write_out(&mut self, phrase: &str) -> String {
        let slot = |name: &str, dice: &mut Dice| {
            let words: &[&str] = match name {
                "other_city" => &["Linz", "Namur", "Aarhus", "Sligo", "Trento", "Ostrava"],
                "weekday" => &["Monday", "Tuesday", "Thursday"],
                _ => return None,
            };
            dice.pick(words).map(|word| (*word).to_owned())
        };
        phrases::write(phrase, &mut self.dice, &mut Memory::new(), &slot).unwrap_or_else(|| phrase.to_owned())
    }
}
