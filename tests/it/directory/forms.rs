//! The form of a clinic's entry: what it keeps, what it asks whom, and where it says what is wrong.

use super::facts::changes;
use crate::access::people::Person as Browser;
use crate::on_both;
use crate::support::app::TestSite;
use crate::support::make::Clinic;
use crate::support::people::{Admin, Person, Stranger};
use candor::accounts::AccountId;
use candor::directory::{self, Actor, Standing, import};
use serde_json::json;

async fn opens(site: &TestSite, who: &Browser, path: &str) -> String {
    let answer = site.client().get(site.url(path)).header("Cookie", &who.cookie).send().await.unwrap();
    assert_eq!(answer.status(), 200, "{path}");
    answer.text().await.unwrap()
}

/// The address of the entry's form.
async fn form_of(who: &Person, clinic: &str) -> String {
    let slug = who.get(&format!("/clinics/{clinic}")).await.with(200)["slug"].clone();
    format!("/clinics/{}/edit", slug.as_str().unwrap())
}

/// Lists so many clinics that come first by name.
async fn lists_many(site: &TestSite, admin: &Person, many: usize) {
    let mut file = "type,key,name,country,city,time_zone,kind,email\n".to_owned();
    for number in 0..many {
        let line =
            format!("clinic,c{number},Aa {number},TR,Izmir,Europe/Istanbul,integrated,desk@aa{number}.example\n");
        file.push_str(&line);
    }
    let lines = import::read(file.as_bytes()).unwrap();
    let account = admin.id.parse::<AccountId>().unwrap();
    let actor = Actor { account, standing: Standing::Admin };
    let imported = site.app.write(move |tx| directory::take_in(tx, &actor, &lines, true)).await.unwrap();
    assert_eq!(imported.clinics, many);
}

on_both!(
    async fn the_form_keeps_a_predecessor_that_its_list_is_too_short_for(site) {
        let admin = Admin::of(&site, "admin").await;
        let (old, new) = (Clinic::listed(&admin, "old_quay").await.id, Clinic::listed(&admin, "new_quay").await.id);
        let other = Clinic::listed(&admin, "other_quay").await.id;
        changes(&admin, &new, json!({"predecessor_id": old})).await.with(200);
        let (staff, path) = (Browser::at_a_browser(&site, &admin.email).await, form_of(&admin, &new).await);
        let offers = |form: &str, clinic: &str| form.contains(&format!("<option value=\"{clinic}\""));
        let form = opens(&site, &staff, &path).await;
        assert!(offers(&form, &other) && !offers(&form, &new), "no clinic goes on from itself: {form}");
        lists_many(&site, &admin, 500).await;
        let form = opens(&site, &staff, &path).await;
        assert!(!offers(&form, &other), "the list is too short for it");
        assert!(form.contains(&format!("<option value=\"{old}\" selected")), "{form}");
        // Whoever may not say so is not asked.
        assert!(opens(&site, &staff, "/clinics/new").await.contains("name=\"predecessor_id\""));
        let member = Stranger::of(&site, "member").await;
        let member = Browser::at_a_browser(&site, &member.email).await;
        assert!(!opens(&site, &member, "/clinics/new").await.contains("name=\"predecessor_id\""));
    }
);

on_both!(
    async fn the_form_reads_prices_as_the_language_writes_them_and_names_each_group_of_boxes(site) {
        let admin = Admin::of(&site, "admin").await;
        let desk = Stranger::of(&site, "desk").await;
        let clinic = Clinic::listed(&admin, "bosporus").await;
        clinic.claimed_by(&site, &desk).await;
        let (clerk, path) = (Browser::at_a_browser(&site, &desk.email).await, form_of(&desk, &clinic.id).await);
        let sends = async |from: &str, more: &[(&str, &str)]| {
            let version = desk.get(&format!("/clinics/{}", clinic.id)).await.with(200)["version"].to_string();
            let mut fields = vec![("_csrf", clerk.csrf.as_str()), ("version", &version), ("offers.fue.from", from)];
            fields.extend([("offers.fue.currency", "KWD"), ("offers.fue.on", "2026-02-01"), ("treatments[]", "fue")]);
            fields.extend(more);
            let request = site.client().post(site.url(&path)).header("Origin", &site.address);
            request.header("Cookie", &clerk.cookie).form(&fields).send().await.unwrap()
        };
        assert_eq!(sends("2,500", &[("offers.fue.by[]", "technician")]).await.status(), 303);
        let told = desk.get(&format!("/clinics/{}", clinic.id)).await.with(200);
        assert_eq!(told["offers"][0]["price"]["from"], 2_500_000, "two and a half thousand, not two and a half");
        let form = opens(&site, &clerk, &path).await;
        assert!(form.contains("name=\"offers.fue.from\" type=\"text\" value=\"2500\""), "{form}");
        assert!(form.contains("<legend>Performed by</legend>"), "{form}");
        for (from, more, field) in [
            ("2500,5", ("treatments[]", "fut"), "f-offers-fue-from"),
            ("2500", ("treatments[]", "magic"), "f-treatments"),
            ("2500", ("offers.fue.by[]", "cook"), "f-offers-fue-by"),
        ] {
            let refused = sends(from, &[more]).await;
            assert_eq!(refused.status(), 422, "{field}");
            let page = refused.text().await.unwrap();
            for part in [format!("href=\"#{field}\""), format!("id=\"{field}\""), format!("id=\"{field}-error\"")] {
                assert!(page.contains(&part), "{part}: {page}");
            }
        }
    }
);

