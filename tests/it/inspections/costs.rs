//! How many statements a list may cost: the same for one inspection as for several.

use super::Cast;
use crate::on_both;
use crate::support::app::TestSite;

/// What may be read, by whom, and the most statements it may cost; `BEGIN` and who calls are among them.
const BUDGETS: &[(&str, bool, u64)] = &[
    ("/api/v1/clinics/{clinic}/inspections", false, 26),
    ("/api/v1/clinics/{clinic}/inspections/changes", false, 10),
    ("/api/v1/me/inspections", true, 20),
    ("/api/v1/inspections/{id}", true, 20),
    ("/api/v1/inspections/{id}", false, 16),
];

/// The least that each read costs of a few tries: letters that leave meanwhile send statements of their own.
async fn costs(site: &TestSite, cast: &Cast, id: &str) -> Vec<u64> {
    site.all_letters().await;
    let mut costs = Vec::new();
    for (path, as_lead, _) in BUDGETS {
        let path = path.replace("{clinic}", &cast.clinic.id).replace("{id}", id);
        let mut least = u64::MAX;
        for _ in 0..4 {
            let request = site.client().get(site.url(&path));
            let request = if *as_lead { request.bearer_auth(&cast.lead.token) } else { request };
            let before = site.queries();
            let answer = request.send().await.unwrap();
            assert_eq!(answer.status(), 200, "{path}");
            answer.bytes().await.unwrap();
            least = least.min(site.queries() - before);
        }
        costs.push(least);
    }
    costs
}

on_both!(
    async fn a_list_of_inspections_costs_the_same_however_long_it_is(site, |config| config.jobs.poll_ms = 3_600_000) {
        let cast = Cast::of(&site).await;
        let id = cast.published(&[]).await;
        let one = costs(&site, &cast, &id).await;
        for _ in 0..3 {
            cast.published(&[("D4", serde_json::json!(1))]).await;
        }
        let several = costs(&site, &cast, &id).await;
        assert_eq!(one, several);
        for ((path, _, most), cost) in BUDGETS.iter().zip(several) {
            assert!(cost <= *most, "{path}: {cost}, at most {most}");
        }
    }
);
