//! What people write stays out of the log, however much it tells: drafts, and mail at the signed door.

use crate::support::postgres::PostgresDatabase;
use crate::support::process::Served;
use crate::support::smtp::SmtpServer;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use candor::accounts::{NewUser, create_user};
use candor::app::App;
use candor::clock::Clock;
use candor::config::Config;
use candor::server::assemble;
use chrono::Duration;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::{Value, json};
use sha2::Sha256;
use std::path::Path;

const PASSWORD: &str = "plum-kettle-47-orbit";
const KEY: &[u8] = b"0f3a-9c1d-72be-4458-a6d1-88ef";
/// Stands in everything that is written here.
const SECRET: &str = "scar-above-the-left-ear";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_people_write_is_not_logged_on_sqlite() {
    story(None).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_people_write_is_not_logged_on_postgres() {
    story(Some(PostgresDatabase::fresh())).await;
}

async fn story(database: Option<PostgresDatabase>) {
    let (folder, smtp) = (tempfile::tempdir().unwrap(), SmtpServer::start());
    let url = match &database {
        Some(database) => database.url(),
        None => format!("sqlite:{}", folder.path().join("candor.db").display()),
    };
    settle(folder.path(), &url).await;
    let secret = format!("whsec_{}", STANDARD.encode(KEY));
    let more = [("CANDOR_MAIL__INBOUND_WEBHOOK_SECRET", secret.as_str()), ("CANDOR_LOG__LEVEL", "trace")];
    let served = Served::start_with(folder.path(), &url, &smtp.url(), &more);
    let client = reqwest::Client::new();
    let api = |path: &str| format!("{}/api/v1/{path}", served.address);

    let credentials = json!({"email": "wren@people.example", "password": PASSWORD});
    let tokens: Value = client.post(api("sessions")).json(&credentials).send().await.unwrap().json().await.unwrap();
    let token = tokens["access_token"].as_str().unwrap();
    for (kind, status) in [("complaint", 201), ("poem", 422)] {
        let draft = json!({"kind": kind, "fields": {"narrative": SECRET}});
        let answer = client.post(api("drafts")).bearer_auth(token).json(&draft).send().await.unwrap();
        assert_eq!(answer.status(), status, "{kind}");
    }

    let mail =
        format!("From: {SECRET}@people.example\r\nTo: case@candor.localhost\r\nSubject: {SECRET}\r\n\r\n{SECRET}\r\n");
    let at = (Clock::machine(Duration::zero()).machine_now().unix_millis() / 1_000).to_string();
    for (key, status) in [(KEY, 200), (&b"another key of enough bytes"[..], 401)] {
        let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap();
        mac.update(format!("msg_1.{at}.{mail}").as_bytes());
        let signature = format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()));
        let request = client.post(format!("{}/hooks/mail", served.address)).header("webhook-id", "msg_1");
        let request = request.header("webhook-timestamp", &at).header("webhook-signature", signature);
        assert_eq!(request.body(mail.clone()).send().await.unwrap().status(), status);
    }

    served.kill();
    let log = std::fs::read_to_string(folder.path().join("log")).unwrap();
    assert!(log.contains("signature_invalid") && log.contains("refused"), "the log tells what was refused: {log}");
    for word in [SECRET, secret.as_str()] {
        let told: Vec<_> = log.lines().filter(|line| line.contains(word)).collect();
        assert!(told.is_empty(), "{told:#?}");
    }
}

/// A database with one account in it.
async fn settle(folder: &Path, url: &str) {
    let mut config = Config::development(folder).unwrap();
    config.database.url = url.into();
    assemble::migrate(&config).unwrap();
    let app = App::open(assemble::site_at(config, Clock::machine(Duration::zero())).unwrap()).unwrap();
    let new = NewUser {
        email: "wren@people.example".to_owned(),
        name: "wren".to_owned(),
        roles: Vec::new(),
        password: PASSWORD.to_owned().into(),
    };
    create_user(&app, new).await.unwrap();
}
