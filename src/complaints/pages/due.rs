//! By when a clinic answers, as the pages on which it does say it.

use crate::clock::Timestamp;
use crate::complaints::letters;
use crate::complaints::load::Loaded;
use crate::complaints::model::State;
use crate::web::page::Page;

/// By when the answer is due; once that is over, until when it can still be given.
pub fn answer(loaded: &Loaded, page: &Page) -> String {
    let dates = letters::dates_of(loaded, page.now);
    let response = when(loaded, page, dates.response);
    match loaded.facts.row.state {
        State::InProgress => page.t_with("complaints-due-final", "day", day(loaded, page, dates.final_answer)),
        _ if dates.response < page.now => {
            let escalation = day(loaded, page, dates.escalation);
            page.t_with2("complaints-due-over", "day", response, "escalation", escalation)
        }
        _ => page.t_with("complaints-due-answer", "day", response),
    }
}

/// The day of the clinic's answer, or its moment on the fast way.
pub fn response(loaded: &Loaded, page: &Page) -> String {
    when(loaded, page, letters::dates_of(loaded, page.now).response)
}

/// What asking for more time gives.
pub fn more_time(loaded: &Loaded, page: &Page) -> String {
    let last = letters::dates_of(loaded, page.now).final_answer;
    page.t_with("complaints-due-more-time", "day", day(loaded, page, last))
}

/// The day by the clinic's clocks; on the fast way, which counts hours, the moment.
fn when(loaded: &Loaded, page: &Page, at: Timestamp) -> String {
    let zone = loaded.facts.calendar.time_zone;
    if loaded.facts.is_fast_track() { page.lang.moment_there(at, zone) } else { day(loaded, page, at) }
}

fn day(loaded: &Loaded, page: &Page, at: Timestamp) -> String {
    page.lang.day(loaded.facts.calendar.local_day(at))
}
