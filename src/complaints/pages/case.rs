//! The page of one case: for its parties and the staff all they may see and do, for everybody else its public row.

mod heading;
mod said;
mod sees;

use super::acts::{self, ActLink};
use super::letters::LetterLine;
use super::register;
use super::sheet::Sheet;
use super::timeline;
use super::words::{self, Entry, label};
use super::{private, shown, shown_again, with_refusal};
use crate::accounts::{MaybeMember, Member};
use crate::app::App;
use crate::complaints::api::EvidenceView;
use crate::complaints::model::{Role, State};
use crate::error::{NOT_FOUND, Refusal};
use crate::ledger::Receipt;
use crate::web::Failure;
use crate::web::page::{Area, Page};
use crate::web::parts::{Fact, TimelineEntry};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get};
use askama::Template;
use said::Said;

#[derive(Template)]
#[template(path = "complaints/case.html")]
struct CasePage {
    page: Page,
    id: String,
    side: &'static str,
    lede: String,
    about: Vec<Entry>,
    figures: Vec<Fact>,
    paused: Option<String>,
    urgent: Option<String>,
    /// Why nothing of it is public yet, for whoever runs the case.
    unproved: Option<String>,
    /// What an unnamed complaint can reach, while the patient can still agree to be named.
    unnamed: Option<String>,
    acts: Vec<ActLink>,
    wait: Option<String>,
    timeline: Vec<TimelineEntry>,
    said: Vec<Said>,
    story: Vec<Said>,
    evidence: Option<Vec<EvidenceLine>>,
    may_add: bool,
    /// The patient said that the clinic was asked, and nobody has judged that yet.
    asks_attempt: bool,
    /// The day by which proof was asked for, once the case has gone on without it.
    proof_missed: Option<String>,
    panel: Vec<Fact>,
    letters: Vec<LetterLine>,
    sees: Vec<Fact>,
    receipt: Option<Receipt>,
    /// The day on which the complaint was received.
    received: String,
    undeliverable: Option<String>,
    linked: Vec<Linked>,
    recommendations: Vec<Recommended>,
}

/// One file of the evidence.
struct EvidenceLine {
    number: usize,
    name: String,
    kind: &'static str,
    size: String,
    seen_as: String,
    late: bool,
}

#[get("/complaints/{id}")]
pub async fn show(
    app: Data<App>,
    request: HttpRequest,
    viewer: MaybeMember,
    id: Path<String>,
) -> Result<HttpResponse, Failure> {
    let id = id.into_inner();
    if let Some(member) = &viewer.0 {
        let page = member.page(&request)?;
        match view(&app, member, &id, page).await {
            Err(failure) if failure.cause().code() == NOT_FOUND => {}
            other => return shown(&other?),
        }
    }
    register::show(&app, viewer.page(&request)?, id).await
}

/// The page again after a file was refused.
pub async fn again(
    app: &App,
    request: &HttpRequest,
    member: &Member,
    id: &str,
    refusal: &Refusal,
) -> Result<HttpResponse, Failure> {
    let page = with_refusal(member.page(request)?, refusal);
    shown_again(&view(app, member, id, page).await?, refusal)
}

async fn view(app: &App, member: &Member, id: &str, page: Page) -> Result<CasePage, Failure> {
    let (case, reader_is) = (id.to_owned(), member.clone());
    let sheet = app.read(move |reader| Sheet::read(reader, &reader_is, &case)).await?;
    Ok(page_of(app, sheet, page))
}

fn page_of(app: &App, sheet: Sheet, page: Page) -> CasePage {
    let pack = &app.site().pack;
    let area = if sheet.side() == "staff" { Area::Staff } else { Area::Complaints };
    let title = heading::title(&sheet, &page);
    // Who sits on the panel holds no office by that, and the staff's board is closed to them.
    let is_staff = sheet.is(Role::Officer) || sheet.is(Role::Board);
    let (list, href) = match sheet.side() {
        "staff" if is_staff => ("complaints-board-title", "/cases"),
        "staff" => super::mine::list_of("panel"),
        side => super::mine::list_of(side),
    };
    let list = page.t(list);
    let page = private(page, area, title).crumb(list, href).last_crumb(sheet.seen.view.id.clone());
    CasePage {
        id: sheet.seen.view.id.clone(),
        side: sheet.side(),
        lede: heading::lede(&sheet, &page, pack),
        about: sheet.names.entries(&sheet.seen.view),
        figures: heading::figures(&sheet, &page),
        paused: sheet
            .seen
            .view
            .paused_until
            .map(|until| page.t_with("complaints-case-paused", "day", page.day_of(until))),
        urgent: sheet.seen.loaded.facts.is_fast_track().then(|| page.t("complaints-case-urgent")),
        unnamed: sees::unnamed(&sheet, &page),
        acts: acts::links(&sheet, &page, heading::proof_until(&sheet, &page)),
        wait: heading::wait(&sheet, &page),
        timeline: timeline::of(&sheet, &page, pack),
        said: said::of(&sheet, &page, pack),
        story: said::story(&sheet, &page),
        evidence: evidence(&sheet, &page),
        may_add: sheet.may("evidence"),
        asks_attempt: sheet.seen.view.private_attempt.made && sheet.seen.view.state == State::Submitted,
        proof_missed: heading::proof_missed(&sheet, &page),
        panel: panel(&sheet, &page),
        sees: sees::of(&sheet, &page),
        unproved: sees::unproved(&sheet, &page),
        undeliverable: undeliverable(&sheet, &page),
        linked: linked(&sheet, &page),
        recommendations: recommendations(&sheet, &page),
        letters: sheet.letters,
        receipt: sheet.receipt,
        received: page.day_of(sheet.seen.view.created_at),
        page,
    }
}

