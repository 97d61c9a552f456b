//! Access tokens and refresh tokens: expired, forged, used twice.

use crate::on_both;
use crate::support::app::TestSite;
use crate::support::people::{Person, post, send};
use crate::support::rows::Held;
use candor::clock::Timestamp;
use candor::web::token::{Signer, generate_signing_key};
use chrono::Duration;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

async fn me_with(site: &TestSite, authorization: &str) -> crate::support::answer::Answer {
    send(site.client().get(site.url("/api/v1/me")).header("Authorization", authorization)).await
}

/// The session in an access token.
fn session_of(token: &str) -> String {
    use base64::Engine as _;
    let body = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(token.split('.').nth(1).unwrap()).unwrap();
    serde_json::from_slice::<Value>(&body).unwrap()["sid"].as_str().unwrap().to_owned()
}

on_both!(
    async fn only_our_own_tokens_hold_and_not_for_ever(site) {
        let wren = Person::with_roles(&site, "wren", &[]).await;
        let robin = Person::with_roles(&site, "robin", &[]).await;
        let session = session_of(&wren.token);
        let ours = Signer::from_pem(&site.address, site.app.site().keys.signing_pem()).unwrap();
        let foreign = Signer::from_pem(&site.address, &generate_signing_key().unwrap()).unwrap();
        let elsewhere = Signer::from_pem("https://other.example", site.app.site().keys.signing_pem()).unwrap();
        let now = site.app.site().clock.machine_now();
        let signed = |signer: &Signer, account: &str, at: Timestamp| {
            format!("Bearer {}", signer.sign(account, &session, vec!["admin".into()], (at, 600)).unwrap())
        };
        me_with(&site, &signed(&ours, &wren.id, now)).await.with(200);
        let old = now.minus(Duration::seconds(601));
        me_with(&site, &signed(&ours, &wren.id, old)).await.refused(401, "token_expired");
        me_with(&site, &signed(&foreign, &wren.id, now)).await.refused(401, "token_invalid");
        me_with(&site, &signed(&elsewhere, &wren.id, now)).await.refused(401, "token_invalid");
        me_with(&site, &signed(&ours, &robin.id, now)).await.refused(401, "token_invalid");
        me_with(&site, "Bearer nonsense").await.refused(401, "token_invalid");
        let answer = me_with(&site, "Basic d3JlbjpwYXNz").await;
        assert_eq!(answer.header("www-authenticate"), "Bearer");
        answer.refused(401, "unauthenticated");
        let admin = send(site.client().get(site.url("/api/v1/role-changes")).header("Authorization", signed(&ours, &wren.id, now)));
        admin.await.refused(403, "forbidden");
        send(site.client().get(site.url("/api/v1/me"))).await.refused(401, "unauthenticated");
    }
);

on_both!(
    async fn secrets_of_a_session_are_long_and_only_their_hashes_are_kept(site) {
        let program = Person::with_roles(&site, "wren", &[]).await;
        let browser = crate::access::people::Person::with_roles(&site, "robin", &[]).await;
        let (_, cookie) = browser.cookie.split_once('=').unwrap();
        let held = Held::whole(&site).await;
        for secret in [program.refresh_token.as_str(), cookie] {
            assert_eq!(hex::decode(secret).unwrap().len(), 32, "256 bits");
            assert_eq!(held.tables_with(secret), Vec::<&str>::new());
            let hash = hex::encode(Sha256::digest(secret));
            assert_eq!(held.tables_with(&hash).len(), 1, "what is kept is found");
        }
    }
);

on_both!(
    async fn a_refresh_token_is_good_once_and_its_reuse_ends_the_family(site) {
        let wren = Person::with_roles(&site, "wren", &[]).await;
        let elsewhere = Person::signs_in(&site, &wren.email).await;
        let exchanged = |token: &str| post(&site, "/api/v1/tokens", json!({"refresh_token": token}));
        let second = exchanged(&wren.refresh_token).await.with(201);
        let token = second["access_token"].as_str().unwrap();
        assert_ne!(second["refresh_token"], wren.refresh_token.as_str());
        me_with(&site, &format!("Bearer {token}")).await.with(200);
        let third = exchanged(second["refresh_token"].as_str().unwrap()).await.with(201);

        exchanged(&wren.refresh_token).await.refused(401, "refresh_reused");
        exchanged(third["refresh_token"].as_str().unwrap()).await.refused(401, "token_invalid");
        exchanged(&wren.refresh_token).await.refused(401, "refresh_reused");
        me_with(&site, &format!("Bearer {token}")).await.refused(401, "unauthenticated");
        elsewhere.get("/me").await.with(200);
        exchanged("never-given").await.refused(401, "token_invalid");
    }
);

on_both!(
    async fn a_refresh_token_that_two_bring_at_once_ends_the_family(site) {
        let wren = Person::with_roles(&site, "wren", &[]).await;
        let body = || json!({"refresh_token": wren.refresh_token});
        let (one, other) =
            tokio::join!(post(&site, "/api/v1/tokens", body()), post(&site, "/api/v1/tokens", body()));
        let mut statuses = [one.status, other.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [201, 401], "{one:?} {other:?}");
        wren.get("/me").await.refused(401, "unauthenticated");
    }
);
