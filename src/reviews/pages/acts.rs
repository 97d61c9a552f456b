//! What people do on the page of a review: speak again, take it back, reply, acknowledge, ask for proof.

use super::form::{VersionForm, stars};
use super::submit::{interests, scores};
use super::{framed, one, refusal_of, see_other, shown, shown_again, typed, with_refusal};
use crate::accounts::{CaseOfficer, MaybeMember, Member};
use crate::app::{App, Tx};
use crate::error::{AppError, FORBIDDEN, Refusal};
use crate::reviews::actions;
use crate::reviews::api::{NewReply, ProofRequest, ReviewView, Withdrawal};
use crate::reviews::model::Role;
use crate::reviews::reads;
use crate::specialty::Pack;
use crate::web::page::{Area, Page};
use crate::web::parts::Choice;
use crate::web::{Failure, Nothing, ValidForm};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;

#[derive(Template)]
#[template(path = "reviews/version.html")]
struct VersionPage {
    page: Page,
    id: String,
    overall: Vec<Choice>,
    again: Vec<Choice>,
    text: String,
    scores: Vec<(String, String, Vec<Choice>)>,
    interests: Vec<Choice>,
    detail: String,
}

/// How the address ends of the form that begins with the words that stand: for whoever only adds a detail.
const KEPT: &str = "?words=kept";

/// What was said last, as the form of the next version begins with it. Its words are new, unless they are to be kept;
/// where some are replaced, as others read them.
fn said_last(view: &ReviewView, path: &str) -> Vec<(String, String)> {
    let words = view.public_text.clone().or_else(|| view.text.clone()).filter(|_| path.ends_with(KEPT));
    let scores = view.scores.iter().flatten();
    let mut fields: Vec<_> =
        scores.filter_map(|(code, score)| Some((format!("scores.{code}"), (*score)?.to_string()))).collect();
    let said = [
        ("overall", view.overall.map(|stars| stars.to_string())),
        ("choose_again", view.choose_again.map(|again| again.to_string())),
        ("text", words),
        ("interest", view.interest.clone()),
        ("detail", view.attestation.as_ref().map(|attested| attested.detail.clone())),
    ];
    fields.extend(said.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))));
    fields
}

fn version_page(pack: &Pack, page: Page, id: &str, raw: &[(String, String)]) -> VersionPage {
    let title = page.t("reviews-version-form-title");
    let page = framed(page, Area::Account, title).keep_private();
    VersionPage {
        overall: stars(&page, &typed(raw, "overall")),
        again: super::form::again(&page, &typed(raw, "choose_again")),
        text: typed(raw, "text"),
        scores: scores(pack, &page, raw),
        interests: interests(pack, &page, &typed(raw, "interest")),
        detail: typed(raw, "detail"),
        id: id.to_owned(),
        page,
    }
}

#[get("/reviews/{id}/version")]
pub async fn version_form(
    app: Data<App>,
    request: HttpRequest,
    member: Member,
    id: Path<String>,
) -> Result<HttpResponse, Failure> {
    let page = member.page(&request)?;
    let asked = id.clone();
    let seen = app.read(move |reader| reads::seen(reader, &MaybeMember(Some(member)), &asked)).await?;
    if !seen.roles.contains(&Role::Author) {
        return Err(FORBIDDEN.into());
    }
    let said = said_last(&seen.view, &page.path);
    shown(&version_page(&app.site().pack, page, &id, &said))
}

#[post("/reviews/{id}/version")]
pub async fn version(
    app: Data<App>,
    request: HttpRequest,
    member: Member,
    id: Path<String>,
    form: ValidForm<VersionForm>,
) -> Result<HttpResponse, Failure> {
    member.check_form(&app, &form.csrf)?;
    let done = match form.value {
        Ok(new) => {
            let (member, id, new) = (member.clone(), id.clone(), new.wire());
            app.write(move |tx| actions::add_version(tx, &member, &id, &new)).await
        }
        Err(refusal) => Err(refusal.into()),
    };
    let Err(error) = done else { return Ok(see_other(&format!("/reviews/{id}?done=version"))) };
    let refusal = refusal_of(error)?;
    if refusal.code.status != 422 && refusal.fields.is_empty() {
        return Err(refusal.into());
    }
    let page = with_refusal(member.page(&request)?, &app.site().pack, &refusal);
    shown_again(&version_page(&app.site().pack, page, &id, &form.raw), &refusal)
}

