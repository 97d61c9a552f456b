//! The form by which a patient files a complaint: one page, its parts in the order in which they are answered.

mod form;

use super::acts::categories;
use super::fields::Typed;
use super::{private, refusal_of, see_other, shown, shown_again, with_refusal};
use crate::accounts::Member;
use crate::app::{App, Reader};
use crate::complaints::{FILING_FORM, actions};
use crate::directory::{self, ClinicRow, PhysicianRow};
use crate::drafts::{self, DraftId, Held, Kept, Opened};
use crate::error::{AppError, Refusal};
use crate::web::page::{Area, Page, Tone};
use crate::web::parts::{Choice, ChoiceGroup};
use crate::web::{Check, Failure, Query, ValidForm, Wrong};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;
use form::{Filing, Tried};
use serde::Deserialize;

/// Entries of each kind that a list offers; beyond that people search by name.
const OFFERED: i64 = 200;

/// Whom the complaint is about, as links from profiles say: an address name or an id.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    physician: Option<String>,
    clinic: Option<String>,
    /// Part of a name.
    q: Option<String>,
    /// The draft to go on with.
    draft: Option<DraftId>,
    /// What a review said already.
    procedure: Option<String>,
    month: Option<String>,
    year: Option<String>,
    /// The review's words were saved as a draft.
    #[serde(default)]
    kept: bool,
}

impl Check for Asked {
    fn check(&self, wrong: &mut Wrong) {
        wrong.length_of("?q", self.q.as_deref(), 0..=200);
        for (name, said) in [("?procedure", &self.procedure), ("?month", &self.month), ("?year", &self.year)] {
            wrong.length_of(name, said.as_deref(), 0..=60);
        }
    }
}

#[derive(Template)]
#[template(path = "complaints/new.html")]
struct FilingPage {
    page: Page,
    physicians: Vec<Choice>,
    clinics: Vec<Choice>,
    /// Not every entry is in the lists.
    search: Option<String>,
    categories: Vec<ChoiceGroup>,
    procedures: Vec<Choice>,
    month: String,
    year: String,
    narrative: String,
    desired_outcome: String,
    tried: Vec<Choice>,
    on: String,
    channel: String,
    description: String,
    patient_name: String,
    public_narrative: String,
    kept: Kept,
    /// The draft that a search by name comes back to.
    draft: String,
}

/// The directory as the form offers it, and who is chosen beforehand.
struct Offer {
    physicians: Vec<PhysicianRow>,
    clinics: Vec<ClinicRow>,
    physician: String,
    clinic: String,
    is_cut: bool,
}

#[get("/complaints/new")]
pub async fn blank(
    app: Data<App>,
    request: HttpRequest,
    member: Member,
    asked: Query<Asked>,
) -> Result<HttpResponse, Failure> {
    let (page, draft) = (member.page(&request)?, asked.draft.clone());
    let read = app.read(move |r| drafts::opened(r.conn, &member.id, (&FILING_FORM, None), draft.as_ref()));
    let Opened { kept, fields } = read.await?;
    shown(&page_of(&app, page, asked.0, (Typed(fields.as_deref()), kept)).await?)
}

#[post("/complaints/new")]
pub async fn submit(
    app: Data<App>,
    request: HttpRequest,
    member: Member,
    form: ValidForm<Filing>,
) -> Result<HttpResponse, Failure> {
    member.check_form(&app, &form.csrf)?;
    let kept = Kept::again(&form);
    let done = match drafts::Typed::of(&FILING_FORM, None, &form) {
        Some(typed) => drafts::save(&app, &member.id, typed).await,
        None => filed(&app, &member, form.value).await,
    };
    let refusal: Refusal = match done {
        Ok(place) => return Ok(see_other(&place)),
        Err(error) => refusal_of(error)?,
    };
    let page = with_refusal(member.page(&request)?, &refusal);
    shown_again(&page_of(&app, page, Asked::default(), (Typed(Some(&form.raw)), kept)).await?, &refusal)
}

/// Files the complaint, and puts its draft away; answers where it is.
async fn filed(app: &App, member: &Member, sent: Result<Filing, Refusal>) -> Result<String, AppError> {
    let (sent, member) = (sent?, member.clone());
    let (new, held) = (sent.wire(), Held::of(&sent.draft));
    // Consent without words is a choice like any other; whoever forgot the words is told where to add them.
    let done = if new.publish_narrative && new.public_narrative.is_none() { "filed-wordless" } else { "filed" };
    let write = app.write(move |tx| {
        let filed = actions::file(tx, &member, &new)?;
        drafts::published(tx, &member.id, held.as_ref())?;
        Ok(format!("/complaints/{}?done={done}", filed.id))
    });
    write.await
}

