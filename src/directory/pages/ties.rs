//! What somebody declares to be tied to, so that others judge it.

use super::physician_forms::with_errors;
use super::{html, refusal_of, see_other};
use crate::accounts::Member;
use crate::app::App;
use crate::directory::model::{ClinicId, PhysicianId};
use crate::directory::ties::{DeclareTie, TieKind, TieView};
use crate::directory::{actions, reads, to_choose_from};
use crate::error::{AppError, REQUIRED, Refusal};
use crate::web::page::{Area, Page};
use crate::web::parts::{Choice, ChoiceGroup};
use crate::web::{Check, Failure, Listed, Listing, Neighbours, Nothing, ValidForm, Wrong};
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;
use chrono::NaiveDate;
use serde::Deserialize;

/// Physicians and clinics that the form offers, of each; `?q=` narrows them by name.
const OFFERED: i64 = 200;
/// What stands before the id in the value of a choice.
const PHYSICIAN: &str = "physician:";
const CLINIC: &str = "clinic:";

#[derive(Template)]
#[template(path = "directory/ties.html")]
struct TiesPage {
    page: Page,
    lines: Vec<Line>,
    neighbours: Neighbours,
    q: String,
    kinds: Vec<Choice>,
    entries: Vec<ChoiceGroup>,
    since: String,
    until: String,
}

struct Line {
    id: String,
    name: String,
    kind: String,
    since: Option<String>,
    until: Option<String>,
    counts: bool,
}

/// Part of the name of whom the form shall offer.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Named {
    q: Option<String>,
}

impl Check for Named {
    fn check(&self, wrong: &mut Wrong) {
        wrong.length_of("?q", self.q.as_deref(), 0..=100);
    }
}

/// The form as browsers send it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TieForm {
    kind: TieKind,
    /// `physician:` or `clinic:` and the id.
    whom: String,
    since: Option<NaiveDate>,
    until: Option<NaiveDate>,
}

impl TieForm {
    fn wire(&self) -> DeclareTie {
        DeclareTie {
            kind: self.kind,
            physician_id: self.whom.strip_prefix(PHYSICIAN).and_then(|id| id.parse::<PhysicianId>().ok()),
            clinic_id: self.whom.strip_prefix(CLINIC).and_then(|id| id.parse::<ClinicId>().ok()),
            since: self.since,
            until: self.until,
        }
    }
}

impl Check for TieForm {
    fn check(&self, wrong: &mut Wrong) {
        let wire = self.wire();
        if wire.physician_id.is_none() && wire.clinic_id.is_none() {
            wrong.add("/whom", REQUIRED);
        } else {
            wire.check(wrong);
        }
    }
}

#[get("/me/ties")]
pub async fn list(
    app: Data<App>,
    member: Member,
    request: HttpRequest,
    asked: Listing<Named>,
) -> Result<HttpResponse, Failure> {
    let window = asked.window::<String>("my-ties")?;
    let (id, q) = (member.id.clone(), asked.filter.q.clone());
    let read = app.read(move |reader| {
        let listed = reads::ties(reader, &id, &window)?;
        Ok((listed, to_choose_from(reader.conn, q.as_deref(), OFFERED)?))
    });
    let (listed, offered) = read.await?;
    let q = asked.filter.q.unwrap_or_default();
    html(StatusCode::OK, &page_of(member.page(&request)?, (listed, q), groups(offered, ""), &[]))
}

#[post("/me/ties")]
pub async fn declare(
    app: Data<App>,
    member: Member,
    request: HttpRequest,
    form: ValidForm<TieForm>,
) -> Result<HttpResponse, Failure> {
    member.check_form(&app, &form.csrf)?;
    let whom = form.typed("whom").to_owned();
    let Some(refusal) = declared(&app, &member, form.value).await? else { return Ok(see_other("/me/ties")) };
    let offered = app.read(move |reader| to_choose_from(reader.conn, None, OFFERED)).await?;
    let page = with_errors(member.page(&request)?, &refusal);
    let none = (Listed { items: Vec::new(), next: None, prev: None }, String::new());
    html(StatusCode::UNPROCESSABLE_ENTITY, &page_of(page, none, groups(offered, &whom), &form.raw))
}

/// Declares the tie; answers what the form has to show, if anything.
async fn declared(app: &App, member: &Member, form: Result<TieForm, Refusal>) -> Result<Option<Refusal>, Failure> {
    let sent = match form {
        Ok(sent) => sent,
        Err(refusal) => return Ok(Some(refusal)),
    };
    let id = member.id.clone();
    match app.write(move |tx| actions::declare_tie(tx, &id, &sent.wire())).await {
        Ok(_) => Ok(None),
        Err(error) => refusal_of(error).map(Some),
    }
}

#[post("/me/ties/{id}/withdrawal")]
pub async fn withdraw(
    app: Data<App>,
    member: Member,
    id: Path<String>,
    form: ValidForm<Nothing>,
) -> Result<HttpResponse, Failure> {
    member.check_form(&app, &form.csrf)?;
    form.value.map_err(AppError::from)?;
    app.write(move |tx| actions::withdraw_tie(tx, &member.id, &id)).await?;
    Ok(see_other("/me/ties"))
}

type Offered = (Vec<crate::directory::PhysicianRow>, Vec<crate::directory::ClinicRow>);

fn groups((physicians, clinics): Offered, whom: &str) -> (Vec<Choice>, Vec<Choice>) {
    let choice = |prefix: &str, id: &str, name: String| Choice::new(format!("{prefix}{id}"), name).chosen_if(whom);
    let physicians = physicians.into_iter().map(|one| choice(PHYSICIAN, one.id.as_str(), one.name));
    let clinics = clinics.into_iter().map(|one| {
        let name = format!("{}, {}", one.name, one.city);
        choice(CLINIC, one.id.as_str(), name)
    });
    (physicians.collect(), clinics.collect())
}

fn page_of(
    page: Page,
    (listed, q): (Listed<TieView>, String),
    (physicians, clinics): (Vec<Choice>, Vec<Choice>),
    typed: &[(String, String)],
) -> TiesPage {
    let typed = |name: &str| typed.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str());
    let page = page.in_area(Area::Account).keep_private();
    let page = page.clone().titled(page.t("directory-ties-title"));
    let word = |kind: TieKind| page.t(&format!("directory-tie-{kind}"));
    let kind = |kind: &TieKind| Choice::new(kind.as_str(), word(*kind)).chosen_if(typed("kind"));
    let none = Choice::new("", page.t("directory-choose"));
    let line = |tie: TieView| Line {
        kind: word(tie.kind),
        id: tie.id,
        name: tie.name,
        since: day(&page, tie.since.as_deref()),
        until: day(&page, tie.until.as_deref()),
        counts: tie.counts,
    };
    TiesPage {
        neighbours: Neighbours::of(&listed, &page.path),
        lines: listed.items.into_iter().map(line).collect(),
        q,
        kinds: TieKind::ALL.iter().map(kind).collect(),
        entries: vec![
            ChoiceGroup { label: String::new(), choices: vec![none] },
            ChoiceGroup { label: page.t("directory-physicians-title"), choices: physicians },
            ChoiceGroup { label: page.t("directory-clinics-title"), choices: clinics },
        ],
        since: typed("since").to_owned(),
        until: typed("until").to_owned(),
        page,
    }
}

fn day(page: &Page, text: Option<&str>) -> Option<String> {
    text.and_then(|text| text.parse::<NaiveDate>().ok()).map(|day| page.day(day))
}
