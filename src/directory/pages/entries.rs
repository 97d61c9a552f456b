//! The entries that somebody answers for, and the claims of theirs that wait.

use super::{html, wording};
use crate::accounts::{AccountId, Member};
use crate::app::{App, Reader};
use crate::clock::Timestamp;
use crate::directory::figures;
use crate::directory::model::{ClaimState, ClinicId, PhysicianId, Subject};
use crate::directory::store::{claims, clinics, physicians};
use crate::error::AppError;
use crate::web::Failure;
use crate::web::page::{Area, Page, Tone};
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
    /// The entry in the coalition's register, of whoever is or was a member.
    record: Option<String>,
}

/// Where one lands after a claim: the page says that it was sent.
pub const CLAIM_SENT: &str = "/me/entries?done=claim";

#[get("/me/entries")]
pub async fn list(app: Data<App>, member: Member, request: HttpRequest) -> Result<HttpResponse, Failure> {
    let page = member.page(&request)?.in_area(Area::Account).keep_private();
    let page = page.clone().titled(page.t("directory-entries-title"));
    let is_sent = page.path == CLAIM_SENT;
    let page = if is_sent { page.clone().with_flash(Tone::Ok, page.t("directory-done-claim")) } else { page };
    let all = app.read(move |reader| entries(reader, &member.id)).await?;
    let (entries, waiting) = all.into_iter().partition(|entry: &Entry| entry.is_approved);
    html(StatusCode::OK, &EntriesPage { page, entries, waiting })
}

/// What an account has claimed and was not refused, oldest first: four queries for any number.
fn entries(reader: &mut Reader<'_>, account: &AccountId) -> Result<Vec<Entry>, AppError> {
    let rows = claims::of_account(reader.conn, account)?;
    let people: Vec<PhysicianId> = rows.iter().filter_map(|row| row.physician_id.clone()).collect();
    let places: Vec<ClinicId> = rows.iter().filter_map(|row| row.clinic_id.clone()).collect();
    let mut named = physicians::names(reader.conn, &people)?;
    named.extend(clinics::names(reader.conn, &places)?);
    let standings = figures::standings_now(reader, &people)?;
    let entry = |row: crate::directory::model::ClaimRow| {
        let subject = row.subject()?;
        let (name, path) = named.get(subject.id())?.clone();
        let is_known = standings.get(subject.id()).is_some_and(|standing| standing.state != wording::NO_MEMBER);
        Some(Entry {
            name,
            path,
            is_physician: matches!(subject, Subject::Physician(_)),
            claimed_at: row.created_at,
            is_approved: row.state == ClaimState::Approved,
            record: is_known.then(|| format!("/coalition/members/{}", subject.id())),
        })
    };
    Ok(rows.into_iter().filter_map(entry).collect())
}
