//! The public log of what moderators did.

use crate::accounts::MaybeMember;
use crate::app::App;
use crate::clock::Timestamp;
use crate::moderation::api::{GroundCount, LogEntry};
use crate::moderation::model::{AppealOutcome, StatementId};
use crate::moderation::store::flags::ByInstant;
use crate::moderation::{reads, words};
use crate::specialty::Pack;
use crate::web::page::Page;
use crate::web::{Failure, Listing, Neighbours, Nothing, rendered};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use askama::Template;

#[derive(Template)]
#[template(path = "moderation/log.html")]
struct LogPage {
    page: Page,
    entries: Vec<Entry>,
    counts: Vec<Count>,
    neighbours: Neighbours,
}

struct Entry {
    at: Timestamp,
    /// What was done to what.
    said: String,
    ground: String,
    /// By whom it was not done, and what became of it.
    after: Vec<String>,
    /// Where its reasons are, for whoever reads those of others.
    statement: Option<String>,
}

struct Count {
    ground: String,
    action: String,
    count: String,
}

#[get("/moderation-log")]
pub async fn show(
    app: Data<App>,
    viewer: MaybeMember,
    request: HttpRequest,
    asked: Listing<Nothing>,
) -> Result<HttpResponse, Failure> {
    let window = asked.window::<ByInstant>("moderation-log")?;
    let reads_all = viewer.0.as_ref().is_some_and(reads::moderates);
    let read = app.read(move |r| Ok((reads::log_with_statements(r, &window)?, reads::counts(r)?)));
    let (listed, counts) = read.await?;
    let page = viewer.page(&request)?;
    let page = page.clone().titled(page.t("moderation-log-title"));
    let pack = &app.site().pack;
    let linked = |(row, statement): &(LogEntry, Option<StatementId>)| {
        let statement = statement.as_ref().filter(|_| reads_all).map(|id| format!("/statements/{id}"));
        Entry { statement, ..entry(pack, &page, row) }
    };
    let entries = listed.items.iter().map(linked).collect();
    let counts = counts.iter().map(|row| count(pack, &page, row)).collect();
    rendered(&LogPage { entries, counts, neighbours: Neighbours::of(&listed, "/moderation-log"), page })
}

fn entry(pack: &Pack, page: &Page, row: &LogEntry) -> Entry {
    let mut after = Vec::new();
    if row.automated {
        after.push(page.t("moderation-log-automatic"));
    }
    after.extend(row.appeal_outcome.map(|outcome| page.t(&format!("moderation-log-{outcome}"))));
    if row.undone_at.is_some() && row.appeal_outcome != Some(AppealOutcome::Overturned) {
        after.push(page.t("moderation-log-undone"));
    }
    let ground = ground(pack, page, row.ground.as_deref());
    Entry { at: row.at, said: said(row, page), ground, after, statement: None }
}

/// What was done to what, or to whoever wrote it.
fn said(row: &LogEntry, page: &Page) -> String {
    let part = if row.action.is_about_account() { "who" } else { "what" };
    let whom = page.t(&format!("moderation-log-{part}-{}", row.target_kind));
    page.t_with(&format!("moderation-logged-{}", row.action.as_str().replace('_', "-")), "what", whom)
}

fn count(pack: &Pack, page: &Page, row: &GroundCount) -> Count {
    Count {
        ground: ground(pack, page, row.ground.as_deref()),
        action: page.t(&row.action.done_key()),
        count: page.number(row.count),
    }
}

fn ground(pack: &Pack, page: &Page, code: Option<&str>) -> String {
    code.map(|code| words::capital(&words::ground(pack, code, page.lang))).unwrap_or_default()
}
