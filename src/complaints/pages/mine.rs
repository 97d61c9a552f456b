//! The complaints in which the reader has a part: where each stands, whose turn it is, and the next date.

use super::words::{Names, category, label, label_to, step};
use super::{private, shown};
use crate::accounts::{self, Member};
use crate::app::App;
use crate::clock::Timestamp;
use crate::complaints::api::{ComplaintView, PartFilter};
use crate::complaints::lists;
use crate::complaints::model::{Part, Role, State};
use crate::complaints::rules::BENCH;
use crate::specialty::Pack;
use crate::web::page::{Area, Page};
use crate::web::{Failure, Listed, Listing, Neighbours};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use askama::Template;

#[derive(Template)]
#[template(path = "complaints/mine.html")]
struct MinePage {
    page: Page,
    lede: String,
    none: (String, String),
    /// Only the patient's list leads to a new complaint.
    may_file: bool,
    parts: Vec<PartLink>,
    lines: Vec<OwnLine>,
    neighbours: Neighbours,
}

/// The list of the complaints in which the reader has one part, or any.
struct PartLink {
    label: String,
    href: String,
    current: bool,
}

/// One complaint, and as whom the reader has to do with it.
struct OwnLine {
    line: Line,
    /// Empty for whoever filed it.
    part: String,
    is_turn: bool,
}

/// One complaint in a list.
pub struct Line {
    pub id: String,
    pub whom: String,
    pub category: String,
    pub state: String,
    /// Class of the state's badge.
    pub class: &'static str,
    /// What comes next and when.
    pub next: Option<(String, Timestamp)>,
    /// What was missed and is still to be done.
    pub missed: Option<String>,
    /// The next date is over, or something was missed.
    pub is_overdue: bool,
    /// A file of the patient's waits for the officer.
    pub to_assess: bool,
    pub created_at: Timestamp,
}

/// A complaint as lists of cases show it.
pub fn line((view, roles): (&ComplaintView, &[Role]), names: &Names, page: &Page, pack: &Pack) -> Line {
    let next = view.next.as_ref();
    let is_late = view.untimely && view.state == State::WithClinic || next.is_some_and(|next| next.due < page.now);
    // A decision under appeal is not the end of it.
    let state = match view.outcome.filter(|_| view.state != State::UnderAppeal) {
        Some(outcome) => label_to(page.lang, ("outcome", outcome.as_str()), roles),
        None => label_to(page.lang, ("state", view.state.as_str()), roles),
    };
    Line {
        id: view.id.clone(),
        whom: names.whom(view),
        category: category(pack, page.lang, &view.category),
        state,
        class: class_of(view),
        next: next.map(|next| (step(page.lang, &next.step, roles), next.due)),
        missed: view.overdue.as_deref().map(|step| label(page.lang, "event", &format!("{step}_missed"))),
        is_overdue: is_late || view.overdue.is_some(),
        to_assess: view.to_assess,
        created_at: view.created_at,
    }
}

fn class_of(view: &ComplaintView) -> &'static str {
    match view.state {
        State::Closed | State::Decided => "ok check",
        State::WithClinic if view.untimely => "bad tri",
        State::Submitted => "ring",
        _ => "half",
    }
}

#[get("/me/complaints")]
pub async fn list(
    app: Data<App>,
    request: HttpRequest,
    member: Member,
    asked: Listing<PartFilter>,
) -> Result<HttpResponse, Failure> {
    let window = asked.window("my-complaints")?;
    let page = member.page(&request)?;
    let part = asked.filter.part;
    let parts = parts(&member, part, &page);
    let read = app.read(move |reader| {
        let listed = lists::mine(reader, &member, &asked.filter, &window)?;
        let views: Vec<ComplaintView> = listed.items.iter().map(|(view, _)| view.clone()).collect();
        Ok((listed, Names::of(reader.conn, &views)?))
    });
    let (listed, names) = read.await?;
    let lines = Lines { listed, names, parts };
    shown(&page_of(&app.site().pack, page, part.unwrap_or(Part::Patient).as_str(), lines))
}

/// What a list is made of.
struct Lines {
    listed: Listed<(ComplaintView, Vec<Role>)>,
    names: Names,
    parts: Vec<PartLink>,
}

fn page_of(pack: &Pack, page: Page, part: &str, lines: Lines) -> MinePage {
    let Lines { listed, names, parts } = lines;
    let title = page.t(list_of(part).0);
    let page = private(page, Area::Account, title);
    let say = |what: &str| page.t(&format!("complaints-mine-{what}-{part}"));
    let items = listed.items.iter();
    MinePage {
        lede: say("lede"),
        none: (say("none"), say("none-text")),
        may_file: part == "patient",
        parts,
        neighbours: Neighbours::of(&listed, &page.path),
        lines: items.map(|(view, roles)| own(line((view, roles), &names, &page, pack), view, roles, &page)).collect(),
        page,
    }
}

/// The title and the address of the list that a reader finds their case in.
pub fn list_of(part: &str) -> (&'static str, &'static str) {
    match part {
        "clinic" => ("complaints-mine-clinic", "/me/complaints?as=clinic"),
        "panel" => ("complaints-mine-panel", "/me/complaints?as=panel"),
        _ => ("complaints-mine-title", "/me/complaints"),
    }
}

/// The lists that this reader may find something in; none when there is but one.
fn parts(member: &Member, asked: Option<Part>, page: &Page) -> Vec<PartLink> {
    let holds = |roles: [accounts::Role; 2]| roles.iter().any(|role| member.has(*role));
    let answers = holds([accounts::Role::Physician, accounts::Role::ClinicStaff]) || asked == Some(Part::Clinic);
    let hears = holds(BENCH) || asked == Some(Part::Panel);
    if !answers && !hears {
        return Vec::new();
    }
    let link = |part: Option<Part>| {
        let word = part.map_or("all", |part| part.as_str());
        let href = part.map_or_else(|| "/me/complaints".to_owned(), |part| format!("/me/complaints?as={part}"));
        PartLink { label: page.t(&format!("complaints-mine-part-{word}")), href, current: asked == part }
    };
    let clinic = answers.then_some(Part::Clinic);
    let panel = hears.then_some(Part::Panel);
    let named = [Some(Part::Patient), clinic, panel].into_iter().flatten().map(Some);
    std::iter::once(None).chain(named).map(link).collect()
}

fn own(line: Line, view: &ComplaintView, roles: &[Role], page: &Page) -> OwnLine {
    let part = [(Role::Clinic, "clinic"), (Role::Panel, "panel")].into_iter().find(|(role, _)| roles.contains(role));
    let part = part.filter(|_| !roles.contains(&Role::Patient));
    let actor = view.next.as_ref().map(|next| next.actor.as_str());
    let is_party = roles.contains(&Role::Patient) || roles.contains(&Role::Clinic);
    let is_own = |actor: &str| roles.iter().any(|role| role.as_str() == actor) || (actor == "parties" && is_party);
    // What the panel is late with stays its turn, though no date is left.
    let is_late = roles.contains(&Role::Panel) && matches!(view.overdue.as_deref(), Some("findings" | "decision"));
    let is_turn = is_late || actor.is_some_and(is_own);
    let part = part.map(|(_, name)| page.t(&format!("complaints-mine-part-{name}"))).unwrap_or_default();
    OwnLine { line, part, is_turn }
}
