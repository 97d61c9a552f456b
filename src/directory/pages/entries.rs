//! The entries that somebody answers for, and the claims of theirs that wait.

use super::html;
use crate::accounts::{AccountId, Member};
use crate::app::App;
use crate::clock::Timestamp;
use crate::db::Connection;
use crate::directory::model::{ClaimState, ClinicId, PhysicianId, Subject};
use crate::directory::store::{claims, clinics, physicians};
use crate::error::AppError;
use crate::web::Failure;
use crate::web::page::{Area, Page};
use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use askama::Template;

#[derive(Template)]
#[template(path = "directory/entries.html")]
struct EntriesPage {
    page: Page,
    entries: Vec<Entry>,
    waiting: Vec<Entry>,
}

struct Entry {
    name: String,
    path: String,
    is_physician: bool,
    claimed_at: Timestamp,
    is_approved: bool,
}

#[get("/me/entries")]
pub async fn list(app: Data<App>, member: Member, request: HttpRequest) -> Result<HttpResponse, Failure> {
    let page = member.page(&request)?.in_area(Area::Account).keep_private();
    let page = page.clone().titled(page.t("directory-entries-title"));
    let all = app.read(move |r| entries(r.conn, &member.id)).await?;
    let (entries, waiting) = all.into_iter().partition(|entry: &Entry| entry.is_approved);
    html(StatusCode::OK, &EntriesPage { page, entries, waiting })
}

/// What an account has claimed and was not refused, oldest first: three queries for any number.
fn entries(conn: &mut Connection, account: &AccountId) -> Result<Vec<Entry>, AppError> {
    let rows = claims::of_account(conn, account)?;
    let people: Vec<PhysicianId> = rows.iter().filter_map(|row| row.physician_id.clone()).collect();
    let places: Vec<ClinicId> = rows.iter().filter_map(|row| row.clinic_id.clone()).collect();
    let mut named = physicians::names(conn, &people)?;
    named.extend(clinics::names(conn, &places)?);
    let entry = |row: crate::directory::model::ClaimRow| {
        let subject = row.subject()?;
        let (name, path) = named.get(subject.id())?.clone();
        Some(Entry {
            name,
            path,
            is_physician: matches!(subject, Subject::Physician(_)),
            claimed_at: row.created_at,
            is_approved: row.state == ClaimState::Approved,
        })
    };
    Ok(rows.into_iter().filter_map(entry).collect())
}
