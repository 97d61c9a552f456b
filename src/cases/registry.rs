//! The kinds of cases there are: assembly lists them, the clock and the verifier ask.

use super::timers::TimerRow;
use super::{CaseType, execute};
use crate::app::Tx;
use crate::clock::Timestamp;
use crate::error::AppError;
use crate::workflow;

/// One kind of case, without its types.
#[derive(Clone, Copy)]
pub struct Kind {
    pub name: &'static str,
    /// With the instant at which it is found to be due.
    pub fire: fn(&mut Tx<'_>, &TimerRow, Timestamp) -> Result<(), AppError>,
    /// (event, state) of a first entry.
    pub is_legal_opening: fn(&str, &str) -> bool,
    /// (event, from, to) of every later one.
    pub is_legal: fn(&str, &str, &str) -> bool,
    /// The table as a Mermaid diagram.
    pub diagram: fn() -> String,
}

impl Kind {
    pub fn of<C: CaseType>() -> Self {
        Self {
            name: C::NAME,
            fire: execute::fire::<C>,
            is_legal_opening: workflow::is_legal_opening::<C>,
            is_legal: workflow::is_legal::<C>,
            diagram: workflow::diagram::<C>,
        }
    }
}

/// Every kind of case of this site.
#[derive(Default)]
pub struct Registry {
    kinds: Vec<Kind>,
}

impl Registry {
    pub fn with(mut self, kind: Kind) -> Self {
        self.kinds.push(kind);
        self
    }

    pub fn kinds(&self) -> &[Kind] {
        &self.kinds
    }

    /// # Errors
    /// [`AppError::Internal`] when no kind has this name.
    pub fn kind(&self, name: &str) -> Result<Kind, AppError> {
        let found = self.kinds.iter().find(|kind| kind.name == name).copied();
        found.ok_or_else(|| AppError::internal(format!("no kind of case is called {name}")))
    }
}
