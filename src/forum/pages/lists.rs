//! Lists of threads.

use super::html;
use crate::accounts::MaybeMember;
use crate::app::{App, Reader};
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
use crate::web::{Failure, Listing, Neighbours, Window};
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
    let (filter, page) = (asked.filter.clone(), viewer.page(&request)?);
    let lang = page.lang;
    let found = app.read(move |r| Found::read(r, &asked.filter, &window, lang)).await?;
    html(StatusCode::OK, &list_page(page, filter, found))
}

/// A page of threads, and the category they are of.
struct Found {
    threads: Vec<Row>,
    neighbours: Neighbours,
    category: Option<CategoryRow>,
}

impl Found {
    fn read(
        reader: &mut Reader<'_>,
        filter: &ThreadFilter,
        window: &Window<ByInstant>,
        lang: Lang,
    ) -> Result<Self, AppError> {
        let choice = reads::choice(reader.conn, filter)?;
        let named = categories::all(reader.conn)?;
        let found = threads::list(reader.conn, &choice, window)?;
        let listed = window.listed(found, |row| choice.key(row), |row| row);
        let neighbours = Neighbours::of(&listed, &address(filter));
        let category = choice.category.and_then(|id| named.iter().find(|row| row.id == id).cloned());
        Ok(Self { threads: rows(reader.conn, listed.items, &named, lang)?, neighbours, category })
    }
}

fn list_page(page: Page, filter: ThreadFilter, found: Found) -> ListPage {
    let Found { threads, neighbours, category } = found;
    let page = page.in_area(Area::Discussions);
    let kind = filter.kind.map(|kind| page.t(&format!("forum-threads-{}", kind.as_str().replace('_', "-"))));
    let title = match (category.as_ref().map(|category| category.name.clone()), kind) {
        (Some(category), Some(kind)) => format!("{category}: {kind}"),
        (Some(only), None) | (None, Some(only)) => only,
        (None, None) => page.t("forum-threads-title"),
    };
    let category_slug = category.map(|category| category.slug).unwrap_or_default();
    let feed = if category_slug.is_empty() {
        "/threads.atom".into()
    } else {
        format!("/threads.atom?category={category_slug}")
    };
    ListPage {
        sorts: sorts(&filter, &page),
        tag: filter.tag.unwrap_or_default(),
        page: page.clone().crumb(page.t("menu-discussions"), "/categories").titled(title),
        category_slug,
        threads,
        neighbours,
        feed,
    }
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
