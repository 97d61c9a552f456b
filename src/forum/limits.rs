//! How often somebody may post. Pure. Pauses go by the machine's clock; the first day by the site's, as the account's age.

use super::rules::{DUPLICATE_TEXT, FIRST_DAY_LIMIT, TOO_SOON};
use crate::clock::Timestamp;
use crate::config::{Forum, Limits};
use crate::error::{Code, Refusal};
use chrono::Duration;

/// A post somebody wrote not long ago.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recent {
    pub received_at: Timestamp,
    /// Whether it opened a thread.
    pub opened: bool,
    pub fingerprint: String,
}

/// A post that came from an address not long ago.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    pub post: Recent,
    pub by_new_member: bool,
}

/// The post somebody wants to write now.
#[derive(Debug, Clone)]
pub struct Attempt<'a> {
    /// The machine's.
    pub now: Timestamp,
    /// The site's.
    pub site_now: Timestamp,
    pub opens: bool,
    pub fingerprint: &'a str,
    /// When the account was made, by the site's clock.
    pub member_since: Timestamp,
}

/// The numbers that limits go by.
#[derive(Debug, Clone, Copy)]
pub struct Numbers<'a> {
    pub limits: &'a Limits,
    pub forum: &'a Forum,
}

impl Numbers<'_> {
    fn first_day(&self) -> Duration {
        Duration::hours(self.forum.first_day_hours.into())
    }

    /// Whether somebody is still a new member.
    pub fn is_new(&self, attempt: &Attempt<'_>) -> bool {
        attempt.site_now < attempt.member_since.plus(self.first_day())
    }

    /// Since when posts count for this attempt.
    pub fn since(&self, attempt: &Attempt<'_>) -> Timestamp {
        attempt.now.minus(if self.is_new(attempt) { self.longest() } else { self.longest_pause() })
    }

    /// How far any limit looks back.
    pub fn longest(&self) -> Duration {
        self.longest_pause().max(self.first_day())
    }

    fn longest_pause(&self) -> Duration {
        let pauses = [
            self.limits.thread_seconds,
            self.limits.post_seconds,
            self.limits.same_text_seconds,
            self.limits.new_member_post_seconds,
        ];
        seconds(pauses.into_iter().max().unwrap_or(0))
    }
}

/// Refuses a post that comes too soon, too often on the first day, or twice. Always says when to come back.
pub fn check(recent: &[Recent], attempt: &Attempt<'_>, numbers: Numbers<'_>) -> Result<(), Refusal> {
    if !numbers.limits.enabled {
        return Ok(());
    }
    let is_new = numbers.is_new(attempt);
    if is_new {
        first_day(recent, attempt, numbers)?;
    }
    let limits = numbers.limits;
    if is_new {
        wait(TOO_SOON, recent.iter(), attempt, seconds(limits.new_member_post_seconds))?;
    }
    pauses(recent.iter(), attempt, limits)
}

/// The same bounds for all who post from one address. What is a new member's counts the new members there and nobody
/// else, so that a household or clinic of old ones leaves room for somebody who has just come.
pub fn check_address(sent: &[Sent], attempt: &Attempt<'_>, numbers: Numbers<'_>) -> Result<(), Refusal> {
    if !numbers.limits.enabled {
        return Ok(());
    }
    if numbers.is_new(attempt) {
        let by_new: Vec<_> = sent.iter().filter(|sent| sent.by_new_member).map(|sent| &sent.post).collect();
        first_day_of_address(&by_new, attempt, numbers)?;
        wait(TOO_SOON, by_new.into_iter(), attempt, seconds(numbers.limits.new_member_post_seconds))?;
    }
    pauses(sent.iter().map(|sent| &sent.post), attempt, numbers.limits)
}

/// The pauses that everybody keeps.
fn pauses<'r>(
    recent: impl Iterator<Item = &'r Recent> + Clone,
    attempt: &Attempt<'_>,
    limits: &Limits,
) -> Result<(), Refusal> {
    wait(TOO_SOON, recent.clone(), attempt, seconds(limits.post_seconds))?;
    if attempt.opens {
        wait(TOO_SOON, recent.clone().filter(|post| post.opened), attempt, seconds(limits.thread_seconds))?;
    }
    let same = recent.filter(|post| post.fingerprint == attempt.fingerprint);
    wait(DUPLICATE_TEXT, same, attempt, seconds(limits.same_text_seconds))
}

