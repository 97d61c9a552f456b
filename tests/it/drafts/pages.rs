//! Drafts on pages, as a browser without scripts does it.

use crate::access::people::{Person, after, location};
use crate::access::world::new_clinic;
use crate::on_both;
use crate::support::app::TestSite;
use candor::accounts::Role;
use reqwest::Response;
use serde_json::{Value, json};

const WORDS: &str = "What follows is long enough to be read as the review of a patient who was there and came back.";

/// Somebody at a browser.
struct Browser<'s> {
    site: &'s TestSite,
    person: Person,
}

impl<'s> Browser<'s> {
    async fn of(site: &'s TestSite, name: &str) -> Self {
        Self { site, person: Person::with_roles(site, name, &[]).await }
    }

    async fn opens(&self, path: &str) -> Response {
        self.person.opens(self.site, path).await
    }

    /// The text of a page, after at most one step to its right address.
    async fn reads(&self, path: &str) -> String {
        let answer = self.opens(path).await;
        let answer = if answer.status() == 303 { self.opens(location(&answer)).await } else { answer };
        assert_eq!(answer.status(), 200, "{path}");
        answer.text().await.unwrap()
    }

    async fn sends(&self, path: &str, fields: &[(&str, &str)]) -> Response {
        self.person.form(self.site, path, fields).send().await.unwrap()
    }

    /// Presses "Save as draft"; answers where the form with the draft is.
    async fn saves(&self, path: &str, fields: &[(&str, &str)]) -> String {
        let answer = self.sends(path, &[fields, &[("save_draft", "true")]].concat()).await;
        assert_eq!(answer.status(), 303, "{path}: {}", answer.text().await.unwrap());
        location(&answer).to_owned()
    }

    async fn drafts(&self) -> Vec<Value> {
        self.person.get(self.site, "/api/v1/drafts").await["items"].as_array().unwrap().clone()
    }
}

fn held(page: &str) -> String {
    after(page, "name=\"draft\" value=\"").expect("the form holds a draft")
}

async fn category(site: &TestSite) -> (Person, String) {
    let admin = Person::with_roles(site, "admin", &[Role::Admin]).await;
    let new = json!({"name": "Surgery", "slug": "surgery"});
    let made = admin.does(site, "POST", "/api/v1/categories", new).await;
    (admin, made["id"].as_str().unwrap().to_owned())
}

on_both! {
    async fn a_thread_is_begun_today_and_opened_tomorrow(site) {
        let (_, category) = category(&site).await;
        let wren = Browser::of(&site, "wren").await;
        assert!(!wren.reads("/threads/new").await.contains("You have a draft"));
        let typed = [("category_id", category.as_str()), ("title", "Who <counts>?"), ("body", "I wo"), ("tags", "fue, day one")];
        let place = wren.saves("/threads/new", &typed).await;
        assert!(place.starts_with("/threads/new?draft="), "{place}");
        let page = wren.reads(&place).await;
        assert!(page.contains("Draft saved:") && page.contains("2 March 2026, 10:00"), "{page}");
        for kept in ["Who &#60;counts&#62;?", "I wo", "fue, day one"] {
            assert!(page.contains(kept), "{kept} in {page}");
        }
        assert!(page.contains(&format!("value=\"{category}\" selected")));
        site.advance("P1D").await;
        assert!(wren.reads("/threads/new").await.contains(&format!("href=\"{place}\"")), "the draft is offered");
        let list = wren.reads("/me/drafts").await;
        assert!(list.contains("Who &#60;counts&#62;?") && list.contains(&place) && list.contains("Discussion"), "{list}");

        // Saving again saves the same draft; a preview and a wrong form keep hold of it.
        let draft = held(&page);
        let fields = [("category_id", category.as_str()), ("title", "Who counts?"), ("body", "I wonder."), ("draft", &draft)];
        assert_eq!(wren.saves("/threads/new", &fields).await, place);
        assert_eq!(wren.drafts().await.len(), 1);
        let draft = held(&wren.reads(&place).await);
        let preview = wren.sends("/threads/new", &[("body", "I *wonder*."), ("draft", &draft), ("preview", "true")]).await;
        assert_eq!(held(&preview.text().await.unwrap()), draft);
        let wrong = wren.sends("/threads/new", &[("title", ""), ("body", ""), ("draft", &draft)]).await;
        assert_eq!(wrong.status(), 422);
        assert_eq!(held(&wrong.text().await.unwrap()), draft);

        let fields = [("category_id", category.as_str()), ("title", "Who counts?"), ("body", "I wonder."), ("draft", &draft)];
        let opened = wren.sends("/threads/new", &fields).await;
        assert!(location(&opened).starts_with("/t/"), "{}", location(&opened));
        assert!(wren.drafts().await.is_empty());
        assert_eq!(wren.opens(&place).await.status(), 404);
        assert!(wren.reads("/me/drafts").await.contains("No drafts"));
    }
}

