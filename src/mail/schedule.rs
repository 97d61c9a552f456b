//! When a letter that failed is tried again.

use crate::clock::Timestamp;
use chrono::Duration;

/// The instant of the next try after `failures` failed ones; `None` when that was the last.
///
/// `pauses` are minutes, `mail.retry_minutes`; they run by the site's clock.
pub(super) fn next_try(failures: i64, now: Timestamp, pauses: &[u32]) -> Option<Timestamp> {
    let index = usize::try_from(failures.checked_sub(1)?).ok()?;
    pauses.get(index).map(|minutes| now.plus(Duration::minutes(i64::from(*minutes))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn six_pauses_then_nothing() {
        let now = Timestamp::parse("2026-03-14T10:00:00Z").unwrap();
        let pauses = [1, 5, 30, 120, 480, 1440];
        let expected = [
            (1, Some("2026-03-14T10:01:00Z")),
            (2, Some("2026-03-14T10:05:00Z")),
            (3, Some("2026-03-14T10:30:00Z")),
            (4, Some("2026-03-14T12:00:00Z")),
            (5, Some("2026-03-14T18:00:00Z")),
            (6, Some("2026-03-15T10:00:00Z")),
            (7, None),
        ];
        for (failures, at) in expected {
            assert_eq!(next_try(failures, now, &pauses).map(|at| at.to_string()).as_deref(), at, "{failures}");
        }
    }
}
