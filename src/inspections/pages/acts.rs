//! Acting on an inspection: the form of each act, and carrying it out with the same action as over REST.

use super::act::Act;
use super::words::label;
use super::{private, refusal_of, report, see_other, shown, shown_again, with_refusal};
use crate::accounts::Member;
use crate::app::{App, Tx};
use crate::error::{AppError, Refusal};
use crate::inspections::actions;
use crate::inspections::api::{ClinicAnswer, Completion, Correction, Draft, QualityCheck, Reason};
use crate::web::page::Page;
use crate::web::parts::Choice;
use crate::web::{Failure, Nothing, ValidForm};
use actix_web::web::{Data, Path, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;

/// The form of one act: a choice where there is one, and words.
#[derive(Template)]
#[template(path = "inspections/act.html")]
struct ActPage {
    page: Page,
    id: String,
    act: Act,
    clinic: String,
    will: String,
    choices: Vec<Choice>,
    /// The name of the field of words, its label and what was typed.
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
    match field_of(act) {
        Some(_) if sheet.seen.may(&act.as_str().replace('-', "_")) => shown(&form(&sheet, act, &[], page)),
        // The time for it is over: the page of the inspection says what can be done instead.
        _ => Ok(see_other(&format!("/inspections/{id}"))),
    }
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

fn form(sheet: &report::Sheet, act: Act, raw: &[(String, String)], page: Page) -> ActPage {
    let typed = |name: &str| raw.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
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
        choices: if act == Act::QualityCheck {
            vec![choice("true", "pass"), choice("false", "return")]
        } else {
            Vec::new()
        },
        field,
        label: label(page.lang, "words", act.as_str()),
        value: typed(field).or(before).unwrap_or_default(),
        page: private(page, title.clone()).crumb(sheet.clinic.clone(), sheet.address()).last_crumb(title),
        act,
    }
}

/// Who acts on which inspection, by which form.
struct Sent<T> {
    member: Member,
    id: String,
    act: Act,
    form: ValidForm<T>,
}

async fn submit<T: Clone + Send + 'static>(
    app: &App,
    request: &HttpRequest,
    sent: Sent<T>,
    action: impl Fn(&mut Tx<'_>, &Member, &str, &T) -> Result<(), AppError> + Send + 'static,
) -> Result<HttpResponse, Failure> {
    let Sent { member, id, act, form } = sent;
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
    let page = with_refusal(member.page(request)?, refusal);
    let sheet = report::sheet(app, Some(member), id).await?;
    match field_of(act) {
        Some(_) => shown_again(&form(&sheet, act, raw, page), refusal),
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
    let sent = Sent { member, id, act: Act::Completion, form };
    submit(&app, &request, sent, move |tx, member, id, new| actions::complete(tx, member, (id, i64::from(number)), new))
        .await
}

macro_rules! acts {
    ($($name:ident($form:ty) $path:literal $act:ident => $action:expr;)*) => {
        $(
            #[post($path)]
            async fn $name(
                app: Data<App>,
                request: HttpRequest,
                member: Member,
                id: Path<String>,
                form: ValidForm<$form>,
            ) -> Result<HttpResponse, Failure> {
                let sent = Sent { member, id: id.into_inner(), act: Act::$act, form };
                submit(&app, &request, sent, $action).await
            }
        )*

        fn register(config: &mut ServiceConfig) {
            config$(.service($name))*;
        }
    };
}

acts! {
    notify(Nothing) "/inspections/{id}/notification" Notification => |tx, member, id, _| actions::notify(tx, member, id);
    visit(Nothing) "/inspections/{id}/visit" Visit => |tx, member, id, _| actions::begin_visit(tx, member, id);
    lock(Nothing) "/inspections/{id}/evidence-lock" EvidenceLock => |tx, member, id, _| actions::lock(tx, member, id);
    draft(Draft) "/inspections/{id}/draft" Draft => actions::draft;
    check_quality(QualityCheck) "/inspections/{id}/quality-check" QualityCheck => actions::check_quality;
    answer(ClinicAnswer) "/inspections/{id}/clinic-answer" ClinicAnswer => actions::answer;
    publish(Nothing) "/inspections/{id}/publication" Publication => |tx, member, id, _| actions::publish(tx, member, id);
    correct(Correction) "/inspections/{id}/correction" Correction => actions::correct;
    give_notice(Reason) "/inspections/{id}/interim-notice" InterimNotice => actions::give_notice;
    resume(Nothing) "/inspections/{id}/resumption" Resumption => |tx, member, id, _| actions::resume(tx, member, id);
    suspend(Reason) "/inspections/{id}/suspension" Suspension => actions::suspend;
    refuse(Reason) "/inspections/{id}/refusal" Refusal => actions::refuse;
    abort(Reason) "/inspections/{id}/abortion" Abortion => actions::abort;
}
