//! From the lock on neither a score nor a file changes, whatever the state; and the report is what was locked, but for
//! what it says was changed.

use super::evidence::{LOG, uploads};
use super::{Acts, Cast, ITEMS};
use crate::on_both;
use crate::support::app::TestSite;
use crate::support::smtp::ReceivedLetter;
use serde_json::{Value, json};
use std::collections::BTreeMap;

on_both!(
    async fn nothing_that_was_locked_changes_in_any_later_state(site) {
        let cast = Cast::of(&site).await;
        let id = cast.visited(&[("B2", json!(2)), ("D2", json!(2)), ("D4", json!(1))]).await;
        uploads(&cast.lead, &id, "A1", LOG).await.with(201);
        uploads(&cast.second, &id, "D4", &[LOG, b"% the second\n"].concat()).await.with(201);
        let locked = cast.lead.posts(&id, "evidence-lock", json!({})).await.with(201);
        let letters = site.letters_about(&cast.clinic.email, "Evidence of the inspection is locked").await;
        let inventory = inventory(&letters[0]);
        assert_eq!(inventory.len(), 2, "{}", letters[0].text());
        is_closed(&cast, &id, "evidence_locked").await;

        cast.drafts(&id).await;
        is_closed(&cast, &id, "quality_check").await;
        let unclear = json!({"passed": false, "notes": "Say which of the forms you mean."});
        cast.reader.posts(&id, "quality-check", unclear).await.with(201);
        is_closed(&cast, &id, "drafting").await;
        cast.drafts(&id).await;
        cast.reader.posts(&id, "quality-check", json!({"passed": true})).await.with(201);
        is_closed(&cast, &id, "factual_check").await;
        let late = uploads(&cast.lead, &id, "C1", &[LOG, b"% too late\n"].concat()).await.with(201);
        assert_eq!(late["evidence"][2]["late"], true);

        let points = json!({"points": [
            {"item": "B2", "comment": "The logs show 2.7 %."},
            {"item": "D2", "comment": "We do have a cooling-off period."},
        ]});
        cast.desk.posts(&id, "factual-check", points).await.with(201);
        is_closed(&cast, &id, "deciding_points").await;
        let accepted = json!({"accepted": true, "reason": "The logs of 20 cases say so.", "score": 4, "finding": "2.7 %."});
        cast.officer.put(&format!("/inspections/{id}/points/1/decision"), accepted).await.with(200);
        let rejected = json!({"accepted": false, "reason": "The form gives none."});
        cast.officer.put(&format!("/inspections/{id}/points/2/decision"), rejected).await.with(200);
        is_closed(&cast, &id, "ready").await;

        cast.lead.posts(&id, "publication", json!({})).await.with(201);
        is_closed(&cast, &id, "published").await;
        let page = site.get(&format!("/inspections/{id}")).await.text().await.unwrap();
        assert!(page.contains(", 2 files</dd>") && page.contains("3 files of evidence"), "one came late: {page}");
        is_what_was_locked(&site, &id, (&locked, &inventory)).await;
        site.advance("P15D").await;
        is_closed(&cast, &id, "follow_up").await;
        for number in [1, 2] {
            cast.lead.posts(&id, &format!("actions/{number}/completion"), json!({})).await.with(201);
        }
        is_closed(&cast, &id, "closed").await;
        is_what_was_locked(&site, &id, (&locked, &inventory)).await;
        site.is_whole().await;
    }
);

/// Item and hash of each file, as the letter to the clinic lists them.
fn inventory(letter: &ReceivedLetter) -> Vec<(String, String)> {
    let text = letter.text();
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_hash = |word: &str| word.len() == 64 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    let pairs = words.windows(2).filter(|pair| is_hash(pair[1]));
    pairs.map(|pair| (pair[0].trim_end_matches(':').to_owned(), pair[1].to_owned())).collect()
}

/// Nobody who visited scores anything any more, and nothing of the inspection is otherwise afterwards.
async fn is_closed(cast: &Cast, id: &str, state: &str) {
    let before = cast.lead.sees(id).await;
    assert_eq!(before["state"], state);
    for inspector in [&cast.lead, &cast.second] {
        for item in ["A1", "B2", "D4"] {
            let later = json!({"score": 4, "evidence_kinds": ["observed"], "finding": "Seen again, and better."});
            let refused = inspector.put(&format!("/inspections/{id}/items/{item}"), later).await;
            refused.refused(409, "evidence_locked");
        }
    }
    if !before["published_at"].is_null() {
        uploads(&cast.lead, id, "A1", LOG).await.refused(409, "illegal_transition");
    }
    assert_eq!(cast.lead.sees(id).await, before, "{state}");
}

/// The public report has the files of the inventory and the scores of the lock, less what it says was changed.
async fn is_what_was_locked(site: &TestSite, id: &str, (locked, inventory): (&Value, &[(String, String)])) {
    let report: Value = site.get(&format!("/api/v1/inspections/{id}")).await.json().await.unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let evidence = report["evidence"].as_array().unwrap();
    let of = |late: bool| evidence.iter().filter(move |file| file["late"] == late);
    let kept: Vec<_> = of(false).map(|file| (text(&file["item"]), text(&file["sha256"]))).collect();
    assert_eq!(kept, inventory);
    assert_eq!(of(true).map(|file| text(&file["item"])).collect::<Vec<_>>(), ["C1"]);

    let changes = report["changes_after_draft"].as_array().unwrap();
    let changes: BTreeMap<_, _> = changes.iter().map(|change| (text(&change["item"]), change)).collect();
    assert_eq!(changes.keys().collect::<Vec<_>>(), ["B2"]);
    let (was, is) = (locked["items"].as_array().unwrap(), report["items"].as_array().unwrap());
    assert_eq!((was.len(), is.len()), (ITEMS.len(), ITEMS.len()));
    for (was, is) in was.iter().zip(is) {
        let Some(change) = changes.get(&text(&was["code"])) else {
            assert_eq!(is, was);
            continue;
        };
        assert_eq!((&change["draft_score"], &change["draft_finding"]), (&was["score"], &was["finding"]));
        assert_eq!((&change["final_score"], &change["final_finding"]), (&is["score"], &is["finding"]));
        assert_ne!((&is["score"], &is["finding"]), (&was["score"], &was["finding"]));
    }
}
