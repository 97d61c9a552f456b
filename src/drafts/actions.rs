//! One function per human intent, each in one transaction. No draft leaves a leaf or an announcement: it is nobody's
//! affair but its author's.

use super::api::{DraftChanges, NewDraft};
use super::form::{Form, Forms, Held, Typed};
use super::model::{DraftId, DraftRow, Fields};
use super::{rules, store};
use crate::accounts::AccountId;
use crate::app::{App, Tx};
use crate::db::JsonText;
use crate::error::{AppError, NO_SUCH, NOT_FOUND, Refusal};

/// Begins a draft.
///
/// # Errors
/// 409 `too_many_drafts`; 422 with what is wrong.
pub fn begin(tx: &mut Tx<'_>, account: &AccountId, new: &NewDraft, forms: &Forms) -> Result<DraftRow, AppError> {
    rules::new(new, forms, &tx.site.config.drafts)?;
    insert(tx, account, (&new.kind, new.about.clone()), &new.fields)
}

fn insert(
    tx: &mut Tx<'_>,
    account: &AccountId,
    (kind, about): (&str, Option<String>),
    fields: &Fields,
) -> Result<DraftRow, AppError> {
    rules::room(store::count(tx.conn, account)?, &tx.site.config.drafts)?;
    let row = DraftRow {
        id: DraftId::mint(tx.now),
        account_id: account.clone(),
        kind: kind.to_owned(),
        about,
        fields: JsonText::of(fields)?,
        created_at: tx.now,
        saved_at: tx.now,
        version: 1,
    };
    store::insert(tx.conn, &row)?;
    Ok(row)
}

/// Saves a draft anew; `matches` refuses a version that is not the one the caller has read.
///
/// # Errors
/// 404 for another person's; 412; 422 with what is wrong.
pub fn change(
    tx: &mut Tx<'_>,
    account: &AccountId,
    id: &DraftId,
    changes: &DraftChanges,
    matches: &dyn Fn(i64) -> Result<(), Refusal>,
) -> Result<DraftRow, AppError> {
    let row = store::find(tx.conn, account, id)?;
    matches(row.version)?;
    rules::fields(&changes.fields, &tx.site.config.drafts)?;
    save_anew(tx, row, &changes.fields)
}

fn save_anew(tx: &mut Tx<'_>, row: DraftRow, fields: &Fields) -> Result<DraftRow, AppError> {
    let row = DraftRow { fields: JsonText::of(fields)?, saved_at: tx.now, version: row.version + 1, ..row };
    store::update(tx.conn, &row)?;
    Ok(row)
}

/// Deletes a draft.
///
/// # Errors
/// 404 for another person's; 412.
pub fn discard(
    tx: &mut Tx<'_>,
    account: &AccountId,
    id: &DraftId,
    matches: &dyn Fn(i64) -> Result<(), Refusal>,
) -> Result<(), AppError> {
    matches(store::find(tx.conn, account, id)?.version)?;
    store::delete(tx.conn, account, id).map(drop)
}

/// Saves what was typed into a page's form; answers the address of the form with it.
///
/// # Errors
/// Those of [`keep`].
pub async fn save(app: &App, account: &AccountId, typed: Typed) -> Result<String, AppError> {
    let account = account.clone();
    let saved = app.write(move |tx| {
        let row = keep(tx, &account, &typed)?;
        Ok((typed.form.place)(row.about.as_deref().unwrap_or_default(), &row.id))
    });
    saved.await
}

/// Saves what was typed into a page's form: into the draft that the form was filled from, and beside it where that
/// one is gone or was saved in another window since, so that neither words are lost.
///
/// # Errors
/// 409 `too_many_drafts`; 422 at `/fields`.
fn keep(tx: &mut Tx<'_>, account: &AccountId, typed: &Typed) -> Result<DraftRow, AppError> {
    rules::fields(&typed.fields, &tx.site.config.drafts)?;
    let same = |row: &DraftRow, held: &Held| row.version == held.version && row.kind == typed.form.kind;
    if let Some(held) = &typed.held {
        match store::find(tx.conn, account, &held.id) {
            Ok(row) if same(&row, held) && row.about == typed.about => return save_anew(tx, row, &typed.fields),
            Err(error) if error.code() != NOT_FOUND => return Err(error),
            Ok(_) | Err(_) => {}
        }
    }
    insert(tx, account, (typed.form.kind, typed.about.clone()), &typed.fields)
}

/// What was in a page's form is published: the draft goes, unless it was saved in another window since.
pub fn published(tx: &mut Tx<'_>, account: &AccountId, held: Option<&Held>) -> Result<(), AppError> {
    held.map_or(Ok(()), |held| store::delete_version(tx.conn, account, (&held.id, held.version)))
}

/// What a form was about is over: the drafts that these accounts keep of it go, since they can be sent nowhere.
pub fn over(tx: &mut Tx<'_>, accounts: &[AccountId], (form, about): (&Form, &str)) -> Result<(), AppError> {
    store::delete_about(tx.conn, accounts, (form.kind, about))
}

/// What a program sent is published, and with it the draft that it names goes.
///
/// # Errors
/// 422 `no_such` at `?draft` for a draft that is not there, or is another person's.
pub fn published_from(tx: &mut Tx<'_>, account: &AccountId, draft: Option<&DraftId>) -> Result<(), AppError> {
    let Some(id) = draft else { return Ok(()) };
    if store::delete(tx.conn, account, id)? { Ok(()) } else { Err(Refusal::field("?draft", NO_SUCH).into()) }
}
