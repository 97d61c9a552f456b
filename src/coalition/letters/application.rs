//! The letters of an application.

use super::missing::missing;
use super::{Words, account, coalition, compose, day};
use crate::app::Tx;
use crate::cases::{self, EventRow};
use crate::clock::Timestamp;
use crate::coalition::applications::actions::make_link;
use crate::coalition::applications::model::{LetterKind, RefereeRow, State, Timer};
use crate::coalition::applications::{Application, ApplicationFacts, gaps, written_to};
use crate::directory;
use crate::error::AppError;
use crate::mail::{Letter, Recipient};
use crate::text::lang::{Lang, Value};
use crate::workflow::Workflow as _;
use chrono::Duration;

/// Who reads a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reader {
    Applicant,
    Reviewers,
    Board,
    Coalition,
    Referees,
}

const fn readers(kind: LetterKind) -> &'static [Reader] {
    match kind {
        LetterKind::Receipt
        | LetterKind::Gaps
        | LetterKind::Hearing
        | LetterKind::Decision
        | LetterKind::Published
        | LetterKind::Closed => &[Reader::Applicant],
        LetterKind::ReferenceRequest | LetterKind::ReferenceReminder => &[Reader::Referees],
        LetterKind::Panel | LetterKind::Calibration => &[Reader::Reviewers],
        LetterKind::CommentsOpen => &[Reader::Applicant, Reader::Coalition],
        LetterKind::VoteOpen => &[Reader::Board],
        LetterKind::Overdue | LetterKind::SeatEmpty | LetterKind::VotersLack => &[Reader::Coalition],
    }
}

/// Writes one letter of a step, once for each recipient.
///
/// # Errors
/// Those of the look-ups; a letter itself cannot fail.
pub fn of_application(
    tx: &mut Tx<'_>,
    facts: &ApplicationFacts,
    kind: LetterKind,
    event: &EventRow,
) -> Result<Vec<Letter>, AppError> {
    let physician = directory::physician(tx.conn, &facts.row.physician_id)?.name;
    let next = next(tx, facts)?;
    let mut letters = Vec::new();
    for reader in readers(kind) {
        if *reader == Reader::Referees {
            letters.extend(to_referees(tx, facts, kind, (&physician, next, event))?);
            continue;
        }
        for to in recipients(tx, facts, *reader)? {
            let lang = to.lang;
            let words = Words {
                kind: kind.as_str(),
                values: values(facts, (*reader, lang), &physician, next),
                items: items(facts, kind, lang),
                quote: quote(facts, kind, event)?,
                link: Some(address(tx, facts, *reader, kind)),
                // Reviewers must not find the applicant's letters in their own thread.
                thread: (*reader != Reader::Reviewers).then(|| facts.row.id.clone()),
            };
            // Who reads that too few may vote need not be told again with each recusal that follows.
            let once = if kind == LetterKind::VotersLack { &facts.row.id } else { &event.id };
            let once_key = format!("{once}:{kind}:{}", to.address);
            letters.push(Letter { once_key, ..compose(to, words) });
        }
    }
    Ok(letters)
}

/// Why it was decided, or found not to go on.
fn quote(facts: &ApplicationFacts, kind: LetterKind, event: &EventRow) -> Result<Option<String>, AppError> {
    let data: serde_json::Value = event.data.read()?;
    Ok(match kind {
        LetterKind::Decision => facts.row.reasons.clone(),
        LetterKind::Closed if facts.row.state == State::Lapsed => {
            data.get("reason").and_then(serde_json::Value::as_str).map(str::to_owned)
        }
        _ => None,
    })
}

fn values<'a>(
    facts: &ApplicationFacts,
    (reader, lang): (Reader, Lang),
    physician: &str,
    next: Option<Timestamp>,
) -> Vec<(&'a str, Value)> {
    let whom = if reader == Reader::Reviewers { facts.row.code.clone() } else { physician.to_owned() };
    let date = next.map(|at| day(lang, at.minus(Duration::seconds(1)), &facts.calendar)).unwrap_or_default();
    let (quorum, seats) = facts.voters_without(0);
    let outcome = facts.row.outcome.map(|outcome| lang.t(&format!("coalition-state-{outcome}"))).unwrap_or_default();
    vec![
        ("case", facts.row.id.clone().into()),
        ("whom", whom.into()),
        ("day", date.into()),
        ("outcome", outcome.into()),
        ("state", lang.t(&format!("coalition-state-{}", facts.row.state.as_str().replace('_', "-"))).into()),
        ("round", facts.row.round.into()),
        ("least", facts.pack.thresholds.least_quorum.into()),
        ("seats", i64::try_from(seats).unwrap_or_default().into()),
        ("quorum", i64::try_from(quorum).unwrap_or_default().into()),
    ]
}

