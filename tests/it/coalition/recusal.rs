//! Whoever stands near the applicant does not judge: refused a seat on the panel, recused on the board, on record.

use super::leaving::comes_to_the_vote;
use super::{AGREED, COMMENTED, Cast, GATHERED, SCORING, guest};
use crate::on_both;
use crate::support::app::TestSite;
use crate::support::make::Clinic;
use crate::support::people::{Person, complaint_about, send};
use candor::accounts::Role;
use candor::db::schema::application_referees;
use diesel::prelude::*;
use reqwest::Method;
use serde_json::{Value, json};

/// A reviewer of this name.
async fn reviewer(site: &TestSite, name: &str) -> Person {
    Person::with_roles(site, name, &[Role::Reviewer]).await
}

/// A tie to the applicant.
async fn declares(cast: &Cast, who: &Person, kind: &str, more: Value) -> Value {
    let mut tie = json!({"kind": kind, "physician_id": cast.physician});
    tie.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    who.post("/me/ties", tie).await.with(201)
}

/// The panel with somebody else on its first seat.
fn panel_with(cast: &Cast, who: &Person) -> Value {
    let mut panel = cast.panel();
    panel["reviewers"][0]["account_id"] = json!(who.id);
    panel
}

async fn is_refused(cast: &Cast, id: &str, who: &Person, code: &str) {
    let told = cast.officer.put(&format!("/applications/{id}/panel"), panel_with(cast, who)).await;
    let told = told.refused(403, "conflict_of_interest");
    let errors = told["errors"].as_array().unwrap();
    assert_eq!(errors.len(), 1, "{told}");
    assert_eq!(
        (&errors[0]["pointer"], &errors[0]["code"]),
        (&json!("/reviewers/0/account_id"), &json!(code)),
        "{told}"
    );
}

async fn places(cast: &Cast, clinic: &str, latitude: f64, longitude: f64) {
    let place = json!({"latitude": latitude, "longitude": longitude});
    let path = format!("/clinics/{clinic}");
    let tag = cast.admin.get(&path).await.header("etag").to_owned();
    let changed = send(cast.admin.request(Method::PATCH, &path).header("If-Match", tag).json(&place)).await.with(200);
    assert_eq!(changed["latitude"], json!(latitude));
}

on_both!(
    async fn whoever_is_tied_to_the_applicant_gets_no_seat(site after &GATHERED) {
        let cast = Cast::there(&site);
        let id = cast.verified().await;
        let path = format!("/applications/{id}");
        let yes = json!({"answer": "yes", "note": "They answered by telephone."});
        cast.officer.put(&format!("{path}/gates/G8"), yes).await.with(200);

        let family = reviewer(&site, "family").await;
        declares(&cast, &family, "family", json!({})).await;
        is_refused(&cast, &id, &family, "tie_family").await;
        let money = reviewer(&site, "money").await;
        declares(&cast, &money, "money", json!({"since": "2020-01-01"})).await;
        is_refused(&cast, &id, &money, "tie_money").await;
        let mentor = reviewer(&site, "mentor").await;
        mentor.post("/me/ties", json!({"kind": "mentor", "clinic_id": cast.clinic.id})).await.with(201);
        is_refused(&cast, &id, &mentor, "tie_mentor").await;
        let author = reviewer(&site, "author").await;
        declares(&cast, &author, "coauthor", json!({"since": "2024-06-01"})).await;
        is_refused(&cast, &id, &author, "tie_coauthor").await;
        let patient = reviewer(&site, "patient_reviewer").await;
        declares(&cast, &patient, "patient", json!({})).await;
        is_refused(&cast, &id, &patient, "tie_personal").await;

        // What the system knows by itself: a review, an open complaint, who works where.
        let writes = reviewer(&site, "writes").await;
        writes.post("/reviews", review_of(&cast)).await.with(201);
        is_refused(&cast, &id, &writes, "tie_personal").await;
        let complains = reviewer(&site, "complains").await;
        complains.post("/complaints", complaint_about(&cast.clinic)).await.with(201);
        is_refused(&cast, &id, &complains, "tie_personal").await;
        let owner = reviewer(&site, "owner").await;
        let other = Clinic::listed(&cast.admin, "galata").await;
        other.claimed_by(&site, &owner).await;
        is_refused(&cast, &id, &owner, "tie_near").await;
        places(&cast, &cast.clinic.id, 41.0082, 28.9784).await;
        is_refused(&cast, &id, &owner, "tie_near").await;
        places(&cast, &other.id, 40.1826, 29.0665).await;
        is_refused(&cast, &id, &owner, "tie_near").await;

        let both = reviewer(&site, "both").await;
        cast.clinic.claimed_by_also(&site, &both).await;
        is_refused(&cast, &id, &both, "tie_same_clinic").await;
        other.claimed_by_also(&site, &both).await;
        is_refused(&cast, &id, &owner, "tie_same_clinic").await;
        site.is_whole().await;
    }
);

