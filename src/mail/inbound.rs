//! Mail that comes in: a message as far as it matters here, and reports that a letter did not arrive.
//!
//! Nothing in a message is trusted: it is read without ever failing in another way than [`NotAMessage`], and whether
//! its sender may say anything in a case is decided elsewhere.

use super::quotation::without_quotation;
use mail_parser::{Address, Message, MessageParser, MimeHeaders as _, PartType};
use sha2::{Digest as _, Sha256};

/// Longest message that is read, in bytes.
pub const LONGEST: usize = 30 * 1024 * 1024;
/// Files of one message that are looked at.
const MOST_FILES: usize = 20;

/// The bytes are no message of RFC 5322.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is not a mail message")]
pub struct NotAMessage;

/// A message, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inbound {
    /// The same for the same message, however often it is delivered.
    pub key: String,
    /// Who says to have written it, lower case; none for a report.
    pub from: Option<String>,
    /// Every address it went to, lower case.
    pub to: Vec<String>,
    /// What was written, without what it answers.
    pub text: String,
    pub files: Vec<InboundFile>,
    /// Written by a program: an absence note, a newsletter.
    pub is_automatic: bool,
    /// What a mail server reports of a letter of ours.
    pub bounce: Option<Bounce>,
}

/// One attachment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InboundFile {
    pub name: String,
    pub content: Vec<u8>,
}

/// A report of RFC 3464 that a letter did not arrive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bounce {
    /// The letter's `Message-ID`, with angle brackets.
    pub message_id: Option<String>,
    /// Whom it was for, lower case.
    pub recipient: Option<String>,
    /// `5.1.1`.
    pub status: String,
    pub is_final: bool,
}

impl Bounce {
    /// The address itself is no good, and nothing should be sent there again; a full mailbox or a policy may pass.
    pub fn is_hard(&self) -> bool {
        let passing = ["5.2.2", "5.2.3", "5.3.4"];
        self.is_final && !passing.contains(&self.status.as_str()) && !self.status.starts_with("5.7")
    }
}

/// Reads a message.
///
/// # Errors
/// [`NotAMessage`] for bytes that are none, or too many.
pub fn read(raw: &[u8]) -> Result<Inbound, NotAMessage> {
    if raw.len() > LONGEST {
        return Err(NotAMessage);
    }
    let message = MessageParser::default().parse(raw).filter(|message| !message.headers().is_empty());
    let message = message.ok_or(NotAMessage)?;
    let bounce = bounce_of(&message);
    let text = message.body_text(0).unwrap_or_default();
    Ok(Inbound {
        key: key_of(&message, raw),
        from: message.from().and_then(first_address),
        to: recipients(&message),
        text: without_quotation(&text),
        files: files_of(&message),
        is_automatic: is_automatic(&message),
        bounce,
    })
}

/// By its `Message-ID`: a server that delivers twice may add headers of its own.
fn key_of(message: &Message<'_>, raw: &[u8]) -> String {
    let id = message.message_id().map(str::as_bytes).filter(|id| !id.is_empty());
    hex::encode(Sha256::digest(id.unwrap_or(raw)))
}

fn first_address(address: &Address<'_>) -> Option<String> {
    address.iter().find_map(|one| one.address.as_deref()).map(str::to_lowercase)
}

/// What mail servers write of whom they deliver to counts like the written recipients.
fn recipients(message: &Message<'_>) -> Vec<String> {
    let named = [message.to(), message.cc()].into_iter().flatten().flat_map(Address::iter);
    let mut all: Vec<String> = named.filter_map(|one| one.address.as_deref()).map(str::to_lowercase).collect();
    for name in ["Delivered-To", "X-Original-To", "Envelope-To"] {
        all.extend(message.header_raw(name).map(|value| value.trim().trim_matches(['<', '>']).to_lowercase()));
    }
    all
}

fn is_automatic(message: &Message<'_>) -> bool {
    let word =
        |name: &'static str| message.header_raw(name).map(|value| value.trim().to_lowercase()).unwrap_or_default();
    let submitted = word("Auto-Submitted");
    let precedence = word("Precedence");
    (!submitted.is_empty() && !submitted.starts_with("no"))
        || ["bulk", "junk", "list", "auto_reply"].contains(&precedence.as_str())
        || !word("X-Autoreply").is_empty()
        || !word("List-Id").is_empty()
}

fn files_of(message: &Message<'_>) -> Vec<InboundFile> {
    let files = message.attachments().take(MOST_FILES).filter_map(|part| {
        let content = match &part.body {
            PartType::Binary(bytes) | PartType::InlineBinary(bytes) => bytes.to_vec(),
            _ => return None,
        };
        let name = part.attachment_name().unwrap_or("attachment").to_owned();
        Some(InboundFile { name, content })
    });
    files.collect()
}

/// The report in a `multipart/report`: its fields, and the identity of the letter that it returns.
fn bounce_of(message: &Message<'_>) -> Option<Bounce> {
    let report = message.content_type().filter(|kind| kind.ctype().eq_ignore_ascii_case("multipart"))?;
    if !report.subtype().is_some_and(|kind| kind.eq_ignore_ascii_case("report")) {
        return None;
    }
    let fields = message.parts.iter().find(|part| is_of(part, "message", "delivery-status"))?;
    let fields = String::from_utf8_lossy(fields.contents()).into_owned();
    let field = |name: &str| fields.lines().find_map(|line| value_of(line, name));
    let status =
        field("Status").and_then(|value| value.split_whitespace().next().map(str::to_owned)).unwrap_or_default();
    let action = field("Action").unwrap_or_default().to_lowercase();
    let recipient = field("Original-Recipient").or_else(|| field("Final-Recipient"));
    Some(Bounce {
        message_id: message.parts.iter().find_map(returned_id),
        recipient: recipient.map(|value| value.rsplit(';').next().unwrap_or_default().trim().to_lowercase()),
        is_final: action == "failed" && status.starts_with("5."),
        status,
    })
}

fn is_of(part: &mail_parser::MessagePart<'_>, kind: &str, subtype: &str) -> bool {
    part.content_type().is_some_and(|of| {
        of.ctype().eq_ignore_ascii_case(kind) && of.subtype().is_some_and(|of| of.eq_ignore_ascii_case(subtype))
    })
}

fn value_of(line: &str, name: &str) -> Option<String> {
    let (field, value) = line.split_once(':')?;
    field.trim().eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
}

/// The `Message-ID` of a letter that a report carries, whole or by its headers.
fn returned_id(part: &mail_parser::MessagePart<'_>) -> Option<String> {
    if let PartType::Message(letter) = &part.body {
        return letter.message_id().map(in_brackets);
    }
    if !is_of(part, "text", "rfc822-headers") && !is_of(part, "message", "rfc822") {
        return None;
    }
    let headers = String::from_utf8_lossy(part.contents()).into_owned();
    headers.lines().find_map(|line| value_of(line, "Message-ID")).map(|id| in_brackets(&id))
}

fn in_brackets(id: &str) -> String {
    format!("<{}>", id.trim().trim_start_matches('<').trim_end_matches('>'))
}

#[cfg(test)]
mod tests;
