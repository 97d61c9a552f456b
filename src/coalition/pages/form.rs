//! The form of an application, saved section by section.

use super::{carry_out, private, see_other, shown, shown_again, with_refusal};
use crate::accounts::Member;
use crate::app::App;
use crate::coalition::applications::api::SaveForm;
use crate::coalition::applications::model::Role;
use crate::coalition::applications::views::{self, ApplicationView};
use crate::coalition::applications::{Person, Section, actions};
use crate::directory::Licence;
use crate::error::{FORBIDDEN, Refusal, WRONG_TYPE};
use crate::text_enum;
use crate::web::page::Page;
use crate::web::parts::Choice;
use crate::web::{Check, Failure, ValidForm, Wrong};
use actix_web::web::{Data, Path, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;
use serde::Deserialize;
use serde_json::{Map, Value};

/// Registers the pages.
pub fn routes(config: &mut ServiceConfig) {
    config.service(show).service(save);
}

text_enum! {
    /// What an applicant accepts.
    #[schema(as = AcceptedTerm)]
    pub enum Agreement {
        FreePosting = "free_posting",
        ImpromptuInspection = "impromptu_inspection",
        ComplaintClocks = "complaint_clocks",
        PublicScores = "public_scores",
        NoGagClauses = "no_gag_clauses",
        Dues = "dues",
    }
}

/// One section as a browser sends it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct SectionForm {
    section: Section,
    text: Option<String>,
    accepted: Vec<Agreement>,
}

impl SectionForm {
    fn wire(&self) -> Result<SaveForm, Refusal> {
        let text = self.text.clone().unwrap_or_default();
        let words = || Some(Value::String(text.clone()));
        let mut sent = SaveForm::default();
        match self.section {
            Section::Licences => sent.licences = Some(lines(&text).map(licence).collect::<Result<_, _>>()?),
            Section::Practice => sent.practice = words(),
            Section::Cases => sent.cases = words(),
            Section::Peers => sent.peers = Some(lines(&text).map(person).collect::<Result<_, _>>()?),
            Section::Patients => sent.patients = Some(lines(&text).map(person).collect::<Result<_, _>>()?),
            Section::Agreements => sent.agreements = Some(self.agreements()),
        }
        let mut wrong = Wrong::default();
        sent.check(&mut wrong);
        wrong.into_result().map_err(|_| misread())?;
        Ok(sent)
    }

    fn agreements(&self) -> Value {
        let one =
            |agreement: &Agreement| (agreement.as_str().to_owned(), Value::Bool(self.accepted.contains(agreement)));
        Value::Object(Agreement::ALL.iter().map(one).collect::<Map<_, _>>())
    }
}

impl Check for SectionForm {}

