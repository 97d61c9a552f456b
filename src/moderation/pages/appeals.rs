//! Statements of reasons for whom they concern, and appeals.

use super::{private, refusal_of, see_other, shown, shown_again, with_refusal};
use crate::accounts::Member;
use crate::app::App;
use crate::clock::Timestamp;
use crate::moderation::api::{AppealText, AppealView, StatementView};
use crate::moderation::model::{Action, AppealState, Side, StatementId, StatementState, TargetKind};
use crate::moderation::reads::ToAppeal;
use crate::moderation::{actions, reads, words};
use crate::web::page::{Area, Page};
use crate::web::parts::Fact;
use crate::web::{Failure, Nothing, ValidForm};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;
use chrono::Duration;

#[derive(Template)]
#[template(path = "moderation/statement.html")]
struct StatementPage {
    page: Page,
    statement: StatementView,
    facts: Vec<Fact>,
    fields: Vec<Fact>,
    /// Whether people decided it, in words.
    by_whom: String,
    /// What was decided in its place.
    newer: Option<StatementId>,
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
    let read = app.read(move |r| reads::statement_with_newer(r, &reader, staff, &id)).await?;
    shown(&statement_page(&app, &member, member.page(&request)?, read))
}

fn statement_page(
    app: &App,
    member: &Member,
    page: Page,
    (statement, newer): (StatementView, Option<StatementId>),
) -> StatementPage {
    let title = heading(app, &statement, &page);
    let page = private(page, Area::Account, title);
    StatementPage {
        facts: facts(app, &statement, &page),
        fields: fields(&statement),
        by_whom: by_whom(&statement, &page),
        newer,
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

/// Whether people decided it, or have looked at what was done by itself: whatever happens to a statement is theirs.
pub(super) fn by_whom(statement: &StatementView, page: &Page) -> String {
    let waits = matches!(statement.state, StatementState::InForce | StatementState::Appealed);
    page.t(match statement.automated_decision == "AUTOMATED_DECISION_FULLY" {
        true if waits => "moderation-letter-automatic",
        true => "moderation-automatic-seen",
        false => "moderation-letter-by-people",
    })
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

pub(super) fn appeal_state(appeal: &AppealView, page: &Page) -> String {
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
    let asked = to_appeal(&app, &member, &id).await?;
    if !asked.is_open {
        return Ok(see_other(&told_at(asked.side, &id)));
    }
    shown(&appeal_page(&app, member.page(&request)?, asked, String::new()))
}

/// Where whoever may appeal reads how it stands.
fn told_at(side: Side, statement: &StatementId) -> String {
    match side {
        Side::Author => format!("/statements/{statement}"),
        Side::Reporter => "/me/reports".to_owned(),
    }
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
        Ok(appeal) => Ok(see_other(&format!("{}?done=appealed", told_at(appeal.side, &id)))),
        Err(error) => {
            let refusal = refusal_of(error)?;
            let page = with_refusal(member.page(&request)?, &refusal);
            shown_again(&appeal_page(&app, page, to_appeal(&app, &member, &id).await?, typed), &refusal)
        }
    }
}

async fn to_appeal(app: &App, member: &Member, id: &StatementId) -> Result<ToAppeal, Failure> {
    let (reader, asked) = (member.clone(), id.clone());
    Ok(app.read(move |r| reads::to_appeal(r, &reader, &asked)).await?)
}

fn appeal_page(app: &App, page: Page, asked: ToAppeal, text: String) -> AppealPage {
    let ToAppeal { side, statement, .. } = asked;
    let title = page.t("moderation-appeal-title");
    let page = private(page, Area::Account, title);
    AppealPage {
        action: page.t(&statement.action.done_key()),
        ground: words::ground(&app.site().pack, &statement.ground_code, page.lang),
        is_author: side == Side::Author,
        days: app.site().pack.flags.times.appeal_decided_days,
        id: statement.id,
        text,
        page,
    }
}
