//! Composes the threads in which everybody answers the same question.

use super::dice::Dice;
use super::people::{Person, World};
use super::phrases::{Memory, Used};
use super::read;
use super::script::{Post, Thread};
use super::speaker::Speaker;
use crate::error::AppError;
use crate::forum::ThreadKind;
use serde::Deserialize;
use std::collections::HashSet;

const TEXT: &str = include_str!("rollcalls.toml");
const DAY: i64 = 24 * 60;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    calls: Vec<Call>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Call {
    category: String,
    title: String,
    tags: Vec<String>,
    kind: Option<ThreadKind>,
    lang: Option<String>,
    open: String,
    lines: Vec<String>,
}

/// Composes the first `count` of them, with about `length` posts each.
pub(super) fn compose(
    world: &World,
    (count, length): (usize, usize),
    dice: &mut Dice,
    used: &mut Used,
) -> Result<Vec<Thread>, AppError> {
    let file: File = read(TEXT)?;
    Ok(file.calls.iter().take(count).filter_map(|call| thread(world, (call, length), dice, used)).collect())
}

fn thread(world: &World, (call, length): (&Call, usize), dice: &mut Dice, used: &mut Used) -> Option<Thread> {
    let speaker = |person, opener, minutes_ago: i64| Speaker {
        world,
        person,
        opener,
        opens: false,
        days_ago: minutes_ago / DAY,
        is_german: call.lang.is_some(),
    };
    let (opener, start, first) = (0..400).find_map(|_| {
        let opener: &Person = world.people.get(dice.low(world.people.len()))?;
        let start = dice.between(60, 420).min(opener.joined - 1) * DAY;
        let first = speaker(opener, opener, start).say_one(&call.open, dice, &mut Memory::new(), used)?;
        (start > 20 * DAY).then_some((opener, start, first))
    })?;
    let mut posts = vec![Post::said(&opener.name, start, first)];
    let mut spoken = HashSet::from([&opener.name]);
    let mut minutes_ago = start;
    let pause = start / i64::try_from(length).unwrap_or(1).max(1);
    while posts.len() < length {
        minutes_ago -= dice.between(10, (2 * pause).min(start / 4).max(20));
        if minutes_ago < 20 {
            break;
        }
        let said = (0..20).find_map(|_| {
            let person = world.people.get(dice.below(world.people.len()))?;
            let is_there = person.joined * DAY > minutes_ago && !spoken.contains(&person.name);
            let body =
                is_there.then(|| speaker(person, opener, minutes_ago).say(&call.lines, dice, &mut Memory::new(), used));
            body.flatten().map(|body| (person, body))
        });
        if let Some((person, body)) = said {
            spoken.insert(&person.name);
            posts.push(Post::said(&person.name, minutes_ago, body));
        }
    }
    Some(Thread {
        category: call.category.clone(),
        title: call.title.clone(),
        kind: call.kind,
        tags: call.tags.clone(),
        posts,
    })
}
