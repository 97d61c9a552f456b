//! The specialty pack: everything that belongs to one medical specialty and not to the program.
//!
//! A pack is one TOML file: words, procedures, complaint categories and clocks, review and rating rules, the inspection
//! checklist, membership criteria and holidays. [`Pack::open`] parses it into types and refuses, with file and line, what
//! is unknown, missing, doubled or contradicts itself (`check`). A change of a pack is a change of its `version`.

mod check;
mod complaints;
mod flags;
mod holidays;
mod inspections;
mod membership;
mod reviews;
mod words;

#[cfg(test)]
mod tests;

use crate::config::{ConfigError, Lines};
use chrono::NaiveDate;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;
use std::path::Path;

pub use complaints::*;
pub use flags::*;
pub use holidays::{DEFAULT_COUNTRY, Holiday};
pub use inspections::*;
pub use membership::*;
pub use reviews::*;
pub use words::{Term, Words};

/// The packs inside the binary: name and text.
const EMBEDDED: &[(&str, &str)] =
    &[("hair-restoration", include_str!("../../config/specialties/hair-restoration.toml"))];

/// Everything that belongs to one medical specialty.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pack {
    /// Its file's name without `.toml`.
    pub name: String,
    /// Counts up with every change.
    pub version: u32,
    /// Language codes in which every text must be there.
    pub languages: Vec<String>,
    /// What the specialty's people and things are called.
    pub words: BTreeMap<String, Words>,
    pub procedures: Vec<Procedure>,
    pub treatments: Vec<Treatment>,
    /// Professional specialties of physicians and practitioners.
    pub specialties: Vec<Term>,
    pub complaints: Complaints,
    pub reviews: Reviews,
    pub rating: Rating,
    pub inspections: Inspections,
    pub membership: Membership,
    pub flags: Flags,
    /// Rules by ISO 3166 alpha-2 country, and `default` for countries without.
    holidays: BTreeMap<String, Vec<Holiday>>,
}

/// What is done to a patient.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Procedure {
    pub slug: String,
    pub kind: ProcedureKind,
    pub words: Words,
}

/// How far a procedure goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProcedureKind {
    Surgery,
    /// Under the skin, without an incision.
    Injection,
    /// Pigment, by a practitioner who need not be a physician.
    Micropigmentation,
    Device,
    Consultation,
}

/// What may help, with or without a physician.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Treatment {
    pub slug: String,
    pub kind: TreatmentKind,
    pub words: Words,
}

/// What sort of thing a treatment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TreatmentKind {
    Medication,
    Topical,
    Surgery,
    Micropigmentation,
    Device,
    Concealer,
    HairSystem,
    Supplement,
    CellBased,
}

impl Pack {
    /// The pack inside the binary under this name.
    pub fn embedded(name: &str) -> Result<Self, ConfigError> {
        let Some((_, text)) = EMBEDDED.iter().find(|(known, _)| *known == name) else {
            let known: Vec<&str> = EMBEDDED.iter().map(|(known, _)| *known).collect();
            let message = format!("there is no pack \"{name}\" inside the program; there is {}", known.join(", "));
            return Err(ConfigError::new("specialty.pack", message));
        };
        Self::parse(&format!("config/specialties/{name}.toml"), text)
    }

    /// The pack in a file.
    pub fn load(path: &Path) -> Result<Self, ConfigError> {
        let shown = path.display().to_string();
        let text = std::fs::read_to_string(path)
            .map_err(|error| ConfigError::new(&shown, format!("the pack cannot be read: {error}")))?;
        Self::parse(&shown, &text)
    }

    /// What `specialty.pack` names: a path when it holds a `/` or ends in `.toml`, else an embedded pack.
    pub fn open(name_or_path: &str) -> Result<Self, ConfigError> {
        if name_or_path.contains('/') || name_or_path.ends_with(".toml") {
            Self::load(Path::new(name_or_path))
        } else {
            Self::embedded(name_or_path)
        }
    }

    /// Parses and checks the text of a pack; `path` is for messages.
    pub fn parse(path: &str, text: &str) -> Result<Self, ConfigError> {
        let lines = Lines::parse(path, text)?;
        let pack: Self = toml::from_str(text).map_err(|error| crate::config::broken(path, text, &error))?;
        check::check(&pack, text, &lines)?;
        Ok(pack)
    }

    /// Days that are no working days in `country` (ISO 3166 alpha-2) besides weekends, all of `years`.
    pub fn holidays(&self, country: &str, years: RangeInclusive<i32>) -> BTreeSet<NaiveDate> {
        let rules = self.holidays.get(country).or_else(|| self.holidays.get(DEFAULT_COUNTRY));
        holidays::expand(rules.map_or(&[][..], Vec::as_slice), years)
    }

    /// Name and version, as ledger leaves carry them: `hair-restoration/1`.
    pub fn rule_version(&self) -> String {
        format!("{}/{}", self.name, self.version)
    }

    /// The word of the specialty, `fallback` when the pack has none.
    pub fn word<'w>(&'w self, key: &str, language: &str, fallback: &'w str) -> &'w str {
        self.words.get(key).map_or(fallback, |words| words.get(language))
    }

    pub fn procedure(&self, slug: &str) -> Option<&Procedure> {
        self.procedures.iter().find(|procedure| procedure.slug == slug)
    }
}
