//! The staff's board: open cases by step with the overdue ones first, every case in one state, or all that are overdue.

use super::mine::{Line, line};
use super::words::{Names, label};
use super::{private, shown};
use crate::accounts::Member;
use crate::app::App;
use crate::complaints::api::{BoardFilter, ComplaintView};
use crate::complaints::lists;
use crate::complaints::model::State;
use crate::error::NOT_ALLOWED_HERE;
use crate::web::page::{Area, Page};
use crate::web::parts::Choice;
use crate::web::{Check, Failure, Listing, Neighbours, Wrong};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use askama::Template;
use serde::Deserialize;

/// In place of a state: whatever is overdue, wherever it stands.
const OVERDUE: &str = "overdue";

/// Which cases are asked for: those in one state, or the overdue ones.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    #[serde(default)]
    state: Option<String>,
}

impl Asked {
    fn word(&self) -> &str {
        self.state.as_deref().unwrap_or_default()
    }

    fn state(&self) -> Option<State> {
        self.word().parse().ok()
    }
}

impl Check for Asked {
    fn check(&self, wrong: &mut Wrong) {
        if !matches!(self.word(), "" | OVERDUE) && self.state().is_none() {
            wrong.add("?state", NOT_ALLOWED_HERE);
        }
    }
}

#[derive(Template)]
#[template(path = "complaints/board.html")]
struct BoardPage {
    page: Page,
    states: Vec<Choice>,
    columns: Vec<Column>,
    overdue: usize,
    /// The list of one state, or of what is overdue, when that was asked for.
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
    asked: Listing<Asked>,
) -> Result<HttpResponse, Failure> {
    let page = member.page(&request)?;
    let title = page.t("complaints-board-title");
    let page = private(page, Area::Staff, title);
    match asked.filter.state() {
        None if asked.filter.word() == OVERDUE => overdue(&app, member, page).await,
        None => open(&app, member, page).await,
        Some(state) => in_state(&app, member, page, (asked, state)).await,
    }
}

async fn open_cases(app: &App, member: Member) -> Result<(Vec<ComplaintView>, Names), Failure> {
    let read = app.read(move |reader| {
        let views = lists::open_cases(reader, &member)?;
        let names = Names::of(reader.conn, &views)?;
        Ok((views, names))
    });
    Ok(read.await?)
}

/// What is overdue comes first, then by what falls due first.
fn sort(lines: &mut [Line]) {
    lines.sort_by_key(|line| (!line.is_overdue, line.next.as_ref().map_or(line.created_at, |(_, due)| *due)));
}

async fn overdue(app: &App, member: Member, page: Page) -> Result<HttpResponse, Failure> {
    let (views, names) = open_cases(app, member).await?;
    let pack = &app.site().pack;
    let all = views.iter().map(|view| line((view, &[]), &names, &page, pack));
    let mut lines: Vec<Line> = all.filter(|line| line.is_overdue).collect();
    sort(&mut lines);
    let states = states(&page, OVERDUE);
    let neighbours = Neighbours::default();
    shown(&BoardPage { page, states, columns: Vec::new(), overdue: 0, listed: Some(lines), neighbours })
}

async fn open(app: &App, member: Member, page: Page) -> Result<HttpResponse, Failure> {
    let (views, names) = open_cases(app, member).await?;
    let pack = &app.site().pack;
    let column = |(name, states): &(&str, &[State])| {
        let here = views.iter().filter(|view: &&ComplaintView| states.contains(&view.state));
        let mut lines: Vec<Line> = here.map(|view| line((view, &[]), &names, &page, pack)).collect();
        sort(&mut lines);
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
    (asked, state): (Listing<Asked>, State),
) -> Result<HttpResponse, Failure> {
    let window = asked.window("cases")?;
    let read = app.read(move |reader| {
        let listed = lists::board(reader, &member, &BoardFilter { state: Some(state) }, &window)?;
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
    let late = Choice::new(OVERDUE, page.t("complaints-board-late"));
    let named = State::ALL.iter().map(|state| Choice::new(state.as_str(), label(page.lang, "state", state.as_str())));
    [all, late].into_iter().chain(named).map(|choice| choice.chosen_if(present)).collect()
}
