//! What is looked after once somebody is a member: monthly checks, the first inspection, what opens a review through
//! the front door, how long the register speaks of it, and the way back after a removal.

use super::leaving::comes_back;
use super::{ADMITTED, Cast, GATHERED, guest};
use crate::on_both;
use crate::support::app::TestSite;
use crate::support::people::{Board, Officer, Panel, Patient, Person, complaint_about, send};
use candor::accounts::Role;
use candor::clock::Timestamp;
use candor::inspections::{InspectionPublished, InspectionRefused};
use reqwest::Method;
use serde_json::{Value, json};

fn check(site: &TestSite) -> Value {
    json!({
        "source_url": "https://registry.example/TR-1234", "checked_on": site.now().date().to_string(),
        "licence_valid": true, "sanction_found": false,
    })
}

fn with(mut body: Value, name: &str, value: impl Into<Value>) -> Value {
    body[name] = value.into();
    body
}

async fn due(cast: &Cast) -> Vec<(String, bool)> {
    let listed = cast.officer.get("/coalition/due").await.with(200);
    let line = |line: &Value| (line["kind"].as_str().unwrap().to_owned(), line["overdue"] == true);
    listed["items"].as_array().unwrap().iter().map(line).collect()
}

async fn state(site: &TestSite, cast: &Cast) -> Value {
    guest(site, &cast.member()).await.with(200)["state"].clone()
}

on_both!(
    async fn licence_and_sanctions_are_looked_up_each_month(site after &ADMITTED) {
        let cast = Cast::there(&site);
        let checks = format!("{}/checks", cast.member());
        cast.stranger.get("/coalition/due").await.refused(403, "forbidden");
        cast.stranger.post(&checks, check(&site)).await.refused(403, "forbidden");
        assert_eq!(due(&cast).await, [("check".to_owned(), false)]);
        site.advance("P32D").await;
        assert_eq!(due(&cast).await, [("check".to_owned(), true)]);

        let stale = send(cast.officer.request(Method::POST, &checks).header("If-Match", "\"0.old\"").json(&check(&site)));
        stale.await.refused(412, "stale");
        let stale = send(cast.stranger.request(Method::POST, &checks).header("If-Match", "\"0.old\"").json(&check(&site)));
        stale.await.refused(403, "forbidden");
        let old = with(check(&site), "checked_on", "2026-01-05");
        cast.officer.post(&checks, old).await.wrong("/checked_on", "out_of_range");
        let ahead = with(check(&site), "checked_on", "2031-01-05");
        cast.officer.post(&checks, ahead).await.wrong("/checked_on", "out_of_range");
        cast.officer.post(&checks, with(check(&site), "source_url", "")).await.wrong("/source_url", "too_short");
        cast.officer.post(&checks, with(check(&site), "source_url", "x")).await.wrong("/source_url", "wrong_type");
        let renewed = json!({"expires_on": "2032-01-31", "source_url": "registry"});
        let licence = format!("{}/licence", cast.member());
        cast.officer.put(&licence, renewed).await.wrong("/source_url", "wrong_type");
        let checked = cast.officer.post(&checks, check(&site)).await.with(201);
        assert_eq!(checked["state"], "probation");
        assert_eq!(due(&cast).await, [("check".to_owned(), false)], "and again in a month");
        let entry = guest(&site, &cast.member()).await.with(200);
        assert!(entry["checked_at"].is_string(), "{entry}");
        let line = entry["decisions"].as_array().unwrap().iter().find(|one| one["type"] == "checked").unwrap().clone();
        assert!(line["text"].as_str().unwrap().starts_with("https://registry.example/TR-1234, 2026-"), "{line}");
        assert_eq!(line["leaf"].as_str().unwrap().len(), 64);
        assert!(!entry["decisions"].to_string().contains("check_due"), "that it was due is nobody else's business");

        let sanctioned = with(with(check(&site), "sanction_found", true), "note", "A fine of May.");
        let reviewed = cast.officer.post(&checks, sanctioned).await.with(201);
        assert_eq!(reviewed["state"], "under_review");
        let review = reviewed["decisions"].as_array().unwrap().iter().find(|one| one["type"] == "review_opened").unwrap();
        assert_eq!(review["word"], "sanction");
        let lapsed = cast.officer.post(&checks, with(check(&site), "licence_valid", false)).await.with(201);
        assert_eq!((&lapsed["state"], &lapsed["badge"]), (&json!("lapsed"), &json!(false)));
        assert_eq!(site.letters_about(&cast.applicant.email, "Your licence has ended").await.len(), 1);
        cast.officer.post(&checks, check(&site)).await.refused(409, "illegal_transition");
        let renewed = json!({"expires_on": "2029-03-31", "source_url": "https://registry.example/TR-1234"});
        let back = cast.officer.put(&format!("{}/licence", cast.member()), renewed).await.with(200);
        assert_eq!((&back["state"], &back["badge"]), (&json!("under_review"), &json!(true)));
        assert_eq!(due(&cast).await, [("check".to_owned(), false)]);
        site.is_whole().await;
    }
);

