//! Nothing leaks before its time, by whatever way one asks: every readable route as every caller, before and after
//! each secret came to be.
//!
//! `table.rs` says who may know what. Whoever may not must get the same answers, word for word and header for header,
//! as if the secret had never come to be; whoever may know of one thing, the same answers wherever it is not told, and
//! everywhere when anything else comes to be; a hidden thing must be indistinguishable from one that never was, also by
//! the number of statements that an answer costs; and no secret's word may stand anywhere. That the words would be
//! found is shown by those who may know: each of them meets each of theirs. A new route is asked like all others; a
//! refused write is weighed as a read is.
//!
//! What is left of a secret when its case is over is looked for once more by everybody; and some are asked again after
//! every secret that is not theirs reads otherwise, so that neither a count nor a tag tells it.

mod coming;
mod exchange;
mod handed;
mod measure;
mod otherwise;
mod over;
mod people;
mod sweep;
mod table;
mod vote;
mod weigh;

use super::matrix::{self, Outcome};
use super::requests;
use super::routes::Route;
use super::world::{WORLD, World};
use crate::on_both;
use crate::support::app::TestSite;
use candor::config::Config;
use serde_json::json;
use std::collections::BTreeSet;
use sweep::{Answers, Filling, Filters, Lens, Seen};
use table::{HANDED, PLACES, SECRETS, Stage};

/// Who besides its owner may read somebody's e-mail address: nobody who is not to write there.
const READ_ADDRESSES: &[&str] = &["admin", "second_admin"];

/// Nothing happens but what is asked for: statements can be counted.
fn quiet(config: &mut Config) {
    config.jobs.poll_ms = 3_600_000;
}

on_both! {
    async fn nothing_leaks_to_some(site after &WORLD, quiet) {
        if !site.is_todays(0) {
            return;
        }
        let callers = &people::curious()[..11];
        let (mut search, came) = Search::through(&site, callers).await;
        search.look_when_all_is_over(callers, &came).await;
        search.end();
    }
}

on_both! {
    async fn nothing_leaks_to_others(site after &WORLD, quiet) {
        if !site.is_todays(1) {
            return;
        }
        let callers = &people::curious()[11..];
        let (mut search, came) = Search::through(&site, callers).await;
        search.look_when_all_is_over(callers, &came).await;
        search.end();
    }
}

on_both! {
    async fn nothing_leaks_by_refusals_or_by_what_they_cost(site after &WORLD, quiet) {
        if !site.is_todays(1) {
            return;
        }
        let (mut search, came) = Search::through(&site, &[]).await;
        search.weigh_all(&came).await;
        let new = over::end(&site, &search.world, &came).await;
        search.look_as(people::IN_THE_KNOW, Stage::Gone, &[came.all(), vec![new]].concat()).await;
        search.find_never_met(people::IN_THE_KNOW);
        search.try_refusals(&came.all()).await;
        search.end();
    }
}

