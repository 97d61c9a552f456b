//! The fields of the forms by which people act on a case, with what was typed before.

use crate::web::parts::{Choice, ChoiceGroup};

/// One part of a form, in the order in which it is read.
pub enum Field {
    /// One line; `kind` is the type of the control.
    Line {
        name: &'static str,
        label: String,
        hint: String,
        value: String,
        kind: &'static str,
        optional: bool,
    },
    Area {
        name: &'static str,
        label: String,
        hint: String,
        value: String,
        class: &'static str,
        optional: bool,
    },
    Select {
        name: &'static str,
        label: String,
        hint: String,
        choices: Vec<Choice>,
        optional: bool,
    },
    Groups {
        name: &'static str,
        label: String,
        hint: String,
        groups: Vec<ChoiceGroup>,
    },
    Cards {
        name: String,
        legend: String,
        hint: String,
        choices: Vec<Choice>,
    },
    Tick {
        name: &'static str,
        label: String,
        hint: String,
        checked: bool,
    },
    /// A heading over several fields; carries the problem that concerns them together.
    Heading {
        name: &'static str,
        text: String,
        hint: String,
    },
}

/// What was typed into a form that is shown again, or what it begins with.
#[derive(Clone, Copy)]
pub struct Typed<'a>(pub Option<&'a [(String, String)]>);

impl Typed<'_> {
    /// What was typed; `otherwise` on a form that is still fresh.
    pub fn or(&self, name: &str, otherwise: &str) -> String {
        let Some(pairs) = self.0 else { return otherwise.to_owned() };
        pairs.iter().find(|(known, _)| known == name).map_or_else(String::new, |(_, value)| value.clone())
    }

    /// What was typed; nothing on a fresh form.
    pub fn get(&self, name: &str) -> String {
        self.or(name, "")
    }

    /// Whether a box was ticked.
    pub fn ticked(&self, name: &str) -> bool {
        !self.get(name).is_empty()
    }
}
