//! The sheet a letter is written on: the inspection in the language of its reader.

use crate::clock::Timestamp;
use crate::inspections::api::Next;
use crate::inspections::facts::InspectionFacts;
use crate::inspections::model::{ActionRow, Event, EvidenceRow, LetterKind, Score};
use crate::mail::Block;
use crate::specialty::{InspectionItem, Inspections};
use crate::text::lang::{Lang, Value};

/// Everything letters may say of an inspection, looked up before a word is written.
#[derive(Debug, Clone)]
pub struct Case {
    pub facts: InspectionFacts,
    /// Name and city.
    pub clinic: String,
    pub claim_url: String,
    pub url: String,
    pub checklist: Inspections,
    pub evidence: Vec<EvidenceRow>,
    /// The step the letter tells of.
    pub event: Event,
    /// The number of the action whose date it tells of.
    pub action: Option<i64>,
    pub next: Option<Next>,
}

/// An inspection before one reader.
pub struct Sheet<'a> {
    pub case: &'a Case,
    pub kind: LetterKind,
    pub lang: Lang,
    values: Vec<(&'static str, Value)>,
}

impl<'a> Sheet<'a> {
    pub fn new(case: &'a Case, kind: LetterKind, lang: Lang) -> Self {
        let mut sheet = Self { case, kind, lang, values: Vec::new() };
        sheet.values = sheet.all_values();
        sheet
    }

    /// A sentence of this letter: `inspections-letter-<kind>-<part>`.
    pub fn part(&self, part: &str) -> String {
        self.t(&self.key(part))
    }

    /// The same with values that are of this sentence alone.
    pub fn part_with(&self, part: &str, values: &[(&'static str, Value)]) -> String {
        self.lang.t_with(&self.key(part), values)
    }

    fn key(&self, part: &str) -> String {
        let word = self.kind.as_str();
        let name = word.strip_prefix("inspection_").unwrap_or(word).replace('_', "-");
        format!("inspections-letter-{name}-{part}")
    }

    /// A paragraph of this letter.
    pub fn paragraph(&self, part: &str) -> Block {
        Block::Paragraph(self.part(part))
    }

    /// A sentence that several letters share.
    pub fn shared_text(&self, name: &str) -> String {
        self.t(&format!("inspections-letter-{name}"))
    }

    /// A paragraph that several letters share.
    pub fn shared(&self, name: &str) -> Block {
        Block::Paragraph(self.shared_text(name))
    }

    /// Label and value.
    pub fn fact(&self, label: &str, value: impl Into<String>) -> (String, String) {
        (self.t(&format!("inspections-letter-fact-{label}")), value.into())
    }

    /// The label of a word: `inspections-state-factual-check`.
    pub fn label(&self, group: &str, word: &str) -> String {
        self.lang.t(&format!("inspections-{group}-{}", word.replace('_', "-")))
    }

    /// `A1 Sterilisation log …`.
    pub fn item(&self, code: &str) -> String {
        self.case
            .checklist
            .item(code)
            .map_or_else(|| code.to_owned(), |(_, item)| format!("{code} {}", self.name(item)))
    }

    pub fn name<'i>(&self, item: &'i InspectionItem) -> &'i str {
        item.words.get(self.lang.as_str())
    }

    pub fn score(&self, score: Score) -> String {
        self.label("score", score.as_str())
    }

    /// What stands for the score of an item that nobody scored.
    pub fn not_scored(&self) -> String {
        self.lang.t("inspections-score-open")
    }

    /// The next date and what happens then.
    pub fn next(&self) -> Option<String> {
        let next = self.case.next.as_ref()?;
        let due = next.due?;
        Some(format!("{}: {}", self.day(due), self.label("next", &next.step)))
    }

    pub fn day(&self, at: Timestamp) -> String {
        self.lang.day(self.case.facts.calendar.local_day(at))
    }

    /// A day as rows keep it.
    pub fn written_day(&self, day: &str) -> String {
        day.parse().map_or_else(|_| day.to_owned(), |day| self.lang.day(day))
    }

    /// The action whose date it is.
    pub fn action(&self) -> Option<&ActionRow> {
        self.case.facts.actions.iter().find(|action| Some(action.number) == self.case.action)
    }

    fn t(&self, key: &str) -> String {
        self.lang.t_with(key, &self.values)
    }

    fn all_values(&self) -> Vec<(&'static str, Value)> {
        let (case, facts) = (self.case, &self.case.facts);
        let due = case.next.as_ref().and_then(|next| next.due).map(|due| self.day(due));
        let visited = facts.visited_on().map(|day| self.lang.day(day));
        let action = self.action();
        vec![
            ("clinic", case.clinic.clone().into()),
            ("visit", self.written_day(&facts.row.visit_on).into()),
            ("visited", visited.unwrap_or_default().into()),
            ("due", due.unwrap_or_default().into()),
            ("claim", case.claim_url.clone().into()),
            ("files", case.evidence.len().into()),
            ("rating", self.label("rating", facts.rated.rating.as_str()).into()),
            ("nextvisit", facts.row.next_due_on.as_deref().map(|day| self.written_day(day)).unwrap_or_default().into()),
            ("item", action.map(|action| self.item(&action.item)).unwrap_or_default().into()),
            ("actiondue", action.map(|action| self.written_day(&action.due_on)).unwrap_or_default().into()),
            ("step", self.label("overdue", case.event.as_str()).into()),
        ]
    }
}
