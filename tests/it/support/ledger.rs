//! Holds a whole database against the ledger's promises, after whatever a test did to it.
//!
//! Looks at the rows from outside, through a connection of its own: every case event has its leaf, every chain
//! could have come out of its table, every body is canonical and hashed and opens to what its event keeps, nobody said
//! anything that no leaf commits to, no salt outlived its words, every letter left once.

use super::leaves as beside;
use super::words::Salts;
use candor::app::Site;
use candor::cases::{EventRow, Registry};
use candor::clock::Timestamp;
use candor::db::schema::{
    application_referees, case_events, complaint_statements, inspection_statements, ledger_leaves,
    moderation_statements, outbox_letters, review_replies, review_versions,
};
use candor::db::{Connection, DatabaseUrl};
use candor::ledger::{LeafRow, hash_of, opens_to};
use diesel::Connection as _;
use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Longest canonical leaf, in bytes.
const LEAF_BYTES: usize = 2_048;

/// A connection of the test's own to the database behind `url`.
pub fn connect(url: &str) -> Connection {
    match DatabaseUrl::parse(url) {
        DatabaseUrl::Sqlite(path) => {
            let mut connection = SqliteConnection::establish(&path.to_string_lossy()).unwrap();
            // The site may be writing something of its own.
            connection.batch_execute("PRAGMA busy_timeout = 10000").unwrap();
            Connection::Sqlite(connection)
        }
        DatabaseUrl::Postgres(url) => Connection::Postgres(PgConnection::establish(&url).unwrap()),
    }
}

/// Fails with every broken promise about cases and leaves; answers how many events were looked at.
pub fn assert_whole(site: &Site) -> usize {
    let (events, found) = look(site);
    assert!(found.is_empty(), "{} promises are broken:\n{}", found.len(), found.join("\n"));
    events
}

/// How many events there are, and every broken promise about them.
pub fn look(site: &Site) -> (usize, Vec<String>) {
    let mut connection = connect(&site.config.database_url());
    // One snapshot of both: the clock may be at work.
    match &mut connection {
        Connection::Sqlite(sqlite) => sqlite.batch_execute("BEGIN").unwrap(),
        Connection::Postgres(postgres) => postgres.batch_execute("BEGIN ISOLATION LEVEL REPEATABLE READ").unwrap(),
    }
    let leaves: Vec<LeafRow> = ledger_leaves::table.order(ledger_leaves::id).load(&mut connection).unwrap();
    let events: Vec<EventRow> = case_events::table
        .order((case_events::case_kind, case_events::case_id, case_events::ordinal))
        .load(&mut connection)
        .unwrap();
    let mut found = faults(&leaves, &events, site);
    found.extend(uncommitted(&mut connection, &events));
    found.extend(beside::unopened(&mut connection, &leaves, site));
    (events.len(), found)
}

/// Every broken promise; `events` in the order of case and ordinal.
pub fn faults(leaves: &[LeafRow], events: &[EventRow], site: &Site) -> Vec<String> {
    let registry = &site.cases;
    let mut found: Vec<_> = leaves.iter().flat_map(faults_of_leaf).collect();
    let by_id: BTreeMap<_, _> = leaves.iter().map(|leaf| (leaf.id.as_str(), leaf)).collect();
    let mut used = BTreeSet::new();
    let mut before: Option<&EventRow> = None;
    for event in events {
        let previous = before.filter(|last| last.case_kind == event.case_kind && last.case_id == event.case_id);
        found.extend(fault_of_step(previous, event, registry).map(|fault| told(event, &fault)));
        if !used.insert(event.leaf_id.as_str()) {
            found.push(told(event, "shares its leaf with another event"));
        }
        match by_id.get(event.leaf_id.as_str()) {
            Some(leaf) => {
                found.extend(faults_of_pair(previous, event, leaf).iter().map(|fault| told(event, fault)));
                if !opens_to(&site.keys, leaf, &event.committed().unwrap()).unwrap() {
                    found.push(told(event, "keeps something else than its leaf commits to"));
                }
            }
            None => found.push(told(event, "has no leaf")),
        }
        before = Some(event);
    }
    let of_cases = |leaf: &&LeafRow| registry.kinds().iter().any(|kind| kind.name == leaf.subject_kind);
    let lone = leaves.iter().filter(of_cases).filter(|leaf| !used.contains(leaf.id.as_str()));
    found.extend(lone.map(|leaf| format!("leaf {}: {} without an event", leaf.id, leaf.leaf_type)));
    found
}