async fn page_of(
    app: &App,
    page: Page,
    asked: Asked,
    (typed, kept): (Typed<'_>, Kept),
) -> Result<FilingPage, AppError> {
    let draft = asked.draft.as_ref().map(ToString::to_string).unwrap_or_default();
    let or = |name: &str, asked: &Option<String>| typed.or(name, asked.as_deref().unwrap_or_default());
    let (procedure, month) = (or("procedure", &asked.procedure), or("month", &asked.month));
    let (year, is_kept) = (or("year", &asked.year), asked.kept);
    let (physician, clinic) = (or("physician_id", &asked.physician), or("clinic_id", &asked.clinic));
    let asked = Asked { draft: None, physician: Some(physician), clinic: Some(clinic), ..asked };
    let q = asked.q.clone().unwrap_or_default();
    let offer = app.read(move |reader| Offer::read(reader, &asked)).await?;
    let pack = &app.site().pack;
    let lang = page.lang;
    let nobody = Choice::new("", page.t("complaints-new-not-listed"));
    let people = offer.physicians.iter().map(|row| Choice::new(row.id.as_str(), row.name.clone()));
    let houses = offer.clinics.iter().map(|row| Choice::new(row.id.as_str(), format!("{}, {}", row.name, row.city)));
    let procedures = pack.procedures.iter();
    let procedures = procedures.map(|known| Choice::new(known.slug.clone(), known.words.get(lang.as_str())));
    let choose = Choice::new("", page.t("complaints-choose"));
    let tried = |tried: &Tried| {
        let (title, hint) = (format!("complaints-tried-{tried}"), format!("complaints-tried-{tried}-hint"));
        Choice::new(tried.as_str(), page.t(&title)).with_hint(page.t(&hint)).chosen_if(&typed.get("tried"))
    };
    let mut groups = categories(pack, &page, &typed.get("category"));
    groups.insert(0, ChoiceGroup { label: page.t("complaints-choose"), choices: vec![choose.clone()] });
    let title = page.t("complaints-new-title");
    Ok(FilingPage {
        physicians: first(nobody.clone(), people, &offer.physician),
        clinics: first(nobody, houses, &offer.clinic),
        search: (offer.is_cut || !q.is_empty()).then_some(q),
        categories: groups,
        procedures: first(choose, procedures, &procedure),
        month,
        year,
        narrative: typed.get("narrative"),
        desired_outcome: typed.get("desired_outcome"),
        tried: Tried::ALL.iter().map(tried).collect(),
        on: typed.get("private_attempt.on"),
        channel: typed.get("private_attempt.channel"),
        description: typed.get("private_attempt.description"),
        patient_name: typed.get("patient_name"),
        public_narrative: typed.get("public_narrative"),
        kept,
        draft,
        page: kept_note(private(page, Area::Complaints, title), is_kept),
    })
}

/// Says where the words of a review went that somebody came from.
fn kept_note(page: Page, is_kept: bool) -> Page {
    if is_kept { page.clone().with_flash(Tone::Ok, page.t("complaints-new-kept")) } else { page }
}

fn first(before: Choice, choices: impl Iterator<Item = Choice>, present: &str) -> Vec<Choice> {
    std::iter::once(before).chain(choices).map(|choice| choice.chosen_if(present)).collect()
}

impl Offer {
    /// Whoever was asked for is offered too, and with a physician the clinic where they work.
    fn read(reader: &mut Reader<'_>, asked: &Asked) -> Result<Self, AppError> {
        let (mut physicians, mut clinics) = directory::to_choose_from(reader.conn, asked.q.as_deref(), OFFERED)?;
        let full = |count: usize| i64::try_from(count).is_ok_and(|count| count >= OFFERED);
        let is_cut = full(physicians.len()) || full(clinics.len());
        let physician = match asked.physician.as_deref().filter(|text| !text.is_empty()) {
            Some(text) => match text.parse() {
                Ok(id) => directory::physicians(reader.conn, &[id])?.pop(),
                Err(_) => directory::physician_at(reader.conn, text)?,
            },
            None => None,
        };
        let mut clinic = match asked.clinic.as_deref().filter(|text| !text.is_empty()) {
            Some(text) => match text.parse() {
                Ok(id) => directory::clinics(reader.conn, &[id])?.pop(),
                Err(_) => directory::clinic_at(reader.conn, text)?,
            },
            None => None,
        };
        if let (Some(physician), None) = (&physician, &clinic) {
            clinic = directory::clinics_of(reader.conn, &physician.id)?.into_iter().next();
        }
        let chosen = (
            physician.as_ref().map(|row| row.id.to_string()).unwrap_or_default(),
            clinic.as_ref().map(|row| row.id.to_string()).unwrap_or_default(),
        );
        physicians.extend(physician.filter(|row| !physicians.iter().any(|known| known.id == row.id)));
        clinics.extend(clinic.filter(|row| !clinics.iter().any(|known| known.id == row.id)));
        Ok(Self { physicians, clinics, physician: chosen.0, clinic: chosen.1, is_cut })
    }
}
