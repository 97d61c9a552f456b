//! Deciding one point of the clinic.

use super::words::label;
use super::{private, refusal_of, report, see_other, shown, shown_again};
use crate::accounts::Member;
use crate::app::App;
use crate::error::{AppError, NOT_ALLOWED_HERE, REQUIRED, Refusal};
use crate::inspections::actions;
use crate::inspections::api::{DecidePoint, ScoreOnWire};
use crate::inspections::model::Score;
use crate::text::plain;
use crate::web::page::{FormErrors, Page};
use crate::web::parts::Choice;
use crate::web::{Check, Failure, ValidForm, Wrong};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;
use serde::Deserialize;

/// The decision as browsers send it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PointForm {
    #[serde(deserialize_with = "crate::web::chosen")]
    accepted: bool,
    reason: String,
    #[serde(default)]
    score: Option<ScoreOnWire>,
    #[serde(default)]
    finding: Option<String>,
    /// That the point is accepted although neither score nor finding changes.
    #[serde(default)]
    unchanged: bool,
}

impl PointForm {
    fn wire(&self) -> DecidePoint {
        DecidePoint {
            accepted: self.accepted,
            reason: self.reason.clone(),
            score: self.score.clone(),
            finding: self.finding.clone(),
        }
    }

    /// Whether an open point is accepted and yet the item stays as it is, without anybody having said so.
    fn is_unclear(&self, sheet: &report::Sheet, number: i64) -> bool {
        let open = super::sections::open_points(&sheet.seen);
        let Some(point) = open.iter().find(|point| point.number == number) else { return false };
        let found = sheet.seen.facts.found(&point.item);
        let score = self.score.as_ref().and_then(|score| score.read().ok());
        let keeps_score = score.is_none_or(|score| found.is_some_and(|row| row.score == score));
        let typed = self.finding.as_deref().map(plain::tidy);
        let keeps_finding = typed.is_none_or(|text| found.is_some_and(|row| row.finding == text));
        self.accepted && !self.unchanged && keeps_score && keeps_finding
    }
}

impl Check for PointForm {
    fn check(&self, wrong: &mut Wrong) {
        self.wire().check(wrong);
    }
}

#[derive(Template)]
#[template(path = "inspections/point.html")]
struct PointPage {
    page: Page,
    id: String,
    number: i64,
    comment: String,
    score: String,
    finding: String,
    choices: Vec<Choice>,
    scores: Vec<Choice>,
    reason: String,
    rewording: String,
    /// What the report says in short, which no decision changes.
    summary: Option<String>,
}

#[get("/inspections/{id}/points/{number}")]
pub async fn show(
    app: Data<App>,
    request: HttpRequest,
    member: Member,
    path: Path<(String, u32)>,
) -> Result<HttpResponse, Failure> {
    let (id, number) = path.into_inner();
    let sheet = report::sheet(&app, Some(&member), &id).await?;
    let number = i64::from(number);
    if !super::sections::open_points(&sheet.seen).iter().any(|point| point.number == number) {
        return Ok(see_other(&sheet.address()));
    }
    shown(&view(&app, &sheet, number, &[], member.page(&request)?)?)
}

#[post("/inspections/{id}/points/{number}")]
pub async fn submit(
    app: Data<App>,
    request: HttpRequest,
    member: Member,
    path: Path<(String, u32)>,
    form: ValidForm<PointForm>,
) -> Result<HttpResponse, Failure> {
    let (id, number) = path.into_inner();
    let number = i64::from(number);
    member.check_form(&app, &form.csrf)?;
    let done = match form.value {
        Ok(new) => decide(&app, &member, (&id, number), new).await,
        Err(refusal) => Err(refusal.into()),
    };
    let Err(error) = done else { return Ok(see_other(&format!("/inspections/{id}?done=point"))) };
    let (refusal, page) = (refusal_of(error)?, member.page(&request)?);
    let sheet = report::sheet(&app, Some(&member), &id).await?;
    let errors = errors_of(&refusal, &page);
    shown_again(&view(&app, &sheet, number, &form.raw, page.with_errors(errors))?, &refusal)
}

/// Decides the point; nobody accepts one by mistake with nothing changed.
async fn decide(app: &App, member: &Member, (id, number): (&str, i64), new: PointForm) -> Result<(), AppError> {
    let sheet = report::sheet(app, Some(member), id).await.map_err(Failure::into_cause)?;
    if new.is_unclear(&sheet, number) {
        return Err(Refusal::field("/unchanged", REQUIRED).into());
    }
    let (member, id) = (member.clone(), id.to_owned());
    app.write(move |tx| actions::decide_point(tx, &member, (&id, number), &new.wire())).await
}

/// What is wrong, in words: a point that is rejected changes nothing.
fn errors_of(refusal: &Refusal, page: &Page) -> FormErrors {
    let is_kept = |field: &str| {
        refusal
            .fields
            .iter()
            .any(|wrong| wrong.code == NOT_ALLOWED_HERE && wrong.pointer.trim_start_matches('/') == field)
    };
    FormErrors::of(refusal, page.lang).told(|problem| match problem.field.as_str() {
        "score" if is_kept("score") => page.t("inspections-point-keeps-score"),
        "finding" if is_kept("finding") => page.t("inspections-point-keeps-finding"),
        _ => problem.message.clone(),
    })
}

fn view(
    app: &App,
    sheet: &report::Sheet,
    number: i64,
    raw: &[(String, String)],
    page: Page,
) -> Result<PointPage, Failure> {
    let checklist = &app.site().pack.inspections;
    let point = sheet.seen.view.points.iter().find(|point| point.number == number).ok_or_else(AppError::not_found)?;
    let items = super::sections::items(checklist, &sheet.seen.view, &page);
    let item = items.into_iter().find(|item| item.code == point.item).ok_or_else(AppError::not_found)?;
    let typed =
        |name: &str| raw.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone()).unwrap_or_default();
    let accepted = typed("accepted");
    let choice = |value: &str, word: &str| Choice::new(value, label(page.lang, "point", word)).chosen_if(&accepted);
    let same = Choice::new("", page.t("inspections-point-same-score"));
    let score = |score: &Score| Choice::new(score.as_str(), label(page.lang, "score", score.as_str()));
    let chosen = typed("score");
    let title =
        page.t_with2("inspections-point-title", "number", number, "item", format!("{} {}", item.code, item.name));
    Ok(PointPage {
        id: sheet.seen.view.id.clone(),
        number,
        comment: point.comment.clone(),
        choices: vec![choice("true", "accepted"), choice("false", "rejected")],
        scores: std::iter::once(same).chain(Score::ALL.iter().map(score)).map(|one| one.chosen_if(&chosen)).collect(),
        reason: typed("reason"),
        rewording: typed("finding"),
        summary: sheet.seen.view.summary.clone(),
        score: item.score,
        finding: item.finding,
        page: private(page, title).crumb(sheet.clinic.clone(), sheet.address()).last_crumb(point.item.clone()),
    })
}
