//! The register, its badges, and what is done about a member, over REST.

use crate::accounts::{CredentialingOfficer, MaybeMember, Member, post_acts, put_acts};
use crate::app::{App, Tx};
use crate::coalition::members::api::{
    CastMeasureVote, CloseMeasureVote, DecideAppeal, GiveAppeal, Leave, Notes, OpenReview, RecordCheck, RegisterFilter,
    RenewLicence, TakeMeasure,
};
use crate::coalition::members::badge::{BadgeView, svg};
use crate::coalition::members::checks::{self, DueKey, DueLine};
use crate::coalition::members::views::{self, MemberView, RegisterEntry};
use crate::coalition::members::waiting::{self, WaitingKey, WaitingLine};
use crate::coalition::members::{Position, actions, file, hearing, measures};
use crate::directory::{self, PhysicianId};
use crate::error::AppError;
use crate::web::{
    Answered, Csv, Failure, IfMatch, Listed, Listing, Nothing, PageParams, Plain, Query, Routes, Shown, Stored, Valid,
    language, write_once,
};
use actix_web::http::header;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get, post, put};

/// Nothing loads and nothing runs where the badge is opened by itself.
const BADGE_POLICY: &str = "default-src 'none'; sandbox";

/// Registers the routes.
pub fn routes(config: &mut Routes<'_>) {
    config
        .service(register)
        .service(export)
        .service(record)
        .service(badge_svg)
        .service(badge_json)
        .service(open_review)
        .service(take_measure)
        .service(vote_on_measure)
        .service(decide_measure)
        .service(resign)
        .service(appeal)
        .service(hear_appeal)
        .service(renew_licence)
        .service(recredential)
        .service(record_check)
        .service(due)
        .service(votes)
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

/// The columns of the file, as the fields of the list are called.
const COLUMNS: &[&str] = &[
    "id",
    "physician_id",
    "physician",
    "state",
    "since",
    "state_since",
    "measure_until",
    "next_recredential",
    "licence_expires_on",
    "badge",
    "under_appeal",
    "checked_at",
    "inspection_overdue",
    "founding",
    "formula",
    "composite",
    "alpha",
    "low_agreement",
];

/// The register of coalition members as a CSV file, newest first: at most 5,000.
#[utoipa::path(
    tag = "Coalition",
    operation_id = "export_coalition_members",
    params(RegisterFilter),
    responses((status = 200, content_type = "text/csv", body = String))
)]
#[get("/api/v1/coalition/members.csv")]
pub async fn export(app: Data<App>, asked: Query<RegisterFilter>) -> Result<Csv, Failure> {
    let lines = app.read(move |reader| file::lines(reader, &asked)).await?;
    Ok(Csv::of("coalition-members.csv", &[COLUMNS, directory::FIGURE_COLUMNS].concat(), &lines)?)
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

/// Who acts, at which version, on whose membership.
type Caller = (Member, IfMatch, PhysicianId);

/// An act on a membership with a body.
type Act<T> = fn(&mut Tx<'_>, &Member, &PhysicianId, &T) -> Result<(), AppError>;

async fn act<T: Send + 'static>(
    app: &App,
    (member, if_match, physician): Caller,
    body: Valid<T>,
    act: Act<T>,
) -> Result<Answered, Failure> {
    let (new, once) = body.into_parts();
    let account = member.id.to_string();
    write_once(app, once, Some(&account), move |tx| {
        check_version(tx, &member, &if_match, &physician)?;
        act(tx, &member, &physician, &new)?;
        let view = views::record(&mut tx.reader(), &physician, Some(&member))?;
        Stored::created(format!("/api/v1/coalition/members/{physician}"), &view)
    })
    .await
}

/// The same for what has one value.
async fn set<T: Send + 'static>(
    app: &App,
    (member, if_match, physician): Caller,
    body: Valid<T>,
    act: Act<T>,
) -> Result<Shown<MemberView>, Failure> {
    let new = body.into_inner();
    let write = app.write(move |tx| {
        check_version(tx, &member, &if_match, &physician)?;
        act(tx, &member, &physician, &new)?;
        views::record(&mut tx.reader(), &physician, Some(&member))
    });
    Ok(Shown(write.await?))
}

