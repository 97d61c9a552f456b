//! Answering by the letter's link, without an account.

use super::acts::{AnswerForm, Preview, response_codes};
use super::case::parts;
use super::fields::Typed;
use super::words::{Names, label};
use super::{due, private, refusal_of, see_other, shown, shown_again, with_refusal};
use crate::accounts::MaybeMember;
use crate::app::App;
use crate::complaints::api::ComplaintView;
use crate::complaints::model::State;
use crate::complaints::rules::LINK_EXPIRED;
use crate::complaints::table::WITH_PANEL;
use crate::complaints::{actions, views};
use crate::error::{AppError, Refusal};
use crate::text::plain::capital;
use crate::web::page::{Area, Page};
use crate::web::parts::{Choice, Fact};
use crate::web::{Failure, Nothing, ValidForm};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;

#[derive(Template)]
#[template(path = "complaints/link.html")]
struct LinkPage {
    page: Page,
    token: String,
    view: ComplaintView,
    lede: String,
    facts: Vec<Fact>,
    may_acknowledge: bool,
    may_respond: bool,
    /// What there is to do now is done by answering a letter.
    by_letter: bool,
    /// By when the clinic answers.
    due: String,
    /// How the answer will read, where that was asked for.
    preview: Option<Preview>,
    codes: Vec<Choice>,
    text: String,
    answer: Option<String>,
}

#[derive(Template)]
#[template(path = "complaints/link_expired.html")]
struct ExpiredPage {
    page: Page,
}

/// How the case ended, for whoever still holds a link that led to it.
#[derive(Template)]
#[template(path = "complaints/link_closed.html")]
struct ClosedPage {
    page: Page,
    whom: String,
    facts: Vec<Fact>,
    /// What the panel recommended is still to be carried out.
    is_asked: bool,
}

/// What the holder of the link may see and do.
#[get("/case-links/{token}")]
pub async fn show(
    app: Data<App>,
    request: HttpRequest,
    viewer: MaybeMember,
    token: Path<String>,
) -> Result<HttpResponse, Failure> {
    let page = viewer.page(&request)?;
    match view(&app, page.clone(), &token, None).await {
        Ok(found) => shown(&found),
        Err(error) => over(&app, page, &token, error).await,
    }
}

/// Says that the letter has arrived.
#[post("/case-links/{token}/acknowledgement")]
pub async fn acknowledge(
    app: Data<App>,
    request: HttpRequest,
    viewer: MaybeMember,
    token: Path<String>,
    _form: ValidForm<Nothing>,
) -> Result<HttpResponse, Failure> {
    let (token, shown_token) = (token.to_string(), token.into_inner());
    let done = app.write(move |tx| actions::acknowledge_by_link(tx, &token)).await;
    settled(&app, viewer.page(&request)?, (&shown_token, "acknowledged"), (done.map(drop), &[])).await
}

/// Answers the complaint.
#[post("/case-links/{token}/response")]
pub async fn respond(
    app: Data<App>,
    request: HttpRequest,
    viewer: MaybeMember,
    token: Path<String>,
    form: ValidForm<AnswerForm>,
) -> Result<HttpResponse, Failure> {
    let (token, shown_token) = (token.to_string(), token.into_inner());
    let done = match form.value {
        Ok(new) if new.is_preview() => return preview(&app, viewer.page(&request)?, (&token, &form.raw)).await,
        Ok(new) => app.write(move |tx| actions::respond_by_link(tx, &token, &new.wire())).await.map(drop),
        Err(refusal) => Err(refusal.into()),
    };
    settled(&app, viewer.page(&request)?, (&shown_token, "answered"), (done, &form.raw)).await
}

/// The answer as it will read, over the form that still has to be sent.
async fn preview(app: &App, page: Page, (token, raw): (&str, &[(String, String)])) -> Result<HttpResponse, Failure> {
    match view(app, page.clone(), token, Some(raw)).await {
        Ok(found) => {
            let preview = Some(Preview::of(Typed(Some(raw)), &app.site().pack, &page));
            shown(&LinkPage { preview, ..found })
        }
        Err(error) => over(app, page, token, error).await,
    }
}

async fn settled(
    app: &App,
    page: Page,
    (token, name): (&str, &str),
    (done, raw): (Result<(), AppError>, &[(String, String)]),
) -> Result<HttpResponse, Failure> {
    let error = match done {
        Ok(()) => return Ok(see_other(&format!("/case-links/{token}?done={name}"))),
        Err(error) if error.code() == LINK_EXPIRED => return over(app, page, token, error).await,
        Err(error) => error,
    };
    let refusal = refusal_of(error)?;
    let page = with_refusal(page, &refusal);
    match view(app, page.clone(), token, Some(raw)).await {
        Ok(again) => shown_again(&again, &refusal),
        Err(error) => over(app, page, token, error).await,
    }
}

