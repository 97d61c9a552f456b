//! Editing and deleting a post, and what it said before.

use super::threads::place_of;
use super::{html, see_other, shown_again, with_errors};
use crate::accounts::{MaybeMember, Member};
use crate::app::App;
use crate::clock::Timestamp;
use crate::error::{AppError, Refusal, STALE};
use crate::forum::api::{PostChanges, RevisionView};
use crate::forum::model::{PostId, PostRow};
use crate::forum::store::posts;
use crate::forum::views::Glance;
use crate::forum::{Actor, actions, reads, rules, views};
use crate::text::{CleanHtml, markdown};
use crate::web::page::{Area, Page};
use crate::web::{Check, Failure, ValidForm};
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "forum/post_edit.html")]
struct EditPage {
    page: Page,
    id: PostId,
    version: i64,
    body: String,
    reason: String,
    preview: Option<CleanHtml>,
    back: String,
    /// Until when its author is silenced, who then has no form.
    silenced_until: Option<Timestamp>,
}

#[derive(Template)]
#[template(path = "forum/post_delete.html")]
struct DeletePage {
    page: Page,
    id: PostId,
    version: i64,
    html: Option<CleanHtml>,
    back: String,
}

#[derive(Template)]
#[template(path = "forum/revisions.html")]
struct RevisionsPage {
    page: Page,
    revisions: Vec<RevisionView>,
    back: String,
}

/// The edit form as browsers send it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct EditForm {
    body: String,
    edit_reason: Option<String>,
    version: i64,
    preview: bool,
}

impl Check for EditForm {}

/// The confirmation of a deletion.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DeleteForm {
    version: i64,
}

impl Check for DeleteForm {}

#[get("/posts/{id}/edit")]
pub async fn filled(
    app: Data<App>,
    member: Member,
    request: HttpRequest,
    id: Path<PostId>,
) -> Result<HttpResponse, Failure> {
    let found = changeable(&app, &member, id.into_inner()).await?;
    let body = found.post.body.clone();
    let page = edit_page(member.page(&request)?, &found, body);
    html(StatusCode::OK, &EditPage { silenced_until: member.silenced_until, ..page })
}

#[post("/posts/{id}/edit")]
pub async fn edit(
    app: Data<App>,
    member: Member,
    request: HttpRequest,
    id: Path<PostId>,
    form: ValidForm<EditForm>,
) -> Result<HttpResponse, Failure> {
    member.check_form(&app, &form.csrf)?;
    let found = changeable(&app, &member, id.into_inner()).await?;
    let page = member.page(&request)?;
    if form.typed("preview") == "true" {
        let preview = Some(markdown::render(form.typed("body")));
        return html(StatusCode::OK, &EditPage { preview, ..typed_page(page, &found, &form) });
    }
    match edited(&app, &member, &found.post, form.value.clone()).await {
        Ok(()) => Ok(see_other(&found.back)),
        Err(error) => edit_again(error, page, &found, &form),
    }
}

/// The form again, with what was wrong.
fn edit_again(error: AppError, page: Page, found: &Found, form: &ValidForm<EditForm>) -> Result<HttpResponse, Failure> {
    let (status, refusal) = shown_again(error)?;
    let mut again = typed_page(with_errors(page, &refusal), found, form);
    if refusal.code == STALE {
        // Whoever has read that it changed meanwhile may send the same words on top of what it says now.
        again.version = found.post.version;
    }
    html(status, &again)
}

async fn edited(
    app: &Data<App>,
    member: &Member,
    post: &PostRow,
    sent: Result<EditForm, Refusal>,
) -> Result<(), AppError> {
    let sent = sent?;
    let (actor, id, matches) = (Actor::of(member), post.id.clone(), only(sent.version));
    let changes = PostChanges { body: sent.body, edit_reason: sent.edit_reason };
    app.write(move |tx| actions::edit_post(tx, &actor, &id, &changes, &matches).map(drop)).await
}

