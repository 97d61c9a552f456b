//! What everybody may read: how membership is decided, the register, one member's record.

use super::decisions::{self, Line};
use super::{day_or, plain, word};
use crate::accounts::MaybeMember;
use crate::app::App;
use crate::coalition::applications::open_to_comment;
use crate::coalition::applications::views::ApplicationLine;
use crate::coalition::members::api::RegisterFilter;
use crate::coalition::members::badge::standing;
use crate::coalition::members::decisions::RegisterDecision;
use crate::coalition::members::imposed::Imposed;
use crate::coalition::members::model::{Role, State};
use crate::coalition::members::views::{self, MemberView, RegisterEntry};
use crate::coalition::members::{Position, actions};
use crate::directory::PhysicianId;
use crate::directory::figures::LastInspection;
use crate::specialty::{Criterion, Gate, Membership, MembershipThresholds, Words};
use crate::web::page::{Area, Page};
use crate::web::parts::Fact;
use crate::web::{Failure, Listing, Neighbours, rendered};
use actix_web::web::{Data, Path, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get};
use askama::Template;

/// Registers the pages.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list).service(how).service(record);
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
    /// How its tag looks.
    class: &'static str,
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
    let read = app.read(move |reader| Ok((views::register(reader, &asked.filter, &window)?, open_to_comment(reader)?)));
    let (listed, applicants) = read.await?;
    let page = viewer.page(&request)?.in_area(Area::Coalition);
    let page = page.clone().titled(page.t("coalition-register-title")).described(page.t("coalition-register-lede"));
    let neighbours = Neighbours::of(&listed, &page.path);
    let row = |entry: RegisterEntry| Row {
        state: state_of(&page, &entry),
        class: class_of(&entry),
        composite: entry.composite.map(|number| plain(&page, number)).unwrap_or_default(),
        since: since(&page, &entry),
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
    /// Who has a say, and by when: each step's name and what is said of it.
    steps: Vec<(String, String)>,
    /// What decides, and what a vote takes.
    limits_text: String,
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
    rendered(&how_page(page, &app.site().pack.membership))
}

fn how_page(page: Page, rules: &Membership) -> HowPage {
    let lang = page.lang.as_str();
    HowPage {
        gates: rules.gates.iter().map(|gate| Fact::new(gate.code.clone(), gate.words.get(lang))).collect(),
        criteria: rules.criteria.iter().map(|known| criterion(&page, known)).collect(),
        steps: super::how::steps(&page, rules),
        limits_text: page.t_with("coalition-limits-text", "least", rules.thresholds.least_quorum),
        limits: limits(&page, &rules.thresholds),
        page,
    }
}

fn criterion(page: &Page, known: &Criterion) -> CriterionText {
    let lang = page.lang.as_str();
    let anchor = |(score, words): (u8, &Words)| Fact::new(score.to_string(), words.get(lang));
    CriterionText {
        code: known.code.clone(),
        name: known.words.get(lang).to_owned(),
        about: super::about(page, known),
        anchors: (0..).zip(&known.anchors).map(anchor).collect(),
    }
}

/// Where recommendations begin, and how many it takes.
fn limits(page: &Page, known: &MembershipThresholds) -> Vec<Fact> {
    let fact = |name: &str, value: String| Fact::new(page.t(&format!("coalition-how-{name}")), value);
    vec![
        fact("admit", plain(page, known.admit)),
        fact("defer", plain(page, known.defer)),
        fact("agreement", plain(page, known.agreement)),
        fact("rounds", known.calibration_rounds.to_string()),
        fact("reviewers", known.least_reviewers.to_string()),
        fact("quorum", known.least_quorum.to_string()),
    ]
}

