//! The staff's page: proposals to confirm and claims to decide.

use super::merging::{self, Candidate, Candidates, Known, Sought};
use super::{html, refusal_of, see_other, wording};
use crate::accounts::{CaseOfficer, CredentialingOfficer, Member};
use crate::app::App;
use crate::clock::Timestamp;
use crate::db::Connection;
use crate::directory::api::{ClaimDecision, ConfirmClinic, ConfirmPhysician};
use crate::directory::model::{ClaimId, ClinicId, PhysicianId};
use crate::directory::store::{clinics, physicians};
use crate::directory::waiting::{WaitingClaim, waiting_claims};
use crate::directory::{Actor, actions};
use crate::error::{AppError, FORBIDDEN, FieldError, Refusal};
use crate::text::lang::Lang;
use crate::web::page::{Area, FormErrors, Page, Tone};
use crate::web::{Failure, Query, ValidForm};
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;

/// Entries of each kind on the page; the next ones come up as these are decided.
const SHOWN: i64 = 50;
const HERE: &str = "/directory/queue";
/// What may be said on the page after an act, as `?done=` names it.
const DONE: &[&str] = &["confirmed", "merged", "decided"];

#[derive(Template)]
#[template(path = "directory/queue.html")]
struct QueuePage {
    page: Page,
    may_confirm: bool,
    proposals: Vec<Proposal>,
    /// With how many names the proposals were compared, where there may be more.
    cut: Option<usize>,
    may_decide: bool,
    claims: Vec<WaitingClaim>,
    /// What was typed before a refusal: about which claim, and why.
    reason: (String, String),
}

struct Proposal {
    id: String,
    sort_key: String,
    /// `physicians` or `clinics`.
    kind: &'static str,
    name: String,
    path: String,
    parts: Vec<String>,
    created_at: Timestamp,
    /// What was looked for on its behalf; empty for nothing.
    q: String,
    /// The entries that it may be.
    candidates: Vec<Candidate>,
    /// The one of them that was chosen before a refusal; empty for none.
    chosen: String,
}

#[get("/directory/queue")]
pub async fn show(
    app: Data<App>,
    member: Member,
    request: HttpRequest,
    sought: Query<Sought>,
) -> Result<HttpResponse, Failure> {
    html(StatusCode::OK, &queue(&app, &member, member.page(&request)?, sought.0).await?)
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
    let sent = (id.to_string(), form.raw);
    let done = match form.value {
        Err(refusal) => Err(refusal.into()),
        Ok(answer) => {
            let actor = Actor::of(&officer);
            let done = if answer.merge_into.is_some() { "merged" } else { "confirmed" };
            let write = move |tx: &mut crate::app::Tx<'_>| {
                actions::confirm_physician(tx, &actor, &id, answer.merge_into.as_ref()).map(|_| done)
            };
            app.write(write).await
        }
    };
    settled(&app, (&*officer, &request), sent, done).await
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
    let sent = (id.to_string(), form.raw);
    let done = match form.value {
        Err(refusal) => Err(refusal.into()),
        Ok(answer) => {
            let actor = Actor::of(&officer);
            let done = if answer.merge_into.is_some() { "merged" } else { "confirmed" };
            let write = move |tx: &mut crate::app::Tx<'_>| {
                actions::confirm_clinic(tx, &actor, &id, answer.merge_into.as_ref()).map(|_| done)
            };
            app.write(write).await
        }
    };
    settled(&app, (&*officer, &request), sent, done).await
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
    let sent = (id.to_string(), form.raw);
    let done = match form.value {
        Err(refusal) => Err(refusal.into()),
        Ok(decision) => {
            let actor = Actor::of(&officer);
            let write = move |tx: &mut crate::app::Tx<'_>| {
                actions::decide_claim(tx, &actor, &id, decision.outcome, &decision.reason).map(|_| "decided")
            };
            app.write(write).await
        }
    };
    settled(&app, (&*officer, &request), sent, done).await
}

/// Back to the queue; after a refusal with its words on top and at what was sent, and with what was typed.
async fn settled(
    app: &App,
    (member, request): (&Member, &HttpRequest),
    (about, raw): (String, Vec<(String, String)>),
    done: Result<&str, AppError>,
) -> Result<HttpResponse, Failure> {
    let refusal = match done {
        Ok(done) => return Ok(see_other(&format!("{HERE}?done={done}"))),
        Err(error) => refusal_of(error)?,
    };
    // The page holds the same form many times: each field is called after what it is about.
    let own = |field: &FieldError| FieldError { pointer: format!("{}/{about}", field.pointer), ..field.clone() };
    let told = Refusal { fields: refusal.fields.iter().map(own).collect(), ..refusal.clone() };
    let page = member.page(request)?;
    let errors = FormErrors::of(&told, page.lang);
    let typed =
        |field: &str| raw.iter().find(|(name, _)| name == field).map(|(_, value)| value.clone()).unwrap_or_default();
    let sought = Sought::chosen(&about, &typed("merge_into"));
    let again = queue(app, member, page.with_errors(errors), sought).await?;
    html(StatusCode::UNPROCESSABLE_ENTITY, &QueuePage { reason: (about, typed("reason")), ..again })
}

