//! One item of the checklist: what was found, and its files.

use super::words::{self, label};
use super::{gaps, private, refusal_of, report, see_other, shown, shown_again};
use crate::accounts::Member;
use crate::app::App;
use crate::error::{AppError, Refusal};
use crate::inspections::actions;
use crate::inspections::api::{ItemView, ScoreItem, ScoreOnWire};
use crate::inspections::model::Score;
use crate::specialty::Inspections;
use crate::web::page::{FormErrors, Page};
use crate::web::parts::Choice;
use crate::web::{Check, Failure, ValidForm, Wrong};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "inspections/item.html")]
struct ItemPage {
    page: Page,
    id: String,
    code: String,
    critical: bool,
    scores: Vec<Choice>,
    kinds: Vec<Choice>,
    /// For whoever may not score it any more: the score and how it was seen, in words.
    scored: String,
    seen_how: String,
    finding: String,
    files: Vec<super::sections::FileLine>,
    /// What the domain comes to now.
    domain: String,
    /// Which scores of the whole checklist say too little.
    gaps: Vec<String>,
    may_score: bool,
    may_add: bool,
    /// The day of the lock: what comes after it is late.
    locked_on: Option<String>,
    previous: Option<String>,
    following: Option<String>,
}

type Pairs = [(String, String)];

/// What was found, as browsers send it, and which item is scored after it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScoreForm {
    score: ScoreOnWire,
    #[serde(default)]
    evidence_kinds: Vec<String>,
    #[serde(default)]
    finding: String,
    then: Option<String>,
}

impl ScoreForm {
    fn wire(&self) -> ScoreItem {
        ScoreItem {
            score: self.score.clone(),
            evidence_kinds: self.evidence_kinds.clone(),
            finding: self.finding.clone(),
        }
    }
}

impl Check for ScoreForm {
    fn check(&self, wrong: &mut Wrong) {
        wrong.length("/then", self.then.as_deref().unwrap_or("A1"), 1..=10);
        self.wire().check(wrong);
    }
}