/// What all new members of an address wrote in the last day; the oldest that counts makes room, or the account is no
/// longer new.
fn first_day_of_address(by_new: &[&Recent], attempt: &Attempt<'_>, numbers: Numbers<'_>) -> Result<(), Refusal> {
    let mut written: Vec<_> = by_new.iter().filter(|post| post.opened == attempt.opens).collect();
    written.sort_by_key(|post| std::cmp::Reverse(post.received_at));
    let Some(oldest) = written.get(allowed(attempt, numbers.limits).saturating_sub(1)) else { return Ok(()) };
    let has_room = until(oldest.received_at.plus(numbers.first_day()), attempt.now);
    let is_old = until(attempt.member_since.plus(numbers.first_day()), attempt.site_now);
    Err(Refusal::later(FIRST_DAY_LIMIT, has_room.min(is_old)))
}

/// How many posts of this kind the first day allows.
fn allowed(attempt: &Attempt<'_>, limits: &Limits) -> usize {
    let allowed = if attempt.opens { limits.first_day_threads } else { limits.first_day_replies };
    usize::try_from(allowed).unwrap_or(usize::MAX)
}

fn first_day(recent: &[Recent], attempt: &Attempt<'_>, numbers: Numbers<'_>) -> Result<(), Refusal> {
    let written = recent.iter().filter(|post| post.opened == attempt.opens).count();
    if written < allowed(attempt, numbers.limits) {
        return Ok(());
    }
    let over = attempt.member_since.plus(numbers.first_day());
    Err(Refusal::later(FIRST_DAY_LIMIT, until(over, attempt.site_now)))
}

/// Refuses until `pause` after the newest of `posts`.
fn wait<'r>(
    code: Code,
    posts: impl Iterator<Item = &'r Recent>,
    attempt: &Attempt<'_>,
    pause: Duration,
) -> Result<(), Refusal> {
    let Some(newest) = posts.map(|post| post.received_at).max() else { return Ok(()) };
    let over = newest.plus(pause);
    if attempt.now >= over { Ok(()) } else { Err(Refusal::later(code, until(over, attempt.now))) }
}

/// Whole seconds until `then`, at least one.
fn until(then: Timestamp, now: Timestamp) -> u32 {
    let millis = then.since(now).num_milliseconds();
    u32::try_from((millis + 999) / 1_000).unwrap_or(1).max(1)
}

