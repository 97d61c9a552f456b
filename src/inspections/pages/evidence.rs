//! Files of the evidence: adding one to an item, and opening one.

use super::{item, refusal_of, see_other};
use crate::accounts::Member;
use crate::app::App;
use crate::error::AppError;
use crate::inspections::{self, actions, http};
use crate::web::{Download, Failure, Upload};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get, post};

#[post("/inspections/{id}/items/{code}/evidence")]
pub async fn add(
    app: Data<App>,
    request: HttpRequest,
    member: Member,
    path: Path<(String, String)>,
    upload: Result<Upload, Failure>,
) -> Result<HttpResponse, Failure> {
    let (id, code) = path.into_inner();
    let sent = match upload {
        Ok(upload) => {
            member.check_form(&app, &upload.csrf)?;
            store(&app, &member, (&id, &code), upload).await
        }
        // A wrong file is shown at its field; whatever else was wrong has its own page.
        Err(failure) => Err(failure.into_cause()),
    };
    match sent {
        Ok(done) => Ok(see_other(&format!("/inspections/{id}/items/{code}?done={done}"))),
        Err(error) => item::again(&app, &request, (&member, &id), &code, None, &refusal_of(error)?).await,
    }
}

/// Adds the file; answers what is said of it, which is more when it came after the lock.
async fn store(app: &App, member: &Member, (id, code): (&str, &str), upload: Upload) -> Result<&'static str, AppError> {
    let stored = actions::seal_evidence(app, member, (id, code), upload.file).await?;
    let (member, id, code) = (member.clone(), id.to_owned(), code.to_owned());
    let write = app.write(move |tx| {
        actions::add_evidence(tx, &member, (&id, &code), &stored)?;
        let is_late = inspections::store::find(tx.conn, &id)?.locked_at.is_some();
        Ok(if is_late { "late-file" } else { "file" })
    });
    write.await
}

#[get("/inspections/{id}/evidence/{number}")]
pub async fn download(app: Data<App>, member: Member, path: Path<(String, u32)>) -> Result<Download, Failure> {
    let (id, number) = path.into_inner();
    http::open_evidence(&app, member, id, number).await
}
