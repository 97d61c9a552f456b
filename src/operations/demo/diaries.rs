//! Composes the diaries: entries by the time since the operation, and what readers say below them.

use super::dice::Dice;
use super::people::{Person, World};
use super::phrases::{Memory, Used};
use super::read;
use super::script::{Post, Thread};
use super::speaker::Speaker;
use crate::error::AppError;
use serde::Deserialize;

const TEXT: &str = include_str!("journals.toml");
const DAY: i64 = 24 * 60;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    titles: Vec<String>,
    phases: Vec<Phase>,
    comments: Vec<String>,
    replies: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Phase {
    /// Days after the operation; negative before it.
    from: i64,
    to: i64,
    entries: Vec<String>,
}

struct Diary<'a> {
    world: &'a World,
    file: &'a File,
    writer: &'a Person,
    posts: Vec<Post>,
}

/// Composes `count` diaries.
pub(super) fn compose(world: &World, count: usize, dice: &mut Dice, used: &mut Used) -> Result<Vec<Thread>, AppError> {
    let file: File = read(TEXT)?;
    let writes = |person: &&Person| {
        person
            .operation
            .as_ref()
            .is_some_and(|operation| operation.days_ago > 45 && operation.days_ago < person.joined + 5)
    };
    let mut writers: Vec<&Person> = world.people.iter().filter(writes).collect();
    dice.shuffle(&mut writers);
    let diaries = writers.into_iter().filter_map(|writer| {
        let mut diary = Diary { world, file: &file, writer, posts: Vec::new() };
        let speaker = diary.speaker(writer, writer.operation.as_ref().map_or(0, |operation| operation.days_ago));
        let title = speaker.say(&file.titles, dice, &mut Memory::new(), used)?;
        diary.write(dice, used);
        let tags = vec!["journal".to_owned(), writer.operation.as_ref()?.technique.to_lowercase()];
        (diary.posts.len() > 2).then_some(Thread {
            category: "journals".to_owned(),
            title,
            kind: None,
            tags,
            posts: diary.posts,
        })
    });
    Ok(diaries.take(count).collect())
}

impl<'a> Diary<'a> {
    fn speaker(&self, person: &'a Person, days_ago: i64) -> Speaker<'a> {
        let opens = std::ptr::eq(person, self.writer);
        Speaker { world: self.world, person, opener: self.writer, opens, days_ago, is_german: false }
    }

    fn write(&mut self, dice: &mut Dice, used: &mut Used) {
        let operated = self.writer.operation.as_ref().map_or(0, |operation| operation.days_ago);
        for phase in &self.file.phases {
            let days_ago = operated - dice.between(phase.from, phase.to);
            if days_ago < 1 {
                return;
            }
            // Nobody keeps a diary without gaps.
            if days_ago > self.writer.joined - 1 || dice.chance(20) {
                continue;
            }
            let entry = self.speaker(self.writer, days_ago).say(&phase.entries, dice, &mut Memory::new(), used);
            let Some(body) = entry else { continue };
            // An entry comes after what was said below the one before.
            let before = self.posts.last().map_or(i64::MAX, Post::minutes_ago);
            let mut minutes_ago = (days_ago * DAY + dice.between(0, DAY - 1)).min(before.saturating_sub(10));
            self.posts.push(Post::said(&self.writer.name, minutes_ago, body));
            let comments = dice.below(3);
            for _ in 0..comments {
                minutes_ago -= dice.between(20, 700);
                minutes_ago = self.comment(minutes_ago, dice, used);
            }
        }
    }

    /// Answers when the last word was said.
    fn comment(&mut self, minutes_ago: i64, dice: &mut Dice, used: &mut Used) -> i64 {
        if minutes_ago < 600 {
            return minutes_ago;
        }
        let days_ago = minutes_ago / DAY;
        let said = (0..20).find_map(|_| {
            let person = self.world.people.get(dice.low(self.world.people.len()))?;
            let is_there = person.joined > days_ago + 1 && person.name != self.writer.name;
            let body = is_there
                .then(|| self.speaker(person, days_ago).say(&self.file.comments, dice, &mut Memory::new(), used));
            body.flatten().map(|body| (person, body))
        });
        let Some((person, body)) = said else { return minutes_ago };
        self.posts.push(Post::said(&person.name, minutes_ago, body).answering(self.posts.len()));
        if !dice.chance(40) {
            return minutes_ago;
        }
        let mut about = Memory::from([("to".to_owned(), person.name.clone())]);
        let reply = self.speaker(self.writer, days_ago).say(&self.file.replies, dice, &mut about, used);
        let Some(reply) = reply else { return minutes_ago };
        let later = minutes_ago - dice.between(5, 300);
        self.posts.push(Post::said(&self.writer.name, later, reply).answering(self.posts.len()));
        later
    }
}
