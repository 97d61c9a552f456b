//! What happens elsewhere reaches the coalition in the transaction of what happened: people do it, nothing is announced
//! by the test. Where a subscriber refuses what it is told, nothing of what happened is left.

use super::{ADMITTED, Cast, GATHERED, guest};
use crate::inspections::{self, Acts as _};
use crate::on_both;
use crate::reviews;
use crate::support::answer::Answer;
use crate::support::app::{Beside, TestSite};
use crate::support::make::Clinic;
use crate::support::people::{Officer, Person, Stranger, complaint_about, send};
use crate::support::rows::{Held, nothing_changed};
use candor::accounts::Role;
use candor::app::{Announcement, Site};
use candor::complaints::ComplaintStepped;
use candor::error::CONFLICT_OF_INTEREST;
use candor::inspections::{InspectionPublished, InspectionRefused};
use candor::reviews::RatingChanged;
use chrono::Duration;
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

/// A site in which somebody, told of this after everybody else, will have none of it.
fn objects<A: Announcement>(mut site: Site) -> Site {
    let others = std::mem::take(&mut site.subscribers);
    site.subscribers = others.on(|_tx, _told: &A| Err(CONFLICT_OF_INTEREST.into()));
    site
}

/// Does it where a subscriber objects: it is refused, and every row of every table is as before.
async fn is_taken_back(site: &TestSite, beside: &Beside, request: RequestBuilder, what: &str) {
    let before = Held::by(site).await;
    let answer = Answer::of(beside.send(request).await).await;
    answer.refused(403, "conflict_of_interest");
    nothing_changed(&before, &Held::by(site).await, what);
}

async fn state(site: &TestSite, cast: &Cast) -> Value {
    guest(site, &cast.member()).await.with(200)["state"].clone()
}

/// Why reviews of the membership were opened, in order.
async fn grounds(site: &TestSite, cast: &Cast) -> Vec<String> {
    let entry = guest(site, &cast.member()).await.with(200);
    let reviews = entry["decisions"].as_array().unwrap().iter().filter(|one| one["type"] == "review_opened");
    reviews.map(|one| one["word"].as_str().unwrap().to_owned()).collect()
}

async fn settles(cast: &Cast) {
    let none = json!({"measure": "no_action", "reasons": "Looked at."});
    cast.board[0].post(&format!("{}/measures", cast.member()), none).await.with(201);
}

on_both!(
    async fn the_tenth_bad_review_of_a_member_opens_a_review_of_the_membership(site after &ADMITTED) {
        let cast = Cast::there(&site);
        let beside = site.assembled(objects::<RatingChanged>).await;
        let bad = reviews::with(reviews::review(&cast.physician), "overall", 1);
        let patient = async |number: u8| Person::with_roles(&site, &format!("patient_{number}"), &[]).await;
        for number in 1..=9 {
            patient(number).await.post("/reviews", bad.clone()).await.with(201);
        }
        let profile = format!("/physicians/{}", cast.physician);
        let rating = guest(&site, &profile).await.with(200)["rating"].clone();
        assert!(rating["score"].as_f64().unwrap() < 3.0, "{rating}");
        assert_eq!((&rating["counted"], state(&site, &cast).await), (&json!(9), json!("probation")), "too few to tell");

        let tenth = patient(10).await;
        let request = tenth.request(Method::POST, "/reviews").json(&bad);
        is_taken_back(&site, &beside, request, "a review whose rating nobody could be told").await;
        assert_eq!(guest(&site, &profile).await.with(200)["rating"], rating);
        assert!(grounds(&site, &cast).await.is_empty());
        tenth.post("/reviews", bad.clone()).await.with(201);
        assert_eq!(guest(&site, &profile).await.with(200)["rating"]["counted"], 10);
        assert_eq!(state(&site, &cast).await, "under_review");
        assert_eq!(grounds(&site, &cast).await, ["rating_low"]);

        // Once a month, however many follow.
        settles(&cast).await;
        patient(11).await.post("/reviews", bad).await.with(201);
        assert_eq!((state(&site, &cast).await, grounds(&site, &cast).await.len()), (json!("probation"), 1));
        site.is_whole().await;
    }
);

on_both!(
    async fn ten_bad_reviews_open_it_even_while_their_weight_is_too_little_for_a_number(site after &ADMITTED) {
        let cast = Cast::there(&site);
        // Between six months and twelve the result is not final: ten attested reviews weigh 2.4 together.
        let month = (site.now().date() - Duration::days(270)).format("%Y-%m").to_string();
        let bad = reviews::with(reviews::review(&cast.physician), "overall", 1);
        let bad = reviews::with(bad, "procedure_month", month);
        for number in 1..=10 {
            assert!(grounds(&site, &cast).await.is_empty(), "before the tenth, at {number}");
            let patient = Person::with_roles(&site, &format!("patient_{number}"), &[]).await;
            patient.post("/reviews", bad.clone()).await.with(201);
        }
        let rating = guest(&site, &format!("/physicians/{}", cast.physician)).await.with(200)["rating"].clone();
        assert_eq!((&rating["counted"], &rating["score"]), (&json!(10), &Value::Null), "{rating}");
        assert_eq!(grounds(&site, &cast).await, ["rating_low"]);
        site.is_whole().await;
    }
);

