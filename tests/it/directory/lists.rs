//! The list of physicians: in which order, and by what it is searched.

use crate::on_both;
use crate::support::answer::Answer;
use crate::support::app::TestSite;
use crate::support::people::{Admin, send};
use candor::directory::figures::{self, CoalitionStanding, LastInspection, NewestReview, Rating, ReviewCounts, names};
use candor::directory::{PhysicianId, Subject};
use serde_json::{Value, json};

/// A physician's name, and of the figures the lower bound (none: no number), the counted reviews and the standing.
type Listed = (&'static str, Option<f64>, i64, &'static str);

const ALL: [Listed; 7] = [
    ("Dr. Ada Lind", None, 0, "none"),
    ("Dr. Bela Orr", Some(3.8123), 12, "none"),
    ("Dr. Cleo Fenn", Some(4.4001), 7, "active"),
    ("Dr. Dana Ruiz", Some(3.8123), 40, "probation"),
    ("Dr. Emil Voss", None, 4, "active"),
    ("Dr. Fara Quist", Some(2.1), 12, "suspended"),
    ("Dr. Gert Moll", Some(3.8124), 5, "none"),
];

/// Lists everybody; whoever stands at an even place works in Ümraniye, the others in Graz.
async fn list(site: &TestSite) {
    let admin = Admin::of(site, "admin").await;
    let clinic = |name: &str, country: &str, city: &str| {
        json!({"name": name, "country": country, "city": city, "time_zone": "Europe/Vienna", "kind": "single_specialty",
               "treatments": if country == "AT" { json!(["fue"]) } else { json!([]) },
               "email": format!("{}@clinics.example", country.to_lowercase())})
    };
    let mut places = Vec::new();
    for (name, country, city) in [("North", "TR", "Ümraniye"), ("South", "AT", "Graz")] {
        places.push(admin.post("/clinics", clinic(name, country, city)).await.with(201)["id"].clone());
    }
    for (number, (name, bound, counted, standing)) in ALL.into_iter().enumerate() {
        let (language, specialty) = [("de", "dermatology"), ("pt-BR", "plastic_surgery")][number % 2];
        let new = json!({
            "name": name, "clinic_ids": [places[number % 2]], "languages": [language], "specialties": [specialty],
        });
        let id = admin.post("/physicians", new).await.with(201)["id"].as_str().unwrap().parse().unwrap();
        let (subject, shown) = (Subject::Physician(id), bound.is_some());
        let wrote = site.app.write(move |tx| {
            let rating = Rating { shown, lower_bound: bound, score: bound, counted, ..Rating::default() };
            figures::set(tx, &subject, names::RATING, &rating)?;
            let standing = CoalitionStanding { state: standing.to_owned(), ..CoalitionStanding::default() };
            figures::set(tx, &subject, names::STANDING, &standing)
        });
        wrote.await.unwrap();
    }
}

async fn asks(site: &TestSite, query: &str) -> Answer {
    send(site.client().get(site.url(&format!("/api/v1/physicians{query}")))).await
}

/// The first letters of the given names, in the order of the list.
fn letters(listed: &Value) -> String {
    let items = listed["items"].as_array().unwrap();
    items.iter().map(|one| one["name"].as_str().unwrap().chars().nth(4).unwrap()).collect()
}

/// Every page of two, forwards and back again.
async fn walks(site: &TestSite, query: &str) -> String {
    let sign = if query.is_empty() { '?' } else { '&' };
    let page = async |cursor: &str| asks(site, &format!("{query}{sign}limit=2{cursor}")).await.with(200);
    let (mut all, mut pages) = (String::new(), vec![page("").await]);
    loop {
        let last = pages.last().unwrap();
        all.push_str(&letters(last));
        let Some(next) = last["next"].as_str() else { break };
        let next = page(&format!("&cursor={next}")).await;
        pages.push(next);
    }
    let mut back = pages.last().unwrap().clone();
    for page_before in pages.iter().rev().skip(1) {
        back = page(&format!("&cursor={}", back["prev"].as_str().unwrap())).await;
        assert_eq!(letters(&back), letters(page_before), "{query}");
    }
    all
}

