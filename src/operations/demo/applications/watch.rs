//! What is looked after once somebody was admitted.

use super::{Candidacy, OFFICER};
use crate::app::Tx;
use crate::coalition::members::api::RecordCheck;
use crate::coalition::members::{checks, is_member};
use crate::error::AppError;
use chrono::Duration;

/// Days after the start of an application on which its result stands in the register at the latest.
const ADMITTED_AFTER: i64 = 98;
/// Days between two looks; a month is the longest that is allowed.
const EACH: i64 = 28;

/// The days after the start on which a member's licence is looked up, up to yesterday.
pub(super) fn days(started: i64) -> impl Iterator<Item = i64> {
    (1..).map(|time| ADMITTED_AFTER + time * EACH).take_while(move |day| *day < started)
}

impl Candidacy {
    /// Nothing happens to whoever was not admitted, or is a member no more.
    pub(super) fn look_up(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        let physician = self.places.physician(&self.story.physician)?;
        if !is_member(tx.conn, &physician)? {
            return Ok(());
        }
        let officer = self.cast.member(tx, OFFICER)?;
        let found = RecordCheck {
            source_url: "https://registry.example/entries".to_owned(),
            checked_on: tx.now.minus(Duration::days(1)).date(),
            licence_valid: true,
            sanction_found: false,
            note: None,
        };
        checks::record_check(tx, &officer, &physician, &found)
    }
}
