//! The blind scoring sheet: six anchors for each criterion, saved as one goes, locked at the end.

use super::rounds::RoundView;
use super::{private, refusal_of, see_other, shown, shown_again};
use crate::accounts::Member;
use crate::app::App;
use crate::coalition::applications::actions;
use crate::coalition::applications::api::GiveScore;
use crate::coalition::applications::model::{Role, ScoreRow};
use crate::coalition::applications::views::{self, AgreementView, Known, Reached, Seen};
use crate::error::{FieldError, NOT_FOUND, REQUIRED, Refusal};
use crate::specialty::Membership;
use crate::web::page::{FieldProblem, FormErrors, Page};
use crate::web::parts::{Choice, Fact};
use crate::web::{Check, Failure, ValidForm};
use actix_web::web::{Data, Path, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// Registers the pages.
pub fn routes(config: &mut ServiceConfig) {
    config.service(show).service(save);
}

/// The sheet as a browser sends it: `scores.K1.score`, `scores.K1.reason`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct SheetForm {
    #[serde(default)]
    scores: BTreeMap<String, SheetRow>,
    lock: Option<String>,
    /// What is locked cannot be changed, and the reviewer has said so.
    sure: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct SheetRow {
    score: Option<u8>,
    reason: Option<String>,
}

impl Check for SheetForm {}

#[derive(Template)]
#[template(path = "coalition/sheet.html")]
struct SheetPage {
    page: Page,
    id: String,
    lock_text: String,
    progress: String,
    criteria: Vec<CriterionView>,
    saved: usize,
    all: usize,
    /// The box that says so is ticked.
    is_sure: bool,
    file: Vec<Fact>,
    /// What the site itself knows.
    known: Vec<Fact>,
    references: Vec<String>,
    /// What calibrations came to.
    notes: Vec<(String, String)>,
    may_score: bool,
    /// How long a reason is, and what belongs in it.
    why_hint: String,
    is_locked: bool,
    /// For whom somebody waits who has locked.
    waiting: Option<String>,
    agreement: Option<AgreementView>,
    verdict: Vec<Fact>,
    /// What everybody scored in the rounds that are over.
    rounds: Vec<RoundView>,
}

struct CriterionView {
    code: String,
    name: String,
    about: String,
    legend: String,
    score: Input,
    why: Input,
    anchors: Vec<Choice>,
    reason: String,
    saved: bool,
    own: Option<i64>,
    is_wrong: bool,
}

/// A control's name, id and problem.
struct Input {
    name: String,
    id: String,
    error: Option<String>,
}

impl Input {
    fn of(page: &Page, code: &str, field: &str) -> Self {
        let name = format!("scores.{code}.{field}");
        Self { id: page.field_id(&name), error: page.errors.at(&name).map(str::to_owned), name }
    }
}

#[get("/applications/{id}/sheet")]
async fn show(app: Data<App>, request: HttpRequest, member: Member, id: Path<String>) -> Result<HttpResponse, Failure> {
    let page = member.page(&request)?;
    shown(&sheet_page(&app, (member, id.into_inner()), page, &[]).await?)
}

async fn sheet_page(
    app: &App,
    (member, id): (Member, String),
    page: Page,
    raw: &[(String, String)],
) -> Result<SheetPage, Failure> {
    let who = member.clone();
    let read = app.read(move |reader| {
        let seen = views::seen_by(reader, &who, &id)?;
        let known = views::known(reader, &seen.facts)?;
        Ok((seen, known))
    });
    let (seen, known) = read.await?;
    if !seen.roles.contains(&Role::Reviewer) {
        return Err(NOT_FOUND.into());
    }
    let facts = &seen.facts;
    let mine = facts.scores_of(&member.id, facts.row.round);
    let rules = &app.site().pack.membership;
    let is_locked = facts.has_locked(&member.id);
    let page = private(page.clone(), title(&page, &seen, is_locked, rules.criteria.len().saturating_sub(mine.len())));
    let criteria = rules.criteria.iter().map(|known| criterion(&page, known, &mine, raw)).collect();
    let agreement = views::agreement_of(facts);
    Ok(SheetPage {
        id: seen.view.id.clone(),
        lock_text: page.t_with("coalition-lock-text", "round", facts.row.round),
        progress: page.t_with2("coalition-saved-of", "done", mine.len(), "all", rules.criteria.len()),
        all: rules.criteria.len(),
        criteria,
        saved: mine.len(),
        is_sure: !super::typed(raw, "sure").is_empty(),
        file: file(&page, &seen),
        known: known_facts(&page, &known),
        waiting: facts.waits(&member.id).then(|| super::waiting(&page, facts)),
        references: seen.view.references.items.iter().filter_map(|one| one.text.clone()).collect(),
        notes: super::notes(&page, &seen.view.notes),
        why_hint: page.t_with("coalition-score-why-hint", "least", rules.thresholds.reason_min_length),
        may_score: !is_locked && facts.row.state == crate::coalition::applications::model::State::Scoring,
        is_locked,
        verdict: agreement.as_ref().map(|found| verdict(&page, found, rules)).unwrap_or_default(),
        agreement,
        rounds: super::rounds::rounds(&page, facts, &member.id),
        page,
    })
}

/// Whom it is about, and what is left to do.
fn title(page: &Page, seen: &Seen, is_locked: bool, open: usize) -> String {
    let code = seen.view.code.clone();
    if let Some(name) = &seen.view.physician {
        return page.t_with("coalition-sheet-known", "whom", name.clone());
    }
    if is_locked {
        page.t_with("coalition-sheet-locked", "code", code)
    } else {
        page.t_with2("coalition-sheet-title", "code", code, "open", open)
    }
}

fn criterion(
    page: &Page,
    known: &crate::specialty::Criterion,
    mine: &[&ScoreRow],
    raw: &[(String, String)],
) -> CriterionView {
    let saved = mine.iter().find(|row| row.criterion == known.code);
    let sent = |field: &str| {
        let name = format!("scores.{}.{field}", known.code);
        raw.iter().find(|(sent, _)| *sent == name).map(|(_, value)| value.clone())
    };
    let chosen = sent("score").or_else(|| saved.map(|row| row.score.to_string())).unwrap_or_default();
    let lang = page.lang.as_str();
    let anchor = |(score, words): (usize, &crate::specialty::Words)| {
        Choice::new(score.to_string(), words.get(lang)).chosen_if(&chosen)
    };
    let (score, why) = (Input::of(page, &known.code, "score"), Input::of(page, &known.code, "reason"));
    let name = known.words.get(lang).to_owned();
    CriterionView {
        legend: page.t_with("coalition-score-legend", "name", name.clone()),
        about: super::about(page, known),
        name,
        anchors: known.anchors.iter().enumerate().map(anchor).collect(),
        reason: sent("reason").or_else(|| saved.map(|row| row.reason.clone())).unwrap_or_default(),
        saved: saved.is_some(),
        own: saved.map(|row| row.score),
        is_wrong: score.error.is_some() || why.error.is_some(),
        score,
        why,
        code: known.code.clone(),
    }
}

/// The file, blinded for whoever scores.
pub fn file(page: &Page, seen: &Seen) -> Vec<Fact> {
    let text = |value: &Value| match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => serde_json::to_string_pretty(other).unwrap_or_default(),
    };
    vec![
        Fact::new(page.t("coalition-section-practice"), text(&seen.view.practice)),
        Fact::new(page.t("coalition-section-cases"), text(&seen.view.cases)),
    ]
}

