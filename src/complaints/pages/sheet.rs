//! Everything a page of one case is made from, read in one go.

use super::letters::{self, LetterLine};
use super::words::Names;
use crate::accounts::{self, AccountId, Member, Person};
use crate::app::Reader;
use crate::complaints::api::EventView;
use crate::complaints::history;
use crate::complaints::model::Role;
use crate::complaints::table::Complaint;
use crate::complaints::views::{self, Seen};
use crate::error::AppError;
use crate::ledger::{self, Receipt};
use crate::web::page::Page;
use crate::workflow::Workflow as _;
use std::collections::HashMap;

/// One case before one reader.
pub struct Sheet {
    pub seen: Seen,
    pub names: Names,
    /// Oldest first.
    pub events: Vec<EventView>,
    pub letters: Vec<LetterLine>,
    /// Only for the patient.
    pub receipt: Option<Receipt>,
    /// Whoever ever sat on a panel of the case.
    pub people: HashMap<AccountId, Person>,
}

impl Sheet {
    /// # Errors
    /// `not_found` for strangers.
    pub fn read(reader: &mut Reader<'_>, member: &Member, id: &str) -> Result<Self, AppError> {
        let seen = views::seen_by(reader, member, id)?;
        let names = Names::of(reader.conn, std::slice::from_ref(&seen.view))?;
        let events = history::whole(reader.conn, id, &seen.roles)?;
        let letters = letters::of(reader, member, &seen)?;
        let row = &seen.loaded.facts.row;
        let receipt = seen
            .roles
            .contains(&Role::Patient)
            .then(|| ledger::receipt_of(reader, &row.subject_ref, Complaint::OPENING.leaf));
        let receipt = receipt.transpose()?;
        let seats: Vec<_> = seen.view.panel.iter().map(|seat| seat.account_id.clone()).collect();
        let people = accounts::people(reader.conn, &seats)?;
        Ok(Self { names, events, letters, receipt, people, seen })
    }

    pub fn is(&self, role: Role) -> bool {
        self.seen.roles.contains(&role)
    }

    /// As whom somebody looks, in the word that chooses sentences: `patient`, `clinic` or `staff`.
    pub fn side(&self) -> &'static str {
        match () {
            () if self.is(Role::Patient) => "patient",
            () if self.is(Role::Clinic) => "clinic",
            () => "staff",
        }
    }

    /// What the patient said of asking the clinic first: when, how, and what happened; nothing where nobody was asked.
    pub fn attempt(&self, page: &Page) -> Option<String> {
        let told = &self.seen.view.private_attempt;
        let day = told.on.map(|on| page.t_with("complaints-attempt-on", "day", page.lang.day(on)));
        let channel = told.channel.as_deref().map(|how| page.t_with("complaints-attempt-channel", "channel", how));
        let said: Vec<String> = [day, channel, told.description.clone()].into_iter().flatten().collect();
        let nothing = if self.is(Role::Patient) { "complaints-attempt-made-own" } else { "complaints-attempt-made" };
        if said.is_empty() { told.made.then(|| page.t(nothing)) } else { Some(said.join("\n")) }
    }

    /// Whether the patient's own words stand in public, or will; consent may be given without them.
    pub fn publishes_words(&self) -> bool {
        self.seen.view.publish_narrative && self.seen.view.public_narrative.is_some()
    }

    pub fn whom(&self) -> String {
        self.names.whom(&self.seen.view)
    }

    pub fn may(&self, act: &str) -> bool {
        self.seen.view.actions.iter().any(|action| action.name == act)
    }

    /// The display name of somebody who sits, or sat, on the panel.
    pub fn name_of(&self, account: &AccountId) -> String {
        let person = self.people.get(account);
        person.map(|person| person.display_name.clone()).unwrap_or_default()
    }

    pub fn happened(&self, event: crate::complaints::Event) -> bool {
        self.events.iter().any(|line| line.event == event.as_str())
    }
}
