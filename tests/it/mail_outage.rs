//! A mail server that is away: tries at the promised pauses, then every letter once and in order, or given up.

use crate::complaints::triage;
use crate::support::community::{Community, address_of, complaint};
use crate::support::ledger;
use crate::support::postgres::PostgresDatabase;
use crate::support::smtp::{Mood, SmtpServer};
use candor::accounts::letters::{Addressee, reset_password};
use candor::app::App;
use candor::clock::{Clock, Timestamp};
use candor::complaints::actions;
use candor::config::Config;
use candor::db::schema::outbox_letters;
use candor::mail::{
    self,
    outbox::{LetterState, OutboxRow},
};
use candor::server::assemble;
use candor::text::lang::Lang;
use chrono::Duration;
use diesel::prelude::*;
use std::collections::BTreeSet;
use tempfile::TempDir;

/// The pauses between tries, in minutes.
const PAUSES: [i64; 6] = [1, 5, 30, 120, 480, 1_440];

/// A site with a mail server of its own, whose courier runs only when told.
struct Office {
    app: App,
    smtp: SmtpServer,
    _folder: TempDir,
    _database: Option<PostgresDatabase>,
}

impl Office {
    async fn open(database: Option<PostgresDatabase>) -> Self {
        let (folder, smtp) = (tempfile::tempdir().unwrap(), SmtpServer::start());
        let mut config = Config::development(folder.path()).unwrap();
        config.accounts.argon2_memory_kib = 64;
        config.accounts.argon2_iterations = 1;
        config.mail.smtp_url = Some(smtp.url().into());
        config.mail.letters_per_second = 1_000;
        if let Some(database) = &database {
            config.database.url = database.url().into();
        }
        assemble::migrate(&config).unwrap();
        let clock = Clock::fixed(Timestamp::parse("2026-03-02T10:00:00Z").unwrap());
        let app = App::open(assemble::site_at(config, clock).unwrap()).unwrap();
        let office = Self { app, smtp, _folder: folder, _database: database };
        office.write_some().await;
        office
    }

    /// Two complaints, one of them on its way to the clinic: letters to patients, the clinic and its desk.
    async fn write_some(&self) {
        let community = Community::settle(&self.app, 0).await;
        for number in 0..2 {
            let (patient, officer) = (community.patients[number].clone(), community.officers[0].clone());
            let new = complaint(&community.clinics[0]);
            let filed = self.app.write(move |tx| actions::file(tx, &patient, &new)).await.unwrap();
            if number == 0 {
                let sorted =
                    self.app.write(move |tx| actions::triage(tx, &officer, &filed.id, &triage(2, false, false)));
                sorted.await.unwrap();
            }
        }
    }

    fn letters(&self) -> Vec<OutboxRow> {
        let mut connection = ledger::connect(&self.app.config().database_url());
        outbox_letters::table.order(outbox_letters::id).load(&mut connection).unwrap()
    }

    fn in_state(&self, state: LetterState) -> usize {
        self.letters().iter().filter(|letter| letter.state == state).count()
    }

    /// How many letters may be tried while none gets through: the first of each thread to each person.
    fn first_ones(&self) -> usize {
        let letters = self.letters();
        letters.iter().map(|letter| (&letter.thread, &letter.recipient)).collect::<BTreeSet<_>>().len()
    }

    /// Lets `minutes` pass and the courier go through the outbox; answers how many tries the server refused.
    async fn after(&self, minutes: i64) -> usize {
        let before = self.smtp.refused().len();
        self.app.site().clock.advance_to(self.app.now().plus(Duration::minutes(minutes)));
        mail::run_due(&self.app).await.unwrap();
        self.smtp.refused().len() - before
    }

    fn assert_each_arrived_once_in_order(&self) {
        let received: Vec<String> =
            self.smtp.letters().iter().map(|letter| format!("<{}>", letter.message_id())).collect();
        ledger::assert_letters_left_once(&self.app.config().database_url(), &received);
        let letters = self.letters();
        let threads: BTreeSet<_> = letters.iter().filter_map(|letter| letter.thread.clone()).collect();
        for thread in threads {
            let written: Vec<_> = letters.iter().filter(|letter| letter.thread.as_ref() == Some(&thread)).collect();
            let written: Vec<_> = written.iter().map(|letter| &letter.message_id).collect();
            let arrived: Vec<_> = received.iter().filter(|id| written.contains(id)).collect();
            assert_eq!(arrived, written, "the letters of {thread} came in another order");
        }
    }
}

