//! Deciding one point of the clinic.

use super::words::label;
use super::{private, refusal_of, report, see_other, shown, shown_again, with_refusal};
use crate::accounts::Member;
use crate::app::App;
use crate::error::AppError;
use crate::inspections::actions;
use crate::inspections::api::DecidePoint;
use crate::inspections::model::Score;
use crate::web::page::Page;
use crate::web::parts::Choice;
use crate::web::{Failure, ValidForm};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;

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
    form: ValidForm<DecidePoint>,
) -> Result<HttpResponse, Failure> {
    let (id, number) = path.into_inner();
    let number = i64::from(number);
    member.check_form(&app, &form.csrf)?;
    let done = match form.value {
        Ok(new) => {
            let (member, id) = (member.clone(), id.clone());
            app.write(move |tx| actions::decide_point(tx, &member, (&id, number), &new)).await
        }
        Err(refusal) => Err(refusal.into()),
    };
    let Err(error) = done else { return Ok(see_other(&format!("/inspections/{id}?done=point"))) };
    let refusal = refusal_of(error)?;
    let sheet = report::sheet(&app, Some(&member), &id).await?;
    let page = with_refusal(member.page(&request)?, &refusal);
    shown_again(&view(&app, &sheet, number, &form.raw, page)?, &refusal)
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
        score: item.score,
        finding: item.finding,
        page: private(page, title).crumb(sheet.clinic.clone(), sheet.address()).last_crumb(point.item.clone()),
    })
}
