//! Files of the evidence, sealed under the key of their inspection.

use super::super::model::{Event, EvidenceRow, Role};
use super::super::store;
use super::super::table::Inspection;
use super::{author, on_checklist, open_as, step};
use crate::accounts::Member;
use crate::app::{App, Tx};
use crate::error::{AppError, OUT_OF_RANGE, Refusal};
use crate::files::{self, NewFile, Store, StoredFile};
use crate::ids;
use crate::workflow::{self, Workflow as _};
use serde_json::json;

/// Seals and stores a file under the key of its case, which is made, and committed, on first use.
///
/// # Errors
/// Those of [`add_evidence`], before anything is stored.
pub async fn seal_evidence(
    app: &App,
    member: &Member,
    (id, code): (&str, &str),
    file: NewFile,
) -> Result<StoredFile, AppError> {
    let (member, case, code) = (member.clone(), id.to_owned(), code.to_owned());
    let key = app
        .write(move |tx| {
            let (facts, by) = open_as(tx, &case, &member, Role::Inspector)?;
            on_checklist(&tx.site.pack, &code)?;
            workflow::step::<Inspection>(facts.row.state, Event::EvidenceAdded, by.role, &facts, tx.now)?;
            room_for_evidence(tx, &case)?;
            files::case_key(tx, Inspection::NAME, &case)
        })
        .await?;
    Store::of(app.config()).seal_and_store(&key, file).await
}

/// # Errors
/// 422 `out_of_range` at `/file` once an inspection holds as many files as it may.
fn room_for_evidence(tx: &mut Tx<'_>, id: &str) -> Result<(), AppError> {
    let held = store::count_evidence(tx.conn, id)?;
    if held < store::EVIDENCE_OF_A_CASE { Ok(()) } else { Err(Refusal::field("/file", OUT_OF_RANGE).into()) }
}

/// Adds a file to an item; the file itself is already stored, sealed. After the lock it is late evidence.
pub fn add_evidence(
    tx: &mut Tx<'_>,
    member: &Member,
    (id, code): (&str, &str),
    file: &StoredFile,
) -> Result<(), AppError> {
    let (facts, by) = open_as(tx, id, member, Role::Inspector)?;
    on_checklist(&tx.site.pack, code)?;
    room_for_evidence(tx, id)?;
    let row = EvidenceRow {
        id: ids::mint(tx.now),
        inspection_id: id.to_owned(),
        item: code.to_owned(),
        name: file.name.clone(),
        media_type: file.media_type.clone(),
        bytes: file.bytes,
        sha256: file.sha256.clone(),
        file: file.file.clone(),
        is_late: facts.row.locked_at.is_some(),
        account_id: author(&by)?,
        at: tx.now,
    };
    store::add_evidence(tx.conn, &row)?;
    let data = json!({ "item": code, "sha256": row.sha256, "bytes": row.bytes, "late": row.is_late });
    step(tx, &facts, Event::EvidenceAdded, &by, data)
}
