//! The form by which a patient reviews somebody; the private way stands beside "Publish now".

use super::form::{ReviewForm, again, stars};
use super::{framed, refusal_of, see_other, shown, shown_again, typed, with_refusal};
use crate::accounts::Member;
use crate::app::{App, Reader, Tx};
use crate::clock::Timestamp;
use crate::directory::{self, ClinicRow, EntryState, PhysicianId, PhysicianRow};
use crate::drafts::{self, DraftId, Held, Kept, Opened, Typed};
use crate::error::{AppError, REQUIRED, Refusal};
use crate::reviews::api::NewReview;
use crate::reviews::rules::ALREADY_REVIEWED;
use crate::reviews::{REVIEW_FORM, actions};
use crate::specialty::Pack;
use crate::web::page::{Area, Page};
use crate::web::parts::Choice;
use crate::web::{Check, Failure, Query, ValidForm, Wrong};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;
use serde::Deserialize;

/// Entries of each kind that a list offers; beyond that people come from a profile.
const OFFERED: i64 = 200;

/// Whom the review is about, as links from profiles say: an address name or an id.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    physician: Option<String>,
    clinic: Option<String>,
    /// The draft to go on with.
    draft: Option<DraftId>,
}

impl Check for Asked {
    fn check(&self, wrong: &mut Wrong) {
        wrong.length_of("?physician", self.physician.as_deref(), 0..=200);
        wrong.length_of("?clinic", self.clinic.as_deref(), 0..=200);
    }
}

#[derive(Template)]
#[template(path = "reviews/new.html")]
struct NewPage {
    page: Page,
    physicians: Vec<Choice>,
    clinics: Vec<Choice>,
    /// What is said where the directory does not know that the physician works at the clinic; a tick says that it was so.
    place: String,
    was_there: bool,
    procedures: Vec<Choice>,
    month: String,
    year: String,
    overall: Vec<Choice>,
    again: Vec<Choice>,
    text: String,
    scores: Vec<(String, String, Vec<Choice>)>,
    interests: Vec<Choice>,
    detail: String,
    authorship: bool,
    kept: Kept,
    /// The reader has reviewed this surgery already: their reviews are a link away.
    has_one: bool,
    /// Until when the reader may not write; nothing while there is something typed to keep.
    silenced_until: Option<Timestamp>,
}

#[get("/reviews/new")]
pub async fn blank(
    app: Data<App>,
    request: HttpRequest,
    member: Member,
    asked: Query<Asked>,
) -> Result<HttpResponse, Failure> {
    let (page, draft, silenced) = (member.page(&request)?, asked.draft.clone(), member.silenced_until);
    let read = app.read(move |r| drafts::opened(r.conn, &member.id, (&REVIEW_FORM, None), draft.as_ref()));
    let Opened { kept, fields } = read.await?;
    let silenced_until = silenced.filter(|_| fields.is_none());
    let whole = page_of(&app, page, asked.0, (&fields.unwrap_or_default(), kept)).await?;
    shown(&NewPage { silenced_until, ..whole })
}

#[post("/reviews/new")]
pub async fn send(
    app: Data<App>,
    request: HttpRequest,
    member: Member,
    form: ValidForm<ReviewForm>,
) -> Result<HttpResponse, Failure> {
    member.check_form(&app, &form.csrf)?;
    let kept = Kept::again(&form);
    let done = match Typed::of(&REVIEW_FORM, None, &form) {
        Some(typed) if form.typed("save_draft") == PRIVATELY => privately(&app, &member, &form, typed).await,
        Some(typed) => drafts::save(&app, &member.id, typed).await,
        None => submitted(&app, &member, form.value).await,
    };
    let refusal: Refusal = match done {
        Ok(place) => return Ok(see_other(&place)),
        Err(error) => refusal_of(error)?,
    };
    let page = with_refusal(member.page(&request)?, &app.site().pack, &refusal);
    let whole = page_of(&app, page, Asked::default(), (&form.raw, kept)).await?;
    shown_again(&NewPage { has_one: refusal.code == ALREADY_REVIEWED, ..whole }, &refusal)
}

/// What the button of the private way says in place of the one that only saves.
const PRIVATELY: &str = "private";
/// What a complaint takes over from a review: the name of the form's field, and of the address's parameter.
const TAKEN_OVER: &[(&str, &str)] = &[
    ("physician_id", "physician"),
    ("clinic_id", "clinic"),
    ("procedure", "procedure"),
    ("month", "month"),
    ("year", "year"),
];

