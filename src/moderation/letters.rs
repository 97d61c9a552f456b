//! The letters of moderation: reasons to the author, outcomes to whoever reported, and the steps of an appeal.
//!
//! The moderation team signs them; who decided stands inside only.

use super::model::{Action, AppealOutcome, AppealRow, FlagRow, LetterKind, Side, StatementRow, TargetKind};
use super::store::{appeals, flags};
use super::table::StatementFacts;
use super::{links, targets, words};
use crate::accounts::{self, AccountId, Person};
use crate::app::{Site, Tx};
use crate::cases::EventRow;
use crate::clock::Timestamp;
use crate::error::AppError;
use crate::forum::ThreadRow;
use crate::mail::{Block, Letter, Recipient};
use crate::text::lang::Lang;
use chrono::Duration;
use chrono_tz::Tz;

/// What a letter about a decision says, whoever reads it.
pub(super) struct Told<'a> {
    /// The kind of thing, and its thread or whom it is about.
    pub about: String,
    pub action: Action,
    /// The ground in the reader's language.
    pub ground: String,
    /// What the author reads.
    pub facts: &'a str,
    pub automated: bool,
    pub end: Option<Timestamp>,
    /// In which the reader reads hours.
    pub zone: Tz,
    pub appeal_until: Timestamp,
    pub url: String,
}

/// The letters of one step of a statement.
pub fn of_statement(
    tx: &mut Tx<'_>,
    facts: &StatementFacts,
    kind: LetterKind,
    event: &EventRow,
) -> Result<Vec<Letter>, AppError> {
    let row = &facts.row;
    let thread = thread_of(row);
    match kind {
        LetterKind::Statement | LetterKind::Lifted => {
            let (to, told) = told_to(tx, row, &row.author_id)?;
            let key = format!("{}:{kind}:{}", event.id, row.author_id);
            let letter = if kind == LetterKind::Statement { statement(to, &told, key) } else { lifted(to, &told, key) };
            Ok(vec![Letter { thread: Some(thread), ..letter }])
        }
        LetterKind::AppealReceived => {
            let Some(appeal) = newest(tx, row)? else { return Ok(Vec::new()) };
            let (to, told) = told_to(tx, row, &appeal.appellant_id)?;
            let days = facts.times.appeal_decided_days;
            let key = format!("{}:{kind}:{}", event.id, appeal.appellant_id);
            let letter = appeal_received(to, &told, (&appeal.text, appeal.created_at, days), key);
            Ok(vec![Letter { thread: Some(thread), ..letter }])
        }
        LetterKind::AppealDecided => decided(tx, row, event),
    }
}

/// What one of its readers is told of a statement.
fn told_to<'a>(tx: &mut Tx<'_>, row: &'a StatementRow, reader: &AccountId) -> Result<(Recipient, Told<'a>), AppError> {
    let person = accounts::person(tx.conn, reader)?;
    let (zone, to) = (person.zone, addressed(person));
    // A title that is masked is not told again, nor one taken from sight to whoever only wrote in that thread.
    let is_title = (row.target_kind, row.action) == (TargetKind::Thread, Action::Mask);
    let is_own = row.target_kind == TargetKind::Thread && row.author_id == *reader;
    let may_know = |thread: &ThreadRow| !is_title && (is_own || !thread.is_restricted());
    let about = called(tx, (row.target_kind, &row.target_id), may_know, to.lang)?;
    let url = read_by(tx, row, reader)?;
    let told = Told { zone, ..told(tx.site, (row, about, url), to.lang) };
    Ok((to, told))
}

/// To the appellant, and to the author where somebody else appealed.
fn decided(tx: &mut Tx<'_>, row: &StatementRow, event: &EventRow) -> Result<Vec<Letter>, AppError> {
    let Some(appeal) = newest(tx, row)? else { return Ok(Vec::new()) };
    let mut readers = vec![appeal.appellant_id.clone()];
    if appeal.side == Side::Reporter {
        readers.push(row.author_id.clone());
    }
    let mut letters = Vec::new();
    for reader in readers {
        let to = recipient(tx, &reader)?;
        let key = format!("{}:appeal_decided:{reader}", event.id);
        let outcome = (appeal.outcome.unwrap_or(AppealOutcome::Upheld), appeal.reason.as_deref().unwrap_or_default());
        let url = read_by(tx, row, &reader)?;
        letters.push(Letter { thread: Some(thread_of(row)), ..appeal_decided(to, outcome, url, key) });
    }
    Ok(letters)
}

/// To whoever appealed against what another decision has taken the place of, or what was taken back.
pub fn appeal_over(tx: &mut Tx<'_>, row: &StatementRow, appeal: &AppealRow) -> Result<Letter, AppError> {
    let to = recipient(tx, &appeal.appellant_id)?;
    let letter = over(to, read_by(tx, row, &appeal.appellant_id)?, format!("{}:over", appeal.id));
    Ok(Letter { thread: Some(thread_of(row)), ..letter })
}

