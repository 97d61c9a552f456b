//! Entries on pages: which one a proposal may be, and what those who answer for one are shown.

use crate::access::people::{Person as Browser, location};
use crate::on_both;
use crate::reviews::id;
use crate::support::app::TestSite;
use crate::support::make::Clinic;
use crate::support::people::{Admin, Officer, Stranger, send};
use serde_json::json;

async fn opens(site: &TestSite, cookie: &str, path: &str, asked: &[(&str, &str)]) -> String {
    let path = format!("{path}?{}", serde_urlencoded::to_string(asked).unwrap());
    let answer = site.client().get(site.url(&path)).header("Cookie", cookie).send().await.unwrap();
    assert_eq!(answer.status(), 200, "{path}");
    answer.text().await.unwrap()
}

on_both!(
    async fn a_proposal_meets_the_entry_that_it_may_be_and_one_that_is_looked_for(site) {
        let admin = Admin::of(&site, "admin").await;
        let officer = Officer::of(&site, "officer").await;
        let kept = id(&admin.post("/physicians", json!({"name": "Dr. Nadja Hollenweck"})).await.with(201));
        let other = admin.post("/physicians", json!({"name": "Dr. Piet Aldermoor"})).await.with(201);
        let (other, address) = (id(&other), format!("/physicians/{}/reviews", other["slug"].as_str().unwrap()));
        let twin = id(&officer.post("/physicians", json!({"name": "Nadja Hollenwek"})).await.with(201));
        let desk = Browser::at_a_browser(&site, &officer.email).await;
        let offers = |page: &str, entry: &str| page.contains(&format!("name=\"merge_into\" value=\"{entry}\""));
        let queue = opens(&site, &desk.cookie, "/directory/queue", &[]).await;
        assert!(offers(&queue, &kept) && !offers(&queue, &other), "{queue}");
        let looks = async |q: &str| {
            opens(&site, &desk.cookie, "/directory/queue", &[("proposal", twin.as_str()), ("q", q)]).await
        };
        for q in ["aldermoor", other.as_str(), address.as_str()] {
            let found = looks(q).await;
            assert!(offers(&found, &other) && !offers(&found, &kept), "{q}: {found}");
        }
        assert!(looks("nobody at all").await.contains("No confirmed entry is called so."));
        assert!(!offers(&looks(&twin).await, &twin), "a proposal stands for nobody else");

        let merges = async |into: &str, more: &str| {
            let path = format!("/directory/queue/physicians/{twin}");
            let request = site.client().post(site.url(&path)).header("Origin", &site.address);
            let mut fields = vec![("_csrf", desk.csrf.as_str()), ("merge_into", into)];
            fields.extend((!more.is_empty()).then_some((more, "1")));
            request.header("Cookie", &desk.cookie).form(&fields).send().await.unwrap()
        };
        let refused = merges(&twin, "").await;
        assert_eq!(refused.status(), 422);
        let page = refused.text().await.unwrap();
        for part in [format!("href=\"#f-merge-into-{twin}\""), format!("id=\"f-merge-into-{twin}-error\"")] {
            assert!(page.contains(&part), "{part}: {page}");
        }
        let is_checked = |page: &str, entry: &str| page.contains(&format!("name=\"merge_into\" value=\"{entry}\" checked>"));
        assert!(is_checked(&page, "") && !offers(&page, &twin), "there is no such entry: {page}");
        let refused = merges(&other, "nobody_asks_for_this").await;
        assert_eq!(refused.status(), 422);
        let page = refused.text().await.unwrap();
        assert!(is_checked(&page, &other) && !is_checked(&page, ""), "the choice is not lost: {page}");
        let merged = merges(&kept, "").await;
        assert_eq!(merged.status(), 303);
        assert_eq!(merged.headers()["location"], "/directory/queue?done=merged");
        let queue = opens(&site, &desk.cookie, "/directory/queue", &[("done", "merged")]).await;
        assert!(queue.contains("the proposal is merged into the entry you chose."), "{queue}");
        assert_eq!(officer.get(&format!("/physicians/{twin}")).await.with(200)["merged_into"], json!(kept));
        site.is_whole().await;
    }
);

on_both!(
    async fn whoever_answers_for_an_entry_is_led_there_and_not_asked_to_claim_it(site) {
        let admin = Admin::of(&site, "admin").await;
        let (desk, member) = (Stranger::of(&site, "desk").await, Stranger::of(&site, "member").await);
        let clinic = Clinic::listed(&admin, "bosporus").await;
        let evidence = json!({"evidence": "My name is on the page, and the desk will confirm it."});
        let physician = admin.post("/physicians", json!({"name": "Dr Ada Lind"})).await.with(201);
        clinic.claimed_by(&site, &desk).await;
        desk.post(&format!("/physicians/{}/claims", id(&physician)), evidence).await.with(201);
        let slug = desk.get(&format!("/clinics/{}", clinic.id)).await.with(200)["slug"].clone();
        let path = format!("/clinics/{}", slug.as_str().unwrap());
        let (edit, claim) = (format!("href=\"{path}/edit\""), format!("href=\"{path}/claim\""));

        let clerk = Browser::at_a_browser(&site, &desk.email).await;
        assert!(opens(&site, &clerk.cookie, "/me", &[]).await.contains("href=\"/me/entries\""));
        let entries = opens(&site, &clerk.cookie, "/me/entries", &[]).await;
        assert!(entries.contains("Clinic bosporus") && entries.contains(&edit), "{entries}");
        assert!(entries.contains("Claims that wait for a decision") && entries.contains("Dr Ada Lind"), "{entries}");
        let own = opens(&site, &clerk.cookie, &path, &[]).await;
        assert!(own.contains("This is your entry.") && own.contains(&edit) && !own.contains(&claim), "{own}");

        let other = Browser::at_a_browser(&site, &member.email).await;
        assert!(opens(&site, &other.cookie, "/me", &[]).await.contains("href=\"/me/entries\""), "a claim may wait there");
        assert!(opens(&site, &other.cookie, "/me/entries", &[]).await.contains("You answer for no entry"));
        for cookie in [other.cookie.as_str(), ""] {
            let page = opens(&site, cookie, &path, &[]).await;
            assert!(page.contains(&claim) && !page.contains("This is your entry."), "{page}");
        }
    }
);

