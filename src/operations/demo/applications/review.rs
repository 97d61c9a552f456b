//! What the board has begun about somebody who was admitted: a review of two days ago, and what is put to the vote.

use super::{BOARD, Beat, Candidacy};
use crate::app::Tx;
use crate::coalition::members::api::{CastMeasureVote, OpenReview, TakeMeasure};
use crate::coalition::members::model::{Ground, Measure};
use crate::coalition::members::{actions, measures};
use crate::coalition::scoring::Vote;
use crate::error::AppError;
use chrono::Duration;
use serde::Deserialize;

/// Days before today on which the board opens its review, and on which one of it proposes a measure: the hours to vote
/// are not over.
const OPENED: i64 = 2;
const PROPOSED: i64 = 1;

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Review {
    reason: String,
    measure: Measure,
    measure_reasons: String,
    /// Days from the proposal to the last day of the measure.
    days: Option<i64>,
    /// One member restricts before the board has voted.
    #[serde(default)]
    at_once: bool,
    /// Of those who have voted by now.
    votes: Vec<Vote>,
}

impl Review {
    /// Everything that happens, with its day after the start.
    pub(super) fn beats(&self, started: i64) -> Vec<(i64, Beat)> {
        let mut beats = vec![(started - OPENED, Beat::Review), (started - PROPOSED, Beat::Propose)];
        beats.extend((0..self.votes.len()).map(|place| (started - PROPOSED, Beat::VoteOnMeasure(place))));
        beats
    }
}

impl Candidacy {
    /// The last of the board proposes, so that the first, whose sign-in is printed first, has still to vote.
    pub(super) fn review(&self, tx: &mut Tx<'_>, beat: Beat) -> Result<(), AppError> {
        let Some(review) = &self.story.review else { return Ok(()) };
        let physician = self.places.physician(&self.story.physician)?;
        let proposes = self.cast.member(tx, BOARD.last().copied().unwrap_or_default())?;
        match beat {
            Beat::Review => {
                let new = OpenReview { ground: Ground::Other, reason: review.reason.clone() };
                actions::open_review(tx, &proposes, &physician, &new)
            }
            Beat::VoteOnMeasure(place) => {
                let Some((name, vote)) = BOARD.iter().skip(1).zip(&review.votes).nth(place) else { return Ok(()) };
                let member = self.cast.member(tx, name)?;
                measures::vote(tx, &member, &physician, &CastMeasureVote { vote: *vote, dissent: None, proposal: None })
            }
            _ => {
                let new = TakeMeasure {
                    measure: review.measure,
                    reasons: review.measure_reasons.clone(),
                    until: review.days.map(|days| tx.now.plus(Duration::days(days)).date()),
                    vote_first: !review.at_once,
                };
                measures::take_measure(tx, &proposes, &physician, &new)
            }
        }
    }
}
