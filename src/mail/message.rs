//! From a row of the outbox to the message that leaves: headers, envelope, two parts.

use super::outbox::OutboxRow;
use crate::clock::Timestamp;
use crate::config::Mail;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::{Address, Message};
use std::time::{Duration, SystemTime};

/// Why no message can be made of a letter; trying again will not help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unsendable {
    /// The recipient's address is not one.
    #[error("the recipient's address is not valid")]
    Recipient,
    /// The site's own address or the reply address is not one.
    #[error("the sender's or the reply address is not valid")]
    Sender,
    /// The parts do not make a message.
    #[error("the letter does not make a message")]
    Content,
}

/// The message of `row`, the same each time it is made but for the ledger's checkpoint.
pub(super) fn message(row: &OutboxRow, mail: &Mail) -> Result<Message, Unsendable> {
    let to = mailbox(row.recipient_name.as_deref(), &row.recipient).ok_or(Unsendable::Recipient)?;
    let from = mailbox(Some(&mail.from_name), &mail.from).ok_or(Unsendable::Sender)?;
    let mut builder = Message::builder()
        .from(from)
        .to(to)
        .subject(one_line(&row.subject))
        .date(system_time(row.created_at))
        .message_id(Some(one_line(&row.message_id)))
        .raw_header(header("Auto-Submitted", "auto-generated"));
    if let Some(address) = &row.reply_to {
        builder = builder.reply_to(mailbox(None, address).ok_or(Unsendable::Sender)?);
    }
    if let Some(root) = &row.refers_to {
        builder = builder.in_reply_to(one_line(root)).references(one_line(root));
    }
    if let Some(checkpoint) = &row.checkpoint {
        builder = builder.raw_header(header("X-Ledger-Checkpoint", checkpoint));
    }
    let parts = MultiPart::alternative_plain_html(row.text_body.clone(), row.html_body.clone());
    builder.multipart(parts).map_err(|_| Unsendable::Content)
}

/// The headers of `row` as they leave, folded lines joined; empty when no message can be made of it.
pub fn headers(row: &OutboxRow, mail: &Mail) -> Vec<(String, String)> {
    let Ok(message) = message(row, mail) else { return Vec::new() };
    let lines = message.headers().to_string().replace("\r\n ", " ").replace("\r\n\t", " ");
    lines
        .split("\r\n")
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

/// `None` when the address is not one. A name keeps no control characters, so it cannot add headers.
fn mailbox(name: Option<&str>, address: &str) -> Option<Mailbox> {
    let address: Address = address.parse().ok()?;
    let name = name.map(one_line).filter(|name| !name.is_empty());
    Some(Mailbox::new(name, address))
}

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), one_line(value))
}

/// Line breaks and other control characters become spaces.
fn one_line(text: &str) -> String {
    let spaced: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn system_time(at: Timestamp) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_millis(u64::try_from(at.unix_millis()).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::mail::testing::row;

    fn mail() -> Mail {
        Config::development(std::path::Path::new("data")).unwrap().mail
    }

    #[test]
    fn a_letter_carries_its_headers() {
        let mut mail = mail();
        mail.from = "letters@candor.example".into();
        mail.from_name = "Candor".into();
        let mut letter = row("01", Some("CMP-2026-000001"));
        letter.refers_to = Some("<root@candor.example>".into());
        letter.reply_to = Some("cmp+1@candor.example".into());
        letter.checkpoint = Some("candor.example 12 abc=".into());
        let headers = headers(&letter, &mail);
        let kept: Vec<String> = headers
            .iter()
            .filter(|(name, _)| !name.starts_with("Content-"))
            .map(|(name, value)| format!("{name}: {value}"))
            .collect();
        assert_eq!(
            kept,
            [
                "From: Candor <letters@candor.example>",
                "To: \"Ada Example\" <ada@example.com>",
                "Subject: Your complaint",
                "Date: Sat, 14 Mar 2026 10:00:00 +0000",
                "Message-ID: <01@candor.example>",
                "Auto-Submitted: auto-generated",
                "Reply-To: cmp+1@candor.example",
                "In-Reply-To: <root@candor.example>",
                "References: <root@candor.example>",
                "X-Ledger-Checkpoint: candor.example 12 abc=",
                "MIME-Version: 1.0",
            ]
        );
    }

    #[test]
    fn nobody_adds_headers_through_a_subject_or_a_name() {
        let mut letter = row("01", None);
        letter.subject = "Hello\r\nBcc: eve@example.com\r\n\r\nbody".into();
        letter.recipient_name = Some("Ada\r\nBcc: eve@example.com".into());
        letter.refers_to = Some("<root@x>\r\nBcc: eve@example.com".into());
        let sent = String::from_utf8(message(&letter, &mail()).unwrap().formatted()).unwrap();
        assert!(!sent.lines().any(|line| line.starts_with("Bcc:")), "{sent}");
        assert!(!sent.contains("\r\n\r\nbody"));
    }

    #[test]
    fn an_address_that_is_none_is_unsendable() {
        for address in ["ada", "ada@example.com\r\nRCPT TO:<eve@example.com>", "ada@example.com, eve@example.com", ""] {
            let mut letter = row("01", None);
            letter.recipient = address.into();
            assert_eq!(message(&letter, &mail()).unwrap_err(), Unsendable::Recipient, "{address:?}");
        }
    }
}