/// The form with what was typed.
fn typed_page(page: Page, found: &Found, form: &ValidForm<EditForm>) -> EditPage {
    let page = edit_page(page, found, form.typed("body").to_owned());
    let version = form.typed("version").parse().unwrap_or(found.post.version);
    EditPage { reason: form.typed("edit_reason").to_owned(), version, ..page }
}

#[get("/posts/{id}/delete")]
pub async fn ask_deletion(
    app: Data<App>,
    member: Member,
    request: HttpRequest,
    id: Path<PostId>,
) -> Result<HttpResponse, Failure> {
    let found = changeable(&app, &member, id.into_inner()).await?;
    let page = member.page(&request)?.in_area(Area::Discussions).keep_private();
    let page = page.clone().titled(page.t_with("forum-delete-title", "number", found.post.number));
    let view = DeletePage {
        page,
        version: found.post.version,
        id: found.post.id,
        html: Some(CleanHtml::trusted_from_database(found.post.body_html)),
        back: found.back,
    };
    html(StatusCode::OK, &view)
}

#[post("/posts/{id}/delete")]
pub async fn delete(
    app: Data<App>,
    member: Member,
    id: Path<PostId>,
    form: ValidForm<DeleteForm>,
) -> Result<HttpResponse, Failure> {
    member.check_form(&app, &form.csrf)?;
    let found = changeable(&app, &member, id.into_inner()).await?;
    let (actor, matches) = (Actor::of(&member), only(form.value?.version));
    let id = found.post.id.clone();
    app.write(move |tx| actions::delete_post(tx, &actor, &id, &matches).map(drop)).await?;
    Ok(see_other(&found.back))
}

#[get("/posts/{id}/revisions")]
pub async fn revisions(
    app: Data<App>,
    viewer: MaybeMember,
    request: HttpRequest,
    id: Path<PostId>,
) -> Result<HttpResponse, Failure> {
    let actor = Actor::of_maybe(&viewer);
    let read = app.read(move |r| {
        let (post, thread) = reads::seen_post(r.conn, &id, Glance::new(r.site, r.now, actor.as_ref()))?;
        if !rules::may_read_past(post.shown_state(), actor.as_ref()) {
            return Err(AppError::not_found());
        }
        let rows = posts::revisions(r.conn, &id)?;
        let back = place_of(&thread, post.number, r.site.config.forum.page_posts);
        Ok((views::revisions(r.conn, rows, &post.body)?, post.number, back))
    });
    let (mut revisions, number, back) = read.await?;
    revisions.reverse();
    let page = viewer.page(&request)?.in_area(Area::Discussions).keep_private();
    let page = page.clone().titled(page.t_with("forum-revisions-title", "number", number));
    html(StatusCode::OK, &RevisionsPage { page, revisions, back })
}

/// A post that the member may change, and where it is.
struct Found {
    post: PostRow,
    back: String,
}

async fn changeable(app: &App, member: &Member, id: PostId) -> Result<Found, Failure> {
    let actor = Actor::of(member);
    let read = app.read(move |r| {
        let (post, thread) = reads::seen_post(r.conn, &id, Glance::new(r.site, r.now, Some(&actor)))?;
        rules::may_change(&post, &actor)?;
        let back = place_of(&thread, post.number, r.site.config.forum.page_posts);
        Ok(Found { post, back })
    });
    Ok(read.await?)
}

fn edit_page(page: Page, found: &Found, body: String) -> EditPage {
    let page = page.in_area(Area::Discussions).keep_private();
    let page = page.clone().titled(page.t_with("forum-edit-title", "number", found.post.number));
    EditPage {
        page,
        id: found.post.id.clone(),
        version: found.post.version,
        body,
        reason: String::new(),
        preview: None,
        back: found.back.clone(),
        silenced_until: None,
    }
}

/// What a form read must still be the newest.
fn only(read: i64) -> impl Fn(i64) -> Result<(), Refusal> + Send + 'static {
    move |version| if version == read { Ok(()) } else { Err(Refusal::new(STALE)) }
}
