//! REST routes of the inspections.

mod acts;
mod evidence;
mod reads;

pub(super) use evidence::open as open_evidence;

use super::api::InspectionView;
use super::{actions, views};
use crate::accounts::Member;
use crate::app::{App, Tx};
use crate::error::AppError;
use crate::web::{Answered, Failure, IfMatch, Routes, Shown, Stored, Valid, write_once};

/// The group of these routes in the API's document.
pub const TAG: (&str, &str) =
    ("Inspections", "Clinic inspections: visit, evidence, draft, factual check, publication.");

/// Registers every route with its documentation.
pub fn routes(config: &mut Routes<'_>) {
    config
        .service(acts::plan)
        .service(reads::mine)
        .service(reads::of_clinic)
        .service(reads::changes)
        .service(reads::export)
        .service(reads::show)
        .service(reads::events)
        .service(acts::notify)
        .service(acts::begin_visit)
        .service(acts::score)
        .service(evidence::add)
        .service(evidence::download)
        .service(acts::lock)
        .service(acts::draft)
        .service(acts::check_quality)
        .service(acts::check_facts)
        .service(acts::decide_point)
        .service(acts::answer)
        .service(acts::publish)
        .service(acts::complete)
        .service(acts::correct)
        .service(acts::refuse)
        .service(acts::abort)
        .service(acts::suspend)
        .service(acts::give_notice)
        .service(acts::resume);
}

/// Who asks, at which version, of which inspection.
type Caller = (Member, IfMatch, String);

/// Carries an act out once and answers the inspection as it is then.
async fn act<T: Send + 'static>(
    app: &App,
    (member, if_match, id): Caller,
    body: Valid<T>,
    act: impl Fn(&mut Tx<'_>, &Member, &str, &T) -> Result<(), AppError> + Send + 'static,
) -> Result<Answered, Failure> {
    let (new, once) = body.into_parts();
    let account = member.id.to_string();
    write_once(app, once, Some(&account), move |tx| {
        check_version(tx, &member, &if_match, &id)?;
        act(tx, &member, &id, &new)?;
        Stored::created(format!("/api/v1/inspections/{id}"), &views::for_member(&mut tx.reader(), &member, &id)?)
    })
    .await
}

/// Sets something that has one value, and answers the inspection as it is then.
async fn set<T: Send + 'static>(
    app: &App,
    (member, if_match, id): Caller,
    body: Valid<T>,
    act: impl Fn(&mut Tx<'_>, &Member, &str, &T) -> Result<(), AppError> + Send + 'static,
) -> Result<Shown<InspectionView>, Failure> {
    let new = body.into_inner();
    let write = app.write(move |tx| {
        check_version(tx, &member, &if_match, &id)?;
        act(tx, &member, &id, &new)?;
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
    let row = actions::known(tx.conn, Some(member), id)?;
    Ok(if_match.check(row.version)?)
}
