//! How the executor loads an application, stores a step, writes its letters and tells others.

use super::actions::recuse_tied;
use super::asking;
use super::facts::ApplicationFacts;
use super::later_months;
use super::load;
use super::model::{
    ApplicationRow, Event, GateAnswer, LetterKind, RecusalGround, RefereeKind, RefereeRow, Role, State,
};
use super::store;
use super::table::Application;
use crate::accounts::AccountId;
use crate::app::{Site, Tx};
use crate::cases::{self, CaseType, EventRow, LeafExtras};
use crate::clock::Timestamp;
use crate::coalition::scoring::Outcome;
use crate::coalition::{letters, members};
use crate::db::{Connection, JsonText};
use crate::error::AppError;
use crate::ids;
use crate::mail::Letter;
use crate::workflow::{Step, Workflow as _};
use serde_json::{Value, json};

/// Bytes of the seed of a draw.
const SEED_BYTES: usize = 16;

impl CaseType for Application {
    const CLOCK: Role = Role::Clock;

    fn load(conn: &mut Connection, site: &Site, id: &str) -> Result<ApplicationFacts, AppError> {
        let row = store::find(conn, id)?;
        load::facts_of(conn, site, row)
    }

    fn save(tx: &mut Tx<'_>, facts: &ApplicationFacts, step: &Step<Self>, data: &Value) -> Result<(), AppError> {
        let mut row = facts.row.clone();
        row.state = step.to;
        // Counting scores or votes by the version would tell what nobody may know yet.
        if !matches!(step.event, Event::ScoreLocked | Event::Voted) {
            row.version += 1;
        }
        dates(&mut row, facts, step, tx.now);
        match step.event {
            Event::Assessed => row.result = Some(JsonText::of(&facts.assess())?),
            Event::CalibrationOpened => row.round += 1,
            Event::GapsListed => row.listed_gaps = JsonText::of(&data.get("gaps").unwrap_or(&json!([])))?,
            Event::Decided => {
                decide(&mut row, facts, data, tx.now)?;
                let voters: Vec<AccountId> = facts.voters().into_iter().cloned().collect();
                store::count_only(tx.conn, &row.id, &voters)?;
            }
            Event::GateAnswered if step.to == State::Rejected => refuse(&mut row, facts),
            // Outside physicians fill the coalition's seats; marked from then on.
            Event::PanelSeated => row.founding |= members::is_founding(tx)?,
            Event::Published => row.founding |= members::is_founding(tx)?,
            _ => {}
        }
        if step.letters.contains(&LetterKind::ReferenceRequest) {
            // Whoever is named late belongs to the draw that lacked them; the second one is the clock's.
            row.redrawn |= step.event == Event::ReferencesMissed;
            ask(tx, facts, &mut row)?;
        }
        store::update(tx.conn, &row)
    }

    fn write(
        tx: &mut Tx<'_>,
        facts: &ApplicationFacts,
        letter: LetterKind,
        event: &EventRow,
    ) -> Result<Vec<Letter>, AppError> {
        letters::of_application(tx, facts, letter, event)
    }

    /// The form names people who are asked for their word, so the event commits to it and the row keeps its words.
    fn record(tx: &mut Tx<'_>, facts: &ApplicationFacts, step: &Step<Self>, data: &Value) -> Result<Value, AppError> {
        let more = match step.event {
            Event::Submitted | Event::FormSaved => {
                let case = (Self::NAME, facts.row.id.as_str());
                Some(("form_commit", json!(cases::commit_words(tx, case, "form", &facts.form)?)))
            }
            Event::Assessed => Some(("assessment", json!(facts.assess()))),
            Event::Decided => Some(("tally", json!(facts.tally()))),
            _ => None,
        };
        let mut record = data.clone();
        if let (Some((name, value)), Some(fields)) = (more, record.as_object_mut()) {
            fields.insert(name.into(), value);
        }
        Ok(record)
    }

