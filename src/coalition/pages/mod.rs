//! The pages of this domain: the same actions and reads as over REST.

mod acts;
mod application;
mod badge;
mod basis;
mod comments;
mod decisions;
mod form;
mod how;
mod list;
mod panel;
mod receipt;
mod references;
mod register;
mod results;
mod rounds;
mod sheet;
mod waiting;

use crate::accounts::{AccountId, Member};
use crate::app::{App, Tx};
use crate::clock::Timestamp;
use crate::coalition::applications::ApplicationFacts;
use crate::coalition::applications::model::{Role, State};
use crate::coalition::applications::views::{Next, NoteView, Seen};
use crate::coalition::members::views::{RegisterEntry, RegisterRecusal};
use crate::error::{AppError, CONFLICT_OF_INTEREST, Refusal};
use crate::specialty::{Criterion, Membership};
use crate::text::lang::Value;
use crate::web::page::{Area, FieldProblem, FormErrors, Page, Tone};
use crate::web::parts::Fact;
use crate::web::{Check, Failure, rendered};
use actix_web::HttpResponse;
use actix_web::http::{StatusCode, header};
use actix_web::web::ServiceConfig;
use askama::Template;
use chrono::{Duration, NaiveDate};
use serde::Deserialize;

/// Registers every page.
pub fn routes(config: &mut ServiceConfig) {
    register::routes(config);
    badge::routes(config);
    results::routes(config);
    acts::routes(config);
    waiting::routes(config);
    list::routes(config);
    form::routes(config);
    sheet::routes(config);
    comments::routes(config);
    references::routes(config);
    receipt::routes(config);
    application::routes(config);
}

/// What may be said on the page after an act, as `?done=` names it.
const DONE: &[&str] = &[
    "saved",
    "submission",
    "withdrawal",
    "gaps",
    "lapse",
    "gate",
    "panel",
    "calibration",
    "hearing",
    "vote",
    "decision",
    "recusal",
    "comment",
    "locked",
    "review",
    "measure-taken",
    "measure-meanwhile",
    "measure-besides",
    "measure-proposed",
    "measure-vote",
    "measure-decision",
    "resignation",
    "appeal",
    "appeal-decision",
    "licence",
    "recredentialing",
    "death",
    "check",
];

/// What was just done, beside the page of a list without a filter.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct JustDone {
    #[serde(rename = "done")]
    _done: Option<String>,
}

impl Check for JustDone {}

/// What was just done, beside the page of a list; the frame reads it from the address.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Done {
    state: Option<State>,
    done: Option<String>,
}

impl Check for Done {}

/// The frame of a page that is for one reader only, with what was just done.
fn private(page: Page, title: String) -> Page {
    let asked = page.path.split_once("done=").map(|(_, done)| done.split('&').next().unwrap_or_default().to_owned());
    let done = asked.filter(|done| DONE.contains(&done.as_str()));
    let page = page.titled(title).in_area(Area::Coalition).keep_private();
    match done {
        Some(done) => {
            let text = page.t(&format!("coalition-done-{done}"));
            page.with_flash(Tone::Ok, text)
        }
        None => page,
    }
}

/// A finished page that is nobody else's to keep.
fn shown(template: &impl Template) -> Result<HttpResponse, Failure> {
    let mut answer = rendered(template)?;
    answer.headers_mut().insert(header::CACHE_CONTROL, header::HeaderValue::from_static("private, no-store"));
    Ok(answer)
}

/// The page again after a refusal, with its status.
fn shown_again(template: &impl Template, refusal: &Refusal) -> Result<HttpResponse, Failure> {
    let mut answer = shown(template)?;
    *answer.status_mut() = StatusCode::from_u16(refusal.code.status).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
    Ok(answer)
}

/// The refusal that a form can show; what is hidden, forbidden or broken goes on to its own page.
fn refusal_of(error: AppError) -> Result<Refusal, Failure> {
    match error {
        AppError::Refused(refusal) if !matches!(refusal.code.status, 401 | 403 | 404) => Ok(refusal),
        // Which seat, and why, is for the form of the panel.
        AppError::Refused(refusal) if refusal.code == CONFLICT_OF_INTEREST => Ok(refusal),
        other => Err(other.into()),
    }
}

/// The page with what was wrong, where the form itself says what its fields are called, and how it asks for one that was
/// left empty: `(field, label, question)`.
fn with_refusal(page: Page, refusal: &Refusal, fields: &[(&str, &str, &str)]) -> Page {
    let known = |field: &str| fields.iter().find(|(name, ..)| *name == field);
    let errors = FormErrors::called(refusal, page.lang, |field| known(field).map(|(_, label, _)| page.t(label)));
    let page = page.with_errors(errors);
    let missing = page.t("error-required");
    let told = |problem: &FieldProblem| match known(&problem.field) {
        // A field without a question of its own keeps its name before what is said of every field.
        Some((_, _, question)) if *question != "error-required" && problem.message.ends_with(&missing) => {
            page.t(question)
        }
        _ => problem.message.clone(),
    };
    let errors = page.errors.clone().told(told);
    page.with_errors(errors)
}

/// On to another page after an act.
fn see_other(path: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((header::LOCATION, path)).finish()
}

/// An act of the domain, as `actions` has them.
type Act<T> = fn(&mut Tx<'_>, &Member, &str, &T) -> Result<(), AppError>;

/// Carries an act out, unless the form was wrong already.
async fn carry_out<T: Clone + Send + 'static>(
    app: &App,
    (member, id): (&Member, &str),
    form: Result<T, Refusal>,
    act: Act<T>,
) -> Result<Option<Refusal>, Failure> {
    let done = match form {
        Ok(new) => {
            let (member, id) = (member.clone(), id.to_owned());
            app.write(move |tx| act(tx, &member, &id, &new)).await
        }
        Err(refusal) => Err(refusal.into()),
    };
    match done {
        Ok(()) => Ok(None),
        Err(error) => refusal_of(error).map(Some),
    }
}

