//! Changing a thread's title and tags.

use super::{by_commas, html, see_other, shown_again, with_tag_errors};
use crate::accounts::Member;
use crate::app::App;
use crate::clock::Timestamp;
use crate::error::{AppError, FORBIDDEN, Refusal, STALE};
use crate::forum::api::{ThreadChanges, ThreadView};
use crate::forum::model::{ThreadId, ThreadRow};
use crate::forum::views::Glance;
use crate::forum::{Actor, actions, reads};
use crate::web::page::{Area, Page};
use crate::web::{Check, Failure, ValidForm};
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "forum/thread_edit.html")]
struct FormPage {
    page: Page,
    id: ThreadId,
    version: i64,
    title: String,
    tags: String,
    back: String,
    /// Until when whoever wants to change it is silenced, who then has no form.
    silenced_until: Option<Timestamp>,
}

/// The form as browsers send it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ThreadForm {
    title: String,
    tags: String,
    version: i64,
}

impl Check for ThreadForm {}

#[get("/threads/{id}/edit")]
pub async fn filled(
    app: Data<App>,
    member: Member,
    request: HttpRequest,
    id: Path<ThreadId>,
) -> Result<HttpResponse, Failure> {
    let view = found(&app, &member, id.into_inner()).await?;
    if !view.actions.iter().any(|link| link.name == "edit") {
        return Err(FORBIDDEN.into());
    }
    let (title, tags) = (view.title.clone(), view.tags.join(", "));
    let page = form_page(member.page(&request)?, &view, title, tags);
    html(StatusCode::OK, &FormPage { silenced_until: member.silenced_until, ..page })
}

#[post("/threads/{id}/edit")]
pub async fn change(
    app: Data<App>,
    member: Member,
    request: HttpRequest,
    id: Path<ThreadId>,
    form: ValidForm<ThreadForm>,
) -> Result<HttpResponse, Failure> {
    member.check_form(&app, &form.csrf)?;
    let view = found(&app, &member, id.into_inner()).await?;
    let (title, tags) = (form.typed("title").to_owned(), form.typed("tags").to_owned());
    match changed(&app, &member, &view.id, form.value).await {
        Ok(row) => Ok(see_other(&format!("/t/{}/{}", row.id, row.slug))),
        Err(error) => {
            let (status, refusal) = shown_again(error)?;
            let page = with_tag_errors(member.page(&request)?, &refusal, &tags, &app.config().forum);
            html(status, &form_page(page, &view, title, tags))
        }
    }
}

async fn changed(
    app: &App,
    member: &Member,
    id: &ThreadId,
    sent: Result<ThreadForm, Refusal>,
) -> Result<ThreadRow, AppError> {
    let (sent, actor, id) = (sent?, Actor::of(member), id.clone());
    let changes = ThreadChanges { title: Some(sent.title), tags: Some(by_commas(&sent.tags)) };
    let matches = move |version: i64| if version == sent.version { Ok(()) } else { Err(Refusal::new(STALE)) };
    app.write(move |tx| actions::change_thread(tx, &actor, &id, &changes, &matches)).await
}

async fn found(app: &App, member: &Member, id: ThreadId) -> Result<ThreadView, Failure> {
    let actor = Actor::of(member);
    Ok(app.read(move |r| reads::thread(r.conn, &id, Glance::new(r.site, r.now, Some(&actor)))).await?)
}

fn form_page(page: Page, view: &ThreadView, title: String, tags: String) -> FormPage {
    let page = page.in_area(Area::Discussions).keep_private();
    let page = page.clone().titled(page.t("forum-edit-thread"));
    FormPage {
        id: view.id.clone(),
        version: view.version,
        back: format!("/t/{}/{}", view.id, view.slug),
        title,
        tags,
        silenced_until: None,
        page,
    }
}
