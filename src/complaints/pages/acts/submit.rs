//! The routes of the acts: showing each form, and carrying it out with the same action as over REST.

use super::Act;
use super::form::ActPage;
use super::forms::{self, DecisionForm, FeedbackForm, PanelForm, PauseForm};
use crate::accounts::Member;
use crate::app::{App, Tx};
use crate::complaints::actions;
use crate::complaints::api::{
    Appeal, Assessment, ClinicAddress, Closure, Message, PublicNarrative, Reason, Recommendation, Respond, Triage,
    Words,
};
use crate::complaints::pages::{refusal_of, see_other, shown, shown_again, with_refusal};
use crate::error::AppError;
use crate::web::{Failure, Nothing, ValidForm};
use actix_web::web::{Data, Path, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post};

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

/// Who acts on which case, by which form.
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
    action: fn(&mut Tx<'_>, &Member, &str, &T) -> Result<(), AppError>,
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
    let Err(error) = done else { return Ok(see_other(&format!("/complaints/{id}?done={act}"))) };
    let refusal = refusal_of(error)?;
    let page = with_refusal(member.page(request)?, &refusal);
    match ActPage::read(app, &member, &id, (act, Some(&form.raw)), page).await? {
        Some(form) => shown_again(&form, &refusal),
        None => Err(refusal.into()),
    }
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
    triage(Triage) "/complaints/{id}/triage" Triage => actions::triage;
    assess(Assessment) "/complaints/{id}/assessment" Assessment => actions::assess;
    acknowledge(Nothing) "/complaints/{id}/acknowledgement" Acknowledgement
        => |tx, member, id, _| actions::acknowledge(tx, member, id);
    respond(Respond) "/complaints/{id}/response" Response => actions::respond;
    give_feedback(FeedbackForm) "/complaints/{id}/feedback" Feedback
        => |tx, member, id, form| actions::give_feedback(tx, member, id, &form.wire());
    escalate(Reason) "/complaints/{id}/escalation" Escalation => actions::escalate;
    seat_panel(PanelForm) "/complaints/{id}/panel" Panel
        => |tx, member, id, form| actions::seat_panel(tx, member, id, &form.wire());
    recuse(Reason) "/complaints/{id}/recusal" Recusal => actions::recuse;
    offer_mediation(Words) "/complaints/{id}/mediation" Mediation => actions::offer_mediation;
    call_for_evidence(Words) "/complaints/{id}/evidence-call" EvidenceCall => actions::call_for_evidence;
    draft_findings(Words) "/complaints/{id}/findings" Findings => actions::draft_findings;
    check_facts(Words) "/complaints/{id}/factual-check" FactualCheck => actions::check_facts;
    comment(Words) "/complaints/{id}/comment" Comment => actions::comment;
    decide(DecisionForm) "/complaints/{id}/decision" Decision
        => |tx, member, id, form| actions::decide(tx, member, id, &form.wire()?);
    appeal(Appeal) "/complaints/{id}/appeal" Appeal => actions::appeal;
    close(Closure) "/complaints/{id}/closure" Closure => actions::close;
    pause(PauseForm) "/complaints/{id}/pause" Pause
        => |tx, member, id, form| actions::pause(tx, member, id, &form.wire());
    resume(Nothing) "/complaints/{id}/resumption" Resumption => |tx, member, id, _| actions::resume(tx, member, id);
    extend(Reason) "/complaints/{id}/extension" Extension
        => |tx, member, id, form| actions::extend(tx, member, id, &forms::extension(form));
    withdraw_narrative(Nothing) "/complaints/{id}/narrative-withdrawal" NarrativeWithdrawal
        => |tx, member, id, _| actions::withdraw_narrative(tx, member, id);
    publish_narrative(PublicNarrative) "/complaints/{id}/narrative" Narrative => actions::publish_narrative;
    message(Message) "/complaints/{id}/message" Message => actions::message;
    readdress(ClinicAddress) "/complaints/{id}/clinic-address" ClinicAddress => actions::readdress;
    recommend(Recommendation) "/complaints/{id}/recommendation" Recommendation => actions::recommend;
    withdraw(Reason) "/complaints/{id}/withdrawal" Withdrawal => actions::withdraw;
}
