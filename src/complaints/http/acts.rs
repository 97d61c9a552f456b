//! Acts on a complaint: each one call of an action.

use super::super::api::{
    AgreeToBeNamed, Appeal, Assessment, ClinicAddress, Closure, ComplaintView, Decide, Extension, Feedback,
    FileComplaint, Message, Panel, Pause, PublicNarrative, Reason, Recommendation, Respond, Triage, Words,
};
use super::{act, actions, check_version, set, set_plain, views};
use crate::accounts::{Member, post_acts, put_acts};
use crate::app::App;
use crate::drafts::{self, api::FromDraft};
use crate::error::AppError;
use crate::ledger;
use crate::web::{Answered, Failure, IfMatch, Query, Shown, Stored, Valid, write_once};
use actix_web::web::{Data, Path};
use actix_web::{delete, post, put};
use serde_json::Value;

/// File a complaint.
#[utoipa::path(
    tag = "complaints",
    operation_id = "file_complaint",
    params(FromDraft),
    request_body = FileComplaint,
    security(("bearer" = [])),
    responses((status = 201, body = ComplaintView))
)]
#[post("/api/v1/complaints")]
pub async fn file(
    app: Data<App>,
    member: Member,
    from: Query<FromDraft>,
    body: Valid<FileComplaint>,
) -> Result<Answered, Failure> {
    let (new, once) = body.into_parts();
    let account = member.id.to_string();
    let mut answered = write_once(&app, once, Some(&account), move |tx| {
        let filed = actions::file(tx, &member, &new)?;
        drafts::published_from(tx, &member.id, from.draft.as_ref())?;
        let view = views::for_member(&mut tx.reader(), &member, &filed.id)?;
        let mut body = serde_json::to_value(&view).map_err(AppError::internal)?;
        put_receipt(&mut body, serde_json::json!({ "subject_ref": filed.subject_ref }));
        Stored::created(format!("/api/v1/complaints/{}", filed.id), &body)
    })
    .await?;
    add_salt(&app, answered.body_mut()).await?;
    Ok(answered)
}

fn put_receipt(body: &mut Value, receipt: Value) {
    if let Some(fields) = body.as_object_mut() {
        fields.insert("receipt".into(), receipt);
    }
}

/// The salt belongs to the author alone; it is read again, not stored with the answer.
async fn add_salt(app: &App, body: &mut Value) -> Result<(), Failure> {
    let Some(subject) = body.pointer("/receipt/subject_ref").and_then(Value::as_str).map(str::to_owned) else {
        return Ok(());
    };
    let receipt = app.read(move |reader| ledger::receipt_of(reader, &subject, "complaint.submitted")).await?;
    put_receipt(body, serde_json::to_value(receipt).map_err(AppError::internal)?);
    Ok(())
}

post_acts! {
    "complaints", "id": String => ComplaintView;
    /// Sort a complaint (case officer).
    triage(Triage) "triage_complaint" "/api/v1/complaints/{id}/triage" => actions::triage;
    /// Decide what the evidence proves (case officer).
    assess(Assessment) "assess_evidence" "/api/v1/complaints/{id}/evidence/assessment" => actions::assess;
    /// Answer the complaint (clinic).
    respond(Respond) "respond_to_complaint" "/api/v1/complaints/{id}/responses" => actions::respond;
    /// Say whether the answer will do (patient).
    give_feedback(Feedback) "give_feedback" "/api/v1/complaints/{id}/feedback" => actions::give_feedback;
    /// Take a late case to the coalition (patient).
    escalate(Reason) "escalate_complaint" "/api/v1/complaints/{id}/escalations" => actions::escalate;
    /// Offer both sides to talk (panel).
    offer_mediation(Words) "offer_mediation" "/api/v1/complaints/{id}/mediation" => actions::offer_mediation;
    /// Call both sides for evidence (panel).
    call_for_evidence(Words) "call_for_evidence" "/api/v1/complaints/{id}/evidence-call" => actions::call_for_evidence;
    /// Draft findings (panel).
    draft_findings(Words) "draft_findings" "/api/v1/complaints/{id}/findings" => actions::draft_findings;
    /// Show both sides the findings (panel).
    check_facts(Words) "open_factual_check" "/api/v1/complaints/{id}/factual-check" => actions::check_facts;
    /// Comment while the coalition has the case (parties).
    comment(Words) "comment_on_complaint" "/api/v1/complaints/{id}/comments" => actions::comment;
    /// Decide the case (panel).
    decide(Decide) "decide_complaint" "/api/v1/complaints/{id}/decision" => actions::decide;
    /// Ask for the decision to be heard again (parties).
    appeal(Appeal) "appeal_decision" "/api/v1/complaints/{id}/appeals" => actions::appeal;
    /// Write to the officer (parties), or as the officer to one side.
    message(Message) "write_message" "/api/v1/complaints/{id}/messages" => actions::message;
    /// Recommend something to the clinic after a decision that upholds (panel).
    recommend(Recommendation) "recommend" "/api/v1/complaints/{id}/recommendations" => actions::recommend;
    /// Agree to be named to the clinic, before it is written to (patient).
    agree_to_be_named(AgreeToBeNamed) "agree_to_be_named" "/api/v1/complaints/{id}/identity-consent"
        => actions::agree_to_be_named;
    /// Take the complaint back (patient).
    withdraw(Reason) "withdraw_complaint" "/api/v1/complaints/{id}/withdrawal" => actions::withdraw;
    /// End a complaint that leads nowhere here (case officer).
    close(Closure) "close_complaint" "/api/v1/complaints/{id}/closures" => actions::close;
    /// Give the patient more time for proof (case officer).
    extend(Extension) "extend_deadline" "/api/v1/complaints/{id}/extensions" => actions::extend;
}

