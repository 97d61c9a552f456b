//! Proposing a physician, and changing an entry.

use super::{Typed, choices, html, refusal_of, see_other};
use crate::accounts::Member;
use crate::app::App;
use crate::directory::api::{NewPhysician, PhysicianChanges, PhysicianView};
use crate::directory::model::{ClinicId, Licence, PhysicianKind};
use crate::directory::store::{clinics, physicians};
use crate::directory::{Actor, actions, reads};
use crate::error::{FORBIDDEN, FieldError, Refusal, STALE};
use crate::web::page::{Area, FormErrors, Page};
use crate::web::parts::Choice;
use crate::web::{Check, Failure, ValidForm};
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;
use chrono::NaiveDate;
use serde::Deserialize;

/// Clinics that the form offers to tick.
const CLINICS: i64 = 200;

#[derive(Template)]
#[template(path = "directory/physician_form.html")]
struct FormPage {
    page: Page,
    lede: String,
    action: String,
    back: String,
    button: String,
    version: i64,
    /// Whether name, kind, clinics and licence may be changed.
    whole: bool,
    typed: Typed,
    kinds: Vec<Choice>,
    specialties: Vec<Choice>,
    clinics: Vec<Choice>,
    countries: Vec<Choice>,
}

/// The form as browsers send it: lists are typed with commas, one licence has fields of its own.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PhysicianForm {
    name: String,
    kind: Option<PhysicianKind>,
    titles: String,
    languages: String,
    practice_since: Option<i64>,
    specialties: Vec<String>,
    clinic_ids: Vec<ClinicId>,
    licence_country: String,
    licence_authority: String,
    licence_number: String,
    licence_expires_on: Option<NaiveDate>,
    bio: String,
    version: i64,
}

impl Check for PhysicianForm {}

impl PhysicianForm {
    fn licences(&self) -> Vec<Licence> {
        let texts = [&self.licence_country, &self.licence_authority, &self.licence_number];
        if texts.iter().all(|text| text.trim().is_empty()) {
            return Vec::new();
        }
        vec![Licence {
            country: self.licence_country.clone(),
            authority: self.licence_authority.clone(),
            number: self.licence_number.clone(),
            expires_on: self.licence_expires_on,
        }]
    }

    fn proposed(&self) -> NewPhysician {
        NewPhysician {
            name: self.name.clone(),
            kind: self.kind.unwrap_or_default(),
            titles: by_commas(&self.titles),
            licences: self.licences(),
            specialties: self.specialties.clone(),
            languages: by_commas(&self.languages),
            practice_since: self.practice_since,
            bio: Some(self.bio.clone()),
            clinic_ids: self.clinic_ids.clone(),
        }
    }

    /// What changes: all of it for staff, the description for the physician. The form knows one licence, so an entry
    /// with several keeps them.
    fn changes(&self, staff: bool, view: &PhysicianView) -> PhysicianChanges {
        let keeps_licences = !staff || view.licences.len() > 1;
        PhysicianChanges {
            name: staff.then(|| self.name.clone()),
            kind: if staff { self.kind } else { None },
            licences: (!keeps_licences).then(|| self.licences()),
            clinic_ids: staff.then(|| self.clinic_ids.clone()),
            titles: Some(by_commas(&self.titles)),
            specialties: Some(self.specialties.clone()),
            languages: Some(by_commas(&self.languages)),
            practice_since: Some(self.practice_since),
            bio: Some(Some(self.bio.clone())),
        }
    }
}