#[derive(Template)]
#[template(path = "coalition/member.html")]
struct MemberPage {
    page: Page,
    view: MemberView,
    /// What the badge says.
    badge: String,
    /// That the membership is under review, which the badge does not say.
    review: Option<String>,
    /// How their tags look.
    tag_class: &'static str,
    facts: Vec<Fact>,
    /// The conditions that hold, in the words of the decision.
    conditions: Option<String>,
    medians: Vec<Fact>,
    gates: Vec<Fact>,
    /// Of each its id, its rating and the day of its visit.
    inspections: Vec<(String, String, String)>,
    /// Until when the first one is due.
    inspect_by: Option<String>,
    recusals: Vec<Fact>,
    /// Newest first.
    decisions: Vec<Line>,
    may_see_code: bool,
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
        let roles = match &viewer.0 {
            Some(member) => actions::standing(reader, &physician, member)?,
            None => Vec::new(),
        };
        let view = views::record_as(reader, &physician, (viewer.0.as_ref(), &roles))?;
        Ok((view, roles.contains(&Role::Physician)))
    });
    rendered(&member_page(page, read.await?, &app.site().pack.membership))
}

fn member_page(page: Page, (view, may_see_code): (MemberView, bool), rules: &Membership) -> MemberPage {
    let register = page.t("coalition-register-title");
    let page = page.titled(view.entry.physician.clone()).in_area(Area::Coalition).crumb(register, "/coalition");
    let page = page.last_crumb(view.entry.physician.clone());
    let recusal =
        |one: &views::RegisterRecusal| Fact::new(word(&page, "recusal", one.ground.as_str()), one.count.to_string());
    MemberPage {
        badge: standing(
            page.lang,
            view.entry.state,
            (view.entry.badge, page.now.date()),
            view.entry.measure_until.as_deref(),
        ),
        review: (view.entry.state == State::UnderReview)
            .then(|| word(&page, "member-state", view.entry.state.as_str())),
        tag_class: class_of(&view.entry),
        facts: facts(&page, &view),
        conditions: view.entry.imposed.and_then(|imposed| imposed_by(&view, imposed)?.text.clone()),
        medians: rules.criteria.iter().map(|known| median(&page, &view.entry, known)).collect(),
        gates: rules.gates.iter().map(|known| gate(&page, &view.entry, known)).collect(),
        inspections: view.inspections.iter().map(|one| inspection(&page, one)).collect(),
        inspect_by: inspect_by(&page, &view),
        recusals: view.recusals.iter().map(recusal).collect(),
        decisions: decisions::lines(&page, &view.decisions, rules),
        may_see_code,
        view,
        page,
    }
}

fn median(page: &Page, entry: &RegisterEntry, known: &Criterion) -> Fact {
    let value = entry.medians.get(&known.code).map(|median| plain(page, *median)).unwrap_or_default();
    Fact::new(known.words.get(page.lang.as_str()), value)
}

/// A gate, its answer, and what the answer lacks.
fn gate(page: &Page, entry: &RegisterEntry, known: &Gate) -> Fact {
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

/// Its id, its rating, and when it was.
fn inspection(page: &Page, one: &LastInspection) -> (String, String, String) {
    let day = one.visited_on.parse().map_or_else(|_| one.visited_on.clone(), |day: chrono::NaiveDate| page.day(day));
    let rating = page.t(&format!("inspections-rating-{}", one.rating.replace('_', "-")));
    (one.id.clone(), rating, page.t_with("coalition-inspected-on", "day", day))
}

/// Until when the first inspection is due, where none was made yet.
fn inspect_by(page: &Page, view: &MemberView) -> Option<String> {
    let day = view.inspect_by_day.as_deref().filter(|_| view.entry.state.is_standing())?;
    let day = day.parse::<chrono::NaiveDate>().ok()?;
    Some(page.t_with("coalition-inspect-by", "day", page.day(day)))
}

/// The day of admission, by the member's clocks; by the reader's where the profile knows none.
fn since(page: &Page, entry: &RegisterEntry) -> String {
    let known = entry.standing.as_ref().and_then(|standing| standing.since.as_deref());
    day_or(page, known, entry.since)
}

/// The day since which the state holds.
fn state_since(page: &Page, entry: &RegisterEntry) -> String {
    let known = entry.standing.as_ref().and_then(|standing| standing.state_since.as_deref());
    day_or(page, known, entry.state_since)
}

/// The state in words, with the last day of a measure, or the conditions that hold; of whoever is out, that they were a
/// member once.
fn state_of(page: &Page, entry: &RegisterEntry) -> String {
    let state = word(page, "member-state", entry.state.as_str());
    if !entry.state.is_standing() {
        return page.t_with("coalition-state-former", "state", state);
    }
    if entry.imposed.is_some() && entry.state.wears_badge() {
        return page.t_with("coalition-state-conditions", "state", state);
    }
    match entry.measure_until.as_deref().and_then(|day| day.parse::<chrono::NaiveDate>().ok()) {
        Some(day) => page.t_with2("coalition-state-until", "state", state, "day", page.day(day)),
        None => state,
    }
}

/// How the tag of a membership looks, as on the style page: what is under review is not in force like everything else.
const fn class_of(entry: &RegisterEntry) -> &'static str {
    match (entry.badge, entry.state) {
        (_, State::Restricted | State::Suspended | State::Removed) => "warn tri",
        (true, State::UnderReview) => "role half",
        (true, _) => "ok check",
        (false, _) => "ring",
    }
}

