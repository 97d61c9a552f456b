//! What the domains to the right say of their forms, and what their pages show of drafts.

use super::model::{DraftId, DraftRow, Fields};
use super::{rules, store};
use crate::accounts::AccountId;
use crate::clock::Timestamp;
use crate::db::Connection;
use crate::error::AppError;
use crate::web::ValidForm;
use serde_json::Value;
use std::fmt;
use std::str::FromStr;

/// The button that saves what was typed instead of publishing it.
const SAVE: &str = "save_draft";
/// The hidden field that says which draft a form holds.
const HELD: &str = "draft";

/// A form that keeps drafts.
#[derive(Debug, Clone, Copy)]
pub struct Form {
    /// Its word on the wire; its name is in Fluent under `drafts-kind-<kind>`.
    pub kind: &'static str,
    /// Whether it is about one thing, whose id each draft names.
    pub is_about: bool,
    /// The fields that say best what a draft is of, first of all; one that ends with a dot is a group of fields.
    pub named_by: &'static [&'static str],
    /// The address of the form with a draft in it.
    pub place: fn(about: &str, draft: &DraftId) -> String,
}

/// Every form that keeps drafts: registered as application data by assembly.
#[derive(Debug, Clone, Copy)]
pub struct Forms(pub &'static [Form]);

impl Forms {
    /// The form with this word.
    pub fn named(&self, kind: &str) -> Option<&'static Form> {
        self.0.iter().find(|form| form.kind == kind)
    }
}

/// Which draft a form was filled from, as its hidden field says: `id.version`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    pub id: DraftId,
    pub version: i64,
}

impl Held {
    /// Nothing for a form that was filled from none, and for what is no such text.
    pub fn of(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

impl FromStr for Held {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (id, version) = text.split_once('.').ok_or("no version")?;
        let version = version.parse().map_err(|_| "no version")?;
        Ok(Self { id: id.parse()?, version })
    }
}

impl fmt::Display for Held {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}.{}", self.id, self.version)
    }
}

/// What was typed into a page's form that is to be saved.
#[derive(Clone)]
pub struct Typed {
    pub(super) form: &'static Form,
    pub(super) about: Option<String>,
    pub(super) held: Option<Held>,
    pub(super) fields: Fields,
}

impl Typed {
    /// Nothing where another button was pressed; every button that saves has a value of its own. Fields that are empty, or wrong, are no matter yet.
    pub fn of<T>(form: &'static Form, about: Option<&str>, sent: &ValidForm<T>) -> Option<Self> {
        if sent.typed(SAVE).is_empty() {
            return None;
        }
        let own = sent.raw.iter().filter(|(name, value)| ![SAVE, HELD].contains(&name.as_str()) && !value.is_empty());
        let fields = own.map(|(name, value)| (name.clone(), Value::String(value.clone()))).collect();
        Some(Self { form, about: about.map(str::to_owned), held: Held::of(sent.typed(HELD)), fields })
    }
}

/// What the page of a form shows of drafts; goes to `form::draft_note` and `form::draft_button`.
#[derive(Debug, Clone, Default)]
pub struct Kept {
    /// The value of the hidden field; empty for a form that was filled from no draft.
    pub held: String,
    /// When the draft in the form was saved.
    pub saved_at: Option<Timestamp>,
    /// A draft that waits, while the form is blank.
    pub offer: Option<Offer>,
}

/// A draft that one can go on with.
#[derive(Debug, Clone)]
pub struct Offer {
    pub href: String,
    pub saved_at: Timestamp,
}

impl Kept {
    /// Of a form that is shown again with what was typed.
    pub fn again<T>(sent: &ValidForm<T>) -> Self {
        Self { held: sent.typed(HELD).to_owned(), ..Self::default() }
    }
}

/// A form as it opens.
#[derive(Debug, Default)]
pub struct Opened {
    pub kept: Kept,
    /// What the draft fills in, by the names of the form; none for a blank form.
    pub fields: Option<Vec<(String, String)>>,
}

impl Opened {
    /// What the draft says in a field; empty where it says nothing.
    pub fn typed(&self, name: &str) -> &str {
        let pairs = self.fields.iter().flatten();
        pairs.into_iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    fn filled(row: &DraftRow) -> Result<Self, AppError> {
        let held = Held { id: row.id.clone(), version: row.version };
        let kept = Kept { held: held.to_string(), saved_at: Some(row.saved_at), offer: None };
        Ok(Self { kept, fields: Some(rules::flat(&row.typed()?)) })
    }
}

/// The form filled from the draft that was asked for; without one, blank, with the newest draft of it offered.
///
/// # Errors
/// 404 for a draft that is not there, is another person's, or is of another form.
pub fn opened(
    conn: &mut Connection,
    account: &AccountId,
    (form, about): (&Form, Option<&str>),
    asked: Option<&DraftId>,
) -> Result<Opened, AppError> {
    let Some(id) = asked else {
        let offer = beside(conn, account, (form, about), None)?;
        return Ok(Opened { kept: Kept { offer, ..Kept::default() }, fields: None });
    };
    let row = store::find(conn, account, id)?;
    if row.kind != form.kind || row.about.as_deref() != about {
        return Err(AppError::not_found());
    }
    Opened::filled(&row)
}

/// The newest draft that a form does not hold: what stands in it is not sent with the form.
///
/// # Errors
/// Those of the database.
pub fn beside(
    conn: &mut Connection,
    account: &AccountId,
    (form, about): (&Form, Option<&str>),
    held: Option<&Held>,
) -> Result<Option<Offer>, AppError> {
    let but = held.map(|held| (&held.id, held.version));
    let newest = store::newest(conn, account, (form.kind, about), but)?;
    Ok(newest.map(|(id, saved_at)| Offer { href: (form.place)(about.unwrap_or_default(), &id), saved_at }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_remembers_which_draft_it_holds() {
        let id = DraftId::mint(Timestamp::parse("2026-03-02T10:00:00Z").unwrap());
        let held = Held { id, version: 3 };
        assert_eq!(Held::of(&held.to_string()), Some(held.clone()));
        for wrong in ["", "3", &held.id.to_string(), &format!("{}.", held.id), "../etc.3"] {
            assert_eq!(Held::of(wrong), None, "{wrong}");
        }
    }
}
