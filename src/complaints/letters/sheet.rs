//! The sheet a letter is written on: the case as one reader may see it, in the reader's language.

use super::dates::{Dates, counts_hours};
use crate::clock::Timestamp;
use crate::complaints::model::{ComplaintRow, Event, LetterKind, Role, Seat, State, Timer};
use crate::ledger::Receipt;
use crate::mail::Block;
use crate::text::lang::{Lang, Value};
use crate::workdays::{Calendar, Month};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// In whose place somebody reads a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    Patient,
    Clinic,
    Coalition,
    Officer,
    Panel,
}

impl Reader {
    /// The last part of the key of the sentence that is for this reader.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Patient => "patient",
            Self::Clinic => "clinic",
            Self::Coalition | Self::Officer => "staff",
            Self::Panel => "panel",
        }
    }
}

/// The specialty pack's words for one case in one language.
#[derive(Debug, Clone)]
pub struct Labels {
    pub procedure: String,
    pub category: String,
    pub severity: Option<String>,
    /// The answers a clinic can choose from in this case.
    pub codes: Vec<String>,
    /// The answer it gave.
    pub code: Option<String>,
}

/// The people and places of a case.
#[derive(Debug, Clone)]
pub struct Names {
    /// As the clinic knows them, where that was told.
    pub patient: String,
    pub physician: Option<String>,
    pub clinic: Option<String>,
    pub officer: Option<String>,
    /// The officer who writes a message, whoever has the case.
    pub writer: Option<String>,
    pub panel: Vec<(Seat, String)>,
}

/// What a panel decided.
#[derive(Debug, Clone)]
pub struct Decided {
    pub reasons: String,
    pub upholding: usize,
    pub others: usize,
}

/// One line of the timeline.
#[derive(Debug, Clone, Copy)]
pub struct Happened {
    pub at: Timestamp,
    pub event: Event,
    /// The clinic was written to with it.
    pub clinic_written: bool,
}

/// Everything letters may say of a case, looked up before a word is written.
#[derive(Debug, Clone)]
pub struct Case {
    pub row: ComplaintRow,
    pub calendar: Calendar,
    pub is_fast_track: bool,
    /// The step the letter tells of.
    pub event: Event,
    pub by: Role,
    pub from: State,
    pub names: Names,
    pub labels: BTreeMap<Lang, Labels>,
    pub dates: Dates,
    /// What the clock does next, and the instant to show for it.
    pub next: Option<(Timer, Timestamp)>,
    pub timeline: Vec<Happened>,
    /// The clinic's last answer.
    pub answer: Option<String>,
    /// The words that go with the step: a draft, a question, an order, a reason.
    pub said: Option<String>,
    /// What the panel asks both sides to look at in a draft.
    pub asked: Option<String>,
    /// By when a recommendation is due.
    pub due_on: Option<NaiveDate>,
    pub decision: Option<Decided>,
    pub receipt: Option<Receipt>,
    pub public_url: String,
}

/// A case before one reader.
pub struct Sheet<'a> {
    pub case: &'a Case,
    pub kind: LetterKind,
    pub reader: Reader,
    pub lang: Lang,
    values: Vec<(&'static str, Value)>,
}

impl<'a> Sheet<'a> {
    pub fn new(case: &'a Case, kind: LetterKind, reader: Reader, lang: Lang) -> Self {
        let mut sheet = Self { case, kind, reader, lang, values: Vec::new() };
        sheet.values = sheet.all_values();
        sheet
    }

    pub fn labels(&self) -> Option<&Labels> {
        self.case.labels.get(&self.lang)
    }

    /// A sentence under its whole key.
    pub fn t(&self, key: &str) -> String {
        self.lang.t_with(key, &self.values)
    }

    /// A sentence of this letter: `complaints-letter-<kind>-<part>`.
    pub fn part(&self, part: &str) -> String {
        self.t(&key(self.kind, part))
    }

    /// A paragraph of this letter.
    pub fn paragraph(&self, part: &str) -> Block {
        Block::Paragraph(self.part(part))
    }

    /// The sentences of this letter that are for its reader.
    pub fn opening(&self) -> Block {
        self.paragraph(self.reader.word())
    }

