//! The routes of the acts: showing each form, and carrying it out with the same action as over REST.

use super::Act;
use super::form::ActPage;
use super::forms::{self, AnswerForm, DecisionForm, FeedbackForm, PREVIEW, PanelForm, PauseForm};
use crate::accounts::{Member, page_acts};
use crate::app::{App, Tx};
use crate::complaints::actions;
use crate::complaints::api::{
    AgreeToBeNamed, Appeal, Assessment, ClinicAddress, Closure, Message, PublicNarrative, Reason, Recommendation,
    Triage, Words,
};
use crate::complaints::model::Role;
use crate::complaints::pages::fields::Typed;
use crate::complaints::pages::{refusal_of, see_other, shown, shown_again, with_errors};
use crate::complaints::views;
use crate::error::{AppError, FieldError, REQUIRED, Refusal};
use crate::web::page::FormErrors;
use crate::web::{Failure, Nothing, ValidForm};
use actix_web::web::{Data, Path, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get};

/// Registers a page for each act.
pub fn routes(config: &mut ServiceConfig) {
    register(config);
    config.service(show);
}

/// What will happen, and the form.
#[get("/complaints/{id}/{act}")]
pub async fn show(
    app: Data<App>,
    request: HttpRequest,
    member: Member,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Failure> {
    let (id, act) = path.into_inner();
    let act = Act::named(&act).ok_or_else(AppError::not_found)?;
    let page = member.page(&request)?;
    match ActPage::read(&app, &member, &id, (act, None), page).await? {
        Some(form) => shown(&form),
        // The time for it is over: the page of the case says what can be done instead.
        None => Ok(see_other(&format!("/complaints/{id}"))),
    }
}

async fn submit<T: Clone + Send + 'static>(
    app: &App,
    request: &HttpRequest,
    (member, id, act): (Member, String, Act),
    form: ValidForm<T>,
    action: fn(&mut Tx<'_>, &Member, &str, &T) -> Result<(), AppError>,
) -> Result<HttpResponse, Failure> {
    member.check_form(app, &form.csrf)?;
    if form.value.is_ok() && form.typed(PREVIEW) == "true" {
        return match ActPage::read(app, &member, &id, (act, Some(&form.raw)), member.page(request)?).await? {
            Some(form) => shown(&form),
            None => Ok(see_other(&format!("/complaints/{id}"))),
        };
    }
    let done = match form.value {
        Ok(new) => {
            let (member, id) = (member.clone(), id.clone());
            app.write(move |tx| action(tx, &member, &id, &new)).await
        }
        Err(refusal) => Err(refusal.into()),
    };
    let Err(error) = done else { return Ok(see_other(&format!("/complaints/{id}?done={act}"))) };
    let mut refusal = refusal_of(error)?;
    if act == Act::Message && lacks_side(&form.raw, &refusal) && writes_as_officer(app, &member, &id).await? {
        refusal.fields.insert(0, FieldError { pointer: "/to".to_owned(), code: REQUIRED, span: None });
    }
    let page = member.page(request)?;
    // The form of an account says itself what its text is called.
    let label = |field: &str| (act == Act::Narrative && field == "text").then(|| page.t("field-public-narrative"));
    let errors = FormErrors::called(&refusal, page.lang, label);
    let page = with_errors(page, errors, if act == Act::Narrative { "public_narrative" } else { "text" });
    match ActPage::read(app, &member, &id, (act, Some(&form.raw)), page).await? {
        Some(form) => shown_again(&form, &refusal),
        None => Err(refusal.into()),
    }
}

/// Whether a refused message says neither to whom it is nor that this is missing.
fn lacks_side(raw: &[(String, String)], refusal: &Refusal) -> bool {
    let is_told = refusal.fields.iter().any(|field| field.pointer == "/to");
    !refusal.fields.is_empty() && !is_told && Typed(Some(raw)).get("to").is_empty()
}

/// Whether it takes a choice of the side that a message is for: with its text, an officer is told of both at once.
async fn writes_as_officer(app: &App, member: &Member, id: &str) -> Result<bool, Failure> {
    let (member, id) = (member.clone(), id.to_owned());
    let seen = app.read(move |reader| views::seen_by(reader, &member, &id)).await?;
    Ok(seen.roles.contains(&Role::Officer))
}

page_acts! {
    String;
    triage(Triage) "/complaints/{id}/triage" Act::Triage => actions::triage;
    assess(Assessment) "/complaints/{id}/assessment" Act::Assessment => actions::assess_as_offered;
    acknowledge(Nothing) "/complaints/{id}/acknowledgement" Act::Acknowledgement
        => |tx, member, id, _| actions::acknowledge(tx, member, id);
    respond(AnswerForm) "/complaints/{id}/response" Act::Response
        => |tx, member, id, form| actions::respond(tx, member, id, &form.wire());
    give_feedback(FeedbackForm) "/complaints/{id}/feedback" Act::Feedback
        => |tx, member, id, form| actions::give_feedback(tx, member, id, &form.wire());
    escalate(Reason) "/complaints/{id}/escalation" Act::Escalation => actions::escalate;
    seat_panel(PanelForm) "/complaints/{id}/panel" Act::Panel
        => |tx, member, id, form| actions::seat_panel(tx, member, id, &form.wire());
    recuse(Reason) "/complaints/{id}/recusal" Act::Recusal => actions::recuse;
    offer_mediation(Words) "/complaints/{id}/mediation" Act::Mediation => actions::offer_mediation;
    call_for_evidence(Words) "/complaints/{id}/evidence-call" Act::EvidenceCall => actions::call_for_evidence;
    draft_findings(Words) "/complaints/{id}/findings" Act::Findings => actions::draft_findings;
    check_facts(Words) "/complaints/{id}/factual-check" Act::FactualCheck => actions::check_facts;
    comment(Words) "/complaints/{id}/comment" Act::Comment => actions::comment;
    decide(DecisionForm) "/complaints/{id}/decision" Act::Decision
        => |tx, member, id, form| actions::decide(tx, member, id, &form.wire()?);
    appeal(Appeal) "/complaints/{id}/appeal" Act::Appeal => actions::appeal;
    close(Closure) "/complaints/{id}/closure" Act::Closure => actions::close;
    pause(PauseForm) "/complaints/{id}/pause" Act::Pause
        => |tx, member, id, form| actions::pause(tx, member, id, &form.wire());
    resume(Nothing) "/complaints/{id}/resumption" Act::Resumption => |tx, member, id, _| actions::resume(tx, member, id);
    extend(Reason) "/complaints/{id}/extension" Act::Extension
        => |tx, member, id, form| actions::extend(tx, member, id, &forms::extension(form));
    agree_to_be_named(AgreeToBeNamed) "/complaints/{id}/identity-consent" Act::IdentityConsent
        => actions::agree_to_be_named;
    withdraw_narrative(Nothing) "/complaints/{id}/narrative-withdrawal" Act::NarrativeWithdrawal
        => |tx, member, id, _| actions::withdraw_narrative(tx, member, id);
    publish_narrative(PublicNarrative) "/complaints/{id}/narrative" Act::Narrative => actions::publish_narrative;
    message(Message) "/complaints/{id}/message" Act::Message => actions::message;
    readdress(ClinicAddress) "/complaints/{id}/clinic-address" Act::ClinicAddress => actions::readdress;
    recommend(Recommendation) "/complaints/{id}/recommendation" Act::Recommendation => actions::recommend;
    withdraw(Reason) "/complaints/{id}/withdrawal" Act::Withdrawal => actions::withdraw;
}
