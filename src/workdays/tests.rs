//! Real dates: summer time in both hemispheres, zones that skip midnight or a whole day, holidays, month ends.

use super::*;
use chrono_tz::{Africa, America, Asia, Europe, Pacific};
use proptest::prelude::*;

fn instant(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn calendar(time_zone: Tz) -> Calendar {
    let rules: Vec<HolidayRule> =
        ["01-01", "05-01", "12-25", "12-26", "easter-2", "easter+1"].map(|rule| rule.parse().unwrap()).to_vec();
    Calendar::new(time_zone, expand_all(&rules, 2020..=2035))
}

#[test]
fn days_end_at_local_midnight() {
    for (zone, local, end) in [
        (Europe::Berlin, "2026-03-14", "2026-03-14T23:00:00Z"),
        (Europe::Berlin, "2026-03-28", "2026-03-28T23:00:00Z"),
        (Europe::Berlin, "2026-03-29", "2026-03-29T22:00:00Z"),
        (Europe::Berlin, "2026-10-24", "2026-10-24T22:00:00Z"),
        (Europe::Berlin, "2026-10-25", "2026-10-25T23:00:00Z"),
        (Europe::Istanbul, "2026-03-29", "2026-03-29T21:00:00Z"),
        (Europe::Istanbul, "2026-12-31", "2026-12-31T21:00:00Z"),
        (America::New_York, "2026-03-07", "2026-03-08T05:00:00Z"),
        (America::New_York, "2026-03-08", "2026-03-09T04:00:00Z"),
        (America::New_York, "2026-11-01", "2026-11-02T05:00:00Z"),
        (Asia::Kolkata, "2026-06-30", "2026-06-30T18:30:00Z"),
        (Pacific::Kiritimati, "2026-06-30", "2026-06-30T10:00:00Z"),
        // Midnight is skipped: the clock goes from 23:59:59 to 01:00.
        (Africa::Cairo, "2025-04-24", "2025-04-24T22:00:00Z"),
        // Midnight strikes twice: the first one ends the day.
        (America::Havana, "2025-11-01", "2025-11-02T04:00:00Z"),
        // The last hour of the day runs twice.
        (America::Sao_Paulo, "2018-02-17", "2018-02-18T03:00:00Z"),
        // 30 December 2011 did not exist.
        (Pacific::Apia, "2011-12-29", "2011-12-30T10:00:00Z"),
    ] {
        let calendar = calendar(zone);
        assert_eq!(calendar.end_of(day(local)), instant(end), "{zone} {local}");
        assert_eq!(calendar.last_second_of(day(local)), instant(end).minus(Duration::seconds(1)));
    }
}

#[test]
fn mornings_are_at_nine() {
    for (zone, local, morning) in [
        (Europe::Berlin, "2026-03-28", "2026-03-28T08:00:00Z"),
        (Europe::Berlin, "2026-03-29", "2026-03-29T07:00:00Z"),
        (Europe::Istanbul, "2026-03-29", "2026-03-29T06:00:00Z"),
        (America::New_York, "2026-03-08", "2026-03-08T13:00:00Z"),
        (America::New_York, "2026-11-01", "2026-11-01T14:00:00Z"),
        (Pacific::Apia, "2011-12-30", "2011-12-30T19:00:00Z"),
    ] {
        assert_eq!(calendar(zone).morning_of(day(local)), instant(morning), "{zone} {local}");
    }
}

#[test]
fn the_local_day_is_the_clinics() {
    for (zone, at, expected) in [
        (Europe::Berlin, "2026-03-14T22:59:59Z", "2026-03-14"),
        (Europe::Berlin, "2026-03-14T23:00:00Z", "2026-03-15"),
        (Europe::Istanbul, "2026-03-14T21:00:00Z", "2026-03-15"),
        (America::New_York, "2026-03-15T03:59:59Z", "2026-03-14"),
    ] {
        assert_eq!(calendar(zone).local_day(instant(at)), day(expected));
    }
}

#[test]
fn days_are_counted_from_the_day_of_the_start() {
    let berlin = calendar(Europe::Berlin);
    for (start, span, last) in [
        ("2026-02-27T12:00:00Z", "15d", "2026-03-14"),
        ("2026-01-31T12:00:00Z", "30d", "2026-03-02"),
        ("2028-02-14T12:00:00Z", "15d", "2028-02-29"),
        // Thursday before Easter: Good Friday and Easter Monday do not count.
        ("2026-04-02T09:00:00Z", "1wd", "2026-04-07"),
        ("2026-04-02T09:00:00Z", "2wd", "2026-04-08"),
        // Friday, Saturday and Sunday all lead to the same Monday.
        ("2026-11-20T09:00:00Z", "1wd", "2026-11-23"),
        ("2026-11-21T09:00:00Z", "1wd", "2026-11-23"),
        ("2026-11-22T09:00:00Z", "1wd", "2026-11-23"),
        // 23:30 UTC on Sunday is Monday in Berlin.
        ("2026-11-22T23:30:00Z", "1wd", "2026-11-24"),
        ("2026-12-23T09:00:00Z", "3wd", "2026-12-29"),
        ("2026-12-31T09:00:00Z", "1wd", "2027-01-04"),
        ("2026-11-21T09:00:00Z", "0wd", "2026-11-21"),
        ("2026-11-21T09:00:00Z", "0d", "2026-11-21"),
        ("2026-03-28T12:00:00Z", "24h", "2026-03-29"),
    ] {
        let span: Span = span.parse().unwrap();
        assert_eq!(berlin.nth_day(instant(start), span.amount, span.unit), day(last), "{start} {span}");
    }
}

#[test]
fn due_is_the_last_second_and_missed_from_midnight() {
    let berlin = calendar(Europe::Berlin);
    for (start, span, due, missed_from) in [
        ("2026-02-27T12:00:00Z", "15d", "2026-03-14T22:59:59Z", "2026-03-14T23:00:00Z"),
        ("2026-03-20T12:00:00Z", "14d", "2026-04-03T21:59:59Z", "2026-04-03T22:00:00Z"),
        ("2026-10-23T12:00:00Z", "1wd", "2026-10-26T22:59:59Z", "2026-10-26T23:00:00Z"),
        ("2026-03-28T12:00:00Z", "24h", "2026-03-29T12:00:00Z", "2026-03-29T12:00:00Z"),
        ("2026-03-28T12:00:00Z", "72h", "2026-03-31T12:00:00Z", "2026-03-31T12:00:00Z"),
    ] {
        let span = span.parse().unwrap();
        assert_eq!(berlin.due(instant(start), span), instant(due), "{start} {span}");
        assert_eq!(berlin.missed_from(instant(start), span), instant(missed_from), "{start} {span}");
    }
}

#[test]
fn days_are_counted_backwards_too() {
    let berlin = calendar(Europe::Berlin);
    for (from, n, unit, expected) in [
        ("2026-03-01", 1, Unit::Days, "2026-02-28"),
        ("2026-04-07", 1, Unit::WorkingDays, "2026-04-02"),
        ("2026-11-22", 1, Unit::WorkingDays, "2026-11-20"),
        ("2026-11-22", 0, Unit::WorkingDays, "2026-11-22"),
    ] {
        assert_eq!(berlin.days_before(day(from), n, unit), day(expected), "{from}");
    }
}

fn any_calendar() -> impl Strategy<Value = Calendar> {
    prop::sample::select(vec![
        Europe::Berlin,
        Europe::Istanbul,
        America::New_York,
        Africa::Cairo,
        America::Havana,
        Asia::Kathmandu,
        Pacific::Apia,
    ])
    .prop_map(calendar)
}

proptest! {
    #[test]
    fn later_days_end_later(calendar in any_calendar(), millis in 1_580_000_000_000_i64..2_050_000_000_000, n in 0_u32..60) {
        let start = Timestamp::from_unix_millis(millis);
        for unit in [Unit::Days, Unit::WorkingDays, Unit::Hours] {
            let (span, next) = (Span { amount: n, unit }, Span { amount: n + 1, unit });
            prop_assert!(calendar.due(start, span) < calendar.due(start, next));
            prop_assert!(calendar.due(start, span) <= calendar.missed_from(start, span));
        }
        prop_assert!(calendar.nth_day(start, n, Unit::Days) <= calendar.nth_day(start, n, Unit::WorkingDays));
    }

    #[test]
    fn the_end_of_a_day_is_its_border(calendar in any_calendar(), millis in 1_580_000_000_000_i64..2_050_000_000_000) {
        let today = calendar.local_day(Timestamp::from_unix_millis(millis));
        let end = calendar.end_of(today);
        prop_assert_eq!(calendar.local_day(end), today.succ_opt().unwrap());
        prop_assert_eq!(calendar.local_day(calendar.last_second_of(today)), today);
        prop_assert_eq!(calendar.local_day(calendar.morning_of(today)), today);
        prop_assert!(end > Timestamp::from_unix_millis(millis));
    }

    #[test]
    fn a_working_day_lands_on_a_working_day_and_back(calendar in any_calendar(), offset in 0_u64..3_000, n in 1_u32..40) {
        let today = day("2022-01-03") + Days::new(offset);
        let later = calendar.days_after(today, n, Unit::WorkingDays);
        prop_assert!(calendar.is_working_day(later));
        if calendar.is_working_day(today) {
            prop_assert_eq!(calendar.days_before(later, n, Unit::WorkingDays), today);
        }
    }
}

#[test]
fn what_is_moved_keeps_its_hour() {
    let vienna = Calendar::new(Europe::Vienna, BTreeSet::new());
    let at = |text: &str| Timestamp::parse(text).unwrap();
    let table = [
        // The end of a day, into summer time.
        ("2026-03-17T23:00:00Z", "2026-04-02T13:30:00Z", "2026-04-02T22:00:00Z"),
        ("2026-03-17T23:00:00Z", "2026-04-02T22:00:00Z", "2026-04-02T22:00:00Z"),
        ("2026-03-17T22:59:59Z", "2026-04-02T13:30:00Z", "2026-04-02T21:59:59Z"),
        // A morning's reminder.
        ("2026-03-17T08:00:00Z", "2026-04-02T13:30:00Z", "2026-04-03T07:00:00Z"),
        ("2026-03-17T08:00:00Z", "2026-04-02T05:30:00Z", "2026-04-02T07:00:00Z"),
        // Counted hours.
        ("2026-03-17T10:15:00Z", "2026-04-02T13:30:00Z", "2026-04-02T13:30:00Z"),
    ];
    for (was, later, is) in table {
        assert_eq!(vienna.same_hour(at(was), at(later)), at(is), "{was} {later}");
    }
}

#[test]
fn more_time_is_counted_in_days_whatever_the_clocks_do() {
    let berlin = Calendar::new(Europe::Berlin, BTreeSet::new());
    let at = |text: &str| Timestamp::parse(text).unwrap();
    let table = [
        // The end of a day, over the night that loses an hour, and over the one that gains it.
        ("2027-03-22T23:00:00Z", "14d", "2027-04-05T22:00:00Z"),
        ("2026-10-20T22:00:00Z", "14d", "2026-11-03T23:00:00Z"),
        // The end of a Friday, and a working day more: the end of Monday.
        ("2027-03-26T23:00:00Z", "1wd", "2027-03-29T22:00:00Z"),
        // A morning's reminder.
        ("2027-03-20T08:00:00Z", "14d", "2027-04-03T07:00:00Z"),
        ("2027-03-27T20:00:00Z", "24h", "2027-03-28T20:00:00Z"),
    ];
    for (was, span, is) in table {
        assert_eq!(berlin.later_by(at(was), span.parse().unwrap()), at(is), "{was} and {span}");
    }
}
