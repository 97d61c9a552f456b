//! The directory's pages: the same actions and reads as over REST.

mod choices;
mod claims;
mod clinic_forms;
mod clinics;
mod entries;
mod merging;
mod offer_form;
mod physician_forms;
mod physicians;
mod queue;
mod ties;
mod wording;

pub use wording::{Place, explained, places, prior};

use crate::error::AppError;
use crate::specialty::Pack;
use crate::text::lang::Lang;
use crate::web::parts::Choice;
use crate::web::{Failure, rendered};
use actix_web::HttpResponse;
use actix_web::http::{StatusCode, header};
use actix_web::web::ServiceConfig;
use askama::Template;

/// Registers every page.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(physicians::list)
        .service(physician_forms::blank)
        .service(physician_forms::propose)
        .service(physicians::show)
        .service(physician_forms::filled)
        .service(physician_forms::change)
        .service(claims::blank_physician)
        .service(claims::claim_physician)
        .service(clinics::list)
        .service(clinic_forms::blank)
        .service(clinic_forms::propose)
        .service(clinics::show)
        .service(clinic_forms::filled)
        .service(clinic_forms::change)
        .service(claims::blank_clinic)
        .service(claims::claim_clinic)
        .service(queue::show)
        .service(queue::confirm_physician)
        .service(queue::confirm_clinic)
        .service(queue::decide_claim)
        .service(entries::list)
        .service(ties::list)
        .service(ties::declare)
        .service(ties::withdraw);
}

/// The procedures that a search offers.
pub fn procedure_choices(pack: &Pack, lang: Lang) -> Vec<Choice> {
    choices::procedures(pack, lang, None)
}

/// A page as it goes out.
fn html(status: StatusCode, page: &impl Template) -> Result<HttpResponse, Failure> {
    let mut answer = rendered(page)?;
    *answer.status_mut() = status;
    Ok(answer)
}

/// On to another page, which is read with GET.
fn see_other(path: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((header::LOCATION, path)).finish()
}

/// What was typed into a form, to be shown again.
#[derive(Debug, Clone, Default)]
struct Typed(Vec<(String, String)>);

impl Typed {
    /// The text of a field; empty when nothing was typed.
    fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// The boxes of a group that were ticked.
    fn all(&self, name: &str) -> Vec<&str> {
        self.0.iter().filter(|(known, _)| known == name).map(|(_, value)| value.as_str()).collect()
    }
}

/// The refusal in a failure that a form can show; other failures go on to their own page.
fn refusal_of(failure: AppError) -> Result<crate::error::Refusal, Failure> {
    match failure {
        AppError::Refused(refusal) if matches!(refusal.code.status, 403 | 409 | 422 | 429) => Ok(refusal),
        other => Err(other.into()),
    }
}
