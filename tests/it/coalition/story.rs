//! From the application to the badge, and to the day the badge goes off.

use super::{AGREED, CRITERIA, Cast, REASON, guest};
use crate::on_both;
use crate::support::app::TestSite;
use crate::support::people::Person;
use crate::support::schema;
use serde_json::{Value, json};

/// The sheets of the published vector that do not agree enough: α = 0.630.
pub const APART: [[u8; 8]; 3] = [[4, 4, 3, 5, 4, 3, 4, 3], [4, 3, 3, 5, 5, 3, 4, 3], [5, 4, 4, 5, 4, 4, 4, 2]];

on_both!(
    async fn a_physician_joins_and_the_badge_goes_off_with_the_licence(site) {
        let cast = Cast::of(&site).await;
        let id = cast.scoring(&site).await;
        reviewers_see_a_code(&cast, &id).await;
        nothing_leaks_while_they_score(&site, &cast, &id).await;
        they_calibrate(&cast, &id).await;
        the_public_comments(&site, &cast, &id).await;
        the_board_votes(&site, &cast, &id).await;
        the_register_has_it(&site, &cast, &id).await;
        the_licence_ends(&site, &cast).await;
        site.is_whole().await;
    }
);

on_both!(
    async fn sections_of_any_kind_are_answered_as_they_were_sent_and_as_the_document_says(site) {
        let cast = Cast::of(&site).await;
        let started = cast.applicant.post("/applications", json!({"physician_id": cast.physician})).await;
        assert_eq!(schema::differences("POST", "/api/v1/applications", &started), Vec::<String>::new());
        let draft = started.with(201);
        let path = format!("/applications/{}", draft["id"].as_str().unwrap());
        assert_eq!([&draft["practice"], &draft["cases"], &draft["agreements"]], [&Value::Null; 3]);
        for section in [json!("Fourteen years."), json!(["Set 1", {"grafts": 2600}]), json!({"years": 14}), json!(true)] {
            let sections = json!({"practice": section, "cases": section, "agreements": section});
            let saved = cast.saves(&path, sections).await;
            let wrong = schema::differences("PATCH", "/api/v1/applications/{id}", &saved);
            assert_eq!(wrong, Vec::<String>::new(), "{section}");
            let saved = saved.with(200);
            assert_eq!([&saved["practice"], &saved["cases"], &saved["agreements"]], [&section; 3]);
        }
        site.is_whole().await;
    }
);

on_both!(
    async fn a_withdrawal_leaves_every_sheet_closed_that_not_everybody_had_locked(site) {
        let cast = Cast::of(&site).await;
        let id = cast.scoring(&site).await;
        let path = format!("/applications/{id}");
        cast.scores(&id, 0, APART[0]).await;
        cast.locks(&id, 0).await;
        cast.scores(&id, 1, APART[1]).await;
        cast.locks(&id, 1).await;
        let gone = cast.applicant.post(&format!("{path}/withdrawal"), json!({"reason": "I move."})).await.with(201);
        assert_eq!(gone["state"], "withdrawn");
        for (reader, own) in [(&cast.reviewers[1], 8), (&cast.reviewers[2], 0), (&cast.board[0], 0)] {
            let seen = reader.get(&format!("{path}/scores?limit=100")).await.with(200);
            let seen = seen["items"].as_array().unwrap();
            assert!(seen.len() == own && seen.iter().all(|score| score["own"] == true), "{seen:?}");
            reader.get(&format!("{path}/agreement")).await.refused(403, "scores_not_locked");
        }
        site.is_whole().await;
    }
);

async fn reviewers_see_a_code(cast: &Cast, id: &str) {
    let seen = cast.reviewers[0].get(&format!("/applications/{id}")).await.with(200);
    assert_eq!(
        (&seen["physician_id"], &seen["physician"], &seen["patients"]),
        (&Value::Null, &Value::Null, &Value::Null)
    );
    let whole = seen.to_string().to_lowercase();
    for telling in ["ayla", "north", "bosporus", "tr-1234", "references.example", "g9", &cast.physician] {
        assert!(!whole.contains(telling), "{telling} in {whole}");
    }
    assert!(seen["cases"].to_string().contains("2600"), "{seen}");
    let own = cast.applicant.get(&format!("/applications/{id}")).await.with(200);
    assert_eq!(own["code"], seen["code"]);
    assert!(own["panel"].as_array().unwrap().iter().all(|seat| seat["account_id"].is_null()), "{own}");
}

