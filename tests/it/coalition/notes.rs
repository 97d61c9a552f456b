//! The notes of a calibration and of a hearing: who reads them, and who no longer does.

use super::story::APART;
use super::{AGREED, Cast, SCORING};
use crate::access::people::Person as Browser;
use crate::on_both;
use crate::support::app::TestSite;
use crate::support::people::Person;
use candor::accounts::Role;
use serde_json::{Value, json};

const ANCHORS: &str = "An observed session is one that somebody watched, whatever Ayla says.";
/// The same as reviewers read it.
const HIDDEN: &str = "An observed session is one that somebody watched, whatever […] says.";
const HEARD: &str = "About the second set alone.";

/// The kind and the words of every note that somebody reads.
async fn read_by(who: &Person, path: &str) -> Vec<(String, String)> {
    let seen = who.get(path).await.with(200);
    let word = |value: &Value| value.as_str().unwrap().to_owned();
    seen["notes"].as_array().unwrap().iter().map(|note| (word(&note["kind"]), word(&note["text"]))).collect()
}

fn of_calibration(text: &str) -> (String, String) {
    ("calibration".to_owned(), text.to_owned())
}

on_both!(
    async fn the_panel_reads_the_notes_of_its_calibration_and_the_board_those_of_the_hearing_too(site after &SCORING) {
        let (cast, id) = Cast::with_application(&site);
        let path = format!("/applications/{id}");
        for (reviewer, sheet) in APART.into_iter().enumerate() {
            cast.scores(&id, reviewer, sheet).await;
            cast.locks(&id, reviewer).await;
        }
        for who in [&cast.officer, &cast.board[0], &cast.reviewers[0], &cast.applicant] {
            assert!(read_by(who, &path).await.is_empty(), "nothing is noted yet");
        }
        they_calibrate(&cast, &path).await;
        some_leave(&site, &cast, &path).await;
        for reviewer in [0, 1, 3] {
            cast.scores(&id, reviewer, AGREED[0]).await;
            cast.locks(&id, reviewer).await;
        }
        the_board_calls_a_hearing(&cast, &path).await;
        the_pages_say_the_same(&site, &cast, &path).await;
        site.is_whole().await;
    }
);

async fn they_calibrate(cast: &Cast, path: &str) {
    let opened = cast.officer.post(&format!("{path}/calibrations"), json!({"notes": ANCHORS})).await.with(201);
    let note = &opened["notes"][0];
    assert_eq!((&note["round"], &note["account_id"]), (&json!(2), &json!(cast.officer.id)));
    assert!(note["at"].is_string(), "{note}");
    for who in [&cast.officer, &cast.board[0]] {
        assert_eq!(read_by(who, path).await, [of_calibration(ANCHORS)]);
    }
    for who in &cast.reviewers[..3] {
        assert_eq!(read_by(who, path).await, [of_calibration(HIDDEN)]);
    }
    let told = cast.reviewers[0].get(path).await.with(200);
    assert_eq!((&told["notes"][0]["round"], &told["notes"][0]["account_id"]), (&json!(2), &Value::Null));
    assert!(read_by(&cast.applicant, path).await.is_empty());
    for who in [&cast.stranger, &cast.reviewers[3]] {
        who.get(path).await.refused(404, "not_found");
    }
}

/// One of the panel is replaced, one more recused, as is one of the board.
async fn some_leave(site: &TestSite, cast: &Cast, path: &str) {
    let fifth = Person::with_roles(site, "reviewer_5", &[Role::Reviewer]).await;
    let seat = |who: &Person, seat: &str| json!({"account_id": who.id, "seat": seat});
    let panel = json!({"reviewers": [
        seat(&cast.reviewers[0], "patient"),
        seat(&cast.reviewers[1], "coalition_member"),
        seat(&cast.reviewers[3], "lay"),
        seat(&fifth, "lay"),
    ]});
    cast.officer.put(&format!("{path}/panel"), panel).await.with(200);
    for who in [&cast.reviewers[3], &fifth] {
        assert_eq!(read_by(who, path).await, [of_calibration(HIDDEN)], "whoever sits now");
    }
    cast.reviewers[2].get(path).await.refused(404, "not_found");
    for who in [&fifth, &cast.board[5]] {
        let tied = json!({"reason": "We wrote a paper together last year."});
        who.post(&format!("{path}/recusals"), tied).await.with(201);
        who.get(path).await.refused(404, "not_found");
    }
}

async fn the_board_calls_a_hearing(cast: &Cast, path: &str) {
    let called = cast.board[1].post(&format!("{path}/hearing"), json!({"notes": HEARD})).await.with(201);
    assert_eq!(called["state"], "hearing");
    let note = &called["notes"][1];
    assert_eq!((&note["round"], &note["account_id"]), (&Value::Null, &json!(cast.board[1].id)));
    for who in [&cast.officer, &cast.board[0]] {
        let both = [of_calibration(ANCHORS), ("hearing".to_owned(), HEARD.to_owned())];
        assert_eq!(read_by(who, path).await, both);
    }
    for reviewer in [0, 1, 3] {
        assert_eq!(read_by(&cast.reviewers[reviewer], path).await, [of_calibration(HIDDEN)]);
    }
    assert!(read_by(&cast.applicant, path).await.is_empty());
    for who in [&cast.reviewers[2], &cast.board[5], &cast.stranger] {
        who.get(path).await.refused(404, "not_found");
    }
}

/// A page as somebody reads it in a browser.
async fn page(site: &TestSite, who: &Person, path: &str) -> String {
    let browser = Browser::at_a_browser(site, &who.email).await;
    let request = site.client().get(site.url(path)).header("Cookie", &browser.cookie);
    let answer = request.send().await.unwrap();
    assert_eq!(answer.status(), 200, "{path}");
    answer.text().await.unwrap()
}

async fn the_pages_say_the_same(site: &TestSite, cast: &Cast, path: &str) {
    for who in [&cast.officer, &cast.board[0]] {
        let seen = page(site, who, path).await;
        assert!(seen.contains("Calibration before round 2") && seen.contains(ANCHORS), "{seen}");
        assert!(seen.contains("Hearing called") && seen.contains(HEARD), "{seen}");
    }
    for path in [path.to_owned(), format!("{path}/sheet")] {
        let seen = page(site, &cast.reviewers[0], &path).await;
        assert!(seen.contains("Calibration before round 2") && seen.contains(HIDDEN), "{seen}");
        assert!(!seen.contains("Hearing called") && !seen.contains(HEARD), "{seen}");
    }
    let seen = page(site, &cast.applicant, path).await;
    assert!(!seen.contains("somebody watched") && !seen.contains(HEARD), "{seen}");
}
