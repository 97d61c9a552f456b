//! How long the register shows what the board did, §5.4: a rule on reading, so that nothing has to run on the day it
//! is over. The ledger keeps its leaves.

use super::model::{Event, Measure, MembershipRow, State};
use crate::clock::Timestamp;
use crate::coalition::applications::later_months;
use crate::coalition::rules;
use crate::specialty::{Membership, Publication};

/// A measure, when it was taken, and until when it lasts.
pub type Taken = (Measure, Timestamp, Option<Timestamp>);

/// The first instant at which the register shows a measure no longer.
pub fn shown_until((measure, at, until): Taken, rules: &Publication) -> Timestamp {
    let is_long = until.is_some_and(|until| until > later_months(at, rules.long_suspension_months));
    let months = match measure {
        Measure::Removal => rules.removal,
        Measure::Suspension if is_long => rules.long_suspension,
        Measure::Suspension | Measure::Restriction => rules.restriction,
        _ => rules.warning,
    };
    later_months(at, months)
}

/// Whether somebody was removed so long ago that the register does not speak of them any more.
pub fn is_over(row: &MembershipRow, now: Timestamp, rules: &Publication) -> bool {
    row.state == State::Removed && now >= shown_until((Measure::Removal, row.since, None), rules)
}

/// From when the member may apply again, where a removal or what they left open stands in the way: told of as long as of a
/// removal, and not while a renewed licence still ends the lapse.
pub fn returns_from(row: &MembershipRow, now: Timestamp, rules: &Membership) -> Option<Timestamp> {
    barred_until(row, now, rules).filter(|_| !row.may_be_renewed(now))
}

/// The review, the restriction or the suspension that the member left, or that a lapse interrupts: told of as long.
pub fn left_open(row: &MembershipRow, now: Timestamp, rules: &Membership) -> Option<State> {
    barred_until(row, now, rules).and_then(|_| rules::left_open(row.state, row.state_before))
}

fn barred_until(row: &MembershipRow, now: Timestamp, rules: &Membership) -> Option<Timestamp> {
    let is_told = now < shown_until((Measure::Removal, row.since, None), &rules.publication);
    row.returns_from(rules.clocks.reinstatement_months).filter(|_| is_told)
}

/// Whether the step at `place` is still shown: with its measure goes what led to it and what came of it.
pub fn is_shown(
    place: usize,
    steps: &[(Event, Timestamp)],
    taken: &[Taken],
    now: Timestamp,
    rules: &Publication,
) -> bool {
    let is_measure = |(event, _): &&(Event, Timestamp)| *event == Event::MeasureTaken;
    let before = || steps.iter().take(place).rev().find(is_measure);
    let after = || steps.iter().skip(place).find(is_measure);
    let shows = |measure: Option<&(Event, Timestamp)>| {
        let found = measure.and_then(|(_, at)| taken.iter().find(|taken| taken.1 == *at));
        found.is_none_or(|taken| now < shown_until(*taken, rules))
    };
    match steps.get(place).map(|(event, _)| *event) {
        // A review that has not ended is shown.
        Some(Event::MeasureTaken | Event::ReviewOpened | Event::InterimVoteMissed) => shows(after()),
        // What was not carried belongs to its review, and to the measure that it was to take the place of.
        Some(Event::MeasureFailed | Event::MeasureDropped) => {
            let mut since = steps.iter().take(place).rev().take_while(|step| !is_measure(step));
            let is_reviewed = since.any(|(event, _)| *event == Event::ReviewOpened);
            match (before(), after()) {
                // Nothing is open any more that a later measure would end.
                (Some(measure), None) if !is_reviewed => shows(Some(measure)),
                (before, after) => shows(after) || before.is_some_and(|measure| shows(Some(measure))),
            }
        }
        Some(
            Event::MeasureEnded | Event::Appealed | Event::HearingMissed | Event::AppealVoiced | Event::AppealDecided,
        ) => shows(before()),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::specialty::Pack;

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(text).unwrap()
    }

    #[test]
    fn each_measure_leaves_the_register_on_its_day() {
        let pack = Pack::embedded("hair-restoration").unwrap();
        let rules = &pack.membership.publication;
        let begun = "2026-03-02T09:30:00Z";
        type Case<'a> = (Measure, Option<&'a str>, &'a str);
        let table: &[Case<'_>] = &[
            (Measure::NoAction, None, "2028-03-02T09:30:00Z"),
            (Measure::Advice, None, "2028-03-02T09:30:00Z"),
            (Measure::Warning, None, "2028-03-02T09:30:00Z"),
            (Measure::Conditions, None, "2028-03-02T09:30:00Z"),
            (Measure::Probation, None, "2028-03-02T09:30:00Z"),
            (Measure::Restriction, Some("2026-05-01T00:00:00Z"), "2036-03-02T09:30:00Z"),
            (Measure::Suspension, Some("2026-06-02T09:30:00Z"), "2036-03-02T09:30:00Z"),
            (Measure::Suspension, Some("2026-06-02T21:00:00Z"), "2041-03-02T09:30:00Z"),
            (Measure::Removal, None, "2036-03-02T09:30:00Z"),
        ];
        let second = chrono::Duration::seconds(1);
        for (measure, until, last) in table {
            let taken = [(*measure, at(begun), until.map(at))];
            let steps = [
                (Event::ReviewOpened, at("2026-02-20T00:00:00Z")),
                (Event::MeasureTaken, at(begun)),
                (Event::Appealed, at("2026-03-10T00:00:00Z")),
                (Event::LicenceRenewed, at("2026-03-11T00:00:00Z")),
                (Event::ReviewOpened, at("2026-03-12T00:00:00Z")),
            ];
            let shown = |now: Timestamp| -> Vec<bool> {
                (0..steps.len()).map(|place| is_shown(place, &steps, &taken, now, rules)).collect()
            };
            assert_eq!(shown(at(last).minus(second)), [true; 5], "{measure} until {until:?}");
            assert_eq!(shown(at(last)), [false, false, false, true, true], "{measure} until {until:?}");
        }
    }

    #[test]
    fn what_was_not_carried_is_shown_as_long_as_the_measures_around_it() {
        let pack = Pack::embedded("hair-restoration").unwrap();
        let rules = &pack.membership.publication;
        let (first, last) = (at("2026-03-02T09:30:00Z"), at("2026-03-20T09:30:00Z"));
        let opened = (Event::ReviewOpened, at("2026-02-20T00:00:00Z"));
        let failed = (Event::MeasureFailed, at("2026-03-10T00:00:00Z"));
        let (restriction, nothing) = ((Event::MeasureTaken, first), (Event::MeasureTaken, last));
        let taken = [(Measure::Restriction, first, Some(last)), (Measure::NoAction, last, None)];
        let (soon, later, late) = (at("2028-03-20T09:29:59Z"), at("2028-03-20T09:30:00Z"), at("2036-03-02T09:30:00Z"));
        type Case<'a> = (&'a [(Event, Timestamp)], [bool; 3]);
        let table: &[Case<'_>] = &[
            (&[opened, failed], [true, true, true]),
            (&[opened, failed, nothing], [true, false, false]),
            (&[opened, restriction, failed, nothing], [true, true, false]),
            (&[opened, restriction, failed], [true, true, false]),
            (&[opened, restriction, opened, failed], [true, true, true]),
        ];
        for (steps, expected) in table {
            let place = steps.iter().position(|step| step.0 == Event::MeasureFailed).unwrap();
            let shown = [soon, later, late].map(|now| is_shown(place, steps, &taken, now, rules));
            assert_eq!(shown, *expected, "{steps:?}");
        }
    }
}