on_both!(
    async fn a_first_inspection_is_due_within_six_months_and_its_absence_is_public(site after &ADMITTED) {
        let cast = Cast::there(&site);
        site.advance("P120D").await;
        assert!(due(&cast).await.contains(&("inspection".to_owned(), false)));
        site.advance("P75D").await;
        assert!(due(&cast).await.contains(&("inspection".to_owned(), true)));
        assert_eq!(guest(&site, &cast.member()).await.with(200)["inspection_overdue"], true);
        let inbox = site.app.config().mail.coalition_inbox.clone();
        assert_eq!(site.letters_about(&inbox, "No first inspection yet").await.len(), 1);
        published(&site, &cast, "good").await;
        let entry = guest(&site, &cast.member()).await.with(200);
        assert_eq!((&entry["inspection_overdue"], &entry["state"]), (&json!(false), &json!("probation")));
        assert!(!due(&cast).await.iter().any(|(kind, _)| kind == "inspection"));
        published(&site, &cast, "inadequate").await;
        assert_eq!(state(&site, &cast).await, "under_review");
        let refused = InspectionRefused {
            inspection: "INS-2026-000009".into(),
            clinic: cast.clinic.id.parse().unwrap(),
            physicians: vec![cast.physician.parse().unwrap()],
        };
        site.app.write(move |tx| tx.announce(&refused)).await.unwrap();
        let grounds = grounds(&site, &cast).await;
        assert_eq!(grounds, ["inspection_inadequate", "inspection_refused"]);
        site.is_whole().await;
    }
);

/// An inspection of the member's clinic is published, as inspections announce it.
async fn published(site: &TestSite, cast: &Cast, rating: &str) {
    let told = InspectionPublished {
        inspection: format!("INS-2026-{rating}"),
        clinic: cast.clinic.id.parse().unwrap(),
        rating: rating.to_owned(),
        physicians: vec![cast.physician.parse().unwrap()],
    };
    site.app.write(move |tx| tx.announce(&told)).await.unwrap();
}

/// Why reviews were opened, in order.
async fn grounds(site: &TestSite, cast: &Cast) -> Vec<String> {
    let entry = guest(site, &cast.member()).await.with(200);
    let reviews = entry["decisions"].as_array().unwrap().iter().filter(|one| one["type"] == "review_opened");
    reviews.map(|one| one["word"].as_str().unwrap().to_owned()).collect()
}