on_both!(
    async fn every_wrong_price_is_named_by_its_treatment_where_it_stands_and_nothing_typed_is_lost(site) {
        let admin = Admin::of(&site, "admin").await;
        let desk = Stranger::of(&site, "desk").await;
        let clinic = Clinic::listed(&admin, "bosporus").await;
        clinic.claimed_by(&site, &desk).await;
        let (clerk, path) = (Browser::at_a_browser(&site, &desk.email).await, form_of(&desk, &clinic.id).await);
        let version = desk.get(&format!("/clinics/{}", clinic.id)).await.with(200)["version"].to_string();
        let fields = [
            ("_csrf", clerk.csrf.as_str()), ("version", &version), ("treatments[]", "fue"), ("staff.nurses", "some"),
            // All of these cannot be read, or are missing.
            ("offers.fue.from", "about 2000"), ("offers.fue.to", "more"), ("offers.fue.currency", ""),
            ("offers.fue.on", "lately"),
            // This can be read: the rules have something to say of it.
            ("offers.fut.from", "2000"), ("offers.fut.to", "1000"), ("offers.fut.currency", "XYZ"),
            ("offers.fut.on", "2031-01-01"),
        ];
        let request = site.client().post(site.url(&path)).header("Origin", &site.address);
        let refused = request.header("Cookie", &clerk.cookie).form(&fields).send().await.unwrap();
        assert_eq!(refused.status(), 422);
        let page = refused.text().await.unwrap();
        let (_, below) = page.split_once("id=\"errors-heading\"").expect("a summary");
        let (summary, form) = below.split_once("</ul>").expect("a list of problems");
        let mut before = 0;
        for (field, said) in [
            ("offers-fue-from", "Follicular unit excision (FUE), From: This is not written"),
            ("offers-fue-to", "Follicular unit excision (FUE), To: This is not written"),
            ("offers-fue-currency", "Follicular unit excision (FUE), Currency: This is needed"),
            ("offers-fue-on", "Follicular unit excision (FUE), Price as of: This is not written"),
            ("offers-fut-from", "this has a price but is not ticked"),
            ("offers-fut-to", ", To: This lies outside"),
            ("offers-fut-currency", ", Currency: This is not one of the choices"),
            ("offers-fut-on", ", Price as of: This lies outside"),
            ("staff-nurses", "Nurses: This is not written"),
        ] {
            let link = format!("href=\"#f-{field}\"");
            let place = summary.find(&link).unwrap_or_else(|| panic!("no {link}: {summary}"));
            assert!(place > before, "{field} stands in the order of the form: {summary}");
            before = place;
            assert!(summary.contains(said), "{said}: {summary}");
            assert!(form.contains(&format!("id=\"f-{field}-error\"")), "{field}: {form}");
        }
        for (_, typed) in &fields[3..] {
            assert!(typed.is_empty() || form.contains(&format!("value=\"{typed}\"")), "{typed} is lost: {form}");
        }
        let body = json!({"offers": [
            {"treatment": "fue", "price": {"from": 1, "to": "two", "currency": "EUR", "on": "2026-02-01"}},
            {"treatment": "fut", "price": {"from": 1, "to": 2, "currency": "EUR", "on": "lately"}},
        ]});
        let problem = changes(&desk, &clinic.id, body).await.refused(422, "invalid");
        let told: Vec<_> = problem["errors"].as_array().unwrap().iter().map(|one| one["pointer"].clone()).collect();
        assert_eq!(told, ["/offers/0/price/to", "/offers/1/price/on"]);
    }
);

on_both!(
    async fn what_was_left_empty_is_said_to_be_missing(site) {
        let member = Stranger::of(&site, "member").await;
        let member = Browser::at_a_browser(&site, &member.email).await;
        let fields = [("_csrf", member.csrf.as_str()), ("name", " "), ("kind", "physician")];
        let request = site.client().post(site.url("/physicians/new")).header("Origin", &site.address);
        let refused = request.header("Cookie", &member.cookie).form(&fields).send().await.unwrap();
        assert_eq!(refused.status(), 422);
        let page = refused.text().await.unwrap();
        assert!(page.contains("This is needed and was left empty.") && !page.contains("shorter than"), "{page}");
    }
);
