//! Claims on a real SQLite file.

use super::*;
use crate::mail::testing::{at, connect, database, put, row};

const LEASE: &str = "2026-11-21T12:00:30Z";

fn present() -> Present {
    Present { site: at("2026-03-14T11:00:00Z"), machine: at("2026-11-21T12:00:00Z") }
}

fn claim_ids(conn: &mut Connection, present: Present, limit: i64) -> Vec<String> {
    claim(conn, present, at(LEASE), limit).unwrap().into_iter().map(|row| row.id).collect()
}

#[test]
fn two_workers_never_hold_the_same_letter() {
    let folder = tempfile::tempdir().unwrap();
    let mut conn = database(folder.path());
    for number in 0..200 {
        put(&mut conn, &row(&format!("{number:03}"), None));
    }
    let workers: Vec<_> = (0..2)
        .map(|_| {
            let path = folder.path().to_owned();
            std::thread::spawn(move || {
                use diesel::connection::SimpleConnection as _;
                let mut conn = connect(&path);
                conn.batch_execute("PRAGMA busy_timeout = 10000").unwrap();
                let mut mine = Vec::new();
                loop {
                    conn.batch_execute("BEGIN IMMEDIATE").unwrap();
                    let ids = claim_ids(&mut conn, present(), 7);
                    conn.batch_execute("COMMIT").unwrap();
                    if ids.is_empty() {
                        return mine;
                    }
                    mine.extend(ids);
                }
            })
        })
        .collect();
    let mut all: Vec<String> = workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect();
    all.sort();
    let expected: Vec<String> = (0..200).map(|number| format!("{number:03}")).collect();
    assert_eq!(all, expected);
}

#[test]
fn a_lease_that_ran_out_frees_the_letter_and_its_old_holder_marks_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut conn = database(folder.path());
    put(&mut conn, &row("01", None));
    assert_eq!(claim_ids(&mut conn, present(), 10), ["01"]);
    assert!(claim_ids(&mut conn, present(), 10).is_empty());
    let later = Present { machine: at("2026-11-21T12:00:31Z"), ..present() };
    let second = at("2026-11-21T12:01:01Z");
    assert_eq!(claim(&mut conn, later, second, 10).unwrap().len(), 1);
    let sent = Outcome::Sent { at: later.site, checkpoint: None };
    assert!(!mark(&mut conn, "01", at(LEASE), &sent).unwrap());
    assert!(mark(&mut conn, "01", second, &sent).unwrap());
    assert_eq!(find(&mut conn, "01").unwrap().state, LetterState::Sent);
    assert!(!is_any_due(&mut conn, later).unwrap());
}

#[test]
fn a_thread_leaves_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let mut conn = database(folder.path());
    let mut tried = row("01", Some("case"));
    tried.due_at = at("2026-03-14T10:30:00Z");
    put(&mut conn, &tried);
    put(&mut conn, &row("02", Some("case")));
    put(&mut conn, &row("03", None));
    assert_eq!(claim_ids(&mut conn, present(), 1), ["01"], "the earliest, though it is due later");
    assert_eq!(claim_ids(&mut conn, present(), 10), ["03"], "02 waits while 01 is on its way");
    let again = Outcome::Again { due_at: at("2026-03-14T11:01:00Z"), reason: "450".into() };
    assert!(mark(&mut conn, "01", at(LEASE), &again).unwrap());
    assert_eq!(claim_ids(&mut conn, present(), 10), Vec::<String>::new(), "02 waits for the next try of 01");
}

