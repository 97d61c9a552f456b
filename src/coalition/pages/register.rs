//! What everybody may read: how membership is decided, the register, one member's record, the badge's code.

use super::{plain, word};
use crate::accounts::{MaybeMember, Member};
use crate::app::App;
use crate::coalition::applications::open_to_comment;
use crate::coalition::applications::views::ApplicationLine;
use crate::coalition::members::api::RegisterFilter;
use crate::coalition::members::views::{self, MemberView, RegisterEntry};
use crate::coalition::members::{Position, actions};
use crate::directory::PhysicianId;
use crate::directory::figures::{CoalitionStanding, LastInspection, standings_of};
use crate::error::AppError;
use crate::web::page::{Area, Page};
use crate::web::parts::Fact;
use crate::web::{Failure, Listing, Neighbours, rendered};
use actix_web::web::{Data, Path, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get};
use askama::Template;

/// Registers the pages.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list).service(how).service(record).service(badge);
}

#[derive(Template)]
#[template(path = "coalition/register.html")]
struct RegisterPage {
    page: Page,
    rows: Vec<Row>,
    /// Who is open to comments now.
    applicants: Vec<ApplicationLine>,
    neighbours: Neighbours,
}

struct Row {
    entry: RegisterEntry,
    state: String,
    composite: String,
    /// The day by the member's own clocks, as the profile says it.
    since: String,
}

#[get("/coalition")]
async fn list(
    app: Data<App>,
    request: HttpRequest,
    viewer: MaybeMember,
    asked: Listing<RegisterFilter>,
) -> Result<HttpResponse, Failure> {
    let window = asked.window::<Position>("coalition-members")?;
    let read = app.read(move |reader| {
        let listed = views::register(reader, &asked.filter, &window)?;
        let members: Vec<PhysicianId> = listed.items.iter().map(|entry| entry.physician_id.clone()).collect();
        let standings = standings_of(reader.conn, &members)?;
        Ok((listed, standings, open_to_comment(reader)?))
    });
    let (listed, standings, applicants) = read.await?;
    let page = viewer.page(&request)?.in_area(Area::Coalition);
    let page = page.clone().titled(page.t("coalition-register-title")).described(page.t("coalition-register-lede"));
    let neighbours = Neighbours::of(&listed, &page.path);
    let row = |entry: RegisterEntry| Row {
        state: word(&page, "member-state", entry.state.as_str()),
        composite: entry.composite.map(|number| plain(&page, number)).unwrap_or_default(),
        since: since(&page, &entry, standings.get(entry.physician_id.as_str())),
        entry,
    };
    let rows = listed.items.into_iter().map(row).collect();
    rendered(&RegisterPage { rows, applicants, neighbours, page })
}

#[derive(Template)]
#[template(path = "coalition/how.html")]
struct HowPage {
    page: Page,
    gates: Vec<Fact>,
    criteria: Vec<CriterionText>,
    limits: Vec<Fact>,
}

/// One criterion in words.
struct CriterionText {
    code: String,
    name: String,
    /// Code, weight and minimum.
    about: String,
    anchors: Vec<Fact>,
}

#[get("/coalition/how")]
async fn how(app: Data<App>, request: HttpRequest, viewer: MaybeMember) -> Result<HttpResponse, Failure> {
    let page = viewer.page(&request)?.in_area(Area::Coalition);
    let page = page.clone().titled(page.t("coalition-how-title")).described(page.t("coalition-how-lede"));
    let (rules, lang) = (&app.site().pack.membership, page.lang.as_str());
    let limits = &rules.thresholds;
    let fact = |name: &str, value: String| Fact::new(page.t(&format!("coalition-how-{name}")), value);
    let criterion = |known: &crate::specialty::Criterion| CriterionText {
        code: known.code.clone(),
        name: known.words.get(lang).to_owned(),
        about: super::about(&page, known),
        anchors: (0..)
            .zip(&known.anchors)
            .map(|(score, words): (u8, _)| Fact::new(score.to_string(), words.get(lang)))
            .collect(),
    };
    let view = HowPage {
        gates: rules.gates.iter().map(|gate| Fact::new(gate.code.clone(), gate.words.get(lang))).collect(),
        criteria: rules.criteria.iter().map(criterion).collect(),
        limits: vec![
            fact("admit", plain(&page, limits.admit)),
            fact("defer", plain(&page, limits.defer)),
            fact("agreement", plain(&page, limits.agreement)),
            fact("rounds", limits.calibration_rounds.to_string()),
            fact("reviewers", limits.least_reviewers.to_string()),
            fact("quorum", limits.least_quorum.to_string()),
        ],
        page,
    };
    rendered(&view)
}

