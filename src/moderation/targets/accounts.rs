//! Accounts: reported by their public face; silenced, suspended or banned for whatever they wrote.

use super::Subject;
use crate::accounts::{self, AccountId, Sanctions};
use crate::app::Tx;
use crate::db::Connection;
use crate::error::AppError;
use crate::moderation::model::{Action, DecisionRow, TargetKind};

pub fn find(conn: &mut Connection, id: &str) -> Result<Subject, AppError> {
    let id: AccountId = id.parse().map_err(|_| AppError::not_found())?;
    let person = accounts::person(conn, &id)?;
    Ok(Subject {
        kind: TargetKind::Profile,
        id: id.to_string(),
        author: id,
        text: person.display_name.clone(),
        words: person.display_name.clone(),
        title: person.display_name,
        path: String::new(),
        physician: None,
        clinic: None,
        written_at: person.created_at,
        visible: true,
    })
}

pub fn settle(tx: &mut Tx<'_>, author: &AccountId, standing: &[DecisionRow]) -> Result<(), AppError> {
    let until = |action| {
        standing.iter().filter(|decision| decision.action == action).filter_map(|decision| decision.until_at).max()
    };
    let sanctions = Sanctions {
        silenced_until: until(Action::Silence),
        suspended_until: until(Action::Suspend),
        banned_at: standing.iter().find(|decision| decision.action == Action::Ban).map(|decision| decision.created_at),
    };
    accounts::sanction(tx, author, &sanctions)
}
