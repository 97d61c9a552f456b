//! One's drafts on pages: what waits, and putting one away. Saving and filling in are the forms' own affair.

use super::form::{Form, Forms};
use super::model::{DraftId, DraftRow};
use super::store::Position;
use super::{actions, rules, store};
use crate::accounts::Member;
use crate::app::App;
use crate::clock::Timestamp;
use crate::error::{AppError, Refusal, STALE};
use crate::web::page::{Area, Page, Tone};
use crate::web::{Check, Failure, Listing, Neighbours, ValidForm, rendered};
use actix_web::http::header;
use actix_web::web::{Data, Path, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;
use serde::Deserialize;

/// Registers every page.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list).service(ask_deletion).service(delete);
}

#[derive(Template)]
#[template(path = "drafts/list.html")]
struct ListPage {
    page: Page,
    drafts: Vec<Entry>,
    neighbours: Neighbours,
    keep_days: u32,
}

#[derive(Template)]
#[template(path = "drafts/delete.html")]
struct DeletePage {
    page: Page,
    draft: Entry,
    version: i64,
}

/// A draft as a list shows it.
struct Entry {
    id: DraftId,
    title: String,
    kind: String,
    saved_at: Timestamp,
    /// The form with it.
    href: String,
}

/// What was just done.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Done {
    done: String,
}

impl Check for Done {}

/// The confirmation of a deletion.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DeleteForm {
    version: i64,
}

impl Check for DeleteForm {}

#[get("/me/drafts")]
pub async fn list(
    app: Data<App>,
    request: HttpRequest,
    member: Member,
    forms: Data<Forms>,
    asked: Listing<Done>,
) -> Result<HttpResponse, Failure> {
    let window = asked.window::<Position>("my-drafts")?;
    let page = framed(member.page(&request)?, "drafts-title");
    let is_deleted = asked.filter.done == "deleted";
    let page = if is_deleted { page.clone().with_flash(Tone::Ok, page.t("drafts-deleted")) } else { page };
    let read = app.read(move |r| {
        let rows = store::list(r.conn, &member.id, &window)?;
        Ok(window.listed(rows, |row| (row.saved_at, row.id.to_string()), |row| row))
    });
    let listed = read.await?;
    let entries = listed.items.iter().map(|row| entry(row, &forms, &page)).collect::<Result<Vec<_>, AppError>>()?;
    let neighbours = Neighbours::of(&listed, &page.path);
    shown(&ListPage { page, drafts: entries, neighbours, keep_days: app.config().drafts.keep_days })
}

#[get("/me/drafts/{id}/delete")]
pub async fn ask_deletion(
    app: Data<App>,
    request: HttpRequest,
    member: Member,
    forms: Data<Forms>,
    id: Path<DraftId>,
) -> Result<HttpResponse, Failure> {
    let page = framed(member.page(&request)?, "drafts-delete-title");
    let row = app.read(move |r| store::find(r.conn, &member.id, &id)).await?;
    shown(&DeletePage { draft: entry(&row, &forms, &page)?, version: row.version, page })
}

#[post("/me/drafts/{id}/delete")]
pub async fn delete(
    app: Data<App>,
    member: Member,
    id: Path<DraftId>,
    form: ValidForm<DeleteForm>,
) -> Result<HttpResponse, Failure> {
    member.check_form(&app, &form.csrf)?;
    let read = form.value?.version;
    let matches = move |version| if version == read { Ok(()) } else { Err(Refusal::new(STALE)) };
    app.write(move |tx| actions::discard(tx, &member.id, &id, &matches)).await?;
    Ok(HttpResponse::SeeOther().insert_header((header::LOCATION, "/me/drafts?done=deleted")).finish())
}

/// A draft of a form that no longer keeps any has still a name, and leads nowhere.
fn entry(row: &DraftRow, forms: &Forms, page: &Page) -> Result<Entry, AppError> {
    let form: Option<&Form> = forms.named(&row.kind);
    let named_by = form.map(|form| form.named_by).unwrap_or_default();
    let kind = page.t(&format!("drafts-kind-{}", row.kind.replace('_', "-")));
    let title = rules::title(&rules::flat(&row.typed()?), named_by).unwrap_or_else(|| page.t("drafts-untitled"));
    let about = row.about.as_deref().unwrap_or_default();
    let href = form.map(|form| (form.place)(about, &row.id)).unwrap_or_default();
    Ok(Entry { id: row.id.clone(), title, kind, saved_at: row.saved_at, href })
}

fn framed(page: Page, title: &str) -> Page {
    page.clone().titled(page.t(title)).in_area(Area::Account).keep_private()
}

/// A finished page that is nobody else's to keep.
fn shown(template: &impl Template) -> Result<HttpResponse, Failure> {
    let mut answer = rendered(template)?;
    answer.headers_mut().insert(header::CACHE_CONTROL, header::HeaderValue::from_static("private, no-store"));
    Ok(answer)
}
