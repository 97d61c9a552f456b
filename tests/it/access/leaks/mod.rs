//! Nothing leaks before its time, by whatever way one asks: every readable route as every caller, before and after
//! each secret came to be.
//!
//! `table.rs` says who may know what. Whoever may not must get the same answers, word for word and header for header,
//! as if the secret had never come to be; a hidden thing must be indistinguishable from one that never was, also by
//! the number of statements that an answer costs; and no secret's word may stand anywhere. That the words would be
//! found is shown by those who may know: each of them meets each of theirs. A new route is asked like all others; a
//! refused write is weighed as a read is.

mod coming;
mod people;
mod sweep;
mod table;
mod vote;
mod weigh;

use super::matrix::{self, Outcome};
use super::requests;
use super::routes::Route;
use super::world::World;
use crate::on_both;
use crate::support::app::TestSite;
use candor::config::Config;
use std::collections::BTreeSet;
use sweep::{Answers, Filling, Filters, Lens, Seen};
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
        search.weigh_all(&came).await;
        search.try_refusals(&came.all()).await;
        search.end();
    }
}

on_both! {
    async fn what_is_hidden_leaves_no_trace_but_in_the_log(site, quiet) {
        let mut search = Search::begin(&site).await;
        let before = search.look_as(sweep::FEW, Stage::Before, &[]).await;
        coming::hush(&site, &search.world).await;
        let after = search.look_as(sweep::FEW, Stage::Before, &[]).await;
        search.compare_where((&before, &after), "hidden since", |address, _| !is_of_decisions(address));
        search.end();
    }
}

/// What the clinic, which was asked about a complaint, may read otherwise than before: all but what is of inspections,
/// of the directory or of the coalition, where nothing has happened for it.
fn is_of_cases(address: &str) -> bool {
    !["/inspections", "/clinics", "/coalition", "/applications"].iter().any(|path| address.contains(path))
}

/// What says in public how many decisions there were, and which.
fn is_of_decisions(address: &str) -> bool {
    ["/moderation-log", "/transparency"].iter().any(|path| address.contains(path))
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
    /// The review that waits, alone.
    queued: Filling,
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
    reads: Vec<(Route, Filters)>,
    /// The ids of what is hidden, and of what never was in its place.
    hidden: BTreeSet<String>,
    /// Every leak, as a sentence.
    found: Vec<String>,
    /// The secrets' words that somebody who may know has met, with who.
    met: BTreeSet<(&'static str, &'static str)>,
}

impl<'a> Search<'a> {
    async fn begin(site: &'a TestSite) -> Self {
        let mut world = World::of(site).await;
        people::arrive(site, &mut world).await;
        let reads = sweep::readable(&world);
        Self { site, world, reads, hidden: BTreeSet::new(), found: Vec::new(), met: BTreeSet::new() }
    }

    /// Lets everything come to be, and asks everything as each of these callers before and after.
    async fn through(site: &'a TestSite, callers: &[&'static str]) -> (Self, Came) {
        let mut search = Self::begin(site).await;
        let physician = coming::physician_of(site, &search.world, "applicant", "Dr. Emre Elsbeer").await;
        let candidacy = vote::candidacy(site, &search.world).await;
        let candidacy = Filling::new("a candidacy", [("application", candidacy)]);
        let waiting = coming::wait(site, &search.world).await;
        let queued = coming::review_of(&waiting);
        let judged = coming::judge(site, &search.world).await;
        let nowhere = [coming::never_there(), vec![candidacy.clone(), waiting.clone(), judged.clone()]].concat();
        let before = search.look_as(callers, Stage::Before, &nowhere).await;

        let hidden = coming::hand_in(site, &search.world, (&physician, &judged)).await;
        let handed = search
            .look_as(callers, Stage::Handed, &[hidden.clone(), vec![candidacy.clone(), judged.clone()]].concat())
            .await;
        search.compare(&before, &handed, Stage::Handed);
        search.compare_where((&before, &handed), "Handed", |address, name| name == "clinic" && !is_of_cases(address));

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
        (search, Came { waiting: vec![candidacy, waiting, judged], queued, hidden, gone })
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
        self.compare_where((before, after), &format!("{stage:?}"), |_, name| learns_nothing(name, stage));
    }

    /// Finds what of an address differs for a caller, where nothing of it may.
    fn compare_where(
        &mut self,
        (before, after): (&Answers, &Answers),
        when: &str,
        may_not: impl Fn(&str, &str) -> bool,
    ) {
        let ignorant = before.iter().filter(|((address, name), _)| may_not(address, name));
        let both = ignorant.filter_map(|(key, was)| Some((key, was, after.get(key)?)));
        let told = both.filter(|(_, was, is)| was != is);
        self.found.extend(
            told.map(|((address, name), was, is)| format!("{when}: {address} as {name}: {}", was.difference(is))),
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
