//! Proposing a clinic, and changing an entry.

use super::offer_form::{self, OfferForm, OfferRow, StaffForm};
use super::{Typed, choices, html, refusal_of, see_other};
use crate::accounts::Member;
use crate::app::App;
use crate::directory::api::{ClinicChanges, ClinicView, NewClinic};
use crate::directory::model::{ClinicId, ClinicKind};
use crate::directory::store::clinics;
use crate::directory::{Actor, actions, reads, rules};
use crate::error::{AppError, FORBIDDEN, FieldError, REQUIRED, Refusal, STALE, WRONG_TYPE};
use crate::specialty::Pack;
use crate::text::lang::Lang;
use crate::web::page::{Area, FormErrors, Page};
use crate::web::parts::Choice;
use crate::web::{Check, Failure, ValidForm, Wrong};
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;
use chrono::NaiveDate;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Clinics that the form offers as the one that went on as another.
const PREDECESSORS: i64 = 500;

#[derive(Template)]
#[template(path = "directory/clinic_form.html")]
struct FormPage {
    page: Page,
    lede: String,
    action: String,
    back: String,
    button: String,
    version: i64,
    /// Whether identity, place and address for letters may be changed.
    whole: bool,
    typed: Typed,
    kinds: Vec<Choice>,
    countries: Vec<Choice>,
    zones: Vec<Choice>,
    treatments: Vec<Choice>,
    offers: Vec<OfferRow>,
    people: Vec<(String, String, String)>,
    /// Clinics that may go on as this one; empty for those who may not say so.
    predecessors: Vec<Choice>,
}

/// The form as browsers send it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ClinicForm {
    name: String,
    kind: Option<ClinicKind>,
    country: String,
    city: String,
    address: String,
    time_zone: String,
    email: String,
    latitude: String,
    longitude: String,
    treatments: Vec<String>,
    offers: BTreeMap<String, OfferForm>,
    staff: StaffForm,
    predecessor_id: Option<ClinicId>,
    version: i64,
}

impl Check for ClinicForm {}

impl ClinicForm {
    /// The entry as it was typed, and what of it cannot be read; something else stands in the place of that.
    fn read(&self, lang: Lang) -> (NewClinic, Wrong) {
        let mut wrong = Wrong::default();
        let new = NewClinic {
            name: self.name.clone(),
            country: self.country.clone(),
            city: self.city.clone(),
            time_zone: self.time_zone.clone(),
            kind: self.kind.unwrap_or(ClinicKind::SingleSpecialty),
            email: self.email.clone(),
            address: Some(self.address.clone()),
            treatments: self.treatments.clone(),
            latitude: degrees("/latitude", &self.latitude, &mut wrong),
            longitude: degrees("/longitude", &self.longitude, &mut wrong),
            offers: offer_form::offers(&self.offers, lang, &mut wrong),
            staff: offer_form::staff(&self.staff, &mut wrong),
            predecessor_id: self.predecessor_id.clone(),
        };
        (new, wrong)
    }

    fn proposed(&self, lang: Lang, known: Known<'_>) -> Result<NewClinic, Refusal> {
        let (new, mut wrong) = self.read(lang);
        if self.kind.is_none() {
            wrong.add("/kind", REQUIRED);
        }
        match wrong.into_result() {
            Ok(()) => Ok(new),
            Err(unread) => Err(with_the_rest(unread, new, known)),
        }
    }