fn facts(page: &Page, view: &MemberView) -> Vec<Fact> {
    let entry = &view.entry;
    let fact = |name: &str, value: String| Fact::new(page.t(&format!("coalition-fact-{name}")), value);
    let mut facts = vec![fact("state", state_of(page, entry)), fact("since", since(page, entry))];
    facts.extend((entry.state_since != entry.since).then(|| fact("state-since", state_since(page, entry))));
    facts.extend(entry.imposed.map(|imposed| fact("conditions", since_when(page, view, imposed))));
    // Whoever is out has nothing left to renew.
    facts.extend(entry.state.is_standing().then(|| fact("recredential", page.day_of(entry.next_recredential))));
    let expiry = entry.licence_expires_on.as_deref().and_then(|day| day.parse::<chrono::NaiveDate>().ok());
    facts.extend(expiry.map(|day| fact("licence", page.day(day))));
    facts.extend(super::hear_by(page, entry));
    facts.extend(entry.left_open.map(|state| fact("left-open", word(page, "member-state", state.as_str()))));
    facts.extend(
        entry
            .returns_from
            .map(|at| fact("returns-from", page.t_with("coalition-returns-from", "day", page.day_of(at)))),
    );
    facts.extend(entry.composite.map(|number| fact("composite", plain(page, number))));
    facts.extend(entry.alpha.map(|number| {
        let value = page.number(number);
        let low = entry.low_agreement.then(|| format!("{value} ({})", page.t("coalition-low-agreement")));
        fact("alpha", low.unwrap_or(value))
    }));
    facts.extend(entry.checked_at.map(|at| fact("checked", page.day_of(at))));
    let complaints = &entry.complaints;
    let counted = page.t_with2("coalition-complaints-counted", "total", complaints.total, "open", complaints.open);
    facts.push(fact("complaints", counted));
    facts.extend(complaints.on_time_percent.map(|share| fact("on-time", page.lang.percent(share))));
    facts.push(fact("recommendations", complaints.open_recommendations.to_string()));
    let inspected = entry.last_inspection.as_ref().map(|last| inspection(page, last));
    facts.extend(inspected.map(|(_, rating, day)| fact("inspection", format!("{rating}. {day}"))));
    facts.extend(entry.tally.map(|tally| fact("tally", super::tally(page, tally.yes, tally.no, tally.abstain))));
    facts
}

/// Since when conditions hold, by the member's clocks, and who decided them.
fn since_when(page: &Page, view: &MemberView, imposed: Imposed) -> String {
    let day = day_or(page, imposed_by(view, imposed).map(|line| line.day.as_str()), imposed.since);
    page.t_with2("coalition-imposed-since", "day", day, "whom", decisions::by_whom(page, imposed.tally))
}

/// The decision that imposed them.
fn imposed_by(view: &MemberView, imposed: Imposed) -> Option<&RegisterDecision> {
    view.decisions.iter().find(|line| line.event == "measure_taken" && line.at == imposed.since)
}
