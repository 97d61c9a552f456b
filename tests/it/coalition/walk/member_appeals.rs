//! What the random steps know of appeals: who may hear one, who has spoken, and what it comes to.

use super::member_acts::Scene;
use super::people::People;
use crate::support::walk::Dice;
use candor::accounts::Member;
use candor::app::Tx;
use candor::coalition::Membership;
use candor::coalition::members::Wish;
use candor::coalition::members::api::DecideAppeal;
use candor::coalition::members::hearing;
use candor::coalition::members::model::{AppealOutcome, Event, Role, State};
use candor::db::schema::membership_decisions;
use candor::db::{Connection, JsonText};
use candor::directory::PhysicianId;
use candor::error::AppError;
use candor::workflow;
use diesel::prelude::*;
use std::collections::BTreeMap;

/// Voices that decide an appeal.
const VOICES: usize = 3;

/// Who has spoken on the appeal that waits, since the newest measure that was voted for, and whether for undoing it.
pub fn spoken(conn: &mut Connection, membership: &str) -> Result<BTreeMap<String, bool>, AppError> {
    let lines: Vec<(String, String, Option<String>, JsonText)> = membership_decisions::table
        .filter(membership_decisions::membership_id.eq(membership))
        .filter(membership_decisions::kind.eq_any(["measure", "appeal", "appeal_voice", "appeal_decision"]))
        .order(membership_decisions::id.desc())
        .select((
            membership_decisions::kind,
            membership_decisions::word,
            membership_decisions::account_id,
            membership_decisions::votes,
        ))
        .load(conn)?;
    let lines = lines.into_iter().filter(|(kind, .., votes)| kind != "measure" || votes.as_str() != "[]");
    let newest = lines.take_while(|(kind, ..)| kind == "appeal_voice");
    let mut voices = BTreeMap::new();
    for (_, word, account, _) in newest {
        voices.entry(account.unwrap()).or_insert(word == "overturned");
    }
    Ok(voices)
}

impl Scene {
    /// Everybody who may hear an appeal of this member now, and had no part in the measure.
    fn hearers<'p>(&self, people: &'p People) -> Vec<&'p Member> {
        let may = |who: &&Member| {
            self.standing(people, who).contains(&Role::Appeals) && !self.took_part.contains(who.id.as_str())
        };
        people.staff().filter(may).collect()
    }

    /// Mostly as many others as it takes for one more to decide.
    pub fn panel(&self, dice: &mut Dice, people: &People) -> Vec<(Member, bool)> {
        let waits = workflow::step::<Membership>(
            self.facts.row.state,
            Event::AppealVoiced,
            Role::Appeals,
            &self.facts,
            self.now,
        );
        if waits.is_err() || dice.chance(30) {
            return Vec::new();
        }
        let hearers = self.hearers(people);
        let (spoke, silent): (Vec<&Member>, Vec<&Member>) =
            hearers.into_iter().partition(|who| self.voices.contains_key(who.id.as_str()));
        let missing = (VOICES - 1).saturating_sub(spoke.len());
        silent.into_iter().rev().take(missing).map(|who| (who.clone(), dice.chance(50))).collect()
    }

    /// What these voices, with those before, want: a measure that was taken since holds, and a review goes on.
    pub fn undoes(&self, people: &People, others: &[(Member, bool)], own: (&Member, bool)) -> Wish {
        let row = &self.facts.row;
        let stood =
            if matches!(row.state, State::Lapsed | State::Resigned) { row.state_before } else { Some(row.state) };
        let is_open = matches!(stood, Some(State::UnderReview | State::Restricted | State::Suspended | State::Removed));
        match self.since {
            _ if self.heard(people, others, own) != Some(true) => Wish::None,
            (_, true) => Wish::OverturnEarlier,
            (true, false) if is_open => Wish::OverturnReviewed,
            _ => Wish::Overturn,
        }
    }

    /// Whether these voices, with those before, undo the measure; none while they are too few.
    fn heard(&self, people: &People, others: &[(Member, bool)], own: (&Member, bool)) -> Option<bool> {
        let mut voices = self.voices.clone();
        let said = others.iter().map(|(who, overturn)| (who, *overturn)).chain([own]);
        voices.extend(said.map(|(who, overturn)| (who.id.to_string(), overturn)));
        let hearers = self.hearers(people);
        voices.retain(|id, _| hearers.iter().any(|who| who.id.as_str() == id));
        let overturn = voices.values().filter(|overturn| **overturn).count();
        (voices.len() >= VOICES).then_some(overturn * 2 > voices.len())
    }
}

/// They all speak, one after the other.
pub fn hear(
    tx: &mut Tx<'_>,
    of: &PhysicianId,
    others: &[(Member, bool)],
    own: (&Member, bool),
) -> Result<(), AppError> {
    for (who, overturn) in others.iter().map(|(who, overturn)| (who, *overturn)).chain([own]) {
        let outcome = if overturn { AppealOutcome::Overturned } else { AppealOutcome::Upheld };
        hearing::hear(tx, who, of, &DecideAppeal { outcome, reasons: "For a good reason.".to_owned() })?;
    }
    Ok(())
}