fn newest(tx: &mut Tx<'_>, row: &StatementRow) -> Result<Option<AppealRow>, AppError> {
    Ok(appeals::of_statement(tx.conn, &row.id)?.pop())
}

/// What became of a report, to whoever made it.
pub fn outcome(tx: &mut Tx<'_>, flag: &FlagRow, action: Action) -> Result<Letter, AppError> {
    let to = recipient(tx, &flag.flagger_id)?;
    let reason = words::ground(&tx.site.pack, &flag.reason, to.lang);
    let may_know = |thread: &ThreadRow| !thread.is_restricted();
    let about = called(tx, (flag.target_kind, &flag.target_id), may_know, to.lang)?;
    let url = format!("{}/me/reports", origin(tx.site));
    Ok(outcome_letter(to, action, (&about, &reason), url, format!("{}:outcome:{}", flag.id, flag.version)))
}

/// The same again for every reporter, once an appeal has overturned what was done.
pub fn overturned(tx: &mut Tx<'_>, statement: &StatementRow, but: &AccountId) -> Result<Vec<Letter>, AppError> {
    let mut letters = Vec::new();
    for flag in flags::behind(tx.conn, &statement.id)?.iter().filter(|flag| flag.flagger_id != *but) {
        letters.push(outcome(tx, flag, Action::NoBreach)?);
    }
    Ok(letters)
}

/// What something is called: its kind, and the title of its thread where the reader may know that, or whom a review is
/// about.
fn called(
    tx: &mut Tx<'_>,
    (kind, id): (TargetKind, &str),
    may_know: impl Fn(&ThreadRow) -> bool,
    lang: Lang,
) -> Result<String, AppError> {
    let thread = targets::thread_of(tx.conn, kind, id)?.filter(may_know).map(|thread| thread.title);
    let name = lang.t(&format!("moderation-kind-{kind}"));
    let Some(title) = thread.or(targets::reviewed(tx.conn, kind, id)?) else { return Ok(name) };
    Ok(lang.t_with("moderation-item-title", &[("kind", name.as_str().into()), ("title", title.as_str().into())]))
}

fn told<'a>(site: &Site, (row, about, url): (&'a StatementRow, String, String), lang: Lang) -> Told<'a> {
    Told {
        about,
        action: row.action,
        ground: words::ground(&site.pack, &row.ground_code, lang),
        facts: &row.decision_facts,
        automated: row.decided_by.is_none(),
        end: row.end_date,
        zone: Tz::UTC,
        appeal_until: row.appeal_until,
        url,
    }
}

fn recipient(tx: &mut Tx<'_>, id: &AccountId) -> Result<Recipient, AppError> {
    Ok(addressed(accounts::person(tx.conn, id)?))
}

fn addressed(person: Person) -> Recipient {
    Recipient { address: person.email, name: Some(person.display_name), lang: person.lang }
}

fn origin(site: &Site) -> &str {
    site.config.server.public_url.trim_end_matches('/')
}

/// Where a statement is read: the author of one that stops them from signing in needs no account there.
fn read_by(tx: &Tx<'_>, row: &StatementRow, reader: &AccountId) -> Result<String, AppError> {
    let is_shut_out = row.action.stops_sign_in() && row.author_id == *reader;
    let path = if is_shut_out { links::make(tx.site, row, tx.now)? } else { format!("/statements/{}", row.id) };
    Ok(format!("{}{path}", origin(tx.site)))
}

fn thread_of(row: &StatementRow) -> String {
    format!("statement-{}", row.id)
}

fn statement(to: Recipient, told: &Told<'_>, key: String) -> Letter {
    let lang = to.lang;
    let who = if told.automated { "moderation-letter-automatic" } else { "moderation-letter-by-people" };
    let mut facts = vec![
        (lang.t("moderation-fact-about"), told.about.clone()),
        (lang.t("moderation-fact-action"), lang.t(&told.action.done_key())),
        (lang.t("moderation-fact-ground"), told.ground.clone()),
    ];
    if let Some(end) = told.end {
        facts.push((lang.t("moderation-fact-until"), lang.moment_there(end, told.zone)));
    }
    facts.push((lang.t("moderation-fact-appeal-until"), lang.day(told.appeal_until.date())));
    let mut body = vec![Block::Paragraph(lang.t("moderation-letter-statement-text")), Block::Facts(facts)];
    // Where nobody explained anything the ground stands for it, and is said already.
    body.extend((told.facts != told.ground).then(|| Block::Quote(told.facts.to_owned())));
    body.extend([Block::Paragraph(lang.t(who)), Block::Paragraph(lang.t("moderation-letter-statement-appeal"))]);
    body.extend((told.action == Action::Warn).then(|| Block::Paragraph(lang.t("moderation-letter-statement-read"))));
    let is_shut_out = told.action.stops_sign_in();
    body.extend(is_shut_out.then(|| Block::Paragraph(lang.t("moderation-letter-statement-shut-out"))));
    body.push(Block::Link { label: lang.t("moderation-letter-statement-link"), url: told.url.clone() });
    letter("moderation_statement", to, "moderation-letter-statement-subject", body, key)
}

