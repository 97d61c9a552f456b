//! REST routes of the complaints.

mod acts;
pub(super) mod evidence;
mod export;
mod links;
mod reads;

pub(super) use reads::receipt_of;

use super::api::ComplaintView;
use super::{actions, views};
use crate::accounts::Member;
use crate::app::{App, Tx};
use crate::error::AppError;
use crate::web::{Answered, Failure, IfMatch, Routes, Shown, Stored, Valid, write_once};
use actix_web::HttpRequest;

/// The token of a letter's link that a request comes by; each link has a rate of its own.
pub fn link_of(request: &HttpRequest) -> Option<String> {
    let path = request.path().trim_start_matches("/api/v1");
    let token = path.strip_prefix("/case-links/")?.split('/').next()?;
    Some(token.to_owned())
}

/// Registers every route.
pub fn routes(routes: &mut Routes<'_>) {
    routes
        .service(export::register)
        .service(export::changes)
        .service(reads::register)
        .service(reads::mine)
        .service(reads::board)
        .service(acts::file)
        .service(reads::show)
        .service(reads::events)
        .service(reads::receipt)
        .service(acts::triage)
        .service(acts::assess)
        .service(evidence::add)
        .service(evidence::download)
        .service(acts::acknowledge)
        .service(acts::respond)
        .service(acts::give_feedback)
        .service(acts::escalate)
        .service(acts::seat_panel)
        .service(acts::recuse)
        .service(acts::offer_mediation)
        .service(acts::call_for_evidence)
        .service(acts::draft_findings)
        .service(acts::check_facts)
        .service(acts::comment)
        .service(acts::decide)
        .service(acts::appeal)
        .service(acts::withdraw)
        .service(acts::close)
        .service(acts::pause)
        .service(acts::resume)
        .service(acts::extend)
        .service(acts::agree_to_be_named)
        .service(acts::withdraw_narrative)
        .service(acts::publish_narrative)
        .service(acts::message)
        .service(acts::readdress)
        .service(acts::recommend)
        .service(acts::complete)
        .service(links::show)
        .service(links::acknowledge)
        .service(links::respond);
}

/// Who asks, at which version, of which case.
type Caller = (Member, IfMatch, String);

/// An act on a case with a body, as `actions` has them.
type Act<T> = fn(&mut Tx<'_>, &Member, &str, &T) -> Result<(), AppError>;

/// Carries an act out once and answers the case as it is then.
async fn act<T: Send + 'static>(
    app: &App,
    (member, if_match, id): Caller,
    body: Valid<T>,
    act: Act<T>,
) -> Result<Answered, Failure> {
    let (new, once) = body.into_parts();
    let account = member.id.to_string();
    write_once(app, once, Some(&account), move |tx| {
        check_version(tx, &member, &if_match, &id)?;
        act(tx, &member, &id, &new)?;
        Stored::created(format!("/api/v1/complaints/{id}"), &views::for_member(&mut tx.reader(), &member, &id)?)
    })
    .await
}

/// Sets something that has one value, and answers the case as it is then.
async fn set<T: Send + 'static>(
    app: &App,
    caller: Caller,
    body: Valid<T>,
    act: Act<T>,
) -> Result<Shown<ComplaintView>, Failure> {
    let new = body.into_inner();
    set_plain(app, caller, move |tx, member, id| act(tx, member, id, &new)).await
}

/// The same for an act without a body.
async fn set_plain(
    app: &App,
    (member, if_match, id): Caller,
    act: impl Fn(&mut Tx<'_>, &Member, &str) -> Result<(), AppError> + Send + 'static,
) -> Result<Shown<ComplaintView>, Failure> {
    let write = app.write(move |tx| {
        check_version(tx, &member, &if_match, &id)?;
        act(tx, &member, &id)?;
        views::for_member(&mut tx.reader(), &member, &id)
    });
    Ok(Shown(write.await?))
}

/// # Errors
/// 412 when the version is stale; `not_found` instead for strangers, who learn nothing of the case.
fn check_version(tx: &mut Tx<'_>, member: &Member, if_match: &IfMatch, id: &str) -> Result<(), AppError> {
    if if_match.takes_any() {
        return Ok(());
    }
    let (row, _) = actions::known(&mut tx.reader(), member, id)?;
    Ok(if_match.check(row.version)?)
}
