//! Composes the reviews: who says what of which clinic, how it is proved, and what the clinic answers.

use super::dice::Dice;
use super::people::{Person, World};
use super::phrases::{self, Memory, Used};
use super::read;
use super::reports::Course;
use super::speaker::Speaker;
use crate::error::AppError;
use serde::Deserialize;
use std::collections::{HashMap, HashSet};

const TEXT: &str = include_str!("reviews.toml");
/// How good a clinic is: of a hundred reviews so many are good, and so many of the rest are bad.
const QUALITIES: [(i64, i64); 5] = [(82, 20), (66, 35), (74, 30), (48, 45), (30, 65)];
/// Calendar days of a month, nearly.
const MONTH: i64 = 30;
/// What people give stars for beside the whole.
const ABOUT_A_TALK: &[&str] = &["consultation_honesty", "physician_presence", "staff", "price_clarity"];
const ABOUT_AN_OPERATION: &[&str] =
    &["naturalness", "growth", "hairline_design", "physician_presence", "aftercare", "price_clarity"];
/// After so many days an officer has looked at a document.
const SEEN_BY_AN_OFFICER: i64 = 41;
/// As which level a document is written that no officer has looked at yet.
const UNDECIDED: u8 = 9;

/// What came with a review.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Proof {
    Nothing,
    /// Plausible detail.
    Attested,
    /// A document that waits for an officer.
    Waiting,
    /// A document, and the level that the officer found.
    Decided(u8),
}

