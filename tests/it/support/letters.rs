//! Letters, as the people of a story find them in their inboxes.

use super::app::TestSite;
use super::ledger;
use super::smtp::ReceivedLetter;
use candor::db::schema::outbox_letters;
use candor::mail::outbox::LetterState;
use candor::server::assemble;
use diesel::prelude::*;
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

/// What follows `mark` in a letter's text, up to the next blank.
pub fn link_in(letter: &ReceivedLetter, mark: &str) -> String {
    let text = letter.text();
    let (_, rest) = text.split_once(mark).unwrap_or_else(|| panic!("no {mark} in: {text}"));
    rest.chars().take_while(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_')).collect()
}

/// A header of a letter as it came over the wire, unfolded; empty when it is not there.
pub fn header(letter: &ReceivedLetter, name: &str) -> String {
    let raw = String::from_utf8_lossy(&letter.raw).replace("\r\n ", " ").replace("\r\n\t", " ");
    let head = raw.split("\r\n\r\n").next().unwrap_or_default().to_owned();
    let found = head.lines().find_map(|line| {
        let (found, value) = line.split_once(": ")?;
        found.eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
    });
    found.unwrap_or_default()
}

impl TestSite {
    /// The newest letter to this address whose text contains `mark`; waits for it.
    pub async fn letter_to(&self, address: &str, mark: &str) -> ReceivedLetter {
        self.all_letters().await;
        let letters = self.mail.letters_to(address);
        let found = letters.into_iter().rfind(|letter| letter.text().contains(mark));
        found.unwrap_or_else(|| panic!("no letter to {address} with {mark}"))
    }

    /// The letters to this address whose subject contains `subject`, oldest first; waits for all that are posted.
    pub async fn letters_about(&self, address: &str, subject: &str) -> Vec<ReceivedLetter> {
        self.all_letters().await;
        self.mail.letters_to(address).into_iter().filter(|letter| letter.subject().contains(subject)).collect()
    }

    /// Every letter, once the outbox is empty.
    pub async fn all_letters(&self) -> Vec<ReceivedLetter> {
        let deadline = Instant::now() + Duration::from_secs(30);
        loop {
            let waiting: i64 = self
                .app
                .read(|reader| {
                    let open = outbox_letters::table.filter(outbox_letters::sent_at.is_null()).count();
                    Ok(open.get_result(reader.conn)?)
                })
                .await
                .expect("the outbox");
            if waiting == 0 {
                return self.mail.letters();
            }
            assert!(Instant::now() < deadline, "{waiting} letters are still waiting");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// What became of these letters, once none of them is on its way.
    pub async fn settled(&self, ids: &[String]) -> Vec<LetterState> {
        let deadline = Instant::now() + Duration::from_secs(30);
        loop {
            let ids = ids.to_vec();
            let states = self.app.read(move |reader| {
                let letters = outbox_letters::table.filter(outbox_letters::id.eq_any(&ids));
                Ok(letters.select(outbox_letters::state).load::<LetterState>(reader.conn)?)
            });
            let states = states.await.expect("the outbox");
            if !states.iter().any(|state| matches!(state, LetterState::Waiting | LetterState::Sending)) {
                return states;
            }
            assert!(Instant::now() < deadline, "still on their way: {states:?}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// At the end of every story: each case event has its leaf, every chain is legal, every letter left once.
    pub async fn is_whole(&self) {
        let received: Vec<_> =
            self.all_letters().await.iter().map(|letter| format!("<{}>", letter.message_id())).collect();
        ledger::assert_whole(self.app.site());
        self.has_previews();
        ledger::assert_letters_left_once(&self.app.config().database_url(), &received);
    }

    /// Every kind of letter that was posted can be looked at while it is written.
    fn has_previews(&self) {
        let mut connection = ledger::connect(&self.app.config().database_url());
        let posted: Vec<String> =
            outbox_letters::table.select(outbox_letters::kind).distinct().load(&mut connection).unwrap();
        let known: BTreeSet<&str> = assemble::previews().kinds().collect();
        let missing: Vec<_> = posted.iter().filter(|kind| !known.contains(kind.as_str())).collect();
        assert!(missing.is_empty(), "letters without a preview: {missing:?}");
    }
}
