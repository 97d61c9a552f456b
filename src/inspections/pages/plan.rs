//! Planning an inspection: whoever plans it leads it.

use super::words::label;
use super::{private, refusal_of, see_other, shown, shown_again};
use crate::accounts::{self, AccountId, Inspector, Person, Role};
use crate::app::App;
use crate::directory::{self, ClinicId, ClinicRow};
use crate::error::{AppError, OUT_OF_RANGE, Refusal};
use crate::inspections::actions::{self, Sketch};
use crate::inspections::model::Kind;
use crate::web::page::{FormErrors, Page};
use crate::web::parts::Choice;
use crate::web::{Check, Failure, ValidForm};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;
use chrono::NaiveDate;
use serde::Deserialize;

/// Clinics that the form offers.
const CLINICS: i64 = 500;

/// The plan as browsers send it: the planner leads, the others are chosen.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanForm {
    clinic_id: Option<ClinicId>,
    kind: Option<Kind>,
    visit_on: Option<NaiveDate>,
    #[serde(default)]
    inspectors: Vec<AccountId>,
    quality_reader: Option<AccountId>,
    points_officer: Option<AccountId>,
    #[serde(default)]
    conflicts: String,
}

impl PlanForm {
    fn sketch(&self, lead: &AccountId) -> Sketch {
        let others = self.inspectors.iter().filter(|account| *account != lead).cloned();
        Sketch {
            clinic_id: self.clinic_id.clone(),
            kind: self.kind,
            visit_on: self.visit_on,
            inspectors: std::iter::once(lead.clone()).chain(others).collect(),
            quality_reader: self.quality_reader.clone(),
            points_officer: self.points_officer.clone(),
            conflicts: self.conflicts.clone(),
        }
    }
}

/// What is left out is named by the action, in one answer with everything that only the database knows.
impl Check for PlanForm {}

#[derive(Template)]
#[template(path = "inspections/new.html")]
struct PlanPage {
    page: Page,
    clinics: Vec<Choice>,
    kinds: Vec<Choice>,
    visit_on: String,
    inspectors: Vec<Choice>,
    readers: Vec<Choice>,
    officers: Vec<Choice>,
    conflicts: String,
}

#[get("/inspections/new")]
pub async fn blank(app: Data<App>, request: HttpRequest, member: Inspector) -> Result<HttpResponse, Failure> {
    let page = member.page(&request)?;
    shown(&view(&app, &member, &[], page).await?)
}

#[post("/inspections/new")]
pub async fn submit(
    app: Data<App>,
    request: HttpRequest,
    member: Inspector,
    form: ValidForm<PlanForm>,
) -> Result<HttpResponse, Failure> {
    member.check_form(&app, &form.csrf)?;
    let done = match form.value {
        Ok(new) => {
            let member = (*member).clone();
            app.write(move |tx| actions::plan_from(tx, &member, &new.sketch(&member.id))).await
        }
        Err(refusal) => Err(refusal.into()),
    };
    match done {
        Ok(id) => Ok(see_other(&format!("/inspections/{id}?done=planned"))),
        Err(error) => again(&app, &request, &member, &form.raw, &refusal_of(error)?).await,
    }
}

async fn again(
    app: &App,
    request: &HttpRequest,
    member: &Inspector,
    raw: &[(String, String)],
    refusal: &Refusal,
) -> Result<HttpResponse, Failure> {
    let page = member.page(request)?;
    let too_early = is_too_early(refusal);
    let first = if too_early { first_day(app, raw).await? } else { None };
    let is_impromptu = raw.iter().any(|(name, value)| name == "kind" && value == Kind::Impromptu.as_str());
    let errors = FormErrors::of(refusal, page.lang).told(|problem| {
        if problem.field == "kind" {
            return format!("{} {}", page.t("inspections-new-kind"), page.t("error-kind-required"));
        }
        if !too_early || problem.field != "visit_on" {
            return problem.message.clone();
        }
        // Notice is no matter of a visit without any.
        let said = if is_impromptu { page.t("inspections-new-not-past") } else { problem.message.clone() };
        let first = first.map(|day| page.t_with("inspections-new-first-day", "day", page.day(day)));
        first.map_or_else(|| said.clone(), |first| format!("{said} {first}"))
    });
    let page = page.with_errors(errors);
    shown_again(&view(app, member, raw, page).await?, refusal)
}

