//! How many statements the coalition's lists may cost: the same for one row as for many.

use super::story::APART;
use super::{AGREED, Cast, REASON};
use crate::access::people::Person as Browser;
use crate::on_both;
use crate::support::app::TestSite;
use crate::support::costs::{self, Read};
use crate::support::people::Person;
use candor::accounts::Role;
use candor::app::Tx;
use candor::coalition::applications::model::{ApplicationRow, GateRow, RefereeRow, SeatRow};
use candor::coalition::members::model::MembershipRow;
use candor::db::schema::{application_gates, application_referees, application_seats, applications, memberships};
use candor::directory::figures::{self, CoalitionStanding, names};
use candor::directory::{PhysicianId, Subject};
use candor::error::AppError;
use candor::{ids, ledger};
use diesel::prelude::*;
use serde_json::{Value, json};

const MANY: usize = 20;

/// Lets each of these physicians be a member as the first one is: what the way there would take long for.
fn follow(tx: &mut Tx<'_>, first: &str, physicians: &[PhysicianId]) -> Result<(), AppError> {
    let application: ApplicationRow = applications::table.find(first).first(tx.conn)?;
    let gates: Vec<GateRow> =
        application_gates::table.filter(application_gates::application_id.eq(first)).load(tx.conn)?;
    let referees: Vec<RefereeRow> =
        application_referees::table.filter(application_referees::application_id.eq(first)).load(tx.conn)?;
    let seats: Vec<SeatRow> =
        application_seats::table.filter(application_seats::application_id.eq(first)).load(tx.conn)?;
    let member: MembershipRow = memberships::table.filter(memberships::application_id.eq(first)).first(tx.conn)?;
    let subject = Subject::Physician(application.physician_id.clone());
    let standing: CoalitionStanding = figures::one(tx.conn, &subject, names::STANDING)?;
    for (number, physician) in physicians.iter().enumerate() {
        let id = format!("APP-2026-9{number:05}");
        let copy = ApplicationRow {
            id: id.clone(),
            subject_ref: ledger::new_subject_ref(),
            physician_id: physician.clone(),
            code: format!("copy-{number}"),
            ..application.clone()
        };
        diesel::insert_into(applications::table).values(&copy).execute(tx.conn)?;
        for gate in &gates {
            let copy = GateRow { application_id: id.clone(), ..gate.clone() };
            diesel::insert_into(application_gates::table).values(&copy).execute(tx.conn)?;
        }
        for referee in &referees {
            let copy = RefereeRow { id: ids::mint(tx.now), application_id: id.clone(), ..referee.clone() };
            diesel::insert_into(application_referees::table).values(&copy).execute(tx.conn)?;
        }
        for seat in &seats {
            let copy = SeatRow { application_id: id.clone(), ..seat.clone() };
            diesel::insert_into(application_seats::table).values(&copy).execute(tx.conn)?;
        }
        let copy = MembershipRow {
            id: ids::mint(tx.now),
            subject_ref: ledger::new_subject_ref(),
            physician_id: physician.clone(),
            application_id: id,
            ..member.clone()
        };
        diesel::insert_into(memberships::table).values(&copy).execute(tx.conn)?;
        figures::set(tx, &Subject::Physician(physician.clone()), names::STANDING, &standing)?;
    }
    Ok(())
}

on_both!(
    async fn the_register_and_the_queue_cost_the_same_however_long_they_are(site, |config| {
        config.jobs.poll_ms = 3_600_000;
    }) {
        let cast = Cast::of(&site).await;
        let first = cast.admitted(&site).await;
        let officer = Browser::at_a_browser(&site, &cast.officer.email).await;
        let reviewer = Browser::at_a_browser(&site, &cast.reviewers[0].email).await;
        let reads: [Read<'_>; 9] = [
            ("/api/v1/applications".to_owned(), Some(&officer)),
            ("/applications".to_owned(), Some(&officer)),
            ("/api/v1/me/applications".to_owned(), Some(&reviewer)),
            ("/applications".to_owned(), Some(&reviewer)),
            ("/api/v1/coalition/members".to_owned(), None),
            ("/api/v1/coalition/members.csv".to_owned(), None),
            ("/coalition".to_owned(), None),
            ("/api/v1/coalition/due".to_owned(), Some(&officer)),
            ("/coalition/due".to_owned(), Some(&officer)),
        ];
        let one = costs::of(&site, &reads).await;
        let mut physicians: Vec<PhysicianId> = Vec::new();
        for number in 1..MANY {
            let new = json!({"name": format!("Dr. Other {number}"), "clinic_ids": [cast.clinic.id]});
            let listed = cast.admin.post("/physicians", new).await.with(201);
            physicians.push(listed["id"].as_str().unwrap().parse().unwrap());
        }
        site.app.write(move |tx| follow(tx, &first, &physicians)).await.unwrap();
        let many = costs::of(&site, &reads).await;
        for path in ["/coalition/members?limit=100", "/applications?limit=100"] {
            let listed = cast.officer.get(path).await.with(200);
            assert_eq!(listed["items"].as_array().unwrap().len(), MANY, "{path}");
        }
        costs::are_the_same(&reads, &one, &many);
    }
);

