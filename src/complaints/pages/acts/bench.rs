//! Who may be asked to a panel: for each seat those who fit it first, with what the site knows of everybody. A seat is
//! declared, not checked.

use crate::accounts::{self, AccountId, Person};
use crate::app::Reader;
use crate::complaints::actions;
use crate::complaints::model::Seat;
use crate::complaints::pages::sheet::Sheet;
use crate::complaints::pages::words::label;
use crate::complaints::rules::BENCH;
use crate::directory::{self, KnownPerson, PhysicianId, figures};
use crate::error::AppError;
use crate::text::lang::Lang;
use crate::web::parts::{Choice, ChoiceGroup};

/// Somebody who may be asked, as far as the site knows them.
pub struct Candidate {
    id: AccountId,
    name: String,
    is_physician: bool,
    /// Stands with the coalition as a physician.
    is_member: bool,
    is_proved_patient: bool,
    /// Where they sit already.
    seat: Option<Seat>,
}

/// Where the coalition's register says that a physician belongs to it.
const BELONGS: &[&str] = &["probation", "active", "under_review"];

/// Whoever may be asked to sit on this panel, by name.
///
/// # Errors
/// Those of the database.
pub fn candidates(reader: &mut Reader<'_>, sheet: &Sheet) -> Result<Vec<Candidate>, AppError> {
    let mut people: Vec<Person> = Vec::new();
    for role in BENCH {
        people.extend(accounts::with_role(reader.conn, role)?);
    }
    people.sort_by(|left, right| (&left.display_name, &left.id).cmp(&(&right.display_name, &right.id)));
    people.dedup_by(|left, right| left.id == right.id);
    let facts = &sheet.seen.loaded.facts;
    let ids: Vec<AccountId> = people.iter().map(|person| person.id.clone()).collect();
    let barred = actions::barred(reader, facts, &ids)?;
    people.retain(|person| !barred.contains(&person.id));
    let known = directory::people_known(reader.conn, people)?;
    let physicians: Vec<PhysicianId> = known.iter().flat_map(|one| one.physicians.iter().cloned()).collect();
    let standings = figures::standings_now(reader, &physicians)?;
    let belongs = |physician: &PhysicianId| {
        standings.get(physician.as_str()).is_some_and(|standing| BELONGS.contains(&standing.state.as_str()))
    };
    let candidate = |one: KnownPerson| Candidate {
        is_physician: one.person.roles.contains(&accounts::Role::Physician) || !one.physicians.is_empty(),
        is_member: one.physicians.iter().any(belongs),
        is_proved_patient: one.is_proved_patient,
        seat: facts.sitting().find(|seat| seat.account_id == one.person.id).map(|seat| seat.seat),
        id: one.person.id,
        name: one.person.display_name,
    };
    Ok(known.into_iter().map(candidate).collect())
}

/// Whether somebody is what a seat asks for, as far as the site knows.
const fn fits(seat: Seat, one: &Candidate) -> bool {
    match seat {
        Seat::Patient => one.is_proved_patient,
        Seat::Physician => one.is_physician,
        Seat::Lay => !one.is_physician && !one.is_proved_patient,
    }
}

/// Nobody yet, those who fit the seat, and the others; groups without anybody are left out.
pub fn groups(lang: Lang, people: &[Candidate], seat: Seat, present: &str) -> Vec<ChoiceGroup> {
    let (fitting, others): (Vec<&Candidate>, Vec<&Candidate>) = people.iter().partition(|one| fits(seat, one));
    let choices = |people: Vec<&Candidate>| {
        let choice = |one: &Candidate| Choice::new(one.id.as_str(), introduced(lang, one)).chosen_if(present);
        people.into_iter().map(choice).collect::<Vec<Choice>>()
    };
    let choose = lang.t("complaints-choose");
    let nobody = ChoiceGroup { label: choose.clone(), choices: vec![Choice::new("", choose).chosen_if(present)] };
    let fitting = ChoiceGroup { label: lang.t("complaints-panel-fits"), choices: choices(fitting) };
    let others = ChoiceGroup { label: label(lang, "panel-others", seat.as_str()), choices: choices(others) };
    [nobody, fitting, others].into_iter().filter(|group| !group.choices.is_empty()).collect()
}

/// `white_coat_reader · coalition member · Lay seat`: the name, what the site knows, and the seat that somebody has.
fn introduced(lang: Lang, one: &Candidate) -> String {
    let known = [
        (one.is_member, "member"),
        (one.is_physician && !one.is_member, "physician"),
        (one.is_proved_patient, "patient"),
        (!one.is_physician && !one.is_proved_patient, "neither"),
    ];
    let known = known.into_iter().filter(|(is, _)| *is).map(|(_, word)| label(lang, "known", word));
    let seat = one.seat.map(|seat| label(lang, "seat", seat.as_str()));
    std::iter::once(one.name.clone()).chain(known).chain(seat).collect::<Vec<_>>().join(" · ")
}
