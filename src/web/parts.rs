//! What the macros of `frontend/templates/parts` are filled with.

use super::page::Tone;
use crate::clock::Timestamp;

/// One answer to choose from, in a list or as a card.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    pub value: String,
    pub label: String,
    /// A sentence under the label of a card; empty for none.
    pub hint: String,
    pub chosen: bool,
}

impl Choice {
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), ..Self::default() }
    }

    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// Marks the choice when its value is the present one.
    pub fn chosen_if(mut self, present: &str) -> Self {
        self.chosen = self.value == present;
        self
    }
}

/// Choices under a common name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChoiceGroup {
    pub label: String,
    pub choices: Vec<Choice>,
}

/// A name and its value, in a list of facts or a row of figures.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fact {
    pub name: String,
    pub value: String,
}

impl Fact {
    pub fn new(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self { name: name.into(), value: value.into() }
    }
}

/// The line at the end of every accountable thing: its ledger entry and the way to its proof.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RecordLine {
    /// The entry's index; none while it waits for the tree.
    pub entry: Option<i64>,
    /// Where the proof is; empty while there is none.
    pub href: String,
    /// What is proven, for those who hear the page: "missed response".
    pub about: String,
}

/// How an entry of a timeline is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mark {
    /// A dot: it happened.
    #[default]
    Happened,
    /// A ring: it comes next.
    Next,
    /// A triangle: a date that was missed.
    Missed,
    /// A dot in the accent: the reader's own act.
    Own,
}

impl Mark {
    pub const fn class(self) -> &'static str {
        match self {
            Self::Happened => "",
            Self::Next => "next",
            Self::Missed => "missed",
            Self::Own => "you",
        }
    }
}

/// One entry of a timeline, newest first.
#[derive(Debug, Clone)]
pub struct TimelineEntry {
    pub mark: Mark,
    pub at: Timestamp,
    /// Show only the day, because the hour says nothing.
    pub day_only: bool,
    pub title: String,
    /// A sentence below; empty for none.
    pub text: String,
    /// A notice below, such as who wrote a missed date.
    pub note: Option<(Tone, String)>,
    pub record: Option<RecordLine>,
}
