//! Atom feeds: the newest threads of the site or of a category.

use crate::app::{App, Reader};
use crate::clock::Timestamp;
use crate::error::AppError;
use crate::forum::api::{ThreadFilter, ThreadSort};
use crate::forum::authors::Authors;
use crate::forum::reads;
use crate::forum::store::threads;
use crate::web::{Check, Failure, Query};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use askama::Template;
use serde::Deserialize;

/// Threads in a feed.
const ENTRIES: i64 = 30;

#[derive(Template)]
#[template(path = "forum/threads.atom", escape = "html")]
struct Feed {
    title: String,
    origin: String,
    path: String,
    updated: Timestamp,
    entries: Vec<Entry>,
}

struct Entry {
    title: String,
    href: String,
    author: String,
    created_at: Timestamp,
    last_post_at: Timestamp,
}

/// Which feed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Asked {
    category: Option<String>,
}

impl Check for Asked {}

#[get("/threads.atom")]
pub async fn newest_threads(
    app: Data<App>,
    request: HttpRequest,
    asked: Query<Asked>,
) -> Result<HttpResponse, Failure> {
    let filter =
        ThreadFilter { category: asked.category.clone(), sort: Some(ThreadSort::Newest), ..ThreadFilter::default() };
    let (entries, now) = app.read(move |r| Ok((entries(r, &filter)?, r.now))).await?;
    let lang = crate::web::language(&request);
    let feed = Feed {
        title: format!("{} – {}", lang.t("site-name"), lang.t("forum-threads-title")),
        origin: app.config().server.public_url.trim_end_matches('/').to_owned(),
        path: request.uri().path_and_query().map_or_else(|| request.path().to_owned(), ToString::to_string),
        updated: entries.iter().map(|entry| entry.last_post_at).max().unwrap_or(now),
        entries,
    };
    let body = feed.render().map_err(AppError::internal)?;
    Ok(HttpResponse::Ok().content_type("application/atom+xml; charset=utf-8").body(body))
}

fn entries(reader: &mut Reader<'_>, filter: &ThreadFilter) -> Result<Vec<Entry>, AppError> {
    let choice = reads::choice(reader.conn, filter)?;
    let rows = threads::opened_last(reader.conn, choice.category.as_ref(), ENTRIES)?;
    let authors = Authors::read(reader.conn, rows.iter().map(|row| row.author_id.clone()))?;
    let entry = |row: crate::forum::ThreadRow| Entry {
        author: authors.of(&row.author_id).display_name,
        href: format!("/t/{}/{}", row.id, row.slug),
        title: row.title,
        created_at: row.created_at,
        last_post_at: row.last_post_at,
    };
    Ok(rows.into_iter().map(entry).collect())
}