async fn queue(app: &App, member: &Member, page: Page, sought: Sought) -> Result<QueuePage, Failure> {
    let may_confirm = Actor::confirms_proposals(member);
    let may_decide = Actor::decides_claims(member);
    if !may_confirm && !may_decide {
        return Err(FORBIDDEN.into());
    }
    let lang = page.lang;
    let done = sought.done().filter(|done| DONE.contains(done));
    let told = done.map(|done| page.t(&format!("directory-queue-done-{done}")));
    let read = app.read(move |r| {
        let waiting = if may_confirm { waiting(r.conn, lang)? } else { Waiting::default() };
        let claims = if may_decide { waiting_claims(r.conn, SHOWN)? } else { Vec::new() };
        Ok((waiting, claims))
    });
    let (waiting, claims) = read.await?;
    let cut = waiting.known.cut();
    let proposals = offered(app, waiting, (sought, lang)).await?;
    let page = page.in_area(Area::Staff).keep_private();
    let page = page.clone().titled(page.t("directory-queue-title"));
    let page = match told {
        Some(text) => page.with_flash(Tone::Ok, text),
        None => page,
    };
    Ok(QueuePage { page, may_confirm, proposals, cut, may_decide, claims, reason: (String::new(), String::new()) })
}

/// What waits to be confirmed, and the names that it is compared with.
#[derive(Default)]
struct Waiting {
    people: Vec<Proposal>,
    places: Vec<Proposal>,
    known: Known,
}

fn waiting(conn: &mut Connection, lang: Lang) -> Result<Waiting, AppError> {
    let people: Vec<Proposal> = physicians::waiting(conn, SHOWN)?
        .into_iter()
        .map(|row| Proposal {
            path: format!("/physicians/{}", row.slug),
            parts: vec![lang.t(&format!("directory-kind-{}", row.kind))],
            ..Proposal::new("physicians", (row.id.to_string(), row.name, row.sort_key), row.created_at)
        })
        .collect();
    let places: Vec<Proposal> = clinics::waiting(conn, SHOWN)?
        .into_iter()
        .map(|row| Proposal {
            path: format!("/clinics/{}", row.slug),
            parts: vec![format!("{}, {}", row.city, wording::country(lang, &row.country)), row.email, row.time_zone],
            ..Proposal::new("clinics", (row.id.to_string(), row.name, row.sort_key), row.created_at)
        })
        .collect();
    let known = Known::read(conn, (!people.is_empty(), !places.is_empty()))?;
    Ok(Waiting { people, places, known })
}

/// What waits, oldest first, each with the entries that it may be. No connection is held while names are compared.
async fn offered(app: &App, waiting: Waiting, (sought, lang): (Sought, Lang)) -> Result<Vec<Proposal>, AppError> {
    let Waiting { people, places, known } = waiting;
    if people.is_empty() && places.is_empty() {
        return Ok(Vec::new());
    }
    let (of_people, of_places) = (keys(&people), keys(&places));
    let alike = app.compute(move || known.alike_to(&of_people, &of_places)).await?;
    let read = app.read(move |r| {
        let mut candidates = merging::candidates(r.conn, alike, (&sought, lang))?;
        let proposals = people.into_iter().chain(places);
        Ok(proposals.map(|one| one.offered(&mut candidates, &sought)).collect::<Vec<_>>())
    });
    let mut all = read.await?;
    all.sort_by(|left, right| (left.created_at, &left.id).cmp(&(right.created_at, &right.id)));
    Ok(all)
}

fn keys(proposals: &[Proposal]) -> Vec<(String, String)> {
    proposals.iter().map(|one| (one.id.clone(), one.sort_key.clone())).collect()
}

impl Proposal {
    fn new(kind: &'static str, (id, name, sort_key): (String, String, String), created_at: Timestamp) -> Self {
        Self {
            id,
            sort_key,
            kind,
            name,
            path: String::new(),
            parts: Vec::new(),
            created_at,
            q: String::new(),
            candidates: Vec::new(),
            chosen: String::new(),
        }
    }

    fn offered(self, candidates: &mut Candidates, sought: &Sought) -> Self {
        let candidates = candidates.remove(&self.id).unwrap_or_default();
        let chosen = candidates.iter().find(|one| sought.chose(&self.id, &one.id));
        let chosen = chosen.map(|one| one.id.clone()).unwrap_or_default();
        Self { q: sought.on_behalf_of(&self.id).to_owned(), candidates, chosen, ..self }
    }
}
