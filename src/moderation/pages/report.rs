//! Reporting something, and what became of one's reports.

use super::{private, refusal_of, see_other, shown, shown_again, with_refusal};
use crate::accounts::Member;
use crate::app::App;
use crate::clock::Timestamp;
use crate::error::{AppError, NOT_FOUND, REQUIRED, Refusal};
use crate::moderation::api::{FlagView, NewFlag, StatementView};
use crate::moderation::model::{FlagState, StatementId, TargetKind};
use crate::moderation::reads::OwnReports;
use crate::moderation::store::flags::ByInstant;
use crate::moderation::targets::{self, Subject};
use crate::moderation::{actions, reads, words};
use crate::web::page::{Area, Page};
use crate::web::parts::Choice;
use crate::web::{Check, Failure, Listing, Neighbours, Nothing, Query, ValidForm};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "moderation/report.html")]
struct ReportPage {
    page: Page,
    kind: TargetKind,
    id: String,
    quote: String,
    reasons: Vec<Choice>,
    text: String,
    is_staff: bool,
}

/// What is to be reported.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    kind: TargetKind,
    id: String,
}

impl Check for Asked {}

/// The form as browsers send it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportForm {
    kind: TargetKind,
    id: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    text: Option<String>,
    #[serde(default)]
    take_action: bool,
}

impl Check for ReportForm {}

impl ReportForm {
    fn wire(self) -> NewFlag {
        NewFlag {
            target_kind: self.kind,
            target_id: self.id,
            reason: self.reason,
            text: self.text.filter(|text| !text.trim().is_empty()),
            take_action: self.take_action,
        }
    }
}

#[get("/report")]
pub async fn blank(
    app: Data<App>,
    member: Member,
    request: HttpRequest,
    asked: Query<Asked>,
) -> Result<HttpResponse, Failure> {
    let subject = visible(&app, asked.kind, asked.id.clone()).await?;
    shown(&report_page(&app, &member, member.page(&request)?, &subject, ("", "")))
}

#[post("/report")]
pub async fn submit(
    app: Data<App>,
    member: Member,
    request: HttpRequest,
    form: ValidForm<ReportForm>,
) -> Result<HttpResponse, Failure> {
    member.check_form(&app, &form.csrf)?;
    let sent = form.value.clone()?;
    let subject = visible(&app, sent.kind, sent.id.clone()).await?;
    let typed = (sent.reason.clone(), sent.text.clone().unwrap_or_default());
    match raise(&app, member.clone(), sent.wire()).await {
        Ok(()) => Ok(see_other("/me/reports?done=reported")),
        Err(error) => {
            let refusal = refusal_of(error)?;
            let page = with_refusal(member.page(&request)?, &refusal);
            shown_again(&report_page(&app, &member, page, &subject, (&typed.0, &typed.1)), &refusal)
        }
    }
}

/// A form without a choice names no reason at all, rather than one that there is not.
async fn raise(app: &App, by: Member, new: NewFlag) -> Result<(), AppError> {
    if new.reason.is_empty() {
        return Err(Refusal::field("/reason", REQUIRED).into());
    }
    app.write(move |tx| actions::flag(tx, &by, &new).map(drop)).await
}

/// What readers meet can be reported; all else is not there for them.
async fn visible(app: &App, kind: TargetKind, id: String) -> Result<Subject, Failure> {
    let read = app.read(move |r| match targets::find(r.conn, kind, &id) {
        Ok(subject) if subject.visible => Ok(subject),
        Err(error) if error.code() != NOT_FOUND => Err(error),
        _ => Err(AppError::not_found()),
    });
    Ok(read.await?)
}

fn report_page(app: &App, member: &Member, page: Page, subject: &Subject, (reason, text): (&str, &str)) -> ReportPage {
    let lang = page.lang;
    let choice =
        |term: &crate::specialty::Term| Choice::new(term.code.clone(), term.words.get(lang.as_str())).chosen_if(reason);
    let title = page.t("moderation-report-title");
    ReportPage {
        reasons: app.site().pack.flags.reasons.iter().map(choice).collect(),
        page: private(page, Area::Elsewhere, title),
        kind: subject.kind,
        id: subject.id.clone(),
        quote: crate::text::plain::excerpt_of_markdown(&subject.text, 400),
        text: text.to_owned(),
        is_staff: member.is_staff(),
    }
}

#[derive(Template)]
#[template(path = "moderation/reports.html")]
struct ReportsPage {
    page: Page,
    reports: Vec<Report>,
    neighbours: Neighbours,
}

