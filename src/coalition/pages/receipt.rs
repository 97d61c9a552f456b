//! What an applicant keeps: the proof that the application was handed in, and what opens it.

use super::{private, shown};
use crate::accounts::Member;
use crate::app::App;
use crate::cases::CaseReceipt;
use crate::coalition::applications::views;
use crate::web::page::Page;
use crate::web::{Failure, kept_as_json};
use actix_web::web::{Data, Path, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get};
use askama::Template;

/// Registers the page.
pub fn routes(config: &mut ServiceConfig) {
    config.service(show).service(file);
}

#[derive(Template)]
#[template(path = "coalition/receipt.html")]
struct ReceiptPage {
    page: Page,
    id: String,
    receipt: CaseReceipt,
}

#[get("/applications/{id}/receipt")]
async fn show(app: Data<App>, request: HttpRequest, member: Member, id: Path<String>) -> Result<HttpResponse, Failure> {
    let (page, id) = (member.page(&request)?, id.into_inner());
    let asked = id.clone();
    let receipt = app.read(move |reader| views::receipt(reader, &member, &asked)).await?;
    let title = page.t("coalition-receipt-title");
    shown(&ReceiptPage { page: private(page, title), id, receipt })
}

/// The receipt as a file.
#[get("/applications/{id}/receipt.json")]
async fn file(app: Data<App>, member: Member, id: Path<String>) -> Result<HttpResponse, Failure> {
    let id = id.into_inner();
    let name = format!("application-{id}-receipt.json");
    let receipt = app.read(move |reader| views::receipt(reader, &member, &id)).await?;
    Ok(kept_as_json(&name, &receipt))
}