/// The word of a state, gate answer or the like in the reader's language.
fn word(page: &Page, group: &str, word: &str) -> String {
    page.t(&format!("coalition-{group}-{}", word.replace('_', "-")))
}

/// A number with as many decimals as it has, up to two.
fn plain(page: &Page, number: f64) -> String {
    let fits = |places: i32| {
        let scaled = number * 10_f64.powi(places);
        (scaled - scaled.round()).abs() < 1e-6
    };
    let places = if fits(0) {
        0
    } else if fits(1) {
        1
    } else if fits(2) {
        2
    } else {
        3
    };
    page.lang.decimal(number, places)
}

/// The votes, in words.
fn tally(page: &Page, yes: impl Into<Value>, no: impl Into<Value>, abstain: impl Into<Value>) -> String {
    page.lang.t_with("coalition-tally", &[("yes", yes.into()), ("no", no.into()), ("abstain", abstain.into())])
}

/// How many were recused, by why.
fn recusals(page: &Page, counted: &[RegisterRecusal]) -> String {
    let one = |one: &RegisterRecusal| format!("{}: {}", word(page, "recusal", one.ground.as_str()), one.count);
    counted.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// What was noted, each under what it belongs to.
fn notes(page: &Page, notes: &[NoteView]) -> Vec<(String, String)> {
    let heading = |note: &NoteView| match note.round {
        Some(round) => page.t_with2("coalition-note-calibration", "round", round, "day", page.day_of(note.at)),
        None => page.t_with("coalition-note-hearing", "day", page.day_of(note.at)),
    };
    notes.iter().map(|note| (heading(note), note.text.clone())).collect()
}

/// What comes next, and when, and whether that is the day of the decision; whoever has locked waits for everybody else on
/// the panel. While too few may vote, no day that went by is told as if it were to come.
fn next(page: &Page, seen: &Seen, who: &AccountId) -> Option<(String, Option<Timestamp>, bool)> {
    let next = seen.view.next.as_ref()?;
    if seen.view.state == State::Vote && seen.facts.lacks_voters() && next.due < page.now {
        return None;
    }
    let is_reviewer = seen.roles.contains(&Role::Reviewer);
    let step = match seen.facts.row.state {
        State::Scoring if is_reviewer && seen.facts.waits(who) => waiting(page, &seen.facts),
        // Whoever has not locked scores, also while a seat is empty.
        State::Scoring if is_reviewer => word(page, "step", "scores"),
        _ => word(page, "step", &next.step),
    };
    Some((step, until(next), next.of_whole))
}

/// Until when a step lasts; the anchors have no date of their own, only that of the decision.
fn until(next: &Next) -> Option<Timestamp> {
    (next.step != "calibration").then_some(next.due)
}

/// Whoever has locked waits for everybody else, and first for whoever takes an empty seat; how many still work is nobody's
/// to know.
fn waiting(page: &Page, facts: &ApplicationFacts) -> String {
    if !facts.panel_is_whole() {
        return word(page, "step", "panel");
    }
    page.t_with("coalition-step-others", "count", facts.sitting().len().saturating_sub(1))
}

/// What a vote takes: how many of how many must vote, and what of yes and no carries; or that too few may vote.
fn rule(page: &Page, majority: &str, (quorum, seats): (usize, usize)) -> String {
    let name = if quorum > seats { "too-few" } else { majority };
    page.t_with2(&format!("coalition-rule-{name}"), "quorum", quorum, "seats", seats)
}

/// Until when an appeal that waits is to be decided, and that it was not.
fn hear_by(page: &Page, entry: &RegisterEntry) -> Option<Fact> {
    let day = last_day(page, entry.hear_by_day.as_deref(), entry.hear_by?);
    let value = if entry.hearing_overdue { format!("{day} ({})", page.t("coalition-due-over")) } else { day };
    Some(Fact::new(page.t("coalition-fact-hear-by"), value))
}

/// The last day before this instant, by the member's clocks where they are known.
fn last_day(page: &Page, known: Option<&str>, end: Timestamp) -> String {
    day_or(page, known, end.minus(Duration::seconds(1)))
}

/// A day by the member's clocks; by the reader's where nothing knows it.
fn day_or(page: &Page, known: Option<&str>, at: Timestamp) -> String {
    let day = known.and_then(|day| day.parse::<NaiveDate>().ok());
    day.map_or_else(|| page.day_of(at), |day| page.day(day))
}

/// What was typed into a field of a form that was refused.
fn typed<'r>(raw: &'r [(String, String)], name: &str) -> &'r str {
    raw.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
}

/// Criteria by their codes and names.
fn named(page: &Page, codes: &[String], rules: &Membership) -> String {
    let name = |code: &String| {
        let known = rules.criteria.iter().find(|known| known.code == *code);
        known.map_or_else(|| code.clone(), |known| format!("{code} {}", known.words.get(page.lang.as_str())))
    };
    codes.iter().map(name).collect::<Vec<_>>().join(", ")
}

/// A criterion's code, weight and minimum.
fn about(page: &Page, known: &Criterion) -> String {
    let weight = page.t_with("coalition-weight", "weight", known.weight);
    let least = page.t_with("coalition-minimum", "minimum", u32::from(known.minimum));
    if known.minimum == 0 { format!("{}, {weight}", known.code) } else { format!("{}, {weight}, {least}", known.code) }
}
