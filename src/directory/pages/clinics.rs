//! The list of clinics and their pages.

use super::offer_form::{self, OfferLine};
use super::physicians::address;
use super::wording::{self, Block, Line};
use super::{choices, html, see_other};
use crate::accounts::MaybeMember;
use crate::app::{App, Reader};
use crate::directory::api::{ClinicFilter, ClinicView};
use crate::directory::figures::{self, CoalitionStanding};
use crate::directory::model::{ClinicId, EntryState, PhysicianId};
use crate::directory::store::{self, ByRank};
use crate::directory::{Actor, Subject, reads, waiting};
use crate::error::AppError;
use crate::specialty::Pack;
use crate::web::page::{Area, Page};
use crate::web::parts::{Choice, Fact};
use crate::web::{Failure, Listed, Listing, Neighbours};
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get};
use askama::Template;
use std::collections::HashMap;

#[derive(Template)]
#[template(path = "directory/clinics.html")]
struct ListPage {
    page: Page,
    filter: Shown,
    choices: Choices,
    entries: Vec<Line>,
    neighbours: Neighbours,
}

/// What was searched for.
struct Shown {
    q: String,
    place: String,
    min_lower_bound: String,
    /// By more than a name and a city.
    is_narrow: bool,
}

struct Choices {
    countries: Vec<Choice>,
    treatments: Vec<Choice>,
    sorts: Vec<Choice>,
}

#[get("/clinics")]
pub async fn list(
    app: Data<App>,
    viewer: MaybeMember,
    request: HttpRequest,
    asked: Listing<ClinicFilter>,
) -> Result<HttpResponse, Failure> {
    let sort = asked.filter.sort.unwrap_or_default();
    let (window, actor) = (asked.window::<ByRank>(sort.clinics())?, Actor::of_maybe(&viewer));
    let filter = asked.filter;
    let searched = filter.clone();
    let listed = app.read(move |r| reads::clinics(r, &searched, &window, actor.as_ref())).await?;
    let neighbours = Neighbours::of(&listed, &address(&request));
    html(StatusCode::OK, &list_page(&app.site().pack, viewer.page(&request)?, filter, (listed, neighbours)))
}

fn list_page(
    pack: &Pack,
    page: Page,
    filter: ClinicFilter,
    (listed, neighbours): (Listed<ClinicView>, Neighbours),
) -> ListPage {
    let page = page.in_area(Area::Physicians);
    let page = page.clone().titled(page.t("directory-clinics-title")).described(page.t("directory-clinics-lede"));
    ListPage {
        neighbours,
        entries: listed.items.iter().map(|view| wording::clinic_line(view, &page)).collect(),
        choices: Choices {
            countries: choices::countries(page.lang, filter.country.as_deref()),
            treatments: choices::procedures(pack, page.lang, filter.treatment.as_deref()),
            sorts: choices::sorts(page.lang, filter.sort.unwrap_or_default()),
        },
        filter: Shown {
            is_narrow: filter.country.is_some() || filter.treatment.is_some() || filter.min_lower_bound.is_some(),
            q: filter.q.unwrap_or_default(),
            place: filter.place.unwrap_or_default(),
            min_lower_bound: filter.min_lower_bound.map(|bound| bound.to_string()).unwrap_or_default(),
        },
        page,
    }
}

