//! Who may take which seat of a panel: everybody who reviews, with what the site knows of them, the fitting first. A seat
//! is declared, not checked.

use crate::accounts::{self, AccountId, Person, Role};
use crate::app::Reader;
use crate::coalition::members;
use crate::directory;
use crate::error::AppError;
use crate::web::page::Page;
use crate::web::parts::Choice;

/// Somebody who may sit, as far as the site knows them.
pub struct Candidate {
    id: AccountId,
    name: String,
    is_proved_patient: bool,
    is_physician: bool,
    is_member: bool,
}

/// One seat, and who may take it.
pub struct SeatChoices {
    pub name: &'static str,
    pub label: String,
    pub people: Vec<Choice>,
    pub is_optional: bool,
}

/// Everybody who reviews.
///
/// # Errors
/// Those of the database.
pub fn candidates(reader: &mut Reader<'_>) -> Result<Vec<Candidate>, AppError> {
    let people = accounts::with_role(reader.conn, Role::Reviewer)?;
    let ids: Vec<AccountId> = people.iter().map(|person| person.id.clone()).collect();
    let patients = directory::proved_patients_among(reader.conn, &ids)?;
    let answers = directory::physicians_of(reader.conn, &ids)?;
    let members = members::standing_physicians(reader.conn)?;
    let candidate = |person: Person| Candidate {
        is_proved_patient: patients.contains(&person.id),
        is_physician: person.roles.contains(&Role::Physician),
        is_member: answers.iter().any(|(account, id)| *account == person.id && members.contains(id)),
        id: person.id,
        name: person.display_name,
    };
    Ok(people.into_iter().map(candidate).collect())
}

/// How well somebody fits a seat: the least first.
type Fit = fn(&Candidate) -> u8;

const SEATS: &[(&str, Fit, bool)] = &[
    ("patient", patient, false),
    ("coalition_member", coalition_member, false),
    ("lay", lay, false),
    ("fourth", coalition_member, true),
    ("fifth", lay, true),
];

fn patient(one: &Candidate) -> u8 {
    if one.is_proved_patient { 0 } else { 1 + u8::from(one.is_physician) }
}

fn coalition_member(one: &Candidate) -> u8 {
    if one.is_member { 0 } else { 2 - u8::from(one.is_physician) }
}

fn lay(one: &Candidate) -> u8 {
    u8::from(one.is_proved_patient) + 2 * u8::from(one.is_physician)
}

/// The seats of the form.
pub fn seats(page: &Page, people: &[Candidate]) -> Vec<SeatChoices> {
    let seat = |(name, fit, is_optional): &(&'static str, Fit, bool)| {
        let mut sorted: Vec<&Candidate> = people.iter().collect();
        sorted.sort_by_key(|one| fit(one));
        let nobody = Choice::new("", page.t("coalition-choose"));
        SeatChoices {
            name,
            label: page.t(&format!("coalition-seat-{}", name.replace('_', "-"))),
            people: std::iter::once(nobody).chain(sorted.into_iter().map(|one| choice(page, one))).collect(),
            is_optional: *is_optional,
        }
    };
    SEATS.iter().map(seat).collect()
}

/// The name, and beside it what the site knows.
fn choice(page: &Page, one: &Candidate) -> Choice {
    let known = [
        (one.is_member, "member"),
        (one.is_physician && !one.is_member, "physician"),
        (one.is_proved_patient, "patient"),
        (!one.is_physician && !one.is_proved_patient, "lay"),
    ];
    let words = known.into_iter().filter(|(is, _)| *is).map(|(_, word)| page.t(&format!("coalition-known-{word}")));
    Choice::new(one.id.to_string(), format!("{} ({})", one.name, words.collect::<Vec<_>>().join(", ")))
}