put_acts! {
    "complaints", "id": String => ComplaintView;
    /// Name the three people who hear the case (board).
    seat_panel(Panel) "seat_panel" "/api/v1/complaints/{id}/panel" => actions::seat_panel;
    /// Publish one's own account beside the public entry (patient).
    publish_narrative(PublicNarrative) "publish_narrative" "/api/v1/complaints/{id}/public-narrative" => actions::publish_narrative;
    /// Name another address of a clinic that no letter reaches (case officer).
    readdress(ClinicAddress) "readdress_clinic" "/api/v1/complaints/{id}/clinic-address" => actions::readdress;
    /// Let every clock stand still by legal order (case officer).
    pause(Pause) "pause_complaint" "/api/v1/complaints/{id}/pause" => actions::pause;
}

/// Say that the letter has arrived (clinic).
#[utoipa::path(
    tag = "complaints",
    operation_id = "acknowledge_complaint",
    params(("id" = String, Path), ("If-Match" = Option<String>, Header)),
    security(("bearer" = [])),
    responses((status = 200, body = ComplaintView))
)]
#[put("/api/v1/complaints/{id}/acknowledgement")]
pub async fn acknowledge(
    app: Data<App>,
    member: Member,
    if_match: IfMatch,
    id: Path<String>,
) -> Result<Shown<ComplaintView>, Failure> {
    set_plain(&app, (member, if_match, id.into_inner()), actions::acknowledge).await
}

/// Let the clocks go on (case officer).
#[utoipa::path(
    tag = "complaints",
    operation_id = "resume_complaint",
    params(("id" = String, Path), ("If-Match" = Option<String>, Header)),
    security(("bearer" = [])),
    responses((status = 200, body = ComplaintView))
)]
#[delete("/api/v1/complaints/{id}/pause")]
pub async fn resume(
    app: Data<App>,
    member: Member,
    if_match: IfMatch,
    id: Path<String>,
) -> Result<Shown<ComplaintView>, Failure> {
    set_plain(&app, (member, if_match, id.into_inner()), actions::resume).await
}

/// Take back the consent to publish the narrative (patient).
#[utoipa::path(
    tag = "complaints",
    operation_id = "withdraw_public_narrative",
    params(("id" = String, Path), ("If-Match" = Option<String>, Header)),
    security(("bearer" = [])),
    responses((status = 200, body = ComplaintView))
)]
#[delete("/api/v1/complaints/{id}/public-narrative")]
pub async fn withdraw_narrative(
    app: Data<App>,
    member: Member,
    if_match: IfMatch,
    id: Path<String>,
) -> Result<Shown<ComplaintView>, Failure> {
    set_plain(&app, (member, if_match, id.into_inner()), actions::withdraw_narrative).await
}

/// Say that a recommendation was carried out (clinic; the officer for a clinic without an account).
#[utoipa::path(
    tag = "complaints",
    operation_id = "complete_recommendation",
    params(("id" = String, Path), ("number" = i64, Path), ("If-Match" = Option<String>, Header)),
    security(("bearer" = [])),
    responses((status = 200, body = ComplaintView))
)]
#[put("/api/v1/complaints/{id}/recommendations/{number}/completion")]
pub async fn complete(
    app: Data<App>,
    member: Member,
    if_match: IfMatch,
    path: Path<(String, i64)>,
) -> Result<Shown<ComplaintView>, Failure> {
    let (id, number) = path.into_inner();
    set_plain(&app, (member, if_match, id), move |tx, member, id| actions::complete(tx, member, id, number)).await
}

/// Leave the panel (panel).
#[utoipa::path(
    tag = "complaints",
    operation_id = "recuse_from_panel",
    params(("id" = String, Path), ("If-Match" = Option<String>, Header)),
    request_body = Reason,
    security(("bearer" = [])),
    responses((status = 204))
)]
#[post("/api/v1/complaints/{id}/recusals")]
pub async fn recuse(
    app: Data<App>,
    member: Member,
    if_match: IfMatch,
    id: Path<String>,
    body: Valid<Reason>,
) -> Result<Answered, Failure> {
    let ((new, once), id) = (body.into_parts(), id.into_inner());
    let account = member.id.to_string();
    write_once(&app, once, Some(&account), move |tx| {
        check_version(tx, &member, &if_match, &id)?;
        actions::recuse(tx, &member, &id, &new)?;
        Ok(Stored::no_content())
    })
    .await
}
