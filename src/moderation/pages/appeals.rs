//! Statements of reasons for whom they concern, appeals, and those who hear them.

use super::{private, refusal_of, see_other, shown, shown_again, with_refusal};
use crate::accounts::Member;
use crate::app::App;
use crate::clock::Timestamp;
use crate::error::{REQUIRED, Refusal, TOO_SHORT};
use crate::moderation::api::{AppealDetail, AppealText, AppealView, Hearing, StatementView};
use crate::moderation::model::{
    Action, AppealId, AppealOutcome, AppealState, Side, StatementId, StatementState, TargetKind,
};
use crate::moderation::store::flags::ByInstant;
use crate::moderation::{actions, reads, words};
use crate::web::page::{Area, Page};
use crate::web::parts::{Choice, Fact};
use crate::web::{Check, Failure, Listed, Listing, Neighbours, Nothing, ValidForm};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;
use chrono::Duration;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "moderation/statement.html")]
struct StatementPage {
    page: Page,
    statement: StatementView,
    facts: Vec<Fact>,
    fields: Vec<Fact>,
    automated: bool,
    may_appeal: bool,
    may_acknowledge: bool,
    /// Its reader's name is masked, and may be another at any time.
    names_anew: bool,
    appeals: Vec<Said>,
}

/// An appeal, as the author of the statement reads it.
pub(super) struct Said {
    pub state: String,
    pub text: String,
    /// By when it is heard, while that is to come.
    pub due: Option<String>,
    pub reason: Option<String>,
    pub at: Timestamp,
}

pub(super) fn said(app: &App, appeal: &AppealView, page: &Page) -> Said {
    let days = app.site().pack.flags.times.appeal_decided_days;
    let waits = appeal.state == AppealState::Open && !appeal.overdue;
    Said {
        state: appeal_state(appeal, page),
        text: appeal.text.clone(),
        due: waits.then(|| page.day_of(appeal.created_at.plus(Duration::days(days.into())))),
        reason: appeal.reason.clone(),
        at: appeal.created_at,
    }
}

#[get("/statements/{id}")]
pub async fn show_statement(
    app: Data<App>,
    member: Member,
    request: HttpRequest,
    id: Path<StatementId>,
) -> Result<HttpResponse, Failure> {
    let (reader, staff) = (member.clone(), reads::moderates(&member));
    let statement = app.read(move |r| reads::statement(r, &reader, staff, &id)).await?;
    shown(&statement_page(&app, &member, member.page(&request)?, statement))
}

fn statement_page(app: &App, member: &Member, page: Page, statement: StatementView) -> StatementPage {
    let title = heading(app, &statement, &page);
    let page = private(page, Area::Account, title);
    StatementPage {
        facts: facts(app, &statement, &page),
        fields: fields(&statement),
        automated: is_automated(&statement),
        may_appeal: offers(&statement, "appeal"),
        may_acknowledge: offers(&statement, "acknowledge"),
        names_anew: is_own_name(&statement, member),
        appeals: statement.appeals.iter().map(|appeal| said(app, appeal, &page)).collect(),
        statement,
        page,
    }
}

fn is_own_name(statement: &StatementView, reader: &Member) -> bool {
    let is_own = statement.target_id == reader.id.as_str();
    let stands = !statement.state.is_over();
    is_own && stands && (statement.target_kind, statement.action) == (TargetKind::Profile, Action::Mask)
}

pub(super) fn is_automated(statement: &StatementView) -> bool {
    statement.automated_decision == "AUTOMATED_DECISION_FULLY"
}

pub(super) fn offers(statement: &StatementView, name: &str) -> bool {
    statement.actions.iter().any(|link| link.name == name)
}

#[post("/statements/{id}/acknowledgement")]
pub async fn acknowledge(
    app: Data<App>,
    member: Member,
    id: Path<StatementId>,
    form: ValidForm<Nothing>,
) -> Result<HttpResponse, Failure> {
    member.check_form(&app, &form.csrf)?;
    form.value?;
    let statement = id.clone();
    app.write(move |tx| actions::acknowledge(tx, &member, &statement).map(drop)).await?;
    Ok(see_other(&format!("/statements/{id}?done=acknowledged")))
}

/// What was done and by which rule, or what became of it.
pub(super) fn heading(app: &App, statement: &StatementView, page: &Page) -> String {
    let ground = words::ground(&app.site().pack, &statement.ground, page.lang);
    let stands = !statement.state.is_over();
    let key = if stands {
        statement.action.done_key()
    } else {
        format!("moderation-statement-{}", statement.state.as_str().replace('_', "-"))
    };
    page.t_with2("moderation-item-title", "kind", page.t(&key), "title", ground)
}

