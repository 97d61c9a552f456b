//! Lists of threads.

use super::html;
use crate::accounts::MaybeMember;
use crate::app::App;
use crate::clock::Timestamp;
use crate::db::Connection;
use crate::error::AppError;
use crate::forum::api::{ThreadFilter, ThreadSort};
use crate::forum::authors::Authors;
use crate::forum::model::{CategoryRow, ThreadRow};
use crate::forum::reads;
use crate::forum::store::threads::ByInstant;
use crate::forum::store::{categories, threads};
use crate::text::lang::Lang;
use crate::web::page::{Area, Page};
use crate::web::{Failure, Listing, Neighbours};
use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use askama::Template;

/// A thread in a list.
pub struct Row {
    pub href: String,
    pub title: String,
    pub kind: String,
    pub category: String,
    /// Who opened it; empty when the account is gone.
    pub author: String,
    pub post_count: i64,
    pub last_post_at: Timestamp,
}

/// Rows with the names of their categories and of those who opened them.
pub fn rows(
    conn: &mut Connection,
    threads: Vec<ThreadRow>,
    categories: &[CategoryRow],
    lang: Lang,
) -> Result<Vec<Row>, AppError> {
    let authors = Authors::read(conn, threads.iter().map(|thread| thread.author_id.clone()))?;
    let row = |thread: ThreadRow| {
        let category = categories.iter().find(|category| category.id == thread.category_id);
        Row {
            href: format!("/t/{}/{}", thread.id, thread.slug),
            kind: lang.t(&thread.kind.key()),
            category: category.map(|category| category.name.clone()).unwrap_or_default(),
            author: authors.of(&thread.author_id).display_name,
            title: thread.title,
            post_count: thread.post_count,
            last_post_at: thread.last_post_at,
        }
    };
    Ok(threads.into_iter().map(row).collect())
}

#[derive(Template)]
#[template(path = "forum/threads.html")]
struct ListPage {
    page: Page,
    category_slug: String,
    tag: String,
    sorts: Vec<SortLink>,
    threads: Vec<Row>,
    neighbours: Neighbours,
    feed: String,
}

struct SortLink {
    href: String,
    label: String,
    current: bool,
}

#[get("/threads")]
pub async fn show(
    app: Data<App>,
    viewer: MaybeMember,
    request: HttpRequest,
    asked: Listing<ThreadFilter>,
) -> Result<HttpResponse, Failure> {
    let window = asked.window::<ByInstant>("threads")?;
    let filter = asked.filter;
    let (searched, page) = (filter.clone(), viewer.page(&request)?.in_area(Area::Discussions));
    let lang = page.lang;
    let read = app.read(move |r| {
        let choice = reads::choice(r.conn, &searched)?;
        let named = categories::all(r.conn)?;
        let found = threads::list(r.conn, &choice, &window)?;
        let listed = window.listed(found, |row| choice.key(row), |row| row);
        let neighbours = Neighbours::of(&listed, &address(&searched));
        let category = choice.category.and_then(|id| named.iter().find(|row| row.id == id).cloned());
        Ok((rows(r.conn, listed.items, &named, lang)?, neighbours, category))
    });
    let (threads, neighbours, category) = read.await?;
    let title = category.as_ref().map_or_else(|| page.t("forum-threads-title"), |category| category.name.clone());
    let category_slug = category.map(|category| category.slug).unwrap_or_default();
    let feed = if category_slug.is_empty() {
        "/threads.atom".into()
    } else {
        format!("/threads.atom?category={category_slug}")
    };
    let view = ListPage {
        sorts: sorts(&filter, &page),
        tag: filter.tag.unwrap_or_default(),
        page: page.clone().crumb(page.t("menu-discussions"), "/categories").titled(title),
        category_slug,
        threads,
        neighbours,
        feed,
    };
    html(StatusCode::OK, &view)
}

fn sorts(filter: &ThreadFilter, page: &Page) -> Vec<SortLink> {
    let present = filter.sort.unwrap_or(ThreadSort::Activity);
    let link = |sort: &ThreadSort| SortLink {
        href: address(&ThreadFilter { sort: Some(*sort), ..filter.clone() }),
        label: page.t(&format!("forum-sort-{sort}")),
        current: *sort == present,
    };
    ThreadSort::ALL.iter().map(link).collect()
}

/// The address of a list.
pub fn address(filter: &ThreadFilter) -> String {
    let pairs = [
        ("category", filter.category.clone()),
        ("sort", filter.sort.map(|sort| sort.to_string())),
        ("tag", filter.tag.clone()),
        ("kind", filter.kind.map(|kind| kind.to_string())),
    ];
    let given: Vec<_> = pairs.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
    match serde_urlencoded::to_string(given) {
        Ok(query) if !query.is_empty() => format!("/threads?{query}"),
        _ => "/threads".to_owned(),
    }
}
