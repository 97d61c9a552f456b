//! How an application ended, for everybody: nothing before its time, then what led there, and never what its file says.

use super::{Cast, GATHERED, REASON, guest};
use crate::on_both;
use crate::support::app::TestSite;
use crate::support::people::{Admin, Person};
use candor::clock::Timestamp;
use candor::coalition::applications;
use candor::db::schema::applications as rows;
use diesel::prelude::*;
use serde_json::{Value, json};

const DISSENT: &str = "The minimum of K5 is too strict for a small practice.";
const REASONS: &str = "The ten random cases differ too much.";
const RECUSED: &str = "We wrote a paper together last year.";

/// An application whose K5 is below its minimum is voted on and deferred; answers its id.
async fn deferred(site: &TestSite, cast: &Cast) -> String {
    let id = cast.scoring(site).await;
    let path = format!("/applications/{id}");
    for reviewer in 0..3 {
        cast.scores(&id, reviewer, [5, 5, 5, 5, 3, 5, 5, 5]).await;
        cast.locks(&id, reviewer).await;
    }
    site.advance("P41D").await;
    cast.board[6].post(&format!("{path}/recusals"), json!({"reason": RECUSED})).await.with(201);
    for member in &cast.board[..5] {
        member.put(&format!("{path}/vote"), json!({"vote": "yes", "dissent": DISSENT})).await.with(200);
    }
    cast.board[5].put(&format!("{path}/vote"), json!({"vote": "no"})).await.with(200);
    let decided = cast.board[0].post(&format!("{path}/decision"), json!({"reasons": REASONS})).await.with(201);
    assert_eq!(decided["state"], "deferred");
    id
}

on_both!(
    async fn a_deferral_is_public_five_working_days_later_and_not_before(site after &GATHERED) {
        let cast = Cast::there(&site);
        let id = deferred(&site, &cast).await;
        let path = format!("/applications/{id}");
        guest(&site, &path).await.refused(401, "unauthenticated");
        for who in [&cast.stranger, &cast.board[6], &cast.reviewers[3]] {
            who.get(&path).await.refused(404, "not_found");
        }
        assert_eq!(guest(&site, "/coalition/results").await.with(200)["items"], json!([]));

        site.advance("P10D").await;
        let result = guest(&site, &path).await.with(200);
        says_what_led_there(&result);
        says_nothing_of_the_file(&cast, &result);
        for who in [&cast.stranger, &cast.board[6], &cast.reviewers[3]] {
            assert_eq!(who.get(&path).await.with(200), result);
        }
        assert_eq!(guest(&site, "/coalition/results").await.with(200)["items"], json!([result]));
        let own = cast.applicant.get(&path).await.with(200);
        assert_eq!((own["patients"].as_array().unwrap().len(), &own["decision"]["recusals"]), (52, &result["recusals"]));
        leave_the_board(&site, &[&cast.board[0]]).await;
        let (told, own) = (guest(&site, &path).await.with(200), cast.applicant.get(&path).await.with(200));
        assert_eq!((&told["dissents"], &own["decision"]["dissents"]), (&result["dissents"], &result["dissents"]));
        the_pages_say_the_same(&site, &id).await;
        site.is_whole().await;
        in_pages(&site, &id).await;
        by_the_clocks_of_the_physician(&site, &id).await;
    }
);

/// These no longer sit on the board.
pub async fn leave_the_board(site: &TestSite, people: &[&Person]) {
    let (ames, bell) = (Admin::of(site, "admin_ames").await, Admin::of(site, "admin_bell").await);
    for who in people {
        let taken = ames.delete(&format!("/accounts/{}/roles/board", who.id)).await.with(202);
        let confirmation = format!("/role-changes/{}/confirmation", taken["id"].as_str().unwrap());
        bell.put(&confirmation, json!({})).await.with(200);
    }
}