#[derive(Template)]
#[template(path = "coalition/member.html")]
struct MemberPage {
    page: Page,
    view: MemberView,
    facts: Vec<Fact>,
    medians: Vec<Fact>,
    gates: Vec<Fact>,
    /// Of each its id, its rating and the day of its visit.
    inspections: Vec<(String, String, String)>,
    recusals: Vec<Fact>,
    decisions: Vec<Line>,
    may_see_code: bool,
}

/// The step of an application whose line names the gate.
const GATE_ANSWERED: &str = "gate_answered";

/// One decision in words.
struct Line {
    at: crate::clock::Timestamp,
    title: String,
    text: String,
    leaf: String,
    /// Its place in the ledger, in words.
    entry: String,
}

#[get("/coalition/members/{physician_id}")]
async fn record(
    app: Data<App>,
    request: HttpRequest,
    viewer: MaybeMember,
    physician: Path<PhysicianId>,
) -> Result<HttpResponse, Failure> {
    let page = viewer.page(&request)?;
    let read = app.read(move |reader| {
        let view = views::record(reader, &physician, viewer.0.as_ref())?;
        let may_see_code = match &viewer.0 {
            Some(member) => actions::may_see_code(reader, &physician, member)?,
            None => false,
        };
        let standing = standings_of(reader.conn, std::slice::from_ref(&physician))?.remove(physician.as_str());
        Ok((view, may_see_code, standing))
    });
    let (view, may_see_code, standing) = read.await?;
    let lang = page.lang.as_str();
    let rules = &app.site().pack.membership;
    let register = page.t("coalition-register-title");
    let page = page.titled(view.entry.physician.clone()).in_area(Area::Coalition).crumb(register, "/coalition");
    let page = page.last_crumb(view.entry.physician.clone());
    let median = |known: &crate::specialty::Criterion| {
        let value = view.entry.medians.get(&known.code).map(|median| plain(&page, *median)).unwrap_or_default();
        Fact::new(known.words.get(lang), value)
    };
    let recusal =
        |one: &views::RegisterRecusal| Fact::new(word(&page, "recusal", one.ground.as_str()), one.count.to_string());
    let member = MemberPage {
        facts: facts(&page, &view.entry, standing.as_ref()),
        medians: rules.criteria.iter().map(median).collect(),
        gates: rules.gates.iter().map(|known| gate(&page, &view.entry, known)).collect(),
        inspections: view.inspections.iter().map(|one| inspection(&page, one)).collect(),
        recusals: view.recusals.iter().map(recusal).collect(),
        decisions: view.decisions.iter().map(|one| line(&page, one)).collect(),
        may_see_code,
        view,
        page: page.clone(),
    };
    rendered(&member)
}

/// A gate, its answer, and what the answer lacks.
fn gate(page: &Page, entry: &RegisterEntry, known: &crate::specialty::Gate) -> Fact {
    let found = entry.gates.iter().find(|gate| gate.code == known.code);
    let mut value = found.map(|gate| page.t(gate.answer.as_str())).unwrap_or_default();
    if found.is_some_and(|gate| gate.captured == Some(false)) {
        value = format!("{value} ({})", page.t("coalition-not-captured"));
    }
    if found.is_some_and(|gate| gate.few_references) {
        value = format!("{value} ({})", page.t("coalition-few-references"));
    }
    Fact::new(format!("{} {}", known.code, known.words.get(page.lang.as_str())), value)
}

fn inspection(page: &Page, one: &LastInspection) -> (String, String, String) {
    let day = one.visited_on.parse().map_or_else(|_| one.visited_on.clone(), |day: chrono::NaiveDate| page.day(day));
    (one.id.clone(), page.t(&format!("inspections-rating-{}", one.rating.replace('_', "-"))), day)
}

