//! One's own complaints: where each stands, and the next date.

use super::words::{Names, category, label};
use super::{private, shown};
use crate::accounts::Member;
use crate::app::App;
use crate::clock::Timestamp;
use crate::complaints::api::ComplaintView;
use crate::complaints::lists;
use crate::complaints::model::State;
use crate::specialty::Pack;
use crate::web::page::{Area, Page};
use crate::web::{Failure, Listing, Neighbours, Nothing};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use askama::Template;

#[derive(Template)]
#[template(path = "complaints/mine.html")]
struct MinePage {
    page: Page,
    lines: Vec<Line>,
    neighbours: Neighbours,
}

/// One complaint in a list.
pub struct Line {
    pub id: String,
    pub whom: String,
    pub category: String,
    pub state: String,
    /// Class of the state's badge.
    pub class: &'static str,
    /// What comes next and when.
    pub next: Option<(String, Timestamp)>,
    /// The next date is over.
    pub is_overdue: bool,
    pub created_at: Timestamp,
}

/// A complaint as lists of cases show it.
pub fn line(view: &ComplaintView, names: &Names, page: &Page, pack: &Pack) -> Line {
    let next = view.next.as_ref();
    let state = match view.outcome {
        Some(outcome) => label(page.lang, "outcome", outcome.as_str()),
        None => label(page.lang, "state", view.state.as_str()),
    };
    Line {
        id: view.id.clone(),
        whom: names.whom(view),
        category: category(pack, page.lang, &view.category),
        state,
        class: class_of(view),
        next: next.map(|next| (label(page.lang, "step", &next.step), next.due)),
        is_overdue: view.untimely && view.state == State::WithClinic || next.is_some_and(|next| next.due < page.now),
        created_at: view.created_at,
    }
}

fn class_of(view: &ComplaintView) -> &'static str {
    match view.state {
        State::Closed | State::Decided => "ok check",
        State::WithClinic if view.untimely => "bad tri",
        State::Submitted => "ring",
        _ => "half",
    }
}

#[get("/me/complaints")]
pub async fn list(
    app: Data<App>,
    request: HttpRequest,
    member: Member,
    asked: Listing<Nothing>,
) -> Result<HttpResponse, Failure> {
    let window = asked.window("my-complaints")?;
    let page = member.page(&request)?;
    let read = app.read(move |reader| {
        let listed = lists::mine(reader, &member, &window)?;
        let names = Names::of(reader.conn, &listed.items)?;
        Ok((listed, names))
    });
    let (listed, names) = read.await?;
    let title = page.t("complaints-mine-title");
    let page = private(page, Area::Account, title);
    let pack = &app.site().pack;
    shown(&MinePage {
        neighbours: Neighbours::of(&listed, &page.path),
        lines: listed.items.iter().map(|view| line(view, &names, &page, pack)).collect(),
        page,
    })
}
