//! The form of an application, saved as one goes.

mod lines;
mod section;

use self::lines::{each, fault_at, licence, number_of, person, span_of};
use self::section::{SectionView, section_of, text_of};
use super::{carry_out, private, see_other, shown, shown_again, typed};
use crate::accounts::Member;
use crate::app::App;
use crate::coalition::applications::api::SaveForm;
use crate::coalition::applications::model::{Role, State};
use crate::coalition::applications::views::{self, ApplicationView};
use crate::coalition::applications::{ApplicationFacts, Section, actions};
use crate::coalition::letters::missing;
use crate::error::{FORBIDDEN, FieldError, Refusal, STALE, WRONG_TYPE};
use crate::text_enum;
use crate::web::page::{FormErrors, Page};
use crate::web::{Check, Failure, Nothing, ValidForm, Wrong};
use actix_web::web::{Data, Path, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;
use serde::Deserialize;
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;

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

/// The whole form as a browser sends it: whichever section's button was pressed, no other loses what was typed.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct WholeForm {
    /// The section whose button was pressed.
    section: Option<Section>,
    /// The form is handed in once it is saved.
    hand_in: Option<String>,
    /// The reader goes back to the application once it is saved.
    leave: Option<String>,
    licences: Option<String>,
    practice: Option<String>,
    cases: Option<String>,
    peers: Option<String>,
    patients: Option<String>,
    /// That the boxes were there; of those that nobody ticked a browser says nothing. Only its name is read ([`is_sent`]).
    #[serde(rename = "agreements")]
    _agreements: Option<String>,
    #[serde(default)]
    accepted: Vec<Agreement>,
    /// What each section held when the form was given out ([`digest`]), by its name.
    #[serde(default)]
    was: BTreeMap<String, String>,
}

impl Check for WholeForm {}

impl WholeForm {
    /// The text of a section, where it was sent.
    fn text(&self, section: Section) -> Option<&str> {
        let text = match section {
            Section::Licences => &self.licences,
            Section::Practice => &self.practice,
            Section::Cases => &self.cases,
            Section::Peers => &self.peers,
            Section::Patients => &self.patients,
            Section::Agreements => &None,
        };
        text.as_deref()
    }

    fn agreements(&self) -> Value {
        let one =
            |agreement: &Agreement| (agreement.as_str().to_owned(), Value::Bool(self.accepted.contains(agreement)));
        Value::Object(Agreement::ALL.iter().map(one).collect::<Map<_, _>>())
    }

    /// What is new in it, and the fields that cannot be read or were saved elsewhere meanwhile: those keep nothing else
    /// from being saved.
    fn wire(&self, raw: &[(String, String)], view: &ApplicationView) -> (SaveForm, Vec<FieldError>) {
        let (mut sent, mut wrong) = (SaveForm::default(), Vec::new());
        for section in Section::ALL.iter().copied().filter(|section| is_sent(raw, *section)) {
            let text = self.text(section).unwrap_or_default();
            let saved = digest(&text_of(view, section));
            let typed = match section {
                Section::Agreements => digest(&ticked(&self.agreements())),
                _ => digest(text),
            };
            let was = self.was.get(section.as_str()).unwrap_or(&saved);
            let read = match () {
                // Untouched, or in another window it came to the same.
                () if typed == *was || typed == saved => Ok(SaveForm::default()),
                () if saved != *was => {
                    Err(vec![FieldError { pointer: format!("/{section}"), code: STALE, span: None }])
                }
                () => self.read(section, text),
            };
            match read {
                Ok(one) => merge(&mut sent, one),
                Err(errors) => wrong.extend(errors),
            }
        }
        (sent, wrong)
    }

    /// One section by itself; where it cannot be read, every line that is wrong.
    fn read(&self, section: Section, text: &str) -> Result<SaveForm, Vec<FieldError>> {
        let misread = |span| FieldError { pointer: format!("/{section}"), code: WRONG_TYPE, span };
        let lines =
            |places: Vec<usize>| places.into_iter().map(|place| misread(span_of(text, place))).collect::<Vec<_>>();
        let words = || Some(Value::String(text.to_owned()));
        let people = || each(text, person).map(Some).map_err(lines);
        let mut sent = SaveForm::default();
        match section {
            Section::Licences => sent.licences = Some(each(text, licence).map_err(lines)?),
            Section::Practice => sent.practice = words(),
            Section::Cases => sent.cases = words(),
            Section::Peers => sent.peers = people()?,
            Section::Patients => sent.patients = people()?,
            Section::Agreements => sent.agreements = Some(self.agreements()),
        }
        let mut wrong = Wrong::default();
        sent.check(&mut wrong);
        wrong.into_result().map_err(|_| vec![misread(None)])?;
        Ok(sent)
    }
}