fn told(event: &EventRow, fault: &str) -> String {
    format!("{} {} #{} {}: {fault}", event.case_kind, event.case_id, event.ordinal, event.event)
}

/// What somebody said in a case: its id, when, and the words.
type Said = (String, Timestamp, String);
/// The same of what may not have been said yet.
type Later = (String, Option<Timestamp>, Option<String>);
/// What the event of that act holds of it: one of these.
type Held = (String, Timestamp, Vec<String>);

fn holds(event: &EventRow, held: &[String]) -> bool {
    held.iter().any(|one| event.data.as_str().contains(one))
}

/// Words that stand in a row of their own, and in no event of that moment; salts that stand without their words.
fn uncommitted(connection: &mut Connection, events: &[EventRow]) -> Vec<String> {
    let mut by_case: BTreeMap<&str, Vec<&EventRow>> = BTreeMap::new();
    for event in events {
        by_case.entry(event.case_id.as_str()).or_default().push(event);
    }
    let is_held = |(case, at, held): &Held| {
        let of_case = by_case.get(case.as_str()).into_iter().flatten();
        of_case.filter(|event| event.at == *at).any(|event| holds(event, held))
    };
    let salts = Salts::read(connection);
    let said = said(connection, &salts);
    let lost = said.iter().filter(|said| !is_held(said));
    let mut found: Vec<_> = lost.map(|(case, at, held)| format!("{case}: no event at {at} holds {held:?}")).collect();
    let is_masked = |(review, held): &(String, Vec<String>)| {
        let of_case = by_case.get(review.as_str()).into_iter().flatten();
        of_case.filter(|event| event.event == "masked").any(|event| holds(event, held))
    };
    let masks = masks(connection, &salts);
    found
        .extend(masks.iter().filter(|mask| !is_masked(mask)).map(|(id, held)| format!("{id}: no mask holds {held:?}")));
    found.extend(salts.astray(connection, events));
    found
}

/// What stands in events for the words in place of a review's own.
fn masks(connection: &mut Connection, salts: &Salts) -> Vec<(String, Vec<String>)> {
    let masked: Vec<(String, Option<String>)> = review_versions::table
        .filter(review_versions::masked_text.is_not_null())
        .select((review_versions::review_id, review_versions::masked_text))
        .load(connection)
        .unwrap();
    let held = |(review, text): (String, Option<String>)| {
        let held = salts.commitments(&review, &text.unwrap());
        (review, held)
    };
    masked.into_iter().map(held).collect()
}

/// Everything that was said in a case and was not erased on purpose.
fn said(connection: &mut Connection, salts: &Salts) -> Vec<Held> {
    let mut whole: Vec<Said> = complaint_statements::table
        .select((complaint_statements::complaint_id, complaint_statements::at, complaint_statements::text))
        .load(connection)
        .unwrap();
    let of_inspections: Vec<Said> = inspection_statements::table
        .select((inspection_statements::inspection_id, inspection_statements::at, inspection_statements::text))
        .load(connection)
        .unwrap();
    whole.extend(of_inspections);
    let mut committed: Vec<Said> = review_versions::table
        .select((review_versions::review_id, review_versions::at, review_versions::text))
        .load(connection)
        .unwrap();
    let replies: Vec<Said> = review_replies::table
        .select((review_replies::review_id, review_replies::at, review_replies::text))
        .load(connection)
        .unwrap();
    let quoted: Vec<Said> = moderation_statements::table
        .select((moderation_statements::id, moderation_statements::application_date, moderation_statements::snapshot))
        .load(connection)
        .unwrap();
    let updates: Vec<Later> = review_replies::table
        .select((review_replies::review_id, review_replies::updated_at, review_replies::update_text))
        .load(connection)
        .unwrap();
    let references: Vec<Later> = application_referees::table
        .select((
            application_referees::application_id,
            application_referees::answered_at,
            application_referees::statement,
        ))
        .load(connection)
        .unwrap();
    committed.extend(replies.into_iter().chain(quoted));
    committed.extend(updates.into_iter().chain(references).filter_map(|(case, at, text)| Some((case, at?, text?))));
    let words = whole.into_iter().filter(|(.., text)| !text.is_empty());
    let words = words.map(|(case, at, text)| (case, at, vec![serde_json::to_string(&text).unwrap()]));
    let committed = committed.into_iter().filter(|(.., text)| !text.is_empty());
    let committed = committed.map(|(case, at, text)| {
        let held = salts.commitments(&case, &text);
        (case, at, held)
    });
    words.chain(committed).collect()
}

