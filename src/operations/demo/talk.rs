//! Composes threads about the topics of `topics/`: a question, answers that refer to it, asides, and what came of it.

use super::dice::Dice;
use super::people::{Person, World};
use super::phrases::{self, Memory, Used};
use super::read;
use super::script::{Post, Thread};
use super::speaker::Speaker;
use crate::error::AppError;
use crate::forum::ThreadKind;
use serde::Deserialize;

pub(super) const STOCK: &str = include_str!("stock.toml");
const TOPICS: [&str; 7] = [
    include_str!("topics/choosing.toml"),
    include_str!("topics/recovery.toml"),
    include_str!("topics/medication.toml"),
    include_str!("topics/costs.toml"),
    include_str!("topics/donor.toml"),
    include_str!("topics/living.toml"),
    include_str!("topics/german.toml"),
];

const DAY: i64 = 24 * 60;
/// How often a title is thrown anew until its topic counts as used up.
const TITLES: usize = 20;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    topics: Vec<Topic>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Topic {
    category: String,
    tags: Vec<String>,
    kind: Option<ThreadKind>,
    #[serde(default)]
    lang: Option<String>,
    asks: Vec<Ask>,
    answers: Vec<String>,
    /// What a physician says to it.
    #[serde(default)]
    experts: Vec<String>,
    /// What the opener comes back with.
    back: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Ask {
    title: String,
    body: String,
    /// How many days after an operation it is asked; anybody may ask when absent.
    day: Option<(i64, i64)>,
}

#[derive(Debug, Deserialize)]
struct Stock {
    tails: Vec<Tail>,
    asides: Vec<Aside>,
    short: Short,
}

#[derive(Debug, Deserialize)]
struct Tail {
    text: String,
}

#[derive(Debug, Deserialize)]
struct Aside {
    q: Vec<String>,
    a: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Short {
    thanks: Vec<String>,
}

/// One thread while it is composed.
struct Talk<'a> {
    world: &'a World,
    stock: &'a Stock,
    topic: &'a Topic,
    opener: &'a Person,
    memory: Memory,
    minutes_ago: i64,
    posts: Vec<Post>,
}

/// Composes as many threads as asked for, the topics in turn.
pub(super) fn compose(
    world: &World,
    threads: usize,
    dice: &mut Dice,
    used: &mut Used,
) -> Result<Vec<Thread>, AppError> {
    let stock: Stock = read(STOCK)?;
    let mut topics = Vec::new();
    for text in TOPICS {
        topics.extend(read::<File>(text)?.topics);
    }
    let mut composed = Vec::new();
    let mut turns: Vec<usize> = (0..topics.len()).collect();
    for round in 0.. {
        dice.shuffle(&mut turns);
        for topic in turns.iter().filter_map(|turn| topics.get(*turn)) {
            if composed.len() == threads {
                return Ok(composed);
            }
            let ask = topic.asks.get(round % topic.asks.len().max(1));
            composed.extend(ask.and_then(|ask| thread(world, (&stock, topic, ask), dice, used)));
        }
        if round > threads {
            break;
        }
    }
    Err(AppError::internal(format!("the topics are enough for {} threads only", composed.len())))
}

fn thread(
    world: &World,
    (stock, topic, ask): (&Stock, &Topic, &Ask),
    dice: &mut Dice,
    used: &mut Used,
) -> Option<Thread> {
    let (opener, days_ago) = opener(world, ask, dice)?;
    let minutes_ago = days_ago * DAY - dice.between(0, DAY - 60);
    let posts = Vec::new();
    let mut talk = Talk { world, stock, topic, opener, memory: Memory::new(), minutes_ago, posts };
    let title = talk.title(ask, dice, used)?;
    talk.ask(ask, dice, used)?;
    let answers = 2 + dice.below(4).min(topic.answers.len());
    talk.answers(answers, dice, used);
    if topic.lang.is_none() {
        let mut asides: Vec<&Aside> = stock.asides.iter().collect();
        dice.shuffle(&mut asides);
        let count = dice.between(1, 6);
        (0..count).zip(asides).for_each(|(_, aside)| talk.aside(aside, dice, used));
    }
    talk.come_back(dice, used);
    talk.close(dice);
    let Talk { posts, .. } = talk;
    Some(Thread { category: topic.category.clone(), title, kind: topic.kind, tags: topic.tags.clone(), posts })
}

/// Who asks, and how many days ago.
fn opener<'w>(world: &'w World, ask: &Ask, dice: &mut Dice) -> Option<(&'w Person, i64)> {
    (0..400).find_map(|_| {
        let person = world.people.get(dice.low(world.people.len()))?;
        let days_ago = match (ask.day, &person.operation) {
            (Some((low, high)), Some(operation)) => operation.days_ago - dice.between(low, high),
            (Some(_), None) => return None,
            (None, _) => dice.between(1, person.joined.max(2)),
        };
        (days_ago >= 1 && days_ago <= person.joined).then_some((person, days_ago))
    })
}

