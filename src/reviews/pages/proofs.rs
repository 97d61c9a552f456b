//! Documents on pages: adding one, opening one, and the officers' list of those to decide about.

use super::cards::{About, Names};
use super::{framed, one, refusal_of, see_other, shown};
use crate::accounts::{self, AccountId, CaseOfficer, Member};
use crate::app::{App, Reader};
use crate::directory;
use crate::error::AppError;
use crate::reviews::api::{ProofDecision, ProofView};
use crate::reviews::model::{ProofState, ReviewRow};
use crate::reviews::store::lists;
use crate::reviews::{actions, http, reads};
use crate::web::page::{Area, Page};
use crate::web::{Download, Failure, Listing, Neighbours, Nothing, Upload, ValidForm};
use crate::workdays::Month;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;
use std::collections::HashMap;

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
    /// Whom the review is about, of whom it is and of which month; no author for an officer with a part in it.
    about: String,
    author: Option<String>,
    month: String,
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
    let member: Member = (*officer).clone();
    let read = app.read(move |reader| {
        let listed = reads::proofs(reader, ProofState::Pending, &window)?;
        let around = Around::of(reader, &member, &listed.items)?;
        Ok((listed, around))
    });
    let (listed, around) = read.await?;
    let title = page.t("reviews-proofs-title");
    let page = framed(page, Area::Staff, title).keep_private();
    let neighbours = Neighbours::of(&listed, &page.path);
    let lines = listed.items.into_iter().map(|proof| around.line(proof, &page)).collect();
    shown(&ProofsPage { lines, neighbours, page })
}

/// The reviews that documents belong to, whom they are about, and whose they are: as many queries for one as for many.
struct Around {
    reviews: HashMap<String, ReviewRow>,
    names: Names,
    /// The author's name by review, where this officer may know it.
    authors: HashMap<String, String>,
}

impl Around {
    fn of(reader: &mut Reader<'_>, member: &Member, proofs: &[ProofView]) -> Result<Self, AppError> {
        let ids: Vec<String> = proofs.iter().map(|proof| proof.review_id.clone()).collect();
        let rows = lists::with_ids(reader.conn, &ids)?;
        let about: Vec<About> = rows.iter().map(about).collect();
        let ties = directory::conflicts_of(reader, &member.id)?;
        let names = Names::of(reader.conn, &about)?;
        let all: Vec<AccountId> = rows.iter().map(|row| row.author_id.clone()).collect();
        let people = accounts::people(reader.conn, &all)?;
        let seen = rows.iter().filter(|row| actions::sees_all(&actions::roles_in(row, member, &ties)));
        let author = |row: &ReviewRow| Some((row.id.clone(), people.get(&row.author_id)?.display_name.clone()));
        let authors = seen.filter_map(author).collect();
        let reviews = rows.into_iter().map(|row| (row.id.clone(), row)).collect();
        Ok(Self { reviews, names, authors })
    }

    fn line(&self, proof: ProofView, page: &Page) -> Line {
        let review = self.reviews.get(&proof.review_id);
        let month = review.and_then(|row| row.procedure_month.parse::<Month>().ok());
        Line {
            about: review.map(|row| self.names.whom(&about(row))).unwrap_or_default(),
            author: self.authors.get(&proof.review_id).cloned(),
            month: month.map(|month| page.lang.month_and_year(month.first_day())).unwrap_or_default(),
            review: proof.review_id,
            number: proof.number,
            name: proof.name,
            at: proof.created_at,
        }
    }
}

fn about(row: &ReviewRow) -> About {
    (row.physician_id.clone(), row.clinic_id.clone())
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
    match sent {
        Ok(done) => Ok(see_other(&format!("/reviews/{id}?done={done}#proofs"))),
        Err(error) => again(&app, &request, &member, &id, (error, &[])).await,
    }
}

/// Adds the document; answers what is said of it, which is more when it came after the time for it.
async fn store(app: &App, member: &Member, id: &str, upload: Upload) -> Result<&'static str, AppError> {
    let stored = actions::seal_proof(app, member, id, upload.file).await?;
    let (member, id) = (member.clone(), id.to_owned());
    let write = app.write(move |tx| {
        actions::add_proof(tx, &member, &id, &stored)?;
        Ok(if actions::was_missed(&mut tx.reader(), &id)? { "late-proof" } else { "proof" })
    });
    write.await
}

/// The page of the review with what was wrong; what is forbidden has its own page.
async fn again(
    app: &App,
    request: &HttpRequest,
    member: &Member,
    id: &str,
    (error, raw): (AppError, &[(String, String)]),
) -> Result<HttpResponse, Failure> {
    let refusal = refusal_of(error)?;
    if refusal.code.status == 403 {
        return Err(refusal.into());
    }
    one::again(app, request, member, id, (&refusal, raw)).await
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
    match done {
        Ok(()) => Ok(see_other(&format!("/reviews/{id}?done=decided#proofs"))),
        Err(error) => again(&app, &request, &member, &id, (error, &form.raw)).await,
    }
}
