//! REST routes of the coalition.

mod applications;
mod members;
mod references;
mod scores;

use super::applications::actions::standing;
use super::applications::views::{self, ApplicationView};
use super::applications::{Application, facts_of_id};
use crate::accounts::Member;
use crate::app::{App, Tx};
use crate::cases;
use crate::error::AppError;
use crate::web::{Answered, Failure, IfMatch, Shown, Stored, Valid, write_once};
use utoipa_actix_web::service_config::ServiceConfig;

/// The group of these routes in the API's document.
pub const TAG: (&str, &str) =
    ("Coalition", "Membership: applications, blind scores, votes, the register and its badges.");

/// Registers every route with its documentation.
pub fn routes(config: &mut ServiceConfig<'_>) {
    applications::routes(config);
    scores::routes(config);
    references::routes(config);
    members::routes(config);
}

/// An act on an application with a body.
type Act<T> = fn(&mut Tx<'_>, &Member, &str, &T) -> Result<(), AppError>;

/// Who acts on which application.
struct Caller {
    member: Member,
    if_match: IfMatch,
    id: String,
}

impl Caller {
    fn new(member: Member, if_match: IfMatch, id: String) -> Self {
        Self { member, if_match, id }
    }

    fn carry_out<T>(&self, tx: &mut Tx<'_>, new: &T, act: Act<T>) -> Result<ApplicationView, AppError> {
        check_version(tx, self)?;
        act(tx, &self.member, &self.id, new)?;
        self.after(tx)
    }

    /// The application as the caller sees it now; whoever has just left it sees what they were last.
    fn after(&self, tx: &mut Tx<'_>) -> Result<ApplicationView, AppError> {
        views::after_act(&mut tx.reader(), &self.member, &self.id)
    }
}

/// Carries an act out once and answers the application as it is then.
async fn post<T: Send + 'static>(app: &App, caller: Caller, body: Valid<T>, act: Act<T>) -> Result<Answered, Failure> {
    let (new, once) = body.into_parts();
    let account = caller.member.id.to_string();
    write_once(app, once, Some(&account), move |tx| {
        let view = caller.carry_out(tx, &new, act)?;
        Stored::created(format!("/api/v1/applications/{}", caller.id), &view)
    })
    .await
}

/// The same for what has one value.
async fn put<T: Send + 'static>(
    app: &App,
    caller: Caller,
    body: Valid<T>,
    act: Act<T>,
) -> Result<Shown<ApplicationView>, Failure> {
    let new = body.into_inner();
    Ok(Shown(app.write(move |tx| caller.carry_out(tx, &new, act)).await?))
}

/// # Errors
/// 412 when the version is stale; `not_found` instead for strangers, who learn nothing of the application.
fn check_version(tx: &mut Tx<'_>, caller: &Caller) -> Result<(), AppError> {
    cases::catch_up::<Application>(tx, &caller.id)?;
    let facts = facts_of_id(tx, &caller.id)?;
    let Err(stale) = caller.if_match.check(facts.row.version) else { return Ok(()) };
    if standing(&facts, &caller.member).is_empty() { Err(AppError::not_found()) } else { Err(stale.into()) }
}
