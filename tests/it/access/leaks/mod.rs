//! Nothing leaks before its time, by whatever way one asks: every readable route as every caller, before and after
//! each secret came to be.
//!
//! `table.rs` says who may know what. Whoever may not must get the same answers, word for word and header for header,
//! as if the secret had never come to be; a hidden thing must be indistinguishable from one that never was, also by
//! the number of statements that an answer costs; and no secret's word may stand anywhere. That the words would be
//! found is shown by those who may know: each of them meets each of theirs. A new route is asked like all others.

mod coming;
mod people;
mod sweep;
mod table;
mod vote;

use super::matrix::{self, Outcome};
use super::people::Person;
use super::requests;
use super::routes::Route;
use super::world::World;
use crate::on_both;
use crate::support::app::TestSite;
use std::collections::BTreeSet;
use sweep::{Answers, Filling, Seen};
use table::{SECRETS, Stage};

/// Where the e-mail addresses of everybody in the world end.
const ADDRESS: &str = "@people.example";
/// Who besides its owner may read somebody's e-mail address: nobody who is not to write there.
const READ_ADDRESSES: &[&str] = &["admin", "second_admin"];

on_both! {
    async fn nothing_leaks_before_its_time(site, |config| config.jobs.poll_ms = 3_600_000) {
        let mut search = Search::on(&site).await;
        let physician = coming::physician_of(&site, &search.world, "applicant", "Dr. Emre Elsbeer").await;
        let candidacy = vote::candidacy(&site, &search.world).await;
        let candidacy = Filling::new("a candidacy", [("application", candidacy)]);
        let waiting = coming::wait(&site, &search.world).await;
        let nowhere = [coming::never_there(), vec![candidacy.clone(), waiting.clone()]].concat();
        let before = search.look(Stage::Before, &nowhere).await;

        let hidden = coming::hand_in(&site, &search.world, &physician).await;
        let handed = search.look(Stage::Handed, &[hidden.clone(), vec![candidacy.clone()]].concat()).await;
        search.compare(&before, &handed, Stage::Handed);

        let scored = &hidden[0].things["application"];
        vote::score(&site, &search.world, "blind_one", scored, "Dirndlgrund: case sets 2, 5 and 9.").await;
        vote::vote(&site, &search.world, &candidacy.things["application"]).await;
        let applications = [Filling::new(hidden[0].of, [("application", scored.clone())]), candidacy.clone()];
        let blind = search.look(Stage::Blind, &applications).await;
        search.compare(&handed, &blind, Stage::Blind);

        vote::close(&site, &search.world, &candidacy.things["application"]).await;
        let decided = search.look(Stage::Decided, &applications).await;
        search.compare(&blind, &decided, Stage::Decided);

        let gone = coming::take_from_sight(&site, &search.world).await;
        search.look(Stage::Gone, &gone).await;
        let all = [hidden.clone(), vec![candidacy, waiting], gone.clone()].concat();
        search.look_as(people::IN_THE_KNOW, Stage::Gone, &all).await;
        search.find_never_met();
        for filling in &hidden {
            search.weigh(filling, &["guest", "member", "inspector", "appeals"]).await;
        }
        search.weigh(&gone[0], &["guest", "member", "patient"]).await;
        search.try_refusals(&all).await;
        assert!(search.found.is_empty(), "{} leaks:\n{}", search.found.len(), search.found.join("\n"));
    }
}

/// One site's world, what was found in it, and who has met what.
struct Search<'a> {
    site: &'a TestSite,
    world: World,
    /// The ids of what is hidden, and of what never was in its place.
    hidden: Vec<String>,
    /// Every leak, as a sentence.
    found: Vec<String>,
    /// The secrets' words that somebody who may know has met, with who.
    met: BTreeSet<(&'static str, &'static str)>,
}

impl<'a> Search<'a> {
    async fn on(site: &'a TestSite) -> Self {
        let mut world = World::of(site).await;
        people::arrive(site, &mut world).await;
        Self { site, world, hidden: Vec::new(), found: Vec::new(), met: BTreeSet::new() }
    }

    /// Asks everything as everybody who could be told too much.
    async fn look(&mut self, stage: Stage, fillings: &[Filling]) -> Answers {
        self.look_as(&people::curious(), stage, fillings).await
    }

