//! One's own reviews, and the receipt of each.

use super::cards::{About, Card, Names, card};
use super::records::Records;
use super::{framed, shown};
use crate::accounts::Member;
use crate::app::App;
use crate::cases::{CaseReceipt, WordSalt};
use crate::reviews::api::ReviewView;
use crate::reviews::reads;
use crate::specialty::Pack;
use crate::web::page::{Area, Page};
use crate::web::{Failure, Listed, Listing, Neighbours, Nothing, kept_as_json};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get};
use askama::Template;
use serde_json::Value;

#[derive(Template)]
#[template(path = "reviews/mine.html")]
struct MinePage {
    page: Page,
    cards: Vec<Card>,
    neighbours: Neighbours,
}

#[get("/me/reviews")]
pub async fn list(
    app: Data<App>,
    request: HttpRequest,
    member: Member,
    asked: Listing<Nothing>,
) -> Result<HttpResponse, Failure> {
    let window = asked.window("my-reviews")?;
    let page = member.page(&request)?;
    let read = app.read(move |reader| {
        let listed = reads::mine(reader, &member, &window)?;
        let about: Vec<About> = listed.items.iter().map(about).collect();
        let ids: Vec<String> = listed.items.iter().map(|view| view.id.clone()).collect();
        Ok((listed, Names::of(reader.conn, &about)?, Records::of(reader, &ids)?))
    });
    let title = page.t("reviews-mine-title");
    let page = framed(page, Area::Account, title).keep_private();
    shown(&mine_page(&app.site().pack, page, read.await?))
}

fn mine_page(pack: &Pack, page: Page, (listed, names, records): (Listed<ReviewView>, Names, Records)) -> MinePage {
    let cards = listed.items.iter().map(|view| Card {
        about: names.whom(&about(view)),
        record: records.line(&view.id, &page),
        provable: records.has_entry(&view.id),
        ..card(view, pack, &page)
    });
    let cards = cards.collect();
    MinePage { neighbours: Neighbours::of(&listed, &page.path), cards, page }
}

fn about(view: &ReviewView) -> About {
    (view.physician_id.clone(), view.clinic_id.clone())
}

#[derive(Template)]
#[template(path = "reviews/receipt.html")]
struct ReceiptPage {
    page: Page,
    id: String,
    receipt: CaseReceipt,
    /// What each salt opens, in words.
    salts: Vec<(String, WordSalt)>,
}

#[get("/reviews/{id}/receipt")]
pub async fn receipt(
    app: Data<App>,
    request: HttpRequest,
    member: Member,
    id: Path<String>,
) -> Result<HttpResponse, Failure> {
    let id = id.into_inner();
    let page = member.page(&request)?;
    let asked = id.clone();
    let receipt = app.read(move |reader| reads::receipt(reader, &member, &asked)).await?;
    let title = page.t("reviews-receipt-title");
    let salts = receipt.salts.iter().map(|salt| (page.t(opened_by(&receipt, salt)), salt.clone())).collect();
    shown(&ReceiptPage { page: framed(page, Area::Account, title).keep_private(), id, salts, receipt })
}

/// The receipt as a file.
#[get("/reviews/{id}/receipt.json")]
pub async fn receipt_file(app: Data<App>, member: Member, id: Path<String>) -> Result<HttpResponse, Failure> {
    let id = id.into_inner();
    let name = format!("review-{id}-receipt.json");
    let own = app.read(move |reader| reads::receipt(reader, &member, &id)).await?;
    Ok(kept_as_json(&name, &own))
}

/// What a salt is called: by the words whose commitment stands in what was handed in.
fn opened_by(kept: &CaseReceipt, salt: &WordSalt) -> &'static str {
    let review = kept.content.pointer("/data/review");
    let said = |field: &str| review.and_then(|review| review.get(field)).and_then(Value::as_str);
    let opens = |field: &str| said(field) == Some(salt.commitment.as_str());
    match () {
        () if opens("text_commit") => "reviews-receipt-text-salt",
        () if opens("attestation_commit") => "reviews-receipt-attestation-salt",
        () => "reviews-receipt-word-salt",
    }
}
