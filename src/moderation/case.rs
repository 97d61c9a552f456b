//! How the executor loads a statement, stores a step and writes its letters.

use super::model::{AppealState, Event, LetterKind, Part, StatementRow};
use super::store::{appeals, statements};
use super::table::{Statement, StatementFacts};
use super::{actions, letters};
use crate::app::{Site, Tx};
use crate::cases::{self, CaseType, EventRow};
use crate::db::Connection;
use crate::error::AppError;
use crate::mail::Letter;
use crate::workflow::{Step, Workflow as _};
use serde_json::{Value, json};

/// Under which name the salt of what a statement quotes is known.
pub const SNAPSHOT: &str = "snapshot";

/// A statement with what its rules look at.
///
/// # Errors
/// Those of the database.
pub fn facts(conn: &mut Connection, site: &Site, row: StatementRow) -> Result<StatementFacts, AppError> {
    let appealed = appeals::of_statement(conn, &row.id)?.into_iter().map(|appeal| appeal.side).collect();
    Ok(StatementFacts { row, appealed, appeals: None, times: site.pack.flags.times })
}

impl CaseType for Statement {
    const CLOCK: Part = Part::Clock;

    fn load(conn: &mut Connection, site: &Site, id: &str) -> Result<StatementFacts, AppError> {
        let row = statements::find_named(conn, id)?;
        facts(conn, site, row)
    }

    fn save(tx: &mut Tx<'_>, facts: &StatementFacts, step: &Step<Self>, _data: &Value) -> Result<(), AppError> {
        match step.event {
            Event::AppealMissed => mark_overdue(tx, facts)?,
            Event::Ended => actions::is_over(tx, &facts.row.id)?,
            Event::Acknowledged => statements::acknowledge(tx.conn, &facts.row.id, tx.now)?,
            _ => {}
        }
        if step.event == Event::Issued { Ok(()) } else { statements::set_state(tx.conn, &facts.row, step.to) }
    }

    fn write(
        tx: &mut Tx<'_>,
        facts: &StatementFacts,
        letter: LetterKind,
        event: &EventRow,
    ) -> Result<Vec<Letter>, AppError> {
        letters::of_statement(tx, facts, letter, event)
    }

    /// What the statement says and what it quotes stand in its own row; only the words of a review that was withdrawn
    /// go from there.
    fn record(tx: &mut Tx<'_>, facts: &StatementFacts, step: &Step<Self>, data: &Value) -> Result<Value, AppError> {
        let mut record = data.clone();
        if step.event == Event::Issued
            && let Some(fields) = record.as_object_mut()
        {
            fields.insert("until".to_owned(), json!(facts.row.end_date));
            let (row, case) = (&facts.row, (Self::NAME, facts.row.id.as_str()));
            for (field, words) in [("facts", &row.decision_facts), (SNAPSHOT, &row.snapshot)] {
                fields.insert(format!("{field}_commit"), json!(cases::commit_words(tx, case, field, words)?));
            }
        }
        Ok(record)
    }
}

fn mark_overdue(tx: &mut Tx<'_>, facts: &StatementFacts) -> Result<(), AppError> {
    for mut appeal in appeals::of_statement(tx.conn, &facts.row.id)? {
        if appeal.state == AppealState::Open {
            appeal.overdue = true;
            appeal.version += 1;
            appeals::update(tx.conn, &appeal)?;
        }
    }
    Ok(())
}
