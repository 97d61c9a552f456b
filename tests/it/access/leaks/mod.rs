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
use candor::config::Config;
use std::collections::BTreeSet;
use sweep::{Answers, Filling, Lens, Seen};
use table::{SECRETS, Stage};

/// Who besides its owner may read somebody's e-mail address: nobody who is not to write there.
const READ_ADDRESSES: &[&str] = &["admin", "second_admin"];

/// Nothing happens but what is asked for: statements can be counted.
fn quiet(config: &mut Config) {
    config.jobs.poll_ms = 3_600_000;
}

on_both! {
    async fn nothing_leaks_to_some(site, quiet) {
        let (search, _) = Search::through(&site, &people::curious()[..11]).await;
        search.end();
    }
}

on_both! {
    async fn nothing_leaks_to_others(site, quiet) {
        let (search, _) = Search::through(&site, &people::curious()[11..]).await;
        search.end();
    }
}

on_both! {
    async fn nothing_leaks_by_refusals_or_by_what_they_cost(site, quiet) {
        let (mut search, came) = Search::through(&site, &[]).await;
        search.look_as(people::IN_THE_KNOW, Stage::Gone, &came.all()).await;
        search.find_never_met(people::IN_THE_KNOW);
        for filling in &came.hidden {
            search.weigh(filling, &["guest", "member", "inspector", "appeals"]).await;
        }
        search.weigh(&came.gone[0], &["guest", "member", "patient"]).await;
        search.try_refusals(&came.all()).await;
        search.end();
    }
}

#[test]
fn every_secret_has_a_reader_who_is_asked() {
    let asked = [people::curious(), people::IN_THE_KNOW.to_vec()].concat();
    let is_read = |secret: &&table::Secret| secret.readers(Stage::Gone).iter().any(|reader| asked.contains(reader));
    let unread: Vec<_> = SECRETS.iter().filter(|secret| !is_read(secret)).map(|secret| secret.what).collect();
    assert!(unread.is_empty(), "nobody ever meets {unread:?}");
}

/// What came to be in the course of the story.
struct Came {
    /// What waits in public, or is voted on there.
    waiting: Vec<Filling>,
    /// What was handed in.
    hidden: Vec<Filling>,
    /// What was taken from sight.
    gone: Vec<Filling>,
}

impl Came {
    fn all(&self) -> Vec<Filling> {
        [self.hidden.clone(), self.waiting.clone(), self.gone.clone()].concat()
    }
}

/// One site's world, what was found in it, and who has met what.
struct Search<'a> {
    site: &'a TestSite,
    world: World,
    /// What is read, and by which filters.
    reads: Vec<(Route, Vec<String>)>,
    /// The ids of what is hidden, and of what never was in its place.
    hidden: BTreeSet<String>,
    /// Every leak, as a sentence.
    found: Vec<String>,
    /// The secrets' words that somebody who may know has met, with who.
    met: BTreeSet<(&'static str, &'static str)>,
}