fn is_too_early(refusal: &Refusal) -> bool {
    refusal.fields.iter().any(|wrong| wrong.pointer == "/visit_on" && wrong.code == OUT_OF_RANGE)
}

/// The earliest day for what was chosen, where that names a clinic and a kind.
async fn first_day(app: &App, raw: &[(String, String)]) -> Result<Option<NaiveDate>, Failure> {
    let typed = |name: &str| raw.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
    let clinic: Option<ClinicId> = typed("clinic_id").and_then(|text| text.parse().ok());
    let kind: Option<Kind> = typed("kind").and_then(|text| text.parse().ok());
    let (Some(clinic), Some(kind)) = (clinic, kind) else { return Ok(None) };
    let read = app.read(move |reader| {
        let found = AppError::or_none(directory::clinic(reader.conn, &clinic))?;
        found.map(|clinic| actions::first_day(reader.site, &clinic, kind, reader.now)).transpose()
    });
    Ok(read.await?)
}

async fn view(app: &App, member: &Inspector, raw: &[(String, String)], page: Page) -> Result<PlanPage, Failure> {
    let read = app.read(|reader| {
        let (_, clinics) = directory::to_choose_from(reader.conn, None, CLINICS)?;
        let inspectors = accounts::with_role(reader.conn, Role::Inspector)?;
        let officers = accounts::with_role(reader.conn, Role::CaseOfficer)?;
        Ok((clinics, inspectors, officers))
    });
    let (clinics, inspectors, officers) = read.await?;
    let others: Vec<Person> = inspectors.into_iter().filter(|person| person.id != member.id).collect();
    let typed = |name: &str| raw.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
    let present = |name: &str| typed(name).unwrap_or_default();
    let clinic = |row: &ClinicRow| Choice::new(row.id.to_string(), format!("{}, {}", row.name, row.city));
    let kinds = Kind::ALL.iter().map(|kind| {
        let hint = label(page.lang, "kind-hint", kind.as_str());
        Choice::new(kind.as_str(), label(page.lang, "kind", kind.as_str())).with_hint(hint)
    });
    let visits = |id: &str| raw.iter().any(|(name, value)| name == "inspectors[]" && value == id);
    let title = page.t("inspections-new-title");
    let board = page.t("inspections-board-title");
    Ok(PlanPage {
        clinics: with_none(&page, clinics.iter().map(clinic), &present("clinic_id")),
        kinds: kinds.map(|choice| choice.chosen_if(&present("kind"))).collect(),
        visit_on: present("visit_on"),
        inspectors: others
            .iter()
            .map(|person| Choice { chosen: visits(person.id.as_str()), ..choice_of(person, &page) })
            .collect(),
        readers: with_none(&page, others.iter().map(|person| choice_of(person, &page)), &present("quality_reader")),
        officers: with_none(&page, officers.iter().map(|person| choice_of(person, &page)), &present("points_officer")),
        conflicts: present("conflicts"),
        page: private(page, title.clone()).crumb(board, "/inspections").last_crumb(title),
    })
}

fn choice_of(person: &Person, page: &Page) -> Choice {
    let physician = person.roles.contains(&Role::Physician);
    let name = &person.display_name;
    let name = if physician { page.t_with("inspections-new-physician", "name", name.as_str()) } else { name.clone() };
    Choice::new(person.id.to_string(), name)
}

fn with_none(page: &Page, choices: impl Iterator<Item = Choice>, present: &str) -> Vec<Choice> {
    let none = Choice::new("", page.t("inspections-new-choose"));
    std::iter::once(none).chain(choices).map(|choice| choice.chosen_if(present)).collect()
}