on_both!(
    async fn distance_and_time_let_people_judge_again(site after &GATHERED) {
        let cast = Cast::there(&site);
        let id = cast.verified().await;
        let path = format!("/applications/{id}");
        let yes = json!({"answer": "yes", "note": "They answered by telephone."});
        cast.officer.put(&format!("{path}/gates/G8"), yes).await.with(200);
        let far = reviewer(&site, "far").await;
        let other = Clinic::listed(&cast.admin, "ankara").await;
        other.claimed_by(&site, &far).await;
        is_refused(&cast, &id, &far, "tie_near").await;
        places(&cast, &cast.clinic.id, 41.0082, 28.9784).await;
        places(&cast, &other.id, 39.9334, 32.8597).await;
        let seated = cast.officer.put(&format!("{path}/panel"), panel_with(&cast, &far)).await.with(200);
        assert_eq!(seated["state"], "scoring");
        let author = reviewer(&site, "author").await;
        declares(&cast, &author, "coauthor", json!({"since": "2021-01-01", "until": "2023-02-01"})).await;
        cast.officer.put(&format!("{path}/panel"), panel_with(&cast, &author)).await.with(200);

        // A tie that was withdrawn counts no longer; somebody else's cannot be.
        let friend = reviewer(&site, "friend").await;
        let tie = declares(&cast, &friend, "family", json!({})).await;
        is_refused(&cast, &id, &friend, "tie_family").await;
        let own = format!("/me/ties/{}", tie["id"].as_str().unwrap());
        cast.stranger.delete(&own).await.refused(404, "not_found");
        assert_eq!(friend.get("/me/ties").await.with(200)["items"][0]["name"], "Dr. Ayla North");
        assert_eq!(friend.delete(&own).await.status, 204);
        friend.delete(&own).await.refused(404, "not_found");
        assert_eq!(friend.get("/me/ties").await.with(200)["items"], json!([]));
        cast.officer.put(&format!("{path}/panel"), panel_with(&cast, &friend)).await.with(200);
        // What the applicant declares keeps no judge away.
        cast.applicant.post("/me/ties", json!({"kind": "family", "clinic_id": other.id})).await.with(201);
        cast.officer.put(&format!("{path}/panel"), panel_with(&cast, &far)).await.with(200);
        site.is_whole().await;
    }
);

on_both!(
    async fn ties_are_declared_whole(site after &GATHERED) {
        let cast = Cast::there(&site);
        let who = &cast.stranger;
        who.post("/me/ties", json!({"kind": "family"})).await.wrong("/physician_id", "required");
        let both = json!({"kind": "family", "physician_id": cast.physician, "clinic_id": cast.clinic.id});
        who.post("/me/ties", both).await.wrong("/physician_id", "required");
        let nobody = json!({"kind": "family", "physician_id": "0".repeat(32)});
        who.post("/me/ties", nobody).await.wrong("/physician_id", "no_such");
        let undated = json!({"kind": "coauthor", "physician_id": cast.physician});
        who.post("/me/ties", undated).await.wrong("/since", "required");
        let backwards = json!({"kind": "money", "clinic_id": cast.clinic.id, "since": "2026-02-01", "until": "2026-01-01"});
        who.post("/me/ties", backwards).await.wrong("/until", "out_of_range");
        let friends = json!({"kind": "friends", "physician_id": cast.physician});
        who.post("/me/ties", friends).await.refused(422, "invalid");
    }
);

