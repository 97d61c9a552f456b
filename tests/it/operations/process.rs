//! What only a process of its own can show: that it stops as it should, and its figures.

use crate::support::answer::Answer;
use crate::support::ledger;
use crate::support::people::{send, sign_up_form};
use crate::support::process::Served;
use crate::support::smtp::{Mood, SmtpServer};
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::time::{Duration, Instant};

/// Longest that something on this machine is waited for.
const PATIENCE: Duration = Duration::from_secs(20);

/// What it prints when asked for its figures: the value of a line that begins so.
fn figure(text: &str, begins: &str) -> Option<f64> {
    let line = text.lines().find(|line| line.starts_with(begins))?;
    line.rsplit_once(' ').map(|(_, value)| value.parse().unwrap())
}

#[test]
fn a_process_that_is_stopped_finishes_the_request_it_has_begun() {
    let (folder, smtp) = (tempfile::tempdir().unwrap(), SmtpServer::start());
    let database = format!("sqlite:{}", folder.path().join("candor.db").display());
    let site = Served::start(folder.path(), &database, &smtp.url());
    let host = site.address.trim_start_matches("http://").to_owned();
    let body = r#"{"email": "wren@people.example", "password": "plum-kettle-47-orbit"}"#;
    let mut running = TcpStream::connect(&host).unwrap();
    running.set_read_timeout(Some(PATIENCE)).unwrap();
    let head = "POST /api/v1/sessions HTTP/1.1\r\nContent-Type: application/json\r\nExpect: 100-continue\r\n";
    write!(running, "{head}Connection: close\r\nHost: {host}\r\nContent-Length: {}\r\n\r\n", body.len()).unwrap();
    let mut told = [0; 25];
    running.read_exact(&mut told).unwrap();
    assert_eq!(&told, b"HTTP/1.1 100 Continue\r\n\r\n", "the site has taken it on");

    site.terminate();
    let deadline = Instant::now() + PATIENCE;
    while TcpStream::connect(&host).is_ok() {
        assert!(Instant::now() < deadline, "it listens no more");
    }
    running.write_all(body.as_bytes()).unwrap();
    let mut answer = String::new();
    running.read_to_string(&mut answer).unwrap();
    Answer::of_raw(&answer).refused(401, "sign_in_failed");
    assert!(site.ended().success());
}

/// The mail server has the letter and has not said so yet: it is marked before the process ends, and never comes again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_process_that_is_stopped_finishes_the_letter_in_hand() {
    let (folder, smtp) = (tempfile::tempdir().unwrap(), SmtpServer::start());
    let database = format!("sqlite:{}", folder.path().join("candor.db").display());
    let site = Served::start(folder.path(), &database, &smtp.url());
    smtp.set_mood(Mood::Delay(Duration::from_secs(3)));
    let form = sign_up_form("wren@people.example", "wren");
    let signed_up = send(reqwest::Client::new().post(format!("{}/api/v1/accounts", site.address)).json(&form)).await;
    assert!(signed_up.status < 300, "{signed_up:?}");
    let letters = smtp.wait_for(1);
    site.terminate();
    assert!(site.ended().success());
    ledger::assert_letters_left_once(&database, &[format!("<{}>", letters[0].message_id())]);
    assert_eq!(smtp.letters().len(), 1);
}

#[tokio::test]
async fn figures_are_told_on_a_port_of_their_own_and_nowhere_else() {
    let (folder, smtp) = (tempfile::tempdir().unwrap(), SmtpServer::start());
    let database = format!("sqlite:{}", folder.path().join("candor.db").display());
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    let figures_on = [("CANDOR_SERVER__METRICS_BIND", port.as_str())];
    let site = Served::start_with(folder.path(), &database, &smtp.url(), &figures_on);
    let client = reqwest::Client::new();
    for _ in 0..3 {
        send(client.get(format!("{}/api/v1/threads", site.address))).await.with(200);
    }
    let told = send(client.get(format!("http://{port}/metrics"))).await;
    assert_eq!(told.status, 200);
    assert_eq!(told.header("content-type"), "text/plain; version=0.0.4; charset=utf-8");
    let threads = told.text.lines().find(|line| {
        let parts = ["candor_http_requests_total{", "/api/v1/threads\"", "\"GET\"", "\"200\""];
        parts.iter().all(|part| line.contains(part))
    });
    assert!(threads.is_some_and(|line| line.ends_with(" 3")), "{}", told.text);
    for name in ["candor_letters_waiting", "candor_letters_dead", "candor_timers_failing", "candor_timers_dead"] {
        assert_eq!(figure(&told.text, name), Some(0.0), "{name}: {}", told.text);
    }
    assert!(figure(&told.text, "candor_database_statements_total") > Some(3.0), "{}", told.text);
    assert!(told.text.contains("candor_http_request_seconds_bucket{"), "{}", told.text);
    let public = send(client.get(format!("{}/metrics", site.address))).await;
    assert_eq!(public.status, 404, "not for everybody");
}