/// What each of these readers gets of each address, word for word.
async fn everything(site: &TestSite, cast: &Cast, id: &str) -> Vec<String> {
    let readers: [(&str, Option<&Person>); 6] = [
        ("guest", None),
        ("stranger", Some(&cast.stranger)),
        ("applicant", Some(&cast.applicant)),
        ("officer", Some(&cast.officer)),
        ("board", Some(&cast.board[6])),
        ("reviewer", Some(&cast.reviewers[2])),
    ];
    let mut seen = Vec::new();
    for (name, reader) in readers {
        for path in ["", "/scores", "/agreement", "/comments", "/receipt"] {
            let path = format!("/applications/{id}{path}");
            let answer = match reader {
                Some(person) => person.get(&path).await,
                None => guest(site, &path).await,
            };
            let mut body = answer.body.clone();
            if let Some(fields) = body.as_object_mut() {
                fields.remove("request_id");
            }
            seen.push(format!("{name} {path} {} {} {body}", answer.status, answer.header("etag")));
        }
        for path in ["/applications", "/me/applications", "/coalition/members"] {
            let answer = match reader {
                Some(person) => person.get(path).await,
                None => guest(site, path).await,
            };
            let mut body = answer.body.clone();
            if let Some(fields) = body.as_object_mut() {
                fields.remove("request_id");
            }
            seen.push(format!("{name} {path} {} {} {body}", answer.status, answer.header("etag")));
        }
    }
    seen
}

async fn nothing_leaks_while_they_score(site: &TestSite, cast: &Cast, id: &str) {
    let before = everything(site, cast, id).await;
    cast.scores(id, 0, APART[0]).await;
    cast.locks(id, 0).await;
    cast.scores(id, 1, APART[1]).await;
    cast.locks(id, 1).await;
    let after = everything(site, cast, id).await;
    assert_eq!(before, after, "two of three have locked, and somebody can tell");
    let own = cast.reviewers[0].get(&format!("/applications/{id}/scores?limit=100")).await.with(200);
    assert_eq!(own["items"].as_array().unwrap().len(), 8);
    assert!(own["items"].as_array().unwrap().iter().all(|score| score["own"] == true && score["locked"] == true));
    cast.reviewers[1].get(&format!("/applications/{id}/agreement")).await.refused(403, "scores_not_locked");
}

async fn they_calibrate(cast: &Cast, id: &str) {
    cast.scores(id, 2, APART[2]).await;
    let locked = cast.locks(id, 2).await;
    assert_eq!(locked["state"], "calibration");
    let agreement = cast.board[0].get(&format!("/applications/{id}/agreement")).await.with(200);
    assert_eq!((&agreement["composite"], &agreement["recommendation"]), (&json!(74.8), &json!("calibrate")));
    assert!((agreement["alpha"].as_f64().unwrap() - 0.630).abs() < 0.0005, "{agreement}");
    assert_eq!(
        agreement["medians"],
        json!({"K1": 4.0, "K2": 4.0, "K3": 3.0, "K4": 5.0, "K5": 4.0, "K6": 3.0, "K7": 4.0, "K8": 3.0})
    );
    let all = cast.reviewers[0].get(&format!("/applications/{id}/scores?limit=100")).await.with(200);
    assert_eq!(all["items"].as_array().unwrap().len(), 24, "everybody has locked");
    let change = json!({"score": 5, "reason": REASON});
    cast.reviewers[0].put(&format!("/applications/{id}/scores/K1"), change).await.refused(409, "scores_locked");

    let notes = json!({"notes": "What an observed session is."});
    let opened = cast.officer.post(&format!("/applications/{id}/calibrations"), notes).await.with(201);
    assert_eq!((&opened["state"], &opened["round"]), (&json!("scoring"), &json!(2)));
    cast.reviewers[0].get(&format!("/applications/{id}/agreement")).await.refused(403, "scores_not_locked");
    for (reviewer, sheet) in AGREED.into_iter().enumerate() {
        cast.scores(id, reviewer, sheet).await;
        cast.locks(id, reviewer).await;
    }
    let agreement = cast.reviewers[0].get(&format!("/applications/{id}/agreement")).await.with(200);
    assert_eq!(
        (&agreement["alpha"], &agreement["recommendation"], &agreement["round"]),
        (&json!(1.0), &json!("admit"), &json!(2))
    );
    assert_eq!(agreement["failed_minimums"], json!([]));
}

