//! The first page, and how the site works.

use super::lists::{Row, rows};
use super::{OnRecord, Recorded, html};
use crate::accounts::MaybeMember;
use crate::app::{App, Reader, Site};
use crate::directory;
use crate::error::AppError;
use crate::forum::store::{categories, threads};
use crate::text::lang::Lang;
use crate::web::Failure;
use crate::web::page::Page;
use crate::web::parts::Choice;
use crate::workdays::Unit;
use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use askama::Template;

/// Entries of each domain that are on record, on the first page.
const RECORDED: i64 = 4;
/// Threads on the first page.
const NEWEST: i64 = 6;

#[derive(Template)]
#[template(path = "forum/home.html")]
struct HomePage {
    page: Page,
    treatments: Vec<Choice>,
    physicians: i64,
    countries: i64,
    threads: Vec<Row>,
    recorded: Vec<Recorded>,
    response_days: u32,
}

#[get("/")]
pub async fn show(app: Data<App>, viewer: MaybeMember, request: HttpRequest) -> Result<HttpResponse, Failure> {
    let page = viewer.page(&request)?;
    let page = page.clone().titled(page.t("forum-home-title")).described(page.t("forum-home-lede"));
    let lang = page.lang;
    let recorders = request.app_data::<OnRecord>().copied();
    let read = app.read(move |r| Ok((directory::extent(r.conn)?, newest(r, lang)?, recorded(r, lang, recorders)?)));
    let ((physicians, countries), threads, recorded) = read.await?;
    let treatments = directory::procedure_choices(&app.site().pack, lang);
    let response_days = response_days(app.site());
    html(StatusCode::OK, &HomePage { page, treatments, physicians, countries, threads, recorded, response_days })
}

fn newest(reader: &mut Reader<'_>, lang: Lang) -> Result<Vec<Row>, AppError> {
    let named = categories::all(reader.conn)?;
    let newest = threads::newest(reader.conn, NEWEST)?;
    rows(reader.conn, newest, &named, lang)
}

/// What each domain puts on record on the first page.
fn recorded(reader: &mut Reader<'_>, lang: Lang, recorders: Option<OnRecord>) -> Result<Vec<Recorded>, AppError> {
    let mut recorded = Vec::new();
    for recorder in recorders.map_or(&[][..], |on_record| on_record.0) {
        recorded.extend(recorder(reader, lang, RECORDED)?);
    }
    Ok(recorded)
}

#[derive(Template)]
#[template(path = "forum/how.html")]
struct HowPage {
    page: Page,
    response_days: u32,
}

#[get("/how-it-works")]
pub async fn how_it_works(app: Data<App>, viewer: MaybeMember, request: HttpRequest) -> Result<HttpResponse, Failure> {
    let page = viewer.page(&request)?;
    let page = page.clone().titled(page.t("forum-how-title")).described(page.t("forum-how-lede"));
    html(StatusCode::OK, &HowPage { page, response_days: response_days(app.site()) })
}

/// Days in which a clinic answers a complaint, from the pack.
fn response_days(site: &Site) -> u32 {
    let due = site.pack.complaints.clocks.response.due;
    if due.unit == Unit::Hours { due.amount.div_ceil(24) } else { due.amount }
}