/// One review.
#[derive(Debug, Clone)]
pub(super) struct Opinion {
    pub by: String,
    pub clinic: String,
    /// Which of those who work there.
    pub physician: usize,
    pub procedure: String,
    pub months: i64,
    pub hours_ago: i64,
    pub overall: u8,
    pub text: String,
    pub interest: &'static str,
    pub proof: Proof,
    /// What was added where there is no document.
    pub detail: String,
    /// Why the officer found the level.
    pub reason: String,
    pub acknowledged: bool,
    pub reply: Option<String>,
    pub update: Option<Update>,
    /// Stars for single things, by their codes.
    pub scores: Vec<(&'static str, i64)>,
    /// Why it was taken back.
    pub withdrawn: Option<String>,
    pub report: Option<Course>,
}

/// What the same patient says later.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Update {
    pub days_later: i64,
    pub overall: u8,
    pub text: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    operation: Moods,
    consultation: Moods,
    treatment: Moods,
    replies: Replies,
    reasons: Reasons,
    told: Vec<Told>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Moods {
    good: Parts,
    middling: Parts,
    bad: Parts,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Parts {
    talk: Vec<String>,
    day: Vec<String>,
    after: Vec<String>,
    end: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Replies {
    thanks: Vec<String>,
    sorry: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Reasons {
    withdrawn: Vec<String>,
    level: Vec<String>,
    rejected: Vec<String>,
    detail: Vec<String>,
}

/// A review that was written by hand.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Told {
    by: String,
    clinic: String,
    procedure: String,
    months: i64,
    days_ago: i64,
    overall: u8,
    text: String,
    document: Option<u8>,
    #[serde(default)]
    attested: bool,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    acknowledged: bool,
    reply: Option<String>,
    update: Option<Update>,
    withdrawn: Option<String>,
    report: Option<Course>,
}

impl Told {
    fn opinion(self, world: &World) -> Opinion {
        let number = self.by.strip_prefix('#').and_then(|number| number.parse::<usize>().ok());
        let member = number.and_then(|number| world.people.get(number)).map(|person| person.name.clone());
        let proof = match self.document {
            Some(UNDECIDED) => Proof::Waiting,
            Some(level) => Proof::Decided(level),
            None if self.attested => Proof::Attested,
            None => Proof::Nothing,
        };
        Opinion {
            by: member.unwrap_or(self.by),
            clinic: self.clinic,
            physician: 0,
            procedure: self.procedure,
            months: self.months,
            hours_ago: self.days_ago * 24,
            overall: self.overall,
            text: self.text,
            interest: "none",
            proof,
            detail: "The letter with my appointment lies before me; I can have it scanned.".to_owned(),
            reason: self.reason,
            acknowledged: self.acknowledged,
            reply: self.reply,
            update: self.update,
            scores: Vec::new(),
            withdrawn: self.withdrawn,
            report: self.report,
        }
    }
}

/// Composes `count` reviews beside those written by hand, oldest first.
pub(super) fn compose(world: &World, count: usize, dice: &mut Dice, used: &mut Used) -> Result<Vec<Opinion>, AppError> {
    let file: File = read(TEXT)?;
    let mut opinions: Vec<Opinion> = file.told.iter().cloned().map(|told| told.opinion(world)).collect();
    for one in &opinions {
        used.take(&one.text);
    }
    let by_hand = opinions.len();
    let mut reviewed: HashSet<_> = opinions.iter().map(|one| (one.by.clone(), one.clinic.clone())).collect();
    let mut desk = Desk { world, file: &file, dice, used, said: HashMap::new() };
    for _ in 0..count * 60 {
        if opinions.len() == count + by_hand {
            break;
        }
        let opinion = desk.opinion();
        opinions.extend(opinion.filter(|one| reviewed.insert((one.by.clone(), one.clinic.clone()))));
    }
    leave_some_waiting(&mut opinions);
    opinions.sort_by_key(|one| -one.hours_ago);
    Ok(opinions)
}

/// The last ones without any proof came in today and wait in the queue.
fn leave_some_waiting(opinions: &mut [Opinion]) {
    let others: Vec<String> = opinions.iter().map(|one| one.by.clone()).collect();
    let is_first = |one: &Opinion| others.iter().filter(|name| **name == one.by).count() == 1;
    let unproved =
        opinions.iter_mut().filter(|one| one.proof == Proof::Nothing && one.report.is_none() && is_first(one));
    for (hours, one) in (3..).step_by(3).zip(unproved.take(5)) {
        one.months += (one.hours_ago - hours) / 24 / MONTH;
        (one.hours_ago, one.reply, one.withdrawn) = (hours, None, None);
    }
}

fn slug(technique: &str) -> &'static str {
    match technique {
        "FUE" => "fue",
        "strip" => "fut",
        _ => "fue_fut_combined",
    }
}

/// What somebody was there for.
struct Occasion<'f> {
    moods: &'f Moods,
    procedure: &'static str,
    clinic: usize,
    months: i64,
    days_ago: i64,
}

/// Where the reviews are written.
struct Desk<'w, 'd> {
    world: &'w World,
    file: &'w File,
    dice: &'d mut Dice,
    used: &'d mut Used,
    /// How often each phrase was written about each clinic.
    said: HashMap<(usize, String), usize>,
}

impl<'w> Desk<'w, '_> {
    fn opinion(&mut self) -> Option<Opinion> {
        let person = self.world.people.get(self.dice.below(self.world.people.len()))?;
        let occasion = self.occasion(person);
        let (overall, parts) = self.stars(&occasion);
        let needs_time = std::ptr::eq(occasion.moods, &self.file.operation) && occasion.months < 2;
        let speaker = Speaker {
            world: self.world,
            person,
            opener: person,
            opens: true,
            days_ago: occasion.days_ago,
            is_german: false,
        };
        let text = (!needs_time).then(|| self.words(speaker, parts, &occasion)).flatten()?;
        let one = Opinion {
            by: person.name.clone(),
            clinic: self.world.practices.get(occasion.clinic)?.name.clone(),
            physician: usize::from(self.dice.chance(22)),
            procedure: occasion.procedure.to_owned(),
            months: occasion.months,
            hours_ago: occasion.days_ago * 24,
            overall,
            text,
            interest: if self.dice.chance(7) { "discount" } else { "none" },
            proof: Proof::Nothing,
            detail: String::new(),
            reason: String::new(),
            acknowledged: false,
            reply: None,
            update: None,
            scores: self.scores(&occasion, overall),
            withdrawn: None,
            report: None,
        };
        Some(self.finish(speaker, occasion.clinic, one))
    }