fn appeal_state(appeal: &AppealView, page: &Page) -> String {
    match appeal.outcome {
        Some(outcome) => page.t(&format!("moderation-outcome-{outcome}")),
        None if appeal.state == AppealState::Decided => page.t("moderation-appeal-replaced"),
        None if appeal.overdue => page.t("moderation-appeal-overdue"),
        None => page.t("moderation-appeal-open"),
    }
}

pub(super) fn facts(app: &App, statement: &StatementView, page: &Page) -> Vec<Fact> {
    let is_over = statement.end_date.is_some_and(|end| end <= page.now);
    let stands = matches!(statement.state, StatementState::InForce | StatementState::Upheld);
    let state = match statement.state.as_str() {
        _ if is_over && stands => "moderation-statement-over".to_owned(),
        state => format!("moderation-statement-{}", state.replace('_', "-")),
    };
    let mut facts = vec![
        Fact::new(page.t("moderation-fact-action"), page.t(&statement.action.done_key())),
        Fact::new(page.t("moderation-fact-ground"), words::ground(&app.site().pack, &statement.ground, page.lang)),
        Fact::new(page.t("moderation-fact-since"), page.moment_text(statement.application_date)),
    ];
    facts.extend(statement.end_date.map(|end| Fact::new(page.t("moderation-fact-until"), page.moment_text(end))));
    facts.push(Fact::new(page.t("moderation-fact-state"), page.t(&state)));
    if stands {
        facts.push(Fact::new(page.t("moderation-fact-appeal-until"), page.day_of(statement.appeal_until)));
    }
    let read =
        statement.acknowledged_at.map(|at| Fact::new(page.t("moderation-fact-acknowledged"), page.moment_text(at)));
    facts.extend(read);
    facts
}

/// The fields under the names of the DSA Transparency Database.
fn fields(statement: &StatementView) -> Vec<Fact> {
    let fields = [
        ("decision_visibility", statement.decision_visibility.as_deref()),
        ("decision_account", statement.decision_account.as_deref()),
        ("decision_provision", statement.decision_provision.as_deref()),
        ("decision_ground", Some(statement.decision_ground.as_str())),
        ("category", Some(statement.category.as_str())),
        ("source_type", Some(statement.source_type.as_str())),
        ("automated_detection", Some(statement.automated_detection.as_str())),
        ("automated_decision", Some(statement.automated_decision.as_str())),
    ];
    fields.into_iter().filter_map(|(name, value)| Some(Fact::new(name, value?))).collect()
}

#[derive(Template)]
#[template(path = "moderation/appeal.html")]
struct AppealPage {
    page: Page,
    id: StatementId,
    action: String,
    ground: String,
    is_author: bool,
    text: String,
    days: u32,
}

#[get("/statements/{id}/appeal")]
pub async fn blank(
    app: Data<App>,
    member: Member,
    request: HttpRequest,
    id: Path<StatementId>,
) -> Result<HttpResponse, Failure> {
    shown(&appeal_page(&app, &member, member.page(&request)?, id.into_inner(), String::new()).await?)
}

#[post("/statements/{id}/appeal")]
pub async fn submit(
    app: Data<App>,
    member: Member,
    request: HttpRequest,
    id: Path<StatementId>,
    form: ValidForm<AppealText>,
) -> Result<HttpResponse, Failure> {
    member.check_form(&app, &form.csrf)?;
    let (by, statement, typed) = (member.clone(), id.clone(), form.typed("text").to_owned());
    let done = match form.value {
        Err(refusal) => Err(refusal.into()),
        Ok(new) => app.write(move |tx| actions::appeal(tx, &by, &statement, &new)).await,
    };
    match done {
        Ok(appeal) if appeal.side == Side::Author => Ok(see_other(&format!("/statements/{id}?done=appealed"))),
        Ok(_) => Ok(see_other("/me/reports?done=appealed")),
        Err(error) => {
            let refusal = refusal_of(error)?;
            let page = with_refusal(member.page(&request)?, &refusal);
            shown_again(&appeal_page(&app, &member, page, id.into_inner(), typed).await?, &refusal)
        }
    }
}

async fn appeal_page(
    app: &App,
    member: &Member,
    page: Page,
    id: StatementId,
    text: String,
) -> Result<AppealPage, Failure> {
    let (reader, asked) = (member.clone(), id.clone());
    let (side, row) = app.read(move |r| reads::to_appeal(r, &reader, &asked)).await?;
    let title = page.t("moderation-appeal-title");
    let page = private(page, Area::Account, title);
    Ok(AppealPage {
        action: page.t(&row.action.done_key()),
        ground: words::ground(&app.site().pack, &row.ground_code, page.lang),
        is_author: side == Side::Author,
        days: app.site().pack.flags.times.appeal_decided_days,
        id,
        text,
        page,
    })
}