/// A complaint about the member that a panel upholds, with this category and severity.
async fn upheld(
    site: &TestSite,
    cast: &Cast,
    (patient, case_officer, board): (&Patient, &Officer, &Board),
    sorted: Value,
    panel: &Panel,
) {
    let about = with(complaint_about(&cast.clinic), "physician_id", cast.physician.clone());
    let case = patient.files(with(about, "procedure_month", sorted["month"].clone())).await;
    let triage = json!({"category": sorted["category"], "severity": sorted["severity"], "private_attempt_shown": true});
    let escalated = case_officer.sorts(&case, triage).await;
    assert_eq!(escalated["state"], "escalated", "{escalated}");
    board.put(&format!("/complaints/{case}/panel"), panel.seats()).await.with(200);
    let words = json!({"text": "The form forbids reviews in its sixth paragraph."});
    panel.lay.acts(&case, "findings", words.clone()).await.with(201);
    panel.lay.acts(&case, "factual-check", words).await.with(201);
    site.advance("P20D").await;
    panel.physician.acts(&case, "decision", panel.decision("upheld", [true; 3])).await.with(201);
}

on_both!(
    async fn complaints_open_reviews_through_the_front_door(site after &ADMITTED) {
        let cast = Cast::there(&site);
        let patient = Patient::of(&site, "harmed_patient").await;
        let case_officer = Officer::of(&site, "officer_lind").await;
        let board = Board::of(&site, "board_ames").await;
        let panel = Panel::of(&site, "hearing").await;
        let people = (&patient, &case_officer, &board);
        // Three that the clinic leaves unanswered.
        for number in 1..=3 {
            assert_eq!(state(&site, &cast).await, "probation", "{number}");
            let silent = Patient::of(&site, &format!("silent_{number}")).await;
            let about = with(complaint_about(&cast.clinic), "physician_id", cast.physician.clone());
            let case = silent.files(about).await;
            case_officer.sends_to_clinic(&case).await;
            site.advance("P20D").await;
        }
        assert_eq!(grounds(&site, &cast).await, ["untimely"]);
        let none = json!({"measure": "no_action", "reasons": "A flood; the desk was closed."});
        cast.board[0].post(&format!("{}/measures", cast.member()), none.clone()).await.with(201);
        // Two serious ones; then a clause that forbids to speak, which is grave by itself.
        let serious = |month: &str| json!({"category": "scarring", "severity": 3, "month": month});
        upheld(&site, &cast, people, serious("2024-01"), &panel).await;
        assert_eq!(state(&site, &cast).await, "probation");
        upheld(&site, &cast, people, serious("2024-02"), &panel).await;
        assert_eq!(state(&site, &cast).await, "under_review");
        cast.board[0].post(&format!("{}/measures", cast.member()), none.clone()).await.with(201);
        let gag = json!({"category": "intimidation_or_gag", "severity": 4, "month": "2024-03"});
        upheld(&site, &cast, people, gag, &panel).await;
        assert_eq!(grounds(&site, &cast).await, ["untimely", "upheld_serious", "gag_clause", "upheld_grave"]);
        site.is_whole().await;
    }
);

on_both!(
    async fn an_interim_restriction_is_voted_in_three_days_and_ends_within_ninety(site after &ADMITTED) {
        let cast = Cast::there(&site);
        let (member, measures) = (cast.member(), format!("{}/measures", cast.member()));
        let review = json!({"ground": "other", "reason": "A patient was hurt."});
        cast.board[0].post(&format!("{member}/reviews"), review).await.with(201);
        let inbox = site.app.config().mail.coalition_inbox.clone();
        site.advance("PT71H").await;
        assert!(site.letters_about(&inbox, "without an interim vote").await.is_empty());
        site.advance("P1D").await;
        assert_eq!(site.letters_about(&inbox, "without an interim vote").await.len(), 1);
        let restrict = |days: i64| {
            let last = site.now().date() + chrono::Duration::days(days);
            let until = last.to_string();
            json!({"measure": "restriction", "reasons": "Until it is clear.", "until": until, "vote_first": true})
        };
        cast.board[0].post(&measures, restrict(91)).await.wrong("/until", "out_of_range");
        let longest = json!({"measure": "restriction", "reasons": "Until it is clear.", "vote_first": true});
        let undated = cast.takes(longest, (7, 0)).await["measure_until"].clone();
        let restricted = cast.takes(restrict(90), (7, 0)).await;
        assert_eq!(restricted["measure_until"], undated, "the longest day, said or not");
        assert_eq!((&restricted["state"], &restricted["badge"]), (&json!("restricted"), &json!(false)));
        site.advance("P89D").await;
        assert_eq!(state(&site, &cast).await, "restricted");
        site.advance("P3D").await;
        assert_eq!(state(&site, &cast).await, "probation");
        site.is_whole().await;
    }
);