/// # Errors
/// 412 when the version is stale. Whoever may do nothing about the membership hears that from the act.
fn check_version(
    tx: &mut Tx<'_>,
    member: &Member,
    if_match: &IfMatch,
    physician: &PhysicianId,
) -> Result<(), AppError> {
    if if_match.takes_any() {
        return Ok(());
    }
    let Some(version) = actions::version_of(tx.conn, physician)? else { return Ok(()) };
    let Err(stale) = if_match.check(version) else { return Ok(()) };
    if actions::standing(&mut tx.reader(), physician, member)?.is_empty() { Ok(()) } else { Err(stale.into()) }
}

post_acts! {
    "Coalition", "physician_id": PhysicianId => MemberView;
    /// Open the review of a member (board).
    open_review(OpenReview) "review_member" "/api/v1/coalition/members/{physician_id}/reviews" => actions::open_review;
    /// Put a measure to the vote, or take one that needs none (board).
    take_measure(TakeMeasure) "take_measure" "/api/v1/coalition/members/{physician_id}/measures" => measures::take_measure;
    /// Close the vote on a measure (board).
    decide_measure(CloseMeasureVote) "decide_measure" "/api/v1/coalition/members/{physician_id}/measures/decision" => measures::decide;
    /// Leave the coalition (physician).
    resign(Leave) "resign" "/api/v1/coalition/members/{physician_id}/resignation"
        => |tx, member, physician, leave| actions::resign(tx, member, physician, &leave.said());
    /// Appeal against a measure (physician).
    appeal(GiveAppeal) "appeal_measure" "/api/v1/coalition/members/{physician_id}/appeals" => actions::appeal;
    /// Say what is to come of an appeal; the voice that makes them enough decides (appeals, board, credentialing officer, reviewer).
    hear_appeal(DecideAppeal) "decide_measure_appeal" "/api/v1/coalition/members/{physician_id}/appeal-decisions" => hearing::hear;
    /// Credential a member anew (credentialing officer).
    recredential(Notes) "recredential_member" "/api/v1/coalition/members/{physician_id}/recredentialings" => actions::recredential;
    /// Write a monthly look at licence and sanctions down (credentialing officer).
    record_check(RecordCheck) "record_check" "/api/v1/coalition/members/{physician_id}/checks" => checks::record_check;
    /// Write down that a member has died (credentialing officer).
    record_death(Notes) "record_death" "/api/v1/coalition/members/{physician_id}/death" => actions::record_death;
}

put_acts! {
    "Coalition", "physician_id": PhysicianId => MemberView;
    /// Vote on the measure that is put to the vote (board).
    vote_on_measure(CastMeasureVote) "vote_on_measure" "/api/v1/coalition/members/{physician_id}/measures/vote" => measures::vote;
    /// Write down a renewed licence (credentialing officer).
    renew_licence(RenewLicence) "renew_licence" "/api/v1/coalition/members/{physician_id}/licence" => actions::renew_licence;
}

/// What is due of members within 90 days, the most urgent first (credentialing officer).
#[utoipa::path(
    tag = "Coalition",
    operation_id = "list_due_of_members",
    params(PageParams),
    security(("bearer" = [])),
    responses((status = 200, body = Listed<DueLine>))
)]
#[get("/api/v1/coalition/due")]
pub async fn due(
    app: Data<App>,
    _officer: CredentialingOfficer,
    asked: Listing<Nothing>,
) -> Result<Listed<DueLine>, Failure> {
    let window = asked.window::<DueKey>("coalition-due")?;
    Ok(app.read(move |reader| checks::due(reader, &window)).await?)
}

/// The votes on measures, and the appeals to hear, that wait for the caller, the most urgent first (board, appeals,
/// credentialing officer, reviewer).
#[utoipa::path(
    tag = "Coalition",
    operation_id = "list_coalition_votes",
    params(PageParams),
    security(("bearer" = [])),
    responses((status = 200, body = Listed<WaitingLine>))
)]
#[get("/api/v1/coalition/votes")]
pub async fn votes(app: Data<App>, member: Member, asked: Listing<Nothing>) -> Result<Listed<WaitingLine>, Failure> {
    let window = asked.window::<WaitingKey>("coalition-votes")?;
    Ok(app.read(move |reader| waiting::waiting(reader, &member, &window)).await?)
}
