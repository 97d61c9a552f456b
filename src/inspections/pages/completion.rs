//! Completing an action of a report: the page asks how that is known, which everybody will read.

use super::{refusal_of, report, see_other, shown_again};
use crate::accounts::Member;
use crate::app::App;
use crate::error::AppError;
use crate::inspections::api::Completion;
use crate::inspections::{actions, rules};
use crate::web::page::FormErrors;
use crate::web::{Check, Failure, ValidForm, Wrong};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, post};
use serde::Deserialize;

/// How it is known that something was put right.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CompletionForm {
    #[serde(default)]
    note: String,
}

impl Check for CompletionForm {
    fn check(&self, wrong: &mut Wrong) {
        wrong.length("/note", &self.note, 1..=rules::REASON_MAX);
    }
}

#[post("/inspections/{id}/actions/{number}/completion")]
pub async fn complete(
    app: Data<App>,
    request: HttpRequest,
    member: Member,
    path: Path<(String, u32)>,
    form: ValidForm<CompletionForm>,
) -> Result<HttpResponse, Failure> {
    let (id, number) = path.into_inner();
    let number = i64::from(number);
    member.check_form(&app, &form.csrf)?;
    let typed = form.typed("note").to_owned();
    let Err(error) = completed(&app, &member, (&id, number), form).await else {
        return Ok(see_other(&format!("/inspections/{id}?done=completion")));
    };
    let refusal = refusal_of(error)?;
    let page = member.page(&request)?;
    let errors = FormErrors::of(&refusal, page.lang);
    let sheet = report::sheet(&app, Some(&member), &id).await?;
    shown_again(&report::with_note(&app, sheet, page.with_errors(errors), (number, typed)), &refusal)
}

async fn completed(
    app: &App,
    member: &Member,
    (id, number): (&str, i64),
    form: ValidForm<CompletionForm>,
) -> Result<(), AppError> {
    let (member, id, new) = (member.clone(), id.to_owned(), Completion { note: Some(form.value?.note) });
    app.write(move |tx| actions::complete(tx, &member, (&id, number), &new)).await
}
