//! The staff's board: open cases by step with the overdue ones first, or every case in one state.

use super::mine::{Line, line};
use super::words::{Names, label};
use super::{private, shown};
use crate::accounts::Member;
use crate::app::App;
use crate::complaints::api::{BoardFilter, ComplaintView};
use crate::complaints::lists;
use crate::complaints::model::State;
use crate::web::page::{Area, Page};
use crate::web::parts::Choice;
use crate::web::{Failure, Listing, Neighbours};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use askama::Template;

#[derive(Template)]
#[template(path = "complaints/board.html")]
struct BoardPage {
    page: Page,
    states: Vec<Choice>,
    columns: Vec<Column>,
    overdue: usize,
    /// The list of one state, when one was asked for.
    listed: Option<Vec<Line>>,
    neighbours: Neighbours,
}

/// The cases of one step.
struct Column {
    title: String,
    lines: Vec<Line>,
}

/// The steps of the board, and the states that each gathers.
const STEPS: &[(&str, &[State])] = &[
    ("new", &[State::Submitted, State::WaitingForResult]),
    ("proof", &[State::ProofAsked]),
    ("clinic", &[State::WithClinic, State::InProgress]),
    ("patient", &[State::AwaitingFeedback]),
    ("coalition", &[State::Escalated, State::UnderReview, State::Mediation, State::EvidenceCall]),
    ("decision", &[State::Drafting, State::FactualCheck, State::Decided, State::UnderAppeal]),
];

#[get("/cases")]
pub async fn show(
    app: Data<App>,
    request: HttpRequest,
    member: Member,
    asked: Listing<BoardFilter>,
) -> Result<HttpResponse, Failure> {
    let page = member.page(&request)?;
    let title = page.t("complaints-board-title");
    let page = private(page, Area::Staff, title);
    match asked.filter.state {
        None => open(&app, member, page).await,
        Some(state) => in_state(&app, member, page, (asked, state)).await,
    }
}

async fn open(app: &App, member: Member, page: Page) -> Result<HttpResponse, Failure> {
    let read = app.read(move |reader| {
        let views = lists::open_cases(reader, &member)?;
        let names = Names::of(reader.conn, &views)?;
        Ok((views, names))
    });
    let (views, names) = read.await?;
    let pack = &app.site().pack;
    let column = |(name, states): &(&str, &[State])| {
        let here = views.iter().filter(|view: &&ComplaintView| states.contains(&view.state));
        let mut lines: Vec<Line> = here.map(|view| line((view, &[]), &names, &page, pack)).collect();
        lines.sort_by_key(|line| (!line.is_overdue, line.next.as_ref().map_or(line.created_at, |(_, due)| *due)));
        Column { title: label(page.lang, "board", name), lines }
    };
    let columns: Vec<Column> = STEPS.iter().map(column).collect();
    let overdue = columns.iter().flat_map(|column| &column.lines).filter(|line| line.is_overdue).count();
    let states = states(&page, "");
    shown(&BoardPage { page, states, columns, overdue, listed: None, neighbours: Neighbours::default() })
}

async fn in_state(
    app: &App,
    member: Member,
    page: Page,
    (asked, state): (Listing<BoardFilter>, State),
) -> Result<HttpResponse, Failure> {
    let window = asked.window("cases")?;
    let read = app.read(move |reader| {
        let listed = lists::board(reader, &member, &asked.filter, &window)?;
        let names = Names::of(reader.conn, &listed.items)?;
        Ok((listed, names))
    });
    let (listed, names) = read.await?;
    let pack = &app.site().pack;
    let lines = listed.items.iter().map(|view| line((view, &[]), &names, &page, pack)).collect();
    shown(&BoardPage {
        states: states(&page, state.as_str()),
        columns: Vec::new(),
        overdue: 0,
        listed: Some(lines),
        neighbours: Neighbours::of(&listed, &page.path),
        page,
    })
}

fn states(page: &Page, present: &str) -> Vec<Choice> {
    let all = Choice::new("", page.t("complaints-board-open"));
    let named = State::ALL.iter().map(|state| Choice::new(state.as_str(), label(page.lang, "state", state.as_str())));
    std::iter::once(all).chain(named).map(|choice| choice.chosen_if(present)).collect()
}