on_both!(
    async fn the_applicant_and_whoever_was_named_or_left_get_no_seat(site after &GATHERED) {
        let cast = Cast::there(&site);
        let named = reviewer(&site, "named_peer").await;
        let mut form = Cast::form();
        form["peers"][0]["email"] = json!(named.email);
        let applicant = Person::with_roles(&site, "both_sides", &[Role::Reviewer]).await;
        let evidence = json!({"evidence": "My name is on the clinic's page, and its desk will confirm it."});
        let new = json!({"name": "Dr. Two Hats", "clinic_ids": [cast.clinic.id]});
        let physician = cast.admin.post("/physicians", new).await.with(201)["id"].as_str().unwrap().to_owned();
        let claim = applicant.post(&format!("/physicians/{physician}/claims"), evidence).await.with(201);
        let decision = format!("/claims/{}/decisions", claim["id"].as_str().unwrap());
        cast.officer.post(&decision, json!({"outcome": "approved", "reason": "The desk confirmed it."})).await.ok();
        let started = applicant.post("/applications", json!({"physician_id": physician})).await.with(201);
        let id = started["id"].as_str().unwrap().to_owned();
        send(applicant.request(Method::PATCH, &format!("/applications/{id}")).header("If-Match", "*").json(&form)).await.with(200);
        applicant.post(&format!("/applications/{id}/submission"), json!({})).await.with(201);
        for gate in ["G4", "G5", "G6", "G9", "G1", "G2", "G3", "G7", "G8"] {
            let yes = json!({"answer": "yes", "note": "Seen."});
            cast.officer.put(&format!("/applications/{id}/gates/{gate}"), yes).await.with(200);
        }
        is_refused(&cast, &id, &applicant, "tie_applicant").await;
        is_refused(&cast, &id, &named, "tie_named").await;
        cast.officer.put(&format!("/applications/{id}/panel"), cast.panel()).await.with(200);
        cast.reviewers[0].post(&format!("/applications/{id}/recusals"), json!({"reason": "We know each other."})).await.with(201);
        is_refused(&cast, &id, &cast.reviewers[0], "recused").await;
        site.is_whole().await;
    }
);

on_both!(
    async fn a_tie_that_comes_up_takes_the_seat_and_the_vote(site after &SCORING) {
        let (cast, id) = Cast::with_application(&site);
        let path = format!("/applications/{id}");
        let [one, two, three] = [&cast.reviewers[0], &cast.reviewers[1], &cast.reviewers[2]];
        cast.scores(&id, 0, [0; 8]).await;
        cast.locks(&id, 0).await;
        // In the middle of scoring a reviewer complains about the applicant's clinic.
        one.post("/complaints", complaint_about(&cast.clinic)).await.with(201);
        one.get(&path).await.refused(404, "not_found");
        let seen = cast.officer.get(&path).await.with(200);
        assert_eq!(seen["recusals"][0]["account_id"], json!(one.id));
        assert_eq!(seen["recusals"][0]["ground"], "personal", "that somebody complained is not the officer's to know");
        assert!(seen["panel"].as_array().unwrap().iter().any(|seat| seat["recused"] == true), "{seen}");
        let again = json!({"reviewers": [
            {"account_id": cast.reviewers[3].id, "seat": "patient"},
            {"account_id": two.id, "seat": "coalition_member"},
            {"account_id": three.id, "seat": "lay"},
        ]});
        cast.officer.put(&format!("{path}/panel"), again).await.with(200);
        for reviewer in [1, 2, 3] {
            cast.scores(&id, reviewer, AGREED[0]).await;
            cast.locks(&id, reviewer).await;
        }
        assert_eq!(cast.officer.get(&path).await.with(200)["state"], "public_comment");

        // One of the board is family, and says so before the vote; one turns out to be a colleague in the middle of it.
        declares(&cast, &cast.board[6], "family", json!({})).await;
        cast.board[6].get(&path).await.refused(404, "not_found");
        site.advance("P41D").await;
        for member in &cast.board[..6] {
            member.put(&format!("{path}/vote"), json!({"vote": "yes"})).await.with(200);
        }
        cast.board[6].put(&format!("{path}/vote"), json!({"vote": "yes"})).await.refused(403, "recused");
        cast.clinic.claimed_by(&site, &cast.board[5]).await;
        cast.board[5].put(&format!("{path}/vote"), json!({"vote": "no"})).await.refused(403, "recused");
        let decided = cast.board[0].post(&format!("{path}/decision"), json!({"reasons": "As scored."})).await.with(201);
        assert_eq!(decided["decision"]["tally"], json!({"seats": 5, "yes": 5, "no": 0, "abstain": 0}));
        site.advance("P10D").await;
        let entry = guest(&site, &cast.member()).await.with(200);
        let recusals = json!([
            {"ground": "same_clinic", "count": 1}, {"ground": "family", "count": 1}, {"ground": "personal", "count": 1},
        ]);
        assert_eq!(entry["recusals"], recusals);
        let recused = entry["decisions"].as_array().unwrap().iter().filter(|one| one["type"] == "recused").count();
        assert_eq!(recused, 3, "each with its leaf: {entry}");
        // Whoever is tied has no part in what comes after either.
        let review = json!({"ground": "other", "reason": "Advertising without a licence number."});
        cast.board[6].post(&format!("{}/reviews", cast.member()), review.clone()).await.refused(403, "forbidden");
        cast.board[0].post(&format!("{}/reviews", cast.member()), review).await.with(201);
        site.is_whole().await;
    }
);

