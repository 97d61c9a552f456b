//! The letters of a membership.

use super::{Words, coalition, compose, day, people};
use crate::accounts::AccountId;
use crate::app::Tx;
use crate::cases::EventRow;
use crate::clock::Timestamp;
use crate::coalition::members::hearing;
use crate::coalition::members::measures::seats;
use crate::coalition::members::model::LetterKind;
use crate::coalition::members::{MembershipFacts, model::Measure};
use crate::coalition::rules;
use crate::directory;
use crate::error::AppError;
use crate::mail::{Letter, Recipient};
use crate::text::lang::{Lang, Value};
use chrono::{Duration, NaiveDate};
use serde_json::Value as Json;

const fn goes_to_coalition(kind: LetterKind) -> bool {
    matches!(
        kind,
        LetterKind::ReviewOpened
            | LetterKind::InterimVote
            | LetterKind::Appealed
            | LetterKind::HearingMissed
            | LetterKind::Lapsed
            | LetterKind::InspectionMissed
    )
}

const fn goes_to_member(kind: LetterKind) -> bool {
    !matches!(kind, LetterKind::InterimVote | LetterKind::InspectionMissed | LetterKind::Proposed | LetterKind::Hear)
}

/// Writes one letter of a step, once for each recipient.
///
/// # Errors
/// Those of the look-ups; a letter itself cannot fail.
pub fn of_membership(
    tx: &mut Tx<'_>,
    facts: &MembershipFacts,
    kind: LetterKind,
    event: &EventRow,
) -> Result<Vec<Letter>, AppError> {
    let physician = directory::physician(tx.conn, &facts.row.physician_id)?.name;
    let mut to: Vec<Recipient> = Vec::new();
    if goes_to_member(kind) {
        let members = directory::who_answers_for(tx.conn, Some(&facts.row.physician_id), None)?;
        to.extend(people(tx, &members)?);
    }
    to.extend(goes_to_coalition(kind).then(|| coalition(tx)));
    let asked = asked(tx, facts, kind)?;
    to.extend(people(tx, &asked)?);
    let data: Json = event.data.read()?;
    let said = |name: &str| data.get(name).and_then(Json::as_str).map(str::to_owned);
    let page = if matches!(kind, LetterKind::Proposed | LetterKind::Hear) { "/acts" } else { "" };
    let link = format!("{}/coalition/members/{}{page}", tx.site.config.server.public_url, facts.row.physician_id);
    let letter = |to: Recipient| {
        let words = Words {
            kind: kind.as_str(),
            values: values(facts, to.lang, &physician, &said),
            items: items(facts, kind, to.lang, &data),
            quote: said("reasons"),
            link: Some(link.clone()),
            thread: Some(facts.row.id.clone()),
        };
        let once_key = format!("{}:{kind}:{}", event.id, to.address);
        Letter { once_key, ..compose(to, words) }
    };
    Ok(to.into_iter().map(letter).collect())
}

/// Whose voice is asked for: the board's on a measure, and on an appeal that of whoever may hear it.
fn asked(tx: &mut Tx<'_>, facts: &MembershipFacts, kind: LetterKind) -> Result<Vec<AccountId>, AppError> {
    let physician = &facts.row.physician_id;
    match kind {
        LetterKind::Proposed => seats(&mut tx.reader(), physician),
        LetterKind::Hear => Ok(hearing::panel(&mut tx.reader(), &facts.row.id, physician)?.0),
        _ => Ok(Vec::new()),
    }
}