fn undeliverable(sheet: &Sheet, page: &Page) -> Option<String> {
    sheet.seen.view.undeliverable_at.map(|_| page.t(&format!("complaints-case-undeliverable-{}", sheet.side())))
}

/// Another case of the same complaint.
struct Linked {
    text: String,
    id: String,
}

fn linked(sheet: &Sheet, page: &Page) -> Vec<Linked> {
    let view = &sheet.seen.view;
    let of = view.result_of.clone().map(|id| Linked { text: page.t("complaints-case-result-of"), id });
    let case = view.result_case.clone().map(|id| Linked { text: page.t("complaints-case-result-case"), id });
    of.into_iter().chain(case).collect()
}

/// One recommendation of the panel.
struct Recommended {
    number: i64,
    text: String,
    state: String,
    may_complete: bool,
}

fn recommendations(sheet: &Sheet, page: &Page) -> Vec<Recommended> {
    let day = |day| page.lang.day(day);
    let line = |one: &crate::complaints::api::RecommendationView| Recommended {
        number: one.number,
        text: one.text.clone(),
        state: match one.completed_at {
            Some(at) => page.t_with("complaints-recommendation-completed", "day", page.day_of(at)),
            None if one.lapsed => page.t("complaints-recommendation-lapsed"),
            None => page.t_with("complaints-recommendation-due", "day", day(one.due_on)),
        },
        may_complete: one.completed_at.is_none() && !one.lapsed && sheet.may("recommendation_completion"),
    };
    sheet.seen.view.recommendations.iter().map(line).collect()
}

fn evidence(sheet: &Sheet, page: &Page) -> Option<Vec<EvidenceLine>> {
    let level = sheet.seen.view.proof_level;
    let seen_as =
        if level > 0 { label(page.lang, "level", &level.to_string()) } else { page.t("complaints-level-none") };
    // What came after the last look is not covered by it.
    let row_of = |file: &EvidenceView| sheet.seen.loaded.evidence.get(file.number.checked_sub(1)?);
    let is_new = |file: &EvidenceView| row_of(file).is_some_and(|row| row.role == Role::Patient && row.level.is_none());
    let line = |file: &EvidenceView| EvidenceLine {
        number: file.number,
        name: file.name.clone(),
        kind: kind_of(&file.media_type),
        size: size(page, file.bytes),
        seen_as: if is_new(file) { page.t("complaints-level-none") } else { seen_as.clone() },
        late: file.late,
    };
    sheet.seen.view.evidence.as_ref().map(|files| files.iter().map(line).collect())
}

fn kind_of(media_type: &str) -> &'static str {
    match media_type {
        "application/pdf" => "PDF",
        "image/jpeg" => "JPEG",
        "image/png" => "PNG",
        "image/webp" => "WebP",
        _ => "",
    }
}

/// Kilobytes, one at least.
fn size(page: &Page, bytes: i64) -> String {
    format!("{} KB", page.number((bytes / 1_000).max(1)))
}

fn panel(sheet: &Sheet, page: &Page) -> Vec<Fact> {
    let seat = |seat: &crate::complaints::api::SeatView| {
        let name = sheet.name_of(&seat.account_id);
        let name = if seat.recused { page.t_with("complaints-panel-left", "name", name) } else { name };
        Fact::new(label(page.lang, "seat", seat.seat.as_str()), name)
    };
    sheet.seen.view.panel.iter().map(seat).collect()
}

/// `The graft count is in dispute · FUE · September 2025`.
pub fn parts(view: &crate::complaints::api::ComplaintView, page: &Page, pack: &crate::specialty::Pack) -> Vec<String> {
    vec![
        words::category(pack, page.lang, &view.category),
        words::procedure(pack, page.lang, &view.procedure),
        words::month(page.lang, &view.procedure_month),
    ]
}
