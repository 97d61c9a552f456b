//! The public register: every complaint with its outcome, as allegations until a panel has decided.

mod asked;

use super::words::{self, Entry, Names, label};
use crate::accounts::MaybeMember;
use crate::app::App;
use crate::complaints::api::{PublicComplaint, RegisterFilter};
use crate::complaints::lists;
use crate::specialty::Pack;
use crate::web::page::{Area, Page};
use crate::web::parts::{Choice, ChoiceGroup, Fact};
use crate::web::{Failure, Listed, Listing, Neighbours, rendered};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use askama::Template;
use asked::Asked;

#[derive(Template)]
#[template(path = "complaints/register.html")]
struct RegisterPage {
    page: Page,
    rows: Vec<Row>,
    /// The only ones that the rows are about, where that was asked for.
    about: Vec<Entry>,
    is_filtered: bool,
    categories: Vec<ChoiceGroup>,
    timely: Vec<Choice>,
    codes: Vec<Choice>,
    from: String,
    to: String,
    hidden: Vec<(&'static str, String)>,
    neighbours: Neighbours,
    /// The same rows as a file.
    csv: String,
}

/// One complaint as everybody may see it.
pub struct Row {
    pub id: String,
    pub received: String,
    pub category: String,
    pub entries: Vec<Entry>,
    /// Class and words of the badge: in time, or not.
    pub timely: (&'static str, String),
    pub outcome: String,
    pub is_decided: bool,
    pub narrative: Option<String>,
    pub facts: Vec<Fact>,
}

#[get("/complaints")]
pub async fn list(
    app: Data<App>,
    request: HttpRequest,
    viewer: MaybeMember,
    asked: Listing<Asked>,
) -> Result<HttpResponse, Failure> {
    let window = asked.window("complaints")?;
    let read = app.read(move |reader| {
        let filter = asked.filter.filter(reader)?;
        let listed = lists::register(reader, &filter, &window)?;
        // Whom the list is about is said where nothing is found, too.
        let names = match listed.items.as_slice() {
            [] => Names::of(reader.conn, std::slice::from_ref(&filter))?,
            found => Names::of(reader.conn, found)?,
        };
        Ok((listed, names, filter))
    });
    let (listed, names, filter) = read.await?;
    rendered(&register_page(&app.site().pack, viewer.page(&request)?, filter, (&listed, &names)))
}

fn register_page(
    pack: &Pack,
    page: Page,
    filter: RegisterFilter,
    (listed, names): (&Listed<PublicComplaint>, &Names),
) -> RegisterPage {
    let page = page.in_area(Area::Complaints);
    let page = page.clone().titled(page.t("complaints-register-title")).described(page.t("complaints-register-lede"));
    let timely = filter.timely.map(|timely| timely.to_string()).unwrap_or_default();
    let (about, csv) = (names.entries(&filter), csv_of(&page.path, &filter));
    let hidden =
        [("physician", filter.physician.map(|id| id.to_string())), ("clinic", filter.clinic.map(|id| id.to_string()))];
    RegisterPage {
        neighbours: Neighbours::of(listed, &page.path),
        about,
        csv,
        rows: listed.items.iter().map(|row| public(row, names, &page, pack)).collect(),
        is_filtered: page.path.contains('=') && page.path.contains('?'),
        categories: category_choices(pack, &page, filter.category.as_deref().unwrap_or_default()),
        timely: timely_choices(&page, &timely),
        codes: code_choices(pack, &page, filter.code.as_deref().unwrap_or_default()),
        from: filter.from.map(|month| month.to_string()).unwrap_or_default(),
        to: filter.to.map(|month| month.to_string()).unwrap_or_default(),
        hidden: hidden.into_iter().filter_map(|(name, id)| Some((name, id?))).collect(),
        page,
    }
}

/// Any category, or one.
fn category_choices(pack: &Pack, page: &Page, chosen: &str) -> Vec<ChoiceGroup> {
    let any = Choice::new("", page.t("complaints-filter-any"));
    let all = ChoiceGroup { label: page.t("complaints-filter-all"), choices: vec![any] };
    std::iter::once(all).chain(super::acts::categories(pack, page, chosen)).collect()
}

/// Any answer, or one.
fn code_choices(pack: &Pack, page: &Page, chosen: &str) -> Vec<Choice> {
    let any = Choice::new("", page.t("complaints-filter-any"));
    let codes = pack.complaints.response_codes.iter();
    let codes = codes.map(|code| Choice::new(code.code.clone(), words::response(pack, page.lang, &code.code)));
    std::iter::once(any).chain(codes).map(|choice| choice.chosen_if(chosen)).collect()
}

/// In time, late, or either.
fn timely_choices(page: &Page, chosen: &str) -> Vec<Choice> {
    let choices = [("", "complaints-filter-any"), ("true", "complaints-timely-yes"), ("false", "complaints-timely-no")];
    choices.map(|(value, key)| Choice::new(value, page.t(key)).chosen_if(chosen)).into()
}

/// The address of the file with the same filters, without the place in the list; programs ask for ids.
fn csv_of(path: &str, filter: &RegisterFilter) -> String {
    let query = path.split_once('?').map(|(_, query)| query).unwrap_or_default();
    let is_filter = |pair: &&str| !pair.starts_with("cursor=") && !pair.starts_with("limit=") && !pair.ends_with('=');
    let by_id = |pair: &str| match pair.split_once('=') {
        Some(("physician", _)) => filter.physician.as_ref().map(|id| format!("physician={id}")),
        Some(("clinic", _)) => filter.clinic.as_ref().map(|id| format!("clinic={id}")),
        _ => Some(pair.to_owned()),
    };
    let kept: Vec<String> =
        query.split('&').filter(|pair| !pair.is_empty()).filter(is_filter).filter_map(by_id).collect();
    let mark = if kept.is_empty() { "" } else { "?" };
    format!("/api/v1/complaints.csv{mark}{}", kept.join("&"))
}

#[derive(Template)]
#[template(path = "complaints/public.html")]
struct PublicPage {
    page: Page,
    row: Row,
}

/// The public page of one complaint.
///
/// # Errors
/// `not_found` when there is none, or it is not public.
pub async fn show(app: &App, page: Page, id: String) -> Result<HttpResponse, Failure> {
    let read = app.read(move |reader| {
        let row = lists::public_row(reader, &id)?;
        let names = Names::of(reader.conn, std::slice::from_ref(&row))?;
        Ok((row, names))
    });
    let (row, names) = read.await?;
    let row = public(&row, &names, &page, &app.site().pack);
    let title =
        page.t_with2("complaints-public-title", "category", row.category.clone(), "outcome", row.outcome.clone());
    let register = page.t("complaints-register-title");
    let page = page.in_area(Area::Complaints).titled(title).crumb(register, "/complaints").last_crumb(row.id.clone());
    rendered(&PublicPage { page, row })
}

fn public(row: &PublicComplaint, names: &Names, page: &Page, pack: &Pack) -> Row {
    let timely = match row.responded_on_time {
        Some(true) => ("ok check", page.t("complaints-timely-yes")),
        Some(false) => ("bad tri", page.t("complaints-timely-no")),
        None => ("ring", page.t("complaints-timely-open")),
    };
    let outcome = row.outcome.map(|outcome| label(page.lang, "outcome", outcome.as_str()));
    Row {
        id: row.id.clone(),
        received: words::month(page.lang, &row.received),
        category: category(row, page, pack),
        entries: names.entries(row),
        timely,
        is_decided: row.severity.is_some(),
        outcome: outcome.unwrap_or_else(|| label(page.lang, "public-open", step_of(row))),
        narrative: row.public_narrative.clone(),
        facts: facts(row, page, pack),
    }
}

/// What it is about; where a row was coarsened to its year its category says nothing.
fn category(row: &PublicComplaint, page: &Page, pack: &Pack) -> String {
    let is_coarse = !row.received.contains('-');
    if is_coarse { page.t("complaints-category-withheld") } else { words::category(pack, page.lang, &row.category) }
}

/// Where an open case stands, as far as the public row tells.
const fn step_of(row: &PublicComplaint) -> &'static str {
    match (row.escalated, row.days_to_response) {
        (true, _) => "coalition",
        (false, Some(_)) => "answered",
        (false, None) => "clinic",
    }
}

fn facts(row: &PublicComplaint, page: &Page, pack: &Pack) -> Vec<Fact> {
    let fact = |name: &str, value: String| Fact::new(page.t(&format!("complaints-fact-{name}")), value);
    let yes_no = |yes: bool| page.t(if yes { "yes" } else { "no" });
    let mut facts = vec![fact("received", words::month(page.lang, &row.received))];
    facts.extend(row.sent.as_deref().map(|month| fact("sent", words::month(page.lang, month))));
    facts.extend(row.procedure.as_deref().map(|slug| fact("procedure", words::procedure(pack, page.lang, slug))));
    facts.extend(row.acknowledged_on_time.map(|yes| fact("acknowledged", yes_no(yes))));
    facts.extend(row.days_to_response.map(|days| fact("days", page.number(days))));
    facts.extend(answer(row, page, pack).map(|said| fact("answer", said)));
    facts.push(fact("escalated", yes_no(row.escalated)));
    facts.extend(row.paused_until.map(|until| fact("paused", page.day_of(until))));
    facts.extend(row.pause_order.clone().map(|order| fact("pause-order", order)));
    facts.push(fact("proof", label(page.lang, "level", &row.proof_level.to_string())));
    let counted =
        [("recommendations-open", row.open_recommendations), ("recommendations-done", row.closed_recommendations)];
    facts.extend(
        counted.into_iter().filter(|(_, count)| *count > 0).map(|(name, count)| fact(name, page.number(count))),
    );
    facts.extend(row.severity.map(|level| fact("severity", label(page.lang, "severity", &level.to_string()))));
    facts
}

/// The kind of the answer; that there is none, once the clinic was asked, or that the patient keeps it private.
fn answer(row: &PublicComplaint, page: &Page, pack: &Pack) -> Option<String> {
    match (row.response_code.as_deref(), row.days_to_response) {
        (Some(code), _) => Some(words::response(pack, page.lang, code)),
        (None, Some(_)) => Some(page.t("complaints-fact-answer-kept")),
        (None, None) if row.outcome.is_some() => row.sent.is_some().then(|| page.t("complaints-fact-answer-never")),
        (None, None) => row.sent.is_some().then(|| page.t("complaints-fact-answer-not-yet")),
    }
}
