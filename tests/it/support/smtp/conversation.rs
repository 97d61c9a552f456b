//! One connection to the test mail server.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::thread;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::secure::secured;
use super::{Mood, ReceivedLetter, Security, Shared};

/// Either kind of connection.
trait Stream: Read + Write {}

impl<T: Read + Write> Stream for T {}

/// What to do after a command.
enum Next {
    GoOn,
    HangUp,
}

/// One connection.
pub(super) struct Conversation<'a> {
    lines: BufReader<Box<dyn Stream>>,
    /// The connection itself, for STARTTLS.
    bare: TcpStream,
    secured: bool,
    shared: &'a Shared,
    from: String,
    to: Vec<String>,
    signed_in: bool,
}

impl<'a> Conversation<'a> {
    pub(super) fn new(stream: TcpStream, shared: &'a Shared) -> std::io::Result<Self> {
        stream.set_read_timeout(Some(Duration::from_secs(300)))?;
        let bare = stream.try_clone()?;
        let is_secured = shared.security == Security::Tls;
        let stream: Box<dyn Stream> = if is_secured { Box::new(secured(stream)?) } else { Box::new(stream) };
        let lines = BufReader::new(stream);
        Ok(Self { lines, bare, secured: is_secured, shared, from: String::new(), to: Vec::new(), signed_in: false })
    }

    /// Answers until the client leaves or is hung up on.
    pub(super) fn hold(mut self) -> std::io::Result<()> {
        if self.shared.lock().mood == Mood::Silent {
            self.shared.keep_waiting();
            while self.shared.lock().mood == Mood::Silent {
                thread::sleep(Duration::from_millis(10));
            }
        }
        self.say("220 test.localhost ESMTP")?;
        while let Some(line) = self.line()? {
            if let Next::HangUp = self.answer(&line)? {
                break;
            }
        }
        Ok(())
    }

    fn answer(&mut self, line: &str) -> std::io::Result<Next> {
        let (verb, rest) = line.split_once(' ').unwrap_or((line, ""));
        let verb = verb.to_ascii_uppercase();
        if self.asks_for_tls() && !matches!(verb.as_str(), "EHLO" | "STARTTLS" | "QUIT") {
            self.shared.lock().in_clear.push(line.to_owned());
            self.say("530 STARTTLS first")?;
            return Ok(Next::GoOn);
        }
        match verb.as_str() {
            "EHLO" if self.asks_for_tls() => self.say("250-test.localhost\r\n250-8BITMIME\r\n250 STARTTLS")?,
            "STARTTLS" => self.secure()?,
            "EHLO" => self.say("250-test.localhost\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 AUTH PLAIN LOGIN")?,
            "HELO" | "NOOP" => self.say("250 test.localhost")?,
            "AUTH" => self.sign_in(rest)?,
            "MAIL" => self.begin(rest)?,
            "RCPT" => self.recipient(rest)?,
            "DATA" => return self.letter(),
            "RSET" => {
                self.forget();
                self.say("250 forgotten")?;
            }
            "QUIT" => {
                self.say("221 goodbye")?;
                return Ok(Next::HangUp);
            }
            _ => self.say("502 not known")?,
        }
        Ok(Next::GoOn)
    }

    /// Whether nothing may be said yet but STARTTLS.
    fn asks_for_tls(&self) -> bool {
        self.shared.security == Security::StartTls && !self.secured
    }

    fn secure(&mut self) -> std::io::Result<()> {
        self.say("220 go on")?;
        self.lines = BufReader::new(Box::new(secured(self.bare.try_clone()?)?));
        self.secured = true;
        Ok(())
    }

    fn sign_in(&mut self, how: &str) -> std::io::Result<()> {
        let (method, first) = how.split_once(' ').unwrap_or((how, ""));
        let given = if method.eq_ignore_ascii_case("PLAIN") {
            let answer = if first.is_empty() { self.ask("")? } else { first.to_owned() };
            let words = decode(&answer);
            let mut words = words.split('\0').skip(1).map(str::to_owned);
            (words.next().unwrap_or_default(), words.next().unwrap_or_default())
        } else {
            let name = if first.is_empty() { self.ask("VXNlcm5hbWU6")? } else { first.to_owned() };
            (decode(&name), decode(&self.ask("UGFzc3dvcmQ6")?))
        };
        self.signed_in = self.shared.lock().sign_in.as_ref() == Some(&given);
        self.say(if self.signed_in { "235 welcome" } else { "535 not you" })
    }

    fn ask(&mut self, question: &str) -> std::io::Result<String> {
        self.say(&format!("334 {question}"))?;
        Ok(self.line()?.unwrap_or_default())
    }

    fn begin(&mut self, rest: &str) -> std::io::Result<()> {
        if !self.signed_in && self.shared.lock().sign_in.is_some() {
            return self.say("530 sign in first");
        }
        self.forget();
        self.from = between_brackets(rest);
        self.say("250 go on")
    }

    fn recipient(&mut self, rest: &str) -> std::io::Result<()> {
        let recipient = between_brackets(rest);
        let state = self.shared.lock();
        let gone = state.gone.as_ref().filter(|(address, _)| *address == recipient).map(|(_, code)| *code);
        let code = if let Mood::Refuse(code) = state.mood { Some(code) } else { gone };
        drop(state);
        if let Some(code) = code {
            self.shared.refuse(recipient);
            return self.say(&format!("{code} not now"));
        }
        self.to.push(recipient);
        self.say("250 go on")
    }

    fn letter(&mut self) -> std::io::Result<Next> {
        if self.to.is_empty() {
            self.say("503 to whom")?;
            return Ok(Next::GoOn);
        }
        self.say("354 end with a dot")?;
        let mood = self.shared.lock().mood;
        if mood == Mood::HangUpBeforeData {
            return Ok(Next::HangUp);
        }
        let raw = self.read_letter()?;
        self.shared.keep(ReceivedLetter { from: self.from.clone(), to: self.to.clone(), raw });
        self.forget();
        match mood {
            Mood::HangUpAfterData => return Ok(Next::HangUp),
            Mood::Delay(time) => thread::sleep(time),
            _ => {}
        }
        self.say("250 taken")?;
        Ok(Next::GoOn)
    }

    /// Reads up to the lonely dot; a sender that leaves before it has sent nothing.
    fn read_letter(&mut self) -> std::io::Result<Vec<u8>> {
        let mut raw = Vec::new();
        loop {
            let mut line = Vec::new();
            if self.lines.read_until(b'\n', &mut line)? == 0 {
                return Err(std::io::ErrorKind::UnexpectedEof.into());
            }
            if line == b".\r\n" {
                return Ok(raw);
            }
            raw.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
        }
    }

    fn forget(&mut self) {
        self.from.clear();
        self.to.clear();
    }

    fn line(&mut self) -> std::io::Result<Option<String>> {
        let mut line = String::new();
        let length = self.lines.read_line(&mut line)?;
        Ok((length > 0).then(|| line.trim_end().to_owned()))
    }

    fn say(&mut self, words: &str) -> std::io::Result<()> {
        let stream = self.lines.get_mut();
        stream.write_all(format!("{words}\r\n").as_bytes())?;
        stream.flush()
    }
}

/// The address in `FROM:<a@example.org> SIZE=…`.
fn between_brackets(text: &str) -> String {
    let start = text.find('<').map_or(0, |at| at + 1);
    let end = text.find('>').unwrap_or(text.len());
    text.get(start..end).unwrap_or_default().to_owned()
}

fn decode(text: &str) -> String {
    STANDARD.decode(text).ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}
