//! Who scores does not learn whose application it is, on any page and by any answer.

use super::{Cast, SCORING, guest};
use crate::access::people::Person as Browser;
use crate::access::routes::{self, Route};
use crate::on_both;
use crate::support::app::TestSite;

/// Every read about applications, with this one in it.
fn reads(application: &str) -> Vec<(Route, String)> {
    let about = |route: &Route| route.reads() && route.path.contains("/applications");
    let filled = |route: Route| {
        let path = route.path.replace("{id}", application);
        (!path.contains('{')).then_some((route, path))
    };
    routes::all().into_iter().filter(about).filter_map(filled).collect()
}

async fn seen(site: &TestSite, who: &Browser, (route, path): &(Route, String)) -> String {
    let answer = who.prove(route, site.program().get(site.url(path))).send().await.unwrap();
    answer.text().await.unwrap()
}

on_both!(
    async fn nothing_that_is_read_names_the_applicant_to_the_panel(site after &SCORING) {
        let (cast, application) = Cast::with_application(&site);
        let profile = guest(&site, &format!("/physicians/{}", cast.physician)).await.with(200);
        let told = |field: &str| profile[field].as_str().unwrap().to_owned();
        let names = [told("name"), told("slug"), cast.physician.clone()];
        let reads = reads(&application);
        assert!(reads.len() > 12, "{reads:?}");
        for reviewer in &cast.reviewers {
            let reviewer = Browser::at_a_browser(&site, &reviewer.email).await;
            for read in &reads {
                let text = seen(&site, &reviewer, read).await;
                let found: Vec<_> = names.iter().filter(|name| text.contains(name.as_str())).collect();
                assert!(found.is_empty(), "{} says {found:?}", read.0);
            }
        }
        let officer = Browser::at_a_browser(&site, &cast.officer.email).await;
        let page = officer.reads(&site, &format!("/applications/{application}/comments")).await;
        assert!(page.contains(&names[0]), "whoever does not score is told: {page}");
        site.is_whole().await;
    }
);