async fn an_hour_without_mail(office: Office) {
    office.smtp.set_mood(Mood::Refuse(451));
    assert!(office.letters().len() >= 6, "only {} letters", office.letters().len());
    let count = office.first_ones();
    let mut tried_at = Vec::new();
    for minute in 0..=60 {
        let tries = office.after(i64::from(minute > 0)).await;
        assert!(tries == 0 || tries == count, "{tries} of {count} letters were tried in minute {minute}");
        if tries > 0 {
            tried_at.push(minute);
        }
    }
    assert_eq!(tried_at, [0, 1, 6, 36]);
    office.smtp.set_mood(Mood::Accept);
    assert_eq!(office.after(95).await, 0);
    assert_eq!(office.smtp.letters().len(), 0, "nothing leaves before its time");
    office.after(1).await;
    office.assert_each_arrived_once_in_order();
}

#[tokio::test]
async fn an_hour_without_mail_on_sqlite() {
    an_hour_without_mail(Office::open(None).await).await;
}

#[tokio::test]
async fn an_hour_without_mail_on_postgres() {
    an_hour_without_mail(Office::open(Some(PostgresDatabase::fresh())).await).await;
}

#[tokio::test]
async fn a_letter_is_given_up_after_its_last_try_and_can_be_put_back() {
    let office = Office::open(None).await;
    office.smtp.set_mood(Mood::Refuse(451));
    let (count, first) = (office.letters().len(), office.first_ones());
    assert_eq!(office.after(0).await, first);
    for pause in &PAUSES[..5] {
        assert_eq!(office.after(pause - 1).await, 0, "a try came before {pause} minutes");
        assert_eq!(office.after(1).await, first, "no try after {pause} minutes");
    }
    // What follows in a thread begins its own tries once the one before it was given up.
    for _ in 0..100 {
        office.after(1_440).await;
    }
    // The officer and the patient are told of the clinic's; those letters do not get through either.
    assert!(office.letters().len() > count);
    assert_eq!(office.in_state(LetterState::Dead), office.letters().len());
    assert!(office.letters().iter().all(|letter| letter.attempts == 7 && letter.last_error.is_some()));
    assert_eq!(office.after(100_000).await, 0, "a dead letter was tried again");
    office.smtp.set_mood(Mood::Accept);
    for letter in office.letters() {
        let put_back = office.app.write(move |tx| mail::store::resend(tx.conn, &letter.id, tx.now));
        put_back.await.unwrap();
    }
    office.after(0).await;
    office.assert_each_arrived_once_in_order();
}

#[tokio::test]
async fn a_mailbox_that_is_gone_holds_up_nobody_else() {
    let office = Office::open(None).await;
    let gone = address_of("Ada");
    office.smtp.refuse_mailbox(&gone, 550);
    let theirs = office.letters().iter().filter(|letter| letter.recipient == gone).count();
    assert!(theirs > 0);
    assert_eq!(office.after(0).await, 1, "those that follow it wait for the first");
    assert_eq!(office.in_state(LetterState::Sent), office.letters().len() - theirs);
    let waiting: Vec<_> = office.letters().into_iter().filter(|letter| letter.state != LetterState::Sent).collect();
    assert!(waiting.iter().all(|letter| letter.recipient == gone));
    assert!(waiting.iter().all(|letter| !letter.last_error.as_deref().unwrap_or_default().contains('@')));
}

/// A backlog, then somebody who asks for a new password.
async fn a_new_password_waits_behind_nobody(office: Office) {
    assert!(office.letters().len() >= 6, "only {} letters", office.letters().len());
    office.app.site().clock.advance_to(office.app.now().plus(Duration::minutes(1)));
    let to = Addressee { address: address_of("Dora"), name: "Dora".into(), lang: Lang::En };
    let letter = reset_password(&to, "https://candor.example/password-reset/1", "1");
    office.app.write(move |tx| mail::outbox::post(tx, &letter)).await.unwrap();
    let kinds: Vec<String> = office.letters().into_iter().map(|letter| letter.kind).collect();
    assert_eq!(kinds.last().map(String::as_str), Some("account_reset_password"));
    office.after(0).await;
    let recipients: Vec<String> = office.smtp.letters().iter().map(|letter| letter.to.concat()).collect();
    assert_eq!(recipients.first(), Some(&address_of("Dora")), "{recipients:?}");
    office.assert_each_arrived_once_in_order();
}

#[tokio::test]
async fn a_new_password_waits_behind_nobody_on_sqlite() {
    a_new_password_waits_behind_nobody(Office::open(None).await).await;
}

#[tokio::test]
async fn a_new_password_waits_behind_nobody_on_postgres() {
    a_new_password_waits_behind_nobody(Office::open(Some(PostgresDatabase::fresh())).await).await;
}