impl<'a> Search<'a> {
    /// Lets everything come to be, and asks everything as each of these callers before and after.
    async fn through(site: &'a TestSite, callers: &[&'static str]) -> (Self, Came) {
        let mut world = World::of(site).await;
        people::arrive(site, &mut world).await;
        let mut search = Self {
            site,
            world,
            reads: sweep::readable(),
            hidden: BTreeSet::new(),
            found: Vec::new(),
            met: BTreeSet::new(),
        };
        let physician = coming::physician_of(site, &search.world, "applicant", "Dr. Emre Elsbeer").await;
        let candidacy = vote::candidacy(site, &search.world).await;
        let candidacy = Filling::new("a candidacy", [("application", candidacy)]);
        let waiting = coming::wait(site, &search.world).await;
        let nowhere = [coming::never_there(), vec![candidacy.clone(), waiting.clone()]].concat();
        let before = search.look_as(callers, Stage::Before, &nowhere).await;

        let hidden = coming::hand_in(site, &search.world, &physician).await;
        let handed = search.look_as(callers, Stage::Handed, &[hidden.clone(), vec![candidacy.clone()]].concat()).await;
        search.compare(&before, &handed, Stage::Handed);

        let scored = &hidden[0].things["application"];
        vote::score(site, &search.world, "blind_one", scored, "Dirndlgrund: case sets 2, 5 and 9.").await;
        vote::vote(site, &search.world, &candidacy.things["application"]).await;
        let applications = [Filling::new(hidden[0].of, [("application", scored.clone())]), candidacy.clone()];
        let blind = search.look_as(callers, Stage::Blind, &applications).await;
        search.compare(&handed, &blind, Stage::Blind);

        vote::close(site, &search.world, &candidacy.things["application"]).await;
        let decided = search.look_as(callers, Stage::Decided, &applications).await;
        search.compare(&blind, &decided, Stage::Decided);

        let gone = coming::take_from_sight(site, &search.world).await;
        search.look_as(callers, Stage::Gone, &gone).await;
        search.find_never_met(callers);
        (search, Came { waiting: vec![candidacy, waiting], hidden, gone })
    }

    fn end(self) {
        assert!(self.found.is_empty(), "{} leaks:\n{}", self.found.len(), self.found.join("\n"));
    }

    /// Asks everything as these callers, and finds what tells them too much.
    async fn look_as(&mut self, callers: &[&'static str], stage: Stage, fillings: &[Filling]) -> Answers {
        self.hidden.extend(fillings.iter().flat_map(|filling| filling.things.values().cloned()));
        let lens = Lens::hiding(&self.hidden);
        let answers = sweep::sweep((self.site, &self.world), &self.reads, callers, (fillings, &lens)).await;
        for ((address, name), seen) in &answers {
            for secret in SECRETS.iter().filter(|secret| secret.is_there(stage) && seen.words.contains(secret.marker)) {
                match secret.readers(stage).contains(name) {
                    true => drop(self.met.insert((secret.marker, *name))),
                    false => self.found.push(format!("{stage:?}: {address} tells {name} {}", secret.what)),
                }
            }
            let own = &self.world.who(name).email;
            for other in seen.addresses.iter().filter(|other| *other != own && !READ_ADDRESSES.contains(name)) {
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
    fn find_never_met(&mut self, asked: &[&'static str]) {
        for secret in SECRETS {
            let readers = secret.readers(Stage::Gone).into_iter().filter(|reader| asked.contains(reader));
            let missed = readers.filter(|reader| !self.met.contains(&(secret.marker, *reader)));
            self.found.extend(missed.map(|reader| format!("{reader} never meets {}", secret.what)));
        }
    }

    /// Finds where a hidden thing can be told from one that never was: by the answer, or by what it costs.
    async fn weigh(&mut self, filling: &Filling, callers: &[&str]) {
        let never = filling.things.iter().map(|(name, id)| (*name, never(id))).collect();
        let nowhere = Filling { of: filling.of, things: never };
        let lens = Lens::hiding(&filling.things.values().chain(nowhere.things.values()).cloned().collect());
        let (with, without) = (filling.in_place(&self.world), nowhere.in_place(&self.world));
        for (route, _) in self.reads.iter().filter(|(route, _)| route.path.contains('{')) {
            for name in callers {
                let caller = self.world.who(name);
                let [plain, hidden, never] =
                    [&self.world, &with, &without].map(|world| requests::path(world, caller, route));
                if hidden == plain {
                    continue;
                }
                let weighed = async || {
                    let is = costing(self.site, caller, route, (&hidden, &lens)).await;
                    (is, costing(self.site, caller, route, (&never, &lens)).await)
                };
                let ((mut is, mut cost), (mut was, mut least)) = weighed().await;
                if cost != least {
                    // Something else may have been counted with it; what tells the two apart, tells them always.
                    ((is, cost), (was, least)) = weighed().await;
                }
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

    /// Finds where a refused write tells a secret. Whoever the matrix refuses tries it on everything, the same request
    /// once.
    async fn try_refusals(&mut self, fillings: &[Filling]) {
        let lens = Lens::hiding(&BTreeSet::new());
        let worlds: Vec<_> = fillings.iter().map(|filling| filling.in_place(&self.world)).collect();
        for (number, (route, line)) in matrix::read().into_iter().enumerate().filter(|(_, (route, _))| !route.reads()) {
            for (name, _) in line.iter().filter(|(_, outcome)| **outcome != Outcome::Ok) {
                let mut tried = BTreeSet::new();
                let mut words = BTreeSet::new();
                for world in std::iter::once(&self.world).chain(&worlds) {
                    let caller = world.who(name);
                    let request = requests::request(self.site, world, caller, &route, number).await;
                    let request = caller.prove(&route, request).build().unwrap();
                    let body = request.body().and_then(|body| body.as_bytes()).unwrap_or_default().to_vec();
                    if tried.insert((request.url().path().to_owned(), body)) {
                        let answer = self.site.program().execute(request).await.unwrap();
                        words.extend(Seen::of(answer, &lens).await.words);
                    }
                }
                for secret in SECRETS.iter().filter(|secret| words.contains(secret.marker)) {
                    if !secret.readers(Stage::Gone).contains(name) {
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

/// An answer, and how many statements it took: the second time, so that nothing is counted that happens only once.
async fn costing(site: &TestSite, caller: &Person, route: &Route, (path, lens): (&str, &Lens)) -> (Seen, u64) {
    sweep::ask(site, caller, route, path, lens).await;
    let before = site.queries();
    let seen = sweep::ask(site, caller, route, path, lens).await;
    (seen, site.queries() - before)
}

/// An id of the same kind that nobody ever had.
fn never(id: &str) -> String {
    match id.rsplit_once('-') {
        Some((head, number)) if number.bytes().all(|sign| sign.is_ascii_digit()) => format!("{head}-009997"),
        _ if id.len() == 32 && id.bytes().all(|sign| sign.is_ascii_hexdigit()) => "0".repeat(31) + "2",
        _ => "never-there".to_owned(),
    }
}
