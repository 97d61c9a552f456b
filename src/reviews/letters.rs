//! The letters of a review: to its author, and to whoever answers for the physician or the clinic.

use super::facts::ReviewFacts;
use super::model::{LetterKind, ReviewState};
use crate::accounts::{self, AccountId};
use crate::app::Tx;
use crate::cases::EventRow;
use crate::clock::Timestamp;
use crate::directory;
use crate::error::AppError;
use crate::mail::{Block, Letter, Recipient};
use crate::specialty::Pack;
use crate::text::lang::Lang;
use crate::workdays::Month;
use chrono_tz::Tz;
use serde_json::Value;
use std::collections::BTreeMap;

/// What letters may say of a review, by language.
#[derive(Debug, Clone, Default)]
struct Sheet {
    whom: String,
    procedure: BTreeMap<&'static str, String>,
    month: String,
    state: String,
    level: BTreeMap<&'static str, String>,
    ground: Option<String>,
    reason: Option<String>,
    until: Option<Timestamp>,
    /// Days in which a restriction can be appealed.
    appeal_days: u32,
    url: String,
    receipt: String,
}

/// Writes one letter of a step, once for each recipient.
///
/// A restriction that comes with a statement of reasons is told by that statement.
///
/// # Errors
/// Those of the look-ups.
pub fn write(
    tx: &mut Tx<'_>,
    facts: &ReviewFacts,
    kind: LetterKind,
    event: &EventRow,
) -> Result<Vec<Letter>, AppError> {
    let data: Value = event.data.read()?;
    let is_told = data.get("statement").is_some_and(Value::is_string);
    if is_told && is_restriction(kind) {
        return Ok(Vec::new());
    }
    let sheet = gather(tx, facts, &data)?;
    let to = recipients(tx, facts, kind)?;
    Ok(to
        .into_iter()
        .map(|to| Letter {
            once_key: format!("{}:{kind}:{}", event.id, to.address),
            ..compose(kind, &sheet, to, &facts.row.id)
        })
        .collect())
}

const fn is_restriction(kind: LetterKind) -> bool {
    matches!(
        kind,
        LetterKind::Held | LetterKind::HoldExtended | LetterKind::Hidden | LetterKind::Masked | LetterKind::Removed
    )
}

fn gather(tx: &mut Tx<'_>, facts: &ReviewFacts, data: &Value) -> Result<Sheet, AppError> {
    let row = &facts.row;
    let physician = row.physician_id.as_ref().map(|id| directory::physician(tx.conn, id)).transpose()?;
    let clinic = row.clinic_id.as_ref().map(|id| directory::clinic(tx.conn, id)).transpose()?;
    let names: Vec<String> =
        physician.map(|entry| entry.name).into_iter().chain(clinic.map(|entry| entry.name)).collect();
    let origin = tx.site.config.server.public_url.trim_end_matches('/');
    Ok(Sheet {
        whom: names.join(", "),
        procedure: by_lang(|lang| procedure_name(&tx.site.pack, &row.procedure, lang)),
        month: row.procedure_month.clone(),
        state: row.state.to_string(),
        level: by_lang(|lang| level_name(&tx.site.pack, row.proof_level, lang)),
        ground: row.ground.clone(),
        reason: data.get("reason").and_then(Value::as_str).map(str::to_owned),
        until: if row.state == ReviewState::Held { row.hold_until } else { row.proof_due },
        appeal_days: tx.site.pack.flags.times.appeal_days,
        url: format!("{origin}{}", row.path()),
        receipt: format!("{origin}/reviews/{}/receipt", row.id),
    })
}

fn by_lang(say: impl Fn(Lang) -> String) -> BTreeMap<&'static str, String> {
    Lang::ALL.iter().map(|lang| (lang.as_str(), say(*lang))).collect()
}

/// What the pack calls a procedure.
pub fn procedure_name(pack: &Pack, slug: &str, lang: Lang) -> String {
    pack.procedure(slug).map_or_else(|| slug.to_owned(), |known| known.words.get(lang.as_str()).to_owned())
}

/// What the pack calls a proof level.
pub fn level_name(pack: &Pack, level: i64, lang: Lang) -> String {
    let known = pack.reviews.proof_levels.iter().find(|known| i64::from(known.level) == level);
    known.map_or_else(|| level.to_string(), |known| known.words.get(lang.as_str()).to_owned())
}

fn recipients(tx: &mut Tx<'_>, facts: &ReviewFacts, kind: LetterKind) -> Result<Vec<Recipient>, AppError> {
    let row = &facts.row;
    let ids: Vec<AccountId> = match kind {
        LetterKind::PublishedToClinic => {
            directory::who_answers_for(tx.conn, row.physician_id.as_ref(), row.clinic_id.as_ref())?
        }
        _ => vec![row.author_id.clone()],
    };
    ids.iter()
        .map(|id| {
            let person = accounts::person(tx.conn, id)?;
            Ok(Recipient { address: person.email, name: Some(person.display_name), lang: person.lang })
        })
        .collect()
}