#[test]
fn a_letter_that_somebody_waits_for_overtakes_the_others() {
    let folder = tempfile::tempdir().unwrap();
    let mut conn = database(folder.path());
    for number in 0..5 {
        put(&mut conn, &row(&format!("{number:02}"), Some("case")));
    }
    for (id, kind) in [("10", AWAITED[2]), ("11", AWAITED[0]), ("12", "account_role_changed")] {
        let mut letter = row(id, None);
        letter.kind = kind.into();
        letter.due_at = at("2026-03-14T10:30:00Z");
        put(&mut conn, &letter);
    }
    assert_eq!(claim_ids(&mut conn, present(), 1), ["10"]);
    assert_eq!(claim_ids(&mut conn, present(), 3), ["11", "00", "01"]);
    let early = Present { site: at("2026-03-14T10:29:00Z"), ..present() };
    let again = Outcome::Again { due_at: at("2026-03-14T10:40:00Z"), reason: "450".into() };
    assert!(mark(&mut conn, "10", at(LEASE), &again).unwrap());
    assert!(!claim_ids(&mut conn, early, 10).contains(&"10".to_owned()), "it still waits for its next try");
}

#[test]
fn renewing_and_releasing_need_the_lease() {
    let folder = tempfile::tempdir().unwrap();
    let mut conn = database(folder.path());
    put(&mut conn, &row("01", None));
    claim_ids(&mut conn, present(), 10);
    let (ids, until) = (vec!["01".to_owned()], at("2026-11-21T12:00:50Z"));
    assert!(renew(&mut conn, &ids, at("2026-11-21T11:00:00Z"), until).unwrap().is_empty());
    assert_eq!(renew(&mut conn, &ids, at(LEASE), until).unwrap().len(), 1);
    release(&mut conn, &ids, at(LEASE)).unwrap();
    assert_eq!(find(&mut conn, "01").unwrap().state, LetterState::Sending);
    release(&mut conn, &ids, until).unwrap();
    assert_eq!(claim_ids(&mut conn, present(), 10), ["01"]);
}

#[test]
fn only_a_dead_letter_is_sent_anew() {
    let folder = tempfile::tempdir().unwrap();
    let mut conn = database(folder.path());
    put(&mut conn, &row("01", None));
    assert!(resend(&mut conn, "01", present().site).is_err());
    claim_ids(&mut conn, present(), 10);
    mark(&mut conn, "01", at(LEASE), &Outcome::Dead { reason: "550".into() }).unwrap();
    assert_eq!(find(&mut conn, "01").unwrap().state, LetterState::Dead);
    resend(&mut conn, "01", present().site).unwrap();
    assert_eq!(claim_ids(&mut conn, present(), 10), ["01"]);
}

#[test]
fn a_letter_that_waits_for_its_next_try_is_overtaken_by_none_to_the_same_person() {
    let folder = tempfile::tempdir().unwrap();
    let mut conn = database(folder.path());
    let mut other = row("03", Some("CMP-2026-000001"));
    other.recipient = "desk@clinic.example".into();
    for letter in [row("01", Some("CMP-2026-000001")), row("02", Some("CMP-2026-000001")), other] {
        put(&mut conn, &letter);
    }
    assert_eq!(claim_ids(&mut conn, present(), 10), ["01", "02", "03"]);
    let again = at("2026-03-14T11:30:00Z");
    let outcome = Outcome::Again { due_at: again, reason: "away".into() };
    assert!(mark(&mut conn, "01", at(LEASE), &outcome).unwrap());
    let state = |conn: &mut Connection, id: &str| find(conn, id).map(|row| (row.state, row.due_at)).unwrap();
    assert_eq!(state(&mut conn, "02"), (LetterState::Waiting, again));
    assert_eq!(state(&mut conn, "03").0, LetterState::Sending, "somebody else's letter goes on");
    let earliest = not_before(&mut conn, "CMP-2026-000001", &row("01", None).recipient, present().site).unwrap();
    assert_eq!(earliest, again, "what is posted now waits too");
    let later = Present { site: again, ..present() };
    assert_eq!(claim_ids(&mut conn, later, 10), Vec::<String>::new(), "the thread is busy");
    let sent = Outcome::Sent { at: again, checkpoint: None };
    assert!(mark(&mut conn, "03", at(LEASE), &sent).unwrap());
    assert_eq!(claim_ids(&mut conn, later, 10), ["01", "02"]);
}
