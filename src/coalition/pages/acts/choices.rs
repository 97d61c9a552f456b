//! What the forms of this page offer to choose from, and between which days.

use crate::coalition::members::days::Days;
use crate::coalition::members::model::{AppealOutcome, Ground, Measure, State};
use crate::coalition::members::views::HearingView;
use crate::coalition::pages::{typed, word};
use crate::web::page::{FieldProblem, Page};
use crate::web::parts::Choice;
use chrono::NaiveDate;

/// What decides by whom a measure is taken, and when.
#[derive(Debug, Clone, Copy)]
pub struct Stand<'d> {
    pub days: &'d [Days],
    pub under_appeal: bool,
    /// What the board voted for and one member does not end alone.
    pub may_not_end: Option<State>,
}

impl Stand<'_> {
    /// Whether everything is put to the vote.
    const fn all_voted(self) -> bool {
        self.under_appeal || self.may_not_end.is_some()
    }

    /// That a measure ends what the board voted for.
    fn end(self, page: &Page, measure: Measure) -> Option<String> {
        let ends = match (self.may_not_end?, measure) {
            (_, Measure::Suspension | Measure::Removal) | (State::Restricted, Measure::Restriction) => return None,
            (State::Suspended, _) => "suspended",
            _ => "restricted",
        };
        Some(page.t(&format!("coalition-acts-measure-ends-{ends}")))
    }
}

/// The measures, each with what happens to it: taken at once, or put to the vote, what it ends, and between which days its
/// last one may lie. While an appeal waits, or what the board voted for holds, everything is put to the vote.
pub fn measures(page: &Page, stand: Stand<'_>, typed: &str) -> Vec<Choice> {
    let choice = |one: &Measure| {
        let is_voted = one.needs_vote() || stand.all_voted();
        let way = match one {
            Measure::Removal => "two-thirds",
            _ if is_voted => "voted",
            _ => "alone",
        };
        let way = page.t(&format!("coalition-acts-measure-{way}"));
        let known = stand.days.iter().find(|known| known.measure == *one);
        let between = known.map(|known| {
            let first = if is_voted { known.voted } else { known.today };
            page.t_with2("coalition-acts-measure-days", "first", page.day(first), "last", page.day(known.last))
        });
        let hint = [Some(way), stand.end(page, *one), between].into_iter().flatten().collect::<Vec<_>>().join(" ");
        Choice::new(one.as_str(), word(page, "measure", one.as_str())).with_hint(hint).chosen_if(typed)
    };
    Measure::ALL.iter().map(choice).collect()
}

/// The page after a measure whose last day cannot be: it says between which days that day may lie, or that there is none.
pub fn day_wrong(page: Page, stand: Stand<'_>, raw: &[(String, String)]) -> Page {
    let Some(known) = stand.days.iter().find(|known| known.measure.as_str() == typed(raw, "measure")) else {
        return day_needless(page);
    };
    let is_meanwhile = known.measure == Measure::Restriction && !typed(raw, "at_once").is_empty();
    let is_voted = !is_meanwhile && (known.measure.needs_vote() || stand.all_voted());
    let first = if is_voted { known.voted } else { known.today };
    let said = page.t_with2("coalition-until-between", "first", page.day(first), "last", page.day(known.last));
    let outside = ["error-out-of-range", "error-until-out-of-range"].map(|key| page.t(key));
    let told = |problem: &FieldProblem| {
        let is_outside = problem.field == "until" && outside.iter().any(|words| problem.message.ends_with(words));
        if is_outside { said.clone() } else { problem.message.clone() }
    };
    let errors = page.errors.clone().told(told);
    page.with_errors(errors)
}

fn day_needless(page: Page) -> Page {
    let outside = page.t("error-not-allowed-here");
    let said = page.t("coalition-until-none");
    let told = |problem: &FieldProblem| {
        let is_needless = problem.field == "until" && problem.message.ends_with(&outside);
        if is_needless { said.clone() } else { problem.message.clone() }
    };
    let errors = page.errors.clone().told(told);
    page.with_errors(errors)
}

/// Why a review is opened; none is chosen beforehand.
pub fn grounds(page: &Page, typed: &str) -> Vec<Choice> {
    let choice = |one: &Ground| Choice::new(one.as_str(), word(page, "opened-for", one.as_str())).chosen_if(typed);
    std::iter::once(Choice::new("", page.t("coalition-choose"))).chain(Ground::ALL.iter().map(choice)).collect()
}

pub fn yes_no(page: &Page, typed: &str) -> Vec<Choice> {
    [("false", "no"), ("true", "yes")].map(|(value, key)| Choice::new(value, page.t(key)).chosen_if(typed)).into()
}

/// How an appeal can end, with what the reader has said already.
pub fn outcomes(page: &Page, open: Option<&HearingView>) -> Vec<Choice> {
    let own = open.and_then(|open| open.own).map(|outcome| outcome.as_str()).unwrap_or_default();
    let choice = |one: &AppealOutcome| Choice::new(one.as_str(), word(page, "appeal", one.as_str())).chosen_if(own);
    AppealOutcome::ALL.iter().map(choice).collect()
}

/// A day that the site wrote down, as the page says it.
pub fn dated(page: &Page, day: &str) -> Option<String> {
    day.parse::<NaiveDate>().ok().map(|day| page.day(day))
}
