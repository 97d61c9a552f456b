//! The public comment on an applicant.

use super::{Done, private, refusal_of, see_other, shown, shown_again, typed, with_refusal, word};
use crate::accounts::{MaybeMember, Member};
use crate::app::App;
use crate::coalition::applications::actions;
use crate::coalition::applications::api::GiveComment;
use crate::coalition::applications::views::{self, CommentView, PublicView};
use crate::web::page::Page;
use crate::web::{Failure, Listing, Neighbours, ValidForm, Window};
use actix_web::web::{Data, Path, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;

/// Registers the pages.
pub fn routes(config: &mut ServiceConfig) {
    config.service(show).service(comment);
}

#[derive(Template)]
#[template(path = "coalition/comments.html")]
struct CommentsPage {
    page: Page,
    view: PublicView,
    rows: Vec<(CommentView, String)>,
    neighbours: Neighbours,
    text: String,
    interest: String,
}

/// What the form calls its fields, and how it asks for one that was left empty.
const FIELDS: &[(&str, &str, &str)] = &[
    ("text", "coalition-comment-text", "coalition-needed-comment"),
    ("interest", "coalition-interest", "coalition-needed-interest"),
];

#[get("/applications/{id}/comments")]
async fn show(
    app: Data<App>,
    request: HttpRequest,
    viewer: MaybeMember,
    id: Path<String>,
    asked: Listing<Done>,
) -> Result<HttpResponse, Failure> {
    let window = asked.window::<String>("application-comments")?;
    let page = viewer.page(&request)?;
    shown(&comments_page(&app, (viewer.0, id.into_inner()), (page, window), &[]).await?)
}

async fn comments_page(
    app: &App,
    (viewer, id): (Option<Member>, String),
    (page, window): (Page, Window<String>),
    raw: &[(String, String)],
) -> Result<CommentsPage, Failure> {
    let read = app.read(move |reader| {
        let listed = views::comments(reader, viewer.as_ref(), &id, &window)?;
        Ok((listed, views::public(reader, viewer.as_ref(), &id)?))
    });
    let (listed, view) = read.await?;
    let code = || page.t_with("coalition-applicant", "code", view.code.clone());
    let title = page.t_with("coalition-comments-title", "whom", view.physician.clone().unwrap_or_else(code));
    let page = private(page, title);
    let neighbours = Neighbours::of(&listed, page.path.split('?').next().unwrap_or_default());
    let rows = listed.items.into_iter().map(|one| {
        let standing = word(&page, "standing", one.standing.as_str());
        (one, standing)
    });
    let (text, interest) = (typed(raw, "text").to_owned(), typed(raw, "interest").to_owned());
    Ok(CommentsPage { rows: rows.collect(), neighbours, view, text, interest, page })
}

#[post("/applications/{id}/comments")]
async fn comment(
    app: Data<App>,
    request: HttpRequest,
    member: Member,
    (id, asked): (Path<String>, Listing<Done>),
    form: ValidForm<GiveComment>,
) -> Result<HttpResponse, Failure> {
    member.check_form(&app, &form.csrf)?;
    let id = id.into_inner();
    let refusal = match form.value {
        Ok(new) => {
            let (who, case) = (member.clone(), id.clone());
            match app.write(move |tx| actions::comment_once(tx, &who, &case, &new)).await {
                Ok(()) => return Ok(see_other(&format!("/applications/{id}/comments?done=comment"))),
                Err(error) => refusal_of(error)?,
            }
        }
        Err(refusal) => refusal,
    };
    let page = with_refusal(member.page(&request)?, &refusal, FIELDS);
    let window = asked.window::<String>("application-comments")?;
    shown_again(&comments_page(&app, (Some(member), id), (page, window), &form.raw).await?, &refusal)
}
