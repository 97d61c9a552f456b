//! A mail server on loopback that keeps what it gets and can be told to misbehave.
//!
//! It speaks the ESMTP that `lettre` needs: EHLO, STARTTLS, AUTH PLAIN and LOGIN, MAIL, RCPT, DATA, RSET, NOOP, QUIT;
//! in clear, or under TLS with a certificate of its own that nobody else vouches for.
//! It runs on its own threads, so it works from any test, with or without a runtime.

mod conversation;
mod secure;

pub use secure::{Security, certificate};

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use conversation::Conversation;
use mail_parser::{Message, MessageParser};
use serde::{Deserialize, Serialize};

/// What the server does with letters from now on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mood {
    /// Takes every letter.
    #[default]
    Accept,
    /// Takes the connection and says nothing, not even its greeting, until the mood is another.
    Silent,
    /// Answers every RCPT with this code (451 comes back later, 550 never).
    Refuse(u16),
    /// Takes the letter, but answers only after this time.
    Delay(Duration),
    /// Takes the letter and hangs up before it says so: the sender cannot know.
    HangUpAfterData,
    /// Hangs up before the letter is complete: it is lost.
    HangUpBeforeData,
}

/// A letter as it came over the wire.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReceivedLetter {
    /// The envelope's sender, without angle brackets.
    pub from: String,
    /// The envelope's recipients, without angle brackets.
    pub to: Vec<String>,
    /// Headers and body, dots unstuffed.
    #[serde(with = "text")]
    pub raw: Vec<u8>,
}

/// A letter in JSON: as the text that it is.
mod text {
    use serde::{Deserialize as _, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(raw: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(std::str::from_utf8(raw).expect("a letter that is text"))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
        String::deserialize(deserializer).map(String::into_bytes)
    }
}

impl ReceivedLetter {
    /// The parsed letter.
    pub fn message(&self) -> Message<'_> {
        MessageParser::default().parse(&self.raw).expect("a letter that parses")
    }

    /// The decoded subject.
    pub fn subject(&self) -> String {
        self.message().subject().unwrap_or_default().to_owned()
    }

    /// The `Message-ID` without angle brackets.
    pub fn message_id(&self) -> String {
        self.message().message_id().unwrap_or_default().to_owned()
    }

    /// The decoded text part.
    pub fn text(&self) -> String {
        self.message().body_text(0).unwrap_or_default().into_owned()
    }
}

/// The running server; it stops taking connections when dropped.
pub struct SmtpServer {
    address: SocketAddr,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    security: Security,
    state: Mutex<State>,
    arrived: Condvar,
}

#[derive(Default)]
struct State {
    mood: Mood,
    letters: Vec<ReceivedLetter>,
    /// Refused recipients, in the order they were tried.
    refused: Vec<String>,
    /// Connections that were kept waiting for their greeting.
    kept_waiting: usize,
    sign_in: Option<(String, String)>,
    /// A mailbox that is refused, and the code it is refused with.
    gone: Option<(String, u16)>,
    /// Commands that came in clear to a server that speaks TLS, but for those that lead to it.
    in_clear: Vec<String>,
    stopped: bool,
}

impl SmtpServer {
    /// Starts on a free port, in clear.
    pub fn start() -> Self {
        Self::start_with(Security::Plain)
    }

