//! REST routes of the coalition.

mod applications;
mod members;
mod references;
mod scores;

use super::applications::actions::{known, standing};
use super::applications::views::{self, ApplicationView};
use super::applications::{Application, facts_of_id};
use crate::accounts::Member;
use crate::app::{App, Tx};
use crate::cases;
use crate::error::AppError;
use crate::web::{Answered, Failure, IfMatch, Routes, Shown, Stored, Valid, write_once};

/// The group of these routes in the API's document.
pub const TAG: (&str, &str) =
    ("Coalition", "Membership: applications, blind scores, votes, the register and its badges.");

/// Registers every route with its documentation.
pub fn routes(config: &mut Routes<'_>) {
    applications::routes(config);
    scores::routes(config);
    references::routes(config);
    members::routes(config);
}

/// Who acts, at which version, on which application.
type Caller = (Member, IfMatch, String);

/// Carries an act out once and answers the application as it is then.
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
        let view = views::after_act(&mut tx.reader(), &member, &id)?;
        Stored::created(format!("/api/v1/applications/{id}"), &view)
    })
    .await
}

/// The same for what has one value.
async fn set<T: Send + 'static>(
    app: &App,
    (member, if_match, id): Caller,
    body: Valid<T>,
    act: impl Fn(&mut Tx<'_>, &Member, &str, &T) -> Result<(), AppError> + Send + 'static,
) -> Result<Shown<ApplicationView>, Failure> {
    let new = body.into_inner();
    let write = app.write(move |tx| {
        check_version(tx, &member, &if_match, &id)?;
        act(tx, &member, &id, &new)?;
        views::after_act(&mut tx.reader(), &member, &id)
    });
    Ok(Shown(write.await?))
}

/// # Errors
/// 412 when the version is stale; `not_found` instead for strangers, who learn nothing of the application.
fn check_version(tx: &mut Tx<'_>, member: &Member, if_match: &IfMatch, id: &str) -> Result<(), AppError> {
    if if_match.takes_any() {
        return Ok(());
    }
    known(tx.conn, member, id)?;
    cases::catch_up::<Application>(tx, id)?;
    let facts = facts_of_id(tx, id)?;
    let Err(stale) = if_match.check(facts.row.version) else { return Ok(()) };
    if standing(&facts, member).is_empty() { Err(AppError::not_found()) } else { Err(stale.into()) }
}