    fn extras(_facts: &ApplicationFacts, step: &Step<Self>, data: &Value) -> LeafExtras {
        let ground = data.get("ground").and_then(Value::as_str).and_then(|word| word.parse::<RecusalGround>().ok());
        let reason_code = ground.filter(|_| step.event == Event::Recused).map(|ground| ground.told().to_string());
        let mut extras = LeafExtras { reason_code, ..LeafExtras::default() };
        if step.event == Event::PanelSeated && data.get("founding").and_then(Value::as_bool) == Some(true) {
            extras.fields.insert("founding".to_owned(), json!(true));
        }
        extras
    }

    fn announce(tx: &mut Tx<'_>, id: &str, step: &Step<Self>) -> Result<(), AppError> {
        let tell = match (step.event, step.to) {
            (Event::VoteOpened, _) => recuse_tied,
            (Event::Published, State::Admitted) => members::admit,
            _ => return Ok(()),
        };
        let facts = Self::load(tx.conn, tx.site, id)?;
        tell(tx, &facts)
    }
}

/// The dates that a step sets.
fn dates(row: &mut ApplicationRow, facts: &ApplicationFacts, step: &Step<Application>, now: Timestamp) {
    let newly_complete = matches!(step.event, Event::CheckBegan | Event::FormSaved) && facts.is_complete();
    if newly_complete || step.to == State::References {
        row.complete_at = row.complete_at.or(Some(now));
    }
    match (step.event, step.to) {
        (Event::Submitted, _) => row.submitted_at = Some(now),
        (Event::Assessed, State::PublicComment) => row.comments_from = Some(now),
        (Event::VoteOpened, _) => row.vote_from = Some(now),
        (Event::Decided, _) | (Event::GateAnswered, State::Rejected) => row.decided_at = Some(now),
        (Event::Published, _) => row.published_at = Some(now),
        _ => {}
    }
}

fn decide(row: &mut ApplicationRow, facts: &ApplicationFacts, data: &Value, now: Timestamp) -> Result<(), AppError> {
    let word = data.get("outcome").and_then(Value::as_str).unwrap_or_default();
    let outcome: Outcome = word.parse().map_err(AppError::internal)?;
    let months = data.get("months").and_then(Value::as_u64).and_then(|months| u32::try_from(months).ok());
    row.outcome = Some(outcome);
    row.reasons = data.get("reasons").and_then(Value::as_str).map(str::to_owned);
    row.tally = Some(JsonText::of(&facts.tally())?);
    row.reapply_from = match outcome {
        Outcome::Admitted => None,
        Outcome::Deferred => Some(later_months(now, months.unwrap_or(facts.pack.thresholds.defer_months_least))),
        Outcome::Rejected => Some(later_months(now, facts.pack.thresholds.reapply_months)),
    };
    Ok(())
}

/// A gate said no: nothing is scored, and once it is passed the physician may apply again.
fn refuse(row: &mut ApplicationRow, facts: &ApplicationFacts) {
    let gate = facts.gates.iter().find(|gate| gate.answer == GateAnswer::No);
    row.outcome = Some(Outcome::Rejected);
    row.reasons = gate.map(|gate| format!("{}: {}", gate.code, gate.note.as_deref().unwrap_or("–")));
}

/// Asks the peers, and as many patients, drawn by lot, as are to be asked; the second time those who are still missing.
/// Whenever lots are drawn they have a seed of their own, which nobody knew when the list was written.
fn ask(tx: &mut Tx<'_>, facts: &ApplicationFacts, row: &mut ApplicationRow) -> Result<(), AppError> {
    let seed = ids::random_hex(SEED_BYTES);
    let next = asking::next(facts, row.redrawn, &seed);
    if next.iter().any(|(kind, _)| *kind == RefereeKind::Patient) {
        let mut seeds: Vec<String> = row.draw_seeds.read()?;
        seeds.push(seed);
        row.draw_seeds = JsonText::of(&seeds)?;
    }
    for (kind, person) in next {
        let referee = RefereeRow {
            id: ids::mint(tx.now),
            application_id: row.id.clone(),
            kind,
            name: person.name.clone(),
            email: person.email.trim().to_owned(),
            draw: asking::draw_number(row.redrawn),
            consented: None,
            statement: None,
            asked_at: tx.now,
            answered_at: None,
        };
        store::ask(tx.conn, &referee)?;
    }
    Ok(())
}
