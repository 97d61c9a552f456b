//! What reading costs: the statements that it sends, `BEGIN` and who calls among them.

use super::app::TestSite;
use crate::access::people::Person;

/// A path, and who reads it; nobody is a guest.
pub type Read<'a> = (String, Option<&'a Person>);

/// What each of these costs: the least of a few tries, as letters that leave meanwhile send statements of their own.
pub async fn of(site: &TestSite, reads: &[Read<'_>]) -> Vec<u64> {
    site.all_letters().await;
    let mut costs = Vec::new();
    for (path, who) in reads {
        let mut least = u64::MAX;
        for _ in 0..4 {
            let request = site.program().get(site.url(path));
            let request = match who {
                Some(person) => request.bearer_auth(&person.token).header("Cookie", &person.cookie),
                None => request,
            };
            let before = site.queries();
            let answer = request.send().await.expect("an answer");
            assert_eq!(answer.status(), 200, "{path}");
            answer.bytes().await.expect("a body");
            least = least.min(site.queries() - before);
        }
        costs.push(least);
    }
    costs
}

/// Each of these costs as much for many rows as it did for one. The most that a read may cost stands in
/// `access/costs.txt`.
#[track_caller]
pub fn are_the_same(reads: &[Read<'_>], one: &[u64], many: &[u64]) {
    let pairs = reads.iter().zip(one.iter().zip(many));
    let differs = pairs.filter(|(_, (one, many))| one != many);
    let wrong: Vec<_> =
        differs.map(|((path, _), (one, many))| format!("{path}: {one} for one row, {many} for many")).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
