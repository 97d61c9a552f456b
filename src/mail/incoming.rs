//! What has become of mail that came in: each message once.

use super::inbound::{Bounce, Inbound};
use super::{store, undeliverable};
use crate::app::Tx;
use crate::db::Connection;
use crate::db::schema::incoming_mails::dsl;
use crate::error::AppError;
use diesel::prelude::*;

/// What has become of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Became {
    /// An event of this case.
    Filed(String),
    /// A letter of ours that came back.
    Bounce,
    /// It was here before.
    Again,
    /// Written by a program; nobody's answer.
    Automatic,
    /// From nobody who has a part in the case it names, or to no case.
    Stranger,
    /// It says nothing.
    Empty,
    /// The bytes are no message.
    NoMessage,
}

impl Became {
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Filed(_) => "filed",
            Self::Bounce => "bounce",
            Self::Again => "again",
            Self::Automatic => "automatic",
            Self::Stranger => "stranger",
            Self::Empty => "empty",
            Self::NoMessage => "no_message",
        }
    }

    pub fn case(&self) -> Option<&str> {
        match self {
            Self::Filed(case) => Some(case),
            _ => None,
        }
    }
}

/// Whether this message was here before.
pub fn is_known(tx: &mut Tx<'_>, message: &Inbound) -> Result<bool, AppError> {
    was_delivered(tx.conn, &message.key)
}

/// Whether a delivery, or a message, was here before under this key.
pub fn was_delivered(conn: &mut Connection, key: &str) -> Result<bool, AppError> {
    Ok(dsl::incoming_mails.find(key).count().get_result::<i64>(conn)? > 0)
}

/// Writes down that a delivery was taken in, unless it is known.
pub fn note_delivery(tx: &mut Tx<'_>, key: &str, became: &str) -> Result<(), AppError> {
    if !was_delivered(tx.conn, key)? {
        insert(tx, key, (became, None))?;
    }
    Ok(())
}

fn insert(tx: &mut Tx<'_>, key: &str, (became, case): (&str, Option<&str>)) -> Result<(), AppError> {
    let row = (dsl::message_key.eq(key), dsl::received_at.eq(tx.now), dsl::became.eq(became), dsl::case_id.eq(case));
    diesel::insert_into(dsl::incoming_mails).values(row).execute(tx.conn)?;
    Ok(())
}

/// Writes down what has become of a message.
pub fn leave(tx: &mut Tx<'_>, message: &Inbound, became: Became) -> Result<Became, AppError> {
    if is_known(tx, message)? {
        return Ok(Became::Again);
    }
    insert(tx, &message.key, (became.word(), became.case()))?;
    Ok(became)
}

/// Takes in what is nobody's answer: a report about a letter, or the words of a program.
pub fn take_in(tx: &mut Tx<'_>, message: &Inbound) -> Result<Became, AppError> {
    if is_known(tx, message)? {
        return Ok(Became::Again);
    }
    let Some(bounce) = &message.bounce else { return leave(tx, message, Became::Automatic) };
    let became = if came_back(tx, bounce)? { Became::Bounce } else { Became::Stranger };
    leave(tx, message, became)
}

/// Notes that a letter came back, where the report names one of ours and whom it was for; `false` where it does not.
fn came_back(tx: &mut Tx<'_>, bounce: &Bounce) -> Result<bool, AppError> {
    let (Some(id), Some(recipient)) = (&bounce.message_id, &bounce.recipient) else { return Ok(false) };
    let Some(letter) = store::by_message_id(tx.conn, id)? else { return Ok(false) };
    if !letter.recipient.eq_ignore_ascii_case(recipient) {
        return Ok(false);
    }
    if bounce.is_final {
        store::mark_bounced(tx.conn, &letter.id, &bounce.status)?;
        if bounce.is_hard() {
            store::switch_off(tx.conn, &letter.recipient, tx.now, &bounce.status)?;
        }
        undeliverable::tell(tx, &letter.id)?;
    }
    Ok(true)
}
