//! The clinic's factual check: a comment on each item where something is wrong.

use super::words;
use super::{private, refusal_of, report, see_other, shown, shown_again};
use crate::accounts::Member;
use crate::app::App;
use crate::drafts::{self, DraftId, Held, Kept, Offer, Opened, Typed};
use crate::error::{AppError, REQUIRED, Refusal};
use crate::inspections::api::{FactualCheck, Point};
use crate::inspections::{FACTS_FORM, actions};
use crate::web::page::{FormErrors, Page};
use crate::web::{Check, Failure, Query, ValidForm, Wrong};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The comments by item; empty ones are none.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactsForm {
    #[serde(default)]
    comments: BTreeMap<String, String>,
    /// Which draft the form was filled from.
    #[serde(default)]
    draft: String,
    /// That the check shall end although nothing was said.
    #[serde(default)]
    without_points: bool,
}

/// The draft to go on with.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    draft: Option<DraftId>,
}

impl Check for Asked {}

impl FactsForm {
    fn wire(&self) -> FactualCheck {
        let given = self.comments.iter().filter(|(_, comment)| !comment.trim().is_empty());
        let points = given.map(|(item, comment)| Point { item: item.clone(), comment: comment.clone() });
        FactualCheck { points: points.collect() }
    }
}

impl Check for FactsForm {
    const MAY_BE_EMPTY: bool = true;

    fn check(&self, wrong: &mut Wrong) {
        let wire = self.wire();
        if wire.points.is_empty() && !self.without_points {
            wrong.add("/without_points", REQUIRED);
        }
        wire.check(wrong);
    }
}

#[derive(Template)]
#[template(path = "inspections/facts.html")]
struct FactsPage {
    page: Page,
    id: String,
    clinic: String,
    due: Option<crate::clock::Timestamp>,
    domains: Vec<Domain>,
    kept: Kept,
    /// A draft that the form does not hold: it is not sent, and goes when the check ends.
    beside: Option<Offer>,
}

/// The items of one domain.
struct Domain {
    name: String,
    items: Vec<Line>,
}

/// One item, with what the draft says of it.
struct Line {
    field: String,
    name: String,
    score: String,
    finding: String,
    comment: String,
}

#[get("/inspections/{id}/factual-check")]
pub async fn show(
    app: Data<App>,
    request: HttpRequest,
    member: Member,
    id: Path<String>,
    asked: Query<Asked>,
) -> Result<HttpResponse, Failure> {
    let sheet = report::sheet(&app, Some(&member), &id).await?;
    if !sheet.seen.may("factual_check") {
        return Ok(see_other(&sheet.address()));
    }
    let (page, id) = (member.page(&request)?, id.into_inner());
    let (account, about, draft) = (member.id.clone(), id.clone(), asked.draft.clone());
    let read = app.read(move |r| drafts::opened(r.conn, &account, (&FACTS_FORM, Some(about.as_str())), draft.as_ref()));
    let Opened { kept, fields } = read.await?;
    // A blank form offers it already.
    let beside = if kept.held.is_empty() { kept.offer.clone() } else { beside(&app, &member, &id, &kept).await? };
    shown(&view(&app, &sheet, (&fields.unwrap_or_default(), kept, beside), page))
}

#[post("/inspections/{id}/factual-check")]
pub async fn submit(
    app: Data<App>,
    request: HttpRequest,
    member: Member,
    id: Path<String>,
    form: ValidForm<FactsForm>,
) -> Result<HttpResponse, Failure> {
    let id = id.into_inner();
    member.check_form(&app, &form.csrf)?;
    let kept = Kept::again(&form);
    let done = match Typed::of(&FACTS_FORM, Some(id.as_str()), &form) {
        Some(typed) => keep(&app, &member, &id, typed).await,
        None => checked(&app, &member, &id, form.value).await,
    };
    let refusal: Refusal = match done {
        Ok(place) => return Ok(see_other(&place)),
        Err(error) => refusal_of(error)?,
    };
    again(&app, (&member, member.page(&request)?), &id, (&form.raw, kept), &refusal).await
}

