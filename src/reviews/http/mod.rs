//! REST routes of the reviews.

mod acts;
mod lists;
pub(super) mod proofs;
mod reply;

use super::{actions, reads};
use crate::accounts::Member;
use crate::app::{App, Tx};
use crate::error::AppError;
use crate::web::{Answered, Failure, IfMatch, Routes, Stored, Valid, write_once};

/// The group of these routes in the API's document.
pub const TAG: (&str, &str) = ("Reviews", "Patients' reviews: proof, rating, right of reply.");

/// Registers every route with its documentation.
pub fn routes(routes: &mut Routes<'_>) {
    routes
        .service(lists::of_physician)
        .service(lists::of_clinic)
        .service(lists::physician_export)
        .service(lists::clinic_export)
        .service(lists::mine)
        .service(lists::proofs)
        .service(acts::submit)
        .service(acts::show)
        .service(acts::receipt)
        .service(acts::add_version)
        .service(acts::withdraw)
        .service(proofs::add)
        .service(proofs::download)
        .service(proofs::decide)
        .service(proofs::ask)
        .service(reply::acknowledge)
        .service(reply::reply)
        .service(reply::update);
}

/// An act on a review with a body, as `actions` has them.
type Act<T> = fn(&mut Tx<'_>, &Member, &str, &T) -> Result<(), AppError>;

/// Carries an act out once and answers the review as it is then.
async fn act<T: Send + 'static>(
    app: &App,
    caller: (Member, IfMatch),
    id: String,
    body: Valid<T>,
    act: Act<T>,
) -> Result<Answered, Failure> {
    let (member, if_match) = caller;
    let (new, once) = body.into_parts();
    let account = member.id.to_string();
    write_once(app, once, Some(&account), move |tx| {
        check_version(tx, &member, &if_match, &id)?;
        act(tx, &member, &id, &new)?;
        Stored::created(format!("/api/v1/reviews/{id}"), &reads::for_member(&mut tx.reader(), &member, &id)?)
    })
    .await
}

/// # Errors
/// 412 when the version is stale; `not_found` instead for those who may not know of the review.
fn check_version(tx: &mut Tx<'_>, member: &Member, if_match: &IfMatch, id: &str) -> Result<(), AppError> {
    if if_match.takes_any() {
        return Ok(());
    }
    let (row, _) = actions::known(&mut tx.reader(), Some(member), id)?;
    Ok(if_match.check(row.version)?)
}

pub(super) use actions::{add_proof, seal_proof};