/// Of a lapse what it leaves open; of a measure its last day, and how the board voted on it; of an appeal, how many may
/// hear it and by when, or how they spoke.
fn items(facts: &MembershipFacts, kind: LetterKind, lang: Lang, data: &Json) -> Vec<String> {
    let count = |place: &str| data.pointer(place).and_then(Json::as_i64);
    let both = |name: &str, one: (&str, i64), other: (&str, i64)| {
        lang.t_with(name, &[(one.0, one.1.into()), (other.0, other.1.into())])
    };
    if matches!(kind, LetterKind::Appealed | LetterKind::Hear) {
        let panel = count("/hearers").zip(count("/needed"));
        let name = |few: bool| if few { "coalition-hearing-too-few" } else { "coalition-hearing-panel" };
        let words =
            |(hearers, needed): (i64, i64)| both(name(hearers < needed), ("needed", needed), ("hearers", hearers));
        let last = facts.row.hear_by.map(|at| day(lang, at.minus(Duration::seconds(1)), &facts.calendar));
        let by = last.map(|day| lang.t_with("coalition-hear-by", &[("day", day.into())]));
        return panel.map(words).into_iter().chain(by).collect();
    }
    if kind == LetterKind::AppealDecided {
        let voices = count("/tally/yes").zip(count("/tally/no"));
        let words = |(yes, no): (i64, i64)| both("coalition-hearing-voices", ("for", yes), ("against", no));
        return voices.map(words).into_iter().collect();
    }
    if kind == LetterKind::Lapsed {
        let left_open = rules::left_open(facts.row.state, facts.row.state_before);
        return left_open.map(|_| lang.t("coalition-lapsed-left-open")).into_iter().collect();
    }
    if !matches!(kind, LetterKind::Measure | LetterKind::Proposed) {
        return Vec::new();
    }
    let said = |name: &str| data.get(name).and_then(Json::as_str);
    let end = said("until").and_then(|text| Timestamp::parse(text).ok());
    let last = end.map(|end| day(lang, end.minus(Duration::seconds(1)), &facts.calendar));
    let mut items: Vec<String> =
        last.map(|day| lang.t_with("coalition-last-day", &[("day", day.into())])).into_iter().collect();
    if kind == LetterKind::Measure {
        let words = |(yes, no, abstain): (i64, i64, i64)| {
            lang.t_with("coalition-tally", &[("yes", yes.into()), ("no", no.into()), ("abstain", abstain.into())])
        };
        let votes = count("/tally/yes").zip(count("/tally/no")).zip(count("/tally/abstain"));
        items.extend(votes.map(|((yes, no), abstain)| words((yes, no, abstain))));
        let is_alone = votes.is_none() && said("measure") == Some(Measure::Restriction.as_str());
        items.extend(is_alone.then(|| lang.t("coalition-taken-alone")));
    }
    items
}

fn values<'a>(
    facts: &MembershipFacts,
    lang: Lang,
    physician: &str,
    said: &dyn Fn(&str) -> Option<String>,
) -> Vec<(&'a str, Value)> {
    let row = &facts.row;
    let dated = |at| day(lang, at, &facts.calendar);
    let before = |at: Timestamp| at.minus(Duration::seconds(1));
    let expiry = row.licence_expires_on.as_deref().and_then(|text| text.parse::<NaiveDate>().ok());
    let measure = said("measure").and_then(|word| word.parse::<Measure>().ok());
    let word = |key: String| lang.t(&key);
    vec![
        ("whom", physician.to_owned().into()),
        ("expiry", expiry.map(|day| lang.day(day)).unwrap_or_default().into()),
        (
            "measure",
            measure.map(|one| word(format!("coalition-measure-{}", dashed(one.as_str())))).unwrap_or_default().into(),
        ),
        (
            "ground",
            said("ground").map(|one| word(format!("coalition-ground-{}", dashed(&one)))).unwrap_or_default().into(),
        ),
        ("outcome", said("outcome").map(|one| word(format!("coalition-appeal-{one}"))).unwrap_or_default().into()),
        (
            "closes",
            said("ends_at")
                .and_then(|text| Timestamp::parse(&text).ok())
                .map(|at| lang.moment_there(at, facts.calendar.time_zone))
                .unwrap_or_default()
                .into(),
        ),
        ("until", row.measure_until.map(|at| dated(before(at))).unwrap_or_default().into()),
        ("appeal", row.appeal_until.map(|at| dated(before(at))).unwrap_or_default().into()),
        ("hear-by", row.hear_by.map(|at| dated(before(at))).unwrap_or_default().into()),
        ("state", word(format!("coalition-member-state-{}", dashed(row.state.as_str()))).into()),
    ]
}

fn dashed(word: &str) -> String {
    word.replace('_', "-")
}
