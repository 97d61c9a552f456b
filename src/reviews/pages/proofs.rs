//! Documents on pages: adding one, opening one, and the officers' list of those to decide about.

use super::{framed, one, refusal_of, see_other, shown};
use crate::accounts::{CaseOfficer, Member};
use crate::app::App;
use crate::error::AppError;
use crate::reviews::api::ProofDecision;
use crate::reviews::model::ProofState;
use crate::reviews::{actions, http, reads};
use crate::web::page::{Area, Page};
use crate::web::{Download, Failure, Listing, Neighbours, Nothing, Upload, ValidForm};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;

#[derive(Template)]
#[template(path = "reviews/proofs.html")]
struct ProofsPage {
    page: Page,
    lines: Vec<Line>,
    neighbours: Neighbours,
}

/// A document that waits.
struct Line {
    review: String,
    number: i64,
    name: String,
    at: crate::clock::Timestamp,
}

#[get("/review-proofs")]
pub async fn list(
    app: Data<App>,
    request: HttpRequest,
    officer: CaseOfficer,
    asked: Listing<Nothing>,
) -> Result<HttpResponse, Failure> {
    let window = asked.window("review-proofs")?;
    let page = officer.page(&request)?;
    let listed = app.read(move |reader| reads::proofs(reader, ProofState::Pending, &window)).await?;
    let title = page.t("reviews-proofs-title");
    let page = framed(page, Area::Staff, title).keep_private();
    let neighbours = Neighbours::of(&listed, &page.path);
    let line = |proof: crate::reviews::api::ProofView| Line {
        review: proof.review_id,
        number: proof.number,
        name: proof.name,
        at: proof.created_at,
    };
    shown(&ProofsPage { lines: listed.items.into_iter().map(line).collect(), neighbours, page })
}

#[post("/reviews/{id}/proofs")]
pub async fn add(
    app: Data<App>,
    request: HttpRequest,
    member: Member,
    id: Path<String>,
    upload: Result<Upload, Failure>,
) -> Result<HttpResponse, Failure> {
    let id = id.into_inner();
    let sent = match upload {
        Ok(upload) => {
            member.check_form(&app, &upload.csrf)?;
            store(&app, &member, &id, upload).await
        }
        // A wrong file is shown at its field; whatever else was wrong has its own page.
        Err(failure) => Err(failure.into_cause()),
    };
    let Err(error) = sent else { return Ok(see_other(&format!("/reviews/{id}?done=proof#proofs"))) };
    let refusal = refusal_of(error)?;
    if refusal.code.status == 403 {
        return Err(refusal.into());
    }
    one::again(&app, &request, &member, &id, (&refusal, &[])).await
}

async fn store(app: &App, member: &Member, id: &str, upload: Upload) -> Result<(), AppError> {
    let stored = actions::seal_proof(app, member, id, upload.file).await?;
    let (member, id) = (member.clone(), id.to_owned());
    app.write(move |tx| actions::add_proof(tx, &member, &id, &stored).map(drop)).await
}

#[get("/reviews/{id}/proofs/{number}")]
pub async fn download(app: Data<App>, member: Member, path: Path<(String, i64)>) -> Result<Download, Failure> {
    let (id, number) = path.into_inner();
    http::proofs::open(&app, member, id, number).await
}

#[post("/reviews/{id}/proofs/{number}/decision")]
pub async fn decide(
    app: Data<App>,
    request: HttpRequest,
    officer: CaseOfficer,
    path: Path<(String, i64)>,
    form: ValidForm<ProofDecision>,
) -> Result<HttpResponse, Failure> {
    let (id, number) = path.into_inner();
    let member: Member = (*officer).clone();
    member.check_form(&app, &form.csrf)?;
    let done = match form.value {
        Ok(new) => {
            let (member, id) = (member.clone(), id.clone());
            app.write(move |tx| actions::decide_proof(tx, &member, (&id, number), &new)).await
        }
        Err(refusal) => Err(refusal.into()),
    };
    let Err(error) = done else { return Ok(see_other(&format!("/reviews/{id}?done=decided#proofs"))) };
    let refusal = refusal_of(error)?;
    if refusal.code.status == 403 {
        return Err(refusal.into());
    }
    one::again(&app, &request, &member, &id, (&refusal, &form.raw)).await
}
