//! The people of the secrets: nobody else in the world has a part in them.

use super::super::matrix::CALLERS;
use super::super::people::Person;
use super::super::world::World;
use crate::support::app::TestSite;
use candor::accounts::Role;

/// A caller's name, the name that others read, and the roles.
const PEOPLE: &[(&str, &str, &[Role])] = &[
    ("complainant", "mispelkind", &[]),
    ("unnamed", "schlehenkind", &[]),
    ("review_author", "quittenfreund", &[]),
    ("held_author", "quittenkenner", &[]),
    ("flagger", "holunderkind", &[]),
    ("claimant", "sanddornkind", &[]),
    ("second_admin", "vogelbeere", &[Role::Admin]),
    ("lead", "kornel_eins", &[Role::Inspector]),
    ("second_lead", "kornel_zwei", &[Role::Inspector]),
    ("draft_reader", "kornel_drei", &[Role::Inspector]),
    ("points_officer", "kornel_vier", &[Role::CaseOfficer]),
    ("applicant", "elsbeere", &[]),
    ("candidate", "speierling", &[]),
    ("blind_one", "dirndl_eins", &[Role::Reviewer]),
    ("blind_two", "dirndl_zwei", &[Role::Reviewer]),
    ("voter_1", "voter_1", &[Role::Board]),
    ("voter_2", "voter_2", &[Role::Board]),
    ("voter_3", "voter_3", &[Role::Board]),
    ("voter_4", "voter_4", &[Role::Board]),
    ("voter_5", "voter_5", &[Role::Board]),
    ("writer", "berberitze", &[]),
    ("hider", "schlehdornwache", &[Role::Moderator]),
];

/// Adds them to the world.
pub async fn arrive(site: &TestSite, world: &mut World) {
    for (caller, name, roles) in PEOPLE {
        world.people.insert(caller, Person::with_roles(site, name, roles).await);
    }
}

/// Everybody of the matrix, and those of the secrets who are near enough to one to be told too much.
pub fn curious() -> Vec<&'static str> {
    CALLERS.iter().copied().chain(NEAR).collect()
}

/// People of the secrets who are near enough to another's to be told too much.
const NEAR: [&str; 5] = ["complainant", "applicant", "candidate", "blind_two", "voter_4"];

/// Those besides who may know what none of the curious may.
pub const IN_THE_KNOW: &[&str] = &[
    "unnamed",
    "review_author",
    "held_author",
    "flagger",
    "claimant",
    "lead",
    "draft_reader",
    "points_officer",
    "blind_one",
    "writer",
    "hider",
];