#[derive(Template)]
#[template(path = "directory/clinic.html")]
struct ClinicPage {
    page: Page,
    clinic: ClinicView,
    kind: String,
    proposed: bool,
    contact: Vec<Fact>,
    rating: Block,
    complaints: Vec<Fact>,
    /// When the last inspection was, or was to be, in words.
    inspected_on: String,
    treatments: Vec<OfferLine>,
    staff: Vec<Fact>,
    kin: Kin,
    may_edit: bool,
    /// Whoever answers for the clinic has claimed it already.
    may_claim: bool,
    /// This reader has claimed it, and nobody has decided yet.
    claim_waits: bool,
    /// This reader answers for the clinic: nobody reviews their own house.
    is_own: bool,
    /// The physicians who are in the coalition: the badge's words and its class, by id.
    members: HashMap<String, (String, &'static str)>,
}

/// The clinic whose ratings follow into this one, and those as which this one goes on: name and page.
struct Kin {
    before: Option<(String, String)>,
    after: Vec<(String, String)>,
}

impl Kin {
    fn of(reader: &mut Reader<'_>, view: &ClinicView) -> Result<Self, AppError> {
        let heirs = store::clinics::successors(reader.conn, std::slice::from_ref(&view.id))?;
        // Into a proposal nothing follows yet.
        let before = view.predecessor_id.as_ref().filter(|_| view.state == EntryState::Confirmed);
        let near: Vec<ClinicId> = before.into_iter().chain(&heirs).cloned().collect();
        let names = store::clinics::names(reader.conn, &near)?;
        let named = |id: &ClinicId| names.get(id.as_str()).cloned();
        Ok(Self { before: before.and_then(named), after: heirs.iter().filter_map(named).collect() })
    }
}

/// A clinic with what stands around it.
struct Found {
    clinic: ClinicView,
    /// The name of the entry that this one was merged into.
    moved_to: Option<String>,
    /// Where its physicians stand with the coalition, by id.
    standings: HashMap<String, CoalitionStanding>,
    kin: Kin,
}

impl Found {
    fn named(reader: &mut Reader<'_>, slug: &str, viewer: Option<&Actor>) -> Result<Self, AppError> {
        let clinic = reads::clinic_named(reader, slug, viewer)?;
        let kept = clinic.merged_into.as_ref().map(|id| store::clinics::find(reader.conn, id)).transpose()?;
        let people: Vec<PhysicianId> = clinic.physicians.iter().map(|person| person.id.clone()).collect();
        let standings = figures::standings_now(reader, &people)?;
        let kin = Kin::of(reader, &clinic)?;
        Ok(Self { clinic, moved_to: kept.map(|row| row.slug), standings, kin })
    }
}

#[get("/clinics/{slug}")]
pub async fn show(
    app: Data<App>,
    viewer: MaybeMember,
    request: HttpRequest,
    slug: Path<String>,
) -> Result<HttpResponse, Failure> {
    let actor = Actor::of_maybe(&viewer);
    let (is_guest, is_staff) = (actor.is_none(), actor.as_ref().is_some_and(Actor::is_staff));
    let read = app.read(move |r| {
        let found = Found::named(r, &slug, actor.as_ref())?;
        let subject = Subject::Clinic(found.clinic.id.clone());
        let claim_waits = actor.map_or(Ok(false), |actor| waiting::is_claiming(r.conn, &actor.account, &subject))?;
        Ok((found, claim_waits))
    });
    let (found, claim_waits) = read.await?;
    if let Some(slug) = &found.moved_to {
        return Ok(see_other(&format!("/clinics/{slug}")));
    }
    let shown = presented(viewer.page(&request)?, found, &app.site().pack);
    let (is_own, may_claim) = (shown.may_edit && !is_staff, is_guest || shown.may_claim);
    html(StatusCode::OK, &ClinicPage { is_own, may_claim, claim_waits, ..shown })
}

fn presented(page: Page, found: Found, pack: &Pack) -> ClinicPage {
    let Found { clinic, standings, kin, .. } = found;
    let page = page.in_area(Area::Physicians);
    let page = page.clone().crumb(page.t("directory-clinics-title"), "/clinics");
    let page = wording::placed(page, "/clinics", &clinic.name, (clinic.country.as_str(), clinic.city.as_str()));
    let page = if clinic.state == EntryState::Confirmed { page } else { page.keep_private() };
    let place = clinic.address.clone().unwrap_or_else(|| clinic.city.clone());
    let href = format!("/clinics/{}", clinic.slug);
    let said = (&clinic.rating, &clinic.counts, &clinic.ledger_equation);
    let members = standings.into_iter().filter(|(_, standing)| standing.state != wording::NO_MEMBER);
    ClinicPage {
        rating: wording::block(&href, said, &clinic.newest_reviews, (pack, &page)),
        kind: page.t(&choices::clinic_kind_key(clinic.kind)),
        proposed: clinic.state == EntryState::Proposed,
        contact: vec![
            Fact::new(page.t("directory-field-address"), place),
            Fact::new(page.t("directory-field-zone"), clinic.time_zone.clone()),
        ],
        complaints: wording::complaints(&clinic.complaints, &page),
        inspected_on: wording::inspected_on(clinic.last_inspection.as_ref(), &page),
        treatments: offer_form::lines(&clinic, pack, &page),
        staff: offer_form::staff_facts(&clinic.staff, &page),
        kin,
        may_edit: clinic.actions.iter().any(|link| link.name == "edit"),
        may_claim: clinic.actions.iter().any(|link| link.name == "claim"),
        is_own: false,
        claim_waits: false,
        members: members.map(|(id, standing)| (id, wording::standing(&standing, &page))).collect(),
        clinic,
        page,
    }
}
