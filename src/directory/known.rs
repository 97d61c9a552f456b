//! What the site knows of people who may be asked to a panel, of whatever kind: each page says of it what it needs.

use super::model::PhysicianId;
use super::{physicians_of, store};
use crate::accounts::{AccountId, Person};
use crate::db::Connection;
use crate::error::AppError;

/// Somebody who may be asked to a panel.
#[derive(Debug, Clone)]
pub struct KnownPerson {
    pub person: Person,
    /// Of any physician.
    pub is_proved_patient: bool,
    /// For whom they answer.
    pub physicians: Vec<PhysicianId>,
}

/// What is known of these people, in their order: two queries for any number.
///
/// # Errors
/// Those of the database.
pub fn people_known(conn: &mut Connection, people: Vec<Person>) -> Result<Vec<KnownPerson>, AppError> {
    let ids: Vec<AccountId> = people.iter().map(|person| person.id.clone()).collect();
    let patients = store::ties::proved_patients_among(conn, &ids)?;
    let answers = physicians_of(conn, &ids)?;
    let known = |person: Person| {
        let own = answers.iter().filter(|(account, _)| *account == person.id);
        KnownPerson {
            is_proved_patient: patients.contains(&person.id),
            physicians: own.map(|(_, physician)| physician.clone()).collect(),
            person,
        }
    };
    Ok(people.into_iter().map(known).collect())
}
