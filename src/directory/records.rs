//! What the directory leaves in the ledger: an entry confirmed or merged, a claim made and decided.

use super::model::{ClaimRow, Subject};
use super::rules::{Actor, Standing};
use crate::app::Tx;
use crate::error::AppError;
use crate::ledger::{self, Entry};
use crate::text_enum;
use serde_json::{Map, json};

text_enum! {
    /// What happened to an entry.
    pub enum EntryEvent {
        Proposed = "proposed",
        Confirmed = "confirmed",
        Merged = "merged",
    }
}

/// A change of an entry's state.
pub struct Change<'a> {
    pub subject: &'a Subject,
    pub subject_ref: &'a str,
    pub event: EntryEvent,
    /// Whether it was a proposal before; an admin's entry is new.
    pub was_proposed: bool,
    /// The public reference of the entry merged into.
    pub merged_into_ref: Option<&'a str>,
}

/// Writes the leaf of a change of an entry's state.
pub fn entry(tx: &mut Tx<'_>, actor: &Actor, change: &Change<'_>) -> Result<(), AppError> {
    let (subject, event) = (change.subject, change.event);
    let mut extra = Map::new();
    if let Some(other) = change.merged_into_ref {
        extra.insert("merged_into_ref".to_owned(), json!(other));
    }
    let leaf = Entry {
        leaf_type: &format!("{}.{event}", subject.kind()),
        subject_kind: subject.kind(),
        subject_ref: change.subject_ref,
        prev_state: change.was_proposed.then_some("proposed"),
        state: event.as_str(),
        reason_code: None,
        actor_role: role_of(actor),
        actor_id: Some(actor.account.as_str()),
        content: &json!({ "id": subject.id(), "state": event, "merged_into_ref": change.merged_into_ref }),
        extra,
    };
    ledger::append(tx, &leaf).map(drop)
}

/// Writes the leaf of a claim: pending, approved or rejected. `by` is its author, or the officer who decided.
pub fn claim(tx: &mut Tx<'_>, row: &ClaimRow, by: &Actor, prev_state: Option<&str>) -> Result<(), AppError> {
    let leaf = Entry {
        leaf_type: &format!("claim.{}", row.state),
        subject_kind: "claim",
        subject_ref: &row.subject_ref,
        prev_state,
        state: row.state.as_str(),
        reason_code: None,
        actor_role: if prev_state.is_none() { "member" } else { "credentialing_officer" },
        actor_id: Some(by.account.as_str()),
        content: &json!({
            "physician_id": row.physician_id, "clinic_id": row.clinic_id, "account_id": row.account_id,
            "evidence": row.evidence, "state": row.state, "reason": row.reason,
        }),
        extra: Map::new(),
    };
    ledger::append(tx, &leaf).map(drop)
}

const fn role_of(actor: &Actor) -> &'static str {
    match actor.standing {
        Standing::Member => "member",
        Standing::CaseOfficer => "case_officer",
        Standing::Admin => "admin",
    }
}
