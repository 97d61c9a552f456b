//! The coalition through the front door, on both databases: the whole story, every refusal, and what must not leak.

mod agreement;
mod appeals;
mod asking;
mod blind;
mod comments;
mod computed;
mod costs;
mod empty_seat;
mod expiry;
mod filing;
mod goes_on;
mod lasting;
mod leaving;
mod member_pages;
mod members;
mod notes;
mod offered;
mod pages;
mod panels;
mod recusal;
mod refusals;
mod register;
mod results;
mod rounds;
mod said;
mod seated;
mod since;
mod story;
mod told;
mod turns;
mod votes;
mod waiting;
mod walk;
mod watch;

use crate::support::answer::Answer;
use crate::support::app::TestSite;
use crate::support::letters::link_in;
use crate::support::make::Clinic;
use crate::support::people::{Admin, Person, send};
use crate::support::scene::Scene;
use candor::accounts::Role;
use candor::db::schema::idempotent_answers::dsl;
use diesel::prelude::*;
use serde_json::{Value, json};

pub const CRITERIA: [&str; 8] = ["K1", "K2", "K3", "K4", "K5", "K6", "K7", "K8"];
const GATES: [&str; 8] = ["G4", "G5", "G6", "G9", "G1", "G2", "G3", "G7"];
/// Long enough for a score.
pub const REASON: &str = "Case sets 2, 5 and 9 show what the anchor asks for.";
/// Three sheets that agree well: medians 4, 4, 3, 5, 4, 3, 4, 3.
pub const AGREED: [[u8; 8]; 3] = [[5, 4, 3, 5, 5, 3, 4, 1]; 3];

/// Whoever takes part in most stories.
pub struct Cast {
    pub admin: Admin,
    pub applicant: Person,
    pub officer: Person,
    pub reviewers: Vec<Person>,
    pub board: Vec<Person>,
    pub stranger: Person,
    pub physician: String,
    pub clinic: Clinic,
}

/// Everybody is there.
pub const GATHERED: Scene =
    Scene { name: "gathered", before: None, play: |site| Box::pin(async move { Cast::of(site).await.told(None) }) };

/// An application whose panel may score.
pub const SCORING: Scene = Scene {
    name: "scoring",
    before: Some(&GATHERED),
    play: |site| {
        Box::pin(async move {
            let cast = Cast::there(site);
            let id = cast.scoring(site).await;
            cast.told(Some(&id))
        })
    },
};

/// An application that the public may comment on.
pub const COMMENTED: Scene = Scene {
    name: "commented",
    before: Some(&SCORING),
    play: |site| {
        Box::pin(async move {
            let (cast, id) = Cast::with_application(site);
            cast.score(&id).await;
            cast.told(Some(&id))
        })
    },
};

/// A coalition member on probation.
pub const ADMITTED: Scene = Scene {
    name: "admitted",
    before: Some(&COMMENTED),
    play: |site| {
        Box::pin(async move {
            let (cast, id) = Cast::with_application(site);
            cast.admit(site, &id).await;
            cast.told(Some(&id))
        })
    },
};

impl Cast {
    /// Who is there on a site that begins with a scene.
    pub fn there(site: &TestSite) -> Self {
        let (told, text) = (&site.told, |value: &Value| value.as_str().expect("a text").to_owned());
        let known = |name: &str| Person::known(site, &told[name]);
        let all =
            |name: &str| told[name].as_array().expect("people").iter().map(|one| Person::known(site, one)).collect();
        Self {
            admin: Admin(known("admin")),
            applicant: known("applicant"),
            officer: known("officer"),
            reviewers: all("reviewers"),
            board: all("board"),
            stranger: known("stranger"),
            physician: text(&told["physician"]),
            clinic: Clinic { id: text(&told["clinic"]["id"]), email: text(&told["clinic"]["email"]) },
        }
    }

    /// The same, and the application of the scene.
    pub fn with_application(site: &TestSite) -> (Self, String) {
        (Self::there(site), site.told["application"].as_str().expect("an application").to_owned())
    }

    fn told(&self, application: Option<&str>) -> Value {
        let all = |people: &[Person]| people.iter().map(Person::told).collect::<Value>();
        json!({
            "admin": self.admin.told(),
            "applicant": self.applicant.told(),
            "officer": self.officer.told(),
            "reviewers": all(&self.reviewers),
            "board": all(&self.board),
            "stranger": self.stranger.told(),
            "physician": self.physician,
            "clinic": {"id": self.clinic.id, "email": self.clinic.email},
            "application": application,
        })
    }

