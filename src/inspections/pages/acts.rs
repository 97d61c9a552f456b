//! Acting on an inspection: the form of each act, and carrying it out with the same action as over REST.

use super::act::Act;
use super::words::{self, label};
use super::{private, refusal_of, report, see_other, shown, shown_again};
use crate::accounts::{Member, page_acts};
use crate::app::{App, Tx};
use crate::error::{AppError, Refusal};
use crate::inspections::actions;
use crate::inspections::api::{ClinicAnswer, Completion, Correction, Draft, QualityCheck, Reason};
use crate::inspections::model::Rating;
use crate::web::page::{FormErrors, Page};
use crate::web::parts::Choice;
use crate::web::{Failure, Nothing, ValidForm};
use actix_web::web::{Data, Path, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;

/// The form of one act: a choice where there is one, words where it needs any; what is for good is asked once more.
#[derive(Template)]
#[template(path = "inspections/act.html")]
struct ActPage {
    page: Page,
    id: String,
    act: Act,
    clinic: String,
    will: String,
    is_for_good: bool,
    /// The items that stay without a score, where that is for good.
    open: Vec<String>,
    /// The items that fall short without a word why, before their scores are locked.
    bare: Vec<String>,
    /// That there will be no overall rating, and where too little was scored for it; empty where there will be one.
    unrated: String,
    choices: Vec<Choice>,
    /// The name of the field of words, its label and what was typed; empty where the act needs none.
    field: &'static str,
    label: String,
    value: String,
}

/// Registers a page for each act.
pub fn routes(config: &mut ServiceConfig) {
    register(config);
    config.service(complete).service(show);
}

/// What will happen, and the form.
#[get("/inspections/{id}/{act}")]
pub async fn show(
    app: Data<App>,
    request: HttpRequest,
    member: Member,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Failure> {
    let (id, act) = path.into_inner();
    let act = Act::named(&act).ok_or_else(AppError::not_found)?;
    let page = member.page(&request)?;
    let sheet = report::sheet(&app, Some(&member), &id).await?;
    if (field_of(act).is_some() || act.is_for_good()) && sheet.seen.may(&act.as_str().replace('-', "_")) {
        return shown(&form(&app, &sheet, (act, &[]), page));
    }
    // The time for it is over: the page of the inspection says what can be done instead.
    Ok(see_other(&format!("/inspections/{id}")))
}

/// The field of words that an act needs.
const fn field_of(act: Act) -> Option<&'static str> {
    match act {
        Act::Draft => Some("summary"),
        Act::QualityCheck => Some("notes"),
        Act::ClinicAnswer | Act::Correction => Some("text"),
        Act::InterimNotice | Act::Suspension | Act::Refusal | Act::Abortion => Some("reason"),
        _ => None,
    }
}

fn form(app: &App, sheet: &report::Sheet, (act, raw): (Act, &[(String, String)]), page: Page) -> ActPage {
    let typed = |name: &str| raw.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
    let checklist = &app.site().pack.inspections;
    let field = field_of(act).unwrap_or_default();
    let before = match act {
        Act::Draft => sheet.seen.view.summary.clone(),
        Act::ClinicAnswer => sheet.seen.view.clinic_answer.as_ref().map(|said| said.text.clone()),
        _ => None,
    };
    let passed = typed("passed").unwrap_or_default();
    let choice = |value: &str, word: &str| {
        let hint = label(page.lang, "quality", &format!("{word}-hint"));
        Choice::new(value, label(page.lang, "quality", word)).with_hint(hint).chosen_if(&passed)
    };
    let title = label(page.lang, "act", act.as_str());
    ActPage {
        id: sheet.seen.view.id.clone(),
        clinic: sheet.clinic.clone(),
        will: label(page.lang, "will", act.as_str()),
        is_for_good: act.is_for_good(),
        open: if act.is_for_good() { unscored(app, sheet, &page) } else { Vec::new() },
        bare: if act == Act::EvidenceLock {
            super::sections::bare(checklist, &sheet.seen.view, &page)
        } else {
            Vec::new()
        },
        unrated: if act.is_for_good() { unrated(app, sheet, &page) } else { String::new() },
        choices: if act == Act::QualityCheck {
            vec![choice("true", "pass"), choice("false", "return")]
        } else {
            Vec::new()
        },
        field,
        label: if field.is_empty() { String::new() } else { label(page.lang, "words", act.as_str()) },
        value: typed(field).or(before).unwrap_or_default(),
        page: private(page, title.clone()).crumb(sheet.clinic.clone(), sheet.address()).last_crumb(title),
        act,
    }
}

/// The items that nobody has scored.
fn unscored(app: &App, sheet: &report::Sheet, page: &Page) -> Vec<String> {
    let checklist = &app.site().pack.inspections;
    let open = sheet.seen.view.items.iter().filter(|item| item.score.is_none());
    open.map(|item| format!("{} {}", item.code, words::item(checklist, page.lang, &item.code))).collect()
}

/// Says that the whole will not be rated, where too little is scored somewhere.
fn unrated(app: &App, sheet: &report::Sheet, page: &Page) -> String {
    let domains = super::sections::domains(&app.site().pack.inspections, &sheet.seen.view, page);
    let short = sheet.seen.view.domains.iter().zip(domains);
    let short = short.filter(|(domain, _)| domain.rating == Rating::InsufficientEvidence);
    let named: Vec<String> = short.map(|(_, domain)| domain.name).collect();
    if named.is_empty() { String::new() } else { page.t_with("inspections-will-not-rate", "domains", named.join(", ")) }
}

async fn submit<T: Clone + Send + 'static>(
    app: &App,
    request: &HttpRequest,
    (member, id, act): (Member, String, Act),
    form: ValidForm<T>,
    action: impl Fn(&mut Tx<'_>, &Member, &str, &T) -> Result<(), AppError> + Send + 'static,
) -> Result<HttpResponse, Failure> {
    member.check_form(app, &form.csrf)?;
    let done = match form.value {
        Ok(new) => {
            let (member, id) = (member.clone(), id.clone());
            app.write(move |tx| action(tx, &member, &id, &new)).await
        }
        Err(refusal) => Err(refusal.into()),
    };
    let Err(error) = done else { return Ok(see_other(&format!("/inspections/{id}?done={act}"))) };
    again(app, request, (&member, &id), (act, &form.raw), &refusal_of(error)?).await
}

/// The form again with what was wrong; an act without a form shows it on the page of the inspection.
async fn again(
    app: &App,
    request: &HttpRequest,
    (member, id): (&Member, &str),
    (act, raw): (Act, &[(String, String)]),
    refusal: &Refusal,
) -> Result<HttpResponse, Failure> {
    let page = member.page(request)?;
    let lang = page.lang;
    let called = |field: &str| (field_of(act) == Some(field)).then(|| label(lang, "words", act.as_str()));
    let page = page.with_errors(FormErrors::called(refusal, lang, called));
    let sheet = report::sheet(app, Some(member), id).await?;
    match field_of(act) {
        Some(_) => shown_again(&form(app, &sheet, (act, raw), page), refusal),
        None => shown_again(&report::page_of(app, sheet, page), refusal),
    }
}

/// Completes an action of the report.
#[post("/inspections/{id}/actions/{number}/completion")]
pub async fn complete(
    app: Data<App>,
    request: HttpRequest,
    member: Member,
    path: Path<(String, u32)>,
    form: ValidForm<Completion>,
) -> Result<HttpResponse, Failure> {
    let (id, number) = path.into_inner();
    submit(&app, &request, (member, id, Act::Completion), form, move |tx, member, id, new| {
        actions::complete(tx, member, (id, i64::from(number)), new)
    })
    .await
}

page_acts! {
    String;
    notify(Nothing) "/inspections/{id}/notification" Act::Notification => |tx, member, id, _| actions::notify(tx, member, id);
    visit(Nothing) "/inspections/{id}/visit" Act::Visit => |tx, member, id, _| actions::begin_visit(tx, member, id);
    lock(Nothing) "/inspections/{id}/evidence-lock" Act::EvidenceLock => |tx, member, id, _| actions::lock(tx, member, id);
    draft(Draft) "/inspections/{id}/draft" Act::Draft => actions::draft;
    check_quality(QualityCheck) "/inspections/{id}/quality-check" Act::QualityCheck => actions::check_quality;
    answer(ClinicAnswer) "/inspections/{id}/clinic-answer" Act::ClinicAnswer => actions::answer;
    publish(Nothing) "/inspections/{id}/publication" Act::Publication => |tx, member, id, _| actions::publish(tx, member, id);
    correct(Correction) "/inspections/{id}/correction" Act::Correction => actions::correct;
    give_notice(Reason) "/inspections/{id}/interim-notice" Act::InterimNotice => actions::give_notice;
    resume(Nothing) "/inspections/{id}/resumption" Act::Resumption => |tx, member, id, _| actions::resume(tx, member, id);
    suspend(Reason) "/inspections/{id}/suspension" Act::Suspension => actions::suspend;
    refuse(Reason) "/inspections/{id}/refusal" Act::Refusal => actions::refuse;
    abort(Reason) "/inspections/{id}/abortion" Act::Abortion => actions::abort;
}
