//! Every published report, of whichever clinic.

use super::board::{Places, places_of};
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
        let places = places_of(reader, listed.items.iter().map(|view| view.clinic_id.clone()))?;
        Ok((listed, places))
    });
    let (listed, places) = read.await?;
    rendered(&page_of(&listed, &places, viewer.page(&request)?))
}

fn page_of(listed: &Listed<InspectionView>, places: &Places, page: Page) -> ListPage {
    let (title, lede) = (page.t("inspections-published-title"), page.t("inspections-published-lede"));
    let page = page.in_area(Area::Inspections).titled(title).described(lede);
    let name = |view: &InspectionView| places.get(&view.clinic_id).map(|place| place.name.clone()).unwrap_or_default();
    ListPage {
        reports: listed.items.iter().map(|view| (name(view), line(view, &page))).collect(),
        neighbours: Neighbours::of(listed, &page.path),
        page,
    }
}