struct Report {
    reason: String,
    kind: String,
    /// Where it stood when it was reported; empty for an account, and for a thread that something stands against.
    place: String,
    state: String,
    outcome: String,
    text: String,
    appeal: Option<String>,
    created_at: Timestamp,
}

#[get("/me/reports")]
pub async fn mine(
    app: Data<App>,
    member: Member,
    request: HttpRequest,
    asked: Listing<Done>,
) -> Result<HttpResponse, Failure> {
    let window = asked.window::<ByInstant>("my-flags")?;
    let id = member.id.clone();
    let own = app.read(move |r| reads::own_reports(r, &id, &window)).await?;
    let page = member.page(&request)?;
    let title = page.t("moderation-reports-title");
    let page = private(page, Area::Account, title);
    let neighbours = Neighbours::of(&own.listed, "/me/reports");
    let reports = own.listed.items.iter().map(|flag| report(&app, (flag, &own), &page)).collect();
    shown(&ReportsPage { reports, neighbours, page })
}

#[derive(Template)]
#[template(path = "moderation/statements.html")]
struct StatementsPage {
    page: Page,
    /// Warnings that wait to be read.
    warnings: Vec<Warning>,
    statements: Vec<StatementLine>,
    neighbours: Neighbours,
}

struct Warning {
    id: StatementId,
    ground: String,
    facts: String,
}

struct StatementLine {
    href: String,
    action: String,
    ground: String,
    state: String,
    at: Timestamp,
}

#[get("/me/statements")]
pub async fn own_statements(
    app: Data<App>,
    member: Member,
    request: HttpRequest,
    asked: Listing<Nothing>,
) -> Result<HttpResponse, Failure> {
    let window = asked.window::<ByInstant>("my-statements")?;
    let id = member.id.clone();
    let read = app.read(move |r| Ok((reads::own_statements(r, &id, &window)?, reads::unread_warnings(r, &id)?)));
    let (listed, unread) = read.await?;
    let page = member.page(&request)?;
    let title = page.t("moderation-statements-title");
    let page = private(page, Area::Account, title);
    let neighbours = Neighbours::of(&listed, "/me/statements");
    let statements = listed.items.iter().map(|statement| line(&app, statement, &page)).collect();
    let warnings = unread.into_iter().map(|statement| warning(&app, statement, &page)).collect();
    shown(&StatementsPage { warnings, statements, neighbours, page })
}

/// What was just done, beside the page of the list.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Done {
    /// The frame reads it from the address.
    done: Option<String>,
}

impl Check for Done {}

fn report(app: &App, (flag, own): (&FlagView, &OwnReports), page: &Page) -> Report {
    let can_appeal = flag.actions.iter().any(|link| link.name == "appeal");
    let appeal = flag.statement_id.as_ref().filter(|_| can_appeal);
    Report {
        reason: words::ground(&app.site().pack, &flag.reason, page.lang),
        kind: page.t(&format!("moderation-kind-{}", flag.target_kind)),
        place: own.places.get(&flag.id).cloned().unwrap_or_default(),
        state: page.t(&format!("moderation-flag-{}", flag.state)),
        outcome: became(flag, own, page),
        text: flag.text.clone().unwrap_or_default(),
        appeal: appeal.map(|id| format!("/statements/{id}/appeal")),
        created_at: flag.created_at,
    }
}

/// What was done, and what became of that where it stands no more.
fn became(flag: &FlagView, own: &OwnReports, page: &Page) -> String {
    let done = flag.outcome.map(|action| page.t(&action.done_key())).unwrap_or_default();
    let is_agreed = flag.state == FlagState::Agreed;
    let ended = flag.statement_id.as_ref().filter(|_| is_agreed).and_then(|id| own.over.get(id));
    let Some(state) = ended else { return done };
    let now = page.t(&format!("moderation-statement-{}", state.as_str().replace('_', "-")));
    page.t_with2("moderation-report-now", "before", done, "now", now)
}

fn warning(app: &App, statement: StatementView, page: &Page) -> Warning {
    Warning {
        ground: words::ground(&app.site().pack, &statement.ground, page.lang),
        id: statement.id,
        facts: statement.decision_facts,
    }
}

fn line(app: &App, statement: &StatementView, page: &Page) -> StatementLine {
    StatementLine {
        href: format!("/statements/{}", statement.id),
        action: page.t(&statement.action.done_key()),
        ground: words::ground(&app.site().pack, &statement.ground, page.lang),
        state: page.t(&format!("moderation-statement-{}", statement.state.as_str().replace('_', "-"))),
        at: statement.application_date,
    }
}
