//! Too much at once: what finds no room, or waits too long for the database, is told at once to come again.

use crate::on_both;
use crate::support::app::{Engine, TestSite};
use crate::support::ledger::connect;
use crate::support::people::{Patient, send};
use candor::error::AppError;
use diesel::connection::SimpleConnection as _;
use reqwest::Method;
use serde_json::json;
use std::io::Write as _;
use std::net::TcpStream;
use std::sync::{Mutex, mpsc};
use std::time::{Duration, Instant};
use tokio::task::JoinHandle;

/// Longest that something on this machine is waited for.
const PATIENCE: Duration = Duration::from_secs(20);

/// Writes that may wait for the writer.
const ROOM: usize = 8;

/// A write whose body does not come: it keeps its place in the site.
fn begun(host: &str) -> TcpStream {
    let mut stream = TcpStream::connect(host).unwrap();
    let head = "POST /api/v1/accounts HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 100\r\n";
    write!(stream, "{head}Host: {host}\r\n\r\n{{").unwrap();
    stream
}

on_both!(
    async fn a_full_site_turns_writes_away_at_once_and_still_reads(site, |config| {
        config.server.max_concurrent_requests = 8;
        config.server.client_timeout_seconds = 60;
    }) {
        let host = site.address.trim_start_matches("http://").to_owned();
        let writes = || send(site.program().post(site.url("/api/v1/sessions")).json(&json!({})));
        assert_eq!(writes().await.status, 422, "there is room");
        // Writes have three quarters of the room.
        let held: Vec<TcpStream> = (0..6).map(|_| begun(&host)).collect();
        let deadline = Instant::now() + PATIENCE;
        let full = loop {
            let answer = writes().await;
            if answer.status == 503 {
                break answer;
            }
            assert!(Instant::now() < deadline, "six held writes leave room: {}", answer.status);
        };
        assert!(full.header("retry-after").parse::<u32>().unwrap() > 0);
        full.refused(503, "unavailable");
        send(site.program().get(site.url("/api/v1/threads"))).await.with(200);
        drop(held);
        let deadline = Instant::now() + PATIENCE;
        while writes().await.status == 503 {
            assert!(Instant::now() < deadline, "the places were given back");
        }
    }
);

/// Keeps SQLite's writer busy until something is sent.
async fn hold_the_writer(site: &TestSite) -> (mpsc::Sender<()>, JoinHandle<Result<(), AppError>>) {
    let (entered, inside) = mpsc::channel();
    let (open, gate) = mpsc::channel::<()>();
    let gate = Mutex::new(gate);
    let app = site.app.clone();
    let holding = tokio::spawn(async move {
        let held = app.write(move |_| {
            entered.send(()).unwrap();
            gate.lock().unwrap().recv().unwrap();
            Ok(())
        });
        held.await
    });
    tokio::task::spawn_blocking(move || inside.recv().unwrap()).await.unwrap();
    (open, holding)
}

#[tokio::test]
async fn a_full_queue_of_writes_is_told_so_on_sqlite() {
    let settings = |config: &mut candor::config::Config| {
        config.database.write_queue = ROOM;
        config.jobs.poll_ms = 3_600_000;
    };
    let site = TestSite::start_with(Engine::Sqlite, settings).await;
    let patient = Patient::of(&site, "wren").await;
    let (open, holding) = hold_the_writer(&site).await;
    // A few writes may wait, and the others are told at once.
    let mut sent = tokio::task::JoinSet::new();
    for number in 0..ROOM + 3 {
        let draft = json!({"kind": "thread", "fields": {"title": format!("Thought {number}")}});
        sent.spawn(send(patient.request(Method::POST, "/drafts").json(&draft)));
    }
    for _ in 0..3 {
        let answer = sent.join_next().await.unwrap().unwrap();
        assert!(answer.header("retry-after").parse::<u32>().unwrap() > 0);
        answer.refused(503, "unavailable");
    }
    assert_eq!(patient.get("/drafts").await.with(200)["items"], json!([]), "reads go on");
    open.send(()).unwrap();
    holding.await.unwrap().unwrap();
    // A letter that was to be noted as sent may have had a place too.
    let mut kept = 0;
    while let Some(answer) = sent.join_next().await {
        kept += usize::from(answer.unwrap().status == 201);
    }
    assert!(kept > 0);
    assert_eq!(patient.get("/drafts").await.with(200)["items"].as_array().unwrap().len(), kept);
}

#[tokio::test]
async fn a_statement_that_takes_too_long_is_told_so_on_postgres() {
    let settings = |config: &mut candor::config::Config| config.database.statement_timeout_ms = 200;
    let site = TestSite::start_with(Engine::Postgres, settings).await;
    let mut other = connect(&site.app.config().database_url());
    other.batch_execute("BEGIN; LOCK TABLE threads IN ACCESS EXCLUSIVE MODE").unwrap();
    let answer = send(site.program().get(site.url("/api/v1/threads"))).await;
    assert!(answer.header("retry-after").parse::<u32>().unwrap() > 0);
    answer.refused(503, "unavailable");
    other.batch_execute("ROLLBACK").unwrap();
    send(site.program().get(site.url("/api/v1/threads"))).await.with(200);
}

#[tokio::test]
async fn a_write_that_never_began_is_told_so_and_never_happens_on_sqlite() {
    let settings = |config: &mut candor::config::Config| {
        config.database.statement_timeout_ms = 200;
        config.jobs.poll_ms = 3_600_000;
    };
    let site = TestSite::start_with(Engine::Sqlite, settings).await;
    let patient = Patient::of(&site, "wren").await;
    let draft = json!({"kind": "thread", "fields": {"title": "Thought twice"}});
    let (open, holding) = hold_the_writer(&site).await;
    let answer = send(patient.request(Method::POST, "/drafts").json(&draft)).await;
    assert!(answer.header("retry-after").parse::<u32>().unwrap() > 0);
    answer.refused(503, "unavailable");
    open.send(()).unwrap();
    holding.await.unwrap().expect("what had begun is waited for");
    send(patient.request(Method::POST, "/drafts").json(&draft)).await.with(201);
    assert_eq!(patient.get("/drafts").await.with(200)["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_read_that_takes_too_long_is_told_so_on_sqlite() {
    let settings = |config: &mut candor::config::Config| config.database.statement_timeout_ms = 200;
    let site = TestSite::start_with(Engine::Sqlite, settings).await;
    let (end, gate) = mpsc::channel::<()>();
    let slow = site.app.read(move |_| gate.recv().map_err(AppError::internal)).await;
    assert!(matches!(slow, Err(AppError::Unavailable(_))), "{slow:?}");
    end.send(()).unwrap();
    send(site.program().get(site.url("/api/v1/threads"))).await.with(200);
}