fn is_sent(raw: &[(String, String)], section: Section) -> bool {
    raw.iter().any(|(name, _)| name == section.as_str())
}

/// Browsers send line ends of their own.
fn tidy(text: &str) -> String {
    text.replace("\r\n", "\n").trim().to_owned()
}

/// What tells one text of a section from another.
fn digest(text: &str) -> String {
    hex::encode(Sha256::digest(tidy(text).as_bytes()))
}

/// The agreements that are given, one a line.
fn ticked(agreements: &Value) -> String {
    let given = |agreement: &&Agreement| agreements.get(agreement.as_str()).and_then(Value::as_bool).unwrap_or(false);
    Agreement::ALL.iter().filter(given).map(|one| one.as_str()).collect::<Vec<_>>().join("\n")
}

/// Whether a section that was sent holds what it held when the form was given out.
fn is_untouched(raw: &[(String, String)], section: Section) -> bool {
    let was = typed(raw, &format!("was.{section}"));
    let now = match section {
        Section::Agreements => {
            let sent = |one: &&Agreement| {
                raw.iter().any(|(field, value)| field.starts_with("accepted") && value == one.as_str())
            };
            digest(&Agreement::ALL.iter().filter(sent).map(|one| one.as_str()).collect::<Vec<_>>().join("\n"))
        }
        _ => digest(typed(raw, section.as_str())),
    };
    was == now
}

fn is_changed(raw: &[(String, String)], section: Section) -> bool {
    is_sent(raw, section) && !is_untouched(raw, section)
}

fn merge(all: &mut SaveForm, one: SaveForm) {
    all.licences = one.licences.or_else(|| all.licences.take());
    all.practice = one.practice.or_else(|| all.practice.take());
    all.cases = one.cases.or_else(|| all.cases.take());
    all.peers = one.peers.or_else(|| all.peers.take());
    all.patients = one.patients.or_else(|| all.patients.take());
    all.agreements = one.agreements.or_else(|| all.agreements.take());
}

#[derive(Template)]
#[template(path = "coalition/form.html")]
struct FormPage {
    page: Page,
    id: String,
    /// What the form is for at this time.
    lede: String,
    /// What an officer found missing.
    found: Vec<String>,
    done: usize,
    all: usize,
    progress: String,
    sections: Vec<SectionView>,
    may_submit: bool,
}

#[get("/applications/{id}/form")]
async fn show(app: Data<App>, request: HttpRequest, member: Member, id: Path<String>) -> Result<HttpResponse, Failure> {
    let page = member.page(&request)?;
    let id = id.into_inner();
    match form_page(&app, (member, id.clone()), page, &[]).await? {
        Some(form) => shown(&form),
        // The file is closed: the page of the application says what comes next.
        None => Ok(see_other(&format!("/applications/{id}"))),
    }
}

async fn form_page(
    app: &App,
    (member, id): (Member, String),
    page: Page,
    raw: &[(String, String)],
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
    let lede = if view.state == State::References {
        let missing = seen.facts.unnamed();
        page.t_with2("coalition-form-names", "peers", missing.peers, "patients", missing.patients)
    } else {
        page.t("coalition-form-text")
    };
    let missing = missing(&seen.facts, page.lang);
    let shown = Section::ALL.iter().copied().filter(|section| is_shown(&seen.facts, *section, raw));
    let sections: Vec<SectionView> = shown.map(|section| section_of(&page, (&view, &missing), section, raw)).collect();
    let (done, all) = (sections.iter().filter(|section| section.is_complete).count(), sections.len());
    Ok(Some(FormPage {
        done,
        all,
        lede,
        found: seen.facts.listed_gaps.clone(),
        progress: page.t_with2("coalition-progress-of", "done", done, "all", all),
        may_submit: view.actions.iter().any(|act| act.name == "submission"),
        id: view.id,
        sections,
        page,
    }))
}