/// What bears on reputation and years, as far as the site knows it and the anchors ask.
fn known_facts(page: &Page, known: &Known) -> Vec<Fact> {
    let fact = |name: &str, value: String| Fact::new(page.t(&format!("coalition-known-{name}")), value);
    let yes_no = |is: bool| page.t(if is { "yes" } else { "no" });
    let or_none = |value: Option<String>| value.unwrap_or_else(|| page.t("coalition-known-none"));
    let whole = |number: i64| page.number(number);
    vec![
        fact("reviews", or_none(known.reviews.map(|count| reached(page, count, whole)))),
        fact(
            "lower-bound",
            or_none(known.lower_bound.map(|bound| reached(page, bound, |one| page.lang.decimal(one, 1)))),
        ),
        fact("on-time", or_none(known.is_on_time.map(yes_no))),
        fact("recommendations", yes_no(known.has_open_recommendations)),
        fact("inspection", or_none(known.is_good.map(yes_no))),
        fact("years", or_none(known.years.map(|years| reached(page, years, whole)))),
    ]
}

fn reached<T>(page: &Page, figure: Reached<T>, told: impl Fn(T) -> String) -> String {
    match figure {
        Reached::Below(step) => page.t_with("coalition-known-below", "number", told(step)),
        Reached::AtLeast(step) => page.t_with("coalition-known-at-least", "number", told(step)),
    }
}

pub fn verdict(page: &Page, found: &AgreementView, rules: &Membership) -> Vec<Fact> {
    let fact = |name: &str, value: String| Fact::new(page.t(&format!("coalition-fact-{name}")), value);
    let mut facts = vec![
        fact("round", found.round.to_string()),
        fact("alpha", found.alpha.map(|alpha| page.number(alpha)).unwrap_or_default()),
        fact("composite", super::plain(page, found.composite)),
        fact("recommendation", super::word(page, "recommendation", found.recommendation.as_str())),
    ];
    if !found.failed_minimums.is_empty() {
        facts.push(fact("below", super::named(page, &found.failed_minimums, rules)));
    }
    facts
}

