//! The courier against an SMTP server on loopback and against the folder.

use super::*;
use crate::mail::outbox::LetterState;
use crate::mail::testing::{app, at, connect, put, row};
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};

/// Starts a server that answers each recipient with `verdict`; answers its URL and where its letters arrive.
fn server(verdict: &'static str) -> (String, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("smtp://{}", listener.local_addr().unwrap());
    let (arrived, arrivals) = channel();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let arrived = arrived.clone();
            std::thread::spawn(move || converse(stream.unwrap(), verdict, &arrived));
        }
    });
    (url, arrivals)
}

fn converse(mut stream: TcpStream, verdict: &str, arrived: &Sender<String>) {
    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
    let mut say = |words: &str| stream.write_all(format!("{words}\r\n").as_bytes()).is_ok();
    say("220 test");
    while let Some(Ok(line)) = lines.next() {
        let verb = line.get(..4).unwrap_or_default().to_ascii_uppercase();
        let answer = match verb.as_str() {
            "RCPT" => verdict,
            "DATA" => {
                say("354 go");
                let body: Vec<String> = lines.by_ref().map_while(Result::ok).take_while(|line| line != ".").collect();
                arrived.send(body.join("\n")).unwrap();
                "250 taken"
            }
            "QUIT" => "221 bye",
            _ => "250 ok",
        };
        if answer.is_empty() || !say(answer) {
            std::thread::sleep(Duration::from_secs(5));
            return;
        }
    }
}

fn app_with(folder: &Path, url: String) -> App {
    app(folder, |config| {
        config.mail.smtp_url = Some(url.into());
        config.mail.timeout_seconds = 1;
        config.mail.letters_per_second = 1_000;
    })
}

fn find(folder: &Path, id: &str) -> OutboxRow {
    store::find(&mut connect(folder), id).unwrap()
}

#[tokio::test]
async fn letters_arrive_once_in_order_with_the_checkpoint() {
    let folder = tempfile::tempdir().unwrap();
    let (url, arrivals) = server("250 ok");
    let app = app_with(folder.path(), url);
    for number in 0..60 {
        put(&mut connect(folder.path()), &row(&format!("{number:02}"), Some("case")));
    }
    let mut courier = Courier::new(&app).unwrap().with_checkpoint(|_| Ok(Some("candor.example 3 root".into())));
    assert_eq!(courier.run_due().await.unwrap(), 60);
    assert_eq!(courier.run_due().await.unwrap(), 0);
    let ids: Vec<String> = arrivals
        .try_iter()
        .map(|letter| {
            assert!(letter.contains("X-Ledger-Checkpoint: candor.example 3 root"));
            letter.lines().find_map(|line| line.strip_prefix("Message-ID: ")).unwrap().to_owned()
        })
        .collect();
    let expected: Vec<String> = (0..60).map(|number| format!("<{number:02}@candor.example>")).collect();
    assert_eq!(ids, expected);
    assert_eq!(find(folder.path(), "07").checkpoint.as_deref(), Some("candor.example 3 root"));
}

#[tokio::test]
async fn a_letter_that_somebody_waits_for_overtakes_those_that_are_held() {
    let folder = tempfile::tempdir().unwrap();
    let (url, arrivals) = server("250 ok");
    let app = app_with(folder.path(), url);
    for id in ["01", "02", "03"] {
        put(&mut connect(folder.path()), &row(id, Some("case")));
    }
    let mut courier = Courier::new(&app).unwrap();
    let held = courier.claim().await.unwrap().unwrap();
    assert_eq!(held.letters.len(), 3);
    let awaited = OutboxRow { kind: store::AWAITED[0].into(), ..row("09", None) };
    put(&mut connect(folder.path()), &awaited);
    let (_tell, stop) = watch::channel(false);
    assert_eq!(courier.send_held(held, &stop).await.unwrap().sent, 0, "they are given back");
    assert_eq!(find(folder.path(), "01").state, LetterState::Waiting);
    assert_eq!(courier.run_due().await.unwrap(), 4);
    let ids: Vec<String> = arrivals
        .try_iter()
        .map(|letter| letter.lines().find_map(|line| line.strip_prefix("Message-ID: ")).unwrap().to_owned())
        .collect();
    assert_eq!(ids, ["09", "01", "02", "03"].map(|id| format!("<{id}@candor.example>")));
}

#[tokio::test]
async fn a_refused_letter_is_tried_seven_times_and_then_dead() {
    let folder = tempfile::tempdir().unwrap();
    let (url, _arrivals) = server("550 5.1.1 <ada@example.com> unknown");
    let app = app_with(folder.path(), url);
    put(&mut connect(folder.path()), &row("01", None));
    for due in ["11:01", "11:06", "11:36", "13:36", "21:36"] {
        assert_eq!(run_due(&app).await.unwrap(), 0);
        let letter = find(folder.path(), "01");
        assert_eq!((letter.state, letter.due_at), (LetterState::Waiting, at(&format!("2026-03-14T{due}:00Z"))));
        assert!(!letter.last_error.unwrap().contains('@'));
        app.site().clock.advance_to(letter.due_at);
    }
    run_due(&app).await.unwrap();
    app.site().clock.advance_to(find(folder.path(), "01").due_at);
    run_due(&app).await.unwrap();
    let letter = find(folder.path(), "01");
    assert_eq!((letter.state, letter.attempts), (LetterState::Dead, 7));
}

#[tokio::test]
async fn an_impossible_address_is_given_up_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(folder.path(), |_| {});
    let mut letter = row("01", None);
    letter.recipient = "nobody".into();
    put(&mut connect(folder.path()), &letter);
    assert_eq!(run_due(&app).await.unwrap(), 0);
    assert_eq!(find(folder.path(), "01").state, LetterState::Dead);
}

#[tokio::test]
async fn a_silent_server_does_not_hold_the_letter() {
    let folder = tempfile::tempdir().unwrap();
    let (url, _arrivals) = server("");
    let app = app_with(folder.path(), url);
    put(&mut connect(folder.path()), &row("01", None));
    assert_eq!(run_due(&app).await.unwrap(), 0);
    let letter = find(folder.path(), "01");
    assert_eq!(letter.state, LetterState::Waiting);
    assert_eq!(letter.last_error.as_deref(), Some("no answer within 1 s"));
}

#[tokio::test]
async fn a_letter_of_a_crashed_worker_leaves_again_under_the_same_id() {
    let folder = tempfile::tempdir().unwrap();
    let (url, arrivals) = server("250 ok");
    let app = app_with(folder.path(), url);
    let mut letter = row("01", None);
    letter.state = LetterState::Sending;
    letter.leased_until = Some(at("2026-03-14T10:00:30Z"));
    put(&mut connect(folder.path()), &letter);
    assert_eq!(run_due(&app).await.unwrap(), 1);
    assert!(arrivals.recv().unwrap().contains("Message-ID: <01@candor.example>"));
}

#[tokio::test]
async fn the_loop_stops_when_told() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(folder.path(), |_| {});
    put(&mut connect(folder.path()), &row("01", None));
    let path = folder.path().join("mail/01.eml");
    let is_there = async move {
        while !path.exists() {
            tokio::task::yield_now().await;
        }
    };
    run(&app, is_there).await.unwrap();
    assert_eq!(find(folder.path(), "01").state, LetterState::Sent);
}