    async fn look_as(&mut self, callers: &[&'static str], stage: Stage, fillings: &[Filling]) -> Answers {
        self.hidden.extend(fillings.iter().flat_map(|filling| filling.things.values().cloned()));
        let answers = sweep::sweep(self.site, &mut self.world, callers, (fillings, &self.hidden)).await;
        for secret in SECRETS.iter().filter(|secret| secret.is_there(stage)) {
            let (marker, readers) = (secret.marker.to_lowercase(), secret.readers(stage));
            for ((address, name), _) in answers.iter().filter(|(_, seen)| seen.says(&marker)) {
                match readers.contains(name) {
                    true => drop(self.met.insert((secret.marker, *name))),
                    false => self.found.push(format!("{stage:?}: {address} tells {name} {}", secret.what)),
                }
            }
        }
        for ((address, name), seen) in answers.iter().filter(|((_, name), _)| !READ_ADDRESSES.contains(name)) {
            let own = &self.world.who(name).email;
            for other in addresses(&seen.body).into_iter().filter(|other| other != own) {
                self.found.push(format!("{stage:?}: {address} tells {name} the address {other}"));
            }
        }
        answers
    }

    /// Finds where somebody who may not know what came to be could tell that something did.
    fn compare(&mut self, before: &Answers, after: &Answers, stage: Stage) {
        let ignorant = before.iter().filter(|((_, name), _)| learns_nothing(name, stage));
        let both = ignorant.filter_map(|(key, was)| Some((key, was, after.get(key)?)));
        let told = both.filter(|(_, was, is)| was != is);
        self.found.extend(
            told.map(|((address, name), was, is)| format!("{stage:?}: {address} as {name}: {}", was.difference(is))),
        );
    }

    /// Finds who may know something and never met it: then nobody could have, and the search would find nothing.
    fn find_never_met(&mut self) {
        let asked = [people::curious(), people::IN_THE_KNOW.to_vec()].concat();
        for secret in SECRETS {
            let readers = secret.readers(Stage::Gone).into_iter().filter(|reader| asked.contains(reader));
            let missed = readers.filter(|reader| !self.met.contains(&(secret.marker, *reader)));
            self.found.extend(missed.map(|reader| format!("{reader} never meets {}", secret.what)));
            let is_met = self.met.iter().any(|(marker, _)| *marker == secret.marker);
            self.found.extend((!is_met).then(|| format!("nobody ever meets {}", secret.what)));
        }
    }

    /// Finds where a hidden thing can be told from one that never was: by the answer, or by what it costs.
    async fn weigh(&mut self, filling: &Filling, callers: &[&str]) {
        let never = filling.things.iter().map(|(name, id)| (*name, never(id))).collect();
        let nowhere = Filling { of: filling.of, things: never };
        let ids: Vec<String> = filling.things.values().chain(nowhere.things.values()).cloned().collect();
        let site = self.site;
        for (route, _) in sweep::readable().into_iter().filter(|(route, _)| route.path.contains('{')) {
            for name in callers {
                let caller = self.world.who(name).clone();
                let path = async |world: &World| sweep::path_of(site, world, &caller, &route).await;
                let plain = path(&self.world).await;
                let hidden = sweep::with(&mut self.world, filling, &path).await;
                let never = sweep::with(&mut self.world, &nowhere, &path).await;
                if hidden == plain {
                    continue;
                }
                let (is, cost) = costing(site, &caller, &route, (&hidden, &ids)).await;
                let (was, least) = costing(site, &caller, &route, (&never, &ids)).await;
                if is != was {
                    let told = was.difference(&is);
                    self.found.push(format!("{route} as {name} is told from what never was: {told}"));
                } else if cost != least {
                    let told = format!("{route} as {name}: {cost} statements, but {least} for what never was");
                    self.found.push(told);
                }
            }
        }
    }

    /// Finds where a refused write tells a secret. Whoever the matrix refuses tries it on everything.
    async fn try_refusals(&mut self, fillings: &[Filling]) {
        let site = self.site;
        for (number, (route, line)) in matrix::read().into_iter().enumerate().filter(|(_, (route, _))| !route.reads()) {
            for (name, _) in line.iter().filter(|(_, outcome)| **outcome != Outcome::Ok) {
                let mut answers = vec![refusal(site, &self.world, name, &route, number).await];
                for filling in fillings.iter().filter(|_| route.path.contains('{')) {
                    let tried = async |world: &World| refusal(site, world, name, &route, number).await;
                    answers.push(sweep::with(&mut self.world, filling, tried).await);
                }
                for secret in SECRETS.iter().filter(|secret| !secret.readers(Stage::Gone).contains(name)) {
                    let marker = secret.marker.to_lowercase();
                    if answers.iter().any(|seen| seen.says(&marker)) {
                        self.found.push(format!("{route} refuses {name} and tells {}", secret.what));
                    }
                }
            }
        }
    }
}

/// The callers who learn nothing of what came to be at this stage.
fn learns_nothing(name: &str, stage: Stage) -> bool {
    let of_stage = SECRETS.iter().filter(|secret| secret.known_to.iter().any(|(from, _)| *from == stage));
    !of_stage.into_iter().any(|secret| secret.readers(stage).contains(&name))
}

/// The e-mail addresses of people of this world in a text.
fn addresses(text: &str) -> BTreeSet<String> {
    let ends = text.match_indices(ADDRESS).map(|(place, _)| text.get(..place).unwrap());
    let start = |head: &str| {
        let name: String = head.chars().rev().take_while(|sign| sign.is_alphanumeric() || *sign == '_').collect();
        name.chars().rev().collect::<String>() + ADDRESS
    };
    ends.map(start).collect()
}

/// An answer, and how many statements it took: the least of several, so that nothing else is counted with it.
async fn costing(site: &TestSite, caller: &Person, route: &Route, (path, ids): (&str, &[String])) -> (Seen, u64) {
    let mut least = u64::MAX;
    for _ in 0..2 {
        let before = site.queries();
        sweep::ask(site, caller, route, path, ids).await;
        least = least.min(site.queries() - before);
    }
    (sweep::ask(site, caller, route, path, ids).await, least)
}

/// An id of the same kind that nobody ever had.
fn never(id: &str) -> String {
    match id.rsplit_once('-') {
        Some((head, number)) if number.bytes().all(|sign| sign.is_ascii_digit()) => format!("{head}-009997"),
        _ if id.len() == 32 && id.bytes().all(|sign| sign.is_ascii_hexdigit()) => "0".repeat(31) + "2",
        _ => "never-there".to_owned(),
    }
}

async fn refusal(site: &TestSite, world: &World, name: &str, route: &Route, number: usize) -> Seen {
    let caller = world.who(name).clone();
    let request = requests::request(site, world, &caller, route, number).await;
    Seen::of(caller.prove(route, request).send().await.unwrap(), &[]).await
}
