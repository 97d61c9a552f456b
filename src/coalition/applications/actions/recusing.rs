//! Recusals that nobody has to ask for: whoever is tied to the applicant loses the seat, on record.

use super::super::facts::ApplicationFacts;
use super::super::model::{Event, RecusalRow, Role};
use super::super::store;
use super::super::table::Application;
use super::{again, assess_if_all_locked, step};
use crate::accounts::AccountId;
use crate::app::Tx;
use crate::cases::By;
use crate::error::AppError;
use crate::workflow;
use serde_json::json;

/// Writes down the recusal of everybody on the panel, and once the board votes on the board, whom something ties to
/// the applicant: they leave the quorum base, and what they scored or voted no longer counts.
///
/// # Errors
/// Those of the database.
pub fn recuse_tied(tx: &mut Tx<'_>, facts: &ApplicationFacts) -> Result<(), AppError> {
    let clock = By::role(Role::Clock);
    for (account_id, ground) in facts.to_recuse() {
        if workflow::step::<Application>(facts.row.state, Event::Recused, clock.role, facts, tx.now).is_err() {
            return Ok(());
        }
        let data = json!({ "account": account_id, "ground": ground });
        let row =
            RecusalRow { application_id: facts.row.id.clone(), account_id, ground, reason: String::new(), at: tx.now };
        store::recuse(tx.conn, &row)?;
        let facts = again(tx, &facts.row.id)?;
        step(tx, &facts, Event::Recused, &clock, data)?;
    }
    Ok(())
}

/// A tie of somebody became known: they lose the seats that they should not have.
///
/// # Errors
/// Those of the database.
pub fn tie_noted(tx: &mut Tx<'_>, account: &AccountId) -> Result<(), AppError> {
    for id in store::judged_by(tx.conn, account)? {
        let facts = again(tx, &id)?;
        recuse_tied(tx, &facts)?;
        assess_if_all_locked(tx, &id)?;
    }
    Ok(())
}
