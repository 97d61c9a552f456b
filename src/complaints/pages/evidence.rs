//! Files of a case: adding one, opening one, the receipt; and the press that says a recommendation is carried out.

use super::{case, refusal_of, see_other};
use crate::accounts::Member;
use crate::app::App;
use crate::complaints::{actions, http, views};
use crate::error::AppError;
use crate::web::{Download, Failure, Nothing, Upload, ValidForm, kept_as_json};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get, post};

#[post("/complaints/{id}/evidence")]
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
        Ok(done) => Ok(see_other(&format!("/complaints/{id}?done={done}#evidence"))),
        Err(error) => case::again(&app, &request, &member, &id, &refusal_of(error)?).await,
    }
}

/// Adds the file; answers what is said of it, which is more when it came after the time for it.
async fn store(app: &App, member: &Member, id: &str, upload: Upload) -> Result<&'static str, AppError> {
    let stored = actions::seal_evidence(app, member, id, upload.file).await?;
    let (member, id) = (member.clone(), id.to_owned());
    let write = app.write(move |tx| {
        actions::add_evidence(tx, &member, &id, &stored)?;
        let view = views::for_member(&mut tx.reader(), &member, &id)?;
        let is_late = view.evidence.iter().flatten().next_back().is_some_and(|file| file.late);
        Ok(if is_late { "late-evidence" } else { "evidence" })
    });
    write.await
}

#[get("/complaints/{id}/evidence/{number}")]
pub async fn download(app: Data<App>, member: Member, path: Path<(String, u32)>) -> Result<Download, Failure> {
    let (id, number) = path.into_inner();
    http::evidence::open(&app, member, id, number).await
}

/// The receipt as a file, for whoever filed the complaint.
#[get("/complaints/{id}/receipt.json")]
pub async fn receipt(app: Data<App>, member: Member, id: Path<String>) -> Result<HttpResponse, Failure> {
    let id = id.into_inner();
    let case = id.clone();
    let receipt = app.read(move |reader| http::receipt_of(reader, &member, &case)).await?;
    Ok(kept_as_json(&format!("{id}-receipt.json"), &receipt))
}

#[post("/complaints/{id}/recommendations/{number}/completion")]
pub async fn complete(
    app: Data<App>,
    member: Member,
    path: Path<(String, i64)>,
    form: ValidForm<Nothing>,
) -> Result<HttpResponse, Failure> {
    member.check_form(&app, &form.csrf)?;
    let (id, number) = path.into_inner();
    let case = id.clone();
    app.write(move |tx| actions::complete(tx, &member, &case, number)).await?;
    Ok(see_other(&format!("/complaints/{id}?done=completed")))
}
