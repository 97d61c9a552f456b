//! What fills the slots of a phrase: the figures of whoever speaks, at the time of the post.

use super::dice::Dice;
use super::people::{Person, World};
use super::phrases::{self, Memory, Used};
use crate::text::plain::capital;

const NUMBERS: [&str; 13] =
    ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
const ZAHLEN: [&str; 13] =
    ["null", "einem", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"];
/// How soon after an operation people speak of it as something they have behind them.
const SETTLED_DAYS: i64 = 40;

/// Somebody who speaks, in a thread, on a day.
#[derive(Debug, Clone, Copy)]
pub(super) struct Speaker<'w> {
    pub world: &'w World,
    pub person: &'w Person,
    pub opener: &'w Person,
    /// Whether it is the opener, who speaks of what is happening now.
    pub opens: bool,
    pub days_ago: i64,
    pub is_german: bool,
}

impl Speaker<'_> {
    /// Writes one of the phrases so that no long sentence of it was written before.
    pub fn say(self, phrases: &[String], dice: &mut Dice, memory: &mut Memory, used: &mut Used) -> Option<String> {
        (0..6).find_map(|_| {
            let phrase = dice.pick(phrases)?.clone();
            self.say_one(&phrase, dice, memory, used)
        })
    }

    /// Writes this phrase so that no long sentence of it was written before.
    pub fn say_one(self, phrase: &str, dice: &mut Dice, memory: &mut Memory, used: &mut Used) -> Option<String> {
        (0..12).find_map(|_| {
            let mut remembered = memory.clone();
            let text = phrases::write(phrase, dice, &mut remembered, &|name, dice| self.slot(name, dice))?;
            // A name stays as its owner writes it.
            let text = if phrase.starts_with("{to}") || phrase.starts_with("{op}") { text } else { capital(&text) };
            let text = sentences(&text);
            used.take(&text).then(|| {
                *memory = remembered;
                text
            })
        })
    }

    fn slot(&self, name: &str, dice: &mut Dice) -> Option<String> {
        if let Some(of_opener) = name.strip_prefix("op.") {
            return Speaker { person: self.opener, opens: true, ..*self }.slot(of_opener, dice);
        }
        self.of_person(name).or_else(|| self.of_operation(name)).or_else(|| self.of_lists(name, dice))
    }

    fn of_person(&self, name: &str) -> Option<String> {
        let person = self.person;
        Some(match name {
            "op" => self.opener.name.clone(),
            "age" => person.age.to_string(),
            "stage" => person.stage.to_owned(),
            "city" => person.city.clone(),
            "trade" => person.trade.clone(),
            "trade_cap" => capital(&person.trade),
            "med" => person.medication.clone(),
            "med_cap" => capital(&person.medication),
            _ => return None,
        })
    }

    fn of_operation(&self, name: &str) -> Option<String> {
        let operation = self.person.operation.as_ref()?;
        let since = operation.days_ago - self.days_ago;
        if since < SETTLED_DAYS && !self.opens {
            return None;
        }
        let practice = self.world.practices.get(operation.clinic)?;
        Some(match name {
            "grafts" => self.thousands(operation.grafts),
            "technique" => operation.technique.to_owned(),
            "clinic" => practice.name.clone(),
            "clinic_city" => practice.city.clone(),
            "cost" => format!("{} euros", self.thousands(operation.euros)),
            "cost_de" => format!("{} Euro", self.thousands(operation.euros)),
            "days_off" => operation.days_off.to_string(),
            "age_then" => (self.person.age - operation.days_ago / 365).max(20).to_string(),
            "since" => self.span(since.max(1)),
            "day" => since.to_string(),
            "week" => (since / 7).max(1).to_string(),
            "weeks" => {
                NUMBERS.get(usize::try_from(since / 7).ok()?).copied().map_or((since / 7).to_string(), str::to_owned)
            }
            "month" => months(since).max(1).to_string(),
            _ => return None,
        })
    }

    fn of_lists(&self, name: &str, dice: &mut Dice) -> Option<String> {
        let list = match name {
            "month_name" => "months",
            "monat" => "monate",
            "weekday" => "weekdays",
            "wochentag" => "wochentage",
            "season" => "seasons",
            "other_city" => "cities",
            "de_city" => "de_cities",
            "friend" => "friends",
            "relative" => "relatives",
            "a_trade" => "trades",
            "shop" => "shops",
            "cinema" => "cinemas",
            "kids" => "kids",
            "clinic_any" => return dice.pick(&self.world.practices).map(|practice| practice.name.clone()),
            "grafts_planned" => return Some(self.thousands(dice.between(24, 60) * 50)),
            "weeks_behind" => return Some(dice.between(2, 20).to_string()),
            "year_here" => return Some(if dice.chance(50) { "one year".to_owned() } else { "some months".to_owned() }),
            _ => return None,
        };
        Some(self.world.word(list, dice))
    }

    fn thousands(&self, number: i64) -> String {
        let mark = if self.is_german { '.' } else { ',' };
        if number < 1000 { number.to_string() } else { format!("{}{mark}{:03}", number / 1000, number % 1000) }
    }

    /// "eleven weeks", "seven months", "two and a half years".
    fn span(&self, days: i64) -> String {
        let number = |count: i64| {
            let words = if self.is_german { &ZAHLEN } else { &NUMBERS };
            usize::try_from(count)
                .ok()
                .and_then(|place| words.get(place))
                .map_or(count.to_string(), |word| (*word).to_owned())
        };
        let (weeks, months) = (days / 7, months(days));
        let plural =
            |count: i64, one: &str, many: &str| format!("{} {}", number(count), if count == 1 { one } else { many });
        match (self.is_german, months) {
            (true, ..3) => plural(weeks.max(1), "Woche", "Wochen"),
            (true, 3..24) => plural(months, "Monat", "Monaten"),
            (true, _) => plural(months / 12, "Jahr", "Jahren"),
            (false, ..3) => plural(weeks.max(1), "week", "weeks"),
            (false, 3..22) => plural(months, "month", "months"),
            (false, _) if months % 12 >= 5 && months % 12 < 9 => format!("{} and a half years", number(months / 12)),
            (false, _) => plural((months + 3) / 12, "year", "years"),
        }
    }
}

/// Whole months, to the nearest.
const fn months(days: i64) -> i64 {
    (days * 10 + 152) / 304
}

/// With a capital behind each full stop that a slot was filled in after; names with signs in them stay.
fn sentences(text: &str) -> String {
    let mut parts = text.split(". ");
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let first = part.split_whitespace().next().unwrap_or_default();
        let is_name = first.contains(['_', '-', '.']) || first.chars().any(|c| c.is_ascii_digit());
        whole.push_str(". ");
        whole.push_str(&if is_name { part.to_owned() } else { capital(part) });
    }
    whole
}