fn by_commas(text: &str) -> Vec<String> {
    text.split(',').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

#[get("/physicians/new")]
pub async fn blank(app: Data<App>, member: Member, request: HttpRequest) -> Result<HttpResponse, Failure> {
    let page = member.page(&request)?;
    html(StatusCode::OK, &form_to_propose(&app, page, Typed::default()).await?)
}

#[post("/physicians/new")]
pub async fn propose(
    app: Data<App>,
    member: Member,
    request: HttpRequest,
    form: ValidForm<PhysicianForm>,
) -> Result<HttpResponse, Failure> {
    member.check_form(&app, &form.csrf)?;
    let refusal = match form.value {
        Err(refusal) => refusal,
        Ok(sent) => {
            let (actor, new) = (Actor::of(&member), sent.proposed());
            match app.write(move |tx| actions::propose_physician(tx, &actor, &new)).await {
                Ok(row) => return Ok(see_other(&format!("/physicians/{}", row.slug))),
                Err(error) => refusal_of(error)?,
            }
        }
    };
    let page = with_errors(member.page(&request)?, &refusal);
    html(StatusCode::UNPROCESSABLE_ENTITY, &form_to_propose(&app, page, Typed(form.raw)).await?)
}

async fn form_to_propose(app: &App, page: Page, typed: Typed) -> Result<FormPage, Failure> {
    let page = page.in_area(Area::Physicians).keep_private();
    let page = page.clone().titled(page.t("directory-propose-physician"));
    let (lede, button) = (page.t("directory-propose-lede"), page.t("directory-propose-send"));
    filled_form(
        app,
        FormPage {
            lede,
            action: "/physicians/new".to_owned(),
            back: "/physicians".to_owned(),
            button,
            version: 0,
            whole: true,
            typed,
            kinds: Vec::new(),
            specialties: Vec::new(),
            clinics: Vec::new(),
            countries: Vec::new(),
            page,
        },
    )
    .await
}

/// Adds what the form offers to choose from.
async fn filled_form(app: &App, form: FormPage) -> Result<FormPage, Failure> {
    let rows = app.read(|r| clinics::choices(r.conn, CLINICS)).await?;
    let (lang, typed) = (form.page.lang, &form.typed);
    let ticked = typed.all("clinic_ids[]");
    let named = rows.iter().map(|row| Choice::new(row.id.as_str(), format!("{}, {}", row.name, row.city)));
    Ok(FormPage {
        kinds: choices::physician_kinds(lang, typed.get("kind")),
        specialties: choices::specialty_boxes(&app.site().pack, lang, &typed.all("specialties[]")),
        clinics: named.map(|choice| choices::tick(choice, &ticked)).collect(),
        countries: choices::country(lang, typed.get("licence_country")),
        ..form
    })
}

/// The page with a refusal's words at the fields as this form names them.
pub fn with_errors(page: Page, refusal: &Refusal) -> Page {
    let fields = refusal.fields.iter().map(|field| FieldError { pointer: field_of(&field.pointer), ..field.clone() });
    let told = Refusal { fields: fields.collect(), ..refusal.clone() };
    let errors = FormErrors::of(&told, page.lang);
    page.with_errors(errors)
}

/// `/licences/0/number` is the field `licence_number`; an entry of a list is the field of the list.
fn field_of(pointer: &str) -> String {
    let parts: Vec<&str> = pointer.trim_start_matches('/').split('/').collect();
    match parts.as_slice() {
        ["licences", _, field] => format!("/licence_{field}"),
        [list, _] => format!("/{list}"),
        _ => pointer.to_owned(),
    }
}

#[get("/physicians/{slug}/edit")]
pub async fn filled(
    app: Data<App>,
    member: Member,
    request: HttpRequest,
    slug: Path<String>,
) -> Result<HttpResponse, Failure> {
    let actor = Actor::of(&member);
    let view = editable(&app, &actor, slug.into_inner()).await?;
    let page = member.page(&request)?;
    let form = form_to_change(&app, page, &actor, &view, Typed(as_typed(&view))).await?;
    html(StatusCode::OK, &form)
}

#[post("/physicians/{slug}/edit")]
pub async fn change(
    app: Data<App>,
    member: Member,
    request: HttpRequest,
    slug: Path<String>,
    form: ValidForm<PhysicianForm>,
) -> Result<HttpResponse, Failure> {
    member.check_form(&app, &form.csrf)?;
    let actor = Actor::of(&member);
    let view = editable(&app, &actor, slug.into_inner()).await?;
    let refusal = match edited(&app, (&actor, &view), form.value).await? {
        Ok(slug) => return Ok(see_other(&format!("/physicians/{slug}"))),
        Err(refusal) => refusal,
    };
    let page = with_errors(member.page(&request)?, &refusal);
    let again = form_to_change(&app, page, &actor, &view, Typed(form.raw)).await?;
    html(StatusCode::UNPROCESSABLE_ENTITY, &again)
}

/// Changes the entry; answers the name of its page, or what the form has to show.
async fn edited(
    app: &App,
    (actor, view): (&Actor, &PhysicianView),
    form: Result<PhysicianForm, Refusal>,
) -> Result<Result<String, Refusal>, Failure> {
    let sent = match form {
        Ok(sent) => sent,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let (who, id, changes) = (actor.clone(), view.id.clone(), sent.changes(actor.is_staff(), view));
    let matches = move |version: i64| if version == sent.version { Ok(()) } else { Err(Refusal::new(STALE)) };
    match app.write(move |tx| actions::edit_physician(tx, &who, &id, &changes, &matches)).await {
        Ok(row) => Ok(Ok(row.slug)),
        Err(error) => refusal_of(error).map(Err),
    }
}

async fn editable(app: &App, actor: &Actor, slug: String) -> Result<PhysicianView, Failure> {
    let actor = actor.clone();
    let read = app.read(move |r| {
        let row = physicians::find_by_slug(r.conn, &slug)?;
        reads::physician(r, &row.id, Some(&actor))
    });
    let view = read.await?;
    if view.actions.iter().any(|link| link.name == "edit") { Ok(view) } else { Err(FORBIDDEN.into()) }
}

async fn form_to_change(
    app: &App,
    page: Page,
    actor: &Actor,
    view: &PhysicianView,
    typed: Typed,
) -> Result<FormPage, Failure> {
    let back = format!("/physicians/{}", view.slug);
    let page = page.in_area(Area::Physicians).keep_private();
    let page = page.clone().titled(page.t_with("directory-edit-title", "name", view.name.as_str()));
    let (lede, button) = (page.t("directory-edit-lede"), page.t("button-save"));
    filled_form(
        app,
        FormPage {
            lede,
            action: format!("{back}/edit"),
            back,
            button,
            version: view.version,
            whole: actor.is_staff(),
            typed,
            kinds: Vec::new(),
            specialties: Vec::new(),
            clinics: Vec::new(),
            countries: Vec::new(),
            page,
        },
    )
    .await
}

/// An entry as the form would have sent it.
fn as_typed(view: &PhysicianView) -> Vec<(String, String)> {
    let mut typed = vec![
        ("name", view.name.clone()),
        ("kind", view.kind.to_string()),
        ("titles", view.titles.join(", ")),
        ("languages", view.languages.join(", ")),
        ("practice_since", view.practice_since.map(|year| year.to_string()).unwrap_or_default()),
        ("bio", view.bio.clone().unwrap_or_default()),
    ];
    typed.extend(view.specialties.iter().map(|code| ("specialties[]", code.clone())));
    typed.extend(view.clinic_ids.iter().map(|id| ("clinic_ids[]", id.to_string())));
    if let [licence] = view.licences.as_slice() {
        typed.extend([
            ("licence_country", licence.country.clone()),
            ("licence_authority", licence.authority.clone()),
            ("licence_number", licence.number.clone()),
            ("licence_expires_on", licence.expires_on.map(|day| day.to_string()).unwrap_or_default()),
        ]);
    }
    typed.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
