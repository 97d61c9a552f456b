//! The letters of the coalition: who gets which, and what stands in them.
//!
//! Reviewers are written about a code, never about a name; nothing in a letter tells a score or a count before its
//! time.

mod application;
mod membership;
mod missing;
mod sample;

pub use application::of_application;
pub use membership::of_membership;
pub use missing::{Missing, missing};
pub use sample::previews;

use crate::accounts::{self, AccountId};
use crate::app::Tx;
use crate::error::AppError;
use crate::mail::{Block, Letter, Recipient};
use crate::text::lang::{Lang, Value};

/// What differs between letters, in one language.
struct Words<'a> {
    kind: &'static str,
    values: Vec<(&'a str, Value)>,
    /// Things to do, or that are missing.
    items: Vec<String>,
    /// Somebody's own words.
    quote: Option<String>,
    link: Option<String>,
    thread: Option<String>,
}

/// A letter but for its once key.
fn compose(to: Recipient, words: Words<'_>) -> Letter {
    let lang = to.lang;
    let stem = format!("coalition-letter-{}", words.kind.replace('_', "-"));
    let said = |part: &str| lang.t_with(&format!("{stem}-{part}"), &words.values);
    let mut body = vec![Block::Paragraph(said("text"))];
    if !words.items.is_empty() {
        body.push(Block::List(words.items.clone()));
    }
    body.extend(words.quote.clone().filter(|text| !text.is_empty()).map(Block::Quote));
    let more = format!("{stem}-more");
    body.extend(lang.has(&more).then(|| Block::Paragraph(lang.t_with(&more, &words.values))));
    body.extend(words.link.clone().map(|url| Block::Link { label: said("link"), url }));
    body.push(Block::Paragraph(lang.t("coalition-letter-regards")));
    Letter {
        kind: words.kind,
        subject: said("subject"),
        body,
        to,
        thread: words.thread,
        reply_to: None,
        once_key: String::new(),
    }
}

fn account(tx: &mut Tx<'_>, id: &AccountId) -> Result<Recipient, AppError> {
    Ok(recipient(accounts::person(tx.conn, id)?))
}

/// The same of several, in their order, looked up at once.
fn people(tx: &mut Tx<'_>, ids: &[AccountId]) -> Result<Vec<Recipient>, AppError> {
    let mut known = accounts::people(tx.conn, ids)?;
    Ok(ids.iter().filter_map(|id| known.remove(id)).map(recipient).collect())
}

fn recipient(person: accounts::Person) -> Recipient {
    Recipient { address: person.email, name: Some(person.display_name), lang: person.lang }
}

/// Where the coalition's own letters go.
fn coalition(tx: &Tx<'_>) -> Recipient {
    let address = tx.site.config.mail.coalition_inbox.clone();
    Recipient { address, name: None, lang: Lang::default() }
}

/// A day as letters say it, in the calendar of the case.
fn day(lang: Lang, at: crate::clock::Timestamp, calendar: &crate::workdays::Calendar) -> String {
    lang.day(calendar.local_day(at))
}