fn misread() -> Refusal {
    Refusal::field("/text", WRONG_TYPE)
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

/// `Name; name@example.org`
fn person(line: &str) -> Result<Person, Refusal> {
    let (name, email) = line.split_once(';').ok_or_else(misread)?;
    Ok(Person { name: name.trim().to_owned(), email: email.trim().to_owned() })
}

/// `AT; authority; number; 2027-03-31`, the day where there is one.
fn licence(line: &str) -> Result<Licence, Refusal> {
    let mut parts = line.split(';').map(str::trim);
    let mut part = || parts.next().filter(|part| !part.is_empty()).map(str::to_owned);
    let (country, authority, number) = (part(), part(), part());
    let expires_on = part().map(|day| day.parse()).transpose().map_err(|_| misread())?;
    let whole = country.zip(authority).zip(number).ok_or_else(misread)?;
    let ((country, authority), number) = whole;
    Ok(Licence { country, authority, number, expires_on })
}

#[derive(Template)]
#[template(path = "coalition/form.html")]
struct FormPage {
    page: Page,
    id: String,
    done: usize,
    all: usize,
    progress: String,
    sections: Vec<SectionView>,
    may_submit: bool,
}

struct SectionView {
    name: &'static str,
    title: String,
    hint: String,
    text: String,
    /// For the agreements.
    choices: Vec<Choice>,
    is_complete: bool,
    /// The section that was just refused.
    is_wrong: bool,
}

#[get("/applications/{id}/form")]
async fn show(app: Data<App>, request: HttpRequest, member: Member, id: Path<String>) -> Result<HttpResponse, Failure> {
    let page = member.page(&request)?;
    let id = id.into_inner();
    match form_page(&app, (member, id.clone()), page, None).await? {
        Some(form) => shown(&form),
        // The file is closed: the page of the application says what comes next.
        None => Ok(see_other(&format!("/applications/{id}"))),
    }
}

async fn form_page(
    app: &App,
    (member, id): (Member, String),
    page: Page,
    refused: Option<(Section, String)>,
) -> Result<Option<FormPage>, Failure> {
    let seen = app.read(move |reader| views::seen_by(reader, &member, &id)).await?;
    if !seen.roles.contains(&Role::Applicant) {
        return Err(FORBIDDEN.into());
    }
    let view = seen.view;
    if !view.actions.iter().any(|act| act.name == "save") {
        return Ok(None);
    }
    let title = page.t("coalition-form-title");
    let page = private(page, title);
    let sections: Vec<SectionView> =
        Section::ALL.iter().map(|section| section_of(&page, &view, *section, refused.as_ref())).collect();
    let (done, all) = (sections.iter().filter(|section| section.is_complete).count(), sections.len());
    Ok(Some(FormPage {
        done,
        all,
        progress: page.t_with2("coalition-progress-of", "done", done, "all", all),
        may_submit: view.actions.iter().any(|act| act.name == "submission"),
        id: view.id,
        sections,
        page,
    }))
}

fn section_of(
    page: &Page,
    view: &ApplicationView,
    section: Section,
    refused: Option<&(Section, String)>,
) -> SectionView {
    let typed = refused.filter(|(wrong, _)| *wrong == section).map(|(_, text)| text.clone());
    let is_wrong = typed.is_some();
    let choices = Agreement::ALL.iter().map(|agreement| {
        let name = agreement.as_str();
        let yes = view.agreements.as_ref().and_then(|all| all.get(name)).and_then(Value::as_bool).unwrap_or(false);
        let label = page.t(&format!("coalition-agreement-{}", name.replace('_', "-")));
        Choice { chosen: yes, ..Choice::new(name, label) }
    });
    SectionView {
        name: section.as_str(),
        title: page.t(&format!("coalition-section-{section}")),
        hint: page.t(&format!("coalition-section-{section}-hint")),
        text: typed.unwrap_or_else(|| text_of(view, section)),
        choices: if section == Section::Agreements { choices.collect() } else { Vec::new() },
        is_complete: !view.gaps.contains(&section),
        is_wrong,
    }
}

/// A section as text, one line for each person or licence.
fn text_of(view: &ApplicationView, section: Section) -> String {
    let people = |people: &Option<Vec<Person>>| {
        let line = |person: &Person| format!("{}; {}", person.name, person.email);
        people.iter().flatten().map(line).collect::<Vec<_>>().join("\n")
    };
    let words = |value: &Value| match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => serde_json::to_string_pretty(other).unwrap_or_default(),
    };
    let licence = |one: &Licence| {
        let day = one.expires_on.map(|day| format!("; {day}")).unwrap_or_default();
        format!("{}; {}; {}{day}", one.country, one.authority, one.number)
    };
    match section {
        Section::Licences => view.licences.iter().flatten().map(licence).collect::<Vec<_>>().join("\n"),
        Section::Practice => words(&view.practice),
        Section::Cases => words(&view.cases),
        Section::Peers => people(&view.peers),
        Section::Patients => people(&view.patients),
        Section::Agreements => String::new(),
    }
}

#[post("/applications/{id}/form")]
async fn save(
    app: Data<App>,
    request: HttpRequest,
    member: Member,
    id: Path<String>,
    form: ValidForm<SectionForm>,
) -> Result<HttpResponse, Failure> {
    member.check_form(&app, &form.csrf)?;
    let id = id.into_inner();
    let section = form.typed("section").parse::<Section>().unwrap_or(Section::Licences);
    let text = form.typed("text").to_owned();
    let wire = form.value.and_then(|form| form.wire());
    let Some(refusal) = carry_out(&app, (&member, &id), wire, actions::save).await? else {
        return Ok(see_other(&format!("/applications/{id}/form?done=saved#{section}")));
    };
    let page = with_refusal(member.page(&request)?, &refusal);
    match form_page(&app, (member, id), page, Some((section, text))).await? {
        Some(form) => shown_again(&form, &refusal),
        None => Err(refusal.into()),
    }
}
