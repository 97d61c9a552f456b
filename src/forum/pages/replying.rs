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
use crate::text::markdown;
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
    let (page, kept, given) = (member.page(&request)?, Kept::again(&form), form.given.clone());
    let (body, reply_to) = (form.typed("body").to_owned(), form.typed("reply_to").to_owned());
    let (status, page, preview) = if form.typed("preview") == "true" {
        let rendered = (!body.trim().is_empty()).then(|| markdown::render(&body));
        (StatusCode::OK, page, rendered)
    } else {
        let done = match Typed::of(&REPLY_FORM, Some(id.as_str()), &form) {
            Some(typed) => drafts::save(&app, &member.id, typed).await,
            None => written(&app, &actor, &id, form.value).await,
        };
        match done {
            Ok(place) => return Ok(see_other(&place)),
            Err(error) => {
                let (status, refusal) = shown_again(error)?;
                (status, with_errors(page, &refusal), None)
            }
        }
    };
    let found = app.read(move |r| read(r, Reading::last_page(id, actor, given))).await?;
    html(status, &view(page, found, &app).with_reply(body, reply_to, preview, kept))
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
