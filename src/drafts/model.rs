//! The row of a draft.

use crate::accounts::AccountId;
use crate::clock::Timestamp;
use crate::db::JsonText;
use crate::db::schema::drafts;
use crate::error::AppError;
use crate::text_id;
use diesel::prelude::*;
use serde_json::{Map, Value};

text_id! {
    /// A draft.
    pub DraftId
}

/// What was typed, by field.
pub type Fields = Map<String, Value>;

/// One draft as it lies in the database.
#[derive(Clone, Queryable, Insertable, AsChangeset)]
#[diesel(table_name = drafts, treat_none_as_null = true)]
pub struct DraftRow {
    pub id: DraftId,
    pub account_id: AccountId,
    /// Which form it is of.
    pub kind: String,
    /// The thing that the form is about, where it is about one.
    pub about: Option<String>,
    pub fields: JsonText,
    pub created_at: Timestamp,
    pub saved_at: Timestamp,
    pub version: i64,
}

impl DraftRow {
    /// What was typed.
    pub fn typed(&self) -> Result<Fields, AppError> {
        self.fields.read()
    }
}

/// Without the fields: what is not told to anybody yet has no place in a log.
impl std::fmt::Debug for DraftRow {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("DraftRow").field("id", &self.id).field("kind", &self.kind).finish_non_exhaustive()
    }
}