/// The form again, with what was typed, and with the draft that is not in it.
async fn again(
    app: &App,
    (member, page): (&Member, Page),
    id: &str,
    (raw, kept): (&[(String, String)], Kept),
    refusal: &Refusal,
) -> Result<HttpResponse, Failure> {
    let sheet = report::sheet(app, Some(member), id).await?;
    let beside = beside(app, member, id, &kept).await?;
    let kept = if kept.held.is_empty() { Kept { offer: beside.clone(), ..kept } } else { kept };
    let errors = errors_of(refusal, beside.is_some(), &page);
    shown_again(&view(app, &sheet, (raw, kept, beside), page.with_errors(errors)), refusal)
}

/// The newest draft of this check that the form does not hold.
async fn beside(app: &App, member: &Member, id: &str, kept: &Kept) -> Result<Option<Offer>, AppError> {
    let (account, id, held) = (member.id.clone(), id.to_owned(), Held::of(&kept.held));
    app.read(move |r| drafts::beside(r.conn, &account, (&FACTS_FORM, Some(id.as_str())), held.as_ref())).await
}

/// What is wrong, in words: whoever has a draft has said something, but not in this form.
fn errors_of(refusal: &Refusal, has_draft: bool, page: &Page) -> FormErrors {
    FormErrors::of(refusal, page.lang).told(|problem| match problem.field.as_str() {
        "without_points" if has_draft => page.t("inspections-facts-in-draft"),
        _ => problem.message.clone(),
    })
}

/// Keeps what was typed, for whoever may know of the inspection; answers where it goes on.
async fn keep(app: &App, member: &Member, id: &str, typed: Typed) -> Result<String, AppError> {
    report::sheet(app, Some(member), id).await.map_err(Failure::into_cause)?;
    drafts::save(app, &member.id, typed).await
}

/// Ends the check, and puts its draft away; answers where that is read.
async fn checked(app: &App, member: &Member, id: &str, sent: Result<FactsForm, Refusal>) -> Result<String, AppError> {
    let (sent, member, id) = (sent?, member.clone(), id.to_owned());
    let held = Held::of(&sent.draft);
    let write = app.write(move |tx| {
        actions::check_facts(tx, &member, &id, &sent.wire())?;
        drafts::published(tx, &member.id, held.as_ref())?;
        Ok(format!("/inspections/{id}?done=facts"))
    });
    write.await
}

fn view(
    app: &App,
    sheet: &report::Sheet,
    (raw, kept, beside): (&[(String, String)], Kept, Option<Offer>),
    page: Page,
) -> FactsPage {
    let (checklist, page) = (&app.site().pack.inspections, sheet.dated(page));
    let items = super::sections::items(checklist, &sheet.seen.view, &page);
    let line = |item: &super::sections::Item| {
        let field = format!("comments.{}", item.code);
        let typed = raw.iter().find(|(known, _)| *known == field).map(|(_, value)| value.clone());
        Line {
            name: format!("{} {}", item.code, item.name),
            score: item.score.clone(),
            finding: item.finding.clone(),
            comment: typed.unwrap_or_default(),
            field,
        }
    };
    let domains = checklist.domains.iter().map(|domain| Domain {
        name: domain.words.get(page.lang.as_str()).to_owned(),
        items: items.iter().filter(|item| domain.items.iter().any(|known| known.code == item.code)).map(line).collect(),
    });
    let title = words::label(page.lang, "act", "factual-check");
    FactsPage {
        id: sheet.seen.view.id.clone(),
        clinic: sheet.clinic.clone(),
        due: sheet.seen.view.next.as_ref().and_then(|next| next.due),
        domains: domains.collect(),
        kept,
        beside,
        page: private(page, title.clone()).crumb(sheet.clinic.clone(), sheet.address()).last_crumb(title),
    }
}
