//! Every category, and a form for admins to open one.

use super::{html, see_other, shown_again, with_errors};
use crate::accounts::{Admin, MaybeMember, Role};
use crate::app::App;
use crate::forum::actions;
use crate::forum::api::NewCategory;
use crate::forum::model::{CategoryId, CategoryRow};
use crate::forum::store::categories;
use crate::web::page::{Area, Page};
use crate::web::parts::Choice;
use crate::web::{Failure, ValidForm};
use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;

#[derive(Template)]
#[template(path = "forum/categories.html")]
struct CategoriesPage {
    page: Page,
    categories: Vec<Category>,
    may_open: bool,
    parents: Vec<Choice>,
    typed_name: String,
    typed_slug: String,
    typed_position: String,
}

struct Category {
    name: String,
    slug: String,
    /// The name of the category above; empty at the top.
    above: String,
    thread_count: i64,
}

#[get("/categories")]
pub async fn show(app: Data<App>, viewer: MaybeMember, request: HttpRequest) -> Result<HttpResponse, Failure> {
    let page = viewer.page(&request)?;
    let may_open = viewer.0.as_ref().is_some_and(|member| member.has(Role::Admin));
    html(StatusCode::OK, &view(&app, page, may_open).await?)
}

#[post("/categories")]
pub async fn open(
    app: Data<App>,
    admin: Admin,
    request: HttpRequest,
    form: ValidForm<NewCategory>,
) -> Result<HttpResponse, Failure> {
    admin.check_form(&app, &form.csrf)?;
    let typed = ["name", "slug", "position"].map(|name| form.typed(name).to_owned());
    let done = match form.value {
        Err(refusal) => Err(refusal.into()),
        Ok(new) => app.write(move |tx| actions::open_category(tx, &new).map(drop)).await,
    };
    let Err(error) = done else { return Ok(see_other("/categories")) };
    let (status, refusal) = shown_again(error)?;
    let page = with_errors(admin.page(&request)?, &refusal);
    let [typed_name, typed_slug, typed_position] = typed;
    let again = CategoriesPage { typed_name, typed_slug, typed_position, ..view(&app, page, true).await? };
    html(status, &again)
}

async fn view(app: &App, page: Page, may_open: bool) -> Result<CategoriesPage, Failure> {
    let rows = app.read(|r| categories::all(r.conn)).await?;
    let page = page.in_area(Area::Discussions);
    let page = page.clone().titled(page.t("menu-discussions")).described(page.t("forum-categories-lede"));
    let none = std::iter::once(Choice::new("", page.t("forum-category-top")));
    Ok(CategoriesPage {
        parents: none.chain(rows.iter().map(|row| Choice::new(row.id.as_str(), row.name.clone()))).collect(),
        categories: in_tree(&rows),
        may_open,
        typed_name: String::new(),
        typed_slug: String::new(),
        typed_position: String::new(),
        page,
    })
}

/// Each category followed by those below it.
fn in_tree(rows: &[CategoryRow]) -> Vec<Category> {
    let mut ordered = Vec::with_capacity(rows.len());
    below(rows, None, "", &mut ordered);
    ordered
}

fn below(rows: &[CategoryRow], parent: Option<&CategoryId>, above: &str, ordered: &mut Vec<Category>) {
    for row in rows.iter().filter(|row| row.parent_id.as_ref() == parent) {
        ordered.push(Category {
            name: row.name.clone(),
            slug: row.slug.clone(),
            above: above.to_owned(),
            thread_count: row.thread_count,
        });
        below(rows, Some(&row.id), &row.name, ordered);
    }
}
