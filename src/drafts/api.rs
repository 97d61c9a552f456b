//! Wire types of drafts.

use super::model::{DraftId, DraftRow, Fields};
use crate::clock::Timestamp;
use crate::directory::api::ActionLink;
use crate::error::AppError;
use crate::web::{Check, Versioned};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// A draft to be kept.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDraft {
    /// Which form it is of: `thread`, `post`, `review`, `factual_check`, `complaint`.
    pub kind: String,
    /// Of a `post` the id of its thread, of a `factual_check` that of its inspection; of the others absent.
    #[serde(default)]
    pub about: Option<String>,
    /// The form's fields so far, however incomplete.
    #[schema(value_type = Object)]
    pub fields: Fields,
}

impl Check for NewDraft {}

/// What a draft says now, in place of what it said.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DraftChanges {
    /// All of the form's fields so far.
    #[schema(value_type = Object)]
    pub fields: Fields,
}

impl Check for DraftChanges {}

/// The draft that something is published from, which goes with it.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct FromDraft {
    /// The id of a draft of the caller's; it is deleted when this succeeds.
    #[param(value_type = Option<String>)]
    pub draft: Option<DraftId>,
}

impl Check for FromDraft {}

/// A draft, as its author sees it.
#[derive(Clone, Serialize, ToSchema)]
pub struct DraftView {
    pub id: DraftId,
    pub kind: String,
    pub about: Option<String>,
    #[schema(value_type = Object)]
    pub fields: Fields,
    pub version: i64,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    pub saved_at: Timestamp,
    pub actions: Vec<ActionLink>,
}

impl Versioned for DraftView {
    fn version(&self) -> i64 {
        self.version
    }
}

impl DraftView {
    /// # Errors
    /// [`AppError::Internal`] when what is stored is no JSON.
    pub fn of(row: &DraftRow) -> Result<Self, AppError> {
        let href = format!("/api/v1/drafts/{}", row.id);
        let action = |name: &str, method: &str| ActionLink {
            name: name.to_owned(),
            method: method.to_owned(),
            href: href.clone(),
        };
        Ok(Self {
            actions: vec![action("save", "PATCH"), action("delete", "DELETE")],
            fields: row.typed()?,
            id: row.id.clone(),
            kind: row.kind.clone(),
            about: row.about.clone(),
            version: row.version,
            created_at: row.created_at,
            saved_at: row.saved_at,
        })
    }
}