    /// What changes: all of it for staff; address, treatments, prices and people for the clinic.
    fn changes(&self, staff: bool, lang: Lang, known: Known<'_>) -> Result<ClinicChanges, Refusal> {
        let (new, wrong) = self.read(lang);
        if let Err(unread) = wrong.into_result() {
            let mut refusal = with_the_rest(unread, new, known);
            // The clinic's own form does not ask for the others.
            refusal.fields.retain(|field| staff || OWN.iter().any(|own| field.pointer.starts_with(own)));
            return Err(refusal);
        }
        Ok(ClinicChanges {
            name: staff.then_some(new.name),
            country: staff.then_some(new.country),
            city: staff.then_some(new.city),
            time_zone: staff.then_some(new.time_zone),
            kind: if staff { self.kind } else { None },
            email: staff.then_some(new.email),
            address: Some(new.address),
            treatments: Some(new.treatments),
            latitude: staff.then_some(new.latitude),
            longitude: staff.then_some(new.longitude),
            offers: Some(new.offers),
            staff: Some(new.staff),
            predecessor_id: staff.then_some(new.predecessor_id),
        })
    }
}

/// What the clinic's own form asks for.
const OWN: [&str; 4] = ["/address", "/treatments", "/offers", "/staff"];

/// What the rules of an entry ask: the pack, and the present day.
type Known<'p> = (&'p Pack, NaiveDate);

fn known(app: &App) -> Known<'_> {
    (&app.site().pack, app.now().date())
}

/// What cannot be read together with what the rules say of the rest: everything wrong is told at once.
fn with_the_rest(mut unread: Refusal, new: NewClinic, (pack, today): Known<'_>) -> Refusal {
    let offers = new.offers.clone();
    let rest = rules::clinic(new, pack, today).err().map(|refusal| offer_form::at_fields(&refusal, &offers).fields);
    for field in rest.unwrap_or_default() {
        if !unread.fields.iter().any(|known| known.pointer == field.pointer) {
            unread.fields.push(field);
        }
    }
    unread
}

/// The page with a refusal's words at its fields; what is wrong with one box is told at the group of boxes.
fn with_errors(pack: &Pack, page: Page, refusal: &Refusal) -> Page {
    let field = |pointer: &str| match pointer.rsplit_once('/') {
        Some((group, place)) if place.parse::<usize>().is_ok() => group.to_owned(),
        _ => pointer.to_owned(),
    };
    let fields = refusal.fields.iter().map(|known| FieldError { pointer: field(&known.pointer), ..known.clone() });
    let told = Refusal { fields: fields.collect(), ..refusal.clone() };
    let errors = FormErrors::called(&told, page.lang, |field| offer_form::label(field, pack, &page));
    let errors = errors.told(|problem| offer_form::said_of(problem, &told, (pack, &page)));
    page.with_errors(errors)
}

/// A number of degrees as somebody typed it; nothing for an empty field, and for what is named in `wrong`.
fn degrees(pointer: &str, typed: &str, wrong: &mut Wrong) -> Option<f64> {
    let typed = typed.trim().replace(',', ".");
    let number = typed.parse::<f64>().ok().filter(|number| number.is_finite());
    if number.is_none() && !typed.is_empty() {
        wrong.add(pointer, WRONG_TYPE);
    }
    number
}

#[get("/clinics/new")]
pub async fn blank(app: Data<App>, member: Member, request: HttpRequest) -> Result<HttpResponse, Failure> {
    let page = member.page(&request)?;
    html(StatusCode::OK, &form_to_propose(&app, page, &Actor::of(&member), Typed::default()).await?)
}

#[post("/clinics/new")]
pub async fn propose(
    app: Data<App>,
    member: Member,
    request: HttpRequest,
    form: ValidForm<ClinicForm>,
) -> Result<HttpResponse, Failure> {
    member.check_form(&app, &form.csrf)?;
    let (actor, page) = (Actor::of(&member), member.page(&request)?);
    let refusal = match form.value.and_then(|sent| sent.proposed(page.lang, known(&app))) {
        Err(refusal) => refusal,
        Ok(new) => {
            let (actor, offers) = (actor.clone(), new.offers.clone());
            match app.write(move |tx| actions::propose_clinic(tx, &actor, &new)).await {
                Ok(row) => return Ok(see_other(&format!("/clinics/{}", row.slug))),
                Err(error) => offer_form::at_fields(&refusal_of(error)?, &offers),
            }
        }
    };
    let page = with_errors(&app.site().pack, page, &refusal);
    html(StatusCode::UNPROCESSABLE_ENTITY, &form_to_propose(&app, page, &actor, Typed(form.raw)).await?)
}

