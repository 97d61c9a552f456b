//! What was noted when the panel calibrated and when the board called a hearing, for those whose work it is.

use super::super::blind;
use super::super::facts::ApplicationFacts;
use super::super::model::{Event, NoteKind, Role};
use super::super::table::Application;
use crate::accounts::AccountId;
use crate::app::Reader;
use crate::cases::{self, EventRow};
use crate::clock::Timestamp;
use crate::error::AppError;
use crate::workflow::Workflow as _;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The notes of a calibration or of a hearing.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ApplicationNote)]
pub struct NoteView {
    pub kind: NoteKind,
    /// The round of scoring that a calibration opened; null for a hearing.
    pub round: Option<i64>,
    /// Reviewers read it with names, places and addresses hidden.
    pub text: String,
    /// Whose it is; null for reviewers.
    pub account_id: Option<AccountId>,
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
}

/// What the event keeps.
#[derive(Deserialize)]
struct Kept {
    notes: String,
}

/// The notes that somebody in these capacities may read, oldest first, in one query; without one where they may read
/// none.
///
/// # Errors
/// Those of the database.
pub fn notes(
    reader: &mut Reader<'_>,
    facts: &ApplicationFacts,
    (roles, is_blind): (&[Role], bool),
    names: &[String],
) -> Result<Vec<NoteView>, AppError> {
    let kinds = readable(roles, is_blind);
    if kinds.is_empty() {
        return Ok(Vec::new());
    }
    let events: Vec<&str> = kinds.iter().map(|kind| noted_with(*kind).as_str()).collect();
    let rows = cases::events_called(reader.conn, Application::NAME, &facts.row.id, &events)?;
    let is_staff = kinds.contains(&NoteKind::Hearing);
    let hidden = |text: String| if is_blind { blind::hide(&text, names) } else { text };
    // No calibration follows a hearing: the first one opened the second round, and so on.
    let note = |(round, row): (i64, EventRow)| {
        let is_hearing = row.event == Event::HearingCalled.as_str();
        let kept: Kept = row.data.read()?;
        let by = row.actor_id.as_deref().map(str::parse::<AccountId>).transpose().map_err(AppError::internal)?;
        Ok(NoteView {
            kind: if is_hearing { NoteKind::Hearing } else { NoteKind::Calibration },
            round: (!is_hearing).then_some(round),
            text: hidden(kept.notes),
            account_id: by.filter(|_| is_staff),
            at: row.at,
        })
    };
    (2..).zip(rows).map(note).collect()
}

/// The kinds that somebody in these capacities may read: a calibration is discussed by the panel, a hearing is the
/// board's. Whoever scores reads what the panel reads, whatever else they are.
fn readable(roles: &[Role], is_blind: bool) -> &'static [NoteKind] {
    let is_staff = roles.iter().any(|role| matches!(role, Role::Officer | Role::Board));
    if is_staff && !is_blind {
        NoteKind::ALL
    } else if roles.contains(&Role::Reviewer) {
        &[NoteKind::Calibration]
    } else {
        &[]
    }
}

/// The event that keeps notes of this kind.
const fn noted_with(kind: NoteKind) -> Event {
    match kind {
        NoteKind::Calibration => Event::CalibrationOpened,
        NoteKind::Hearing => Event::HearingCalled,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_panel_reads_of_calibrations_and_the_applicant_of_nothing() {
        let panel: &[NoteKind] = &[NoteKind::Calibration];
        let table: &[(&[Role], bool, &[NoteKind])] = &[
            (&[Role::Officer], false, NoteKind::ALL),
            (&[Role::Board], false, NoteKind::ALL),
            (&[Role::Reviewer], true, panel),
            (&[Role::Reviewer, Role::Board], true, panel),
            (&[Role::Reviewer, Role::Board], false, NoteKind::ALL),
            (&[Role::Officer, Role::Reviewer], true, panel),
            (&[Role::Applicant], false, &[]),
            (&[Role::Referee], false, &[]),
            (&[Role::Public], false, &[]),
        ];
        for (roles, is_blind, kinds) in table {
            assert_eq!(readable(roles, *is_blind), *kinds, "{roles:?}, blind: {is_blind}");
        }
    }
}