on_both!(
    async fn whoever_was_recused_on_the_application_has_no_say_about_the_member_either(site after &SCORING) {
        let (cast, id) = Cast::with_application(&site);
        let path = format!("/applications/{id}");
        // Somebody on the panel knows the applicant, and somebody on the board has money in their clinic.
        let known = json!({"reason": "We are friends."});
        cast.reviewers[0].post(&format!("{path}/recusals"), known).await.with(201);
        let mut panel = cast.panel();
        panel["reviewers"][0]["account_id"] = json!(cast.reviewers[3].id);
        cast.officer.put(&format!("{path}/panel"), panel).await.with(200);
        for (place, reviewer) in [1, 2, 3].into_iter().enumerate() {
            cast.scores(&id, reviewer, AGREED[place]).await;
            cast.locks(&id, reviewer).await;
        }
        site.advance("P41D").await;
        let tied = json!({"reason": "A money tie with the applicant."});
        cast.board[6].post(&format!("{path}/recusals"), tied).await.with(201);
        for one in &cast.board[..6] {
            one.put(&format!("{path}/vote"), json!({"vote": "yes"})).await.with(200);
        }
        cast.board[0].post(&format!("{path}/decision"), json!({"reasons": "As scored."})).await.with(201);
        site.advance("P10D").await;

        let member = cast.member();
        let review = json!({"ground": "other", "reason": "Advertising without a licence number."});
        cast.board[6].post(&format!("{member}/reviews"), review.clone()).await.refused(403, "forbidden");
        cast.board[0].post(&format!("{member}/reviews"), review).await.with(201);
        let removal = json!({"measure": "removal", "reasons": "It was meant."});
        let open = cast.board[0].post(&format!("{member}/measures"), removal).await.with(201);
        assert_eq!(open["proposal"]["seats"], 6, "whoever is recused leaves the quorum base");
        let vote = format!("{member}/measures/vote");
        cast.board[6].put(&vote, json!({"vote": "yes"})).await.refused(403, "recused");
        assert_eq!(cast.board[6].get("/coalition/votes").await.with(200)["items"], json!([]));
        for one in &cast.board[..6] {
            one.put(&vote, json!({"vote": "yes"})).await.with(200);
        }
        let closed = cast.closes().await.with(201);
        assert_eq!(closed["state"], "removed", "nobody waits for the seventh");
        let appeal = json!({"ground": "fact", "text": "Nothing was meant."});
        cast.applicant.post(&format!("{member}/appeals"), appeal).await.with(201);
        let voice = json!({"outcome": "upheld", "reasons": "It was."});
        let decision = format!("{member}/appeal-decisions");
        for one in [&cast.board[6], &cast.reviewers[0]] {
            one.post(&decision, voice.clone()).await.refused(403, "forbidden");
            assert_eq!(one.get("/coalition/votes").await.with(200)["items"], json!([]));
        }
        let heard = cast.reviewers[1].post(&decision, voice).await.with(201);
        assert_eq!(heard["hearing"]["hearers"], 4, "three reviewers and the officer");
        site.is_whole().await;
    }
);

