//! The register's filters as an address of its page says them: whom it is about by id, or by the name in an address.

use crate::app::Reader;
use crate::complaints::api::{RegisterFilter, month_of};
use crate::directory::{self, ClinicId, EntryState, PhysicianId};
use crate::error::AppError;
use crate::web::{Check, Wrong};
use crate::workdays::Month;
use serde::Deserialize;

/// [`RegisterFilter`], with names.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    #[serde(default)]
    physician: Option<String>,
    #[serde(default)]
    clinic: Option<String>,
    #[serde(default)]
    category: Option<String>,
    #[serde(default)]
    code: Option<String>,
    #[serde(default)]
    timely: Option<bool>,
    #[serde(default, deserialize_with = "month_of")]
    from: Option<Month>,
    #[serde(default, deserialize_with = "month_of")]
    to: Option<Month>,
    #[serde(default)]
    has_narrative: Option<bool>,
}

impl Check for Asked {
    fn check(&self, wrong: &mut Wrong) {
        self.about_anybody().check(wrong);
    }
}

impl Asked {
    /// The filter that this asks for.
    ///
    /// # Errors
    /// `not_found` for a name or an id that is on no page of the directory.
    pub fn filter(&self, reader: &mut Reader<'_>) -> Result<RegisterFilter, AppError> {
        let mut filter = self.about_anybody();
        if let Some(said) = &self.physician {
            let known = match said.parse::<PhysicianId>() {
                Ok(id) => directory::physicians(reader.conn, &[id])?.pop(),
                Err(_) => directory::physician_at(reader.conn, said)?,
            };
            filter.physician = known.filter(|row| row.state == EntryState::Confirmed).map(|row| row.id);
        }
        if let Some(said) = &self.clinic {
            let known = match said.parse::<ClinicId>() {
                Ok(id) => directory::clinics(reader.conn, &[id])?.pop(),
                Err(_) => directory::clinic_at(reader.conn, said)?,
            };
            filter.clinic = known.filter(|row| row.state == EntryState::Confirmed).map(|row| row.id);
        }
        let is_lost = (self.physician.is_some() && filter.physician.is_none())
            || (self.clinic.is_some() && filter.clinic.is_none());
        if is_lost { Err(AppError::not_found()) } else { Ok(filter) }
    }

    fn about_anybody(&self) -> RegisterFilter {
        RegisterFilter {
            physician: None,
            clinic: None,
            category: self.category.clone(),
            code: self.code.clone(),
            timely: self.timely,
            from: self.from,
            to: self.to,
            has_narrative: self.has_narrative,
        }
    }
}
