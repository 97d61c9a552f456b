//! The register, its badges, and what is done about a member, over REST.

use crate::accounts::{CredentialingOfficer, MaybeMember, Member};
use crate::app::{App, Tx};
use crate::coalition::members::api::{
    DecideAppeal, GiveAppeal, Notes, OpenReview, Reason, RecordCheck, RegisterFilter, RenewLicence, TakeMeasure,
};
use crate::coalition::members::badge::{BadgeView, svg};
use crate::coalition::members::checks::{self, DueLine};
use crate::coalition::members::views::{self, MemberView, RegisterEntry};
use crate::coalition::members::{Position, actions};
use crate::directory::PhysicianId;
use crate::error::AppError;
use crate::web::{
    Answered, Failure, Listed, Listing, Once, PageParams, Plain, Shown, Stored, Valid, language, write_once,
};
use actix_web::http::header;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get, post, put};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

/// Nothing loads and nothing runs where the badge is opened by itself.
const BADGE_POLICY: &str = "default-src 'none'; sandbox";

/// Registers the routes.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(register)
        .service(record)
        .service(badge_svg)
        .service(badge_json)
        .service(open_review)
        .service(take_measure)
        .service(resign)
        .service(appeal)
        .service(decide_appeal)
        .service(renew_licence)
        .service(recredential)
        .service(record_check)
        .service(due)
        .service(record_death);
}

/// The register of coalition members, newest first.
#[utoipa::path(
    tag = "Coalition",
    operation_id = "list_coalition_members",
    params(RegisterFilter, PageParams),
    responses((status = 200, body = Listed<RegisterEntry>))
)]
#[get("/api/v1/coalition/members")]
pub async fn register(app: Data<App>, asked: Listing<RegisterFilter>) -> Result<Listed<RegisterEntry>, Failure> {
    let window = asked.window::<Position>("coalition-members")?;
    Ok(app.read(move |reader| views::register(reader, &asked.filter, &window)).await?)
}

/// The record of one coalition member.
#[utoipa::path(
    tag = "Coalition",
    operation_id = "show_coalition_member",
    params(("physician_id" = String, Path)),
    responses((status = 200, body = MemberView))
)]
#[get("/api/v1/coalition/members/{physician_id}")]
pub async fn record(
    app: Data<App>,
    viewer: MaybeMember,
    physician: Path<PhysicianId>,
) -> Result<Shown<MemberView>, Failure> {
    Ok(Shown(app.read(move |reader| views::record(reader, &physician, viewer.0.as_ref())).await?))
}

/// The badge as a drawing, made for this instant.
#[utoipa::path(
    tag = "Coalition",
    operation_id = "draw_badge",
    params(("physician_id" = String, Path)),
    responses((status = 200, content_type = "image/svg+xml", body = String))
)]
#[get("/api/v1/coalition/badges/{physician_id}.svg")]
pub async fn badge_svg(
    app: Data<App>,
    request: HttpRequest,
    physician: Path<PhysicianId>,
) -> Result<HttpResponse, Failure> {
    let badge = app.read(move |reader| views::badge(reader, &physician)).await?;
    Ok(HttpResponse::Ok()
        .content_type("image/svg+xml")
        .insert_header((header::CONTENT_SECURITY_POLICY, BADGE_POLICY))
        .insert_header((header::CACHE_CONTROL, "no-cache"))
        .insert_header((header::VARY, "Accept-Language"))
        .insert_header(("Cross-Origin-Resource-Policy", "cross-origin"))
        .body(svg(&badge, language(&request))))
}

/// The badge for programs.
#[utoipa::path(
    tag = "Coalition",
    operation_id = "show_badge",
    params(("physician_id" = String, Path)),
    responses((status = 200, body = BadgeView))
)]
#[get("/api/v1/coalition/badges/{physician_id}.json")]
pub async fn badge_json(app: Data<App>, physician: Path<PhysicianId>) -> Result<Plain<BadgeView>, Failure> {
    Ok(Plain(app.read(move |reader| views::badge(reader, &physician)).await?))
}

