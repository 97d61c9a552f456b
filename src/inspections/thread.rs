//! The forum thread of a published report.

use super::facts::InspectionFacts;
use super::model::Rating;
use crate::accounts::Member;
use crate::app::Tx;
use crate::directory;
use crate::error::AppError;
use crate::forum::{self, SiteThread, ThreadId, ThreadKind};
use crate::text::lang::Lang;

/// The category that reports are discussed in.
const CATEGORY: &str = "clinic-inspections";

/// Opens the thread in which the report is discussed; the lead who publishes it is its author.
pub fn open(tx: &mut Tx<'_>, lead: &Member, facts: &InspectionFacts) -> Result<ThreadId, AppError> {
    let clinic = directory::clinic(tx.conn, &facts.row.clinic_id)?;
    let lang = Lang::default();
    let is_rated = facts.rated.rating != Rating::NotRated;
    let body = if is_rated { "inspections-thread-body" } else { "inspections-thread-body-not-rated" };
    let rating = lang.t(&format!("inspections-rating-{}", facts.rated.rating.as_str().replace('_', "-")));
    let visited = facts.visited_on().map(|day| lang.day(day)).unwrap_or_default();
    let address = format!("{}/inspections/{}", tx.site.config.server.public_url, facts.row.id);
    let values = [
        ("clinic", clinic.name.into()),
        ("city", clinic.city.into()),
        ("rating", rating.into()),
        ("day", visited.into()),
        ("address", address.into()),
    ];
    let opened = forum::open_for_site(
        tx,
        &lead.id,
        &SiteThread {
            kind: ThreadKind::Inspection,
            category: CATEGORY,
            category_name: &lang.t("inspections-thread-category"),
            title: &lang.t_with("inspections-thread-title", &values),
            body: &lang.t_with(body, &values),
        },
    )?;
    Ok(opened.thread.id)
}