    fn occasion(&mut self, person: &Person) -> Occasion<'w> {
        let file = self.file;
        if let Some(operation) = person.operation.as_ref().filter(|_| self.dice.chance(80)) {
            // Most wait until there is a result to speak of.
            let first = person.joined.min(operation.days_ago - 45).max(1);
            let late = first.min(SEEN_BY_AN_OFFICER + first / 4);
            let days_ago = if self.dice.chance(70) {
                self.dice.between(late.min(SEEN_BY_AN_OFFICER), late)
            } else {
                self.dice.between(1, first)
            };
            let (procedure, months) = (slug(operation.technique), (operation.days_ago - days_ago) / MONTH);
            return Occasion { moods: &file.operation, procedure, clinic: operation.clinic, months, days_ago };
        }
        let clinic = self.dice.low(self.world.practices.len());
        let days_ago = self.dice.between(1, person.joined.max(2) - 1);
        if self.dice.chance(25) {
            let months = self.dice.between(4, 14);
            return Occasion { moods: &file.treatment, procedure: "platelet_rich_plasma", clinic, months, days_ago };
        }
        let months = self.dice.between(1, 12);
        Occasion { moods: &file.consultation, procedure: "consultation", clinic, months, days_ago }
    }

    /// As many stars as fit the clinic, and the words for them.
    fn stars(&mut self, occasion: &Occasion<'w>) -> (u8, &'w Parts) {
        let (good, bad) = QUALITIES.get(occasion.clinic % QUALITIES.len()).copied().unwrap_or((60, 30));
        let moods = occasion.moods;
        if self.dice.chance(good) {
            (if self.dice.chance(60) { 5 } else { 4 }, &moods.good)
        } else if self.dice.chance(bad) {
            (if self.dice.chance(55) { 1 } else { 2 }, &moods.bad)
        } else {
            (3, &moods.middling)
        }
    }

    /// Somewhat more or less than the whole for single things, where somebody cared to say.
    fn scores(&mut self, occasion: &Occasion<'w>, overall: u8) -> Vec<(&'static str, i64)> {
        let about = if occasion.procedure == "consultation" { ABOUT_A_TALK } else { ABOUT_AN_OPERATION };
        if self.dice.chance(45) {
            return Vec::new();
        }
        let said = about.iter().filter(|_| self.dice.chance(75));
        said.copied().collect::<Vec<_>>().into_iter().map(|code| (code, self.near(overall))).collect()
    }

    fn near(&mut self, overall: u8) -> i64 {
        (i64::from(overall) + self.dice.between(-1, 1)).clamp(1, 5)
    }

    /// One phrase of each part, some of them left out.
    fn words(&mut self, speaker: Speaker<'_>, parts: &'w Parts, occasion: &Occasion<'w>) -> Option<String> {
        let mut memory = Memory::from([("months".to_owned(), occasion.months.max(1).to_string())]);
        let mut said = Vec::new();
        let (day, after) = (self.dice.chance(70), self.dice.chance(60));
        for (part, is_said) in [(&parts.talk, true), (&parts.day, day), (&parts.after, after), (&parts.end, true)] {
            if is_said && !part.is_empty() {
                said.push(self.say(speaker, (occasion.clinic, part), &mut memory)?);
            }
        }
        Some(said.join(" "))
    }

    /// One of the phrases that were written least often about this clinic.
    fn say(
        &mut self,
        speaker: Speaker<'_>,
        (clinic, phrases): (usize, &[String]),
        memory: &mut Memory,
    ) -> Option<String> {
        let mut fresh: Vec<&String> = phrases.iter().collect();
        self.dice.shuffle(&mut fresh);
        fresh.sort_by_key(|phrase| self.said.get(&(clinic, (*phrase).clone())).copied().unwrap_or(0));
        fresh.into_iter().find_map(|phrase| {
            let text = speaker.say_one(phrase, self.dice, memory, self.used)?;
            *self.said.entry((clinic, phrase.clone())).or_default() += 1;
            Some(text)
        })
    }

    /// What came with it, and what came of it.
    fn finish(&mut self, speaker: Speaker<'_>, clinic: usize, mut one: Opinion) -> Opinion {
        let is_old = one.hours_ago >= SEEN_BY_AN_OFFICER * 24;
        // Whoever had an operation has papers of it.
        let without_papers = if one.procedure == "consultation" { 34 } else { 20 };
        one.proof = match self.dice.between(1, 100) {
            roll if roll <= without_papers => Proof::Attested,
            ..=84 if is_old => Proof::Decided(if self.dice.chance(90) { 2 } else { 0 }),
            ..=84 => Proof::Waiting,
            _ => Proof::Nothing,
        };
        let file = self.file;
        let reasons = if one.proof == Proof::Decided(0) { &file.reasons.rejected } else { &file.reasons.level };
        one.reason = self.dice.pick(reasons).cloned().unwrap_or_default();
        one.detail = self.detail(one.hours_ago);
        if is_old && self.dice.chance(35) {
            let list = if one.overall >= 4 { &file.replies.thanks } else { &file.replies.sorry };
            one.reply = self.say(speaker, (clinic, list), &mut Memory::new());
            one.acknowledged = one.reply.is_some() && one.proof == Proof::Decided(2) && self.dice.chance(40);
        }
        if one.hours_ago > 70 * 24 && self.dice.chance(3) {
            one.withdrawn = self.dice.pick(&file.reasons.withdrawn).cloned();
        }
        one
    }

    fn detail(&mut self, hours_ago: i64) -> String {
        let phrase = self.dice.pick(&self.file.reasons.detail).cloned().unwrap_or_default();
        let year = if hours_ago > 300 * 24 { "the year before" } else { "the same year" };
        let slot = |name: &str, _: &mut Dice| (name == "year").then(|| year.to_owned());
        phrases::write(&phrase, self.dice, &mut Memory::new(), &slot).unwrap_or(phrase)
    }
}