on_both!(
    async fn physicians_are_listed_by_what_is_sure_by_name_or_by_reviews(site) {
        list(&site).await;
        for (query, order) in [
            ("", "CGBDFAE"),
            ("?sort=rating", "CGBDFAE"),
            ("?sort=name", "ABCDEFG"),
            ("?sort=reviews", "DBFCGEA"),
            ("?sort=name&standing=active", "CE"),
            ("?standing=none", "GBA"),
            ("?standing=deceased", ""),
            ("?min_lower_bound=3.8123", "CGBD"),
            ("?min_lower_bound=3.81235", "CG"),
            ("?min_lower_bound=5", ""),
            ("?place=graz", "BDF"),
            ("?place=mraniy", "CGAE"),
            ("?place=%C3%BCMRAN", "CGAE"),
            ("?place=nowhere", ""),
            ("?q=graz", "BDF"),
            ("?q=Dr.%20Graz", "BDF"),
            ("?q=raz", ""),
            ("?q=nowhere", ""),
            ("?sort=name&language=de", "ACEG"),
            ("?sort=name&language=DE", "ACEG"),
            ("?sort=name&language=pt-br", "BDF"),
            ("?sort=name&specialty=Plastic_Surgery", "BDF"),
            ("?sort=name&treatment=FUE", "BDF"),
            ("?sort=name&treatment=fue", "BDF"),
            ("?sort=name&treatment=fu", ""),
            ("?place=graz&min_lower_bound=3&sort=reviews&q=dr", "DB"),
        ] {
            assert_eq!(walks(&site, query).await, order, "{query}");
        }
        for (query, pointer, code) in [
            ("?sort=best", "?sort", "not_allowed_here"),
            ("?standing=friend", "?standing", "not_allowed_here"),
            ("?min_lower_bound=5.5", "?min_lower_bound", "out_of_range"),
        ] {
            asks(&site, query).await.wrong(pointer, code);
        }
        let next = asks(&site, "?limit=2").await.with(200)["next"].as_str().unwrap().to_owned();
        asks(&site, &format!("?sort=name&cursor={next}")).await.wrong("?cursor", "bad_cursor");
        site.is_whole().await;
    }
);

on_both!(
    async fn the_page_is_searched_and_ordered_without_a_script(site) {
        list(&site).await;
        let reads = async |query: &str| site.get(&format!("/physicians{query}")).await.text().await.unwrap();
        let all = reads("").await;
        let place = |text: &str, name: &str| text.find(name).unwrap_or_else(|| panic!("{name} in {text}"));
        assert!(place(&all, "Cleo Fenn") < place(&all, "Gert Moll") && place(&all, "Fara Quist") < place(&all, "Ada Lind"));
        assert!(all.contains("4.40 of 5") && all.contains("sure of at least 4.40") && all.contains("name=\"min_lower_bound\""), "{all}");
        // A form sends what was left empty too.
        let found = reads("?q=&place=graz&country=&standing=&min_lower_bound=&sort=name").await;
        assert!(place(&found, "Bela Orr") < place(&found, "Dana Ruiz") && !found.contains("Cleo Fenn"), "{found}");
        assert!(found.contains("value=\"graz\"") && found.contains("value=\"name\" selected"), "{found}");
        let none = reads("?min_lower_bound=4.9").await;
        assert!(none.contains("Nobody fits this search") && none.contains("fewer than five counted reviews"), "{none}");
        site.is_whole().await;
    }
);

on_both!(
    async fn a_profile_without_reviews_says_by_which_formula_and_of_which_day(site) {
        let admin = Admin::of(&site, "admin").await;
        let listed = admin.post("/physicians", json!({"name": "Dr. Ada Lind"})).await.with(201);
        let empty = json!({
            "shown": false, "score": null, "lower_bound": null, "choose_again": null, "choose_again_lower": null,
            "counted": 0, "sum_w": null, "n_eff": null, "histogram": {"1": 0, "2": 0, "3": 0, "4": 0, "5": 0},
            "formula": "rating-v1", "as_of": "2026-03-02",
        });
        assert_eq!(listed["rating"], empty);
        let id = listed["id"].as_str().unwrap();
        assert_eq!(asks(&site, &format!("/{id}")).await.with(200)["rating"], empty);
        assert_eq!(asks(&site, "").await.with(200)["items"][0]["rating"], empty);
        assert_eq!(asks(&site, &format!("/{id}/reviews")).await.with(200)["rating"], empty);
        site.advance("P1D").await;
        assert_eq!(asks(&site, &format!("/{id}")).await.with(200)["rating"]["as_of"], "2026-03-03");
    }
);