fn compose(kind: LetterKind, sheet: &Sheet, to: Recipient, review: &str) -> Letter {
    let lang = to.lang;
    let stem = format!("reviews-letter-{}", kind.as_str().trim_start_matches("review_").replace('_', "-"));
    let values: Vec<(&str, crate::text::lang::Value)> = vec![
        ("whom", sheet.whom.as_str().into()),
        ("until", said_until(sheet, lang).as_str().into()),
        ("level", sheet.level.get(lang.as_str()).map_or("", String::as_str).into()),
    ];
    let mut body = vec![Block::Paragraph(lang.t_with(&format!("{stem}-text"), &values))];
    body.extend(sheet.reason.clone().filter(|_| gives_reason(kind)).map(Block::Quote));
    body.push(Block::Facts(known(kind, sheet, lang)));
    let label = lang.t(if kind == LetterKind::Receipt { "reviews-letter-receipt-link" } else { "reviews-letter-link" });
    let url = if kind == LetterKind::Receipt { sheet.receipt.clone() } else { sheet.url.clone() };
    body.push(Block::Link { label, url });
    body.extend(rights(kind, sheet, lang).map(Block::Paragraph));
    Letter {
        kind: kind.as_str(),
        subject: lang.t_with(&format!("{stem}-subject"), &values),
        body,
        to,
        // A review's readers are strangers to one another: each has a thread of their own.
        thread: Some(format!("review-{review}{}", if kind == LetterKind::PublishedToClinic { "-clinic" } else { "" })),
        reply_to: None,
        once_key: String::new(),
    }
}

/// What its reader may do next; about what was withdrawn there is nothing left to do.
fn rights(kind: LetterKind, sheet: &Sheet, lang: Lang) -> Option<String> {
    match kind {
        LetterKind::Withdrawn => None,
        LetterKind::PublishedToClinic => Some(lang.t("reviews-letter-rights-clinic")),
        _ => Some(lang.t_with("reviews-letter-rights", &[("days", f64::from(sheet.appeal_days).into())])),
    }
}

const fn gives_reason(kind: LetterKind) -> bool {
    matches!(kind, LetterKind::ProofAsked | LetterKind::LevelDecided)
}

fn said_until(sheet: &Sheet, lang: Lang) -> String {
    sheet.until.map(|until| lang.moment_there(until, Tz::UTC)).unwrap_or_default()
}

/// What a review has become so far; a receipt leaves before that is known.
fn known(kind: LetterKind, sheet: &Sheet, lang: Lang) -> Vec<(String, String)> {
    let fact = |name: &str, value: String| (lang.t(&format!("reviews-fact-{name}")), value);
    let procedure = sheet.procedure.get(lang.as_str()).cloned().unwrap_or_default();
    let month = sheet.month.parse::<Month>();
    let month = month.map_or_else(|_| sheet.month.clone(), |month| lang.month_and_year(month.first_day()));
    let mut facts = vec![fact("about", sheet.whom.clone()), fact("procedure", format!("{procedure}, {month}"))];
    if kind != LetterKind::Receipt {
        facts.push(fact("state", lang.t(&format!("reviews-state-{}", sheet.state))));
    }
    facts.extend(sheet.ground.as_deref().map(|ground| fact("ground", ground_name(ground, lang))));
    facts
}

/// A ground in words: of a removal, or of a flag.
pub fn ground_name(ground: &str, lang: Lang) -> String {
    lang.t(&format!("reviews-ground-{}", ground.replace('_', "-")))
}

/// An invented example of every letter.
pub fn previews(lang: Lang) -> Vec<Letter> {
    let sheet = Sheet {
        whom: "Dr. Mira Halden, Lindenhof Clinic".to_owned(),
        procedure: by_lang(|_| "FUE".to_owned()),
        month: "2025-09".to_owned(),
        state: ReviewState::Published.to_string(),
        level: by_lang(|_| "2".to_owned()),
        ground: None,
        reason: None,
        until: Some(Timestamp::from_unix_millis(1_795_000_000_000)),
        appeal_days: 180,
        url: "https://candor.example/reviews/…".to_owned(),
        receipt: "https://candor.example/reviews/…/receipt".to_owned(),
    };
    let to = || Recipient { address: "teal_bicycle@example.org".into(), name: Some("teal_bicycle".into()), lang };
    LetterKind::ALL.iter().map(|kind| compose(*kind, &sheet, to(), "…")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_is_said_in_every_language() {
        for lang in Lang::ALL {
            for letter in previews(*lang) {
                let said = format!("{letter:?}");
                assert!(!said.contains("reviews-"), "{said}");
                assert!(!said.contains("2025-09"), "a month is said in words: {said}");
            }
        }
    }

    #[test]
    fn nobody_is_told_how_to_withdraw_what_they_withdrew() {
        for lang in Lang::ALL {
            for (kind, letter) in LetterKind::ALL.iter().zip(previews(*lang)) {
                let is_told = !matches!(kind, LetterKind::Withdrawn | LetterKind::PublishedToClinic);
                let rights = lang.t_with("reviews-letter-rights", &[("days", 180_f64.into())]);
                assert_eq!(letter.body.contains(&Block::Paragraph(rights)), is_told, "{kind}");
                assert!(!format!("{letter:?}").contains("2025-09"), "{kind}");
            }
        }
    }
}
