//! The list of physicians and their profiles.

use super::wording::{self, Block, Line};
use super::{choices, html, see_other};
use crate::accounts::MaybeMember;
use crate::app::{App, Reader};
use crate::directory::api::{PhysicianFilter, PhysicianView, Practice};
use crate::directory::figures::CoalitionStanding;
use crate::directory::model::{EntryState, PhysicianKind};
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

#[derive(Template)]
#[template(path = "directory/physicians.html")]
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
    /// By more than a name and a place.
    is_narrow: bool,
}

struct Choices {
    countries: Vec<Choice>,
    treatments: Vec<Choice>,
    languages: Vec<Choice>,
    specialties: Vec<Choice>,
    standings: Vec<Choice>,
    sorts: Vec<Choice>,
}

#[get("/physicians")]
pub async fn list(
    app: Data<App>,
    viewer: MaybeMember,
    request: HttpRequest,
    asked: Listing<PhysicianFilter>,
) -> Result<HttpResponse, Failure> {
    let sort = asked.filter.sort.unwrap_or_default();
    let (window, actor) = (asked.window::<ByRank>(sort.physicians())?, Actor::of_maybe(&viewer));
    let filter = asked.filter;
    let searched = filter.clone();
    let listed = app.read(move |r| reads::physicians(r, &searched, &window, actor.as_ref())).await?;
    let neighbours = Neighbours::of(&listed, &address(&request));
    html(StatusCode::OK, &list_page(&app.site().pack, viewer.page(&request)?, filter, (listed, neighbours)))
}

fn list_page(
    pack: &Pack,
    page: Page,
    filter: PhysicianFilter,
    (listed, neighbours): (Listed<PhysicianView>, Neighbours),
) -> ListPage {
    let page = page.in_area(Area::Physicians);
    let page = page.clone().titled(page.t("directory-physicians-title")).described(page.t("directory-physicians-lede"));
    let lang = page.lang;
    ListPage {
        neighbours,
        entries: listed.items.iter().map(|view| wording::physician_line(view, pack, &page)).collect(),
        choices: Choices {
            countries: choices::countries(lang, filter.country.as_deref()),
            treatments: choices::procedures(pack, lang, filter.treatment.as_deref()),
            languages: choices::languages(lang, filter.language.as_deref()),
            specialties: choices::specialties(pack, lang, filter.specialty.as_deref()),
            standings: choices::standings(lang, filter.standing),
            sorts: choices::sorts(lang, filter.sort.unwrap_or_default()),
        },
        filter: Shown {
            is_narrow: is_narrow(&filter),
            q: filter.q.unwrap_or_default(),
            place: filter.place.unwrap_or_default(),
            min_lower_bound: filter.min_lower_bound.map(|bound| bound.to_string()).unwrap_or_default(),
        },
        page,
    }
}

/// Whether anything of what is asked for stands among the further filters, which are open then.
fn is_narrow(filter: &PhysicianFilter) -> bool {
    let words = [&filter.country, &filter.treatment, &filter.language, &filter.specialty];
    words.iter().any(|word| word.is_some()) || filter.standing.is_some() || filter.min_lower_bound.is_some()
}

/// Path and query of a request.
pub fn address(request: &HttpRequest) -> String {
    request.uri().path_and_query().map_or_else(|| request.path().to_owned(), ToString::to_string)
}