/// The day since which a state holds, by the member's clocks; by the reader's where the profile knows none.
fn since(page: &Page, entry: &RegisterEntry, standing: Option<&CoalitionStanding>) -> String {
    let day = standing.and_then(|standing| standing.since.as_deref()?.parse::<chrono::NaiveDate>().ok());
    day.map_or_else(|| page.day_of(entry.since), |day| page.day(day))
}

fn facts(page: &Page, entry: &RegisterEntry, standing: Option<&CoalitionStanding>) -> Vec<Fact> {
    let fact = |name: &str, value: String| Fact::new(page.t(&format!("coalition-fact-{name}")), value);
    let mut facts = vec![
        fact("state", word(page, "member-state", entry.state.as_str())),
        fact("since", since(page, entry, standing)),
        fact("recredential", page.day_of(entry.next_recredential)),
    ];
    let expiry = entry.licence_expires_on.as_deref().and_then(|day| day.parse::<chrono::NaiveDate>().ok());
    facts.extend(expiry.map(|day| fact("licence", page.day(day))));
    facts.extend(entry.composite.map(|number| fact("composite", plain(page, number))));
    facts.extend(entry.alpha.map(|number| {
        let value = page.number(number);
        let low = entry.low_agreement.then(|| format!("{value} ({})", page.t("coalition-low-agreement")));
        fact("alpha", low.unwrap_or(value))
    }));
    facts.extend(entry.checked_at.map(|at| fact("checked", page.day_of(at))));
    let complaints = &entry.complaints;
    facts.push(fact("complaints", format!("{}, {}", complaints.total, complaints.open)));
    facts.extend(complaints.on_time_percent.map(|share| fact("on-time", format!("{} %", page.number(share)))));
    facts.push(fact("recommendations", complaints.open_recommendations.to_string()));
    let inspected = entry.last_inspection.as_ref();
    facts.extend(
        inspected
            .map(|last| fact("inspection", page.t(&format!("inspections-rating-{}", last.rating.replace('_', "-"))))),
    );
    facts.extend(entry.tally.map(|tally| fact("tally", super::tally(page, tally.yes, tally.no, tally.abstain))));
    facts
}

fn line(page: &Page, one: &views::RegisterDecision) -> Line {
    let group = if one.of == "application" { "state" } else { "member-state" };
    let (event, state) = (word(page, "event", &one.event), word(page, group, &one.to));
    Line {
        at: one.at,
        title: match &one.word {
            Some(gate) if one.event == GATE_ANSWERED => format!("{event}: {gate}"),
            // What says the same twice, or changed nothing, is said once.
            _ if event == state || one.from == one.to => event,
            _ => format!("{event}: {state}"),
        },
        text: one.text.clone().unwrap_or_default(),
        leaf: one.leaf.clone(),
        entry: match one.ledger_index {
            Some(index) => page.t_with("record-entry", "number", index),
            None => page.t("record-pending"),
        },
    }
}

#[derive(Template)]
#[template(path = "coalition/badge.html")]
struct BadgePage {
    page: Page,
    physician: String,
    code: String,
    image: String,
}

/// The code that a member puts on a site of their own.
#[get("/coalition/members/{physician_id}/badge")]
async fn badge(
    app: Data<App>,
    request: HttpRequest,
    member: Member,
    physician: Path<PhysicianId>,
) -> Result<HttpResponse, Failure> {
    let page = member.page(&request)?;
    let asked = physician.clone();
    let read = app.read(move |reader| {
        if !actions::may_see_code(reader, &asked, &member)? {
            return Err(AppError::not_found());
        }
        views::badge(reader, &asked)
    });
    let drawn = read.await?;
    let origin = app.config().server.public_url.trim_end_matches('/').to_owned();
    let image = format!("/api/v1/coalition/badges/{physician}.svg");
    let code = format!(
        "<a href=\"{}\"><img src=\"{origin}{image}\" width=\"260\" height=\"48\" alt=\"{}\"></a>",
        drawn.register_url,
        page.t("coalition-badge-alt")
    );
    let title = page.t("coalition-badge-page-title");
    let page = super::private(page, title);
    super::shown(&BadgePage { page, physician: physician.to_string(), code, image })
}