async fn form_to_propose(app: &App, page: Page, actor: &Actor, typed: Typed) -> Result<FormPage, Failure> {
    let page = page.in_area(Area::Physicians).keep_private();
    let page = page.clone().titled(page.t("directory-propose-clinic"));
    let words = Words {
        lede: page.t("directory-propose-clinic-lede"),
        action: "/clinics/new".to_owned(),
        back: "/clinics".to_owned(),
        button: page.t("directory-propose-send"),
    };
    let predecessors = predecessors(app, &page, actor, (None, &typed)).await?;
    Ok(FormPage { predecessors, ..form_page(app, page, words, typed) })
}

/// The clinics that may have gone on as this one, first those that are stored or were chosen already; none for a reader
/// who may not say so.
async fn predecessors(
    app: &App,
    page: &Page,
    actor: &Actor,
    (view, typed): (Option<&ClinicView>, &Typed),
) -> Result<Vec<Choice>, Failure> {
    if !actor.is_staff() {
        return Ok(Vec::new());
    }
    let chosen = typed.get("predecessor_id");
    let stored = view.and_then(|view| view.predecessor_id.clone());
    let known: Vec<ClinicId> = stored.into_iter().chain(chosen.parse().ok()).collect();
    let read = app.read(move |r| {
        let known = if known.is_empty() { Vec::new() } else { clinics::all(r.conn, &known)? };
        Ok((known, clinics::choices(r.conn, PREDECESSORS)?))
    });
    let (mut rows, all) = read.await?;
    rows.extend(all.into_iter().filter(|row| !rows.iter().any(|known| known.id == row.id)).collect::<Vec<_>>());
    rows.retain(|row| view.is_none_or(|view| view.id != row.id));
    let named = rows.iter().map(|row| Choice::new(row.id.as_str(), format!("{}, {}", row.name, row.city)));
    let none = Choice::new("", page.t("directory-field-predecessor-none"));
    Ok(std::iter::once(none).chain(named).map(|choice| choice.chosen_if(chosen)).collect())
}

/// What differs between a proposal and a change.
struct Words {
    lede: String,
    action: String,
    back: String,
    button: String,
}

fn form_page(app: &App, page: Page, words: Words, typed: Typed) -> FormPage {
    let (lang, pack) = (page.lang, &app.site().pack);
    FormPage {
        lede: words.lede,
        action: words.action,
        back: words.back,
        button: words.button,
        version: 0,
        whole: true,
        kinds: choices::clinic_kinds(lang, typed.get("kind")),
        countries: choices::country(lang, typed.get("country")),
        zones: choices::zones(lang, typed.get("time_zone")),
        treatments: choices::procedure_boxes(pack, lang, &typed.all("treatments[]")),
        offers: offer_form::rows(pack, &page, &typed),
        people: offer_form::people(&page, &typed),
        predecessors: Vec::new(),
        typed,
        page,
    }
}

#[get("/clinics/{slug}/edit")]
pub async fn filled(
    app: Data<App>,
    member: Member,
    request: HttpRequest,
    slug: Path<String>,
) -> Result<HttpResponse, Failure> {
    let actor = Actor::of(&member);
    let view = editable(&app, &actor, slug.into_inner()).await?;
    let page = member.page(&request)?;
    let typed = Typed(as_typed(&view, page.lang));
    html(StatusCode::OK, &form_to_change(&app, page, &actor, &view, typed).await?)
}

