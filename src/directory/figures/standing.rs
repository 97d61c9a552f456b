//! Where a physician stands with the coalition, with what comes of it at an instant that is known beforehand: whoever
//! reads a profile in that instant need not wait for a timer.

use super::{CoalitionStanding, Figures, names, of, set};
use crate::app::{Reader, Tx};
use crate::clock::Timestamp;
use crate::db::JsonText;
use crate::directory::model::{PhysicianId, Subject};
use crate::directory::store;
use crate::error::AppError;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// What a standing becomes, unless something happens before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Then {
    pub at: Timestamp,
    pub state: String,
    /// The day since which that state holds.
    pub state_since: String,
}

/// A standing as it is stored.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Kept {
    #[serde(flatten)]
    standing: CoalitionStanding,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    then: Option<Then>,
}

impl Kept {
    fn at(self, now: Timestamp) -> CoalitionStanding {
        let standing = match self.then {
            Some(then) if now >= then.at => CoalitionStanding {
                state: then.state,
                state_since: Some(then.state_since),
                until: None,
                conditions_until: None,
                ..self.standing
            },
            _ => self.standing,
        };
        CoalitionStanding { conditions_until: standing.conditions_until.filter(|until| now < *until), ..standing }
    }
}

/// Writes where a physician stands, and what becomes of it by the clock alone.
///
/// # Errors
/// Those of the database.
pub fn stand(
    tx: &mut Tx<'_>,
    physician: &PhysicianId,
    standing: CoalitionStanding,
    then: Option<Then>,
) -> Result<(), AppError> {
    set(tx, &Subject::Physician(physician.clone()), names::STANDING, &Kept { standing, then })
}

/// Keeps beside the entry what lists choose by: the standing that is stored, and what becomes of it.
pub(super) fn choose_by(tx: &mut Tx<'_>, physician: &PhysicianId, stored: &JsonText) -> Result<(), AppError> {
    let kept: Kept = stored.read()?;
    let then = kept.then.as_ref().map(|then| (then.at, then.state.as_str()));
    store::physicians::stand(tx.conn, physician, &kept.standing.state, then)
}

impl Figures {
    /// Where the physician stands at `now`.
    pub fn standing(&self, now: Timestamp) -> Result<CoalitionStanding, AppError> {
        Ok(self.get::<Kept>(names::STANDING)?.at(now))
    }
}

/// Where physicians stand with the coalition at this instant, by id, in one query.
///
/// # Errors
/// Those of the database.
pub fn standings_now(
    reader: &mut Reader<'_>,
    physicians: &[PhysicianId],
) -> Result<HashMap<String, CoalitionStanding>, AppError> {
    let ids: Vec<&str> = physicians.iter().map(PhysicianId::as_str).collect();
    let known = of(reader.conn, &ids)?;
    known.into_iter().map(|(id, figures)| Ok((id, figures.standing(reader.now)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_standing_is_what_it_becomes_from_that_instant_on() {
        let end = Timestamp::parse("2027-03-31T21:00:00Z").unwrap();
        let standing = CoalitionStanding {
            state: "restricted".to_owned(),
            since: Some("2026-04-01".to_owned()),
            state_since: Some("2027-01-05".to_owned()),
            until: Some("2027-06-30".to_owned()),
            licence_until: Some("2027-03-31".to_owned()),
            conditions_until: Some(end.minus(chrono::Duration::days(30))),
        };
        let then = Then { at: end, state: "lapsed".to_owned(), state_since: "2027-04-01".to_owned() };
        let kept = JsonText::of(&Kept { standing: standing.clone(), then: Some(then) }).unwrap();
        let figures = Figures(HashMap::from([(names::STANDING.to_owned(), kept)]));
        let before = end.minus(chrono::Duration::seconds(1));
        let told = CoalitionStanding { conditions_until: None, ..standing.clone() };
        assert_eq!(figures.standing(before).unwrap(), told);
        let earlier = end.minus(chrono::Duration::days(31));
        assert_eq!(figures.standing(earlier).unwrap(), standing);
        let over = figures.standing(end).unwrap();
        assert_eq!((over.state.as_str(), over.state_since.as_deref()), ("lapsed", Some("2027-04-01")));
        assert_eq!(
            (over.until, over.since, over.licence_until),
            (None, standing.since.clone(), standing.licence_until)
        );
        assert_eq!(Figures::default().standing(end).unwrap(), CoalitionStanding::default());
    }

    #[test]
    fn what_was_written_without_an_instant_stays_as_it_is() {
        let written = JsonText::of(&CoalitionStanding { state: "active".to_owned(), ..CoalitionStanding::default() });
        let figures = Figures(HashMap::from([(names::STANDING.to_owned(), written.unwrap())]));
        let far = Timestamp::parse("2126-01-01T00:00:00Z").unwrap();
        assert_eq!(figures.standing(far).unwrap().state, "active");
    }
}
