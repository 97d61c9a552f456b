//! What waits for the reader's voice: votes on measures, and appeals to hear.

use super::{private, shown, word};
use crate::accounts::{Member, Role};
use crate::app::App;
use crate::coalition::applications::to_vote;
use crate::coalition::applications::views::ApplicationLine;
use crate::coalition::members::waiting::{self, WaitingKey, WaitingKind, WaitingLine};
use crate::web::page::Page;
use crate::web::{At, Failure, Listing, Neighbours};
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get};
use askama::Template;

/// Registers the page.
pub fn routes(config: &mut ServiceConfig) {
    config.service(votes);
}

#[derive(Template)]
#[template(path = "coalition/votes.html")]
struct VotesPage {
    page: Page,
    /// The reader votes on applications too.
    votes_on_applications: bool,
    /// Those that wait for the reader's vote, or have it, on the first page: of each whether they have.
    applications: Vec<(bool, ApplicationLine)>,
    rows: Vec<Row>,
    neighbours: Neighbours,
}

/// One vote, or one appeal, in words.
struct Row {
    line: WaitingLine,
    what: String,
    measure: String,
    /// Until when, or since when.
    when: String,
    /// Whether the reader's own voice is in.
    own: String,
    /// How the tag looks.
    class: &'static str,
}

#[get("/coalition/votes")]
async fn votes(
    app: Data<App>,
    request: HttpRequest,
    member: Member,
    asked: Listing<super::JustDone>,
) -> Result<HttpResponse, Failure> {
    let window = asked.window::<WaitingKey>("coalition-votes")?;
    let page = member.page(&request)?;
    let votes_on_applications = member.has(Role::Board);
    let read = app.read(move |reader| {
        let open = if matches!(window.at, At::Start) { to_vote(reader, &member)? } else { Vec::new() };
        Ok((waiting::waiting(reader, &member, &window)?, open))
    });
    let (listed, open) = read.await?;
    let title = page.t("coalition-votes-title");
    let page = private(page, title);
    let neighbours = Neighbours::of(&listed, &page.path);
    let rows = listed.items.into_iter().map(|line| row(&page, line)).collect();
    let voted = |line: ApplicationLine| (line.voted == Some(true), line);
    let applications = open.into_iter().map(voted).collect();
    shown(&VotesPage { votes_on_applications, applications, rows, neighbours, page })
}

fn row(page: &Page, line: WaitingLine) -> Row {
    let (own, class) = match (line.over, line.voted, line.kind) {
        (true, _, WaitingKind::Measure) => ("over", "warn tri"),
        (true, false, WaitingKind::Appeal) => ("late", "bad tri"),
        (_, true, WaitingKind::Measure) => ("voted", "ok check"),
        (_, true, WaitingKind::Appeal) => ("spoken", "ok check"),
        (_, false, WaitingKind::Measure) => ("vote-missing", "warn tri"),
        (_, false, WaitingKind::Appeal) => ("voice-missing", "warn tri"),
    };
    let last_day = |ends| super::last_day(page, line.last_day.as_deref(), ends);
    let when = match (line.kind, line.ends_at) {
        (WaitingKind::Measure, Some(ends)) => page.t_with("coalition-votes-until", "until", page.moment_text(ends)),
        (WaitingKind::Appeal, Some(ends)) => page.t_with("coalition-hear-by", "day", last_day(ends)),
        (_, None) => page.t_with("coalition-votes-since", "day", page.day_of(line.since)),
    };
    Row {
        what: word(page, "votes-kind", line.kind.as_str()),
        measure: word(page, "measure", line.measure.as_str()),
        when,
        own: page.t(&format!("coalition-votes-{own}")),
        class,
        line,
    }
}
