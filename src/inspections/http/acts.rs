//! Acts on an inspection: each one call of an action.

use super::super::api::{
    ClinicAnswer, Completion, Correction, DecidePoint, Draft, FactualCheck, InspectionView, PlanInspection,
    QualityCheck, Reason, ScoreItem,
};
use super::{act, actions, set, views};
use crate::accounts::{Inspector, Member, post_acts, put_acts};
use crate::app::App;
use crate::web::{Answered, Failure, IfMatch, Nothing, Shown, Stored, Valid, write_once};
use actix_web::web::{Data, Path};
use actix_web::{post, put};

/// Plan an inspection; the first inspector named leads (inspector).
#[utoipa::path(
    tag = "Inspections",
    operation_id = "plan_inspection",
    request_body = PlanInspection,
    security(("bearer" = [])),
    responses((status = 201, body = InspectionView))
)]
#[post("/api/v1/inspections")]
pub async fn plan(app: Data<App>, member: Inspector, body: Valid<PlanInspection>) -> Result<Answered, Failure> {
    let (new, once) = body.into_parts();
    let account = member.id.to_string();
    write_once(&app, once, Some(&account), move |tx| {
        let id = actions::plan(tx, &member, &new)?;
        Stored::created(format!("/api/v1/inspections/{id}"), &views::for_member(&mut tx.reader(), &member, &id)?)
    })
    .await
}

post_acts! {
    "Inspections", "id": String => InspectionView;
    /// Tell the clinic of the visit (inspector).
    notify(Nothing) "notify_clinic" "/api/v1/inspections/{id}/notification" => |tx, member, id, _| actions::notify(tx, member, id);
    /// Begin the visit (inspector).
    begin_visit(Nothing) "begin_visit" "/api/v1/inspections/{id}/visit" => |tx, member, id, _| actions::begin_visit(tx, member, id);
    /// Lock scores and files (inspector).
    lock(Nothing) "lock_evidence" "/api/v1/inspections/{id}/evidence-lock" => |tx, member, id, _| actions::lock(tx, member, id);
    /// Pass the draft on, or send it back (quality reader).
    check_quality(QualityCheck) "check_quality" "/api/v1/inspections/{id}/quality-check" => actions::check_quality;
    /// Say what is wrong in the draft's facts, or that nothing is (clinic).
    check_facts(FactualCheck) "check_facts_of_inspection" "/api/v1/inspections/{id}/factual-check" => actions::check_facts;
    /// Publish the report (lead).
    publish(Nothing) "publish_inspection" "/api/v1/inspections/{id}/publication" => |tx, member, id, _| actions::publish(tx, member, id);
    /// Put a mistake right beside the published report (lead).
    correct(Correction) "correct_inspection" "/api/v1/inspections/{id}/corrections" => actions::correct;
    /// Write down that the clinic lets nobody in (inspector).
    refuse(Reason) "refuse_inspection" "/api/v1/inspections/{id}/refusal" => actions::refuse;
    /// Break the inspection off (lead).
    abort(Reason) "abort_inspection" "/api/v1/inspections/{id}/abortion" => actions::abort;
    /// Stop the visit because somebody is in danger (inspector).
    suspend(Reason) "suspend_inspection" "/api/v1/inspections/{id}/suspension" => actions::suspend;
    /// Tell clinic and coalition what the danger is (inspector).
    give_notice(Reason) "give_interim_notice" "/api/v1/inspections/{id}/interim-notice" => actions::give_notice;
    /// Go on with the visit (inspector).
    resume(Nothing) "resume_inspection" "/api/v1/inspections/{id}/resumption" => |tx, member, id, _| actions::resume(tx, member, id);
}

put_acts! {
    "Inspections", "id": String => InspectionView;
    /// Write the draft (inspector).
    draft(Draft) "draft_inspection" "/api/v1/inspections/{id}/draft" => actions::draft;
    /// Give the answer that stands in the report, word for word (clinic).
    answer(ClinicAnswer) "answer_inspection" "/api/v1/inspections/{id}/clinic-answer" => actions::answer;
}

/// Complete an action of the report (lead).
#[utoipa::path(
    tag = "Inspections",
    operation_id = "complete_inspection_action",
    params(("id" = String, Path), ("number" = u32, Path), ("If-Match" = Option<String>, Header)),
    security(("bearer" = [])),
    request_body = Completion,
    responses((status = 201, body = InspectionView))
)]
#[post("/api/v1/inspections/{id}/actions/{number}/completion")]
pub async fn complete(
    app: Data<App>,
    member: Member,
    if_match: IfMatch,
    path: Path<(String, u32)>,
    body: Valid<Completion>,
) -> Result<Answered, Failure> {
    let (id, number) = path.into_inner();
    act(&app, (member, if_match, id), body, move |tx, member, id, new| {
        actions::complete(tx, member, (id, i64::from(number)), new)
    })
    .await
}

/// Say what was found at an item (inspector).
#[utoipa::path(
    tag = "Inspections",
    operation_id = "score_inspection_item",
    params(("id" = String, Path), ("code" = String, Path), ("If-Match" = Option<String>, Header)),
    security(("bearer" = [])),
    request_body = ScoreItem,
    responses((status = 200, body = InspectionView))
)]
#[put("/api/v1/inspections/{id}/items/{code}")]
pub async fn score(
    app: Data<App>,
    member: Member,
    if_match: IfMatch,
    path: Path<(String, String)>,
    body: Valid<ScoreItem>,
) -> Result<Shown<InspectionView>, Failure> {
    let (id, code) = path.into_inner();
    set(&app, (member, if_match, id), body, move |tx, member, id, new| actions::score(tx, member, (id, &code), new))
        .await
}

/// Accept or reject a point of the factual check (points officer).
#[utoipa::path(
    tag = "Inspections",
    operation_id = "decide_inspection_point",
    params(("id" = String, Path), ("number" = u32, Path), ("If-Match" = Option<String>, Header)),
    security(("bearer" = [])),
    request_body = DecidePoint,
    responses((status = 200, body = InspectionView))
)]
#[put("/api/v1/inspections/{id}/points/{number}/decision")]
pub async fn decide_point(
    app: Data<App>,
    member: Member,
    if_match: IfMatch,
    path: Path<(String, u32)>,
    body: Valid<DecidePoint>,
) -> Result<Shown<InspectionView>, Failure> {
    let (id, number) = path.into_inner();
    set(&app, (member, if_match, id), body, move |tx, member, id, new| {
        actions::decide_point(tx, member, (id, i64::from(number)), new)
    })
    .await
}
