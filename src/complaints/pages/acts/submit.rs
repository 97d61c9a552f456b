//! The routes of the acts: showing each form, and carrying it out with the same action as over REST.

use super::Act;
use super::form::ActPage;
use super::forms::{self, DecisionForm, FeedbackForm, PanelForm, PauseForm};
use crate::accounts::{Member, page_acts};
use crate::app::{App, Tx};
use crate::complaints::actions;
use crate::complaints::api::{
    Appeal, Assessment, ClinicAddress, Closure, Message, PublicNarrative, Reason, Recommendation, Respond, Triage,
    Words,
};
use crate::complaints::pages::{refusal_of, see_other, shown, shown_again};
use crate::error::AppError;
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
    let done = match form.value {
        Ok(new) => {
            let (member, id) = (member.clone(), id.clone());
            app.write(move |tx| action(tx, &member, &id, &new)).await
        }
        Err(refusal) => Err(refusal.into()),
    };
    let Err(error) = done else { return Ok(see_other(&format!("/complaints/{id}?done={act}"))) };
    let refusal = refusal_of(error)?;
    let page = member.page(request)?;
    // The form of an account says itself what its text is called.
    let label = |field: &str| (act == Act::Narrative && field == "text").then(|| page.t("field-public-narrative"));
    let errors = FormErrors::called(&refusal, page.lang, label);
    let page = page.with_errors(errors);
    match ActPage::read(app, &member, &id, (act, Some(&form.raw)), page).await? {
        Some(form) => shown_again(&form, &refusal),
        None => Err(refusal.into()),
    }
}

page_acts! {
    String;
    triage(Triage) "/complaints/{id}/triage" Act::Triage => actions::triage;
    assess(Assessment) "/complaints/{id}/assessment" Act::Assessment => actions::assess;
    acknowledge(Nothing) "/complaints/{id}/acknowledgement" Act::Acknowledgement
        => |tx, member, id, _| actions::acknowledge(tx, member, id);
    respond(Respond) "/complaints/{id}/response" Act::Response => actions::respond;
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
    withdraw_narrative(Nothing) "/complaints/{id}/narrative-withdrawal" Act::NarrativeWithdrawal
        => |tx, member, id, _| actions::withdraw_narrative(tx, member, id);
    publish_narrative(PublicNarrative) "/complaints/{id}/narrative" Act::Narrative => actions::publish_narrative;
    message(Message) "/complaints/{id}/message" Act::Message => actions::message;
    readdress(ClinicAddress) "/complaints/{id}/clinic-address" Act::ClinicAddress => actions::readdress;
    recommend(Recommendation) "/complaints/{id}/recommendation" Act::Recommendation => actions::recommend;
    withdraw(Reason) "/complaints/{id}/withdrawal" Act::Withdrawal => actions::withdraw;
}