on_both!(
    async fn somebodys_own_word_does_not_reach_beyond_what_came_of_that_application(site after &COMMENTED) {
        let (cast, first) = Cast::with_application(&site);
        site.advance("P41D").await;
        let word = json!({"reason": "We wrote a paper together."});
        cast.board[6].post(&format!("/applications/{first}/recusals"), word).await.with(201);
        let gone = json!({"reason": "The applicant is abroad until autumn."});
        cast.officer.post(&format!("/applications/{first}/lapse"), gone).await.with(201);

        let start = json!({"physician_id": cast.physician});
        let id = cast.applicant.post("/applications", start).await.with(201)["id"].as_str().unwrap().to_owned();
        comes_to_the_vote(&site, &cast, &id, Cast::form()).await;
        let path = format!("/applications/{id}");
        for one in &cast.board {
            one.put(&format!("{path}/vote"), json!({"vote": "yes"})).await.with(200);
        }
        let decided = cast.board[0].post(&format!("{path}/decision"), json!({"reasons": "As scored."})).await.with(201);
        assert_eq!(decided["state"], "admitted");
        site.advance("P20D").await;
        let member = cast.member();
        let review = json!({"ground": "other", "reason": "Advertising without a licence number."});
        cast.board[6].post(&format!("{member}/reviews"), review).await.with(201);
        let removal = json!({"measure": "removal", "reasons": "It was meant."});
        let open = cast.board[0].post(&format!("{member}/measures"), removal).await.with(201);
        assert_eq!(open["proposal"]["seats"], 7, "asked anew, nobody has said a word");
        cast.board[6].put(&format!("{member}/measures/vote"), json!({"vote": "no"})).await.with(200);
        site.is_whole().await;
    }
);

on_both!(
    async fn an_applicant_does_not_choose_by_a_list_who_may_judge_what_comes_after(site after &GATHERED) {
        let cast = Cast::there(&site);
        let start = json!({"physician_id": cast.physician});
        let id = cast.applicant.post("/applications", start).await.with(201)["id"].as_str().unwrap().to_owned();
        let mut form = Cast::form();
        // Both peers are asked; of the patients those whom the lot falls on.
        form["peers"][0]["email"] = json!(cast.board[6].email);
        form["patients"][0]["email"] = json!(cast.board[5].email);
        comes_to_the_vote(&site, &cast, &id, form).await;
        let path = format!("/applications/{id}");
        for one in &cast.board[..5] {
            one.put(&format!("{path}/vote"), json!({"vote": "yes"})).await.with(200);
        }
        for named in &cast.board[5..] {
            named.put(&format!("{path}/vote"), json!({"vote": "yes"})).await.refused(403, "recused");
        }
        cast.board[0].post(&format!("{path}/decision"), json!({"reasons": "As scored."})).await.with(201);
        site.advance("P10D").await;

        let email = cast.board[5].email.clone();
        let asked = site.app.read(move |reader| {
            let own = application_referees::table.filter(application_referees::email.eq(email));
            Ok(own.count().get_result::<i64>(reader.conn)?)
        });
        let drawn = asked.await.unwrap() > 0;
        let member = cast.member();
        let review = json!({"ground": "other", "reason": "Advertising without a licence number."});
        cast.board[0].post(&format!("{member}/reviews"), review).await.with(201);
        let removal = json!({"measure": "removal", "reasons": "It was meant."});
        let open = cast.board[0].post(&format!("{member}/measures"), removal).await.with(201);
        assert_eq!(open["proposal"]["seats"], if drawn { 5 } else { 6 }, "a name on a list ties nobody for good");
        let vote = format!("{member}/measures/vote");
        cast.board[6].put(&vote, json!({"vote": "yes"})).await.refused(403, "recused");
        site.is_whole().await;
    }
);

fn review_of(cast: &Cast) -> Value {
    json!({
        "physician_id": cast.physician, "clinic_id": cast.clinic.id, "procedure": "fue", "procedure_month": "2024-01",
        "overall": 4, "choose_again": true, "interest": "none", "authorship": true,
        "text": "Two sessions, and at month twelve it looks as I had hoped it would.",
    })
}
