//! The clinic's factual check: a comment on each item where something is wrong.

use super::words;
use super::{private, refusal_of, report, see_other, shown, shown_again, with_refusal};
use crate::accounts::Member;
use crate::app::App;
use crate::inspections::actions;
use crate::inspections::api::{FactualCheck, Point};
use crate::web::page::Page;
use crate::web::{Check, Failure, ValidForm, Wrong};
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
}

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
        self.wire().check(wrong);
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
) -> Result<HttpResponse, Failure> {
    let sheet = report::sheet(&app, Some(&member), &id).await?;
    if !sheet.seen.may("factual_check") {
        return Ok(see_other(&sheet.address()));
    }
    shown(&view(&app, &sheet, &[], member.page(&request)?))
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
    let done = match form.value {
        Ok(new) => {
            let (member, id) = (member.clone(), id.clone());
            app.write(move |tx| actions::check_facts(tx, &member, &id, &new.wire())).await
        }
        Err(refusal) => Err(refusal.into()),
    };
    let Err(error) = done else { return Ok(see_other(&format!("/inspections/{id}?done=facts"))) };
    let refusal = refusal_of(error)?;
    let sheet = report::sheet(&app, Some(&member), &id).await?;
    let page = with_refusal(member.page(&request)?, &refusal);
    shown_again(&view(&app, &sheet, &form.raw, page), &refusal)
}

fn view(app: &App, sheet: &report::Sheet, raw: &[(String, String)], page: Page) -> FactsPage {
    let checklist = &app.site().pack.inspections;
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
        page: private(page, title.clone()).crumb(sheet.clinic.clone(), sheet.address()).last_crumb(title),
    }
}