const CLINICS: [(&str, &str, Option<f64>, i64); 4] = [
    ("Alder Clinic", "Graz", None, 0),
    ("Birch Clinic", "Ümraniye", Some(3.8123), 12),
    ("Cedar Clinic", "Graz", Some(4.4001), 7),
    ("Dogwood Clinic", "Wels", Some(3.8124), 40),
];

/// Lists the clinics, with the figures that reviews write.
async fn list_clinics(site: &TestSite) {
    let admin = Admin::of(site, "admin").await;
    for (name, city, bound, counted) in CLINICS {
        let email = format!("{}@clinics.example", name.replace(' ', ".").to_lowercase());
        let new = json!({"name": name, "country": "AT", "city": city, "time_zone": "Europe/Vienna", "kind": "academic",
                         "email": email, "treatments": ["fue"]});
        let id = admin.post("/clinics", new).await.with(201)["id"].as_str().unwrap().parse().unwrap();
        let (subject, shown) = (Subject::Clinic(id), bound.is_some());
        let wrote = site.app.write(move |tx| {
            let rating = Rating { shown, lower_bound: bound, score: bound, counted, ..Rating::default() };
            figures::set(tx, &subject, names::RATING, &rating)
        });
        wrote.await.unwrap();
    }
}

on_both!(
    async fn clinics_are_searched_and_ordered_as_physicians_are(site) {
        list_clinics(&site).await;
        let asks = async |query: &str| send(site.client().get(site.url(&format!("/api/v1/clinics{query}")))).await;
        let letters = |listed: &Value| -> String {
            listed["items"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap().chars().next().unwrap()).collect()
        };
        for (query, order) in [
            ("", "CDBA"),
            ("?sort=rating", "CDBA"),
            ("?sort=name", "ABCD"),
            ("?sort=reviews", "DBCA"),
            ("?min_lower_bound=3.8124", "CD"),
            ("?place=graz", "CA"),
            ("?place=%C3%BCMRAN&treatment=FUE", "B"),
            ("?place=nowhere", ""),
            ("?q=GRAZ", "CA"),
            ("?q=raz", ""),
            ("?sort=name&place=graz&min_lower_bound=4&q=clinic", "C"),
        ] {
            assert_eq!(letters(&asks(query).await.with(200)), order, "{query}");
        }
        for sort in ["rating", "name", "reviews"] {
            let whole = letters(&asks(&format!("?sort={sort}")).await.with(200));
            let first = asks(&format!("?sort={sort}&limit=2")).await.with(200);
            let then = asks(&format!("?sort={sort}&limit=2&cursor={}", first["next"].as_str().unwrap())).await.with(200);
            assert_eq!(letters(&first) + &letters(&then), whole, "{sort}");
            let back = asks(&format!("?sort={sort}&limit=2&cursor={}", then["prev"].as_str().unwrap())).await.with(200);
            assert_eq!(letters(&back), letters(&first), "{sort}");
        }
        asks("?sort=best").await.wrong("?sort", "not_allowed_here");
        asks("?min_lower_bound=0.5").await.wrong("?min_lower_bound", "out_of_range");
        let next = asks("?limit=2").await.with(200)["next"].as_str().unwrap().to_owned();
        asks(&format!("?sort=name&cursor={next}")).await.wrong("?cursor", "bad_cursor");

        // A form sends what was left empty too.
        let page = site.get("/clinics?q=&place=graz&country=&treatment=&min_lower_bound=&sort=name").await.text().await.unwrap();
        let place = |name: &str| page.find(name).unwrap_or_else(|| panic!("{name} in {page}"));
        assert!(place("Alder Clinic") < place("Cedar Clinic") && !page.contains("Dogwood"), "{page}");
        assert!(page.contains("sure of at least 4.40") && page.contains("value=\"name\" selected"), "{page}");
        site.is_whole().await;
    }
);