#[post("/applications/{id}/sheet")]
async fn save(
    app: Data<App>,
    request: HttpRequest,
    member: Member,
    id: Path<String>,
    form: ValidForm<SheetForm>,
) -> Result<HttpResponse, Failure> {
    member.check_form(&app, &form.csrf)?;
    let id = id.into_inner();
    require_reviewer(&app, &member, &id).await?;
    let refusal = match save_sheet(&app, (&member, &id), form.value).await? {
        Ok(done) => return Ok(see_other(&format!("/applications/{id}/sheet?done={done}"))),
        Err(refusal) => refusal,
    };
    let page = member.page(&request)?;
    let errors = FormErrors::called(&refusal, page.lang, |field| called(field, &page));
    let errors = errors.told(|problem| by_name(&app, &page, problem));
    let page = page.with_errors(errors);
    shown_again(&sheet_page(&app, (member, id), page, &form.raw).await?, &refusal)
}

/// What the sheet itself calls a field of a row.
fn called(field: &str, page: &Page) -> Option<String> {
    let (_, part) = field.rsplit_once('.')?;
    let key = if part == "reason" { "coalition-score-why" } else { "coalition-score" };
    Some(page.t(key))
}

/// A problem with the name of its criterion, which the summary needs.
fn by_name(app: &App, page: &Page, problem: &FieldProblem) -> String {
    let code = problem.field.split('.').nth(1).unwrap_or_default();
    let rules = &app.site().pack.membership;
    let known = rules.criteria.iter().find(|criterion| criterion.code == code);
    let Some(known) = known else { return problem.message.clone() };
    let said = match problem.message.strip_suffix(&page.t("error-too-short")) {
        Some(label) => {
            let least = page.t_with("coalition-score-why-least", "least", rules.thresholds.reason_min_length);
            format!("{label}{least}")
        }
        None => problem.message.clone(),
    };
    format!("{}: {said}", known.words.get(page.lang.as_str()))
}

/// # Errors
/// `not_found` for everybody but those on the panel.
async fn require_reviewer(app: &App, member: &Member, id: &str) -> Result<(), Failure> {
    let (who, id) = (member.clone(), id.to_owned());
    let seen = app.read(move |reader| views::seen_by(reader, &who, &id)).await?;
    if seen.roles.contains(&Role::Reviewer) { Ok(()) } else { Err(NOT_FOUND.into()) }
}

/// Saves the rows, and locks the sheet where that was asked for and nothing is wrong; answers which of the two was done,
/// or what the form has to show.
async fn save_sheet(
    app: &App,
    (member, id): (&Member, &str),
    form: Result<SheetForm, Refusal>,
) -> Result<Result<&'static str, Refusal>, Failure> {
    let (wrong, locks, is_sure) = match form {
        Ok(sheet) => {
            let (locks, is_sure) = (sheet.lock.is_some(), sheet.sure.is_some());
            (save_rows(app, (member, id), sheet.scores).await?, locks, is_sure)
        }
        Err(refusal) => (refusal.fields, false, false),
    };
    if !wrong.is_empty() {
        return Ok(Err(Refusal::fields(wrong)));
    }
    if !locks {
        return Ok(Ok("saved"));
    }
    if !is_sure {
        return Ok(Err(Refusal::field("/sure", REQUIRED)));
    }
    let (member, id) = (member.clone(), id.to_owned());
    match app.write(move |tx| actions::lock(tx, &member, &id)).await {
        Ok(()) => Ok(Ok("locked")),
        Err(error) => refusal_of(error).map(Err),
    }
}

/// Saves each row by itself, so that one that is wrong loses no other.
async fn save_rows(
    app: &App,
    (member, id): (&Member, &str),
    rows: BTreeMap<String, SheetRow>,
) -> Result<Vec<FieldError>, Failure> {
    let mut wrong = Vec::new();
    for (code, row) in rows {
        let reason = row.reason.unwrap_or_default();
        let field = |name: &str, code_of: crate::error::Code| FieldError {
            pointer: format!("/scores/{code}/{name}"),
            code: code_of,
            span: None,
        };
        let Some(score) = row.score else {
            wrong.extend((!reason.trim().is_empty()).then(|| field("score", REQUIRED)));
            continue;
        };
        if score > 5 {
            wrong.push(field("score", crate::error::OUT_OF_RANGE));
            continue;
        }
        let (who, case, criterion) = (member.clone(), id.to_owned(), code.clone());
        let new = GiveScore { score, reason };
        let saved = app.write(move |tx| actions::score(tx, &who, (&case, &criterion), &new)).await;
        if let Err(error) = saved {
            let refusal = refusal_of(error)?;
            if refusal.fields.is_empty() {
                return Err(refusal.into());
            }
            wrong.extend(refusal.fields.iter().map(|one| field(one.pointer.trim_start_matches('/'), one.code)));
        }
    }
    Ok(wrong)
}