/// A link that is over has a page that says how the case ended, or what to do instead.
async fn over(app: &App, page: Page, token: &str, error: AppError) -> Result<HttpResponse, Failure> {
    if error.code() != LINK_EXPIRED {
        return Err(error.into());
    }
    let asked = token.to_owned();
    let read = app.read(move |reader| {
        let Some(id) = actions::closed_case_of_link(reader, &asked)? else { return Ok(None) };
        let view = views::for_link(reader, &id, &asked)?;
        let names = Names::of(reader.conn, std::slice::from_ref(&view))?;
        Ok(Some((view, names)))
    });
    let refusal = Refusal::new(LINK_EXPIRED);
    if let Some((view, names)) = read.await? {
        return shown_again(&closed(&view, &names, page), &refusal);
    }
    let title = page.t("error-link-expired-title");
    shown_again(&ExpiredPage { page: private(page, Area::Complaints, title) }, &refusal)
}

/// What the clinic's last letter says of the end, and no more.
fn closed(view: &ComplaintView, names: &Names, page: Page) -> ClosedPage {
    let outcome = view.outcome.map(|outcome| label(page.lang, "outcome", outcome.as_str())).unwrap_or_default();
    let title = page.t_with("complaints-head-closed", "outcome", outcome.clone());
    let mut facts = vec![
        Fact::new(page.t("complaints-fact-case"), view.id.clone()),
        Fact::new(page.t("complaints-letter-fact-outcome"), outcome),
    ];
    facts.extend(view.closed_at.map(|at| Fact::new(capital(&page.t("complaints-figure-closed")), page.day_of(at))));
    ClosedPage {
        whom: names.whom(view),
        facts,
        is_asked: view.recommendations.iter().any(|one| one.completed_at.is_none() && !one.lapsed),
        page: private(page, Area::Complaints, title),
    }
}

async fn view(app: &App, page: Page, token: &str, raw: Option<&[(String, String)]>) -> Result<LinkPage, AppError> {
    let asked = token.to_owned();
    let read = app.read(move |reader| {
        let id = actions::case_of_link(reader, &asked)?;
        let (view, loaded) = views::linked(reader, &id, &asked)?;
        let names = Names::of(reader.conn, std::slice::from_ref(&view))?;
        Ok((view, loaded, names))
    });
    let (view, loaded, names) = read.await?;
    let pack = &app.site().pack;
    let typed = Typed(raw);
    let may = |act: &str| view.actions.iter().any(|action| action.name == act);
    let (may_acknowledge, may_respond) = (may("acknowledgement"), may("response"));
    let title = if may_respond { page.t("complaints-link-title") } else { title_after(&view, &page) };
    // Before that, nothing has been judged, and the link does all that the clinic can do.
    let by_letter = WITH_PANEL.contains(&view.state) || view.state == State::Decided;
    let lede = if by_letter { "complaints-link-lede-coalition" } else { "complaints-link-lede" };
    let codes = response_codes(pack, &page, &loaded).into_iter().map(|code| code.chosen_if(&typed.get("code")));
    Ok(LinkPage {
        token: token.to_owned(),
        lede: page.t_with(lede, "whom", names.whom(&view)),
        facts: facts(&view, &page, parts(&view, &page, pack)),
        may_acknowledge,
        may_respond,
        by_letter,
        due: if may_respond { due::answer(&loaded, &page) } else { String::new() },
        preview: None,
        codes: codes.collect(),
        text: typed.get("text"),
        answer: view.response.as_ref().map(|answer| super::words::response(pack, page.lang, &answer.code)),
        view,
        page: private(page, Area::Complaints, title),
    })
}

/// How the case stands for a clinic that has nothing to answer by its link.
fn title_after(view: &ComplaintView, page: &Page) -> String {
    let outcome = || view.outcome.map(|outcome| label(page.lang, "outcome", outcome.as_str())).unwrap_or_default();
    match view.state {
        State::AwaitingFeedback => page.t("complaints-link-title-thanks"),
        State::FactualCheck if view.next.as_ref().is_some_and(|next| next.step == "factual_check") => {
            page.t("complaints-link-title-draft")
        }
        State::Decided => page.t_with("complaints-head-decided", "outcome", outcome()),
        State::UnderAppeal => page.t("complaints-head-under-appeal"),
        _ => page.t("complaints-link-title-coalition"),
    }
}

fn facts(view: &ComplaintView, page: &Page, parts: Vec<String>) -> Vec<Fact> {
    let fact = |name: &str, value: String| Fact::new(page.t(&format!("complaints-fact-{name}")), value);
    let mut parts = parts.into_iter();
    let mut facts = vec![fact("case", view.id.clone())];
    facts.extend(
        ["category", "procedure", "month"].into_iter().zip(parts.by_ref()).map(|(name, part)| fact(name, part)),
    );
    let known_here = view.complainant.as_ref().map(|person| person.display_name.clone());
    let patient = view.patient_name.clone().or(known_here);
    facts.push(fact("patient", patient.unwrap_or_else(|| page.t("complaints-link-unnamed"))));
    facts.push(fact("officer", view.officer.as_ref().map_or_else(String::new, |person| person.display_name.clone())));
    facts.extend(
        view.next.as_ref().map(|next| Fact::new(capital(&label(page.lang, "step", &next.step)), page.day_of(next.due))),
    );
    facts
}