on_both!(
    async fn whoever_is_listed_by_a_standing_has_it_at_this_instant(site) {
        list(&site).await;
        let (now, later) = (site.now(), site.now().plus(chrono::Duration::minutes(1)));
        let all = asks(&site, "?sort=name").await.with(200);
        // C and D lapse now, F a minute later; no timer runs for any of them.
        for (number, end) in [(2, now), (3, now), (5, later)] {
            let physician: PhysicianId = all["items"][number]["id"].as_str().unwrap().parse().unwrap();
            let wrote = site.app.write(move |tx| {
                let standing = CoalitionStanding { state: ALL[number].3.to_owned(), ..CoalitionStanding::default() };
                let then = figures::Then { at: end, state: "lapsed".to_owned(), state_since: "2026-03-02".to_owned() };
                figures::stand(tx, &physician, standing, Some(then))
            });
            wrote.await.unwrap();
        }
        let are_listed = async |standing: &str, expected: &str| {
            let query = format!("?sort=name&standing={standing}");
            assert_eq!(walks(&site, &query).await, expected, "{standing}");
            let file = send(site.client().get(site.url(&format!("/api/v1/physicians.csv{query}")))).await.text;
            let named = ALL.iter().filter(|(name, ..)| file.contains(name));
            let named: String = named.map(|(name, ..)| name.chars().nth(4).unwrap()).collect();
            assert_eq!(named, expected, "{standing}: {file}");
        };
        for (standing, expected) in [("active", "E"), ("probation", ""), ("suspended", "F"), ("lapsed", "CD")] {
            are_listed(standing, expected).await;
        }
        let page = asks(&site, "?sort=name&standing=active&limit=1").await.with(200);
        assert_eq!((letters(&page).as_str(), &page["next"]), ("E", &Value::Null), "a page is full before there is another");
        site.app.site().clock.advance_to(later);
        for (standing, expected) in [("active", "E"), ("suspended", ""), ("lapsed", "CDF")] {
            are_listed(standing, expected).await;
        }
    }
);

on_both!(
    async fn lists_are_files_too(site) {
        list_clinics(&site).await;
        let file = send(site.client().get(site.url("/api/v1/clinics.csv?place=graz&sort=name"))).await;
        assert_eq!(file.status, 200);
        assert!(file.header("content-type").starts_with("text/csv"), "{}", file.header("content-type"));
        let tag = file.header("etag").to_owned();
        let again = site.client().get(site.url("/api/v1/clinics.csv?place=graz&sort=name")).header("If-None-Match", tag);
        assert_eq!(again.send().await.unwrap().status(), 304);
        let lines: Vec<&str> = file.text.lines().collect();
        assert!(lines[0].starts_with("id,slug,name,kind,country,city,treatments,claimed,rating.score,"), "{}", lines[0]);
        let column = |line: &str, name: &str| {
            let place = lines[0].split(',').position(|known| known == name).unwrap();
            line.split(',').nth(place).unwrap().to_owned()
        };
        let names: Vec<String> = lines[1..].iter().map(|line| column(line, "name")).collect();
        assert!(names.contains(&"Alder Clinic".to_owned()) && names.is_sorted(), "{names:?}");
        let page = site.get("/clinics?q=&place=graz&sort=name").await.text().await.unwrap();
        assert!(page.contains("/api/v1/clinics.csv?place=graz&#38;sort=name"), "{page}");
        let refused = send(site.client().get(site.url("/api/v1/clinics.csv?state=proposed"))).await;
        refused.refused(403, "forbidden");
        for (path, head) in [
            ("/api/v1/physicians.csv", "id,slug,name,kind,titles,"),
            ("/api/v1/coalition/members.csv", "id,physician_id,physician,state,"),
            ("/api/v1/inspections.csv", "id,clinic_id,kind,state,visited_on,"),
        ] {
            let file = send(site.client().get(site.url(path))).await;
            assert_eq!(file.status, 200, "{path}");
            assert!(file.text.starts_with(head), "{path}: {}", file.text);
            send(site.client().get(site.url(&format!("{path}?surprise=1")))).await.wrong("?surprise", "unknown_field");
        }
    }
);

