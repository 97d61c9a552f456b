//! How many statements each read may cost, whoever reads: `costs.txt` has a line for every GET route. That a list
//! costs the same however long it is, `budgets` shows, and the `costs` of reviews, moderation, inspections and coalition.

use super::matrix::{self, CALLERS, Outcome};
use super::people::Person;
use super::requests;
use super::routes::Route;
use super::world::{WORLD, World};
use crate::on_both;
use crate::support::app::TestSite;
use std::collections::BTreeMap;

const BUDGETS: &str = include_str!("costs.txt");
/// Letters that leave meanwhile send statements of their own: what costs too much is asked again.
const TRIES: usize = 6;

/// The most statements of each route: `12 GET /api/v1/threads`; `BEGIN` and who calls are among them.
fn budgets() -> BTreeMap<Route, u64> {
    let lines = BUDGETS.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let read = lines.map(|line| {
        let mut words = line.split_whitespace();
        let most = words.next().unwrap().parse().unwrap_or_else(|_| panic!("{line} begins with a number"));
        (Route::new(words.next().unwrap(), words.next().unwrap()), most)
    });
    read.collect()
}

#[test]
fn every_read_has_its_budget_and_every_budget_its_read() {
    let budgets = budgets();
    let reads: Vec<Route> = matrix::read().into_keys().filter(Route::reads).collect();
    let without: Vec<_> = reads.iter().filter(|route| !budgets.contains_key(route)).map(ToString::to_string).collect();
    let unknown: Vec<_> = budgets.keys().filter(|route| !reads.contains(route)).map(ToString::to_string).collect();
    assert!(without.is_empty() && unknown.is_empty(), "no budget: {without:#?}\nno read: {unknown:#?}");
}

on_both! {
    async fn every_read_keeps_its_budget_whoever_reads(site after &WORLD, |config| config.jobs.poll_ms = 3_600_000) {
        let world = World::there(&site);
        site.all_letters().await;
        let budgets = budgets();
        let mut wrong = Vec::new();
        for (route, line) in matrix::read().into_iter().filter(|(route, _)| route.reads()) {
            let most = budgets.get(&route).copied().unwrap_or_default();
            let mut dearest = (0, "nobody");
            for name in CALLERS.iter().filter(|name| line[**name] == Outcome::Ok) {
                let cost = cost(&site, &world, (&route, world.who(name)), most).await;
                dearest = dearest.max((cost, name));
            }
            if dearest.0 > most {
                wrong.push(format!("{} {route} as {}, at most {most}", dearest.0, dearest.1));
            }
        }
        assert!(wrong.is_empty(), "{} reads cost too many statements:\n{}", wrong.len(), wrong.join("\n"));
    }
}

/// What a read costs at least of a few tries, or the first that keeps the budget.
async fn cost(site: &TestSite, world: &World, (route, caller): (&Route, &Person), most: u64) -> u64 {
    let mut least = u64::MAX;
    for number in 0..TRIES {
        let request = requests::request(site, world, caller, route, number).await;
        let before = site.queries();
        caller.prove(route, request).send().await.unwrap().bytes().await.unwrap();
        least = least.min(site.queries() - before);
        if least <= most {
            break;
        }
    }
    least
}