/// Keeps what was written as a draft, and goes on to a complaint about the same people; answers where that is.
async fn privately(app: &App, member: &Member, form: &ValidForm<ReviewForm>, typed: Typed) -> Result<String, AppError> {
    let is_written = ["text", "detail"].iter().any(|field| !form.typed(field).trim().is_empty());
    if is_written {
        drafts::save(app, &member.id, typed).await?;
    }
    let said = TAKEN_OVER.iter().map(|(field, name)| (*name, form.typed(field)));
    let kept = is_written.then_some(("kept", "true"));
    let query: Vec<(&str, &str)> = said.chain(kept).filter(|(_, value)| !value.is_empty()).collect();
    let query = serde_urlencoded::to_string(query).map_err(AppError::internal)?;
    Ok(format!("/complaints/new?{query}"))
}

/// Submits the review, and puts its draft away; answers where it is.
async fn submitted(app: &App, member: &Member, sent: Result<ReviewForm, Refusal>) -> Result<String, AppError> {
    let (sent, member) = (sent?, member.clone());
    let (new, held) = (sent.wire(), Held::of(&sent.draft));
    let write = app.write(move |tx| {
        // What is refused for good is said before what is only asked.
        let filed = actions::submit(tx, &member, &new)?;
        if !sent.was_there {
            refuse_unknown_place(tx, &new)?;
        }
        drafts::published(tx, &member.id, held.as_ref())?;
        Ok(format!("/reviews/{}?done=submitted", filed.id))
    });
    write.await
}

/// A physician at a clinic where the directory does not know them may be the wrong one of the two, or have moved.
///
/// # Errors
/// 422 at `/was_there`.
fn refuse_unknown_place(tx: &mut Tx<'_>, new: &NewReview) -> Result<(), AppError> {
    let (Some(physician), Some(clinic)) = (&new.physician_id, &new.clinic_id) else { return Ok(()) };
    let is_known = directory::is_known_at(tx.conn, physician, clinic)?;
    if is_known { Ok(()) } else { Err(Refusal::field("/was_there", REQUIRED).into()) }
}

async fn page_of(
    app: &App,
    page: Page,
    asked: Asked,
    (raw, kept): (&[(String, String)], Kept),
) -> Result<NewPage, AppError> {
    let or = |name: &str, otherwise: Option<String>| {
        let said = typed(raw, name);
        if said.is_empty() { otherwise.unwrap_or_default() } else { said }
    };
    let asked = Chosen {
        physician: or("physician_id", asked.physician),
        clinic: or("clinic_id", asked.clinic),
        is_typed: !raw.is_empty(),
    };
    let offer = app.read(move |reader| Offer::read(reader, &asked)).await?;
    let pack = &app.site().pack;
    let (physicians, clinics) = offer.choices(&page);
    let title = page.t("reviews-new-title");
    Ok(NewPage {
        physicians,
        clinics,
        place: offer.place(&page),
        was_there: typed(raw, "was_there") == "true",
        procedures: procedures(pack, &page, &typed(raw, "procedure")),
        month: typed(raw, "month"),
        year: typed(raw, "year"),
        overall: stars(&page, &typed(raw, "overall")),
        again: again(&page, &typed(raw, "choose_again")),
        text: typed(raw, "text"),
        scores: scores(pack, &page, raw),
        interests: interests(pack, &page, &typed(raw, "interest")),
        detail: typed(raw, "detail"),
        authorship: typed(raw, "authorship") == "true",
        kept,
        has_one: false,
        silenced_until: None,
        page: framed(page, Area::Physicians, title).keep_private(),
    })
}

fn procedures(pack: &Pack, page: &Page, chosen: &str) -> Vec<Choice> {
    let known = pack.procedures.iter();
    let known = known.map(|known| Choice::new(known.slug.clone(), known.words.get(page.lang.as_str())));
    first(Choice::new("", page.t("reviews-new-choose")), known, chosen)
}

/// What may tie an author to whom they review.
pub fn interests(pack: &Pack, page: &Page, chosen: &str) -> Vec<Choice> {
    let known = pack.reviews.interests.iter();
    let choice = |known: &crate::specialty::Interest| {
        let choice = Choice::new(known.code.clone(), known.words.get(page.lang.as_str())).chosen_if(chosen);
        if known.refused { choice.with_hint(page.t("reviews-interest-refused")) } else { choice }
    };
    known.map(choice).collect()
}

