//! What moderation did, in numbers for everybody: whole days up to the last midnight, so that nobody learns from a
//! count what was reported a moment ago.

use super::api::{AppealFigures, FigurePeriod, ModerationFigures, ReasonFigures};
use super::model::{AppealOutcome, FlagState};
use super::store::figures::{self, Period};
use crate::app::Reader;
use crate::clock::Timestamp;
use crate::error::AppError;
use crate::stats;
use chrono::{Duration, NaiveTime};

/// The share that is told beside the middle.
const NINE_IN_TEN: usize = 90;

/// The numbers of a period: the same queries however much was decided.
///
/// # Errors
/// Those of the database.
pub fn figures(reader: &mut Reader<'_>, asked: FigurePeriod) -> Result<ModerationFigures, AppError> {
    let period = period(reader.now, asked.days);
    let conn = &mut *reader.conn;
    let (entered, left) = (figures::entered(conn, period)?, figures::left(conn, period)?);
    let decided = figures::decided(conn, period)?;
    let hours: Vec<f64> = figures::times(conn, period)?.into_iter().map(hours_between).collect();
    Ok(ModerationFigures {
        from: period.from,
        as_of: period.until,
        waiting_before: figures::waiting(conn, period.from)?,
        received: entered.first,
        came_back: entered.again,
        decided,
        closed: left.first - decided,
        settled: left.again,
        waiting: figures::waiting(conn, period.until)?,
        median_hours: stats::median(&hours).map(rounded),
        p90_hours: stats::percentile(&hours, NINE_IN_TEN).map(rounded),
        timed: i64::try_from(hours.len()).unwrap_or(i64::MAX),
        automated: figures::automated(conn, period)?,
        appeals: appeals(figures::appealed(conn, period)?, &figures::heard(conn, period)?),
        by_reason: by_reason(figures::reported(conn, period)?, figures::judged(conn, period)?),
    })
}

fn period(now: Timestamp, days: u32) -> Period {
    let until = Timestamp::from_naive(now.date().and_time(NaiveTime::MIN));
    Period { from: until.minus(Duration::days(days.into())), until }
}

fn hours_between((came, decided): (Timestamp, Timestamp)) -> f64 {
    decided.since(came).as_seconds_f64() / 3_600.0
}

/// To hundredths.
fn rounded(number: f64) -> f64 {
    (number * 100.0).round() / 100.0
}

fn appeals(received: i64, heard: &[(Option<AppealOutcome>, i64)]) -> AppealFigures {
    let of = |outcome| heard.iter().filter(|(known, _)| *known == Some(outcome)).map(|(_, count)| *count).sum::<i64>();
    let (upheld, partly, overturned) =
        (of(AppealOutcome::Upheld), of(AppealOutcome::Partly), of(AppealOutcome::Overturned));
    let decided = upheld + partly + overturned;
    let overturn_rate = (decided > 0).then(|| rounded(number(overturned) / number(decided)));
    AppealFigures { received, decided, upheld, partly, overturned, overturn_rate }
}

fn number(count: i64) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// What was reported, and what was decided of it and of what had been reported before.
fn by_reason(reported: Vec<(String, i64)>, judged: Vec<(String, FlagState, i64)>) -> Vec<ReasonFigures> {
    let none = |reason: String| ReasonFigures { reason, received: 0, agreed: 0, disagreed: 0 };
    let mut all: Vec<ReasonFigures> =
        reported.into_iter().map(|(reason, received)| ReasonFigures { received, ..none(reason) }).collect();
    for (reason, state, count) in judged {
        let place = all.iter().position(|known| known.reason == reason).unwrap_or_else(|| {
            all.push(none(reason));
            all.len() - 1
        });
        let Some(row) = all.get_mut(place) else { continue };
        match state {
            FlagState::Agreed => row.agreed += count,
            FlagState::Disagreed => row.disagreed += count,
            FlagState::Open => {}
        }
    }
    all.sort_by(|one, other| one.reason.cmp(&other.reason));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_whole_days_up_to_the_last_midnight() {
        let at = |text| Timestamp::parse(text).unwrap();
        for now in ["2026-03-14T00:00:00Z", "2026-03-14T23:59:59Z"] {
            let expected = Period { from: at("2026-03-12T00:00:00Z"), until: at("2026-03-14T00:00:00Z") };
            assert_eq!(period(at(now), 2), expected);
        }
    }

    #[test]
    fn shares_and_reasons_are_added_up() {
        let heard = [(Some(AppealOutcome::Upheld), 5), (Some(AppealOutcome::Overturned), 1), (None, 9)];
        let told = appeals(8, &heard);
        assert_eq!((told.received, told.decided, told.overturned, told.overturn_rate), (8, 6, 1, Some(0.17)));
        assert_eq!(appeals(1, &[]).overturn_rate, None);
        let reported = vec![("spam".to_owned(), 3), ("threat".to_owned(), 1)];
        let judged = vec![
            ("other".to_owned(), FlagState::Agreed, 1),
            ("spam".to_owned(), FlagState::Agreed, 2),
            ("spam".to_owned(), FlagState::Disagreed, 4),
        ];
        let told = by_reason(reported, judged);
        let told: Vec<_> =
            told.iter().map(|row| (row.reason.as_str(), row.received, row.agreed, row.disagreed)).collect();
        assert_eq!(told, [("other", 0, 1, 0), ("spam", 3, 2, 4), ("threat", 1, 0, 0)]);
    }
}
