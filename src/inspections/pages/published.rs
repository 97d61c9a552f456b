//! Every published report, of whichever clinic.

use super::board::{Names, names_of};
use super::clinic::{Line, line};
use crate::accounts::MaybeMember;
use crate::app::App;
use crate::inspections::api::InspectionView;
use crate::inspections::lists;
use crate::web::page::{Area, Page};
use crate::web::{Failure, Listed, Listing, Neighbours, Nothing, rendered};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use askama::Template;

#[derive(Template)]
#[template(path = "inspections/published.html")]
struct ListPage {
    page: Page,
    /// The clinic with its place, and the report.
    reports: Vec<(String, Line)>,
    neighbours: Neighbours,
}

#[get("/inspections/published")]
pub async fn list(
    app: Data<App>,
    request: HttpRequest,
    viewer: MaybeMember,
    asked: Listing<Nothing>,
) -> Result<HttpResponse, Failure> {
    let window = asked.window("published-inspections")?;
    let read = app.read(move |reader| {
        let listed = lists::published(reader, &window)?;
        let names = names_of(reader, &listed.items)?;
        Ok((listed, names))
    });
    let (listed, names) = read.await?;
    rendered(&page_of(&listed, &names, viewer.page(&request)?))
}

fn page_of(listed: &Listed<InspectionView>, names: &Names, page: Page) -> ListPage {
    let (title, lede) = (page.t("inspections-published-title"), page.t("inspections-published-lede"));
    let page = page.in_area(Area::Inspections).titled(title).described(lede);
    let name = |view: &InspectionView| names.get(&view.clinic_id).cloned().unwrap_or_default();
    ListPage {
        reports: listed.items.iter().map(|view| (name(view), line(view, &page))).collect(),
        neighbours: Neighbours::of(listed, &page.path),
        page,
    }
}
