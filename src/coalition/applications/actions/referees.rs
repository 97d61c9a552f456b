//! Peers and patients answer by the link in their letter, once, without an account.

use super::super::api::GiveReference;
use super::super::facts::ApplicationFacts;
use super::super::model::{Event, LinkRow, RefereeRow, Role};
use super::super::store;
use super::super::table::Application;
use super::step;
use crate::app::{Reader, Tx};
use crate::cases::{self, By};
use crate::coalition::rules::REFERENCE_LINK_OVER;
use crate::error::AppError;
use crate::ids;
use crate::text::plain;
use crate::workflow::{self, Workflow as _};
use chrono::Duration;
use serde_json::json;
use sha2::{Digest as _, Sha256};

/// Bytes of a link's token.
const TOKEN_BYTES: usize = 32;
/// Days a link lives. What ends it is the answer, or the end of the references ([`referee_of_link`]); this only bounds
/// one that nobody uses. It outlasts every clock of the references: 21 days for each draw, 21 more where patients are
/// listed late, and then the officer's, who has until the decision, 120 days after a complete file.
const LINK_DAYS: i64 = 180;

/// SHA-256 of a link's token, hexadecimal: what the database keeps of it.
pub fn hash_of_token(token: &str) -> String {
    hex::encode(Sha256::digest(token.as_bytes()))
}

/// A new link for a referee; every letter has one of its own.
pub fn make_link(tx: &mut Tx<'_>, referee: &str) -> Result<String, AppError> {
    let token = ids::random_hex(TOKEN_BYTES);
    let row = LinkRow {
        token_hash: hash_of_token(&token),
        referee_id: referee.to_owned(),
        expires_at: tx.now.plus(Duration::days(LINK_DAYS)),
        created_at: tx.now,
    };
    store::add_link(tx.conn, &row)?;
    Ok(format!("{}/reference-links/{token}", tx.site.config.server.public_url))
}

/// Who was asked by this link.
///
/// # Errors
/// `reference_link_over` when there is no such link, it was used, or its time is over.
pub fn referee_of_link(reader: &mut Reader<'_>, token: &str) -> Result<RefereeRow, AppError> {
    let over = || AppError::from(REFERENCE_LINK_OVER);
    let link = store::link(reader.conn, &hash_of_token(token))?.filter(|link| link.expires_at > reader.now);
    let referee = store::referee(reader.conn, &link.ok_or_else(over)?.referee_id)?;
    let row = store::find(reader.conn, &referee.application_id)?;
    let is_open = row.state == super::super::model::State::References && referee.answered_at.is_none();
    if is_open { Ok(referee) } else { Err(over()) }
}

/// The application that a referee's link opens, after the clock has caught up.
pub fn referee_by_link(tx: &mut Tx<'_>, token: &str) -> Result<(RefereeRow, ApplicationFacts), AppError> {
    let referee = referee_of_link(&mut tx.reader(), token)?;
    let facts = cases::open::<Application>(tx, &referee.application_id)?;
    Ok((referee, facts))
}

/// Answers, or says no to being asked; either uses the link up.
pub fn answer(tx: &mut Tx<'_>, token: &str, new: &GiveReference) -> Result<(), AppError> {
    let (referee, facts) = referee_by_link(tx, token)?;
    let by = By::role(Role::Referee);
    workflow::step::<Application>(facts.row.state, Event::ReferenceAnswered, by.role, &facts, tx.now)?;
    let statement = new.text.as_deref().map(plain::tidy).filter(|_| new.consent);
    store::answer_reference(tx.conn, &referee.id, new.consent, statement.as_deref(), tx.now)?;
    let (case, field) = ((Application::NAME, facts.row.id.as_str()), format!("statement.{}", referee.id));
    let said = statement.map(|words| cases::commit_words(tx, case, &field, &words)).transpose()?;
    let data = json!({
        "referee": referee.id, "kind": referee.kind, "consent": new.consent, "statement_commit": said,
    });
    step(tx, &facts, Event::ReferenceAnswered, &by, data)
}
