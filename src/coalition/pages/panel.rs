//! Who may take which seat of a panel: everybody who reviews, with what the site knows of them, the fitting first, those
//! who do not fit by why, and last whoever is tied to the applicant. A seat is declared, not checked.

use super::word;
use crate::accounts::{self, AccountId, Person, Role};
use crate::app::Reader;
use crate::coalition::applications::ApplicationFacts;
use crate::coalition::applications::actions::barred_among;
use crate::coalition::applications::model::{RecusalGround, SeatRow};
use crate::coalition::members;
use crate::directory::{self, KnownPerson};
use crate::error::AppError;
use crate::web::page::Page;
use crate::web::parts::{Choice, ChoiceGroup, Fact};
use std::collections::HashMap;

/// Somebody who may sit, as far as the site knows them.
pub struct Candidate {
    id: AccountId,
    name: String,
    is_proved_patient: bool,
    is_physician: bool,
    is_member: bool,
    /// Why they are refused, as far as others may know it.
    barred: Option<RecusalGround>,
}

/// One seat, and who may take it.
pub struct SeatChoices {
    pub name: &'static str,
    pub label: String,
    pub people: Vec<ChoiceGroup>,
    pub is_optional: bool,
}

/// Everybody who reviews, and whoever keeps a seat without the role.
///
/// # Errors
/// Those of the database.
pub fn candidates(reader: &mut Reader<'_>, facts: &ApplicationFacts) -> Result<Vec<Candidate>, AppError> {
    let mut people = accounts::with_role(reader.conn, Role::Reviewer)?;
    let has_left = |one: &AccountId| facts.stays(one) && !people.iter().any(|person| person.id == *one);
    let seated = facts.seats.iter().map(|seat| seat.account_id.clone());
    let left: Vec<AccountId> = seated.filter(has_left).collect();
    people.extend(accounts::people(reader.conn, &left)?.into_values());
    let barred = barred_among(reader, facts, &people)?;
    let known = directory::people_known(reader.conn, people)?;
    let members = members::standing_physicians(reader.conn)?;
    let candidate = |one: KnownPerson| Candidate {
        is_proved_patient: one.is_proved_patient,
        is_physician: one.person.roles.contains(&Role::Physician),
        is_member: one.physicians.iter().any(|physician| members.contains(physician)),
        barred: barred.get(&one.person.id).map(|ground| ground.told()),
        id: one.person.id,
        name: one.person.display_name,
    };
    Ok(known.into_iter().map(candidate).collect())
}

/// Everybody who sits on the panel, or was recused from it.
///
/// # Errors
/// Those of the database.
pub fn seated(reader: &mut Reader<'_>, facts: &ApplicationFacts) -> Result<HashMap<AccountId, Person>, AppError> {
    let people: Vec<AccountId> = kept(facts).map(|seat| seat.account_id.clone()).collect();
    accounts::people(reader.conn, &people)
}

fn kept(facts: &ApplicationFacts) -> impl Iterator<Item = &SeatRow> {
    facts.seats.iter().filter(move |seat| seat.left_at.is_none() || facts.is_recused(&seat.account_id))
}

/// Who sits on which seat, and who was recused from it, and why, as far as others may know it.
pub fn named(page: &Page, facts: &ApplicationFacts, people: &HashMap<AccountId, Person>) -> Vec<Fact> {
    let line = |seat: &SeatRow| {
        let who = people.get(&seat.account_id)?.display_name.clone();
        let recusal = facts.recusals.iter().find(|row| row.account_id == seat.account_id);
        let why = recusal.map(|row| word(page, "recusal", row.ground.told().as_str()));
        let said = match why {
            Some(why) => page.t_with2("coalition-panel-recused", "who", who, "why", why),
            None => who,
        };
        Some(Fact::new(word(page, "seat", seat.seat.as_str()), said))
    };
    kept(facts).filter_map(line).collect()
}

/// How well somebody fits a seat: the least first, and nothing fits wholly.
type Fit = fn(&Candidate) -> u8;

/// The name of each seat, the kind it is of, who fits, and whether it may stay empty.
const SEATS: &[(&str, &str, Fit, bool)] = &[
    ("patient", "patient", patient, false),
    ("coalition_member", "coalition-member", coalition_member, false),
    ("lay", "lay", lay, false),
    ("fourth", "coalition-member", coalition_member, true),
    ("fifth", "lay", lay, true),
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

/// The seats of the form, each with whom the officer just chose, else with whoever sits there.
pub fn seats(page: &Page, facts: &ApplicationFacts, people: &[Candidate]) -> Vec<SeatChoices> {
    let seat = |(name, kind, fit, is_optional): &(&'static str, &str, Fit, bool)| {
        let sent = page.sent.iter().find(|(known, _)| known == name).map(|(_, chosen)| chosen.clone());
        let chosen = sent.unwrap_or_else(|| sitting(facts, (*kind, *is_optional)));
        SeatChoices {
            name,
            label: page.t(&format!("coalition-seat-{}", name.replace('_', "-"))),
            people: groups(page, people, (*kind, *fit), &chosen),
            is_optional: *is_optional,
        }
    };
    SEATS.iter().map(seat).collect()
}

/// The first who sits for this point of view, and for a seat that may stay empty the second; empty for nobody.
fn sitting(facts: &ApplicationFacts, (kind, is_optional): (&str, bool)) -> String {
    let seats = facts.sitting();
    let mut of_kind = seats.iter().filter(|seat| seat.seat.as_str().replace('_', "-") == kind);
    of_kind.nth(usize::from(is_optional)).map(|seat| seat.account_id.to_string()).unwrap_or_default()
}

/// Who fits; who does not, the nearest first; who is refused. Groups without anybody are left out.
fn groups(page: &Page, people: &[Candidate], (kind, fit): (&str, Fit), chosen: &str) -> Vec<ChoiceGroup> {
    let mut sorted: Vec<&Candidate> = people.iter().collect();
    sorted.sort_by_key(|one| fit(one));
    let (tied, free): (Vec<&Candidate>, Vec<&Candidate>) = sorted.into_iter().partition(|one| one.barred.is_some());
    let (fitting, others): (Vec<&Candidate>, Vec<&Candidate>) = free.into_iter().partition(|one| fit(one) == 0);
    let named = [("fits".to_owned(), fitting), (format!("others-{kind}"), others), ("tied".to_owned(), tied)];
    let group = |(name, people): (String, Vec<&Candidate>)| ChoiceGroup {
        label: page.t(&format!("coalition-panel-{name}")),
        choices: people.into_iter().map(|one| choice(page, one).chosen_if(chosen)).collect(),
    };
    named.into_iter().filter(|(_, people)| !people.is_empty()).map(group).collect()
}

/// The name, and beside it why somebody is refused, or what the site knows.
fn choice(page: &Page, one: &Candidate) -> Choice {
    let known = [
        (one.is_member, "member"),
        (one.is_physician && !one.is_member, "physician"),
        (one.is_proved_patient, "patient"),
        (!one.is_physician && !one.is_proved_patient, "lay"),
    ];
    let words = known.into_iter().filter(|(is, _)| *is).map(|(_, word)| page.t(&format!("coalition-known-{word}")));
    let beside = match one.barred {
        Some(ground) => word(page, "recusal", ground.as_str()),
        None => words.collect::<Vec<_>>().join(", "),
    };
    Choice::new(one.id.to_string(), format!("{} ({beside})", one.name))
}