/// Why this event may not follow the one before it.
fn fault_of_step(before: Option<&EventRow>, event: &EventRow, registry: &Registry) -> Option<String> {
    let Ok(kind) = registry.kind(&event.case_kind) else { return Some("is of no kind that the site knows".to_owned()) };
    let Some(before) = before else {
        let is_first = event.ordinal == 0 && (kind.is_legal_opening)(&event.event, &event.to_state);
        return (!is_first).then(|| format!("does not open a case in {}", event.to_state));
    };
    if event.ordinal != before.ordinal + 1 {
        return Some(format!("follows #{}", before.ordinal));
    }
    if event.at < before.at {
        return Some(format!("is earlier than the one before it, {} than {}", event.at, before.at));
    }
    if event.from_state != before.to_state {
        return Some(format!("leaves {} but the case was in {}", event.from_state, before.to_state));
    }
    let is_legal = (kind.is_legal)(&event.event, &event.from_state, &event.to_state);
    (!is_legal).then(|| format!("may not lead from {} to {}", event.from_state, event.to_state))
}

/// What the leaf says otherwise than its event.
fn faults_of_pair(before: Option<&EventRow>, event: &EventRow, leaf: &LeafRow) -> Vec<String> {
    let body: Value = serde_json::from_str(&leaf.body).unwrap_or_default();
    let previous = before.map(|before| Value::from(before.to_state.as_str())).unwrap_or_default();
    [
        ("state", Value::from(event.to_state.as_str())),
        ("prev_state", previous),
        ("subject_kind", Value::from(event.case_kind.as_str())),
        ("actor_role", Value::from(event.actor_role.as_str())),
        ("ts", Value::from(event.at.to_minute().to_string())),
    ]
    .into_iter()
    .filter(|(name, expected)| body.get(*name).unwrap_or(&Value::Null) != expected)
    .map(|(name, expected)| format!("{name} should be {expected} in the leaf {}", leaf.body))
    .collect()
}

/// What is wrong with one leaf by itself.
fn faults_of_leaf(leaf: &LeafRow) -> Vec<String> {
    let mut found = Vec::new();
    let mut tell = |fault: &str| found.push(format!("leaf {}: {fault}: {}", leaf.id, leaf.body));
    let Ok(body) = serde_json::from_str::<Value>(&leaf.body) else {
        tell("is no JSON");
        return found;
    };
    if serde_json_canonicalizer::to_string(&body).ok().as_ref() != Some(&leaf.body) {
        tell("is not canonical");
    }
    if hash_of(&leaf.body) != leaf.hash {
        tell("has another hash");
    }
    if leaf.body.len() > LEAF_BYTES {
        tell("is too long");
    }
    let columns = [("type", &leaf.leaf_type), ("subject_kind", &leaf.subject_kind), ("subject_ref", &leaf.subject_ref)];
    for (name, column) in columns {
        if body.get(name).and_then(Value::as_str) != Some(column) {
            tell(&format!("says otherwise than its column {name}"));
        }
    }
    found
}

/// Every letter was sent, and each `Message-ID` arrived exactly once: `received` are those a mail server took.
pub fn assert_letters_left_once(url: &str, received: &[String]) {
    let letters: Vec<(String, String, String, Option<Timestamp>)> = outbox_letters::table
        .order(outbox_letters::id)
        .select((
            outbox_letters::once_key,
            outbox_letters::message_id,
            diesel::dsl::sql::<diesel::sql_types::Text>("state"),
            outbox_letters::sent_at,
        ))
        .load(&mut connect(url))
        .unwrap();
    let mut keys = BTreeSet::new();
    let mut found = Vec::new();
    for (key, message_id, state, sent_at) in &letters {
        if !keys.insert(key) {
            found.push(format!("{key} was posted twice"));
        }
        if state != "sent" || sent_at.is_none() {
            found.push(format!("{key} is {state}"));
        }
        let times = received.iter().filter(|arrived| *arrived == message_id).count();
        if times != 1 {
            found.push(format!("{key} arrived {times} times"));
        }
    }
    let known: BTreeSet<_> = letters.iter().map(|(_, message_id, ..)| message_id).collect();
    found
        .extend(received.iter().filter(|arrived| !known.contains(arrived)).map(|id| format!("{id} came from nowhere")));
    assert!(found.is_empty(), "{}", found.join("\n"));
}
