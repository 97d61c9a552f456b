//! Reviews on pages: what counts and what does not, further pages of a filtered list, and speaking again.

use super::{Cast, id, review, with, without};
use crate::access::people::Person as Browser;
use crate::on_both;
use crate::reviews::WORDS;
use crate::support::app::TestSite;
use crate::support::people::Person;
use serde_json::json;

async fn opens(site: &TestSite, cookie: &str, path: &str) -> String {
    let answer = site.client().get(site.url(path)).header("Cookie", cookie).send().await.unwrap();
    let status = answer.status();
    let text = answer.text().await.unwrap();
    assert_eq!(status, 200, "{path}: {text}");
    text
}

async fn browser(site: &TestSite, who: &Person) -> Browser {
    let mut browser = Browser { email: who.email.clone(), ..Browser::default() };
    browser.sign_in(site).await;
    browser
}

/// The address behind a link with this relation.
fn link<'p>(page: &'p str, rel: &str) -> &'p str {
    let (before, _) = page.split_once(&format!("rel=\"{rel}\"")).unwrap_or_else(|| panic!("no {rel} in {page}"));
    let (_, href) = before.rsplit_once("href=\"").unwrap();
    href.split('"').next().unwrap()
}

on_both!(
    async fn what_nothing_proves_has_a_list_of_its_own_with_pages_of_its_own(site) {
        let cast = Cast::of(&site).await;
        let attested = cast.published().await;
        let mut unproved = Vec::new();
        for number in 0..3 {
            let patient = Person::with_roles(&site, &format!("first_{number}"), &[]).await;
            unproved.push(id(&patient.post("/reviews", without(cast.review(), "attestation")).await.with(201)));
        }
        site.advance("P2D").await;
        let path = format!("/physicians/{}/reviews", cast.slug);
        let counted = opens(&site, "", &path).await;
        assert!(counted.contains(&attested), "{counted}");
        assert!(!unproved.iter().any(|review| counted.contains(review)), "{counted}");
        assert!(counted.contains("?verified=false"), "{counted}");
        assert!(counted.contains("counts with weight 0.40"), "{counted}");
        let others = opens(&site, "", &format!("{path}?verified=false&limit=2")).await;
        assert!(others.contains("Reviews that nothing proves") && !others.contains(&attested), "{others}");
        assert!(others.contains("counts in no number"), "{others}");
        let next = link(&others, "next").replace("&#38;", "&");
        assert!(next.contains("verified=false") && next.contains("limit=2"), "{next}");
        let last = opens(&site, "", &next).await;
        let seen = |review: &&String| others.contains(*review) as usize + last.contains(*review) as usize;
        assert!(unproved.iter().all(|review| seen(&review) == 1) && !last.contains(&attested), "{last}");
    }
);

on_both!(
    async fn a_version_from_the_page_keeps_what_the_form_was_filled_with(site) {
        let cast = Cast::of(&site).await;
        let review = with(review(&cast.physician), "interest", "discount");
        let review = id(&cast.patient.post("/reviews", review).await.with(201));
        let patient = browser(&site, &cast.patient).await;
        let path = format!("/reviews/{review}/version");
        let form = opens(&site, &patient.cookie, &path).await;
        assert!(form.contains("Second floor, February"), "{form}");
        for field in ["overall", "choose_again", "interest"] {
            let mark = format!("name=\"{field}\"");
            let chosen = form.split(&mark).skip(1).filter(|rest| rest.split('>').next().unwrap().contains("checked"));
            assert_eq!(chosen.count(), 1, "{field}: {form}");
        }
        let (_, naturalness) = form.split_once("name=\"scores.naturalness\"").unwrap();
        let naturalness = naturalness.split("</select>").next().unwrap();
        assert!(naturalness.contains("value=\"5\" selected"), "{naturalness}");
        let fields = [
            ("_csrf", patient.csrf.as_str()),
            ("overall", "3"),
            ("choose_again", "true"),
            ("text", WORDS),
            ("interest", "discount"),
            ("detail", "Second floor, February, a long day with two breaks."),
            ("scores.naturalness", "5"),
            ("scores.growth", "2"),
            ("scores.price_clarity", ""),
        ];
        let request = site.client().post(site.url(&path)).header("Origin", &site.address);
        let sent = request.header("Cookie", &patient.cookie).form(&fields).send().await.unwrap();
        assert_eq!(sent.status(), 303, "{}", sent.text().await.unwrap());
        let told = cast.patient.get(&format!("/reviews/{review}")).await.with(200);
        assert_eq!((&told["overall"], &told["interest"], &told["proof_level"]), (&3.into(), &"discount".into(), &1.into()));
        assert_eq!((&told["scores"]["naturalness"], &told["scores"]["growth"]), (&json!(5), &json!(2)));
        site.is_whole().await;
    }
);
