//! A letter before it is sent: to whom, about what, in which words.

use crate::text::lang::Lang;

/// One person or mailbox a letter goes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    pub address: String,
    pub name: Option<String>,
    pub lang: Lang,
}

/// One part of a letter's body, rendered both as text and as HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    Paragraph(String),
    /// A labelled link on a line of its own.
    Link {
        label: String,
        url: String,
    },
    /// Label and value, one pair a line.
    Facts(Vec<(String, String)>),
    /// Somebody's own words, set apart.
    Quote(String),
    List(Vec<String>),
}

/// A letter to one recipient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Which letter this is, such as `complaint_clinic_written`.
    pub kind: &'static str,
    pub to: Recipient,
    pub subject: String,
    pub body: Vec<Block>,
    /// Letters of one case share a thread: `CMP-2026-000001`, an account, …
    pub thread: Option<String>,
    /// The address answers go to, when it is not the site's own.
    pub reply_to: Option<String>,
    /// The same key is never posted twice: event id + kind + recipient.
    pub once_key: String,
}
