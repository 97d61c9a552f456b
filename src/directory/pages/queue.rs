//! The staff's page: proposals to confirm and claims to decide.

use super::physician_forms::with_errors;
use super::{html, refusal_of, see_other, wording};
use crate::accounts::{self, CaseOfficer, CredentialingOfficer, Member};
use crate::app::App;
use crate::clock::Timestamp;
use crate::db::Connection;
use crate::directory::api::{ClaimDecision, ConfirmClinic, ConfirmPhysician};
use crate::directory::model::{ClaimId, ClinicId, PhysicianId};
use crate::directory::store::{claims, clinics, physicians};
use crate::directory::{Actor, actions};
use crate::error::{AppError, FORBIDDEN};
use crate::text::lang::Lang;
use crate::web::page::{Area, Page};
use crate::web::{Failure, ValidForm};
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;

/// Entries of each kind on the page; the next ones come up as these are decided.
const SHOWN: i64 = 50;
const HERE: &str = "/directory/queue";

#[derive(Template)]
#[template(path = "directory/queue.html")]
struct QueuePage {
    page: Page,
    may_confirm: bool,
    proposals: Vec<Proposal>,
    may_decide: bool,
    claims: Vec<Claim>,
}

struct Proposal {
    id: String,
    /// `physicians` or `clinics`.
    kind: &'static str,
    name: String,
    path: String,
    parts: Vec<String>,
    created_at: Timestamp,
}

struct Claim {
    id: ClaimId,
    person: String,
    name: String,
    path: String,
    evidence: String,
    created_at: Timestamp,
}

#[get("/directory/queue")]
pub async fn show(app: Data<App>, member: Member, request: HttpRequest) -> Result<HttpResponse, Failure> {
    html(StatusCode::OK, &queue(&app, &member, member.page(&request)?).await?)
}

#[post("/directory/queue/physicians/{id}")]
pub async fn confirm_physician(
    app: Data<App>,
    officer: CaseOfficer,
    request: HttpRequest,
    id: Path<PhysicianId>,
    form: ValidForm<ConfirmPhysician>,
) -> Result<HttpResponse, Failure> {
    officer.check_form(&app, &form.csrf)?;
    let done = match form.value {
        Err(refusal) => Err(refusal.into()),
        Ok(answer) => {
            let actor = Actor::of(&officer);
            let write = move |tx: &mut crate::app::Tx<'_>| {
                actions::confirm_physician(tx, &actor, &id, answer.merge_into.as_ref()).map(drop)
            };
            app.write(write).await
        }
    };
    settled(&app, &officer, &request, done).await
}

#[post("/directory/queue/clinics/{id}")]
pub async fn confirm_clinic(
    app: Data<App>,
    officer: CaseOfficer,
    request: HttpRequest,
    id: Path<ClinicId>,
    form: ValidForm<ConfirmClinic>,
) -> Result<HttpResponse, Failure> {
    officer.check_form(&app, &form.csrf)?;
    let done = match form.value {
        Err(refusal) => Err(refusal.into()),
        Ok(answer) => {
            let actor = Actor::of(&officer);
            let write = move |tx: &mut crate::app::Tx<'_>| {
                actions::confirm_clinic(tx, &actor, &id, answer.merge_into.as_ref()).map(drop)
            };
            app.write(write).await
        }
    };
    settled(&app, &officer, &request, done).await
}

#[post("/directory/queue/claims/{id}")]
pub async fn decide_claim(
    app: Data<App>,
    officer: CredentialingOfficer,
    request: HttpRequest,
    id: Path<ClaimId>,
    form: ValidForm<ClaimDecision>,
) -> Result<HttpResponse, Failure> {
    officer.check_form(&app, &form.csrf)?;
    let done = match form.value {
        Err(refusal) => Err(refusal.into()),
        Ok(decision) => {
            let actor = Actor::of(&officer);
            let write = move |tx: &mut crate::app::Tx<'_>| {
                actions::decide_claim(tx, &actor, &id, decision.outcome, &decision.reason).map(drop)
            };
            app.write(write).await
        }
    };
    settled(&app, &officer, &request, done).await
}

/// Back to the queue; with the words of a refusal on top when there was one.
async fn settled(
    app: &App,
    member: &Member,
    request: &HttpRequest,
    done: Result<(), AppError>,
) -> Result<HttpResponse, Failure> {
    let Err(error) = done else { return Ok(see_other(HERE)) };
    let refusal = refusal_of(error)?;
    let page = with_errors(member.page(request)?, &refusal);
    html(StatusCode::UNPROCESSABLE_ENTITY, &queue(app, member, page).await?)
}

async fn queue(app: &App, member: &Member, page: Page) -> Result<QueuePage, Failure> {
    let may_confirm = Actor::confirms_proposals(member);
    let may_decide = Actor::decides_claims(member);
    if !may_confirm && !may_decide {
        return Err(FORBIDDEN.into());
    }
    let lang = page.lang;
    let read = app.read(move |r| {
        let proposals = if may_confirm { proposals(r.conn, lang)? } else { Vec::new() };
        let claims = if may_decide { waiting_claims(r.conn)? } else { Vec::new() };
        Ok((proposals, claims))
    });
    let (proposals, claims) = read.await?;
    let page = page.in_area(Area::Staff).keep_private();
    let page = page.clone().titled(page.t("directory-queue-title"));
    Ok(QueuePage { page, may_confirm, proposals, may_decide, claims })
}

/// What waits to be confirmed, oldest first.
fn proposals(conn: &mut Connection, lang: Lang) -> Result<Vec<Proposal>, AppError> {
    let people = physicians::waiting(conn, SHOWN)?.into_iter().map(|row| Proposal {
        path: format!("/physicians/{}", row.slug),
        parts: vec![lang.t(&format!("directory-kind-{}", row.kind))],
        id: row.id.to_string(),
        kind: "physicians",
        name: row.name,
        created_at: row.created_at,
    });
    let mut all: Vec<Proposal> = people.collect();
    all.extend(clinics::waiting(conn, SHOWN)?.into_iter().map(|row| Proposal {
        path: format!("/clinics/{}", row.slug),
        parts: vec![format!("{}, {}", row.city, wording::country(lang, &row.country)), row.email, row.time_zone],
        id: row.id.to_string(),
        kind: "clinics",
        name: row.name,
        created_at: row.created_at,
    }));
    all.sort_by(|left, right| (left.created_at, &left.id).cmp(&(right.created_at, &right.id)));
    Ok(all)
}

/// What waits to be decided, oldest first: four queries for any number.
fn waiting_claims(conn: &mut Connection) -> Result<Vec<Claim>, AppError> {
    let rows = claims::oldest(conn, SHOWN)?;
    let people = accounts::people(conn, &rows.iter().map(|row| row.account_id.clone()).collect::<Vec<_>>())?;
    let mut named =
        physicians::names(conn, &rows.iter().filter_map(|row| row.physician_id.clone()).collect::<Vec<_>>())?;
    named.extend(clinics::names(conn, &rows.iter().filter_map(|row| row.clinic_id.clone()).collect::<Vec<_>>())?);
    let claim = |row: crate::directory::model::ClaimRow| {
        let subject = row.subject()?;
        let (name, path) = named.get(subject.id())?.clone();
        let person = people.get(&row.account_id)?.display_name.clone();
        Some(Claim { id: row.id, person, name, path, evidence: row.evidence, created_at: row.created_at })
    };
    Ok(rows.into_iter().filter_map(claim).collect())
}