/// What is missing, in words: in the form, or of what admission takes.
fn items(facts: &ApplicationFacts, kind: LetterKind, lang: Lang) -> Vec<String> {
    if kind == LetterKind::Decision {
        let failed = facts.result.as_ref().map(|result| result.failed_minimums.clone()).unwrap_or_default();
        return gaps::in_words(&facts.gaps_named(), &failed, (&facts.pack, lang));
    }
    if !matches!(kind, LetterKind::Receipt | LetterKind::Gaps) {
        return Vec::new();
    }
    missing(facts, lang).into_iter().map(|gap| gap.text).collect()
}

fn recipients(tx: &mut Tx<'_>, facts: &ApplicationFacts, reader: Reader) -> Result<Vec<Recipient>, AppError> {
    match reader {
        Reader::Applicant => Ok(vec![account(tx, &facts.row.applicant_id)?]),
        Reader::Reviewers => facts.sitting().iter().map(|seat| account(tx, &seat.account_id)).collect(),
        Reader::Board => facts.voters().iter().map(|id| account(tx, id)).collect(),
        Reader::Coalition => Ok(vec![coalition(tx)]),
        Reader::Referees => Ok(Vec::new()),
    }
}

fn address(tx: &Tx<'_>, facts: &ApplicationFacts, reader: Reader, kind: LetterKind) -> String {
    let page = match (reader, kind) {
        (Reader::Reviewers, _) => "/sheet",
        (Reader::Coalition, LetterKind::CommentsOpen) => "/comments",
        _ => "",
    };
    format!("{}/applications/{}{page}", tx.site.config.server.public_url, facts.row.id)
}

/// The first deadline that is still to come, without the reminders.
fn next(tx: &mut Tx<'_>, facts: &ApplicationFacts) -> Result<Option<Timestamp>, AppError> {
    let pending = cases::pending(tx.conn, Application::NAME, &facts.row.id)?;
    let deadline = pending.iter().find(|row| row.timer != Timer::ReferenceReminder.as_str());
    Ok(deadline.map(|row| row.due_at))
}

/// Those who have not answered yet and to whom such a letter is still to go. The redraw, and patients who are listed
/// late, start the clock again, but nobody is asked, or reminded, all over again.
fn waiting<'f>(
    tx: &mut Tx<'_>,
    facts: &'f ApplicationFacts,
    kind: LetterKind,
) -> Result<Vec<&'f RefereeRow>, AppError> {
    let of_draw = facts.referees.iter().filter(|one| !facts.row.redrawn || one.draw != 1);
    let silent: Vec<&RefereeRow> = of_draw.filter(|one| one.answered_at.is_none()).collect();
    let ids: Vec<String> = silent.iter().map(|one| one.id.clone()).collect();
    let written = written_to(tx.conn, &ids)?;
    let reminders = facts.pack.clocks.references.reminders.len();
    // A request is the first letter; the reminders come after it.
    let most = if kind == LetterKind::ReferenceRequest { 0 } else { reminders };
    let letters = |one: &RefereeRow| written.iter().filter(|id| **id == one.id).count();
    Ok(silent.into_iter().filter(|one| letters(one) <= most).collect())
}

/// Whoever has not answered yet; each letter has a link of its own.
fn to_referees(
    tx: &mut Tx<'_>,
    facts: &ApplicationFacts,
    kind: LetterKind,
    (physician, next, event): (&str, Option<Timestamp>, &EventRow),
) -> Result<Vec<Letter>, AppError> {
    let mut letters = Vec::new();
    for referee in waiting(tx, facts, kind)? {
        let to = Recipient { address: referee.email.clone(), name: Some(referee.name.clone()), lang: Lang::default() };
        let words = Words {
            kind: kind.as_str(),
            values: values(facts, (Reader::Referees, to.lang), physician, next),
            items: Vec::new(),
            quote: None,
            link: Some(make_link(tx, &referee.id)?),
            thread: None,
        };
        letters.push(Letter { once_key: format!("{}:{kind}:{}", event.id, referee.id), ..compose(to, words) });
    }
    Ok(letters)
}