async fn the_public_comments(site: &TestSite, cast: &Cast, id: &str) {
    let open = cast.applicant.get(&format!("/applications/{id}")).await.with(200);
    assert_eq!(open["state"], "public_comment");
    let path = format!("/applications/{id}/comments");
    let comment = json!({"text": "I was treated there in 2021 and would go again.", "interest": "A former patient."});
    cast.stranger.post(&path, comment.clone()).await.refused(403, "may_not_comment");
    let patient = cast.proved_patient(site, "proved_patient").await;
    let said = patient.post(&path, comment.clone()).await.with(201);
    assert_eq!(
        (&said["kind"], &said["verified"], &said["standing"]),
        (&json!("comment"), &json!(true), &json!("verified_patient"))
    );
    let answer = json!({"text": "Thank you for coming back at month twelve.", "interest": "The applicant."});
    cast.applicant.post(&path, answer.clone()).await.with(201);
    assert_eq!(guest(site, &path).await.with(200)["items"].as_array().unwrap().len(), 2);
    site.advance("P31D").await;
    patient.post(&path, comment).await.refused(409, "comments_closed");
    cast.applicant.post(&path, answer).await.with(201);
    let hearing = json!({"notes": "About the second case set."});
    let heard = cast.board[1].post(&format!("/applications/{id}/hearing"), hearing).await.with(201);
    assert_eq!(heard["state"], "hearing");
    site.advance("P10D").await;
    let voting = cast.board[1].get(&format!("/applications/{id}")).await.with(200);
    assert_eq!(voting["state"], "vote");
}

async fn the_board_votes(site: &TestSite, cast: &Cast, id: &str) {
    let vote = format!("/applications/{id}/vote");
    let decision = format!("/applications/{id}/decision");
    let recused = json!({"reason": "We wrote a paper together last year."});
    cast.board[5].post(&format!("/applications/{id}/recusals"), recused).await.with(201);
    cast.board[5].put(&vote, json!({"vote": "yes"})).await.refused(403, "recused");
    let before = everything(site, cast, id).await;
    let voted = async |who: &Person| who.get("/applications").await.with(200)["items"][0]["voted"].clone();
    assert_eq!((voted(&cast.board[0]).await, voted(&cast.board[5]).await), (json!(false), Value::Null));
    for member in &cast.board[..4] {
        member.put(&vote, json!({"vote": "yes"})).await.with(200);
    }
    assert_eq!((voted(&cast.board[0]).await, voted(&cast.board[6]).await), (json!(true), json!(false)));
    assert_eq!(voted(&cast.officer).await, Value::Null, "whose vote it is not");
    assert_eq!(before, everything(site, cast, id).await, "four have voted, and somebody can tell");
    cast.board[0].post(&decision, json!({})).await.refused(409, "no_quorum");
    site.advance("P11D").await;
    cast.board[0].post(&decision, json!({})).await.refused(409, "no_quorum");
    let dissent = json!({"vote": "no", "dissent": "Dense packing is shown in too few cases."});
    cast.board[4].put(&vote, dissent).await.with(200);
    let decided = cast.board[0].post(&decision, json!({})).await.with(201);
    assert_eq!((&decided["state"], &decided["outcome"]), (&json!("admitted"), &json!("admitted")));
    assert_eq!(decided["decision"]["tally"], json!({"seats": 6, "yes": 4, "no": 1, "abstain": 0}));
    assert_eq!(site.letters_about(&cast.applicant.email, "the decision").await.len(), 1);
    only_board_and_officers_know_how(cast, id).await;
}

/// Until the result is published.
async fn only_board_and_officers_know_how(cast: &Cast, id: &str) {
    let path = format!("/applications/{id}");
    let counted = cast.officer.get(&path).await.with(200);
    assert_eq!(counted["decision"]["tally"]["yes"], 4);
    let told = cast.applicant.get(&path).await.with(200);
    assert_eq!((&told["outcome"], told["decision"]["at"].is_string()), (&json!("admitted"), true));
    assert_eq!((&told["decision"]["tally"], &told["decision"]["dissents"]), (&Value::Null, &json!([])));
    assert_eq!(told["decision"]["recommendation"], Value::Null);
    let scored = cast.reviewers[0].get(&path).await.with(200);
    assert_eq!((&scored["outcome"], &scored["decision"]), (&json!("admitted"), &Value::Null));
}

