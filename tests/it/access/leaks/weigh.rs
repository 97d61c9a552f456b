//! Whether a hidden thing can be told from one that never was: by the answer to a request, or by what it costs.

use super::super::matrix;
use super::super::people::Person;
use super::super::requests;
use super::super::routes::Route;
use super::super::world::World;
use super::sweep::{Filling, Lens, Seen};
use super::{Came, Search};

/// Something else may be counted with a request, or happen once only; what tells the two apart, tells them each time.
const TRIES: usize = 3;

impl Search<'_> {
    /// Finds where reading, or trying to write, tells something hidden from what never was.
    pub async fn weigh_all(&mut self, came: &Came) {
        // Letters that leave meanwhile send statements of their own.
        self.site.all_letters().await;
        let strangers = ["guest", "member", "clinic", "inspector", "appeals"];
        self.weigh(came.called("what is handed in"), &strangers).await;
        self.weigh_writes(came.called("what is handed in"), &strangers[..4]).await;
        // Of these the clinic was told.
        for complaint in ["the unnamed complaint", "what is judged"] {
            self.weigh(came.called(complaint), &["guest", "member", "inspector", "appeals"]).await;
            self.weigh_writes(came.called(complaint), &["guest", "member"]).await;
        }
        // What everybody may read of it is left out.
        self.weigh(came.called("a candidacy"), &strangers).await;
        self.weigh_writes(came.called("a candidacy"), &strangers[..2]).await;
        // The clinic that a review is about learns of it once it is public.
        for review in [&came.queued, came.called("a hidden review")] {
            self.weigh(review, &["guest", "member", "clinic"]).await;
            self.weigh_writes(review, &["guest", "member", "clinic"]).await;
        }
        self.weigh(came.called("a hidden thread"), &["guest", "member", "patient"]).await;
        self.weigh_writes(came.called("a hidden thread"), &["guest", "member"]).await;
    }

    /// Finds where a read tells one from the other.
    async fn weigh(&mut self, filling: &Filling, callers: &[&str]) {
        let routes: Vec<Route> = self.reads.iter().map(|(route, _)| route.clone()).collect();
        self.weigh_on(&routes, filling, callers).await;
    }

    /// Finds where a write tells one from the other; nobody of the callers may do anything with the thing.
    async fn weigh_writes(&mut self, filling: &Filling, callers: &[&str]) {
        let routes: Vec<Route> = matrix::read().into_keys().filter(|route| !route.reads()).collect();
        self.weigh_on(&routes, filling, callers).await;
    }

    /// Each caller must have met the thing somewhere: a search that compares nothing finds nothing.
    async fn weigh_on(&mut self, routes: &[Route], filling: &Filling, callers: &[&str]) {
        let mut compared = 0;
        let never = filling.things.iter().map(|(name, id)| (*name, never(id))).collect();
        let nowhere = Filling { of: filling.of, things: never };
        let lens = Lens::hiding(&filling.things.values().chain(nowhere.things.values()).cloned().collect());
        let (with, without) = (filling.in_place(&self.world), nowhere.in_place(&self.world));
        for route in routes.iter().filter(|route| route.path.contains('{') && !is_public(filling.of, route)) {
            for name in callers {
                let caller = self.world.who(name);
                let [plain, hidden] = [&self.world, &with].map(|world| requests::path(world, caller, route));
                if hidden == plain {
                    continue;
                }
                compared += 1;
                let told = self.told((&with, &without), (route, caller), &lens).await;
                self.found.extend(told.map(|told| format!("{route} of {} as {name}: {told}", filling.of)));
            }
        }
        assert!(compared >= callers.len(), "{}: {compared} comparisons for {callers:?}", filling.of);
    }

    /// What tells the two apart, each time one asks.
    async fn told(&self, (with, without): (&World, &World), by: (&Route, &Person), lens: &Lens) -> Option<String> {
        let mut told = None;
        for number in 0..TRIES {
            let (is, cost) = self.costing(with, by, (number, lens)).await;
            let (was, least) = self.costing(without, by, (number, lens)).await;
            told = match () {
                () if is != was => Some(was.difference(&is)),
                () if cost != least => Some(format!("{cost} statements, but {least} for what never was")),
                () => return None,
            };
        }
        told
    }

    /// An answer, and how many statements it took.
    async fn costing(
        &self,
        world: &World,
        (route, caller): (&Route, &Person),
        (number, lens): (usize, &Lens),
    ) -> (Seen, u64) {
        let request = requests::request(self.site, world, caller, route, number).await;
        let before = self.site.queries();
        let seen = Seen::of(caller.prove(route, request).send().await.unwrap(), lens).await;
        (seen, self.site.queries() - before)
    }
}

/// Whether a route tells everybody of the thing: of an application that is voted on, the comments.
fn is_public(of: &str, route: &Route) -> bool {
    of == "a candidacy" && route.path.ends_with("/comments")
}

/// An id of the same kind that nobody ever had.
fn never(id: &str) -> String {
    match id.rsplit_once('-') {
        Some((head, number)) if number.bytes().all(|sign| sign.is_ascii_digit()) => format!("{head}-009997"),
        _ if id.len() == 32 && id.bytes().all(|sign| sign.is_ascii_hexdigit()) => "0".repeat(31) + "2",
        _ => "never-there".to_owned(),
    }
}