/// Each single score: the name of its field, what it is of, and the stars.
pub fn scores(pack: &Pack, page: &Page, raw: &[(String, String)]) -> Vec<(String, String, Vec<Choice>)> {
    let score = |term: &crate::specialty::Term| {
        let name = format!("scores.{}", term.code);
        let given = (1..=5_u8).rev().map(|star| Choice::new(star.to_string(), star.to_string()));
        let stars = first(Choice::new("", page.t("reviews-new-no-score")), given, &typed(raw, &name));
        (name, term.words.get(page.lang.as_str()).to_owned(), stars)
    };
    pack.reviews.sub_scores.iter().map(score).collect()
}

fn first(before: Choice, choices: impl Iterator<Item = Choice>, present: &str) -> Vec<Choice> {
    std::iter::once(before).chain(choices).map(|choice| choice.chosen_if(present)).collect()
}

/// Who is chosen, by address name or id.
struct Chosen {
    physician: String,
    clinic: String,
    /// In the form, not by the link that led to it.
    is_typed: bool,
}

/// The directory as the form offers it, and who is chosen beforehand.
struct Offer {
    physicians: Vec<PhysicianRow>,
    clinics: Vec<ClinicRow>,
    physician: String,
    clinic: String,
    /// The names of the two, where the directory does not know one at the other.
    apart: Option<(String, String)>,
}

impl Offer {
    /// Whoever was asked for is offered too, and with a physician the clinic where they work, if there is but one.
    fn read(reader: &mut Reader<'_>, asked: &Chosen) -> Result<Self, AppError> {
        let (physician, clinic) = (asked.physician.as_str(), asked.clinic.as_str());
        let (mut physicians, mut clinics) = directory::to_choose_from(reader.conn, None, OFFERED)?;
        let physician = match physician.parse() {
            Ok(id) => directory::physicians(reader.conn, &[id])?.pop(),
            Err(_) if physician.is_empty() => None,
            Err(_) => directory::physician_at(reader.conn, physician)?,
        };
        let mut clinic = match clinic.parse() {
            Ok(id) => directory::clinics(reader.conn, &[id])?.pop(),
            Err(_) if clinic.is_empty() => None,
            Err(_) => directory::clinic_at(reader.conn, clinic)?,
        };
        let mut apart = None;
        match (&physician, &clinic) {
            (Some(physician), None) if !asked.is_typed => clinic = only_clinic(reader, &physician.id)?,
            (Some(physician), Some(clinic)) if asked.is_typed => {
                let is_known = directory::is_known_at(reader.conn, &physician.id, &clinic.id)?;
                apart = (!is_known).then(|| (physician.name.clone(), clinic.name.clone()));
            }
            _ => {}
        }
        let chosen = (
            physician.as_ref().map(|row| row.id.to_string()).unwrap_or_default(),
            clinic.as_ref().map(|row| row.id.to_string()).unwrap_or_default(),
        );
        physicians.extend(physician.filter(|row| !physicians.iter().any(|known| known.id == row.id)));
        clinics.extend(clinic.filter(|row| !clinics.iter().any(|known| known.id == row.id)));
        Ok(Self { physicians, clinics, physician: chosen.0, clinic: chosen.1, apart })
    }

    fn place(&self, page: &Page) -> String {
        let Some((physician, clinic)) = &self.apart else { return String::new() };
        page.t_with2("reviews-new-place", "physician", physician.as_str(), "clinic", clinic.as_str())
    }

    /// Physicians and clinics to choose from, nobody first.
    fn choices(&self, page: &Page) -> (Vec<Choice>, Vec<Choice>) {
        let nobody = Choice::new("", page.t("reviews-new-nobody"));
        let physicians = self.physicians.iter().map(|row| Choice::new(row.id.as_str(), row.name.clone()));
        let clinics = self.clinics.iter();
        let clinics = clinics.map(|row| Choice::new(row.id.as_str(), format!("{}, {}", row.name, row.city)));
        (first(nobody.clone(), physicians, &self.physician), first(nobody, clinics, &self.clinic))
    }
}

/// The clinic where a physician works, if the directory knows of no other, present or past.
fn only_clinic(reader: &mut Reader<'_>, physician: &PhysicianId) -> Result<Option<ClinicRow>, AppError> {
    let mut known = directory::clinics_of(reader.conn, physician)?;
    let only = if known.len() == 1 { known.pop() } else { None };
    Ok(only.filter(|row| row.state == EntryState::Confirmed))
}
