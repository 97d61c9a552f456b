//! One's own signed-in devices.

use super::parts::{framed, see_other, shown};
use crate::accounts::actions;
use crate::accounts::api::SessionView;
use crate::accounts::callers::{Member, clear};
use crate::accounts::model::{SessionId, SessionKind};
use crate::accounts::store::sessions;
use crate::app::App;
use crate::error::AppError;
use crate::web::page::Page;
use crate::web::{Check, Failure, Listing, Neighbours, Nothing, ValidForm};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "accounts/sessions.html")]
struct SessionsPage {
    page: Page,
    sessions: Vec<SessionView>,
    neighbours: Neighbours,
}

/// What was just done.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Asked {
    /// The frame reads it from the address.
    done: Option<String>,
}

impl Check for Asked {}

impl SessionsPage {
    /// What a device is called when it does not say.
    fn name(&self, session: &SessionView) -> String {
        match session.kind {
            _ if !session.device.is_empty() => session.device.clone(),
            SessionKind::Browser => self.page.t("accounts-sessions-browser"),
            SessionKind::Program => self.page.t("accounts-sessions-program"),
        }
    }
}

pub async fn show(
    app: Data<App>,
    request: HttpRequest,
    member: Member,
    asked: Listing<Asked>,
) -> Result<HttpResponse, Failure> {
    let window = asked.window::<SessionId>("sessions")?;
    let page = framed(member.page(&request)?, "accounts-sessions-title");
    let (Member { id, session_id, .. }, fetched) = (member, window.clone());
    let now = app.site().clock.machine_now();
    let rows = app.read(move |reader| sessions::live_of(reader.conn, &id, now, &fetched)).await?;
    let listed = window.listed(rows, |row| row.id.clone(), |row| SessionView::of(row, &session_id));
    shown(&SessionsPage { page, neighbours: Neighbours::of(&listed, "/me/sessions"), sessions: listed.items })
}

pub async fn end_one(
    app: Data<App>,
    member: Member,
    id: Path<SessionId>,
    form: ValidForm<Nothing>,
) -> Result<HttpResponse, Failure> {
    member.check_form(&app, &form.csrf)?;
    let id = id.into_inner();
    let is_current = id == member.session_id;
    app.write(move |tx| actions::end_one(tx, &member.id, &id)).await?;
    if is_current { signed_out(&app) } else { Ok(see_other("/me/sessions?done=session")) }
}

pub async fn end_all(app: Data<App>, member: Member, form: ValidForm<Nothing>) -> Result<HttpResponse, Failure> {
    member.check_form(&app, &form.csrf)?;
    app.write(move |tx| actions::end_all(tx, &member.id)).await?;
    signed_out(&app)
}

fn signed_out(app: &App) -> Result<HttpResponse, Failure> {
    let mut answer = see_other("/sign-in?done=sessions");
    answer.add_cookie(&clear(app.config())).map_err(AppError::internal)?;
    Ok(answer)
}