#[derive(Template)]
#[template(path = "directory/physician.html")]
struct ProfilePage {
    page: Page,
    physician: PhysicianView,
    identity: String,
    languages: String,
    proposed: bool,
    practitioner: bool,
    present: Vec<Practice>,
    past: Vec<Practice>,
    rating: Block,
    complaints: Vec<Fact>,
    /// When the last inspection was, or was to be, in words.
    inspected_on: String,
    treatments: Vec<String>,
    may_edit: bool,
    /// This reader has claimed the entry, and nobody has decided yet.
    claim_waits: bool,
    /// Where this physician stands with the coalition, and since when.
    standing: (String, &'static str),
    member_since: Option<String>,
    licence_until: Option<String>,
    /// The last day of the only licence, as the coalition knows it.
    only_licence_until: Option<String>,
    under_review: Option<String>,
    /// This reader answers for a physician who may apply to the coalition.
    may_apply: bool,
    /// This reader answers for the physician: nobody reviews themselves.
    is_own: bool,
    /// Where each is read, its rating, and when the visit was.
    earlier_inspections: Vec<(String, String, String)>,
}

/// What the profile needs, read at once.
struct Found {
    physician: PhysicianView,
    moved_to: Option<String>,
    claim_waits: bool,
}

fn found(reader: &mut Reader<'_>, slug: &str, actor: Option<&Actor>) -> Result<Found, AppError> {
    let physician = reads::physician_named(reader, slug, actor)?;
    let kept = physician.merged_into.as_ref().map(|id| store::physicians::find(reader.conn, id)).transpose()?;
    let subject = Subject::Physician(physician.id.clone());
    let claims = |actor: &Actor| waiting::is_claiming(reader.conn, &actor.account, &subject);
    let claim_waits = actor.map_or(Ok(false), claims)?;
    Ok(Found { physician, moved_to: kept.map(|row| row.slug), claim_waits })
}

#[get("/physicians/{slug}")]
pub async fn show(
    app: Data<App>,
    viewer: MaybeMember,
    request: HttpRequest,
    slug: Path<String>,
) -> Result<HttpResponse, Failure> {
    let actor = Actor::of_maybe(&viewer);
    let is_staff = actor.as_ref().is_some_and(Actor::is_staff);
    let found = app.read(move |r| found(r, &slug, actor.as_ref())).await?;
    let Found { physician, moved_to, claim_waits } = found;
    if let Some(slug) = moved_to {
        return Ok(see_other(&format!("/physicians/{slug}")));
    }
    let may_apply = !is_staff && may_apply(&physician);
    let shown = profile(viewer.page(&request)?, physician, &app);
    html(StatusCode::OK, &ProfilePage { may_apply, claim_waits, is_own: shown.may_edit && !is_staff, ..shown })
}

/// Whether the way into the coalition is shown, to whoever answers for this physician.
fn may_apply(physician: &PhysicianView) -> bool {
    let is_outside = match physician.standing.state.as_str() {
        wording::NO_MEMBER | "resigned" => true,
        "lapsed" => !ended_with_licence(&physician.standing),
        _ => false,
    };
    is_outside && physician.kind == PhysicianKind::Physician && physician.actions.iter().any(|link| link.name == "edit")
}

/// Whether a membership lapsed on the day after the last one of the licence: a renewed one brings it back, and no
/// application is needed.
fn ended_with_licence(standing: &CoalitionStanding) -> bool {
    let last = standing.licence_until.as_deref();
    last.is_some() && standing.state_since.as_deref() > last
}

fn profile(page: Page, physician: PhysicianView, app: &App) -> ProfilePage {
    let pack = &app.site().pack;
    let (present, past): (Vec<Practice>, Vec<Practice>) =
        physician.clinics.iter().cloned().partition(|place| place.until.is_none());
    let page = page.in_area(Area::Physicians);
    let page = page.clone().crumb(page.t("directory-physicians-title"), "/physicians");
    let page = match present.first() {
        Some(Practice { country, city, .. }) => {
            wording::placed(page, "/physicians", &physician.name, (country.as_str(), city.as_str()))
        }
        None => page.clone().titled(page.t_with("directory-profile-title", "name", physician.name.as_str())),
    };
    let page = if physician.state == EntryState::Confirmed { page } else { page.keep_private() };
    let href = format!("/physicians/{}", physician.slug);
    let said = (&physician.rating, &physician.counts, &physician.ledger_equation);
    ProfilePage {
        identity: wording::identity(&physician, pack, &page),
        languages: wording::languages(&physician, page.lang),
        proposed: physician.state == EntryState::Proposed,
        practitioner: physician.kind == PhysicianKind::Practitioner,
        rating: wording::block(&href, said, &physician.newest_reviews, (pack, &page)),
        complaints: wording::complaints(&physician.complaints, &page),
        inspected_on: wording::inspected_on(physician.last_inspection.as_ref(), &page),
        treatments: wording::treatments(&physician.treatments, pack, page.lang),
        may_apply: false,
        claim_waits: false,
        is_own: false,
        may_edit: physician.actions.iter().any(|link| link.name == "edit"),
        standing: wording::standing(&physician.standing, &page),
        member_since: wording::member_since(&physician.standing, &page),
        licence_until: wording::licence_until(&physician.standing, &page),
        only_licence_until: wording::only_licence_until(&physician, &page),
        under_review: wording::under_review(&physician.standing, &page),
        earlier_inspections: wording::earlier_inspections(&physician.inspections, &page),
        present,
        past,
        physician,
        page,
    }
}