on_both! {
    async fn words_of_two_windows_are_both_kept(site) {
        let (_, category) = category(&site).await;
        let wren = Browser::of(&site, "wren").await;
        let place = wren.saves("/threads/new", &[("title", "One"), ("body", "In the morning")]).await;
        let old = held(&wren.reads(&place).await);
        assert_eq!(wren.saves("/threads/new", &[("title", "One"), ("body", "At noon"), ("draft", &old)]).await, place);
        let other = wren.saves("/threads/new", &[("title", "One"), ("body", "At night"), ("draft", &old)]).await;
        assert_ne!(other, place);
        let words: Vec<_> = wren.drafts().await.iter().map(|draft| draft["fields"]["body"].clone()).collect();
        assert!(words.contains(&json!("At noon")) && words.contains(&json!("At night")), "{words:?}");
        // What an old window publishes leaves the newer words alone.
        let fields = [("category_id", category.as_str()), ("title", "One of two"), ("body", "In the morning"), ("draft", &old)];
        assert_eq!(wren.sends("/threads/new", &fields).await.status(), 303);
        assert_eq!(wren.drafts().await.len(), 2);
    }
}

on_both! {
    async fn a_reply_waits_below_its_thread(site) {
        let (admin, category) = category(&site).await;
        let new = json!({"category_id": category, "title": "Who counts?", "body": "I wonder."});
        let thread = admin.does(&site, "POST", "/api/v1/threads", new).await;
        let here = format!("/t/{}/{}", thread["id"].as_str().unwrap(), thread["slug"].as_str().unwrap());
        let wren = Browser::of(&site, "wren").await;
        let reply_to = thread["first_post"]["id"].as_str().unwrap();
        let place = wren.saves(&here, &[("body", "Nobo"), ("reply_to", reply_to)]).await;
        let page = wren.reads(&place).await;
        assert!(page.contains("\nNobo</textarea>") && page.contains("Draft saved:") && page.contains(reply_to), "{page}");
        assert!(wren.reads(&here).await.contains("You have a draft of this"));
        assert!(!site.get(&here).await.text().await.unwrap().contains("You have a draft"), "guests have none");
        assert!(wren.reads("/me/drafts").await.contains("Nobo"));
        let answer = wren.sends(&here, &[("body", "Nobody does."), ("draft", &held(&page))]).await;
        assert!(location(&answer).ends_with("#p2"));
        assert!(wren.drafts().await.is_empty());
    }
}

on_both! {
    async fn complaints_and_reviews_are_written_in_several_sittings(site) {
        let admin = Person::with_roles(&site, "admin", &[Role::Admin]).await;
        let clinic = admin.does(&site, "POST", "/api/v1/clinics", new_clinic("Clinic North")).await;
        let clinic = clinic["id"].as_str().unwrap();
        let wren = Browser::of(&site, "wren").await;
        let complaint = [
            ("clinic_id", clinic), ("procedure", "fue"), ("month", "1"), ("year", "2025"),
            ("category", "graft_count_dispute"), ("desired_outcome", "A count that I can follow."), ("tried", "no"),
            ("narrative", "They counted 3,000 grafts on paper; the photos of that day show about 1,800."),
        ];
        let review = [
            ("clinic_id", clinic), ("procedure", "fue"), ("month", "1"), ("year", "2025"), ("overall", "4"),
            ("choose_again", "true"), ("text", WORDS), ("interest", "none"), ("authorship", "true"), ("detail", "Room 3."),
        ];
        for (path, whole, own) in [
            ("/complaints/new", complaint.as_slice(), ("way", "private")),
            ("/reviews/new", review.as_slice(), ("scores.x", "")),
        ] {
            // Half of it, wrong and unfinished, is no matter.
            let place = wren.saves(path, &[("clinic_id", clinic), ("year", "twenty"), ("narrative", "They"), ("text", "They")]).await;
            let page = wren.reads(&place).await;
            assert!(page.contains("They</textarea>") && page.contains("value=\"twenty\""), "{page}");
            assert!(page.contains(&format!("value=\"{clinic}\" selected")), "{page}");
            let draft = held(&page);
            let refused = wren.sends(path, &[("draft", draft.as_str()), own]).await;
            assert_eq!(refused.status(), 422);
            assert_eq!(wren.drafts().await.len(), 1);
            let own = if own.1.is_empty() { vec![] } else { vec![own] };
            let filed = wren.sends(path, &[whole, &own, &[("draft", draft.as_str())]].concat()).await;
            assert_eq!(filed.status(), 303, "{path}: {}", filed.text().await.unwrap());
            assert!(wren.drafts().await.is_empty(), "{path}");
        }
    }
}