#[post("/clinics/{slug}/edit")]
pub async fn change(
    app: Data<App>,
    member: Member,
    request: HttpRequest,
    slug: Path<String>,
    form: ValidForm<ClinicForm>,
) -> Result<HttpResponse, Failure> {
    member.check_form(&app, &form.csrf)?;
    let actor = Actor::of(&member);
    let view = editable(&app, &actor, slug.into_inner()).await?;
    let page = member.page(&request)?;
    let refusal = match edited(&app, (&actor, &view), page.lang, form.value).await? {
        Ok(slug) => return Ok(see_other(&format!("/clinics/{slug}"))),
        Err(refusal) => refusal,
    };
    let page = with_errors(&app.site().pack, page, &refusal);
    html(StatusCode::UNPROCESSABLE_ENTITY, &form_to_change(&app, page, &actor, &view, Typed(form.raw)).await?)
}

/// Changes the entry; answers the name of its page, or what the form has to show.
async fn edited(
    app: &App,
    (actor, view): (&Actor, &ClinicView),
    lang: Lang,
    form: Result<ClinicForm, Refusal>,
) -> Result<Result<String, Refusal>, Failure> {
    let sent = match form {
        Ok(sent) => sent,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let (who, id, changes) = (actor.clone(), view.id.clone(), sent.changes(actor.is_staff(), lang, known(app)));
    let offers = changes.as_ref().ok().and_then(|changes| changes.offers.clone()).unwrap_or_default();
    let matches = move |version: i64| if version == sent.version { Ok(()) } else { Err(Refusal::new(STALE)) };
    let write = app.write(move |tx| {
        let changes = changes.as_ref().map_err(|refusal| AppError::from(refusal.clone()))?;
        actions::edit_clinic(tx, &who, &id, changes, &matches)
    });
    match write.await {
        Ok(row) => Ok(Ok(row.slug)),
        Err(error) => Ok(Err(offer_form::at_fields(&refusal_of(error)?, &offers))),
    }
}

async fn editable(app: &App, actor: &Actor, slug: String) -> Result<ClinicView, Failure> {
    let actor = actor.clone();
    let read = app.read(move |r| {
        let row = clinics::find_by_slug(r.conn, &slug)?;
        reads::clinic(r, &row.id, Some(&actor))
    });
    let view = read.await?;
    if view.actions.iter().any(|link| link.name == "edit") { Ok(view) } else { Err(FORBIDDEN.into()) }
}

async fn form_to_change(
    app: &App,
    page: Page,
    actor: &Actor,
    view: &ClinicView,
    typed: Typed,
) -> Result<FormPage, Failure> {
    let back = format!("/clinics/{}", view.slug);
    let page = page.in_area(Area::Physicians).keep_private();
    let page = page.clone().titled(page.t_with("directory-edit-title", "name", view.name.as_str()));
    let words = Words {
        lede: page.t("directory-edit-lede"),
        action: format!("{back}/edit"),
        back,
        button: page.t("button-save"),
    };
    let predecessors = predecessors(app, &page, actor, (Some(view), &typed)).await?;
    let form = form_page(app, page, words, typed);
    Ok(FormPage { version: view.version, whole: actor.is_staff(), predecessors, ..form })
}

/// An entry as the form would have sent it in this language.
fn as_typed(view: &ClinicView, lang: Lang) -> Vec<(String, String)> {
    let mut typed = vec![
        ("name", view.name.clone()),
        ("kind", view.kind.to_string()),
        ("country", view.country.clone()),
        ("city", view.city.clone()),
        ("address", view.address.clone().unwrap_or_default()),
        ("time_zone", view.time_zone.clone()),
        ("email", view.email.clone()),
        ("latitude", view.latitude.map(|degrees| degrees.to_string()).unwrap_or_default()),
        ("longitude", view.longitude.map(|degrees| degrees.to_string()).unwrap_or_default()),
    ];
    typed.extend(view.treatments.iter().map(|slug| ("treatments[]", slug.clone())));
    typed.push(("predecessor_id", view.predecessor_id.as_ref().map(ToString::to_string).unwrap_or_default()));
    let mut typed: Vec<_> = typed.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    typed.extend(offer_form::as_typed(view, lang));
    typed
}