    pub async fn of(site: &TestSite) -> Self {
        let admin = Admin::of(site, "admin").await;
        let clinic = Clinic::listed(&admin, "bosporus").await;
        let new = json!({"name": "Dr. Ayla North", "clinic_ids": [clinic.id]});
        let physician = admin.post("/physicians", new).await.with(201)["id"].as_str().unwrap().to_owned();
        let applicant = Person::with_roles(site, "ayla", &[]).await;
        let officer = Person::with_roles(site, "officer_gate", &[Role::CredentialingOfficer]).await;
        let evidence = json!({"evidence": "My name is on the clinic's page, and its desk will confirm it."});
        let claim = applicant.post(&format!("/physicians/{physician}/claims"), evidence).await.with(201);
        let decision = format!("/claims/{}/decisions", claim["id"].as_str().unwrap());
        officer.post(&decision, json!({"outcome": "approved", "reason": "The desk confirmed it."})).await.ok();
        let mut cast = Self {
            reviewers: Vec::new(),
            board: Vec::new(),
            stranger: Person::with_roles(site, "stranger", &[]).await,
            admin,
            applicant,
            officer,
            physician,
            clinic,
        };
        for number in 1..=4 {
            cast.reviewers.push(Person::with_roles(site, &format!("reviewer_{number}"), &[Role::Reviewer]).await);
        }
        for number in 1..=7 {
            cast.board.push(Person::with_roles(site, &format!("board_{number}"), &[Role::Board]).await);
        }
        cast
    }

    pub fn form() -> Value {
        let person = |kind: &str, number: usize| json!({"name": format!("{kind} {number}"), "email": format!("{kind}{number}@references.example")});
        json!({
            "licences": [{"country": "TR", "authority": "Ministry", "number": "TR-1234", "expires_on": "2027-03-31"}],
            "practice": "Dr. Ayla North treats one patient a day at Clinic bosporus; 14 years.",
            "cases": [{"set": 1, "grafts": 2600, "note": "Seen by Ayla North; write to ayla@north.example."}],
            "peers": [person("peer", 1), person("peer", 2)],
            "patients": (1..=52).map(|number| person("patient", number)).collect::<Vec<_>>(),
            "agreements": {"free_posting": true, "impromptu_inspection": true, "clocks": true, "dues": true},
        })
    }

    /// A whole application that was handed in; answers its id.
    pub async fn handed_in(&self) -> String {
        let started = self.applicant.post("/applications", json!({"physician_id": self.physician})).await.with(201);
        let id = started["id"].as_str().unwrap().to_owned();
        assert_eq!(self.saves(&format!("/applications/{id}"), Self::form()).await.with(200)["gaps"], json!([]));
        let handed = self.applicant.post(&format!("/applications/{id}/submission"), json!({})).await.with(201);
        assert_eq!(handed["state"], "gate_check");
        id
    }

    /// The applicant saves sections of the form, whatever version it has.
    pub async fn saves(&self, path: &str, sections: Value) -> Answer {
        let request = self.applicant.request(reqwest::Method::PATCH, path).header("If-Match", "*");
        send(request.json(&sections)).await
    }

    pub async fn passes(&self, id: &str, gate: &str) -> Value {
        let yes = json!({"answer": "yes", "source_url": "https://registry.example/1", "checked_on": "2026-03-01"});
        self.officer.put(&format!("/applications/{id}/gates/{gate}"), yes).await.with(200)
    }

    /// Everything but the references is passed.
    pub async fn verified(&self) -> String {
        let id = self.handed_in().await;
        let mut state = Value::Null;
        for gate in GATES {
            state = self.passes(&id, gate).await["state"].clone();
        }
        assert_eq!(state, "references");
        id
    }

    /// Seven of those asked answer by the link in their letter.
    pub async fn answered(&self, site: &TestSite, id: &str) {
        for (number, letter) in self.asked(site).await.into_iter().enumerate() {
            let token = link_in(&letter, "/reference-links/");
            let path = format!("/api/v1/reference-links/{token}/answers");
            let answer = json!({"consent": true, "text": "I would choose Ayla North again."});
            let sent =
                site.client().post(site.url(&path)).header("Idempotency-Key", format!("answer-{number}")).json(&answer);
            let said = sent.send().await.unwrap();
            assert_eq!(
                (said.status().as_u16(), said.headers()["location"].to_str().unwrap()),
                (201, path.trim_end_matches("/answers")),
                "{number}"
            );
            let kept = site.app.read(|reader| Ok(dsl::idempotent_answers.select(dsl::location).load(reader.conn)?));
            let kept: Vec<Option<String>> = kept.await.unwrap();
            assert!(!format!("{kept:?}").contains(&token), "the link's token is kept nowhere: {kept:?}");
        }
        let yes = json!({"answer": "yes"});
        let passed = self.officer.put(&format!("/applications/{id}/gates/G8"), yes).await.with(200);
        assert_eq!(passed["references"]["patients_answered"], 10);
    }

    /// The letters to the peers and patients who were asked.
    pub async fn asked(&self, site: &TestSite) -> Vec<crate::support::smtp::ReceivedLetter> {
        let letters = site.all_letters().await.into_iter();
        letters.filter(|letter| letter.text().contains("/reference-links/")).collect()
    }