/// An act on a membership with a body.
type Act<T> = fn(&mut Tx<'_>, &Member, &PhysicianId, &T) -> Result<(), AppError>;

async fn act<T: Send + 'static>(
    app: &App,
    (member, physician): (Member, PhysicianId),
    (new, once): (T, Once),
    act: Act<T>,
) -> Result<Answered, Failure> {
    let account = member.id.to_string();
    write_once(app, once, Some(&account), move |tx| {
        act(tx, &member, &physician, &new)?;
        let view = views::record(&mut tx.reader(), &physician, Some(&member))?;
        Stored::created(format!("/api/v1/coalition/members/{physician}"), &view)
    })
    .await
}

/// A POST act with a body.
macro_rules! post_acts {
    ($($(#[$doc:meta])* $name:ident($body:ty) $operation:literal $path:literal => $action:path;)*) => {$(
        $(#[$doc])*
        #[utoipa::path(
            tag = "Coalition",
            operation_id = $operation,
            params(("physician_id" = String, Path)),
            security(("bearer" = [])),
            request_body = $body,
            responses((status = 201, body = MemberView))
        )]
        #[post($path)]
        pub async fn $name(
            app: Data<App>,
            member: Member,
            physician: Path<PhysicianId>,
            body: Valid<$body>,
        ) -> Result<Answered, Failure> {
            act(&app, (member, physician.into_inner()), body.into_parts(), $action).await
        }
    )*};
}

post_acts! {
    /// Open the review of a member (board).
    open_review(OpenReview) "review_member" "/api/v1/coalition/members/{physician_id}/reviews" => actions::open_review;
    /// End a review with a measure (board).
    take_measure(TakeMeasure) "take_measure" "/api/v1/coalition/members/{physician_id}/measures" => actions::take_measure;
    /// Leave the coalition (physician).
    resign(Reason) "resign" "/api/v1/coalition/members/{physician_id}/resignation" => actions::resign;
    /// Appeal against a measure (physician).
    appeal(GiveAppeal) "appeal_measure" "/api/v1/coalition/members/{physician_id}/appeals" => actions::appeal;
    /// Decide an appeal (appeals).
    decide_appeal(DecideAppeal) "decide_measure_appeal" "/api/v1/coalition/members/{physician_id}/appeal-decisions" => actions::decide_appeal;
    /// Credential a member anew (credentialing officer).
    recredential(Notes) "recredential_member" "/api/v1/coalition/members/{physician_id}/recredentialings" => actions::recredential;
    /// Write a monthly look at licence and sanctions down (credentialing officer).
    record_check(RecordCheck) "record_check" "/api/v1/coalition/members/{physician_id}/checks" => checks::record_check;
    /// Write down that a member has died (credentialing officer).
    record_death(Notes) "record_death" "/api/v1/coalition/members/{physician_id}/death" => actions::record_death;
}

/// What is due of members within 90 days.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DueList {
    /// The most urgent first.
    pub items: Vec<DueLine>,
}

/// Checks, first inspections, licences and credentials that are due within 90 days (credentialing officer).
#[utoipa::path(
    tag = "Coalition",
    operation_id = "list_due_of_members",
    security(("bearer" = [])),
    responses((status = 200, body = DueList))
)]
#[get("/api/v1/coalition/due")]
pub async fn due(app: Data<App>, _officer: CredentialingOfficer) -> Result<Plain<DueList>, Failure> {
    let items = app.read(checks::due).await?;
    Ok(Plain(DueList { items }))
}

/// Write down a renewed licence (credentialing officer).
#[utoipa::path(
    tag = "Coalition",
    operation_id = "renew_licence",
    params(("physician_id" = String, Path)),
    security(("bearer" = [])),
    request_body = RenewLicence,
    responses((status = 200, body = MemberView))
)]
#[put("/api/v1/coalition/members/{physician_id}/licence")]
pub async fn renew_licence(
    app: Data<App>,
    member: Member,
    physician: Path<PhysicianId>,
    body: Valid<RenewLicence>,
) -> Result<Shown<MemberView>, Failure> {
    let (physician, new) = (physician.into_inner(), body.into_inner());
    let write = app.write(move |tx| {
        actions::renew_licence(tx, &member, &physician, &new)?;
        views::record(&mut tx.reader(), &physician, Some(&member))
    });
    Ok(Shown(write.await?))
}
