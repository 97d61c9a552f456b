//! Puts the forum together: what was written by hand, and what the dice compose from the stock.

use super::Size;
use super::dice::Dice;
use super::opinions::Opinion;
use super::people::{Practice, World};
use super::phrases::Used;
use super::script::{Script, Thread};
use super::{calls, diaries, opinions, talk};
use crate::error::AppError;

/// Changing it changes everything.
const SEED: u64 = 20_240_229;

/// How much of each there is.
struct Numbers {
    members: usize,
    talks: usize,
    calls: (usize, usize),
    diaries: usize,
    opinions: usize,
}

const fn numbers(size: Size) -> Numbers {
    match size {
        Size::Full => Numbers { members: 290, talks: 206, calls: (11, 48), diaries: 14, opinions: 395 },
        Size::Small => Numbers { members: 45, talks: 9, calls: (2, 8), diaries: 2, opinions: 45 },
    }
}

/// Everybody, and everything they say.
#[derive(Debug)]
pub(super) struct Composed {
    pub world: World,
    pub script: Script,
    /// Oldest first.
    pub opinions: Vec<Opinion>,
}

/// The members, every thread, oldest first, and the reviews.
pub(super) fn compose(
    size: Size,
    by_hand: Vec<Thread>,
    practices: Vec<Practice>,
    experts: &[String],
) -> Result<Composed, AppError> {
    let (mut dice, mut used) = (Dice::new(SEED), Used::default());
    let numbers = numbers(size);
    let world = World::throw(numbers.members, practices, experts, &mut dice)?;
    for thread in &by_hand {
        used.take_title(&thread.title);
        for post in &thread.posts {
            used.take(&post.body);
        }
    }
    let mut threads = by_hand;
    threads.extend(calls::compose(&world, numbers.calls, &mut dice, &mut used)?);
    threads.extend(diaries::compose(&world, numbers.diaries, &mut dice, &mut used)?);
    threads.extend(talk::compose(&world, numbers.talks, &mut dice, &mut used)?);
    threads.sort_by_key(|thread| -thread.posts.first().map_or(0, super::script::Post::minutes_ago));
    let opinions = opinions::compose(&world, numbers.opinions, &mut dice, &mut used)?;
    Ok(Composed { world, script: Script { threads }, opinions })
}

#[cfg(test)]
mod tests {
    use super::super::phrases::long_sentences;
    use super::*;
    use sha2::{Digest as _, Sha256};
    use std::collections::{HashMap, HashSet};

    fn composed(size: Size) -> Composed {
        super::super::forum::composed(size).unwrap()
    }

    fn digest(composed: &Composed) -> String {
        let (mut all, script) = (Sha256::new(), &composed.script);
        for thread in &script.threads {
            all.update(&thread.title);
            thread.posts.iter().for_each(|post| all.update(format!("{}{}{}", post.by, post.minutes_ago(), post.body)));
        }
        for one in &composed.opinions {
            all.update(format!("{}{}{}{}{:?}", one.by, one.clinic, one.hours_ago, one.text, one.reply));
        }
        hex::encode(all.finalize())
    }

    #[test]
    fn it_is_the_same_every_time_and_of_the_size_that_was_promised() {
        let whole = composed(Size::Full);
        assert_eq!(digest(&whole), digest(&composed(Size::Full)));
        let Composed { world, script, opinions } = whole;
        assert!(opinions.len() >= 400, "{} reviews", opinions.len());
        assert!(world.people.len() >= 285, "{} members", world.people.len());
        assert!(script.threads.len() >= 200, "{} threads", script.threads.len());
        assert!(script.posts() >= 3_000, "{} posts", script.posts());
    }

    #[test]
    fn no_long_sentence_is_said_twice() {
        let Composed { script, opinions, .. } = composed(Size::Full);
        let mut said: HashMap<String, usize> = HashMap::new();
        let posts = script.threads.iter().flat_map(|thread| &thread.posts).map(|post| &post.body);
        let reviews = opinions.iter().flat_map(|one| std::iter::once(&one.text).chain(&one.reply));
        for text in posts.chain(reviews) {
            long_sentences(text).into_iter().for_each(|sentence| *said.entry(sentence).or_default() += 1);
        }
        let twice: Vec<_> = said.iter().filter(|(_, times)| **times > 1).collect();
        assert!(twice.is_empty(), "{twice:?}");
    }

    #[test]
    fn no_two_threads_have_one_title_and_no_sentence_comes_all_the_time() {
        let Composed { script, .. } = composed(Size::Full);
        let titles: HashSet<String> = script.threads.iter().map(|thread| thread.title.to_lowercase()).collect();
        assert_eq!(titles.len(), script.threads.len());

        let mut said: HashMap<String, usize> = HashMap::new();
        for post in script.threads.iter().flat_map(|thread| &thread.posts) {
            for sentence in post.body.split(['.', '!', '?', '\n']).filter(|part| part.split_whitespace().count() > 2) {
                let without_figures: String = sentence.trim().chars().filter(|c| !c.is_ascii_digit()).collect();
                *said.entry(without_figures).or_default() += 1;
            }
        }
        let most = script.posts() / 250;
        let often: Vec<_> = said.iter().filter(|(_, times)| **times > most).collect();
        assert!(often.is_empty(), "more than {most} times, figures aside: {often:?}");
    }

    #[test]
    fn posts_follow_each_other_and_nothing_is_left_to_fill_in() {
        let Composed { world, script, .. } = composed(Size::Full);
        for thread in &script.threads {
            let times: Vec<i64> = thread.posts.iter().map(super::super::script::Post::minutes_ago).collect();
            assert!(times.is_sorted_by(|one, next| one >= next), "{}: {times:?}", thread.title);
            assert!(times.last().is_some_and(|last| *last > 0));
            for text in thread.posts.iter().map(|post| &post.body).chain([&thread.title]) {
                assert!(!text.contains(['{', '}', '|']), "{text}");
            }
            for post in &thread.posts {
                let joined = world.people.iter().find(|person| person.name == post.by).map(|person| person.joined);
                assert!(joined.is_none_or(|days| days * 24 * 60 >= post.minutes_ago()), "{} before joining", post.by);
            }
        }
    }

    #[test]
    fn reviews_are_those_of_people_who_were_there_and_replies_reveal_nobody() {
        for size in [Size::Small, Size::Full] {
            let Composed { world, opinions, .. } = composed(size);
            for one in &opinions {
                let joined = world.people.iter().find(|person| person.name == one.by).map(|person| person.joined);
                assert!(joined.is_none_or(|days| days * 24 >= one.hours_ago), "{} before joining", one.by);
                for text in [&one.text, &one.detail, &one.reason].into_iter().chain(&one.reply) {
                    assert!(!text.contains(['{', '}', '|', '[']), "{text}");
                }
                let reply = one.reply.clone().unwrap_or_default();
                assert!(crate::reviews::guard::look(&reply, &[&one.by]).is_empty(), "{reply}");
            }
        }
    }
}