fn lifted(to: Recipient, told: &Told<'_>, key: String) -> Letter {
    let lang = to.lang;
    let body = vec![
        Block::Paragraph(lang.t("moderation-letter-lifted-text")),
        Block::Facts(vec![
            (lang.t("moderation-fact-about"), told.about.clone()),
            (lang.t("moderation-fact-action"), lang.t(&told.action.done_key())),
        ]),
        Block::Link { label: lang.t("moderation-letter-statement-link"), url: told.url.clone() },
    ];
    letter("moderation_lifted", to, "moderation-letter-lifted-subject", body, key)
}

fn appeal_received(to: Recipient, told: &Told<'_>, (text, since, days): (&str, Timestamp, u32), key: String) -> Letter {
    let lang = to.lang;
    let due = since.plus(Duration::days(days.into())).to_utc().with_timezone(&told.zone).date_naive();
    let body = vec![
        Block::Paragraph(lang.t_with("moderation-letter-appeal-received-text", &[("days", i64::from(days).into())])),
        Block::Quote(text.to_owned()),
        Block::Paragraph(lang.t("moderation-letter-appeal-against")),
        Block::Facts(vec![
            (lang.t("moderation-fact-about"), told.about.clone()),
            (lang.t("moderation-fact-action"), lang.t(&told.action.done_key())),
            (lang.t("moderation-fact-ground"), told.ground.clone()),
            (lang.t("moderation-fact-heard-until"), lang.day(due)),
        ]),
        Block::Link { label: lang.t("moderation-letter-appeal-link"), url: told.url.clone() },
    ];
    letter("moderation_appeal_received", to, "moderation-letter-appeal-received-subject", body, key)
}

fn appeal_decided(to: Recipient, (outcome, reason): (AppealOutcome, &str), url: String, key: String) -> Letter {
    let lang = to.lang;
    let body = vec![
        Block::Paragraph(lang.t(&format!("moderation-letter-appeal-{outcome}"))),
        Block::Quote(reason.to_owned()),
        Block::Link { label: lang.t("moderation-letter-statement-link"), url },
    ];
    letter("moderation_appeal_decided", to, "moderation-letter-appeal-decided-subject", body, key)
}

fn over(to: Recipient, url: String, key: String) -> Letter {
    let lang = to.lang;
    let body = vec![
        Block::Paragraph(lang.t("moderation-letter-appeal-over")),
        Block::Link { label: lang.t("moderation-letter-statement-link"), url },
    ];
    letter("moderation_appeal_over", to, "moderation-letter-appeal-decided-subject", body, key)
}

fn outcome_letter(to: Recipient, action: Action, (about, reason): (&str, &str), url: String, key: String) -> Letter {
    let lang = to.lang;
    let text = if action.restricts() { "moderation-letter-outcome-agreed" } else { "moderation-letter-outcome-kept" };
    let body = vec![
        Block::Paragraph(lang.t(text)),
        Block::Facts(vec![
            (lang.t("moderation-fact-about"), about.to_owned()),
            (lang.t("moderation-fact-reported-as"), reason.to_owned()),
            (lang.t("moderation-fact-action"), lang.t(&action.done_key())),
        ]),
        Block::Link { label: lang.t("moderation-letter-outcome-link"), url },
    ];
    letter("moderation_report_outcome", to, "moderation-letter-outcome-subject", body, key)
}

fn letter(kind: &'static str, to: Recipient, subject: &str, body: Vec<Block>, once_key: String) -> Letter {
    let subject = to.lang.t(subject);
    Letter { kind, to, subject, body, thread: None, reply_to: None, once_key }
}

/// An example of every letter, in `lang`.
pub fn previews(lang: Lang) -> Vec<Letter> {
    let to = || Recipient { address: "wren@example.org".into(), name: Some("wren".into()), lang };
    let at = Timestamp::from_unix_millis(1_793_610_000_000);
    let told = Told {
        about: lang.t("moderation-kind-post"),
        action: Action::Hide,
        ground: lang.t("moderation-preview-ground"),
        facts: &lang.t("moderation-preview-facts"),
        automated: false,
        end: None,
        zone: Tz::UTC,
        appeal_until: at,
        url: "https://candor.example/statements/…".into(),
    };
    let (facts, url) = (lang.t("moderation-preview-appeal"), "https://candor.example/me/reports".to_owned());
    let outcome = (AppealOutcome::Overturned, facts.as_str());
    vec![
        statement(to(), &told, "1".into()),
        lifted(to(), &told, "2".into()),
        appeal_received(to(), &told, (&facts, at, 14), "3".into()),
        appeal_decided(to(), outcome, told.url.clone(), "4".into()),
        outcome_letter(to(), Action::Hide, (&told.about, &told.ground), url, "5".into()),
        over(to(), told.url, "6".into()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_is_said_in_every_language() {
        for lang in Lang::ALL {
            for letter in previews(*lang) {
                let said = format!("{letter:?}");
                assert!(!said.contains("moderation-"), "{said}");
            }
        }
    }
}