on_both!(
    async fn both_profiles_explain_the_lower_bound_and_say_where_every_review_is(site) {
        list_clinics(&site).await;
        let admin = Admin::of(&site, "second").await;
        let licence = json!({"country": "AT", "authority": "Medical Chamber", "number": "4711"});
        let id = admin.post("/physicians", json!({"name": "Dr. Ada Lind", "licences": [licence]})).await.with(201)["id"].clone();
        let physician: Subject = Subject::Physician(id.as_str().unwrap().parse().unwrap());
        let clinics = send(site.client().get(site.url("/api/v1/clinics?q=cedar"))).await.with(200);
        let clinic = Subject::Clinic(clinics["items"][0]["id"].as_str().unwrap().parse().unwrap());
        let at = site.now();
        for subject in [physician, clinic] {
            let wrote = site.app.write(move |tx| {
                let rating = Rating {
                    shown: true, lower_bound: Some(3.81), score: Some(4.27), counted: 6, choose_again: Some(0.74),
                    choose_again_lower: Some(0.53), ..Rating::default()
                };
                figures::set(tx, &subject, names::RATING, &rating)?;
                let removed_by_ground = [("spam".to_owned(), 2)].into();
                let counts = ReviewCounts { public: 9, unverified: 3, removed: 2, removed_by_ground, ..ReviewCounts::default() };
                figures::set(tx, &subject, names::COUNTS, &counts)?;
                let newest = NewestReview {
                    id: "0".repeat(32), overall: 4, procedure: "fue".to_owned(), months: 13, proof_level: 2, at,
                };
                figures::set(tx, &subject, names::NEWEST_REVIEWS, &[newest])?;
                let standing = CoalitionStanding {
                    state: "under_review".to_owned(), since: Some("2025-02-03".to_owned()),
                    state_since: Some("2026-02-20".to_owned()), licence_until: Some("2029-11-15".to_owned()),
                    ..CoalitionStanding::default()
                };
                figures::set(tx, &subject, names::STANDING, &standing)?;
                for (number, day) in [("INS-2025-000001", "2025-02-03"), ("INS-2026-000002", "2026-02-03")] {
                    let last = LastInspection {
                        id: number.to_owned(), clinic_id: "0".repeat(32), rating: "good".to_owned(),
                        overall_percent: Some(70.0), visited_on: day.to_owned(),
                    };
                    figures::set(tx, &subject, names::LAST_INSPECTION, &Some(last))?;
                }
                Ok(())
            });
            wrote.await.unwrap();
        }
        for path in ["/physicians/dr-ada-lind", "/clinics/cedar-clinic"] {
            let page = site.get(path).await.text().await.unwrap();
            for said in [
                "6 counted reviews: weighted, most would choose them again", "With 6 reviews, luck can still move it",
                "weighted like the stars, 74 %. After we allow for luck, at least 53 %.", "Why 4.27 and 3.81?",
                "In the average of 4.27", "3.81 is what remains", "not proved and not counted",
                "for: Spam", "4 of 5: Follicular unit excision (FUE)", "written at month 13", "Read the reviews (9)", "Submitted",
            ] {
                assert!(page.contains(said), "{path}: {said} in {page}");
            }
        }
        let page = site.get("/clinics/cedar-clinic").await.text().await.unwrap();
        assert!(page.contains(": reviews, complaints, inspections – Candor</title>"), "{page}");
        assert!(page.contains("<li><a href=\"/clinics?country="), "{page}");
        let page = site.get("/physicians/dr-ada-lind").await.text().await.unwrap();
        assert!(page.contains("since 20 February 2026. A review is no finding"), "{page}");
        assert!(page.contains("<td>15 November 2029</td>"), "as the coalition knows it: {page}");
        assert!(page.contains("<title>Dr. Ada Lind: reviews, complaints, inspections – Candor</title>"), "{page}");
        assert!(page.contains("/inspections/INS-2026-000002") && page.contains("/inspections/INS-2025-000001"), "{page}");
        let german = send_in(&site, "/clinics/cedar-clinic", "de").await;
        assert!(german.contains("Die neuesten") && german.contains("Bewertungen lesen (9)"), "{german}");
    }
);

/// A page in another language.
async fn send_in(site: &TestSite, path: &str, lang: &str) -> String {
    site.client().get(site.url(path)).header("Accept-Language", lang).send().await.unwrap().text().await.unwrap()
}
