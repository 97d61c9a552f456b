//! Opening a thread, with a preview before.

use super::{by_commas, given, html, pace, see_other, shown_again, with_tag_errors};
use crate::accounts::Member;
use crate::app::{App, Site};
use crate::clock::Timestamp;
use crate::config::Forum;
use crate::drafts::{self, DraftId, Held, Kept, Typed};
use crate::error::{AppError, REQUIRED, Refusal};
use crate::forum::api::NewThread;
use crate::forum::model::{CategoryId, ThreadKind};
use crate::forum::rules::{self, Words};
use crate::forum::store::categories;
use crate::forum::{Actor, THREAD_FORM, actions};
use crate::text::{CleanHtml, markdown};
use crate::web::page::{Area, Page};
use crate::web::parts::Choice;
use crate::web::{Check, Failure, Query, ValidForm, Wrong, address_of};
use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "forum/thread_form.html")]
struct FormPage {
    page: Page,
    preview: Option<CleanHtml>,
    categories: Vec<Choice>,
    kinds: Vec<Choice>,
    title: String,
    body: String,
    tags: String,
    kept: Kept,
    /// When the form was given out.
    given: String,
    /// Until when the reader may not write; nothing while there is something typed to keep.
    silenced_until: Option<Timestamp>,
}

/// Where the form was opened from.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct From {
    /// A category's slug.
    category: String,
    /// The draft to go on with.
    draft: Option<DraftId>,
}

impl Check for From {}

/// The form as browsers send it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ThreadForm {
    category_id: Option<CategoryId>,
    kind: Option<ThreadKind>,
    title: String,
    body: String,
    tags: String,
    preview: bool,
    draft: String,
}

impl Check for ThreadForm {
    fn check_here(&self, site: &Site, wrong: &mut Wrong) {
        if wrong.is_refused() && self.category_id.is_none() {
            wrong.add("/category_id", REQUIRED);
        }
        rules::check_unread(self.words(&by_commas(&self.tags)), wrong, &site.config.forum);
    }
}

impl ThreadForm {
    fn words<'w>(&'w self, tags: &'w [String]) -> Words<'w> {
        Words { title: &self.title, body: &self.body, kind: self.kind, tags }
    }

    /// Everything that is wrong is told at once, the missing category too.
    fn opened(&self, actor: &Actor, limits: &Forum) -> Result<NewThread, Refusal> {
        let tags = by_commas(&self.tags);
        rules::thread(self.words(&tags), self.category_id.clone().ok_or(REQUIRED), actor, limits)
    }
}

#[get("/threads/new")]
pub async fn blank(
    app: Data<App>,
    member: Member,
    request: HttpRequest,
    from: Query<From>,
) -> Result<HttpResponse, Failure> {
    let (from, account, silenced_until) = (from.0, member.id.clone(), member.silenced_until);
    let read = app.read(move |r| {
        let opened = drafts::opened(r.conn, &account, (&THREAD_FORM, None), from.draft.as_ref())?;
        Ok((categories::find_named(r.conn, &from.category)?, opened))
    });
    let (found, opened) = read.await?;
    let form = filled(|name| opened.typed(name));
    let form = ThreadForm { category_id: form.category_id.or(found.map(|row| row.id)), ..form };
    let silenced_until = silenced_until.filter(|_| opened.fields.is_none());
    let page = view(&app, member.page(&request)?, form, (opened.kept, "")).await?;
    html(StatusCode::OK, &FormPage { silenced_until, ..page })
}

#[post("/threads/new")]
pub async fn open(
    app: Data<App>,
    member: Member,
    request: HttpRequest,
    form: ValidForm<ThreadForm>,
) -> Result<HttpResponse, Failure> {
    member.check_form(&app, &form.csrf)?;
    let actor = Actor::of(&member).at(address_of(&request)).typing(pace(&app, &form));
    let (typed, page) = (filled(|name| form.typed(name)), member.page(&request)?);
    let (kept, sent) = (Kept::again(&form), form.given.clone());
    if typed.preview {
        return html(StatusCode::OK, &view(&app, page, typed, (kept, &sent)).await?);
    }
    match done(&app, actor, form).await {
        Ok(place) => Ok(see_other(&place)),
        Err(error) => {
            let (status, refusal) = shown_again(error)?;
            let page = with_tag_errors(page, &refusal, &typed.tags, &app.config().forum);
            html(status, &view(&app, page, typed, (kept, &sent)).await?)
        }
    }
}

/// Keeps the draft, or opens the thread, whichever was asked for; answers where it is.
async fn done(app: &App, actor: Actor, form: ValidForm<ThreadForm>) -> Result<String, AppError> {
    match Typed::of(&THREAD_FORM, None, &form) {
        Some(typed) => drafts::save(app, &actor.account, typed).await,
        None => opened(app, actor, form.value).await,
    }
}

/// Opens the thread, and puts its draft away; answers where it is.
async fn opened(app: &App, actor: Actor, sent: Result<ThreadForm, Refusal>) -> Result<String, AppError> {
    let sent = sent?;
    let (new, held) = (sent.opened(&actor, &app.config().forum)?, Held::of(&sent.draft));
    let write = app.write(move |tx| {
        let opened = actions::open_thread(tx, &actor, &new)?;
        drafts::published(tx, &actor.account, held.as_ref())?;
        Ok(format!("/t/{}/{}", opened.thread.id, opened.thread.slug))
    });
    write.await
}

/// The form with what was typed, or with what a draft says.
fn filled<'t>(typed: impl Fn(&str) -> &'t str) -> ThreadForm {
    ThreadForm {
        category_id: typed("category_id").parse().ok(),
        kind: typed("kind").parse().ok(),
        title: typed("title").to_owned(),
        body: typed("body").to_owned(),
        tags: typed("tags").to_owned(),
        preview: typed("preview") == "true",
        draft: String::new(),
    }
}

async fn view(app: &App, page: Page, typed: ThreadForm, (kept, sent): (Kept, &str)) -> Result<FormPage, Failure> {
    let rows = app.read(|r| categories::all(r.conn)).await?;
    let page = page.in_area(Area::Discussions).keep_private();
    let page = page.clone().crumb(page.t("menu-discussions"), "/categories").titled(page.t("forum-open-thread"));
    let present = typed.category_id.as_ref().map_or("", |id| id.as_str());
    let none = std::iter::once(Choice::new("", page.t("forum-choose")));
    let named = rows.iter().map(|row| Choice::new(row.id.as_str(), row.name.clone()));
    Ok(FormPage {
        preview: (typed.preview && !typed.body.trim().is_empty()).then(|| markdown::render(&typed.body)),
        categories: none.chain(named).map(|choice| choice.chosen_if(present)).collect(),
        kinds: kinds(&page, typed.kind),
        title: typed.title,
        body: typed.body,
        tags: typed.tags,
        given: given(app, &page.csrf, (sent, &kept)),
        silenced_until: None,
        kept,
        page,
    })
}

fn kinds(page: &Page, present: Option<ThreadKind>) -> Vec<Choice> {
    let offered = ThreadKind::ALL.iter().filter(|kind| kind.is_for_members());
    let card = |kind: &ThreadKind| {
        let choice = Choice::new(kind.as_str(), page.t(&kind.key())).with_hint(page.t(&format!("{}-hint", kind.key())));
        choice.chosen_if(present.map_or("", ThreadKind::as_str))
    };
    offered.map(card).collect()
}