    pub fn panel(&self) -> Value {
        json!({"reviewers": [
            {"account_id": self.reviewers[0].id, "seat": "patient"},
            {"account_id": self.reviewers[1].id, "seat": "coalition_member"},
            {"account_id": self.reviewers[2].id, "seat": "lay"},
        ]})
    }

    /// An application whose panel may score.
    pub async fn scoring(&self, site: &TestSite) -> String {
        let id = self.verified().await;
        self.answered(site, &id).await;
        let seated = self.officer.put(&format!("/applications/{id}/panel"), self.panel()).await.with(200);
        assert_eq!(seated["state"], "scoring");
        id
    }

    pub async fn scores(&self, id: &str, reviewer: usize, sheet: [u8; 8]) {
        for (criterion, score) in CRITERIA.iter().zip(sheet) {
            let body = json!({"score": score, "reason": REASON});
            self.reviewers[reviewer].put(&format!("/applications/{id}/scores/{criterion}"), body).await.with(200);
        }
    }

    pub async fn locks(&self, id: &str, reviewer: usize) -> Value {
        self.reviewers[reviewer].post(&format!("/applications/{id}/score-lock"), json!({})).await.with(201)
    }

    /// An application that the public may comment on.
    pub async fn commented(&self, site: &TestSite) -> String {
        let id = self.scoring(site).await;
        self.score(&id).await;
        id
    }

    /// Three reviewers score, and agree.
    async fn score(&self, id: &str) {
        for (reviewer, sheet) in AGREED.into_iter().enumerate() {
            self.scores(id, reviewer, sheet).await;
            self.locks(id, reviewer).await;
        }
    }

    /// A coalition member on probation, by the shortest way.
    pub async fn admitted(&self, site: &TestSite) -> String {
        let id = self.commented(site).await;
        self.admit(site, &id).await;
        id
    }

    /// The comments end, the board votes and decides, and it is published.
    async fn admit(&self, site: &TestSite, id: &str) {
        site.advance("P41D").await;
        for member in &self.board[..5] {
            member.put(&format!("/applications/{id}/vote"), json!({"vote": "yes"})).await.with(200);
        }
        site.advance("P11D").await;
        let decided =
            self.board[0].post(&format!("/applications/{id}/decision"), json!({"reasons": "As scored."})).await;
        assert_eq!(decided.with(201)["state"], "admitted");
        site.advance("P10D").await;
    }

    /// Somebody whose review of the applicant an officer has proved by a document.
    pub async fn proved_patient(&self, site: &TestSite, name: &str) -> Person {
        let patient = Person::with_roles(site, name, &[]).await;
        let review = crate::reviews::review(&self.physician);
        let review = crate::reviews::id(&patient.post("/reviews", review).await.with(201));
        crate::reviews::adds_document(&patient, &review, "invoice.pdf", crate::reviews::PDF).await.with(201);
        self.decides_proof(site, &review, 2).await;
        patient
    }

    /// An officer decides what the first document of a review proves.
    pub async fn decides_proof(&self, site: &TestSite, review: &str, level: u8) {
        let officer = Person::with_roles(site, &format!("proofs_of_{level}"), &[Role::CaseOfficer]).await;
        let decision = json!({"level": level, "reason": "Clinic, month and procedure can be read."});
        officer.post(&format!("/reviews/{review}/proofs/1/decisions"), decision).await.with(201);
    }

    /// The board votes on what is proposed, each for themselves: so many yes, the next so many no.
    pub async fn votes(&self, (yes, no): (usize, usize)) {
        for (place, one) in self.board.iter().take(yes + no).enumerate() {
            let vote = json!({"vote": if place < yes { "yes" } else { "no" }});
            one.put(&format!("{}/measures/vote", self.member()), vote).await.with(200);
        }
    }

    /// The vote on what is proposed is closed.
    pub async fn closes(&self) -> Answer {
        self.board[0].post(&format!("{}/measures/decision", self.member()), json!({})).await
    }

    /// A measure is put to the vote, voted on, and taken.
    pub async fn takes(&self, measure: Value, votes: (usize, usize)) -> Value {
        self.board[0].post(&format!("{}/measures", self.member()), measure).await.with(201);
        self.votes(votes).await;
        self.closes().await.with(201)
    }

    /// Three who had no part in a measure hear the appeal against it, and agree.
    pub async fn hears(&self, outcome: &str, reasons: &str) -> Value {
        let path = format!("{}/appeal-decisions", self.member());
        let voice = json!({"outcome": outcome, "reasons": reasons});
        for one in &self.reviewers[..2] {
            assert_eq!(one.post(&path, voice.clone()).await.with(201)["under_appeal"], true);
        }
        self.officer.post(&path, voice).await.with(201)
    }

    pub fn member(&self) -> String {
        format!("/coalition/members/{}", self.physician)
    }
}

/// Reads an API path as a guest.
pub async fn guest(site: &TestSite, path: &str) -> Answer {
    send(site.client().get(site.url(&format!("/api/v1{path}")))).await
}
