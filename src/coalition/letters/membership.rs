//! The letters of a membership.

use super::{Words, coalition, compose, people};
use crate::accounts::AccountId;
use crate::app::Tx;
use crate::cases::EventRow;
use crate::clock::Timestamp;
use crate::coalition::members::hearing;
use crate::coalition::members::measures::{awaits_vote, seats};
use crate::coalition::members::model::{LetterKind, Measure, MembershipRow, State};
use crate::coalition::members::{MembershipFacts, WaitingReview, ends_alone, last_day};
use crate::coalition::rules;
use crate::directory;
use crate::error::AppError;
use crate::mail::{Letter, Recipient};
use crate::text::lang::{Lang, Value};
use chrono::NaiveDate;
use serde_json::Value as Json;

/// What ends in a review is the coalition's business as well: the board has something to vote on.
const fn goes_to_coalition(kind: LetterKind, state: State) -> bool {
    match kind {
        LetterKind::Ended | LetterKind::AppealDecided => matches!(state, State::UnderReview),
        LetterKind::ReviewOpened
        | LetterKind::ReviewSince
        | LetterKind::ReviewWaits
        | LetterKind::ReviewBegins
        | LetterKind::ReviewResumes
        | LetterKind::InterimVote
        | LetterKind::Appealed
        | LetterKind::HearingMissed
        | LetterKind::Lapsed
        | LetterKind::LapseFinal
        | LetterKind::InspectionMissed => true,
        _ => false,
    }
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
    to.extend(goes_to_coalition(kind, facts.row.state).then(|| coalition(tx)));
    let asked = asked(tx, facts, kind)?;
    to.extend(people(tx, &asked)?);
    let awaits = goes_on(facts, kind) && awaits_vote(tx, facts)?;
    let data: Json = event.data.read()?;
    let said = |name: &str| data.get(name).and_then(Json::as_str).map(str::to_owned);
    let is_to_act = matches!(kind, LetterKind::Measure | LetterKind::Proposed | LetterKind::Hear);
    let page = if is_to_act { "/acts" } else { "" };
    let config = &tx.site.config;
    let link = format!("{}/coalition/members/{}{page}", config.server.public_url, facts.row.physician_id);
    let named = (physician.as_str(), config.mail.coalition_inbox.as_str());
    let letter = |to: Recipient| {
        let words = Words {
            kind: kind.as_str(),
            values: values(facts, to.lang, named, &said),
            items: items(facts, (kind, awaits, event), to.lang, &data),
            quote: said("reasons").or_else(|| written(kind, &data)),
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

/// Whether the letter tells of an end with which a review goes on, or begins.
const fn goes_on(facts: &MembershipFacts, kind: LetterKind) -> bool {
    matches!((kind, facts.row.state), (LetterKind::Ended | LetterKind::AppealDecided, State::UnderReview))
}

/// Of a lapse what it leaves open; of a measure its last day, and how the board voted on it, or the review after it; of
/// an appeal, how many may hear it and by when, or how they spoke and what stands besides.
fn items(
    facts: &MembershipFacts,
    (kind, awaits, event): (LetterKind, bool, &EventRow),
    lang: Lang,
    data: &Json,
) -> Vec<String> {
    let follows = written(kind, data).map(|_| lang.t("coalition-review-written"));
    let count = |place: &str| data.pointer(place).and_then(Json::as_i64);
    let both = |name: &str, one: (&str, i64), other: (&str, i64)| {
        lang.t_with(name, &[(one.0, one.1.into()), (other.0, other.1.into())])
    };
    if matches!(kind, LetterKind::Appealed | LetterKind::Hear) {
        let panel = count("/hearers").zip(count("/needed"));
        let name = |few: bool| if few { "coalition-hearing-too-few" } else { "coalition-hearing-panel" };
        let words =
            |(hearers, needed): (i64, i64)| both(name(hearers < needed), ("needed", needed), ("hearers", hearers));
        let last = facts.row.hear_by.map(|at| lang.day(last_day(at, &facts.calendar)));
        let by = last.map(|day| lang.t_with("coalition-hear-by", &[("day", day.into())]));
        return panel.map(words).into_iter().chain(by).collect();
    }
    if kind == LetterKind::AppealDecided {
        let voices = count("/tally/yes").zip(count("/tally/no"));
        let words = |(yes, no): (i64, i64)| both("coalition-hearing-voices", ("for", yes), ("against", no));
        let later = later(facts, lang, data);
        return voices.map(words).into_iter().chain(later).chain(review(facts, lang, awaits)).collect();
    }
    if kind == LetterKind::Ended {
        return review(facts, lang, awaits);
    }
    if kind == LetterKind::ReviewWaits {
        let name = match facts.row.state {
            State::Removed => "coalition-review-waits-removed",
            _ => "coalition-review-waits-lapsed",
        };
        return std::iter::once(lang.t(name)).chain(follows).collect();
    }
    if matches!(kind, LetterKind::Lapsed | LetterKind::LapseFinal) {
        let left_open = rules::left_open(facts.row.state, facts.row.state_before);
        return left_open.map(|_| lang.t("coalition-lapsed-left-open")).into_iter().collect();
    }
    match kind {
        LetterKind::Measure | LetterKind::Proposed => of_measure(facts, (kind, event), lang, data),
        _ => follows.into_iter().collect(),
    }
}

/// Why the board opened a review, in its own words; one that opens by itself has none.
fn written(kind: LetterKind, data: &Json) -> Option<String> {
    let is_opened = matches!(kind, LetterKind::ReviewOpened | LetterKind::ReviewSince | LetterKind::ReviewWaits);
    let reason = data.get("reason").and_then(Json::as_str).filter(|_| is_opened)?;
    (!reason.trim().is_empty()).then(|| reason.to_owned())
}

/// The last day of a measure, what it ends, how the board voted on it or that one of its members decided, and until when
/// the member may appeal.
fn of_measure(facts: &MembershipFacts, (kind, event): (LetterKind, &EventRow), lang: Lang, data: &Json) -> Vec<String> {
    let count = |place: &str| data.pointer(place).and_then(Json::as_i64);
    let said = |name: &str| data.get(name).and_then(Json::as_str);
    let votes = count("/tally/yes").zip(count("/tally/no")).zip(count("/tally/abstain"));
    let is_restriction = said("measure") == Some(Measure::Restriction.as_str());
    let is_alone = kind == LetterKind::Measure && votes.is_none() && is_restriction;
    let at = event.at;
    let clock = (&facts.calendar, facts.rules.clocks.interim_vote);
    let end = said("until").and_then(|text| Timestamp::parse(text).ok());
    let end = end.map(|end| if is_alone { ends_alone(end, at, clock) } else { end });
    let last = end.map(|end| lang.day(last_day(end, &facts.calendar)));
    let lasts = last.map(|day| lang.t_with("coalition-last-day", &[("day", day.into())]));
    let has_end = said("measure").is_some_and(|word| word.parse::<Measure>().is_ok_and(Measure::has_end));
    let longest = (kind == LetterKind::Proposed && has_end).then(|| lang.t("coalition-longest"));
    let mut items: Vec<String> = lasts.or(longest).into_iter().collect();
    if kind == LetterKind::Measure {
        let words = |(yes, no, abstain): (i64, i64, i64)| {
            lang.t_with("coalition-tally", &[("yes", yes.into()), ("no", no.into()), ("abstain", abstain.into())])
        };
        items.extend(ended(event).map(|name| lang.t(name)));
        items.extend(votes.map(|((yes, no), abstain)| words((yes, no, abstain))));
        let by_one = if is_alone { "coalition-taken-alone" } else { "coalition-by-one" };
        items.extend(votes.is_none().then(|| lang.t(by_one)));
        // It is put to the vote with this, unless the board votes on something else.
        items.extend((is_alone && facts.vote_ends_at.is_none()).then(|| voted_on_until(facts, at, lang)));
        items.extend(may_appeal(facts, lang));
    }
    items
}

/// What held until this measure, where it is milder than that.
fn ended(event: &EventRow) -> Option<&'static str> {
    let state = |word: &str| word.parse::<State>().ok();
    match (state(&event.from_state)?, state(&event.to_state)?) {
        (State::Restricted, State::Active | State::Probation) => Some("coalition-ends-restricted"),
        (State::Suspended, State::Active | State::Probation | State::Restricted) => Some("coalition-ends-suspended"),
        _ => None,
    }
}

/// Until when the board votes on what one member restricted at `at`.
fn voted_on_until(facts: &MembershipFacts, at: Timestamp, lang: Lang) -> String {
    let ends = facts.calendar.missed_from(at, facts.rules.clocks.interim_vote);
    let closes = lang.moment_there(ends, facts.calendar.time_zone);
    lang.t_with("coalition-voted-on-until", &[("closes", closes.into())])
}

/// Until when the member may appeal; while an earlier appeal is heard, that the days begin with the decision on it.
fn may_appeal(facts: &MembershipFacts, lang: Lang) -> Option<String> {
    let until = facts.row.appeal_until?;
    if facts.row.awaits_hearing() {
        return Some(lang.t("coalition-appeal-may-later"));
    }
    let day = lang.day(last_day(until, &facts.calendar));
    Some(lang.t_with("coalition-appeal-may", &[("day", day.into())]))
}

/// The measure that was taken since the one that was appealed against, with the last day to appeal against it.
fn later(facts: &MembershipFacts, lang: Lang, data: &Json) -> Option<String> {
    let (word, until) = data.get("later").and_then(Json::as_str).zip(facts.row.appeal_until)?;
    let stands = word.parse::<Measure>().is_ok_and(|measure| stands(&facts.row, measure));
    let name = if stands { "coalition-appeal-later-holds" } else { "coalition-appeal-later-over" };
    let measure = lang.t(&format!("coalition-measure-{}", dashed(word)));
    let day = lang.day(last_day(until, &facts.calendar));
    Some(lang.t_with(name, &[("measure", measure.into()), ("day", day.into())]))
}

/// Whether a measure is not over; a lapse and leaving only interrupt it.
fn stands(row: &MembershipRow, measure: Measure) -> bool {
    let is_out = matches!(row.state, State::Lapsed | State::Resigned);
    let state = row.state_before.filter(|_| is_out).unwrap_or(row.state);
    match measure {
        Measure::Probation => row.on_probation,
        Measure::Restriction => state == State::Restricted,
        Measure::Suspension => state == State::Suspended,
        Measure::Removal => state == State::Removed,
        _ => true,
    }
}

/// The review that goes on, and that its hours to vote run; nothing where the board only votes.
fn review(facts: &MembershipFacts, lang: Lang, awaits: bool) -> Vec<String> {
    if facts.row.state != State::UnderReview || facts.review == WaitingReview::Unopened {
        return Vec::new();
    }
    let hours = awaits.then(|| lang.t("coalition-review-hours"));
    std::iter::once(lang.t("coalition-appeal-review-goes-on")).chain(hours).collect()
}

fn values<'a>(
    facts: &MembershipFacts,
    lang: Lang,
    (physician, inbox): (&str, &str),
    said: &dyn Fn(&str) -> Option<String>,
) -> Vec<(&'a str, Value)> {
    let row = &facts.row;
    let last = |end: Timestamp| lang.day(last_day(end, &facts.calendar));
    let expiry = row.licence_expires_on.as_deref().and_then(|text| text.parse::<NaiveDate>().ok());
    let measure = said("measure").and_then(|word| word.parse::<Measure>().ok());
    let word = |key: String| lang.t(&key);
    vec![
        ("whom", physician.to_owned().into()),
        ("inbox", inbox.to_owned().into()),
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
        ("until", row.measure_until.map(last).unwrap_or_default().into()),
        ("appeal", row.appeal_until.map(last).unwrap_or_default().into()),
        ("hear-by", row.hear_by.map(last).unwrap_or_default().into()),
        ("state", word(format!("coalition-member-state-{}", dashed(row.state.as_str()))).into()),
    ]
}

fn dashed(word: &str) -> String {
    word.replace('_', "-")
}
