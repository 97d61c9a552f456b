//! Appeals for those who hear them: the list, the hearing, and what it came to.

use super::appeals::{appeal_state, facts};
use super::{private, refusal_of, see_other, shown, shown_again, with_refusal};
use crate::accounts::Member;
use crate::app::App;
use crate::clock::Timestamp;
use crate::error::{REQUIRED, Refusal, TOO_SHORT};
use crate::moderation::api::{AppealDetail, Hearing, StatementView};
use crate::moderation::model::{AppealId, AppealOutcome, AppealState};
use crate::moderation::store::flags::ByInstant;
use crate::moderation::{actions, reads, words};
use crate::web::page::{Area, Page};
use crate::web::parts::{Choice, Fact};
use crate::web::{Check, Failure, Listed, Listing, Neighbours, ValidForm};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "moderation/appeals.html")]
struct AppealsPage {
    page: Page,
    /// Those that wait, or those that were heard.
    state: AppealState,
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

/// Which appeals, and what was just done.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Asked {
    /// Those that wait when absent.
    state: Option<AppealState>,
    /// The frame reads it from the address.
    done: Option<String>,
}

impl Check for Asked {}

#[get("/appeals")]
pub async fn list(
    app: Data<App>,
    member: Member,
    request: HttpRequest,
    asked: Listing<Asked>,
) -> Result<HttpResponse, Failure> {
    let window = asked.window::<ByInstant>("appeals")?;
    let (reader, state) = (member.clone(), asked.filter.state.unwrap_or(AppealState::Open));
    let listed = app.read(move |r| reads::appeals(r, &reader, state, &window)).await?;
    shown(&appeals_page(&app, member.page(&request)?, state, &listed))
}

fn appeals_page(app: &App, page: Page, state: AppealState, listed: &Listed<AppealDetail>) -> AppealsPage {
    let title = page.t("moderation-appeals-title");
    let page = private(page, Area::Staff, title);
    let line = |detail: &AppealDetail| Line {
        href: (!detail.has_part).then(|| format!("/appeals/{}", detail.appeal.id)),
        title: was_done(app, &detail.statement, &page),
        state: appeal_state(&detail.appeal, &page),
        overdue: detail.appeal.overdue,
        at: detail.appeal.created_at,
    };
    let lines = listed.items.iter().map(line).collect();
    let here = if state == AppealState::Decided { "/appeals?state=decided" } else { "/appeals" };
    AppealsPage { neighbours: Neighbours::of(listed, here), state, lines, page }
}

/// What was done and by which rule, whatever became of it.
fn was_done(app: &App, statement: &StatementView, page: &Page) -> String {
    let ground = words::ground(&app.site().pack, &statement.ground, page.lang);
    page.t_with2("moderation-item-title", "kind", page.t(&statement.action.done_key()), "title", ground)
}

#[derive(Template)]
#[template(path = "moderation/hearing.html")]
struct HearingPage {
    page: Page,
    detail: AppealDetail,
    /// What it came to, in words, once it was heard.
    heard: Option<String>,
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
    let (what, is_heard) = (was_done(app, &detail.statement, &page), detail.appeal.state == AppealState::Decided);
    let heard = is_heard.then(|| appeal_state(&detail.appeal, &page));
    let title = match &heard {
        Some(outcome) => page.t_with2("moderation-hearing-heard", "outcome", outcome.as_str(), "what", what),
        None => page.t_with("moderation-hearing-title", "what", what),
    };
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
        heard,
        detail,
        page,
    })
}
