//! Every published report of a clinic.

use super::words::{self, label};
use crate::accounts::MaybeMember;
use crate::app::App;
use crate::directory::{self, ClinicRow};
use crate::error::AppError;
use crate::inspections::api::{ClinicInspections, InspectionView};
use crate::inspections::lists;
use crate::web::page::{Area, Page};
use crate::web::{Failure, Listed, Listing, Neighbours, Nothing, rendered};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get};
use askama::Template;

#[derive(Template)]
#[template(path = "inspections/clinic.html")]
struct ListPage {
    page: Page,
    slug: String,
    reports: Vec<Line>,
    next_due: Option<String>,
    neighbours: Neighbours,
}

/// One report in the list.
pub struct Line {
    pub id: String,
    pub rating: String,
    pub class: &'static str,
    pub percent: Option<String>,
    /// Why the rating is below the band of the percent.
    pub cap: Option<String>,
    pub kind: String,
    pub visited: String,
    pub state: String,
}

#[get("/clinics/{slug}/inspections")]
pub async fn list(
    app: Data<App>,
    request: HttpRequest,
    viewer: MaybeMember,
    slug: Path<String>,
    asked: Listing<Nothing>,
) -> Result<HttpResponse, Failure> {
    let window = asked.window("clinic-inspections")?;
    let read = app.read(move |reader| {
        let clinic = directory::clinic_at(reader.conn, &slug)?.ok_or_else(AppError::not_found)?;
        let listed = lists::of_clinic(reader, &clinic.id, &window)?;
        Ok((clinic, listed))
    });
    let (clinic, found) = read.await?;
    rendered(&page_of(clinic, found, viewer.page(&request)?))
}

fn page_of(clinic: ClinicRow, found: ClinicInspections, page: Page) -> ListPage {
    let title = page.t_with("inspections-clinic-title", "clinic", clinic.name.as_str());
    let clinics = page.t("directory-clinics-title");
    let place = format!("/clinics/{}", clinic.slug);
    let page = page.in_area(Area::Inspections).titled(title).crumb(clinics, "/clinics").crumb(clinic.name, place);
    let listed = Listed { items: found.items, next: found.next, prev: found.prev };
    ListPage {
        slug: clinic.slug,
        reports: listed.items.iter().map(|view| line(view, &page)).collect(),
        next_due: found.current.and_then(|current| current.next_due).map(|day| words::day(&page, &day)),
        neighbours: Neighbours::of(&listed, &page.path),
        page,
    }
}

pub fn line(view: &InspectionView, page: &Page) -> Line {
    let state = label(page.lang, "state", view.state.as_str());
    let visited = view.visited_on.as_deref().unwrap_or(&view.visit_on);
    Line {
        id: view.id.clone(),
        rating: view.rating.map_or_else(|| state.clone(), |rating| label(page.lang, "rating", rating.as_str())),
        class: view.rating.map_or("bad", words::rating_class),
        percent: view.overall_percent.map(|percent| page.lang.percent(percent)),
        cap: view.cap.map(|cap| label(page.lang, "cap", cap.as_str())),
        kind: label(page.lang, "kind", view.kind.as_str()),
        visited: words::day(page, visited),
        state,
    }
}
