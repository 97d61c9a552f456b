//! The form for a reply, below the posts of its thread.

use super::threads::{Reading, place_of, read, view};
use super::{html, pace, see_other, shown_again, with_errors};
use crate::accounts::Member;
use crate::app::App;
use crate::drafts::{self, Held, Kept, Typed};
use crate::error::{AppError, Refusal};
use crate::forum::api::NewPost;
use crate::forum::model::{PostId, ThreadId};
use crate::forum::{Actor, REPLY_FORM, Written, actions};
use crate::text::{CleanHtml, markdown};
use crate::web::page::Page;
use crate::web::{Check, Failure, ValidForm, address_of};
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, post};
use serde::Deserialize;

/// The reply form as browsers send it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ReplyForm {
    body: String,
    reply_to: Option<PostId>,
    preview: bool,
    draft: String,
}

impl Check for ReplyForm {}

#[post("/t/{id}/{slug}")]
pub async fn reply(
    app: Data<App>,
    member: Member,
    request: HttpRequest,
    path: Path<(ThreadId, String)>,
    form: ValidForm<ReplyForm>,
) -> Result<HttpResponse, Failure> {
    member.check_form(&app, &form.csrf)?;
    let (id, _) = path.into_inner();
    let actor = Actor::of(&member).at(address_of(&request)).typing(pace(&app, &form));
    let (page, reply) = (member.page(&request)?, Reply::of(&form));
    if form.typed("preview") == "true" {
        let preview = (!reply.body.trim().is_empty()).then(|| markdown::render(&reply.body));
        return again(&app, (id, actor), (StatusCode::OK, page), Reply { preview, ..reply }).await;
    }
    match done(&app, &actor, &id, form).await {
        Ok(place) => Ok(see_other(&place)),
        Err(error) => {
            let (status, refusal) = shown_again(error)?;
            again(&app, (id, actor), (status, with_errors(page, &refusal)), reply).await
        }
    }
}

/// What was typed, to be shown again below the thread.
struct Reply {
    body: String,
    reply_to: String,
    preview: Option<CleanHtml>,
    kept: Kept,
    /// When the form was given out.
    given: String,
}

impl Reply {
    fn of(form: &ValidForm<ReplyForm>) -> Self {
        Self {
            body: form.typed("body").to_owned(),
            reply_to: form.typed("reply_to").to_owned(),
            preview: None,
            kept: Kept::again(form),
            given: form.given.clone(),
        }
    }
}

/// The thread's last page, with the form as it was typed.
async fn again(
    app: &Data<App>,
    (id, actor): (ThreadId, Actor),
    (status, page): (StatusCode, Page),
    typed: Reply,
) -> Result<HttpResponse, Failure> {
    let Reply { body, reply_to, preview, kept, given } = typed;
    let found = app.read(move |r| read(r, Reading::last_page(id, actor, given))).await?;
    html(status, &view(page, found, app).with_reply(body, reply_to, preview, kept))
}

/// Keeps the draft, or writes the reply, whichever was asked for; answers where it is.
async fn done(app: &App, actor: &Actor, id: &ThreadId, form: ValidForm<ReplyForm>) -> Result<String, AppError> {
    match Typed::of(&REPLY_FORM, Some(id.as_str()), &form) {
        Some(typed) => drafts::save(app, &actor.account, typed).await,
        None => written(app, actor, id, form.value).await,
    }
}

/// Writes the reply; answers where it is.
async fn written(
    app: &App,
    actor: &Actor,
    id: &ThreadId,
    sent: Result<ReplyForm, Refusal>,
) -> Result<String, AppError> {
    let (sent, actor, id) = (sent?, actor.clone(), id.clone());
    let (new, held) = (NewPost { body: sent.body, reply_to: sent.reply_to }, Held::of(&sent.draft));
    let write = app.write(move |tx| {
        let Written { post, thread } = actions::reply(tx, &actor, &id, &new)?;
        drafts::published(tx, &actor.account, held.as_ref())?;
        Ok(place_of(&thread, post.number, tx.site.config.forum.page_posts))
    });
    write.await
}
