//! Listing what a file holds: many entries in one transaction, each through the same door as one.

use super::{propose_clinic, propose_physician};
use crate::app::Tx;
use crate::db::Connection;
use crate::directory::api::{NewClinic, NewPhysician};
use crate::directory::import::{Entry, Line};
use crate::directory::model::{ClinicId, EntryState, Licence, PhysicianRow};
use crate::directory::rules::{Actor, LISTED_ALREADY, Standing};
use crate::directory::store::{clinics, physicians};
use crate::error::{AppError, Code, FORBIDDEN, FieldError, NO_SUCH, Refusal};
use crate::text::slug::slug;
use std::collections::HashMap;

/// What became of a file.
#[derive(Debug, Clone, Default)]
pub struct Imported {
    pub clinics: usize,
    pub physicians: usize,
    /// What was wrong, in the order of the file: `/7/email` is the cell of the column `email` in line 7, `/7` the line.
    pub refused: Vec<FieldError>,
}

/// What has been taken in so far.
#[derive(Default)]
struct Taken {
    imported: Imported,
    refused: Vec<(u64, FieldError)>,
    /// The clinics of the file by their keys.
    keys: HashMap<String, ClinicId>,
}

/// Lists every entry of a file that can be listed; clinics first, so that physicians may name them.
///
/// # Errors
/// 403 for others than admins; with `strict`, 422 with all that is wrong when anything is, and nothing is listed.
pub fn take_in(tx: &mut Tx<'_>, actor: &Actor, lines: &[Line], strict: bool) -> Result<Imported, AppError> {
    if actor.standing != Standing::Admin {
        return Err(FORBIDDEN.into());
    }
    let mut taken = Taken::default();
    for line in lines {
        match &line.entry {
            Ok(Entry::Clinic(new)) => taken.clinic(tx, actor, line, new)?,
            Ok(Entry::Physician(..)) => {}
            Err(wrong) => taken.refuse(line, wrong.clone()),
        }
    }
    for line in lines {
        if let Ok(Entry::Physician(new, places)) = &line.entry {
            taken.physician(tx, actor, line, (new, places))?;
        }
    }
    taken.refused.sort_by_key(|(line, _)| *line);
    let refused: Vec<FieldError> = taken.refused.into_iter().map(|(_, field)| field).collect();
    if strict && !refused.is_empty() {
        return Err(Refusal::fields(refused).into());
    }
    Ok(Imported { refused, ..taken.imported })
}

impl Taken {
    fn clinic(&mut self, tx: &mut Tx<'_>, actor: &Actor, line: &Line, new: &NewClinic) -> Result<(), AppError> {
        if line.key.as_ref().is_some_and(|key| self.keys.contains_key(key)) {
            self.refuse(line, vec![wrong("/key", LISTED_ALREADY)]);
            return Ok(());
        }
        let listed = listed_clinic(tx.conn, new)?;
        let id = match listed {
            Some(id) => {
                self.refuse(line, vec![wrong("/name", LISTED_ALREADY)]);
                id
            }
            None => match propose_clinic(tx, actor, new) {
                Ok(row) => {
                    self.imported.clinics += 1;
                    row.id
                }
                Err(error) => return self.settle(line, error),
            },
        };
        if let Some(key) = &line.key {
            self.keys.insert(key.clone(), id);
        }
        Ok(())
    }

    fn physician(
        &mut self,
        tx: &mut Tx<'_>,
        actor: &Actor,
        line: &Line,
        (new, places): (&NewPhysician, &[String]),
    ) -> Result<(), AppError> {
        let mut new = new.clone();
        let mut unknown = Vec::new();
        for (index, place) in places.iter().enumerate() {
            match self.place(tx.conn, place)? {
                Some(id) => new.clinic_ids.push(id),
                None => unknown.push(wrong(&format!("/clinics/{index}"), NO_SUCH)),
            }
        }
        if !unknown.is_empty() {
            self.refuse(line, unknown);
        } else if is_listed(tx.conn, &new)? {
            self.refuse(line, vec![wrong("/name", LISTED_ALREADY)]);
        } else {
            match propose_physician(tx, actor, &new) {
                Ok(_) => self.imported.physicians += 1,
                Err(error) => return self.settle(line, error),
            }
        }
        Ok(())
    }

    /// A clinic by its key in the file, or by what its page is called.
    fn place(&self, conn: &mut Connection, name: &str) -> Result<Option<ClinicId>, AppError> {
        if let Some(id) = self.keys.get(name) {
            return Ok(Some(id.clone()));
        }
        let found = AppError::or_none(clinics::find_by_slug(conn, name))?;
        Ok(found.filter(|row| row.state != EntryState::Merged).map(|row| row.id))
    }

    /// A refusal concerns its line; what else goes wrong, all of them.
    fn settle(&mut self, line: &Line, error: AppError) -> Result<(), AppError> {
        let AppError::Refused(refusal) = error else { return Err(error) };
        let fields = if refusal.fields.is_empty() { vec![wrong("", refusal.code)] } else { refusal.fields };
        self.refuse(line, fields);
        Ok(())
    }

    fn refuse(&mut self, line: &Line, fields: Vec<FieldError>) {
        let placed = |field: FieldError| {
            let pointer = format!("/{}{}", line.number, field.pointer.replacen("/clinic_ids", "/clinics", 1));
            (line.number, FieldError { pointer, ..field })
        };
        self.refused.extend(fields.into_iter().map(placed));
    }
}

fn wrong(pointer: &str, code: Code) -> FieldError {
    FieldError { pointer: pointer.to_owned(), code, span: None }
}

/// The clinic of this name in this city.
fn listed_clinic(conn: &mut Connection, new: &NewClinic) -> Result<Option<ClinicId>, AppError> {
    let city = slug(&new.city);
    let named = clinics::called(conn, &slug(&new.name))?;
    let same = named.into_iter().find(|row| row.country.eq_ignore_ascii_case(&new.country) && slug(&row.city) == city);
    Ok(same.map(|row| row.id))
}

/// Whether somebody of this name is listed with one of the licences or clinics; names alone are shared by many, but
/// a line that says neither adds nothing to a name that is there.
fn is_listed(conn: &mut Connection, new: &NewPhysician) -> Result<bool, AppError> {
    let named = physicians::called(conn, &slug(&new.name))?;
    if new.licences.is_empty() && new.clinic_ids.is_empty() {
        return Ok(!named.is_empty());
    }
    let ids: Vec<_> = named.iter().map(|row| row.id.clone()).collect();
    let places = physicians::present_places(conn, &ids)?;
    if places.iter().any(|(_, clinic)| new.clinic_ids.contains(clinic)) {
        return Ok(true);
    }
    for row in &named {
        if shares_a_licence(row, &new.licences)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn shares_a_licence(row: &PhysicianRow, licences: &[Licence]) -> Result<bool, AppError> {
    let held: Vec<Licence> = row.licences.read()?;
    let same = |one: &Licence, other: &Licence| {
        one.country.eq_ignore_ascii_case(&other.country) && one.number == other.number.trim()
    };
    Ok(held.iter().any(|one| licences.iter().any(|other| same(one, other))))
}