on_both! {
    async fn a_page_says_why_nothing_was_saved_and_loses_no_word(site, |config| {
        config.drafts.per_account = 1;
        config.drafts.bytes = 1_024;
    }) {
        let wren = Browser::of(&site, "wren").await;
        let long = "x".repeat(1_024);
        let answer = wren.sends("/threads/new", &[("title", "Long"), ("body", &long), ("save_draft", "true")]).await;
        assert_eq!(answer.status(), 422);
        let page = answer.text().await.unwrap();
        assert!(page.contains("longer than a draft may be") && page.contains(&long) && page.contains("id=\"f-fields\""));
        let answer = wren.sends("/threads/new", &[("title", " "), ("save_draft", "true")]).await;
        assert!(answer.text().await.unwrap().contains("nothing to save"));
        let place = wren.saves("/threads/new", &[("title", "First")]).await;
        let answer = wren.sends("/threads/new", &[("title", "Second"), ("save_draft", "true")]).await;
        assert_eq!(answer.status(), 409);
        let page = answer.text().await.unwrap();
        assert!(page.contains("as many drafts as an account may") && page.contains("value=\"Second\""), "{page}");

        // Deleting is asked about once.
        let path = format!("/me/drafts/{}/delete", place.split_once('=').unwrap().1);
        let page = wren.reads(&path).await;
        assert!(page.contains("Delete this draft?") && page.contains("First"), "{page}");
        assert_eq!(wren.sends(&path, &[("version", "7")]).await.status(), 412);
        let answer = wren.sends(&path, &[("version", "1")]).await;
        assert_eq!(location(&answer), "/me/drafts?done=deleted");
        assert!(wren.reads("/me/drafts?done=deleted").await.contains("The draft is deleted."));
        assert!(wren.drafts().await.is_empty());
    }
}

on_both! {
    async fn nobody_opens_another_persons_draft_on_a_page(site) {
        let wren = Browser::of(&site, "wren").await;
        let place = wren.saves("/threads/new", &[("title", "Mine"), ("body", "Nobody's affair")]).await;
        let id = place.split_once('=').unwrap().1;
        let staff = Person::with_roles(&site, "moderator", &[Role::Moderator, Role::Admin]).await;
        for other in [Browser::of(&site, "finch").await, Browser { site: &site, person: staff }] {
            for path in [place.clone(), format!("/complaints/new?draft={id}"), format!("/me/drafts/{id}/delete")] {
                let answer = other.opens(&path).await;
                assert_eq!(answer.status(), 404, "{path}");
                assert!(!answer.text().await.unwrap().contains("affair"));
            }
            assert_eq!(other.sends(&format!("/me/drafts/{id}/delete"), &[("version", "1")]).await.status(), 404);
            // Naming it in a form changes nothing of it: what is saved is a draft of one's own.
            let stolen = format!("{id}.1");
            other.saves("/threads/new", &[("title", "Hers"), ("draft", &stolen)]).await;
            assert_eq!(other.drafts().await[0]["fields"], json!({"title": "Hers"}));
        }
        // Its own author does not find it in another form.
        assert_eq!(wren.opens(&format!("/reviews/new?draft={id}")).await.status(), 404);
        assert_eq!(wren.drafts().await[0]["fields"]["title"], "Mine");
    }
}

on_both!(
    async fn the_private_way_keeps_what_was_written_for_a_review(site) {
        let wren = Browser::of(&site, "wren").await;
        let (admin, _) = category(&site).await;
        let clinic = admin.does(&site, "POST", "/api/v1/clinics", new_clinic("Clinic Harbour")).await;
        let clinic = clinic["id"].as_str().unwrap();
        let typed = [("clinic_id", clinic), ("procedure", "fue"), ("month", "9"), ("year", "2025"), ("text", WORDS)];
        let answer = wren.sends("/reviews/new", &[&typed[..], &[("save_draft", "private")]].concat()).await;
        assert_eq!(answer.status(), 303);
        let to = location(&answer).to_owned();
        assert!(to.starts_with("/complaints/new?clinic="), "{to}");
        let form = wren.reads(&to).await;
        let chosen = format!("value=\"{clinic}\" selected");
        for said in [chosen.as_str(), "value=\"fue\" selected", "kept among your drafts"] {
            assert!(form.contains(said), "{said}: {form}");
        }
        let drafts = wren.drafts().await;
        assert_eq!((&drafts[0]["kind"], &drafts[0]["fields"]["text"]), (&"review".into(), &WORDS.into()));

        let answer = wren.sends("/reviews/new", &[("procedure", "fue"), ("save_draft", "private")]).await;
        assert_eq!(location(&answer), "/complaints/new?procedure=fue");
        assert_eq!(wren.drafts().await.len(), 1, "nothing was written");
    }
);