#[derive(Template)]
#[template(path = "moderation/appeals.html")]
struct AppealsPage {
    page: Page,
    lines: Vec<Line>,
    neighbours: Neighbours,
}

struct Line {
    href: Option<String>,
    title: String,
    state: String,
    overdue: bool,
    at: Timestamp,
}

/// What was just done, beside the page of the list.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Done {
    /// The frame reads it from the address.
    done: Option<String>,
}

impl Check for Done {}

#[get("/appeals")]
pub async fn list(
    app: Data<App>,
    member: Member,
    request: HttpRequest,
    asked: Listing<Done>,
) -> Result<HttpResponse, Failure> {
    let window = asked.window::<ByInstant>("appeals")?;
    let reader = member.clone();
    let listed = app.read(move |r| reads::appeals(r, &reader, AppealState::Open, &window)).await?;
    shown(&appeals_page(&app, member.page(&request)?, &listed))
}

fn appeals_page(app: &App, page: Page, listed: &Listed<AppealDetail>) -> AppealsPage {
    let title = page.t("moderation-appeals-title");
    let page = private(page, Area::Staff, title);
    let line = |detail: &AppealDetail| Line {
        href: (!detail.appeal.actions.is_empty()).then(|| format!("/appeals/{}", detail.appeal.id)),
        title: format!(
            "{}: {}",
            page.t(&detail.statement.action.done_key()),
            words::ground(&app.site().pack, &detail.statement.ground, page.lang)
        ),
        state: appeal_state(&detail.appeal, &page),
        overdue: detail.appeal.overdue,
        at: detail.appeal.created_at,
    };
    let lines = listed.items.iter().map(line).collect();
    AppealsPage { neighbours: Neighbours::of(listed, "/appeals"), lines, page }
}

#[derive(Template)]
#[template(path = "moderation/hearing.html")]
struct HearingPage {
    page: Page,
    detail: AppealDetail,
    facts: Vec<Fact>,
    outcomes: Vec<Choice>,
    reason: String,
}

#[get("/appeals/{id}")]
pub async fn show(
    app: Data<App>,
    member: Member,
    request: HttpRequest,
    id: Path<AppealId>,
) -> Result<HttpResponse, Failure> {
    let page = member.page(&request)?;
    shown(&hearing_page(&app, &member, page, id.into_inner(), ("", "")).await?)
}

#[post("/appeals/{id}")]
pub async fn decide(
    app: Data<App>,
    member: Member,
    request: HttpRequest,
    id: Path<AppealId>,
    form: ValidForm<Hearing>,
) -> Result<HttpResponse, Failure> {
    member.check_form(&app, &form.csrf)?;
    let typed = (form.typed("outcome").to_owned(), form.typed("reason").to_owned());
    let (by, appeal) = (member.clone(), id.clone());
    let done = match form.value {
        Err(refusal) => Err(refusal.into()),
        Ok(new) => app.write(move |tx| actions::decide_appeal(tx, &by, &appeal, &new).map(drop)).await,
    };
    let Err(error) = done else { return Ok(see_other("/appeals?done=heard")) };
    let refusal = written(refusal_of(error)?);
    let page = with_refusal(member.page(&request)?, &refusal);
    let view = hearing_page(&app, &member, page, id.into_inner(), (&typed.0, &typed.1)).await?;
    shown_again(&view, &refusal)
}

/// Elsewhere a reason is chosen; here it is a text, and missing where it is too short.
fn written(mut refusal: Refusal) -> Refusal {
    for field in refusal.fields.iter_mut().filter(|field| field.pointer == "/reason" && field.code == REQUIRED) {
        field.code = TOO_SHORT;
    }
    refusal
}

async fn hearing_page(
    app: &App,
    member: &Member,
    page: Page,
    id: AppealId,
    (outcome, reason): (&str, &str),
) -> Result<HearingPage, Failure> {
    let reader = member.clone();
    let detail = app.read(move |r| reads::appeal(r, &reader, &id)).await?;
    let title = page.t_with("moderation-hearing-title", "what", heading(app, &detail.statement, &page));
    let page = private(page, Area::Staff, title);
    let page = page.clone().crumb(page.t("moderation-appeals-title"), "/appeals");
    let choice = |known: &AppealOutcome| {
        Choice::new(known.as_str(), page.t(&format!("moderation-outcome-{known}")))
            .with_hint(page.t(&format!("moderation-outcome-{known}-hint")))
            .chosen_if(outcome)
    };
    Ok(HearingPage {
        facts: facts(app, &detail.statement, &page),
        outcomes: AppealOutcome::ALL.iter().map(choice).collect(),
        reason: reason.to_owned(),
        detail,
        page,
    })
}