    /// A paragraph that several letters share.
    pub fn shared(&self, name: &str) -> Block {
        Block::Paragraph(self.t(&format!("complaints-letter-{name}")))
    }

    /// Label and value.
    pub fn fact(&self, label: &str, value: impl Into<String>) -> (String, String) {
        (self.t(&format!("complaints-letter-fact-{label}")), value.into())
    }

    pub fn day(&self, at: Timestamp) -> String {
        self.lang.day(self.case.calendar.local_day(at))
    }

    pub fn moment(&self, at: Timestamp) -> String {
        let zone = self.case.calendar.time_zone;
        format!("{} ({})", self.lang.moment(at, zone), zone.name())
    }

    /// The label of a word: `complaints-state-with-clinic`; what speaks of the patient says "you" to the patient, where
    /// it has words for that.
    pub fn label(&self, group: &str, word: &str) -> String {
        let key = format!("complaints-{group}-{}", word.replace('_', "-"));
        let yours = format!("{key}-yours");
        self.lang.t(if self.reader == Reader::Patient && self.lang.has(&yours) { &yours } else { &key })
    }

    /// The physician, the clinic, or both.
    pub fn whom(&self) -> String {
        match (&self.case.names.physician, &self.case.names.clinic) {
            (Some(physician), Some(clinic)) => format!("{physician}, {clinic}"),
            (Some(one), None) | (None, Some(one)) => one.clone(),
            (None, None) => String::new(),
        }
    }

    /// The next date and what happens then.
    pub fn next(&self) -> String {
        let Some((timer, at)) = self.case.next else { return self.t("complaints-next-none") };
        let with_time = counts_hours(self.case.is_fast_track, timer);
        let when = if with_time { self.moment(at) } else { self.day(at) };
        format!("{when}: {}", self.label("next", timer.as_str()))
    }

    pub fn month(&self) -> String {
        let month = self.case.row.procedure_month.parse::<Month>();
        month
            .map_or_else(|_| self.case.row.procedure_month.clone(), |month| self.lang.month_and_year(month.first_day()))
    }

    fn all_values(&self) -> Vec<(&'static str, Value)> {
        let dates = &self.case.dates;
        let response = if self.case.is_fast_track { self.moment(dates.response) } else { self.day(dates.response) };
        let names = &self.case.names;
        let officer = names.officer.clone().unwrap_or_else(|| self.lang.t("complaints-letter-no-officer"));
        let writer = names.writer.clone().unwrap_or_else(|| self.lang.t("complaints-letter-some-officer"));
        let outcome = self.case.row.outcome.map(|outcome| self.label("outcome", outcome.as_str()));
        let pause = self.case.row.paused_until.map(|until| self.day(until));
        vec![
            ("case", self.case.row.id.clone().into()),
            ("whom", self.whom().into()),
            ("officer", officer.into()),
            ("writer", writer.into()),
            ("month", self.month().into()),
            ("outcome", outcome.unwrap_or_default().into()),
            ("pause", pause.unwrap_or_default().into()),
            ("due", self.case.due_on.map(|day| self.lang.day(day)).unwrap_or_default().into()),
            ("response", response.into()),
            ("proof", self.day(dates.proof).into()),
            ("acknowledge", self.day(dates.acknowledge).into()),
            ("marked", self.day(dates.marked).into()),
            ("escalation", self.day(dates.escalation).into()),
            ("final", self.day(dates.final_answer).into()),
            ("feedback", self.day(dates.feedback).into()),
            ("panel", self.day(dates.panel).into()),
            ("mediation", self.day(dates.mediation).into()),
            ("evidence", self.day(dates.evidence).into()),
            ("findings", self.day(dates.findings).into()),
            ("check", self.day(dates.factual_check).into()),
            ("decision", self.day(dates.decision).into()),
            ("appeal", self.day(dates.appeal).into()),
        ]
    }
}

/// `complaints-letter-clinic-written-subject`.
pub fn key(kind: LetterKind, part: &str) -> String {
    let word = kind.as_str();
    let name = word.strip_prefix("complaint_").unwrap_or(word).replace('_', "-");
    format!("complaints-letter-{name}-{part}")
}