impl<'a> Talk<'a> {
    fn speaker(&self, person: &'a Person) -> Speaker<'a> {
        Speaker {
            world: self.world,
            person,
            opener: self.opener,
            opens: std::ptr::eq(person, self.opener),
            days_ago: self.minutes_ago / DAY,
            is_german: self.topic.lang.is_some(),
        }
    }

    /// A title that no other thread has.
    fn title(&mut self, ask: &Ask, dice: &mut Dice, used: &mut Used) -> Option<String> {
        (0..TITLES).find_map(|_| {
            let mut remembered = self.memory.clone();
            let title = self.speaker(self.opener).say_one(&ask.title, dice, &mut remembered, used)?;
            used.take_title(&title).then(|| {
                self.memory = remembered;
                title
            })
        })
    }

    fn ask(&mut self, ask: &Ask, dice: &mut Dice, used: &mut Used) -> Option<()> {
        let body = self.speaker(self.opener).say_one(&ask.body, dice, &mut self.memory, used)?;
        self.posts.push(Post::said(&self.opener.name, self.minutes_ago, body));
        Some(())
    }

    /// Lets time pass; false when the present is reached.
    fn pass(&mut self, dice: &mut Dice) -> bool {
        let pause = match self.posts.len() {
            0..=2 => dice.between(12, 600),
            3..=6 => dice.between(25, 1_500),
            _ => dice.between(60, 4_000),
        };
        let is_over = self.minutes_ago - pause < 20;
        self.minutes_ago -= if is_over { 0 } else { pause };
        !is_over
    }

    /// Somebody of the site who was there by then and, unless he may, has not spoken here yet.
    fn somebody(&self, dice: &mut Dice) -> Option<&'a Person> {
        (0..60).find_map(|_| {
            let person = self.world.people.get(dice.low(self.world.people.len()))?;
            let is_new = self.posts.iter().all(|post| post.by != person.name);
            (is_new && person.joined > self.minutes_ago / DAY + 1).then_some(person)
        })
    }

    fn answers(&mut self, count: usize, dice: &mut Dice, used: &mut Used) {
        let mut phrases = self.topic.answers.iter().collect::<Vec<_>>();
        dice.shuffle(&mut phrases);
        let mut given = 0;
        for phrase in phrases {
            if given == count || !self.pass(dice) {
                return;
            }
            given += usize::from(self.answer(phrase, dice, used).is_some());
            if given == 2 && dice.chance(35) {
                self.expert(dice, used);
            }
        }
    }

    fn answer(&mut self, phrase: &str, dice: &mut Dice, used: &mut Used) -> Option<()> {
        (0..12).find_map(|_| {
            let person = self.somebody(dice)?;
            let speaker = self.speaker(person);
            let mut body = speaker.say_one(phrase, dice, &mut self.memory, used)?;
            if !speaker.is_german && dice.chance(30) {
                let tail = dice.pick(&self.stock.tails).map(|tail| tail.text.clone()).unwrap_or_default();
                if let Some(tail) = speaker.say_one(&tail, dice, &mut Memory::new(), used) {
                    body = format!("{body}\n\n{tail}");
                }
            }
            self.posts.push(Post::said(&person.name, self.minutes_ago, body));
            Some(())
        })
    }

    fn expert(&mut self, dice: &mut Dice, used: &mut Used) {
        let Some(person) = dice.pick(&self.world.experts).filter(|_| !self.topic.experts.is_empty()) else { return };
        if self.pass(dice)
            && let Some(body) = self.speaker(person).say(&self.topic.experts, dice, &mut self.memory, used)
        {
            self.posts.push(Post::said(&person.name, self.minutes_ago, body).answering(1));
        }
    }

    /// Somebody asks whoever answered last something in passing.
    fn aside(&mut self, aside: &Aside, dice: &mut Dice, used: &mut Used) {
        let answers = self.posts.iter().filter(|post| post.by != self.opener.name && !post.by.starts_with("dr_"));
        let answered: Vec<String> = answers.map(|post| post.by.clone()).collect();
        let Some(to) = dice.pick(&answered).and_then(|name| self.world.people.iter().find(|one| one.name == *name))
        else {
            return;
        };
        let asks = if dice.chance(40) { Some(self.opener) } else { self.somebody(dice) };
        let number = self.posts.iter().position(|post| post.by == to.name).map_or(1, |place| place + 1);
        let Some(asks) = asks.filter(|_| self.pass(dice)) else { return };
        let asked_at = self.minutes_ago;
        let mut about = Memory::from([("to".to_owned(), to.name.clone())]);
        let Some(q) = self.speaker(asks).say(&aside.q, dice, &mut about, used) else { return };
        if !self.pass(dice) {
            return;
        }
        // The question is kept only when there is an answer to it.
        if let Some(a) = self.speaker(to).say(&aside.a, dice, &mut Memory::new(), used) {
            self.posts.push(Post::said(&asks.name, asked_at, q).answering(number));
            let number = self.posts.len();
            self.posts.push(Post::said(&to.name, self.minutes_ago, a).answering(number));
        }
    }

    fn come_back(&mut self, dice: &mut Dice, used: &mut Used) {
        if self.pass(dice)
            && let Some(body) = self.speaker(self.opener).say(&self.topic.back, dice, &mut self.memory, used)
        {
            self.posts.push(Post::said(&self.opener.name, self.minutes_ago, body));
        }
    }

    /// A short word at the end, in some threads.
    fn close(&mut self, dice: &mut Dice) {
        if self.topic.lang.is_some() || !dice.chance(45) || !self.pass(dice) {
            return;
        }
        let last = self.posts.last().map(|post| post.by.clone()).unwrap_or_default();
        let mut about = Memory::from([("to".to_owned(), last)]);
        let Some(person) = self.somebody(dice) else { return };
        let Some(phrase) = dice.pick(&self.stock.short.thanks) else { return };
        let words = &self.world.words;
        let opener = self.opener.name.clone();
        let body = phrases::write(phrase, dice, &mut about, &|name, dice| match name {
            "op" => Some(opener.clone()),
            "weekday" => words.get("weekdays").and_then(|days| dice.pick(days)).cloned(),
            _ => None,
        });
        if let Some(body) = body {
            let number = self.posts.len();
            self.posts.push(Post::said(&person.name, self.minutes_ago, body).answering(number));
        }
    }
}