on_both! {
    async fn what_is_hidden_leaves_no_trace_but_in_the_log_and_the_counts(site after &WORLD, quiet) {
        let mut search = Search::begin(&site).await;
        let reviews = exchange::Reviews::of(&site, &search.world).await;
        let fillings = reviews.fillings();
        exchange::count_again(&site).await;
        let first = search.look_as(sweep::FEW, Stage::Before, &fillings).await;
        reviews.exchange(&site).await;
        exchange::count_again(&site).await;
        let before = search.look_as(sweep::FEW, Stage::Before, &fillings).await;
        search.compare_where((&first, &before), "exchanged", |_, _| true);
        coming::hush(&site, &search.world).await;
        let hide = json!({"action": "hide", "ground": "threat"});
        coming::say(&site, &search.world, &reviews.waiting, hide).await;
        site.all_letters().await;
        let after = search.look_as(sweep::FEW, Stage::Before, &fillings).await;
        let profile = ("GET /api/v1/physicians/{id}".to_owned(), "guest");
        assert!(before[&profile] != after[&profile], "the profile counts what is hidden");
        let uncounted = (&exchange::without_counts(&before), &exchange::without_counts(&after));
        search.compare_where(uncounted, "hidden since", |address, _| !is_of_decisions(address));
        search.end();
    }
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

#[test]
fn every_stage_has_its_places_and_every_place_is_there() {
    let reads: Vec<String> = matrix::read().into_keys().filter(Route::reads).map(|route| route.path).collect();
    for stage in HANDED.iter().chain(&[Stage::Blind, Stage::Decided]) {
        assert!(PLACES.iter().any(|(of, places)| of == stage && !places.is_empty()), "{stage:?} is told nowhere");
    }
    for place in PLACES.iter().flat_map(|(_, places)| *places) {
        assert!(reads.iter().any(|path| path.contains(*place)), "nothing is read at {place}");
    }
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

    /// What was called so when it came to be.
    fn called(&self, of: &str) -> &Filling {
        let mut all = self.hidden.iter().chain(&self.waiting).chain(&self.gone);
        all.find(|filling| filling.of == of).unwrap_or_else(|| panic!("nothing is called {of}"))
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
        let mut world = World::there(site);
        people::arrive(site, &mut world).await;
        let reads = sweep::readable(&world);
        Self { site, world, reads, hidden: BTreeSet::new(), found: Vec::new(), met: BTreeSet::new() }
    }

    /// Lets everything come to be, and asks everything as each of these callers before and after; but not what comes of
    /// the last, when words were taken from sight.
    async fn through(site: &'a TestSite, callers: &[&'static str]) -> (Self, Came) {
        let mut search = Self::begin(site).await;
        let physician = coming::physician_of(site, &search.world, "applicant", "Dr. Emre Elsbeer").await;
        let candidacy = vote::candidacy(site, &search.world).await;
        let candidacy = Filling::new("a candidacy", [("application", candidacy)]);
        let waiting = coming::wait(site, &search.world).await;
        let queued = coming::review_of(&waiting);
        let judged = handed::judge(site, &search.world).await;
        measure::suspend(site, &search.world).await;
        let nowhere = [handed::never_there(), vec![candidacy.clone(), waiting.clone(), judged.clone()]].concat();
        let before = search.look_as(callers, Stage::Before, &nowhere).await;
        let known = [candidacy.clone(), judged.clone()];
        let (hidden, handed) = search.hand_in(callers, (&physician, &known), before).await;

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
        (search, Came { waiting: vec![candidacy, waiting, judged], queued, hidden, gone })
    }

    /// Lets one thing after the other be handed in. Whoever may know of one is asked right before and right after it,
    /// everybody else at the end: so each gets the same answers until the next that they may know of.
    async fn hand_in(
        &mut self,
        callers: &[&'static str],
        (physician, known): (&str, &[Filling; 2]),
        mut last: Answers,
    ) -> (Vec<Filling>, Answers) {
        let [_, judged] = known;
        let mut hidden = handed::never_there();
        for (place, stage) in HANDED.iter().enumerate() {
            handed::bring(self.site, &self.world, *stage, (physician, judged), &mut hidden).await;
            let asked: Vec<&'static str> = match HANDED.get(place + 1) {
                Some(next) => {
                    callers.iter().copied().filter(|name| learns(name, *stage) || learns(name, *next)).collect()
                }
                None => callers.to_vec(),
            };
            let seen = self.look_as(&asked, *stage, &[hidden.clone(), known.to_vec()].concat()).await;
            self.compare(&last, &seen, *stage);
            last.extend(seen);
        }
        (hidden, last)
    }

    /// Lets every case end and asks everything once more; then some of these callers again, when every secret that they
    /// may not know reads otherwise.
    async fn look_when_all_is_over(&mut self, callers: &[&'static str], came: &Came) {
        let new = over::end(self.site, &self.world, came).await;
        let fillings = [came.all(), vec![new]].concat();
        let ended = self.look_as(callers, Stage::Gone, &fillings).await;
        self.find_never_met(callers);
        let strangers: Vec<_> = callers.iter().copied().filter(|name| otherwise::STRANGERS.contains(name)).collect();
        otherwise::say(self.site, &self.world, &strangers).await;
        let judged = format!("/api/v1/complaints/{}/events", came.called("what is judged").things["filed"]);
        let told = self.world.who("board").get(self.site, &judged).await.to_string();
        assert!(told.contains(&format!("Mispelbande{}", otherwise::ENDING)), "who may know reads it: {told}");
        let again = self.look_as(&strangers, Stage::Gone, &fillings).await;
        self.compare_where((&ended, &again), "said otherwise", |_, _| true);
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

    /// Finds where somebody who may not know what came to be could tell that something did, and where somebody who may
    /// is told of it in another place.
    fn compare(&mut self, before: &Answers, after: &Answers, stage: Stage) {
        let may_not = |address: &str, name: &str| !(learns(name, stage) && stage.is_told_at(address, name));
        self.compare_where((before, after), &format!("{stage:?}"), may_not);
    }

    /// Finds what of an address differs for a caller, where nothing of it may.
    fn compare_where(
        &mut self,
        (before, after): (&Answers, &Answers),
        when: &str,
        may_not: impl Fn(&str, &str) -> bool,
    ) {
        let both = after.iter().filter_map(|(key, is)| Some((key, before.get(key)?, is)));
        let told = both.filter(|((address, name), was, is)| was != is && may_not(address, name));
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
            let hears = |name: &str| route.path.contains(measure::HEARD_AT) && measure::HEARERS.contains(&name);
            for (name, _) in line.iter().filter(|(name, outcome)| **outcome != Outcome::Ok && !hears(name)) {
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

/// Whether a caller learns something of what came to be at this stage.
fn learns(name: &str, stage: Stage) -> bool {
    let mut of_stage = SECRETS.iter().filter(|secret| secret.known_to.iter().any(|(from, _)| *from == stage));
    of_stage.any(|secret| secret.readers(stage).contains(&name))
}
