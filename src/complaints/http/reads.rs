//! Reading complaints: the public register, one's own, the staff's board, one case.

use super::super::api::{BoardFilter, ComplaintView, EventView, PartFilter, PublicComplaint, RegisterFilter};
use super::super::lists;
use super::super::model::Role;
use super::super::table::Complaint;
use super::super::{history, load, views};
use super::actions;
use crate::accounts::{MaybeMember, Member};
use crate::app::{App, Reader};
use crate::cases::{self, CaseReceipt};
use crate::error::{AppError, FORBIDDEN};
use crate::web::{Failure, Listed, Listing, Nothing, PageParams, Plain, Shown, Versioned};
use actix_web::get;
use actix_web::web::{Data, Path};
use serde::Serialize;
use utoipa::ToSchema;

/// A case, as far as this caller may see it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub enum Case {
    Party(Box<ComplaintView>),
    Public(Box<PublicComplaint>),
}

impl Versioned for Case {
    fn version(&self) -> i64 {
        match self {
            Self::Party(view) => view.version,
            Self::Public(row) => row.version,
        }
    }
}

/// The public register: allegations, and what became of them.
#[utoipa::path(
    tag = "complaints",
    operation_id = "list_public_complaints",
    params(RegisterFilter, PageParams),
    responses((status = 200, body = Listed<PublicComplaint>))
)]
#[get("/api/v1/complaints")]
pub async fn register(app: Data<App>, asked: Listing<RegisterFilter>) -> Result<Listed<PublicComplaint>, Failure> {
    let window = asked.window("complaints")?;
    Ok(app.read(move |reader| lists::register(reader, &asked.filter, &window)).await?)
}

/// The complaints in which the caller has a part: as patient, for the clinic that was written to, or on the panel.
#[utoipa::path(
    tag = "complaints",
    operation_id = "list_my_complaints",
    params(PartFilter, PageParams),
    security(("bearer" = [])),
    responses((status = 200, body = Listed<ComplaintView>))
)]
#[get("/api/v1/me/complaints")]
pub async fn mine(
    app: Data<App>,
    member: Member,
    asked: Listing<PartFilter>,
) -> Result<Listed<ComplaintView>, Failure> {
    let window = asked.window("my-complaints")?;
    let Listed { items, next, prev } =
        app.read(move |reader| lists::mine(reader, &member, &asked.filter, &window)).await?;
    Ok(Listed { items: items.into_iter().map(|(view, _)| view).collect(), next, prev })
}

/// Every case, for case officers and the board.
#[utoipa::path(
    tag = "complaints",
    operation_id = "list_cases",
    params(BoardFilter, PageParams),
    security(("bearer" = [])),
    responses((status = 200, body = Listed<ComplaintView>))
)]
#[get("/api/v1/cases")]
pub async fn board(
    app: Data<App>,
    member: Member,
    asked: Listing<BoardFilter>,
) -> Result<Listed<ComplaintView>, Failure> {
    let window = asked.window("cases")?;
    Ok(app.read(move |reader| lists::board(reader, &member, &asked.filter, &window)).await?)
}

/// One case: all of it for its parties and the staff, its public row for everybody else.
#[utoipa::path(
    tag = "complaints",
    operation_id = "show_complaint",
    params(("id" = String, Path)),
    security((), ("bearer" = [])),
    responses((status = 200, body = Case))
)]
#[get("/api/v1/complaints/{id}")]
pub async fn show(app: Data<App>, member: MaybeMember, id: Path<String>) -> Result<Shown<Case>, Failure> {
    let id = id.into_inner();
    Ok(Shown(app.read(move |reader| case(reader, &member, &id)).await?))
}

fn case(reader: &mut Reader<'_>, member: &MaybeMember, id: &str) -> Result<Case, AppError> {
    if let Some(member) = &member.0 {
        match views::for_member(reader, member, id) {
            Err(error) if error.code() == crate::error::NOT_FOUND => {}
            other => return other.map(Box::new).map(Case::Party),
        }
    }
    lists::public_row(reader, id).map(Box::new).map(Case::Public)
}

/// What happened in a case, oldest first (parties and staff).
#[utoipa::path(
    tag = "complaints",
    operation_id = "list_complaint_events",
    params(("id" = String, Path), PageParams),
    security(("bearer" = [])),
    responses((status = 200, body = Listed<EventView>))
)]
#[get("/api/v1/complaints/{id}/events")]
pub async fn events(
    app: Data<App>,
    member: Member,
    id: Path<String>,
    asked: Listing<Nothing>,
) -> Result<Listed<EventView>, Failure> {
    let id = id.into_inner();
    let window = asked.window::<i64>("complaint-events")?;
    Ok(app
        .read(move |reader| {
            let seen = views::seen_by(reader, &member, &id)?;
            history::page(reader.conn, (&id, &seen.roles), &window)
        })
        .await?)
}

/// The receipt that proves the complaint was received, with what it opens (patient).
#[utoipa::path(
    tag = "complaints",
    operation_id = "show_complaint_receipt",
    params(("id" = String, Path)),
    security(("bearer" = [])),
    responses((status = 200, body = CaseReceipt))
)]
#[get("/api/v1/complaints/{id}/receipt")]
pub async fn receipt(app: Data<App>, member: Member, id: Path<String>) -> Result<Plain<CaseReceipt>, Failure> {
    let id = id.into_inner();
    Ok(Plain(app.read(move |reader| receipt_of(reader, &member, &id)).await?))
}

/// The receipt of a complaint, for whoever filed it.
///
/// # Errors
/// `not_found` for strangers, `forbidden` for everybody else.
pub fn receipt_of(reader: &mut Reader<'_>, member: &Member, id: &str) -> Result<CaseReceipt, AppError> {
    let (row, ties) = actions::known(reader, member, id)?;
    let facts = load::one(reader.conn, reader.site, row)?.facts;
    let roles = actions::standing_with(&facts, member, &ties);
    match roles.as_slice() {
        [] => Err(AppError::not_found()),
        roles if roles.contains(&Role::Patient) => cases::receipt_of::<Complaint>(reader, (id, &facts.row.subject_ref)),
        _ => Err(FORBIDDEN.into()),
    }
}
