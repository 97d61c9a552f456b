//! Cases: carries out what `workflow` decides, in one transaction.
//!
//! A step writes the new state, the case event, started and stopped timers, the letters and the ledger leaf
//! together. What differs between kinds of cases is in [`CaseType`]; complaints, inspections, applications and
//! reviews share everything else. [`Registry`] tells the clock which kinds there are.

mod execute;
mod receipt;
mod registry;
mod store;
mod timers;
mod words;

pub use execute::{By, act, catch_up, found, open, open_known};
pub use receipt::{CaseReceipt, WordSalt, receipt_of, receipt_of_step};
pub use registry::{Kind, Registry};
pub use store::{EventRow, StepRow, events, events_called, events_of_cases, page_of_events, steps_of_cases};
pub use timers::{
    TimerRow, TimerState, dead, extend, failed, failing, fired_of_cases, hold, never, next_due, pending,
    pending_of_cases, record_failure, resume, retry, standing_of_cases, stands_still, stop_some,
};
pub use words::{WordSaltRow, commit_words, forget_all_words, forget_words, word_salts};

use crate::app::{Site, Tx};
use crate::db::Connection;
use crate::error::AppError;
use crate::mail::Letter;
use crate::workflow::{Step, Workflow};
use serde_json::{Map, Value};

/// What every case knows about itself.
pub trait CaseFacts<S> {
    fn id(&self) -> &str;
    fn state(&self) -> S;
    /// Its random public reference in the ledger.
    fn subject_ref(&self) -> &str;
}

/// What a leaf says in public besides its step.
#[derive(Debug, Clone, Default)]
pub struct LeafExtras {
    pub reason_code: Option<String>,
    /// Fields of this leaf type, such as `physician_ref` and `star`.
    pub fields: Map<String, Value>,
}

/// A kind of case, as the executor needs it: how to load it, store it and write its letters.
pub trait CaseType: Workflow<Facts: CaseFacts<Self::State>> {
    /// The clock, as an actor.
    const CLOCK: Self::Actor;

    /// # Errors
    /// `not_found` when there is none with this id.
    fn load(conn: &mut Connection, site: &Site, id: &str) -> Result<Self::Facts, AppError>;

    /// Stores what the step changed in the case's own row: state, version, outcome, marks.
    fn save(tx: &mut Tx<'_>, facts: &Self::Facts, step: &Step<Self>, data: &Value) -> Result<(), AppError>;

    /// Writes one letter of a step, once for each recipient. `event` is the row of the step.
    fn write(
        tx: &mut Tx<'_>,
        facts: &Self::Facts,
        letter: Self::Letter,
        event: &EventRow,
    ) -> Result<Vec<Letter>, AppError>;

    /// All that was said and done: the event keeps it, and the leaf commits to it word for word. What the law may want
    /// erased stands here by what [`commit_words`] answers, and its words in a row of the domain; when they go,
    /// [`forget_words`] ends what that proves.
    fn record(_tx: &mut Tx<'_>, _facts: &Self::Facts, _step: &Step<Self>, data: &Value) -> Result<Value, AppError> {
        Ok(data.clone())
    }

    /// What the leaf says in public besides the step itself.
    fn extras(_facts: &Self::Facts, _step: &Step<Self>, _data: &Value) -> LeafExtras {
        LeafExtras::default()
    }

    /// Whether a timer that a step starts has to wait: the case rests.
    fn stands_still(_facts: &Self::Facts, _timer: Self::Timer) -> bool {
        false
    }

    /// Tells other domains, in the same transaction. What it needs to know of the case, as the step left it, it loads:
    /// most steps are told to nobody.
    fn announce(_tx: &mut Tx<'_>, _id: &str, _step: &Step<Self>) -> Result<(), AppError> {
        Ok(())
    }
}
