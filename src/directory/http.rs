//! REST routes of the directory.

mod claims;
mod clinics;
mod physicians;
mod ties;

use crate::web::Routes;

/// The group of these routes in the API's document.
pub const TAG: (&str, &str) = ("Directory", "Physicians, clinics, proposals and claims.");

/// Registers every route with its documentation.
pub fn routes(config: &mut Routes<'_>) {
    config
        .service(physicians::list_physicians)
        .service(physicians::export_physicians)
        .service(physicians::propose_physician)
        .service(physicians::show_physician)
        .service(physicians::edit_physician)
        .service(physicians::confirm_physician)
        .service(physicians::claim_physician)
        .service(clinics::list_clinics)
        .service(clinics::export_clinics)
        .service(clinics::propose_clinic)
        .service(clinics::show_clinic)
        .service(clinics::edit_clinic)
        .service(clinics::confirm_clinic)
        .service(clinics::claim_clinic)
        .service(claims::list_claims)
        .service(claims::show_claim)
        .service(claims::decide_claim)
        .service(ties::list_ties)
        .service(ties::declare_tie)
        .service(ties::withdraw_tie);
}
