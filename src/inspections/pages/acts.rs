//! Acting on an inspection: the form of each act, and carrying it out with the same action as over REST.

use super::act::{self, Act};
use super::words::{self, label};
use super::{gaps, lock, private, refusal_of, report, see_other, shown, shown_again};
use crate::accounts::{Member, page_acts};
use crate::app::{App, Tx};
use crate::error::{AppError, Refusal};
use crate::inspections::actions;
use crate::inspections::api::{ClinicAnswer, Correction, Draft, QualityCheck, Reason};
use crate::inspections::model::{Rating, State};
use crate::web::page::{FormErrors, Page};
use crate::web::parts::Choice;
use crate::web::{Failure, Nothing, ValidForm};
use actix_web::web::{Data, Path, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get};
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
    /// It can be done now; else the page only gives back what was typed.
    is_open: bool,
    is_for_good: bool,
    /// What the quality reader noted, to whoever writes the draft anew.
    notes: Option<String>,
    /// The items that stay without a score, where that is for good.
    open: Vec<String>,
    /// Which scores say too little, before they are locked, drafted and checked.
    gaps: Vec<String>,
    /// Some of them fall short without a word, and will stay so: a tick says that this is meant.
    is_bare: bool,
    /// That the summary may say what a decided point has changed; empty where it cannot.
    outdated: String,
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
    config.service(super::completion::complete).service(show);
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
    if (field_of(act).is_some() || act.is_for_good()) && act::is_offered(&sheet.seen, act, page.now) {
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
    let (view, is_open) = (&sheet.seen.view, act::is_offered(&sheet.seen, act, page.now));
    let field = field_of(act).unwrap_or_default();
    // Nobody has scored anything where the clinic refused.
    let ends_scores = act.is_for_good() && view.state != State::Refused;
    let before = match act {
        _ if !is_open => None,
        Act::Draft => view.summary.clone(),
        Act::ClinicAnswer => view.clinic_answer.as_ref().map(|said| said.text.clone()),
        _ => None,
    };
    let page = sheet.dated(page);
    let title = act::title(&sheet.seen, act, &page);
    ActPage {
        id: sheet.seen.view.id.clone(),
        clinic: sheet.clinic.clone(),
        will: act::will(&sheet.seen, act, &page),
        is_open,
        notes: view
            .quality_notes
            .as_ref()
            .filter(|_| act == Act::Draft && view.state == State::Drafting)
            .map(|said| said.text.clone()),
        is_for_good: act.is_for_good(),
        open: if ends_scores { unscored(app, sheet, &page) } else { Vec::new() },
        gaps: if matches!(act, Act::EvidenceLock | Act::Draft | Act::QualityCheck) {
            gaps::of(view, &page)
        } else {
            Vec::new()
        },
        is_bare: act == Act::EvidenceLock && gaps::is_bare(view),
        outdated: if act == Act::Publication { gaps::outdated(view, &page) } else { String::new() },
        unrated: if ends_scores { unrated(app, sheet, &page) } else { String::new() },
        choices: if act == Act::QualityCheck {
            verdicts(&page, &typed("passed").unwrap_or_default())
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

/// What the quality reader may decide.
fn verdicts(page: &Page, passed: &str) -> Vec<Choice> {
    let choice = |value: &str, word: &str| {
        let hint = label(page.lang, "quality", &format!("{word}-hint"));
        Choice::new(value, label(page.lang, "quality", word)).with_hint(hint).chosen_if(passed)
    };
    vec![choice("true", "pass"), choice("false", "return")]
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
    // Of an act that is asked once more, what is wrong in its form stands there.
    if field_of(act).is_some() || (act.is_for_good() && !refusal.fields.is_empty()) {
        return shown_again(&form(app, &sheet, (act, raw), page), refusal);
    }
    shown_again(&report::page_of(app, sheet, page), refusal)
}

page_acts! {
    String;
    notify(Nothing) "/inspections/{id}/notification" Act::Notification => |tx, member, id, _| actions::notify(tx, member, id);
    visit(Nothing) "/inspections/{id}/visit" Act::Visit => |tx, member, id, _| actions::begin_visit(tx, member, id);
    lock_evidence(lock::LockForm) "/inspections/{id}/evidence-lock" Act::EvidenceLock => lock::knowingly;
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