#[get("/inspections/{id}/items/{code}")]
pub async fn show(
    app: Data<App>,
    request: HttpRequest,
    member: Member,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Failure> {
    let (id, code) = path.into_inner();
    let page = member.page(&request)?;
    shown(&view(&app, (&member, &id), &code, None, page).await?)
}

#[post("/inspections/{id}/items/{code}")]
pub async fn submit(
    app: Data<App>,
    request: HttpRequest,
    member: Member,
    path: Path<(String, String)>,
    form: ValidForm<ScoreForm>,
) -> Result<HttpResponse, Failure> {
    let (id, code) = path.into_inner();
    member.check_form(&app, &form.csrf)?;
    match scored(&app, &member, (&id, &code), form.value).await {
        Ok(next) => Ok(see_other(&format!("/inspections/{id}/items/{next}?done=scored"))),
        Err(error) => again(&app, &request, (&member, &id), &code, Some(&form.raw), &refusal_of(error)?).await,
    }
}

/// Scores the item; answers which one comes next.
async fn scored(
    app: &App,
    member: &Member,
    (id, code): (&str, &str),
    sent: Result<ScoreForm, Refusal>,
) -> Result<String, AppError> {
    let sent = sent?;
    let known = |code: &String| app.site().pack.inspections.item(code).is_some();
    let next = sent.then.clone().filter(known).unwrap_or_else(|| code.to_owned());
    let (member, id, code, new) = (member.clone(), id.to_owned(), code.to_owned(), sent.wire());
    app.write(move |tx| actions::score(tx, &member, (&id, &code), &new)).await?;
    Ok(next)
}

/// The page again after something was refused.
#[expect(clippy::too_many_arguments, reason = "a form again: who, where, what was typed, what was wrong")]
pub async fn again(
    app: &App,
    request: &HttpRequest,
    who: (&Member, &str),
    code: &str,
    raw: Option<&Pairs>,
    refusal: &Refusal,
) -> Result<HttpResponse, Failure> {
    let page = who.0.page(request)?;
    let lang = page.lang;
    let called = |field: &str| (field == "file").then(|| lang.t("inspections-file"));
    let page = page.with_errors(FormErrors::called(refusal, lang, called));
    shown_again(&view(app, who, code, raw, page).await?, refusal)
}

async fn view(
    app: &App,
    (member, id): (&Member, &str),
    code: &str,
    raw: Option<&Pairs>,
    page: Page,
) -> Result<ItemPage, Failure> {
    let checklist = &app.site().pack.inspections;
    let (domain, known) = checklist.item(code).ok_or_else(AppError::not_found)?;
    let sheet = report::sheet(app, Some(member), id).await?;
    if !sheet.seen.is_staff() {
        return Err(crate::error::FORBIDDEN.into());
    }
    let page = sheet.dated(page);
    // Where nothing can be scored any more, what was typed is nothing that anybody found.
    let raw = raw.filter(|_| sheet.seen.may("score"));
    let typed = Typed::of(sheet.seen.view.items.iter().find(|item| item.code == code), raw);
    let title = format!("{code} {}", known.words.get(page.lang.as_str()));
    let (previous, following) = neighbours(checklist, code);
    let now = sheet.seen.view.domains.iter().find(|one| one.code == domain.code);
    let (scores, kinds) = (scores(&page, &typed.score), kinds(checklist, &page, &typed.kinds));
    let chosen = |choices: &[Choice]| {
        let labels: Vec<&str> = choices.iter().filter(|one| one.chosen).map(|one| one.label.as_str()).collect();
        labels.join(", ")
    };
    Ok(ItemPage {
        id: id.to_owned(),
        scored: chosen(&scores),
        seen_how: chosen(&kinds),
        code: code.to_owned(),
        critical: known.critical,
        scores,
        kinds,
        finding: typed.finding,
        files: super::sections::files(&sheet.seen.view).into_iter().filter(|file| file.item == code).collect(),
        domain: now.map(|now| domain_now(now, domain.words.get(page.lang.as_str()), &page)).unwrap_or_default(),
        gaps: gaps::of(&sheet.seen.view, &page),
        may_score: sheet.seen.may("score"),
        may_add: sheet.seen.may("evidence"),
        locked_on: sheet.seen.view.locked_at.map(|at| page.day_of(at)),
        previous,
        following,
        page: private(page, title).crumb(sheet.clinic.clone(), sheet.address()).last_crumb(code),
    })
}

/// What the form holds: as it was typed, else what was found last.
struct Typed {
    score: String,
    kinds: Vec<String>,
    finding: String,
}

impl Typed {
    fn of(found: Option<&ItemView>, raw: Option<&Pairs>) -> Self {
        let Some(pairs) = raw else {
            return Self {
                score: found.and_then(|item| item.score.as_ref()).map(word).unwrap_or_default(),
                kinds: found.map(|item| item.evidence_kinds.clone()).unwrap_or_default(),
                finding: found.map(|item| item.finding.clone()).unwrap_or_default(),
            };
        };
        let all = |name: &str| -> Vec<String> {
            pairs.iter().filter(|(known, _)| known == name).map(|(_, value)| value.clone()).collect()
        };
        let one = |name: &str| all(name).into_iter().next().unwrap_or_default();
        Self { score: one("score"), kinds: all("evidence_kinds[]"), finding: one("finding") }
    }
}

fn kinds(checklist: &Inspections, page: &Page, chosen: &[String]) -> Vec<Choice> {
    let choice = |term: &crate::specialty::Term| Choice {
        chosen: chosen.contains(&term.code),
        ..Choice::new(term.code.clone(), words::evidence_kind(checklist, page.lang, &term.code))
    };
    checklist.evidence_kinds.iter().map(choice).collect()
}

/// The codes of the items before and after.
fn neighbours(checklist: &Inspections, code: &str) -> (Option<String>, Option<String>) {
    let codes: Vec<&String> =
        checklist.domains.iter().flat_map(|domain| &domain.items).map(|item| &item.code).collect();
    let place = codes.iter().position(|known| *known == code).unwrap_or(0);
    let near = |place: Option<usize>| place.and_then(|place| codes.get(place)).map(|code| (*code).clone());
    (near(place.checked_sub(1)), near(Some(place + 1)))
}

fn word(score: &ScoreOnWire) -> String {
    match score {
        ScoreOnWire::Number(number) => number.to_string(),
        ScoreOnWire::Word(word) => word.clone(),
    }
}

fn scores(page: &Page, present: &str) -> Vec<Choice> {
    let choice = |score: &Score| Choice::new(score.as_str(), label(page.lang, "score", score.as_str()));
    Score::ALL.iter().map(|score| choice(score).chosen_if(present)).collect()
}

/// `Premises: good, 75 %; 90 % of what applies was seen`
fn domain_now(domain: &crate::inspections::api::DomainView, name: &str, page: &Page) -> String {
    let percent = domain.percent.map(|percent| format!(", {}", page.lang.percent(percent))).unwrap_or_default();
    let seen = super::sections::seen(domain, page);
    format!("{name}: {}{percent}; {seen}", label(page.lang, "rating", domain.rating.as_str()))
}