    /// Starts on a free port.
    pub fn start_with(security: Security) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("the port");
        let shared = Arc::new(Shared { security, ..Shared::default() });
        let server = Self { address, shared: Arc::clone(&shared) };
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                if shared.lock().stopped {
                    return;
                }
                let shared = Arc::clone(&shared);
                // A client that goes away in the middle is what some tests are about.
                thread::spawn(move || drop(Conversation::new(stream, &shared).and_then(Conversation::hold)));
            }
        });
        server
    }

    /// These letters came before all others.
    pub fn has_taken(&self, letters: Vec<ReceivedLetter>) {
        self.shared.lock().letters = letters;
    }

    /// Lets nobody send without this name and password from now on.
    pub fn require_sign_in(&self, name: &str, password: &str) {
        self.shared.lock().sign_in = Some((name.to_owned(), password.to_owned()));
    }

    /// Answers every letter to this address with `code` from now on.
    pub fn refuse_mailbox(&self, address: &str, code: u16) {
        self.shared.lock().gone = Some((address.to_owned(), code));
    }

    /// The value for `CANDOR_MAIL__SMTP_URL`.
    pub fn url(&self) -> String {
        let scheme = self.shared.security.scheme();
        match &self.shared.lock().sign_in {
            Some((name, password)) => format!("{scheme}://{name}:{password}@{}", self.address),
            None => format!("{scheme}://{}", self.address),
        }
    }

    /// Changes what happens to letters from now on.
    pub fn set_mood(&self, mood: Mood) {
        self.shared.lock().mood = mood;
    }

    /// Every letter taken so far, in order.
    pub fn letters(&self) -> Vec<ReceivedLetter> {
        self.shared.lock().letters.clone()
    }

    /// The letters to this address.
    pub fn letters_to(&self, address: &str) -> Vec<ReceivedLetter> {
        self.letters().into_iter().filter(|letter| letter.to.iter().any(|to| to == address)).collect()
    }

    /// What was said in clear that should have been said under TLS.
    pub fn in_clear(&self) -> Vec<String> {
        self.shared.lock().in_clear.clone()
    }

    /// The recipients refused so far, one entry per try.
    pub fn refused(&self) -> Vec<String> {
        self.shared.lock().refused.clone()
    }

    /// Waits until so many letters have come and returns all; fails the test after 15 seconds.
    pub fn wait_for(&self, count: usize) -> Vec<ReceivedLetter> {
        self.wait_until(&format!("{count} letters"), |state| state.letters.len() >= count)
    }

    /// Waits until so many recipients have been refused; fails the test after 15 seconds.
    pub fn wait_for_refusals(&self, count: usize) {
        self.wait_until(&format!("{count} refusals"), |state| state.refused.len() >= count);
    }

    /// Waits until so many connections have been kept waiting for a greeting; fails the test after 15 seconds.
    pub fn wait_for_silence(&self, count: usize) {
        self.wait_until(&format!("{count} connections"), |state| state.kept_waiting >= count);
    }

    fn wait_until(&self, what: &str, enough: impl Fn(&State) -> bool) -> Vec<ReceivedLetter> {
        let deadline = Instant::now() + Duration::from_secs(15);
        let mut state = self.shared.lock();
        while !enough(&state) {
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "waited for {what}, have {} letters", state.letters.len());
            state = self.shared.arrived.wait_timeout(state, left).expect("an unbroken lock").0;
        }
        state.letters.clone()
    }
}

impl Drop for SmtpServer {
    fn drop(&mut self) {
        self.shared.lock().stopped = true;
        // Wakes the listening thread; if that fails it has ended already.
        drop(TcpStream::connect(self.address));
    }
}

impl Shared {
    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().expect("an unbroken lock")
    }

    fn keep(&self, letter: ReceivedLetter) {
        self.lock().letters.push(letter);
        self.arrived.notify_all();
    }

    fn keep_waiting(&self) {
        self.lock().kept_waiting += 1;
        self.arrived.notify_all();
    }

    fn refuse(&self, recipient: String) {
        self.lock().refused.push(recipient);
        self.arrived.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use lettre::message::header::ContentType;
    use lettre::transport::smtp::response::Response;
    use lettre::{SmtpTransport, Transport};

    use super::*;

    fn send(server: &SmtpServer) -> Result<Response, lettre::transport::smtp::Error> {
        let letter = lettre::Message::builder()
            .from("from@example.org".parse().unwrap())
            .to("to@example.org".parse().unwrap())
            .subject("Grüße")
            .header(ContentType::TEXT_PLAIN)
            .body("a line\n.a line with a dot\n".to_owned())
            .unwrap();
        SmtpTransport::from_url(&server.url()).unwrap().timeout(Some(Duration::from_secs(5))).build().send(&letter)
    }

    #[test]
    fn a_letter_arrives_as_it_was_written() {
        let server = SmtpServer::start();
        server.require_sign_in("candor", "secret");

        send(&server).unwrap();

        let letters = server.wait_for(1);
        assert_eq!(letters[0].to, ["to@example.org"]);
        assert_eq!(letters[0].subject(), "Grüße");
        assert_eq!(letters[0].text().trim_end(), "a line\r\n.a line with a dot");
    }

    #[test]
    fn a_refused_letter_is_not_kept() {
        let server = SmtpServer::start();
        server.set_mood(Mood::Refuse(451));

        let error = send(&server).unwrap_err();

        assert!(error.is_transient());
        assert_eq!((server.letters().len(), server.refused().len()), (0, 1));
    }

    #[test]
    fn a_letter_is_kept_though_the_sender_never_hears_so() {
        let server = SmtpServer::start();
        server.set_mood(Mood::HangUpAfterData);

        assert!(send(&server).is_err());

        assert_eq!(server.letters_to("to@example.org").len(), 1);
    }
}
