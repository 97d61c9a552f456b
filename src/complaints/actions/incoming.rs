//! Answers that come by mail: from a side of the case, at the address its letters name, and from nobody else.
//!
//! A letter's `Reply-To` names case and side and carries a code that only this site can make; the sender must also be
//! somebody whom the letters of that side go to. What fits becomes an event of the case, with its files as evidence.

use super::messages;
use crate::accounts::{self, AccountId};
use crate::app::{App, Site, Tx};
use crate::cases::{self, By};
use crate::complaints::facts::ComplaintFacts;
use crate::complaints::model::{Event, Role, Side};
use crate::complaints::table::Complaint;
use crate::complaints::{parties, store};
use crate::directory;
use crate::error::{AppError, NOT_FOUND};
use crate::files::{self, CaseKey, NewFile, Store, StoredFile};
use crate::mail::{self, Became, Inbound};
use crate::workflow::{self, Workflow as _};
use serde_json::json;

/// Letters of a code, hexadecimal: as many as nobody guesses, and few enough for the local part of an address.
const CODE_LETTERS: usize = 24;
/// Longest text of an answer, in letters; what is more stays in the mailbox of its author.
const LONGEST_TEXT: usize = 10_000;

/// The address to which one side answers in one case.
pub fn reply_address(site: &Site, case: &str, side: Side) -> String {
    let (number, code) = (case.to_lowercase(), code_of(site, case, side));
    format!("case+{number}.{side}.{code}@{}", site.config.mail.reply_domain)
}

fn code_of(site: &Site, case: &str, side: Side) -> String {
    let whole = site.keys.sign("case-reply", format!("{}.{side}", case.to_uppercase()).as_bytes());
    hex::encode(whole).chars().take(CODE_LETTERS).collect()
}

/// The case and side that an address of ours names; nothing for any other.
fn addressed(site: &Site, address: &str) -> Option<(String, Side)> {
    let (local, domain) = address.rsplit_once('@')?;
    let (number, rest) = local.strip_prefix("case+")?.split_once('.')?;
    let (side, code) = rest.split_once('.')?;
    let (case, side) = (number.to_uppercase(), side.parse::<Side>().ok()?);
    let is_ours = domain.eq_ignore_ascii_case(&site.config.mail.reply_domain) && code == code_of(site, &case, side);
    is_ours.then_some((case, side))
}

/// Takes in one message: files it with its case, notes that a letter came back, or leaves it alone.
///
/// # Errors
/// [`AppError::Unavailable`] when the database or the disk is away: deliver it again.
pub async fn receive(app: &App, raw: &[u8]) -> Result<Became, AppError> {
    let Ok(message) = mail::read_inbound(raw) else { return Ok(Became::NoMessage) };
    if message.bounce.is_some() || message.is_automatic {
        return app.write(move |tx| mail::take_in(tx, &message)).await;
    }
    let asked = message.clone();
    let Some(key) = app.write(move |tx| Ok(author(tx, &asked)?.map(|author| author.key))).await? else {
        return app.write(move |tx| mail::leave(tx, &message, Became::Stranger)).await;
    };
    let files = seal(app, &key, &message).await?;
    app.write(move |tx| file(tx, &message, &files)).await
}

/// Who writes, and in which case.
struct Author {
    facts: ComplaintFacts,
    by: By<Role>,
    key: CaseKey,
}

/// # Errors
/// Those of the database; somebody without a part in the case is no error, but nobody.
fn author(tx: &mut Tx<'_>, message: &Inbound) -> Result<Option<Author>, AppError> {
    let Some(from) = &message.from else { return Ok(None) };
    let Some((case, side)) = message.to.iter().find_map(|address| addressed(tx.site, address)) else {
        return Ok(None);
    };
    let facts = match cases::open::<Complaint>(tx, &case) {
        Err(error) if error.code() == NOT_FOUND => return Ok(None),
        found => found?,
    };
    let Some(by) = speaker(tx, &facts, side, from)? else { return Ok(None) };
    if workflow::step::<Complaint>(facts.row.state, Event::Messaged, by.role, &facts, tx.now).is_err() {
        return Ok(None);
    }
    let key = files::case_key(tx, Complaint::NAME, &case)?;
    Ok(Some(Author { facts, by, key }))
}

/// The sender in the capacity of a side, where letters of that side go to them.
fn speaker(tx: &mut Tx<'_>, facts: &ComplaintFacts, side: Side, from: &str) -> Result<Option<By<Role>>, AppError> {
    let row = &facts.row;
    let mut has_account = |id: &AccountId| -> Result<bool, AppError> {
        Ok(accounts::person(tx.conn, id)?.email.eq_ignore_ascii_case(from))
    };
    if side == Side::Patient {
        let is_patient = has_account(&row.complainant_id)?;
        return Ok(is_patient.then(|| By::account(Role::Patient, row.complainant_id.as_str())));
    }
    if !facts.is_sent() {
        return Ok(None);
    }
    let claimants = directory::who_answers_for(tx.conn, row.physician_id.as_ref(), row.clinic_id.as_ref())?;
    for claimant in claimants {
        if accounts::person(tx.conn, &claimant)?.email.eq_ignore_ascii_case(from) {
            return Ok(Some(By::account(Role::Clinic, claimant.as_str())));
        }
    }
    Ok(parties::is_clinics(tx, facts, from)?.then(|| By::role(Role::Clinic)))
}

/// Files that are evidence; others stay in the mailbox of their author.
async fn seal(app: &App, key: &CaseKey, message: &Inbound) -> Result<Vec<StoredFile>, AppError> {
    let mut stored = Vec::new();
    for file in &message.files {
        if let Ok(new) = NewFile::check(&file.name, file.content.clone()) {
            stored.push(Store::of(app.config()).seal_and_store(key, new).await?);
        }
    }
    Ok(stored)
}

/// Everything of one answer in one transaction; looked at again, since time has passed.
fn file(tx: &mut Tx<'_>, message: &Inbound, files: &[StoredFile]) -> Result<Became, AppError> {
    if mail::is_known(tx, message)? {
        return Ok(Became::Again);
    }
    let Some(Author { facts, by, .. }) = author(tx, message)? else {
        return mail::leave(tx, message, Became::Stranger);
    };
    let text: String = message.text.chars().take(LONGEST_TEXT).collect();
    if text.is_empty() && files.is_empty() {
        return mail::leave(tx, message, Became::Empty);
    }
    let id = facts.row.id.clone();
    let held =
        i64::try_from(store::evidence_of(tx.conn, std::slice::from_ref(&id))?.len()).map_err(AppError::internal)?;
    let room = usize::try_from(store::EVIDENCE_OF_A_CASE - held).unwrap_or(0);
    for file in files.iter().take(room) {
        store::add_evidence(tx.conn, &id, file, (by.role, tx.now))?;
    }
    let added: Vec<_> =
        files.iter().take(room).map(|file| json!({ "sha256": file.sha256, "bytes": file.bytes })).collect();
    let data = json!({ "by_mail": true, "files": added });
    messages::write(tx, &facts, &by, (&text, None), data)?;
    mail::leave(tx, message, Became::Filed(id))
}