async fn the_register_has_it(site: &TestSite, cast: &Cast, id: &str) {
    guest(site, &cast.member()).await.refused(404, "not_found");
    let badge = format!("/coalition/badges/{}.json", cast.physician);
    guest(site, &badge).await.refused(404, "not_found");
    site.advance("P8D").await;
    for reader in [&cast.applicant, &cast.reviewers[0]] {
        let published = reader.get(&format!("/applications/{id}")).await.with(200);
        assert_eq!(published["decision"]["tally"]["yes"], 4, "published");
        assert_eq!(published["decision"]["dissents"], json!(["Dense packing is shown in too few cases."]));
    }
    let entry = guest(site, &cast.member()).await.with(200);
    assert_eq!(
        (&entry["state"], &entry["badge"], &entry["founding"]),
        (&json!("probation"), &json!(true), &json!(true))
    );
    assert_eq!(
        (&entry["composite"], &entry["alpha"], &entry["low_agreement"]),
        (&json!(78.8), &json!(1.0), &json!(false))
    );
    assert_eq!(entry["tally"]["yes"], 4);
    assert_eq!(entry["recusals"], json!([{"ground": "declared", "count": 1}]));
    assert_eq!((&entry["application_id"], entry["gates"].as_array().unwrap().len()), (&json!(id), 9));
    assert_eq!(entry["dissents"], json!(["Dense packing is shown in too few cases."]));
    assert!(entry["decisions"].as_array().unwrap().iter().all(|one| one["leaf"].as_str().unwrap().len() == 64));
    let listed = guest(site, "/coalition/members").await.with(200);
    assert_eq!(listed["items"][0]["physician_id"], json!(cast.physician));
    let profile = guest(site, &format!("/physicians/{}", cast.physician)).await.with(200);
    assert_eq!(profile["standing"]["state"], "probation");
    assert_eq!(guest(site, &badge).await.with(200)["valid"], true);
    let drawn = guest(site, &format!("/coalition/badges/{}.svg", cast.physician)).await;
    assert_eq!(
        (drawn.status, drawn.header("content-type"), drawn.header("cache-control")),
        (200, "image/svg+xml", "no-cache")
    );
    assert!(drawn.header("content-security-policy").contains("default-src 'none'"));
    assert!(drawn.text.contains("<title") && drawn.text.contains("Dr. Ayla North"), "{}", drawn.text);
}

async fn the_licence_ends(site: &TestSite, cast: &Cast) {
    let badge = format!("/coalition/badges/{}.json", cast.physician);
    let ends = "2027-03-31T21:00:00Z";
    let day = chrono::Duration::days(1);
    let end = candor::clock::Timestamp::parse(ends).unwrap();
    candor::jobs::advance(&site.app, end.minus(day)).await.unwrap();
    let sent = async || site.letters_about(&cast.applicant.email, "Your licence ends").await.len();
    assert_eq!(sent().await, 4, "90, 60, 30 and 7 days before");
    // 09:00 in Istanbul.
    let morning = end.minus(chrono::Duration::hours(15));
    candor::jobs::advance(&site.app, morning.minus(chrono::Duration::seconds(1))).await.unwrap();
    assert_eq!(sent().await, 4);
    candor::jobs::advance(&site.app, morning).await.unwrap();
    assert_eq!(sent().await, 5, "and on the day itself");
    // One second before midnight in Istanbul it is on; at midnight it is off, whether or not a timer has run.
    site.app.site().clock.advance_to(end.minus(chrono::Duration::seconds(1)));
    assert_eq!(guest(site, &badge).await.with(200)["valid"], true);
    site.app.site().clock.advance_to(end);
    let off = guest(site, &badge).await.with(200);
    assert_eq!((&off["valid"], &off["state"]), (&json!(false), &json!("lapsed")));
    let drawn = guest(site, &format!("/coalition/badges/{}.svg", cast.physician)).await.text;
    assert!(drawn.contains("Not a coalition member"), "{drawn}");
    site.advance("PT1M").await;
    assert_eq!(guest(site, &cast.member()).await.with(200)["state"], "lapsed");
    assert_eq!(site.letters_about(&cast.applicant.email, "Your licence has ended").await.len(), 1);
    let renewed = json!({"expires_on": "2029-03-31", "source_url": "https://registry.example/1"});
    let back = cast.officer.put(&format!("{}/licence", cast.member()), renewed).await.with(200);
    assert_eq!((&back["state"], &back["badge"]), (&json!("probation"), &json!(true)));
    assert_eq!(CRITERIA.len(), back["medians"].as_object().unwrap().len());
}