/// Who acts on which review, by which form.
struct Sent<T> {
    member: Member,
    id: String,
    done: &'static str,
    form: ValidForm<T>,
}

/// An act on a review; a refusal inside is kept, and what it recorded with it.
type Act<T> = fn(&mut Tx<'_>, &Member, &str, &T) -> Result<Result<(), Refusal>, AppError>;

async fn submit<T: Clone + Send + 'static>(
    app: &App,
    request: &HttpRequest,
    sent: Sent<T>,
    action: Act<T>,
) -> Result<HttpResponse, Failure> {
    let Sent { member, id, done, form } = sent;
    member.check_form(app, &form.csrf)?;
    let came = match form.value {
        Ok(new) => {
            let (member, id) = (member.clone(), id.clone());
            let written = app.write(move |tx| action(tx, &member, &id, &new)).await;
            written.and_then(|said| said.map_err(AppError::from))
        }
        Err(refusal) => Err(refusal.into()),
    };
    let Err(error) = came else { return Ok(see_other(&format!("/reviews/{id}?done={done}"))) };
    let refusal = refusal_of(error)?;
    if refusal.code.status == 403 {
        return Err(refusal.into());
    }
    one::again(app, request, &member, &id, (&refusal, &form.raw)).await
}

#[post("/reviews/{id}/withdrawal")]
pub async fn withdraw(
    app: Data<App>,
    request: HttpRequest,
    member: Member,
    id: Path<String>,
    form: ValidForm<Withdrawal>,
) -> Result<HttpResponse, Failure> {
    let sent = Sent { member, id: id.into_inner(), done: "withdrawal", form };
    submit(&app, &request, sent, |tx, member, id, new| actions::withdraw(tx, member, id, new).map(Ok)).await
}

/// The first reply, or its update when there is one.
#[post("/reviews/{id}/reply")]
pub async fn reply(
    app: Data<App>,
    request: HttpRequest,
    member: Member,
    id: Path<String>,
    form: ValidForm<NewReply>,
) -> Result<HttpResponse, Failure> {
    let sent = Sent { member, id: id.into_inner(), done: "reply", form };
    let say = |tx: &mut Tx<'_>, member: &Member, id: &str, new: &NewReply| {
        let has_reply = reads::for_member(&mut tx.reader(), member, id)?.reply.is_some();
        let replied =
            if has_reply { actions::update_reply(tx, member, id, new)? } else { actions::reply(tx, member, id, new)? };
        Ok(replied.into_result())
    };
    submit(&app, &request, sent, say).await
}

#[post("/reviews/{id}/acknowledgement")]
pub async fn acknowledge(
    app: Data<App>,
    request: HttpRequest,
    member: Member,
    id: Path<String>,
    form: ValidForm<Nothing>,
) -> Result<HttpResponse, Failure> {
    let sent = Sent { member, id: id.into_inner(), done: "acknowledgement", form };
    submit(&app, &request, sent, |tx, member, id, _| actions::acknowledge(tx, member, id).map(Ok)).await
}

#[post("/reviews/{id}/proof-request")]
pub async fn ask_for_proof(
    app: Data<App>,
    request: HttpRequest,
    officer: CaseOfficer,
    id: Path<String>,
    form: ValidForm<ProofRequest>,
) -> Result<HttpResponse, Failure> {
    let sent = Sent { member: (*officer).clone(), id: id.into_inner(), done: "asked", form };
    submit(&app, &request, sent, |tx, member, id, new| actions::ask_for_proof(tx, member, id, new).map(Ok)).await
}
