//! Reviews: never touched by a score alone, and removed only on the grounds of their own rules.
//!
//! Reviews keep their states and clocks themselves; here a decision becomes one of theirs, and what ends is restored
//! before whatever still stands is set again. Stars are never asked.

use super::{Standing, Subject, heading};
use crate::accounts::AccountId;
use crate::app::Tx;
use crate::clock::Timestamp;
use crate::db::Connection;
use crate::directory;
use crate::error::AppError;
use crate::moderation::model::{Action, DecisionRow, ItemKind, TargetKind};
use crate::moderation::store::decisions;
use crate::reviews::{self, Decision, Moderated, ReviewState};

pub fn find(conn: &mut Connection, id: &str) -> Result<Subject, AppError> {
    let row = reviews::moderated(conn, id)?.ok_or_else(AppError::not_found)?;
    Ok(Subject {
        kind: TargetKind::Review,
        id: id.to_owned(),
        title: heading(&row.text),
        path: row.path,
        visible: matches!(row.state, ReviewState::Published | ReviewState::Masked | ReviewState::Restored),
        author: row.author,
        words: row.text.clone(),
        text: row.text,
        physician: row.physician,
        clinic: row.clinic,
        written_at: row.created_at,
    })
}

/// Whom a review is about, by name: the physician, else the clinic.
pub fn about(conn: &mut Connection, id: &str) -> Result<Option<String>, AppError> {
    let Some(row) = reviews::moderated(conn, id)? else { return Ok(None) };
    match (row.physician, row.clinic) {
        (Some(physician), _) => Ok(Some(directory::physician(conn, &physician)?.name)),
        (None, Some(clinic)) => Ok(Some(directory::clinic(conn, &clinic)?.name)),
        (None, None) => Ok(None),
    }
}

pub fn settle(tx: &mut Tx<'_>, subject: &Subject, standing: Standing<'_>) -> Result<(), AppError> {
    // The score never decides about a review, so somebody has.
    let Some(by) = standing.by else { return Ok(()) };
    let has = |rows: &[DecisionRow], row: &DecisionRow| rows.iter().any(|known| known.id == row.id);
    if standing.before.iter().any(|row| !has(standing.after, row)) {
        restore(tx, subject, by)?;
        // Of a withdrawn review nothing is left that could be restricted.
        if row(tx.conn, subject)?.state == ReviewState::Withdrawn {
            return Ok(());
        }
        for row in standing.after {
            apply(tx, subject, standing, row, by)?;
        }
        return Ok(());
    }
    for row in standing.after.iter().filter(|row| !has(standing.before, row)) {
        apply(tx, subject, standing, row, by)?;
    }
    Ok(())
}

/// Ends the wait of a review in which nothing was found.
pub fn release(tx: &mut Tx<'_>, subject: &Subject, by: &AccountId) -> Result<(), AppError> {
    let waits = match row(tx.conn, subject)?.state {
        ReviewState::Queued => true,
        // What a decision holds or hides waits until that one has ended.
        ReviewState::Held | ReviewState::Hidden => {
            let standing = decisions::in_force(tx.conn, subject.kind, &subject.id)?;
            !standing.iter().any(|decision| decision.action.takes_from_sight())
        }
        _ => false,
    };
    if waits { reviews::decide(tx, &subject.id, by, &Decision::Publish, None) } else { Ok(()) }
}

/// As what a review waits in the queue, and until when.
pub fn waits(tx: &mut Tx<'_>, subject: &Subject) -> Result<Option<(ItemKind, Option<Timestamp>)>, AppError> {
    let row = row(tx.conn, subject)?;
    Ok(match row.state {
        ReviewState::Queued => Some((ItemKind::Review, None)),
        ReviewState::Held => Some((ItemKind::HeldReview, row.hold.map(|hold| hold.until))),
        ReviewState::Hidden => Some((ItemKind::HiddenReview, Some(reviews::two_until(tx, &subject.id)?))),
        _ => None,
    })
}

/// Until when a decision holds a review that is not held now, or is held for longer now; nothing once that is past.
fn held_until(tx: &mut Tx<'_>, subject: &Subject, row: &DecisionRow) -> Result<Option<Timestamp>, AppError> {
    let is_held = self::row(tx.conn, subject)?.hold.is_some();
    let longest = reviews::longest_hold(tx, &subject.id, None)?;
    let until = row.until_at.map(|until| if is_held { until } else { until.min(longest) });
    Ok(until.filter(|until| *until > tx.now))
}

fn row(conn: &mut Connection, subject: &Subject) -> Result<Moderated, AppError> {
    reviews::moderated(conn, &subject.id)?.ok_or_else(AppError::not_found)
}

fn restore(tx: &mut Tx<'_>, subject: &Subject, by: &AccountId) -> Result<(), AppError> {
    // A mask may lie beneath what hid the review: both go, and what still stands is set again.
    for _ in 0..2 {
        let row = row(tx.conn, subject)?;
        let is_restricted =
            matches!(row.state, ReviewState::Held | ReviewState::Hidden | ReviewState::Removed | ReviewState::Masked);
        if is_restricted || (row.state == ReviewState::Restored && row.masked) {
            reviews::decide(tx, &subject.id, by, &Decision::Restore, None)?;
        }
    }
    Ok(())
}

fn apply(
    tx: &mut Tx<'_>,
    subject: &Subject,
    standing: Standing<'_>,
    row: &DecisionRow,
    by: &AccountId,
) -> Result<(), AppError> {
    let ground = row.ground.clone().unwrap_or_default();
    let decision = match row.action {
        Action::Mask => Decision::Mask {
            text: standing.masked(tx, &subject.words)?.unwrap_or_else(|| subject.words.clone()),
            ground,
        },
        Action::Hide => Decision::Hide { ground },
        Action::Hold => match held_until(tx, subject, row)? {
            Some(until) => Decision::Hold { ground, until },
            None => return Ok(()),
        },
        Action::Remove => Decision::Remove { ground },
        _ => return Ok(()),
    };
    let statement = row.statement_id.as_ref().map(|id| id.as_str().to_owned());
    reviews::decide(tx, &subject.id, by, &decision, statement.as_deref())
}
