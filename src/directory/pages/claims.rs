//! Claiming a physician's or a clinic's entry.

use super::entries::CLAIM_SENT;
use super::physician_forms::with_errors;
use super::{html, refusal_of, see_other};
use crate::accounts::Member;
use crate::app::{App, Reader};
use crate::directory::api::NewClaim;
use crate::directory::model::Subject;
use crate::directory::{Actor, actions, reads, waiting};
use crate::error::AppError;
use crate::web::page::{Area, Page};
use crate::web::{Failure, ValidForm};
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;

#[derive(Template)]
#[template(path = "directory/claim_form.html")]
struct FormPage {
    page: Page,
    lede: String,
    action: String,
    back: String,
    evidence: String,
    /// The reader has claimed it, and nobody has decided yet.
    waits: bool,
}

/// What is claimed, as its page names it.
struct Claimed {
    subject: Subject,
    name: String,
    path: String,
    waits: bool,
}

#[get("/physicians/{slug}/claim")]
pub async fn blank_physician(
    app: Data<App>,
    member: Member,
    request: HttpRequest,
    slug: Path<String>,
) -> Result<HttpResponse, Failure> {
    let claimed = physician(&app, &member, slug.into_inner()).await?;
    html(StatusCode::OK, &form_page(member.page(&request)?, &claimed, String::new()))
}

#[post("/physicians/{slug}/claim")]
pub async fn claim_physician(
    app: Data<App>,
    member: Member,
    request: HttpRequest,
    slug: Path<String>,
    form: ValidForm<NewClaim>,
) -> Result<HttpResponse, Failure> {
    let claimed = physician(&app, &member, slug.into_inner()).await?;
    send(&app, &member, &request, claimed, form).await
}

#[get("/clinics/{slug}/claim")]
pub async fn blank_clinic(
    app: Data<App>,
    member: Member,
    request: HttpRequest,
    slug: Path<String>,
) -> Result<HttpResponse, Failure> {
    let claimed = clinic(&app, &member, slug.into_inner()).await?;
    html(StatusCode::OK, &form_page(member.page(&request)?, &claimed, String::new()))
}

#[post("/clinics/{slug}/claim")]
pub async fn claim_clinic(
    app: Data<App>,
    member: Member,
    request: HttpRequest,
    slug: Path<String>,
    form: ValidForm<NewClaim>,
) -> Result<HttpResponse, Failure> {
    let claimed = clinic(&app, &member, slug.into_inner()).await?;
    send(&app, &member, &request, claimed, form).await
}

async fn send(
    app: &App,
    member: &Member,
    request: &HttpRequest,
    claimed: Claimed,
    form: ValidForm<NewClaim>,
) -> Result<HttpResponse, Failure> {
    member.check_form(app, &form.csrf)?;
    let evidence = form.typed("evidence").to_owned();
    let refusal = match form.value {
        Err(refusal) => refusal,
        Ok(new) => {
            let (actor, subject) = (Actor::of(member), claimed.subject.clone());
            match app.write(move |tx| actions::claim(tx, &actor, &subject, &new.evidence)).await {
                Ok(_) => return Ok(see_other(CLAIM_SENT)),
                Err(error) => refusal_of(error)?,
            }
        }
    };
    let page = with_errors(member.page(request)?, &refusal);
    html(StatusCode::UNPROCESSABLE_ENTITY, &form_page(page, &claimed, evidence))
}

async fn physician(app: &App, member: &Member, slug: String) -> Result<Claimed, Failure> {
    let actor = Actor::of(member);
    let read = app.read(move |r| {
        let view = reads::physician_named(r, &slug, Some(&actor))?;
        claimed(r, &actor, Subject::Physician(view.id), (view.name, format!("/physicians/{}", view.slug)))
    });
    Ok(read.await?)
}

async fn clinic(app: &App, member: &Member, slug: String) -> Result<Claimed, Failure> {
    let actor = Actor::of(member);
    let read = app.read(move |r| {
        let view = reads::clinic_named(r, &slug, Some(&actor))?;
        claimed(r, &actor, Subject::Clinic(view.id), (view.name, format!("/clinics/{}", view.slug)))
    });
    Ok(read.await?)
}

fn claimed(
    reader: &mut Reader<'_>,
    actor: &Actor,
    subject: Subject,
    (name, path): (String, String),
) -> Result<Claimed, AppError> {
    let waits = waiting::is_claiming(reader.conn, &actor.account, &subject)?;
    Ok(Claimed { subject, name, path, waits })
}

fn form_page(page: Page, claimed: &Claimed, evidence: String) -> FormPage {
    let kind = claimed.subject.kind();
    let page = page.in_area(Area::Physicians).keep_private();
    let page =
        page.clone().titled(page.t_with(&format!("directory-claim-{kind}-title"), "name", claimed.name.as_str()));
    FormPage {
        lede: page.t(&format!("directory-claim-{kind}-lede")),
        action: format!("{}/claim", claimed.path),
        back: claimed.path.clone(),
        // What was typed is never taken away.
        waits: claimed.waits && evidence.is_empty(),
        evidence,
        page,
    }
}