fn says_what_led_there(result: &Value) {
    let outcome = (&result["state"], &result["outcome"], &result["recommendation"], &result["reasons"]);
    assert_eq!(outcome, (&json!("deferred"), &json!("deferred"), &json!("defer"), &json!(REASONS)), "{result}");
    assert_eq!((&result["physician"], &result["composite"]), (&json!("Dr. Ayla North"), &json!(90.0)), "{result}");
    assert_eq!((&result["alpha"], &result["low_agreement"]), (&json!(1.0), &json!(false)), "{result}");
    assert_eq!((&result["medians"]["K5"], &result["medians"]["K8"]), (&json!(3.0), &json!(5.0)), "{result}");
    assert_eq!((&result["failed_minimums"], &result["gaps"]), (&json!(["K5"]), &json!(["K5"])), "{result}");
    assert_eq!(result["tally"], json!({"seats": 6, "yes": 5, "no": 1, "abstain": 0}), "{result}");
    assert_eq!(result["recusals"], json!([{"ground": "declared", "count": 1}]), "{result}");
    assert_eq!(result["dissents"], json!([DISSENT, DISSENT, DISSENT, DISSENT, DISSENT]), "{result}");
    assert!(result["published_at"].is_string() && result["reapply_from"].is_string(), "{result}");
    assert_eq!(result["actions"], json!([]), "{result}");
}

fn says_nothing_of_the_file(cast: &Cast, result: &Value) {
    let whole = result.to_string();
    let people = cast.reviewers.iter().chain(&cast.board).chain([&cast.officer, &cast.applicant]);
    let ids: Vec<&str> = people.map(|one| one.id.as_str()).collect();
    let words = ["one patient a day", "references.example", "TR-1234", "bosporus", "again", REASON, RECUSED];
    for hidden in words.into_iter().chain(ids) {
        assert!(!whole.contains(hidden), "{hidden} in {whole}");
    }
}

async fn the_pages_say_the_same(site: &TestSite, id: &str) {
    let page = async |path: &str| {
        let answer = site.get(path).await;
        assert_eq!(answer.status(), 200, "{path}");
        answer.text().await.unwrap()
    };
    let seen = page(&format!("/applications/{id}")).await;
    for said in ["Dr. Ayla North may apply again later", "K5 ", "at least 4", REASONS, DISSENT, "Declared: 1"] {
        assert!(seen.contains(said), "{said} in {seen}");
    }
    assert!(!seen.contains("references.example") && !seen.contains(RECUSED), "{seen}");
    let list = page("/coalition/results").await;
    assert!(list.contains(&format!("/applications/{id}")), "{list}");
    assert!(list.contains("A result is public 5 working days after the decision."), "{list}");
    for from in ["/coalition", "/coalition/how"] {
        assert!(page(from).await.contains("href=\"/coalition/results\""), "{from}");
    }
    assert!(page(&format!("/applications/{id}/comments")).await.contains(&format!("href=\"/applications/{id}\"")));
}

/// Late in the evening, by UTC, it is the next day in Istanbul, where the physician works and the register counts.
async fn by_the_clocks_of_the_physician(site: &TestSite, id: &str) {
    let of = id.to_owned();
    let moved = site.app.write(move |tx| {
        let late = Timestamp::parse("2026-04-20T22:30:00Z").expect("an instant");
        let row = rows::table.filter(rows::id.eq(&of));
        Ok(diesel::update(row).set(rows::decided_at.eq(Some(late))).execute(tx.conn)?)
    });
    moved.await.unwrap();
    let list = site.get("/coalition/results").await.text().await.unwrap();
    assert!(list.contains(">21 April 2026</time>"), "{list}");
    let one = site.get(&format!("/applications/{id}")).await.text().await.unwrap();
    assert!(one.contains("<dd>21 April 2026</dd>"), "{one}");
}

/// Results that became public in the same instant are read page by page, each once.
async fn in_pages(site: &TestSite, id: &str) {
    let first = id.to_owned();
    let copied = site.app.write(move |tx| {
        for number in 1..=3 {
            let mut row = applications::find(tx.conn, &first)?;
            row.id = format!("APP-2020-00000{number}");
            (row.subject_ref, row.code) = (format!("copy-{number}"), format!("COPY{number}"));
            diesel::insert_into(rows::table).values(&row).execute(tx.conn)?;
        }
        Ok(())
    });
    copied.await.unwrap();
    let ids = |page: &Value| -> Vec<String> {
        page["items"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect()
    };
    let one = guest(site, "/coalition/results?limit=3").await.with(200);
    assert_eq!(ids(&one), [id, "APP-2020-000003", "APP-2020-000002"]);
    let cursor = one["next"].as_str().unwrap();
    let two = guest(site, &format!("/coalition/results?limit=3&cursor={cursor}")).await.with(200);
    assert_eq!((ids(&two), &two["next"]), (vec!["APP-2020-000001".to_owned()], &Value::Null));
    let cursor = two["prev"].as_str().unwrap();
    let back = guest(site, &format!("/coalition/results?limit=3&cursor={cursor}")).await.with(200);
    assert_eq!(ids(&back), ids(&one));
}