/// Whoever inspects the member's clinic, and somebody who answers for it.
async fn inspectors(site: &TestSite, cast: &Cast) -> inspections::Cast {
    let desk = Stranger::of(site, "desk").await;
    cast.clinic.claimed_by(site, &desk).await;
    inspections::Cast {
        lead: Person::with_roles(site, "lead_orsolic", &[Role::Inspector]).await,
        second: Person::with_roles(site, "dr_second", &[Role::Inspector, Role::Physician]).await,
        reader: Person::with_roles(site, "reader_vane", &[Role::Inspector]).await,
        officer: Officer::of(site, "officer_lind").await,
        stranger: Stranger(cast.stranger.clone()),
        desk,
        admin: cast.admin.clone(),
        clinic: Clinic { id: cast.clinic.id.clone(), email: cast.clinic.email.clone() },
    }
}

/// A visit that is planned for a week from now.
async fn planned(site: &TestSite, team: &inspections::Cast) -> String {
    let mut plan = team.plan("impromptu");
    plan["visit_on"] = json!((site.now().date() + Duration::days(7)).to_string());
    reviews::id(&team.lead.post("/inspections", plan).await.with(201))
}

/// A report that only has to be published, with this score at every item.
async fn ready(site: &TestSite, team: &inspections::Cast, score: u8) -> String {
    let id = planned(site, team).await;
    let scores: Vec<(&str, Value)> = inspections::ITEMS.iter().map(|item| (*item, json!(score))).collect();
    team.scores(&id, &scores).await;
    team.lead.posts(&id, "evidence-lock", json!({})).await.with(201);
    team.drafts(&id).await;
    team.reader.posts(&id, "quality-check", json!({"passed": true})).await.with(201);
    let checked = team.desk.posts(&id, "factual-check", json!({"points": []})).await.with(201);
    assert_eq!(checked["state"], "ready");
    id
}

fn publication(team: &inspections::Cast, id: &str) -> RequestBuilder {
    team.lead.request(Method::POST, &format!("/inspections/{id}/publication")).json(&json!({}))
}

on_both!(
    async fn what_an_inspection_of_the_clinic_comes_to_concerns_the_member_who_works_there(site after &ADMITTED) {
        let cast = Cast::there(&site);
        let team = inspectors(&site, &cast).await;
        let good = ready(&site, &team, 3).await;
        let beside = site.assembled(objects::<InspectionPublished>).await;
        is_taken_back(&site, &beside, publication(&team, &good), "a report nobody could be told of").await;
        guest(&site, &format!("/inspections/{good}")).await.refused(404, "not_found");
        team.lead.posts(&good, "publication", json!({})).await.with(201);
        assert_eq!((state(&site, &cast).await, grounds(&site, &cast).await.len()), (json!("probation"), 0));

        // More than half a year later: the first inspection that a membership asks for was that one.
        site.advance("P200D").await;
        let entry = guest(&site, &cast.member()).await.with(200);
        assert_eq!((&entry["inspection_overdue"], &entry["state"]), (&json!(false), &json!("probation")), "{entry}");
        let bad = ready(&site, &team, 1).await;
        is_taken_back(&site, &beside, publication(&team, &bad), "a bad report nobody could be told of").await;
        assert!(grounds(&site, &cast).await.is_empty());
        let published = team.lead.posts(&bad, "publication", json!({})).await.with(201);
        assert_eq!(published["rating"], "inadequate");
        assert_eq!(state(&site, &cast).await, "under_review");
        assert_eq!(grounds(&site, &cast).await, ["inspection_inadequate"]);
        settles(&cast).await;

        let closed = planned(&site, &team).await;
        team.lead.posts(&closed, "refusal", json!({"reason": "Nobody opened."})).await.with(201);
        assert_eq!(state(&site, &cast).await, "probation", "it is not public yet");
        let beside = site.assembled(objects::<InspectionRefused>).await;
        is_taken_back(&site, &beside, publication(&team, &closed), "a refusal nobody could be told of").await;
        assert_eq!(grounds(&site, &cast).await.len(), 1);
        team.lead.posts(&closed, "publication", json!({})).await.with(201);
        assert_eq!(state(&site, &cast).await, "under_review");
        assert_eq!(grounds(&site, &cast).await, ["inspection_inadequate", "inspection_refused"]);
        site.is_whole().await;
    }
);

on_both!(
    async fn a_step_of_a_complaint_that_somebody_objects_to_is_not_taken(site after &GATHERED) {
        let cast = Cast::there(&site);
        let beside = site.assembled(objects::<ComplaintStepped>).await;
        let officer = Officer::of(&site, "case_officer").await;
        let filing = || cast.stranger.request(Method::POST, "/complaints").json(&complaint_about(&cast.clinic));
        is_taken_back(&site, &beside, filing(), "a complaint nobody could be told of").await;
        assert_eq!(cast.stranger.get("/me/complaints").await.with(200)["items"], json!([]));
        let filed = reviews::id(&send(filing()).await.with(201));
        let path = format!("/complaints/{filed}/triage");
        let triage = json!({
            "category": "graft_count_dispute", "severity": 2, "proof_needed": false, "private_attempt_shown": false,
        });
        let triaging = || officer.request(Method::POST, &path).json(&triage);
        is_taken_back(&site, &beside, triaging(), "a step nobody could be told of").await;
        send(triaging()).await.with(201);
        site.is_whole().await;
    }
);
