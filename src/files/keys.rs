//! One random key per case, itself sealed under the master key.

use crate::app::{Site, Tx};
use crate::clock::Timestamp;
use crate::db::Connection;
use crate::db::schema::case_keys;
use crate::error::AppError;
use chacha20poly1305::aead::{Aead as _, Payload};
use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305, XNonce};
use diesel::prelude::*;
use rand::Rng as _;
use secrecy::{ExposeSecret as _, SecretBox};
use std::fmt;
use std::sync::Arc;

const KEY_BYTES: usize = 32;
/// Random nonces do not collide at this length.
const NONCE_BYTES: usize = 24;
const PURPOSE: &str = "case-key";

/// The key under which the files of one case are sealed. Cheap to clone; wiped when the last clone goes.
#[derive(Clone)]
pub struct CaseKey(Arc<SecretBox<[u8; KEY_BYTES]>>);

impl CaseKey {
    pub(super) fn random() -> Self {
        let mut key = Box::new([0_u8; KEY_BYTES]);
        rand::rng().fill_bytes(key.as_mut_slice());
        Self(Arc::new(SecretBox::new(key)))
    }

    fn of(bytes: &[u8]) -> Result<Self, AppError> {
        let key = <[u8; KEY_BYTES]>::try_from(bytes).map_err(|_| AppError::internal("a case key of a wrong length"))?;
        Ok(Self(Arc::new(SecretBox::new(Box::new(key)))))
    }

    /// A random nonce and the sealed text, which opens only under the same `name`.
    pub(super) fn seal(&self, name: &str, plain: &[u8]) -> Result<Vec<u8>, AppError> {
        let mut nonce = [0_u8; NONCE_BYTES];
        rand::rng().fill_bytes(&mut nonce);
        let payload = Payload { msg: plain, aad: name.as_bytes() };
        let sealed = self.cipher().encrypt(&XNonce::from(nonce), payload);
        let sealed = sealed.map_err(|_| AppError::internal("sealing a file failed"))?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// What [`seal`](Self::seal) sealed, unchanged to the last bit; otherwise an error.
    pub(super) fn open(&self, name: &str, sealed: &[u8]) -> Result<Vec<u8>, AppError> {
        let broken = || AppError::internal(format!("file {name} is damaged or sealed under another key"));
        let (nonce, text) = sealed.split_first_chunk::<NONCE_BYTES>().ok_or_else(broken)?;
        let payload = Payload { msg: text, aad: name.as_bytes() };
        self.cipher().decrypt(&XNonce::from(*nonce), payload).map_err(|_| broken())
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(self.0.expose_secret().into())
    }
}

impl fmt::Debug for CaseKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("CaseKey(…)")
    }
}

#[derive(Queryable, Insertable)]
#[diesel(table_name = case_keys)]
struct CaseKeyRow {
    case_kind: String,
    case_id: String,
    sealed_key: Option<Vec<u8>>,
    created_at: Timestamp,
    destroyed_at: Option<Timestamp>,
}

/// The key of a case, made on first use. Commit before a file is sealed under it.
///
/// # Errors
/// 404 when the key was destroyed: a case gets no second one.
pub fn case_key(tx: &mut Tx<'_>, kind: &str, case_id: &str) -> Result<CaseKey, AppError> {
    if let Some(row) = row_of(tx.conn, kind, case_id)? {
        return opened(tx.site, row);
    }
    let key = CaseKey::random();
    let sealed = tx.site.keys.seal(PURPOSE, key.0.expose_secret())?;
    insert(tx, kind, case_id, Some(sealed))?;
    Ok(key)
}

/// The key of a case that has one.
///
/// # Errors
/// 404 when the case never had a key or it was destroyed.
pub fn existing_case_key(conn: &mut Connection, site: &Site, kind: &str, case_id: &str) -> Result<CaseKey, AppError> {
    opened(site, row_of(conn, kind, case_id)?.ok_or_else(AppError::not_found)?)
}

/// Destroys the key of a case for ever; without one, no key can be made any more. Doing it again changes nothing.
pub fn destroy_case_key(tx: &mut Tx<'_>, kind: &str, case_id: &str) -> Result<(), AppError> {
    let Some(row) = row_of(tx.conn, kind, case_id)? else { return insert(tx, kind, case_id, None) };
    if row.destroyed_at.is_some() {
        return Ok(());
    }
    let its_row = case_keys::table.filter(case_keys::case_kind.eq(kind).and(case_keys::case_id.eq(case_id)));
    diesel::update(its_row)
        .set((case_keys::sealed_key.eq(None::<Vec<u8>>), case_keys::destroyed_at.eq(tx.now)))
        .execute(tx.conn)?;
    Ok(())
}

fn row_of(conn: &mut Connection, kind: &str, case_id: &str) -> Result<Option<CaseKeyRow>, AppError> {
    let its_row = case_keys::table.filter(case_keys::case_kind.eq(kind).and(case_keys::case_id.eq(case_id)));
    Ok(its_row.first(conn).optional()?)
}

fn opened(site: &Site, row: CaseKeyRow) -> Result<CaseKey, AppError> {
    let sealed = row.sealed_key.ok_or_else(AppError::not_found)?;
    CaseKey::of(&site.keys.open(PURPOSE, &sealed)?)
}

/// Without a sealed key the row says that it was destroyed.
fn insert(tx: &mut Tx<'_>, kind: &str, case_id: &str, sealed_key: Option<Vec<u8>>) -> Result<(), AppError> {
    let row = CaseKeyRow {
        case_kind: kind.to_owned(),
        case_id: case_id.to_owned(),
        destroyed_at: sealed_key.is_none().then_some(tx.now),
        sealed_key,
        created_at: tx.now,
    };
    diesel::insert_into(case_keys::table).values(&row).execute(tx.conn)?;
    Ok(())
}
