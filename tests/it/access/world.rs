//! What every route needs to be called for: people, a directory, a thread, complaints.

use super::matrix::CALLERS;
use super::people::{PASSWORD, Person};
use super::requests::PDF;
use super::{coalition, inspections, moderation, reviews};
use crate::support::app::TestSite;
use crate::support::people::renewed;
use crate::support::scene::Scene;
use candor::accounts::Role;
use reqwest::multipart;
use serde::{Deserialize as _, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Everybody and everything is there.
pub const WORLD: Scene = Scene {
    name: "world",
    before: None,
    play: |site| Box::pin(async move { serde_json::to_value(World::of(site).await).expect("JSON") }),
};

/// One site's people and things.
#[derive(Clone, Serialize)]
pub struct World {
    pub people: BTreeMap<&'static str, Person>,
    /// Has an account, and no other part than to be asked about.
    pub spare: Person,
    /// The ids, slugs and tokens that routes are filled with.
    pub things: BTreeMap<&'static str, String>,
    pub panel: Value,
}

impl World {
    /// The world of a site that begins with it.
    pub fn there(site: &TestSite) -> Self {
        let person = |told: &Value| {
            let mut person = Person::deserialize(told).expect("a person");
            if !person.token.is_empty() {
                person.token = renewed(site, &person.token);
            }
            person
        };
        let (told, all) = (&site.told, |name: &str| site.told[name].as_object().expect("a map").clone());
        let word = |thing: Value| thing.as_str().expect("a text").to_owned();
        Self {
            people: all("people").into_iter().map(|(name, told)| (&*name.leak(), person(&told))).collect(),
            spare: person(&told["spare"]),
            things: all("things").into_iter().map(|(name, thing)| (&*name.leak(), word(thing))).collect(),
            panel: told["panel"].clone(),
        }
    }

    async fn of(site: &TestSite) -> Self {
        let mut people = BTreeMap::from([("guest", Person::default())]);
        for name in CALLERS.iter().filter(|name| **name != "guest") {
            // Whoever sits on the complaint's panel is a reviewer who has no seat anywhere else.
            let office = if *name == "panel" { "reviewer" } else { name };
            let role = office.parse::<Role>().ok().filter(|role| role.is_staff() || *role == Role::Mentor);
            people.insert(name, Person::with_roles(site, &format!("the_{name}"), role.as_slice()).await);
        }
        let spare = Person::with_roles(site, "the_spare", &[]).await;
        let mut world = Self { people, spare, things: BTreeMap::new(), panel: Value::Null };
        world.list(site).await;
        world.write(site).await;
        world.complain(site).await;
        world.change_roles(site).await;
        reviews::prepare(site, &mut world).await;
        inspections::prepare(site, &mut world).await;
        coalition::prepare(site, &mut world).await;
        moderation::prepare(site, &mut world).await;
        world
    }

    pub fn who(&self, name: &str) -> &Person {
        &self.people[name]
    }

    pub fn thing(&self, name: &str) -> &str {
        self.things.get(name).unwrap_or_else(|| panic!("nobody made a {name}"))
    }

    pub fn keep(&mut self, name: &'static str, made: &Value, field: &str) {
        self.things.insert(name, made[field].as_str().unwrap_or_else(|| panic!("{name}: {made}")).to_owned());
    }

    /// A clinic and its physician, for whom `clinic` answers; a proposal of each; a claim that waits.
    async fn list(&mut self, site: &TestSite) {
        let (admin, member) = (self.who("admin").clone(), self.who("member").clone());
        let clinic = admin.does(site, "POST", "/api/v1/clinics", new_clinic("Clinic North")).await;
        let physician = new_physician("Dr. Ayla North", &[clinic["id"].as_str().unwrap()]);
        let physician = admin.does(site, "POST", "/api/v1/physicians", physician).await;
        // Whoever reviews or complains is tied to whom, and does not judge them: most callers do so elsewhere.
        let other = admin.does(site, "POST", "/api/v1/clinics", new_clinic("Clinic West")).await;
        self.keep("other_clinic", &other, "id");
        self.answer_for(site, "clinic_staff", "clinics", &other).await;
        let other = new_physician("Dr. Ela West", &[other["id"].as_str().unwrap()]);
        let other = admin.does(site, "POST", "/api/v1/physicians", other).await;
        self.keep("other_physician", &other, "id");
        self.answer_for(site, "physician", "physicians", &other).await;
        let proposed = member.does(site, "POST", "/api/v1/clinics", new_clinic("Clinic South")).await;
        self.keep("proposed_clinic", &proposed, "id");
        let proposed = member.does(site, "POST", "/api/v1/physicians", new_physician("Dr. Cem South", &[])).await;
        self.keep("proposed_physician", &proposed, "id");
        for (kind, entry) in [("clinics", &clinic), ("physicians", &physician)] {
            self.answer_for(site, "clinic", kind, entry).await;
        }
        self.keep("clinic", &clinic, "id");
        self.keep("clinic_slug", &clinic, "slug");
        self.keep("physician", &physician, "id");
        self.keep("physician_slug", &physician, "slug");
        let path = format!("/api/v1/clinics/{}/claims", self.thing("proposed_clinic"));
        let claim = self.who("author").does(site, "POST", &path, evidence()).await;
        self.keep("claim", &claim, "id");
    }

    /// From now on this caller answers for this clinic or physician.
    async fn answer_for(&self, site: &TestSite, name: &str, kind: &str, entry: &Value) {
        let path = format!("/api/v1/{kind}/{}/claims", id(entry));
        let claim = self.who(name).does(site, "POST", &path, evidence()).await;
        let path = format!("/api/v1/claims/{}/decisions", id(&claim));
        let approval = json!({"outcome": "approved", "reason": "The desk confirmed it."});
        self.who("credentialing_officer").does(site, "POST", &path, approval).await;
    }

    /// A category, and in it a thread of the author's; a draft of theirs.
    async fn write(&mut self, site: &TestSite) {
        let new = json!({"name": "Before", "slug": "before"});
        let category = self.who("admin").does(site, "POST", "/api/v1/categories", new).await;
        self.keep("category", &category, "id");
        let new = json!({"category_id": category["id"], "title": "What the first week is like", "body": "Day one, in short."});
        let thread = self.who("author").does(site, "POST", "/api/v1/threads", new).await;
        self.keep("thread", &thread, "id");
        self.keep("thread_slug", &thread, "slug");
        self.keep("post", &thread["first_post"], "id");
        let new = json!({"kind": "thread", "fields": {"title": "What the second week is like", "body": "Not yet."}});
        let draft = self.who("author").does(site, "POST", "/api/v1/drafts", new).await;
        self.keep("draft", &draft, "id");
    }

    /// Three complaints of the patient's: one just filed, one with the clinic, one closed after a panel was seated.
    async fn complain(&mut self, site: &TestSite) {
        let filed = self.file(site).await;
        self.keep("filed", &filed, "id");
        let sent = self.file(site).await;
        let triage = |shown: bool| {
            let category = "graft_count_dispute";
            json!({"category": category, "severity": 2, "proof_needed": false, "private_attempt_shown": shown})
        };
        let officer = self.who("case_officer").clone();
        officer.does(site, "POST", &format!("/api/v1/complaints/{}/triage", id(&sent)), triage(false)).await;
        let closed = self.file(site).await;
        let case = format!("/api/v1/complaints/{}", id(&closed));
        officer.does(site, "POST", &format!("{case}/triage"), triage(true)).await;
        self.add_evidence(site, &case).await;
        let mut seats = vec![json!({"account_id": self.who("panel").id, "seat": "lay"})];
        for seat in ["patient", "physician"] {
            let person = Person::with_roles(site, &format!("another_{seat}"), &[Role::Reviewer]).await;
            seats.push(json!({"account_id": person.id, "seat": seat}));
        }
        self.panel = json!({"members": seats});
        self.who("board").does(site, "PUT", &format!("{case}/panel"), self.panel.clone()).await;
        let reason = json!({"reason": "We have settled it."});
        self.who("patient").does(site, "POST", &format!("{case}/withdrawal"), reason).await;
        self.keep("closed", &closed, "id");
        self.things.insert("link", link(site, "/case-links/").await);
    }

    /// One file, which can be opened ever after.
    async fn add_evidence(&self, site: &TestSite, case: &str) {
        let form = multipart::Form::new().part("file", multipart::Part::bytes(PDF.to_vec()).file_name("count.pdf"));
        let request =
            site.program().post(site.url(&format!("{case}/evidence"))).bearer_auth(&self.who("patient").token);
        let answer = request.multipart(form).send().await.unwrap();
        assert_eq!(answer.status(), 201, "{}", answer.text().await.unwrap());
    }

    async fn file(&self, site: &TestSite) -> Value {
        self.who("patient").does(site, "POST", "/api/v1/complaints", complaint(self.thing("clinic"))).await
    }

    /// A change of a role that waits for a second admin.
    async fn change_roles(&mut self, site: &TestSite) {
        let other = Person::with_roles(site, "another_admin", &[Role::Admin]).await;
        let path = format!("/api/v1/accounts/{}/roles", self.spare.id);
        let asked = json!({"role": "inspector", "reason": "She has done it before."});
        let change = other.does(site, "POST", &path, asked).await;
        self.keep("role_change", &change, "id");
        let letters = site.program().get(site.url("/dev/mail")).header("Accept", "application/json");
        let letters: Value = letters.send().await.unwrap().json().await.unwrap();
        self.keep("letter", &letters["items"][0], "id");
    }
}

/// What a claim rests on.
fn evidence() -> Value {
    json!({"evidence": "My name is on the clinic's page, and its desk will confirm it."})
}

fn id(made: &Value) -> &str {
    made["id"].as_str().unwrap()
}

/// The token of the link in the first letter with this mark.
pub async fn link(site: &TestSite, mark: &str) -> String {
    for _ in 0..200 {
        let found = site.mail.letters().iter().find_map(|letter| {
            let text = letter.text();
            let (_, rest) = text.split_once(mark)?;
            Some(rest.chars().take_while(|sign| sign.is_ascii_alphanumeric() || "-_".contains(*sign)).collect())
        });
        if let Some(token) = found {
            return token;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("no letter with a link came");
}

pub fn new_clinic(name: &str) -> Value {
    json!({
        "name": name, "country": "TR", "city": "Istanbul", "time_zone": "Europe/Istanbul", "kind": "single_specialty",
        "email": "desk@clinic.example",
    })
}

pub fn new_physician(name: &str, clinics: &[&str]) -> Value {
    json!({"name": name, "clinic_ids": clinics})
}

pub fn complaint(clinic: &str) -> Value {
    json!({
        "clinic_id": clinic,
        "procedure": "fue",
        "procedure_month": "2025-01",
        "category": "graft_count_dispute",
        "narrative": "They counted 3,000 grafts on paper; the photos of that day show about 1,800.",
        "publish_narrative": false,
        "desired_outcome": "A count that I can follow, and the difference back.",
        "private_attempt": {"made": false},
        "identity_consent": true,
    })
}

/// What signs somebody up; each name once.
pub fn sign_up(number: usize) -> Value {
    json!({
        "email": format!("newcomer_{number}@people.example"),
        "display_name": format!("newcomer {number}"),
        "password": PASSWORD,
        "consents": {"terms": true, "health_data": true, "age_18": true},
    })
}