on_both!(
    async fn a_complaint_about_a_clinic_reaches_the_members_who_work_there_and_partly_upheld_is_not_upheld(site after &GATHERED) {
        use candor::complaints::{ComplaintStepped, Event, Outcome, RecommendationOverdue, State as Step};
        let cast = Cast::there(&site);
        cast.admitted(&site).await;
        let tells = async |complaint: &str, category: &str, outcome: Option<Outcome>| {
            let told = ComplaintStepped {
                complaint: complaint.to_owned(),
                physician: None,
                clinic: Some(cast.clinic.id.parse().unwrap()),
                event: if outcome.is_some() { Event::Decided } else { Event::DeadlineMissed },
                to: if outcome.is_some() { Step::Decided } else { Step::WithClinic },
                category: category.to_owned(),
                severity: Some(4),
                outcome,
                untimely: outcome.is_none(),
            };
            site.app.write(move |tx| tx.announce(&told)).await.unwrap();
        };
        tells("CMP-1", "scarring", Some(Outcome::PartlyUpheld)).await;
        tells("CMP-2", "intimidation_or_gag", Some(Outcome::NotUpheld)).await;
        assert!(grounds(&site, &cast).await.is_empty());
        let none = json!({"measure": "no_action", "reasons": "Looked at."});
        let settles = async || {
            cast.board[0].post(&format!("{}/measures", cast.member()), none.clone()).await.with(201);
        };
        tells("CMP-3", "intimidation_or_gag", Some(Outcome::PartlyUpheld)).await;
        assert_eq!(grounds(&site, &cast).await, ["gag_clause"]);
        settles().await;
        tells("CMP-4", "scarring", Some(Outcome::Upheld)).await;
        settles().await;
        for case in ["CMP-5", "CMP-6", "CMP-7"] {
            tells(case, "records_access", None).await;
        }
        settles().await;
        let overdue = RecommendationOverdue {
            complaint: "CMP-8".to_owned(),
            physician: None,
            clinic: Some(cast.clinic.id.parse().unwrap()),
        };
        site.app.write(move |tx| tx.announce(&overdue)).await.unwrap();
        let grounds = grounds(&site, &cast).await;
        assert_eq!(grounds, ["gag_clause", "upheld_grave", "untimely", "recommendation_overdue"]);
        site.is_whole().await;
    }
);

fn months_after(at: Timestamp, months: u32) -> Timestamp {
    Timestamp::from_utc(at.to_utc().checked_add_months(chrono::Months::new(months)).unwrap())
}

async fn remove(cast: &Cast) -> Value {
    let member = cast.member();
    let review = json!({"ground": "other", "reason": "It was found to be meant."});
    cast.board[0].post(&format!("{member}/reviews"), review).await.with(201);
    cast.takes(json!({"measure": "removal", "reasons": "It was meant."}), (7, 0)).await
}