on_both!(
    async fn whoever_has_sent_a_claim_reads_that_it_is_there(site) {
        let admin = Admin::of(&site, "admin").await;
        let doctor = Stranger::of(&site, "doctor").await;
        let made = admin.post("/physicians", json!({"name": "Dr Ada Lind"})).await.with(201);
        let path = format!("/physicians/{}", made["slug"].as_str().unwrap());
        let own = Browser::at_a_browser(&site, &doctor.email).await;
        assert!(!opens(&site, &own.cookie, "/me/entries", &[]).await.contains("your claim is with"));
        let request = site.client().post(site.url(&format!("{path}/claim"))).header("Origin", &site.address);
        let fields = [("_csrf", own.csrf.as_str()), ("evidence", "My name is on the page, and the desk will confirm it.")];
        let sent = request.header("Cookie", &own.cookie).form(&fields).send().await.unwrap();
        assert_eq!((sent.status().as_u16(), location(&sent)), (303, "/me/entries?done=claim"));
        let told = opens(&site, &own.cookie, "/me/entries", &[("done", "claim")]).await;
        assert!(told.contains("your claim is with a credentialing officer"), "{told}");
        assert!(told.contains("Claims that wait for a decision") && told.contains("Dr Ada Lind"), "{told}");
        let profile = opens(&site, &own.cookie, &path, &[]).await;
        assert!(profile.contains("Your claim to this entry waits") && !profile.contains("/claim\""), "{profile}");
        let again = opens(&site, &own.cookie, &format!("{path}/claim"), &[]).await;
        assert!(again.contains("Your claim to this entry waits") && !again.contains("name=\"evidence\""), "{again}");
        site.is_whole().await;
    }
);

on_both!(
    async fn the_page_of_an_error_invites_nobody_to_sign_in_who_has(site) {
        let reader = Stranger::of(&site, "reader").await;
        let own = Browser::at_a_browser(&site, &reader.email).await;
        for (cookie, way, other) in [(own.cookie.as_str(), "/me", "/sign-in"), ("", "/sign-in", "/me")] {
            let answer = site.client().get(site.url("/nothing/here")).header("Cookie", cookie).send().await.unwrap();
            assert_eq!(answer.status(), 404);
            let page = answer.text().await.unwrap();
            let leads = |to: &str| page.contains(&format!("href=\"{to}\""));
            assert!(leads(way) && !leads(other), "{page}");
        }
    }
);

on_both!(
    async fn nobody_is_asked_to_complain_about_themselves(site) {
        let admin = Admin::of(&site, "admin").await;
        let desk = Stranger::of(&site, "desk").await;
        let clinic = Clinic::listed(&admin, "bosporus").await;
        clinic.claimed_by(&site, &desk).await;
        let slug = desk.get(&format!("/clinics/{}", clinic.id)).await.with(200)["slug"].clone();
        let path = format!("/clinics/{}", slug.as_str().unwrap());
        let clerk = Browser::at_a_browser(&site, &desk.email).await;
        let complain = "href=\"/complaints/new?";
        assert!(opens(&site, "", &path, &[]).await.contains(complain));
        assert!(!opens(&site, &clerk.cookie, &path, &[]).await.contains(complain));
        let (list, write) = (format!("{path}/reviews"), "href=\"/reviews/new?");
        assert!(opens(&site, "", &list, &[]).await.contains(write));
        assert!(!opens(&site, &clerk.cookie, &list, &[]).await.contains(write));
    }
);

on_both!(
    async fn a_file_says_of_each_entry_what_its_profile_says(site) {
        let admin = Admin::of(&site, "admin").await;
        let desk = Stranger::of(&site, "desk").await;
        let clinic = Clinic::listed(&admin, "bosporus").await;
        clinic.claimed_by(&site, &desk).await;
        let new = json!({"name": "Dr Ada Lind", "titles": ["MD"], "languages": ["de", "tr"], "clinic_ids": [clinic.id]});
        let physician = id(&admin.post("/physicians", new).await.with(201));
        let line = async |path: &str, entry: &str| {
            let file = send(site.client().get(site.url(path))).await;
            let found = file.text.lines().find(|line| line.starts_with(entry)).map(str::to_owned);
            found.unwrap_or_else(|| panic!("{entry} is not in {}", file.text))
        };
        let said = line("/api/v1/physicians.csv", &physician).await;
        let wanted = format!("{physician},dr-ada-lind,Dr Ada Lind,physician,MD,,de; tr,,{},false,none,", clinic.id);
        assert!(said.starts_with(&wanted), "{said} does not start with {wanted}");
        let said = line("/api/v1/clinics.csv", &clinic.id).await;
        assert!(said.contains(",Clinic bosporus,single_specialty,TR,Somewhere,,true,"), "{said}");
    }
);
