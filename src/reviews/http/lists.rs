//! Lists of reviews, the public export, and the officers' list of documents.

use super::super::api::{ProofFilter, ProofView, ReviewFilter, ReviewList, ReviewView};
use super::super::export;
use super::super::model::ProofState;
use super::super::store::lists::Shown;
use super::reads;
use crate::accounts::{CaseOfficer, Member};
use crate::app::App;
use crate::directory::{ClinicId, PhysicianId, Subject};
use crate::error::AppError;
use crate::web::{Csv, Failure, Listed, Listing, Nothing, PageParams, Plain};
use actix_web::get;
use actix_web::web::{Data, Path};

/// The reviews of a physician, with the figures over all of them.
#[utoipa::path(
    tag = "Reviews",
    operation_id = "list_physician_reviews",
    params(("id" = String, Path), ReviewFilter, PageParams),
    responses((status = 200, body = ReviewList))
)]
#[get("/api/v1/physicians/{id}/reviews")]
pub async fn of_physician(
    app: Data<App>,
    id: Path<String>,
    asked: Listing<ReviewFilter>,
) -> Result<Plain<ReviewList>, Failure> {
    about(&app, physician(&id)?, asked).await
}

/// The reviews of a clinic, with the figures over all of them.
#[utoipa::path(
    tag = "Reviews",
    operation_id = "list_clinic_reviews",
    params(("id" = String, Path), ReviewFilter, PageParams),
    responses((status = 200, body = ReviewList))
)]
#[get("/api/v1/clinics/{id}/reviews")]
pub async fn of_clinic(
    app: Data<App>,
    id: Path<String>,
    asked: Listing<ReviewFilter>,
) -> Result<Plain<ReviewList>, Failure> {
    about(&app, clinic(&id)?, asked).await
}

async fn about(app: &App, subject: Subject, asked: Listing<ReviewFilter>) -> Result<Plain<ReviewList>, Failure> {
    let window = asked.window("reviews")?;
    let shown = Shown { verified: asked.filter.verified, stars: asked.filter.stars.map(i64::from) };
    Ok(Plain(app.read(move |reader| reads::about(reader, &subject, shown, &window)).await?))
}

/// Every public review of a physician that goes into the rating: the sums can be done again by anybody.
#[utoipa::path(
    tag = "Reviews",
    operation_id = "export_physician_reviews",
    params(("id" = String, Path)),
    responses((status = 200, content_type = "text/csv", body = String))
)]
#[get("/api/v1/physicians/{id}/reviews.csv")]
pub async fn physician_export(app: Data<App>, id: Path<String>) -> Result<Csv, Failure> {
    exported(&app, physician(&id)?).await
}

/// Every public review of a clinic that goes into the rating.
#[utoipa::path(
    tag = "Reviews",
    operation_id = "export_clinic_reviews",
    params(("id" = String, Path)),
    responses((status = 200, content_type = "text/csv", body = String))
)]
#[get("/api/v1/clinics/{id}/reviews.csv")]
pub async fn clinic_export(app: Data<App>, id: Path<String>) -> Result<Csv, Failure> {
    exported(&app, clinic(&id)?).await
}

async fn exported(app: &App, subject: Subject) -> Result<Csv, Failure> {
    let exported = app.read(move |reader| {
        reads::refuse_unlisted(reader, &subject)?;
        export::export(reader, &subject)
    });
    let exported = exported.await?;
    Ok(Csv { name: format!("reviews-{}.csv", exported.as_of), text: exported.text })
}

/// Ids that cannot be are ids of nothing.
fn physician(id: &str) -> Result<Subject, AppError> {
    id.parse::<PhysicianId>().map(Subject::Physician).map_err(|_| AppError::not_found())
}

fn clinic(id: &str) -> Result<Subject, AppError> {
    id.parse::<ClinicId>().map(Subject::Clinic).map_err(|_| AppError::not_found())
}

/// The caller's own reviews.
#[utoipa::path(
    tag = "Reviews",
    operation_id = "list_my_reviews",
    params(PageParams),
    security(("bearer" = [])),
    responses((status = 200, body = Listed<ReviewView>))
)]
#[get("/api/v1/me/reviews")]
pub async fn mine(app: Data<App>, member: Member, asked: Listing<Nothing>) -> Result<Listed<ReviewView>, Failure> {
    let window = asked.window("my-reviews")?;
    Ok(app.read(move |reader| reads::mine(reader, &member, &window)).await?)
}

/// Documents to decide about, oldest first (case officer).
#[utoipa::path(
    tag = "Reviews",
    operation_id = "list_review_proofs",
    params(ProofFilter, PageParams),
    security(("bearer" = [])),
    responses((status = 200, body = Listed<ProofView>))
)]
#[get("/api/v1/review-proofs")]
pub async fn proofs(
    app: Data<App>,
    _officer: CaseOfficer,
    asked: Listing<ProofFilter>,
) -> Result<Listed<ProofView>, Failure> {
    let window = asked.window("review-proofs")?;
    let state = asked.filter.state.unwrap_or(ProofState::Pending);
    Ok(app.read(move |reader| reads::proofs(reader, state, &window)).await?)
}