on_both!(
    async fn the_register_forgets_measures_and_removals_in_time_and_the_ledger_does_not(site after &ADMITTED) {
        let cast = Cast::there(&site);
        let member = cast.member();
        let renewed = json!({"expires_on": "2060-03-31", "source_url": "https://registry.example/1"});
        cast.officer.put(&format!("{member}/licence"), renewed).await.with(200);
        let review = json!({"ground": "other", "reason": "Advertising."});
        cast.board[0].post(&format!("{member}/reviews"), review).await.with(201);
        let warning = json!({"measure": "warning", "reasons": "Name your licence."});
        cast.board[0].post(&format!("{member}/measures"), warning).await.with(201);
        let warned_at = site.now();
        let has = async |kind: &str| {
            let entry = guest(&site, &member).await.with(200);
            entry["decisions"].as_array().unwrap().iter().any(|one| one["type"] == kind)
        };
        let two_years = months_after(warned_at, 24);
        candor::jobs::advance(&site.app, two_years.minus(chrono::Duration::seconds(1))).await.unwrap();
        assert!(has("measure_taken").await && has("review_opened").await, "one second before");
        candor::jobs::advance(&site.app, two_years).await.unwrap();
        assert!(!has("measure_taken").await && !has("review_opened").await && has("licence_renewed").await);
        let seen = cast.officer.get(&member).await.with(200)["decisions"].to_string();
        assert!(seen.contains("measure_taken"), "staff read on: {seen}");

        let removed = remove(&cast).await;
        assert_eq!(removed["state"], "removed");
        let appeal = json!({"ground": "process", "text": "I was not heard."});
        let appealed = cast.applicant.post(&format!("{member}/appeals"), appeal).await.with(201);
        assert_eq!((&appealed["state"], &appealed["under_appeal"]), (&json!("removed"), &json!(true)));
        assert_eq!(guest(&site, &member).await.with(200)["under_appeal"], true);
        let ten_years = months_after(site.now(), 120);
        candor::jobs::advance(&site.app, ten_years.minus(chrono::Duration::seconds(1))).await.unwrap();
        assert_eq!(state(&site, &cast).await, "removed");
        candor::jobs::advance(&site.app, ten_years).await.unwrap();
        guest(&site, &member).await.refused(404, "not_found");
        assert_eq!(guest(&site, "/coalition/members").await.with(200)["items"], json!([]));
        guest(&site, &format!("/coalition/badges/{}.json", cast.physician)).await.refused(404, "not_found");
        let profile = guest(&site, &format!("/physicians/{}", cast.physician)).await.with(200);
        assert_eq!(profile["standing"]["state"], "none");
        let seen = cast.officer.get(&member).await.with(200);
        assert_eq!(seen["state"], "removed", "the record itself stays");
        site.is_whole().await;
    }
);

on_both!(
    async fn whoever_was_removed_comes_back_after_two_years_by_four_fifths(site after &ADMITTED) {
        let cast = Cast::there(&site);
        remove(&cast).await;
        comes_back(&site, &cast).await;
        site.is_whole().await;
    }
);

on_both!(
    async fn tied_people_leave_the_quorum_base_of_a_removal(site after &ADMITTED) {
        let cast = Cast::there(&site);
        let tie = json!({"kind": "money", "physician_id": cast.physician});
        cast.board[6].post("/me/ties", tie).await.with(201);
        let member = cast.member();
        let review = json!({"ground": "other", "reason": "It was found to be meant."});
        cast.board[0].post(&format!("{member}/reviews"), review).await.with(201);
        let removal = json!({"measure": "removal", "reasons": "It was meant."});
        cast.board[6].post(&format!("{member}/measures"), removal.clone()).await.refused(403, "forbidden");
        assert_eq!(cast.takes(removal, (6, 0)).await["state"], "removed", "nobody waits for the seventh");
        let other = Person::with_roles(&site, "another_board", &[Role::Board]).await;
        other.get(&member).await.with(200);
        site.is_whole().await;
    }
);

on_both!(
    async fn seats_that_are_filled_while_the_coalition_is_founding_are_marked_in_register_and_leaf(site after &ADMITTED) {
        let (cast, id) = Cast::with_application(&site);
        assert_eq!(guest(&site, &cast.member()).await.with(200)["founding"], true);
        let read = site.app.read(move |reader| {
            let kept = candor::coalition::applications::find(reader.conn, &id)?;
            candor::ledger::chain(reader.conn, &kept.subject_ref)
        });
        let bodies: Vec<Value> =
            read.await.unwrap().iter().map(|leaf| serde_json::from_str(&leaf.body).unwrap()).collect();
        let marked: Vec<&Value> = bodies.iter().filter(|leaf| leaf["founding"] == true).collect();
        assert_eq!(marked.len(), 1, "{bodies:?}");
        assert_eq!(marked[0]["state"], "scoring", "the leaf of the panel's seats");
    }
);