/// What an officer writes down each month.
fn check(site: &TestSite) -> Value {
    json!({
        "source_url": "https://registry.example/1",
        "checked_on": site.now().date().to_string(),
        "licence_valid": true,
        "sanction_found": false,
    })
}

on_both!(
    async fn a_member_s_record_costs_the_same_however_much_was_decided(site, |config| {
        config.jobs.poll_ms = 3_600_000;
    }) {
        let cast = Cast::of(&site).await;
        cast.admitted(&site).await;
        let officer = Browser::at_a_browser(&site, &cast.officer.email).await;
        let board = Browser::at_a_browser(&site, &cast.board[0].email).await;
        let record = format!("/api/v1{}", cast.member());
        let reads: [Read<'_>; 5] = [
            (record.clone(), None),
            (record.clone(), Some(&officer)),
            (record, Some(&board)),
            (cast.member(), None),
            (cast.member(), Some(&officer)),
        ];
        let checks = format!("{}/checks", cast.member());
        cast.officer.post(&checks, check(&site)).await.with(201);
        let one = costs::of(&site, &reads).await;
        for _ in 1..MANY {
            site.advance("PT1M").await;
            cast.officer.post(&checks, check(&site)).await.with(201);
        }
        let many = costs::of(&site, &reads).await;
        costs::are_the_same(&reads, &one, &many);
    }
);

on_both!(
    async fn scores_and_comments_cost_the_same_however_many_there_are(site, |config| {
        config.jobs.poll_ms = 3_600_000;
    }) {
        let cast = Cast::of(&site).await;
        let id = cast.scoring(&site).await;
        let path = format!("/applications/{id}");
        let reviewer = Browser::at_a_browser(&site, &cast.reviewers[0].email).await;
        let scores: [Read<'_>; 2] = [
            (format!("/api/v1{path}/scores?limit=100"), Some(&reviewer)),
            (format!("{path}/sheet"), Some(&reviewer)),
        ];
        let first = json!({"score": 4, "reason": REASON});
        cast.reviewers[0].put(&format!("{path}/scores/K1"), first).await.with(200);
        let one = costs::of(&site, &scores).await;
        for (seat, sheet) in AGREED.into_iter().enumerate() {
            cast.scores(&id, seat, sheet).await;
        }
        let many = costs::of(&site, &scores).await;
        costs::are_the_same(&scores, &one, &many);

        for seat in 0..AGREED.len() {
            cast.locks(&id, seat).await;
        }
        let comments: [Read<'_>; 2] = [(format!("/api/v1{path}/comments"), None), (format!("{path}/comments"), None)];
        let words = json!({"text": "They draw first and count aloud.", "interest": "None but what I saw."});
        let mut costly = Vec::new();
        for number in 0..MANY {
            let speaker = Person::with_roles(&site, &format!("physician_{number}"), &[Role::Physician]).await;
            speaker.post(&format!("{path}/comments"), words.clone()).await.with(201);
            if number == 0 {
                costly = costs::of(&site, &comments).await;
            }
        }
        costs::are_the_same(&comments, &costly, &costs::of(&site, &comments).await);
    }
);

on_both!(
    async fn notes_cost_the_same_however_many_there_are(site, |config| {
        config.jobs.poll_ms = 3_600_000;
    }) {
        let cast = Cast::of(&site).await;
        let id = cast.scoring(&site).await;
        let path = format!("/applications/{id}");
        let officer = Browser::at_a_browser(&site, &cast.officer.email).await;
        let reviewer = Browser::at_a_browser(&site, &cast.reviewers[0].email).await;
        let reads: [Read<'_>; 4] = [
            (format!("/api/v1{path}"), Some(&officer)),
            (path.clone(), Some(&officer)),
            (format!("/api/v1{path}"), Some(&reviewer)),
            (format!("{path}/sheet"), Some(&reviewer)),
        ];
        let mut costly = Vec::new();
        for notes in 1..=2 {
            for (seat, sheet) in APART.into_iter().enumerate() {
                cast.scores(&id, seat, sheet).await;
                cast.locks(&id, seat).await;
            }
            let said = json!({"notes": "What an observed session is."});
            let opened = cast.officer.post(&format!("{path}/calibrations"), said).await.with(201);
            assert_eq!(opened["notes"].as_array().unwrap().len(), notes);
            costly.push(costs::of(&site, &reads).await);
        }
        costs::are_the_same(&reads, &costly[0], &costly[1]);
    }
);
