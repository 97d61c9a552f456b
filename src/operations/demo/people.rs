//! The members of the demo community: what each of them would say of himself. All of it is thrown by dice.

use super::dice::Dice;
use super::read;
use crate::error::AppError;
use serde::Deserialize;
use std::collections::{BTreeMap, HashSet};

const FIRST: &str = "amber ashen autumn barley basalt birch blue brass brisk cedar chalk clay cobalt copper coral crisp dusty \
    early elder ember fallow fern flint foggy frosty gentle ginger grey hazel heather hidden hollow honest indigo iron \
    ivory juniper kind late lemon level linen lone low mellow misty mossy muddy narrow night north olive opal paper patient \
    pebble pepper pine plain plum quick rainy red river rusty salt sandy second silent silver slate slow small snowy south \
    spare steady stone sunny tall tin upper velvet walnut warm west willow winter wooden";
const SECOND: &str = "anchor apron attic badger bakery barge basket bell bench bicycle bridge brook bucket cabin candle canal \
    cellar chimney clock cloud compass cottage crane cricket dormouse dune falcon ferry field finch fjord fox garden gate \
    glove gull harvest hat hedge heron hill hinge island kettle kite ladder lake lantern lark letter lighthouse lodge magpie \
    map marsh meadow mill mirror moth needle oak orchard otter owl parcel path pencil pier pigeon pillow pond quarry radio \
    raven road robin roof sail sparrow spoon stair stove swallow tailor thimble thrush tide tram tunnel valley violin wagon \
    well wharf wren";

const STAGES: [&str; 6] = ["II", "III", "III vertex", "IV", "V", "VI"];

/// Word lists that slots are filled from.
pub(super) type Words = BTreeMap<String, Vec<String>>;

/// An operation somebody has had, or is about to have.
#[derive(Debug, Clone)]
pub(super) struct Operation {
    pub days_ago: i64,
    pub grafts: i64,
    pub technique: &'static str,
    pub clinic: usize,
    pub euros: i64,
    pub days_off: i64,
}

/// One member.
#[derive(Debug, Clone)]
pub(super) struct Person {
    pub name: String,
    pub age: i64,
    pub stage: &'static str,
    pub city: String,
    pub trade: String,
    pub medication: String,
    pub joined: i64,
    pub operation: Option<Operation>,
}

/// Where somebody can have been operated on.
#[derive(Debug, Clone)]
pub(super) struct Practice {
    pub name: String,
    pub city: String,
}

/// Everybody, and everything that can be said of them.
#[derive(Debug)]
pub(super) struct World {
    pub people: Vec<Person>,
    pub experts: Vec<Person>,
    pub practices: Vec<Practice>,
    pub words: Words,
}

#[derive(Deserialize)]
struct Lists {
    words: Words,
}

impl World {
    /// Throws as many members; `experts` are the physicians who write in the forum.
    pub fn throw(
        count: usize,
        practices: Vec<Practice>,
        experts: &[String],
        dice: &mut Dice,
    ) -> Result<Self, AppError> {
        let Lists { words } = read(super::talk::STOCK)?;
        let mut world = Self { people: Vec::new(), experts: Vec::new(), practices, words };
        let mut taken = HashSet::new();
        while world.people.len() < count {
            let name = name(dice);
            if taken.insert(name.to_lowercase()) {
                let person = world.person(name, dice);
                world.people.push(person);
            }
        }
        // Whoever joined first stands first.
        world.people.sort_by(|one, other| other.joined.cmp(&one.joined).then_with(|| one.name.cmp(&other.name)));
        for expert in experts {
            let person =
                Person { joined: super::cast::JOINED_DAYS_AGO, operation: None, ..world.person(expert.clone(), dice) };
            world.experts.push(person);
        }
        Ok(world)
    }

    fn person(&self, name: String, dice: &mut Dice) -> Person {
        let joined = dice.between(6, 530).max(dice.between(6, 530));
        Person {
            name,
            age: dice.between(22, 58),
            stage: dice.pick(&STAGES).copied().unwrap_or("III"),
            city: self.word("cities", dice),
            trade: self.word("trades", dice),
            medication: self.word("lotions", dice),
            joined,
            operation: dice.chance(72).then(|| self.operation(joined, dice)),
        }
    }

    fn operation(&self, joined: i64, dice: &mut Dice) -> Operation {
        // Most people come here around their operation; some long after it.
        let days_ago =
            if dice.chance(70) { dice.between(joined - 150, joined + 60) } else { joined + dice.between(200, 1900) };
        let grafts = dice.between(21, 76) * 50;
        Operation {
            days_ago: days_ago.max(-30),
            grafts,
            technique: if dice.chance(80) {
                "FUE"
            } else if dice.chance(75) {
                "strip"
            } else {
                "FUE and strip"
            },
            clinic: dice.below(self.practices.len()),
            euros: grafts * dice.between(14, 46) / 1000 * 100 + 1100,
            days_off: dice.between(4, 15),
        }
    }

    /// One word of a list; empty when there is no such list.
    pub fn word(&self, list: &str, dice: &mut Dice) -> String {
        self.words.get(list).and_then(|words| dice.pick(words)).cloned().unwrap_or_default()
    }
}

fn name(dice: &mut Dice) -> String {
    let (firsts, seconds): (Vec<&str>, Vec<&str>) =
        (FIRST.split_whitespace().collect(), SECOND.split_whitespace().collect());
    let first = dice.pick(&firsts).copied().unwrap_or_default();
    let second = dice.pick(&seconds).copied().unwrap_or_default();
    match dice.below(6) {
        0 | 1 => format!("{first}_{second}"),
        2 => format!("{first}{second}"),
        3 => format!("{first}.{second}"),
        4 => format!("{second}{}", dice.between(11, 98)),
        _ => format!("{first}-{second}"),
    }
}