fn seconds(count: u64) -> Duration {
    Duration::seconds(i64::try_from(count).unwrap_or(i64::from(u32::MAX)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    fn config() -> Config {
        Config::development(std::path::Path::new("data")).unwrap()
    }

    fn at(seconds: i64) -> Timestamp {
        Timestamp::parse("2026-03-14T10:00:00Z").unwrap().plus(Duration::seconds(seconds))
    }

    fn wrote(seconds: i64, opened: bool, text: &str) -> Recent {
        Recent { received_at: at(seconds), opened, fingerprint: text.to_owned() }
    }

    /// A member of a month tries at 10:00.
    fn tries(opens: bool, text: &str) -> Attempt<'_> {
        Attempt { now: at(0), site_now: at(0), opens, fingerprint: text, member_since: at(-30 * 86_400) }
    }

    fn refused(recent: &[Recent], attempt: &Attempt<'_>) -> Option<(&'static str, u32)> {
        let config = config();
        let numbers = Numbers { limits: &config.limits, forum: &config.forum };
        let refusal = check(recent, attempt, numbers).err()?;
        Some((refusal.code.name, refusal.retry_after.unwrap()))
    }

    #[test]
    fn members_pause_between_posts_and_threads() {
        for (recent, opens, expected) in [
            (vec![], false, None),
            (vec![wrote(-4, false, "a")], false, Some(("too_soon", 1))),
            (vec![wrote(-5, false, "a")], false, None),
            (vec![wrote(-10, true, "a")], false, None),
            (vec![wrote(-10, true, "a")], true, Some(("too_soon", 5))),
            (vec![wrote(-10, false, "a")], true, None),
            (vec![wrote(-15, true, "a")], true, None),
        ] {
            assert_eq!(refused(&recent, &tries(opens, "b")), expected, "{recent:?} {opens}");
        }
    }

    #[test]
    fn the_same_text_waits_five_minutes() {
        assert_eq!(refused(&[wrote(-100, false, "a")], &tries(false, "a")), Some(("duplicate_text", 200)));
        assert_eq!(refused(&[wrote(-300, false, "a")], &tries(false, "a")), None);
    }

    #[test]
    fn the_first_day_has_a_quota_and_longer_pauses() {
        let new = |opens| Attempt { member_since: at(-3_600), ..tries(opens, "new") };
        let threads: Vec<_> = (1..=3).map(|n| wrote(-n * 100, true, "t")).collect();
        let replies: Vec<_> = (1..=10).map(|n| wrote(-n * 100, false, "r")).collect();
        assert_eq!(refused(&threads, &new(true)), Some(("first_day_limit", 23 * 3_600)));
        assert_eq!(refused(&threads, &new(false)), None);
        assert_eq!(refused(&replies, &new(false)), Some(("first_day_limit", 23 * 3_600)));
        assert_eq!(refused(&[wrote(-10, false, "a")], &new(false)), Some(("too_soon", 20)));
        assert_eq!(refused(&threads, &tries(true, "b")), None);
    }

    #[test]
    fn the_first_day_ends_by_the_clock_by_which_it_began() {
        let threads: Vec<_> = (1..=3).map(|n| wrote(-n * 100, true, "t")).collect();
        let moved = |hours: i64| {
            let site_now = at(hours * 3_600);
            Attempt { site_now, member_since: at(-3_600), ..tries(true, "new") }
        };
        assert_eq!(refused(&threads, &moved(22)), Some(("first_day_limit", 3_600)));
        assert_eq!(refused(&threads, &moved(23)), None, "the site's clock was moved on by a day");
    }

    fn sent(seconds: i64, opened: bool, by_new_member: bool) -> Sent {
        Sent { post: wrote(seconds, opened, &format!("text of {seconds}")), by_new_member }
    }

    /// What came from there, who tries now, and what they are told.
    type Row<'a> = (Vec<Sent>, Attempt<'a>, Option<(&'static str, u32)>);

    #[test]
    fn an_address_keeps_the_same_bounds() {
        let new = |opens| Attempt { member_since: at(-3_600), ..tries(opens, "new") };
        let day = |opened, by_new: bool, count: i64| (1..=count).map(|n| sent(-n * 100, opened, by_new)).collect();
        let table: [Row<'_>; 11] = [
            (vec![], new(true), None),
            (vec![sent(-4, false, false)], tries(false, "b"), Some(("too_soon", 1))),
            (vec![sent(-5, false, false)], tries(false, "b"), None),
            (vec![sent(-10, true, false)], tries(true, "b"), Some(("too_soon", 5))),
            (vec![sent(-100, false, false)], tries(false, "text of -100"), Some(("duplicate_text", 200))),
            (vec![sent(-10, false, true)], new(false), Some(("too_soon", 20))),
            // Another's pause is not longer because somebody beside is new, nor a new member's for one who is not.
            (vec![sent(-10, false, false)], new(false), None),
            (vec![sent(-10, false, true)], tries(false, "b"), None),
            (day(true, true, 3), new(true), Some(("first_day_limit", 23 * 3_600))),
            (day(false, false, 10), new(false), None),
            (day(false, true, 10), tries(false, "b"), None),
        ];
        let config = config();
        let numbers = Numbers { limits: &config.limits, forum: &config.forum };
        for (sent, attempt, expected) in table {
            let refusal = check_address(&sent, &attempt, numbers).err();
            let told = refusal.map(|refusal| (refusal.code.name, refusal.retry_after.unwrap()));
            assert_eq!(told, expected, "{sent:?} {attempt:?}");
        }
    }

    #[test]
    fn an_address_has_room_again_when_the_oldest_that_counts_is_a_day_old() {
        let attempt = Attempt { member_since: at(-60), ..tries(true, "new") };
        let sent = [sent(-80_000, true, true), sent(-70_000, true, true), sent(-60_000, true, true)];
        let config = config();
        let numbers = Numbers { limits: &config.limits, forum: &config.forum };
        let refusal = check_address(&sent, &attempt, numbers).unwrap_err();
        assert_eq!((refusal.code, refusal.retry_after), (FIRST_DAY_LIMIT, Some(6_400)));
    }

    #[test]
    fn nothing_is_limited_when_limits_are_off() {
        let mut config = config();
        config.limits.enabled = false;
        let numbers = Numbers { limits: &config.limits, forum: &config.forum };
        assert!(check(&[wrote(0, true, "a")], &tries(true, "a"), numbers).is_ok());
    }
}
