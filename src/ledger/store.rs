//! Leaf rows: written once, never changed but for their index in the tree.

use super::leaf::{Entry, Leaf, Receipt, SALT_BYTES, commitment, hash_of};
use crate::app::{Keys, Reader, Tx};
use crate::clock::Timestamp;
use crate::db::Connection;
use crate::db::schema::ledger_leaves;
use crate::error::AppError;
use crate::ids;
use chrono::Datelike as _;
use diesel::prelude::*;
use rand::Rng as _;
use serde_json::Value;

const SALT_PURPOSE: &str = "ledger-salt";
const SUBJECT_REF_BYTES: usize = 16;

/// One leaf as it lies in the database.
#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = ledger_leaves)]
pub struct LeafRow {
    pub id: String,
    pub subject_ref: String,
    pub subject_kind: String,
    pub leaf_type: String,
    pub at: Timestamp,
    /// Canonical JSON.
    pub body: String,
    /// RFC 6962 leaf hash, hexadecimal.
    pub hash: String,
    pub sealed_salt: Option<Vec<u8>>,
    pub tree_index: Option<i64>,
}

/// A public reference for a new subject: 32 random hexadecimal digits, never the database id.
pub fn new_subject_ref() -> String {
    ids::random_hex(SUBJECT_REF_BYTES)
}

/// Writes the leaf of a change in the change's own transaction; answers the author's receipt.
pub fn append(tx: &mut Tx<'_>, entry: &Entry<'_>) -> Result<(LeafRow, Receipt), AppError> {
    let mut salt = [0_u8; SALT_BYTES];
    rand::rng().fill_bytes(&mut salt);
    let pseudonym = entry.actor_id.map(|actor| pseudonym(tx, actor));
    let rule_version = tx.site.pack.rule_version();
    let body = Leaf::of(entry, tx.now, &rule_version, pseudonym, &salt)?.canonical()?;
    let row = LeafRow {
        id: ids::mint(tx.now),
        subject_ref: entry.subject_ref.to_owned(),
        subject_kind: entry.subject_kind.to_owned(),
        leaf_type: entry.leaf_type.to_owned(),
        at: tx.now,
        hash: hash_of(&body),
        sealed_salt: Some(tx.site.keys.seal(SALT_PURPOSE, &salt)?),
        tree_index: None,
        body,
    };
    diesel::insert_into(ledger_leaves::table).values(&row).execute(tx.conn)?;
    let receipt =
        Receipt { subject_ref: row.subject_ref.clone(), leaf: row.body.clone(), salt: hex::encode(salt), proof: None };
    Ok((row, receipt))
}

/// The receipt for the first leaf of `subject_ref` of type `leaf_type`.
pub fn receipt_of(reader: &mut Reader<'_>, subject_ref: &str, leaf_type: &str) -> Result<Receipt, AppError> {
    let row: LeafRow = ledger_leaves::table
        .filter(ledger_leaves::subject_ref.eq(subject_ref).and(ledger_leaves::leaf_type.eq(leaf_type)))
        .order(ledger_leaves::id.asc())
        .first(reader.conn)?;
    let sealed = row.sealed_salt.ok_or_else(AppError::not_found)?;
    let salt = reader.site.keys.open(SALT_PURPOSE, &sealed)?;
    Ok(Receipt { subject_ref: row.subject_ref, leaf: row.body, salt: hex::encode(salt), proof: None })
}

/// Whether `content` is what this leaf commits to; false once its salt was erased.
///
/// # Errors
/// [`AppError::Internal`] for a leaf that is no JSON, and for a salt sealed under another key.
pub fn opens_to(keys: &Keys, row: &LeafRow, content: &Value) -> Result<bool, AppError> {
    let Some(sealed) = &row.sealed_salt else { return Ok(false) };
    let salt = keys.open(SALT_PURPOSE, sealed)?;
    let salt: [u8; SALT_BYTES] = salt.try_into().map_err(|_| AppError::internal("a salt is cut off"))?;
    let body: Value = serde_json::from_str(&row.body).map_err(AppError::internal)?;
    let said = body.get("commit").and_then(Value::as_str);
    Ok(said == Some(commitment(&salt, content)?.as_str()))
}

/// Every leaf of one subject, oldest first: bounded by the events one case can have.
pub fn chain(conn: &mut Connection, subject_ref: &str) -> Result<Vec<LeafRow>, AppError> {
    Ok(ledger_leaves::table
        .filter(ledger_leaves::subject_ref.eq(subject_ref))
        .order(ledger_leaves::id.asc())
        .limit(10_000)
        .load(conn)?)
}

/// The leaves with these ids, in no order.
pub fn leaves(conn: &mut Connection, ids: &[String]) -> Result<Vec<LeafRow>, AppError> {
    Ok(ledger_leaves::table.filter(ledger_leaves::id.eq_any(ids)).load(conn)?)
}

/// A name for the acting account that nobody can lead back, and that changes each quarter.
fn pseudonym(tx: &Tx<'_>, actor_id: &str) -> String {
    let day = tx.now.date();
    let quarter = format!("{}-q{}", day.year(), day.month0() / 3 + 1);
    let mac = tx.site.keys.sign(&format!("pseudonym-{quarter}"), actor_id.as_bytes());
    hex::encode(mac).chars().take(32).collect()
}