/// While people are asked, only those who name more are still open; what was typed into others before is not lost.
fn is_shown(facts: &ApplicationFacts, section: Section, raw: &[(String, String)]) -> bool {
    facts.row.state != State::References || facts.can_name(section) || is_changed(raw, section)
}

#[post("/applications/{id}/form")]
async fn save(
    app: Data<App>,
    request: HttpRequest,
    member: Member,
    id: Path<String>,
    form: ValidForm<WholeForm>,
) -> Result<HttpResponse, Failure> {
    member.check_form(&app, &form.csrf)?;
    let id = id.into_inner();
    let refusal = match form.value {
        Ok(whole) => match save_whole(&app, (&member, &id), &whole, &form.raw).await? {
            None => return Ok(see_other(&after(&id, &whole))),
            Some(refusal) => refusal,
        },
        Err(refusal) => refusal,
    };
    let page = with_lines(member.page(&request)?, &refusal, &form.raw);
    match form_page(&app, (member, id), page, &form.raw).await? {
        Some(form) => shown_again(&form, &refusal),
        None => Err(refusal.into()),
    }
}

/// The page with what was wrong: of a section that has lines, each that is, and why.
fn with_lines(page: Page, refusal: &Refusal, raw: &[(String, String)]) -> Page {
    let (lines, others): (Vec<FieldError>, Vec<FieldError>) =
        refusal.fields.iter().cloned().partition(|field| line_told(&page, field, raw).is_some());
    let whole = others.is_empty() && !lines.is_empty();
    let others = Refusal { fields: others, ..refusal.clone() };
    let errors = if whole { FormErrors::default() } else { FormErrors::of(&others, page.lang) };
    let told =
        lines.iter().filter_map(|field| Some((field.pointer.trim_start_matches('/'), line_told(&page, field, raw)?)));
    let errors = told.fold(errors, |errors, (section, message)| errors.and(section, message));
    page.with_errors(errors)
}

/// Which line of a section is wrong, and why.
fn line_told(page: &Page, field: &FieldError, raw: &[(String, String)]) -> Option<String> {
    let section = field.pointer.trim_start_matches('/').parse::<Section>().ok()?;
    let text = typed(raw, section.as_str());
    let span = field.span?;
    let fault = fault_at(section, text, span)?;
    let why = page.t_with(&format!("coalition-form-wrong-{}", fault.what), "part", fault.part);
    let (name, line) = (page.t(&format!("coalition-section-{section}")), number_of(text, span.0));
    Some(
        page.lang
            .t_with("coalition-form-line", &[("section", name.into()), ("line", line.into()), ("why", why.into())]),
    )
}

/// Saves what is new and can be read, then hands the form in where that was asked for.
async fn save_whole(
    app: &App,
    (member, id): (&Member, &str),
    whole: &WholeForm,
    raw: &[(String, String)],
) -> Result<Option<Refusal>, Failure> {
    let (who, case) = (member.clone(), id.to_owned());
    let seen = app.read(move |reader| views::seen_by(reader, &who, &case)).await?;
    let (sent, wrong) = whole.wire(raw, &seen.view);
    if (!sent.named().is_empty() || seen.roles != [Role::Applicant])
        && let Some(refusal) = carry_out(app, (member, id), Ok(sent), actions::save).await?
    {
        return Ok(Some(refusal));
    }
    if !wrong.is_empty() {
        return Ok(Some(Refusal::fields(wrong)));
    }
    if whole.hand_in.is_none() {
        return Ok(None);
    }
    carry_out(app, (member, id), Ok(Nothing {}), |tx, member, id, _| actions::submit(tx, member, id)).await
}

/// Where the reader goes on.
fn after(id: &str, whole: &WholeForm) -> String {
    match whole.section {
        _ if whole.hand_in.is_some() => format!("/applications/{id}?done=submission"),
        _ if whole.leave.is_some() => format!("/applications/{id}?done=saved"),
        Some(section) => format!("/applications/{id}/form?done=saved&section={section}#{section}"),
        None => format!("/applications/{id}/form?done=saved"),
    }
}
