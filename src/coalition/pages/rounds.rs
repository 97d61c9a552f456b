//! What the panel scored in the rounds that are over, by criterion and seat: what a calibration talks about. No names.

use super::word;
use crate::accounts::AccountId;
use crate::coalition::applications::ApplicationFacts;
use crate::coalition::applications::model::{ScoreRow, SeatRow};
use crate::coalition::applications::views;
use crate::web::page::Page;

/// One round that is over.
pub struct RoundView {
    pub number: i64,
    pub heading: String,
    /// What the seats are called, in the order of the scores.
    pub seats: Vec<String>,
    pub rows: Vec<RoundRow>,
}

/// What each seat said of one criterion.
pub struct RoundRow {
    pub name: String,
    /// What the seat is called and what it said, in the order of the seats; a dash for nothing.
    pub scores: Vec<(String, String)>,
    /// Who, and why.
    pub reasons: Vec<(String, String)>,
}

/// The rounds that are over, the last one first; none before everybody has locked.
pub fn rounds(page: &Page, facts: &ApplicationFacts, who: &AccountId) -> Vec<RoundView> {
    let open = views::told_scores(facts);
    let of = |round: i64| -> Vec<&ScoreRow> { open.iter().copied().filter(|row| row.round == round).collect() };
    let known = (1..=facts.row.round).rev().map(|round| (round, of(round)));
    let over = known.filter(|(_, scores)| !scores.is_empty());
    over.map(|(round, scores)| view(page, (facts, who), round, &scores)).collect()
}

fn view(page: &Page, (facts, who): (&ApplicationFacts, &AccountId), round: i64, scores: &[&ScoreRow]) -> RoundView {
    let has_scored = |seat: &&SeatRow| scores.iter().any(|row| row.account_id == seat.account_id);
    let mut seats: Vec<&SeatRow> = facts.seats.iter().filter(has_scored).collect();
    seats.sort_by_key(|seat| (seat.seat.as_str(), seat.account_id.clone()));
    let names: Vec<String> = seats.iter().map(|seat| name(page, facts, seat, who)).collect();
    let row = |known: &crate::specialty::Criterion| {
        let given =
            |seat: &SeatRow| scores.iter().find(|row| row.criterion == known.code && row.account_id == seat.account_id);
        let score = |seat: &&SeatRow| given(seat).map_or_else(|| "–".to_owned(), |row| row.score.to_string());
        let reason = |(seat, name): (&&SeatRow, &String)| Some((name.clone(), given(seat)?.reason.clone()));
        RoundRow {
            name: known.words.get(page.lang.as_str()).to_owned(),
            scores: names.iter().cloned().zip(seats.iter().map(score)).collect(),
            reasons: seats.iter().zip(&names).filter_map(reason).collect(),
        }
    };
    RoundView {
        number: round,
        heading: page.t_with("coalition-round-scores", "round", round),
        rows: facts.pack.criteria.iter().map(row).collect(),
        seats: names,
    }
}

/// What a seat is called: whose point of view it stands for, whether it is the reader's, and whether it was left.
fn name(page: &Page, facts: &ApplicationFacts, seat: &SeatRow, who: &AccountId) -> String {
    let kind = word(page, "seat", seat.seat.as_str());
    match () {
        () if seat.account_id == *who => page.t_with("coalition-round-own", "seat", kind),
        () if facts.is_recused(&seat.account_id) => page.t_with("coalition-round-recused", "seat", kind),
        () => kind,
    }
}
