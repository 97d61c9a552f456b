//! What the author of a case keeps: the leaf of what was handed in, and all that opens it.

use super::store::EventRow;
use super::words::word_salts;
use crate::app::Reader;
use crate::db::schema::case_events;
use crate::error::AppError;
use crate::ledger;
use crate::workflow::{Word as _, Workflow};
use diesel::prelude::*;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// What opens a commitment to words that may be taken back.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WordSalt {
    /// HMAC-SHA-256 of the words under the salt, 64 hexadecimal digits.
    pub commitment: String,
    /// 64 hexadecimal digits; destroyed with the words.
    pub salt: String,
}

/// The receipt of a case with what its leaf commits to; its author's alone.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CaseReceipt {
    /// Random public reference of the subject, 32 hexadecimal digits.
    pub subject_ref: String,
    /// The leaf, canonical JSON.
    pub leaf: String,
    /// 64 hexadecimal digits; opens the leaf's commitment.
    pub salt: String,
    /// Inclusion proof once the leaf is in the tree; null until then.
    pub proof: Option<String>,
    /// What was handed in: HMAC-SHA-256 of its canonical form (RFC 8785) under `salt` is the leaf's `commit`.
    #[schema(value_type = Object)]
    pub content: Value,
    /// For what stands in `content` as a commitment to words, as long as the words exist.
    pub salts: Vec<WordSalt>,
}

/// The receipt of a case, read again each time: neither its salt nor those of its words are stored with an answer.
///
/// # Errors
/// `not_found` for a case that has not begun, or whose salt was erased.
pub fn receipt_of<W: Workflow>(reader: &mut Reader<'_>, case: (&str, &str)) -> Result<CaseReceipt, AppError> {
    receipt_of_step::<W>(reader, case, (W::OPENING.event, W::OPENING.leaf))
}

/// The same of a case that is handed in after it has begun: of the first such event, and its leaf.
///
/// # Errors
/// `not_found` for a case to which this has not happened, or whose salt was erased.
pub fn receipt_of_step<W: Workflow>(
    reader: &mut Reader<'_>,
    (id, subject_ref): (&str, &str),
    (event, leaf): (W::Event, &str),
) -> Result<CaseReceipt, AppError> {
    let kept = ledger::receipt_of(reader, subject_ref, leaf)?;
    let first: EventRow = case_events::table
        .filter(case_events::case_kind.eq(W::NAME).and(case_events::case_id.eq(id)))
        .filter(case_events::event.eq(event.word()))
        .order(case_events::ordinal.asc())
        .first(reader.conn)?;
    let content = first.committed()?;
    let told = content.to_string();
    let mut salts = word_salts(reader.conn, W::NAME, id)?;
    salts.retain(|row| told.contains(&row.commitment));
    let salts = salts.into_iter().map(|row| WordSalt { commitment: row.commitment, salt: row.salt }).collect();
    Ok(CaseReceipt {
        subject_ref: kept.subject_ref,
        leaf: kept.leaf,
        salt: kept.salt,
        proof: kept.proof,
        content,
        salts,
    })
}
