//! Who wrote the posts of a page: a fixed number of queries for any number of posts.

use super::api::AuthorView;
use crate::accounts::{self, AccountId, Person, Role};
use crate::db::Connection;
use crate::error::AppError;
use std::collections::HashMap;

/// The authors of one page.
#[derive(Debug, Default)]
pub struct Authors(HashMap<AccountId, AuthorView>);

impl Authors {
    /// Reads the people behind `ids`, each once.
    pub fn read(conn: &mut Connection, ids: impl IntoIterator<Item = AccountId>) -> Result<Self, AppError> {
        let mut ids: Vec<AccountId> = ids.into_iter().collect();
        ids.sort_unstable();
        ids.dedup();
        let people = accounts::people(conn, &ids)?;
        Ok(Self(people.into_values().map(|person| (person.id.clone(), view(person))).collect()))
    }

    /// The author with this id; an account that is gone has no name any more.
    pub fn of(&self, id: &AccountId) -> AuthorView {
        let gone = || AuthorView { id: id.to_string(), display_name: String::new(), roles: Vec::new() };
        self.0.get(id).cloned().unwrap_or_else(gone)
    }
}

/// Roles that readers should know of: who speaks with a profession or for the site.
const SHOWN: &[Role] = &[Role::Physician, Role::ClinicStaff, Role::Mentor, Role::Moderator];

fn view(person: Person) -> AuthorView {
    let shown = person.roles.iter().filter(|role| SHOWN.contains(role));
    let roles = shown.map(|role| role.as_str().to_owned()).collect();
    AuthorView { id: person.id.to_string(), display_name: person.display_name, roles }
}
